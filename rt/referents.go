package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// What module gc tells of single objects.

// MayHoldObjects reports whether a reference cycle can go through v.
func MayHoldObjects(v Value) bool {
	if !v.IsPtr() || IsStr(v) {
		return false
	}
	switch TypeID(v) {
	case TypeTuple:
		// One that a collection has seen is looked into.
		return TupleLen(v) > 0 && (!seenByCollector(v) || slices.ContainsFunc(tupleItems(v), tracksItem))
	case TypeDict:
		for pos := 0; ; {
			_, x, ok := DictNext(v, &pos)
			if !ok {
				return false
			}
			// As CPython: of what could be part of a cycle, only tuples are looked into.
			if isContainer(x) && (TypeID(x) != TypeTuple || MayHoldObjects(x)) {
				return true
			}
		}
	}
	return isContainer(v)
}

// tracksItem is MayHoldObjects for an item of a tuple, without going into more tuples.
func tracksItem(v Value) bool {
	return isContainer(v) && (TypeID(v) != TypeDict || DictLen(v) > 0)
}

// seenByCollector reports whether a collection has found v alive.
func seenByCollector(v Value) bool {
	return arena.IsMain(v.addr()) && arena.Age(v.addr()) > 0
}

// isContainer reports whether objects of v's type can refer to others.
func isContainer(v Value) bool {
	if !v.IsPtr() || IsStr(v) {
		return false
	}
	l := arena.LayoutOf(TypeID(v))
	return l != nil && (l.Count > 0 || l.Form == arena.Items || l.Side == arena.Block) && TypeID(v) != TypeBytearray
}

// Referents returns the objects that those of a tuple refer to, a list.
func Referents(c *Ctx, objs Value) Value {
	out := NewList(c, 0)
	if out == 0 {
		return 0
	}
	for i := range TupleLen(objs) {
		v := TupleItem(objs, i)
		if !v.IsPtr() {
			continue
		}
		if isAnySet(v) {
			if !ListExtend(c, out, v) {
				c.Drop(out)
				return 0
			}
			continue
		}
		for _, x := range referents(v) {
			if x != 0 && !ListAppend(c, out, x) {
				c.Drop(out)
				return 0
			}
		}
	}
	return out
}

func referents(v Value) []Value {
	var out []Value
	switch {
	case IsList(v):
		return listItems(v)
	case IsTuple(v):
		return tupleItems(v)
	case IsDict(v):
		for pos := 0; ; {
			k, x, ok := DictNext(v, &pos)
			if !ok {
				return out
			}
			if !IsStr(k) {
				out = append(out, k)
			}
			out = append(out, x)
		}
	}
	l := arena.LayoutOf(TypeID(v))
	if l == nil || l.Form != 0 || l.View {
		return nil
	}
	for i := range l.Count {
		if x := word(v, l.First+8*i); x.IsPtr() {
			out = append(out, x)
		}
	}
	if infoOf(TypeID(v)).id >= FirstType {
		out = append(out, ClassOf(v))
	}
	return out
}
