package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The table of a shared dict, in one block: u32 mask, used, live, unused; u32
// index[mask+1]; entries of key, value, hash and whether a context has stored it, in
// insertion order. It is what layout_dict.go has with other entries, and read as that
// is: an entry is written before the index slot that leads to it, and never used again
// when it is deleted: its value is 0 then.
const (
	sharedHeader = 16
	sharedEntry  = 32
)

// retireTable retires what a table holds.
func retireTable(c *Ctx, t uintptr) {
	for i := range u32(t + 4) {
		if e := sharedEntryAt(t, i); entryValue(e) != 0 {
			c.Retire(uint64(entryKey(e)))
			c.Retire(uint64(entryValue(e)))
			if entryForeign(e) {
				persisted.Add(-1)
			}
		}
	}
}

func sharedEntryAt(t uintptr, i uint32) uintptr {
	return t + sharedHeader + 4*uintptr(u32(t)+1) + sharedEntry*uintptr(i)
}

func entryForeign(e uintptr) bool { return u64(e+24) != 0 }

func setForeign(e uintptr, foreign bool) {
	if foreign {
		setU64(e+24, 1)
	} else {
		setU64(e+24, 0)
	}
}

// Table makes s a dict's.
func (s *Shared) Table() *Shared {
	s.table = true
	return s
}

// probe returns the entry of key in table t, 0 if there is none. It compares keys that
// need no code of the program's; sure is false when others would have to be.
func probe(c *Ctx, t uintptr, key Value, hash uint64, plain bool) (e uintptr, sure bool) {
	if t == 0 {
		return 0, true
	}
	mask := uint64(u32(t))
	for i, perturb := hash&mask, hash; ; {
		n := u32(t + sharedHeader + 4*uintptr(i))
		if n == 0 {
			return 0, true
		}
		e := sharedEntryAt(t, n-1)
		if entryHash(e) == hash && entryValue(e) != 0 {
			switch k := entryKey(e); {
			case k == key || bothStr(k, key) && strEqual(k, key):
				return e, true
			case bothStr(k, key):
			case !plain || k == 0 || !plainKey(k, plainDepth):
				return 0, false
			case EqT(c, k, key) > 0:
				return e, true
			}
		}
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
}

// find returns the value of key in table t, with its entry, 0 if there is none; false
// with an exception pending. It runs the program's code where that compares, so the
// container may change meanwhile.
func (l *sharedLook) find(t uintptr, key Value, hash uint64) (e uintptr, v Value, ok bool) {
	if t == 0 {
		return 0, 0, true
	}
	mask := uint64(u32(t))
	for i, perturb := hash&mask, hash; ; {
		n := u32(t + sharedHeader + 4*uintptr(i))
		if n == 0 {
			return 0, 0, true
		}
		if e := sharedEntryAt(t, n-1); entryHash(e) == hash {
			if k := entryKey(e); k != 0 && entryValue(e) != 0 {
				eq := 0
				if k == key || bothStr(k, key) && strEqual(k, key) {
					eq = 1
				} else if !bothStr(k, key) {
					eq = l.sameWord(k, key)
				}
				if eq < 0 {
					return 0, 0, false
				}
				if v := entryValue(e); eq > 0 && v != 0 {
					return e, v, true
				}
			}
		}
		perturb >>= perturbShift
		i = (5*i + perturb + 1) & mask
	}
}

// seek returns key's entry, 0 if there is none, and holds the lock then; false, without
// the lock, with an exception pending.
func (l *sharedLook) seek(s *Shared, key Value, hash uint64) (e uintptr, ok bool) {
	plain := plainKey(key, plainDepth)
	for {
		s.mu.Lock()
		e, sure := probe(l.c, s.block.Load(), key, hash, plain)
		if sure {
			return e, true
		}
		version := s.version.Load()
		s.mu.Unlock()
		// Loaded again, the block may be newer than the version: then this is repeated.
		e, _, ok = l.find(s.block.Load(), key, hash)
		if !ok {
			return 0, false
		}
		s.mu.Lock()
		if s.version.Load() == version {
			return e, true
		}
		s.mu.Unlock()
	}
}

// DictGet returns the value of key, owned, or 0, without an exception if there is none.
func (s *Shared) DictGet(c *Ctx, key Value) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	l := lookInto(c)
	defer l.done()
	_, v, ok := l.find(s.block.Load(), key, hash)
	if !ok || v == 0 {
		return 0
	}
	return l.give(v)
}

// DictHas reports whether key is there: 1, 0, -1.
func (s *Shared) DictHas(c *Ctx, key Value) int {
	hash, ok := keyHash(c, key)
	if !ok {
		return -1
	}
	l := lookInto(c)
	defer l.done()
	_, v, ok := l.find(s.block.Load(), key, hash)
	switch {
	case !ok:
		return -1
	case v == 0:
		return 0
	}
	return 1
}

