package resolve

import "github.com/pxc-lang/pxc/frontend/syntax"

// Info is what Resolve found out about a module. It is read-only afterwards.
type Info struct {
	Module *syntax.Module
	Root   *Scope // the module's scope

	// Imports lists what the module imports, in source order: what its import
	// statements name, those within functions and conditions included,
	// calls of __import__ and importlib.import_module with constants, and the
	// modules that have the classes of what type parameters and template strings make.
	Imports []Import

	// Future holds the names that the module imports from __future__.
	Future []string

	// Snippets holds the source texts that calls of exec, eval and compile are
	// given, and SourceCalls what each of these calls is: calls whose source is
	// not known are not in it.
	Snippets    []*Snippet
	SourceCalls map[*syntax.Call]*SourceCall

	// Dynamic says that exec, globals() or the like may bind names that no
	// statement of the module shows.
	Dynamic bool

	scopes   map[syntax.Node]*Scope
	bounds   map[syntax.Expr]*Scope
	bindings map[syntax.Node]*Binding
	imported map[*syntax.Call]string
}

// ImportedBy returns the module that e, a call of importlib.import_module with
// constants, imports, or "".
func (i *Info) ImportedBy(e *syntax.Call) string { return i.imported[e] }

// Import is one module named by an import statement, or by a call that imports.
// "import a.b, c" gives two; "from a import b, c" gives one, with the names, each of which may be
// a submodule.
type Import struct {
	Node   syntax.Node // *syntax.Import, *syntax.ImportFrom, *syntax.Call, or what needs the module
	Name   string      // dotted, without leading dots; "" in "from . import x"
	Level  int         // number of leading dots
	Names  []string    // of a from import, "*" included; nil for import
	Scope  *Scope
	Need   Need
	AsMain bool // below "if __name__ == '__main__'": runs in the program only
}

// Need says how much depends on an import.
type Need uint8

const (
	// Required imports run whenever the module does.
	Required Need = iota
	// Conditional imports stand in a function, a branch or a loop.
	Conditional
	// Optional imports may fail: ImportError is caught, or the code is for
	// some versions of Python or some systems only.
	Optional
	// TypeOnly imports are for type checkers and never run.
	TypeOnly
)

func (n Need) String() string {
	return [...]string{"required", "conditional", "optional", "types only"}[n]
}

// ScopeOf returns the scope that node opens, or nil. Such nodes are Module,
// ClassDef, FunctionDef, AsyncFunctionDef, Lambda, ListComp, SetComp,
// DictComp, GeneratorExp and TypeAlias (its value). The scope that the type
// parameters of a definition live in is the Parent of the scope it opens.
func (i *Info) ScopeOf(node syntax.Node) *Scope { return i.scopes[node] }

// BoundScopeOf returns the scope that e, the bound or default of a type parameter,
// is evaluated in. What e itself may open, as a lambda does, is another.
func (i *Info) BoundScopeOf(e syntax.Expr) *Scope { return i.bounds[e] }

// BindingOf returns the binding that node uses or binds, or nil. It belongs
// to the scope that node stands in, so its Kind says how to reach the name
// from there. Nodes that have one:
//
//	Name                              every use, store and deletion
//	FunctionDef, AsyncFunctionDef,
//	ClassDef                          the name they define
//	Arg                               the parameter
//	Alias                             the name it binds; nil for "*"
//	ExceptHandler, MatchAs, MatchStar,
//	MatchMapping                      the name they bind, if any
//	TypeVar, ParamSpec, TypeVarTuple  the parameter
//
// The name of a TypeAlias is a Name. For the names of Global and Nonlocal
// ask the scope: Lookup.
func (i *Info) BindingOf(node syntax.Node) *Binding { return i.bindings[node] }

// ScopeKind is the kind of block that a scope belongs to.
type ScopeKind uint8

const (
	ModuleScope        ScopeKind = iota
	ClassScope                   // names are looked up here, but not from scopes inside
	FunctionScope                // def and async def
	LambdaScope                  //
	ComprehensionScope           // list, set, dict comprehension or generator expression
	TypeParamScope               // around a generic def, class or type alias
	TypeAliasScope               // the value of a type statement
	TypeBoundScope               // the bound or default of a type parameter
)

func (k ScopeKind) String() string {
	return [...]string{"module", "class", "function", "lambda", "comprehension",
		"type parameters", "type alias", "type bound"}[k]
}

// IsFunction reports whether the scope has fast locals: everything but
// modules and classes.
func (k ScopeKind) IsFunction() bool { return k != ModuleScope && k != ClassScope }

