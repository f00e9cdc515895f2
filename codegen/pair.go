package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Reads through what is itself only read for that, as in rows[i][j] or self.items[i]:
// the object in the middle is looked into where it is, and nothing holds it. Between
// the two reads nothing runs that could take it away. Only if one of them is not that
// easy, both are done in general.

// A pair is two such operations.
type pair struct {
	inner, outer *ir.Op
	guard        *ir.Op // unboxes what outer reads, or nil
}

// pairAt finds the pair that op begins, and how many of the ops behind it it takes.
func (e *fn) pairAt(op *ir.Op, next []*ir.Op) (p pair, n int) {
	if e.opts.StressExits || e.short() || !e.readsInPlace(op) || e.reads[op.Res] != 1 {
		return p, 0
	}
	for n < len(next) && passes(next[n]) {
		n++
	}
	if n == len(next) || len(next[n].Args) == 0 || next[n].Args[0] != op.Res {
		return p, 0
	}
	p.inner, p.outer = op, next[n]
	n++
	switch {
	case e.readsInPlace(p.outer):
		if e.uses[p.outer.Res] == 0 {
			return p, 0
		}
	case p.outer.Code == ir.OpSetItem && p.outer.N == 0 && p.outer.Args[1].Rep == ir.RepInt && p.outer.Args[2].Rep != ir.RepValue && e.main:
	default:
		return p, 0
	}
	if e.main {
		if n == len(next) || next[n].Code != ir.OpDecref || next[n].Args[0] != op.Res {
			return p, 0
		}
		n++
		if n < len(next) && next[n].Code == ir.OpDecref && dropped(p.outer, next[n].Args[0]) {
			return p, 0
		}
	}
	if n < len(next) && next[n].Guards() && next[n].Args[0] == p.outer.Res && (!e.main || next[n].Move) && e.uses[next[n].Res] > 0 {
		p.guard = next[n]
		n++
	}
	return p, n
}

// readsInPlace reports whether there is a way to do op that looks into the object.
func (e *fn) readsInPlace(op *ir.Op) bool {
	return op.Code == ir.OpGetSlot && len(op.Classes) == 0 || op.Code == ir.OpGetItem && mayIndex(op.Args[1])
}

// passes reports whether op may stand between the two: it makes no statement.
func passes(op *ir.Op) bool {
	if op.Code == ir.OpLoadVar {
		return !op.Checked && !op.Move && (op.Alias || op.Var.Rep != ir.RepValue)
	}
	return silent(op) && op.Code != ir.OpLoadGlobal
}

// inPlaceOf and inGeneral read what op reads.
func (e *fn) inPlaceOf(op *ir.Op) *jen.Statement {
	if op.Code == ir.OpGetSlot {
		return e.slotOf(op, op.Class)
	}
	return e.itemFast(op)
}

func (e *fn) inGeneral(op *ir.Op) *jen.Statement {
	if op.Code == ir.OpGetSlot {
		return rtCall("GetAttr", e.val(op.Args[0]), e.interned(op.Name))
	}
	return rtCall("GetItem", e.val(op.Args[0]), e.boxedVal(op.Args[1]))
}

// throughPair emits the two.
func (e *fn) throughPair(p pair) {
	middle := e.temp(p.inner.Res)
	m := jen.Id(middle)
	e.add(set(middle, e.inPlaceOf(p.inner)))
	hold := jen.If(jen.Add(m).Op("==").Lit(0)).Block(jen.If(set(middle, e.inGeneral(p.inner)), jen.Add(m).Op("==").Lit(0)).Block(e.fail(p.inner, nil)...))
	if e.main {
		hold.Else().Block(incref(m))
	}
	failed := e.fail(p.outer, map[*ir.Value]bool{p.inner.Res: true})
	if p.outer.Code == ir.OpSetItem {
		e.pairStore(p, hold, failed)
		return
	}
	v := e.temp(p.outer.Res)
	r := jen.Id(v)
	slow := []jen.Code{hold, set(v, e.inGeneral(p.outer))}
	if e.main {
		slow = append(slow, decref(m))
	}
	slow = append(slow, jen.If(jen.Add(r).Op("==").Lit(0)).Block(failed...))
	e.add(set(v, jen.Lit(0)))
	e.add(jen.If(jen.Add(m).Op("!=").Lit(0)).Block(set(v, e.inPlaceOf(p.outer))))
	switch {
	case p.guard == nil:
		found := jen.If(jen.Add(r).Op("==").Lit(0)).Block(slow...)
		if e.main {
			found.Else().Block(incref(r))
		}
		e.add(found)
	case p.guard.Code == ir.OpGuardInt:
		no := jen.Op("!").Add(r).Dot("IsInt").Call()
		e.add(jen.If(no).Block(append(slow, jen.If(no).Block(e.exitAt(p.guard, nil)...))...))
		e.add(set(e.temp(p.guard.Res), jen.Add(r).Dot("Int").Call()))
	default:
		take := set(e.temp(p.guard.Res), jen.Add(r).Dot("Flonum").Call())
		yes := jen.Add(r).Dot("IsFlonum").Call()
		e.add(jen.If(yes).Block(take).Else().Block(append(slow,
			jen.If(yes).Block(take).Else().If(e.boxedFloat(p.guard, r), jen.Op("!").Id("ok")).Block(e.exitAt(p.guard, nil)...))...))
	}
}

// pairStore emits a store of a number into the object in the middle.
func (e *fn) pairStore(p pair, hold jen.Code, failed []jen.Code) {
	m, k, x := e.val(p.inner.Res), p.outer.Args[1], p.outer.Args[2]
	e.needs["ok"] = true
	easy := func(v jen.Code) *jen.Statement {
		return jen.Add(m).Op("==").Lit(0).Op("||").Op("!").Add(rtPure("PutItem", m, e.val(k), v))
	}
	general := "SetItem"
	number, cond := e.boxedVal(x), []jen.Code{easy(e.boxedVal(x))}
	if x.Rep == ir.RepFloat {
		general, number = "SetItemFloat", e.val(x)
		v := e.shared("number")
		cond = []jen.Code{jen.List(jen.Id(v), jen.Id("ok")).Op("=").Add(rtPure("Flonum", e.val(x))), jen.Op("!").Id("ok").Op("||").Add(easy(jen.Id(v)))}
	}
	e.add(jen.If(cond...).Block(hold,
		set("ok", rtCall(general, m, e.boxedVal(k), number)),
		decref(m),
		jen.If(jen.Op("!").Id("ok")).Block(failed...)))
}
