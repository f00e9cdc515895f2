package re

import (
	"strconv"
	"strings"
	"sync"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/regex"
)

// Slots of a pattern. The program lies in a bytes object: it has no pointers, so a
// pattern is an object like any other, in whatever region.
const (
	ptPattern = iota
	ptFlags
	ptGroups
	ptCode
	ptIndex // dict: name to number
	ptNames // tuple: by number the name or None; unset if no group has a name
	ptSlots
)

var patternClass, errorClass rt.NativeClass

func init() {
	from := func(f func(c *rt.Ctx, p, s rt.Value, pos, endpos rt.Value) rt.Value) func(c *rt.Ctx, p, s, pos, endpos rt.Value) rt.Value {
		return f
	}
	patternClass = rt.NativeClass{
		Name: "Pattern", Module: "re", Slots: ptSlots, Doc: "Compiled regular expression object.",
		New: notMade("re.Pattern"),
		Methods: []rt.Func{
			{Name: "match", Sig: "self, /, string, pos=, endpos=", F4: from(func(c *rt.Ctx, p, s, pos, endpos rt.Value) rt.Value {
				return matchAt(c, p, s, pos, endpos, false)
			})},
			{Name: "fullmatch", Sig: "self, /, string, pos=, endpos=", F4: from(func(c *rt.Ctx, p, s, pos, endpos rt.Value) rt.Value {
				return matchAt(c, p, s, pos, endpos, true)
			})},
			{Name: "search", Sig: "self, /, string, pos=, endpos=", F4: searchFrom},
			{Name: "findall", Sig: "self, /, string, pos=, endpos=", F4: findAll},
			{Name: "finditer", Sig: "self, /, string, pos=, endpos=", F4: from(func(c *rt.Ctx, p, s, pos, endpos rt.Value) rt.Value {
				return newScanner(c, &iterator, p, s, pos, endpos)
			})},
			{Name: "scanner", Sig: "self, /, string, pos=, endpos=", F4: from(func(c *rt.Ctx, p, s, pos, endpos rt.Value) rt.Value {
				return newScanner(c, &scannerClass, p, s, pos, endpos)
			})},
			{Name: "split", Sig: "self, /, string, maxsplit=", F3: split},
			{Name: "sub", Sig: "self, /, repl, string, count=", F4: func(c *rt.Ctx, p, repl, s, count rt.Value) rt.Value {
				return sub(c, p, repl, s, count, false)
			}},
			{Name: "subn", Sig: "self, /, repl, string, count=", F4: func(c *rt.Ctx, p, repl, s, count rt.Value) rt.Value {
				return sub(c, p, repl, s, count, true)
			}},
			{Name: "__copy__", Sig: "self, /", F1: func(c *rt.Ctx, p rt.Value) rt.Value { return c.Own(p) }},
			{Name: "__deepcopy__", Sig: "self, memo, /", F2: func(c *rt.Ctx, p, _ rt.Value) rt.Value { return c.Own(p) }},
			{Name: "__repr__", Sig: "self, /", F1: reprPattern},
			{Name: "__hash__", Sig: "self, /", F1: func(c *rt.Ctx, p rt.Value) rt.Value {
				h, ok := rt.HashOf(c, rt.Slot(p, ptPattern))
				if !ok {
					return 0
				}
				return rt.Int(int64(h+uint64(rt.Slot(p, ptFlags).Int())*1000003) >> 3)
			}},
			{Name: "__eq__", Sig: "self, value, /", F2: func(c *rt.Ctx, p, q rt.Value) rt.Value { return equalPatterns(c, p, q, false) }},
			{Name: "__ne__", Sig: "self, value, /", F2: func(c *rt.Ctx, p, q rt.Value) rt.Value { return equalPatterns(c, p, q, true) }},
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{
			slotProperty("pattern", ptPattern), slotProperty("flags", ptFlags), slotProperty("groups", ptGroups),
			{Name: "groupindex", Sig: "self, /", F1: func(c *rt.Ctx, p rt.Value) rt.Value {
				return rt.Call1(c, rt.MappingProxy(), rt.Slot(p, ptIndex))
			}},
		},
	}
	errorClass = rt.NativeClass{
		Name: "error", Module: "re", Kind: rt.ExcException, Open: true, Dict: true,
		Doc:  "Exception raised for invalid regular expressions.",
		Init: rt.Func{Sig: "self, msg, pattern=, pos=", F4: initError},
	}
}

// notMade is the constructor of classes whose instances only this module makes.
func notMade(name string) rt.Func {
	return rt.Func{Sig: "*args, **kwargs", F3: func(c *rt.Ctx, _, _, _ rt.Value) rt.Value {
		return rt.TypeErrorf(c, "cannot create '%s' instances", name)
	}}
}

func slotProperty(name string, i int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		if v := rt.Slot(o, i); v != 0 {
			return c.Own(v)
		}
		return rt.None
	}}
}

