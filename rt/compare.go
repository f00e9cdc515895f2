package rt

import "cmp"

// Comparison. == on containers and in searches treats identical elements as
// equal, as CPython's PyObject_RichCompareBool does; the operator itself does not
// (nan != nan). Nested containers count depth.

// A relation is one comparison operator.
type relation struct {
	symbol        string
	name, swapped *Value
}

// The relations, in the order of relations.
const (
	relLt = iota
	relLe
	relEq
	relNe
	relGt
	relGe
)

var relations = [...]relation{
	relLt: {"<", &nameLt, &nameGt},
	relLe: {"<=", &nameLe, &nameGe},
	relEq: {"==", &nameEq, &nameEq},
	relNe: {"!=", &nameNe, &nameNe},
	relGt: {">", &nameGt, &nameLt},
	relGe: {">=", &nameGe, &nameLe},
}

// mirrored is the relation that b and a are in when a and b are in rel.
func mirrored(rel int) int {
	switch rel {
	case relLt, relLe:
		return rel + relGt - relLt
	case relGt, relGe:
		return rel - (relGt - relLt)
	}
	return rel
}

// holds reports whether a relation holds for the outcome of an ordering.
func holds(rel, order int) bool {
	switch rel {
	case relLt:
		return order < 0
	case relLe:
		return order <= 0
	case relEq:
		return order == 0
	case relNe:
		return order != 0
	case relGt:
		return order > 0
	}
	return order >= 0
}

// Lt returns a < b.
func Lt(c *Ctx, a, b Value) Value {
	if r, ok := LtOK(a, b); ok {
		return Bool(r)
	}
	return compare(c, relLt, a, b)
}

// Le returns a <= b.
func Le(c *Ctx, a, b Value) Value {
	if r, ok := LeOK(a, b); ok {
		return Bool(r)
	}
	return compare(c, relLe, a, b)
}

// Gt returns a > b.
func Gt(c *Ctx, a, b Value) Value {
	if r, ok := GtOK(a, b); ok {
		return Bool(r)
	}
	return compare(c, relGt, a, b)
}

// Ge returns a >= b.
func Ge(c *Ctx, a, b Value) Value {
	if r, ok := GeOK(a, b); ok {
		return Bool(r)
	}
	return compare(c, relGe, a, b)
}

// Eq returns a == b.
func Eq(c *Ctx, a, b Value) Value { return compare(c, relEq, a, b) }

// Ne returns a != b.
func Ne(c *Ctx, a, b Value) Value { return compare(c, relNe, a, b) }

// LtT returns whether a < b: 1, 0, or -1 with an exception pending.
func LtT(c *Ctx, a, b Value) int { return compareT(c, relLt, a, b) }

// LeT returns whether a <= b, as LtT.
func LeT(c *Ctx, a, b Value) int { return compareT(c, relLe, a, b) }

// GtT returns whether a > b, as LtT.
func GtT(c *Ctx, a, b Value) int { return compareT(c, relGt, a, b) }

// GeT returns whether a >= b, as LtT.
func GeT(c *Ctx, a, b Value) int { return compareT(c, relGe, a, b) }

// EqT returns whether a == b, as LtT.
func EqT(c *Ctx, a, b Value) int {
	if BothInt(a, b) {
		return truth(a == b)
	}
	if bothStr(a, b) {
		return truth(strEqual(a, b))
	}
	return compareT(c, relEq, a, b)
}

// NeT returns whether a != b, as LtT.
func NeT(c *Ctx, a, b Value) int {
	if bothStr(a, b) {
		return truth(!strEqual(a, b))
	}
	return compareT(c, relNe, a, b)
}

// compare returns the result of a comparison as an object.
func compare(c *Ctx, rel int, a, b Value) Value {
	if isUser(a) || isUser(b) {
		if order, ok := nativeOrder(a, b); ok {
			return Bool(holds(rel, order))
		}
		return compareUser(c, rel, a, b)
	}
	if v, ok := answer(compareBuiltin(c, rel, a, b)); ok {
		return v
	}
	return compareDefault(c, rel, a, b)
}

