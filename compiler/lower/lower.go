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
	// Missing says what importing the named module raises, which is none of the
	// program's nor the runtime's; nil: ModuleNotFoundError.
	Missing func(name string) (class, msg string)
	// Open means that there is more to the program than the sources: whatever
	// can be changed from outside may be.
	Open bool
}

// Source is one module of the program as the frontend has left it, parsed and
// resolved without errors.
type Source struct {
	Name    string // dotted; the program's own comes first and is "__main__"
	Tree    *syntax.Module
	Info    *resolve.Info // Tree and Info are nil for a namespace package
	Package bool          // other modules may be in it
	Parent  string        // the package it is in, or ""
	Dirs    []string      // of a package: where that lies

	Examples []*resolve.Snippet // in docstrings, if the program may run them

	// Apart modules are compiled elsewhere. They count for what they do to the
	// attributes of others only.
	Apart bool
}

// Program lowers a program, whose own module comes first, and adds what is not
// supported to diags. The result is complete if there were no errors.
//
// All modules are looked over before any is lowered: what one does to the
// attributes and globals of another decides what is certain there.
func Program(sources []Source, opts Options, diags *diag.List) *ir.Program {
	p := &program{
		prog: &ir.Program{Attributes: map[string]bool{}}, opts: opts, diags: diags,
		byName:      map[string]*module{},
		protos:      map[syntax.Node]*ir.Proto{},
		thunks:      map[*resolve.Scope]*ir.Proto{},
		typeGlobals: map[*resolve.Binding]*ir.Global{},
		classes:     map[*syntax.ClassDef]*ir.Class{},
		defs:        map[*ir.Class]definition{},
		operatorsOf: map[ir.Code][]*ir.Class{}, stored: map[string]bool{}, storedOn: map[string][]string{}, made: map[string][]string{}, defined: map[string]bool{}, roots: map[string][]*ir.Class{},
		snippets: map[snippetKey]bool{}, rebuilt: map[string]bool{},
	}
	for _, src := range sources {
		m := &module{
			program: p, tree: src.Tree, info: src.Info, examples: src.Examples,
			mod:     &ir.Module{Index: len(p.modules), Name: src.Name, Package: src.Package, Parent: src.Parent, Dirs: src.Dirs},
			globals: map[string]*ir.Global{},
			bodies:  map[*ir.Proto]bool{},
			inlined: map[*resolve.Scope]*resolve.Scope{},
		}
		if m.tree != nil {
			m.mod.File = m.tree.File
		}
		if src.Apart {
			p.apart = append(p.apart, m)
			continue
		}
		p.modules = append(p.modules, m)
		p.byName[src.Name] = m
		p.prog.Modules = append(p.prog.Modules, m.mod)
	}
	p.survey()
	for _, m := range p.modules {
		if m.tree != nil {
			m.code()
		}
	}
	for _, m := range p.snippetModules {
		m.snippetCode()
	}
	p.dead()
	return p.prog
}

// code lowers the module's own code and what it defines.
func (m *module) code() {
	root := m.proto(m.tree, &ir.Proto{Kind: ir.ModuleCode, Name: "<module>", QualName: "<module>", Line: 1})
	m.mod.Code = root
	b := m.newBuilder(root, m.info.Root)
	b.moduleCode(m.tree)
	b.finish()
	m.prog.Funcs = append(append(m.prog.Funcs, b.fn), m.funcs...)
}

// dead takes back direct calls of functions whose def stands in code that
// never runs, so that it was not lowered. The name is unset then: the load
// before a call raises, and a method is looked up.
func (p *program) dead() {
	has := map[*ir.Proto]bool{}
	for _, f := range p.prog.Funcs {
		has[f.Proto] = true
	}
	for _, f := range p.prog.Funcs {
		f.EachOp(func(op *ir.Op) {
			switch op.Code {
			case ir.OpCallKnown:
				if !has[op.Proto] {
					op.Code, op.Proto, op.Args, op.Const = ir.OpConst, nil, nil, &ir.Const{Kind: ir.ConstNone}
				}
			case ir.OpConstruct:
				if op.Proto != nil && !has[op.Proto] { // nor can the class be there
					op.Code, op.Proto, op.Class, op.Args, op.Const = ir.OpConst, nil, nil, nil, &ir.Const{Kind: ir.ConstNone}
				}
			case ir.OpNext:
				if op.Proto != nil && !has[op.Proto] {
					op.Proto = nil
				}
			case ir.OpCallSelf:
				for _, c := range p.prog.Receivers(op) {
					if x := c.Lookup(op.Name); x == nil || !has[x] {
						op.Code, op.Class, op.Classes = ir.OpCallMethod, nil, nil
						return
					}
				}
			}
		})
	}
}

