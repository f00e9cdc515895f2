package rt

import (
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
)

// mainCtx is the main thread's context of the test process.
var mainCtx *Ctx

func TestMain(m *testing.M) {
	runtime.LockOSThread()
	mainCtx = NewMainCtx()
	Boot(mainCtx)
	os.Exit(m.Run())
}

// inContext runs f in a context with an arena of its own.
func inContext(f func(c *Ctx)) {
	c := NewCtx(1 << 28)
	c.Enter()
	s := c.Snapshot()
	f(c)
	c.Rollback(s)
	c.Leave()
}

func newTestClass(t *testing.T, spec *ClassSpec, ns map[string]Value, bases ...Value) Value {
	t.Helper()
	c := mainCtx
	d := NewDict(c, 0)
	for k, v := range ns {
		DictSet(c, d, Intern(c, k), v)
	}
	b := ConstTuple(c, bases...)
	cls := BuildClass(c, spec, b, d)
	if cls == 0 {
		t.Fatal(FormatException(c, c.Exc))
	}
	return cls
}

func addFunc(f Func) Value { return FuncValue(AddFuncs(mainCtx, []Func{f})) }

func TestValues(t *testing.T) {
	for _, i := range []int64{0, 1, -1, MaxInt, MinInt} {
		if v := Int(i); !v.IsInt() || v.Int() != i || v.IsPtr() {
			t.Errorf("Int(%d) = %#x", i, uint64(v))
		}
	}
	for _, f := range []float64{0, 1, -1, 0.1, 1e300, -1e-300, 5e-324, 3.5} {
		if v := NewFloat(mainCtx, f); !v.IsFloat() || v.Float() != f {
			t.Errorf("NewFloat(%g) = %#x", f, uint64(v))
		}
	}
	for e := -1074; e < 1024; e++ {
		p := math.Ldexp(1, e)
		for _, f := range []float64{p, -p, math.Nextafter(p, 0), math.Nextafter(p, 2*p), p * 1.5} {
			if v := NewFloat(mainCtx, f); !v.IsFloat() || math.Float64bits(v.Float()) != math.Float64bits(f) {
				t.Errorf("NewFloat(%g) = %#x", f, uint64(v))
			}
		}
	}
	for _, v := range []Value{None, True, False, Ellipsis, NotImplemented, FuncValue(3), TransportValue(7)} {
		if v.IsInt() || v.IsPtr() || v.IsFlonum() || v.IsBool() != (v == True || v == False) {
			t.Errorf("immediate %#x is misread", uint64(v))
		}
	}
}

func TestInstanceAttributes(t *testing.T) {
	cls := newTestClass(t, &ClassSpec{Name: "P", QualName: "P", Module: "m", Slots: []string{"x"}}, map[string]Value{"y": Int(5)})
	both := func(c *Ctx) {
		o := Call0(c, cls)
		x, y, z := Intern(mainCtx, "x"), Intern(mainCtx, "y"), Intern(mainCtx, "z")
		if v := GetAttr(c, o, y); v != Int(5) {
			t.Errorf("class attribute: %#x", uint64(v))
		}
		for _, n := range []Value{x, y, z} {
			if !SetAttr(c, o, n, Int(9)) || GetAttr(c, o, n) != Int(9) {
				t.Errorf("attribute %s is lost", GoString(n))
			}
		}
		if !DelAttr(c, o, y) || GetAttr(c, o, y) != Int(5) {
			t.Error("deleting does not uncover the class attribute")
		}
		if GetAttr(c, o, Intern(mainCtx, "nope")) != 0 || !MatchPending(c, ExcAttributeError) {
			t.Error("no AttributeError")
		}
		clearExc(c)
		c.Drop(o)
	}
	both(mainCtx)
	inContext(both)
}

func TestContextMayNotChangeMain(t *testing.T) {
	cls := newTestClass(t, &ClassSpec{Name: "Q", QualName: "Q", Module: "m", Slots: []string{"x"}}, nil)
	o := Call0(mainCtx, cls)
	inContext(func(c *Ctx) {
		if SetAttr(c, o, Intern(mainCtx, "x"), Int(1)) || !MatchPending(c, ExcPersistenceError) {
			t.Error("a context changed an object of the main thread")
		}
	})
	if Slot(o, 0) != 0 {
		t.Error("memory was touched before the error")
	}
}

