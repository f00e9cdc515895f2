package testsuite

import "testing"

// callbackShapes are the ways in which a callback may be defined: what each answers
// tells which arguments it was given.
const callbackShapes = `
import parallel

def deco(f):
    def g(*args, **kw):
        return f(*args, **kw)
    return g

def named(f):
    def g(self, *rest, data):
        return f(self, *rest, data=data)
    return g

def posonly(f):
    def g(self, data, /, transport):
        return f(self, data, transport)
    return g

class Callable:
    def __call__(self, transport, data):
        return b'object ' + bytes(data)

class Swapped:
    def data_received(self, data, transport):
        return '%d %s' % (transport.recv_id, bytes(data).decode())

class Other:
    def data_received(self, a, b):
        return '%d %s' % (a.recv_id, bytes(b).decode())

class Nothing:
    def data_received(self):
        return b'nothing'

class Keyword:
    def data_received(self, *, data):
        return data

class Rest:
    def data_received(self, *args):
        return '%d %s' % (len(args), bytes(args[1]).decode())

class RestWithSelf:
    def data_received(*args):
        return '%d %s' % (len(args), bytes(args[2]).decode())

class Mixed:
    def data_received(self, data, /, extra=5, *more, **kw):
        return '%s %d %d %d' % (bytes(data).decode(), extra, len(more), len(kw))

class Static:
    @staticmethod
    def data_received(transport, data):
        return data

class StaticRest:
    @staticmethod
    def data_received(*args):
        return str(len(args))

class ClassMethod:
    @classmethod
    def data_received(cls, data):
        return cls.__name__

class Decorated:
    @deco
    def data_received(self, transport, data, *, n=1):
        return data

class DecoratedNamed:
    @named
    def data_received(self, transport, data):
        return '%d %s' % (transport.recv_id, bytes(data).decode())

class DecoratedPosonly:
    @posonly
    def data_received(self, d, t):
        return '%d %s' % (t.recv_id, bytes(d).decode())

class Lambda:
    data_received = lambda self, transport, data: data

class Object:
    data_received = Callable()

class Bytes:
    initial_bytes_to_send = staticmethod(lambda: b'hi ')
    next_bytes_to_send = classmethod(lambda cls: cls.__name__)

class Base:
    def send_complete(self, send_id):
        return None if send_id > 2 else ' %d' % send_id

class Inherited(Base):
    def data_received(self, x, data):
        return data
`

// TestServeArguments binds arguments by name, others by position, and leaves out
// what a callback does not declare.
func TestServeArguments(t *testing.T) {
	cases := []struct{ class, want string }{
		{"Swapped", "1 x"}, {"Other", "1 x"}, {"Nothing", "nothing"}, {"Keyword", "x"}, {"Rest", "2 x"},
		{"RestWithSelf", "3 x"}, {"Mixed", "x 5 1 0"}, {"Static", "x"}, {"StaticRest", "2"},
		{"ClassMethod", "ClassMethod"}, {"Decorated", "x"}, {"DecoratedNamed", "1 x"},
		{"DecoratedPosonly", "1 x"}, {"Lambda", "x"}, {"Object", "object x"}, {"Bytes", "hi Bytes"},
		{"Inherited", "x 1 2"},
	}
	var classes []string
	for _, c := range cases {
		classes = append(classes, c.class)
	}
	s := serve(t, callbackShapes, classes...)
	for i, c := range cases {
		conn := s.dial(i)
		send(t, conn, "x")
		expect(t, conn, c.want)
		_ = conn.Close()
	}
	if status := s.stop(); status != 0 || s.stderr.String() != "" {
		t.Errorf("status %d, stderr %s", status, &s.stderr)
	}
}
