package codegen

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// opWith emits op. next are the ops behind it; releases of op's own operands
// among them, which must happen on the exception edge too, are emitted once
// between the call and its check. It returns how many it has dealt with.
func (e *fn) opWith(op *ir.Op, next []*ir.Op) int {
	if !op.CanRaise() || op.ExitRaises() && !op.Code.Info().Raises || op.Code == ir.OpItemInt || op.Code == ir.OpItemFloat || op.Code == ir.OpGetSlot && op.Exit != nil || e.storesInPlace(op) {
		e.op(op)
		return 0
	}
	n := 0
	if e.fused[op] {
		if len(next) > 0 && next[0].Code == ir.OpDecref && next[0].Args[0] == op.Args[0] {
			n++
		}
		return n
	}
	if op.Code == ir.OpYield && len(next) > 0 && next[0].Code == ir.OpDecref && next[0].Args[0] == op.Res {
		e.yield(op, true)
		return 1
	}
	if op.Res != nil && len(next) > 0 && next[0].Code == ir.OpIncref {
		e.raising(op, nil)
		return 0
	}
	if p, n := e.pairAt(op, next); n > 0 {
		e.throughPair(p)
		return n
	}
	if e.readsNumber(op, next) {
		e.guardedRead(op, next[0])
		return 1
	}
	var dying []*ir.Value
	for n < len(next) && next[n].Code == ir.OpDecref && dropped(op, next[n].Args[0]) {
		dying = append(dying, next[n].Args[0])
		n++
	}
	e.raising(op, dying)
	return n
}

func dropped(op *ir.Op, v *ir.Value) bool {
	for _, d := range op.Drops {
		if d == v {
			return true
		}
	}
	return false
}