func TestBinding(t *testing.T) {
	f := addFunc(Func{Name: "f", Params: Params{Names: []string{"a", "b", "k", "args", "kw"}, Pos: 2, KwOnly: 1, VarArgs: true, VarKw: true},
		MN: func(c *Ctx, t Value) Value { return c.Own(t) }, PN: func(c *Ctx, t Value) Value { return t }})
	SetDefault(mainCtx, f, 1, Int(20))
	g := addFunc(Func{Name: "g", Params: Params{Names: []string{"a", "b"}, Pos: 2, PosOnly: 1},
		M2: func(c *Ctx, a, b Value) Value { return a }, P2: func(c *Ctx, a, b Value) Value { return a }})
	c := mainCtx
	kw := func(names ...string) Value {
		var vs []Value
		for _, n := range names {
			vs = append(vs, Intern(c, n))
		}
		return ConstTuple(c, vs...)
	}
	r := CallKw(c, f, ConstTuple(c, Int(1), Int(2), Int(3), Int(4), Int(5)), kw("k", "z"))
	if r == 0 {
		t.Fatal(FormatException(c, c.Exc))
	}
	if TupleItem(r, 0) != Int(1) || TupleItem(r, 1) != Int(2) || TupleItem(r, 2) != Int(4) || TupleLen(TupleItem(r, 3)) != 1 || DictLen(TupleItem(r, 4)) != 1 {
		t.Error("wrong binding")
	}
	Decref(c, r)
	for _, tc := range []struct {
		f        Value
		args, kw Value
		want     string
	}{
		{f, ConstTuple(c, Int(1)), 0, "f() missing 1 required keyword-only argument: 'k'"},
		{f, emptyTuple, 0, "f() missing 1 required positional argument: 'a'"},
		{g, emptyTuple, 0, "g() missing 2 required positional arguments: 'a' and 'b'"},
		{g, ConstTuple(c, Int(1), Int(2), Int(3)), 0, "g() takes 2 positional arguments but 3 were given"},
		{g, ConstTuple(c, Int(1), Int(2)), kw("a"), "g() got some positional-only arguments passed as keyword arguments: 'a'"},
		{g, ConstTuple(c, Int(1), Int(2), Int(3)), kw("b"), "g() got multiple values for argument 'b'"},
		{g, ConstTuple(c, Int(1), Int(2)), kw("z"), "g() got an unexpected keyword argument 'z'"},
	} {
		if CallKw(c, tc.f, tc.args, tc.kw) != 0 {
			t.Errorf("no error, want %q", tc.want)
			continue
		}
		msg := GoString(TupleItem(Slot(c.Exc, excArgs), 0))
		if msg != tc.want {
			t.Errorf("got %q, want %q", msg, tc.want)
		}
		clearExc(c)
	}
}

func TestTraceback(t *testing.T) {
	file := AddFiles([]SourceFile{{Name: "t.py", Text: "def f():\n    boom()\n"}})
	id := AddFuncs(mainCtx, []Func{{Name: "f", File: file}})
	c := mainCtx
	ValueErrorf(c, "no %s %d", "way", 7)
	Trace(c, id, 2)
	e := Catch(c)
	EndCatch(c, 0)
	want := "Traceback (most recent call last):\n  File \"t.py\", line 2, in f\n    boom()\nValueError"
	if got := FormatException(c, e); !strings.HasPrefix(got, want) {
		t.Errorf("got %q", got)
	}
	Decref(c, e)
}

func TestNoLeaks(t *testing.T) {
	c := mainCtx
	cls := newTestClass(t, &ClassSpec{Name: "L", QualName: "L", Module: "m", Slots: []string{"x"}}, nil)
	x, other, missing := Intern(c, "x"), Intern(c, "other"), Intern(c, "missing")
	before := c.Main.Objects()
	for range 100 {
		o := Call0(c, cls)
		p := Call0(c, cls)
		SetAttr(c, o, x, p)
		SetAttr(c, o, other, p)
		Decref(c, p)
		Decref(c, GetAttr(c, o, missing))
		clearExc(c)
		Decref(c, o)
	}
	c.Main.Reclaim()
	if after := c.Main.Objects(); after != before {
		t.Errorf("%d objects leaked", after-before)
	}
}
