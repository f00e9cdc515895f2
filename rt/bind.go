package rt

import (
	"strconv"
	"strings"
)

// bind arranges the arguments of a call as a tuple with one item per parameter
// of r, in the order entries take them; missing ones get their defaults. args
// holds the positional arguments and, last, those named by kwnames. It returns 0
// with TypeError pending where CPython raises one (Python/ceval.c, initialize_locals).
func bind(c *Ctx, r *Func, fn, args, kwnames Value) Value {
	p := &r.Params
	given, nkw := TupleLen(args), 0
	if kwnames != 0 {
		nkw = TupleLen(kwnames)
		given -= nkw
	}
	t := NewTuple(c, len(p.Names))
	if t == 0 {
		return 0
	}
	fail := func() Value { c.Drop(t); return 0 }
	for i := range min(given, p.Pos) {
		TupleInit(t, i, c.Own(TupleItem(args, i)))
	}
	named := p.Pos + p.KwOnly
	if p.VarArgs {
		rest := NewTuple(c, max(given-p.Pos, 0))
		if rest == 0 {
			return fail()
		}
		for i := p.Pos; i < given; i++ {
			TupleInit(rest, i-p.Pos, c.Own(TupleItem(args, i)))
		}
		TupleInit(t, named, rest)
	}
	var extra Value
	if p.VarKw {
		if extra = NewDict(c, nkw); extra == 0 {
			return fail()
		}
		TupleInit(t, len(p.Names)-1, extra)
	}
	for i := range nkw {
		name, v := TupleItem(kwnames, i), TupleItem(args, given+i)
		at := p.index(name, named)
		switch {
		case at >= 0 && TupleItem(t, at) != 0:
			TypeErrorf(c, "%s() got multiple values for argument '%s'", r.funcName(c, fn), name)
			return fail()
		case at >= 0:
			TupleInit(t, at, c.Own(v))
		case extra != 0:
			if !DictSet(c, extra, name, v) {
				return fail()
			}
		default:
			unexpectedKeyword(c, r, fn, name, kwnames)
			return fail()
		}
	}
	if given > p.Pos && !p.VarArgs {
		tooManyArgs(c, r, fn, t, given)
		return fail()
	}
	missing := false
	for i := range named {
		if TupleItem(t, i) != 0 {
			continue
		}
		if d := r.defaultOf(fn, i); d != 0 {
			TupleInit(t, i, c.Own(d))
		} else if !r.optional(i) {
			missing = true
		}
	}
	if missing {
		missingArgs(c, r, fn, t)
		return fail()
	}
	return t
}

// index returns the position of the parameter that may be given as name=, -1 if
// there is none.
func (p *Params) index(name Value, named int) int {
	for i := p.PosOnly; i < named; i++ {
		if p.names[i] == name {
			return i
		}
	}
	for i := p.PosOnly; i < named; i++ {
		if strEqual(p.names[i], name) {
			return i
		}
	}
	return -1
}

func (r *Func) optional(i int) bool { return r.Params.Optional != nil && r.Params.Optional[i] }

// defaultOf returns the default of parameter i, borrowed, 0 if it has none.
func (r *Func) defaultOf(fn Value, i int) Value {
	if isType(fn, TypeFunction) {
		if d := word(fn, funcDefaultsOff); d != 0 {
			return TupleItem(d, i)
		}
		return 0
	}
	return r.Defaults[i]
}

// unexpectedKeyword raises the TypeError for the keyword name, which no parameter
// takes.
func unexpectedKeyword(c *Ctx, r *Func, fn, name, kwnames Value) {
	p := &r.Params
	if r.Native {
		shown, qualified, _ := r.shownAs()
		if len(p.Names) == p.PosOnly {
			if r.searches() {
				qualified = shown
			}
			TypeErrorf(c, "%s() takes no keyword arguments", qualified)
			return
		}
		if shown == "zip" && TupleLen(kwnames) > 1 {
			TypeErrorf(c, "zip() takes at most 1 keyword argument (%d given)", TupleLen(kwnames))
			return
		}
		if r.Name == "sorted" && r.Module == "builtins" {
			shown = "sort" // which gets its keywords
		}
		TypeErrorf(c, "'%s' is an invalid keyword argument for %s()", name, shown)
		return
	}
	var posOnly []string
	for i, n := range p.names[:p.PosOnly] {
		for j := range TupleLen(kwnames) {
			if strEqual(n, TupleItem(kwnames, j)) {
				posOnly = append(posOnly, p.Names[i])
			}
		}
	}
	if len(posOnly) > 0 {
		TypeErrorf(c, "%s() got some positional-only arguments passed as keyword arguments: '%s'", r.funcName(c, fn), strings.Join(posOnly, ", "))
		return
	}
	TypeErrorf(c, "%s() got an unexpected keyword argument '%s'", r.funcName(c, fn), name)
}

