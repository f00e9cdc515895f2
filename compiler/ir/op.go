package ir

import "github.com/pxc-lang/pxc/frontend/diag"

// Op is one operation of a block.
type Op struct {
	Code Code
	Pos  diag.Span
	Args []*Value
	Res  *Value   // nil if there is no result
	More []*Value // further results, of Range only

	Var     *Var
	Global  *Global
	Proto   *Proto // also of an operator: what performs it if the left operand is of Class
	Class   *Class
	Classes []*Class // further classes, or all of them: see OpGetSlot, OpCallSelf; of an operator, those that have it
	Module  *Module  // of Import, LoadGlobal through a module object, ImportStar
	Const   *Const
	Name    string // attribute, builtin, module, variable in a message
	N       int64  // index, count, constant
	Names   []string
	Vars    []*Var // of Rollback: what may hold an object of the round; of Poll: what should be in each slot, or nil
	Index   []int  // of Defaults: the parameter of each operand
	Loop    *Loop  // of Break and Continue

	// Checked: LoadVar and LoadGlobal raise if the variable is unset;
	// StoreGlobal raises because it runs in a context.
	Checked bool
	// Fresh: a StoreGlobal whose variable is certainly unset before it.
	Fresh bool
	// Alias: a LoadVar whose variable keeps its value as long as the result
	// is used, so that the variable can be named in its place.
	Alias bool
	// Move: a LoadVar that takes the variable's reference with it; a guard behind
	// which its operand is not needed, nor released: it is no object then.
	Move bool

	// View: of an access to an item, the list's.
	View  *View
	Views []*View // of Poll: the Exit is taken if they have moved

	// Lent: a GetItem, GetSlot or Next whose list or instance keeps what is read as
	// long as the result is used.
	Lent bool

	// Sure: a GetSlot or SetSlot of what certainly is an instance of Class.
	Sure bool

	// Hooked: such a GetSlot that may run code, if the slot is unset.
	Hooked bool

	// Typed: a CallKnown or CallSelf that goes to typed bodies: arguments and result
	// are as these want them.
	Typed bool

	// Exc is where an exception goes: the handler of an enclosing Try, or
	// out of the function if nil. Meaningful if the opcode can raise.
	Exc *Try
	// Drops are the owned values that the exception edge releases.
	Drops []*Value

	// Handling is, of Yield and YieldFrom in an except clause or a finally
	// suite, the exception that is being handled there.
	Handling *Value

	// Exit is where an operation on unboxed numbers goes that cannot go on: into
	// the function's Rest. nil if the operation always can.
	Exit *Exit

	// Late are the slots that hold something else than they should when the op leaves
	// the loop around it: that is stored first. Of a poll: also if it goes on.
	Late []Late

	// In is the function whose op this is, where its call has been replaced by its
	// ops; Pos is then the call's. nil if it is the body's own.
	In *Frame

	// Region is where the result lives, for opcodes that allocate.
	Region Region
}

// Late is a slot, Name of the instance of Class in Of, whose number a loop keeps in
// a variable instead, In.
type Late struct {
	Of    *Var
	Class *Class
	Name  string
	In    *Var
}

// Frame is a call that has been replaced by what it calls: the function, and where
// in it an op stands. Outer is the call around it that has been replaced as well.
type Frame struct {
	Proto *Proto
	Pos   diag.Span
	Outer *Frame
}

// Exit is an edge from a body whose types are guesses into its Rest, which goes
// on from there without guesses. It returns what that returns.
type Exit struct {
	Entry int      // N of the OpEntry of Rest where it goes on
	IDs   []int    // of the values that are live there
	Args  []*Value // what holds each of them here, unboxed or not

	// Wide is the result of a typed call, for the case that it is none that the
	// type can hold: Ctx.Wide then.
	Wide *Value

	// Drops are the owned values that are held on the edge. Those that Rest has
	// no use for are released, the others are handed over.
	Drops []*Value

	// In is, of an op of a call that has been replaced by what it calls, the function
	// whose Rest goes on; Vars hold its parameters and variables, in order, nil where
	// one is unset. What that returns is Wide of Outer, the exit behind the call,
	// which is taken then.
	In    *Proto
	Vars  []*Value
	Outer *Exit
}