// DictLen returns the number of entries.
func (s *Shared) DictLen(c *Ctx) int {
	l := lookInto(c)
	defer l.done()
	if t := s.block.Load(); t != 0 {
		return int(u32(t + 8))
	}
	return 0
}

// DictPut stores value under key. If keep is set and key is there already, it stores
// nothing. It returns what is there then, owned, if that is wanted, else None; 0 with an
// exception pending.
func (s *Shared) DictPut(c *Ctx, key, value Value, keep, wanted bool) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	l := lookInto(c)
	defer l.done()
	var k, v Value // as they will be kept
	if !keep {
		if v, ok = Freeze(c, value); !ok {
			return 0
		}
	}
	for {
		e, ok := l.seek(s, key, hash)
		if !ok {
			break
		}
		switch {
		case e != 0 && keep:
			there := entryValue(e)
			s.mu.Unlock()
			discard(c, k)
			discard(c, v)
			return l.result(there, wanted)
		case e != 0:
			old := entryValue(e)
			publish64(e+8, uint64(v))
			s.foreign(c, e)
			s.version.Add(1)
			s.mu.Unlock()
			discard(c, k)
			r := l.result(v, wanted)
			c.Retire(uint64(old))
			return r
		case k != 0:
			old, ok := s.insert(c, k, v, hash)
			s.mu.Unlock()
			if !ok {
				discard(c, k)
				discard(c, v)
				return NoMemory(c)
			}
			if old != 0 {
				c.RetireBlock(old)
			}
			return l.result(v, wanted)
		}
		s.mu.Unlock()
		if keep {
			if v, ok = Freeze(c, value); !ok {
				return 0
			}
		}
		if k, ok = l.freezeKey(key, hash); !ok {
			k = 0
			break
		}
	}
	discard(c, k)
	discard(c, v)
	return 0
}

// result is what an operation returns: v, if that is wanted.
func (l *sharedLook) result(v Value, wanted bool) Value {
	if !wanted {
		return None
	}
	return l.give(v)
}

// foreign notes who has stored the value of entry e. The lock is held.
func (s *Shared) foreign(c *Ctx, e uintptr) {
	if entryForeign(e) {
		persisted.Add(-1)
	}
	if !c.IsMain {
		persisted.Add(1)
	}
	setForeign(e, !c.IsMain)
}

// freezeKey is Freeze of a key, which has to be found as what it is.
func (l *sharedLook) freezeKey(key Value, hash uint64) (Value, bool) {
	c := l.c
	k, ok := Freeze(c, key)
	if !ok || k == key || plainKey(key, plainDepth) {
		return k, ok
	}
	h, ok := HashOf(c, k)
	same := 0
	if ok && h == hash {
		same = EqT(c, k, key)
	}
	if same > 0 {
		return k, true
	}
	discard(c, k)
	if c.Exc == 0 {
		TypeErrorf(c, "a copy of a '%s' object does not equal it: it cannot be a key of a shared dict", TypeName(key))
	}
	return 0, false
}

// insert adds an entry for a key that is not there. It returns the block that it has
// replaced, to be retired without the lock, which is held. False without memory.
func (s *Shared) insert(c *Ctx, key, value Value, hash uint64) (old uintptr, ok bool) {
	t := s.block.Load()
	if t == 0 || u32(t+4) == arena.TableCap(u32(t)) {
		n := s.rebuild(c, t)
		if n == 0 {
			return 0, false
		}
		old, t = t, n
	}
	i := u32(t + 4)
	e := sharedEntryAt(t, i)
	setU64(e, uint64(key))
	setU64(e+8, uint64(value))
	setU64(e+16, hash)
	setForeign(e, !c.IsMain)
	if !c.IsMain {
		persisted.Add(1)
	}
	setU32(t+4, i+1)
	s.tail = i + 1
	sharedIndex(t, hash, i)
	publish32(t+8, u32(t+8)+1)
	s.version.Add(1)
	return old, true
}

// sharedIndex makes entry i be found by its hash.
func sharedIndex(t uintptr, hash uint64, i uint32) {
	mask := uint64(u32(t))
	at, perturb := hash&mask, hash
	for u32(t+sharedHeader+4*uintptr(at)) != 0 {
		perturb >>= perturbShift
		at = (5*at + perturb + 1) & mask
	}
	publish32(t+sharedHeader+4*uintptr(at), i+1)
}

// rebuild publishes a table with room for more than t has, which may be 0, and without
// deleted entries. 0 without memory. The lock is held.
func (s *Shared) rebuild(c *Ctx, t uintptr) uintptr {
	live := uint32(0)
	if t != 0 {
		live = u32(t + 8)
	}
	size := uint32(minTable)
	for want := 3 * uint64(live); uint64(size) < want; {
		if size >= 1<<30 {
			return 0
		}
		size *= 2
	}
	index := sharedHeader + 4*uintptr(size)
	n := c.SharedBlock(index + sharedEntry*uintptr(arena.TableCap(size-1)))
	if n == 0 {
		return 0
	}
	clear(bytesAt(n, index))
	setU32(n, size-1)
	k := uint32(0)
	if t != 0 {
		for i := range u32(t + 4) {
			e := sharedEntryAt(t, i)
			if entryValue(e) == 0 {
				continue
			}
			copyBytes(sharedEntryAt(n, k), e, sharedEntry)
			sharedIndex(n, entryHash(e), k)
			k++
		}
	}
	setU32(n+4, k)
	setU32(n+8, k)
	s.tail = k
	s.block.Store(n)
	return n
}

