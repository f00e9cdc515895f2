package region

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Loops that allocate. A callback that turns ten million numbers to text one
// after the other would fill its arena, which is rolled back when the callback
// ends. So a loop of a context body takes a snapshot before it begins and rolls
// back at the end of each round, where nothing that the round has allocated can
// be reached any more:
//
//   - no op of the round stores into an object from before it, or runs code of
//     the program that might (see keepsNothing), and
//   - the variables that are needed later and that the loop stores to hold, at
//     that moment, nothing that the round has made. That is tested at run time:
//     what is in them is mostly a number. If they do, what there is by then
//     stays, and later rounds roll back to that point.
//
// Nothing else carries over: values are of one round, except phis, which are of
// an if. O(ops × variables of the function).

// Rollbacks inserts snapshots and rollbacks into f, a context body.
func Rollbacks(f *ir.Func, prog *ir.Program) {
	var live *liveness
	var visit func(s ir.Seq, inside bool)
	visit = func(s ir.Seq, inside bool) {
		for i, n := range s {
			switch n := n.(type) {
			case *ir.If:
				visit(n.Then, inside)
				visit(n.Else, inside)
			case *ir.Try:
				visit(n.Body, inside)
				visit(n.Handler, inside)
			case *ir.Loop:
				n.Kept = whyKept(n, prog)
				ok := n.Kept == ""
				n.Inside = inside && ok
				if ok && !inside && allocates(n.Body) {
					if live == nil {
						live = livenessOf(f)
					}
					place(n, s[i-1].(*ir.Block), live.at(n))
				}
				visit(n.Body, inside || ok)
				visit(n.Else, inside)
			}
		}
	}
	visit(f.Body, false)
}

// place gives loop l a snapshot, at the end of the block before it, and rollbacks
// at every end of a round. vars may hold what the round has made.
func place(l *ir.Loop, before *ir.Block, vars []*ir.Var) {
	l.RollsBack = true
	before.Ops = append(before.Ops, &ir.Op{Code: ir.OpSnapshot, Pos: l.Pos, Loop: l})
	op := func() *ir.Op { return &ir.Op{Code: ir.OpRollback, Pos: l.Pos, Loop: l, Vars: vars} }
	l.Body.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		if last := b.Last(); last != nil && last.Code == ir.OpContinue && last.Loop == l {
			b.Ops = slices.Insert(b.Ops, len(b.Ops)-1, op())
		}
	})
	if l.Body.Ends() {
		end := l.Body[len(l.Body)-1].(*ir.Block)
		end.Ops = append(end.Ops, op())
	}
}

// allocates reports whether s surely makes objects worth freeing: arithmetic
// mostly does not.
func allocates(s ir.Seq) bool {
	return anyOp(s, func(op *ir.Op) bool {
		switch op.Code {
		case ir.OpAdd, ir.OpMod, ir.OpMul:
			// Of a text it makes another.
			d := op.Args[0].Def
			return d != nil && d.Code == ir.OpConst && (d.Const.Kind == ir.ConstStr || d.Const.Kind == ir.ConstBytes)
		case ir.OpCall, ir.OpCallMethod, ir.OpFormat, ir.OpPercent, ir.OpJoin, ir.OpTuple, ir.OpList, ir.OpDict, ir.OpDictOf,
			ir.OpSlice, ir.OpNewCell, ir.OpMakeFunc, ir.OpGetItem, ir.OpGetSlice:
			return true
		case ir.OpCallRT:
			return op.Name == "repr" || op.Name == "str"
		}
		return false
	})
}

func anyOp(s ir.Seq, is func(*ir.Op) bool) bool {
	found := false
	s.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			found = found || slices.ContainsFunc(b.Ops, is)
		}
	})
	return found
}

