// Package lower turns the syntax tree of a module into IR.
//
// It fixes the order of evaluation, unfolds what Python's grammar abbreviates
// (comparison chains, augmented assignments, finally suites, argument
// binding of calls to known functions), and decides what the closed world
// decides: which names are globals, builtins and variables, which attribute
// of self is which slot, which def a call reaches. Bodies are lowered once,
// for no world in particular; compiler/worlds.go clones them.
//
// A construct that is not there yet gives a diagnostic with code
// [unsupported], never other code than the program asked for.
package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Options say what lower cannot see in the module.
type Options struct {
	// Native reports whether the runtime has a native module of that name.
	Native func(name string) bool
	// Builtin reports whether the runtime has the named builtin; nil: it has
	// them all.
	Builtin func(name string) bool
	// RTBuiltin reports whether the runtime has a direct function for a call
	// of the named builtin with n positional arguments.
	RTBuiltin func(name string, n int) bool
	// Name is the module's __name__; "" means "__main__".
	Name string
}

// Module lowers mod, which parsed and resolved without errors, and adds what
// is not supported to diags. The result is complete if there were no errors.
func Module(mod *syntax.Module, info *resolve.Info, opts Options, diags *diag.List) *ir.Program {
	if opts.Name == "" {
		opts.Name = "__main__"
	}
	m := &module{
		tree: mod, info: info, opts: opts, diags: diags,
		prog:    &ir.Program{Name: opts.Name, File: mod.File},
		globals: map[string]*ir.Global{},
		protos:  map[syntax.Node]*ir.Proto{},
		classes: map[*syntax.ClassDef]*ir.Class{},
		inlined: map[*resolve.Scope]*resolve.Scope{},
	}
	m.survey()
	root := m.proto(mod, &ir.Proto{Kind: ir.Module, Name: "<module>", QualName: "<module>", Line: 1})
	b := m.newBuilder(root, info.Root)
	b.moduleCode(mod)
	b.finish()
	m.prog.Funcs = append([]*ir.Func{b.fn}, m.funcs...)
	m.dead()
	return m.prog
}

// dead takes back direct calls of functions whose def stands in code that
// never runs, so that it was not lowered. The name is unset then: the load
// before a call raises, and a method is looked up.
func (m *module) dead() {
	has := map[*ir.Proto]bool{}
	for _, f := range m.prog.Funcs {
		has[f.Proto] = true
	}
	for _, f := range m.prog.Funcs {
		f.EachOp(func(op *ir.Op) {
			switch op.Code {
			case ir.OpCallKnown:
				if !has[op.Proto] {
					op.Code, op.Proto, op.Args, op.Const = ir.OpConst, nil, nil, &ir.Const{Kind: ir.ConstNone}
				}
			case ir.OpCallSelf:
				for _, c := range m.prog.Classes[op.Class.ID : op.Class.ID+op.Class.NSub+1] {
					if p := c.Lookup(op.Name); p == nil || !has[p] {
						op.Code, op.Class = ir.OpCallMethod, nil
						return
					}
				}
			}
		})
	}
}

// module is the state of lowering one module.
type module struct {
	tree  *syntax.Module
	info  *resolve.Info
	opts  Options
	diags *diag.List
	prog  *ir.Program

	globals map[string]*ir.Global
	protos  map[syntax.Node]*ir.Proto // of defs, lambdas, classes' suites, the module
	classes map[*syntax.ClassDef]*ir.Class
	funcs   []*ir.Func // lowered bodies but the module's
	inlined map[*resolve.Scope]*resolve.Scope
	cells   map[*resolve.Binding]bool // see isCell; nil until asked for
	facts   facts
}

// proto gives p its row and remembers that it belongs to node.
func (m *module) proto(node syntax.Node, p *ir.Proto) *ir.Proto {
	p.Row = len(m.prog.Protos)
	m.prog.Protos = append(m.prog.Protos, p)
	m.protos[node] = p
	return p
}

// unsupported reports a construct that is not there yet.
func (m *module) unsupported(at syntax.Node, what string) {
	m.diags.Error(m.tree.File, at.Extent(), diag.Unsupported, what+" not supported yet")
}

// moduleCode lowers the module's own code.
func (b *builder) moduleCode(mod *syntax.Module) {
	b.pos = diag.Span{Start: 0, End: 1}
	b.preset("__name__", b.str(b.opts.Name))
	b.preset("__file__", b.str(mod.File.Name))
	doc := docstring(mod.Body)
	if doc != nil {
		b.preset("__doc__", b.constant(doc))
	} else {
		b.preset("__doc__", b.none())
	}
	b.stmts(mod.Body)
	b.ret(nil)
}

// preset binds a name that every module has, if the program mentions it.
func (b *builder) preset(name string, v *ir.Value) {
	if b.facts.mentioned[name] {
		b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.global(name), Args: []*ir.Value{v}})
	}
}

// docstring returns the constant that a suite begins with, if it is a str.
func docstring(body []syntax.Stmt) *ir.Const {
	if len(body) == 0 {
		return nil
	}
	if s, ok := body[0].(*syntax.ExprStmt); ok {
		if c, ok := s.Value.(*syntax.Constant); ok {
			if text, ok := c.Value.(string); ok {
				return &ir.Const{Kind: ir.ConstStr, Text: text}
			}
		}
	}
	return nil
}
