package infer

import (
	"maps"
	"math"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Unbox gives to arithmetic on numbers whose types are certain the form it
// has in Go: float64s, and int64s whose range is known to fit a tagged word,
// so that nothing can overflow. Variables that hold nothing else, and are set
// wherever they are read, are unboxed; an object is made where one is needed.
//
// Identity must not show. An int in a tagged word has none, but a NaN is
// found in a list by it. So a float is unboxed only if at most one place
// makes an object of it (copies of a variable count as one): a second object
// could not be told from the first. Arithmetic and comparisons do not count,
// they keep nothing.
//
// Where types are only guesses, an operation that finds them wrong takes an exit:
// see guess.go.
func Unbox(prog *ir.Program) {
	hints := FindHints(prog)
	typed, math := map[*ir.Proto]*unboxer{}, importedMath(prog)
	var all []*unboxer
	for _, f := range prog.Funcs {
		operators(prog, f, hints)
	}
	worthwhile := worthInlining(prog, hints)
	for _, f := range prog.Funcs {
		if f.Proto.Suspends != ir.RunsThrough { // a frame holds objects
			continue
		}
		var u *unboxer
		if guessing(f, hints) || worthwhile[f] {
			private(prog, f, hints)
			u = newUnboxer(f, hints)
			u.prog = prog
			u.sign()
			typed[f.Proto] = u
		} else {
			u = newUnboxer(f, nil)
		}
		all = append(all, u)
	}
	for _, u := range all {
		u.typed, u.prog, u.math = typed, prog, math
		u.rewrite()
	}
	in := &inliner{typed: typed, begun: map[*ir.Func]bool{}, done: map[*ir.Func]bool{}}
	for _, u := range all {
		if u.guesses != nil {
			in.body(u.f)
		}
	}
	entered := map[*ir.Func]map[int]bool{}
	for _, u := range all {
		if u.guesses != nil {
			wrap(u.f)
			sums(u.f)
			u.hoistSlots()
			u.enter(entered)
		}
	}
	for _, u := range all {
		if u.guesses != nil && u.finish(entered[u.f]) {
			prog.Funcs = append(prog.Funcs, u.rest)
		}
	}
}

type unboxer struct {
	f       *ir.Func
	n       *numbers
	same    map[any]any // union-find: *ir.Value and *ir.Var that hold the same object
	escapes map[any]int // by representative
	boxed   map[any]bool
	whole   map[any]bool                  // by representative: objects wherever they are
	wanted  map[any]bool                  // by representative: arithmetic is done on it
	moved   map[any]bool                  // by representative: it is stored in an object
	stores  map[*ir.Var]map[*ir.Loop]bool // loops around a variable's stores, innermost only
	deleted map[*ir.Var]bool
	counted map[*ir.Op]*ir.Op // iterators of which only a loop knows, and its OpNext
	out     []*ir.Op
	at      *ir.Op // the one that is being rewritten

	prog     *ir.Program
	math     map[*ir.Global]string  // see importedMath
	typed    map[*ir.Proto]*unboxer // functions whose types are guessed
	*guesses                        // nil if none are made
}

func newUnboxer(f *ir.Func, hints *Hints) *unboxer {
	u := &unboxer{f: f, n: analyseNumbers(f, hints), same: map[any]any{}, escapes: map[any]int{}, boxed: map[any]bool{},
		wanted: map[any]bool{}, moved: map[any]bool{}, deleted: map[*ir.Var]bool{}, stores: map[*ir.Var]map[*ir.Loop]bool{}}
	u.survey()
	u.findCounted()
	if hints != nil {
		u.guesses = &guesses{}
	}
	return u
}

func (u *unboxer) rewrite() {
	for _, v := range u.f.Vars {
		v.Rep = u.repOf(v)
	}
	if u.guesses != nil {
		u.begin()
	}
	u.seq(u.f.Body)
	u.f.Link()
}

func (u *unboxer) seq(s ir.Seq) {
	for i, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			var last *ir.Op
			if len(n.Ops) > 0 {
				last = n.Ops[len(n.Ops)-1]
			}
			u.block(n)
			if u.guesses != nil && i+1 < len(s) {
				if loop, ok := s[i+1].(*ir.Loop); ok {
					u.hoist(n, last, loop)
				}
			}
		case *ir.If:
			u.scope(n.Then)
			u.scope(n.Else)
		case *ir.Loop:
			if u.guesses != nil { // the body has run before
				u.forget(n.Body)
			}
			u.block(n.Head)
			u.scope(n.Body)
			u.scope(n.Else)
		case *ir.Try:
			u.scope(n.Body)
			u.scope(n.Handler)
		}
	}
}

