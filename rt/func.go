package rt

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Func is a function row: what a call needs to know about a compiled or native
// function. Rows live in one table; a function's Value is its index there.
//
// An entry takes exactly the function's parameters, in the order of Params.Names:
// positional ones, keyword-only ones, the *args tuple, the **kwargs dict. Up to
// four are passed in registers; beyond that the entry takes a tuple of them all.
// A closure's entry takes the function object before its parameters.
//
// Compiled functions have entries for the main world (M, which counts
// references) and for contexts (P); a missing world raises, it never runs the
// other's body. Native functions fill F, which serves both. Exactly the fields
// of the right arity are set.
type Func struct {
	Name, QualName, Module, Doc string

	Code    *CodeInfo
	Snippet string // of a source text for exec or eval: its mode

	File int   // index into the program's files, for tracebacks
	Line int32 // of the def

	Sig     string // native functions: parameters in Python's syntax, see ParseSig
	Params  Params
	Native  bool // a builtin_function_or_method
	Closure bool

	Instance bool // native methods: takes the instance itself, not its value; see subclass.go

	M0, P0, F0 func(*Ctx) Value
	M1, P1, F1 func(*Ctx, Value) Value
	M2, P2, F2 func(*Ctx, Value, Value) Value
	M3, P3, F3 func(*Ctx, Value, Value, Value) Value
	M4, P4, F4 func(*Ctx, Value, Value, Value, Value) Value
	M5, P5     func(*Ctx, Value, Value, Value, Value, Value) Value // closures of four
	MN, PN, FN func(*Ctx, Value) Value
	MNC, PNC   func(*Ctx, Value, Value) Value // closures: function object, tuple

	// Resume is the entry of a suspended body: of functions whose call makes a frame.
	ResumeM, ResumeP Resume

	// Defaults holds the default of each parameter by position in Params.Names,
	// 0 for none. For native functions an optional parameter that is not given
	// arrives as 0. Set by the main thread before any call.
	Defaults []Value

	id    uint32
	kind  uint32 // type id of its immediate
	owner Value  // of a method of a built-in type: that
	name  Value  // interned
	named bool   // takes keyword-only arguments, all with defaults, beside positional ones, and no closure
	exact bool   // takes nothing but positional arguments, and no closure
	least int    // positional arguments a call must give
}

// Params describes a function's parameters.
type Params struct {
	Names    []string
	PosOnly  int    // leading positional-only parameters
	Pos      int    // all positional parameters
	KwOnly   int    // keyword-only parameters
	VarArgs  bool   // *args
	VarKw    bool   // **kwargs
	Optional []bool // native functions: parameters that may be left out

	names []Value // interned Names
}

// MaxFixed is the largest number of parameters passed without a tuple.
const MaxFixed = 4

const funcChunk = 256

var (
	funcMu     sync.Mutex
	funcCount  uint32
	funcChunks [1 << 12]atomic.Pointer[[funcChunk]*Func]
)

// AddFuncs appends rows to the table and returns the id of the first. The main
// thread calls it when a program or module is loaded.
func AddFuncs(c *Ctx, rows []Func) uint32 {
	funcMu.Lock()
	defer funcMu.Unlock()
	base := funcCount
	for i := range rows {
		f := &rows[i]
		f.id = base + uint32(i)
		if f.Sig != "" {
			f.Params = paramsOf(c, f.Sig)
		}
		f.prepare(c)
		slot := &funcChunks[f.id/funcChunk]
		chunk := slot.Load()
		if chunk == nil {
			chunk = new([funcChunk]*Func)
			slot.Store(chunk)
		}
		chunk[f.id%funcChunk] = f
	}
	addBodies(base, rows)
	funcCount += uint32(len(rows))
	return base
}

// Native functions share what they have in common: a thousand of them are made when a
// program starts, with some two hundred signatures between them.
var (
	signatures = map[string]Params{}
	noDefaults [8]Value
)

// paramsOf is ParseSig with the names interned, once for each signature.
func paramsOf(c *Ctx, sig string) Params {
	p, ok := signatures[sig]
	if !ok {
		p = ParseSig(sig)
		p.intern(c)
		if c.IsMain {
			signatures[sig] = p
		}
	}
	return p
}

func (p *Params) intern(c *Ctx) {
	p.names = make([]Value, len(p.Names))
	for i, n := range p.Names {
		p.names[i] = Intern(c, n)
	}
}

