package codegen

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// goOperators spell the operations on unboxed numbers that Go has as well.
var goOperators = map[ir.Code]string{
	ir.OpAdd: "+", ir.OpSub: "-", ir.OpMul: "*", ir.OpTrueDiv: "/",
	ir.OpAnd: "&", ir.OpOr: "|", ir.OpXor: "^", ir.OpLShift: "<<", ir.OpRShift: ">>",
	ir.OpLt: "<", ir.OpLe: "<=", ir.OpGt: ">", ir.OpGe: ">=", ir.OpEq: "==", ir.OpNe: "!=",
}

// typed emits an operation on unboxed numbers that cannot raise.
func (e *fn) typed(op *ir.Op) {
	if e.uses[op.Res] == 0 && !mayRaise(op) {
		return
	}
	if op.Exit != nil && e.sure(op)&ir.SureFits == 0 {
		e.checked(op)
		return
	}
	e.add(set(e.target(op), e.number(op)))
}

// mayRaise reports whether an operation on unboxed numbers takes its exit because
// it raises, not only because its result does not fit: it may then not be left out,
// though nobody looks at its result.
func mayRaise(op *ir.Op) bool {
	if op.Exit == nil {
		return false
	}
	switch op.Code {
	case ir.OpGuardInt, ir.OpGuardFloat, ir.OpIntDiv, ir.OpFloatFunc, ir.OpTrunc,
		ir.OpSlotInt, ir.OpSlotFloat, ir.OpItemInt, ir.OpItemFloat:
		return true
	case ir.OpIntArith:
		switch ir.Code(op.N) {
		case ir.OpFloorDiv, ir.OpMod, ir.OpLShift, ir.OpRShift:
			return true
		}
	}
	return false
}

// target names what the result of op is stored in.
func (e *fn) target(op *ir.Op) string {
	if e.uses[op.Res] == 0 {
		return "_"
	}
	return e.temp(op.Res)
}

// checkedNames are the runtime functions that say whether an operation on ints has
// a result that is one.
var checkedNames = map[ir.Code]string{
	ir.OpAdd: "AddInt", ir.OpSub: "SubInt", ir.OpMul: "MulInt", ir.OpFloorDiv: "FloorDivInt", ir.OpMod: "ModInt",
	ir.OpLShift: "LShiftInt", ir.OpRShift: "RShiftInt", ir.OpNeg: "NegInt",
}

// checked emits an operation on unboxed numbers that may have to take its exit.
func (e *fn) checked(op *ir.Op) {
	var call *jen.Statement
	switch {
	case op.Code == ir.OpBoxFloat:
		call = rtPure("Flonum", e.val(op.Args[0]))
	case op.Code == ir.OpFloatFunc:
		call = rtPure(strings.ToUpper(op.Name[:1])+op.Name[1:]+"Float", e.vals(op.Args)...)
	case op.Code == ir.OpIntDiv:
		call = rtPure("DivInts", e.vals(op.Args)...)
	case op.Code == ir.OpTrunc:
		call = rtPure("TruncFloat", e.val(op.Args[0]))
	case ir.Code(op.N) == ir.OpAbs:
		call = rtPure("AbsInt", e.val(op.Args[0]))
	case ir.Code(op.N) == ir.OpNeg:
		call = rtPure("NegInt", e.val(op.Args[0]))
	default:
		call = rtPure(checkedNames[ir.Code(op.N)], e.vals(op.Args)...)
	}
	e.needs["ok"] = true
	left := jen.List(jen.Id(e.target(op)), jen.Id("ok"))
	e.add(jen.If(left.Op("=").Add(call), e.stressed(jen.Op("!").Id("ok"))).Block(e.exitAt(op, nil)...))
}

// stressed is the condition of an exit: it is taken more often than it has to be, if
// that is asked for.
func (e *fn) stressed(cond *jen.Statement) *jen.Statement {
	if e.opts.StressExits {
		return cond.Op("||").Add(rtCall("StressExit"))
	}
	return cond
}

