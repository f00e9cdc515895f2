package rt

import "github.com/pxc-lang/pxc/rt/arena"

// dict operations beyond lookup and insertion, which are in layout_dict.go.

// DictHas reports whether key, which must be hashable without running Python
// code, is in d.
func DictHas(c *Ctx, d, key Value) bool { return DictGet(c, d, key) != 0 }

// DictContains reports whether key is in d: 1, 0, -1.
func DictContains(c *Ctx, d, key Value) int {
	if DictGet(c, d, key) != 0 {
		return 1
	}
	if c.Exc != 0 {
		return -1
	}
	return 0
}

// dictTake removes key and returns its value, owned; 0 without an exception if
// it is not there.
func dictTake(c *Ctx, d, key Value) Value {
	hash, ok := HashOf(c, key)
	if !ok || !StoreCheck(c, d) {
		return 0
	}
	e, ok := dictFind(c, d, key, hash)
	if !ok || e == 0 {
		return 0
	}
	return dictRemove(c, d, e)
}

// DictDelete removes key; KeyError if it is not there.
func DictDelete(c *Ctx, d, key Value) bool {
	v := dictTake(c, d, key)
	if v == 0 {
		if c.Exc == 0 {
			KeyError(c, key)
		}
		return false
	}
	c.Drop(v)
	return true
}

// DictClear removes all entries.
func DictClear(c *Ctx, d Value) bool {
	t := dictTable(d)
	if t == 0 {
		return true
	}
	if !StoreCheck(c, d) {
		return false
	}
	publish64(d.addr()+8, 0)
	setU64(d.addr()+16, 0)
	if c.IsMain && arena.IsMain(t) {
		for i, n := uint32(0), tableUsed(t); i < n; i++ {
			if e := tableEntry(t, i); entryValue(e) != 0 {
				c.Drop(entryKey(e))
				c.Drop(entryValue(e))
			}
		}
		c.Main.Retire(t, arena.BlockSize(t))
	}
	return true
}

// DictCopy returns a copy of d, without its deleted entries.
func DictCopy(c *Ctx, d Value) Value {
	size := DictLen(d)
	if t := dictTable(d); t != 0 && c.IsMain && tableUsed(t) == tableLive(t) {
		size = 0 // see cloneTable
	}
	n := NewDict(c, size)
	if n == 0 || !dictAddAll(c, n, d) {
		c.Drop(n)
		return 0
	}
	return n
}

// cloneTable gives the empty dict d a copy of table t, which has no deleted entries.
// Main thread only.
func cloneTable(c *Ctx, d Value, t uintptr) bool {
	n := c.AllocFor(d, arena.BlockSize(t))
	if n == 0 {
		return false
	}
	used := tableUsed(t)
	head := arena.TableEntries(t) - t + arena.EntrySize*uintptr(used)
	copy(bytesAt(n, head), bytesAt(t, head))
	for i := range used {
		e := tableEntry(n, i)
		Incref(c, entryKey(e))
		Incref(c, entryValue(e))
	}
	old := dictTable(d)
	publish64(d.addr()+8, uint64(n))
	if old != 0 && arena.IsMain(old) {
		c.Main.Retire(old, arena.BlockSize(old))
	}
	return true
}

// dictAddAll stores the entries of src in d.
func dictAddAll(c *Ctx, d, src Value) bool {
	t := dictTable(src)
	if t == 0 || d == src {
		return true
	}
	if !StoreCheck(c, d) {
		return false
	}
	if into := dictTable(d); c.IsMain && (into == 0 || tableUsed(into) == 0) && tableUsed(t) == tableLive(t) {
		return cloneTable(c, d, t)
	}
	for i, n := uint32(0), tableUsed(t); i < n; i++ {
		e := tableEntry(t, i)
		key, value := entryKey(e), entryValue(e)
		if key == 0 || value == 0 {
			continue
		}
		c.Own(key)
		c.Own(value)
		ok := dictSetHash(c, d, key, value, entryHash(e))
		c.Drop(key)
		c.Drop(value)
		if !ok {
			return false
		}
		if dictTable(src) != t {
			RuntimeErrorf(c, "dict mutated during update")
			return false
		}
	}
	return true
}

