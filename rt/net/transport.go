package rtnet

import (
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
)

// A transport is what Python sees of a connection or of a server: an immediate
// that holds loop, slab index and generation. It may be kept anywhere, also in
// containers of the main heap; when the connection has gone, using it raises.
//
// A callback may do everything with its own connection, which its thread owns.
// With the transport of another connection it may write, close, shut down and
// read the counters: requests travel as messages, or, when the other connection
// belongs to the loop that this thread owns, are carried out at once.
//
// Effects happen in the order of the program: what is written, or returned, after
// close(), disconnect() or shutdown() is dropped, in silence, because the peer may
// end the connection just as well at any moment.

// transportMethods are the methods of a transport, in the order of their rows.
var transportMethods = []rt.Func{
	{Name: "write", Sig: "self, data, /", F2: transportWrite},
	{Name: "close", Sig: "self, /", F1: transportClose},
	{Name: "disconnect", Sig: "self, /", F1: transportDisconnect},
	{Name: "shutdown", Sig: "self, /", F1: transportShutdown},
	{Name: "shutdown_server", Sig: "self, /", F1: transportShutdownServer},
	{Name: "next_send_id", Sig: "self, /", F1: transportNextSendID},
	{Name: "elapsed", Sig: "self, /", F1: transportElapsed},
}

// transportNames maps interned attribute names to what they stand for: a method's
// function, or a getter for connections and one for servers.
var transportNames map[rt.Value]transportAttr

type transportAttr struct {
	method rt.Value
	conn   func(c *rt.Ctx, cn *conn) rt.Value
	server func(c *rt.Ctx, e *endpoint) rt.Value
}

// install makes transports usable. Main thread, once, before any code runs.
func install(c *rt.Ctx) {
	if transportNames != nil {
		return
	}
	installMap(c)
	rt.Unshareable = isProtocol
	installStores(c)
	names := make(map[rt.Value]transportAttr)
	for i := range transportMethods {
		transportMethods[i].QualName = "transport." + transportMethods[i].Name
	}
	base := rt.AddFuncs(c, transportMethods)
	for i := range transportMethods {
		names[rt.Intern(c, transportMethods[i].Name)] = transportAttr{method: rt.FuncValue(base + uint32(i))}
	}
	count := func(get func(*conn) uint64) func(*rt.Ctx, *conn) rt.Value {
		return func(_ *rt.Ctx, cn *conn) rt.Value { return rt.Int(int64(get(cn))) }
	}
	option := func(name int) func(*rt.Ctx, *conn) rt.Value {
		return func(c *rt.Ctx, cn *conn) rt.Value {
			v, errno := sysGetInt(cn.fd, unix.SOL_SOCKET, name)
			if errno != 0 {
				return raiseErrno(c, errno)
			}
			return rt.Int(int64(v))
		}
	}
	clients := func(_ *rt.Ctx, e *endpoint) rt.Value { return rt.Int(int64(e.clients.Load())) }
	host := func(c *rt.Ctx, e *endpoint) rt.Value { return rt.NewStr(c, e.host) }
	ofServer := func(get func(*rt.Ctx, *endpoint) rt.Value) func(*rt.Ctx, *conn) rt.Value {
		return func(c *rt.Ctx, cn *conn) rt.Value { return get(c, endpointOf(cn)) }
	}
	for name, a := range map[string]transportAttr{
		"host":     {conn: peerHost, server: host},
		"ip":       {conn: peerHost, server: host},
		"port":     {conn: peerPort, server: func(_ *rt.Ctx, e *endpoint) rt.Value { return rt.Int(int64(e.port)) }},
		"peername": {conn: peerName},
		"parent": {conn: func(_ *rt.Ctx, cn *conn) rt.Value { return endpointOf(cn).handle() },
			server: func(*rt.Ctx, *endpoint) rt.Value { return rt.None }},
		"sock_family": {conn: option(unix.SO_DOMAIN),
			server: func(_ *rt.Ctx, e *endpoint) rt.Value { return rt.Int(int64(e.addr.family)) }},
		"sock_type": {conn: option(unix.SO_TYPE),
			server: func(*rt.Ctx, *endpoint) rt.Value { return rt.Int(unix.SOCK_STREAM) }},
		"recvbuf_size":            {conn: option(unix.SO_RCVBUF)},
		"sendbuf_size":            {conn: option(unix.SO_SNDBUF)},
		"send_id":                 {conn: count(func(cn *conn) uint64 { return cn.sendID })},
		"recv_id":                 {conn: count(func(cn *conn) uint64 { return cn.recvID })},
		"num_bytes_just_sent":     {conn: count(func(cn *conn) uint64 { return uint64(cn.justSent) })},
		"num_bytes_just_received": {conn: count(func(cn *conn) uint64 { return uint64(cn.justReceived) })},
		"total_bytes_sent":        {conn: count(func(cn *conn) uint64 { return cn.totalSent })},
		"total_bytes_received":    {conn: count(func(cn *conn) uint64 { return cn.totalRecv })},
		"clients_connected":       {conn: ofServer(clients), server: clients},
		"num_children":            {conn: ofServer(clients), server: clients},
	} {
		names[rt.Intern(c, name)] = a
	}
	transportNames = names
	noBytes = rt.ConstBytes(c, "")
	rt.TransportAttr = attr
}

