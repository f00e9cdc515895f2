package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// maxFixed is the largest number of arguments that calls pass in registers;
// beyond it they pass a tuple.
const maxFixed = 4

// call emits a call.
func (e *fn) call(op *ir.Op, dying []*ir.Value) {
	a := op.Args
	if op.Typed {
		e.callTyped(op, dying)
		return
	}
	switch op.Code {
	case ir.OpCallKnown:
		e.value(op, e.direct(op.Proto, a), dying)
	case ir.OpCallRT:
		e.value(op, rtCall(rtBuiltins[op.Name][len(a)], e.vals(a)...), dying)
	case ir.OpCallSelf:
		e.callSelf(op, dying)
	case ir.OpConstruct:
		e.construct(op, dying)
	case ir.OpCallMethod:
		args := append([]jen.Code{e.val(a[0]), e.interned(op.Name)}, e.vals(a[1:])...)
		e.value(op, rtCall(methodCall(op.Name, len(a)-1), args...), dying)
	case ir.OpCallEx:
		kw := jen.Lit(0)
		if len(a) > 2 {
			kw = e.val(a[2])
		}
		e.value(op, rtCall("CallEx", e.val(a[0]), e.val(a[1]), kw), dying)
	case ir.OpCallKw:
		names := nameTuple(op.Names)
		args := e.pack(a[1:])
		e.packed(op, rtCall("CallKw", e.val(a[0]), jen.Id(args), e.constant(names)), args, dying)
	default:
		if len(a)-1 <= maxFixed {
			e.value(op, rtCall(fmt.Sprintf("Call%d", len(a)-1), e.vals(a)...), dying)
			return
		}
		args := e.pack(a[1:])
		e.packed(op, rtCall("CallTuple", e.val(a[0]), jen.Id(args)), args, dying)
	}
}

// nameTuple is the constant tuple of names.
func nameTuple(names []string) *ir.Const {
	c := &ir.Const{Kind: ir.ConstTuple}
	for _, n := range names {
		c.Items = append(c.Items, &ir.Const{Kind: ir.ConstStr, Text: n})
	}
	return c
}

// pack makes the argument tuple of a call and returns its name. The tuple
// takes references of its own.
func (e *fn) pack(vs []*ir.Value) string {
	name := e.shared("args")
	e.add(set(name, rtCall("NewTuple", jen.Lit(len(vs)))))
	for i, v := range vs {
		var x jen.Code = e.val(v)
		if e.main && v.Own() != ir.NoRef {
			x = incref(x)
		}
		e.add(rtPure("TupleInit", jen.Id(name), jen.Lit(i), x))
	}
	return name
}

// packed is value for a call whose argument tuple is given up with it.
func (e *fn) packed(op *ir.Op, call *jen.Statement, args string, dying []*ir.Value) {
	if !e.main {
		e.value(op, call, dying)
		return
	}
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	v := e.temp(op.Res)
	e.add(set(v, call), decref(jen.Id(args)))
	e.add(drops...)
	e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(failed...))
}

// direct calls a function of the program.
func (e *fn) direct(p *ir.Proto, args []*ir.Value) *jen.Statement {
	f := e.bodies[body{p, e.f.World}]
	if f == nil {
		e.bug(&ir.Op{Code: ir.OpCallKnown})
		return jen.Null()
	}
	return jen.Id(e.funcs[f]).Call(append([]jen.Code{jen.Id("c")}, e.vals(args)...)...)
}

// directOn calls a method on what certainly is an instance of its class.
func (e *fn) directOn(p *ir.Proto, args []*ir.Value) *jen.Statement {
	f := e.bodies[body{p, e.f.World}]
	if f == nil || e.typedFuncs[f] == "" || f.Result == ir.RepInt || f.Result == ir.RepFloat {
		return e.direct(p, args)
	}
	for _, v := range f.Params {
		if v.Rep != ir.RepValue {
			return e.direct(p, args)
		}
	}
	given := append([]jen.Code{jen.Id("c")}, e.vals(args)...)
	return jen.Id(e.typedFuncs[f]).Call(append(given, e.depthArg(f)...)...)
}

// construct makes an instance and calls its __init__.
func (e *fn) construct(op *ir.Op, dying []*ir.Value) {
	made := rtCall("NewOf", e.typeID(op.Class))
	if op.Proto == nil {
		e.value(op, made, dying)
		return
	}
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	v := e.temp(op.Res)
	e.add(set(v, made))
	self := &ir.Value{}
	e.names[self] = v
	init := e.directOn(op.Proto, append([]*ir.Value{self}, op.Args...))
	done := jen.Op("!").Add(rtCall("InitDone", jen.Id(v), init))
	if len(drops) == 0 {
		e.add(jen.If(done).Block(failed...))
		return
	}
	e.needs["ok"] = true
	e.add(set("ok", rtCall("InitDone", jen.Id(v), init)))
	e.add(drops...)
	e.add(jen.If(jen.Op("!").Id("ok")).Block(failed...))
}

// callSelf calls a method of a known self: a switch on its type id with
// direct calls, and a lookup for anything else.
func (e *fn) callSelf(op *ir.Op, dying []*ir.Value) {
	a := op.Args
	drops, gone := e.released(dying)
	failed := e.fail(op, gone)
	v := e.temp(op.Res)
	args := append([]jen.Code{e.val(a[0]), e.interned(op.Name)}, e.vals(a[1:])...)
	slow := set(v, rtCall(methodCall(op.Name, len(a)-1), args...))

	e.receivers(op, func(m *ir.Proto) *jen.Statement { return set(v, e.directOn(m, a)) }, []jen.Code{slow})
	e.add(drops...)
	e.add(jen.If(jen.Id(v).Op("==").Lit(0)).Block(failed...))
}

// receivers emits a switch on the type id of op's receiver: to calls a method, slow
// is for an object of another type.
func (e *fn) receivers(op *ir.Op, to func(*ir.Proto) *jen.Statement, slow []jen.Code) {
	// Group the class and its descendants by the method they have.
	var methods []*ir.Proto
	cases := map[*ir.Proto][]jen.Code{}
	classes := e.prog.Receivers(op)
	for _, c := range classes {
		m := c.Lookup(op.Name)
		if cases[m] == nil {
			methods = append(methods, m)
		}
		cases[m] = append(cases[m], e.typeID(c))
	}
	if first, last := classes[0], classes[len(classes)-1]; len(methods) == 1 && last.ID-first.ID == len(classes)-1 {
		in := rtPure("InClasses", e.val(op.Args[0]), e.typeID(first), jen.Lit(len(classes)-1))
		e.add(jen.If(in).Block(to(methods[0])).Else().Block(slow...))
	} else {
		var body []jen.Code
		for _, m := range methods {
			body = append(body, jen.Case(cases[m]...).Block(to(m)))
		}
		body = append(body, jen.Default().Block(slow...))
		e.add(jen.Switch(rtPure("TypeID", e.val(op.Args[0]))).Block(body...))
	}
}
