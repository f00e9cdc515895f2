package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Dict: header, table at 8, a spare word at 16. The table is one block: u32 kind,
// mask, entries used, entries live; u32 index[mask+1]; entries of key, value and
// hash in insertion order. An index slot holds an entry's number plus one, 0 is
// empty. A deleted entry has value 0 and stays in the index until the table is
// rebuilt. Probing is CPython's (Objects/dictobject.c): linear congruence
// perturbed by the upper bits of the hash.
//
// Readers of the main heap load the table once and use it for the whole
// operation. The writer stores an entry before the index slot that reaches it,
// and publishes a rebuilt table with one store.

const (
	minTable     = 8
	perturbShift = 5
)

// NewDict returns an empty dict with room for n entries.
func NewDict(c *Ctx, n int) Value {
	p := c.newTracked(24, TypeDict<<8)
	setU64(p+8, 0)
	setU64(p+16, 0)
	d := Value(p)
	if n > 0 {
		size := uint32(minTable)
		for int(arena.TableCap(size-1)) < n {
			size *= 2
		}
		t := newTable(c, d, size)
		if t == 0 {
			return 0
		}
		setU64(p+8, uint64(t))
	}
	return d
}

// newTable returns an empty table with size index slots, a power of two.
func newTable(c *Ctx, d Value, size uint32) uintptr {
	t := c.AllocFor(d, arena.TableSize(size-1))
	if t == 0 {
		return 0
	}
	setU64(t, uint64(size-1)<<32|arena.BlockTable)
	setU64(t+8, 0)
	clear(bytesAt(t+arena.BlockHeader, 4*uintptr(size)))
	return t
}

func dictTable(d Value) uintptr { return uintptr(u64(d.addr() + 8)) }

func tableMask(t uintptr) uint32 { return u32(t + 4) }
func tableUsed(t uintptr) uint32 { return u32(t + 8) }
func tableLive(t uintptr) uint32 { return u32(t + 12) }

func tableIndex(t uintptr, i uint32) uint32 { return u32(t + arena.BlockHeader + 4*uintptr(i)) }

// tableEntry returns the address of entry number e, from 0.
func tableEntry(t uintptr, e uint32) uintptr {
	return t + arena.BlockHeader + 4*uintptr(tableMask(t)+1) + arena.EntrySize*uintptr(e)
}

func entryKey(e uintptr) Value         { return Value(u64(e)) }
func entryValue(e uintptr) Value       { return Value(u64(e + 8)) }
func entryHash(e uintptr) uint64       { return u64(e + 16) }
func setEntryValue(e uintptr, v Value) { setU64(e+8, uint64(v)) }

// IsDict reports whether v is exactly a dict.
func IsDict(v Value) bool { return isType(v, TypeDict) }

// DictLen returns the number of entries of d.
func DictLen(d Value) int {
	t := dictTable(d)
	if t == 0 {
		return 0
	}
	return int(tableLive(t))
}