// answer is a truth as an object, 0 with an exception pending; ok is false if it is
// undecided.
func answer(truth int) (v Value, ok bool) {
	switch truth {
	case 1:
		return True, true
	case 0:
		return False, true
	case -1:
		return 0, true
	}
	return 0, false
}

// nativeOrder compares two instances of one native class that has Order.
func nativeOrder(a, b Value) (order int, ok bool) {
	if t := TypeID(a); t >= FirstType && TypeID(b) == t {
		if f := infoOf(t).order; f != nil {
			return f(a, b)
		}
	}
	return 0, false
}

// compareT returns the truth of a comparison.
func compareT(c *Ctx, rel int, a, b Value) int {
	if BothInt(a, b) {
		return truth(holds(rel, orderInts(a.Int(), b.Int())))
	}
	if x, y, ok := twoFloats(a, b); ok {
		return compareFloats(rel, x, y)
	}
	if !isUser(a) && !isUser(b) {
		if r := compareBuiltin(c, rel, a, b); r != undecided {
			return r
		}
	} else if order, ok := nativeOrder(a, b); ok {
		return truth(holds(rel, order))
	}
	r := compare(c, rel, a, b)
	if r == 0 {
		return -1
	}
	t := Truth(c, r)
	c.Drop(r)
	return t
}

// same reports whether a and b are identical or equal, as containers compare
// their elements.
func same(c *Ctx, a, b Value) int {
	if a == b {
		return 1
	}
	return EqT(c, a, b)
}

// compareDefault is object's comparison: identity, or TypeError.
func compareDefault(c *Ctx, rel int, a, b Value) Value {
	switch rel {
	case relEq:
		return Bool(a == b)
	case relNe:
		return Bool(a != b)
	}
	return TypeErrorf(c, "'%s' not supported between instances of '%s' and '%s'", relations[rel].symbol, TypeName(a), TypeName(b))
}

// compareUser compares objects of which one at least may define methods.
func compareUser(c *Ctx, rel int, a, b Value) Value {
	if v, ok := answer(compareValues(c, rel, a, b)); ok {
		return v
	}
	if !enterNested(c, "in comparison") {
		return 0
	}
	v := compareMethods(c, rel, a, b)
	Leave(c)
	return v
}

// compareValues compares instances of classes derived from one built-in type, whose
// methods they have, as named tuples are; undecided for others.
func compareValues(c *Ctx, rel int, a, b Value) int {
	x, y := plain(a), plain(b)
	t := TypeID(x)
	if t >= firstException || TypeID(y) != t || isUser(x) || isUser(y) {
		return undecided
	}
	own := func(v Value, name Value) bool {
		m := infoOf(t).find(name)
		return m != 0 && special(v, name) == m
	}
	r := &relations[rel]
	if x != a && !own(a, *r.name) || y != b && !own(b, *r.swapped) {
		return undecided
	}
	return compareBuiltin(c, rel, x, y)
}

func compareMethods(c *Ctx, rel int, a, b Value) Value {
	r := &relations[rel]
	reflected := false
	if TypeID(a) != TypeID(b) && isUser(b) && IsSubclass(ClassOf(b), ClassOf(a)) {
		if m := compareMethod(b, rel, *r.swapped); m != 0 {
			reflected = true
			if v := callCompare(c, rel, m, b, a); v != NotImplemented {
				return v
			}
		}
	}
	if m := compareMethod(a, rel, *r.name); m != 0 {
		if v := callCompare(c, rel, m, a, b); v != NotImplemented {
			return v
		}
	}
	return compareRest(c, rel, a, b, reflected)
}