func (f *Func) prepare(c *Ctx) {
	if f.QualName == "" {
		f.QualName = f.Name
	}
	f.name, f.kind = Intern(c, f.Name), TypeFunction
	p := &f.Params
	if p.names == nil {
		p.intern(c)
	}
	f.exact = !p.VarArgs && !p.VarKw && p.KwOnly == 0 && !f.Closure
	if f.Defaults == nil {
		if f.Sig != "" && len(p.Names) <= len(noDefaults) {
			f.Defaults = noDefaults[:len(p.Names):len(p.Names)] // nobody sets those of native functions
		} else {
			f.Defaults = make([]Value, len(p.Names))
		}
	}
	f.countLeast()
	if f.F0 != nil || f.F1 != nil || f.F2 != nil || f.F3 != nil || f.F4 != nil || f.FN != nil {
		f.Native = true
		switch {
		case f.owner == 0 && f.QualName == f.Name || f.Name == "__new__":
			f.kind = TypeBuiltin
		case f.owner != 0 && isSlotWrapper(classID(f.owner), f.Name):
			f.kind = TypeWrapperDescriptor
		default:
			f.kind = TypeMethodDescriptor
		}
		f.M0, f.M1, f.M2, f.M3, f.M4, f.MN = f.F0, f.F1, f.F2, f.F3, f.F4, f.FN
		f.P0, f.P1, f.P2, f.P3, f.P4, f.PN = f.F0, f.F1, f.F2, f.F3, f.F4, f.FN
	}
}

// countLeast finds how many positional arguments have to be given.
func (f *Func) countLeast() {
	p := &f.Params
	f.named = p.KwOnly > 0 && !p.VarArgs && !p.VarKw && !f.Closure
	for i := p.Pos; i < p.Pos+p.KwOnly; i++ {
		f.named = f.named && (f.Defaults[i] != 0 || f.optional(i))
	}
	for f.least = f.Params.Pos; f.least > 0; f.least-- {
		if i := f.least - 1; f.Defaults[i] == 0 && !f.optional(i) {
			return
		}
	}
}

// FuncOf returns the row of a function immediate.
func FuncOf(v Value) *Func { return funcRow(uint32(v >> 8)) }

func funcRow(id uint32) *Func { return funcChunks[id/funcChunk].Load()[id%funcChunk] }

// funcType tells functions from builtins.
func funcType(v Value) uint32 { return FuncOf(v).kind }

// SetDefault sets the default of parameter i of the row of function immediate v,
// taking over the reference. Main thread, when the def is executed.
func SetDefault(c *Ctx, v Value, i int, def Value) {
	f := FuncOf(v)
	Decref(c, f.Defaults[i])
	f.Defaults[i] = def
	f.countLeast()
}

// Default returns the default of parameter i of function immediate v, owned.
func Default(c *Ctx, v Value, i int) Value { return c.Own(FuncOf(v).Defaults[i]) }

// ParseSig parses the parameters of a native function: names in Python's order
// with /, *, *args and **kw; a name followed by = may be left out and then
// arrives as 0.
func ParseSig(sig string) Params {
	var p Params
	kwOnly := false
	var args, kw string
	var kwNames []string
	var kwOpt []bool
	for _, s := range strings.Split(sig, ",") {
		s = strings.TrimSpace(s)
		name, opt := strings.CutSuffix(s, "=")
		switch {
		case s == "":
		case s == "/":
			p.PosOnly = len(p.Names)
		case s == "*":
			kwOnly = true
		case strings.HasPrefix(s, "**"):
			p.VarKw, kw = true, s[2:]
		case s[0] == '*':
			p.VarArgs, args, kwOnly = true, s[1:], true
		case kwOnly:
			kwNames, kwOpt = append(kwNames, name), append(kwOpt, opt)
		default:
			p.Names, p.Optional = append(p.Names, name), append(p.Optional, opt)
		}
	}
	p.Pos, p.KwOnly = len(p.Names), len(kwNames)
	p.Names, p.Optional = append(p.Names, kwNames...), append(p.Optional, kwOpt...)
	if p.VarArgs {
		p.Names, p.Optional = append(p.Names, args), append(p.Optional, false)
	}
	if p.VarKw {
		p.Names, p.Optional = append(p.Names, kw), append(p.Optional, false)
	}
	return p
}

// Function objects, for defs that are executed more than once: 8 Int(row),
// 16 defaults (tuple by parameter, unset where none), 24 dict of special
// attributes, 32 closure (tuple of cells), 40 dict; see funcattr.go.
const (
	funcRowOff      = 8
	funcDefaultsOff = 16
	funcSpecialOff  = 24
	funcClosureOff  = 32
	funcDictOff     = 40
	funcObjectSize  = 48
)

// NewFunction returns a function object for row id. defaults is a tuple with one
// item per parameter (0 where there is none) or 0; closure is a tuple of cells or
// 0. Both are borrowed.
func NewFunction(c *Ctx, id uint32, defaults, closure Value) Value {
	v := Value(c.newTracked(funcObjectSize, TypeFunction<<8))
	setWord(v, funcRowOff, Int(int64(id)))
	setWord(v, funcDefaultsOff, c.Own(defaults))
	setWord(v, funcSpecialOff, 0)
	setWord(v, funcClosureOff, c.Own(closure))
	setWord(v, funcDictOff, 0)
	return v
}

// Closure returns cell i of function object fn's closure, borrowed.
func Closure(fn Value, i int) Value { return TupleItem(word(fn, funcClosureOff), i) }

// rowOf returns the row of a function immediate or object, nil for anything else.
func rowOf(v Value) *Func {
	if v.IsFunc() {
		return FuncOf(v)
	}
	if isType(v, TypeFunction) {
		return funcRow(uint32(word(v, funcRowOff).Int()))
	}
	return nil
}
