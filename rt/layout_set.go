package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Set and frozenset: header, table at 8; at 16 a set's finger (where pop looks
// next) or a frozenset's hash, 0 if not computed. The table is one block: u32
// kind, mask, entries ever filled, entries live; then mask+1 entries of key and
// hash. A set without a table is empty, of CPython's smallest size.
//
// Sets iterate in the order of their tables, so growth, probing and the reuse of
// entries are CPython's (Objects/setobject.c): runs of up to ten entries, then a
// jump perturbed by the upper bits of the hash; a removed entry keeps its place
// as a dummy, which a new key that passes it may take.
//
// Readers of the main heap load the table once and use it for the whole
// operation. The writer stores an entry's hash before its key and publishes a
// rebuilt table with one store.

const (
	setMinSize = 8
	setRun     = 9 // entries probed behind the first before jumping

	// dummy is the key of a removed entry: an immediate that no program sees.
	dummy     Value = 0x2c
	dummyHash       = 1<<64 - 1 // no key has it
)

// newSet returns an empty set or frozenset.
func newSet(c *Ctx, typ uint32) Value {
	p := c.newTracked(24, typ<<8)
	setU64(p+8, 0)
	setU64(p+16, 0)
	return Value(p)
}

// NewSet returns an empty set that is about to receive n elements. Only whether
// n is 0 matters: a table of another size would change the order of iteration.
// Its elements are added by SetAdd. 0 with MemoryError pending if there is no
// memory.
func NewSet(c *Ctx, n int) Value {
	s := newSet(c, TypeSet)
	if n > 0 {
		t := newSetTable(c, s, setMinSize)
		if t == 0 {
			c.Drop(s)
			return 0
		}
		setU64(s.addr()+8, uint64(t))
	}
	return s
}

// newSetTable returns an empty table with size entries, a power of two.
func newSetTable(c *Ctx, s Value, size int) uintptr {
	if size > maxLength/arena.SetEntrySize {
		NoMemory(c)
		return 0
	}
	n := arena.BlockHeader + arena.SetEntrySize*uintptr(size)
	t := c.AllocFor(s, n)
	if t != 0 {
		setU64(t, uint64(size-1)<<32|arena.BlockSet)
		clear(bytesAt(t+8, n-8))
	}
	return t
}

// IsSet reports whether v is exactly a set.
func IsSet(v Value) bool { return isType(v, TypeSet) }

// isAnySet reports whether v is a set or a frozenset.
func isAnySet(v Value) bool {
	if !v.IsPtr() {
		return false
	}
	t := TypeID(v)
	return t == TypeSet || t == TypeFrozenset
}

func setTable(s Value) uintptr { return uintptr(u64(s.addr() + 8)) }

// setMask, setFill and setLive describe the table t, which may be 0.
func setMask(t uintptr) int {
	if t == 0 {
		return setMinSize - 1
	}
	return int(u32(t + 4))
}

func setFill(t uintptr) int {
	if t == 0 {
		return 0
	}
	return int(u32(t + 8))
}

func setLive(t uintptr) int {
	if t == 0 {
		return 0
	}
	return int(u32(t + 12))
}

// setCounts stores the number of entries ever filled and of those live.
func setCounts(t uintptr, fill, live int) { setU64(t+8, uint64(live)<<32|uint64(fill)) }

// setEntry returns the address of entry i of table t.
func setEntry(t uintptr, i uint64) uintptr {
	return t + arena.BlockHeader + arena.SetEntrySize*uintptr(i)
}

func setKey(e uintptr) Value   { return Value(u64(e)) }
func setHash(e uintptr) uint64 { return u64(e + 8) }

// isKey reports whether the key of an entry is an element.
func isKey(k Value) bool { return k != 0 && k != dummy }

// SetLen returns the number of elements of a set or frozenset.
func SetLen(s Value) int { return setLive(setTable(s)) }

// setFindInt is setFind for a small int in a table of small ints, whose hashes need
// not be looked at. ok is false if it meets anything else.
func setFindInt(t uintptr, key Value, hash uint64) (entry uintptr, found, ok bool) {
	mask := uint64(u32(t + 4))
	perturb := hash
	free := uintptr(0)
	for i := hash & mask; ; {
		n := uint64(0)
		if i+setRun <= mask {
			n = setRun
		}
		e := setEntry(t, i)
		for end := e + arena.SetEntrySize*uintptr(n); e <= end; e += arena.SetEntrySize {
			k := setKey(e)
			if k == key {
				return e, true, true
			}
			if k.IsInt() {
				continue
			}
			if k != dummy {
				if k != 0 {
					return 0, false, false
				}
				if free != 0 {
					e = free
				}
				return e, false, true
			}
			free = e
		}
		perturb >>= perturbShift
		i = (5*i + 1 + perturb) & mask
	}
}

