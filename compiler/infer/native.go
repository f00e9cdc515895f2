package infer

import (
	"math/big"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Functions of the module math that are called unboxed: what a global is bound to,
// once and for all, by an import.

// floatCalls are those functions; all take a float and return one.
var floatCalls = map[string]bool{"sqrt": true, "fabs": true, "sin": true, "cos": true, "exp": true, "log": true}

// importedMath returns the globals that are the module math ("") or one of its
// functions (its name).
func importedMath(prog *ir.Program) map[*ir.Global]string {
	found := map[*ir.Global]string{}
	for _, f := range prog.Funcs {
		if f.Proto.Kind != ir.ModuleCode {
			continue
		}
		f.EachOp(func(op *ir.Op) {
			if op.Code != ir.OpStoreGlobal || !op.Global.Constant || op.Args[0].Def == nil {
				return
			}
			switch d := op.Args[0].Def; {
			case isMath(d):
				found[op.Global] = ""
			case d.Code == ir.OpImportFrom && d.Args[0].Def != nil && isMath(d.Args[0].Def) && floatCalls[d.Name]:
				found[op.Global] = d.Name
			}
		})
	}
	return found
}

func isMath(op *ir.Op) bool { return op.Code == ir.OpImport && op.Module == nil && op.Name == "math" }

// numberCalls are builtins that are called unboxed, on numbers.
var numberCalls = map[string]bool{"min": true, "max": true, "abs": true, "int": true, "float": true}

// builtin is the type of the result of such a call.
func (n *numbers) builtin(op *ir.Op) (t numType, ok bool) {
	if !numberCalls[op.Name] {
		return t, false
	}
	x := n.values[op.Args[0]]
	for _, v := range op.Args[1:] {
		y := n.values[v]
		if y.kind == unseen || x.kind == unseen {
			return numType{}, true
		}
		if x.kind != y.kind || !x.number() || !y.number() {
			return t, false
		}
		guess := x.guess || y.guess
		switch {
		case x.kind == floatKind:
		case op.Name == "min":
			x = interval(min(x.lo, y.lo), min(x.hi, y.hi))
		default:
			x = interval(max(x.lo, y.lo), max(x.hi, y.hi))
		}
		x.guess = guess
	}
	guess := x.guess
	switch {
	case x.kind == unseen:
		return x, true
	case !x.number():
		return t, false
	case op.Name == "float":
		x = floatType
	case op.Name == "int" && x.kind == floatKind:
		if n.hints == nil {
			return t, false
		}
		return n.within(intType, true), true
	case op.Name == "abs" && x.kind == intKind:
		x = between(new(big.Int), corner(x))
		if !x.small {
			return n.within(intType, guess), true
		}
	}
	x.guess = guess
	return x, true
}

// corner is the greatest magnitude in t.
func corner(t numType) *big.Int {
	a, b := new(big.Int).Abs(big.NewInt(t.lo)), new(big.Int).Abs(big.NewInt(t.hi))
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// builtinCall emits such a call.
func (u *unboxer) builtinCall(op *ir.Op) bool {
	if op.Code != ir.OpCallRT || !numberCalls[op.Name] {
		return false
	}
	t := u.n.values[op.Res]
	consts := true
	for _, v := range op.Args {
		x := u.n.values[v]
		if !x.number() || len(op.Args) > 1 && x.kind != t.kind {
			return false
		}
		consts = consts && isConst(v)
	}
	if consts || !t.number() {
		return false
	}
	x := u.n.values[op.Args[0]]
	from, rep := repOf(x), repOf(t)
	emit := func(code, n ir.Code, args ...*ir.Value) *ir.Op {
		return &ir.Op{Code: code, N: int64(n), Pos: op.Pos, Args: args, Res: op.Res}
	}
	arith := ir.OpIntArith
	if rep == ir.RepFloat {
		arith = ir.OpFloatArith
	}
	switch op.Name {
	case "min", "max":
		which := ir.OpMin
		if op.Name == "max" {
			which = ir.OpMax
		}
		best := u.as(op, op.Args[0], rep)
		for _, v := range op.Args[1 : len(op.Args)-1] {
			best = u.partial(op, emit(arith, which, best, u.as(op, v, rep)), rep)
		}
		u.give(emit(arith, which, best, u.as(op, op.Args[len(op.Args)-1], rep)), rep)
	case "abs":
		v := u.as(op, op.Args[0], rep)
		n := emit(arith, ir.OpAbs, v, v)
		if rep == ir.RepInt && x.lo == minInt {
			if u.guesses == nil {
				return false
			}
			n.Exit = u.exit()
		}
		u.give(n, rep)
	case "int":
		if from == ir.RepInt {
			return false
		}
		n := emit(ir.OpTrunc, 0, u.as(op, op.Args[0], ir.RepFloat))
		n.Exit = u.exit()
		u.give(n, ir.RepInt)
	case "float":
		if from == ir.RepFloat {
			return false
		}
		u.give(emit(ir.OpIntToFloat, 0, u.as(op, op.Args[0], ir.RepInt)), ir.RepFloat)
	}
	return true
}

// partial appends an op whose result is a new value.
func (u *unboxer) partial(like, op *ir.Op, rep ir.Rep) *ir.Value {
	v := u.add(like, op, like.Res.Hint)
	v.Rep = rep
	return v
}

// square emits x**2 of a float.
func (u *unboxer) square(op *ir.Op) bool {
	if u.guesses == nil || plain(op.Code) != ir.OpPow {
		return false
	}
	d := op.Args[1].Def
	x := u.n.values[op.Args[0]]
	if d == nil || d.Code != ir.OpConst || d.Const.Kind != ir.ConstInt || d.Const.Int != 2 || isConst(op.Args[0]) || !x.number() {
		return false
	}
	v := u.as(op, op.Args[0], repOf(x))
	if x.kind == intKind {
		n := &ir.Op{Code: ir.OpIntArith, N: int64(ir.OpMul), Pos: op.Pos, Args: []*ir.Value{v, v}, Res: op.Res}
		if !binary(ir.OpMul, x, x).small {
			n.Exit = u.exit()
		}
		u.give(n, ir.RepInt)
		return true
	}
	u.give(&ir.Op{Code: ir.OpFloatFunc, Name: "square", Pos: op.Pos, Args: []*ir.Value{v}, Res: op.Res, Exit: u.exit()}, ir.RepFloat)
	return true
}

// mathCall emits the call of a function of math on an unboxed float.
func (u *unboxer) mathCall(op *ir.Op) bool {
	if op.Code != ir.OpCall && op.Code != ir.OpCallMethod || len(op.Args) != 2 {
		return false
	}
	load := op.Args[0].Def
	if load == nil || load.Code != ir.OpLoadGlobal {
		return false
	}
	name, ok := u.math[load.Global]
	if op.Code == ir.OpCallMethod && name == "" {
		name = op.Name
	} else if op.Code == ir.OpCallMethod || name == "" {
		return false
	}
	x := u.n.values[op.Args[1]]
	if !ok || !floatCalls[name] || u.prog.Attributes[name] || !x.number() || isConst(op.Args[1]) {
		return false
	}
	v := u.as(op, op.Args[1], ir.RepFloat)
	u.give(&ir.Op{Code: ir.OpFloatFunc, Name: name, Pos: op.Pos, Args: []*ir.Value{v}, Res: op.Res, Exit: u.exit()}, ir.RepFloat)
	return true
}
