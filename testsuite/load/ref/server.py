# The two servers of the comparison, as a user of pxc writes them. The argument
# says which: echo returns what it receives, count answers each blank line with a
# fixed HTTP response.
import sys
import parallel

RESPONSE = (b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'
            b'Content-Length: 13\r\n\r\nHello, World!')


class Echo:
    def data_received(self, transport, data):
        return data


class Count:
    def data_received(self, transport, data):
        return RESPONSE * data.count(b'\r\n\r\n')


server = parallel.server('127.0.0.1', 0)
parallel.register(transport=server, protocol=Count if sys.argv[1] == 'count' else Echo)
print(server.port, flush=True)
parallel.run()
