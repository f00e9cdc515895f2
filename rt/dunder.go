package rt

import (
	"math"
	"slices"
	"strings"
)

// Special methods of the built-in kinds as attributes: x.__len__() and
// list.__getitem__ are rows that call the operations. The operations themselves
// do not look here.

var dunders = map[string]Func{
	"abs":       {Sig: "self, /", F1: Abs},
	"add":       {Sig: "self, value, /", F2: dunderBinary(opAdd)},
	"and":       {Sig: "self, value, /", F2: dunderBinary(opAnd)},
	"bool":      {Sig: "self, /", F1: dunderTruth},
	"contains":  {Sig: "self, key, /", F2: dunderContains},
	"delitem":   {Sig: "self, key, /", F2: func(c *Ctx, o, k Value) Value { return noneIf(DelItem(c, o, k)) }},
	"divmod":    {Sig: "self, value, /", F2: dunderBinary(opDivmod)},
	"eq":        {Sig: "self, value, /", F2: dunderCompare(relEq)},
	"floor":     {Sig: "self, /", F1: dunderFloor},
	"ceil":      {Sig: "self, /", F1: dunderCeil},
	"float":     {Sig: "self, /", F1: FloatNew},
	"floordiv":  {Sig: "self, value, /", F2: dunderBinary(opFloorDiv)},
	"format":    {Sig: "self, format_spec, /", F2: Format},
	"ge":        {Sig: "self, value, /", F2: dunderCompare(relGe)},
	"getitem":   {Sig: "self, key, /", F2: GetItem},
	"gt":        {Sig: "self, value, /", F2: dunderCompare(relGt)},
	"hash":      {Sig: "self, /", F1: Hash},
	"rand":      {Sig: "self, value, /", F2: dunderReflected(opAnd)},
	"ror":       {Sig: "self, value, /", F2: dunderReflected(opOr)},
	"rxor":      {Sig: "self, value, /", F2: dunderReflected(opXor)},
	"isub":      {Sig: "self, value, /", F2: func(c *Ctx, a, b Value) Value { return setInPlace(c, a, b, '-') }},
	"iand":      {Sig: "self, value, /", F2: func(c *Ctx, a, b Value) Value { return setInPlace(c, a, b, '&') }},
	"ixor":      {Sig: "self, value, /", F2: func(c *Ctx, a, b Value) Value { return setInPlace(c, a, b, '^') }},
	"iadd":      {Sig: "self, value, /", F2: extend},
	"imul":      {Sig: "self, value, /", F2: dunderRepeat(IMul)},
	"index":     {Sig: "self, /", F1: realPart},
	"int":       {Sig: "self, /", F1: func(c *Ctx, v Value) Value { return IntNew(c, v, 0) }},
	"invert":    {Sig: "self, /", F1: Invert},
	"ior":       {Sig: "self, value, /", F2: dunderIor},
	"iter":      {Sig: "self, /", F1: Iter},
	"le":        {Sig: "self, value, /", F2: dunderCompare(relLe)},
	"len":       {Sig: "self, /", F1: LenOf},
	"lshift":    {Sig: "self, value, /", F2: dunderBinary(opLShift)},
	"lt":        {Sig: "self, value, /", F2: dunderCompare(relLt)},
	"mod":       {Sig: "self, value, /", F2: dunderBinary(opMod)},
	"mul":       {Sig: "self, value, /", F2: dunderRepeat(dunderBinary(opMul))},
	"ne":        {Sig: "self, value, /", F2: dunderCompare(relNe)},
	"neg":       {Sig: "self, /", F1: Neg},
	"or":        {Sig: "self, value, /", F2: dunderBinary(opOr)},
	"pos":       {Sig: "self, /", F1: Pos},
	"pow":       {Sig: "self, value, mod=, /", F3: dunderPow},
	"rdivmod":   {Sig: "self, value, /", F2: dunderReflected(opDivmod)},
	"rfloordiv": {Sig: "self, value, /", F2: dunderReflected(opFloorDiv)},
	"rlshift":   {Sig: "self, value, /", F2: dunderReflected(opLShift)},
	"rmod":      {Sig: "self, value, /", F2: dunderReflected(opMod)},
	"rpow":      {Sig: "self, value, mod=, /", F3: func(c *Ctx, a, b, _ Value) Value { return dunderReflected(opPow)(c, a, b) }},
	"rrshift":   {Sig: "self, value, /", F2: dunderReflected(opRShift)},
	"rtruediv":  {Sig: "self, value, /", F2: dunderReflected(opTrueDiv)},
	"radd":      {Sig: "self, value, /", F2: dunderReflected(opAdd)},
	"repr":      {Sig: "self, /", F1: Repr},
	"reversed":  {Sig: "self, /", F1: Reversed},
	"rmul":      {Sig: "self, value, /", F2: dunderRepeat(dunderReflected(opMul))},
	"round":     {Sig: "self, ndigits=, /", F2: Round},
	"rshift":    {Sig: "self, value, /", F2: dunderBinary(opRShift)},
	"rsub":      {Sig: "self, value, /", F2: dunderReflected(opSub)},
	"setitem":   {Sig: "self, key, value, /", F3: func(c *Ctx, o, k, v Value) Value { return noneIf(SetItem(c, o, k, v)) }},
	"str":       {Sig: "self, /", F1: Str},
	"sub":       {Sig: "self, value, /", F2: dunderBinary(opSub)},
	"truediv":   {Sig: "self, value, /", F2: dunderBinary(opTrueDiv)},
	"trunc":     {Sig: "self, /", F1: func(c *Ctx, v Value) Value { return IntNew(c, v, 0) }},
	"xor":       {Sig: "self, value, /", F2: dunderBinary(opXor)},
}

