package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Strips: some rounds of a counted loop, without polls and with fewer checks (ir.Strip).
// They stand at the beginning of the loop's body, which is the round behind a strip, or
// the one that it cannot be done for:
//
//	again = start
//	if stop-again < 8 {
//		again = stop
//	}
//	for i = start; i < stop; i++ {
//		if i >= again {
//			again, end = i+16, min(i+256, stop)
//			if rt.Below(i, 40) && rt.Below(s, 61) {
//				for ; i < end; i++ {
//					s = s + i
//				}
//				if i >= stop {
//					break
//				}
//			}
//		}
//		poll, s = s + i with its check
//	}
//
// again is from where on the conditions are looked at, so that a loop that is short, or for
// which they do not hold, pays little.

const (
	stripLeast = 8  // rounds that a strip is for
	stripAgain = 16 // rounds after which it is tried again
)

// wholeNames name what is known of the items of a list: whether all are small ints, and how
// many rounds have been run since that was not so.
type wholeNames struct{ is, seen string }

// findWhole finds the lists of which that is kept.
func (e *fn) findWhole() {
	e.whole = map[*ir.View]*wholeNames{}
	e.f.Body.Walk(func(n ir.Node) {
		if l, ok := n.(*ir.Loop); ok && l.Strip != nil {
			for _, v := range l.Strip.Whole {
				e.whole[v] = nil
			}
		}
	})
}

// wholeOf names it for v.
func (e *fn) wholeOf(v *ir.View) *wholeNames {
	w := e.whole[v]
	if w == nil {
		items := e.view(v)
		w = &wholeNames{e.scope.temp(items + "Small"), e.scope.temp(items + "Seen")}
		e.bools, e.ints = append(e.bools, w.is), append(e.ints, w.seen)
		e.whole[v] = w
	}
	return w
}

// startWhole emits that nothing is known yet of v.
func (e *fn) startWhole(v *ir.View) {
	if _, ok := e.whole[v]; ok {
		w := e.wholeOf(v)
		e.add(jen.List(jen.Id(w.is), jen.Id(w.seen)).Op("=").List(jen.False(), jen.Lit(0)))
	}
}

// notWhole is that what was known of the items of lists around is no longer so.
func (e *fn) notWhole() (code []jen.Code) {
	for _, l := range e.loops {
		for _, v := range l.Views {
			if _, ok := e.whole[v]; ok {
				code = append(code, set(e.wholeOf(v).is, jen.False()))
			}
		}
	}
	return code
}

// storedItem emits that op, which may have stored in a list what is no small int, has done so.
func (e *fn) storedItem(op *ir.Op) {
	if op.Code != ir.OpSetItem || op.N == 2 || e.sure(op)&ir.SureSmall != 0 || keepsSmall(op) {
		return
	}
	e.add(e.notWhole()...)
}

// keepsSmall reports whether op stores a small int, or an item of the list itself.
func keepsSmall(op *ir.Op) bool {
	d := op.Args[2].Def
	if d == nil || op.Args[2].Rep != ir.RepInt {
		return false
	}
	switch d.Code {
	case ir.OpConstInt:
		return -1<<ir.ItemBits <= d.N && d.N <= 1<<ir.ItemBits
	case ir.OpItemInt:
		return d.N == 2 || d.View != nil && d.View == op.View
	}
	return false
}

// sure is what is certain of op where it is being emitted.
func (e *fn) sure(op *ir.Op) ir.Sure {
	if e.inStrip == nil {
		return 0
	}
	return e.inStrip.Sure[op]
}

