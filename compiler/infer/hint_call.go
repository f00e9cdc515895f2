package infer

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// What calls give, and what they do to the containers that they get.

// floatFuncs are functions, of modules mostly, that return floats.
var floatFuncs = map[string]bool{
	"sqrt": true, "sin": true, "cos": true, "tan": true, "asin": true, "acos": true, "atan": true, "atan2": true, "sinh": true, "cosh": true, "tanh": true,
	"exp": true, "log": true, "log2": true, "log10": true, "log1p": true, "expm1": true, "hypot": true, "pow": true, "fabs": true, "fmod": true,
	"radians": true, "degrees": true, "random": true, "uniform": true, "gauss": true, "time": true, "perf_counter": true, "monotonic": true,
}

// intFuncs return ints.
var intFuncs = map[string]bool{
	"len": true, "ord": true, "hash": true, "id": true, "floor": true, "ceil": true, "isqrt": true, "gcd": true, "randint": true, "randrange": true,
	"find": true, "index": true, "count": true, "bit_length": true, "bit_count": true, "getrandbits": true, "comb": true, "factorial": true,
}

func (h *Hints) call(op *ir.Op, res *kindNode) {
	switch op.Code {
	case ir.OpCallKnown:
		h.known(op.Proto, op.Args, res)
	case ir.OpConstruct:
		h.is(res, kindOther)
		h.instance(res, op.Class)
		if op.Proto != nil {
			h.known(op.Proto, append([]*ir.Value{nil}, op.Args...), &kindNode{})
		}
	case ir.OpCallSelf:
		for _, c := range h.prog.Receivers(op) {
			if m := c.Lookup(op.Name); m != nil {
				h.known(m, op.Args, res)
			}
		}
	case ir.OpCallMethod:
		h.method(op, res)
	case ir.OpCallRT:
		h.builtin(op.Name, op.Args, res)
	case ir.OpCall, ir.OpCallKw:
		args := op.Args[1 : len(op.Args)-len(op.Names)]
		switch d := op.Args[0].Def; {
		case d == nil:
		case d.Code == ir.OpLoadBuiltin:
			h.builtin(d.Name, args, res)
		case d.Code == ir.OpLoadGlobal && d.Global.Class != nil:
			h.is(res, kindOther)
			h.instance(res, d.Global.Class)
			if m := d.Global.Class.Lookup("__init__"); m != nil {
				h.arguments(m, append([]*ir.Value{nil}, args...), op)
			}
		case d.Code == ir.OpLoadGlobal && d.Global.Func != nil:
			h.flow(res, h.node(result{d.Global.Func}))
			h.arguments(d.Global.Func, args, op)
		case d.Code == ir.OpLoadGlobal:
			h.builtin(d.Global.Name, args, res)
		case d.Code == ir.OpGetAttr:
			h.builtin(d.Name, nil, res)
		}
	}
}

// arguments passes positional arguments, and the keywords of op, to p.
func (h *Hints) arguments(p *ir.Proto, args []*ir.Value, op *ir.Op) {
	f := h.bodies[p]
	if f == nil || p.Closure {
		return
	}
	pass := func(i int, v *ir.Value) {
		if v != nil && !f.Params[i].Cell {
			h.flow(h.node(f.Params[i]), h.node(v))
		}
	}
	for i, v := range args {
		if i < p.Params.NPos {
			pass(i, v)
		}
	}
	for k, name := range op.Names {
		if i := slices.Index(p.Params.Names, name); i >= 0 && i < p.Params.NPos+p.Params.NKwOnly {
			pass(i, op.Args[len(op.Args)-len(op.Names)+k])
		}
	}
}

// known is a call of a function of the program.
func (h *Hints) known(p *ir.Proto, args []*ir.Value, res *kindNode) {
	h.flow(res, h.node(result{p}))
	f := h.bodies[p]
	if f == nil || len(f.Params) != len(args) {
		return
	}
	for i, v := range args {
		if v != nil && !f.Params[i].Cell {
			h.flow(h.node(f.Params[i]), h.node(v))
		}
	}
}

