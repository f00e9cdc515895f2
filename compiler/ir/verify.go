package ir

import (
	"errors"
	"fmt"
	"slices"
)

// Verify checks f and returns what is wrong with it, or nil. It checks that
//
//   - blocks follow the rules of Seq, and the graph agrees with the structure;
//   - every value is defined once, before its uses on every path;
//   - operands have the representation that the opcode wants;
//   - exception edges lead to a Try around the op, breaks to a Loop around it;
//   - variables belong to the function.
//
// Balance checks reference counts. O(size).
func Verify(f *Func) error {
	v := verifier{f: f, defined: map[*Value]bool{}, vars: map[*Var]bool{}, ids: map[int]bool{}}
	for _, x := range slices.Concat(f.Params, f.Vars) {
		if v.vars[x] {
			v.errorf("variable %s is listed twice", x)
		}
		v.vars[x] = true
	}
	v.seq(f.Body, true)
	if f.Body.Ends() {
		v.errorf("control runs off the end")
	}
	if v.starts != 0 && f.Proto.Suspends == RunsThrough || v.starts != 1 && f.Proto.Suspends != RunsThrough {
		v.errorf("%d starts", v.starts)
	}
	v.trys, v.loops = nil, nil
	v.block(f.Exit, true)
	if last := f.Exit.Last(); last == nil || last.Code != OpFail {
		v.errorf("exit does not end in fail")
	}
	v.edges()
	return errors.Join(v.errs...)
}

type verifier struct {
	f       *Func
	errs    []error
	defined map[*Value]bool // visible here
	ids     map[int]bool
	vars    map[*Var]bool
	trys    []*Try  // around
	loops   []*Loop // around
	head    *Loop   // whose head this block is
	starts  int
}

func (v *verifier) errorf(format string, args ...any) {
	if len(v.errs) < 20 {
		v.errs = append(v.errs, fmt.Errorf("%s: %s", v.f.Name(), fmt.Sprintf(format, args...)))
	}
}

// scope runs body and forgets the values defined in it: they are not
// available on every path behind.
func (v *verifier) scope(body func()) {
	saved := make(map[*Value]bool, len(v.defined))
	for x := range v.defined {
		saved[x] = true
	}
	body()
	v.defined = saved
}

func (v *verifier) seq(s Seq, must bool) {
	if len(s) == 0 {
		if must {
			v.errorf("empty sequence where a block must be")
		}
		return
	}
	if _, ok := s[0].(*Block); !ok {
		v.errorf("sequence begins with %T", s[0])
	}
	for i, n := range s {
		if b, ok := n.(*Block); ok {
			v.block(b, i+1 == len(s))
			continue
		}
		if i+1 < len(s) {
			if _, ok := s[i+1].(*Block); !ok {
				v.errorf("%T follows %T", s[i+1], n)
			}
		}
		switch n := n.(type) {
		case *If:
			v.use(n.Cond, RepBool, "if")
			v.scope(func() {
				v.seq(n.Then, false)
				for _, phi := range n.Phis {
					v.phiArm(phi, phi.Then, n.Then)
				}
			})
			v.scope(func() {
				v.seq(n.Else, false)
				for _, phi := range n.Phis {
					v.phiArm(phi, phi.Else, n.Else)
				}
			})
			for _, phi := range n.Phis {
				if phi.Res.Phi != phi {
					v.errorf("%s does not know its phi", phi.Res)
				}
				v.define(phi.Res)
			}
		case *Loop:
			v.scope(func() {
				v.loops = append(v.loops, n)
				v.scope(func() {
					v.head = n
					v.block(n.Head, false)
					v.head = nil
					v.seq(n.Body, true)
				})
				if n.Strip != nil {
					n.Strip.verify(v, n)
				}
				v.loops = v.loops[:len(v.loops)-1]
				// The else suite breaks out of this loop only by ending.
				v.loops = append(v.loops, n)
				v.seq(n.Else, false)
				v.loops = v.loops[:len(v.loops)-1]
			})
		case *Try:
			v.scope(func() {
				v.trys = append(v.trys, n)
				v.seq(n.Body, true)
				v.trys = v.trys[:len(v.trys)-1]
			})
			v.scope(func() { v.seq(n.Handler, true) })
		}
	}
}

