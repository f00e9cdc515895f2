"""A small key-value server: ordinary code, for benchmarks of the parser."""

from __future__ import annotations

import json
import time
from collections import OrderedDict, defaultdict
from typing import Any, Callable, Iterable

import parallel

PORT = 7070
LIMIT = 1 << 20
RETRIES: dict[str, int] = {"get": 3, "set": 1, "delete": 0}


class Error(Exception):
    """What a command may raise."""

    def __init__(self, code: int, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint or "none"

    def __repr__(self):
        return f"Error({self.code!r}, {self.message!r}, hint={self.hint:>10})"


def command(name: str, arity: int = 0, **options: Any) -> Callable:
    # Registers a method under its name on the wire.
    def register(method):
        method.wire_name = name.upper()
        method.arity = arity
        for key, value in options.items():
            setattr(method, key, value)
        return method

    return register


class Store:
    def __init__(self, limit=LIMIT):
        self._items = OrderedDict()
        self._hits = defaultdict(int)
        self.limit, self.size = limit, 0

    def get(self, key, default=None):
        try:
            value, expires = self._items[key]
        except KeyError:
            return default
        if expires is not None and expires < time.time():
            del self._items[key]
            self.size -= len(value)
            return default
        self._hits[key] += 1
        return value

    def set(self, key, value, ttl=None):
        old = self._items.pop(key, None)
        if old is not None:
            self.size -= len(old[0])
        while self.size + len(value) > self.limit and self._items:
            _, (dropped, _) = self._items.popitem(last=False)
            self.size -= len(dropped)
        self._items[key] = (value, time.time() + ttl if ttl else None)
        self.size += len(value)

    def keys(self, prefix: bytes = b"") -> Iterable[bytes]:
        return [k for k in self._items if k.startswith(prefix) and len(k) < 256]

    def stats(self):
        top = sorted(self._hits.items(), key=lambda item: (-item[1], item[0]))[:10]
        total = sum(count for _, count in top)
        return {"size": self.size, "keys": len(self._items), "top": dict(top), "total": total}


store = Store()


class Protocol:
    lines_mode = True
    max_line_length = 0x10_000

    def connection_made(self, transport):
        self.transport = transport
        self.started = time.time()
        self.count = 0
        return b"+READY\r\n"

    @command("get", 1, readonly=True)
    def do_get(self, key):
        value = store.get(key)
        if value is None:
            raise Error(404, "no such key", hint="set it first")
        return b"$%d\r\n%s\r\n" % (len(value), value)

    @command("set", 2)
    def do_set(self, key, value, *rest):
        ttl = float(rest[0]) if rest else None
        parallel.call_from_main_thread(store.set)(key, value, ttl)
        return b"+OK\r\n"

    @command("stats")
    def do_stats(self):
        text = json.dumps(store.stats(), indent=2, sort_keys=True)
        return f"${len(text)}\r\n{text}\r\n".encode("utf-8")

    def lines_received(self, transport, lines):
        reply = bytearray()
        for line in lines:
            self.count += 1
            name, *args = line.split(b" ")
            method = getattr(self, "do_" + name.decode("ascii", "replace").lower(), None)
            if method is None or not 0 <= len(args) - method.arity <= 1:
                reply += b"-ERR unknown command or wrong number of arguments\r\n"
                continue
            try:
                reply += method(*args)
            except Error as e:
                reply += f"-ERR {e.code} {e.message} ({e.hint})\r\n".encode()
            except (ValueError, TypeError):
                reply += b"-ERR bad argument\r\n"
            finally:
                if self.count % 1000 == 0:
                    print("commands:", self.count, "after", round(time.time() - self.started, 3), "s")
        return reply


def main(port: int = PORT) -> int:
    server = parallel.server("127.0.0.1", port)
    parallel.register(transport=server, protocol=Protocol)
    match RETRIES:
        case {"get": int(n), **rest} if n > 0:
            print(f"retries: {n}, others: {rest}")
        case _:
            pass
    parallel.run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
