package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// released emits the releases of dying operands.
func (e *fn) released(dying []*ir.Value) (code []jen.Code, set map[*ir.Value]bool) {
	set = map[*ir.Value]bool{}
	for _, v := range dying {
		code = append(code, decref(e.val(v)))
		set[v] = true
	}
	return code, set
}

// value emits "v = call; if v == 0 …".
func (e *fn) value(op *ir.Op, call *jen.Statement, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	if e.uses[op.Res] == 0 && len(drops) == 0 {
		e.add(jen.If(call.Op("==").Lit(0)).Block(failed...))
		return
	}
	v := e.temp(op.Res)
	if len(drops) == 0 {
		e.add(jen.If(set(v, call), jen.Id(v).Op("==").Lit(0)).Block(failed...))
		return
	}
	e.add(set(v, call))
	e.add(drops...)
	e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(failed...))
}

// ok emits "if !call …" for a call that reports success.
func (e *fn) ok(op *ir.Op, call *jen.Statement, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	if len(drops) == 0 {
		e.add(jen.If(jen.Op("!").Add(call)).Block(failed...))
		return
	}
	e.needs["ok"] = true
	e.add(set("ok", call))
	e.add(drops...)
	e.add(jen.If(jen.Op("!").Id("ok")).Block(failed...))
}

// fast emits arithmetic with its fast path in line: two tagged ints or floats
// need no call, and nothing to release.
func (e *fn) fast(op *ir.Op, name string, dying []*ir.Value) { e.fastNamed(op, name+"OK", name, dying) }

func (e *fn) fastNamed(op *ir.Op, fast, slow string, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	e.needs["ok"] = true
	v := e.temp(op.Res)
	call := rtCall(slow, e.vals(op.Args)...)
	var body []jen.Code
	if len(drops) == 0 {
		body = []jen.Code{jen.If(set(v, call), jen.Id(v).Op("==").Lit(0)).Block(failed...)}
	} else {
		body = append([]jen.Code{set(v, call)}, drops...)
		body = append(body, jen.If(jen.Id(v).Op("==").Lit(0)).Block(failed...))
	}
	e.add(jen.If(jen.List(jen.Id(v), jen.Id("ok")).Op("=").Add(rtPure(fast, e.vals(op.Args)...)), jen.Op("!").Id("ok")).Block(body...))
}

// testFast emits a comparison to a bool with its fast path in line.
func (e *fn) testFast(op *ir.Op, name string, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	e.needs["ok"], e.needs["test"] = true, true
	v := e.temp(op.Res)
	call := set("test", rtCall(name+"T", e.vals(op.Args)...))
	bad := jen.Id("test").Op("<").Lit(0)
	var body []jen.Code
	if len(drops) == 0 {
		body = []jen.Code{jen.If(call, bad).Block(failed...)}
	} else {
		body = append([]jen.Code{call}, drops...)
		body = append(body, jen.If(bad).Block(failed...))
	}
	body = append(body, set(v, jen.Id("test").Op(">").Lit(0)))
	e.add(jen.If(jen.List(jen.Id(v), jen.Id("ok")).Op("=").Add(rtPure(name+"OK", e.vals(op.Args)...)), jen.Op("!").Id("ok")).Block(body...))
}

// test emits a predicate that gives 1, 0 or -1. Its result is tested in place
// where an if comes right behind it, else kept.
func (e *fn) test(op *ir.Op, call *jen.Statement, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	e.needs["test"] = true
	bad := jen.Id("test").Op("<").Lit(0)
	switch {
	case call != nil && len(drops) == 0:
		e.add(jen.If(set("test", call), bad).Block(failed...))
	default:
		if call != nil {
			e.add(set("test", call))
		}
		e.add(drops...)
		e.add(jen.If(bad).Block(failed...))
	}
	if e.inlineTest != op.Res && e.uses[op.Res] > 0 {
		e.add(set(e.temp(op.Res), jen.Id("test").Op(">").Lit(0)))
	}
}

// unbound emits the check of a variable, and the copy if one is needed.
func (e *fn) unbound(op *ir.Op) {
	name := e.names[op.Var]
	msg := fmt.Sprintf("cannot access local variable '%s' where it is not associated with a value", op.Var.Name)
	body := append([]jen.Code{rtCall("UnboundLocalErrorf", jen.Lit(msg))}, e.fail(op, nil)...)
	e.add(jen.If(jen.Id(name).Op("==").Lit(0)).Block(body...))
	if !op.Alias && !op.Move && e.uses[op.Res] > 0 {
		e.add(set(e.temp(op.Res), jen.Id(name)))
	}
}