// guard emits the unboxing of what is probably a number.
func (e *fn) guard(op *ir.Op) {
	v := e.val(op.Args[0])
	x := e.target(op)
	if op.Code == ir.OpGuardInt {
		e.add(jen.If(e.stressed(jen.Op("!").Add(v).Dot("IsInt").Call())).Block(e.exitAt(op, nil)...))
		e.add(set(x, jen.Add(v).Dot("Int").Call()))
		return
	}
	if e.opts.StressExits {
		e.add(jen.If(rtCall("StressExit")).Block(e.exitAt(op, nil)...))
	}
	e.add(jen.If(jen.Add(v).Dot("IsFlonum").Call()).Block(set(x, jen.Add(v).Dot("Flonum").Call())).
		Else().If(e.boxedFloat(op, v), jen.Op("!").Id("ok")).Block(e.exitAt(op, nil)...))
}

// isNo is the condition under which a guard finds another object than it wants.
func (e *fn) isNo(op *ir.Op) *jen.Statement {
	o := e.val(op.Args[0])
	switch op.Code {
	case ir.OpGuardList:
		return jen.Op("!").Add(rtPure("IsList", o))
	case ir.OpGuardBytes:
		return jen.Op("!").Add(rtPure("IsBytearray", o))
	}
	return jen.Op("!").Add(e.inClass(o, op.Class))
}

// inClass is the test whether o is an instance of c or a descendant.
func (e *fn) inClass(o jen.Code, c *ir.Class) *jen.Statement {
	return rtPure("InClasses", o, e.typeID(c), jen.Lit(c.NSub))
}

// slotOf reads a slot of o in place.
func (e *fn) slotOf(op *ir.Op, c *ir.Class) *jen.Statement {
	o, slot := e.val(op.Args[0]), jen.Lit(c.SlotIndex(op.Name))
	if op.Sure {
		return rtPure("Slot", o, slot)
	}
	return rtPure("SlotOf", o, e.typeID(c), jen.Lit(c.NSub), slot)
}

// boxedFloat emits the unboxing of v, which is not held directly.
func (e *fn) boxedFloat(guard *ir.Op, v *jen.Statement) *jen.Statement {
	what := "Float"
	if guard.N == 1 {
		what = "Number"
	}
	call := rtPure("Unbox"+what, v)
	if e.main && guard.Move {
		call = rtCall("Take"+what, v)
	}
	e.needs["ok"] = true
	return jen.List(jen.Id(e.target(guard)), jen.Id("ok")).Op("=").Add(call)
}

// number is the Go expression for an operation on unboxed numbers.
func (e *fn) number(op *ir.Op) *jen.Statement {
	x := e.val(op.Args[0])
	switch op.Code {
	case ir.OpIntToFloat:
		return jen.Float64().Call(x)
	case ir.OpBoxFloat:
		return rtCall("NewFloat", x)
	case ir.OpLen:
		if op.N == 2 {
			return jen.Int64().Call(rtPure("BytearrayLen", x))
		}
		return jen.Int64().Call(rtPure("ListLen", x))
	case ir.OpUnboxInt:
		return x.Dot("Int").Call()
	case ir.OpUnboxFloat:
		return x.Dot("Float").Call()
	}
	y := e.val(op.Args[1])
	float := op.Code == ir.OpFloatArith || op.Code == ir.OpFloatDiv
	switch c := ir.Code(op.N); c {
	case ir.OpNeg:
		return jen.Op("-").Add(x)
	case ir.OpInvert:
		return jen.Op("^").Add(x)
	case ir.OpMin, ir.OpMax:
		name := [...]string{"Min", "Max"}[c-ir.OpMin]
		if float {
			return rtPure(name+"Float", x, y)
		}
		return jen.Id(strings.ToLower(name)).Call(x, y)
	case ir.OpAbs:
		if float {
			return rtPure("AbsFloat", x)
		}
		return jen.Max(x, jen.Op("-").Add(x))
	case ir.OpFloorDiv:
		if float {
			return rtPure("FloatFloorDiv", x, y)
		}
		return rtPure("IntFloorDiv", x, y)
	case ir.OpMod:
		if float {
			return rtPure("FloatMod", x, y)
		}
		return rtPure("IntMod", x, y)
	case ir.OpMul:
		if float { // the conversion forbids fusing it with an addition
			return jen.Float64().Call(x.Op("*").Add(y))
		}
		return x.Op("*").Add(y)
	default:
		return x.Op(goOperators[c]).Add(y)
	}
}

