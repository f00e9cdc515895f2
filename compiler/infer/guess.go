package infer

import (
	"maps"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Guesses. Hints say what numbers a function probably works with: then its body is
// compiled for these, and takes parameters and returns its result unboxed. An
// operation that finds a guess wrong, a value of another type, an int that leaves
// the tagged word, takes an exit: it goes on in the function's Rest, a copy of the
// body from before all this, at the operation it could not do. Rest runs to the
// end of the call. So a wrong guess costs time, never a result.
//
// The state that an exit hands over is what is live there, in Rest's terms:
// variables, and the values that are needed later, boxed. Both bodies come from
// the same ops, so what is live, and who owns it, agrees.

// maxGuessed is how many ops a function may have to be compiled twice.
const maxGuessed = 1500

// maxSmall is how many ops a short function has.
const maxSmall = 80

// guesses is the state of rewriting a body that makes guesses.
type guesses struct {
	ops     map[*ir.Op]*ir.Op // of Rest, by those of the body
	rest    *ir.Func
	live    map[*ir.Op][]*ir.Value // what is live before an op
	behind  map[*ir.Op][]*ir.Value // and behind it
	entries map[*ir.Op]int         // of Rest, by the op before which they stand
	after   map[*ir.Op]int         // or behind which
	count   int
	raw     map[*ir.Value]*ir.Value // what a guard has made of an object
	result  ir.Rep                  // of the function

	facts  map[*ir.Var]fact // what is certain where the rewriting is: see sure.go
	stored map[*ir.Var]int  // how often a variable has been stored to up to there
	loaded map[*ir.Op]int   // and had been where it was loaded

	heads  map[*ir.Loop]head       // what is known in front of a loop
	became map[*ir.Value]*ir.Value // what Inline has put in the place of others
}

// guessing reports whether it pays to guess at f: it computes in a loop, with
// floats, or with its parameters and calls others; or it is short and does nothing
// but work with attributes, or hand its parameters on.
func guessing(f *ir.Func, hints *Hints) bool {
	if !mayGuess(f) {
		return false
	}
	ops, worth, passed, handed, calls, slots := 0, 0, 0, 0, 0, 0
	number := func(v *ir.Value) numKind {
		if v.Def != nil && v.Def.Code == ir.OpConst {
			return unseen
		}
		return hints.Of(v).kind
	}
	var seq func(s ir.Seq, loops int)
	seq = func(s ir.Seq, loops int) {
		for _, n := range s {
			switch n := n.(type) {
			case *ir.Block:
				ops += len(n.Ops)
				for _, op := range n.Ops {
					if op.Code == ir.OpCallKnown || op.Code == ir.OpCallSelf {
						calls++
						for _, v := range op.Args {
							if number(v) == intKind && v.Def != nil && v.Def.Code == ir.OpLoadVar && v.Def.Var.Param {
								handed++
							}
						}
					}
					_, binary := op.Code.IsBinary()
					if !binary && op.Code != ir.OpNeg && (op.Code < ir.OpTestLt || op.Code > ir.OpTestNe) {
						continue
					}
					for _, v := range op.Args {
						k := number(v)
						switch {
						case k == floatKind || (k == intKind || k == mixedKind) && loops > 0:
							worth++
						case k == intKind && v.Def != nil && v.Def.Code == ir.OpLoadVar && v.Def.Var.Param:
							passed++
						case k == intKind && v.Def != nil && v.Def.Code == ir.OpGetSlot:
							slots++
						}
					}
				}
			case *ir.If:
				seq(n.Then, loops)
				seq(n.Else, loops)
			case *ir.Loop:
				seq(n.Body, loops+1)
				seq(n.Else, loops)
			case *ir.Try:
				seq(n.Body, loops)
				seq(n.Handler, loops)
			}
		}
	}
	seq(f.Body, 0)
	return (worth > 0 || passed > 0 && calls > 0) && ops <= maxGuessed || (slots > 1 || handed > 0) && ops <= maxSmall
}

// mayGuess reports whether f can be compiled twice.
func mayGuess(f *ir.Func) bool {
	return f.Proto.Kind != ir.ClassBody && f.Proto.Module.Snippet == nil && f.Proto.Suspends == ir.RunsThrough
}

// sign decides how the function takes its parameters and returns its result.
func (u *unboxer) sign() {
	for _, v := range u.f.Params {
		v.Rep = u.repOf(v)
	}
	if c := u.selfClass(); c != nil {
		u.f.Params[0].Class = c
	}
	t := numType{}
	u.f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpReturn {
			t = t.join(u.n.values[op.Args[0]])
		}
	})
	u.result = ir.RepValue
	if t.number() {
		u.result = repOf(t)
	}
}