// What each class has, beyond "eq ne hash repr" of all.
var dunderSets = map[uint32]string{
	TypeInt:        numberDunders + " and or xor lshift rshift rand ror rxor rlshift rrshift invert index trunc floor ceil",
	TypeFloat:      numberDunders + " trunc floor ceil",
	TypeComplex:    "add sub mul truediv pow neg pos abs bool lt le gt ge radd rsub rmul rtruediv rpow",
	TypeMemoryview: "len getitem setitem delitem iter lt le gt ge",
	TypeStr:        sequenceDunders + " mod rmod",
	TypeBytes:      sequenceDunders + " mod rmod",
	TypeBytearray:  sequenceDunders + " mod setitem delitem iadd imul",
	TypeTuple:      sequenceDunders,
	TypeList:       sequenceDunders + " setitem delitem iadd imul reversed",
	TypeDict:       "len getitem setitem delitem contains iter reversed or ror ior",
	TypeSlice:      "lt le gt ge",
	TypeRange:      "len getitem contains iter reversed bool",
	TypeDictKeys:   setDunders + " reversed",
	TypeDictValues: "len iter reversed",
	TypeDictItems:  setDunders + " reversed",
	TypeSet:        setDunders + " isub iand ior ixor",
	TypeFrozenset:  setDunders,
}

const (
	numberDunders   = "add sub mul truediv floordiv mod divmod pow neg pos abs bool int float round lt le gt ge radd rsub rmul rtruediv rfloordiv rmod rdivmod rpow"
	setDunders      = "len contains iter sub and or xor rsub rand ror rxor lt le gt ge"
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
		// The others inherit object's, which call repr.
		set += " eq ne repr"
		switch t.id {
		case TypeStr:
			set += " str format"
		case TypeBytes, TypeBytearray:
			set += " str"
		case TypeInt, TypeFloat, TypeComplex:
			set += " format"
		}
		switch t.id {
		case TypeList, TypeDict, TypeBytearray, TypeSet, TypeDictKeys, TypeDictItems, TypeSlice:
		default:
			set += " hash"
		}
		t.methods = slices.Grow(t.methods, strings.Count(set, " ")+1+len(valueMethods[t.id]))
		for from, i := 0, 0; i <= len(set); i++ {
			if i < len(set) && set[i] != ' ' {
				continue
			}
			f := dunders[set[from:i]]
			f.Name = "__" + set[from:i] + "__"
			switch {
			case f.Name == "__format__":
				f.F2, f.Instance = formatValue, true
			case t.id == TypeDict && f.Name == "__getitem__":
				f.F2, f.Instance = dictSubscript, true
			case t.id == TypeBytearray && f.Name == "__str__":
				f.F1, f.Instance = reprNamed, true
			case f.Name == "__repr__" && (t.id == TypeSet || t.id == TypeFrozenset || t.id == TypeBytearray):
				f.F1, f.Instance = reprNamed, true
			}
			t.methods = append(t.methods, f)
			from = i + 1
		}
	}
}