// zeroDivision is what a division of floats by zero says.
var zeroDivision = map[ir.Code]string{
	ir.OpTrueDiv: "float division by zero", ir.OpFloorDiv: "float floor division by zero", ir.OpMod: "float modulo",
}

// floatDiv emits a division of floats.
func (e *fn) floatDiv(op *ir.Op) {
	raise := rtCall("ZeroDivisionErrorf", jen.Lit(zeroDivision[ir.Code(op.N)]))
	e.add(jen.If(e.val(op.Args[1]).Op("==").Lit(0)).Block(append([]jen.Code{raise}, e.fail(op, nil)...)...))
	if e.uses[op.Res] == 0 {
		e.add(jen.Id("_").Op("=").Add(e.val(op.Args[0])))
	}
	e.typed(op)
}

// readNumber emits the read of a number out of an object that is known. A slot that is
// unset is read in general by Rest.
func (e *fn) readNumber(op *ir.Op) {
	x := e.target(op)
	slot := rtPure("Slot", e.val(op.Args[0]), jen.Lit(op.Class.SlotIndex(op.Name)))
	word := e.word(op)
	if op.Exit == nil {
		if word != "" {
			e.add(set(word, slot))
			slot = jen.Id(word)
		}
		if x != "_" {
			e.add(set(x, slot.Dot("Int").Call()))
		}
		return
	}
	if word == "" {
		word = e.shared("number")
	}
	v := jen.Id(word)
	guard := func(cond *jen.Statement) *jen.Statement { return jen.If(assign(v, slot), cond) }
	e.numberIn(op, v, x, guard, nil)
}

// word names what holds the int that op reads as an object, if that is stored somewhere
// as it is.
func (e *fn) word(op *ir.Op) string {
	if !e.carried[op.Res] {
		return ""
	}
	if name := e.words[op.Res]; name != "" {
		return name
	}
	name := e.scope.temp(unexported(op.Res.Hint) + "Word")
	e.values = append(e.values, name)
	e.words[op.Res] = name
	return name
}

// readItem is readNumber for an item.
func (e *fn) readItem(op *ir.Op) {
	if e.readSure(op) {
		return
	}
	v := jen.Id(e.shared("number"))
	name := "ItemOfList"
	if op.N == 2 {
		name = "ItemOfBytes"
	}
	none := jen.Add(v).Op("==").Lit(0)
	general := jen.If(assign(v, rtCall(name, e.vals(op.Args)...)), none).Block(e.fail(op, nil)...)
	guard := func(cond *jen.Statement) *jen.Statement { return jen.If(assign(v, e.itemFast(op)), cond) }
	missing := []jen.Code{jen.If(none).Block(general)}
	if op.View != nil && op.Exc == nil {
		e.readViewed(op)
		return
	}
	if op.View != nil {
		items, i := jen.Id(e.view(op.View)), e.val(op.Args[1])
		e.add(jen.If(rtPure("In", items, i)).Block(assign(v, jen.Add(items).Index(i))).Else().Add(general))
		guard, missing = func(cond *jen.Statement) *jen.Statement { return jen.If(cond) }, nil
	}
	e.numberIn(op, v, e.target(op), guard, missing)
}

