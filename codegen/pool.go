package codegen

import (
	"fmt"
	"strconv"

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

// table is such a variable. Fields appear in order of first use. What is beyond
// partSize lies in further variables: Go's type checker looks at every field of a
// struct whenever one is selected.
type table struct {
	name   string
	scope  *scope
	byKey  map[string]int // index of the field
	fields []field
	parts  []string // the variables: name, then names that parts has given out
	more   *parts
}

const partSize = 512

// parts gives out the names of further variables of tables. They are reserved before
// anything else has a name, for a function may use a table's new variable when its own
// names are fixed.
type parts struct {
	n int // given out
}

const maxParts = 400 // beyond, the last one grows

func (p *parts) reserve(s *scope) {
	for i := range maxParts {
		s.used["pool"+strconv.Itoa(i+2)] = true
	}
}

func newTable(name string, more *parts) *table {
	return &table{name: name, scope: &scope{used: map[string]bool{}, next: map[string]int{}, fields: true}, byKey: map[string]int{},
		parts: []string{name}, more: more}
}

// part returns the variable that the i-th field lies in.
func (t *table) part(i int) string { return t.parts[min(i/partSize, len(t.parts)-1)] }

// get returns the field for key, made by add on first sight.
func (t *table) get(key string, add func() field) *jen.Statement {
	i, ok := t.byKey[key]
	if !ok {
		f := add()
		f.name = t.scope.name(f.name)
		i = len(t.fields)
		t.byKey[key] = i
		t.fields = append(t.fields, f)
		if i == len(t.parts)*partSize && t.more.n < maxParts {
			t.more.n++
			t.parts = append(t.parts, "pool"+strconv.Itoa(t.more.n+1))
		}
	}
	return t.at(i)
}

// at returns the i-th field.
func (t *table) at(i int) *jen.Statement { return jen.Id(t.part(i)).Dot(t.fields[i].name) }

// declare emits the variables, or nothing if there are no fields.
func (t *table) declare(doc string) jen.Code {
	if len(t.fields) == 0 {
		return jen.Null()
	}
	all := &jen.Statement{}
	for i, part := range t.parts {
		end := min((i+1)*partSize, len(t.fields))
		if i == len(t.parts)-1 {
			end = len(t.fields)
		}
		var fields []jen.Code
		for _, f := range t.fields[i*partSize : end] {
			s := jen.Id(f.name).Qual(Path, "Value")
			if f.note != "" {
				s.Comment(f.note)
			}
			fields = append(fields, s)
		}
		if i > 0 {
			doc = fmt.Sprintf("%s is more of %s.", part, t.name)
			all.Line()
		}
		all.Add(jen.Comment(doc).Line().Var().Id(part).Struct(fields...))
	}
	return all
}

// fill appends the assignments that load makes, many of them in functions of their
// own: what Go's compiler takes for a function grows faster than the function.
func (t *table) fill(body *[]jen.Code) {
	var some []jen.Code
	for i, f := range t.fields {
		if f.init != nil {
			some = append(some, t.at(i).Op("=").Add(f.init))
		}
	}
	for len(some) > partSize {
		*body = append(*body, jen.Func().Params().Block(some[:partSize]...).Call())
		some = some[partSize:]
	}
	*body = append(*body, some...)
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
	more     *parts // of these tables
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
