package rt

import "github.com/pxc-lang/pxc/rt/arena"

// set and frozenset: what CPython's setobject.c does, step by step where a step
// decides the order of iteration: when a table grows, which operand is walked,
// whether a result is copied whole or element by element.

// SetAdd adds v to s, both borrowed. false with an exception pending.
func SetAdd(c *Ctx, s, v Value) bool {
	hash, ok := keyHash(c, v)
	return ok && StoreCheck(c, s) && setAddHash(c, s, v, hash)
}

// SetUpdate adds the elements of the iterable x to s.
func SetUpdate(c *Ctx, s, x Value) bool { return StoreCheck(c, s) && setUpdate(c, s, x) }

// ConstFrozenset returns the immortal frozenset of constants, which a display of
// constants is copied from and membership tests look in. Main thread only.
//
// CPython's compiler makes one, and then another of the elements in the order of the
// first, when it looks for equal constants.
func ConstFrozenset(c *Ctx, items ...Value) Value {
	s := newSet(c, TypeFrozenset)
	for range 2 {
		again := newSet(c, TypeFrozenset)
		for _, v := range items {
			if !SetAdd(c, again, v) {
				return 0
			}
		}
		c.Drop(s)
		s, items = again, nil
		setEach(c, s, func(key Value, _ uint64) bool {
			items = append(items, key)
			return true
		})
	}
	hashFrozenset(c, s)
	return immortalise(s)
}

// setUpdate is SetUpdate behind the barrier.
func setUpdate(c *Ctx, s, x Value) bool {
	switch {
	case isAnySet(x):
		return setMerge(c, s, x)
	case IsDict(x):
		n := DictLen(x)
		t := setTable(s)
		if (setFill(t)+n)*5 >= setMask(t)*3 && !setResize(c, s, (setLive(t)+n)*2) {
			return false
		}
		return dictEach(c, x, func(key Value, hash uint64) bool { return setAddHash(c, s, key, hash) })
	}
	return eachHashed(c, x, func(key Value, hash uint64) bool { return setAddHash(c, s, key, hash) })
}

// dictEach calls f for the keys of d, held meanwhile; false if f returns false.
func dictEach(c *Ctx, d Value, f func(key Value, hash uint64) bool) bool {
	t := dictTable(d)
	if t == 0 {
		return true
	}
	for i := uint32(0); i < tableUsed(t); i++ {
		e := tableEntry(t, i)
		key, value := entryKey(e), entryValue(e)
		if key == 0 || value == 0 {
			continue
		}
		c.Own(key)
		ok := f(key, entryHash(e))
		c.Drop(key)
		if !ok {
			return false
		}
		if dictTable(d) != t {
			RuntimeErrorf(c, "dictionary changed size during iteration")
			return false
		}
	}
	return true
}

// eachHashed calls f for the elements of iterable x with their hashes.
func eachHashed(c *Ctx, x Value, f func(key Value, hash uint64) bool) bool {
	it := Iter(c, x)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for {
		v := Next(c, it)
		if v == 0 {
			return c.Exc == 0
		}
		hash, ok := HashOf(c, v)
		ok = ok && f(v, hash)
		c.Drop(v)
		if !ok {
			return false
		}
	}
}

// setEach calls f for the elements of s, held meanwhile, in table order; false if
// f returns false. Should f change s, the walk goes on in the new table; what the
// main thread does meanwhile is not followed.
func setEach(c *Ctx, s Value, f func(key Value, hash uint64) bool) bool {
	t := setTable(s)
	keep := racing(c, t)
	for i := uint64(0); t != 0 && i <= uint64(setMask(t)); i++ {
		key, hash, more := setAt(t, i)
		if !more {
			continue
		}
		c.Own(key)
		ok := f(key, hash)
		c.Drop(key)
		if !ok {
			return false
		}
		if !keep {
			t = setTable(s)
		}
	}
	return true
}

// racing reports whether the main thread may be changing table t while c reads it:
// then the counts that t had say nothing of what a walk will meet.
func racing(c *Ctx, t uintptr) bool { return !c.IsMain && arena.IsMain(t) }