// readViewed is readItem in a view. What is no index takes the exit as well, because Rest
// raises: without calls on its way a loop keeps more in registers.
func (e *fn) readViewed(op *ir.Op) {
	items := jen.Id(e.view(op.View))
	i, x := e.indexIn(items, op.Args[1]), e.target(op)
	item, in := items.Clone().Index(i), rtPure("In", items, i)
	exit := e.exitAt(op, nil)
	if op.Res.Rep == ir.RepInt {
		e.add(jen.If(e.stressed(jen.Op("!").Add(in).Op("||").Op("!").Add(item.Clone()).Dot("IsInt").Call())).Block(exit...))
		if word := e.word(op); word != "" {
			e.add(set(word, item))
			item = jen.Id(word)
		}
		if x != "_" {
			e.add(set(x, item.Clone().Dot("Int").Call()))
		}
		return
	}
	e.needs["ok"] = true
	boxed := jen.List(jen.Id(x), jen.Id("ok")).Op("=").Add(rtPure("FloatIn", items, i))
	e.add(jen.If(in.Op("&&").Add(item.Clone()).Dot("IsFlonum").Call()).Block(set(x, item.Clone().Dot("Flonum").Call())).
		Else().If(boxed, e.stressed(jen.Op("!").Id("ok"))).Block(exit...))
}

// numberIn emits how the number in v, which guard reads, gets into x, or the exit of op.
// missing comes before that where v is none.
func (e *fn) numberIn(op *ir.Op, v *jen.Statement, x string, guard func(*jen.Statement) *jen.Statement, missing []jen.Code) {
	exit := e.exitAt(op, nil)
	if op.Res.Rep == ir.RepInt {
		no := jen.Op("!").Add(v).Dot("IsInt").Call()
		if len(missing) > 0 {
			e.add(guard(no).Block(append(missing, jen.If(e.stressed(jen.Add(no))).Block(exit...))...))
		} else {
			e.add(guard(e.stressed(no)).Block(exit...))
		}
		if x != "_" {
			e.add(set(x, jen.Add(v).Dot("Int").Call()))
		}
		return
	}
	e.needs["ok"] = true
	boxed := jen.If(jen.List(jen.Id(x), jen.Id("ok")).Op("=").Add(rtPure("UnboxFloat", v)), e.stressed(jen.Op("!").Id("ok"))).Block(exit...)
	read := guard(jen.Add(v).Dot("IsFlonum").Call()).Block(set(x, jen.Add(v).Dot("Flonum").Call())).Else()
	if len(missing) > 0 {
		e.add(read.Block(append(missing, boxed)...))
	} else {
		e.add(read.Add(boxed))
	}
}

// poll emits a poll, which makes sure again of what the body knows.
func (e *fn) poll(op *ir.Op) {
	asked := jen.Id("c").Dot("Poll").Dot("Load").Call().Op("!=").Lit(0)
	var no *jen.Statement
	or := func(x *jen.Statement) {
		if no == nil {
			no = x
		} else {
			no = no.Op("||").Add(x)
		}
	}
	for _, v := range op.Views {
		or(rtPure("Moved", jen.Id(e.view(v)), e.viewed(v)))
	}
	for i, v := range op.Args {
		slot := rtPure("Slot", e.val(v), jen.Lit(op.Classes[i].SlotIndex(op.Names[i])))
		if w := op.Vars[i]; w != nil {
			or(slot.Op("!=").Add(rtPure("Int", jen.Id(e.names[w]))))
		} else {
			or(jen.Op("!").Add(slot).Dot("IsInt").Call())
		}
	}
	polled := append(e.late(op), jen.If(jen.Op("!").Add(rtCall("Polled"))).Block(e.failBehind(op, nil)...))
	if len(op.Views) > 0 {
		polled = append(polled, e.notWhole()...)
	}
	if no != nil {
		polled = append(polled, jen.If(e.stressed(no)).Block(e.exitBehind(op, nil)...))
	}
	e.add(jen.If(asked).Block(polled...))
	e.stress(op)
}

