package rt

import (
	"fmt"
	"math/rand"
	"os"
	"runtime/debug"
	"testing"
)

// samples returns objects of every built-in kind, fresh because calls change
// them.
func samples(c *Ctx) []Value {
	str := func(s string) Value { return NewStr(c, s) }
	big := NewList(c, 0)
	for i := range 40 {
		ListAppend(c, big, Int(int64(i*37%41)))
	}
	d := NewDict(c, 0)
	DictSet(c, d, str("a"), Int(1))
	DictSet(c, d, Int(2), str("b"))
	array := newBytearray(c, 4)
	copy(BytearrayData(array), "wxyz")
	net := newBytes(c, 2, TypeNetBytes)
	copy(BytesData(net), "nb")
	l := newListOf(c, []Value{Int(3), Int(1), Int(2)})
	self := NewList(c, 0)
	ListAppend(c, self, self)
	TypeErrorf(c, "sample")
	exc := c.Exc
	c.Exc = 0
	return []Value{
		None, True, False, Ellipsis, NotImplemented, Int(0), Int(1), Int(-1), Int(5), Int(MaxInt), Int(MinInt), Int(4),
		NewFloat(c, 0), NewFloat(c, -2.5), NewFloat(c, 1e300), NewFloat(c, inf()), NewFloat(c, inf()-inf()),
		str(""), str("a"), str("hello world"), str("\u00e9\u20ac"), str("%s %d"), str("{} {0[a]!r:>{x}}"), str("\U0001f600"), str("12"), str("utf-8"), str("\n\r\t x"),
		emptyBytes, NewBytes(c, []byte("a")), NewBytes(c, []byte("bytes %d\xff")), net, array, newBytearray(c, 0),
		emptyTuple, Tuple2(c, Int(1), str("a")), NewList(c, 0), l, big, self, NewDict(c, 0), d,
		newRange(c, 0, 10, 3), newRange(c, 5, 5, -1), NewSlice(c, Int(1), None, Int(-1)), Iter(c, newListOf(c, listItems(l))), Iter(c, d), Reversed(c, l),
		newDictView(c, d, TypeDictItems), BuiltinClass(TypeInt), BuiltinClass(TypeStr), BuiltinClass(ExcValueError), exc,
		LoadBuiltin(c, Intern(mainCtx, "len")), builtinsModule, Call0(c, BuiltinClass(TypeObject)),
	}
}

func inf() float64 { return NewFloat(mainCtx, 1e308).Float() * 10 }

// TestNothingPanics calls everything there is with arguments of all kinds: a
// Python exception is an answer, a Go panic is not.
func TestNothingPanics(t *testing.T) {
	seed := int64(1)
	rounds := 40_000
	if os.Getenv("PXC_LONG") != "" {
		rounds = 500_000
	}
	var callables []Value
	for i := range typeSpecs {
		cls := infoOf(typeSpecs[i].id).class
		callables = append(callables, cls)
		for pos := 0; ; {
			_, v, ok := DictNext(word(cls, classDict), &pos)
			if !ok {
				break
			}
			if TypeID(v) == TypeProperty {
				v = word(v, 8)
			} else if TypeID(v) == TypeClassMethod || TypeID(v) == TypeStaticMethod {
				v = bindDescriptor(mainCtx, v, 0, cls)
			}
			callables = append(callables, v)
		}
	}
	for i := range builtinFuncs {
		if n := builtinFuncs[i].Name; n != "print" && n != "input" {
			callables = append(callables, FuncValue(builtinFuncs[i].id))
		}
	}
	operators := []func(c *Ctx, a, b Value) Value{Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor, MatMul,
		IAdd, ISub, IMul, IOr, IMod, Lt, Eq, Ge, GetItem, Format,
		func(c *Ctx, a, b Value) Value { return fromTruth(Contains(c, a, b), false) },
		func(c *Ctx, a, b Value) Value { return noneIf(DelItem(c, a, b)) },
		func(c *Ctx, a, b Value) Value { return noneIf(SetItem(c, a, b, a)) },
		func(c *Ctx, a, _ Value) Value { return Repr(c, a) },
		func(c *Ctx, a, _ Value) Value { return ListOf(c, a) },
		func(c *Ctx, a, _ Value) Value { return Unpack(c, a, 2) },
		func(c *Ctx, a, _ Value) Value { return Hash(c, a) },
	}
	one := func(c *Ctx, r *rand.Rand, all []Value) (what string) {
		pick := func() Value { return all[r.Intn(len(all))] }
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("%s: %v\n%s", what, p, debug.Stack())
			}
		}()
		if r.Intn(3) == 0 {
			n := r.Intn(len(operators))
			a, b := pick(), pick()
			what = fmt.Sprintf("operator %d on %s and %s", n, TypeName(a), TypeName(b))
			c.Drop(operators[n](c, a, b))
			return what
		}
		f := callables[r.Intn(len(callables))]
		var args []Value
		for range r.Intn(5) {
			args = append(args, pick())
		}
		tuple := newTupleOf(c, args)
		what = fmt.Sprintf("call %#x", uint64(f))
		if row := rowOf(f); row != nil {
			what = row.QualName
			if len(args) > 0 && r.Intn(4) > 0 && len(row.QualName) > len(row.Name) && len(row.Params.Names) > 0 && row.Params.Names[0] == "self" {
				// Mostly call methods on what they are methods of.
				for range 50 {
					if v := pick(); TypeName(v)+"."+row.Name == row.QualName {
						args[0] = v
						tuple = newTupleOf(c, args)
						break
					}
				}
			}
		}
		for _, a := range args {
			what += " " + TypeName(a)
		}
		v := CallTuple(c, f, tuple)
		if v == 0 && c.Exc == 0 {
			t.Errorf("%s returns nothing without an exception", what)
		}
		c.Drop(v)
		c.Drop(tuple)
		return what
	}
	world := func(c *Ctx, reset func()) {
		r := rand.New(rand.NewSource(seed))
		all := samples(c)
		for i := range rounds {
			what := one(c, r, all)
			clearExc(c)
			if c.Depth != 0 {
				t.Errorf("%s leaves depth %d", what, c.Depth)
				c.Depth = 0
			}
			if i%200 == 0 {
				for _, v := range all {
					c.Drop(v)
				}
				reset()
				all = samples(c)
			}
			if t.Failed() {
				return
			}
		}
	}
	c := NewCtx(1 << 26)
	c.Enter()
	s := c.Snapshot()
	world(c, func() { c.Rollback(s); c.Poll.Store(0) })
	c.Rollback(s)
	c.Leave()
	if !t.Failed() {
		world(mainCtx, func() { mainCtx.Main.Reclaim() })
	}
}
