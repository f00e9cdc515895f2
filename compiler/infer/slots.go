package infer

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Slots follows the numbers in the slots of known instances through a body that
// guesses. What has been read or stored is not read again; and where the main thread
// knows that a slot holds an int, reading it needs no check, and storing another number
// releases nothing. Nobody but the main thread stores to its objects; a context's own
// have no other owner, but those of the main thread may change under it, so that it may
// only use once more what it has read.
//
// Where no context runs beside, what a loop stores in a slot that is held in a variable is
// stored when the loop is left or polls, not before: see late.
//
// What may run other code forgets everything: a call, or a release, which may lead to a
// finaliser. Two variables may hold one instance.
func Slots(f *ir.Func) {
	s := &slots{f: f, main: f.World == ir.Main, known: map[slotKey]content{}, version: map[*ir.Var]int{}, loaded: map[*ir.Value]place{}, became: map[*ir.Value]*ir.Value{}}
	if s.main {
		lend(f)
	}
	s.seq(f.Body)
	f.Replace(s.became)
	numberAliases(f)
}

// A slotKey is a slot of an object, a place or a *ir.Value.
type slotKey struct {
	obj  any
	name string
}

// A place is what a variable holds between two stores.
type place struct {
	v       *ir.Var
	version int
}

// content is what a slot holds: val, if that is known, or anything of a representation.
// in is a variable that holds it all through a loop.
type content struct {
	val *ir.Value
	rep ir.Rep
	in  *ir.Var
}

type slots struct {
	f       *ir.Func
	main    bool
	known   map[slotKey]content
	version map[*ir.Var]int
	count   int // of versions
	loaded  map[*ir.Value]place
	became  map[*ir.Value]*ir.Value
	always  map[slotKey]content // of what is known, what no op in the loops around changes
	two     [][2]place          // instances that are not one, as far as the way there says
	behind  []*ir.Op            // what is to stand behind the op that is followed
}

// forget keeps of what is known what stays so all through the loops around.
func (s *slots) forget() {
	s.known = maps.Clone(s.always)
	if s.known == nil {
		s.known = map[slotKey]content{}
	}
}

func (s *slots) stored(v *ir.Var) {
	s.count++
	s.version[v] = s.count
}

func (s *slots) seq(seq ir.Seq) {
	for i, n := range seq {
		switch n := n.(type) {
		case *ir.Block:
			s.block(n)
			continue
		case *ir.If:
			before := maps.Clone(s.known)
			s.branch(n.Then)
			then := s.known
			s.known = before
			s.branch(n.Else)
			switch {
			case !n.Then.Ends():
			case !n.Else.Ends():
				s.known = then
			default:
				s.meet(then)
			}
		case *ir.Loop:
			s.loop(n, seq, i)
		case *ir.Try:
			s.branch(n.Body)
			s.forget()
			s.branch(n.Handler)
			s.forget()
		}
		for v := range storesOf(ir.Seq{n}) {
			s.stored(v)
		}
	}
}

// branch follows what may not be run: which instances are two is not known behind it.
func (s *slots) branch(seq ir.Seq) {
	n := len(s.two)
	s.seq(seq)
	s.two = s.two[:n]
}

// loop follows n, which is node i of seq.
func (s *slots) loop(n *ir.Loop, seq ir.Seq, i int) {
	around := s.always
	var held []ir.Late
	if s.main && silent(n, true) {
		held = s.head(n, seq[i-1].(*ir.Block))
		s.always = maps.Clone(s.known)
		views(n)
	} else {
		s.forget()
	}
	for v := range storesOf(ir.Seq{n}) {
		s.stored(v)
	}
	two := len(s.two)
	s.block(n.Head)
	s.seq(n.Body)
	s.two = s.two[:two]
	// What has been so all through the loop still is, but in its variables no more.
	s.forget()
	for k, c := range s.known {
		s.known[k] = content{rep: c.rep, in: around[k].in}
	}
	s.always = around
	if !empty(n.Else) {
		s.branch(n.Else)
		s.forget()
		return
	}
	if s.f.Alone && i+1 < len(seq) {
		s.late(n, seq[i+1].(*ir.Block), held)
	}
}

// empty reports whether seq does nothing.
func empty(seq ir.Seq) bool {
	return !slices.ContainsFunc(seq, func(n ir.Node) bool { b, ok := n.(*ir.Block); return !ok || len(b.Ops) > 0 })
}