// op emits an op that cannot raise, or one that always does.
func (e *fn) op(op *ir.Op) {
	a := op.Args
	switch op.Code {
	case ir.OpConst, ir.OpConstInt, ir.OpConstFloat, ir.OpBoolVal, ir.OpFuncRef, ir.OpLoadBuiltin, ir.OpBox, ir.OpBoxInt, ir.OpNot, ir.OpClosureCell, ir.OpGlobals:
		// Named where they are used.
	case ir.OpIntArith, ir.OpFloatArith, ir.OpIntTest, ir.OpFloatTest, ir.OpIntToFloat, ir.OpBoxFloat, ir.OpUnboxInt, ir.OpUnboxFloat:
		e.typed(op)
	case ir.OpGuardInt, ir.OpGuardFloat:
		e.guard(op)
	case ir.OpSlotInt, ir.OpSlotFloat:
		e.readNumber(op)
	case ir.OpItemInt, ir.OpItemFloat:
		e.readItem(op)
	case ir.OpGetSlot:
		e.readSlot(op)
	case ir.OpSetSlot:
		e.storeSlot(op)
	case ir.OpSetItem:
		e.storeItem(op)
	case ir.OpDistinct:
		e.add(jen.If(e.stressed(e.val(a[0]).Op("==").Add(e.val(a[1])))).Block(e.exitAt(op, nil)...))
	case ir.OpGuardClass, ir.OpGuardList, ir.OpGuardBytes:
		e.add(jen.If(e.stressed(e.isNo(op))).Block(e.exitAt(op, nil)...))
	case ir.OpIntDiv, ir.OpFloatFunc, ir.OpLen, ir.OpTrunc:
		e.typed(op)
	case ir.OpEntry:
		e.entry(op)
	case ir.OpLoadVar:
		if !op.Alias && !op.Move && e.uses[op.Res] > 0 {
			e.add(set(e.temp(op.Res), jen.Id(e.names[op.Var])))
		}
	case ir.OpLoadGlobal:
		if !op.Global.Constant && e.uses[op.Res] > 0 {
			e.add(set(e.temp(op.Res), e.global(op.Global)))
		}
	case ir.OpStoreVar:
		e.storeVar(op)
	case ir.OpDelVar:
		if e.declared(op.Var) {
			e.add(set(e.names[op.Var], jen.Lit(0)))
		}
	case ir.OpStoreGlobal:
		e.storeGlobal(op)
	case ir.OpIncref:
		e.add(incref(e.val(a[0])))
	case ir.OpDecref:
		e.add(decref(e.val(a[0])))
	case ir.OpIncrefVar:
		e.add(incref(jen.Id(e.names[op.Var])))
	case ir.OpDecrefVar:
		e.add(decref(jen.Id(e.names[op.Var])))
	case ir.OpIsSet:
		if e.uses[op.Res] > 0 {
			if op.Module != nil {
				e.add(set(e.temp(op.Res), rtPure("Imported", e.module(op.Module))))
			} else {
				e.add(set(e.temp(op.Res), e.global(op.Global).Op("!=").Lit(0)))
			}
		}
	case ir.OpTestIs:
		if e.inlineTest != op.Res && e.uses[op.Res] > 0 {
			// Operands may be gone before the result is used.
			x := e.val(a[0]).Op("==").Add(e.val(a[1]))
			e.add(set(e.temp(op.Res), x))
		}
	case ir.OpTuple:
		e.display(op, "NewTuple", "TupleInit")
	case ir.OpList:
		e.display(op, "NewList", "ListInit")
	case ir.OpDefaults:
		e.defaults(op)
	case ir.OpTupleItem:
		if e.uses[op.Res] > 0 {
			e.add(set(e.temp(op.Res), rtPure("TupleItem", e.val(a[0]), jen.Lit(int(op.N)))))
		}
	case ir.OpDict:
		e.result(op, rtCall("NewDict", jen.Lit(int(op.N))))
	case ir.OpSet:
		e.result(op, rtCall("NewSet", jen.Lit(0)))
	case ir.OpSlice:
		e.result(op, rtCall("NewSlice", e.vals(a)...))
	case ir.OpAsyncItem:
		e.result(op, rtCall("NewAsyncItem", e.val(a[0])))
	case ir.OpEndAsyncFor:
		e.result(op, rtCall("EndAsyncFor"))
	case ir.OpNewCell:
		x := jen.Lit(0)
		if len(a) > 0 {
			x = e.val(a[0])
		}
		e.result(op, rtCall("NewCell", x))
	case ir.OpSetDefaults:
		e.add(rtCall("SetDefault", e.val(a[0]), jen.Lit(int(op.N)), e.val(a[1])))
	case ir.OpDefault:
		e.result(op, rtCall("Default", e.funcValue(op.Proto), jen.Lit(int(op.N))))
	case ir.OpHandled:
		if op.N == 0 {
			e.result(op, jen.Id("c").Dot("Handled"))
		}
	case ir.OpCatch:
		e.result(op, rtCall("Catch"))
	case ir.OpEndCatch:
		e.add(rtCall("EndCatch", e.val(a[0])))
	case ir.OpTrace:
		e.add(rtCall("Trace", e.row(e.f.Proto), jen.Id(e.at())))
	case ir.OpReturn:
		if e.inFrame() {
			e.add(rtCall("FrameReturn", jen.Id("frame"), e.val(a[0])))
			if e.frame {
				e.add(rtCall("Leave"))
			}
			e.add(jen.Return(jen.Lit(0)))
			return
		}
		e.add(e.returns(e.val(a[0]))...)
	case ir.OpFail:
		if e.inFrame() {
			e.add(rtCall("FrameFail", jen.Id("frame")))
		}
		if e.frame {
			e.add(rtCall("Leave"))
		}
		e.add(e.failed())
	case ir.OpSnapshot:
		e.add(set(e.snapshot(op.Loop), jen.Id("c").Dot("Snapshot").Call()))
	case ir.OpRollback:
		args := []jen.Code{jen.Id(e.snapshot(op.Loop))}
		for _, v := range op.Vars {
			args = append(args, jen.Id(e.names[v]))
		}
		e.add(set(e.snapshot(op.Loop), rtCall("RollbackTo", args...)))
	case ir.OpBreak:
		e.jump("break", op.Loop)
	case ir.OpContinue:
		e.jump("continue", op.Loop)
	default:
		e.bug(op)
	}
}

// snapshot names the snapshot of a loop.
func (e *fn) snapshot(l *ir.Loop) string {
	name, ok := e.names[l]
	if !ok {
		if name = "snap"; e.split != nil {
			name = e.split.addTyped(name, rt("Snap"))
		} else {
			name = e.scope.temp(name)
			e.snaps = append(e.snaps, name)
		}
		e.names[l] = name
	}
	return name
}

func (e *fn) bug(op *ir.Op) {
	if e.err == nil {
		e.err = fmt.Errorf("codegen: cannot emit %s, in %s (%s:%d)", op.Code, e.f.Name(), e.f.Proto.Module.File.Name, e.lineOf(op))
	}
}

// declared reports whether v is a variable of the Go function.
func (e *fn) declared(v *ir.Var) bool { return e.read[v] || v.Param && e.sus == nil }

