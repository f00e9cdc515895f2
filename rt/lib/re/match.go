package re

import (
	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/regex"
)

// Slots of a match.
const (
	mtString = iota
	mtPattern
	mtPos
	mtEndpos
	mtStart
	mtEnd
	mtLast  // number of the group that was closed last, 0 if none was
	mtMarks // bytes: for each group two words, from and to; unset without groups
	mtSlots
)

const unset = 1<<32 - 1 // a word of marks where a group holds nothing

var matchClass rt.NativeClass

func init() {
	matchClass = rt.NativeClass{
		Name: "Match", Module: "re", Slots: mtSlots,
		New: notMade("re.Match"),
		Doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
		Methods: []rt.Func{
			{Name: "group", Sig: "self, /, *args", F2: groupMethod},
			{Name: "groups", Sig: "self, /, default=", F2: groups},
			{Name: "groupdict", Sig: "self, /, default=", F2: groupdict},
			{Name: "start", Sig: "self, group=, /", F2: func(c *rt.Ctx, o, g rt.Value) rt.Value {
				from, _, ok := spanArg(c, o, g)
				if !ok {
					return 0
				}
				return rt.Int(int64(from))
			}},
			{Name: "end", Sig: "self, group=, /", F2: func(c *rt.Ctx, o, g rt.Value) rt.Value {
				_, to, ok := spanArg(c, o, g)
				if !ok {
					return 0
				}
				return rt.Int(int64(to))
			}},
			{Name: "span", Sig: "self, group=, /", F2: func(c *rt.Ctx, o, g rt.Value) rt.Value {
				from, to, ok := spanArg(c, o, g)
				if !ok {
					return 0
				}
				return rt.Tuple2(c, rt.Int(int64(from)), rt.Int(int64(to)))
			}},
			{Name: "expand", Sig: "self, /, template", F2: expand},
			{Name: "__getitem__", Sig: "self, key, /", F2: func(c *rt.Ctx, o, key rt.Value) rt.Value {
				n, ok := groupNumber(c, o, key)
				if !ok {
					return 0
				}
				return group(c, o, n, rt.None)
			}},
			{Name: "__copy__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(o) }},
			{Name: "__deepcopy__", Sig: "self, memo, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value { return c.Own(o) }},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				g := group(c, o, 0, rt.None)
				if g == 0 {
					return 0
				}
				t := tupleOf(c, rt.Slot(o, mtStart), rt.Slot(o, mtEnd), g)
				c.Drop(g)
				return rt.Formatted(c, "<re.Match object; span=(%d, %d), match=%.50r>", t)
			}},
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{
			slotProperty("string", mtString), slotProperty("re", mtPattern), slotProperty("pos", mtPos), slotProperty("endpos", mtEndpos),
			{Name: "lastindex", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if n := rt.Slot(o, mtLast); n != rt.Int(0) {
					return n
				}
				return rt.None
			}},
			{Name: "lastgroup", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				n, names := rt.Slot(o, mtLast).Int(), rt.Slot(rt.Slot(o, mtPattern), ptNames)
				if n == 0 || names == 0 {
					return rt.None
				}
				return c.Own(rt.TupleItem(names, int(n)))
			}},
			{Name: "regs", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				n := groupCount(o)
				t := rt.NewTuple(c, n+1)
				for i := 0; t != 0 && i <= n; i++ {
					from, to := span(o, i)
					rt.TupleInit(t, i, rt.Tuple2(c, rt.Int(int64(from)), rt.Int(int64(to))))
				}
				return t
			}},
		},
	}
}