// cache holds the patterns that the main thread has compiled: by flags, a dict by
// pattern. Other threads look into it. They keep programs, which are no objects, in
// a table of their own.
var cache rt.Value

const maxCached = 512

var programs struct {
	sync.RWMutex
	byKey map[string]*regex.Pattern
}

func purge(c *rt.Ctx) rt.Value {
	if c.IsMain {
		rt.DictClear(c, cache)
	}
	programs.Lock()
	programs.byKey = nil
	programs.Unlock()
	return rt.None
}

// patternOf is re.compile: an object of class Pattern, owned.
func patternOf(c *rt.Ctx, text, flags rt.Value) rt.Value {
	if rt.IsA(text, &patternClass) {
		if flags != 0 && rt.Truth(c, flags) != 0 {
			return rt.ValueErrorf(c, "cannot process flags argument with a compiled pattern")
		}
		return c.Own(text)
	}
	f := int64(0)
	if flags != 0 {
		var ok bool
		if f, ok = rt.Index(c, rt.Plain(flags)); !ok {
			return 0
		}
	}
	plain := rt.Plain(text)
	if !rt.IsStr(plain) && !rt.IsBytes(plain) {
		if _, ok := rt.HashOf(c, text); !ok {
			return 0
		}
		return rt.TypeErrorf(c, "first argument must be string or compiled pattern")
	}
	key := rt.Int(f)
	exact := plain == text
	if exact {
		if d := rt.DictGet(c, cache, key); d != 0 {
			if p := rt.DictGet(c, d, text); p != 0 {
				return c.Own(p)
			}
		}
	}
	p := compile(c, text, plain, regex.Flags(f))
	if p == 0 || !c.IsMain || !exact || regex.Flags(f)&regex.Debug != 0 {
		return p
	}
	d := rt.DictGet(c, cache, key)
	if d == 0 || rt.DictLen(d) >= maxCached {
		d = rt.NewDict(c, 0)
		if d == 0 || !rt.DictSet(c, cache, key, d) {
			c.Drop(p)
			return 0
		}
		c.Drop(d)
	}
	if !rt.DictSet(c, d, text, p) {
		c.Drop(p)
		return 0
	}
	return p
}

func compile(c *rt.Ctx, text, plain rt.Value, flags regex.Flags) rt.Value {
	str := rt.IsStr(plain)
	pool := poolOf(c)
	key := append(pool.key[:0], byte(flags), byte(flags>>8), byte(flags>>16), byte(flags>>24))
	if str {
		key = rt.AppendStr(append(key, 's'), plain)
	} else {
		key = append(append(key, 'b'), rt.BytesData(plain)...)
	}
	pool.key = key
	programs.RLock()
	prog := programs.byKey[string(key)]
	programs.RUnlock()
	if prog == nil {
		chars, ok := charsOf(plain)
		if !ok {
			return rt.NoMemory(c)
		}
		var err *regex.Error
		if prog, err = regex.Compile(chars, str, flags); err != nil {
			return fail(c, err, text)
		}
		if !c.IsMain {
			programs.Lock()
			if programs.byKey == nil || len(programs.byKey) >= maxCached {
				programs.byKey = map[string]*regex.Pattern{}
			}
			programs.byKey[string(key)] = prog
			programs.Unlock()
		}
	}
	return newPattern(c, text, prog)
}