// setMerge adds the elements of set o to s.
func setMerge(c *Ctx, s, o Value) bool {
	from := setTable(o)
	if o == s || setLive(from) == 0 {
		return true
	}
	t := setTable(s)
	if (setFill(t)+setLive(from))*5 >= setMask(t)*3 && !setResize(c, s, (setLive(t)+setLive(from))*2) {
		return false
	}
	t = setTable(s)
	// What the main thread changes meanwhile may show a key twice, or more keys
	// than there were: each has to be looked up.
	if setFill(t) > 0 || !c.IsMain && arena.IsMain(o.addr()) {
		return setEach(c, o, func(key Value, hash uint64) bool { return setAddHash(c, s, key, hash) })
	}
	if t == 0 {
		if t = newSetTable(c, s, setMinSize); t == 0 {
			return false
		}
	}
	same := setMask(t) == setMask(from) && setFill(from) == setLive(from)
	if same && c.IsMain {
		for i := range uint64(setMask(from)) + 1 {
			if key := setKey(setEntry(from, i)); key != 0 {
				setU64(setEntry(t, i)+8, setHash(setEntry(from, i)))
				setU64(setEntry(t, i), uint64(Incref(c, key)))
			}
		}
		setCounts(t, setLive(from), setLive(from))
		if setTable(s) != t {
			publish64(s.addr()+8, uint64(t))
		}
		return true
	}
	live, fill := 0, 0
	if !same && racing(c, from) {
		return setEach(c, o, func(key Value, hash uint64) bool { return setAddHash(c, s, key, hash) })
	}
	for i := range uint64(setMask(from)) + 1 {
		e := setEntry(from, i)
		key, hash := setKey(e), setHash(e)
		if key != dummy && hash == dummyHash {
			key = dummy // being removed
		}
		if key == 0 {
			continue
		}
		fill++
		if key == dummy {
			if same { // removed meanwhile: others lie behind it
				setU64(setEntry(t, i)+8, dummyHash)
				setU64(setEntry(t, i), uint64(dummy))
			} else {
				fill--
			}
			continue
		}
		live++
		if same {
			setU64(setEntry(t, i)+8, hash)
			setU64(setEntry(t, i), uint64(c.Own(key)))
		} else {
			setPut(t, c.Own(key), hash)
		}
	}
	setCounts(t, fill, live)
	if setTable(s) != t {
		publish64(s.addr()+8, uint64(t))
	}
	return true
}

// newSetOf returns a new set or frozenset of the elements of x.
func newSetOf(c *Ctx, typ uint32, x Value) Value {
	s := newSet(c, typ)
	if x != 0 && !setUpdate(c, s, x) {
		c.Drop(s)
		return 0
	}
	return s
}

// setCopy returns a copy of s, of its type.
func setCopy(c *Ctx, s Value) Value { return newSetOf(c, TypeID(s), s) }

// setContains reports whether key is in s: 1, 0, -1. A set, which has no hash, is
// looked for as a frozenset.
func setContains(c *Ctx, s, key Value) int {
	hash, ok := keyHash(c, key)
	if !ok {
		if !IsSet(plain(key)) || !MatchPending(c, ExcTypeError) {
			return -1
		}
		clearExc(c)
		hash = frozenHash(plain(key))
	}
	_, found, ok := setFind(c, s, key, hash)
	if !ok {
		return -1
	}
	return truth(found)
}

// setDiscard removes key from s if it is there: 1, 0 if it was not, -1.
func setDiscard(c *Ctx, s, key Value, hash uint64) int {
	e, found, ok := setFind(c, s, key, hash)
	switch {
	case !ok:
		return -1
	case !found:
		return 0
	}
	c.Drop(setRemove(s, e))
	return 1
}

// setTakeKey removes key, which may be a set standing for a frozenset, from s: 1,
// 0 if it was not there, -1.
func setTakeKey(c *Ctx, s, key Value) int {
	hash, ok := HashOf(c, key)
	if !ok {
		if !IsSet(plain(key)) || !MatchPending(c, ExcTypeError) {
			return -1
		}
		clearExc(c)
		hash = frozenHash(plain(key))
	}
	if !StoreCheck(c, s) {
		return -1
	}
	return setDiscard(c, s, key, hash)
}