// builtin is a call of a builtin, or of something that has its name.
func (h *Hints) builtin(name string, args []*ir.Value, res *kindNode) {
	arg := func(i int) *kindNode { return h.node(args[i]) }
	switch {
	case floatFuncs[name] || name == "float":
		h.is(res, kindFloat)
		return
	case intFuncs[name] || name == "int":
		h.is(res, kindInt)
		return
	case len(args) == 0:
		switch name {
		case "list":
			h.is(res, kindSeq|kindList)
		case "bytearray":
			h.is(res, kindSeq|kindBytes)
			h.is(h.elem(res), kindInt)
		}
		return
	}
	switch name {
	case "round":
		if len(args) == 1 {
			h.is(res, kindInt)
			return
		}
		h.is(res, arg(0).kinds&(kindInt|kindFloat))
	case "abs":
		h.is(res, arg(0).kinds&(kindInt|kindFloat))
	case "min", "max":
		if len(args) == 1 {
			h.each(res, arg(0))
			return
		}
		for i := range args {
			h.flow(res, arg(i))
		}
	case "sum":
		h.each(res, arg(0))
	case "range":
		h.is(res, kindSeq|kindTuple)
		h.is(h.elem(res), kindInt)
	case "bytearray":
		h.is(res, kindSeq|kindBytes)
		h.is(h.elem(res), kindInt)
	case "list", "sorted":
		h.is(res, kindSeq|kindList)
		h.each(h.elem(res), arg(0))
	case "tuple", "reversed", "set", "iter", "deque", "frozenset":
		h.is(res, kindSeq|kindTuple)
		h.each(h.elem(res), arg(0))
	case "enumerate":
		h.is(res, kindSeq|kindTuple)
		h.is(h.elem(res), kindSeq|kindTuple)
		h.is(h.item(h.elem(res), 0), kindInt)
		h.each(h.item(h.elem(res), 1), arg(0))
	case "zip":
		h.is(res, kindSeq|kindTuple)
		h.is(h.elem(res), kindSeq|kindTuple)
		for i := range args {
			h.each(h.item(h.elem(res), i), arg(i))
		}
	case "str", "repr", "chr", "bytes", "type":
		h.is(res, kindOther)
	case "isinstance", "bool", "callable", "hasattr":
		h.is(res, kindBool)
	case "next":
		h.each(res, arg(0))
	}
}

// method is a call of a method by name.
func (h *Hints) method(op *ir.Op, res *kindNode) {
	o, args := h.node(op.Args[0]), op.Args[1:]
	switch op.Name {
	case "append", "add", "appendleft":
		if len(args) == 1 {
			h.flow(h.elem(o), h.node(args[0]))
		}
	case "insert":
		if len(args) == 2 {
			h.flow(h.elem(o), h.node(args[1]))
		}
	case "extend", "update":
		if len(args) == 1 {
			h.each(h.elem(o), h.node(args[0]))
		}
	case "pop", "popleft", "get", "setdefault":
		h.flow(res, h.elem(o))
		if op.Name != "pop" && len(args) == 2 {
			h.flow(res, h.node(args[1]))
		}
	case "copy":
		h.flow(res, o)
	case "values":
		h.is(res, kindSeq|kindTuple)
		h.flow(h.elem(res), h.elem(o))
	case "keys":
		h.is(res, kindSeq|kindTuple)
		h.flow(h.elem(res), h.key(o))
	case "items":
		h.is(res, kindSeq|kindTuple)
		h.is(h.elem(res), kindSeq|kindTuple)
		h.flow(h.item(h.elem(res), 0), h.key(o))
		h.flow(h.item(h.elem(res), 1), h.elem(o))
	default:
		h.builtin(op.Name, args, res)
	}
}