// Values returns what x hands over, apart from results and Drops.
func (x *Exit) Values() []*Value {
	var all []*Value
	for ; x != nil; x = x.Outer {
		all = append(all, x.Args...)
		for _, v := range x.Vars {
			if v != nil {
				all = append(all, v)
			}
		}
	}
	return all
}

// Code is an opcode.
type Code uint8

const (
	BadOp Code = iota

	// Constants and references to the program itself.
	OpConst
	OpConstInt // int64 N
	OpFuncRef  // the immediate of Proto

	// Variables.
	OpLoadVar
	OpStoreVar
	OpDelVar
	OpLoadGlobal
	OpStoreGlobal
	OpDelGlobal
	OpLoadBuiltin // builtin Name, which the module never binds
	OpLoadName    // class body: namespace Args[0], then global, then builtin
	OpStoreName
	OpDelName
	OpNewCell // a cell holding Args[0], or unset
	OpLoadCell
	OpStoreCell
	OpDelCell
	OpClosureCell // cell N of the running function's closure

	// Reference counts, in main bodies after the refcount pass.
	OpIncref
	OpDecref
	OpIncrefVar
	OpDecrefVar

	// Arithmetic, in the order of BinaryNames.
	OpAdd
	OpSub
	OpMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpAnd
	OpOr
	OpXor
	OpMatMul
	OpIAdd
	OpISub
	OpIMul
	OpITrueDiv
	OpIFloorDiv
	OpIMod
	OpIPow
	OpILShift
	OpIRShift
	OpIAnd
	OpIOr
	OpIXor
	OpIMatMul
	OpNeg
	OpPos
	OpInvert

	// Comparison: to an object, and to a bool.
	OpLt
	OpLe
	OpGt
	OpGe
	OpEq
	OpNe
	OpTestLt
	OpTestLe
	OpTestGt
	OpTestGe
	OpTestEq
	OpTestNe
	OpTestIn // Args[0] in Args[1]
	OpTestIs
	OpTruth
	OpNot     // of a bool
	OpBox     // bool to object
	OpBoxInt  // int64 to object
	OpBoolVal // the bool N

	// Arithmetic on unboxed numbers, made by infer. N is the Code of the
	// operation: OpAdd …, a comparison from OpLt on, OpNeg or OpInvert.
	OpConstFloat // float64 Const
	OpIntArith   // in the range of a tagged int, as infer has found out
	OpFloatArith
	OpFloatDiv // likewise; raises for a zero divisor
	OpIntTest
	OpFloatTest
	OpIntToFloat
	OpBoxFloat
	OpUnboxInt   // of an object that certainly is a tagged int
	OpUnboxFloat // of an object that certainly is a float
	OpGuardInt   // of an object that is a tagged int, or the Exit is taken
	OpGuardFloat // of a float held directly, or the Exit is taken; N 1: or of an int that a float is equal to
	OpGuardClass // that an object is an instance of Class or a descendant, or the Exit is taken
	OpGuardList  // that an object is exactly a list, or the Exit is taken
	OpGuardBytes // that an object is exactly a bytearray, or the Exit is taken
	OpIntDiv     // the float that is nearest to a quotient of ints
	OpDistinct   // that two objects are not one, or the Exit is taken
	OpTrunc      // of a float: the int, or the Exit is taken
	OpSlotInt    // slot Name of what certainly is an instance of Class: the int in it, or the Exit is taken
	OpSlotFloat  // likewise the float
	OpItemInt    // item of what is certainly a list (N 1) or a bytearray (2): the int there, or the Exit is taken
	OpItemFloat  // likewise the float
	OpLen        // of what is certainly a list (N 1) or a bytearray (2): int64
	OpFloatFunc  // math's function Name of a float
	OpEntry      // of a Rest: place N, where control comes from an Exit

	// What N of OpIntArith and OpFloatArith may be besides.
	OpMin
	OpMax
	OpAbs

	// Objects.
	OpGetAttr
	OpSetAttr // object, value
	OpDelAttr
	OpGetSlot // slot N of Args[0], known to be Class when its type id says so; Name of one of Classes; else by Name
	OpSetSlot // object, value
	OpGetItem // object, key; N 1: of what is certainly a list, 2: a bytearray, as in SetItem
	OpSetItem // object, key, value
	OpDelItem
	OpSlice
	OpGetSlice // object, start, stop, step: without a slice object, where that can be
	OpSetSlice // object, start, stop, step, value

	// Iteration.
	OpIter      // N 1: of what is certainly a list, which stands for its iterator; see OpNext
	OpNext      // head of a LoopIter: the next item; N 1: of such a list, by a counter of the loop's
	OpRange     // start, stop, step to int64s
	OpRangeNext // head of a LoopRange: start, stop, step
	OpUnpack    // a tuple of exactly N
	OpUnpackTo  // exactly N items: results are those, and need no tuple
	OpUnpackEx  // a tuple of N before, one list, Index[0] after

	// Displays and strings.
	OpTuple
	OpTupleItem // item N, borrowed
	OpList
	OpListAppend
	OpListExtend // [*x]
	OpListToTuple
	OpDict
	OpDictOf     // key, value, key, value …
	OpDictSet    // dict, key, value
	OpDictUpdate // {**d}
	OpDictMerge  // f(**d): a repeated key is a TypeError
	OpSet        // an empty one
	OpSetAdd     // set, element
	OpSetUpdate  // {*x}
	OpFormat     // value, spec if any; N is the conversion or 0
	OpPercent    // value; Name is the conversion of a %-format without its sign
	OpJoin       // strings: the text they make; what op.go's parts are may be ints
	OpJoinList   // a list of strings

	// Calls.
	OpCall       // function, arguments
	OpCallKw     // likewise; the last len(Names) are keyword arguments
	OpCallEx     // function, iterable, mapping if any
	OpHasMethod  // object: raises if it certainly has no attribute Name to call
	OpCallMethod // object, arguments; by Name
	OpCallKnown  // Proto, with exactly its parameters
	OpCallSelf   // object, arguments: method Name of Class or a descendant, or of one of Classes
	OpConstruct  // an instance of Class, whose __init__ is Proto if it has one: arguments
	OpCallRT     // the runtime function that implements builtin Name
	OpSpecial    // method Name of the object's type, bound
	OpExitCall   // bound __exit__, exception: called with type, exception, traceback

	// Definitions.
	OpMakeFunc     // a function object of Proto: defaults, closure (nil where none)
	OpDefaults     // a tuple of N, unset but for the items Index
	OpSetDefaults  // parameter N of function Args[0] has default Args[1]
	OpAnnotate     // function Args[0] has the annotations name, value, name, value …
	OpDefault      // the default of parameter N of Proto
	OpPrepareClass // name, bases tuple, keywords dict: a tuple, the namespace first
	OpBuildClass   // Class: bases tuple, namespace
	OpFinishClass  // Class: what OpPrepareClass made, its namespace filled
	OpImport
	OpImportFrom // module; Name
	OpImportStar // module: all it exports into Module, which is Dynamic
	OpLoadEnv    // variable Name of a namespace, of globals (a dict), or the builtin
	OpRunSource  // exec, or if N is 1 eval: source, globals, locals (None where not given)
	OpCompile    // source, file name, mode
	OpSetLocal   // dict, variable that may be unset, or if N is 1 its cell: brings item Name up to date
	OpStarInto   // all that module exports into a namespace
	OpGlobals    // the dict of Module, which is Dynamic
	OpIsSet      // whether Global is set, or Module has been imported

	// Exceptions.
	OpRaise     // exception, cause if any
	OpReraise   // an exception, as it was
	OpBareRaise // the exception being handled
	OpRethrow   // the pending one goes on
	OpTrace     // a traceback entry for this frame
	OpHandled   // the exception being handled now; N 1: by the caller, of a frame that is resumed
	OpCatch     // takes the pending exception; it is being handled from here
	OpEndCatch  // Args[0] is being handled again
	OpMatchExc
	OpStarMatch  // the state of an except* statement, classes: the group that matches, or None
	OpStarResult // the same state: what the statement raises at its end, or None

	// Patterns.
	OpMatchSeq   // whether it is a sequence of N, with an Index of at least N
	OpMatchMap   // whether it is a mapping of at least N
	OpMatchKeys  // mapping, keys: the tuple of values, or None
	OpMatchRest  // mapping, keys: a dict without these
	OpMatchClass // object, class: the tuple of N attributes by position and Names, or None

	// Suspension. A function whose Proto says so begins with Start, which
	// stands in its first block: what is before it runs in the call, which gives
	// the frame, and everything behind when the frame is resumed.
	OpStart
	OpYield     // suspends with Args[0]; the result is what is sent
	OpDelegate  // the iterator of yield from Args[0] (N 0), await (1), the next item of async for (2), __aenter__ (3), __aexit__ (4)
	OpYieldFrom // iterator; suspends with each item, the result is its return value
	OpAsyncIter
	OpAsyncItem   // Args[0] as an asynchronous generator yields it
	OpEndAsyncFor // whether the pending exception is StopAsyncIteration, which it drops

	// Ends of blocks.
	OpReturn
	OpBreak
	OpContinue
	OpFail // end of Exit: the error result

	// Poll lets the runtime in. Where the body knows what slots Names of the operands,
	// instances of Classes, hold, the Exit is taken if that has changed.
	OpPoll

	// Memory, in context bodies after the rollback pass.
	OpSnapshot // of the arena, before Loop
	OpRollback // to it, at the end of a round, unless Vars hold something newer

	numCodes
)

