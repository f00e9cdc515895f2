// Package datetime is the module _datetime: the classes of the Python module
// datetime, with what programs do often with them. Conversions that are rare, reading
// and writing of formats, and arithmetic beyond 64 bits are written in Python, in
// datetime.py, which completes the classes.
package datetime

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_datetime",
	Funcs: []rt.Func{
		{Name: "complete", Sig: "holder, /", F1: complete},
		{Name: "constant", Sig: "cls, name, value, /", F3: constant},
		{Name: "setup", Sig: "**functions", F1: setup},
		{Name: "key", Sig: "day, /", F1: key},
		{Name: "clock", Sig: "time, /", F1: clockOf},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for name, v := range map[string]*rt.Value{
			"utcoffset": &nameOffset, "dst": &nameDst, "tzname": &nameZone, "isoformat": &nameIso, "fold": &nameFold,
		} {
			*v = rt.Intern(c, name)
		}
		for _, def := range classes {
			rt.DefineClass(c, m, def)
		}
		return true
	},
}

var (
	duration, day, instant, clock, zoneBase, zone rt.NativeClass

	classes = []*rt.NativeClass{&duration, &day, &instant, &clock, &zoneBase, &zone}

	nameOffset, nameDst, nameZone, nameIso, nameFold rt.Value // interned
)

// complete adds the methods of a class written in Python to the class here that has
// its name, and returns that. Main thread, when the module is imported.
func complete(c *rt.Ctx, holder rt.Value) rt.Value {
	for _, def := range classes {
		if def.Name == rt.GoString(rt.ClassNameOf(holder)) {
			rt.CompleteClass(c, def.Class(), holder)
			return c.Own(def.Class())
		}
	}
	return rt.TypeErrorf(c, "there is no class to complete")
}

// constant adds an attribute to a class. Main thread, when the module is imported.
func constant(c *rt.Ctx, cls, name, v rt.Value) rt.Value {
	rt.ClassConstant(c, cls, name, v)
	return rt.None
}

// python has functions of datetime.py, by name: what is done there.
var python = map[string]rt.Value{}

func setup(c *rt.Ctx, functions rt.Value) rt.Value {
	for pos := 0; ; {
		name, f, ok := rt.DictNext(functions, &pos)
		if !ok {
			return rt.None
		}
		python[rt.GoString(name)] = c.Own(f)
	}
}

// call1 to call3 and callAll call a function of datetime.py.
func call1(c *rt.Ctx, name string, x rt.Value) rt.Value { return rt.Call1(c, python[name], x) }

func call2(c *rt.Ctx, name string, x, y rt.Value) rt.Value { return rt.Call2(c, python[name], x, y) }

func call3(c *rt.Ctx, name string, x, y, z rt.Value) rt.Value {
	return rt.Call3(c, python[name], x, y, z)
}

// callGiven calls a function of datetime.py with the arguments of a method, of which
// those that are missing stand at the end, or become NotImplemented.
func callGiven(c *rt.Ctx, name string, args rt.Value) rt.Value {
	n := rt.TupleLen(args)
	t := rt.NewTuple(c, n)
	if t == 0 {
		return 0
	}
	for i := range n {
		v := rt.TupleItem(args, i)
		if v == 0 {
			v = rt.NotImplemented
		}
		rt.TupleInit(t, i, c.Own(v))
	}
	r := rt.CallTuple(c, python[name], t)
	c.Drop(t)
	return r
}

// makeOf returns an instance of cls, def's class or one derived from it, all slots
// unset.
func makeOf(c *rt.Ctx, def *rt.NativeClass, cls rt.Value) rt.Value {
	if cls == def.Class() {
		return rt.NewNative(c, def)
	}
	if rt.TypeID(cls) != rt.TypeClass || !rt.IsSubclass(cls, def.Class()) {
		return rt.TypeErrorf(c, "%s.__new__(X): X is not a subtype of %s", def.Name, def.Name)
	}
	return rt.NewObject(c, cls)
}

// number is the argument of a constructor; v is 0 if it was not given.
func number(c *rt.Ctx, v rt.Value, absent int64) (int64, bool) {
	if v == 0 {
		return absent, true
	}
	i, ok := rt.Index(c, v)
	switch {
	case !ok:
		return 0, false
	case i > 1<<31-1:
		rt.OverflowErrorf(c, "signed integer is greater than maximum")
		return 0, false
	case i < -1<<31:
		rt.OverflowErrorf(c, "signed integer is less than minimum")
		return 0, false
	}
	return i, true
}

// missing raises the error of a constructor that lacks an argument.
func missing(c *rt.Ctx, name string, pos int) rt.Value {
	return rt.TypeErrorf(c, "function missing required argument '%s' (pos %d)", name, pos)
}

// relation compares two numbers.
func relation(name string, a, b int64) rt.Value {
	switch name {
	case "__eq__":
		return rt.Bool(a == b)
	case "__lt__":
		return rt.Bool(a < b)
	case "__le__":
		return rt.Bool(a <= b)
	case "__gt__":
		return rt.Bool(a > b)
	}
	return rt.Bool(a >= b)
}

// comparisons are the methods for the operators of one class.
func comparisons(compare func(c *rt.Ctx, name string, a, b rt.Value) rt.Value) []rt.Func {
	var fs []rt.Func
	for _, name := range [...]string{"__eq__", "__lt__", "__le__", "__gt__", "__ge__"} {
		fs = append(fs, rt.Func{Name: name, Sig: "self, that, /", F2: func(c *rt.Ctx, a, b rt.Value) rt.Value { return compare(c, name, a, b) }})
	}
	return fs
}

// order is the order of two numbers.
func order(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// property is a read-only attribute that is a number.
func property(name string, read func(o rt.Value) int64) rt.Func {
	return rt.Func{Name: name, Sig: "self", F1: func(_ *rt.Ctx, o rt.Value) rt.Value { return rt.Int(read(o)) }}
}

// digits appends n with at least width digits; n is not negative.
func digits(b []byte, n int64, width int) []byte {
	var buf [20]byte
	i := len(buf)
	for ; n > 0 || width > 0; width-- {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
	}
	return append(b, buf[i:]...)
}

// floorDiv returns a / b rounded down, and the rest; b > 0.
func floorDiv(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return q, r
}