// remove takes out entry e. It returns the block that it has replaced, to be retired
// without the lock, which is held.
func (s *Shared) remove(c *Ctx, e uintptr) (old uintptr) {
	t := s.block.Load()
	publish64(e+8, 0)
	setU64(e, 0)
	if entryForeign(e) {
		persisted.Add(-1)
	}
	live := u32(t+8) - 1
	publish32(t+8, live)
	s.version.Add(1)
	switch {
	case live == 0:
		s.block.Store(0)
		s.tail = 0
		return t
	case live*8 < u32(t) && u32(t) >= 63 && s.rebuild(c, t) != 0:
		return t
	}
	return 0
}

// DictTake removes key and returns its value, owned, or 0, without an exception if it is
// not there. If it is not wanted, it returns None instead.
func (s *Shared) DictTake(c *Ctx, key Value, wanted bool) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	l := lookInto(c)
	defer l.done()
	e, ok := l.seek(s, key, hash)
	if !ok {
		return 0
	}
	if e == 0 {
		s.mu.Unlock()
		return 0
	}
	k, v := entryKey(e), entryValue(e)
	old := s.remove(c, e)
	s.mu.Unlock()
	r := l.result(v, wanted)
	c.retireEntry(k, v, old)
	return r
}

// DictPopItem removes the youngest entry and returns it as a tuple, or 0, without an
// exception if there is none.
func (s *Shared) DictPopItem(c *Ctx) Value {
	l := lookInto(c)
	defer l.done()
	s.mu.Lock()
	t := s.block.Load()
	if t == 0 {
		s.mu.Unlock()
		return 0
	}
	i := s.tail - 1 // one is live
	for entryValue(sharedEntryAt(t, i)) == 0 {
		i--
	}
	s.tail = i
	e := sharedEntryAt(t, i)
	k, v := entryKey(e), entryValue(e)
	old := s.remove(c, e)
	s.mu.Unlock()
	r := l.pair(k, v)
	c.retireEntry(k, v, old)
	return r
}

// retireEntry gives up what an entry that has been removed held, and the table that was
// replaced by that, if any.
func (c *Ctx) retireEntry(k, v Value, old uintptr) {
	c.Retire(uint64(k))
	c.Retire(uint64(v))
	if old != 0 {
		c.RetireBlock(old)
	}
}

// pair gives a tuple of two words.
func (l *sharedLook) pair(k, v Value) Value {
	key := l.give(k)
	if key == 0 {
		return 0
	}
	value := l.give(v)
	if value == 0 {
		l.c.Drop(key)
		return 0
	}
	t := Tuple2(l.c, key, value)
	l.c.Drop(key)
	l.c.Drop(value)
	return t
}

// snapshotDict copies keys and values, in turn, as they are at one moment.
func (s *Shared) snapshotDict(c *Ctx) *[]Value {
	all := borrowWords(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.block.Load(); t != 0 {
		for i := range u32(t + 4) {
			if e := sharedEntryAt(t, i); entryValue(e) != 0 {
				*all = append(*all, entryKey(e), entryValue(e))
			}
		}
	}
	return all
}

// What DictList lists.
const (
	SharedKeys = iota
	SharedValues
	SharedItems
)

// DictList returns a list of the keys, values or both, as they are at one moment.
func (s *Shared) DictList(c *Ctx, what int) Value {
	l := lookInto(c)
	defer l.done()
	all := s.snapshotDict(c)
	if what != SharedItems {
		n := len(*all) / 2
		for i := range n {
			(*all)[i] = (*all)[2*i+what]
		}
		*all = (*all)[:n]
		return l.giveList(all)
	}
	r := NewList(c, len(*all)/2)
	for i := 0; i < len(*all) && r != 0; i += 2 {
		p := l.pair((*all)[i], (*all)[i+1])
		if p == 0 {
			c.Drop(r)
			r = 0
			break
		}
		ListInit(r, i/2, p)
	}
	giveBack(c, all)
	return r
}

// DictCopy returns a dict with all entries as they are at one moment.
func (s *Shared) DictCopy(c *Ctx) Value {
	l := lookInto(c)
	defer l.done()
	all := s.snapshotDict(c)
	defer giveBack(c, all)
	if !l.giveAll(*all) {
		return 0
	}
	defer l.dropAll(*all)
	return DictOf(c, *all...)
}
