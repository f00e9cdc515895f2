package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The items of a shared list, in one block: u32 capacity, u32 unused; u32 length, u32
// first, in one word; capacity values; a byte each that says whether a context has
// stored it. Item i is value first+i, so the first can be taken away as the last can. A
// place that is not among the items is 0, which is what a reader finds that comes too
// late; it then asks again, under the lock. What moves values replaces the block.
const minItems = 4

func sharedItems(b uintptr) (first, n uint32) {
	if b == 0 {
		return 0, 0
	}
	w := observe64(b + 8)
	return uint32(w >> 32), uint32(w)
}

// setItems makes n values from first on the items of block b.
func setItems(b uintptr, first, n uint32) { publish64(b+8, uint64(first)<<32|uint64(n)) }

func itemCap(b uintptr) uint32 { return u32(b) }

func itemAt(b uintptr, i uint32) uintptr { return b + 16 + 8*uintptr(i) }

func itemForeign(b uintptr, i uint32) uintptr { return b + 16 + 8*uintptr(u32(b)) + uintptr(i) }

// retireItems retires the items in a block.
func retireItems(c *Ctx, b uintptr) {
	first, n := sharedItems(b)
	for i := first; i < first+n; i++ {
		c.Retire(u64(itemAt(b, i)))
		if byteAt(itemForeign(b, i)) != 0 {
			persisted.Add(-1)
		}
	}
}

// List makes s a list's.
func (s *Shared) List() *Shared {
	s.table = false
	return s
}

// newItems returns a block for n items with no items, 0 without memory.
func newItems(c *Ctx, n uint32) uintptr {
	b := c.SharedBlock(16 + 9*uintptr(n))
	if b != 0 {
		clear(bytesAt(b, 16+9*uintptr(n)))
		setU32(b, n)
	}
	return b
}

// putItem stores v, of c, in a place that has no item yet, which is no item before the
// length says so.
func putItem(c *Ctx, b uintptr, i uint32, v Value) {
	if !c.IsMain {
		setByteAt(itemForeign(b, i), 1)
		persisted.Add(1)
	}
	publish64(itemAt(b, i), uint64(v))
}

// dropItem empties a place and returns what was there.
func dropItem(b uintptr, i uint32) Value {
	v := Value(u64(itemAt(b, i)))
	publish64(itemAt(b, i), 0)
	if byteAt(itemForeign(b, i)) != 0 {
		setByteAt(itemForeign(b, i), 0)
		persisted.Add(-1)
	}
	return v
}

// moveItem copies an item to a place of a new block.
func moveItem(to uintptr, j uint32, from uintptr, i uint32) {
	setU64(itemAt(to, j), u64(itemAt(from, i)))
	setByteAt(itemForeign(to, j), byteAt(itemForeign(from, i)))
}

// ListLen returns the number of items.
func (s *Shared) ListLen(c *Ctx) int {
	l := lookInto(c)
	defer l.done()
	_, n := sharedItems(s.block.Load())
	return int(n)
}

// ListGet returns item i, from the end if it is negative, owned; 0, without an exception
// if there is none.
func (s *Shared) ListGet(c *Ctx, i int64) Value {
	l := lookInto(c)
	defer l.done()
	version := s.version.Load()
	b := s.block.Load()
	first, n := sharedItems(b)
	if at, ok := within(i, n); ok {
		// Every change is one store. At most one has happened since the version was loaded,
		// if that is still the same, so the place is the item's before or after it.
		if v := Value(observe64(itemAt(b, first+at))); v != 0 && s.version.Load() == version {
			return l.give(v)
		}
	}
	// There is none, or the list is changing.
	s.mu.Lock()
	b = s.block.Load()
	first, n = sharedItems(b)
	v := Value(0)
	if at, ok := within(i, n); ok {
		v = Value(u64(itemAt(b, first+at)))
	}
	s.mu.Unlock()
	if v == 0 {
		return 0
	}
	return l.give(v)
}