// Own says who holds the reference of a result, in the main world.
type Own uint8

const (
	NoRef    Own = iota // not an object, or one that is never freed
	Borrowed            // something else keeps it alive, for now
	Owned               // the holder must give it up once
)

// Info describes an opcode.
type Info struct {
	Name   string
	Res    Rep
	Own    Own
	Args   []Rep // nil: any number of RepValue
	Steals bool  // takes over the references of all its arguments
	Raises bool
	Term   bool // ends its block
	Alloc  bool // makes a new object, which lives in a region
}

var (
	v0 = []Rep{}
	v1 = []Rep{RepValue}
	v2 = []Rep{RepValue, RepValue}
	v3 = []Rep{RepValue, RepValue, RepValue}
	v4 = []Rep{RepValue, RepValue, RepValue, RepValue}
	v5 = []Rep{RepValue, RepValue, RepValue, RepValue, RepValue}
	i3 = []Rep{RepInt, RepInt, RepInt}
	i2 = []Rep{RepInt, RepInt}
	f2 = []Rep{RepFloat, RepFloat}
	b1 = []Rep{RepBool}
	vN []Rep // any number
)

// infos is indexed by Code.
var infos = [numCodes]Info{
	BadOp: {Name: "bad"},

	OpConst:    {Name: "const", Res: RepValue, Args: v0},
	OpConstInt: {Name: "constint", Res: RepInt, Args: v0},
	OpFuncRef:  {Name: "funcref", Res: RepValue, Args: v0},

	OpLoadVar:     {Name: "load", Res: RepValue, Own: Borrowed, Args: v0, Raises: true},
	OpStoreVar:    {Name: "store", Args: v1, Steals: true},
	OpDelVar:      {Name: "del", Args: v0},
	OpLoadGlobal:  {Name: "loadglobal", Res: RepValue, Own: Borrowed, Args: v0, Raises: true},
	OpStoreGlobal: {Name: "storeglobal", Args: v1, Steals: true, Raises: true},
	OpDelGlobal:   {Name: "delglobal", Args: v0, Raises: true},
	OpLoadBuiltin: {Name: "builtin", Res: RepValue, Args: v0},
	OpLoadName:    {Name: "loadname", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpStoreName:   {Name: "storename", Args: v2, Raises: true},
	OpDelName:     {Name: "delname", Args: v1, Raises: true},
	OpNewCell:     {Name: "newcell", Res: RepValue, Own: Owned, Args: vN, Alloc: true},
	OpLoadCell:    {Name: "loadcell", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpStoreCell:   {Name: "storecell", Args: v2, Raises: true},
	OpDelCell:     {Name: "delcell", Args: v1, Raises: true},
	OpClosureCell: {Name: "closurecell", Res: RepValue, Own: Borrowed, Args: v0},

	OpIncref:    {Name: "incref", Args: v1},
	OpDecref:    {Name: "decref", Args: v1},
	OpIncrefVar: {Name: "increfvar", Args: v0},
	OpDecrefVar: {Name: "decrefvar", Args: v0},

	OpNeg:    {Name: "neg", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpPos:    {Name: "pos", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpInvert: {Name: "invert", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},

	OpTestIn:  {Name: "test.in", Res: RepBool, Args: v2, Raises: true},
	OpTestIs:  {Name: "test.is", Res: RepBool, Args: v2},
	OpTruth:   {Name: "truth", Res: RepBool, Args: v1, Raises: true},
	OpNot:     {Name: "not", Res: RepBool, Args: b1},
	OpBox:     {Name: "box", Res: RepValue, Args: b1},
	OpBoxInt:  {Name: "boxint", Res: RepValue, Args: []Rep{RepInt}},
	OpBoolVal: {Name: "bool", Res: RepBool, Args: v0},

	OpConstFloat: {Name: "constfloat", Res: RepFloat, Args: v0},
	OpIntArith:   {Name: "int", Res: RepInt, Args: i2},
	OpFloatArith: {Name: "float", Res: RepFloat, Args: f2},
	OpFloatDiv:   {Name: "floatdiv", Res: RepFloat, Args: f2, Raises: true},
	OpIntTest:    {Name: "test.int", Res: RepBool, Args: i2},
	OpFloatTest:  {Name: "test.float", Res: RepBool, Args: f2},
	OpIntToFloat: {Name: "inttofloat", Res: RepFloat, Args: []Rep{RepInt}},
	OpBoxFloat:   {Name: "boxfloat", Res: RepValue, Own: Owned, Args: []Rep{RepFloat}, Alloc: true},
	OpUnboxInt:   {Name: "unboxint", Res: RepInt, Args: v1},
	OpUnboxFloat: {Name: "unboxfloat", Res: RepFloat, Args: v1},
	OpGuardInt:   {Name: "guardint", Res: RepInt, Args: v1},
	OpGuardFloat: {Name: "guardfloat", Res: RepFloat, Args: v1},
	OpGuardClass: {Name: "guardclass", Args: v1},
	OpGuardList:  {Name: "guardlist", Args: v1},
	OpDistinct:   {Name: "distinct", Args: v2},
	OpGuardBytes: {Name: "guardbytes", Args: v1},
	OpMin:        {Name: "min"},
	OpMax:        {Name: "max"},
	OpAbs:        {Name: "abs"},
	OpTrunc:      {Name: "trunc", Res: RepInt, Args: []Rep{RepFloat}},
	OpLen:        {Name: "len", Res: RepInt, Args: v1},
	OpSlotInt:    {Name: "slotint", Res: RepInt, Args: v1},
	OpSlotFloat:  {Name: "slotfloat", Res: RepFloat, Args: v1},
	OpItemInt:    {Name: "itemint", Res: RepInt, Args: []Rep{RepValue, RepInt}, Raises: true},
	OpItemFloat:  {Name: "itemfloat", Res: RepFloat, Args: []Rep{RepValue, RepInt}, Raises: true},
	OpIntDiv:     {Name: "intdiv", Res: RepFloat, Args: i2},
	OpFloatFunc:  {Name: "math", Res: RepFloat, Args: []Rep{RepFloat}},
	OpEntry:      {Name: "entry", Args: v0},

	OpGetAttr:  {Name: "getattr", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpSetAttr:  {Name: "setattr", Args: v2, Raises: true},
	OpDelAttr:  {Name: "delattr", Args: v1, Raises: true},
	OpGetSlot:  {Name: "getslot", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpSetSlot:  {Name: "setslot", Args: v2, Raises: true},
	OpGetItem:  {Name: "getitem", Res: RepValue, Own: Owned, Args: v2, Raises: true},
	OpSetItem:  {Name: "setitem", Args: v3, Raises: true},
	OpDelItem:  {Name: "delitem", Args: v2, Raises: true},
	OpGetSlice: {Name: "getslice", Res: RepValue, Own: Owned, Args: v4, Raises: true},
	OpSetSlice: {Name: "setslice", Args: v5, Raises: true},
	OpSlice:    {Name: "slice", Res: RepValue, Own: Owned, Args: v3, Alloc: true},

	OpIter:      {Name: "iter", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpNext:      {Name: "next", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpRange:     {Name: "range", Res: RepInt, Args: v3, Raises: true},
	OpRangeNext: {Name: "rangenext", Res: RepInt, Args: i3},
	OpUnpack:    {Name: "unpack", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpUnpackTo:  {Name: "unpackto", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpUnpackEx:  {Name: "unpackex", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},

	OpTuple:       {Name: "tuple", Res: RepValue, Own: Owned, Steals: true, Alloc: true},
	OpTupleItem:   {Name: "tupleitem", Res: RepValue, Own: Borrowed, Args: v1},
	OpList:        {Name: "list", Res: RepValue, Own: Owned, Steals: true, Alloc: true},
	OpListAppend:  {Name: "listappend", Args: v2, Raises: true},
	OpListExtend:  {Name: "listextend", Args: v2, Raises: true},
	OpListToTuple: {Name: "listtotuple", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpDict:        {Name: "dict", Res: RepValue, Own: Owned, Args: v0, Alloc: true},
	OpDictOf:      {Name: "dictof", Res: RepValue, Own: Owned, Raises: true, Alloc: true},
	OpDictSet:     {Name: "dictset", Args: v3, Raises: true},
	OpDictUpdate:  {Name: "dictupdate", Args: v2, Raises: true},
	OpDictMerge:   {Name: "dictmerge", Args: v3, Raises: true},
	OpSet:         {Name: "set", Res: RepValue, Own: Owned, Args: v0, Alloc: true},
	OpSetAdd:      {Name: "setadd", Args: v2, Raises: true},
	OpSetUpdate:   {Name: "setupdate", Args: v2, Raises: true},
	OpFormat:      {Name: "format", Res: RepValue, Own: Owned, Raises: true, Alloc: true},
	OpPercent:     {Name: "percent", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpJoin:        {Name: "join", Res: RepValue, Own: Owned, Raises: true, Alloc: true},
	OpJoinList:    {Name: "joinlist", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},

	OpCall:       {Name: "call", Res: RepValue, Own: Owned, Raises: true},
	OpCallKw:     {Name: "callkw", Res: RepValue, Own: Owned, Raises: true},
	OpCallEx:     {Name: "callex", Res: RepValue, Own: Owned, Raises: true},
	OpHasMethod:  {Name: "hasmethod", Args: v1, Raises: true},
	OpCallMethod: {Name: "callmethod", Res: RepValue, Own: Owned, Raises: true},
	OpCallKnown:  {Name: "callknown", Res: RepValue, Own: Owned, Raises: true},
	OpCallSelf:   {Name: "callself", Res: RepValue, Own: Owned, Raises: true},
	OpConstruct:  {Name: "construct", Res: RepValue, Own: Owned, Raises: true},
	OpCallRT:     {Name: "callrt", Res: RepValue, Own: Owned, Raises: true},

	OpSpecial:  {Name: "special", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpExitCall: {Name: "exitcall", Res: RepValue, Own: Owned, Args: v2, Raises: true},

	OpMakeFunc:     {Name: "makefunc", Res: RepValue, Own: Owned, Args: v2, Raises: true, Alloc: true},
	OpDefaults:     {Name: "defaults", Res: RepValue, Own: Owned, Steals: true, Alloc: true},
	OpSetDefaults:  {Name: "setdefault", Args: v2, Steals: true},
	OpAnnotate:     {Name: "annotate", Raises: true},
	OpDefault:      {Name: "default", Res: RepValue, Own: Owned, Args: v0},
	OpPrepareClass: {Name: "prepareclass", Res: RepValue, Own: Owned, Args: v3, Raises: true, Alloc: true},
	OpFinishClass:  {Name: "finishclass", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},
	OpBuildClass:   {Name: "buildclass", Res: RepValue, Own: Owned, Args: v2, Raises: true, Alloc: true},
	OpImport:       {Name: "import", Res: RepValue, Own: Owned, Args: v0, Raises: true},
	OpImportFrom:   {Name: "importfrom", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpImportStar:   {Name: "importstar", Args: v1, Raises: true},
	OpLoadEnv:      {Name: "loadenv", Res: RepValue, Own: Owned, Args: v2, Raises: true},
	OpRunSource:    {Name: "runsource", Res: RepValue, Own: Owned, Args: v3, Raises: true},
	OpCompile:      {Name: "compile", Res: RepValue, Own: Owned, Args: v3, Raises: true},
	OpSetLocal:     {Name: "setlocal", Args: v2, Raises: true},
	OpStarInto:     {Name: "starinto", Args: v2, Raises: true},
	OpGlobals:      {Name: "globals", Res: RepValue, Args: v0},
	OpIsSet:        {Name: "isset", Res: RepBool, Args: v0},

	OpRaise:     {Name: "raise", Raises: true, Term: true},
	OpReraise:   {Name: "reraise", Args: v1, Raises: true, Term: true},
	OpBareRaise: {Name: "bareraise", Args: v0, Raises: true, Term: true},
	OpRethrow:   {Name: "rethrow", Args: v0, Raises: true, Term: true},
	OpTrace:     {Name: "trace", Args: v0},
	OpHandled:   {Name: "handled", Res: RepValue, Args: v0},
	OpCatch:     {Name: "catch", Res: RepValue, Own: Owned, Args: v0},
	OpEndCatch:  {Name: "endcatch", Args: v2},
	OpMatchExc:  {Name: "matchexc", Res: RepBool, Args: v2, Raises: true},

	OpStarMatch:  {Name: "starmatch", Res: RepValue, Own: Owned, Args: v2, Raises: true, Alloc: true},
	OpStarResult: {Name: "starresult", Res: RepValue, Own: Owned, Args: v1, Raises: true, Alloc: true},

	OpMatchSeq:   {Name: "matchseq", Res: RepBool, Args: v1, Raises: true},
	OpMatchMap:   {Name: "matchmap", Res: RepBool, Args: v1, Raises: true},
	OpMatchKeys:  {Name: "matchkeys", Res: RepValue, Own: Owned, Args: v2, Raises: true},
	OpMatchRest:  {Name: "matchrest", Res: RepValue, Own: Owned, Args: v2, Raises: true, Alloc: true},
	OpMatchClass: {Name: "matchclass", Res: RepValue, Own: Owned, Args: v2, Raises: true},

	OpStart:       {Name: "start", Args: v0, Raises: true, Alloc: true},
	OpYield:       {Name: "yield", Res: RepValue, Own: Owned, Args: v1, Steals: true, Raises: true},
	OpDelegate:    {Name: "delegate", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpAsyncIter:   {Name: "asynciter", Res: RepValue, Own: Owned, Args: v1, Raises: true},
	OpAsyncItem:   {Name: "asyncitem", Res: RepValue, Own: Owned, Args: v1, Alloc: true},
	OpEndAsyncFor: {Name: "endasyncfor", Res: RepBool, Args: v0},
	OpYieldFrom:   {Name: "yieldfrom", Res: RepValue, Own: Owned, Args: v1, Raises: true},

	OpReturn:   {Name: "return", Args: v1, Steals: true, Term: true},
	OpBreak:    {Name: "break", Args: v0, Term: true},
	OpContinue: {Name: "continue", Args: v0, Term: true},
	OpFail:     {Name: "fail", Args: v0, Term: true},

	OpPoll: {Name: "poll", Args: vN, Raises: true},

	OpSnapshot: {Name: "snapshot", Args: v0},
	OpRollback: {Name: "rollback", Args: v0},
}

// BinaryNames are the names of the binary arithmetic opcodes from OpAdd on,
// in the runtime's spelling; the in-place ones follow with an I in front.
var BinaryNames = []string{"Add", "Sub", "Mul", "TrueDiv", "FloorDiv", "Mod", "Pow",
	"LShift", "RShift", "And", "Or", "Xor", "MatMul"}

// CompareNames are the names of the comparisons from OpLt on, and of the
// tests from OpTestLt on.
var CompareNames = []string{"Lt", "Le", "Gt", "Ge", "Eq", "Ne"}

func init() {
	for i, name := range BinaryNames {
		row := Info{Name: lower(name), Res: RepValue, Own: Owned, Args: v2, Raises: true, Alloc: true}
		infos[OpAdd+Code(i)] = row
		row.Name = "i" + row.Name
		infos[OpIAdd+Code(i)] = row
	}
	for i, name := range CompareNames {
		infos[OpLt+Code(i)] = Info{Name: lower(name), Res: RepValue, Own: Owned, Args: v2, Raises: true}
		infos[OpTestLt+Code(i)] = Info{Name: "test." + lower(name), Res: RepBool, Args: v2, Raises: true}
	}
}

func lower(s string) string {
	b := []byte(s)
	for i, ch := range b {
		if 'A' <= ch && ch <= 'Z' {
			b[i] = ch + 'a' - 'A'
		}
	}
	return string(b)
}

// Info returns the description of c.
func (c Code) Info() *Info { return &infos[c] }

func (c Code) String() string { return infos[c].Name }

// IsBinary reports whether c is arithmetic on two operands, and its
// runtime name.
func (c Code) IsBinary() (name string, ok bool) {
	switch {
	case OpAdd <= c && c <= OpMatMul:
		return BinaryNames[c-OpAdd], true
	case OpIAdd <= c && c <= OpIMatMul:
		return "I" + BinaryNames[c-OpIAdd], true
	}
	return "", false
}

// Method is the name of the method that performs the operator c on its left operand's
// side, an in-place one's like the plain one's; "" if c is no such operator.
func (c Code) Method() string {
	switch {
	case OpAdd <= c && c <= OpMatMul:
		return "__" + lower(BinaryNames[c-OpAdd]) + "__"
	case OpIAdd <= c && c <= OpIMatMul:
		return "__" + lower(BinaryNames[c-OpIAdd]) + "__"
	case OpLt <= c && c <= OpNe:
		return "__" + lower(CompareNames[c-OpLt]) + "__"
	case OpTestLt <= c && c <= OpTestNe:
		return "__" + lower(CompareNames[c-OpTestLt]) + "__"
	}
	return ""
}

// Suspends reports whether the function may be left at op and entered again
// behind it.
func (op *Op) Suspends() bool { return op.Code == OpYield || op.Code == OpYieldFrom }

// TakesNumber reports whether operand i may be an unboxed number as well as an
// object: what is stored, or an index.
func (op *Op) TakesNumber(i int) bool {
	switch op.Code {
	case OpSetSlot:
		return i == 1
	case OpGetItem:
		return i == 1
	case OpSetItem:
		return i > 0
	case OpRange:
		return true
	}
	return false
}

// Guards reports whether op finds out that its operand is no object.
func (op *Op) Guards() bool { return op.Code == OpGuardInt || op.Code == OpGuardFloat }

// Entered reports whether control may come to the place behind op from outside
// the function.
func (op *Op) Entered() bool { return op.Suspends() || op.Code == OpEntry }

// CanRaise reports whether op has an exception edge.
func (op *Op) CanRaise() bool {
	switch op.Code {
	case OpLoadVar, OpLoadGlobal, OpStoreGlobal:
		return op.Checked
	}
	return op.Code.Info().Raises || op.ExitRaises()
}

// ExitRaises reports whether op has an exception edge for its exit: what a Rest is
// asked to do in the place of a call may raise.
func (op *Op) ExitRaises() bool { return op.Exit != nil && op.Exit.In != nil }

// MayRaise reports whether op has an exception edge in some world: a store to
// a global raises in contexts only.
func (op *Op) MayRaise() bool { return op.CanRaise() || op.Code == OpStoreGlobal }

// Own returns who holds op's result.
func (op *Op) Own() Own {
	if op.Typed && op.Res.Rep != RepValue {
		return NoRef
	}
	if op.Code == OpLoadVar && (op.Move || op.Var != nil && op.Var.Rep != RepValue) {
		if op.Move {
			return Owned
		}
		return NoRef
	}
	if op.Lent {
		return Borrowed
	}
	if op.Code == OpLoadGlobal && op.Global.Constant && (op.Global.Func != nil || op.Global.Class != nil) {
		return NoRef // functions and classes of the program are immortal
	}
	return op.Code.Info().Own
}
