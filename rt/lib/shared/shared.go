// Package shared is the part of the Python module parallel that programs link only if
// they mention it: containers that every context and the main thread may change, and
// functions that run again and again.
//
// It turns Python arguments into calls of rt, which has the containers, and of rt/net,
// which runs functions.
package shared

import (
	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

func init() { rtnet.Parts = append(rtnet.Parts, define) }

// define adds the classes to module m. Main thread, when it is imported.
func define(c *rt.Ctx, m rt.Value) {
	for _, def := range []*rt.NativeClass{&object, &dict, &list, &xlist, &counter, &timer, &thread} {
		rt.DefineClass(c, m, def)
	}
}

// unhashable are the constants of a class whose instances compare by what they hold.
var unhashable = map[string]rt.Value{"__hash__": rt.None}

// constructor is __new__ of a class: fill makes an instance of the arguments. It runs on
// the main thread, which owns all instances; a context asks for one.
func constructor(def *rt.NativeClass, sig string, fill func(c *rt.Ctx, o rt.Value, s *rt.Shared, args, kwargs rt.Value) bool) rt.Func {
	return rt.Func{Name: "__new__", Sig: "cls, /, " + sig, F3: func(c *rt.Ctx, cls, args, kwargs rt.Value) rt.Value {
		if cls != def.Class() {
			return rt.TypeErrorf(c, def.Name+".__new__(X): X is not parallel."+def.Name)
		}
		if !c.IsMain {
			return rtnet.CallMain(c, cls, args, kwargs, true)
		}
		o, s := rt.NewShared(c, def)
		if o != 0 && !fill(c, o, s, args, kwargs) {
			c.Drop(o)
			return 0
		}
		return o
	}}
}

func none(ok bool) rt.Value {
	if !ok {
		return 0
	}
	return rt.None
}

// truth turns 1, 0 and -1, with an exception pending, into a bool.
func truth(n int) rt.Value {
	if n < 0 {
		return 0
	}
	return rt.Bool(n > 0)
}

// iterate returns an iterator over l, which it takes over.
func iterate(c *rt.Ctx, l rt.Value, reversed bool) rt.Value {
	if l == 0 {
		return 0
	}
	defer c.Drop(l)
	if reversed {
		return rt.Reversed(c, l)
	}
	return rt.Iter(c, l)
}

// repr is NAME(contents), of what contents makes.
func repr(c *rt.Ctx, o rt.Value, name string, contents func(c *rt.Ctx, s *rt.Shared) rt.Value) rt.Value {
	again, ok := rt.EnterRepr(c, o)
	switch {
	case !ok:
		return 0
	case again:
		return rt.NewStr(c, "parallel."+name+"(...)")
	}
	defer rt.LeaveRepr(c)
	v := contents(c, rt.SharedOf(o))
	if v == 0 {
		return 0
	}
	text := rt.Repr(c, v)
	c.Drop(v)
	if text == 0 {
		return 0
	}
	return rt.Formatted(c, "parallel."+name+"(%s)", owned(c, text))
}

// owned is the tuple of v, which it takes over.
func owned(c *rt.Ctx, v rt.Value) rt.Value {
	t := rt.Tuple1(c, v)
	c.Drop(v)
	return t
}

// equals are __eq__ and __ne__ of a class whose contents are what copy makes: equal are
// containers of the class, and the built-in type, with equal contents.
func equals(def *rt.NativeClass, kind func(v rt.Value) bool, contents func(c *rt.Ctx, s *rt.Shared) rt.Value) []rt.Func {
	method := func(name string, compare func(c *rt.Ctx, a, b rt.Value) rt.Value) rt.Func {
		return rt.Func{Name: name, Sig: "self, other, /", F2: func(c *rt.Ctx, o, other rt.Value) rt.Value {
			other = c.Own(other)
			if rt.IsNative(other, def) {
				b := contents(c, rt.SharedOf(other))
				c.Drop(other)
				if other = b; other == 0 {
					return 0
				}
			}
			defer c.Drop(other)
			if !kind(other) {
				return rt.NotImplemented
			}
			a := contents(c, rt.SharedOf(o))
			if a == 0 {
				return 0
			}
			defer c.Drop(a)
			return compare(c, a, other)
		}}
	}
	return []rt.Func{method("__eq__", rt.Eq), method("__ne__", rt.Ne)}
}

// reduce is __reduce_ex__, by which copies are made: the class, called with contents.
func reduce(contents func(c *rt.Ctx, o rt.Value) rt.Value) rt.Func {
	return rt.Func{Name: "__reduce_ex__", Sig: "self, protocol, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value {
		v := contents(c, o)
		if v == 0 {
			return 0
		}
		args := owned(c, v)
		r := rt.Tuple2(c, rt.ClassOf(o), args)
		c.Drop(args)
		return r
	}}
}

// noCopies is __reduce_ex__ of what cannot be copied.
var noCopies = rt.Func{Name: "__reduce_ex__", Sig: "self, protocol, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value {
	return rt.TypeErrorf(c, "cannot pickle '%s' object", rt.TypeName(o))
}}