// isTyped reports whether callers have to know the signature.
func (u *unboxer) isTyped() bool {
	return u.result != ir.RepValue || slices.ContainsFunc(u.f.Params, func(v *ir.Var) bool { return v.Rep != ir.RepValue || v.Class != nil })
}

// begin copies the body and finds out what is live in it.
func (u *unboxer) begin() {
	reps := map[*ir.Var]ir.Rep{}
	for _, v := range slices.Concat(u.f.Params, u.f.Vars) {
		reps[v], v.Rep = v.Rep, ir.RepValue
	}
	u.rest, u.ops = u.f.CloneOps(u.f.World)
	for _, v := range u.rest.Params {
		v.Class = nil
	}
	for v, rep := range reps {
		v.Rep = rep
	}
	u.rest.Of, u.f.Rest = u.f, u.rest
	u.entries, u.after = map[*ir.Op]int{}, map[*ir.Op]int{}
	u.live, u.behind = map[*ir.Op][]*ir.Value{}, map[*ir.Op][]*ir.Value{}
	u.raw, u.heads, u.became = map[*ir.Value]*ir.Value{}, map[*ir.Loop]head{}, map[*ir.Value]*ir.Value{}
	u.facts, u.stored, u.loaded = map[*ir.Var]fact{}, map[*ir.Var]int{}, map[*ir.Op]int{}
	for _, v := range u.f.Params {
		if v.Class != nil {
			u.facts[v] = fact{class: v.Class}
		}
	}
	live := ir.AnalyseLiveness(u.f)
	for _, b := range u.f.Blocks {
		live.Walk(b, func(op *ir.Op, before bool, set map[*ir.Value]bool) {
			switch {
			case before:
				u.live[op] = ordered(set)
			case op.Code == ir.OpCallKnown || op.Code == ir.OpCallSelf || op.Code == ir.OpSetSlot || op.Code == ir.OpSetItem || reads(op) || op == b.Ops[len(b.Ops)-1]:
				u.behind[op] = ordered(set)
			}
		})
	}
}

// ordered lists values by number, and those that others are made of where they
// are used.
func ordered(set map[*ir.Value]bool) []*ir.Value {
	all := map[*ir.Value]bool{}
	var add func(v *ir.Value)
	add = func(v *ir.Value) {
		if all[v] {
			return
		}
		all[v] = true
		if d := v.Def; d != nil && (d.Code == ir.OpBox || d.Code == ir.OpBoxInt || d.Code == ir.OpNot) {
			add(d.Args[0])
		}
	}
	for v := range set {
		add(v)
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b *ir.Value) int { return a.ID - b.ID })
}

// enter notes which Rests the exits of the body lead to, and where.
func (u *unboxer) enter(entered map[*ir.Func]map[int]bool) {
	u.f.EachOp(func(op *ir.Op) {
		for x := op.Exit; x != nil; x = x.Outer {
			f := u.f
			if x.In != nil {
				f = u.typed[x.In].f
			}
			if entered[f] == nil {
				entered[f] = map[int]bool{}
			}
			entered[f][x.Entry] = true
		}
	})
}

