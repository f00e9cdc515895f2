package lower

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// importModule imports the module with an absolute dotted name, and before it the
// packages that it is in, and gives the module object. Where there is none, it
// raises and gives nil.
func (b *builder) importModule(name string) *ir.Value {
	op := &ir.Op{Code: ir.OpImport, Name: name}
	if m := b.byName[name]; m != nil {
		op.Module = m.mod
		b.lazy(name)
		return b.value(op, name)
	}
	if !b.opts.native(name) {
		if b.loose && !strings.Contains(name, ".") { // the program may have put it into sys.modules
			f := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "__import__"}, "import")
			return b.emit(ir.OpCall, name, f, b.str(name))
		}
		b.raiseMissing(name)
		return nil
	}
	if parent, _, dotted := cutLast(name); dotted {
		b.importModule(parent)
	}
	if !slices.Contains(b.prog.Imports, name) {
		b.prog.Imports = append(b.prog.Imports, name)
	}
	b.lazy(name)
	return b.value(op, name)
}

// lazy notes an import that a function makes: it may run in a context first,
// where nothing can be imported.
func (b *builder) lazy(name string) {
	if b.fn.Proto.Kind != ir.Function {
		return
	}
	if i, ok := slices.BinarySearch(b.prog.Lazy, name); !ok {
		b.prog.Lazy = slices.Insert(b.prog.Lazy, i, name)
	}
}

// raiseMissing raises what importing a module that is not there does.
func (b *builder) raiseMissing(name string) {
	class, msg := "ModuleNotFoundError", "No module named '"+name+"'"
	if b.opts.Missing != nil {
		class, msg = b.opts.Missing(name)
	}
	b.raiseImport(class, msg, name)
}

func (b *builder) raiseImport(class, msg, name string) {
	f := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: class}, class)
	op := &ir.Op{Code: ir.OpCallKw, Args: []*ir.Value{f, b.str(msg)}}
	if name != "" {
		op.Args = append(op.Args, b.str(name))
		op.Names = []string{"name"}
	} else {
		op.Code = ir.OpCall
	}
	b.do(ir.OpRaise, b.value(op, "error"))
}

// importStmt lowers import: "import a.b" binds a, "import a.b as c" a.b.
func (b *builder) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		if b.block == nil {
			return
		}
		restore := b.at(syntax.Ident{Span: a.NameSpan})
		name := a.AsName
		m := b.importModule(a.Name)
		if m != nil && name == "" {
			name = a.Name
			if top, _, dotted := strings.Cut(a.Name, "."); dotted {
				name = top
				m = b.importModule(top)
			}
		}
		if m != nil {
			b.storeBinding(b.info.BindingOf(a), name, m)
		}
		restore()
	}
}

// importCall lowers a call of __import__ with a constant; else it returns nil.
func (b *builder) importCall(e *syntax.Call) *ir.Value {
	if len(e.Args) == 0 || len(e.Args) > 4 || hasStar(e.Args) {
		return nil
	}
	c := constOf(e.Args[0])
	if c == nil || c.Kind != ir.ConstStr || c.Text == "" {
		return nil
	}
	var from syntax.Expr
	if len(e.Args) == 4 {
		from = e.Args[3]
	}
	for _, k := range e.Keywords {
		switch k.Arg {
		case "fromlist":
			from = k.Value
		case "globals", "locals":
		default:
			return nil
		}
	}
	whole := false // the module itself, not the package it is in
	switch x := from.(type) {
	case nil:
	case *syntax.List:
		whole = len(x.Elts) > 0
	default:
		k := constOf(from)
		if k == nil {
			return nil
		}
		whole = k.Kind == ir.ConstTuple && len(k.Items) > 0
	}
	for _, x := range e.Args[1:] {
		b.expr(x)
	}
	for _, k := range e.Keywords {
		b.expr(k.Value)
	}
	if b.byName[c.Text] == nil && !b.opts.native(c.Text) {
		b.branch(b.value(&ir.Op{Code: ir.OpBoolVal, N: 1}, ""), func() { b.raiseMissing(c.Text) }, nil)
		return b.none()
	}
	v := b.importModule(c.Text)
	if top, _, dotted := strings.Cut(c.Text, "."); dotted && !whole {
		v = b.importModule(top)
	}
	return v
}

// importFrom lowers "from m import names".
func (b *builder) importFrom(s *syntax.ImportFrom) {
	if s.Module == "__future__" && s.Level == 0 {
		return
	}
	target, ok := b.absolute(s.Module, s.Level)
	if !ok {
		msg := "attempted relative import with no known parent package"
		if b.mod.Parent != "" || b.mod.Package {
			msg = "attempted relative import beyond top-level package"
		}
		b.raiseImport("ImportError", msg, "")
		return
	}
	m := b.importModule(target)
	if m == nil {
		return
	}
	if isStar(s) {
		b.importStar(target, m)
		return
	}
	for _, a := range s.Names {
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		if v := b.importName(target, m, a.Name); v != nil {
			b.storeBinding(b.info.BindingOf(a), name, v)
		}
	}
}

// importName gives the value of name in "from target import name", where m is
// the module object: an attribute, else the submodule of that name.
func (b *builder) importName(target string, m *ir.Value, name string) *ir.Value {
	from, sub := b.byName[target], target+"."+name
	if b.byName[sub] != nil || b.opts.native(sub) {
		if from != nil && from.tree != nil && from.facts.bound[name] {
			// A variable of the package itself, as this statement makes one where it
			// stands in the package: the submodule is imported while that is not set.
			is := b.value(&ir.Op{Code: ir.OpIsSet, Global: from.global(name)}, "")
			b.branch(is, nil, func() { b.importModule(sub) })
		} else if v := b.importModule(sub); from == nil && !b.opts.native(target) || from != nil && !b.stored[name] {
			return v
		}
		// What the attribute is by then counts: a package of the runtime may have bound
		// the name to something else.
	}
	return b.value(&ir.Op{Code: ir.OpImportFrom, Name: name, Args: []*ir.Value{m}}, name)
}

// importStar lowers "from target import *", where m is the module object. If
// what the module exports is known, it is bound name by name.
func (b *builder) importStar(target string, m *ir.Value) {
	from := b.byName[target]
	if b.env != nil {
		b.do(ir.OpStarInto, m, b.envSpace(nil))
		return
	}
	if b.mod.Dynamic || from == nil {
		b.op(&ir.Op{Code: ir.OpImportStar, Module: b.mod, Args: []*ir.Value{m}})
		return
	}
	names, _ := from.exports()
	for _, n := range names {
		g := b.global(n)
		if !from.owns(n) || from.facts.bound["__all__"] {
			// A submodule, or a name of __all__: it may be missing, or not.
			if !from.facts.bound["__all__"] && b.byName[target+"."+n] != nil {
				is := b.value(&ir.Op{Code: ir.OpIsSet, Module: b.byName[target+"."+n].mod}, "")
				b.branch(is, func() { b.bindStar(g, m, n) }, nil)
				continue
			}
			b.bindStar(g, m, n)
			continue
		}
		is := b.value(&ir.Op{Code: ir.OpIsSet, Global: from.global(n)}, "")
		b.branch(is, func() { b.bindStar(g, m, n) }, nil)
	}
}

func (b *builder) bindStar(g *ir.Global, m *ir.Value, name string) {
	v := b.value(&ir.Op{Code: ir.OpGetAttr, Name: name, Args: []*ir.Value{m}}, name)
	b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: g, Args: []*ir.Value{v}})
}
