// Package ir owns the intermediate representation between the syntax tree and
// Go text: functions of basic blocks of typed values, with explicit exception
// edges, explicit regions on allocations, and the loop, if and try structure
// kept beside the graph (Go forbids a goto into a block or over a
// declaration, so emission follows the structure and analyses the graph).
//
// A Func is built by compiler/lower, once and for no world in particular.
// Clone makes the two copies that are emitted: one for the main thread, where
// the refcount pass inserts Incref and Decref, and one for contexts, where
// there are no counts and stores that a context must not do, or must log,
// are the …P forms. Print shows a function, Verify checks one.
//
// The package knows neither Python's syntax nor Go's: opcodes have Python's
// meaning, and everything that must be spelt in either language is a name in
// a field.
package ir

import "github.com/pxc-lang/pxc/frontend/diag"

// Program is a Python program, all its modules, on its way to one Go package.
type Program struct {
	Modules    []*Module         // the program itself first
	Classes    []*Class          // ids in order: Class.ID is the index
	Protos     []*Proto          // rows in order: Proto.Row is the index
	Funcs      []*Func           // bodies, in order of emission
	Imports    []string          // native modules, in order of first import
	Units      map[string]string // import paths of packages compiled apart, by name of module
	Attributes map[string]bool   // names that its classes bind, and that it stores to
	Hooks      bool              // a class has a method that Python calls by itself, __init__ and callbacks apart
	Code       bool              // it looks at code objects of functions
	Snippets   []*Snippet        // source texts for exec, eval and compile
	Lazy       []string          // modules that functions import, sorted
}

// Main returns the module that the program starts with.
func (p *Program) Main() *Module { return p.Modules[0] }

// Module is one Python module of a program. Its code runs when it is imported
// first; the program's own runs at the start.
type Module struct {
	Index   int        // into Program.Modules
	Name    string     // dotted, __name__
	File    *diag.File // its source; nil for a namespace package, which has no code
	Package bool       // other modules may be in it
	Parent  string     // the package it is in, or ""
	Dirs    []string   // of a package: __path__
	Code    *Proto     // nil if there is none
	Globals []*Global  // in order of first appearance

	// Snippet is set for what is no module, but a snippet: only its functions
	// refer to it.
	Snippet *Snippet

	// Dynamic means that the program reaches the module's variables by names
	// that are not known here, through globals() say: they live in a dict.
	Dynamic bool

	// Object means that the program gets at the module as an object. That of
	// the program's own is rarely needed.
	Object bool
}

// Snippet is a source text that exec, eval or compile may be given at run time.
type Snippet struct {
	Mode, File, Text string
	Proto            *Proto // takes globals and locals; nil if there is an Err
	Err              *SnippetError
}

// SnippetError is the SyntaxError that compiling a snippet raises.
type SnippetError struct {
	Type, Msg            string
	Line                 string
	LineNo, Offset       int
	EndLineNo, EndOffset int
}

// World says for which threads a body is.
type World uint8

const (
	Either World = iota // as lowered: not cloned yet
	Main                // the main thread: counts references
	Ctx                 // parallel contexts: no counts, barriers on stores
)

func (w World) String() string { return [...]string{"either", "main", "ctx"}[w] }

// Worlds is a set of worlds.
type Worlds uint8

const (
	InMain Worlds = 1 << iota
	InCtx
	InBoth = InMain | InCtx
)

// Kind says what a Proto's body was in the source.
type Kind uint8

const (
	Function   Kind = iota // def or lambda
	ModuleCode             // module-level code
	ClassBody              // the suite of a class statement; its parameter is the namespace
)

func (k Kind) String() string { return [...]string{"func", "module", "class"}[k] }

// Suspension is the kind of frame that a function's body runs in.
type Suspension uint8

const (
	RunsThrough    Suspension = iota // none: a call runs the body
	Generator                        // def with yield, generator expression
	Coroutine                        // async def
	AsyncGenerator                   // async def with yield
)

