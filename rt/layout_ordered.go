package rt

import "github.com/pxc-lang/pxc/rt/arena"

// What collections.OrderedDict needs of dicts, which keep their order themselves:
// entries that move to either end, and the first one.

// flagOrdered in a dict's header says that it is an OrderedDict's: its iterators
// also notice entries that move.
const flagOrdered = 1 << 3

// MarkOrdered makes the fresh dict d an OrderedDict's.
func MarkOrdered(d Value) { setU32(d.addr(), u32(d.addr())|flagOrdered) }

func isOrdered(d Value) bool { return u32(d.addr())&flagOrdered != 0 }

// dictShape is what iterators compare to see whether a dict has changed: the
// number of entries, and for those that are ordered also how many there have been.
func dictShape(d Value) uint64 {
	if isOrdered(d) {
		if t := dictTable(d); t != 0 {
			return uint64(tableUsed(t))<<32 | uint64(tableLive(t))
		}
	}
	return uint64(DictLen(d))
}

func dictChanged(c *Ctx, d Value) Value {
	if isOrdered(d) {
		return RuntimeErrorf(c, "OrderedDict mutated during iteration")
	}
	return RuntimeErrorf(c, "dictionary changed size during iteration")
}

// DictMove moves the entry of key to the end of d, or to its front; KeyError if
// there is none.
func DictMove(c *Ctx, d, key Value, last bool) bool {
	hash, ok := HashOf(c, key)
	if !ok || !StoreCheck(c, d) {
		return false
	}
	e, ok := dictFind(c, d, key, hash)
	if e == 0 {
		if ok {
			KeyError(c, key)
		}
		return false
	}
	if last {
		return dictMoveLast(c, d, e)
	}
	// Everything else moves one place: a new table.
	old := dictTable(d)
	t := newTable(c, d, tableMask(old)+1)
	if t == 0 {
		return false
	}
	tableAppend(t, entryKey(e), entryValue(e), entryHash(e))
	for i, n := uint32(0), tableUsed(old); i < n; i++ {
		if x := tableEntry(old, i); x != e && entryValue(x) != 0 {
			tableAppend(t, entryKey(x), entryValue(x), entryHash(x))
		}
	}
	publish64(d.addr()+8, uint64(t))
	setU64(d.addr()+16, 0)
	if c.IsMain {
		c.Main.Retire(old, arena.BlockSize(old))
	}
	return true
}

// DictTouch returns the value of key in d, borrowed, as DictGet does, and makes its
// entry the last one.
func DictTouch(c *Ctx, d, key Value) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	e, _ := dictFind(c, d, key, hash)
	if e == 0 {
		return 0
	}
	v, t := entryValue(e), dictTable(d)
	if e != tableEntry(t, tableUsed(t)-1) && !(StoreCheck(c, d) && dictMoveLast(c, d, e)) {
		return 0
	}
	return v
}

// dictMoveLast puts a second entry at the end before it removes e, so that readers
// find one or the other.
func dictMoveLast(c *Ctx, d Value, e uintptr) bool {
	key, value, hash := entryKey(e), entryValue(e), entryHash(e)
	t := dictTable(d)
	if tableUsed(t) == arena.TableCap(tableMask(t)) {
		if t = dictRebuild(c, d); t == 0 {
			return false
		}
		for i := uint32(0); ; i++ {
			if e = tableEntry(t, i); entryKey(e) == key {
				break
			}
		}
	}
	tableAppend(t, key, value, hash)
	setU64(e+8, 0)
	setU64(e, 0)
	setU32(t+12, tableLive(t)-1)
	return true
}

// The dict's spare word, see dictLast, can remember instead that all entries before
// a position are gone.
const fingerFirst = 1 << 63

// DictPopFirst removes the first entry of d and returns it as a pair; 0 without
// an exception if there is none.
func DictPopFirst(c *Ctx, d Value) Value {
	if !StoreCheck(c, d) {
		return 0
	}
	t := dictTable(d)
	if t == 0 || tableLive(t) == 0 {
		return 0
	}
	i := uint32(0)
	if f := u64(d.addr() + 16); f&fingerFirst != 0 {
		i = uint32(f)
	}
	for ; i < tableUsed(t); i++ {
		e := tableEntry(t, i)
		if entryValue(e) == 0 {
			continue
		}
		setU64(d.addr()+16, fingerFirst|uint64(i+1))
		key := c.Own(entryKey(e))
		value := dictRemove(c, d, e)
		r := NewTuple(c, 2)
		if r != 0 {
			TupleInit(r, 0, key)
			TupleInit(r, 1, value)
		}
		return r
	}
	return 0
}

// DictPopLast removes the last entry, as DictPopFirst.
func DictPopLast(c *Ctx, d Value) Value {
	if DictLen(d) == 0 {
		return 0
	}
	return dictPopItem(c, d)
}