// SetClear removes all elements.
func SetClear(c *Ctx, s Value) bool {
	t := setTable(s)
	if t == 0 {
		return true
	}
	if !StoreCheck(c, s) {
		return false
	}
	publish64(s.addr()+8, 0)
	dropTable(c, t)
	return true
}

// dropTable gives up a table that no set has any more, with its keys.
func dropTable(c *Ctx, t uintptr) {
	if t == 0 || !c.IsMain || !arena.IsMain(t) {
		return
	}
	for i := range uint64(setMask(t)) + 1 {
		if k := setKey(setEntry(t, i)); isKey(k) {
			c.Drop(k)
		}
	}
	c.Main.Retire(t, arena.BlockSize(t))
}

// setAssign gives s the elements of the fresh set o, which is given up.
func setAssign(c *Ctx, s, o Value) bool {
	if !StoreCheck(c, s) {
		c.Drop(o)
		return false
	}
	t := setTable(o)
	if t != 0 && arena.IsConn(s.addr()) {
		// Blocks of CONN objects lie in CONN.
		n := newSetTable(c, s, setMask(t)+1)
		if n == 0 {
			return false
		}
		size := arena.BlockSize(t) - 8
		copy(bytesAt(n+8, size), bytesAt(t+8, size))
		t = n
	} else {
		setU64(o.addr()+8, 0)
	}
	old := setTable(s)
	publish64(s.addr()+8, uint64(t))
	dropTable(c, old)
	c.Drop(o)
	return true
}

// setIntersection returns the elements of s that are in x, as a set of s's type.
func setIntersection(c *Ctx, s, x Value) Value {
	if s == x {
		return setCopy(c, s)
	}
	r := newSet(c, TypeID(s))
	ok := false
	if isAnySet(x) {
		if SetLen(x) > SetLen(s) {
			s, x = x, s
		}
		ok = setSelect(c, r, x, s, true)
	} else {
		ok = eachHashed(c, x, func(key Value, hash uint64) bool {
			_, found, ok := setFind(c, s, key, hash)
			return ok && (!found || setAddHash(c, r, key, hash))
		})
	}
	if !ok {
		c.Drop(r)
		return 0
	}
	return r
}

// setSelect adds to the new set r the elements of s that are, or are not, in o.
func setSelect(c *Ctx, r, s, o Value, in bool) bool {
	t := setTable(s)
	keep := racing(c, t)
	for i := uint64(0); t != 0 && i <= uint64(setMask(t)); i++ {
		key, hash, more := setAt(t, i)
		if !more {
			continue
		}
		c.Own(key)
		_, found, ok := setFind(c, o, key, hash)
		if ok && found == in {
			if keep { // which may show a key twice
				ok = setAddHash(c, r, key, hash)
			} else {
				ok = setAddNew(c, r, key, hash)
			}
		}
		c.Drop(key)
		if !ok {
			return false
		}
		if !keep {
			t = setTable(s)
		}
	}
	return true
}

// setSubtract removes the elements of x from s.
func setSubtract(c *Ctx, s, x Value) bool {
	if s == x {
		return SetClear(c, s)
	}
	drop := func(key Value, hash uint64) bool { return setDiscard(c, s, key, hash) >= 0 }
	if isAnySet(x) {
		if SetLen(x)>>3 > SetLen(s) {
			if x = setIntersection(c, s, x); x == 0 {
				return false
			}
			defer c.Drop(x)
		}
		if !setEach(c, x, drop) {
			return false
		}
	} else if !eachHashed(c, x, drop) {
		return false
	}
	t := setTable(s)
	if setFill(t)-setLive(t) <= setMask(t)/4 {
		return true
	}
	return setResize(c, s, setGrowth(setLive(t)))
}

// setDifference returns the elements of s that are not in x.
func setDifference(c *Ctx, s, x Value) Value {
	if !isAnySet(x) && !IsDict(x) || SetLen(s)>>2 > setOrDictLen(x) {
		r := setCopy(c, s)
		if r != 0 && !setSubtract(c, r, x) {
			c.Drop(r)
			return 0
		}
		return r
	}
	r := newSet(c, TypeID(s))
	ok := false
	if isAnySet(x) {
		ok = setSelect(c, r, s, x, false)
	} else {
		ok = setEach(c, s, func(key Value, hash uint64) bool {
			e, ok := dictFind(c, x, key, hash)
			return ok && (e != 0 || setAddNew(c, r, key, hash))
		})
	}
	if !ok {
		c.Drop(r)
		return 0
	}
	return r
}

