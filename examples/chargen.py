# RFC 864: sends a pattern of characters for as long as the client reads.
# Each line is made when the one before has been taken by the kernel, so a slow
# client costs nothing but its socket.
import parallel

FIRST, LAST, WIDTH = ord(' '), ord('~'), 72


def line(number):
    text = bytearray(WIDTH + 2)
    for i in range(WIDTH):
        text[i] = FIRST + (number + i) % (LAST - FIRST + 1)
    text[WIDTH] = ord('\r')
    text[WIDTH + 1] = ord('\n')
    return text


class Chargen:
    def initial_bytes_to_send(self):
        return line(0)

    def send_complete(self, transport, send_id):
        return line(send_id)


server = parallel.server('127.0.0.1', 20019)
parallel.register(transport=server, protocol=Chargen)
parallel.run()