// Proto is a callable of the program without its body: what its callers and
// the runtime's function table need to know. Module code and class bodies
// have one too, because tracebacks name them.
type Proto struct {
	Row      int // index into Program.Protos, and of the runtime's row
	Module   *Module
	Kind     Kind   //
	Name     string // __name__
	QualName string // __qualname__
	Doc      *Const // docstring, or nil
	Line     int    // of the def
	Params   Params
	Class    *Class // whose suite it stands in, or nil
	Worlds   Worlds // bodies that are emitted

	// AddressTaken means that the function is also a value, so that callers
	// unknown to the compiler reach it through its row.
	AddressTaken bool

	// Closure means that the function reads cells of enclosing functions:
	// its first Go parameter is its function object.
	Closure bool

	// Suspends says what a call makes instead of running the body: the body
	// is then resumed bit by bit.
	Suspends Suspension

	Code *CodeInfo // for its code object; nil unless the program looks at these

	// Callback is the name of the protocol callback that this method
	// implements, or "".
	Callback string
}

// CodeInfo is what the code object of a function tells beyond its Proto: flags and
// variables as in CPython.
type CodeInfo struct {
	Flags               int
	Locals, Free, Cells []string
}

// NArgs returns the number of arguments that a direct call passes: a closure
// gets its function object first.
func (p *Proto) NArgs() int {
	if p.Closure {
		return p.Params.Len() + 1
	}
	return p.Params.Len()
}

// Params describes the parameters of a Proto in the order of the Go
// parameters, which is that of CPython's co_varnames: positional ones,
// keyword-only ones, *args if any, **kw if any.
type Params struct {
	Names    []string // all of them
	NPosOnly int
	NPos     int // positional, positional-only included
	NKwOnly  int
	VarArgs  bool
	VarKw    bool

	// HasDefault tells which of the first NPos+NKwOnly have a default, and
	// Defaults holds it where it is a constant.
	HasDefault []bool
	Defaults   []*Const
}

// Len returns the number of Go parameters.
func (p *Params) Len() int { return len(p.Names) }

// VarArgsIndex returns the index of *args, or -1.
func (p *Params) VarArgsIndex() int {
	if !p.VarArgs {
		return -1
	}
	return p.NPos + p.NKwOnly
}

// VarKwIndex returns the index of **kw, or -1.
func (p *Params) VarKwIndex() int {
	if !p.VarKw {
		return -1
	}
	return len(p.Names) - 1
}

// Global is a variable of the module.
type Global struct {
	Name     string
	Module   *Module
	Shared   bool      // stored to or deleted by functions too, not by module code alone
	Deleted  bool      // deleted somewhere
	Hidden   bool      // the compiler's own
	InDict   bool      // kept in its Dynamic module's dict
	Builtin  bool      // builtins has the name too: unset means "look there"
	Early    bool      // bound before any code that could find it unset runs
	Constant bool      // bound once and never deleted
	Func     *Proto    // the def that is the one thing it is bound to, or nil
	Class    *Class    // likewise the class
	Mutable  string    // what it is bound to, once, if that can be changed in place: "list", "dict", …
	Defined  diag.Span // where it is bound first
}

// Class is a class statement of the program.
type Class struct {
	ID       int // index into Program.Classes (the type id is the package's base plus this), or DynamicID
	Name     string
	QualName string
	Module   *Module
	Base     *Class   // the one base that is a class of the program, or nil
	Opaque   bool     // has bases the compiler does not know
	Slots    []string // of instances, inherited ones first
	NSub     int      // ids ID … ID+NSub are this class and its known descendants
	Methods  map[string]*Proto
	Mutable  map[string]string // class attributes bound to a display that can be changed in place, to its kind
	Defines  map[string]bool   // every name the suite binds, methods included
	Body     *Proto
	Cell     *Global   // holds the class for __class__ in its methods; nil if none needs it
	Span     diag.Span // of its name
	Protocol bool      // registered as a protocol
}

// DynamicID is the ID of a class whose type id is taken at run time. It is not
// among Program.Classes.
const DynamicID = -1

// ForSuper is the N of a load of __class__ for super() without arguments.
const ForSuper = 2

// SlotIndex returns the index of name in Slots, or -1.
func (c *Class) SlotIndex(name string) int {
	for i, s := range c.Slots {
		if s == name {
			return i
		}
	}
	return -1
}

// Receivers returns the classes whose instances op, a call of a method of a known
// class, calls directly: OpCallSelf.
func (p *Program) Receivers(op *Op) []*Class {
	if op.Class == nil {
		return op.Classes
	}
	return p.Classes[op.Class.ID : op.Class.ID+op.Class.NSub+1]
}