// scope is seq for what does not run on every way to what comes behind.
func (u *unboxer) scope(s ir.Seq) {
	if u.guesses == nil {
		u.seq(s)
		return
	}
	raw, facts := maps.Clone(u.raw), maps.Clone(u.facts)
	u.seq(s)
	u.raw, u.facts = raw, facts
	u.forget(s)
}

func (u *unboxer) find(x any) any {
	root := x
	for u.same[root] != nil {
		root = u.same[root]
	}
	for x != root { // the way is shorter next time
		u.same[x], x = root, u.same[x]
	}
	return root
}

func (u *unboxer) union(x, y any) {
	if x, y = u.find(x), u.find(y); x != y {
		u.same[x] = y
	}
}

// survey finds the copies, and what may not be unboxed.
func (u *unboxer) survey() {
	for _, v := range u.f.Params {
		u.boxed[v] = u.n.hints == nil || v.Cell
	}
	var uses []func()
	var seq func(s ir.Seq, in *ir.Loop)
	seq = func(s ir.Seq, in *ir.Loop) {
		for _, n := range s {
			switch n := n.(type) {
			case *ir.Block:
				for _, op := range n.Ops {
					u.surveyOp(op, in, &uses)
				}
			case *ir.If:
				for _, phi := range n.Phis {
					for _, v := range []*ir.Value{phi.Then, phi.Else} {
						if v != nil {
							u.boxed[v] = true // its object is made where it is
							u.union(phi.Res, v)
						}
					}
					u.boxed[phi.Res] = true
				}
				seq(n.Then, in)
				seq(n.Else, in)
			case *ir.Loop:
				seq(n.Body, n)
				seq(n.Else, in)
			case *ir.Try:
				seq(n.Body, in)
				seq(n.Handler, in)
			}
		}
	}
	seq(u.f.Body, nil)
	for _, use := range uses {
		use()
	}
	// One float that is not unboxed keeps its copies from it.
	whole := map[any]bool{}
	for x, is := range u.boxed {
		if is {
			whole[u.find(x)] = true
		}
	}
	u.whole = maps.Clone(whole)
	for x := range u.escapes {
		if u.escapes[x] > 1 {
			whole[u.find(x)] = true
		}
	}
	for x := range whole {
		u.escapes[x] = math.MaxInt32
	}
}

