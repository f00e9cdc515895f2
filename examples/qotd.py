# RFC 865: sends a quotation and closes. With nothing to receive and nothing more
# to send, a connection ends by itself.
import parallel


class Quote:
    initial_bytes_to_send = b'An apple a day keeps the doctor away.\r\n'


server = parallel.server('127.0.0.1', 20017)
parallel.register(transport=server, protocol=Quote)
parallel.run()