// dictFind returns the address of key's entry in d's table, 0 if there is none;
// ok is false with an exception pending when comparing raised. The key's own
// __eq__ may change the dict: then the search starts again.
func dictFind(c *Ctx, d, key Value, hash uint64) (entry uintptr, ok bool) {
restart:
	t := dictTable(d)
	if t == 0 {
		return 0, true
	}
	mask := uint64(tableMask(t))
	index := t + arena.BlockHeader
	entries := index + 4*uintptr(mask+1)
	perturb := hash
	for i := hash & mask; ; {
		n := u32(index + 4*uintptr(i))
		if n == 0 {
			return 0, true
		}
		e := entries + arena.EntrySize*uintptr(n-1)
		if k := entryKey(e); k == key && entryValue(e) != 0 {
			return e, true
		} else if entryHash(e) == hash && k != 0 && entryValue(e) != 0 {
			if IsStr(k) && IsStr(key) {
				if strEqual(k, key) {
					return e, true
				}
			} else {
				c.Own(k)
				eq := EqT(c, k, key)
				same := dictTable(d) == t && entryKey(e) == k && entryValue(e) != 0
				c.Drop(k)
				if eq < 0 {
					return 0, false
				}
				if !same {
					goto restart
				}
				if eq > 0 {
					return e, true
				}
			}
		}
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
}

// keyHash is HashOf, faster for the commonest keys: strings whose hash is known and
// small ints, which are their own.
func keyHash(c *Ctx, key Value) (hash uint64, ok bool) {
	if key.IsInt() {
		if i := key.Int(); uint64(i) < hashModulus {
			return uint64(i), true
		}
	} else if IsStr(key) {
		if h := u32(key.addr() + 12); h != 0 {
			return uint64(h), true
		}
		return uint64(strHash(c, key)), true
	}
	return HashOf(c, key)
}

// DictGet returns the value of key in d, borrowed. It returns 0 without an
// exception when there is none, and 0 with one when key cannot be hashed or
// compared.
func DictGet(c *Ctx, d, key Value) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	t := dictTable(d)
	if t == 0 {
		return 0
	}
	// As dictFind, for keys that need no Python code to be compared.
	mask := uint64(tableMask(t))
	index := t + arena.BlockHeader
	entries := index + 4*uintptr(mask+1)
	perturb := hash
	for i := hash & mask; ; {
		n := u32(index + 4*uintptr(i))
		if n == 0 {
			return 0
		}
		if e := entries + arena.EntrySize*uintptr(n-1); entryHash(e) == hash {
			k, v := entryKey(e), entryValue(e)
			if v != 0 && (k == key || bothStr(k, key) && strEqual(k, key)) {
				return v
			}
			if v != 0 && k != 0 {
				break
			}
		}
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
	e, _ := dictFind(c, d, key, hash)
	if e == 0 {
		return 0
	}
	return entryValue(e)
}

// DictOf returns a dict of pairs, keys and values in turn, borrowed, as a display makes
// it: of equal keys the first stays with the last value.
func DictOf(c *Ctx, pairs ...Value) Value {
	d := NewDict(c, len(pairs)/2)
	if d == 0 {
		return 0
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if !DictSet(c, d, pairs[i], pairs[i+1]) {
			c.Drop(d)
			return 0
		}
	}
	return d
}

// DictSet stores value under key, both borrowed. The first of equal keys stays.
func DictSet(c *Ctx, d, key, value Value) bool {
	hash, ok := keyHash(c, key)
	if !ok || !StoreCheck(c, d) {
		return false
	}
	// What follows is dictSetHash where the key is there as the same object, or
	// certainly not there: one search does for both.
	t := dictTable(d)
	if t == 0 {
		return dictSetHash(c, d, key, value, hash)
	}
	mask := uint64(tableMask(t))
	index := t + arena.BlockHeader
	entries := index + 4*uintptr(mask+1)
	perturb := hash
	for i := hash & mask; ; {
		n := u32(index + 4*uintptr(i))
		if n == 0 {
			used := tableUsed(t)
			if used == arena.TableCap(uint32(mask)) {
				break
			}
			e := entries + arena.EntrySize*uintptr(used)
			setU64(e, uint64(c.Own(key)))
			setU64(e+8, uint64(c.Own(value)))
			setU64(e+16, hash)
			setU64(t+8, uint64(tableLive(t)+1)<<32|uint64(used+1))
			publish32(index+4*uintptr(i), used+1)
			return true
		}
		e := entries + arena.EntrySize*uintptr(n-1)
		if entryHash(e) == hash {
			if k := entryKey(e); entryValue(e) != 0 && (k == key || bothStr(k, key) && strEqual(k, key)) {
				old := entryValue(e)
				setEntryValue(e, c.Own(value))
				c.Drop(old)
				return true
			} else if k != 0 {
				break // equal, perhaps
			}
		}
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
	return dictSetHash(c, d, key, value, hash)
}

func dictSetHash(c *Ctx, d, key, value Value, hash uint64) bool {
	e, ok := dictFind(c, d, key, hash)
	if !ok {
		return false
	}
	if e != 0 {
		old := entryValue(e)
		setEntryValue(e, c.Own(value))
		c.Drop(old)
		return true
	}
	return dictInsert(c, d, key, value, hash)
}

// dictInsert adds an entry for a key that has just not been found.
func dictInsert(c *Ctx, d, key, value Value, hash uint64) bool {
	t := dictTable(d)
	if t == 0 || tableUsed(t) == arena.TableCap(tableMask(t)) {
		if t = dictRebuild(c, d); t == 0 {
			return false
		}
	}
	tableAppend(t, c.Own(key), c.Own(value), hash)
	return true
}

// tableAppend adds an entry whose key is known to be absent. There must be room.
func tableAppend(t uintptr, key, value Value, hash uint64) {
	used := tableUsed(t)
	e := tableEntry(t, used)
	setU64(e, uint64(key))
	setU64(e+8, uint64(value))
	setU64(e+16, hash)
	setU64(t+8, uint64(tableLive(t)+1)<<32|uint64(used+1))
	mask := uint64(tableMask(t))
	perturb := hash
	i := hash & mask
	for tableIndex(t, uint32(i)) != 0 {
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
	publish32(t+arena.BlockHeader+4*uintptr(i), used+1)
}

// dictRebuild publishes a table with room for more and without deleted entries.
func dictRebuild(c *Ctx, d Value) uintptr {
	old := dictTable(d)
	size := uint32(minTable)
	if old != 0 {
		if tableMask(old) >= 1<<30 {
			NoMemory(c)
			return 0
		}
		for want := 3 * uint64(tableLive(old)); uint64(size) < want; {
			size *= 2
		}
	}
	t := newTable(c, d, size)
	if t == 0 {
		return 0
	}
	if old != 0 {
		for i, n := uint32(0), tableUsed(old); i < n; i++ {
			if e := tableEntry(old, i); entryValue(e) != 0 {
				tableAppend(t, entryKey(e), entryValue(e), entryHash(e))
			}
		}
	}
	publish64(d.addr()+8, uint64(t))
	setU64(d.addr()+16, 0) // entries have moved: popitem searches anew
	if old != 0 && c.IsMain {
		c.Main.Retire(old, arena.BlockSize(old))
	}
	return t
}

// dictRemove deletes entry e of d and returns its value, owned.
func dictRemove(c *Ctx, d Value, e uintptr) Value {
	key, value := entryKey(e), entryValue(e)
	setU64(e+8, 0)
	setU64(e, 0)
	t := dictTable(d)
	setU32(t+12, tableLive(t)-1)
	c.Drop(key)
	return value
}

// DictNext iterates d in insertion order: it returns the first entry at or after
// position *pos, borrowed, and moves *pos behind it; false at the end. d may
// change between calls.
func DictNext(d Value, pos *int) (key, value Value, ok bool) {
	t := dictTable(d)
	if t == 0 {
		return 0, 0, false
	}
	for n := int(tableUsed(t)); *pos < n; {
		e := tableEntry(t, uint32(*pos))
		*pos++
		key, value = entryKey(e), entryValue(e)
		if key != 0 && value != 0 {
			return key, value, true
		}
	}
	return 0, 0, false
}
