package rtnet

import "github.com/pxc-lang/pxc/rt"

// A callback is something a protocol may define and a connection's life calls
// for. The steps that run no method of the protocol (making the instance, the
// next piece of a reply) are among them because they may raise and may take long.
type callback uint8

const (
	cbNone callback = iota
	cbServerCreated
	cbServerStarted
	cbClientCreated
	cbConnectionMade
	cbDataReceived
	cbSendComplete
	cbSendFailed
	cbRecvFailed
	cbSendShutdown
	cbRecvShutdown
	cbConnectionClosed
	cbConnectionLost
	cbConnectionError
	cbConnectionTimeout
	cbExceptionHandler
	cbInitialBytes
	cbNextBytes
	cbCreate
	cbPiece
	cbCount
)

// callbacks gives each callback's name and what it is passed besides the
// transport. Arguments bind to parameters of these names; parameters with other
// names take what is left, in this order.
var callbacks = [cbCount]struct {
	name   string
	second string
}{
	cbServerCreated:     {name: "server_created"},
	cbServerStarted:     {name: "server_started"},
	cbClientCreated:     {name: "client_created"},
	cbConnectionMade:    {name: "connection_made", second: "data"},
	cbDataReceived:      {name: "data_received", second: "data"},
	cbSendComplete:      {name: "send_complete", second: "send_id"},
	cbSendFailed:        {name: "send_failed", second: "exc"},
	cbRecvFailed:        {name: "recv_failed", second: "exc"},
	cbSendShutdown:      {name: "send_shutdown"},
	cbRecvShutdown:      {name: "recv_shutdown"},
	cbConnectionClosed:  {name: "connection_closed"},
	cbConnectionLost:    {name: "connection_lost", second: "exc"},
	cbConnectionError:   {name: "connection_error", second: "exc"},
	cbConnectionTimeout: {name: "connection_timeout", second: "exc"},
	cbExceptionHandler:  {name: "exception_handler", second: "exc"},
	cbInitialBytes:      {name: "initial_bytes_to_send"},
	cbNextBytes:         {name: "next_bytes_to_send"},
}

// A job is one callback to run on a connection, with what it is about.
type job struct {
	cb callback
	p  uintptr // cbDataReceived: n bytes in the receive buffer
	n  int
	id uint64 // cbSendComplete
}

// An argument says where a parameter of a callback gets its value from.
type argument uint8

const (
	argSelf argument = iota
	argTransport
	argSecond
	argDefault // the parameter's own default
	argRest    // *args: what no other parameter took
	argEmpty   // **kwargs: nothing
)

// A binding is how one callback of a class is called, worked out once when the
// class is registered, so that a call is one call of the function's entry.
type binding struct {
	fn   rt.Value // 0: the class does not define the callback
	row  *rt.Func // a plain function: its entry is called directly
	args []argument

	// Everything else (closures, static and class methods, callable objects) is
	// fetched from the instance and called.
	name  rt.Value
	names rt.Value // tuple of the names of the last arguments; 0: all by position
	kw    []argument

	second bool // the second argument is wanted: only then is it made
}

// call runs the callback in a context. self, transport and second are borrowed;
// the result is owned, 0 with an exception pending.
func (b *binding) call(c *rt.Ctx, self, transport, second rt.Value) rt.Value {
	if b.row == nil {
		return b.callObject(c, self, transport, second)
	}
	var a [rt.MaxFixed]rt.Value
	r := b.row
	if len(b.args) <= rt.MaxFixed {
		for i, from := range b.args {
			if a[i] = b.value(c, i, from, self, transport, second); a[i] == 0 {
				return 0
			}
		}
	}
	switch len(b.args) {
	case 0:
		return r.P0(c)
	case 1:
		return r.P1(c, a[0])
	case 2:
		return r.P2(c, a[0], a[1])
	case 3:
		return r.P3(c, a[0], a[1], a[2])
	case 4:
		return r.P4(c, a[0], a[1], a[2], a[3])
	}
	t := rt.NewTuple(c, len(b.args))
	if t == 0 {
		return 0
	}
	for i, from := range b.args {
		v := b.value(c, i, from, self, transport, second)
		if v == 0 {
			return 0
		}
		rt.TupleInit(t, i, v)
	}
	return r.PN(c, t)
}

// callMain runs a callback of a server in the main world.
func (b *binding) callMain(c *rt.Ctx, self, transport rt.Value) rt.Value {
	f := rt.GetAttr(c, self, b.name)
	if f == 0 {
		return 0
	}
	var r rt.Value
	if b.takes(argTransport) || b.row == nil && len(b.kw) > 0 {
		r = rt.Call1(c, f, transport)
	} else {
		r = rt.Call0(c, f)
	}
	c.Drop(f)
	return r
}

// value returns the value of parameter i.
func (b *binding) value(c *rt.Ctx, i int, from argument, self, transport, second rt.Value) rt.Value {
	switch from {
	case argSelf:
		return self
	case argTransport:
		return transport
	case argSecond:
		return second
	case argDefault:
		return b.row.Defaults[i]
	case argRest:
		return b.rest(c, self, transport, second)
	default:
		return rt.NewDict(c, 0)
	}
}

// rest returns the tuple for *args: the arguments that no parameter took.
func (b *binding) rest(c *rt.Ctx, self, transport, second rt.Value) rt.Value {
	left := make([]rt.Value, 0, 3)
	if !b.takes(argSelf) {
		left = append(left, self)
	}
	if !b.takes(argTransport) {
		left = append(left, transport)
	}
	if b.second && !b.takes(argSecond) {
		left = append(left, second)
	}
	t := rt.NewTuple(c, len(left))
	if t != 0 {
		for i, v := range left {
			rt.TupleInit(t, i, v)
		}
	}
	return t
}

func (b *binding) takes(a argument) bool {
	for _, x := range b.args {
		if x == a {
			return true
		}
	}
	return false
}

// callObject calls what is not a plain function.
func (b *binding) callObject(c *rt.Ctx, self, transport, second rt.Value) rt.Value {
	f := rt.GetAttr(c, self, b.name)
	if f == 0 {
		return 0
	}
	t := rt.NewTuple(c, len(b.kw))
	if t == 0 {
		return 0
	}
	for i, from := range b.kw {
		v := transport
		if from == argSecond {
			v = second
		}
		rt.TupleInit(t, i, v)
	}
	if b.names == 0 {
		return rt.CallTuple(c, f, t)
	}
	return rt.CallKw(c, f, t, b.names)
}