func within(i int64, n uint32) (at uint32, ok bool) {
	if i < 0 {
		i += int64(n)
	}
	return uint32(i), i >= 0 && i < int64(n)
}

// maxItems bounds the length.
const maxItems = 1 << 31

// room makes room for more items behind the last. It returns the block and the one that
// it has replaced, to be retired without the lock, which is held. False without memory.
func (s *Shared) room(c *Ctx, more uint32) (b, old uintptr, ok bool) {
	b = s.block.Load()
	first, n := sharedItems(b)
	switch {
	case uint64(n)+uint64(more) > maxItems:
		return 0, 0, false
	case b != 0 && uint64(first)+uint64(n)+uint64(more) <= uint64(itemCap(b)):
		return b, 0, true
	}
	want := max(n+more, minItems)
	to := newItems(c, uint32(min(uint64(want)+uint64(n)/2+uint64(n)/8, maxItems)))
	if to == 0 {
		return 0, 0, false
	}
	for i := range n {
		moveItem(to, i, b, first+i)
	}
	setItems(to, 0, n)
	s.block.Store(to)
	return to, b, true
}

// freezeAll freezes the values of a Go slice; on failure nothing is left.
func freezeAll(c *Ctx, values []Value) (*[]Value, bool) {
	all := borrowWords(c)
	for _, v := range values {
		w, ok := Freeze(c, v)
		if !ok {
			discardAll(c, all)
			return nil, false
		}
		*all = append(*all, w)
	}
	return all, true
}

func discardAll(c *Ctx, all *[]Value) {
	for _, w := range *all {
		discard(c, w)
	}
	giveBack(c, all)
}

// ListAppend appends the items of a list or tuple, all at one moment.
func (s *Shared) ListAppend(c *Ctx, values []Value) bool {
	all, ok := freezeAll(c, values)
	if !ok {
		return false
	}
	if len(*all) == 0 {
		giveBack(c, all)
		return true
	}
	s.mu.Lock()
	b, old, ok := s.room(c, uint32(len(*all)))
	if ok {
		first, n := sharedItems(b)
		for i, w := range *all {
			putItem(c, b, first+n+uint32(i), w)
		}
		setItems(b, first, n+uint32(len(*all)))
		s.version.Add(1)
	}
	s.mu.Unlock()
	if !ok {
		discardAll(c, all)
		NoMemory(c)
		return false
	}
	giveBack(c, all)
	if old != 0 {
		c.RetireBlock(old)
	}
	return true
}

// ListAppend1 appends one value.
func (s *Shared) ListAppend1(c *Ctx, v Value) bool {
	w, ok := Freeze(c, v)
	if !ok {
		return false
	}
	s.mu.Lock()
	b, old, ok := s.room(c, 1)
	if ok {
		first, n := sharedItems(b)
		putItem(c, b, first+n, w)
		setItems(b, first, n+1)
		s.version.Add(1)
	}
	s.mu.Unlock()
	if !ok {
		discard(c, w)
		NoMemory(c)
		return false
	}
	if old != 0 {
		c.RetireBlock(old)
	}
	return true
}

// ListSet replaces item i; found is false if there is none.
func (s *Shared) ListSet(c *Ctx, i int64, v Value) (found, ok bool) {
	w, ok := Freeze(c, v)
	if !ok {
		return false, false
	}
	s.mu.Lock()
	b := s.block.Load()
	first, n := sharedItems(b)
	at, found := within(i, n)
	if !found {
		s.mu.Unlock()
		discard(c, w)
		return false, true
	}
	at += first
	old := Value(u64(itemAt(b, at)))
	if byteAt(itemForeign(b, at)) != 0 {
		setByteAt(itemForeign(b, at), 0)
		persisted.Add(-1)
	}
	putItem(c, b, at, w)
	s.version.Add(1)
	s.mu.Unlock()
	c.Retire(uint64(old))
	return true, true
}