// Scope is one block of a module and the names used or bound in it.
type Scope struct {
	Kind     ScopeKind
	Node     syntax.Node // what opens it
	Name     string      // of the module, class or function; "lambda", "listcomp", …
	Parent   *Scope      // lexically enclosing scope; nil for the module's
	Children []*Scope    // in source order, but else clauses before except clauses

	// Bindings holds every name that the block uses or binds, in order of
	// first appearance; parameters come first, in the order of CPython's
	// co_varnames. Names are mangled where Python mangles them.
	Bindings []*Binding

	IsGenerator bool // has yield
	IsCoroutine bool // async def, or an asynchronous comprehension
	IsNested    bool // inside a function
	HasStar     bool // module with "from m import *": any name may be defined

	what string // what messages call a TypeBoundScope

	// Private is the class name that mangles __names here, or "". Names in
	// Bindings are mangled already; attributes are not: see Mangle.
	Private string

	// params holds the names of the type parameters of a class, which its own name
	// mangles as seen from here: in the scope of these parameters and those inside,
	// the class's own body left out.
	params map[string]string

	names    map[string]*Binding
	cell     *Binding        // of a class: what its methods know as __class__
	walrus   map[string]bool // targets of ":=" in a comprehension: see namedExpr
	iterable bool            // an iterable of this comprehension is being visited
}

// Lookup returns the scope's binding of name (mangled), or nil if the block
// does not mention it.
func (s *Scope) Lookup(name string) *Binding { return s.names[name] }

// ClassCell returns the variable of a class body that its methods know as __class__,
// nil if none of them uses it. What the body itself calls so is another variable.
func (s *Scope) ClassCell() *Binding { return s.cell }

// Kind says how code in a scope reaches a name.
type Kind uint8

const (
	// Local is a variable of this function that no inner scope uses.
	Local Kind = iota
	// Cell is a variable of this function that an inner scope uses too.
	Cell
	// Free is a variable of an enclosing function; Outer is its Cell.
	Free
	// ClassLocal is a name bound in this class body. When unset it is
	// looked up in the enclosing cell Outer (class bodies under a function
	// that share a name, 3.13), else in globals and builtins.
	ClassLocal
	// GlobalImplicit is a name bound nowhere around: looked up in the
	// module, then in builtins. At module level all names the module binds
	// have this kind too.
	GlobalImplicit
	// GlobalExplicit is a name declared global here.
	GlobalExplicit
	// Builtin is a name that the module never binds and builtins has. A
	// module with HasStar has none of these.
	Builtin
)

func (k Kind) String() string {
	return [...]string{"local", "cell", "free", "class", "global", "global (declared)", "builtin"}[k]
}

// Flags tell what a block does with a name.
type Flags uint16

const (
	Used       Flags = 1 << iota // loaded
	Assigned                     // assigned, deleted, defined; imports and parameters have their own
	Param                        // a parameter
	Imported                     // by an import statement
	Annotated                    // "name: T"
	Declared                     // by global or nonlocal; in the module, also by a function's global
	Deleted                      // by del, or at the end of an except clause
	CompIter                     // target of a comprehension
	TypeParam                    // a type parameter
	Namespace                    // names a def or class
	IsNonlocal                   // by nonlocal
	Implicit                     // __class__ of a class body, or a variable passed through to an inner scope
)

// Bound is the flags of which a name that its block binds has at least one.
const Bound = Assigned | Param | Imported | TypeParam

// Binding is one name in one scope.
type Binding struct {
	Name  string // mangled
	Scope *Scope // the block that mentions it
	Kind  Kind
	Flags Flags

	// Outer is the binding that this one stands for: for Free the Cell of
	// the function that owns the variable, for ClassLocal the one that the
	// class body hides, if a scope around it has one, for globals outside the
	// module's scope the module's binding or nil if nothing binds the name.
	// Else nil.
	Outer *Binding

	// Class is set for a name in a scope of type parameters, their bounds or
	// the value of a type statement that stands in a class body which binds
	// the name: the class's binding. The name is looked up there first, then
	// in the module, also if Kind is Free: then a function inside uses the
	// variable of that name of a function around the class.
	Class *Binding

	// Defs lists the nodes that bind the name in this block, in source
	// order: what BindingOf takes. Deletions are not among them.
	Defs []syntax.Node

	// NWrites counts the bindings of the variable, over all scopes that
	// share it: Defs and deletions here and in every scope that declares it
	// global or nonlocal. It is kept on the owning binding.
	NWrites int

	writes int         // in this scope alone
	decl   syntax.Node // the global or nonlocal statement
}

// IsDeclaredGlobal reports whether a global statement of b's own block names it.
func (b *Binding) IsDeclaredGlobal() bool {
	return b.decl != nil && b.Flags&(Declared|IsNonlocal) == Declared
}

// Owner returns the binding that owns the variable: b itself or Outer.
// For a global that the module never binds it is b.
func (b *Binding) Owner() *Binding {
	if b.Outer != nil && b.Kind != ClassLocal {
		return b.Outer
	}
	return b
}
