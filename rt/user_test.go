package rt

import (
	"strings"
	"testing"
)

// define makes a class whose special methods append "name.method" to seen and
// return what result says.
func define(t *testing.T, name string, seen *[]string, methods map[string]func(c *Ctx, self, x Value) Value, bases ...Value) Value {
	ns := map[string]Value{}
	for m, f := range methods {
		record := func(c *Ctx, self, x Value) Value {
			*seen = append(*seen, name+"."+m)
			return f(c, self, x)
		}
		row := Func{Name: m, QualName: name + "." + m, Params: Params{Names: []string{"self"}, Pos: 1}}
		switch m {
		case "__add__", "__radd__", "__iadd__", "__eq__", "__ne__", "__lt__", "__gt__", "__contains__", "__getitem__", "__mul__", "__rmul__", "__format__":
			row.Params = Params{Names: []string{"self", "x"}, Pos: 2}
			row.M2, row.P2 = record, record
		default:
			one := func(c *Ctx, self Value) Value { return record(c, self, 0) }
			row.M1, row.P1 = one, one
		}
		ns[m] = addFunc(row)
	}
	return newTestClass(t, &ClassSpec{Name: name, QualName: name, Module: "__main__", Slots: []string{"n"}}, ns, bases...)
}

func constant(v Value) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, _, _ Value) Value { return c.Own(v) }
}

func TestUserOperators(t *testing.T) {
	var seen []string
	c := mainCtx
	text := func(s string) Value { return ConstStr(c, s) }
	base := define(t, "Base", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__add__": constant(text("base add")), "__radd__": constant(text("base radd")),
		"__eq__": constant(NotImplemented), "__lt__": constant(True), "__mul__": constant(NotImplemented),
	})
	derived := define(t, "Derived", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__radd__": constant(text("derived radd")), "__gt__": constant(False), "__iadd__": constant(text("iadd")),
	}, base)
	refuser := define(t, "Refuser", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__add__": constant(NotImplemented), "__radd__": constant(NotImplemented), "__rmul__": constant(Int(7)),
	})
	plain := define(t, "Plain", &seen, nil)
	b, d, r, p := Call0(c, base), Call0(c, derived), Call0(c, refuser), Call0(c, plain)
	list := NewList(c, 0)
	for _, test := range []struct {
		what  string
		f     func() Value
		want  string
		calls string
	}{
		{"b + 1", func() Value { return Add(c, b, Int(1)) }, "'base add'", "Base.__add__"},
		{"1 + b", func() Value { return Add(c, Int(1), b) }, "'base radd'", "Base.__radd__"},
		{"b + d", func() Value { return Add(c, b, d) }, "'derived radd'", "Derived.__radd__"},
		{"d + b", func() Value { return Add(c, d, b) }, "'base add'", "Base.__add__"},
		{"d += 1", func() Value { return IAdd(c, d, Int(1)) }, "'iadd'", "Derived.__iadd__"},
		{"b += 1", func() Value { return IAdd(c, b, Int(1)) }, "'base add'", "Base.__add__"},
		{"r + 1", func() Value { return Add(c, r, Int(1)) }, "!TypeError: unsupported operand type(s) for +: 'Refuser' and 'int'", "Refuser.__add__"},
		{"[] + r", func() Value { return Add(c, list, r) }, "!TypeError: can only concatenate list (not \"Refuser\") to list", "Refuser.__radd__"},
		{"'a' + r", func() Value { return Add(c, text("a"), r) }, "!TypeError: can only concatenate str (not \"Refuser\") to str", "Refuser.__radd__"},
		{"[] * r", func() Value { return Mul(c, list, r) }, "7", "Refuser.__rmul__"},
		{"r + b", func() Value { return Add(c, r, b) }, "'base radd'", "Refuser.__add__ Base.__radd__"},
		{"b * r", func() Value { return Mul(c, b, r) }, "7", "Base.__mul__ Refuser.__rmul__"},
		{"p + p", func() Value { return Add(c, p, p) }, "!TypeError: unsupported operand type(s) for +: 'Plain' and 'Plain'", ""},
		{"-p", func() Value { return Neg(c, p) }, "!TypeError: bad operand type for unary -: 'Plain'", ""},
		{"b == 1", func() Value { return Eq(c, b, Int(1)) }, "False", "Base.__eq__"},
		{"b == b", func() Value { return Eq(c, b, b) }, "True", "Base.__eq__ Base.__eq__"},
		{"b != 1", func() Value { return Ne(c, b, Int(1)) }, "True", "Base.__eq__"},
		{"1 == b", func() Value { return Eq(c, Int(1), b) }, "False", "Base.__eq__"},
		{"b < d", func() Value { return Lt(c, b, d) }, "False", "Derived.__gt__"},
		{"b < 1", func() Value { return Lt(c, b, Int(1)) }, "True", "Base.__lt__"},
		{"1 > b", func() Value { return Gt(c, Int(1), b) }, "True", "Base.__lt__"},
		{"p < p", func() Value { return Lt(c, p, p) }, "!TypeError: '<' not supported between instances of 'Plain' and 'Plain'", ""},
		{"p == p", func() Value { return Eq(c, p, p) }, "True", ""},
		{"hash(b)", func() Value { return Hash(c, b) }, "!TypeError: unhashable type: 'Base'", ""},
		{"{p: 1}[p]", func() Value {
			x := NewDict(c, 0)
			DictSet(c, x, p, Int(1))
			v := GetItem(c, x, p)
			c.Drop(x)
			return v
		}, "1", ""},
		{"len(p)", func() Value { return LenOf(c, p) }, "!TypeError: object of type 'Plain' has no len()", ""},
		{"p[0]", func() Value { return GetItem(c, p, Int(0)) }, "!TypeError: 'Plain' object is not subscriptable", ""},
		{"iter(p)", func() Value { return Iter(c, p) }, "!TypeError: 'Plain' object is not iterable", ""},
		{"1 in p", func() Value { return fromTruth(Contains(c, p, Int(1)), false) }, "!TypeError: argument of type 'Plain' is not iterable", ""},
		{"int(p)", func() Value { return IntNew(c, p, 0) }, "!TypeError: int() argument must be a string, a bytes-like object or a real number, not 'Plain'", ""},
	} {
		seen = nil
		v := test.f()
		got := ""
		if v == 0 {
			got = "!" + exceptionLine(c, c.Exc)
			clearExc(c)
		} else {
			s := Repr(c, v)
			got = GoString(s)
			c.Drop(s)
			c.Drop(v)
		}
		if calls := strings.Join(seen, " "); got != test.want || calls != test.calls {
			t.Errorf("%s = %s (%s), want %s (%s)", test.what, got, calls, test.want, test.calls)
		}
	}
}

