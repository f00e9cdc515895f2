package infer

import (
	"math/big"
	"math/bits"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// A numType says what is certain about a value, or about a variable wherever
// it is set: nothing has been seen yet, it is a float, it is an int, it is a list,
// or nothing is certain. Exact types only: bool is no int here, and a subclass
// of float no float.
type numType struct {
	kind   numKind
	lo, hi int64 // of an int if small
	small  bool  // the int lies from lo to hi, and so in a tagged word
	guess  bool  // all this is only likely: see Hints
}

type numKind uint8

const (
	unseen numKind = iota
	intKind
	floatKind
	mixedKind // an int or a float: beside a float it may as well be one
	listKind  // exactly a list, whatever is in it
	bytesKind // exactly a bytearray
	anyKind
)

// mixes reports whether k is a kind of number, and so may be mixed with another.
func (k numKind) mixes() bool { return k == intKind || k == floatKind || k == mixedKind }

// sequence reports whether k is a list or a bytearray.
func (k numKind) sequence() bool { return k == listKind || k == bytesKind }

// Bounds of a tagged int.
const (
	maxInt = 1<<62 - 1
	minInt = -1 << 62
)

var (
	anyType   = numType{kind: anyKind}
	floatType = numType{kind: floatKind}
	intType   = numType{kind: intKind}
	listType  = numType{kind: listKind}
)

// between is the type of the ints from lo to hi.
func between(lo, hi *big.Int) numType {
	if !lo.IsInt64() || !hi.IsInt64() || lo.Int64() < minInt || hi.Int64() > maxInt {
		return intType
	}
	return numType{kind: intKind, small: true, lo: lo.Int64(), hi: hi.Int64()}
}

func interval(lo, hi int64) numType { return between(big.NewInt(lo), big.NewInt(hi)) }

// join is what is certain of something that is one or the other.
func (t numType) join(u numType) numType {
	switch {
	case t.kind == unseen:
		return u
	case u.kind == unseen:
		return t
	case t.kind.mixes() && u.kind.mixes() && (t.kind != u.kind || t.kind == mixedKind):
		return numType{kind: mixedKind, guess: t.guess || u.guess}
	case t.kind != u.kind:
		return anyType
	case t.kind == intKind && (!t.small || !u.small):
		return numType{kind: intKind, guess: t.guess || u.guess}
	}
	t.lo, t.hi = min(t.lo, u.lo), max(t.hi, u.hi)
	t.guess = t.guess || u.guess
	return t
}

// number reports whether t is a number that float64 arithmetic can take: a
// float, or an int that is no object.
func (t numType) number() bool { return t.kind == floatKind || t.kind == intKind && t.small }

// numbers is the state of the analysis: a type for every value and variable.
// Variables have one type for all their life; the analysis repeats until
// nothing changes, and widens an interval that grows too often to "an int".
// O(rounds × ops), with few rounds.
//
// With hints it believes them, and takes arithmetic on ints to stay within tagged
// words; what is believed is marked as a guess.
type numbers struct {
	hints   *Hints
	values  map[*ir.Value]numType
	vars    map[*ir.Var]numType
	grown   map[*ir.Var]int
	changed bool
}

// maxGrowth is how often the interval of a variable may grow.
const maxGrowth = 3

func analyseNumbers(f *ir.Func, hints *Hints) *numbers {
	n := &numbers{hints: hints, values: map[*ir.Value]numType{}, vars: map[*ir.Var]numType{}, grown: map[*ir.Var]int{}}
	for _, v := range f.Params {
		n.vars[v] = hints.Of(v)
	}
	for n.changed = true; n.changed; {
		n.changed = false
		f.Body.Walk(func(node ir.Node) {
			switch node := node.(type) {
			case *ir.Block:
				for _, op := range node.Ops {
					n.op(op)
				}
			case *ir.If:
				for _, phi := range node.Phis {
					n.set(phi.Res, n.values[phi.Then].join(n.values[phi.Else]))
				}
			}
		})
	}
	return n
}

// set joins t into the type of v.
func (n *numbers) set(v *ir.Value, t numType) {
	if v == nil || v.Rep != ir.RepValue && v.Rep != ir.RepInt {
		return
	}
	old := n.values[v]
	if t = n.plain(old.join(t)); t != old {
		n.values[v], n.changed = t, true
	}
}

// plain is t, or nothing certain where that takes an exit to be of use.
func (n *numbers) plain(t numType) numType {
	if t.kind == mixedKind && n.hints == nil {
		return anyType
	}
	return t
}

func (n *numbers) op(op *ir.Op) {
	for i, v := range op.More {
		t := anyType
		if op.Code == ir.OpRange {
			t = n.bound(op.Args[i+1])
		}
		n.set(v, t)
	}
	if op.Code == ir.OpStoreVar {
		old := n.vars[op.Var]
		t := n.plain(old.join(n.values[op.Args[0]]))
		if t == old {
			return
		}
		if n.grown[op.Var]++; t.small && n.grown[op.Var] > maxGrowth {
			t = n.within(intType, t.guess)
		}
		n.vars[op.Var], n.changed = t, true
		return
	}
	if op.Res != nil {
		n.set(op.Res, n.result(op))
	}
}

// maxLen is how long a list or bytearray may be.
const maxLen = 1<<32 - 1

// bound is the type of an argument of range as an int64: rewriting makes sure of what
// is a guess.
func (n *numbers) bound(v *ir.Value) numType {
	t := n.values[v]
	if t.kind == unseen {
		return t
	}
	if t.kind != intKind || !t.small {
		return interval(minInt, maxInt)
	}
	t.guess = false
	return t
}

// within is t, or if hints are believed the guess that an int is a tagged word's.
func (n *numbers) within(t numType, guess bool) numType {
	if n.hints != nil && t.kind == intKind && !t.small {
		t = interval(minInt, maxInt)
		t.guess = true
	}
	t.guess = t.guess || guess
	return t
}

// result is the type of op's result.
func (n *numbers) result(op *ir.Op) numType {
	arg := func(i int) numType { return n.values[op.Args[i]] }
	switch op.Code {
	case ir.OpConst:
		switch op.Const.Kind {
		case ir.ConstInt:
			return interval(op.Const.Int, op.Const.Int)
		case ir.ConstBig:
			return intType
		case ir.ConstFloat:
			return floatType
		}
	case ir.OpConstInt:
		return interval(op.N, op.N)
	case ir.OpList:
		return listType
	case ir.OpIAdd:
		if x := arg(0); x.kind.sequence() {
			return x
		}
	case ir.OpGetItem:
		switch x := arg(0); {
		case isSlice(op.Args[1]):
			if x.kind.sequence() {
				return x
			}
		case x.kind == bytesKind:
			return numType{kind: intKind, small: true, hi: 255, guess: n.hints != nil}
		}
	case ir.OpCall, ir.OpCallKw:
		switch builtinName(op.Args[0]) {
		case "bytearray":
			return numType{kind: bytesKind}
		case "list", "sorted":
			return listType
		}
	case ir.OpRange:
		return n.bound(op.Args[0])
	case ir.OpCallRT:
		if t, ok := n.builtin(op); ok {
			return t
		}
		if op.Name == "len" && len(op.Args) == 1 && arg(0).kind.sequence() {
			return numType{kind: intKind, small: true, hi: maxLen, guess: arg(0).guess}
		}
	case ir.OpRangeNext:
		start, stop, step := arg(0), arg(1), arg(2)
		if !start.small || !stop.small || !step.small {
			return interval(minInt, maxInt)
		}
		switch {
		case step.lo > 0 && start.lo < stop.hi:
			return interval(start.lo, stop.hi-1)
		case step.hi < 0 && stop.lo < start.hi:
			return interval(stop.lo+1, start.hi)
		case step.lo > 0 || step.hi < 0:
			return start // the body never runs
		}
		return interval(min(start.lo, stop.lo), max(start.hi, stop.hi))
	case ir.OpBoxInt:
		return arg(0)
	case ir.OpLoadVar:
		if op.Var.Cell {
			return anyType
		}
		if t := n.vars[op.Var]; t.kind != anyKind {
			return t
		}
		return n.hints.Of(op.Res)
	case ir.OpNeg, ir.OpPos, ir.OpInvert:
		x := arg(0)
		return n.within(unary(op.Code, x), x.guess)
	}
	if _, ok := op.Code.IsBinary(); ok {
		x, y := arg(0), arg(1)
		if plain(op.Code) == ir.OpPow && n.hints != nil && y == interval(2, 2) && x.number() {
			if x.kind == intKind {
				return n.within(binary(ir.OpMul, x, x), x.guess)
			}
			return x
		}
		if t := binary(plain(op.Code), x, y); t.kind != anyKind {
			if !x.small && x.kind == intKind || !y.small && y.kind == intKind {
				t.guess = t.guess || x.guess || y.guess
				return t
			}
			if t.kind.sequence() {
				// Rewriting sees to it that the int is one.
				for _, s := range []numType{x, y} {
					t.guess = t.guess || s.kind == t.kind && s.guess
				}
				return t
			}
			return n.within(t, x.guess || y.guess)
		}
	}
	return n.hints.Of(op.Res)
}

// plain is the operation that an in-place one does on numbers.
func plain(c ir.Code) ir.Code {
	if ir.OpIAdd <= c && c <= ir.OpIMatMul {
		return c - ir.OpIAdd + ir.OpAdd
	}
	return c
}

func unary(c ir.Code, x numType) numType {
	switch {
	case x.kind.sequence():
		return anyType
	case (x.kind == floatKind || x.kind == mixedKind) && c != ir.OpInvert, x.kind == unseen:
		return x
	case x.kind != intKind:
		return anyType
	case !x.small:
		return intType
	case c == ir.OpNeg:
		return between(big.NewInt(-x.hi), big.NewInt(-x.lo))
	case c == ir.OpInvert:
		return interval(^x.hi, ^x.lo)
	}
	return x
}

func binary(c ir.Code, x, y numType) numType {
	switch {
	case x.kind == unseen || y.kind == unseen:
		return numType{}
	case x.kind.sequence() && x.kind == y.kind && c == ir.OpAdd, x.kind.sequence() && y.kind == intKind && c == ir.OpMul:
		return numType{kind: x.kind}
	case x.kind == intKind && y.kind.sequence() && c == ir.OpMul:
		return numType{kind: y.kind}
	case x.kind == anyKind || y.kind == anyKind || x.kind.sequence() || y.kind.sequence():
		return anyType
	case x.kind == mixedKind && y.kind != floatKind || y.kind == mixedKind && x.kind != floatKind:
		switch c {
		case ir.OpAdd, ir.OpSub, ir.OpMul:
			return numType{kind: mixedKind}
		case ir.OpTrueDiv:
			// As for floats, unless it is an error of ints, or one is rounded.
			if y.kind == intKind && y.small && (y.lo > 0 || y.hi < 0) && exactFloat(y.lo) && exactFloat(y.hi) {
				return floatType
			}
		}
		return anyType
	case x.kind == floatKind || y.kind == floatKind:
		switch c {
		case ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpTrueDiv, ir.OpFloorDiv, ir.OpMod:
			return floatType
		}
		return anyType
	}
	switch c {
	case ir.OpTrueDiv:
		return floatType
	case ir.OpPow, ir.OpMatMul:
		return anyType
	case ir.OpMod:
		if y.small && y.lo > 0 {
			return interval(0, y.hi-1)
		}
		return intType
	case ir.OpAnd:
		if y.small && y.lo >= 0 {
			return interval(0, y.hi)
		}
		if x.small && x.lo >= 0 {
			return interval(0, x.hi)
		}
	}
	if !x.small || !y.small {
		return intType
	}
	switch c {
	case ir.OpAdd:
		return hull(big2(x.lo, y.lo, (*big.Int).Add), big2(x.hi, y.hi, (*big.Int).Add))
	case ir.OpSub:
		return hull(big2(x.lo, y.hi, (*big.Int).Sub), big2(x.hi, y.lo, (*big.Int).Sub))
	case ir.OpMul:
		return corners(x, y, (*big.Int).Mul)
	case ir.OpFloorDiv:
		if y.lo > 0 {
			return interval(min(x.lo, 0), max(x.hi, 0))
		}
	case ir.OpAnd, ir.OpOr, ir.OpXor:
		// All bits above those of the operands are copies of their signs.
		n := max(width(x.lo), width(x.hi), width(y.lo), width(y.hi))
		lo := int64(-1) << n
		if x.lo >= 0 && y.lo >= 0 {
			lo = 0
		}
		return interval(lo, 1<<n-1)
	case ir.OpRShift:
		if y.lo >= 0 {
			return interval(min(x.lo, 0), max(x.hi, 0))
		}
	case ir.OpLShift:
		if y.lo >= 0 && y.hi < 62 {
			return corners(x, y, func(z, a, b *big.Int) *big.Int { return z.Lsh(a, uint(b.Int64())) })
		}
	}
	return intType
}

// width is how many bits of i are not copies of its sign.
func width(i int64) int { return bits.Len64(uint64(i ^ i>>63)) }

func big2(a, b int64, f func(z, a, b *big.Int) *big.Int) *big.Int {
	return f(new(big.Int), big.NewInt(a), big.NewInt(b))
}

// corners is the interval of an operation that is monotonous in each operand.
func corners(x, y numType, f func(z, a, b *big.Int) *big.Int) numType {
	return hull(big2(x.lo, y.lo, f), big2(x.lo, y.hi, f), big2(x.hi, y.lo, f), big2(x.hi, y.hi, f))
}

func hull(xs ...*big.Int) numType {
	cmp := func(a, b *big.Int) int { return a.Cmp(b) }
	return between(slices.MinFunc(xs, cmp), slices.MaxFunc(xs, cmp))
}