// stress emits an exit of op that is only taken if that is asked for, behind op.
func (e *fn) stress(op *ir.Op) {
	if e.opts.StressExits && op.Exit != nil {
		e.add(jen.If(rtCall("StressExit")).Block(e.exitAt(op, nil)...))
	}
}

// view names the items of a list, a slice.
func (e *fn) view(v *ir.View) string {
	name, ok := e.names[v]
	if !ok {
		what := e.names[v.Var]
		switch {
		case v.Bytes:
			name = e.scope.temp(what + "Bytes")
			e.names[v] = name
			e.byteSlices = append(e.byteSlices, name)
			return name
		case v.Val != nil:
			what = e.val(v.Val).GoString()
		case v.Class != nil:
			what = unexported(v.Name)
		}
		name = e.scope.temp(what + "Items")
		e.names[v] = name
		e.slices = append(e.slices, name)
	}
	return name
}

// viewed is the list that v is the items of, if it is one.
func (e *fn) viewed(v *ir.View) *jen.Statement {
	switch {
	case v.Val != nil:
		return e.val(v.Val)
	case v.Class != nil:
		return rtPure("SlotOf", jen.Id(e.names[v.Var]), e.typeID(v.Class), jen.Lit(v.Class.NSub), jen.Lit(v.Slot))
	}
	return jen.Id(e.names[v.Var])
}

// storeItem emits the store of a number in a list.
func (e *fn) storeItem(op *ir.Op) {
	if e.storeSure(op) {
		return
	}
	o, i, x := e.val(op.Args[0]), e.val(op.Args[1]), op.Args[2]
	v, replace := e.boxedVal(x), rtCall("ReplaceItem", o, i, e.boxedVal(x))
	var first jen.Code
	if x.Rep == ir.RepFloat {
		e.needs["ok"] = true
		v, replace = jen.Id(e.shared("number")), rtCall("ReplaceItemFloat", o, i, e.val(x))
		first = jen.List(v, jen.Id("ok")).Op("=").Add(rtPure("Flonum", e.val(x)))
	}
	easy := rtPure("PutListAt", o, i, v)
	var put []jen.Code
	if op.View != nil {
		items := jen.Id(e.view(op.View))
		easy = rtPure("In", items, i).Op("&&").Add(items).Index(i).Dot("IsNumber").Call()
		put = []jen.Code{assign(jen.Add(items).Index(i), v)}
	}
	if first != nil {
		easy = jen.Id("ok").Op("&&").Add(easy)
	}
	e.needs["test"] = true
	slow := append(e.late(op), set("test", replace))
	if d := op.Args[0].Def; d != nil && d.Lent {
		slow = append(append(e.late(op), incref(o)), set("test", replace), decref(o))
	}
	slow = append(slow,
		jen.If(jen.Id("test").Op("==").Lit(0)).Block(e.failBehind(op, nil)...),
		jen.If(jen.Id("test").Op("<").Lit(0)).Block(e.exitBehind(op, nil)...))
	test := func(cond jen.Code) *jen.Statement {
		if first != nil {
			return jen.If(first, cond)
		}
		return jen.If(cond)
	}
	if put != nil {
		e.add(test(easy).Block(put...).Else().Block(slow...))
	} else {
		no := jen.Op("!").Add(easy)
		if first != nil {
			no = jen.Op("!").Parens(easy)
		}
		e.add(test(no).Block(slow...))
	}
	e.stress(op)
}

// readSlot emits the read of an object out of a slot of a known instance.
func (e *fn) readSlot(op *ir.Op) {
	v := jen.Id(e.temp(op.Res))
	no := jen.Add(v).Op("==").Lit(0)
	e.add(jen.If(assign(v, rtPure("Slot", e.val(op.Args[0]), jen.Lit(op.Class.SlotIndex(op.Name)))), e.stressed(no)).Block(e.exitAt(op, nil)...))
	if e.main && !op.Lent {
		e.add(incref(v))
	}
}