// whyKept says why the rounds of l may leave something behind, or "".
func whyKept(l *ir.Loop, prog *ir.Program) string {
	if l.Kind == ir.LoopIter {
		return "the iterator may keep what it makes"
	}
	made := map[*ir.Value]bool{} // in this round
	l.Body.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			for _, op := range b.Ops {
				if op.Res != nil {
					made[op.Res] = true
				}
				for _, v := range op.More {
					made[v] = true
				}
			}
		}
	})
	why := ""
	anyOp(l.Body, func(op *ir.Op) bool {
		why = keeps(op, made, prog)
		return why != ""
	})
	return why
}

// keeps says why op may store something that outlives the round of a loop, or "".
// made holds the values of the round.
func keeps(op *ir.Op, made map[*ir.Value]bool, prog *ir.Program) string {
	// Operators, attributes and the like run methods of the program's classes,
	// if these have any that Python calls by itself.
	hooks := func() string {
		if prog.Hooks {
			return "classes of the program define what operators do"
		}
		return ""
	}
	switch c := op.Code; {
	case ir.OpConstFloat <= c && c <= ir.OpEntry:
		return ""
	case ir.OpAdd <= c && c <= ir.OpMatMul, ir.OpNeg <= c && c <= ir.OpInvert,
		ir.OpLt <= c && c <= ir.OpTestNe:
		return hooks()
	case ir.OpIAdd <= c && c <= ir.OpIMatMul:
		if !number(op.Args[1]) {
			return "an object may be changed in place"
		}
		return hooks()
	}
	switch op.Code {
	case ir.OpConst, ir.OpConstInt, ir.OpFuncRef, ir.OpLoadVar, ir.OpStoreVar, ir.OpDelVar, ir.OpLoadGlobal,
		ir.OpLoadBuiltin, ir.OpNewCell, ir.OpLoadCell, ir.OpClosureCell, ir.OpTestIs, ir.OpNot, ir.OpBox,
		ir.OpBoxInt, ir.OpBoolVal, ir.OpTuple, ir.OpTupleItem, ir.OpList, ir.OpDict, ir.OpSlice, ir.OpDefaults,
		ir.OpDefault, ir.OpMakeFunc, ir.OpListToTuple, ir.OpPoll, ir.OpRangeNext, ir.OpTrace, ir.OpHandled,
		ir.OpCatch, ir.OpEndCatch, ir.OpMatchExc, ir.OpReraise, ir.OpRethrow, ir.OpReturn, ir.OpBreak,
		ir.OpContinue, ir.OpFail, ir.OpUnpack, ir.OpUnpackTo, ir.OpSnapshot, ir.OpRollback:
		return ""
	case ir.OpTruth, ir.OpTestIn, ir.OpGetAttr, ir.OpHasMethod, ir.OpGetSlot, ir.OpGetItem, ir.OpGetSlice, ir.OpFormat, ir.OpPercent, ir.OpJoin, ir.OpDictOf, ir.OpRange:
		return hooks()
	case ir.OpListAppend, ir.OpDictSet:
		if made[op.Args[0]] {
			return hooks()
		}
		return "an object from before the round may be stored to"
	case ir.OpCallRT:
		return hooks()
	case ir.OpCall:
		if f := op.Args[0].Def; f != nil && f.Code == ir.OpLoadBuiltin && (pureBuiltins[f.Name] || exception(f.Name)) {
			return hooks()
		}
		return "a call may keep its arguments"
	case ir.OpCallMethod:
		if pureMethods[op.Name] && !prog.Attributes[op.Name] {
			return hooks()
		}
		return "a call may keep its arguments"
	case ir.OpNext:
		if it := op.Args[0].Def; it != nil && it.Code == ir.OpIter && made[op.Args[0]] && fresh(it.Args[0]) {
			return hooks()
		}
		return "an iterator may keep what it makes"
	case ir.OpIter:
		return hooks()
	}
	return "an object from before the round may be stored to"
}