// meet keeps of what is known what then says as well.
func (s *slots) meet(then map[slotKey]content) {
	for k, c := range s.known {
		t, ok := then[k]
		switch {
		case !ok || t.rep != c.rep || t.in != c.in:
			delete(s.known, k)
		case t.val != c.val:
			c.val = nil
			s.known[k] = c
		}
	}
}

// head keeps what is known in front of a loop, behind before, and stays so in it: that
// there are ints in slots, if every poll makes sure. What such a slot holds goes to a
// variable for the loop, if nothing else in it may be that slot: it returns which.
func (s *slots) head(loop *ir.Loop, before *ir.Block) (held []ir.Late) {
	stored := storesOf(ir.Seq{loop})
	polled, polls, class := map[slotKey]int{}, 0, map[slotKey]*ir.Class{}
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		if op.Code != ir.OpPoll {
			return
		}
		polls++
		for i, v := range op.Args {
			k := slotKey{v.Def.Var, op.Names[i]}
			polled[k]++
			class[k] = op.Classes[i]
		}
	})
	var kept []slotKey
	for k, c := range s.known {
		at, ok := k.obj.(place)
		if !ok || stored[at.v] || c.rep != ir.RepInt || polled[slotKey{at.v, k.name}] < polls || !storesInts(loop, k.name) {
			delete(s.known, k)
			continue
		}
		kept = append(kept, k)
	}
	slices.SortFunc(kept, func(a, b slotKey) int {
		return cmp.Or(a.obj.(place).v.ID-b.obj.(place).v.ID, strings.Compare(a.name, b.name))
	})
	for _, k := range kept {
		c, v := s.known[k], k.obj.(place).v
		if cl := class[slotKey{v, k.name}]; c.in == nil && cl != nil && s.isAlone(loop, v, k.name) {
			c.in = s.variable(before, v, k.name, cl, c.val)
			held = append(held, ir.Late{Of: v, Class: cl, Name: k.name, In: c.in})
		}
		s.known[k] = content{rep: ir.RepInt, in: c.in}
	}
	return held
}

// isAlone reports whether loop stores to the slot of that name of the instance in v, which
// it does not store to, and of none that may be the same, and accesses that.
func (s *slots) isAlone(loop *ir.Loop, v *ir.Var, name string) bool {
	ok, used := true, false
	s.eachAccess(loop, v, name, func(op *ir.Op, own bool) {
		used = used || own
		ok = ok && (own || op.Code != ir.OpSetSlot)
	})
	return ok && used
}

// eachAccess calls visit for the accesses in loop to slots of that name of the instance in
// v, own, or of what may be that.
func (s *slots) eachAccess(loop *ir.Loop, v *ir.Var, name string, visit func(op *ir.Op, own bool)) {
	eachOp(ir.Seq{loop}, func(op *ir.Op) {
		switch op.Code {
		case ir.OpSetSlot, ir.OpSlotInt, ir.OpSlotFloat, ir.OpGetSlot:
		default:
			return
		}
		if op.Name != name {
			return
		}
		d := op.Args[0].Def
		loads := d != nil && d.Code == ir.OpLoadVar
		if loads && d.Var != v && s.differ(place{v, s.version[v]}, place{d.Var, s.version[d.Var]}) {
			return
		}
		visit(op, loads && d.Var == v)
	})
}

// late takes the stores to the slots that loop holds in variables out of it: they are done
// where it is left or polls, in after if it ends. That can be done with slots that nothing
// else in the loop reads either.
func (s *slots) late(loop *ir.Loop, after *ir.Block, held []ir.Late) {
	kept := held[:0]
	stores := map[ir.Late]*ir.Op{}
	for _, l := range held {
		ok := true
		s.eachAccess(loop, l.Of, l.Name, func(op *ir.Op, own bool) {
			ok = ok && own && op.Code == ir.OpSetSlot
			stores[l] = op
		})
		if ok && stores[l] != nil {
			kept = append(kept, l)
		}
	}
	if len(kept) == 0 {
		return
	}
	ir.Seq{loop}.Walk(func(n ir.Node) {
		b, ok := n.(*ir.Block)
		if !ok {
			return
		}
		var out []*ir.Op
		for _, op := range b.Ops {
			switch {
			case op.Code == ir.OpSetSlot && slices.ContainsFunc(kept, func(l ir.Late) bool { return isLate(op, l) }):
				continue
			case op.Code == ir.OpReturn:
				out = append(out, s.stores(kept, stores)...)
			case op.Exit != nil || op.CanRaise():
				op.Late = append(op.Late, kept...)
			}
			out = append(out, op)
		}
		b.Ops = out
	})
	after.Ops = append(s.stores(kept, stores), after.Ops...)
}

