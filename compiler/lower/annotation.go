package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Annotations, by the rules of CPython 3.11: those of functions are evaluated
// when the def is executed, after its defaults; those of variables where they stand,
// in modules and classes only. With annotations imported from __future__ they
// are the text of the expression, and nothing is evaluated.

const annotationsName = "__annotations__"

// quoted reports whether the module's annotations are text.
func (m *module) quoted() bool { return slices.Contains(m.info.Future, "annotations") }

// annotation gives the value of an annotation.
func (b *builder) annotation(e syntax.Expr) *ir.Value {
	if b.quoted() {
		return b.str(syntax.PrintExpr(e))
	}
	if s, ok := e.(*syntax.Starred); ok { // *args: *Ts
		defer b.at(s)()
		return b.emit(ir.OpTupleItem, "", b.value(&ir.Op{Code: ir.OpUnpack, N: 1, Args: []*ir.Value{b.expr(s.Value)}}, "unpacked"))
	}
	return b.expr(e)
}

// annotate evaluates the annotations of function f.
func (b *builder) annotate(f *ir.Value, a *syntax.Arguments, returns syntax.Expr) {
	all := []*ir.Value{f}
	add := func(name string, e syntax.Expr) {
		if e == nil {
			return
		}
		key := b.str(mangle(b.scope.Private, name))
		all = append(all, key, b.annotation(e))
	}
	for _, list := range [][]*syntax.Arg{a.Args, a.PosOnlyArgs, {a.Vararg}, a.KwOnlyArgs, {a.Kwarg}} {
		for _, arg := range list {
			if arg != nil {
				add(arg.Arg, arg.Annotation)
			}
		}
	}
	add("return", returns)
	if len(all) > 1 {
		b.do(ir.OpAnnotate, all...)
	}
}

// annotates reports whether a suite, functions and classes in it aside, has
// annotated variables.
func annotates(body []syntax.Stmt) bool {
	found := false
	for _, s := range body {
		walk(s, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.ClassDef, syntax.Expr:
				return false
			case *syntax.AnnAssign:
				found = true
			}
			return !found
		})
	}
	return found
}

// keepsAnnotations reports whether somebody can see the annotations of the module's
// variables.
func (m *module) keepsAnnotations() bool {
	return m.mod.Object || m.info.Root.Lookup(annotationsName) != nil || m.facts.mentioned[annotationsName]
}

// setupAnnotations makes __annotations__ at the start of a module or class suite
// that has annotated variables.
func (b *builder) setupAnnotations(body []syntax.Stmt) {
	if !annotates(body) {
		return
	}
	if b.ns != nil {
		b.storeName(annotationsName, b.emit(ir.OpDict, "annotations"))
	} else if b.keepsAnnotations() {
		b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.global(annotationsName), Args: []*ir.Value{b.emit(ir.OpDict, "annotations")}})
	}
}

// annAssign lowers "target: annotation = value".
func (b *builder) annAssign(s *syntax.AnnAssign) {
	if s.Value != nil {
		b.assignTo(s.Target, b.expr(s.Value))
	}
	inBlock := b.scope.Kind == resolve.ModuleScope || b.scope.Kind == resolve.ClassScope
	switch t := s.Target.(type) {
	case *syntax.Name:
		if !s.Simple || !inBlock {
			break
		}
		v := b.annotation(s.Annotation)
		var d *ir.Value
		switch {
		case b.env != nil && b.ns == nil:
			d = b.loadEnv(b.topLevel(), annotationsName)
		case b.ns != nil:
			d = b.value(&ir.Op{Code: ir.OpLoadName, Name: annotationsName, Global: b.globalOrNil(annotationsName), Args: []*ir.Value{b.namespace()}}, "annotations")
		case b.keepsAnnotations():
			d = b.loadGlobal(annotationsName)
		default:
			return
		}
		b.do(ir.OpSetItem, d, b.str(mangle(b.scope.Private, t.Id)), v)
		return
	case *syntax.Attribute:
		if s.Value == nil {
			b.expr(t.Value)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			b.expr(t.Value)
			b.expr(t.Slice)
		}
	}
	if !s.Simple && inBlock && !b.quoted() {
		b.annotation(s.Annotation)
	}
}

// quietAnnotation reports whether evaluating an annotation runs no function of the
// program.
func (m *module) quietAnnotation(e syntax.Expr) bool {
	if e == nil || m.quoted() {
		return true
	}
	switch e := e.(type) {
	case *syntax.Constant, *syntax.Name:
		return true
	case *syntax.Subscript:
		n, ok := e.Value.(*syntax.Name)
		return ok && m.isBuiltin(n) && m.quietAnnotation(e.Slice)
	case *syntax.Tuple:
		return !slices.ContainsFunc(e.Elts, func(x syntax.Expr) bool { return !m.quietAnnotation(x) })
	}
	return false
}

// quietSignature is quietAnnotation for all annotations of a def.
func (m *module) quietSignature(s *syntax.FunctionDef) bool {
	for _, arg := range args(s.Args) {
		if !m.quietAnnotation(arg.Annotation) {
			return false
		}
	}
	return m.quietAnnotation(s.Returns)
}