// number reports whether v is a number or raises: what is changed in place by
// one are numbers alone.
func number(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	switch v.Def.Code {
	case ir.OpConst:
		return v.Def.Const.Kind == ir.ConstInt || v.Def.Const.Kind == ir.ConstFloat
	case ir.OpBoxInt, ir.OpBoxFloat, ir.OpBox:
		return true
	case ir.OpCallRT:
		switch v.Def.Name {
		case "len", "ord", "int", "float", "hash":
			return true
		}
	}
	return false
}

// fresh reports whether v is a built-in object that iterating does not change.
func fresh(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	switch v.Def.Code {
	case ir.OpConst, ir.OpTuple, ir.OpList, ir.OpDict, ir.OpDictOf:
		return true
	case ir.OpCallMethod:
		return v.Def.Name == "split" || v.Def.Name == "splitlines"
	}
	return false
}

// exception reports whether a builtin is an exception class.
func exception(name string) bool {
	return strings.HasSuffix(name, "Error") || strings.HasSuffix(name, "Exception") || strings.HasSuffix(name, "Warning")
}

// pureBuiltins keep nothing of their arguments and run no code of the program but
// methods with special names. Those that iterate are not among them: they may
// advance a generator.
var pureBuiltins = set("str", "int", "float", "bool", "len", "ord", "chr", "hex", "oct", "bin", "repr", "ascii",
	"abs", "round", "divmod", "pow", "isinstance", "format", "hash", "print")

// pureMethods are methods of strings and numbers that keep nothing.
var pureMethods = set("upper", "lower", "title", "capitalize", "casefold", "swapcase", "strip", "lstrip", "rstrip",
	"split", "rsplit", "splitlines", "partition", "rpartition", "replace", "find", "rfind", "startswith", "endswith",
	"isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "zfill", "center", "ljust", "rjust",
	"encode", "decode", "hex", "bit_length", "is_integer", "format", "get")

// liveness says which variables are needed where: a backward dataflow analysis,
// exception edges included.
type liveness struct {
	f     *ir.Func
	index map[*ir.Var]int
	in    map[*ir.Block]bits
}

type bits []uint64

func (b bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bits) add(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bits) remove(i int)   { b[i/64] &^= 1 << (i % 64) }

// merge adds what is in o and reports whether that was news.
func (b bits) merge(o bits) bool {
	changed := false
	for i := range b {
		if b[i]|o[i] != b[i] {
			b[i] |= o[i]
			changed = true
		}
	}
	return changed
}

func livenessOf(f *ir.Func) *liveness {
	f.Link()
	l := &liveness{f: f, index: map[*ir.Var]int{}, in: map[*ir.Block]bits{}}
	for _, v := range slices.Concat(f.Params, f.Vars) {
		l.index[v] = len(l.index)
	}
	n := len(l.index)/64 + 1
	for _, b := range f.Blocks {
		l.in[b] = make(bits, n)
	}
	for changed := true; changed; {
		changed = false
		for _, b := range slices.Backward(f.Blocks) {
			s := make(bits, n)
			for _, next := range b.Succs {
				s.merge(l.in[next])
			}
			for _, op := range slices.Backward(b.Ops) {
				switch op.Code {
				case ir.OpStoreVar, ir.OpDelVar:
					s.remove(l.index[op.Var])
				}
				if op.Code == ir.OpLoadVar || op.Code == ir.OpClosureCell {
					s.add(l.index[op.Var])
				}
				if op.CanRaise() {
					to := f.Exit
					if op.Exc != nil {
						to = op.Exc.Handler.First()
					}
					s.merge(l.in[to])
				}
			}
			changed = l.in[b].merge(s) || changed
		}
	}
	return l
}

// at returns the variables that a round of loop stores to and that are needed
// after it.
func (l *liveness) at(loop *ir.Loop) []*ir.Var {
	head := l.in[loop.Head]
	var vars []*ir.Var
	anyOp(loop.Body, func(op *ir.Op) bool {
		if op.Code == ir.OpStoreVar && op.Var.Rep == ir.RepValue && head.has(l.index[op.Var]) && !slices.Contains(vars, op.Var) {
			vars = append(vars, op.Var)
		}
		return false
	})
	return vars
}