func (v *verifier) phiArm(phi *Phi, x *Value, arm Seq) {
	if !arm.Ends() {
		if x != nil {
			v.errorf("%s has a value from an arm that does not end", phi.Res)
		}
		return
	}
	if x == nil {
		v.errorf("%s has no value from an arm that ends", phi.Res)
		return
	}
	v.use(x, phi.Res.Rep, "phi")
}

func (v *verifier) block(b *Block, last bool) {
	for i, op := range b.Ops {
		v.op(op)
		if op.Code.Info().Term && (i+1 < len(b.Ops) || !last) {
			v.errorf("%s is not at the end of its sequence", op.Code)
		}
	}
}

func (v *verifier) op(op *Op) {
	info := op.Code.Info()
	if op.Code == BadOp || info.Name == "" {
		v.errorf("op without an opcode")
		return
	}
	if info.Args != nil && len(info.Args) != len(op.Args) {
		v.errorf("%s has %d operands, not %d", op.Code, len(op.Args), len(info.Args))
	} else {
		for i, x := range op.Args {
			rep := RepValue
			if info.Args != nil {
				rep = info.Args[i]
			}
			switch {
			case op.Code == OpStoreVar && op.Var != nil:
				rep = op.Var.Rep
			case op.Code == OpReturn && v.f.Result != RepNone:
				rep = v.f.Result
			case op.Typed && x != nil, op.TakesNumber(i) && x != nil && x.Rep != RepBool:
				rep = x.Rep
			}
			if x == nil {
				if op.Code != OpMakeFunc && op.Code != OpSlice {
					v.errorf("%s: operand %d is missing", op.Code, i)
				}
				continue
			}
			v.use(x, rep, op.Code.String())
		}
	}
	for _, x := range op.Drops {
		v.use(x, RepValue, "drop of "+op.Code.String())
	}
	if op.Exc != nil && !slices.Contains(v.trys, op.Exc) {
		v.errorf("%s: t%d is not around it", op.Code, op.Exc.ID)
	}
	if op.Handling != nil {
		v.use(op.Handling, RepValue, op.Code.String())
	}
	v.exit(op)
	if op.Suspends() && v.starts == 0 {
		v.errorf("%s before the start", op.Code)
	}
	switch op.Code {
	case OpStart:
		v.starts++
		if first := v.f.Body.First(); first == nil || !slices.Contains(first.Ops, op) {
			v.errorf("start outside the first block")
		}
	case OpLoadVar, OpStoreVar, OpDelVar, OpIncrefVar, OpDecrefVar:
		if op.Var == nil || !v.vars[op.Var] {
			v.errorf("%s: not a variable of the function", op.Code)
		}
	case OpRollback:
		if op.Loop == nil || !op.Loop.RollsBack || !slices.Contains(v.loops, op.Loop) {
			v.errorf("%s: not in its loop, or that has no snapshot", op.Code)
		}
		for _, x := range op.Vars {
			if !v.vars[x] || x.Rep != RepValue {
				v.errorf("%s: %s is no variable that holds an object", op.Code, x)
			}
		}
	case OpSnapshot:
		if op.Loop == nil || !op.Loop.RollsBack {
			v.errorf("%s: of no loop", op.Code)
		}
	case OpBreak, OpContinue:
		if op.Loop == nil || !slices.Contains(v.loops, op.Loop) {
			v.errorf("%s: not in its loop", op.Code)
		}
	case OpNext, OpRangeNext:
		if v.head == nil {
			v.errorf("%s outside the head of a loop", op.Code)
		}
	case OpLoadGlobal, OpStoreGlobal, OpDelGlobal:
		if op.Global == nil {
			v.errorf("%s: no global", op.Code)
		}
	case OpConst:
		if op.Const == nil {
			v.errorf("%s: no constant", op.Code)
		}
	case OpFuncRef, OpCallKnown, OpMakeFunc:
		if op.Proto == nil {
			v.errorf("%s: no function", op.Code)
		} else if op.Code != OpFuncRef && op.Code != OpMakeFunc && len(op.Args) != op.Proto.NArgs() {
			v.errorf("%s %s: %d arguments, %d parameters", op.Code, op.Proto.QualName, len(op.Args), op.Proto.NArgs())
		}
	}
	if (op.Res == nil) != (info.Res == RepNone) {
		v.errorf("%s: result", op.Code)
	}
	for _, x := range append(op.More, op.Res) {
		if x == nil {
			continue
		}
		rep := info.Res
		if op.Code == OpLoadVar && op.Var != nil {
			rep = op.Var.Rep
		}
		if op.Typed {
			rep = x.Rep
		}
		if x.Rep != rep {
			v.errorf("%s: result %s is %s, not %s", op.Code, x, x.Rep, rep)
		}
		if x.Def != op {
			v.errorf("%s: result %s does not know it", op.Code, x)
		}
		v.define(x)
	}
}