// attr returns an attribute of transport t, owned; 0, true if there is none.
func attr(c *rt.Ctx, t, name rt.Value) (rt.Value, bool) {
	a, ok := transportNames[name]
	if !ok {
		return 0, true
	}
	if a.method != 0 {
		v := rt.NewBoundMethod(c, a.method, t)
		return v, v != 0
	}
	if e := endpointAt(t); e != nil {
		if a.server == nil {
			return 0, true
		}
		v := a.server(c, e)
		return v, v != 0
	}
	cn := own(c, t)
	if cn == nil {
		l, idx, gen := unpack(t)
		if cn = l.slab.lookup(idx, gen); cn == nil {
			return stale(c), false
		}
		v := a.conn(c, cn)
		if l.slab.lookup(idx, gen) != nil {
			return v, v != 0
		}
		// It ended meanwhile: what was read, or failed to be, is nobody's.
		if v == 0 {
			v = rt.Catch(c)
			rt.EndCatch(c, 0)
		}
		c.Drop(v)
		return stale(c), false
	}
	v := a.conn(c, cn)
	return v, v != 0
}

// stale raises what using the transport of an ended connection raises.
func stale(c *rt.Ctx) rt.Value { return raiseErrno(c, syscall.ENOTCONN) }

func raiseErrno(c *rt.Ctx, errno syscall.Errno) rt.Value {
	if e := newOSError(c, errno); e != 0 {
		rt.Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// unpack returns what a handle names.
func unpack(t rt.Value) (l *Loop, idx, gen uint32) {
	h := t.Handle()
	return registry.loops[h>>loopShift&127].Load(), uint32(h >> indexShift & indexMask), uint32(h & genMask)
}

// endpointAt returns the endpoint that a handle names, nil if it is a
// connection's.
func endpointAt(t rt.Value) *endpoint {
	h := t.Handle()
	if h>>loopShift&127 != serverLoop {
		return nil
	}
	return registry.endpoints[h>>indexShift&indexMask].Load()
}

func (e *endpoint) handle() rt.Value {
	return rt.TransportValue(uint64(e.id)<<indexShift | serverLoop<<loopShift)
}

// own returns the connection whose callback c runs if t names it, else nil.
func own(c *rt.Ctx, t rt.Value) *conn {
	if w, ok := c.Owner.(*worker); ok && w.cn != nil && w.handle == t {
		return w.cn
	}
	return nil
}

// peerNameOf asks the kernel, so that a connection need not keep the address.
func peerNameOf(cn *conn, a *sockaddr) syscall.Errno {
	return sysName(unix.SYS_GETPEERNAME, cn.fd, a)
}

func peerHost(c *rt.Ctx, cn *conn) rt.Value {
	var a sockaddr
	if errno := peerNameOf(cn, &a); errno != 0 {
		return raiseErrno(c, errno)
	}
	var text [128]byte
	return rt.NewStr(c, string(a.appendHost(text[:0])))
}

func peerPort(c *rt.Ctx, cn *conn) rt.Value {
	var a sockaddr
	if errno := peerNameOf(cn, &a); errno != 0 {
		return raiseErrno(c, errno)
	}
	return rt.Int(int64(a.port()))
}

// peerName is socket.getpeername(): a tuple for internet sockets, a path for Unix
// ones.
func peerName(c *rt.Ctx, cn *conn) rt.Value {
	host := peerHost(c, cn)
	if host == 0 {
		return 0
	}
	var a sockaddr
	peerNameOf(cn, &a)
	var t rt.Value
	switch a.family() {
	case unix.AF_INET:
		t = rt.Tuple2(c, host, rt.Int(int64(a.port())))
	case unix.AF_INET6:
		if t = rt.NewTuple(c, 4); t != 0 {
			for i, v := range [...]rt.Value{c.Own(host), rt.Int(int64(a.port())), rt.Int(0), rt.Int(0)} {
				rt.TupleInit(t, i, v)
			}
		}
	default:
		return host
	}
	c.Drop(host)
	return t
}

// transportWrite sends bytes, now if the connection has nothing queued: before
// whatever the callback returns.
func transportWrite(c *rt.Ctx, t, data rt.Value) rt.Value {
	if endpointAt(t) != nil {
		return raiseErrno(c, syscall.ENOTCONN)
	}
	data, p, n := sendable(c, data)
	if data == 0 {
		return 0
	}
	defer c.Drop(data)
	if n == 0 {
		return rt.None
	}
	if cn := own(c, t); cn != nil {
		return writeOwn(c, cn, data, p, n)
	}
	l, idx, gen := unpack(t)
	if w := enterLoop(c, l); w != nil {
		done := writeHere(l, idx, gen, data, p, n)
		l.token.leaveRT(w.word)
		if !done {
			return stale(c)
		}
		return rt.None
	}
	if l.slab.lookup(idx, gen) == nil {
		return stale(c)
	}
	m := message{kind: msgWrite, idx: idx, gen: gen}
	if !m.data.append(data, p, n) {
		m.data.drop()
		return rt.NoMemory(c)
	}
	if !l.post(m) {
		m.data.drop()
		return stale(c)
	}
	return rt.None
}

// enterLoop forbids theft of the loop l if the callback that c runs still owns it,
// and returns the worker, with which to leave by l.token.leaveRT(w.word). Nothing
// between the two may sleep, or call Python.
func enterLoop(c *rt.Ctx, l *Loop) *worker {
	if w, ok := c.Owner.(*worker); ok && w.loop == l && w.attached && l.token.enterRT(w.word) {
		return w
	}
	return nil
}

// sendable returns where the bytes of a value lie that can be written, and the
// object that holds them, owned; 0 with an exception pending.
func sendable(c *rt.Ctx, v rt.Value) (holder rt.Value, p uintptr, n int) {
	at := func(v rt.Value, p, n uintptr) (rt.Value, uintptr, int) { return v, p, int(n) }
	switch {
	case rt.IsBytes(v):
		p, n := rt.BytesAddr(v)
		return at(c.Own(v), p, n)
	case rt.IsBytearray(v):
		p, n := rt.BytearrayAddr(v)
		return at(c.Own(v), p, n)
	case rt.IsStr(v):
		if p, n, ascii := rt.ASCIIAddr(v); ascii {
			return at(c.Own(v), p, n)
		}
		b := rt.NewBytes(c, rt.AppendStr(nil, v))
		if b == 0 {
			return 0, 0, 0
		}
		p, n := rt.BytesAddr(b)
		return at(b, p, n)
	}
	rt.TypeErrorf(c, "write() takes bytes, bytearray or str, not '%s'", rt.TypeName(v))
	return 0, 0, 0
}

// writeOwn writes to the connection whose callback runs.
func writeOwn(c *rt.Ctx, cn *conn, data rt.Value, p uintptr, n int) rt.Value {
	if cn.flags&flagsMute != 0 {
		return rt.None
	}
	if cn.stage >= stageEnding {
		return stale(c)
	}
	if cn.out.empty() {
		sent, errno := sysSend(cn.fd, p, n)
		if errno != 0 && errno != syscall.EAGAIN {
			cn.failSys(errno, flagSendFailed)
			return raiseErrno(c, errno)
		}
		cn.sent(sent)
		p += uintptr(sent)
		n -= sent
	}
	if n > 0 && !cn.out.append(data, p, n) {
		return rt.NoMemory(c)
	}
	return rt.None
}

// writeHere writes to another connection of the loop that the caller owns. It
// reports false if the connection has gone.
func writeHere(l *Loop, idx, gen uint32, data rt.Value, p uintptr, n int) bool {
	cn := l.slab.lookup(idx, gen)
	if cn == nil {
		return false
	}
	if cn.mute() {
		return true
	}
	if cn.stage >= stageEnding {
		return false
	}
	if !cn.busy && cn.out.empty() {
		sent, errno := sysSend(cn.fd, p, n)
		if errno != 0 && errno != syscall.EAGAIN {
			return false // its own next receive or send finds out what happened
		}
		cn.sent(sent)
		cn.active = l.now
		p += uintptr(sent)
		n -= sent
	}
	if n == 0 {
		return true
	}
	var q queue
	if !q.append(data, p, n) {
		q.drop()
		return false
	}
	l.enqueue(cn, &q)
	if !cn.busy && (!cn.sending || cn.stage >= stageEnding) {
		l.be.resume(cn) // to send it, or to end: the queue was full
	}
	return true
}

// request asks the connection that t names for what: at once if this thread owns
// it or its loop, else by a message. Ending what has already ended is not an error.
func request(c *rt.Ctx, t rt.Value, what requests) rt.Value {
	if cn := own(c, t); cn != nil {
		cn.do(what)
		return rt.None
	}
	l, idx, gen := unpack(t)
	if w := enterLoop(c, l); w != nil {
		if cn := l.slab.lookup(idx, gen); cn != nil && cn.stage < stageEnding {
			l.apply(cn, what)
			if !cn.busy {
				l.be.resume(cn)
			}
		}
		l.token.leaveRT(w.word)
		return rt.None
	}
	l.post(message{kind: msgRequest, idx: idx, gen: gen, what: what})
	return rt.None
}

// transportClose ends the connection once everything written has been sent. What
// the callback returns is dropped.
func transportClose(c *rt.Ctx, t rt.Value) rt.Value {
	if e := endpointAt(t); e != nil {
		return closeServer(e)
	}
	return request(c, t, wantClose)
}

// transportDisconnect ends the connection at once.
func transportDisconnect(c *rt.Ctx, t rt.Value) rt.Value {
	if e := endpointAt(t); e != nil {
		return closeServer(e)
	}
	return request(c, t, wantAbort)
}

// transportShutdown closes our side once everything written has been sent; the
// peer may go on sending. What the callback returns is dropped.
func transportShutdown(c *rt.Ctx, t rt.Value) rt.Value {
	if e := endpointAt(t); e != nil {
		return closeServer(e)
	}
	return request(c, t, wantShutdown)
}

// transportShutdownServer begins the orderly end of the whole program.
func transportShutdownServer(c *rt.Ctx, t rt.Value) rt.Value {
	if e := endpointAt(t); e != nil {
		return closeServer(e)
	}
	l, _, _ := unpack(t)
	l.srv.drain()
	return rt.None
}

func closeServer(e *endpoint) rt.Value {
	e.srv.drain()
	return rt.None
}

// transportNextSendID returns the number that the next reply will have.
func transportNextSendID(c *rt.Ctx, t rt.Value) rt.Value {
	cn := own(c, t)
	if cn == nil {
		return stale(c)
	}
	return rt.Int(int64(cn.sendID) + 1)
}

// transportElapsed returns the seconds since the connection was accepted.
func transportElapsed(c *rt.Ctx, t rt.Value) rt.Value {
	cn := own(c, t)
	if cn == nil {
		return stale(c)
	}
	l, _, _ := unpack(t)
	return rt.NewFloat(c, (l.srv.clock() - cn.opened).Seconds())
}