// strips emits the strips of n, in front of a round of it.
//
// left names the counter of what is left of a loop whose step is no constant.
func (e *fn) strips(n *ir.Loop, c counter, left string) {
	s := n.Strip
	rounds, least, later := s.Rounds, int64(stripLeast), stripAgain
	if e.opts.StressExits {
		rounds, least, later = 3, 2, 2
	}
	again, end := e.scope.temp("again"), e.scope.temp("end")
	e.ints = append(e.ints, again, end)
	first := c.first
	if s.Index {
		first = jen.Max(first, jen.Lit(int(s.Low)))
	}
	i, stop := jen.Id(c.i), e.val(n.Head.Ops[0].Args[1])
	short := jen.If(jen.Add(stop).Op("-").Id(again).Op("<").Lit(int(least))).Block(set(again, stop))
	e.before = append(e.before, set(again, first), short)

	// What comes behind a strip depends on the step.
	last := []jen.Code{jen.If(jen.Add(i).Op(">=").Add(stop)).Block(jen.Break())}
	furthest, post := jen.Lit(int(rounds)), jen.Id(c.i).Op("++")
	var conds, code []jen.Code
	switch step := n.Head.Ops[0].Args[2]; {
	case step.Def == nil || step.Def.Code != ir.OpConstInt:
		x := e.val(step)
		conds = append(conds, jen.Add(x).Op(">").Lit(0), rtPure("Below", x, jen.Lit(ir.StepBits)))
		furthest, post = jen.Lit(int(rounds)).Op("*").Add(x), jen.Id(c.i).Op("+=").Add(x)
		last = []jen.Code{jen.If(set(left, rtPure("Rounds", i, stop, x)), jen.Id(left).Op("==").Lit(0)).Block(jen.Break())}
	case step.Def.N != 1:
		furthest, post = jen.Lit(int(rounds*step.Def.N)), jen.Id(c.i).Op("+=").Lit(int(step.Def.N))
	}
	bytes := map[*ir.View]bool{}
	n.Body.Walk(func(node ir.Node) {
		b, ok := node.(*ir.Block)
		if !ok {
			return
		}
		for _, op := range b.Ops {
			if v := s.Bytes[op]; v != nil && s.Sure[op]&ir.SureIndex != 0 && !bytes[v] {
				bytes[v] = true
				e.read[v.Var] = true
				code = append(code, set(e.view(v), rtPure("BytesOf", jen.Id(e.names[v.Var]))))
			}
		}
	})

	ends := []jen.Code{jen.Add(i).Op("+").Add(furthest), stop}
	for _, x := range s.Ends {
		ends = append(ends, plusLit(jen.Int64().Call(jen.Len(jen.Id(e.view(x.View)))), -x.Off))
	}
	if s.Count {
		conds = append(conds, rtPure("Below", i, jen.Lit(s.CountBits)))
	}
	for _, l := range s.Limits {
		e.read[l.Var] = true
		conds = append(conds, rtPure("Below", jen.Id(e.names[l.Var]), jen.Lit(l.Bits)))
	}
	for _, x := range s.Inside {
		index := jen.Lit(int(x.Off))
		if x.Var != nil {
			e.read[x.Var] = true
			index = plusLit(jen.Id(e.names[x.Var]), x.Off)
		}
		if x.View.Bytes {
			conds = append(conds, jen.Uint64().Call(index).Op("<").Uint64().Call(jen.Len(jen.Id(e.view(x.View)))))
		} else {
			conds = append(conds, rtPure("In", jen.Id(e.view(x.View)), index))
		}
	}
	code = append(code, jen.List(jen.Id(again), jen.Id(end)).Op("=").List(jen.Add(i).Op("+").Lit(later), jen.Id("min").Call(ends...)))
	for _, v := range s.Whole {
		w := e.wholeOf(v)
		code = append(code, jen.If(jen.Op("!").Id(w.is)).Block(
			jen.List(jen.Id(w.is), jen.Id(w.seen)).Op("=").Add(rtPure("SmallInts", jen.Id(e.view(v)), jen.Id(w.seen).Op("+").Lit(later)))))
		conds = append(conds, jen.Id(w.is))
	}
	e.inStrip = s
	body := e.sub(func() { e.seq(n.Body) })
	e.inStrip = nil
	e.line = 0
	all := &jen.Statement{}
	for k, cond := range conds {
		if k > 0 {
			all.Op("&&")
		}
		all.Add(cond)
	}
	if len(conds) == 0 {
		all = jen.Id(end).Op(">").Add(i)
	}
	strip := jen.For(jen.Empty(), jen.Add(i).Op("<").Id(end), post).Block(body...)
	code = append(code, jen.If(all).Block(append([]jen.Code{strip}, last...)...))
	e.add(jen.If(jen.Add(i).Op(">=").Id(again)).Block(code...))
}

// plusLit is x + n.
func plusLit(x *jen.Statement, n int64) *jen.Statement {
	switch {
	case n > 0:
		return x.Op("+").Lit(int(n))
	case n < 0:
		return x.Op("-").Lit(int(-n))
	}
	return x
}

