// Package operator is the Python module operator: the operators as functions.
package operator

import (
	"crypto/subtle"
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{Name: "operator", Funcs: functions(), Init: func(c *rt.Ctx, m rt.Value) bool {
	for _, def := range []*rt.NativeClass{&itemgetter, &attrgetter, &methodcaller} {
		rt.DefineClass(c, m, def)
	}
	for name, of := range dunders {
		rt.ModuleSet(c, m, name, rt.DictGet(c, rt.ModuleDict(m), rt.Intern(c, of)))
	}
	return true
}}

// dunders are second names of functions, by what they name.
var dunders = map[string]string{}

type binary = func(c *rt.Ctx, a, b rt.Value) rt.Value

// functions returns the rows; those without a reason not to be are there under
// their dunder name too.
func functions() []rt.Func {
	var rows []rt.Func
	for _, f := range []struct {
		name, dunder string
		f            func(c *rt.Ctx, a rt.Value) rt.Value
	}{
		{"not_", "__not__", func(c *rt.Ctx, a rt.Value) rt.Value { return flip(truth(c, a)) }},
		{"truth", "", truth}, {"abs", "__abs__", rt.Abs}, {"index", "__index__", index},
		{"inv", "__inv__", rt.Invert}, {"invert", "__invert__", rt.Invert}, {"neg", "__neg__", rt.Neg}, {"pos", "__pos__", rt.Pos},
	} {
		rows = append(rows, rt.Func{Name: f.name, Sig: "a, /", F1: f.f})
		if f.dunder != "" {
			dunders[f.dunder] = f.name
		}
	}
	for _, f := range []struct {
		name string
		f    binary
	}{
		{"lt", rt.Lt}, {"le", rt.Le}, {"eq", rt.Eq}, {"ne", rt.Ne}, {"ge", rt.Ge}, {"gt", rt.Gt},
		{"add", rt.Add}, {"and_", rt.And}, {"floordiv", rt.FloorDiv}, {"lshift", rt.LShift}, {"mod", rt.Mod}, {"mul", rt.Mul},
		{"matmul", rt.MatMul}, {"or_", rt.Or}, {"pow", rt.Pow}, {"rshift", rt.RShift}, {"sub", rt.Sub}, {"truediv", rt.TrueDiv}, {"xor", rt.Xor},
		{"iadd", rt.IAdd}, {"iand", rt.IAnd}, {"ifloordiv", rt.IFloorDiv}, {"ilshift", rt.ILShift}, {"imod", rt.IMod}, {"imul", rt.IMul},
		{"imatmul", rt.IMatMul}, {"ior", rt.IOr}, {"ipow", rt.IPow}, {"irshift", rt.IRShift}, {"isub", rt.ISub}, {"itruediv", rt.ITrueDiv}, {"ixor", rt.IXor},
		{"getitem", rt.GetItem}, {"concat", concat}, {"iconcat", iconcat}, {"contains", contains}, {"delitem", func(c *rt.Ctx, a, b rt.Value) rt.Value {
			if !rt.DelItem(c, a, b) {
				return 0
			}
			return rt.None
		}},
	} {
		rows = append(rows, rt.Func{Name: f.name, Sig: "a, b, /", F2: f.f})
		dunders["__"+strings.TrimSuffix(f.name, "_")+"__"] = f.name
	}
	dunders["__setitem__"], dunders["__call__"] = "setitem", "call"
	set := func(c *rt.Ctx, a, b, v rt.Value) rt.Value {
		if !rt.SetItem(c, a, b, v) {
			return 0
		}
		return rt.None
	}
	call := func(c *rt.Ctx, f, args, kwargs rt.Value) rt.Value { return rt.CallEx(c, f, args, kwargs) }
	return append(rows,
		rt.Func{Name: "is_", Sig: "a, b, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return rt.Bool(a == b) }},
		rt.Func{Name: "is_not", Sig: "a, b, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return rt.Bool(a != b) }},
		rt.Func{Name: "setitem", Sig: "a, b, c, /", F3: set},
		rt.Func{Name: "countOf", Sig: "a, b, /", F2: countOf},
		rt.Func{Name: "indexOf", Sig: "a, b, /", F2: indexOf},
		rt.Func{Name: "length_hint", Sig: "obj, default=, /", F2: lengthHint},
		rt.Func{Name: "_compare_digest", Sig: "a, b, /", F2: compareDigest},
		rt.Func{Name: "call", Sig: "obj, /, *args, **kwargs", F3: call},
	)
}

func lengthHint(c *rt.Ctx, o, def rt.Value) rt.Value {
	n := int64(0)
	if def != 0 {
		switch {
		case def.IsInt():
			n = def.Int()
		case !rt.HasIndex(def):
			return rt.TypeErrorf(c, "'%s' object cannot be interpreted as an integer", rt.TypeName(def))
		default:
			i := rt.IndexValue(c, def)
			if i == 0 {
				return 0
			}
			if !i.IsInt() {
				c.Drop(i)
				return rt.OverflowErrorf(c, "Python int too large to convert to C ssize_t")
			}
			n = i.Int()
		}
	}
	if n = rt.LengthHint(c, o, n); n < 0 && c.Exc != 0 {
		return 0
	}
	return rt.IntValue(c, n)
}

func truth(c *rt.Ctx, a rt.Value) rt.Value {
	t := rt.Truth(c, a)
	if t < 0 {
		return 0
	}
	return rt.Bool(t == 1)
}

func flip(v rt.Value) rt.Value {
	switch v {
	case rt.True:
		return rt.False
	case rt.False:
		return rt.True
	}
	return v
}

// index is __index__; a bool becomes an int.
func index(c *rt.Ctx, a rt.Value) rt.Value {
	switch v := rt.IndexValue(c, a); v {
	case rt.True:
		return rt.Int(1)
	case rt.False:
		return rt.Int(0)
	default:
		return v
	}
}

func contains(c *rt.Ctx, a, b rt.Value) rt.Value {
	t := rt.Contains(c, a, b)
	if t < 0 {
		return 0
	}
	return rt.Bool(t == 1)
}

// sequence reports whether concat takes v.
func sequence(c *rt.Ctx, v rt.Value) bool {
	if rt.ClassLookup(rt.ClassOf(v), rt.Intern(c, "__getitem__")) != 0 && !rt.IsDict(v) {
		return true
	}
	rt.TypeErrorf(c, "'%s' object can't be concatenated", rt.TypeName(v))
	return false
}

func concat(c *rt.Ctx, a, b rt.Value) rt.Value {
	if !sequence(c, a) {
		return 0
	}
	return rt.Add(c, a, b)
}

func iconcat(c *rt.Ctx, a, b rt.Value) rt.Value {
	if !sequence(c, a) {
		return 0
	}
	return rt.IAdd(c, a, b)
}

// search calls f for each item of a that equals b; it returns false at an
// exception.
func search(c *rt.Ctx, a, b rt.Value, f func(i int64) (stop bool)) bool {
	it := rt.Iter(c, a)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for i := int64(0); ; i++ {
		v := rt.Next(c, it)
		if v == 0 {
			return c.Exc == 0
		}
		t := 1
		if v != b {
			t = rt.EqT(c, v, b)
		}
		c.Drop(v)
		if t < 0 {
			return false
		}
		if t == 1 && f(i) {
			return true
		}
	}
}

func countOf(c *rt.Ctx, a, b rt.Value) rt.Value {
	n := int64(0)
	if !search(c, a, b, func(int64) bool { n++; return false }) {
		return 0
	}
	return rt.Int(n)
}

func indexOf(c *rt.Ctx, a, b rt.Value) rt.Value {
	at := int64(-1)
	if !search(c, a, b, func(i int64) bool { at = i; return true }) {
		return 0
	}
	if at < 0 {
		return rt.ValueErrorf(c, "sequence.index(x): x not in sequence")
	}
	return rt.Int(at)
}

// compareDigest is hmac.compare_digest: a == b for bytes or ASCII text, in a time that
// does not tell where they differ.
func compareDigest(c *rt.Ctx, a, b rt.Value) rt.Value {
	if rt.IsStr(rt.Plain(a)) && rt.IsStr(rt.Plain(b)) {
		x, y := rt.GoString(rt.Plain(a)), rt.GoString(rt.Plain(b))
		for _, s := range [...]string{x, y} {
			if strings.IndexFunc(s, func(r rune) bool { return r > 127 }) >= 0 {
				return rt.TypeErrorf(c, "comparing strings with non-ASCII characters is not supported")
			}
		}
		return rt.Bool(subtle.ConstantTimeCompare([]byte(x), []byte(y)) == 1)
	}
	x, _, ok := rt.BytesView(a)
	y, _, also := rt.BytesView(b)
	if !ok || !also {
		return rt.TypeErrorf(c, "unsupported operand types(s) or combination of types: '%s' and '%s'", rt.TypeName(a), rt.TypeName(b))
	}
	return rt.Bool(subtle.ConstantTimeCompare(x, y) == 1)
}
