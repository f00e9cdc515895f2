package rtnet

import (
	"fmt"
	"slices"

	"github.com/pxc-lang/pxc/rt"
)

// A protocol is what register found out about a class: how to call each callback
// and what the class's attributes ask for. It is made once, by the main thread,
// and never changes; connections name it by its index.
type protocol struct {
	class    rt.Value
	name     string
	bindings [cbCount]binding
	initial  rt.Value // static initial_bytes_to_send, immortal bytes, or 0
	next     rt.Value // static next_bytes_to_send, likewise
	receiver callback // what answers received data, cbNone if nothing does
	ownNew   bool     // the class has a __new__
}

// has reports whether a step of a connection's life has anything to run.
func (p *protocol) has(cb callback) bool {
	switch cb {
	case cbCreate, cbPiece:
		return true
	case cbInitialBytes:
		return p.initial != 0 || p.bindings[cb].fn != 0
	}
	return p.bindings[cb].fn != 0
}

// inspect makes a protocol of class cls. It returns nil with an exception pending
// if the class contradicts itself or asks for what does not exist. Main thread.
func inspect(c *rt.Ctx, cls rt.Value) *protocol {
	if rt.TypeID(cls) != rt.TypeClass {
		rt.TypeErrorf(c, "protocol must be a class, not '%s'", rt.TypeName(cls))
		return nil
	}
	p := &protocol{class: cls, name: className(c, cls)}
	if !checkAttributes(c, cls, p) {
		return nil
	}
	for cb := range callbacks {
		name := callbacks[cb].name
		if name == "" {
			continue
		}
		v := classAttr(c, cls, name)
		if v == 0 || v == rt.None {
			continue
		}
		if static := staticBytes(c, v); static != 0 {
			switch callback(cb) {
			case cbInitialBytes:
				p.initial = static
				continue
			case cbNextBytes:
				p.next = static
				continue
			}
		}
		if !checkCallback(c, p, callback(cb), v) || !p.bind(c, callback(cb), v) {
			return nil
		}
	}
	p.ownNew = has(c, cls, "__new__")
	switch {
	case p.has(cbDataReceived):
		p.receiver = cbDataReceived
	case p.next != 0 || p.has(cbNextBytes):
		p.receiver = cbNextBytes
	}
	return p
}

// staticBytes returns an immortal copy of the bytes that v stands for, 0 if v is
// not bytes, bytearray or str.
func staticBytes(c *rt.Ctx, v rt.Value) rt.Value {
	switch {
	case rt.IsBytes(v):
		return rt.ConstBytes(c, string(rt.BytesData(v)))
	case rt.IsBytearray(v):
		return rt.ConstBytes(c, string(rt.BytearrayData(v)))
	case rt.IsStr(v):
		return rt.ConstBytes(c, rt.GoString(v))
	}
	return 0
}

// bind works out how callback cb, which the class defines as v, is called.
func (p *protocol) bind(c *rt.Ctx, cb callback, v rt.Value) bool {
	b := &p.bindings[cb]
	b.fn, b.name = v, rt.Intern(c, callbacks[cb].name)
	f, skip := v, 1 // parameters bound already: self
	switch rt.TypeID(v) {
	case rt.TypeStaticMethod:
		f, skip = rt.Unwrap(v), 0
	case rt.TypeClassMethod:
		f = rt.Unwrap(v)
	}
	row := rt.RowOf(f)
	if row == nil {
		// A callable object: everything, by position.
		b.kw = []argument{argTransport}
		if callbacks[cb].second != "" {
			b.kw, b.second = append(b.kw, argSecond), true
		}
		return true
	}
	args, err := arguments(cb, row, skip)
	if err != nil {
		rt.TypeErrorf(c, "%s.%s(): %s", p.name, callbacks[cb].name, err.Error())
		return false
	}
	for _, a := range args {
		b.second = b.second || a == argSecond || a == argRest && callbacks[cb].second != ""
	}
	if v.IsFunc() && !row.Closure {
		b.row, b.args = row, args
		return true
	}
	// By position as far as parameters go without a gap, then by name.
	ps := &row.Params
	var names []rt.Value
	i := skip
	for ; i < ps.Pos && args[i] != argDefault; i++ {
		b.kw = append(b.kw, args[i])
	}
	if i >= ps.Pos && ps.VarArgs {
		if !slices.Contains(args, argTransport) {
			b.kw = append(b.kw, argTransport)
		}
		if callbacks[cb].second != "" && !slices.Contains(args, argSecond) {
			b.kw = append(b.kw, argSecond)
		}
	}
	for ; i < ps.Pos+ps.KwOnly; i++ {
		if args[i] == argTransport || args[i] == argSecond {
			names = append(names, rt.Intern(c, ps.Names[i]))
			b.kw = append(b.kw, args[i])
		}
	}
	b.second = slices.Contains(b.kw, argSecond)
	if len(names) > 0 {
		b.names = rt.ConstTuple(c, names...)
	}
	return true
}

// arguments decides what each parameter of row receives. The first skip of them
// are bound to the instance or class.
func arguments(cb callback, row *rt.Func, skip int) ([]argument, error) {
	ps := &row.Params
	spec := callbacks[cb]
	if ps.Pos < skip && !ps.VarArgs {
		return nil, fmt.Errorf("takes no self")
	}
	args := make([]argument, len(ps.Names))
	left := []argument{argTransport}
	if spec.second != "" {
		left = append(left, argSecond)
	}
	take := func(a argument) {
		for i, x := range left {
			if x == a {
				left = append(left[:i], left[i+1:]...)
				return
			}
		}
	}
	named := ps.Pos + ps.KwOnly
	var open []int // parameters with names of their own
	for i, name := range ps.Names {
		switch {
		case i >= named && ps.VarArgs && i == named:
			args[i] = argRest
		case i < skip:
			args[i] = argSelf
		case i >= named:
			args[i] = argEmpty
		case name == "transport":
			args[i] = argTransport
			take(argTransport)
		case name == spec.second && name != "":
			args[i] = argSecond
			take(argSecond)
		case row.Defaults[i] != 0:
			args[i] = argDefault
		default:
			open = append(open, i)
		}
	}
	for _, i := range open {
		if len(left) == 0 || i >= ps.Pos {
			return nil, fmt.Errorf("nothing to pass for parameter '%s'", ps.Names[i])
		}
		args[i] = left[0]
		left = left[1:]
	}
	return args, nil
}

// classAttr returns the attribute of class cls as its namespaces hold it, not
// bound, borrowed; 0 if there is none.
func classAttr(c *rt.Ctx, cls rt.Value, name string) rt.Value {
	return rt.ClassLookup(cls, rt.Intern(c, name))
}

// has reports whether the class, or a base of it other than object, has the
// attribute.
func has(c *rt.Ctx, cls rt.Value, name string) bool {
	v := classAttr(c, cls, name)
	return v != 0 && v != classAttr(c, rt.BuiltinClass(rt.TypeObject), name)
}

func className(c *rt.Ctx, cls rt.Value) string {
	v := rt.GetAttr(c, cls, rt.Intern(c, "__name__"))
	if v == 0 {
		return "?"
	}
	s := rt.GoString(v)
	c.Drop(v)
	return s
}
