"""The same work on CPython's asyncio. Usage: asyncio.py echo|count; prints its port."""
import asyncio
import sys

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!"


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


class Count(Echo):
    def data_received(self, data):
        self.transport.write(RESPONSE * data.count(b"\r\n\r\n"))


async def main():
    protocol = Echo if sys.argv[1] == "echo" else Count
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
