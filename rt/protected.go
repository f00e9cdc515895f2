package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Stores of contexts into protected objects of the main heap. The main thread performs
// them: the barrier refuses the store, as any into the main heap, and notes the object;
// the operation that finds its store refused so asks the main thread to perform it
// instead. Nothing has been changed then, because the barrier comes first. The arguments
// and the result are copied, as those of every call of the main thread.

// Protects, if set, reports whether o is protected. Any context.
var Protects func(o Value) bool

// StoreOnMain has the main thread call the native function fn with args, a tuple of its
// raw arguments of which 0 stands for those left out, and returns a copy of the result,
// owned; o, which args begin with, may be the result. Context c waits. 0 with an
// exception pending.
var StoreOnMain func(c *Ctx, o, fn, args Value) Value

// Functions for what is no method: rows from mainStores on.
const (
	storeItem = iota
	storeDelItem
	storeAttr
	storeDelAttr
	storeInPlace
)

var mainStores uint32

// Operations of storeInPlace.
const (
	inPlaceAdd = iota
	inPlaceSub
	inPlaceMul
	inPlaceAnd
	inPlaceOr
	inPlaceXor
)

// AddStores adds the functions. Main thread, before anything is protected.
func AddStores(c *Ctx) {
	if mainStores != 0 {
		return
	}
	mainStores = AddFuncs(c, []Func{
		{Name: "setitem", Sig: "o, key, value", F3: func(c *Ctx, o, k, v Value) Value { return noneIf(SetItem(c, o, k, v)) }},
		{Name: "delitem", Sig: "o, key", F2: func(c *Ctx, o, k Value) Value { return noneIf(DelItem(c, o, k)) }},
		{Name: "setattr", Sig: "o, name, value", F3: func(c *Ctx, o, name, v Value) Value { return noneIf(SetAttr(c, o, name, v)) }},
		{Name: "delattr", Sig: "o, name", F2: func(c *Ctx, o, name Value) Value { return noneIf(DelAttr(c, o, name)) }},
		{Name: "inplace", Sig: "o, other, op", F3: func(c *Ctx, o, other, op Value) Value {
			return [...]func(*Ctx, Value, Value) Value{IAdd, ISub, IMul, IAnd, IOr, IXor}[op.Int()](c, o, other)
		}},
	})
}

// EnterRaw calls native function fn with its raw arguments. Main thread.
func EnterRaw(c *Ctx, fn, args Value) Value {
	f := FuncOf(fn)
	var a [MaxFixed]Value
	copy(a[:], tupleItems(args))
	switch {
	case f.F1 != nil:
		return f.F1(c, a[0])
	case f.F2 != nil:
		return f.F2(c, a[0], a[1])
	case f.F3 != nil:
		return f.F3(c, a[0], a[1], a[2])
	case f.F4 != nil:
		return f.F4(c, a[0], a[1], a[2], a[3])
	}
	return f.FN(c, args)
}

// refusedStore reports whether the operation that has just failed did so because o is
// protected, and forgets the exception then.
func refusedStore(c *Ctx, o Value) bool {
	refused := c.refused
	c.refused = 0
	if refused == 0 || c.Exc != c.refusal || refused != o && refused != plain(o) {
		return false
	}
	c.Exc = 0
	return true
}

// storedOnMain has the main thread perform what has been refused.
func storedOnMain(c *Ctx, row uint32, args ...Value) Value {
	t := NewTuple(c, len(args))
	for i, v := range args {
		TupleInit(t, i, v)
	}
	return StoreOnMain(c, args[0], FuncValue(row), t)
}

// orOnMain returns ok, or has the main thread perform the store that has been refused.
func orOnMain(c *Ctx, ok bool, kind uint32, args ...Value) bool {
	if ok || c.refused == 0 || !refusedStore(c, args[0]) {
		return ok
	}
	return storedOnMain(c, mainStores+kind, args...) != 0
}

// placed returns r, the result of an operation in place on a, or has the main thread
// perform it.
func placed(c *Ctx, op int, a, b, r Value) Value {
	if r != 0 || c.refused == 0 || !refusedStore(c, a) {
		return r
	}
	return storedOnMain(c, mainStores+storeInPlace, a, b, Int(int64(op)))
}

// again returns r, the result of method f with args, or has the main thread call it.
func again(c *Ctx, f *Func, args, r Value) Value {
	if r != 0 || c.refused == 0 || !refusedStore(c, TupleItem(args, 0)) {
		return r
	}
	return StoreOnMain(c, TupleItem(args, 0), FuncValue(f.id), args)
}

// slotOnMain has the main thread store v in slot i of o, if that has been refused.
func slotOnMain(c *Ctx, o Value, i int, v Value) bool {
	return orOnMain(c, false, storeAttr, o, TupleItem(word(infoFor(o).class, classSlots), i), v)
}

// StoredBy returns the values that fn, called by EnterRaw with args, keeps in its first
// argument, as far as that is plain.
func StoredBy(fn, args Value) []Value {
	items := tupleItems(args)
	last := items[len(items)-1]
	if fn == FuncValue(mainStores+storeInPlace) {
		return heldIn(items[1])
	}
	switch FuncOf(fn).Name {
	case "setitem", "setattr", "__setitem__", "append", "appendleft", "add", "insert", "setdefault":
		return []Value{last}
	case "extend", "extendleft", "update":
		return heldIn(last)
	}
	return nil
}

// heldIn returns the items of a list, a tuple or a set, or the values of a dict.
func heldIn(v Value) (all []Value) {
	switch {
	case IsDict(v):
		for pos := 0; ; {
			_, x, ok := DictNext(v, &pos)
			if !ok {
				return all
			}
			all = append(all, x)
		}
	case IsList(v) || IsTuple(v):
		return append(all, listItemsOrTuple(v)...)
	case TypeID(v) == TypeSet:
		EachHeld(v, func(x Value) { all = append(all, x) })
	}
	return all
}

// EachHeld calls f with each value that o, an object of the main heap, holds: its items,
// keys and values, or attributes. Main thread.
func EachHeld(o Value, f func(v Value)) {
	each := func(v Value) {
		inline, side := arena.Spans(v.addr())
		for _, s := range [...]arena.Span{inline, side} {
			s.Each(func(w uint64) {
				if w != 0 {
					f(Value(w))
				}
			})
		}
	}
	each(o)
	if p := plain(o); p != o && p.IsPtr() {
		each(p)
	}
	if TypeID(o) >= FirstType {
		if d := word(o, 8); d.IsPtr() && IsDict(d) { // attributes that the class knows nothing of
			each(d)
		}
	}
}