// DictUpdate performs d.update(x): from a dict, an object with keys(), or an
// iterable of pairs.
func DictUpdate(c *Ctx, d, x Value) bool {
	if p := ownValue(x, nameIter); p != 0 && IsDict(p) {
		x = p
	}
	if IsDict(x) {
		return dictAddAll(c, d, x)
	}
	keys, ok := FindAttr(c, x, nameKeys)
	if !ok {
		return false
	}
	if keys != 0 {
		r := Call0(c, keys)
		c.Drop(keys)
		if r == 0 {
			return false
		}
		it := Iter(c, r)
		c.Drop(r)
		if it == 0 {
			return false
		}
		defer c.Drop(it)
		for {
			k := Next(c, it)
			if k == 0 {
				return c.Exc == 0
			}
			v := GetItem(c, x, k)
			ok := v != 0 && DictSet(c, d, k, v)
			c.Drop(k)
			c.Drop(v)
			if !ok {
				return false
			}
		}
	}
	it := Iter(c, x)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for i := 0; ; i++ {
		pair := Next(c, it)
		if pair == 0 {
			return c.Exc == 0
		}
		ok := dictSetPair(c, d, pair, i)
		c.Drop(pair)
		if !ok {
			return false
		}
	}
}

// dictSetPair stores the i-th element of an update's sequence, which must be a
// sequence of two.
func dictSetPair(c *Ctx, d, pair Value, i int) bool {
	l := pair
	if !IsTuple(pair) && !IsList(pair) {
		if l = ListOf(c, pair); l == 0 {
			if MatchPending(c, ExcTypeError) {
				clearExc(c)
				TypeErrorf(c, "cannot convert dictionary update sequence element #%d to a sequence", i)
			}
			return false
		}
		defer c.Drop(l)
	}
	items := listItemsOrTuple(l)
	if len(items) != 2 {
		ValueErrorf(c, "dictionary update sequence element #%d has length %d; 2 is required", i, len(items))
		return false
	}
	// Hashing and comparing the key may change the pair.
	key, value := c.Own(items[0]), c.Own(items[1])
	ok := DictSet(c, d, key, value)
	c.Drop(key)
	c.Drop(value)
	return ok
}

// listItemsOrTuple views the items of a list or tuple.
func listItemsOrTuple(v Value) []Value {
	if IsTuple(v) {
		return tupleItems(v)
	}
	return listItems(v)
}

func dictMerge(c *Ctx, a, b Value) Value {
	d := DictCopy(c, a)
	if d == 0 || !dictAddAll(c, d, b) {
		c.Drop(d)
		return 0
	}
	return d
}

// dictsEqual reports whether two dicts have equal entries: 1, 0, -1.
func dictsEqual(c *Ctx, a, b Value) int {
	if DictLen(a) != DictLen(b) {
		return 0
	}
	t := dictTable(a)
	if t == 0 {
		return 1
	}
	for i := uint32(0); i < tableUsed(t); i++ {
		e := tableEntry(t, i)
		key, x := entryKey(e), entryValue(e)
		if key == 0 || x == 0 {
			continue
		}
		c.Own(key)
		c.Own(x)
		eq := 0
		f, ok := dictFind(c, b, key, entryHash(e))
		switch {
		case !ok:
			eq = -1
		case f != 0:
			if y := c.Own(entryValue(f)); y != 0 {
				eq = same(c, x, y)
				c.Drop(y)
			}
		}
		c.Drop(key)
		c.Drop(x)
		if eq <= 0 {
			return eq
		}
		if dictTable(a) != t {
			break
		}
	}
	return 1
}

// dictLast returns the last entry of d, 0 if there is none. The dict's spare
// word remembers where the search ended, so that taking entries from the end one
// by one is linear.
func dictLast(d Value) uintptr {
	t := dictTable(d)
	if t == 0 || tableLive(t) == 0 {
		return 0
	}
	n := tableUsed(t)
	// The finger holds (entries used << 32 | position) of the last search.
	if f := u64(d.addr() + 16); uint32(f>>32) == n && uint32(f) < n {
		n = uint32(f) + 1
	}
	for i := n; i > 0; i-- {
		if e := tableEntry(t, i-1); entryValue(e) != 0 {
			setU64(d.addr()+16, uint64(tableUsed(t))<<32|uint64(i-1))
			return e
		}
	}
	return 0
}

var dictMethods = []Func{
	{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: dictNew},
	{Name: "clear", Sig: "self, /", F1: func(c *Ctx, d Value) Value { return noneIf(DictClear(c, d)) }},
	{Name: "copy", Sig: "self, /", F1: DictCopy},
	{Name: "get", Sig: "self, key, default=, /", F3: dictGetMethod},
	{Name: "items", Sig: "self, /", F1: func(c *Ctx, d Value) Value { return newDictView(c, d, TypeDictItems) }},
	{Name: "keys", Sig: "self, /", F1: func(c *Ctx, d Value) Value { return newDictView(c, d, TypeDictKeys) }},
	{Name: "values", Sig: "self, /", F1: func(c *Ctx, d Value) Value { return newDictView(c, d, TypeDictValues) }},
	{Name: "pop", Sig: "self, key, default=, /", F3: dictPop},
	{Name: "popitem", Sig: "self, /", F1: dictPopItem},
	{Name: "setdefault", Sig: "self, key, default=, /", F3: dictSetDefault},
	{Name: "update", Sig: "self, /, *args, **kwargs", F3: dictUpdateMethod},
}