func (u *unboxer) surveyOp(op *ir.Op, in *ir.Loop, uses *[]func()) {
	switch op.Code {
	case ir.OpLoadVar:
		if op.Checked {
			u.boxed[op.Var] = true
		}
		u.union(op.Res, op.Var)
		return
	case ir.OpStoreVar:
		if u.stores[op.Var] == nil {
			u.stores[op.Var] = map[*ir.Loop]bool{}
		}
		u.stores[op.Var][in] = true
		u.union(op.Args[0], op.Var)
		return
	case ir.OpDelVar:
		u.boxed[op.Var] = true
		u.deleted[op.Var] = true
		return
	case ir.OpSetLocal: // the variable may be unset
		if load := op.Args[1].Def; load != nil && load.Code == ir.OpLoadVar {
			u.boxed[load.Var] = true
		}
	case ir.OpPos:
		u.boxed[op.Res] = true // may be its operand
		u.union(op.Res, op.Args[0])
		return
	}
	if u.n.hints != nil && len(op.Args) == 2 && (op.Code == ir.OpCall || op.Code == ir.OpCallMethod) {
		if d := op.Args[0].Def; d != nil && d.Code == ir.OpLoadGlobal && (floatCalls[op.Name] || floatCalls[d.Global.Name]) {
			*uses = append(*uses, func() { u.wanted[u.find(op.Args[1])] = true })
		}
	}
	if op.Code == ir.OpCallRT && numberCalls[op.Name] {
		for _, v := range op.Args {
			*uses = append(*uses, func() { u.wanted[u.find(v)] = true })
			if op.Name == "min" || op.Name == "max" {
				u.union(op.Res, v) // it is one of them
			}
		}
		return
	}
	if _, ok := op.Code.IsBinary(); ok || op.Code == ir.OpNeg || op.Code == ir.OpTruth || ir.OpTestLt <= op.Code && op.Code <= ir.OpTestNe {
		for _, v := range op.Args {
			*uses = append(*uses, func() { u.wanted[u.find(v)] = true })
		}
	}
	if op.Code == ir.OpSetItem || op.Code == ir.OpSetSlot {
		v := op.Args[len(op.Args)-1]
		*uses = append(*uses, func() { u.moved[u.find(v)] = true })
		if v.Def != nil {
			if _, ok := v.Def.Code.IsBinary(); ok || v.Def.Code == ir.OpNeg { // it is a bare number before it is stored
				*uses = append(*uses, func() { u.wanted[u.find(v)] = true })
			}
		}
	}
	if op.Code == ir.OpRange {
		for _, v := range op.Args {
			*uses = append(*uses, func() { u.wanted[u.find(v)] = true })
		}
	}
	if op.Code == ir.OpGetItem || op.Code == ir.OpSetItem {
		*uses = append(*uses, func() { u.wanted[u.find(op.Args[1])] = true })
	}
	if keepsNothing(op.Code) || op.Code == ir.OpCall && keepNothing[builtinName(op.Args[0])] || op.Code == ir.OpCallRT && keepNothing[op.Name] {
		return
	}
	for _, v := range op.Args {
		if v == nil {
			continue
		}
		*uses = append(*uses, func() {
			n := 1
			if in != nil && v.Def != nil && v.Def.Code == ir.OpLoadVar && !u.stores[v.Def.Var][in] {
				n = 2 // the same float again in the next iteration
			}
			u.escapes[u.find(v)] += n
		})
	}
}

// keepsNothing reports whether an operation on floats cannot tell one object
// from another with the same value, and keeps none.
func keepsNothing(c ir.Code) bool {
	if _, ok := c.IsBinary(); ok {
		return true
	}
	switch c {
	case ir.OpNeg, ir.OpTruth, ir.OpFormat, ir.OpPercent, ir.OpBoxInt:
		return true
	}
	return ir.OpLt <= c && c <= ir.OpTestNe
}

// keepNothing are the builtins of which the same is true.
var keepNothing = map[string]bool{"print": true, "str": true, "repr": true, "int": true, "bool": true, "round": true, "isinstance": true}

// builtinName returns the name of the builtin that v certainly is, or "".
func builtinName(v *ir.Value) string {
	if v.Def != nil && v.Def.Code == ir.OpLoadBuiltin {
		return v.Def.Name
	}
	return ""
}

// mayUnbox reports whether x, a value or variable, can do without an object.
func (u *unboxer) mayUnbox(x any, t numType) bool {
	if t.guess && !u.wanted[u.find(x)] && (t.kind != intKind || !u.moved[u.find(x)]) {
		return false
	}
	switch t.kind {
	case intKind:
		return t.small && !u.boxed[x]
	case floatKind:
		// Where an exit can be taken, making an object checks that it is none.
		return u.escapes[u.find(x)] < 2 || u.guesses != nil && !u.whole[u.find(x)]
	}
	return false
}

func (u *unboxer) repOf(v *ir.Var) ir.Rep {
	if t := u.n.vars[v]; v.Rep == ir.RepValue && !v.Cell && u.mayUnbox(v, t) {
		return repOf(t)
	}
	return v.Rep
}

