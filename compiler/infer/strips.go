package infer

import (
	"maps"
	"math"
	"math/bits"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Strips finds the innermost loops that count by one, run no other code, and need fewer
// checks for some rounds than for any number of them (strip-mining): a sum of what is
// small does not leave a tagged word within a few hundred rounds, if it is far from its
// ends before; the index i - 1 is one from the left all the while, if it is in the first
// round and in the last. Then the loop runs strips of so many rounds, without a poll, as
// long as such conditions hold, and goes on as it was where they do not (ir.Strip).
//
// What the numbers are in a strip is found out by following the intervals that they lie
// in round by round, as often as a strip has rounds; what is a condition on a variable is
// where they begin. How narrow it has to be is tried. O(rounds × ops), with few tries.
//
// Items of lists are any ints. Those of a list that a loop around has a view of are looked
// at once, if the strips read as much, and known to be small until something else is
// stored in a list. They are then not looked at one by one, either.
func Strips(f *ir.Func) {
	var loops []*ir.Loop
	var seq func(s ir.Seq)
	visit := func(l *ir.Loop) {
		loops = append(loops, l)
		seq(l.Body)
		loops = loops[:len(loops)-1]
		seq(l.Else)
		if mayStrip(f, l) {
			newStrips(f, l, loops).find()
		}
	}
	seq = func(s ir.Seq) {
		for _, n := range s {
			switch n := n.(type) {
			case *ir.If:
				seq(n.Then)
				seq(n.Else)
			case *ir.Try:
				seq(n.Body)
				seq(n.Handler)
			case *ir.Loop:
				visit(n)
			}
		}
	}
	seq(f.Body)
}

const (
	stripRounds = 128
	maxStripped = 120     // ops in a loop that is written twice
	maxStep     = 1 << 20 // of those that are constants
)

// countBits are the widths tried for what a loop does not change.
var countBits = []int{ir.CountBits, 31, 24, 16}

// mayStrip reports whether l can run strips.
func mayStrip(f *ir.Func, l *ir.Loop) bool {
	if l.Kind != ir.LoopRange || len(l.Else) > 0 || !silent(l, true) {
		return false
	}
	if step := l.Head.Ops[0].Args[2].Def; step != nil && step.Code == ir.OpConstInt && (step.N < 1 || step.N > maxStep) {
		return false
	}
	n, ok := 0, true
	l.Body.Walk(func(node ir.Node) {
		switch node := node.(type) {
		case *ir.Block:
			n += len(node.Ops)
		case *ir.Loop, *ir.Try:
			ok = false
		}
	})
	return ok && n <= maxStripped
}

// span is the interval that an int lies in. One that is a counter or a variable that the
// loop does not change, base, plus off is known as that.
type span struct {
	lo, hi int64
	base   any // *ir.Loop, *ir.Var or nil
	off    int64
}

var (
	anyWord  = span{lo: minInt, hi: maxInt}
	anyInt64 = span{lo: math.MinInt64, hi: math.MaxInt64}
)

func (s span) within(t span) bool { return t.lo <= s.lo && s.hi <= t.hi }

func (s span) join(t span) span {
	u := span{lo: min(s.lo, t.lo), hi: max(s.hi, t.hi)}
	if s.base == t.base && s.off == t.off {
		u.base, u.off = s.base, s.off
	}
	return u
}

func symmetric(bits int) span { return span{lo: -1 << bits, hi: 1 << bits} }

// strips is the state of looking at one loop.
type strips struct {
	f      *ir.Func
	loop   *ir.Loop
	views  map[*ir.View]bool // of loops around
	stored map[*ir.Var]bool
	start  map[*ir.Var]int // bits of the variables where a strip begins
	first  map[*ir.Var]bool
	height map[*ir.Var]int

	width   int // of what does not change
	small   bool
	values  map[*ir.Value]span
	env     map[*ir.Var]span
	next    map[*ir.Var]span // of rounds that have ended; nil if none has
	numbers map[access]bool
	bytes   map[*ir.Var]*ir.View
	sure    map[*ir.Op]ir.Sure
	strip   *ir.Strip
}

// access is an item that is accessed.
type access struct {
	view *ir.View
	base any
	off  int64
}

func newStrips(f *ir.Func, l *ir.Loop, around []*ir.Loop) *strips {
	s := &strips{f: f, loop: l, views: map[*ir.View]bool{}, bytes: map[*ir.Var]*ir.View{}, stored: storesOf(l.Body), first: map[*ir.Var]bool{}, height: map[*ir.Var]int{}}
	for _, l := range around {
		for _, v := range l.Views {
			s.views[v] = v.Val == nil
		}
	}
	return s
}

// find gives the loop a strip if that saves a check.
func (s *strips) find() {
	s.heights()
	var best *ir.Strip
	score := 0
	for _, small := range []bool{true, false} {
		if small && (len(s.views) == 0 || s.f.World != ir.Main) {
			continue // what a context reads, the main thread may change meanwhile
		}
		for _, width := range countBits {
			s.small, s.width = small, width
			if !s.follow() {
				continue
			}
			if n := s.score(); n > score {
				best, score = s.strip, n
			}
		}
		if score > 0 {
			break
		}
	}
	s.loop.Strip = best
}

// score is how much the strip found saves.
func (s *strips) score() (n int) {
	for op, sure := range s.sure {
		n += bits.OnesCount8(uint8(sure &^ ir.SureSmall))
		if op.Code == ir.OpIntArith && ir.Code(op.N) == ir.OpMul && sure&ir.SureFits != 0 {
			n += 2
		}
	}
	return n
}

// heights finds, of each variable that rounds hand on, how many others come behind it in
// the chains of what depends on what.
func (s *strips) heights() {
	needs := map[*ir.Var]map[*ir.Var]bool{}
	eachOp(s.loop.Body, func(op *ir.Op) {
		if op.Code != ir.OpStoreVar || op.Var.Rep != ir.RepInt {
			return
		}
		if needs[op.Var] == nil {
			needs[op.Var] = map[*ir.Var]bool{}
		}
		s.sources(op.Args[0], map[*ir.Value]bool{}, func(v *ir.Var) { needs[op.Var][v] = true })
	})
	// One that is only stored on the way to another counts as that.
	for changed := true; changed; {
		changed = false
		for _, from := range needs {
			for w := range from {
				n := len(from)
				maps.Copy(from, needs[w])
				changed = changed || len(from) != n
			}
		}
	}
	// Variables that depend on each other are as high.
	var height func(v *ir.Var) int
	height = func(v *ir.Var) int {
		h, ok := s.height[v]
		if ok {
			return h
		}
		for w, from := range needs {
			if w != v && from[v] && !needs[v][w] {
				h = max(h, 1+height(w))
			}
		}
		s.height[v] = h
		return h
	}
	for v := range needs {
		height(v)
	}
}

// sources calls visit for the variables that v is computed of.
func (s *strips) sources(v *ir.Value, seen map[*ir.Value]bool, visit func(*ir.Var)) {
	op := v.Def
	if op == nil || seen[v] {
		return
	}
	seen[v] = true
	switch op.Code {
	case ir.OpLoadVar:
		visit(op.Var)
	case ir.OpIntArith:
		if !limits(op) {
			for _, v := range op.Args {
				s.sources(v, seen, visit)
			}
		}
	}
}

// limits reports whether the result of op is small whatever its first operand is.
func limits(op *ir.Op) bool {
	d := op.Args[1].Def
	if d == nil || d.Code != ir.OpConstInt || d.N < 0 {
		return false
	}
	return ir.Code(op.N) == ir.OpAnd || ir.Code(op.N) == ir.OpMod
}

// follow runs the rounds of a strip, and reports whether there can be one.
func (s *strips) follow() bool {
	s.values, s.start = map[*ir.Value]span{}, map[*ir.Var]int{}
	begin := map[*ir.Var]span{}
	for v := range s.stored {
		if v.Rep == ir.RepInt {
			s.start[v] = max(61-9*s.height[v], 16)
			begin[v] = symmetric(s.start[v])
		}
	}
	for range stripRounds {
		s.strip = &ir.Strip{Rounds: stripRounds, Bytes: map[*ir.Op]*ir.View{}}
		s.sure, s.numbers, s.next = map[*ir.Op]ir.Sure{}, map[access]bool{}, nil
		s.env = maps.Clone(begin)
		clear(s.first)
		done := map[*ir.Var]bool{}
		if s.seq(s.loop.Body, done) {
			s.end()
		}
		changed := false
		for v, x := range begin {
			y := x
			if s.next != nil {
				y = x.join(span{lo: s.next[v].lo, hi: s.next[v].hi})
			}
			if y != x {
				begin[v], changed = y, true
			}
		}
		if !changed {
			break
		}
	}
	if s.small {
		if !s.staySmall() {
			return false
		}
	}
	s.conditions()
	return true
}

// end joins what the variables are where a round ends.
func (s *strips) end() {
	if s.next == nil {
		s.next = s.env
		return
	}
	for v, x := range s.next {
		s.next[v] = x.join(s.env[v])
	}
}

// staySmall reports whether all that is stored in lists is small, and a list is read
// that may be known to hold nothing else.
func (s *strips) staySmall() bool {
	ok, any := true, false
	eachOp(s.loop.Body, func(op *ir.Op) {
		switch op.Code {
		case ir.OpSetItem:
			ok = ok && (op.N == 2 || s.sure[op]&ir.SureSmall != 0)
		case ir.OpItemInt:
			any = any || s.views[op.View]
		}
	})
	return ok && any
}

// seq follows the nodes of a round, and reports whether control comes to its end. stored
// are the variables that have been stored to on the way.
func (s *strips) seq(nodes ir.Seq, stored map[*ir.Var]bool) bool {
	for _, n := range nodes {
		switch n := n.(type) {
		case *ir.Block:
			for _, op := range n.Ops {
				switch op.Code {
				case ir.OpContinue:
					s.end()
					return false
				case ir.OpBreak, ir.OpReturn:
					return false
				}
				s.op(op, stored)
			}
		case *ir.If:
			env, numbers, before := s.env, s.numbers, stored
			s.env, s.numbers, stored = maps.Clone(env), maps.Clone(numbers), maps.Clone(before)
			then := s.seq(n.Then, stored)
			after, did := s.env, stored
			s.env, s.numbers, stored = maps.Clone(env), maps.Clone(numbers), maps.Clone(before)
			els := s.seq(n.Else, stored)
			s.numbers = numbers
			switch {
			case !then && !els:
				return false
			case !els:
				s.env = after
				stored = did
			case then:
				for v, x := range s.env {
					s.env[v] = x.join(after[v])
				}
				for v := range stored {
					if !did[v] {
						delete(stored, v)
					}
				}
			}
			for _, phi := range n.Phis {
				s.values[phi.Res] = anyWord
			}
		}
	}
	return true
}

// of is what v is.
func (s *strips) of(v *ir.Value) span {
	if d := v.Def; d != nil && d.Code == ir.OpConstInt {
		return span{lo: d.N, hi: d.N}
	}
	if x, ok := s.values[v]; ok {
		return x
	}
	if v == s.loop.Head.Ops[0].Res {
		x := symmetric(ir.CountBits)
		if s.width < ir.CountBits {
			x = symmetric(s.width)
		}
		step := int64(1) << ir.StepBits
		if d := s.loop.Head.Ops[0].Args[2].Def; d != nil && d.Code == ir.OpConstInt {
			step = d.N
		}
		x.hi += stripRounds * step
		x.base = s.loop
		return x
	}
	return anyWord
}

func (s *strips) op(op *ir.Op, stored map[*ir.Var]bool) {
	switch op.Code {
	case ir.OpStoreVar:
		if op.Var.Rep == ir.RepInt {
			s.env[op.Var] = s.of(op.Args[0])
			stored[op.Var] = true
		}
		return
	case ir.OpSetItem:
		if op.N != 2 && op.Args[2].Rep != ir.RepInt {
			clear(s.numbers) // a float may be an object, and two lists one
		}
		if s.f.World != ir.Main {
			return // that goes through the barrier
		}
		s.index(op)
		if op.Args[2].Rep == ir.RepInt && s.of(op.Args[2]).within(symmetric(ir.ItemBits)) {
			s.sure[op] |= ir.SureSmall
		}
		return
	}
	if op.Code == ir.OpGetItem && op.Lent && op.Args[1].Rep == ir.RepInt {
		s.index(op)
	}
	if op.Res == nil || op.Res.Rep != ir.RepInt && op.Res.Rep != ir.RepFloat {
		return
	}
	x := anyWord
	switch op.Code {
	case ir.OpLoadVar:
		if op.Var.Rep != ir.RepInt {
			return
		}
		if !stored[op.Var] {
			s.first[op.Var] = true
		}
		if y, ok := s.env[op.Var]; ok {
			x = y
		} else {
			x = symmetric(s.width)
			x.base = op.Var
		}
	case ir.OpIntArith:
		x = s.arith(op)
	case ir.OpLen:
		x = span{hi: maxLen}
	case ir.OpItemInt:
		switch {
		case op.N == 2:
			x = span{hi: 255}
		case op.View == nil:
		case s.small && s.views[op.View]:
			x = symmetric(ir.ItemBits)
			s.sure[op] |= ir.SureKind
		}
		s.index(op)
	case ir.OpItemFloat:
		s.index(op)
	}
	s.values[op.Res] = x
}

// index looks at the index of an access to a view.
func (s *strips) index(op *ir.Op) {
	view := s.viewOf(op)
	if view == nil || view.Val != nil {
		return
	}
	i := s.of(op.Args[1])
	key := access{view, i.base, i.off}
	if i.base == nil {
		key.base = op.Args[1]
		if i.lo == i.hi {
			key.base, key.off = nil, i.lo
		}
	}
	switch {
	case view.Bytes:
		if op.Code == ir.OpItemInt || s.of(op.Args[2]).within(span{hi: 255}) {
			s.sure[op] |= ir.SureKind
		}
	case op.Code == ir.OpItemInt:
		s.numbers[key] = true
	case op.Code == ir.OpSetItem && op.Args[2].Rep == ir.RepInt:
		if s.numbers[key] {
			s.sure[op] |= ir.SureKind
		}
		s.numbers[key] = true
	}
	if (i.base != nil || i.lo == i.hi && i.lo >= 0) && -1<<30 < i.off && i.off < 1<<30 {
		s.sure[op] |= ir.SureIndex
	}
}

// viewOf is the view that op accesses: that of a bytearray is made, on the main thread. A
// context may not store in what is not its own, and others may change it.
func (s *strips) viewOf(op *ir.Op) *ir.View {
	d := op.Args[0].Def
	if op.View != nil || op.N != 2 || s.f.World != ir.Main || d == nil || d.Code != ir.OpLoadVar || d.Var.Cell || d.Var.Rep != ir.RepValue || s.stored[d.Var] {
		return op.View
	}
	if op.Args[1].Rep != ir.RepInt || op.Code == ir.OpSetItem && op.Args[2].Rep != ir.RepInt {
		return nil
	}
	v := s.bytes[d.Var]
	if v == nil {
		v = &ir.View{Var: d.Var, Bytes: true}
		s.bytes[d.Var] = v
	}
	s.strip.Bytes[op] = v
	return v
}

// arith is the result of an operation on ints. One that is checked and does not fit stays
// so.
func (s *strips) arith(op *ir.Op) span {
	x, y := s.of(op.Args[0]), s.of(op.Args[1])
	z, ok := intArith(ir.Code(op.N), x, y)
	if !ok {
		if op.Exit != nil {
			return anyWord
		}
		return anyInt64
	}
	if op.Exit == nil {
		return z
	}
	if !z.within(anyWord) {
		return anyWord
	}
	s.sure[op] |= ir.SureFits
	return z
}

// intArith is the interval of the results of an operation, if it is known and all of them
// are int64s. For a division that is only if no divisor is below 1.
func intArith(c ir.Code, x, y span) (z span, ok bool) {
	switch c {
	case ir.OpAdd:
		lo, a := addInt64(x.lo, y.lo)
		hi, b := addInt64(x.hi, y.hi)
		z := span{lo: lo, hi: hi}
		switch {
		case y.lo == y.hi && x.base != nil:
			z.base, z.off = x.base, x.off+y.lo
		case x.lo == x.hi && y.base != nil:
			z.base, z.off = y.base, y.off+x.lo
		}
		return z, a && b
	case ir.OpSub:
		if y.lo == math.MinInt64 {
			return span{}, false
		}
		z, ok := intArith(ir.OpAdd, x, span{lo: -y.hi, hi: -y.lo})
		return z, ok
	case ir.OpMul:
		var ps []int64
		for _, a := range []int64{x.lo, x.hi} {
			for _, b := range []int64{y.lo, y.hi} {
				hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
				if hi != 0 || lo > math.MaxInt64 || a == math.MinInt64 || b == math.MinInt64 {
					return span{}, false
				}
				ps = append(ps, a*b)
			}
		}
		return span{lo: slices.Min(ps), hi: slices.Max(ps)}, true
	case ir.OpNeg:
		if x.lo == math.MinInt64 {
			return span{}, false
		}
		return span{lo: -x.hi, hi: -x.lo}, true
	case ir.OpAbs:
		if x.lo == math.MinInt64 {
			return span{}, false
		}
		if x.lo >= 0 {
			return span{lo: x.lo, hi: x.hi}, true
		}
		return span{hi: max(-x.lo, x.hi)}, true
	case ir.OpInvert:
		return span{lo: ^x.hi, hi: ^x.lo}, true
	case ir.OpMin:
		return span{lo: min(x.lo, y.lo), hi: min(x.hi, y.hi)}, true
	case ir.OpMax:
		return span{lo: max(x.lo, y.lo), hi: max(x.hi, y.hi)}, true
	case ir.OpMod:
		if y.lo > 0 {
			return span{hi: y.hi - 1}, true
		}
	case ir.OpFloorDiv:
		if y.lo > 0 {
			return span{lo: min(x.lo, 0), hi: max(x.hi, 0)}, true
		}
	case ir.OpAnd:
		if y.lo >= 0 {
			return span{hi: y.hi}, true
		}
		if x.lo >= 0 {
			return span{hi: x.hi}, true
		}
		return bitSpan(x, y), true
	case ir.OpOr, ir.OpXor:
		return bitSpan(x, y), true
	case ir.OpRShift:
		if y.lo >= 0 {
			return span{lo: min(x.lo, 0), hi: max(x.hi, 0)}, true
		}
	case ir.OpLShift:
		if y.lo >= 0 && y.hi <= 61 {
			return intArith(ir.OpMul, x, span{lo: 1, hi: 1 << y.hi})
		}
	}
	return span{}, false
}

// bitSpan is the interval of x & y, x | y and x ^ y: all bits above those of the operands
// are copies of their signs.
func bitSpan(x, y span) span {
	n := max(width(x.lo), width(x.hi), width(y.lo), width(y.hi))
	z := span{lo: -1 << n, hi: 1<<n - 1}
	if x.lo >= 0 && y.lo >= 0 {
		z.lo = 0
	}
	return z
}

func addInt64(x, y int64) (sum int64, ok bool) {
	sum = x + y
	return sum, (sum > x) == (y > 0)
}

// conditions collects what the strip depends on.
func (s *strips) conditions() {
	t := s.strip
	t.Sure = s.sure
	seen, vars := map[*ir.Value]bool{}, map[*ir.Var]bool{}
	var need func(v *ir.Value)
	need = func(v *ir.Value) {
		op := v.Def
		if op == nil || seen[v] {
			return
		}
		seen[v] = true
		switch op.Code {
		case ir.OpRangeNext:
			if v == s.loop.Head.Ops[0].Res {
				t.Count = true
			}
		case ir.OpLoadVar:
			if op.Var.Rep == ir.RepInt {
				vars[op.Var] = true
			}
		case ir.OpIntArith:
			if limits(op) || op.Exit != nil && s.sure[op]&ir.SureFits == 0 {
				return
			}
			for _, v := range op.Args {
				need(v)
			}
		}
	}
	var accesses []*ir.Op
	eachOp(s.loop.Body, func(op *ir.Op) {
		sure := s.sure[op]
		if sure&ir.SureFits != 0 {
			for _, v := range op.Args {
				need(v)
			}
		}
		if sure&ir.SureSmall != 0 || op.Code == ir.OpSetItem && t.Bytes[op] != nil && sure&ir.SureKind != 0 {
			need(op.Args[2])
		}
		if sure&ir.SureIndex != 0 {
			accesses = append(accesses, op)
			if s.of(op.Args[1]).base == any(s.loop) {
				t.Count, t.Index = true, true
			}
		}
		if op.Code == ir.OpItemInt && sure&ir.SureKind != 0 && op.N != 2 && !slices.Contains(t.Whole, op.View) {
			t.Whole = append(t.Whole, op.View)
		}
	})
	// What is stored in these variables is needed, too.
	for n := -1; n != len(vars); {
		n = len(vars)
		eachOp(s.loop.Body, func(op *ir.Op) {
			if op.Code == ir.OpStoreVar && vars[op.Var] {
				need(op.Args[0])
			}
		})
	}
	if t.Count && s.width < ir.CountBits {
		t.CountBits = s.width
	} else {
		t.CountBits = ir.CountBits
	}
	for v := range vars {
		if !s.first[v] {
			continue
		}
		n, ok := s.start[v]
		if !ok {
			n = s.width
		}
		t.Limits = append(t.Limits, ir.Limit{Var: v, Bits: n})
	}
	slices.SortFunc(t.Limits, func(a, b ir.Limit) int { return a.Var.ID - b.Var.ID })
	t.Low = math.MinInt64
	for _, op := range accesses {
		i, view := s.of(op.Args[1]), s.viewOf(op)
		switch base := i.base.(type) {
		case *ir.Loop:
			t.Low = max(t.Low, -i.off)
			if k := slices.IndexFunc(t.Ends, func(e ir.End) bool { return e.View == view }); k >= 0 {
				t.Ends[k].Off = max(t.Ends[k].Off, i.off)
			} else {
				t.Ends = append(t.Ends, ir.End{View: view, Off: i.off})
			}
		case *ir.Var:
			if x := (ir.Inside{Var: base, Off: i.off, View: view}); !slices.Contains(t.Inside, x) {
				t.Inside = append(t.Inside, x)
			}
		default:
			if x := (ir.Inside{Off: i.lo, View: view}); !slices.Contains(t.Inside, x) {
				t.Inside = append(t.Inside, x)
			}
		}
	}
}