// storesInPlace reports whether op stores a number in a slot or a list, on the main
// thread, in a body that knows the object.
func (e *fn) storesInPlace(op *ir.Op) bool {
	switch op.Code {
	case ir.OpSetItem:
		return e.main && op.N == 1 && op.Exit != nil
	case ir.OpSetSlot:
		return e.main && op.Sure && op.Args[1].Rep != ir.RepValue && (op.Exit != nil || op.Fresh)
	}
	return false
}

// storeSlot emits such a store. Its exit is taken if what it has released may have run
// code.
func (e *fn) storeSlot(op *ir.Op) {
	o, x, slot := e.val(op.Args[0]), op.Args[1], jen.Lit(op.Class.SlotIndex(op.Name))
	if x.Rep == ir.RepInt {
		if op.Fresh {
			e.add(rtPure("StoreSlot", o, slot, e.boxedVal(x)))
			return
		}
		e.add(jen.If(rtPure("Slot", o, slot).Dot("IsNumber").Call()).Block(rtPure("StoreSlot", o, slot, e.boxedVal(x))).
			Else().Add(e.replaced(op, rtCall("ReplaceSlot", o, slot, e.boxedVal(x)))))
		e.stress(op)
		return
	}
	if op.Fresh { // what there was is no object; what comes may be one
		e.add(rtPure("StoreSlot", o, slot, e.boxedVal(x)))
		return
	}
	e.needs["ok"] = true
	v := e.shared("number")
	first := jen.List(jen.Id(v), jen.Id("ok")).Op("=").Add(rtPure("Flonum", e.val(x)))
	easy := jen.Id("ok").Op("&&").Add(rtPure("Slot", o, slot)).Dot("IsNumber").Call()
	e.add(jen.If(first, easy).Block(rtPure("StoreSlot", o, slot, jen.Id(v))).
		Else().Add(e.replaced(op, rtCall("ReplaceSlotFloat", o, slot, e.val(x)))))
	e.stress(op)
}

// replaced emits the call that replaces something else than a number in a slot, and what
// comes of it.
func (e *fn) replaced(op *ir.Op, call *jen.Statement) *jen.Statement {
	no := jen.If(jen.Op("!").Add(call)).Block(e.exitBehind(op, nil)...)
	if late := e.late(op); len(late) > 0 {
		return jen.Block(append(late, no)...)
	}
	return no
}

// readsNumber reports whether op reads a value in place that the next op unboxes.
func (e *fn) readsNumber(op *ir.Op, next []*ir.Op) bool {
	if e.opts.StressExits || len(next) == 0 || !next[0].Guards() || next[0].Args[0] != op.Res || e.main && !next[0].Move || e.uses[next[0].Res] == 0 {
		return false
	}
	return op.Code == ir.OpGetSlot && len(op.Classes) == 0 || op.Code == ir.OpGetItem && mayIndex(op.Args[1])
}

// guardedRead emits both: what is read is counted, or read in general, only if it is
// no number.
func (e *fn) guardedRead(op, guard *ir.Op) {
	a := op.Args
	var fast, slow *jen.Statement
	if op.Code == ir.OpGetItem {
		fast, slow = e.itemFast(op), rtCall("GetItem", e.val(a[0]), e.boxedVal(a[1]))
	} else {
		fast = e.slotOf(op, op.Class)
		slow = rtCall("GetAttr", e.val(a[0]), e.interned(op.Name))
	}
	v, x := e.temp(op.Res), e.temp(guard.Res)
	read := jen.If(jen.Id(v).Op("==").Lit(0)).Block(jen.If(set(v, slow), jen.Id(v).Op("==").Lit(0)).Block(e.fail(op, nil)...))
	if e.main {
		read.Else().Block(incref(jen.Id(v)))
	}
	if guard.Code == ir.OpGuardInt {
		no := jen.Op("!").Id(v).Dot("IsInt").Call()
		e.add(jen.If(set(v, fast), no).Block(read, jen.If(no).Block(e.exitAt(guard, nil)...)))
		e.add(set(x, jen.Id(v).Dot("Int").Call()))
		return
	}
	take := set(x, jen.Id(v).Dot("Flonum").Call())
	yes := jen.Id(v).Dot("IsFlonum").Call()
	e.add(jen.If(set(v, fast), yes).Block(take).Else().Block(read,
		jen.If(yes).Block(take).Else().If(e.boxedFloat(guard, jen.Id(v)), jen.Op("!").Id("ok")).Block(e.exitAt(guard, nil)...)))
}