// charsOf returns the characters of a str or bytes, for the parser.
func charsOf(v rt.Value) ([]rune, bool) {
	const most = 1 << 26
	if !rt.IsStr(v) {
		data := rt.BytesData(v)
		if len(data) > most {
			return nil, false
		}
		out := make([]rune, len(data))
		for i, b := range data {
			out[i] = rune(b)
		}
		return out, true
	}
	n := rt.StrLen(v)
	if n > most {
		return nil, false
	}
	out := make([]rune, n)
	for i := range out {
		out[i] = rt.StrAt(v, i)
	}
	return out, true
}

func newPattern(c *rt.Ctx, text rt.Value, prog *regex.Pattern) rt.Value {
	p := rt.NewNative(c, &patternClass)
	if p == 0 {
		return 0
	}
	rt.SetSlot(c, p, ptPattern, text)
	rt.SetSlot(c, p, ptFlags, rt.Int(int64(prog.Flags)))
	rt.SetSlot(c, p, ptGroups, rt.Int(int64(prog.Groups)))
	index := rt.NewDict(c, 0)
	code := rt.NewWords(c, prog.Code)
	if index == 0 || code == 0 {
		c.Drop(index)
		c.Drop(code)
		c.Drop(p)
		return 0
	}
	rt.GiveSlot(c, p, ptCode, code)
	if prog.Names != nil {
		names := rt.NewTuple(c, len(prog.Names))
		if names == 0 {
			c.Drop(index)
			c.Drop(p)
			return 0
		}
		for i, name := range prog.Names {
			v := rt.None
			if name != "" {
				v = rt.NewStr(c, name)
				if v == 0 || !rt.DictSet(c, index, v, rt.Int(int64(i))) {
					rt.TupleInit(names, i, v)
					c.Drop(names)
					c.Drop(index)
					c.Drop(p)
					return 0
				}
			}
			rt.TupleInit(names, i, v)
		}
		rt.GiveSlot(c, p, ptNames, names)
	}
	rt.GiveSlot(c, p, ptIndex, index)
	return p
}