// compareRest is compareMethods where a's method does not do; reflected means that b's
// neither does.
func compareRest(c *Ctx, rel int, a, b Value, reflected bool) Value {
	r := &relations[rel]
	if m := compareMethod(b, rel, *r.swapped); m != 0 && !reflected {
		if v := callCompare(c, rel, m, b, a); v != NotImplemented {
			return v
		}
	}
	if !isUser(a) || !isUser(b) {
		// An int's method does not know floats: a float's own does. Bytearrays and
		// memoryviews compare themselves with what has a buffer.
		x, y, by := plain(a), plain(b), rel
		if store, _ := bufferOf(a); store != 0 {
			x, y, by = y, x, mirrored(rel)
		}
		if store, _ := bufferOf(y); x != a || y != b || store != 0 {
			switch compareBuiltin(c, by, x, y) {
			case 1:
				return True
			case 0:
				return False
			case -1:
				return 0
			}
		}
	}
	return compareDefault(c, rel, a, b)
}

// compareMethod returns v's method for a relation; != falls back to ==, which
// callCompare inverts.
func compareMethod(v Value, rel int, name Value) Value {
	m := special(v, name)
	if m == 0 && rel == relNe {
		m = special(v, nameEq)
	}
	return m
}

func callCompare(c *Ctx, rel int, m, a, b Value) Value {
	v := callSpecial1(c, m, a, b)
	if rel == relNe && v != 0 && v != NotImplemented && m != special(a, nameNe) {
		t := Truth(c, v)
		c.Drop(v)
		if t < 0 {
			return 0
		}
		return Bool(t == 0)
	}
	return v
}

// undecided is compareBuiltin's answer for kinds that have no order or equality
// of their own.
const undecided = 2

