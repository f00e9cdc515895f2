package rt

// Special methods of the built-in kinds as attributes: x.__len__() and
// list.__getitem__ are rows that call the operations. The operations themselves
// do not look here.

var dunders = map[string]Func{
	"abs":      {Sig: "self, /", F1: Abs},
	"add":      {Sig: "self, value, /", F2: dunderBinary(opAdd)},
	"and":      {Sig: "self, value, /", F2: dunderBinary(opAnd)},
	"bool":     {Sig: "self, /", F1: dunderTruth},
	"contains": {Sig: "self, key, /", F2: dunderContains},
	"delitem":  {Sig: "self, key, /", F2: func(c *Ctx, o, k Value) Value { return noneIf(DelItem(c, o, k)) }},
	"divmod":   {Sig: "self, value, /", F2: dunderBinary(opDivmod)},
	"eq":       {Sig: "self, value, /", F2: dunderCompare(relEq)},
	"float":    {Sig: "self, /", F1: FloatNew},
	"floordiv": {Sig: "self, value, /", F2: dunderBinary(opFloorDiv)},
	"format":   {Sig: "self, format_spec, /", F2: Format},
	"ge":       {Sig: "self, value, /", F2: dunderCompare(relGe)},
	"getitem":  {Sig: "self, key, /", F2: GetItem},
	"gt":       {Sig: "self, value, /", F2: dunderCompare(relGt)},
	"hash":     {Sig: "self, /", F1: Hash},
	"iadd":     {Sig: "self, value, /", F2: IAdd},
	"imul":     {Sig: "self, value, /", F2: IMul},
	"index":    {Sig: "self, /", F1: realPart},
	"int":      {Sig: "self, /", F1: func(c *Ctx, v Value) Value { return IntNew(c, v, 0) }},
	"invert":   {Sig: "self, /", F1: Invert},
	"ior":      {Sig: "self, value, /", F2: IOr},
	"iter":     {Sig: "self, /", F1: Iter},
	"le":       {Sig: "self, value, /", F2: dunderCompare(relLe)},
	"len":      {Sig: "self, /", F1: builtinLen},
	"lshift":   {Sig: "self, value, /", F2: dunderBinary(opLShift)},
	"lt":       {Sig: "self, value, /", F2: dunderCompare(relLt)},
	"mod":      {Sig: "self, value, /", F2: dunderBinary(opMod)},
	"mul":      {Sig: "self, value, /", F2: dunderBinary(opMul)},
	"ne":       {Sig: "self, value, /", F2: dunderCompare(relNe)},
	"neg":      {Sig: "self, /", F1: Neg},
	"or":       {Sig: "self, value, /", F2: dunderBinary(opOr)},
	"pos":      {Sig: "self, /", F1: Pos},
	"pow":      {Sig: "self, value, mod=, /", F3: builtinPow},
	"radd":     {Sig: "self, value, /", F2: dunderReflected(opAdd)},
	"repr":     {Sig: "self, /", F1: Repr},
	"reversed": {Sig: "self, /", F1: Reversed},
	"rmul":     {Sig: "self, value, /", F2: dunderReflected(opMul)},
	"round":    {Sig: "self, ndigits=, /", F2: Round},
	"rshift":   {Sig: "self, value, /", F2: dunderBinary(opRShift)},
	"rsub":     {Sig: "self, value, /", F2: dunderReflected(opSub)},
	"setitem":  {Sig: "self, key, value, /", F3: func(c *Ctx, o, k, v Value) Value { return noneIf(SetItem(c, o, k, v)) }},
	"str":      {Sig: "self, /", F1: Str},
	"sub":      {Sig: "self, value, /", F2: dunderBinary(opSub)},
	"truediv":  {Sig: "self, value, /", F2: dunderBinary(opTrueDiv)},
	"trunc":    {Sig: "self, /", F1: func(c *Ctx, v Value) Value { return IntNew(c, v, 0) }},
	"xor":      {Sig: "self, value, /", F2: dunderBinary(opXor)},
}

// What each class has, beyond "eq ne hash repr str format" of all.
var dunderSets = map[uint32]string{
	TypeInt:       numberDunders + " and or xor lshift rshift invert index trunc",
	TypeFloat:     numberDunders + " trunc",
	TypeStr:       sequenceDunders + " mod",
	TypeBytes:     sequenceDunders + " mod",
	TypeBytearray: sequenceDunders + " mod setitem delitem iadd imul",
	TypeTuple:     sequenceDunders,
	TypeList:      sequenceDunders + " setitem delitem iadd imul reversed",
	TypeDict:      "len getitem setitem delitem contains iter reversed or ior",
	TypeRange:     "len getitem contains iter reversed bool",
	TypeDictKeys:  "len contains iter reversed",
	TypeDictItems: "len contains iter reversed",
}

const (
	numberDunders   = "add sub mul truediv floordiv mod divmod pow neg pos abs bool int float round lt le gt ge radd rsub rmul"
	sequenceDunders = "len getitem contains iter add mul rmul lt le gt ge"
)

// addDunders completes the method tables of the built-in classes. It runs when
// the classes are made.
func addDunders() {
	for i := range typeSpecs {
		t := &typeSpecs[i]
		set, ok := dunderSets[t.id]
		if !ok {
			continue
		}
		set += " eq ne repr str format"
		if t.id != TypeList && t.id != TypeDict && t.id != TypeBytearray {
			set += " hash"
		}
		for from, i := 0, 0; i <= len(set); i++ {
			if i < len(set) && set[i] != ' ' {
				continue
			}
			f := dunders[set[from:i]]
			f.Name = "__" + set[from:i] + "__"
			t.methods = append(t.methods, f)
			from = i + 1
		}
	}
}

func dunderTruth(c *Ctx, v Value) Value {
	t := Truth(c, v)
	if t < 0 {
		return 0
	}
	return Bool(t == 1)
}

func dunderContains(c *Ctx, o, x Value) Value {
	t := Contains(c, o, x)
	if t < 0 {
		return 0
	}
	return Bool(t == 1)
}

// dunderBinary is an operator as a method: NotImplemented where it does not
// apply. Sequences raise, as theirs do.
func dunderBinary(op *operator) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, b Value) Value {
		r := op.number(c, a, b)
		if r == NotImplemented && op.sequence != nil && isSequence(a) {
			r = op.sequence(c, a, b)
		}
		return r
	}
}

func dunderReflected(op *operator) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, b Value) Value {
		r := op.number(c, b, a)
		if r == NotImplemented && op.sequence != nil && isSequence(a) && !isSequence(b) {
			r = op.sequence(c, a, b)
		}
		return r
	}
}

func dunderCompare(rel int) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, b Value) Value {
		switch compareBuiltin(c, rel, a, b) {
		case 1:
			return True
		case 0:
			return False
		case -1:
			return 0
		}
		return NotImplemented
	}
}
