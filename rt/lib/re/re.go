// Package re is the Python module _re: what the module re has but its flags, which
// are an enumeration and so written in Python (re.py). Package regex is the engine.
package re

import (
	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/regex"
	"github.com/pxc-lang/pxc/rt/uninames"
)

func init() { regex.LookupName = uninames.Lookup }

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_re",
	Funcs: []rt.Func{
		{Name: "compile", Sig: "pattern, flags=", F2: patternOf},
		{Name: "match", Sig: "pattern, string, flags=", F3: onPattern(func(c *rt.Ctx, p, s rt.Value) rt.Value {
			return matchAt(c, p, s, 0, 0, false)
		})},
		{Name: "fullmatch", Sig: "pattern, string, flags=", F3: onPattern(func(c *rt.Ctx, p, s rt.Value) rt.Value {
			return matchAt(c, p, s, 0, 0, true)
		})},
		{Name: "search", Sig: "pattern, string, flags=", F3: onPattern(func(c *rt.Ctx, p, s rt.Value) rt.Value {
			return searchFrom(c, p, s, 0, 0)
		})},
		{Name: "findall", Sig: "pattern, string, flags=", F3: onPattern(func(c *rt.Ctx, p, s rt.Value) rt.Value {
			return findAll(c, p, s, 0, 0)
		})},
		{Name: "finditer", Sig: "pattern, string, flags=", F3: onPattern(func(c *rt.Ctx, p, s rt.Value) rt.Value {
			return newScanner(c, &iterator, p, s, 0, 0)
		})},
		{Name: "split", Sig: "pattern, string, maxsplit=, flags=", F4: func(c *rt.Ctx, p, s, most, flags rt.Value) rt.Value {
			if p = patternOf(c, p, flags); p == 0 {
				return 0
			}
			defer c.Drop(p)
			return split(c, p, s, most)
		}},
		{Name: "sub", Sig: "pattern, repl, string, count=, flags=", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
			return subArgs(c, args, false)
		}},
		{Name: "subn", Sig: "pattern, repl, string, count=, flags=", FN: func(c *rt.Ctx, args rt.Value) rt.Value {
			return subArgs(c, args, true)
		}},
		{Name: "escape", Sig: "pattern", F1: escape},
		{Name: "purge", Sig: "", F0: purge},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for _, def := range []*rt.NativeClass{&errorClass, &patternClass, &matchClass, &scannerClass, &iterator} {
			rt.DefineClass(c, m, def)
		}
		internNames(c)
		cache = rt.NewDict(c, 0)
		return cache != 0
	},
}

// onPattern makes a function of the module of a method of patterns.
func onPattern(method func(c *rt.Ctx, p, s rt.Value) rt.Value) func(c *rt.Ctx, p, s, flags rt.Value) rt.Value {
	return func(c *rt.Ctx, p, s, flags rt.Value) rt.Value {
		if p = patternOf(c, p, flags); p == 0 {
			return 0
		}
		r := method(c, p, s)
		c.Drop(p)
		return r
	}
}

func subArgs(c *rt.Ctx, args rt.Value, counted bool) rt.Value {
	p := patternOf(c, rt.TupleItem(args, 0), rt.TupleItem(args, 4))
	if p == 0 {
		return 0
	}
	defer c.Drop(p)
	return sub(c, p, rt.TupleItem(args, 1), rt.TupleItem(args, 2), rt.TupleItem(args, 3), counted)
}

// A pool is what a thread keeps for the next match.
type pool struct {
	free      []*regex.Matcher
	templates map[string][]regex.Piece
	key       []byte
}

func poolOf(c *rt.Ctx) *pool {
	p, _ := c.Regex.(*pool)
	if p == nil {
		p = &pool{templates: map[string][]regex.Piece{}}
		c.Regex = p
	}
	return p
}

const frameSize = 12

// mainFrames bounds the matcher's stack on the main thread.
const mainFrames = 1 << 25

// matcher takes a matcher out of the pool; give puts it back.
func (p *pool) matcher(c *rt.Ctx) *regex.Matcher {
	if n := len(p.free); n > 0 {
		m := p.free[n-1]
		p.free = p.free[:n-1]
		return m
	}
	m := &regex.Matcher{Poll: &c.Poll, Polled: func() bool { return rt.Polled(c) }, MaxFrames: mainFrames}
	if !c.IsMain {
		m.MaxFrames = max(int(c.Limit())/frameSize, 1<<10)
	}
	return m
}

func (p *pool) give(m *regex.Matcher) {
	m.Trim()
	p.free = append(p.free, m)
}

// special are the characters that escape puts a backslash before.
var special = func() (t [256]bool) {
	for _, ch := range []byte("()[]{}?*+-|^$\\.&~# \t\n\r\v\f") {
		t[ch] = true
	}
	return t
}()

func escape(c *rt.Ctx, v rt.Value) rt.Value {
	s := rt.Plain(v)
	if rt.IsStr(s) {
		n := rt.StrLen(s)
		b := rt.NewTextBuilder(c, true, n+n/8)
		for i := range n {
			r := rt.StrAt(s, i)
			if r < 256 && special[r] {
				b.Char('\\')
			}
			b.Char(r)
		}
		return b.Finish()
	}
	data, _, ok := rt.BytesView(s)
	if !ok {
		return rt.TypeErrorf(c, "decoding to str: need a bytes-like object, %s found", rt.TypeName(v))
	}
	b := rt.NewTextBuilder(c, false, len(data))
	for _, ch := range data {
		if special[ch] {
			b.Char('\\')
		}
		b.Char(rune(ch))
	}
	return b.Finish()
}
