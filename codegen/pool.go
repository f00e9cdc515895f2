package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// field is one field of a package variable that is a struct: globals, names,
// builtins, consts.
type field struct {
	name string
	init jen.Code // what load assigns to it; nil for globals
	note string   // comment behind the field
}

// table is such a variable. Fields appear in order of first use.
type table struct {
	name   string
	scope  *scope
	byKey  map[string]string
	fields []field
}

func newTable(name string) *table {
	return &table{name: name, scope: &scope{used: map[string]bool{}, next: map[string]int{}, fields: true}, byKey: map[string]string{}}
}

// get returns the field for key, made by add on first sight.
func (t *table) get(key string, add func() field) *jen.Statement {
	id, ok := t.byKey[key]
	if !ok {
		f := add()
		id = t.scope.name(f.name)
		f.name = id
		t.byKey[key] = id
		t.fields = append(t.fields, f)
	}
	return jen.Id(t.name).Dot(id)
}

// declare emits the variable, or nothing if it has no fields.
func (t *table) declare(doc string) jen.Code {
	if len(t.fields) == 0 {
		return jen.Null()
	}
	var fields []jen.Code
	for _, f := range t.fields {
		s := jen.Id(f.name).Qual(Path, "Value")
		if f.note != "" {
			s.Comment(f.note)
		}
		fields = append(fields, s)
	}
	return jen.Comment(doc).Line().Var().Id(t.name).Struct(fields...)
}

// fill appends the assignments that load makes.
func (t *table) fill(body *[]jen.Code) {
	for _, f := range t.fields {
		if f.init != nil {
			*body = append(*body, jen.Id(t.name).Dot(f.name).Op("=").Add(f.init))
		}
	}
}

// pkg holds what the functions of a package share.
type pkg struct {
	prog     *ir.Program
	opts     Options
	scope    *scope // package-level identifiers
	globals  map[*ir.Module]*table
	names    *table // interned attribute and variable names
	builtins *table
	consts   *table
	funcs    map[*ir.Func]string
	resumes  map[*ir.Func]string // second functions of bodies that are resumed
	bodies   map[body]*ir.Func

	typedFuncs map[*ir.Func]string   // bodies that take or return unboxed numbers
	rests      map[*ir.Func]jen.Code // of each Rest that has been emitted
	deep       map[*ir.Func]bool     // typed bodies that are told how deep they are
	entries    map[*ir.Func]*entries // of each Rest that has been emitted
	imports    map[string]string     // module name to import path, of modules that are used
	err        error
}

// body names a function's body for one world.
type body struct {
	proto *ir.Proto
	world ir.World
}

// global returns the variable of a global.
func (p *pkg) global(g *ir.Global) *jen.Statement {
	return p.globals[g.Module].get(g.Name, func() field { return field{name: g.Name} })
}

// module returns the runtime's description of a module of the program.
func (p *pkg) module(m *ir.Module) *jen.Statement {
	return jen.Op("&").Id("modules").Index(jen.Lit(m.Index))
}

// namespace returns the dict of a Dynamic module.
func (p *pkg) namespace(m *ir.Module) *jen.Statement {
	return jen.Id("modules").Index(jen.Lit(m.Index)).Dot("Dict")
}

// interned returns the str of an attribute or variable name.
func (p *pkg) interned(name string) *jen.Statement {
	return p.names.get(name, func() field {
		return field{name: name, init: rtCall("Intern", jen.Lit(name))}
	})
}

// builtin returns a builtin that the module does not rebind. load leaves the
// field alone where there is none of that name.
func (p *pkg) builtin(name string) *jen.Statement {
	return p.builtins.get(name, func() field {
		return field{name: name, init: rtCall("LoadBuiltin", p.interned(name))}
	})
}

// constant returns the expression of a constant.
func (p *pkg) constant(c *ir.Const) *jen.Statement {
	switch c.Kind {
	case ir.ConstNone:
		return rt("None")
	case ir.ConstTrue:
		return rt("True")
	case ir.ConstFalse:
		return rt("False")
	case ir.ConstEllipsis:
		return rt("Ellipsis")
	case ir.ConstInt:
		return rt("Int").Call(jen.Lit(int(c.Int)))
	}
	return p.consts.get(c.Key(), func() field {
		switch c.Kind {
		case ir.ConstFloat:
			return field{name: words("float", c.String()), init: rtCall("ConstFloat", floatLit(c.Float))}
		case ir.ConstBig:
			return field{name: words("int", c.String()), init: rtCall("ConstInt", jen.Lit(c.Text))}
		case ir.ConstImag:
			return field{name: words("imag", c.String()), init: rtCall("ConstComplex", floatLit(0), floatLit(c.Float))}
		case ir.ConstStr:
			return field{name: words("str", c.Text), init: rtCall("ConstStr", jen.Lit(c.Text))}
		case ir.ConstBytes:
			return field{name: words("bytes", c.Text), init: rtCall("ConstBytes", jen.Lit(c.Text))}
		}
		if len(c.Items) > maxTupleCall {
			return field{name: "data1", init: rtCall("ConstData", jen.Lit(string(constData(nil, c))))}
		}
		var items []jen.Code
		for _, it := range c.Items {
			items = append(items, p.constant(it))
		}
		if c.Kind == ir.ConstFrozenset {
			return field{name: "set1", init: rtCall("ConstFrozenset", items...)}
		}
		return field{name: "tuple1", init: rtCall("ConstTuple", items...)}
	})
}
