"""Universally unique identifiers (RFC 4122)."""

import hashlib
import os
import time
from enum import Enum

__all__ = ["UUID", "SafeUUID", "getnode", "uuid1", "uuid3", "uuid4", "uuid5", "NAMESPACE_DNS", "NAMESPACE_URL",
           "NAMESPACE_OID", "NAMESPACE_X500", "RESERVED_NCS", "RFC_4122", "RESERVED_MICROSOFT", "RESERVED_FUTURE"]

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = (
    "reserved for NCS compatibility", "specified in RFC 4122", "reserved for Microsoft compatibility",
    "reserved for future definition")


class SafeUUID(Enum):
    """Whether an identifier was made safely where processes make some at once."""

    safe, unsafe, unknown = 0, -1, None


class UUID:
    """An identifier: 128 bits."""

    __slots__ = ("int", "is_safe", "__weakref__")

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *,
                 is_safe=SafeUUID.unknown):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        number = int
        if hex is not None:
            digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(digits) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            number = _int(digits, 16)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            bytes = bytes_le[3::-1] + bytes_le[5:3:-1] + bytes_le[7:5:-1] + bytes_le[8:]
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            number = _int.from_bytes(bytes, "big")
        if fields is not None:
            if len(fields) != 6:
                raise ValueError("fields is not a 6-tuple")
            number = 0
            for at, (value, bits) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48)), 1):
                if not 0 <= value < 1 << bits:
                    raise ValueError("field %d out of range (need a%s %d-bit value)" % (
                        at, "n" if bits == 8 else "", bits))
                number = number << bits | value
        if not 0 <= number < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            number &= ~(0xC000 << 48 | 0xF000 << 64)
            number |= 0x8000 << 48 | version << 76
        _set(self, "int", number)
        _set(self, "is_safe", is_safe)

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __eq__(self, that): return self.int == that.int if isinstance(that, UUID) else NotImplemented

    def __lt__(self, that): return self.int < that.int if isinstance(that, UUID) else NotImplemented

    def __le__(self, that): return self.int <= that.int if isinstance(that, UUID) else NotImplemented

    def __gt__(self, that): return self.int > that.int if isinstance(that, UUID) else NotImplemented

    def __ge__(self, that): return self.int >= that.int if isinstance(that, UUID) else NotImplemented

    def __hash__(self): return hash(self.int)

    def __int__(self): return self.int

    def __repr__(self): return "%s(%r)" % (type(self).__name__, str(self))

    def __str__(self):
        digits = self.hex
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def __reduce__(self): return type(self), (self.hex,)

    def _bits(self, shift, n): return self.int >> shift & (1 << n) - 1

    hex = property(lambda self: "%032x" % self.int)
    bytes = property(lambda self: self.int.to_bytes(16, "big"))
    urn = property(lambda self: "urn:uuid:" + str(self))
    time_low = property(lambda self: self._bits(96, 32))
    time_mid = property(lambda self: self._bits(80, 16))
    time_hi_version = property(lambda self: self._bits(64, 16))
    clock_seq_hi_variant = property(lambda self: self._bits(56, 8))
    clock_seq_low = property(lambda self: self._bits(48, 8))
    clock_seq = property(lambda self: self._bits(48, 14))
    node = property(lambda self: self._bits(0, 48))
    time = property(lambda self: self._bits(64, 12) << 48 | self._bits(80, 16) << 32 | self._bits(96, 32))

    @property
    def bytes_le(self):
        b = self.int.to_bytes(16, "big")
        return b[3::-1] + b[5:3:-1] + b[7:5:-1] + b[8:]

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low,
                self.node)

    @property
    def variant(self):
        top = self._bits(61, 3)
        return RESERVED_NCS if top < 4 else RFC_4122 if top < 6 else RESERVED_MICROSOFT if top < 7 else RESERVED_FUTURE

    @property
    def version(self):
        return self._bits(76, 4) if self._bits(62, 2) == 2 else None


_int, _set = int, object.__setattr__
_node = []


def getnode():
    """A number for this machine: random, with the bit set that tells so."""
    if not _node:
        _node.append(int.from_bytes(os.urandom(6), "big") | 1 << 40)
    return _node[0]


def uuid1(node=None, clock_seq=None):
    """An identifier from the time and the machine."""
    ticks = time.time_ns() // 100 + 0x01B21DD213814000
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2), "big") & 0x3FFF
    return UUID(fields=(ticks & 0xFFFFFFFF, ticks >> 32 & 0xFFFF, ticks >> 48 & 0x0FFF, clock_seq >> 8 & 0x3F,
                        clock_seq & 0xFF, getnode() if node is None else node), version=1)


def uuid3(namespace, name):
    """An identifier from a name, by MD5."""
    return UUID(bytes=hashlib.md5(namespace.bytes + name.encode()).digest()[:16], version=3)


def uuid4():
    """A random identifier."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """An identifier from a name, by SHA-1."""
    return UUID(bytes=hashlib.sha1(namespace.bytes + name.encode()).digest()[:16], version=5)


NAMESPACE_DNS, NAMESPACE_URL, NAMESPACE_OID, NAMESPACE_X500 = (
    UUID("6ba7b81%d-9dad-11d1-80b4-00c04fd430c8" % n) for n in (0, 1, 2, 4))