// setFind looks for key in s: the address of its entry, or of the one where it
// belongs (empty, or the last dummy on the way), which is 0 for a set without a
// table. ok is false with an
// exception pending when comparing raised. The key's own __eq__ may change the
// set: then the search starts again.
func setFind(c *Ctx, s, key Value, hash uint64) (entry uintptr, found, ok bool) {
	if t := setTable(s); t != 0 {
		e := setEntry(t, hash&uint64(u32(t+4)))
		if k := setKey(e); k == key || k == 0 {
			return e, k == key, true
		}
		if key.IsInt() {
			if e, found, ok := setFindInt(t, key, hash); ok {
				return e, found, true
			}
		}
	}
restart:
	t := setTable(s)
	if t == 0 {
		return 0, false, true
	}
	mask := uint64(u32(t + 4))
	perturb := hash
	free := uintptr(0)
	for i := hash & mask; ; {
		last := i
		if i+setRun <= mask {
			last = i + setRun
		}
		for e, end := setEntry(t, i), setEntry(t, last); e <= end; e += arena.SetEntrySize {
			k := setKey(e)
			if k == key {
				return e, true, true
			}
			if k == 0 {
				if free != 0 {
					e = free
				}
				return e, false, true
			}
			if setHash(e) != hash || k == dummy {
				if k == dummy {
					free = e
				}
				continue
			}
			if IsStr(k) && IsStr(key) {
				if strEqual(k, key) {
					return e, true, true
				}
				continue
			}
			if k.IsInt() && key.IsInt() {
				continue
			}
			c.Own(k)
			eq := EqT(c, k, key)
			same := setTable(s) == t && setKey(e) == k
			c.Drop(k)
			switch {
			case eq < 0:
				return 0, false, false
			case !same:
				goto restart
			case eq > 0:
				return e, true, true
			}
		}
		perturb >>= perturbShift
		i = (5*i + 1 + perturb) & mask
	}
}

// setPut adds a key known to be absent to table t, which has no dummies and room.
func setPut(t uintptr, key Value, hash uint64) {
	mask := uint64(u32(t + 4))
	perturb := hash
	for i := hash & mask; ; {
		last := i
		if i+setRun <= mask {
			last = i + setRun
		}
		for e, end := setEntry(t, i), setEntry(t, last); e <= end; e += arena.SetEntrySize {
			if setKey(e) == 0 {
				setU64(e+8, hash)
				setU64(e, uint64(key))
				return
			}
		}
		perturb >>= perturbShift
		i = (5*i + 1 + perturb) & mask
	}
}

// setAddNew is setAddHash for a key known to be absent from s, which no removal
// has touched: nothing is compared.
func setAddNew(c *Ctx, s, key Value, hash uint64) bool {
	t := setTable(s)
	if t == 0 {
		if t = newSetTable(c, s, setMinSize); t == 0 {
			return false
		}
		setU64(s.addr()+8, uint64(t))
	}
	setPut(t, c.Own(key), hash)
	live := setLive(t) + 1
	setCounts(t, live, live)
	return live*5 < setMask(t)*3 || setResize(c, s, setGrowth(live))
}

// setAddHash adds key, borrowed, to s. The barrier must have been passed.
func setAddHash(c *Ctx, s, key Value, hash uint64) bool {
	e, found, ok := setFind(c, s, key, hash)
	if !ok || found {
		return ok
	}
	return setAddAt(c, s, e, key, hash)
}

// setAddAt adds key to s at the entry where setFind has found that it belongs.
func setAddAt(c *Ctx, s Value, e uintptr, key Value, hash uint64) bool {
	t := setTable(s)
	if t == 0 {
		if t = newSetTable(c, s, setMinSize); t == 0 {
			return false
		}
		e = setEntry(t, hash&(setMinSize-1))
	}
	reused := setKey(e) == dummy
	fill, live := setFill(t)+1, setLive(t)+1
	if reused {
		fill--
	}
	setU64(e+8, hash)
	publish64(e, uint64(c.Own(key)))
	setCounts(t, fill, live)
	if setTable(s) != t {
		publish64(s.addr()+8, uint64(t))
	}
	if reused || fill*5 < setMask(t)*3 {
		return true
	}
	return setResize(c, s, setGrowth(live))
}

// setGrowth returns the size to ask of setResize for a set with live elements.
func setGrowth(live int) int {
	if live > 50000 {
		return live * 2
	}
	return live * 4
}

// setResize publishes a table with more than want entries and without dummies.
func setResize(c *Ctx, s Value, want int) bool {
	size := setMinSize
	for size <= want {
		size <<= 1
	}
	old := setTable(s)
	if size == setMinSize && setMask(old) == setMinSize-1 && setFill(old) == setLive(old) {
		return true
	}
	t := newSetTable(c, s, size)
	if t == 0 {
		return false
	}
	live := setLive(old)
	if old != 0 {
		for i := range uint64(setMask(old)) + 1 {
			if e := setEntry(old, i); isKey(setKey(e)) {
				setPut(t, setKey(e), setHash(e))
			}
		}
	}
	setCounts(t, live, live)
	publish64(s.addr()+8, uint64(t))
	if old != 0 && c.IsMain && arena.IsMain(old) {
		c.Main.Retire(old, arena.BlockSize(old))
	}
	return true
}

// setRemove turns entry e of s into a dummy and returns its key, owned.
func setRemove(s Value, e uintptr) Value {
	key := setKey(e)
	setU64(e, uint64(dummy))
	setU64(e+8, dummyHash)
	t := setTable(s)
	setCounts(t, setFill(t), setLive(t)-1)
	return key
}

// setAt returns the element in entry i of table t, borrowed; false if there is none.
func setAt(t uintptr, i uint64) (key Value, hash uint64, ok bool) {
	e := setEntry(t, i)
	key, hash = setKey(e), setHash(e)
	return key, hash, isKey(key) && hash != dummyHash
}

// setNext iterates table t, which may be 0: it returns the first element at or
// after position *pos, borrowed, and moves *pos behind it; false at the end.
func setNext(t uintptr, pos *int) (key Value, hash uint64, ok bool) {
	if t == 0 {
		return 0, 0, false
	}
	for n := setMask(t) + 1; *pos < n; {
		key, hash, ok = setAt(t, uint64(*pos))
		*pos++
		if ok {
			return key, hash, true
		}
	}
	return 0, 0, false
}