func tooManyArgs(c *Ctx, r *Func, fn, t Value, given int) {
	p := &r.Params
	least := 0
	for i := range p.Pos {
		if r.defaultOf(fn, i) == 0 && !r.optional(i) {
			least++
		}
	}
	if r.Native {
		keywords := 0
		for i := p.Pos; i < p.Pos+p.KwOnly; i++ {
			if TupleItem(t, i) != 0 {
				keywords++
			}
		}
		nativeArity(c, r, least, given, keywords)
		return
	}
	kwGiven := 0
	for i := p.Pos; i < p.Pos+p.KwOnly; i++ {
		if TupleItem(t, i) != 0 {
			kwGiven++
		}
	}
	takes := strconv.Itoa(p.Pos)
	plural := p.Pos != 1
	if least < p.Pos {
		takes = "from " + strconv.Itoa(least) + " to " + takes
		plural = true
	}
	was, and := "were", ""
	if kwGiven > 0 {
		and = " positional argument" + pluralS(given != 1) + " (and " + strconv.Itoa(kwGiven) + " keyword-only argument" + pluralS(kwGiven != 1) + ")"
	} else if given == 1 {
		was = "was"
	}
	TypeErrorf(c, "%s() takes %s positional argument%s but %d%s %s given", r.funcName(c, fn), takes, pluralS(plural), given, and, was)
}

func pluralS(plural bool) string {
	if plural {
		return "s"
	}
	return ""
}

// shownAs returns how messages call a native function and how many leading
// parameters (self or cls) its caller does not write.
func (r *Func) shownAs() (name, qualified string, implicit int) {
	name, qualified = r.Name, r.QualName
	p := &r.Params
	if at := len(r.QualName) - len(r.Name); at > 0 && p.Pos > 0 && (p.Names[0] == "self" || p.Names[0] == "cls") {
		implicit = 1
		if r.Name == "__new__" || r.Name == "__init__" {
			name = r.QualName[:at-1]
			qualified = name
		}
	} else if at == 0 && r.Module != "" && r.Module != "builtins" {
		qualified = r.Module + "." + name
	}
	return name, qualified, implicit
}

// searches reports whether r is a searching method of strings, which parse their
// arguments in their own way.
func (r *Func) searches() bool {
	p := &r.Params
	return p.Pos == 4 && p.PosOnly == 4 && p.KwOnly == 0 && p.Names[2] == "start" && p.Names[1] != "value"
}

