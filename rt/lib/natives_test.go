// Package lib_test holds tests of all native modules together.
package lib_test

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/lib/binascii"
	"github.com/pxc-lang/pxc/rt/lib/collections"
	"github.com/pxc-lang/pxc/rt/lib/doctest"
	"github.com/pxc-lang/pxc/rt/lib/functools"
	"github.com/pxc-lang/pxc/rt/lib/hashlib"
	"github.com/pxc-lang/pxc/rt/lib/html"
	"github.com/pxc-lang/pxc/rt/lib/io"
	"github.com/pxc-lang/pxc/rt/lib/itertools"
	"github.com/pxc-lang/pxc/rt/lib/math"
	"github.com/pxc-lang/pxc/rt/lib/operator"
	"github.com/pxc-lang/pxc/rt/lib/random"
	"github.com/pxc-lang/pxc/rt/lib/re"
	"github.com/pxc-lang/pxc/rt/lib/structs"
	"github.com/pxc-lang/pxc/rt/lib/templatelib"
)

var modules = []*rt.ModuleDef{&binascii.Module, &collections.Module, &doctest.Module, &functools.Module, &hashlib.Module, &html.Module, &io.Module, &itertools.Module, &math.Module, &operator.Module, &random.Module, &re.Module, &structs.Module, &templatelib.Module}

// TestNothingPanics calls what the modules hold, methods of their classes
// included, with arguments of all kinds: a Python exception is an answer, a Go
// panic is not.
func TestNothingPanics(t *testing.T) {
	runtime.LockOSThread()
	c := rt.NewMainCtx()
	rt.Boot(c)
	rounds := 40_000
	if os.Getenv("PXC_LONG") != "" {
		rounds = 1_000_000
	}
	builtin := func(name string) rt.Value { return rt.LoadBuiltin(c, rt.Intern(c, name)) }
	dir := builtin("dir")
	var callables []rt.Value
	var names []string
	for _, def := range modules {
		m := rt.ImportNative(c, def)
		if m == 0 {
			t.Fatalf("%s: %s", def.Name, rt.GoString(rt.Str(c, c.Exc)))
		}
		d := rt.ModuleDict(m)
		for pos := 0; ; {
			key, v, ok := rt.DictNext(d, &pos)
			if !ok {
				break
			}
			name := def.Name + "." + rt.GoString(key)
			if name == "io.open" || name == "io.FileIO" {
				continue // they would write files here and close descriptors
			}
			if rt.Callable(v) {
				callables, names = append(callables, v), append(names, name)
			}
			if rt.TypeID(v) != rt.TypeClass {
				continue
			}
			attrs := rt.Call1(c, dir, v)
			for i := range rt.ListLen(attrs) {
				a := rt.ListItem(attrs, i)
				if x := rt.GetAttr(c, v, a); x != 0 && rt.Callable(x) {
					callables, names = append(callables, x), append(names, name+"."+rt.GoString(a))
				}
				c.Exc = 0
			}
		}
	}
	world := func(c *rt.Ctx, reset func()) {
		r := rand.New(rand.NewSource(1))
		all := samples(c)
		for i := range rounds {
			if i%100 == 0 {
				for _, v := range all {
					c.Drop(v)
				}
				reset()
				all = samples(c)
			}
			n := r.Intn(len(callables))
			args := rt.NewTuple(c, r.Intn(4))
			what := names[n]
			for k := range rt.TupleLen(args) {
				a := all[r.Intn(len(all))]
				rt.TupleInit(args, k, c.Own(a))
				what += " " + rt.TypeName(a)
			}
			call(t, c, callables[n], args, what, &all)
			c.Drop(args)
			if t.Failed() {
				return
			}
		}
	}
	p := rt.NewCtx(1 << 26)
	p.Enter()
	s := p.Snapshot()
	world(p, func() { p.Rollback(s); p.Poll.Store(0) })
	p.Rollback(s)
	p.Leave()
	world(c, func() { c.Main.Reclaim() })
}

// call calls f and sometimes what it returns; results join the arguments of the
// calls that follow.
func call(t *testing.T, c *rt.Ctx, f, args rt.Value, what string, all *[]rt.Value) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: %v\n%s", what, p, debug.Stack())
		}
	}()
	v := rt.CallTuple(c, f, args)
	if v == 0 && c.Exc == 0 {
		t.Errorf("%s returns nothing without an exception", what)
	}
	if c.Depth != 0 {
		t.Errorf("%s leaves depth %d", what, c.Depth)
	}
	c.Drop(c.Exc)
	c.Exc = 0
	if v == 0 {
		return
	}
	s := rt.Repr(c, v)
	c.Drop(s)
	c.Drop(c.Exc)
	c.Exc = 0
	switch rt.TypeName(v) {
	case "itertools.count", "itertools.cycle", "itertools.repeat":
		// They have no end, and neither would a call that takes their items.
		c.Drop(v)
		return
	}
	if id := rt.TypeID(v); id != rt.TypeInt && id != rt.TypeFloat && len(*all) < 80 {
		*all = append(*all, v)
		return
	}
	c.Drop(v)
}

// samples returns objects of many kinds, fresh because calls change them.
func samples(c *rt.Ctx) []rt.Value {
	list := func(vs ...rt.Value) rt.Value {
		l := rt.NewList(c, 0)
		for _, v := range vs {
			rt.ListAppend(c, l, v)
			c.Drop(v)
		}
		return l
	}
	str := func(s string) rt.Value { return rt.NewStr(c, s) }
	d := rt.NewDict(c, 0)
	rt.DictSet(c, d, rt.Int(1), rt.Int(2))
	self := list()
	rt.ListAppend(c, self, self)
	words := list(str("b"), str("a"), str("c"))
	numbers := list(rt.Int(3), rt.Int(1), rt.NewFloat(c, 2.5))
	get := func(name string) rt.Value { return rt.LoadBuiltin(c, rt.Intern(c, name)) }
	s := rt.NewSet(c, 0)
	rt.SetAdd(c, s, rt.Int(5))
	vs := []rt.Value{rt.None, rt.True, rt.Int(0), rt.Int(1), rt.Int(-1), rt.Int(2), rt.Int(3), rt.Int(7), rt.Int(rt.MaxInt), rt.Int(rt.MinInt),
		rt.NewFloat(c, 0), rt.NewFloat(c, -2.5), rt.NewFloat(c, 1e308), rt.LShift(c, rt.Int(-3), rt.Int(100)),
		str(""), str("a"), str("hello world"), str("upper"), str("é€"), rt.NewBytes(c, []byte("ab")), rt.NewTuple(c, 0), list(), words, numbers, self, d, s,
		rt.Iter(c, words), rt.Iter(c, numbers), get("len"), get("int"), get("str"), get("list"), get("max"), get("object"), get("sorted"), get("ValueError"),
		rt.NewSlice(c, rt.Int(1), rt.None, rt.None), rt.Ellipsis}
	for _, v := range vs {
		if v == 0 {
			panic(fmt.Sprint("no sample: ", rt.GoString(rt.Str(c, c.Exc))))
		}
	}
	return vs
}
