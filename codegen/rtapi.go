package codegen

import (
	"fmt"
	"strings"
)

// Path is the import path of the runtime.
const Path = "github.com/pxc-lang/pxc/rt"

// An api row says how generated code calls one name of package rt. Arguments
// are borrowed and results owned unless Note says otherwise; a Value result
// of 0, an int result below 0 and a bool result of false mean that an
// exception is pending, where Raises says so.
type api struct {
	Name   string
	Sig    string // as go/types prints it, package qualifiers left out
	Raises bool
	Note   string
}

// rtAPI lists every name of rt that generated code mentions. A test
// type-checks it against the package.
var rtAPI = []api{
	// Constants and immediates.
	{Name: "ABI1"}, {Name: "None"}, {Name: "True"}, {Name: "False"}, {Name: "Ellipsis"},
	{Name: "Value"}, {Name: "Ctx"}, {Name: "Func"}, {Name: "Params"}, {Name: "ClassSpec"}, {Name: "CodeInfo"},
	{Name: "Program"}, {Name: "SourceFile"},
	{Name: "Int", Sig: "func(i int64) Value"},
	{Name: "AddInt", Sig: "func(x int64, y int64) (sum int64, ok bool)"},
	{Name: "SubInt", Sig: "func(x int64, y int64) (difference int64, ok bool)"},
	{Name: "MulInt", Sig: "func(x int64, y int64) (product int64, ok bool)"},
	{Name: "NegInt", Sig: "func(x int64) (negated int64, ok bool)"},
	{Name: "AbsInt", Sig: "func(x int64) (magnitude int64, ok bool)"},
	{Name: "AbsFloat", Sig: "func(x float64) float64"},
	{Name: "MinFloat", Sig: "func(x float64, y float64) float64"},
	{Name: "MaxFloat", Sig: "func(x float64, y float64) float64"},
	{Name: "TruncFloat", Sig: "func(x float64) (i int64, ok bool)"},
	{Name: "SquareFloat", Sig: "func(x float64) (square float64, ok bool)"},
	{Name: "FloorDivInt", Sig: "func(x int64, y int64) (quotient int64, ok bool)"},
	{Name: "ModInt", Sig: "func(x int64, y int64) (mod int64, ok bool)"},
	{Name: "LShiftInt", Sig: "func(x int64, y int64) (shifted int64, ok bool)"},
	{Name: "RShiftInt", Sig: "func(x int64, y int64) (shifted int64, ok bool)"},
	{Name: "DivInts", Sig: "func(x int64, y int64) (quotient float64, ok bool)"},
	{Name: "Flonum", Sig: "func(f float64) (Value, bool)"},
	{Name: "IntResult", Sig: "func(c *Ctx, v Value) (i int64, ok bool)", Note: "takes over v"},
	{Name: "FloatResult", Sig: "func(c *Ctx, v Value) (f float64, ok bool)", Note: "takes over v"},
	{Name: "SqrtFloat", Sig: "func(x float64) (root float64, ok bool)"},
	{Name: "FabsFloat", Sig: "func(x float64) (magnitude float64, ok bool)"},
	{Name: "SinFloat", Sig: "func(x float64) (sine float64, ok bool)"},
	{Name: "CosFloat", Sig: "func(x float64) (cosine float64, ok bool)"},
	{Name: "ExpFloat", Sig: "func(x float64) (power float64, ok bool)"},
	{Name: "LogFloat", Sig: "func(x float64) (log float64, ok bool)"},
	{Name: "TakeWide", Sig: "func(c *Ctx) Value"},
	{Name: "StressExit", Sig: "func(c *Ctx) bool", Note: "in tests"},
	{Name: "UnboxFloat", Sig: "func(v Value) (f float64, ok bool)"},
	{Name: "UnboxNumber", Sig: "func(v Value) (f float64, ok bool)"},
	{Name: "TakeNumber", Sig: "func(c *Ctx, v Value) (f float64, ok bool)", Note: "takes over v if ok"},
	{Name: "TakeFloat", Sig: "func(c *Ctx, v Value) (f float64, ok bool)", Note: "takes over v if ok"},
	{Name: "ItemAt", Sig: "func(o Value, i int64) Value", Note: "result borrowed; 0 if it is not that easy"},
	{Name: "PutItem", Sig: "func(o Value, i int64, v Value) bool", Note: "false if it is not that easy"},
	{Name: "ItemOfList", Sig: "func(c *Ctx, o Value, i int64) Value", Note: "result borrowed; IndexError"},
	{Name: "ItemOfBytes", Sig: "func(c *Ctx, o Value, i int64) Value", Note: "IndexError"},
	{Name: "Rounds", Sig: "func(start int64, stop int64, step int64) int64"},
	{Name: "ItemsOf", Sig: "func(o Value) []Value", Note: "nil if o is no list"},
	{Name: "Moved", Sig: "func(items []Value, o Value) bool"},
	{Name: "In", Sig: "func(items []Value, i int64) bool"},
	{Name: "FloatIn", Sig: "func(items []Value, i int64) (f float64, ok bool)"},
	{Name: "FromLeft", Sig: "func(items []Value, i int64) int64"},
	{Name: "At", Sig: "func(items []Value, i int64) Value", Note: "i is an index"},
	{Name: "PutAt", Sig: "func(items []Value, i int64, v Value)", Note: "i is an index, and no reference lost"},
	{Name: "BytesOf", Sig: "func(o Value) []byte"},
	{Name: "ByteIn", Sig: "func(b []byte, i int64) int64", Note: "i is an index"},
	{Name: "PutByte", Sig: "func(b []byte, i int64, v int64)", Note: "i is an index, v a byte"},
	{Name: "Below", Sig: "func(i int64, bits int) bool"},
	{Name: "SmallInts", Sig: "func(items []Value, rounds int64) (small bool, left int64)"},
	{Name: "ReplaceItem", Sig: "func(c *Ctx, o Value, i int64, v Value) int", Note: "0: IndexError, -1: code may have run"},
	{Name: "ReplaceItemFloat", Sig: "func(c *Ctx, o Value, i int64, f float64) int", Note: "0: IndexError, -1: code may have run"},
	{Name: "ListAt", Sig: "func(o Value, i int64) Value", Note: "result borrowed; 0 if it is not that easy"},
	{Name: "PutListAt", Sig: "func(o Value, i int64, v Value) bool", Note: "false if it is not that easy"},
	{Name: "PutSlot", Sig: "func(o Value, first uint32, n uint32, i int, v Value) bool", Note: "false if it is not that easy"},
	{Name: "NotImplemented"},
	{Name: "Meets", Sig: "func(a Value, b Value) bool"},
	{Name: "BinaryAfter", Sig: "func(c *Ctx, op int, a Value, b Value) Value", Raises: true},
	{Name: "CompareAfter", Sig: "func(c *Ctx, rel int, a Value, b Value) Value", Raises: true},
	{Name: "TestOf", Sig: "func(c *Ctx, r Value, rel int, a Value, b Value) int", Raises: true, Note: "takes over r"},
	{Name: "StoreSlot", Sig: "func(o Value, i int, v Value)"},
	{Name: "ReplaceSlot", Sig: "func(c *Ctx, o Value, i int, v Value) bool", Note: "false if code may have run"},
	{Name: "ReplaceSlotFloat", Sig: "func(c *Ctx, o Value, i int, f float64) bool", Note: "false if code may have run"},
	{Name: "ByteAt", Sig: "func(o Value, i int64) Value", Note: "0 if it is not that easy"},
	{Name: "PutByteAt", Sig: "func(o Value, i int64, b int64) bool", Note: "false if it is not that easy"},
	{Name: "ListIterAt", Sig: "func(c *Ctx, l Value, i int64) Value", Note: "takes over l"},
	{Name: "ListLen", Sig: "func(l Value) int"},
	{Name: "BytearrayLen", Sig: "func(v Value) int"},
	{Name: "IsList", Sig: "func(v Value) bool"},
	{Name: "IsBytearray", Sig: "func(v Value) bool"},
	{Name: "Slot", Sig: "func(o Value, i int) Value", Note: "result borrowed"},
	{Name: "SetAttrFloat", Sig: "func(c *Ctx, o Value, name Value, f float64) bool", Raises: true},
	{Name: "SetItemFloat", Sig: "func(c *Ctx, o Value, k Value, f float64) bool", Raises: true},
	{Name: "Bool", Sig: "func(b bool) Value"},
	{Name: "FuncValue", Sig: "func(id uint32) Value"},
	{Name: "Intern", Sig: "func(c *Ctx, s string) Value", Note: "result immortal"},
	{Name: "ConstStr", Sig: "func(c *Ctx, s string) Value", Note: "result immortal"},
	{Name: "ConstBytes", Sig: "func(c *Ctx, s string) Value", Note: "result immortal"},
	{Name: "ConstInt", Sig: "func(c *Ctx, text string) Value", Note: "result immortal"},
	{Name: "ConstComplex", Sig: "func(c *Ctx, re, im float64) Value", Note: "result immortal"},
	{Name: "ConstFloat", Sig: "func(c *Ctx, f float64) Value", Note: "result immortal"},
	{Name: "ConstData", Sig: "func(c *Ctx, text string) Value", Note: "result immortal"},
	{Name: "ConstFrozenset", Sig: "func(c *Ctx, items ...Value) Value", Note: "result immortal"},
	{Name: "ConstTuple", Sig: "func(c *Ctx, vs ...Value) Value", Note: "result immortal"},

	// Loading.
	{Name: "AddFuncs", Sig: "func(c *Ctx, rows []Func) uint32"},
	{Name: "AddFiles", Sig: "func(files []SourceFile) int"},
	{Name: "ReserveTypes", Sig: "func(n int) uint32"},
	{Name: "LoadBuiltin", Sig: "func(c *Ctx, name Value) Value", Raises: true},
	{Name: "ImportNative", Sig: "func(c *Ctx, def *ModuleDef) Value", Raises: true, Note: "result immortal"},
	{Name: "Module"}, {Name: "ModuleVar"}, {Name: "ModuleDef"},
	{Name: "AddModules", Sig: "func(c *Ctx, mods []Module)"},
	{Name: "AddLazy", Sig: "func(mods []*Module, natives []*ModuleDef)"},
	{Name: "Begin", Sig: "func(c *Ctx, m *Module)"},
	{Name: "Import", Sig: "func(c *Ctx, m *Module) Value", Raises: true, Note: "result immortal"},
	{Name: "ImportIn", Sig: "func(mc *Ctx, c *Ctx, m *Module) Value", Raises: true, Note: "result immortal"},
	{Name: "ImportUnder", Sig: "func(c *Ctx, m *Module, def *ModuleDef) Value", Raises: true, Note: "result immortal"},
	{Name: "ImportStar", Sig: "func(c *Ctx, o Value, d Value) bool", Raises: true},
	{Name: "Imported", Sig: "func(m *Module) bool"},
	{Name: "LoadGlobal", Sig: "func(c *Ctx, d Value, name Value) Value", Raises: true, Note: "result borrowed"},
	{Name: "LoadModuleVar", Sig: "func(c *Ctx, m *Module, name Value) Value", Raises: true, Note: "result borrowed"},
	{Name: "NoModuleAttr", Sig: "func(c *Ctx, m *Module, name Value) Value", Raises: true},
	{Name: "StoreGlobal", Sig: "func(c *Ctx, d Value, name Value, v Value)", Note: "takes over v"},
	{Name: "DelGlobal", Sig: "func(c *Ctx, d Value, name Value) bool", Raises: true},
	{Name: "ImportFrom", Sig: "func(c *Ctx, m Value, name Value) Value", Raises: true},

	{Name: "Snap"},
	{Name: "RollbackTo", Sig: "func(c *Ctx, s Snap, vs ...Value) Snap", Note: "arguments may be 0"},
	{Name: "NewCtx", Sig: "func(limit uintptr) *Ctx"},

	// Frames.
	{Name: "Enter", Sig: "func(c *Ctx) bool", Raises: true},
	{Name: "Leave", Sig: "func(c *Ctx)"},
	{Name: "MaxDepth"},
	{Name: "TooDeep", Sig: "func(c *Ctx)", Raises: true},
	{Name: "EnterAt", Sig: "func(c *Ctx, depth int32) int32"},
	{Name: "LeaveTo", Sig: "func(c *Ctx, by int32)"},
	{Name: "Polled", Sig: "func(c *Ctx) bool", Raises: true},
	{Name: "Trace", Sig: "func(c *Ctx, row uint32, line int32)"},

	// Frames that are resumed.
	{Name: "TypeGenerator"}, {Name: "TypeCoroutine"}, {Name: "TypeAsyncGenerator"}, {Name: "FramePlain"}, {Name: "FrameDelegating"}, {Name: "FramePassing"},
	{Name: "NewFrame", Sig: "func(c *Ctx, typ uint32, row uint32, n int, finalise bool) Value"},
	{Name: "FrameState", Sig: "func(f Value) uint32"},
	{Name: "FrameSet", Sig: "func(f Value, i int, v Value)", Note: "takes over v"},
	{Name: "FrameItem", Sig: "func(f Value, i int) Value", Note: "result borrowed"},
	{Name: "FrameTake", Sig: "func(f Value, i int) Value"},
	{Name: "Suspend", Sig: "func(f Value, state uint32)"},
	{Name: "FrameReturn", Sig: "func(c *Ctx, f Value, v Value)", Note: "takes over v"},
	{Name: "FrameFail", Sig: "func(c *Ctx, f Value)"},
	{Name: "FrameRefused", Sig: "func(c *Ctx, f Value) Value"},
	{Name: "Thrown", Sig: "func(c *Ctx)"},
	{Name: "Touch", Sig: "func(c *Ctx, f Value)"},
	{Name: "DropRet", Sig: "func(c *Ctx)"},
	{Name: "TakeRet", Sig: "func(c *Ctx) Value"},
	{Name: "Delegate", Sig: "func(c *Ctx, it Value, sent Value) Value", Raises: true, Note: "0 without an exception: done"},
	{Name: "YieldFromIter", Sig: "func(c *Ctx, v Value) Value", Raises: true},
	{Name: "AwaitEnter", Sig: "func(c *Ctx, v Value) Value", Raises: true},
	{Name: "AwaitExit", Sig: "func(c *Ctx, v Value) Value", Raises: true},
	{Name: "AsyncIter", Sig: "func(c *Ctx, v Value) Value", Raises: true},
	{Name: "AsyncNext", Sig: "func(c *Ctx, v Value) Value", Raises: true},
	{Name: "NewAsyncItem", Sig: "func(c *Ctx, v Value) Value"},
	{Name: "EndAsyncFor", Sig: "func(c *Ctx) bool"},
	{Name: "AwaitIter", Sig: "func(c *Ctx, v Value) Value", Raises: true},

	// Unboxed numbers.
	{Name: "NewFloat", Sig: "func(c *Ctx, f float64) Value", Note: "never fails"},
	{Name: "IntFloorDiv", Sig: "func(x int64, y int64) int64", Note: "y > 0"},
	{Name: "IntMod", Sig: "func(x int64, y int64) int64", Note: "y > 0"},
	{Name: "FloatFloorDiv", Sig: "func(x float64, y float64) float64", Note: "y != 0"},
	{Name: "FloatMod", Sig: "func(x float64, y float64) float64", Note: "y != 0"},
	{Name: "ZeroDivisionErrorf", Sig: "func(c *Ctx, f string, args ...any) Value", Raises: true},

	// References.
	{Name: "Incref", Sig: "func(c *Ctx, v Value) Value"},
	{Name: "Decref", Sig: "func(c *Ctx, v Value)", Note: "gives up its argument, which may be 0"},

	// Attributes, slots, items.
	{Name: "HasMethod", Sig: "func(c *Ctx, o Value, name Value) bool", Raises: true},
	{Name: "GetAttr", Sig: "func(c *Ctx, o Value, name Value) Value", Raises: true},
	{Name: "SetAttr", Sig: "func(c *Ctx, o Value, name Value, v Value) bool", Raises: true},
	{Name: "DelAttr", Sig: "func(c *Ctx, o Value, name Value) bool", Raises: true},
	{Name: "SlotOf", Sig: "func(o Value, first uint32, n uint32, i int) Value", Note: "result borrowed"},
	{Name: "InClasses", Sig: "func(o Value, first uint32, n uint32) bool"},
	{Name: "TypeID", Sig: "func(v Value) uint32"},
	{Name: "NewOf", Sig: "func(c *Ctx, id uint32) Value", Note: "never fails"},
	{Name: "InitDone", Sig: "func(c *Ctx, o Value, result Value) bool", Raises: true, Note: "takes over result, and o if false"},
	{Name: "SetSlotM", Sig: "func(c *Ctx, o Value, i int, v Value)"},
	{Name: "SetSlotP", Sig: "func(c *Ctx, o Value, i int, v Value) bool", Raises: true},
	{Name: "GetItem", Sig: "func(c *Ctx, o Value, k Value) Value", Raises: true},
	{Name: "ItemOf", Sig: "func(o Value, k Value) Value", Note: "result borrowed; 0: not a list, or no such item"},
	{Name: "StoreItemM", Sig: "func(c *Ctx, o Value, k Value, v Value) bool", Raises: true},
	{Name: "SetItem", Sig: "func(c *Ctx, o Value, k Value, v Value) bool", Raises: true},
	{Name: "GetSlice", Sig: "func(c *Ctx, o Value, start Value, stop Value, step Value) Value", Raises: true},
	{Name: "SetSlice", Sig: "func(c *Ctx, o Value, start Value, stop Value, step Value, v Value) bool", Raises: true},
	{Name: "DelItem", Sig: "func(c *Ctx, o Value, k Value) bool", Raises: true},
	{Name: "NewSlice", Sig: "func(c *Ctx, start Value, stop Value, step Value) Value"},
	{Name: "Special", Sig: "func(c *Ctx, o Value, name Value) Value", Raises: true},

	// Iteration.
	{Name: "Iter", Sig: "func(c *Ctx, o Value) Value", Raises: true},
	{Name: "Next", Sig: "func(c *Ctx, it Value) Value", Raises: true, Note: "0 without an exception: exhausted"},
	{Name: "RangeInts", Sig: "func(c *Ctx, a Value, b Value, s Value) (start int64, stop int64, step int64, ok bool)", Raises: true},
	{Name: "Unpack", Sig: "func(c *Ctx, seq Value, n int) Value", Raises: true},
	{Name: "Unpack2", Sig: "func(c *Ctx, seq Value) (a Value, b Value, ok bool)", Raises: true},
	{Name: "Unpack3", Sig: "func(c *Ctx, seq Value) (x Value, y Value, z Value, ok bool)", Raises: true},
	{Name: "Unpack4", Sig: "func(c *Ctx, seq Value) (w Value, x Value, y Value, z Value, ok bool)", Raises: true},
	{Name: "NextPair", Sig: "func(c *Ctx, it Value) (a Value, b Value, ok bool)", Raises: true, Note: "false without an exception: exhausted"},
	{Name: "UnpackEx", Sig: "func(c *Ctx, seq Value, before int, after int) Value", Raises: true},

	// Displays and strings.
	{Name: "NewTuple", Sig: "func(c *Ctx, n int) Value", Note: "small sizes never fail"},
	{Name: "TupleInit", Sig: "func(t Value, i int, v Value)", Note: "takes over v"},
	{Name: "TupleItem", Sig: "func(t Value, i int) Value", Note: "result borrowed"},
	{Name: "NewList", Sig: "func(c *Ctx, n int) Value", Note: "small sizes never fail"},
	{Name: "ListInit", Sig: "func(l Value, i int, v Value)", Note: "takes over v"},
	{Name: "ListAppend", Sig: "func(c *Ctx, l Value, v Value) bool", Raises: true},
	{Name: "ExtendStar", Sig: "func(c *Ctx, l Value, x Value) bool", Raises: true},
	{Name: "TupleOf", Sig: "func(c *Ctx, x Value) Value", Raises: true},
	{Name: "NewDict", Sig: "func(c *Ctx, n int) Value", Note: "small sizes never fail"},
	{Name: "DictOf", Sig: "func(c *Ctx, pairs ...Value) Value", Raises: true},
	{Name: "DictSet", Sig: "func(c *Ctx, d Value, key Value, value Value) bool", Raises: true},
	{Name: "DictGet", Sig: "func(c *Ctx, d Value, key Value) Value", Note: "result borrowed; 0: absent"},
	{Name: "DictHas", Sig: "func(c *Ctx, d Value, key Value) bool"},
	{Name: "DictDelete", Sig: "func(c *Ctx, d Value, key Value) bool", Raises: true},
	{Name: "DictUnpack", Sig: "func(c *Ctx, d Value, x Value) bool", Raises: true},
	{Name: "DictMerge", Sig: "func(c *Ctx, d Value, x Value, f Value) bool", Raises: true},
	{Name: "NewSet", Sig: "func(c *Ctx, n int) Value", Note: "small sizes never fail"},
	{Name: "SetAdd", Sig: "func(c *Ctx, s Value, v Value) bool", Raises: true},
	{Name: "SetUpdate", Sig: "func(c *Ctx, s Value, x Value) bool", Raises: true},
	{Name: "FormatValue", Sig: "func(c *Ctx, v Value, conv rune, spec Value) Value", Raises: true},
	{Name: "FormatPart", Sig: "func(c *Ctx, v Value) Value", Raises: true, Note: "for JoinStr"},
	{Name: "AddVar", Sig: "func(c *Ctx, a Value, b Value) Value", Raises: true},
	{Name: "IAddVar", Sig: "func(c *Ctx, a Value, b Value) Value", Raises: true},
	{Name: "Percent", Sig: "func(c *Ctx, v Value, conversion string) Value", Raises: true},
	{Name: "PercentPart", Sig: "func(c *Ctx, v Value, conversion string) Value", Raises: true, Note: "for JoinStr"},
	{Name: "JoinStr", Sig: "func(c *Ctx, parts ...Value) Value", Raises: true},
	{Name: "JoinList", Sig: "func(c *Ctx, parts Value) Value", Raises: true},

	// Calls.
	{Name: "Call0", Sig: "func(c *Ctx, f Value) Value", Raises: true},
	{Name: "Call1", Sig: "func(c *Ctx, f Value, x Value) Value", Raises: true},
	{Name: "Call2", Sig: "func(c *Ctx, f Value, x Value, y Value) Value", Raises: true},
	{Name: "Call3", Sig: "func(c *Ctx, f Value, x Value, y Value, z Value) Value", Raises: true},
	{Name: "Call4", Sig: "func(c *Ctx, f Value, w Value, x Value, y Value, z Value) Value", Raises: true},
	{Name: "CallTuple", Sig: "func(c *Ctx, f Value, args Value) Value", Raises: true},
	{Name: "CallKw", Sig: "func(c *Ctx, f Value, args Value, kwnames Value) Value", Raises: true},
	{Name: "CallEx", Sig: "func(c *Ctx, f Value, args Value, kwargs Value) Value", Raises: true},
	{Name: "CallMethod0", Sig: "func(c *Ctx, o Value, name Value) Value", Raises: true},
	{Name: "CallMethod1", Sig: "func(c *Ctx, o Value, name Value, x Value) Value", Raises: true},
	{Name: "CallMethod2", Sig: "func(c *Ctx, o Value, name Value, x Value, y Value) Value", Raises: true},
	{Name: "CallMethod3", Sig: "func(c *Ctx, o Value, name Value, x Value, y Value, z Value) Value", Raises: true},
	{Name: "CallExit", Sig: "func(c *Ctx, exit Value, e Value) Value", Raises: true},

	// Functions, closures, classes.
	{Name: "NewFunction", Sig: "func(c *Ctx, id uint32, defaults Value, closure Value) Value"},
	{Name: "SetDefault", Sig: "func(c *Ctx, v Value, i int, def Value)", Note: "takes over def"},
	{Name: "Snippet"}, {Name: "SnippetError"},
	{Name: "AddSnippets", Sig: "func(rows uint32, snippets []Snippet)"},
	{Name: "LoadEnv", Sig: "func(c *Ctx, space Value, globals Value, name Value) Value", Raises: true},
	{Name: "RunSource", Sig: "func(c *Ctx, eval bool, source Value, globals Value, locals Value) Value", Raises: true},
	{Name: "Compile", Sig: "func(c *Ctx, source Value, file Value, mode Value) Value", Raises: true},
	{Name: "SetLocal", Sig: "func(c *Ctx, d Value, name Value, v Value) bool", Raises: true, Note: "v may be 0"},
	{Name: "SetLocalCell", Sig: "func(c *Ctx, d Value, name Value, cell Value) bool", Raises: true},
	{Name: "Annotate", Sig: "func(c *Ctx, f Value, pairs ...Value) bool", Raises: true},
	{Name: "Default", Sig: "func(c *Ctx, v Value, i int) Value"},
	{Name: "Closure", Sig: "func(fn Value, i int) Value", Note: "result borrowed"},
	{Name: "NewCell", Sig: "func(c *Ctx, v Value) Value"},
	{Name: "CellGet", Sig: "func(cell Value) Value", Note: "result borrowed; 0: unset"},
	{Name: "CellSet", Sig: "func(c *Ctx, cell Value, v Value) bool", Raises: true, Note: "v may be 0"},
	{Name: "PrepareClass", Sig: "func(c *Ctx, name Value, bases Value, keywords Value) Value", Raises: true},
	{Name: "FinishClass", Sig: "func(c *Ctx, spec *ClassSpec, recipe Value) Value", Raises: true},
	{Name: "NameSet", Sig: "func(c *Ctx, ns Value, name Value, v Value) bool", Raises: true},
	{Name: "NameGet", Sig: "func(c *Ctx, ns Value, name Value, global Value) Value", Raises: true},
	{Name: "NameDelete", Sig: "func(c *Ctx, ns Value, name Value) bool", Raises: true},
	{Name: "BuildClass", Sig: "func(c *Ctx, spec *ClassSpec, bases Value, ns Value) Value", Raises: true},

	// Globals and exceptions.
	{Name: "StoreGlobalP", Sig: "func(c *Ctx, name Value) bool", Raises: true},
	{Name: "NameErrorf", Sig: "func(c *Ctx, f string, args ...any) Value", Raises: true},
	{Name: "RuntimeErrorf", Sig: "func(c *Ctx, f string, args ...any) Value", Raises: true},
	{Name: "UnboundLocalErrorf", Sig: "func(c *Ctx, f string, args ...any) Value", Raises: true},
	{Name: "Raise", Sig: "func(c *Ctx, exc Value, cause Value) Value", Raises: true},
	{Name: "Reraise", Sig: "func(c *Ctx, e Value) Value", Raises: true},
	{Name: "RaiseAgain", Sig: "func(c *Ctx) Value", Raises: true},
	{Name: "Catch", Sig: "func(c *Ctx) Value"},
	{Name: "EndCatch", Sig: "func(c *Ctx, prev Value)"},
	{Name: "MatchExc", Sig: "func(c *Ctx, e Value, cls Value) int", Raises: true},
	{Name: "StarMatch", Sig: "func(c *Ctx, state Value, cls Value) Value", Raises: true, Note: "None: nothing matches"},
	{Name: "StarResult", Sig: "func(c *Ctx, state Value) Value", Raises: true, Note: "None: all is handled"},

	// Patterns.
	{Name: "MatchSequence", Sig: "func(c *Ctx, v Value, n int, atLeast bool) int", Raises: true},
	{Name: "MatchMapping", Sig: "func(c *Ctx, v Value, n int) int", Raises: true},
	{Name: "MatchKeys", Sig: "func(c *Ctx, v Value, keys Value) Value", Raises: true, Note: "None: one is missing"},
	{Name: "MatchRest", Sig: "func(c *Ctx, v Value, keys Value) Value", Raises: true},
	{Name: "MatchClass", Sig: "func(c *Ctx, v Value, cls Value, n int, names Value) Value", Raises: true, Note: "None: no match"},

	// Truth and comparison.
	{Name: "Truth", Sig: "func(c *Ctx, v Value) int", Raises: true},
	{Name: "Contains", Sig: "func(c *Ctx, container Value, item Value) int", Raises: true},
}