// newMatch returns the Match object of m's last match.
func newMatch(c *rt.Ctx, m *regex.Matcher, p, text rt.Value, from, to int) rt.Value {
	o := rt.NewNative(c, &matchClass)
	if o == 0 {
		return 0
	}
	rt.InitSlot(o, mtString, c.Own(text))
	rt.InitSlot(o, mtPattern, c.Own(p))
	n, last := int(rt.Slot(p, ptGroups).Int()), 0
	if n > 0 {
		words := m.Registers(n)
		marks := rt.NewWords(c, words[:2*n])
		if marks == 0 {
			c.Drop(o)
			return 0
		}
		rt.InitSlot(o, mtMarks, marks)
		last = m.LastGroup(n)
	}
	rt.InitSlot(o, mtPos, rt.Int(int64(from)))
	rt.InitSlot(o, mtEndpos, rt.Int(int64(to)))
	rt.InitSlot(o, mtStart, rt.Int(int64(m.Start)))
	rt.InitSlot(o, mtEnd, rt.Int(int64(m.End)))
	rt.InitSlot(o, mtLast, rt.Int(int64(last)))
	return o
}

func groupCount(o rt.Value) int { return int(rt.Slot(rt.Slot(o, mtPattern), ptGroups).Int()) }

// span returns where group n of a match lies, -1 and -1 if nowhere.
func span(o rt.Value, n int) (from, to int) {
	if n == 0 {
		return int(rt.Slot(o, mtStart).Int()), int(rt.Slot(o, mtEnd).Int())
	}
	marks := rt.Words(rt.Slot(o, mtMarks))
	a, b := marks[2*n-2], marks[2*n-1]
	if a == unset || b == unset || a > b {
		return -1, -1
	}
	return int(a), int(b)
}

// groupNumber resolves a number or name of a group; false with IndexError pending.
func groupNumber(c *rt.Ctx, o, key rt.Value) (int, bool) {
	n := int64(-1)
	if rt.HasIndex(key) {
		i, ok := rt.Index(c, key)
		if ok {
			n = i
		} else if !rt.MatchPending(c, rt.ExcOverflowError) {
			return 0, false
		} else {
			rt.ClearExc(c)
		}
	} else if _, ok := rt.HashOf(c, key); !ok {
		return 0, false
	} else if i := rt.DictGet(c, rt.Slot(rt.Slot(o, mtPattern), ptIndex), key); i != 0 {
		n = i.Int()
	}
	if n < 0 || n > int64(groupCount(o)) {
		if c.Exc == 0 {
			rt.IndexErrorf(c, "no such group")
		}
		return 0, false
	}
	return int(n), true
}

func spanArg(c *rt.Ctx, o, g rt.Value) (from, to int, ok bool) {
	n := 0
	if g != 0 {
		if n, ok = groupNumber(c, o, g); !ok {
			return 0, 0, false
		}
	}
	from, to = span(o, n)
	return from, to, true
}

// group returns what group n holds, or none.
func group(c *rt.Ctx, o rt.Value, n int, none rt.Value) rt.Value {
	from, to := span(o, n)
	if from < 0 {
		return c.Own(none)
	}
	return part(c, rt.Slot(o, mtString), from, to)
}

func groupMethod(c *rt.Ctx, o, args rt.Value) rt.Value {
	one := func(key rt.Value) rt.Value {
		n, ok := groupNumber(c, o, key)
		if !ok {
			return 0
		}
		return group(c, o, n, rt.None)
	}
	switch n := rt.TupleLen(args); n {
	case 0:
		return group(c, o, 0, rt.None)
	case 1:
		return one(rt.TupleItem(args, 0))
	default:
		t := rt.NewTuple(c, n)
		if t == 0 {
			return 0
		}
		for i := range n {
			v := one(rt.TupleItem(args, i))
			if v == 0 {
				c.Drop(t)
				return 0
			}
			rt.TupleInit(t, i, v)
		}
		return t
	}
}

func groups(c *rt.Ctx, o, none rt.Value) rt.Value {
	if none == 0 {
		none = rt.None
	}
	n := groupCount(o)
	t := rt.NewTuple(c, n)
	if t == 0 {
		return 0
	}
	for i := range n {
		v := group(c, o, i+1, none)
		if v == 0 {
			c.Drop(t)
			return 0
		}
		rt.TupleInit(t, i, v)
	}
	return t
}