// exit checks the edge into the function's Rest.
func (v *verifier) exit(op *Op) {
	if op.Code == OpEntry && v.f.Of == nil {
		v.errorf("entry outside a rest")
	}
	if op.Exit == nil {
		return
	}
	if v.f.Rest == nil {
		v.errorf("%s: exit without a rest", op.Code)
	}
	for x := op.Exit; x != nil; x = x.Outer {
		if len(x.IDs) != len(x.Args) {
			v.errorf("%s: exit with %d ids of %d values", op.Code, len(x.IDs), len(x.Args))
		}
		if (x.In == nil) != (x.Outer == nil) || x.Outer != nil && op.In == nil {
			v.errorf("%s: exit that leads nowhere", op.Code)
		}
	}
	for _, x := range append(op.Exit.Values(), op.Exit.Drops...) {
		v.use(x, x.Rep, "exit of "+op.Code.String())
	}
}

func (v *verifier) define(x *Value) {
	if v.ids[x.ID] {
		v.errorf("%s is defined twice", x)
	}
	if x.ID < 0 || x.ID >= v.f.NValues {
		v.errorf("%s is out of range", x)
	}
	v.ids[x.ID] = true
	v.defined[x] = true
}

func (v *verifier) use(x *Value, rep Rep, by string) {
	if x == nil {
		v.errorf("%s: no operand", by)
		return
	}
	if !v.defined[x] {
		v.errorf("%s uses %s, which is not defined on every path to it", by, x)
	}
	if x.Rep != rep {
		v.errorf("%s uses %s as %s, but it is %s", by, x, rep, x.Rep)
	}
}

// edges checks that the graph is the one that the structure gives.
func (v *verifier) edges() {
	if v.f.Blocks == nil {
		return
	}
	old := make(map[*Block][]*Block, len(v.f.Blocks))
	blocks := v.f.Blocks
	for _, b := range blocks {
		old[b] = b.Succs
	}
	v.f.Link()
	if !slices.Equal(blocks, v.f.Blocks) {
		v.errorf("the graph has other blocks than the structure")
		return
	}
	for _, b := range blocks {
		if !slices.Equal(old[b], b.Succs) {
			v.errorf("b%d: the graph's edges are not the structure's", b.ID)
		}
	}
	for _, b := range blocks {
		for _, s := range b.Succs {
			if !slices.Contains(s.Preds, b) {
				v.errorf("b%d: edge to b%d without its reverse", b.ID, s.ID)
			}
		}
	}
}
