# State on self: what a callback assigns to self lives in the connection's own
# heap and is there for the next callback of that connection.
import parallel


class Counter:
    def connection_made(self, transport):
        self.seen = 0
        self.longest = b''
        return 'hello ' + transport.peername[0] + '\r\n'

    def data_received(self, transport, data):
        self.seen += len(data)
        if len(data) > len(self.longest):
            self.longest = data
        return 'bytes so far: %d, longest piece: %d\r\n' % (self.seen, len(self.longest))


server = parallel.server('127.0.0.1', 20018)
parallel.register(transport=server, protocol=Counter)
parallel.run()
