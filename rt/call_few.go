package rt

// Calls of functions with few parameters, by keyword, with defaults, *args or **kwargs:
// what a decorator's wrapper and the functions it wraps are called by. The parameters
// are gathered in an array and go to the entry from there; bind, which makes a tuple of
// them, is left with the many and with the errors.

// callFew calls r, the row of fn, with first, unless that is 0, and args, of which the
// last are named by kwnames (or 0), and with the entries of the dict kwargs (or 0) as
// further keyword arguments. ok is false for functions with more parameters or without
// an entry for the executing world, and where the arguments do not fit: nothing has
// happened then.
func callFew(c *Ctx, r *Func, fn, first, args, kwnames, kwargs Value) (v Value, ok bool) {
	p := &r.Params
	n, named := len(p.Names), p.Pos+p.KwOnly
	if n > MaxFixed || first != 0 && p.Pos == 0 {
		return 0, false
	}
	f := fewArgs{n: n}
	at, given := 0, TupleLen(args)
	if first != 0 {
		f.a[0], at = first, 1
	}
	nkw := 0
	if kwnames != 0 {
		nkw = TupleLen(kwnames)
		given -= nkw
	}
	take := min(given, p.Pos-at)
	if take < given && !p.VarArgs {
		return 0, false
	}
	for i := range take {
		f.a[at+i] = TupleItem(args, i)
	}
	for i := range nkw {
		if !f.keyword(c, p, TupleItem(kwnames, i), TupleItem(args, given+i), nkw, false) {
			return f.failed(c)
		}
	}
	if kwargs != 0 && !f.keywords(c, p, kwargs) {
		return f.failed(c)
	}
	for i := range named {
		if f.a[i] == 0 {
			d := r.defaultOf(fn, i)
			if d == 0 && !r.optional(i) {
				return f.failed(c)
			}
			f.hold(i, c.Own(d)) // nobody holds a default for the call otherwise
		}
	}
	if p.VarKw && f.a[n-1] == 0 {
		if !f.make(n-1, NewDict(c, 0)) {
			return f.failed(c)
		}
	}
	if p.VarArgs {
		switch {
		case take == given:
			f.a[named] = emptyTuple
		case take == 0 && nkw == 0:
			f.a[named] = args
		default:
			if !f.make(named, newTupleOf(c, tupleItems(args)[take:given])) {
				return f.failed(c)
			}
		}
	}
	v, ok = r.enterFew(c, fn, &f.a)
	f.release(c)
	return v, ok
}

// fewArgs are the n parameters of a call in the making; held has a bit for each that
// the call owns.
type fewArgs struct {
	a      [MaxFixed]Value
	n      int
	held   uint
	raised bool // there was no memory
}

// hold stores v, owned, in parameter i.
func (f *fewArgs) hold(i int, v Value) {
	f.a[i] = v
	f.held |= 1 << i
}

// make is hold for what has just been made, 0 if there was no memory for it.
func (f *fewArgs) make(i int, v Value) bool {
	f.hold(i, v)
	f.raised = v == 0
	return v != 0
}

func (f *fewArgs) release(c *Ctx) {
	if !c.IsMain || f.held == 0 {
		return
	}
	for i := range f.n {
		if f.held>>i&1 != 0 {
			Decref(c, f.a[i])
		}
	}
}

// failed gives up the call: bind finds what was wrong, unless there is no memory.
func (f *fewArgs) failed(c *Ctx) (Value, bool) {
	f.release(c)
	return 0, f.raised
}

// keyword binds v to the parameter name, or adds it to **kwargs, of which there are at
// most nkw. own says that v may not live for the call otherwise.
func (f *fewArgs) keyword(c *Ctx, p *Params, name, v Value, nkw int, own bool) bool {
	i := p.index(name, p.Pos+p.KwOnly)
	switch {
	case i < 0 && p.VarKw:
		if f.a[f.n-1] == 0 {
			if !f.make(f.n-1, NewDict(c, nkw)) {
				return false
			}
		}
		f.raised = !DictSet(c, f.a[f.n-1], name, v)
		return !f.raised
	case i < 0 || f.a[i] != 0:
		return false
	case own:
		f.hold(i, c.Own(v))
	default:
		f.a[i] = v
	}
	return true
}

// keywords binds the entries of the dict kwargs. It refuses keys that are no strings.
func (f *fewArgs) keywords(c *Ctx, p *Params, kwargs Value) bool {
	k := DictLen(kwargs)
	if k == 0 {
		return true
	}
	if p.VarKw && p.PosOnly == p.Pos+p.KwOnly && f.a[f.n-1] == 0 {
		for pos := 0; ; {
			name, _, more := DictNext(kwargs, &pos)
			if !more {
				break
			}
			if !IsStr(name) {
				return false
			}
		}
		return f.make(f.n-1, DictCopy(c, kwargs))
	}
	for pos := 0; ; {
		name, v, more := DictNext(kwargs, &pos)
		if !more {
			return true
		}
		if !IsStr(name) || !f.keyword(c, p, name, v, k, true) {
			return false
		}
	}
}