// fail raises what is wrong with a pattern or template.
func fail(c *rt.Ctx, err *regex.Error, text rt.Value) rt.Value {
	switch err.Kind {
	case regex.Overflow:
		return rt.OverflowErrorf(c, "%s", err.Msg)
	case regex.Flag:
		return rt.ValueErrorf(c, "%s", err.Msg)
	case regex.Recursion:
		return rt.RecursionErrorf(c, "%s", err.Msg)
	case regex.Index:
		return rt.IndexErrorf(c, "%s", err.Msg)
	case regex.Memory:
		return rt.NoMemory(c)
	}
	msg := rt.NewStr(c, err.Msg)
	if msg == 0 {
		return 0
	}
	var e rt.Value
	if err.Pos < 0 {
		e = rt.Call1(c, errorClass.Class(), msg)
	} else {
		e = rt.Call3(c, errorClass.Class(), msg, text, rt.Int(int64(err.Pos)))
	}
	c.Drop(msg)
	if e != 0 {
		rt.Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}

// errorNames are the attributes of an error, interned at the first import.
var errorNames [6]rt.Value

func internNames(c *rt.Ctx) {
	for i, name := range [...]string{"msg", "pattern", "pos", "lineno", "colno", "args"} {
		errorNames[i] = rt.Intern(c, name)
	}
}

// initError is __init__ of re.error: the message with the position in words, and
// what it is made of as attributes.
func initError(c *rt.Ctx, e, msg, text, pos rt.Value) rt.Value {
	if text == 0 {
		text = rt.None
	}
	if pos == 0 {
		pos = rt.None
	}
	line, col := rt.None, rt.None
	full := c.Own(msg)
	if text != rt.None && pos != rt.None {
		p, ok := rt.Index(c, pos)
		if !ok {
			return 0
		}
		n, from := int64(1), int64(-1)
		newline := false
		if t := rt.Plain(text); rt.IsStr(t) || rt.IsBytes(t) {
			chars, _ := charsOf(t)
			for i, r := range chars {
				if r == '\n' {
					newline = true
					if int64(i) < p {
						n, from = n+1, int64(i)
					}
				}
			}
		}
		line, col = rt.Int(n), rt.Int(p-from)
		c.Drop(full)
		if newline {
			full = rt.Formatted(c, "%s at position %d (line %d, column %d)", tupleOf(c, msg, pos, line, col))
		} else {
			full = rt.Formatted(c, "%s at position %d", tupleOf(c, msg, pos))
		}
		if full == 0 {
			return 0
		}
	}
	defer c.Drop(full)
	for i, v := range [...]rt.Value{msg, text, pos, line, col} {
		if !rt.SetAttr(c, e, errorNames[i], v) {
			return 0
		}
	}
	args := tupleOf(c, full)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	if !rt.SetAttr(c, e, errorNames[5], args) {
		return 0
	}
	return rt.None
}

func tupleOf(c *rt.Ctx, vs ...rt.Value) rt.Value {
	t := rt.NewTuple(c, len(vs))
	if t != 0 {
		for i, v := range vs {
			rt.TupleInit(t, i, c.Own(v))
		}
	}
	return t
}

// flagNames are the names of flags, in the order that repr has them.
var flagNames = []struct {
	flag int64
	name string
}{
	{1, "re.TEMPLATE"}, {2, "re.IGNORECASE"}, {4, "re.LOCALE"}, {8, "re.MULTILINE"}, {16, "re.DOTALL"},
	{32, "re.UNICODE"}, {64, "re.VERBOSE"}, {128, "re.DEBUG"}, {256, "re.ASCII"},
}

func reprPattern(c *rt.Ctx, p rt.Value) rt.Value {
	text, flags := rt.Slot(p, ptPattern), rt.Slot(p, ptFlags).Int()
	if rt.IsStr(rt.Plain(text)) && flags&int64(regex.Locale|regex.Unicode|regex.ASCII) == int64(regex.Unicode) {
		flags &^= int64(regex.Unicode)
	}
	var names []string
	for _, f := range flagNames {
		if flags&f.flag != 0 {
			names = append(names, f.name)
			flags &^= f.flag
		}
	}
	if flags != 0 {
		names = append(names, "0x"+strconv.FormatInt(flags, 16))
	}
	f := "re.compile(%.200r)"
	if len(names) > 0 {
		f = "re.compile(%.200r, " + strings.Join(names, "|") + ")"
	}
	return rt.Formatted(c, f, tupleOf(c, text))
}

func equalPatterns(c *rt.Ctx, p, q rt.Value, negate bool) rt.Value {
	if !rt.IsA(q, &patternClass) {
		return rt.NotImplemented
	}
	if p == q {
		return rt.Bool(!negate)
	}
	same := rt.Slot(p, ptFlags) == rt.Slot(q, ptFlags) &&
		rt.IsStr(rt.Plain(rt.Slot(p, ptPattern))) == rt.IsStr(rt.Plain(rt.Slot(q, ptPattern)))
	if same {
		switch rt.Same(c, rt.Slot(p, ptPattern), rt.Slot(q, ptPattern)) {
		case -1:
			return 0
		case 0:
			same = false
		}
	}
	return rt.Bool(same != negate)
}