func (e *fn) loadGlobal(op *ir.Op) {
	if op.Global.InDict {
		e.loadFromDict(op)
		return
	}
	g := e.global(op.Global)
	if op.Global.Builtin && op.Module == nil {
		v := e.temp(op.Res)
		e.add(set(v, g))
		fallback := jen.If(set(v, rtCall("LoadBuiltin", e.interned(op.Global.Name))), jen.Id(v).Op("==").Lit(0)).Block(e.fail(op, nil)...)
		e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(fallback))
		return
	}
	undefined := rtCall("NameErrorf", jen.Lit(fmt.Sprintf("name '%s' is not defined", op.Global.Name)))
	if op.Global.Hidden && op.Global.Class != nil {
		undefined = e.cellError(op)
	}
	if op.Module != nil {
		undefined = rtCall("NoModuleAttr", e.module(op.Module), e.interned(op.Global.Name))
	}
	body := append([]jen.Code{undefined}, e.fail(op, nil)...)
	if op.Global.Constant || e.uses[op.Res] == 0 {
		e.add(jen.If(jen.Add(g).Op("==").Lit(0)).Block(body...))
		return
	}
	v := e.temp(op.Res)
	e.add(jen.If(set(v, g), jen.Id(v).Op("==").Lit(0)).Block(body...))
}

// globalOrNull is a variable that may be unset.
func (e *fn) globalOrNull(g *ir.Global) *jen.Statement {
	if g.InDict {
		return rtCall("DictGet", e.namespace(g.Module), e.interned(g.Name))
	}
	return e.global(g)
}

// loadFromDict loads a variable of a Dynamic module.
func (e *fn) loadFromDict(op *ir.Op) {
	call := rtCall("LoadGlobal", e.namespace(op.Global.Module), e.interned(op.Global.Name))
	if op.Module != nil {
		call = rtCall("LoadModuleVar", e.module(op.Module), e.interned(op.Global.Name))
	}
	e.value(op, call, nil)
}

// loadName looks a name up in a class suite's namespace, the module and
// builtins.
func (e *fn) loadName(op *ir.Op) {
	v := e.temp(op.Res)
	found := rtCall("NameGet", e.val(op.Args[0]), e.interned(op.Name), jen.Lit(0))
	if op.Global != nil {
		found = rtCall("NameGet", e.val(op.Args[0]), e.interned(op.Name), e.globalOrNull(op.Global))
	}
	e.add(jen.If(set(v, found), jen.Id(v).Op("==").Lit(0)).Block(e.fail(op, nil)...))
}

func (e *fn) loadCell(op *ir.Op, dying []*ir.Value) {
	if e.uses[op.Res] == 0 {
		e.add(jen.If(rtPure("CellGet", e.val(op.Args[0])).Op("==").Lit(0)).Block(append([]jen.Code{e.cellError(op)}, e.fail(op, nil)...)...))
		return
	}
	v := e.temp(op.Res)
	call := rtPure("CellGet", e.val(op.Args[0]))
	e.add(jen.If(set(v, call), jen.Id(v).Op("==").Lit(0)).Block(append([]jen.Code{e.cellError(op)}, e.fail(op, nil)...)...))
	if e.main {
		e.add(incref(jen.Id(v)))
	}
	drops, _ := e.released(dying)
	e.add(drops...)
}