// kindOf is the kind of number that rep holds.
func kindOf(rep ir.Rep) numKind {
	if rep == ir.RepFloat {
		return floatKind
	}
	return intKind
}

func repOf(t numType) ir.Rep {
	if t.kind == floatKind {
		return ir.RepFloat
	}
	return ir.RepInt
}

func (u *unboxer) block(b *ir.Block) {
	u.out = nil
	for i := 0; i < len(b.Ops); i++ {
		n := 0
		if u.guesses != nil {
			n = u.index(b.Ops[i:])
		}
		u.at = b.Ops[i]
		for _, op := range b.Ops[i+1 : i+1+n] {
			u.op(op)
		}
		u.op(b.Ops[i])
		i += n
	}
	b.Ops = u.out
}

// index returns how many ops between a read and a subscription of what it reads do
// nothing but compute the index, in numbers: they may as well come first.
func (u *unboxer) index(ops []*ir.Op) int {
	if !reads(ops[0]) {
		return 0
	}
	for i, op := range ops[1:] {
		switch {
		case op.Code == ir.OpLoadVar && !op.Checked && !op.Var.Cell, op.Code == ir.OpConst, op.Code == ir.OpConstInt:
		case ir.OpAdd <= op.Code && op.Code <= ir.OpMul:
			for _, v := range append(op.Args, op.Res) {
				if t := u.n.values[v]; t.kind != intKind || !t.small {
					return 0
				}
			}
			if !u.mayUnbox(op.Res, u.n.values[op.Res]) || slices.Contains(op.Args, ops[0].Res) || isConst(op.Args[0]) && isConst(op.Args[1]) {
				return 0
			}
		case (op.Code == ir.OpGetItem || op.Code == ir.OpSetItem) && op.Args[0] == ops[0].Res:
			return i
		default:
			return 0
		}
	}
	return 0
}

// add appends an op, with a result of the representation its opcode says if
// it has one; hint names it.
func (u *unboxer) add(like *ir.Op, op *ir.Op, hint string) *ir.Value {
	op.Pos = like.Pos
	v := &ir.Value{ID: u.f.NValues, Rep: op.Code.Info().Res, Hint: hint, Def: op}
	u.f.NValues++
	op.Res = v
	u.out = append(u.out, op)
	return v
}

func (u *unboxer) op(op *ir.Op) {
	if u.guesses == nil {
		u.rewriteOp(op)
		return
	}
	u.sure(op)
	u.rewriteOp(op)
	u.follow(op)
}

func (u *unboxer) rewriteOp(op *ir.Op) {
	if op.Code == ir.OpLoadVar && op.Var.Rep != ir.RepValue {
		op.Exc = nil
		u.give(op, op.Var.Rep)
		return
	}
	if op.Code == ir.OpStoreVar && op.Var.Rep != ir.RepValue {
		op.Args[0] = u.as(op, op.Args[0], op.Var.Rep)
		u.out = append(u.out, op)
		return
	}
	if u.builtinCall(op) || u.square(op) || u.arith(op) || u.test(op) || u.guesses != nil && (u.typedCall(op) || u.typedReturn(op) || u.mathCall(op)) {
		return
	}
	u.list(op)
	switch {
	case op.Code == ir.OpRange:
		for i, v := range op.Args {
			if t := u.n.values[v]; t.kind == intKind && t.small {
				op.Args[i] = u.as(op, v, ir.RepInt)
			}
		}
		u.out = append(u.out, op)
		return
	case op.Code == ir.OpCallRT && op.Name == "len" && op.N != 0:
		u.give(&ir.Op{Code: ir.OpLen, N: op.N, Pos: op.Pos, Args: op.Args, Res: op.Res}, ir.RepInt)
		return
	}
	if op.Code != ir.OpBoxInt && op.Code != ir.OpRangeNext && op.Code != ir.OpNot && op.Code != ir.OpBox {
		for i, v := range op.Args {
			if v == nil {
				continue
			}
			if u.guesses != nil && op.TakesNumber(i) {
				if r := u.number(op, i); r != nil {
					op.Args[i] = r
					continue
				}
			}
			if u.guesses != nil && u.raw[v] != nil && u.raw[v].Rep == ir.RepInt {
				v = u.raw[v] // not an object that has to be kept alive
			}
			if v.Rep != ir.RepValue {
				op.Args[i] = u.as(op, v, ir.RepValue)
			}
		}
	}
	if u.readNumber(op) {
		return
	}
	if u.guesses != nil && (op.Code == ir.OpSetSlot && op.Sure && op.Args[1].Rep != ir.RepValue || storesNumber(op)) {
		op.Exit = u.edge(u.entryAfter(op), u.behind[op]) // for what it releases may run code: see Slots
	}
	u.out = append(u.out, op)
	if u.guesses != nil {
		u.guardRead(op)
	}
}