// storeVar stores to a variable. One that nobody reads is not declared.
func (e *fn) storeVar(op *ir.Op) {
	x := e.val(op.Args[0])
	if e.declared(op.Var) {
		e.add(set(e.names[op.Var], x))
		return
	}
	if def := op.Args[0].Def; def != nil {
		switch def.Code {
		case ir.OpConst, ir.OpFuncRef, ir.OpLoadBuiltin, ir.OpBoxInt:
			return
		}
	}
	e.add(jen.Id("_").Op("=").Add(x))
}

// result stores the result of an op that cannot fail.
func (e *fn) result(op *ir.Op, x jen.Code) {
	if e.uses[op.Res] == 0 {
		if op.Code != ir.OpHandled {
			e.add(x)
		}
		return
	}
	e.add(set(e.temp(op.Res), x))
}

// display makes a tuple or list of values that it takes over.
func (e *fn) display(op *ir.Op, make, init string) {
	if e.uses[op.Res] == 0 {
		return // in a context, and nobody looks at it
	}
	name := e.temp(op.Res)
	e.add(set(name, rtCall(make, jen.Lit(len(op.Args)))))
	for i, v := range op.Args {
		e.add(rtPure(init, jen.Id(name), jen.Lit(i), e.val(v)))
	}
}

// defaults makes the tuple of a function object's defaults.
func (e *fn) defaults(op *ir.Op) {
	name := e.temp(op.Res)
	e.add(set(name, rtCall("NewTuple", jen.Lit(int(op.N)))))
	for i, v := range op.Args {
		e.add(rtPure("TupleInit", jen.Id(name), jen.Lit(op.Index[i]), e.val(v)))
	}
}

// storeGlobal stores on the main thread; the old value goes last, because
// readers and finalisers must find the new one.
func (e *fn) storeGlobal(op *ir.Op) {
	if op.Global.InDict {
		e.add(rtCall("StoreGlobal", e.namespace(op.Global.Module), e.interned(op.Global.Name), e.val(op.Args[0])))
		return
	}
	g := e.global(op.Global)
	if op.Fresh || !e.main {
		e.add(jen.Add(g).Op("=").Add(e.val(op.Args[0])))
		return
	}
	old := e.shared("old")
	e.add(jen.List(jen.Id(old), jen.Add(g)).Op("=").List(jen.Add(g), e.val(op.Args[0])))
	e.add(decref(jen.Id(old)))
}

// numeric reports whether the fast paths for numbers may apply: no operand is
// a constant of another type.
func numeric(vs []*ir.Value) bool {
	for _, v := range vs {
		if v.Def != nil && v.Def.Code == ir.OpConst && v.Def.Const.Kind != ir.ConstInt && v.Def.Const.Kind != ir.ConstBig && v.Def.Const.Kind != ir.ConstFloat {
			return false
		}
	}
	return true
}