func dictNew(c *Ctx, _, args, kwargs Value) Value {
	d := NewDict(c, 0)
	if d == 0 || !dictFill(c, d, args, kwargs, "dict") {
		c.Drop(d)
		return 0
	}
	return d
}

// dictFill adds the arguments of dict(…) or update(…).
func dictFill(c *Ctx, d, args, kwargs Value, what string) bool {
	if n := TupleLen(args); n > 1 {
		TypeErrorf(c, "%s expected at most 1 argument, got %d", what, n)
		return false
	} else if n == 1 && !DictUpdate(c, d, TupleItem(args, 0)) {
		return false
	}
	return kwargs == 0 || dictAddAll(c, d, kwargs)
}

func dictUpdateMethod(c *Ctx, d, args, kwargs Value) Value {
	return noneIf(dictFill(c, d, args, kwargs, "update"))
}

func dictGetMethod(c *Ctx, d, key, def Value) Value {
	v := DictGet(c, d, key)
	if v == 0 {
		if c.Exc != 0 {
			return 0
		}
		if v = def; v == 0 {
			return None
		}
	}
	return c.Own(v)
}

// DictPop is d.pop(key, def); def is 0 if it was not given.
func DictPop(c *Ctx, d, key, def Value) Value { return dictPop(c, d, key, def) }

// DictSetDefault is d.setdefault(key, def); def is 0 if it was not given.
func DictSetDefault(c *Ctx, d, key, def Value) Value { return dictSetDefault(c, d, key, def) }

// DictTake removes key from d and returns its value, owned; 0 if there is none, without
// an exception, or with one pending.
func DictTake(c *Ctx, d, key Value) Value { return dictTake(c, d, key) }

func dictPop(c *Ctx, d, key, def Value) Value {
	if DictLen(d) == 0 && def == 0 {
		return KeyError(c, key)
	}
	v := dictTake(c, d, key)
	switch {
	case v != 0 || c.Exc != 0:
		return v
	case def != 0:
		return c.Own(def)
	}
	return KeyError(c, key)
}

func dictPopItem(c *Ctx, d Value) Value {
	if !StoreCheck(c, d) {
		return 0
	}
	e := dictLast(d)
	if e == 0 {
		return raiseKeyErrorText(c, "popitem(): dictionary is empty")
	}
	key := c.Own(entryKey(e))
	value := dictRemove(c, d, e)
	t := NewTuple(c, 2)
	if t != 0 {
		TupleInit(t, 0, key)
		TupleInit(t, 1, value)
	}
	return t
}

// raiseKeyErrorText raises KeyError with a message as its key.
func raiseKeyErrorText(c *Ctx, message string) Value {
	m := NewStr(c, message)
	if m != 0 {
		KeyError(c, m)
		c.Drop(m)
	}
	return 0
}

func dictSetDefault(c *Ctx, d, key, def Value) Value {
	hash, ok := keyHash(c, key)
	if !ok {
		return 0
	}
	e, ok := dictFind(c, d, key, hash)
	switch {
	case !ok:
		return 0
	case e != 0:
		return c.Own(entryValue(e))
	}
	if def == 0 {
		def = None
	}
	if !StoreCheck(c, d) || !dictInsert(c, d, key, def, hash) {
		return 0
	}
	return c.Own(def)
}

// dictFromKeys is dict.fromkeys(iterable, value).
func dictFromKeys(c *Ctx, _, x, value Value) Value {
	if value == 0 {
		value = None
	}
	d := NewDict(c, 0)
	if isAnySet(x) || IsDict(x) { // whose hashes are known
		put := func(key Value, hash uint64) bool { return dictSetHash(c, d, key, value, hash) }
		if d != 0 && (IsDict(x) && !dictEach(c, x, put) || isAnySet(x) && !setEach(c, x, put)) {
			c.Drop(d)
			return 0
		}
		return d
	}
	it := Iter(c, x)
	if it == 0 || d == 0 {
		c.Drop(d)
		return 0
	}
	defer c.Drop(it)
	for {
		k := Next(c, it)
		if k == 0 {
			if c.Exc != 0 {
				c.Drop(d)
				return 0
			}
			return d
		}
		ok := DictSet(c, d, k, value)
		c.Drop(k)
		if !ok {
			c.Drop(d)
			return 0
		}
	}
}

func init() {
	defineType(typeSpec{id: TypeDict, name: "dict", public: true, methods: dictMethods, attrs: func(c *Ctx, cls, ns Value) {
		addClassMethods(c, ns, "dict", []Func{{Name: "fromkeys", Sig: "cls, iterable, value=, /", F3: dictFromKeys}})
	}})
}