func TestUserProtocols(t *testing.T) {
	var seen []string
	c := mainCtx
	n := Intern(c, "n")
	count := define(t, "Count", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__iter__": func(c *Ctx, self, _ Value) Value { return c.Own(self) },
		"__next__": func(c *Ctx, self, _ Value) Value {
			i := GetAttr(c, self, n)
			if i == Int(3) {
				return StopIteration(c, 0)
			}
			SetAttr(c, self, n, Int(i.Int()+1))
			return i
		},
		"__len__": constant(Int(3)), "__bool__": constant(False), "__repr__": constant(ConstStr(c, "<count>")),
		"__str__": constant(ConstStr(c, "three")), "__index__": constant(Int(2)), "__float__": constant(ConstFloat(c, 1.5)),
		"__hash__": constant(Int(-1)), "__format__": func(c *Ctx, _, spec Value) Value { return c.Own(spec) },
		"__getitem__": func(c *Ctx, _, k Value) Value { return c.Own(k) }, "__contains__": constant(Int(5)),
	})
	bad := define(t, "Bad", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__iter__": constant(Int(5)), "__len__": constant(Int(-1)), "__bool__": constant(Int(1)), "__repr__": constant(Int(5)),
		"__str__": constant(None), "__index__": constant(None), "__hash__": constant(None), "__format__": constant(Int(1)),
	})
	letters := define(t, "Letters", &seen, map[string]func(*Ctx, Value, Value) Value{
		"__getitem__": func(c *Ctx, _, k Value) Value {
			if k.Int() > 2 {
				return IndexErrorf(c, "end")
			}
			return charStr(c, rune('a'+k.Int()))
		},
		"__len__": constant(Int(3)),
	})
	o, x, y := Call0(c, count), Call0(c, bad), Call0(c, letters)
	fresh := func() Value { SetAttr(c, o, n, Int(0)); return o }
	for _, test := range []struct {
		what string
		f    func() Value
		want string
	}{
		{"list(o)", func() Value { return ListOf(c, fresh()) }, "[0, 1, 2]"},
		{"sum(o)", func() Value { return Sum(c, fresh(), 0) }, "3"},
		{"a, b, c = o", func() Value { return Unpack(c, fresh(), 3) }, "(0, 1, 2)"},
		{"a, b = o", func() Value { return Unpack(c, fresh(), 2) }, "!ValueError: too many values to unpack (expected 2)"},
		{"a, b, c, d = o", func() Value { return Unpack(c, fresh(), 4) }, "!ValueError: not enough values to unpack (expected 4, got 3)"},
		{"a, *b = o", func() Value { return UnpackEx(c, fresh(), 1, 0) }, "(0, [1, 2])"},
		{"a, *b, c, d, e = o", func() Value { return UnpackEx(c, fresh(), 1, 3) }, "!ValueError: not enough values to unpack (expected at least 4, got 3)"},
		{"a, b = 5", func() Value { return Unpack(c, Int(5), 2) }, "!TypeError: cannot unpack non-iterable int object"},
		{"bool(o)", func() Value { return fromTruth(Truth(c, o), false) }, "False"},
		{"len(o)", func() Value { return LenOf(c, o) }, "3"},
		{"repr(o)", func() Value { return Repr(c, o) }, "'<count>'"},
		{"str(o)", func() Value { return Str(c, o) }, "'three'"},
		{"[o]", func() Value { return newListOf(c, []Value{o}) }, "[<count>]"},
		{"'%s %r' % (o, o)", func() Value { return StrFormat(c, ConstStr(c, "%s %r"), ConstTuple(c, o, o)) }, "'three <count>'"},
		{"'%d' % o", func() Value { return StrFormat(c, ConstStr(c, "%d"), o) }, "'2'"},
		{"'%f' % o", func() Value { return StrFormat(c, ConstStr(c, "%.1f"), o) }, "'1.5'"},
		{"format(o, 'xy')", func() Value { return Format(c, o, ConstStr(c, "xy")) }, "'xy'"},
		{"[5, 6, 7][o]", func() Value { return GetItem(c, newListOf(c, []Value{Int(5), Int(6), Int(7)}), o) }, "7"},
		{"'ab' * o", func() Value { return Mul(c, ConstStr(c, "ab"), o) }, "'abab'"},
		{"hash(o)", func() Value { return Hash(c, o) }, "-2"},
		{"1 in o", func() Value { return fromTruth(Contains(c, o, Int(1)), false) }, "True"},
		{"o['k']", func() Value { return GetItem(c, o, ConstStr(c, "k")) }, "'k'"},
		{"float(o)", func() Value { return FloatNew(c, o) }, "1.5"},
		{"hex(o)", func() Value { return baseText(c, o, 16, "0x") }, "'0x2'"},
		{"iter(x)", func() Value { return Iter(c, x) }, "!TypeError: iter() returned non-iterator of type 'int'"},
		{"len(x)", func() Value { return LenOf(c, x) }, "!ValueError: __len__() should return >= 0"},
		{"bool(x)", func() Value { return fromTruth(Truth(c, x), false) }, "!TypeError: __bool__ should return bool, returned int"},
		{"repr(x)", func() Value { return Repr(c, x) }, "!TypeError: __repr__ returned non-string (type int)"},
		{"str(x)", func() Value { return Str(c, x) }, "!TypeError: __str__ returned non-string (type NoneType)"},
		{"[1][x]", func() Value { return GetItem(c, newListOf(c, []Value{Int(5)}), x) }, "!TypeError: __index__ returned non-int (type NoneType)"},
		{"hash(x)", func() Value { return Hash(c, x) }, "!TypeError: __hash__ method should return an integer"},
		{"format(x)", func() Value { return Format(c, x, 0) }, "!TypeError: __format__ must return a str, not int"},
		{"x()", func() Value { return Call0(c, x) }, "!TypeError: 'Bad' object is not callable"},
		{"x[0] = 1", func() Value { return noneIf(SetItem(c, x, Int(0), Int(1))) }, "!TypeError: 'Bad' object does not support item assignment"},
		{"del x[0]", func() Value { return noneIf(DelItem(c, x, Int(0))) }, "!TypeError: 'Bad' object doesn't support item deletion"},
		{"next(x)", func() Value { return builtinNext(c, x, 0) }, "!TypeError: 'Bad' object is not an iterator"},
		{"list(y)", func() Value { return ListOf(c, y) }, "['a', 'b', 'c']"},
		{"list(reversed(y))", func() Value { return ListOf(c, Reversed(c, y)) }, "['c', 'b', 'a']"},
		{"'b' in y", func() Value { return fromTruth(Contains(c, y, ConstStr(c, "b")), false) }, "True"},
		{"bool(y)", func() Value { return fromTruth(Truth(c, y), false) }, "True"},
	} {
		v := test.f()
		got := ""
		if v == 0 {
			if c.Exc == 0 {
				t.Errorf("%s: no exception", test.what)
				continue
			}
			got = "!" + exceptionLine(c, c.Exc)
			clearExc(c)
		} else {
			got = GoString(Repr(c, v))
		}
		if got != test.want {
			t.Errorf("%s = %s, want %s", test.what, got, test.want)
		}
	}
}

// TestRecursion checks that deep structures raise instead of exhausting the
// stack.
func TestRecursion(t *testing.T) {
	c := NewCtx(1 << 28)
	c.Enter()
	defer c.Leave()
	deep := func() Value {
		x := Tuple1(c, None)
		for range 100_000 {
			x = Tuple1(c, x)
		}
		return x
	}
	x, y := deep(), deep()
	l := newListOf(c, []Value{x})
	for what, f := range map[string]func() bool{
		"repr":       func() bool { return Repr(c, x) != 0 },
		"hash":       func() bool { _, ok := HashOf(c, x); return ok },
		"compare":    func() bool { return EqT(c, x, y) >= 0 },
		"str":        func() bool { return Str(c, l) != 0 },
		"format":     func() bool { return StrFormat(c, NewStr(c, "%s"), l) != 0 },
		"isinstance": func() bool { return InstanceOf(c, None, x) != 0 },
	} {
		if f() || !MatchPending(c, ExcRecursionError) {
			t.Errorf("%s of a deep structure raises no RecursionError", what)
		}
		c.Exc = 0
		if c.Depth != 0 {
			t.Errorf("%s leaves depth %d", what, c.Depth)
			c.Depth = 0
		}
	}
}
