package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// The depth of recursion, where only compiled functions call each other. Counting it in
// the context takes two changes of one word for a call, which wait for each other all
// the way down; so typed bodies that run no other code of Python's take the depth as
// their last parameter. Ctx.Depth stays what it was where the first of them was called;
// an exit sets it for the Rest.

// findDeep finds these bodies: those that recurse, and call nothing that is not among
// them or a leaf, and such leaves.
func (p *pkg) findDeep(funcs []*ir.Func) {
	for _, f := range funcs {
		if p.typedFuncs[f] != "" && f.Proto.Suspends == ir.RunsThrough && recurses(f) {
			p.deep[f] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for f := range p.deep {
			if !p.callsDeep(f) {
				delete(p.deep, f)
				changed = true
			}
		}
	}
	// The leaves among what they call are told too, if they may end in a Rest, which may
	// run other code.
	var leaves []*ir.Func
	for f := range p.deep {
		f.EachOp(func(op *ir.Op) {
			if op.Code == ir.OpCallKnown {
				leaves = append(leaves, p.bodies[body{op.Proto, f.World}])
			}
		})
	}
	for _, g := range leaves {
		if exits(g) {
			p.deep[g] = true
		}
	}
}

// exits reports whether f may end in its Rest.
func exits(f *ir.Func) bool {
	found := false
	f.EachOp(func(op *ir.Op) { found = found || op.Exit != nil })
	return found
}

// callsDeep reports whether f runs no other code of Python's than bodies that are told
// how deep they are.
func (p *pkg) callsDeep(f *ir.Func) bool {
	ok := true
	f.EachOp(func(op *ir.Op) {
		switch {
		case !op.CanRaise() || op.ExitRaises() && !op.Code.Info().Raises:
		case op.Code == ir.OpCallKnown && op.Typed:
			g := p.bodies[body{op.Proto, f.World}]
			ok = ok && g != nil && (p.deep[g] || p.typedFuncs[g] != "" && !recurses(g) && (!exits(g) || p.callsDeep(g)))
		case op.Code == ir.OpSetSlot:
			ok = ok && op.Sure && f.World == ir.Main && op.Args[1].Rep != ir.RepValue && (op.Exit != nil || op.Fresh)
		default:
			switch op.Code {
			case ir.OpLoadVar, ir.OpLoadGlobal, ir.OpPoll, ir.OpFloatDiv, ir.OpItemInt, ir.OpItemFloat:
			default:
				ok = false
			}
		}
	})
	return ok
}

// depthArg is the argument that a call of the typed body f needs for its depth.
func (e *fn) depthArg(f *ir.Func) []jen.Code {
	switch {
	case !e.pkg.deep[f]:
		return nil
	case e.deep:
		return []jen.Code{jen.Id("depth")}
	}
	return []jen.Code{jen.Id("c").Dot("Depth")}
}

// enterDeep is Enter for such a body.
func (e *fn) enterDeep() []jen.Code {
	return []jen.Code{
		jen.Id("depth").Op("++"),
		jen.If(jen.Id("depth").Op(">").Add(rt("MaxDepth"))).Block(rtCall("TooDeep"), e.failed()),
	}
}

// atDepth emits call, of a Rest, with the context as deep as the body is.
func (e *fn) atDepth(call jen.Code) []jen.Code {
	if !e.deep {
		return []jen.Code{call}
	}
	e.needs["was"] = true
	return []jen.Code{set("was", rtCall("EnterAt", jen.Id("depth"))), call, rtCall("LeaveTo", jen.Id("was"))}
}