// storesNumber reports whether op stores an unboxed number in what certainly is a list.
func storesNumber(op *ir.Op) bool {
	return op.Code == ir.OpSetItem && op.N == 1 && op.Args[1].Rep == ir.RepInt && op.Args[2].Rep != ir.RepValue
}

// as gives v in a representation in front of op.
func (u *unboxer) as(op *ir.Op, v *ir.Value, rep ir.Rep) *ir.Value {
	if v.Rep == rep {
		return v
	}
	if u.guesses != nil && rep != ir.RepValue && v.Rep == ir.RepValue {
		if r := u.raw[v]; r != nil {
			return u.as(op, r, rep)
		}
	}
	if v.Def != nil && rep != ir.RepValue {
		switch d := v.Def; {
		case d.Code == ir.OpBoxInt:
			return u.as(op, d.Args[0], rep)
		case d.Code == ir.OpConst && d.Const.Kind == ir.ConstInt && rep == ir.RepInt:
			return u.add(op, &ir.Op{Code: ir.OpConstInt, N: d.Const.Int}, "")
		case d.Code == ir.OpConst && rep == ir.RepFloat && d.Const.Kind == ir.ConstInt && exactFloat(d.Const.Int):
			return u.constFloat(op, float64(d.Const.Int))
		case d.Code == ir.OpConst && d.Const.Kind == ir.ConstFloat && writable(d.Const.Float):
			return u.constFloat(op, d.Const.Float)
		}
	}
	one := func(c ir.Code) *ir.Value { return u.add(op, &ir.Op{Code: c, Args: []*ir.Value{v}}, v.Hint) }
	switch t := u.n.values[v]; {
	case v.Rep == ir.RepFloat && u.guesses != nil:
		// In a tagged word, or in one object that everybody shares.
		b := one(ir.OpBoxFloat)
		if u.escapes[u.find(v)] > 1 {
			b.Def.Exit = u.exit()
		}
		return b
	case v.Rep == ir.RepFloat:
		return one(ir.OpBoxFloat)
	case v.Rep == ir.RepValue && (t.guess || t.kind == mixedKind):
		return u.guard(op, v, t, rep)
	case v.Rep == ir.RepValue && u.guesses != nil && !t.number():
		// Certain is at most that it is an int: of any size.
		return u.guard(op, v, numType{kind: kindOf(rep), small: true, guess: true}, rep)
	case v.Rep == ir.RepInt && rep == ir.RepValue:
		return one(ir.OpBoxInt)
	case v.Rep == ir.RepInt:
		return one(ir.OpIntToFloat)
	case rep == ir.RepInt:
		return one(ir.OpUnboxInt)
	case t.kind == intKind:
		return u.as(op, one(ir.OpUnboxInt), rep)
	}
	return one(ir.OpUnboxFloat)
}

func (u *unboxer) constFloat(op *ir.Op, x float64) *ir.Value {
	return u.add(op, &ir.Op{Code: ir.OpConstFloat, Const: &ir.Const{Kind: ir.ConstFloat, Float: x}}, "")
}