// ownOperand reports whether a's own class may know b: sets and dicts combine
// with their like only, and it is a view that combines with anything, not its
// partner.
func ownOperand(a, b Value) bool {
	switch {
	case isAnySet(a):
		return isAnySet(b)
	case IsDict(a):
		return IsDict(b)
	case isComplex(b):
		return isComplex(a)
	case b.IsFloat():
		return !isIntegral(a)
	}
	return isDictSetView(a) || !isDictSetView(b)
}

// dunderRepeat makes f insist on an integer where a sequence is repeated by
// calling the method itself.
func dunderRepeat(f func(*Ctx, Value, Value) Value) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, n Value) Value {
		if isSequence(a) && !isIntegral(n) && special(n, nameIndex) == 0 {
			return TypeErrorf(c, "'%s' object cannot be interpreted as an integer", TypeName(n))
		}
		return f(c, a, n)
	}
}

// dunderPow is __pow__, which knows as few other types as its relatives.
func dunderPow(c *Ctx, a, b, m Value) Value {
	if m == 0 || m == None {
		return dunderBinary(opPow)(c, a, b)
	}
	return builtinPow(c, a, b, m)
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
	return func(c *Ctx, a, other Value) Value {
		b := other
		if op != opMod || !IsStr(a) && !isBytesLike(a) {
			b = plain(b)
		}
		if !ownOperand(a, b) {
			return NotImplemented
		}
		r := op.number(c, a, b)
		if r == NotImplemented && op.sequence != nil && isSequence(a) {
			if TypeID(a) != TypeID(b) && !isBytesLike(b) && !(op == opMul && isIntegral(b)) {
				b = other // for the message
			}
			r = op.sequence(c, a, b)
		}
		return r
	}
}

func isNumber(v Value) bool { return isIntegral(v) || v.IsFloat() || isComplex(v) }

func dunderReflected(op *operator) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, b Value) Value {
		b = plain(b)
		if !ownOperand(a, b) || isNumber(plain(a)) && !isNumber(b) {
			return NotImplemented
		}
		r := op.number(c, b, a)
		if r == NotImplemented && op.sequence != nil && isSequence(a) && !isSequence(b) {
			r = op.sequence(c, a, b)
		}
		return r
	}
}

func dunderCompare(rel int) func(*Ctx, Value, Value) Value {
	return func(c *Ctx, a, b Value) Value {
		b = plain(b)
		if !ownOperand(a, b) {
			return NotImplemented
		}
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

// dunderIor is __ior__: a set's knows sets only, a dict's takes what update does.
func dunderIor(c *Ctx, a, b Value) Value {
	if IsSet(a) {
		return setInPlace(c, a, b, '|')
	}
	return IOr(c, a, b)
}

// dunderFloor is __floor__, what math.floor calls.
func dunderFloor(c *Ctx, v Value) Value {
	if v.IsFloat() {
		return truncFloat(c, math.Floor(v.Float()))
	}
	return realPart(c, v)
}

// dunderCeil is __ceil__.
func dunderCeil(c *Ctx, v Value) Value {
	if v.IsFloat() {
		return truncFloat(c, math.Ceil(v.Float()))
	}
	return realPart(c, v)
}
