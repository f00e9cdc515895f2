package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Code objects: 8 Int(row). They tell what a compiled function's row knows, and run
// nothing by themselves.

// CodeInfo is what a row knows of its body beyond calls. The compiler gives it
// where the program looks at code objects.
type CodeInfo struct {
	Flags  int      // co_flags
	Locals []string // variables beyond the parameters
	Free   []string // variables of enclosing functions, in the order of the closure
	Cells  []string
}

// codeOf returns the code object of row r, owned. On the main thread there is one of
// each.
func codeOf(c *Ctx, r *Func) Value {
	if s := stateOf(r.id, c.IsMain); s != nil {
		if v := Value(s.code.Load()); v != 0 {
			return v
		}
	}
	v := Value(c.Alloc(16))
	setHeader(c, v, TypeCode)
	setWord(v, 8, Int(int64(r.id)))
	if c.IsMain {
		stateOf(r.id, true).code.Store(uint64(immortalise(v)))
	}
	return v
}

func codeRow(v Value) *Func { return funcRow(uint32(word(v, 8).Int())) }

// textTuple returns a tuple of strings, owned.
func textTuple(c *Ctx, parts ...[]string) Value {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	t := NewTuple(c, n)
	if t == 0 {
		return 0
	}
	i := 0
	for _, p := range parts {
		for _, s := range p {
			v := NewStr(c, s)
			if v == 0 {
				c.Drop(t)
				return 0
			}
			TupleInit(t, i, v)
			i++
		}
	}
	return t
}

func reprCode(c *Ctx, v Value) Value {
	r := codeRow(v)
	b := newBuilder(c, 0)
	b.text("<code object " + r.Name)
	b.address(v)
	file, _ := sourceLine(r.File, 0)
	b.text(`, file "` + file + `", line `)
	if !appendRepr(c, &b, Int(int64(r.Line))) {
		b.discard()
		return 0
	}
	b.text(">")
	return b.finish()
}

func init() {
	arena.Register(TypeCode, &arena.Layout{Name: "code", Size: 16, First: 8, Count: 1})
	of := func(name string, get func(c *Ctx, r *Func) Value) Func {
		return Func{Name: name, Sig: "self, /", F1: func(c *Ctx, v Value) Value { return get(c, codeRow(v)) }}
	}
	info := func(r *Func) *CodeInfo {
		if r.Code != nil {
			return r.Code
		}
		return &CodeInfo{Flags: 3}
	}
	defineType(typeSpec{id: TypeCode, name: "code", attrs: func(c *Ctx, cls, ns Value) {
		addMethods(c, cls, "code", []Func{{Name: "__repr__", Sig: "self, /", F1: reprCode}})
		addProperties(c, ns, cls, "code", []Func{
			of("co_name", func(c *Ctx, r *Func) Value { return r.name }),
			of("co_qualname", func(c *Ctx, r *Func) Value { return NewStr(c, r.QualName) }),
			of("co_filename", func(c *Ctx, r *Func) Value {
				file, _ := sourceLine(r.File, 0)
				return NewStr(c, file)
			}),
			of("co_firstlineno", func(c *Ctx, r *Func) Value { return Int(int64(r.Line)) }),
			of("co_argcount", func(c *Ctx, r *Func) Value { return Int(int64(r.Params.Pos)) }),
			of("co_posonlyargcount", func(c *Ctx, r *Func) Value { return Int(int64(r.Params.PosOnly)) }),
			of("co_kwonlyargcount", func(c *Ctx, r *Func) Value { return Int(int64(r.Params.KwOnly)) }),
			of("co_nlocals", func(c *Ctx, r *Func) Value { return Int(int64(len(r.Params.Names) + len(info(r).Locals))) }),
			of("co_varnames", func(c *Ctx, r *Func) Value { return textTuple(c, r.Params.Names, info(r).Locals) }),
			of("co_freevars", func(c *Ctx, r *Func) Value { return textTuple(c, info(r).Free) }),
			of("co_cellvars", func(c *Ctx, r *Func) Value { return textTuple(c, info(r).Cells) }),
			of("co_flags", func(c *Ctx, r *Func) Value {
				flags := info(r).Flags
				if r.Params.VarArgs {
					flags |= 4
				}
				if r.Params.VarKw {
					flags |= 8
				}
				return Int(int64(flags))
			}),
		})
	}})
}