// raising emits an op with an exception edge. dying are operands released on
// both ways out.
func (e *fn) raising(op *ir.Op, dying []*ir.Value) {
	a := op.Args
	if op.Proto != nil && op.Code.Method() != "" {
		e.ownOperator(op, dying)
		return
	}
	if name, ok := op.Code.IsBinary(); ok {
		if e.main && (op.Code == ir.OpAdd || op.Code == ir.OpIAdd) && e.extends[op] {
			if !numeric(a) {
				e.value(op, rtCall(name+"Var", e.vals(a)...), dying)
			} else {
				e.fastNamed(op, "AddOK", name+"Var", dying)
			}
			return
		}
		if !numeric(a) || e.short() {
			e.value(op, rtCall(name, e.vals(a)...), dying)
			return
		}
		if known[name+"OK"] != nil {
			e.fast(op, name, dying)
			return
		}
		if len(name) > 1 && name[0] == 'I' && known[name[1:]+"OK"] != nil {
			e.fastNamed(op, name[1:]+"OK", name, dying)
			return
		}
		e.value(op, rtCall(name, e.vals(a)...), dying)
		return
	}
	switch c := op.Code; {
	case ir.OpLt <= c && c <= ir.OpNe:
		e.value(op, rtCall(ir.CompareNames[c-ir.OpLt], e.vals(a)...), dying)
		return
	case ir.OpTestLt <= c && c <= ir.OpTestNe:
		if name := ir.CompareNames[c-ir.OpTestLt]; numeric(a) && !e.short() {
			e.testFast(op, name, dying)
		} else {
			e.test(op, rtCall(name+"T", e.vals(a)...), dying)
		}
		return
	}
	switch op.Code {
	case ir.OpFloatDiv:
		e.floatDiv(op)
	case ir.OpLoadVar:
		e.unbound(op)
	case ir.OpLoadGlobal:
		e.loadGlobal(op)
	case ir.OpStoreGlobal:
		e.add(jen.If(jen.Op("!").Add(rtCall("StoreGlobalP", e.interned(op.Global.Name)))).Block(e.fail(op, nil)...))
	case ir.OpDelGlobal:
		if op.Global.InDict {
			e.ok(op, rtCall("DelGlobal", e.namespace(op.Global.Module), e.interned(op.Global.Name)), nil)
			return
		}
		g := e.global(op.Global)
		undefined := rtCall("NameErrorf", jen.Lit(fmt.Sprintf("name '%s' is not defined", op.Global.Name)))
		if !e.main && !e.opts.InContext {
			e.add(jen.If(jen.Op("!").Add(rtCall("StoreGlobalP", e.interned(op.Global.Name)))).Block(e.fail(op, nil)...))
			return
		}
		e.add(jen.If(jen.Add(g).Op("==").Lit(0)).Block(append([]jen.Code{undefined}, e.fail(op, nil)...)...))
		if !e.main {
			e.add(jen.Add(g).Op("=").Lit(0))
			return
		}
		old := e.shared("old")
		e.add(jen.List(jen.Id(old), jen.Add(g)).Op("=").List(jen.Add(g), jen.Lit(0)), decref(jen.Id(old)))
	case ir.OpLoadName:
		e.loadName(op)
	case ir.OpStoreName:
		e.ok(op, rtCall("NameSet", e.val(a[0]), e.interned(op.Name), e.val(a[1])), dying)
	case ir.OpDelName:
		e.ok(op, rtCall("NameDelete", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpLoadCell:
		e.loadCell(op, dying)
	case ir.OpStoreCell:
		e.ok(op, rtCall("CellSet", e.val(a[0]), e.val(a[1])), dying)
	case ir.OpDelCell:
		e.add(jen.If(rtPure("CellGet", e.val(a[0])).Op("==").Lit(0)).Block(append([]jen.Code{e.cellError(op)}, e.fail(op, nil)...)...))
		e.ok(op, rtCall("CellSet", e.val(a[0]), jen.Lit(0)), dying)
	case ir.OpNeg:
		e.value(op, rtCall("Neg", e.val(a[0])), dying)
	case ir.OpPos:
		e.value(op, rtCall("Pos", e.val(a[0])), dying)
	case ir.OpInvert:
		e.value(op, rtCall("Invert", e.val(a[0])), dying)
	case ir.OpTestIn:
		e.test(op, rtCall("Contains", e.val(a[1]), e.val(a[0])), dying)
	case ir.OpTruth:
		e.test(op, rtCall("Truth", e.val(a[0])), dying)
	case ir.OpMatchExc:
		e.test(op, rtCall("MatchExc", e.vals(a)...), dying)
	case ir.OpStarMatch:
		e.value(op, rtCall("StarMatch", e.vals(a)...), dying)
	case ir.OpStarResult:
		e.value(op, rtCall("StarResult", e.val(a[0])), dying)
	case ir.OpGetAttr:
		e.value(op, rtCall("GetAttr", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpHasMethod:
		e.ok(op, rtCall("HasMethod", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpSetAttr:
		e.ok(op, rtCall("SetAttr", e.val(a[0]), e.interned(op.Name), e.val(a[1])), dying)
	case ir.OpDelAttr:
		e.ok(op, rtCall("DelAttr", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpGetSlot:
		e.getSlot(op, dying)
	case ir.OpSetSlot:
		e.setSlot(op, dying)
	case ir.OpGetItem:
		e.getItem(op, dying)
	case ir.OpGetSlice:
		e.value(op, rtCall("GetSlice", e.vals(a)...), dying)
	case ir.OpSetSlice:
		e.ok(op, rtCall("SetSlice", e.vals(a)...), dying)
	case ir.OpSetItem:
		if e.storeNumber(op, dying) {
			return
		}
		name := "SetItem"
		if e.main && mayIndex(a[1]) {
			name = "StoreItemM"
		}
		e.ok(op, rtCall(name, e.val(a[0]), e.boxedVal(a[1]), e.boxedVal(a[2])), dying)
	case ir.OpDelItem:
		e.ok(op, rtCall("DelItem", e.vals(a)...), dying)
	case ir.OpIter:
		if op.N == 1 {
			e.holdList(op, dying)
			return
		}
		e.value(op, rtCall("Iter", e.val(a[0])), dying)
	case ir.OpRange:
		e.rangeInts(op, dying)
	case ir.OpUnpack:
		e.value(op, rtCall("Unpack", e.val(a[0]), jen.Lit(int(op.N))), dying)
	case ir.OpUnpackTo:
		e.unpackTo(op, dying)
	case ir.OpUnpackEx:
		e.value(op, rtCall("UnpackEx", e.val(a[0]), jen.Lit(int(op.N)), jen.Lit(op.Index[0])), dying)
	case ir.OpListAppend:
		e.ok(op, rtCall("ListAppend", e.vals(a)...), dying)
	case ir.OpListExtend:
		e.ok(op, rtCall("ExtendStar", e.vals(a)...), dying)
	case ir.OpListToTuple:
		e.value(op, rtCall("TupleOf", e.val(a[0])), dying)
	case ir.OpDictOf:
		e.value(op, rtCall("DictOf", e.vals(a)...), dying)
	case ir.OpDictSet:
		e.ok(op, rtCall("DictSet", e.vals(a)...), dying)
	case ir.OpSetAdd:
		e.ok(op, rtCall("SetAdd", e.vals(a)...), dying)
	case ir.OpSetUpdate:
		e.ok(op, rtCall("SetUpdate", e.vals(a)...), dying)
	case ir.OpDictUpdate:
		e.ok(op, rtCall("DictUnpack", e.vals(a)...), dying)
	case ir.OpDictMerge:
		e.ok(op, rtCall("DictMerge", e.vals(a)...), dying)
	case ir.OpFormat:
		if e.parts[op] {
			if d := a[0].Def; d != nil && d.Code == ir.OpBoxInt {
				e.add(set(e.temp(op.Res), e.val(a[0])))
				return
			}
			e.value(op, rtCall("FormatPart", e.val(a[0])), dying)
			return
		}
		conv, spec := jen.Lit(0), jen.Lit(0)
		if op.N != 0 {
			conv = jen.LitRune(rune(op.N))
		}
		if len(a) > 1 {
			spec = e.val(a[1])
		}
		e.value(op, rtCall("FormatValue", e.val(a[0]), conv, spec), dying)
	case ir.OpPercent:
		name := "Percent"
		if e.parts[op] {
			name = "PercentPart"
		}
		e.value(op, rtCall(name, e.val(a[0]), jen.Lit(op.Name)), dying)
	case ir.OpJoin:
		e.value(op, rtCall("JoinStr", e.vals(a)...), dying)
	case ir.OpJoinList:
		e.value(op, rtCall("JoinList", e.val(a[0])), dying)
	case ir.OpImport:
		e.importModule(op)
	case ir.OpImportStar:
		e.ok(op, rtCall("ImportStar", e.val(a[0]), e.namespace(op.Module)), dying)
	case ir.OpImportFrom:
		e.value(op, rtCall("ImportFrom", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpPoll:
		e.poll(op)
	case ir.OpRaise:
		cause := jen.Lit(0)
		if len(a) > 1 {
			cause = e.val(a[1])
		}
		e.add(rtCall("Raise", e.val(a[0]), cause))
		e.add(e.fail(op, nil)...)
	case ir.OpReraise:
		e.add(rtCall("Reraise", e.val(a[0])))
		e.goOn(op)
	case ir.OpBareRaise:
		e.add(rtCall("RaiseAgain"))
		e.goOn(op)
	case ir.OpRethrow:
		e.rethrow(op)
	case ir.OpMatchSeq:
		e.test(op, rtCall("MatchSequence", e.val(a[0]), jen.Lit(int(op.N)), jen.Lit(len(op.Index) > 0)), dying)
	case ir.OpMatchMap:
		e.test(op, rtCall("MatchMapping", e.val(a[0]), jen.Lit(int(op.N))), dying)
	case ir.OpMatchKeys:
		e.value(op, rtCall("MatchKeys", e.vals(a)...), dying)
	case ir.OpMatchRest:
		e.value(op, rtCall("MatchRest", e.vals(a)...), dying)
	case ir.OpMatchClass:
		var names jen.Code = rt("None")
		if len(op.Names) > 0 {
			names = e.constant(nameTuple(op.Names))
		}
		e.value(op, rtCall("MatchClass", e.val(a[0]), e.val(a[1]), jen.Lit(int(op.N)), names), dying)
	case ir.OpYield:
		e.yield(op, false)
	case ir.OpDelegate:
		name := [...]string{"YieldFromIter", "AwaitIter", "AsyncNext", "AwaitEnter", "AwaitExit"}[op.N]
		e.value(op, rtCall(name, e.val(a[0])), dying)
	case ir.OpAsyncIter:
		e.value(op, rtCall("AsyncIter", e.val(a[0])), dying)
	case ir.OpYieldFrom:
		e.yieldFrom(op, dying)
	case ir.OpLoadEnv:
		e.value(op, rtCall("LoadEnv", e.val(a[0]), e.val(a[1]), e.interned(op.Name)), dying)
	case ir.OpRunSource:
		e.value(op, rtCall("RunSource", jen.Lit(op.N == 1), e.val(a[0]), e.val(a[1]), e.val(a[2])), dying)
	case ir.OpCompile:
		e.value(op, rtCall("Compile", e.vals(a)...), dying)
	case ir.OpSetLocal:
		name := "SetLocal"
		if op.N == 1 {
			name = "SetLocalCell"
		}
		e.ok(op, rtCall(name, e.val(a[0]), e.interned(op.Name), e.val(a[1])), dying)
	case ir.OpStarInto:
		e.ok(op, rtCall("ImportStar", e.vals(a)...), dying)
	case ir.OpAnnotate:
		e.ok(op, rtCall("Annotate", e.vals(a)...), dying)
	case ir.OpMakeFunc:
		parts := []jen.Code{e.row(op.Proto), jen.Lit(0), jen.Lit(0)}
		for i, v := range a {
			if v != nil {
				parts[i+1] = e.val(v)
			}
		}
		e.value(op, rtCall("NewFunction", parts...), dying)
	case ir.OpPrepareClass:
		e.value(op, e.onMain("PrepareClass", e.vals(a)...), dying)
	case ir.OpFinishClass:
		e.value(op, e.onMain("FinishClass", e.classSpec(op.Class), e.val(a[0])), dying)
	case ir.OpBuildClass:
		e.value(op, e.onMain("BuildClass", e.classSpec(op.Class), e.val(a[0]), e.val(a[1])), dying)
	case ir.OpSpecial:
		e.value(op, rtCall("Special", e.val(a[0]), e.interned(op.Name)), dying)
	case ir.OpExitCall:
		e.value(op, rtCall("CallExit", e.vals(a)...), dying)
	case ir.OpCall, ir.OpCallKw, ir.OpCallEx, ir.OpCallMethod, ir.OpCallKnown, ir.OpCallSelf, ir.OpCallRT, ir.OpConstruct:
		e.call(op, dying)
	default:
		e.bug(op)
	}
}

// importModule imports a module of the program or of the runtime.
func (e *fn) importModule(op *ir.Op) {
	if op.Module != nil {
		call := rtCall("Import", e.module(op.Module))
		if e.opts.InContext {
			call = rtPure("ImportIn", jen.Id("mainCtx"), jen.Id("c"), e.module(op.Module))
		}
		e.value(op, call, nil)
		return
	}
	def := e.native(op.Name)
	if parent := e.parent(op.Name); parent != nil {
		e.value(op, e.onMain("ImportUnder", e.module(parent), def), nil)
		return
	}
	e.value(op, e.onMain("ImportNative", def), nil)
}

// parent returns the module of the program that a native module is in, or nil.
func (e *fn) parent(name string) *ir.Module {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return nil
	}
	for _, m := range e.prog.Modules {
		if m.Name == name[:i] {
			return m
		}
	}
	return nil
}

// onMain calls a runtime function that only the main thread may call.
func (e *fn) onMain(name string, args ...jen.Code) *jen.Statement {
	if e.opts.InContext {
		return rtPure(name, append([]jen.Code{jen.Id("mainCtx")}, args...)...)
	}
	return rtCall(name, args...)
}

// goOn is the edge of an exception that has its traceback entry already.
func (e *fn) goOn(op *ir.Op) {
	code := e.fail(op, nil)
	for i := range code {
		if i == len(code)-2 {
			code[i] = set(e.at(), jen.Lit(0))
		}
	}
	e.add(code...)
}

// rethrow is the edge of an exception that stays pending.
func (e *fn) rethrow(op *ir.Op) {
	code := e.fail(op, nil)
	e.add(append(code[:len(code)-2:len(code)-2], code[len(code)-1])...)
}
