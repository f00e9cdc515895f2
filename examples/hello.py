# The hello server: greets every client and repeats what it says.
#
#   pxc run hello.py
#   nc 127.0.0.1 8080
import parallel


class Hello:
    def connection_made(self, transport, data):
        return b'Hello, World!\r\n'

    def data_received(self, transport, data):
        return b'You said: ' + data + '\r\n'


server = parallel.server('0.0.0.0', 8080)
parallel.register(transport=server, protocol=Hello)
parallel.run()