// boxedVal is a value as an object.
func (e *fn) boxedVal(v *ir.Value) *jen.Statement {
	if word := e.words[v]; word != "" {
		return jen.Id(word)
	}
	return e.boxed(e.val(v), v.Rep)
}

// itemFast reads an item of a list in place.
func (e *fn) itemFast(op *ir.Op) *jen.Statement {
	switch {
	case op.Args[1].Rep == ir.RepInt && op.N == 2:
		return rtPure("ByteAt", e.vals(op.Args)...)
	case op.Args[1].Rep == ir.RepInt && op.N == 1:
		return rtPure("ListAt", e.vals(op.Args)...)
	case op.Args[1].Rep == ir.RepInt:
		return rtPure("ItemAt", e.vals(op.Args)...)
	}
	return rtPure("ItemOf", e.vals(op.Args)...)
}

// storeNumber emits the store of an unboxed number as an attribute or item, on the
// main thread, where it replaces another number in place. It reports whether it
// did. Objects that are known are storeSlot's and storeItem's.
func (e *fn) storeNumber(op *ir.Op, dying []*ir.Value) bool {
	a := op.Args
	x := a[len(a)-1]
	if x.Rep == ir.RepValue || !e.main {
		return false
	}
	inPlace := len(op.Classes) == 0 && (op.Code == ir.OpSetSlot || a[1].Rep == ir.RepInt)
	if !inPlace && x.Rep == ir.RepInt {
		return false
	}
	put := func(v jen.Code) *jen.Statement {
		if op.Code == ir.OpSetItem {
			if op.N == 2 && x.Rep == ir.RepInt {
				return jen.Op("!").Add(rtPure("PutByteAt", e.val(a[0]), e.val(a[1]), e.val(x)))
			}
			return jen.Op("!").Add(rtPure("PutItem", e.val(a[0]), e.val(a[1]), v))
		}
		return jen.Op("!").Add(rtPure("PutSlot", e.val(a[0]), e.typeID(op.Class), jen.Lit(op.Class.NSub), jen.Lit(op.Class.SlotIndex(op.Name)), v))
	}
	general := func(v jen.Code, suffix string) *jen.Statement {
		if op.Code == ir.OpSetItem {
			return rtCall("SetItem"+suffix, e.val(a[0]), e.boxedVal(a[1]), v)
		}
		return rtCall("SetAttr"+suffix, e.val(a[0]), e.interned(op.Name), v)
	}
	if !inPlace {
		e.ok(op, general(e.val(x), "Float"), dying)
		return true
	}
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	var first jen.Code
	var no, slow *jen.Statement
	if x.Rep == ir.RepInt {
		no, slow = put(e.boxedVal(x)), general(e.boxedVal(x), "")
	} else {
		e.needs["ok"] = true
		v := e.shared("number")
		first = jen.List(jen.Id(v), jen.Id("ok")).Op("=").Add(rtPure("Flonum", e.val(x)))
		no, slow = jen.Op("!").Id("ok").Op("||").Add(put(jen.Id(v))), general(e.val(x), "Float")
	}
	cond := []jen.Code{no}
	if first != nil {
		cond = []jen.Code{first, no}
	}
	if len(drops) == 0 {
		e.add(jen.If(cond...).Block(jen.If(jen.Op("!").Add(slow)).Block(failed...)))
		return true
	}
	e.add(jen.If(cond...).Block(jen.If(jen.Op("!").Add(slow)).Block(append(drops, failed...)...)))
	e.add(drops...)
	return true
}