func groupdict(c *rt.Ctx, o, none rt.Value) rt.Value {
	if none == 0 {
		none = rt.None
	}
	d := rt.NewDict(c, 0)
	if d == 0 {
		return 0
	}
	index := rt.Slot(rt.Slot(o, mtPattern), ptIndex)
	for pos := 0; ; {
		name, n, ok := rt.DictNext(index, &pos)
		if !ok {
			return d
		}
		v := group(c, o, int(n.Int()), none)
		if v == 0 || !rt.DictSet(c, d, name, v) {
			c.Drop(v)
			c.Drop(d)
			return 0
		}
		c.Drop(v)
	}
}

// scannerClass and iterator walk through the matches of a text. Slots: pattern,
// text, position or -1 when it has ended, where it ends, whether an empty match at
// the position is one already found.
var scannerClass, iterator rt.NativeClass

const (
	scPattern = iota
	scString
	scAt
	scEnd
	scNotEmpty
	scPos
	scSlots
)

func init() {
	scannerClass = rt.NativeClass{
		Name: "SRE_Scanner", Module: "_sre", Slots: scSlots, New: notMade("_sre.SRE_Scanner"),
		Methods: []rt.Func{
			{Name: "match", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return orNone(c, scan(c, o, false)) }},
			{Name: "search", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return orNone(c, scan(c, o, true)) }},
		},
		Properties: []rt.Func{slotProperty("pattern", scPattern)},
	}
	iterator = rt.NativeClass{
		Name: "callable_iterator", Module: "builtins", Slots: scSlots, New: notMade("callable_iterator"),
		Next: func(c *rt.Ctx, o rt.Value) rt.Value { return scan(c, o, true) },
	}
}

func orNone(c *rt.Ctx, v rt.Value) rt.Value {
	if v == 0 && c.Exc == 0 {
		return rt.None
	}
	return v
}

func newScanner(c *rt.Ctx, class *rt.NativeClass, p, text, pos, endpos rt.Value) rt.Value {
	_, from, to, ok := begin(c, p, text, pos, endpos)
	if !ok {
		return 0
	}
	o := rt.NewNative(c, class)
	if o == 0 {
		return 0
	}
	rt.SetSlot(c, o, scPattern, p)
	rt.SetSlot(c, o, scString, text)
	rt.SetSlot(c, o, scPos, rt.Int(int64(from)))
	rt.SetSlot(c, o, scEnd, rt.Int(int64(to)))
	if from > to {
		from = -1
	}
	rt.SetSlot(c, o, scAt, rt.Int(int64(from)))
	rt.SetSlot(c, o, scNotEmpty, rt.False)
	return o
}

// scan returns the next match, 0 without an exception at the end.
func scan(c *rt.Ctx, o rt.Value, anywhere bool) rt.Value {
	at, to := int(rt.Slot(o, scAt).Int()), int(rt.Slot(o, scEnd).Int())
	if at < 0 {
		return 0
	}
	p, text := rt.Slot(o, scPattern), rt.Slot(o, scString)
	s, ok := view(c, p, text)
	if !ok {
		return 0
	}
	to = min(to, s.len())
	s.cut(to)
	at = min(at, to)
	pool := poolOf(c)
	m := pool.matcher(c)
	defer pool.give(m)
	notEmpty := rt.Slot(o, scNotEmpty) == rt.True
	var st regex.Status
	if code := rt.Words(rt.Slot(p, ptCode)); anywhere {
		st = s.search(m, code, at, notEmpty)
	} else {
		st = s.match(m, code, at, false, notEmpty)
	}
	if st != regex.Matched {
		if !bad(c, st) {
			rt.SetSlot(c, o, scAt, rt.Int(-1))
		}
		return 0
	}
	v := newMatch(c, m, p, text, int(rt.Slot(o, scPos).Int()), to)
	if v == 0 || !rt.SetSlot(c, o, scAt, rt.Int(int64(m.End))) {
		c.Drop(v)
		return 0
	}
	rt.SetSlot(c, o, scNotEmpty, rt.Bool(m.Start == m.End))
	return v
}
