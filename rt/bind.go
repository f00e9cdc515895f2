package rt

import "strconv"

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
			TypeErrorf(c, "%s() got multiple values for argument '%s'", r.QualName, name)
			return fail()
		case at >= 0:
			TupleInit(t, at, c.Own(v))
		case extra != 0:
			if !DictSet(c, extra, name, v) {
				return fail()
			}
		default:
			unexpectedKeyword(c, r, name)
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
		missingArgs(c, r, t)
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
	if fn.IsPtr() && TypeID(fn) == TypeFunction {
		if d := word(fn, funcDefaultsOff); d != 0 {
			return TupleItem(d, i)
		}
		return 0
	}
	return r.Defaults[i]
}

func unexpectedKeyword(c *Ctx, r *Func, name Value) {
	p := &r.Params
	for i := range p.PosOnly {
		if strEqual(p.names[i], name) {
			TypeErrorf(c, "%s() got some positional-only arguments passed as keyword arguments: '%s'", r.QualName, name)
			return
		}
	}
	if r.Native && len(p.Names) == p.PosOnly {
		TypeErrorf(c, "%s() takes no keyword arguments", r.QualName)
		return
	}
	if r.Native {
		TypeErrorf(c, "'%s' is an invalid keyword argument for %s()", name, r.Name)
		return
	}
	TypeErrorf(c, "%s() got an unexpected keyword argument '%s'", r.QualName, name)
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
		nativeArity(c, r, least, given)
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
	TypeErrorf(c, "%s() takes %s positional argument%s but %d%s %s given", r.QualName, takes, pluralS(plural), given, and, was)
}

func pluralS(plural bool) string {
	if plural {
		return "s"
	}
	return ""
}

// nativeArity raises the TypeError of a built-in function for a wrong number of
// positional arguments.
func nativeArity(c *Ctx, r *Func, least, given int) {
	most := r.Params.Pos
	switch {
	case most == 0:
		TypeErrorf(c, "%s() takes no arguments (%d given)", r.QualName, given)
	case least == most && most == 1:
		TypeErrorf(c, "%s() takes exactly one argument (%d given)", r.QualName, given)
	case least == most:
		TypeErrorf(c, "%s expected %d arguments, got %d", r.Name, most, given)
	case given < least:
		TypeErrorf(c, "%s expected at least %d argument%s, got %d", r.Name, least, pluralS(least != 1), given)
	default:
		TypeErrorf(c, "%s expected at most %d argument%s, got %d", r.Name, most, pluralS(most != 1), given)
	}
}

// missingArgs raises the TypeError that names the parameters without a value,
// positional ones first, as CPython's format_missing does.
func missingArgs(c *Ctx, r *Func, t Value) {
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
		if r.Native && kind.from == 0 && p.PosOnly == p.Pos {
			nativeArity(c, r, given+len(names), given)
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
		TypeErrorf(c, "%s() missing %d required %s argument%s: %s", r.QualName, len(names), kind.what, pluralS(len(names) != 1), list)
		return
	}
}