// operators are the names whose signatures follow from what they are.
var operators = struct{ binary, inPlace, unary, compare, fast []string }{
	binary: []string{"Add", "Sub", "Mul", "TrueDiv", "FloorDiv", "Mod", "Pow", "LShift", "RShift", "And", "Or", "Xor", "MatMul"},
	inPlace: []string{"IAdd", "ISub", "IMul", "ITrueDiv", "IFloorDiv", "IMod", "IPow", "ILShift", "IRShift", "IAnd", "IOr", "IXor",
		"IMatMul"},
	unary:   []string{"Neg", "Pos", "Invert"},
	compare: []string{"Lt", "Le", "Gt", "Ge", "Eq", "Ne"},
	fast:    []string{"AddOK", "SubOK", "MulOK", "FloorDivOK", "ModOK", "LShiftOK", "RShiftOK", "AndOK", "OrOK", "XorOK"},
}

var known = map[string]*api{}

func init() {
	add := func(name, sig string, raises bool) {
		rtAPI = append(rtAPI, api{Name: name, Sig: sig, Raises: raises})
	}
	for _, n := range append(operators.binary, operators.inPlace...) {
		add(n, "func(c *Ctx, a Value, b Value) Value", true)
	}
	for _, n := range operators.unary {
		add(n, "func(c *Ctx, a Value) Value", true)
	}
	for _, n := range operators.compare {
		add(n, "func(c *Ctx, a Value, b Value) Value", true)
		add(n+"T", "func(c *Ctx, a Value, b Value) int", true)
		add(n+"OK", "func(a Value, b Value) (bool, bool)", false)
	}
	for _, n := range operators.fast {
		add(n, "func(a Value, b Value) (Value, bool)", false)
	}
	for _, b := range rtBuiltins {
		for n, fn := range b {
			add(fn, "func(c *Ctx"+strings.Repeat(", v Value", n)+") Value", true)
		}
	}
	for _, m := range rtMethods {
		for n, fn := range m {
			add(fn, "func(c *Ctx, o Value, name Value"+strings.Repeat(", v Value", n)+") Value", true)
		}
	}
	for i := range rtAPI {
		known[rtAPI[i].Name] = &rtAPI[i]
	}
}

// mustKnow panics for a name that is not in the table: what is emitted and
// what is checked must not drift apart.
func mustKnow(name string) string {
	if known[name] == nil {
		panic(fmt.Sprintf("codegen: rt.%s is not in rtAPI", name))
	}
	return name
}