// finish puts the entries into Rest, or does without it and returns false.
func (u *unboxer) finish(entered map[int]bool) bool {
	if u.result != ir.RepValue {
		u.f.Result = u.result
	}
	if len(entered) == 0 && !u.isTyped() {
		u.f.Rest, u.rest = nil, nil
		return false
	}
	before, behind := map[*ir.Op]int{}, map[*ir.Op]int{}
	for op, n := range u.entries {
		before[u.ops[op]] = n
	}
	for op, n := range u.after {
		behind[u.ops[op]] = n
	}
	u.rest.Body.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		var out []*ir.Op
		for _, op := range b.Ops {
			if n := before[op]; entered[n] {
				out = append(out, &ir.Op{Code: ir.OpEntry, N: int64(n), Pos: op.Pos})
			}
			out = append(out, op)
			if n := behind[op]; entered[n] {
				out = append(out, &ir.Op{Code: ir.OpEntry, N: int64(n), Pos: op.Pos})
			}
		}
		b.Ops = out
	})
	u.rest.Link()
	return true
}

// exit is the edge for the op that is being rewritten: Rest does it.
func (u *unboxer) exit() *ir.Exit { return u.edge(u.entryBefore(u.at), u.live[u.at]) }

// entryBefore is the number of the entry of Rest before op.
func (u *unboxer) entryBefore(op *ir.Op) int {
	if u.entries[op] == 0 {
		u.count++
		u.entries[op] = u.count
	}
	return u.entries[op]
}

func (u *unboxer) edge(n int, live []*ir.Value) *ir.Exit {
	x := &ir.Exit{Entry: n}
	for _, v := range live {
		w := v
		if r := u.raw[v]; r != nil {
			w = r
		}
		x.IDs = append(x.IDs, v.ID)
		x.Args = append(x.Args, w)
	}
	return x
}

// guard unboxes v, which is probably of type t, in front of op.
func (u *unboxer) guard(op *ir.Op, v *ir.Value, t numType, rep ir.Rep) *ir.Value {
	return u.as(op, u.unbox(op, v, t, u.exit()), rep)
}

func (u *unboxer) unbox(op *ir.Op, v *ir.Value, t numType, x *ir.Exit) *ir.Value {
	code := ir.OpGuardInt
	if t.kind == floatKind {
		code = ir.OpGuardFloat
	}
	if t.kind == mixedKind {
		// Not in place of v: it is no float where one would see it.
		return u.add(op, &ir.Op{Code: ir.OpGuardFloat, N: 1, Args: []*ir.Value{v}, Exit: x}, v.Hint)
	}
	r := u.add(op, &ir.Op{Code: code, Args: []*ir.Value{v}, Exit: x}, v.Hint)
	u.raw[v] = r
	return r
}

// reads reports whether op reads what may be a number that nobody else needs to
// hold: it is unboxed at once.
func reads(op *ir.Op) bool {
	switch op.Code {
	case ir.OpGetSlot, ir.OpGetItem:
		return true
	}
	return false
}

// readNumber emits op, a read of what is known to be an instance, a list or a
// bytearray, as one of a number, if that is all that is wanted. Where there is none,
// Rest reads again.
func (u *unboxer) readNumber(op *ir.Op) bool {
	if u.guesses == nil || !reads(op) {
		return false
	}
	v := op.Res
	t := u.n.values[v]
	if !t.guess || !t.number() || !u.mayUnbox(v, t) || t.kind == floatKind && u.escapes[u.find(v)] > 0 {
		return false
	}
	slot := op.Code == ir.OpGetSlot
	switch {
	case slot && op.Sure, !slot && op.N != 0 && op.Args[1].Rep == ir.RepInt:
	default:
		return false
	}
	read := [2][2]ir.Code{{ir.OpItemInt, ir.OpItemFloat}, {ir.OpSlotInt, ir.OpSlotFloat}}
	i, j := 0, 0
	if slot {
		i = 1
	}
	if t.kind == floatKind {
		j = 1
	}
	op.Code = read[i][j]
	op.Exit = u.exit()
	v.Rep = repOf(t)
	u.out = append(u.out, op)
	return true
}

// guardRead unboxes what op has read, if that is what it is wanted for.
func (u *unboxer) guardRead(op *ir.Op) {
	if !reads(op) {
		return
	}
	v := op.Res
	if t := u.n.values[v]; t.guess && t.number() && u.mayUnbox(v, t) {
		u.unbox(op, v, t, u.edge(u.entryAfter(op), u.behind[op]))
	}
}