func setOrDictLen(x Value) int {
	if IsDict(x) {
		return DictLen(x)
	}
	return SetLen(x)
}

// setToggle removes from s the elements of x that it has and adds the others.
func setToggle(c *Ctx, s, x Value) bool {
	if s == x {
		return SetClear(c, s)
	}
	flip := func(key Value, hash uint64) bool {
		e, found, ok := setFind(c, s, key, hash)
		switch {
		case !ok:
			return false
		case found:
			c.Drop(setRemove(s, e))
			return true
		}
		return setAddAt(c, s, e, key, hash)
	}
	if IsDict(x) {
		return dictEach(c, x, flip)
	}
	if !isAnySet(x) {
		if x = newSetOf(c, TypeSet, x); x == 0 {
			return false
		}
		defer c.Drop(x)
	}
	return setEach(c, x, flip)
}

// setSymmetric returns the elements of s or x that are not in both.
func setSymmetric(c *Ctx, s, x Value) Value {
	r := newSetOf(c, TypeID(s), x)
	if r != 0 && !setToggle(c, r, s) {
		c.Drop(r)
		return 0
	}
	return r
}

// setWithin reports whether all elements of a are in b: 1, 0, -1.
func setWithin(c *Ctx, a, b Value) int {
	if SetLen(a) > SetLen(b) {
		return 0
	}
	r := 1
	setEach(c, a, func(key Value, hash uint64) bool {
		_, found, ok := setFind(c, b, key, hash)
		switch {
		case !ok:
			r = -1
		case !found:
			r = 0
		}
		return r == 1
	})
	return r
}

// compareSets compares two sets, either of which may be frozen.
func compareSets(c *Ctx, rel int, a, b Value) int {
	switch rel {
	case relEq, relNe:
		r := 0
		if SetLen(a) == SetLen(b) {
			r = setWithin(c, a, b)
		}
		if r < 0 || rel == relEq {
			return r
		}
		return 1 - r
	case relGt, relGe:
		a, b = b, a
		rel -= relGt - relLt
	}
	if rel == relLt && SetLen(a) >= SetLen(b) {
		return 0
	}
	return setWithin(c, a, b)
}

// frozenHash is CPython's frozenset_hash: independent of order.
func frozenHash(s Value) uint64 {
	shuffle := func(h uint64) uint64 { return ((h ^ 89869747) ^ h<<16) * 3644798167 }
	var h uint64
	n := uint64(0)
	for pos, t := 0, setTable(s); ; n++ {
		_, hash, more := setNext(t, &pos)
		if !more {
			break
		}
		h ^= shuffle(hash)
	}
	h ^= (n + 1) * 1927868237
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == dummyHash {
		h = 590923713
	}
	return h
}

// hashFrozenset is frozenHash remembered where that is no write by a reader.
func hashFrozenset(c *Ctx, s Value) uint64 {
	h := u64(s.addr() + 16)
	if h == 0 {
		h = frozenHash(s)
		if c.IsMain || !arena.IsMain(s.addr()) && !arena.IsShared(s.addr()) {
			setU64(s.addr()+16, h)
		}
	}
	return h
}

// reprSet appends the repr of a set: its elements as they are now, since their
// own repr may change it.
func reprSet(c *Ctx, b *builder, s Value) bool {
	if SetLen(s) == 0 {
		b.text(TypeName(s))
		b.text("()")
		return true
	}
	l := ListOf(c, s)
	if l == 0 {
		return false
	}
	defer c.Drop(l)
	if !IsSet(s) {
		b.text(TypeName(s))
		b.byteChar('(')
	}
	b.byteChar('{')
	for i, x := range listItems(l) {
		if i > 0 {
			b.text(", ")
		}
		if !appendRepr(c, b, x) {
			return false
		}
	}
	b.byteChar('}')
	if !IsSet(s) {
		b.byteChar(')')
	}
	return true
}