// nativeArity raises the TypeError of a built-in function for a wrong number of
// positional arguments, worded by how the function takes them: none, exactly
// one, by position only, or also by keyword.
func nativeArity(c *Ctx, r *Func, least, given, keywords int) {
	p := &r.Params
	name, qualified, implicit := r.shownAs()
	if r.kind == TypeWrapperDescriptor && r.Name != "__init__" && r.Name != "__call__" {
		wrapperArity(c, r, max(least-1, 0), given-1)
		return
	}
	if given < implicit {
		TypeErrorf(c, "unbound method %s() needs an argument", r.QualName)
		return
	}
	least, given = max(least-implicit, 0), given-implicit
	most := p.Pos - implicit
	positional := p.PosOnly == p.Pos && p.KwOnly == 0
	switch {
	case most == 0 && p.KwOnly == 0:
		TypeErrorf(c, "%s() takes no arguments (%d given)", qualified, given)
	case positional && least == 1 && most == 1 && r.Name != "__new__":
		TypeErrorf(c, "%s() takes exactly one argument (%d given)", qualified, given)
	case r.searches():
		if given < least {
			TypeErrorf(c, "%s() takes at least 1 argument (%d given)", name, given)
		} else {
			TypeErrorf(c, "%s() takes at most 3 arguments (%d given)", name, given)
		}
	case positional && least == most:
		TypeErrorf(c, "%s expected %d argument%s, got %d", name, most, pluralS(most != 1), given)
	case positional && given < least:
		TypeErrorf(c, "%s expected at least %d argument%s, got %d", name, least, pluralS(least != 1), given)
	case positional:
		TypeErrorf(c, "%s expected at most %d argument%s, got %d", name, most, pluralS(most != 1), given)
	case given+keywords > most+p.KwOnly:
		n := most + p.KwOnly
		TypeErrorf(c, "%s() takes at most %d argument%s (%d given)", name, n, pluralS(n != 1), given+keywords)
	case most == 0:
		TypeErrorf(c, "%s() takes no positional arguments", name)
	default:
		bound, n := "at most", most
		if given < least {
			bound, n = "at least", least
		} else if least == most {
			bound = "exactly"
		}
		TypeErrorf(c, "%s() takes %s %d positional argument%s (%d given)", name, bound, n, pluralS(n != 1), given)
	}
}

// wrapperArity is nativeArity for the special methods of built-in types that CPython
// has as slots: given counts what follows self.
func wrapperArity(c *Ctx, r *Func, least, given int) {
	most := r.Params.Pos - 1
	switch {
	case given < 0:
		TypeErrorf(c, "descriptor '%s' of '%s' object needs an argument", r.Name, strings.TrimSuffix(r.QualName, "."+r.Name))
	case least == most:
		TypeErrorf(c, "expected %d argument%s, got %d", most, pluralS(most != 1), given)
	case given < least:
		TypeErrorf(c, "expected at least %d argument%s, got %d", least, pluralS(least != 1), given)
	default:
		TypeErrorf(c, "expected at most %d argument%s, got %d", most, pluralS(most != 1), given)
	}
}

// missingArgs raises the TypeError that names the parameters without a value,
// positional ones first, as CPython's format_missing does.
func missingArgs(c *Ctx, r *Func, fn, t Value) {
	p := &r.Params
	for _, kind := range []struct {
		from, to int
		what     string
	}{{0, p.Pos, "positional"}, {p.Pos, p.Pos + p.KwOnly, "keyword-only"}} {
		var names []string
		given := 0
		for i := kind.from; i < kind.to; i++ {
			if TupleItem(t, i) != 0 {
				given++
			} else if !r.optional(i) {
				names = append(names, "'"+p.Names[i]+"'")
			}
		}
		if len(names) == 0 {
			continue
		}
		if r.Native && kind.from == 0 {
			missingNative(c, r, t, given, given+len(names))
			return
		}
		list := names[0]
		for i, n := range names[1:] {
			switch {
			case i+2 < len(names):
				list += ", " + n
			case len(names) == 2:
				list += " and " + n
			default:
				list += ", and " + n
			}
		}
		TypeErrorf(c, "%s() missing %d required %s argument%s: %s", r.funcName(c, fn), len(names), kind.what, pluralS(len(names) != 1), list)
		return
	}
}

// missingNative is missingArgs for a built-in function: given positional
// arguments of at least least.
func missingNative(c *Ctx, r *Func, t Value, given, least int) {
	p := &r.Params
	_, _, implicit := r.shownAs()
	required := 0 // positional-only ones
	for i := range p.PosOnly {
		if !r.optional(i) {
			required++
		}
	}
	if p.PosOnly == p.Pos || given < required || given < implicit {
		nativeArity(c, r, least, given, 0)
		return
	}
	name, _, _ := r.shownAs()
	for i := range p.Pos {
		if TupleItem(t, i) == 0 && !r.optional(i) {
			if name == "enumerate" {
				TypeErrorf(c, "%s() missing required argument '%s'", name, p.Names[i])
				return
			}
			TypeErrorf(c, "%s() missing required argument '%s' (pos %d)", name, p.Names[i], i+1-implicit)
			return
		}
	}
}