func (e *fn) cellError(op *ir.Op) *jen.Statement {
	name := op.Name
	if op.Global != nil {
		name = "__class__"
	}
	switch op.N {
	case ir.ForSuper:
		return rtCall("RuntimeErrorf", jen.Lit("super(): empty __class__ cell"))
	case 1:
		return rtCall("NameErrorf", jen.Lit(fmt.Sprintf("cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)))
	}
	return rtCall("UnboundLocalErrorf", jen.Lit(fmt.Sprintf("cannot access local variable '%s' where it is not associated with a value", op.Name)))
}

// getSlot reads a slot in place if the object's type id says that it has it.
func (e *fn) getSlot(op *ir.Op, dying []*ir.Value) {
	if e.short() {
		e.value(op, rtCall("GetAttr", e.val(op.Args[0]), e.interned(op.Name)), dying)
		return
	}
	slot := e.slotOf(op, op.Class)
	if len(op.Classes) > 0 {
		v := e.temp(op.Res)
		e.add(set(v, slot))
		for i, c := range op.Classes {
			slot = e.slotOf(op, c)
			if i < len(op.Classes)-1 {
				e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(set(v, slot)))
			}
		}
		e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(set(v, slot)))
		slot = jen.Id(v)
	}
	e.inPlace(op, slot, rtCall("GetAttr", e.val(op.Args[0]), e.interned(op.Name)), dying)
}

// getItem reads an item of a list in place.
func (e *fn) getItem(op *ir.Op, dying []*ir.Value) {
	if op.Lent {
		e.lentItem(op, dying)
		return
	}
	call := rtCall("GetItem", e.val(op.Args[0]), e.boxedVal(op.Args[1]))
	if !mayIndex(op.Args[1]) || e.uses[op.Res] == 0 || e.short() {
		e.value(op, call, dying)
		return
	}
	e.inPlace(op, e.itemFast(op), call, dying)
}

// lentItem emits the read of an item that the list keeps.
func (e *fn) lentItem(op *ir.Op, dying []*ir.Value) {
	v := jen.Id(e.temp(op.Res))
	drops, gone := e.released(dying)
	bad := jen.Add(v).Op("==").Lit(0)
	slow := jen.If(assign(v, rtCall("ItemOfList", e.vals(op.Args)...)), bad).Block(e.fail(op, gone)...)
	switch {
	case op.View != nil && e.sure(op)&ir.SureIndex != 0:
		e.add(assign(v, rtPure("At", jen.Id(e.view(op.View)), e.val(op.Args[1]))))
	case op.View != nil:
		items, i := jen.Id(e.view(op.View)), e.val(op.Args[1])
		e.add(jen.If(rtPure("In", items, i)).Block(assign(v, jen.Add(items).Index(i))).Else().Add(slow))
	default:
		e.add(jen.If(assign(v, e.itemFast(op)), bad).Block(slow))
	}
	e.add(drops...)
}

// mayIndex reports whether a key can be an index: it is no constant of another
// type and no slice.
func mayIndex(k *ir.Value) bool {
	return numeric([]*ir.Value{k}) && (k.Def == nil || k.Def.Code != ir.OpSlice)
}

// inPlace emits a read that fast does in place, giving a borrowed value or 0,
// and slow does in general.
func (e *fn) inPlace(op *ir.Op, fast, call *jen.Statement, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	v := e.temp(op.Res)
	slow := set(v, call)
	bad := jen.Id(v).Op("==").Lit(0)
	if len(drops) > 0 {
		if e.main {
			e.add(jen.If(set(v, fast), jen.Id(v).Op("!=").Lit(0)).Block(incref(jen.Id(v))).Else().Block(slow))
		} else {
			e.add(jen.If(set(v, fast), bad).Block(slow))
		}
		e.add(drops...)
		e.add(jen.If(bad).Block(failed...))
		return
	}
	if e.main {
		e.add(jen.If(set(v, fast), jen.Id(v).Op("!=").Lit(0)).Block(incref(jen.Id(v))).
			Else().If(slow, bad).Block(failed...))
		return
	}
	e.add(jen.If(set(v, fast), bad).Block(jen.If(slow, bad).Block(failed...)))
}

func (e *fn) setSlot(op *ir.Op, dying []*ir.Value) {
	if e.storeNumber(op, dying) {
		return
	}
	if e.short() {
		e.ok(op, rtCall("SetAttr", e.val(op.Args[0]), e.interned(op.Name), e.boxedVal(op.Args[1])), dying)
		return
	}
	drops, gone := e.released(dying)
	o, v := e.val(op.Args[0]), e.boxedVal(op.Args[1])
	if op.Sure && e.main {
		e.add(rtCall("SetSlotM", o, jen.Lit(op.Class.SlotIndex(op.Name)), v))
		e.add(drops...)
		return
	}
	if op.Sure {
		e.ok(op, rtCall("SetSlotP", o, jen.Lit(op.Class.SlotIndex(op.Name)), v), nil)
		return
	}
	failed := e.fail(op, gone)
	slow := rtCall("SetAttr", o, e.interned(op.Name), v)
	plain := e.main && len(drops) == 0
	if !plain {
		e.needs["ok"] = true
	}
	var stmt *jen.Statement
	for _, c := range append([]*ir.Class{op.Class}, op.Classes...) {
		slot := jen.Lit(c.SlotIndex(op.Name))
		var then []jen.Code
		switch {
		case plain:
			then = []jen.Code{rtCall("SetSlotM", o, slot, v)}
		case e.main:
			then = []jen.Code{rtCall("SetSlotM", o, slot, v), set("ok", jen.True())}
		default:
			then = []jen.Code{set("ok", rtCall("SetSlotP", o, slot, v))}
		}
		in := rtPure("InClasses", o, e.typeID(c), jen.Lit(c.NSub))
		if stmt == nil {
			stmt = jen.If(in).Block(then...)
		} else {
			stmt = stmt.Else().If(in).Block(then...)
		}
	}
	if plain {
		e.add(stmt.Else().If(jen.Op("!").Add(slow)).Block(failed...))
		return
	}
	e.add(stmt.Else().Block(set("ok", slow)))
	e.add(drops...)
	e.add(jen.If(jen.Op("!").Id("ok")).Block(failed...))
}

// rangeInts emits the arguments of range as int64s.
func (e *fn) rangeInts(op *ir.Op, dying []*ir.Value) {
	if e.plainRange(op) {
		return
	}
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	e.needs["ok"] = true
	left := append(e.results(op), jen.Id("ok"))
	var args []jen.Code
	for _, v := range op.Args {
		args = append(args, e.boxedVal(v))
	}
	e.several(jen.List(left...).Op("=").Add(rtCall("RangeInts", args...)), drops, failed)
}

// plainRange emits the arguments of a range that are int64s already.
func (e *fn) plainRange(op *ir.Op) bool {
	step := op.Args[2].Def
	if step == nil || step.Code != ir.OpConstInt && step.Code != ir.OpConst || step.N == 0 && step.Code == ir.OpConstInt {
		return false
	}
	var left, right []jen.Code
	for i, v := range append([]*ir.Value{op.Res}, op.More...) {
		a := op.Args[i]
		x := e.val(a)
		switch {
		case a.Rep == ir.RepInt:
		case a.Def != nil && a.Def.Code == ir.OpConst && a.Def.Const.Kind == ir.ConstInt && (i < 2 || a.Def.Const.Int != 0):
			x = jen.Lit(int(a.Def.Const.Int))
		default:
			return false
		}
		if e.uses[v] > 0 {
			left, right = append(left, jen.Id(e.temp(v))), append(right, x)
		}
	}
	if len(left) > 0 {
		e.add(jen.List(left...).Op("=").List(right...))
	}
	return true
}

// results names the results of an op that has several.
func (e *fn) results(op *ir.Op) []jen.Code {
	var left []jen.Code
	for _, v := range append([]*ir.Value{op.Res}, op.More...) {
		if e.uses[v] == 0 {
			left = append(left, jen.Id("_"))
		} else {
			left = append(left, jen.Id(e.temp(v)))
		}
	}
	return left
}

// several emits a call with several results, of which the last is ok.
func (e *fn) several(call *jen.Statement, drops, failed []jen.Code) {
	if len(drops) == 0 {
		e.add(jen.If(call, jen.Op("!").Id("ok")).Block(failed...))
		return
	}
	e.add(call)
	e.add(drops...)
	e.add(jen.If(jen.Op("!").Id("ok")).Block(failed...))
}

// unpackTo emits the items of a sequence: without a tuple where they are few.
func (e *fn) unpackTo(op *ir.Op, dying []*ir.Value) {
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	if 2 <= op.N && op.N <= 4 {
		e.needs["ok"] = true
		left := append(e.results(op), jen.Id("ok"))
		e.several(jen.List(left...).Op("=").Add(rtCall(fmt.Sprintf("Unpack%d", op.N), e.val(op.Args[0]))), drops, failed)
		return
	}
	items := e.shared("items")
	e.add(set(items, rtCall("Unpack", e.val(op.Args[0]), jen.Lit(int(op.N)))))
	e.add(drops...)
	e.add(jen.If(jen.Id(items).Op("==").Lit(0)).Block(failed...))
	for i, v := range append([]*ir.Value{op.Res}, op.More...) {
		if e.uses[v] == 0 {
			continue
		}
		var item jen.Code = rtPure("TupleItem", jen.Id(items), jen.Lit(i))
		if e.main {
			item = incref(item)
		}
		e.add(set(e.temp(v), item))
	}
	if e.main {
		e.add(decref(jen.Id(items)))
	}
}

// classSpec is what the runtime needs to know of a class statement.
func (e *fn) classSpec(c *ir.Class) jen.Code {
	var d literal
	d.set("Name", jen.Lit(c.Name))
	d.set("QualName", jen.Lit(c.QualName))
	d.set("Module", jen.Lit(c.Module.Name))
	if c.ID != ir.DynamicID {
		d.set("TypeID", e.typeID(c))
	}
	if len(c.Slots) > 0 {
		var slots []jen.Code
		for _, s := range c.Slots {
			slots = append(slots, jen.Lit(s))
		}
		d.set("Slots", jen.Index().String().Values(slots...))
	}
	if c.Cell != nil {
		d.set("Cell", jen.Op("&").Add(e.global(c.Cell)))
	}
	return jen.Op("&").Qual(Path, "ClassSpec").Add(d.braces())
}