// Callees returns what op is known to call, and what it would ask to go on with a call
// that it has replaced.
func (p *Program) Callees(op *Op) (to []*Proto) {
	for in := op.In; in != nil; in = in.Outer {
		to = append(to, in.Proto)
	}
	switch op.Code {
	case OpCallSelf:
		for _, c := range p.Receivers(op) {
			if m := c.Lookup(op.Name); m != nil {
				to = append(to, m)
			}
		}
	default:
		if op.Proto != nil && (op.Code == OpCallKnown || op.Code == OpConstruct || op.Code.Method() != "") {
			to = append(to, op.Proto)
		}
	}
	return to
}

// Lookup finds the method name in c or its known bases.
func (c *Class) Lookup(name string) *Proto {
	for ; c != nil; c = c.Base {
		if m := c.Methods[name]; m != nil {
			return m
		}
		if c.Defines[name] {
			return nil
		}
	}
	return nil
}

// Func is the body of a Proto for one world.
type Func struct {
	Proto  *Proto
	World  World
	Params []*Var // first the ones of Proto.Params; a closure's function object is Self
	Vars   []*Var // every other variable
	Body   Seq
	Exit   *Block // where exceptions leave: edges with a nil Try end here

	// Rest goes on where this body, whose types are guesses, cannot: it is the
	// same function without guesses, and is entered at its OpEntry ops. nil if
	// there are no guesses. Of is the other way round.
	Rest, Of *Func

	// Result is the representation of what the body returns. If it or a parameter
	// is unboxed, direct calls are Typed, and other callers reach the body
	// through one that checks and converts.
	Result Rep

	// Alone: a body for the main thread that no context runs beside.
	Alone bool

	NValues int      // values are numbered 0 … NValues-1
	NTrys   int      // likewise Try.ID
	NLoops  int      // likewise Loop.ID
	Blocks  []*Block // of the graph, in order of emission; set by Link
}

// Name is unique among the bodies of a program.
func (f *Func) Name() string {
	name := f.Proto.QualName
	if f.World != Either {
		name += " " + f.World.String()
	}
	if f.Of != nil {
		name += " rest"
	}
	return name
}

// Typed reports whether f takes or returns unboxed numbers, or an instance of a
// class.
func (f *Func) Typed() bool {
	for _, v := range f.Params {
		if v.Rep != RepValue || v.Class != nil {
			return true
		}
	}
	return f.Result == RepInt || f.Result == RepFloat
}

// Var is a named variable of a function: a Python local, or one that the
// compiler needs across iterations. Values are single-assignment, variables
// are not.
type Var struct {
	ID       int
	Name     string // Python's name; "" for the compiler's own
	Rep      Rep
	Param    bool
	Borrowed bool // a parameter that is never stored to: its caller keeps it alive
	Cell     bool // holds a cell that inner functions share

	// Class is, of the parameter of a typed body, the class that its callers
	// make sure of.
	Class *Class
}

// Value is the result of one Op or Phi.
type Value struct {
	ID   int
	Rep  Rep
	Hint string // what it holds, for its name in the output
	Def  *Op    // nil for a Phi's
	Phi  *Phi   // nil for an Op's
}

// Rep is the representation of a Value or Var.
type Rep uint8

const (
	RepNone  Rep = iota // no result
	RepValue            // any Python object, tagged
	RepInt              // int64
	RepFloat            // float64
	RepBool             // Go's bool
)

func (r Rep) String() string { return [...]string{"none", "value", "int64", "float64", "bool"}[r] }

// Region says where an allocation lives.
type Region uint8

const (
	RegionUnknown Region = iota // before the region pass
	RegionMain                  // the main heap
	RegionArena                 // the callback's arena
	RegionConn                  // the connection's heap
	RegionShared                // frozen copies
)

func (r Region) String() string {
	return [...]string{"?", "main", "arena", "conn", "shared"}[r]
}

// ConstKind is the type of a Const.
type ConstKind uint8

const (
	ConstNone ConstKind = iota
	ConstTrue
	ConstFalse
	ConstEllipsis
	ConstInt
	ConstBig // an int that Int does not hold, or only beyond 63 bits
	ConstFloat
	ConstImag // the imaginary number of a literal
	ConstStr
	ConstBytes
	ConstTuple
	ConstFrozenset
)

// Const is a constant of the program.
type Const struct {
	Kind  ConstKind
	Int   int64
	Float float64  // of a float, or the imaginary part
	Text  string   // of a str (WTF-8) or bytes; the digits of a big int
	Items []*Const // of a tuple or frozenset
}