// isLate reports whether op stores to slot l.
func isLate(op *ir.Op, l ir.Late) bool {
	d := op.Args[0].Def
	return op.Name == l.Name && d != nil && d.Code == ir.OpLoadVar && d.Var == l.Of
}

// stores makes the stores to the slots of late, like those that it knows.
func (s *slots) stores(late []ir.Late, like map[ir.Late]*ir.Op) (ops []*ir.Op) {
	add := func(v *ir.Var, like *ir.Op) *ir.Value {
		op := &ir.Op{Code: ir.OpLoadVar, Var: v, Alias: true, Pos: like.Pos}
		op.Res = &ir.Value{ID: s.f.NValues, Rep: v.Rep, Hint: v.Name, Def: op}
		s.f.NValues++
		ops = append(ops, op)
		return op.Res
	}
	for _, l := range late {
		store := *like[l]
		store.In = nil
		store.Args = []*ir.Value{add(l.Of, &store), add(l.In, &store)}
		ops = append(ops, &store)
	}
	return ops
}

// variable makes a variable of what the slot of the instance in v holds behind b: val, if
// that is known.
func (s *slots) variable(b *ir.Block, v *ir.Var, name string, class *ir.Class, val *ir.Value) *ir.Var {
	w := &ir.Var{ID: len(s.f.Params) + len(s.f.Vars), Name: name, Rep: ir.RepInt}
	s.f.Vars = append(s.f.Vars, w)
	add := func(op *ir.Op, rep ir.Rep, hint string) *ir.Value {
		op.Res = &ir.Value{ID: s.f.NValues, Rep: rep, Hint: hint, Def: op}
		s.f.NValues++
		b.Ops = append(b.Ops, op)
		return op.Res
	}
	if val == nil {
		load := add(&ir.Op{Code: ir.OpLoadVar, Var: v, Alias: true}, ir.RepValue, v.Name)
		val = add(&ir.Op{Code: ir.OpSlotInt, Class: class, Name: name, N: int64(class.SlotIndex(name)), Sure: true, Args: []*ir.Value{load}}, ir.RepInt, name)
	}
	b.Ops = append(b.Ops, &ir.Op{Code: ir.OpStoreVar, Var: w, Args: []*ir.Value{val}})
	return w
}

func (s *slots) block(b *ir.Block) {
	var out []*ir.Op
	for _, op := range b.Ops {
		if op.Code == ir.OpSlotInt && op.Fresh && !s.main || op.Code == ir.OpDistinct && !s.f.Alone {
			continue
		}
		if !s.op(op) {
			out = append(out, op)
		}
		out = append(out, s.behind...)
		s.behind = nil
	}
	b.Ops = out
}

// key names the slot that op accesses.
func (s *slots) key(op *ir.Op) slotKey {
	o := op.Args[0]
	if at, ok := s.loaded[o]; ok {
		return slotKey{at, op.Name}
	}
	return slotKey{o, op.Name}
}

// op follows op, and reports whether it is not needed.
func (s *slots) op(op *ir.Op) bool {
	switch op.Code {
	case ir.OpLoadVar:
		if !op.Var.Cell {
			s.loaded[op.Res] = place{op.Var, s.version[op.Var]}
		}
	case ir.OpStoreVar, ir.OpDelVar:
		s.stored(op.Var)
	case ir.OpPoll:
		s.poll(op)
		return false
	case ir.OpDistinct:
		s.two = append(s.two, [2]place{s.loaded[op.Args[0]], s.loaded[op.Args[1]]})
	case ir.OpSlotInt, ir.OpSlotFloat:
		return s.read(op)
	case ir.OpSetSlot:
		if op.Sure && op.Args[1].Rep != ir.RepValue {
			s.store(op)
			return false
		}
	case ir.OpSetItem:
		if numberStore(op) {
			if !s.main {
				op.Exit = nil // nothing is released
			}
			return false
		}
	}
	if !quiet(op) {
		s.forget()
	}
	return false
}