// ListTake removes item i and returns it, owned; 0, without an exception if there is
// none. The first and the last go in constant time.
func (s *Shared) ListTake(c *Ctx, i int64) Value {
	l := lookInto(c)
	defer l.done()
	s.mu.Lock()
	first, n := sharedItems(s.block.Load())
	at, found := within(i, n)
	if !found {
		s.mu.Unlock()
		return 0
	}
	v, old, ok := s.cut(c, first, n, at)
	s.mu.Unlock()
	if !ok {
		return NoMemory(c)
	}
	r := l.give(v)
	c.Retire(uint64(v))
	if old != 0 {
		c.RetireBlock(old)
	}
	return r
}

// cut removes item at of n and returns it, with a block to be retired without the lock,
// which is held.
func (s *Shared) cut(c *Ctx, first, n, at uint32) (v Value, old uintptr, ok bool) {
	b := s.block.Load()
	switch {
	case n == 1:
		v = dropItem(b, first)
		s.block.Store(0)
		old = b
	case at == n-1:
		setItems(b, first, n-1)
		v = dropItem(b, first+at)
	case at == 0:
		setItems(b, first+1, n-1)
		v = dropItem(b, first)
	default:
		to := newItems(c, n)
		if to == 0 {
			return 0, 0, false
		}
		for i := range n - 1 {
			from := i
			if i >= at {
				from++
			}
			moveItem(to, i, b, first+from)
		}
		setItems(to, 0, n-1)
		v = Value(u64(itemAt(b, first+at)))
		if byteAt(itemForeign(b, first+at)) != 0 {
			persisted.Add(-1)
		}
		s.block.Store(to)
		old = b
	}
	s.version.Add(1)
	return v, old, true
}

// ListRemove removes the first item that equals v; found is false if none does.
func (s *Shared) ListRemove(c *Ctx, v Value) (found, ok bool) {
	l := lookInto(c)
	defer l.done()
	for Polled(c) {
		all, version := s.snapshotList(c)
		done, ok := l.hold(*all)
		if !ok {
			giveBack(c, all)
			return false, false
		}
		i, ok := l.index(*all, v)
		done()
		giveBack(c, all)
		if !ok || i < 0 {
			return false, ok
		}
		s.mu.Lock()
		if s.version.Load() != version {
			s.mu.Unlock()
			continue
		}
		first, n := sharedItems(s.block.Load())
		w, old, ok := s.cut(c, first, n, uint32(i))
		s.mu.Unlock()
		if !ok {
			NoMemory(c)
			return false, false
		}
		c.Retire(uint64(w))
		if old != 0 {
			c.RetireBlock(old)
		}
		return true, true
	}
	return false, false
}

// hold makes words stay what they are while the program's code compares them: on the
// main thread, which may let go of its objects meanwhile, it holds those. False with an
// exception pending, else done undoes it.
func (l *sharedLook) hold(all []Value) (done func(), ok bool) {
	if !l.c.IsMain {
		return func() {}, true
	}
	var held []Value
	for _, w := range all {
		if w.IsPtr() && arena.IsMain(w.addr()) {
			if w = ToMain(l.c, w); w == 0 {
				l.dropAll(held)
				return nil, false
			}
			held = append(held, w)
		}
	}
	return func() { l.dropAll(held) }, true
}

// index returns the first of all that equals v, -1 if none does.
func (l *sharedLook) index(all []Value, v Value) (i int, ok bool) {
	for i, w := range all {
		if eq := l.sameWord(w, v); eq != 0 {
			return i, eq > 0
		}
	}
	return -1, true
}