// readSure emits the read of a number in a view in a strip, where something is certain of
// it, and reports whether it has. An index that may count from the right rarely does, so
// that is a branch.
func (e *fn) readSure(op *ir.Op) bool {
	sure := e.sure(op)
	if e.byteSure(op) {
		return true
	}
	if op.View == nil || sure&ir.SureIndex == 0 && op.Exc != nil || sure&(ir.SureIndex|ir.SureKind) == 0 {
		return false
	}
	items, x := jen.Id(e.view(op.View)), e.target(op)
	i := e.val(op.Args[1])
	if sure&ir.SureIndex == 0 {
		i = e.branchIndex(op, items, i)
	}
	item := rtPure("At", items, i)
	if op.Res.Rep == ir.RepFloat {
		e.needs["ok"] = true
		boxed := jen.List(jen.Id(x), jen.Id("ok")).Op("=").Add(rtPure("FloatIn", items, i))
		e.add(jen.If(item.Clone().Dot("IsFlonum").Call()).Block(set(x, item.Clone().Dot("Flonum").Call())).
			Else().If(boxed, e.stressed(jen.Op("!").Id("ok"))).Block(e.exitAt(op, nil)...))
		return true
	}
	if word := e.word(op); word != "" {
		e.add(set(word, item))
		item = jen.Id(word)
	} else if sure&ir.SureKind == 0 {
		v := e.shared("number")
		e.add(set(v, item))
		item = jen.Id(v)
	}
	if sure&ir.SureKind == 0 {
		e.add(jen.If(e.stressed(jen.Op("!").Add(item).Dot("IsInt").Call())).Block(e.exitAt(op, nil)...))
	}
	if x != "_" {
		e.add(set(x, item.Clone().Dot("Int").Call()))
	}
	return true
}

// branchIndex is the index i from the left of items.
func (e *fn) branchIndex(op *ir.Op, items, i *jen.Statement) *jen.Statement {
	exit := e.exitAt(op, nil)
	if e.notNegative(op.Args[1], 0) {
		e.add(jen.If(e.stressed(jen.Op("!").Add(rtPure("In", items, i)))).Block(exit...))
		return i
	}
	index := jen.Id(e.sharedInt("index"))
	e.add(assign(index, i))
	out := jen.Op("!").Add(rtPure("In", items, index))
	e.add(jen.If(out).Block(
		jen.Add(index).Op("+=").Int64().Call(jen.Len(items)),
		jen.If(e.stressed(jen.Add(out))).Block(exit...)))
	return index
}

// storeSure is the same for a store that replaces a number.
func (e *fn) storeSure(op *ir.Op) bool {
	if sure := e.sure(op); op.View == nil || sure&ir.SureIndex == 0 || sure&ir.SureKind == 0 || op.Args[2].Rep != ir.RepInt {
		return false
	}
	e.add(rtPure("PutAt", jen.Id(e.view(op.View)), e.val(op.Args[1]), e.boxedVal(op.Args[2])))
	e.stress(op)
	return true
}

// byteSure is the same for an access to a bytearray.
func (e *fn) byteSure(op *ir.Op) bool {
	if e.inStrip == nil || e.inStrip.Bytes[op] == nil || e.sure(op)&(ir.SureIndex|ir.SureKind) != ir.SureIndex|ir.SureKind {
		return false
	}
	items, i := jen.Id(e.view(e.inStrip.Bytes[op])), e.val(op.Args[1])
	if op.Code == ir.OpSetItem {
		e.add(rtPure("PutByte", items, i, e.val(op.Args[2])))
	} else {
		e.add(set(e.target(op), rtPure("ByteIn", items, i)))
	}
	return true
}

// leavesStrip reports whether a break of l has to leave the strip that is being emitted,
// too.
func (e *fn) leavesStrip(l *ir.Loop) bool { return e.inStrip != nil && l.Strip == e.inStrip }

// stripped emits what has to come behind ops, which have just been emitted: see
// storedItem.
func (e *fn) stripped(ops []*ir.Op) {
	if len(e.whole) == 0 {
		return
	}
	if i := slices.IndexFunc(ops, func(op *ir.Op) bool { return op.Code == ir.OpSetItem }); i >= 0 {
		e.storedItem(ops[i])
	}
}