// program is the state of lowering a program.
type program struct {
	prog  *ir.Program
	opts  Options
	diags *diag.List

	modules []*module
	apart   []*module // compiled elsewhere
	byName  map[string]*module
	protos  map[syntax.Node]*ir.Proto    // of defs, lambdas, classes' suites, modules
	thunks  map[*resolve.Scope]*ir.Proto // of what types delay: see generic.go
	classes map[*syntax.ClassDef]*ir.Class
	defs    map[*ir.Class]definition

	rebuilt        map[string]bool // attributes of the module builtins that the program stores to
	snippets       map[snippetKey]bool
	snippetModules []*module

	typeGlobals map[*resolve.Binding]*ir.Global // see typeGlobal
	roots       map[string][]*ir.Class          // see slotRoots
	operatorsOf map[ir.Code][]*ir.Class         // see operators
	stored      map[string]bool                 // attributes stored to through anything but a method's self
	storedOn    map[string][]string             // and the names of what it goes through: see surveyShadows
	made        map[string][]string             // attributes that the result of a call is stored to, and the names of what is called
	defined     map[string]bool                 // names that class suites bind other than by a plain def, or stores on classes
	hooked      bool                            // a class of the program computes attributes
	reflects    bool                            // uses setattr, delattr, __dict__ or __class__ =, so any attribute may be stored
	redefaults  bool                            // stores to __defaults__ or __kwdefaults__ of functions
	loose       bool                            // a module object is used other than for its attributes
	looked      bool                            // functions of the runtime look variables of the main module up by name
}

// definition is where a class of the program is defined.
type definition struct {
	in   *module
	stmt *syntax.ClassDef
}

// module is the state of lowering one module.
type module struct {
	*program
	mod  *ir.Module
	tree *syntax.Module // nil for a namespace package
	info *resolve.Info

	examples []*resolve.Snippet // in its docstrings

	env  *resolve.Binding // of a snippet: the variable that holds its globals
	mode string           // of a snippet, with row
	row  *ir.Snippet

	globals  map[string]*ir.Global
	funcs    []*ir.Func          // lowered bodies but the module's
	bodies   map[*ir.Proto]bool  // whose they are
	stars    map[string][]string // see starNames
	starring bool
	opaque   []string // modules that are imported with * and do not say what that is
	replaced []string // names that the module's dict is stored to by
	inlined  map[*resolve.Scope]*resolve.Scope

	foldScopes map[*resolve.Scope]bool   // see fold.go
	cells      map[*resolve.Binding]bool // see isCell; nil until asked for

	forModules  map[*resolve.Binding]bool // see namesModule
	globalNames map[string]bool           // of a snippet: see declaredGlobal
	facts       facts
}

// proto gives p its row and remembers that it belongs to node.
func (m *module) proto(node syntax.Node, p *ir.Proto) *ir.Proto {
	p.Module = m.mod
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
	b.preset("__name__", b.str(b.mod.Name))
	b.preset("__file__", b.str(mod.File.Name))
	if b.facts.mentioned["__package__"] {
		switch {
		case b.mod.Name == "__main__":
			b.preset("__package__", b.none())
		case b.mod.Package:
			b.preset("__package__", b.str(b.mod.Name))
		default:
			b.preset("__package__", b.str(b.mod.Parent))
		}
	}
	for _, name := range []string{"__spec__", "__loader__"} {
		if b.facts.mentioned[name] {
			b.preset(name, b.none())
		}
	}
	doc := docstring(mod.Body)
	if doc != nil {
		b.preset("__doc__", b.constant(doc))
	} else {
		b.preset("__doc__", b.none())
	}
	if b.facts.mentioned["__builtins__"] {
		v := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "__builtins__"}, "builtins")
		if b.mod.Name != "__main__" { // an imported module has the dict
			v = b.value(&ir.Op{Code: ir.OpGetAttr, Name: "__dict__", Args: []*ir.Value{v}}, "names")
		}
		b.preset("__builtins__", v)
	}
	b.setupAnnotations(mod.Body)
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