// snapshotList copies the items as they are at one moment.
func (s *Shared) snapshotList(c *Ctx) (all *[]Value, version uint64) {
	all = borrowWords(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.block.Load()
	first, n := sharedItems(b)
	for i := first; i < first+n; i++ {
		*all = append(*all, Value(u64(itemAt(b, i))))
	}
	return all, s.version.Load()
}

// ListCopy returns a list of the items as they are at one moment, and the number of
// changes until then.
func (s *Shared) ListCopy(c *Ctx) (list Value, version uint64) {
	l := lookInto(c)
	defer l.done()
	all, version := s.snapshotList(c)
	return l.giveList(all), version
}

// ListIndex returns the place of the first item that equals v, -1 if none does, and how
// many do if all are wanted. False with an exception pending.
func (s *Shared) ListIndex(c *Ctx, v Value, count bool) (i int, ok bool) {
	l := lookInto(c)
	defer l.done()
	all, _ := s.snapshotList(c)
	defer giveBack(c, all)
	done, ok := l.hold(*all)
	if !ok {
		return 0, false
	}
	defer done()
	if !count {
		return l.index(*all, v)
	}
	n := 0
	for rest := *all; ; n++ {
		i, ok := l.index(rest, v)
		if !ok || i < 0 {
			return n, ok
		}
		rest = rest[i+1:]
	}
}

// ListReplace makes the given values all the items, unless the list has changed since
// ListCopy gave the version: done is false then.
func (s *Shared) ListReplace(c *Ctx, values []Value, version uint64) (done, ok bool) {
	all, ok := freezeAll(c, values)
	if !ok {
		return false, false
	}
	n := uint32(len(*all))
	b := uintptr(0)
	if n > 0 {
		if b = newItems(c, n); b == 0 {
			discardAll(c, all)
			NoMemory(c)
			return false, false
		}
	}
	s.mu.Lock()
	if s.version.Load() != version {
		s.mu.Unlock()
		if b != 0 {
			c.DiscardBlock(b)
		}
		discardAll(c, all)
		return false, true
	}
	for i, w := range *all {
		putItem(c, b, uint32(i), w)
	}
	if b != 0 {
		setItems(b, 0, n)
	}
	old := s.block.Swap(b)
	s.version.Add(1)
	s.mu.Unlock()
	giveBack(c, all)
	s.retireBlock(c, old)
	return true, true
}

// ListInsert inserts v before item i.
func (s *Shared) ListInsert(c *Ctx, i int64, v Value) bool {
	w, ok := Freeze(c, v)
	if !ok {
		return false
	}
	s.mu.Lock()
	b := s.block.Load()
	first, n := sharedItems(b)
	if i < 0 {
		i = max(i+int64(n), 0)
	}
	at := uint32(min(i, int64(n)))
	to := uintptr(0)
	if n < maxItems {
		to = newItems(c, max(n+1+n/8, minItems))
	}
	if to == 0 {
		s.mu.Unlock()
		discard(c, w)
		NoMemory(c)
		return false
	}
	for k := range n {
		j := k
		if k >= at {
			j++
		}
		moveItem(to, j, b, first+k)
	}
	putItem(c, to, at, w)
	setItems(to, 0, n+1)
	s.block.Store(to)
	s.version.Add(1)
	s.mu.Unlock()
	if b != 0 {
		c.RetireBlock(b)
	}
	return true
}

// ListReverse reverses the items.
func (s *Shared) ListReverse(c *Ctx) bool {
	s.mu.Lock()
	b := s.block.Load()
	first, n := sharedItems(b)
	if n < 2 {
		s.mu.Unlock()
		return true
	}
	to := newItems(c, n)
	if to == 0 {
		s.mu.Unlock()
		NoMemory(c)
		return false
	}
	for i := range n {
		moveItem(to, n-1-i, b, first+i)
	}
	setItems(to, 0, n)
	s.block.Store(to)
	s.version.Add(1)
	s.mu.Unlock()
	c.RetireBlock(b)
	return true
}

// ListFlush removes all items and returns them as a list.
func (s *Shared) ListFlush(c *Ctx) Value {
	l := lookInto(c)
	defer l.done()
	b := s.take()
	all := borrowWords(c)
	first, n := sharedItems(b)
	for i := first; i < first+n; i++ {
		*all = append(*all, Value(u64(itemAt(b, i))))
	}
	r := l.giveList(all)
	s.retireBlock(c, b)
	return r
}