func exactFloat(i int64) bool { return -1<<53 <= i && i <= 1<<53 }

// writable reports whether Go has a literal for x.
func writable(x float64) bool {
	return !math.IsInf(x, 0) && !math.IsNaN(x) && (x != 0 || !math.Signbit(x))
}

// give appends op, whose result has representation rep now, and makes the
// object that the old one stood for if it is needed here.
func (u *unboxer) give(op *ir.Op, rep ir.Rep) {
	old := op.Res
	if u.mayUnbox(old, u.n.values[old]) {
		old.Rep, old.Def = rep, op
		u.out = append(u.out, op)
		return
	}
	v := &ir.Value{ID: u.f.NValues, Rep: rep, Hint: old.Hint, Def: op}
	u.f.NValues++
	op.Res = v
	box := &ir.Op{Code: ir.OpBoxInt, Pos: op.Pos, Args: []*ir.Value{v}, Res: old}
	if rep == ir.RepFloat {
		box.Code = ir.OpBoxFloat
	}
	old.Def = box
	u.out = append(u.out, op, box)
}

func isConst(v *ir.Value) bool {
	return v.Def != nil && (v.Def.Code == ir.OpConst || v.Def.Code == ir.OpConstInt || v.Def.Code == ir.OpConstFloat)
}

// arith emits op as arithmetic on unboxed numbers if it can be.
func (u *unboxer) arith(op *ir.Op) bool {
	if op.Code == ir.OpNeg || op.Code == ir.OpInvert {
		x := op.Args[0]
		t := u.n.values[op.Res]
		if isConst(x) || !t.number() || !u.n.values[x].number() || u.n.values[x].kind != t.kind {
			return false
		}
		v := u.as(op, x, repOf(t))
		n := &ir.Op{Code: ir.OpIntArith, N: int64(op.Code), Pos: op.Pos, Args: []*ir.Value{v, v}, Res: op.Res}
		if t.kind == floatKind {
			n.Code = ir.OpFloatArith
		} else if !unary(op.Code, u.n.values[x]).small {
			n.Exit = u.exit()
		}
		u.give(n, repOf(t))
		return true
	}
	if _, ok := op.Code.IsBinary(); !ok {
		return false
	}
	a, b := op.Args[0], op.Args[1]
	x, y, t := u.n.values[a], u.n.values[b], u.n.values[op.Res]
	if isConst(a) && isConst(b) || !t.number() || !u.operands(x, y) {
		return false
	}
	c := plain(op.Code)
	switch {
	case (x.kind == mixedKind || y.kind == mixedKind) && binary(c, x, y).kind != floatKind:
		return false
	case t.kind == intKind && (x.kind != intKind || y.kind != intKind):
		return false
	case t.kind == intKind:
		checked := !binary(c, x, y).small
		switch c {
		case ir.OpMod, ir.OpFloorDiv:
			checked = checked || y.lo <= 0
		case ir.OpLShift, ir.OpRShift:
			checked = checked || y.lo < 0 || y.hi > 62
		case ir.OpPow, ir.OpMatMul:
			return false
		}
		if checked && u.guesses == nil {
			return false
		}
		n := &ir.Op{Code: ir.OpIntArith, N: int64(c), Pos: op.Pos, Args: []*ir.Value{u.as(op, a, ir.RepInt), u.as(op, b, ir.RepInt)}, Res: op.Res}
		if checked {
			n.Exit = u.exit()
		}
		u.give(n, ir.RepInt)
		return true
	case x.kind == intKind && y.kind == intKind:
		if u.guesses == nil || c != ir.OpTrueDiv {
			return false // an exact quotient of ints
		}
		u.give(&ir.Op{Code: ir.OpIntDiv, Pos: op.Pos, Args: []*ir.Value{u.as(op, a, ir.RepInt), u.as(op, b, ir.RepInt)}, Res: op.Res, Exit: u.exit()}, ir.RepFloat)
		return true
	}
	switch c {
	case ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpTrueDiv, ir.OpFloorDiv, ir.OpMod:
	default:
		return false
	}
	p, q := u.as(op, a, ir.RepFloat), u.as(op, b, ir.RepFloat)
	n := &ir.Op{Code: ir.OpFloatArith, N: int64(c), Pos: op.Pos, Args: []*ir.Value{p, q}, Res: op.Res}
	switch c {
	case ir.OpTrueDiv, ir.OpFloorDiv, ir.OpMod:
		if d := q.Def; d == nil || d.Code != ir.OpConstFloat || d.Const.Float == 0 {
			n.Code, n.Exc = ir.OpFloatDiv, op.Exc
		}
	}
	u.give(n, ir.RepFloat)
	return true
}