// entryAfter is the number of the entry of Rest behind op.
func (u *unboxer) entryAfter(op *ir.Op) int {
	if u.after[op] == 0 {
		u.count++
		u.after[op] = u.count
	}
	return u.after[op]
}

// typedCall emits a call of functions that take or return unboxed numbers, all of
// them the same way.
func (u *unboxer) typedCall(op *ir.Op) bool {
	callee := u.callee(op)
	if callee == nil {
		return false
	}
	call := &ir.Op{Code: op.Code, Proto: op.Proto, Class: op.Class, Classes: op.Classes, Name: op.Name, Pos: op.Pos, Res: op.Res, Exc: op.Exc, Typed: true}
	if c := callee.f.Params; op.Code == ir.OpCallKnown && len(c) > 0 && c[0].Class != nil {
		u.passed(op, op.Args[0], c[0].Class)
	}
	for i, v := range op.Args {
		call.Args = append(call.Args, u.as(op, v, callee.f.Params[i].Rep))
	}
	if callee.result == ir.RepValue && (op.Code != ir.OpCallKnown || !isLeaf(callee.f)) {
		op.Res.Def = call
		u.out = append(u.out, call)
		return true
	}
	call.Exit = u.edge(u.entryAfter(op), slices.DeleteFunc(slices.Clone(u.behind[op]), func(v *ir.Value) bool { return v == op.Res }))
	call.Exit.Wide = op.Res
	if callee.result == ir.RepValue { // for Inline, which takes it away again
		op.Res.Def = call
		u.out = append(u.out, call)
		return true
	}
	u.give(call, callee.result)
	return true
}

// callee is one of the functions that op calls, if each of them has the same
// signature and it has unboxed numbers.
func (u *unboxer) callee(op *ir.Op) *unboxer {
	var protos []*ir.Proto
	switch op.Code {
	case ir.OpCallKnown:
		protos = append(protos, op.Proto)
	case ir.OpCallSelf:
		for _, c := range u.prog.Receivers(op) {
			protos = append(protos, c.Lookup(op.Name))
		}
	}
	var first *unboxer
	for _, p := range protos {
		x := u.typed[p]
		if x == nil || !x.isTyped() || len(x.f.Params) != len(op.Args) || first != nil && !x.signedLike(first) {
			return nil
		}
		first = x
	}
	return first
}

// signedLike reports whether u has the signature of v.
func (u *unboxer) signedLike(v *unboxer) bool {
	return u.result == v.result && slices.EqualFunc(u.f.Params, v.f.Params, func(a, b *ir.Var) bool { return a.Rep == b.Rep })
}

// typedReturn emits a return of an unboxed number.
func (u *unboxer) typedReturn(op *ir.Op) bool {
	if op.Code != ir.OpReturn || u.result == ir.RepValue {
		return false
	}
	op.Args[0] = u.as(op, op.Args[0], u.result)
	u.out = append(u.out, op)
	return true
}

// number is operand i of op, which may be one, as an unboxed number; nil if it had
// better be an object.
func (u *unboxer) number(op *ir.Op, i int) *ir.Value {
	v := op.Args[i]
	index := op.Code != ir.OpSetSlot && i == 1
	d := v.Def
	switch {
	case d != nil && d.Code == ir.OpConst:
		if d.Const.Kind == ir.ConstInt && (!index || d.Const.Int >= 0) {
			return u.as(op, v, ir.RepInt)
		}
		return nil
	case d != nil && d.Code == ir.OpBoxInt:
		return u.unboxed(d.Args[0], index)
	case v.Rep == ir.RepValue && u.raw[v] != nil && u.raw[v].Rep == ir.RepInt:
		return u.unboxed(u.raw[v], index)
	}
	return u.unboxed(v, index)
}

func (u *unboxer) unboxed(v *ir.Value, index bool) *ir.Value {
	switch {
	case v.Rep == ir.RepInt:
		return v
	case v.Rep == ir.RepFloat && !index && u.escapes[u.find(v)] < 2:
		return v // the one place where it becomes an object
	}
	return nil
}