// compareBuiltin compares objects of built-in kinds: 1, 0, -1 with an exception
// pending, or undecided.
func compareBuiltin(c *Ctx, rel int, a, b Value) int {
	if a.IsInt() && b.IsInt() {
		return truth(holds(rel, orderInts(int64(a), int64(b))))
	}
	if bothFlonum(a, b) {
		return compareFloats(rel, a.flonumValue(), b.flonumValue())
	}
	if isView(b) {
		return viewCompare(c, rel, a, b)
	}
	switch TypeID(a) {
	case TypeMemoryview:
		return viewCompare(c, rel, a, b)
	case TypeInt, TypeBool, TypeFloat:
		return compareNumbers(rel, a, b)
	case TypeComplex:
		return compareComplex(rel, a, b)
	case TypeStr:
		if !IsStr(b) {
			return undecided
		}
		if rel == relEq || rel == relNe {
			return truth(strEqual(a, b) == (rel == relEq))
		}
		return truth(holds(rel, strCompare(a, b)))
	case TypeBytes, TypeNetBytes, TypeNetView, TypeBytearray:
		if !isBytesLike(b) || isUser(b) && !IsBytearray(a) {
			return undecided
		}
		x, y := bytesLike(a), bytesLike(b)
		if rel == relEq || rel == relNe {
			return truth((string(x) == string(y)) == (rel == relEq))
		}
		return truth(holds(rel, compareBytes(x, y)))
	case TypeTuple:
		if IsTuple(b) {
			return compareNested(c, rel, a, b, compareTuples)
		}
	case TypeList:
		if IsList(b) {
			return compareNested(c, rel, a, b, compareLists)
		}
	case TypeDict:
		if IsDict(b) && (rel == relEq || rel == relNe) {
			return compareNested(c, rel, a, b, compareDicts)
		}
	case TypeSet, TypeFrozenset:
		if isAnySet(b) {
			return compareNested(c, rel, a, b, compareSets)
		}
		if isDictSetView(b) {
			return compareDictViews(c, rel, a, b)
		}
	case TypeDictKeys, TypeDictItems:
		return compareDictViews(c, rel, a, b)
	case TypeRange, TypeLongRange:
		if isRange(b) && (rel == relEq || rel == relNe) {
			return truth(rangesEqual(c, a, b) == (rel == relEq))
		}
	case TypeGenericAlias, TypeUnion:
		return compareNested(c, rel, a, b, compareTypes)
	case TypeSlice:
		if TypeID(b) == TypeSlice {
			return compareNested(c, rel, a, b, compareSlices)
		}
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		if isBound(b) && (rel == relEq || rel == relNe) {
			return truth((word(a, 8) == word(b, 8) && word(a, 16) == word(b, 16)) == (rel == relEq))
		}
	}
	return undecided
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

func orderInts(x, y int64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func compareNumbers(rel int, a, b Value) int {
	x, xInt := intOf(a)
	y, yInt := intOf(b)
	switch {
	case xInt && yInt:
		return truth(holds(rel, orderInts(x, y)))
	case isComplex(b):
		return compareComplex(rel, a, b)
	case isBig(a) || isBig(b):
		return compareBig(rel, a, b)
	case xInt && b.IsFloat():
		return orderedHolds(rel, compareIntFloat(x, b.Float()), 1)
	case yInt:
		return orderedHolds(rel, compareIntFloat(y, a.Float()), -1)
	case !b.IsFloat():
		return undecided
	}
	return compareFloats(rel, a.Float(), b.Float())
}

// compareComplex is == and != where an operand is complex.
func compareComplex(rel int, a, b Value) int {
	if rel != relEq && rel != relNe {
		return undecided
	}
	equal := complexEqual(a, b)
	if equal == undecided || rel == relEq {
		return equal
	}
	return 1 - equal
}

// compareBig compares numbers of which one at least is a big int.
func compareBig(rel int, a, b Value) int {
	switch {
	case isIntegral(a) && isIntegral(b):
		return truth(holds(rel, bigOrder(a, b)))
	case b.IsFloat():
		return orderedHolds(rel, bigFloatOrder(a, b.Float()), 1)
	case a.IsFloat():
		return orderedHolds(rel, bigFloatOrder(b, a.Float()), -1)
	}
	return undecided
}

func compareFloats(rel int, f, g float64) int {
	switch {
	case f < g:
		return truth(holds(rel, -1))
	case f > g:
		return truth(holds(rel, 1))
	case f == g:
		return truth(holds(rel, 0))
	}
	return truth(rel == relNe)
}

// orderedHolds is holds for an order that may be 2, unordered.
func orderedHolds(rel, order, sign int) int {
	if order == 2 {
		return truth(rel == relNe)
	}
	return truth(holds(rel, order*sign))
}

// compareNested compares two containers one level deeper.
func compareNested(c *Ctx, rel int, a, b Value, f func(c *Ctx, rel int, a, b Value) int) int {
	if !enterNested(c, "in comparison") {
		return -1
	}
	r := f(c, rel, a, b)
	Leave(c)
	return r
}

func compareTuples(c *Ctx, rel int, a, b Value) int {
	n, m := TupleLen(a), TupleLen(b)
	for i := range min(n, m) {
		x, y := TupleItem(a, i), TupleItem(b, i)
		if r, ok := order(x, y); ok {
			if r != 0 {
				return truth(holds(rel, r))
			}
			continue
		}
		switch same(c, x, y) {
		case -1:
			return -1
		case 0:
			return compareElements(c, rel, x, y)
		}
	}
	return truth(holds(rel, n-m))
}

// order compares two ints, two floats or two strs, which runs no other code: it is
// negative, 0 or positive. Others, and what has no order, it leaves alone.
func order(x, y Value) (sign int, ok bool) {
	switch {
	case x.IsInt() && y.IsInt():
		return orderInts(x.Int(), y.Int()), true
	case x.IsFlonum() && y.IsFlonum():
		return cmp.Compare(x.flonumValue(), y.flonumValue()), true
	case IsStr(x) && IsStr(y):
		return strCompare(x, y), true
	}
	return 0, false
}

// tuplesLess is a < b for exact tuples of what order compares, up to where they differ.
func tuplesLess(a, b Value) (less, ok bool) {
	if !isType(a, TypeTuple) || !isType(b, TypeTuple) {
		return false, false
	}
	n, m := TupleLen(a), TupleLen(b)
	for i := range min(n, m) {
		x, y := TupleItem(a, i), TupleItem(b, i)
		if x == y {
			continue
		}
		switch r, ok := order(x, y); {
		case !ok:
			return false, false
		case r != 0:
			return r < 0, true
		}
	}
	return n < m, true
}

// compareElements answers for two sequences by their first elements that differ.
func compareElements(c *Ctx, rel int, x, y Value) int {
	switch rel {
	case relEq:
		return 0
	case relNe:
		return 1
	}
	return compareT(c, rel, x, y)
}

// pastSame returns the first index from i on where two lists do not have one and the
// same element.
func pastSame(a, b Value, i int) int {
	p, q := listBlock(a), listBlock(b)
	if p == 0 || q == 0 {
		return i
	}
	for n := min(blockLen(p), blockLen(q)); i < n; i++ {
		if x := blockItem(p, i); x == 0 || x != blockItem(q, i) {
			break
		}
	}
	return i
}

func compareLists(c *Ctx, rel int, a, b Value) int {
	if (rel == relEq || rel == relNe) && ListLen(a) != ListLen(b) {
		return truth(rel == relNe)
	}
	// Comparing may change the lists: look at their lengths each time.
	for i := 0; ; i++ {
		i = pastSame(a, b, i)
		x, y := listItem(a, i), listItem(b, i)
		if x == 0 || y == 0 {
			break
		}
		if x == y {
			continue
		}
		if BothInt(x, y) {
			return compareElements(c, rel, x, y)
		}
		c.Own(x)
		c.Own(y)
		r := EqT(c, x, y)
		gone := i >= ListLen(a) || i >= ListLen(b)
		if r == 0 && !gone {
			r = compareElements(c, rel, x, y)
			c.Drop(x)
			c.Drop(y)
			return r
		}
		c.Drop(x)
		c.Drop(y)
		if r < 0 {
			return -1
		}
	}
	return truth(holds(rel, ListLen(a)-ListLen(b)))
}

func compareDicts(c *Ctx, rel int, a, b Value) int {
	equal := dictsEqual(c, a, b)
	if equal < 0 || rel == relEq {
		return equal
	}
	return 1 - equal
}

func compareSlices(c *Ctx, rel int, a, b Value) int {
	for off := uintptr(8); off <= 24; off += 8 {
		x, y := word(a, off), word(b, off)
		switch same(c, x, y) {
		case -1:
			return -1
		case 0:
			return compareElements(c, rel, x, y)
		}
	}
	return truth(holds(rel, 0))
}

// Truth returns whether v is true: 1, 0, or -1 with an exception pending.
func Truth(c *Ctx, v Value) int {
	if v == True {
		return 1
	}
	if v == False {
		return 0
	}
	return truthOf(c, v)
}

func truthOf(c *Ctx, v Value) int {
	if v == None {
		return 0
	}
	if v.IsInt() {
		return truth(v != Int(0))
	}
	switch TypeID(v) {
	case TypeFloat:
		return truth(v.Float() != 0)
	case TypeComplex:
		re, im := complexParts(v)
		return truth(re != 0 || im != 0)
	case TypeStr, TypeBytes, TypeNetBytes, TypeNetView, TypeTuple:
		return truth(u32(v.addr()+8) != 0)
	case TypeBytearray:
		return truth(len(BytearrayData(v)) != 0)
	case TypeList:
		return truth(ListLen(v) != 0)
	case TypeDict:
		return truth(DictLen(v) != 0)
	case TypeSet, TypeFrozenset:
		return truth(SetLen(v) != 0)
	case TypeRange:
		return truth(rangeLen(v) != 0)
	case TypeMemoryview:
		return truth(viewLen(v) != 0)
	case TypeLongRange:
		return truth(word(v, 32) != Int(0))
	case TypeDictKeys, TypeDictValues, TypeDictItems:
		return truth(DictLen(word(v, 8)) != 0)
	}
	if !isUser(v) || TypeID(v) != TypeClass && infoOf(TypeID(v)).alwaysTrue {
		return 1
	}
	if m := special(v, nameBool); m != 0 {
		r := callSpecial0(c, m, v)
		if r == 0 {
			return -1
		}
		if !r.IsBool() {
			TypeErrorf(c, "__bool__ should return bool, returned %s", TypeName(r))
			c.Drop(r)
			return -1
		}
		return truth(r == True)
	}
	if special(v, nameLen) != 0 {
		n, ok := Len(c, v)
		if !ok {
			return -1
		}
		return truth(n != 0)
	}
	return 1
}