// operands reports whether arithmetic can be done on numbers of these types.
func (u *unboxer) operands(x, y numType) bool {
	either := func(t numType) bool { return t.number() || t.kind == mixedKind && u.guesses != nil }
	return either(x) && either(y)
}

// test emits op as a comparison of unboxed numbers if it can be. Floats and
// ints are compared exactly in Python, so the int must be one that a float
// holds.
func (u *unboxer) test(op *ir.Op) bool {
	if op.Code == ir.OpTruth {
		x := op.Args[0]
		t := u.n.values[x]
		if isConst(x) || !t.number() {
			return false
		}
		n := &ir.Op{Code: ir.OpIntTest, N: int64(ir.OpNe), Pos: op.Pos, Res: op.Res}
		if t.kind == floatKind {
			n.Code = ir.OpFloatTest
			n.Args = []*ir.Value{u.as(op, x, ir.RepFloat), u.constFloat(op, 0)}
		} else {
			n.Args = []*ir.Value{u.as(op, x, ir.RepInt), u.add(op, &ir.Op{Code: ir.OpConstInt}, "")}
		}
		op.Res.Def = n
		u.out = append(u.out, n)
		return true
	}
	if op.Code < ir.OpTestLt || op.Code > ir.OpTestNe {
		return false
	}
	a, b := op.Args[0], op.Args[1]
	x, y := u.n.values[a], u.n.values[b]
	if isConst(a) && isConst(b) || !u.operands(x, y) {
		return false
	}
	code, rep := ir.OpIntTest, ir.RepInt
	if x.kind != intKind || y.kind != intKind {
		code, rep = ir.OpFloatTest, ir.RepFloat
		for _, t := range []numType{x, y} {
			if t.kind == intKind && (!exactFloat(t.lo) || !exactFloat(t.hi)) {
				return false
			}
		}
	}
	n := &ir.Op{Code: code, N: int64(op.Code - ir.OpTestLt + ir.OpLt), Pos: op.Pos, Args: []*ir.Value{u.as(op, a, rep), u.as(op, b, rep)}, Res: op.Res}
	op.Res.Def = n
	u.out = append(u.out, n)
	return true
}

// list marks what is done to exact lists and bytearrays, and makes sure of the int that
// one is multiplied by.
func (u *unboxer) list(op *ir.Op) {
	switch plain(op.Code) {
	case ir.OpIter:
		if t := u.n.values[op.Args[0]]; t.kind == listKind && !t.guess && u.counted[op] != nil {
			u.countItems(op)
		}
	case ir.OpCallRT:
		if t := u.n.values[op.Args[0]]; op.Name == "len" && t.kind.sequence() && !t.guess {
			op.N = itemOf(t.kind)
		}
	case ir.OpGetItem, ir.OpSetItem:
		if t := u.n.values[op.Args[0]]; t.kind.sequence() && !t.guess && !isSlice(op.Args[1]) {
			op.N = itemOf(t.kind)
		}
	case ir.OpMul:
		if t := u.n.values[op.Res]; !t.kind.sequence() || t.guess {
			return
		}
		for _, v := range op.Args {
			if t := u.n.values[v]; t.kind == intKind && t.guess && u.guesses != nil {
				u.as(op, v, ir.RepInt)
			}
		}
	}
}