// poll keeps of what is known what it makes sure of, and makes sure of no more.
func (s *slots) poll(op *ir.Op) {
	kept := map[slotKey]content{}
	args, names, classes := op.Args, op.Names, op.Classes
	op.Args, op.Names, op.Classes = nil, nil, nil
	for i, v := range args {
		k := slotKey{s.loaded[v], names[i]}
		if c := s.known[k]; s.main && c.rep == ir.RepInt {
			kept[k] = content{rep: ir.RepInt, in: c.in}
			op.Vars = append(op.Vars, c.in)
			op.Args, op.Names, op.Classes = append(op.Args, v), append(op.Names, names[i]), append(op.Classes, classes[i])
		}
	}
	if len(kept) == 0 && len(op.Views) == 0 {
		op.Exit = nil
	}
	s.known = kept
}

func (s *slots) read(op *ir.Op) bool {
	k, rep := s.key(op), op.Res.Rep
	c := s.known[k]
	if c.val != nil && c.val.Rep == rep {
		s.became[op.Res] = c.val
		return true
	}
	if c.rep == ir.RepInt && rep != ir.RepInt {
		return false // it takes its exit
	}
	if s.main && c.rep == ir.RepInt {
		op.Exit = nil
	}
	if c.in != nil {
		op.Code, op.Var, op.Args, op.Class, op.Name = ir.OpLoadVar, c.in, nil, nil, ""
	}
	s.known[k] = content{val: op.Res, rep: rep, in: c.in}
	return false
}

func (s *slots) store(op *ir.Op) {
	k, x := s.key(op), op.Args[1]
	for s.became[x] != nil {
		x = s.became[x]
	}
	switch {
	case !s.main:
		op.Exit = nil // nothing is released
	case s.known[k].rep == ir.RepInt:
		op.Exit, op.Fresh = nil, true
	case op.Exit == nil:
		s.forget()
	}
	for other, c := range s.known {
		if other.name != k.name || other == k || s.areTwo(other, k) {
			continue
		}
		if c.rep != ir.RepInt || x.Rep != ir.RepInt {
			delete(s.known, other)
		} else {
			s.known[other] = content{rep: c.rep, in: c.in}
		}
	}
	in := s.known[k].in
	if in != nil {
		s.behind = append(s.behind, &ir.Op{Code: ir.OpStoreVar, Var: in, Args: []*ir.Value{x}, Pos: op.Pos, In: op.In})
	}
	s.known[k] = content{val: x, rep: x.Rep, in: in}
}

// areTwo reports whether j and k certainly are slots of two instances.
func (s *slots) areTwo(j, k slotKey) bool {
	a, ok := j.obj.(place)
	b, ok2 := k.obj.(place)
	return ok && ok2 && s.differ(a, b)
}

// differ reports whether what is in a and b certainly is not one instance.
func (s *slots) differ(a, b place) bool {
	return slices.Contains(s.two, [2]place{a, b}) || slices.Contains(s.two, [2]place{b, a})
}

// quiet reports whether op neither runs code of Python's nor stores to a slot.
func quiet(op *ir.Op) bool {
	switch op.Code {
	case ir.OpLoadVar, ir.OpStoreVar, ir.OpIncref, ir.OpIncrefVar, ir.OpRangeNext, ir.OpBreak, ir.OpContinue, ir.OpReturn, ir.OpLoadBuiltin, ir.OpTupleItem:
		return true
	case ir.OpGetSlot:
		return op.Sure && !op.Hooked
	case ir.OpNext:
		return op.Lent
	case ir.OpRange:
		return op.Args[0].Rep == ir.RepInt && op.Args[1].Rep == ir.RepInt && op.Args[2].Rep == ir.RepInt
	case ir.OpSetSlot:
		return false
	case ir.OpSetItem:
		return numberStore(op)
	case ir.OpLoadGlobal:
		return !op.Checked
	}
	return leafOp(op)
}

// numberStore reports whether op stores a number in a list, with an exit if that may have
// run code, or in a bytearray.
func numberStore(op *ir.Op) bool {
	return storesNumber(op) && op.Exit != nil || op.Code == ir.OpSetItem && op.N == 2 && op.Args[1].Rep == ir.RepInt && op.Args[2].Rep == ir.RepInt
}

// numberAliases is Aliases for the loads of numbers, whose uses Replace may have moved.
func numberAliases(f *ir.Func) {
	was := map[*ir.Op]bool{}
	f.EachOp(func(op *ir.Op) { was[op] = op.Alias })
	Aliases(f)
	f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpLoadVar && op.Var.Rep == ir.RepValue {
			op.Alias = was[op]
		}
	})
}
