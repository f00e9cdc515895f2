package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Values pass between the main thread and contexts as deep copies
// (arena/transfer.go). What has no meaning elsewhere is refused: a suspended body
// and a view are about their own memory, a weak reference about another's.

// A Graph is the copy of a value that is under way: its root, and the tables in it
// whose keys have to be hashed again by the thread that will use them.
type Graph struct {
	Root   Value
	tables []uintptr
}

// judge is the verdict on an object of a context.
func judge(p uintptr) arena.Verdict {
	v := Value(p)
	switch TypeID(v) {
	case TypeGenerator, TypeCoroutine, TypeAsyncGenerator, TypeCoroutineWrapper, TypeAsyncNext, TypeFrame, TypeMemoryview:
		return arena.Refused
	}
	if IsA(v, &WeakRef) || isLocal(v) || isLocal(ClassOf(v)) || infoFor(v).abandon != nil {
		return arena.Refused
	}
	return arena.Copied
}

// judgeMain is the verdict on an object of the main heap. What nobody changes, or
// what a context could not use otherwise, stays there and can be read.
func judgeMain(p uintptr) arena.Verdict {
	v := Value(p)
	if IsImmortal(v) {
		return arena.Kept
	}
	switch id := TypeID(v); id {
	case TypeList, TypeTuple, TypeDict, TypeSet, TypeFrozenset, TypeBytearray, TypeSlice, TypeTraceback, TypeTracedFrame:
		return arena.Copied
	case TypeObject:
		return arena.Copied
	default:
		if infoOf(id).end != nil {
			return arena.Kept
		}
		if id < firstException || IsA(v, &WeakRef) || infoOf(id).layout == TypeClass || infoOf(id).layout == TypeModule {
			return arena.Kept
		}
	}
	return arena.Copied
}

// transfer returns what c copies with.
func (c *Ctx) transfer(judge func(uintptr) arena.Verdict) *arena.Transfer {
	if c.transfers == nil {
		c.transfers = &arena.Transfer{Identify: c.newIdentity}
	}
	t := c.transfers
	t.Reset()
	t.Judge = judge
	return t
}

// graph returns what t has made, or an exception that says why it has not.
func (c *Ctx) graph(t *arena.Transfer, root uint64, ok bool) (Graph, bool) {
	if ok {
		return Graph{Value(root), t.Tables}, true
	}
	if t.Refused != 0 {
		TypeErrorf(c, "cannot pass a '%s' object between the main thread and parallel contexts", TypeName(Value(t.Refused)))
	} else {
		NoMemory(c)
	}
	return Graph{}, false
}

// Send copies v, of context c, into h for another context. On failure an exception
// is pending and h is good for Free only. The tables of the graph are valid until
// c's next copy: see Graph.Keep.
func Send(c *Ctx, h *arena.Heap, v Value) (Graph, bool) {
	t := c.transfer(judge)
	w, ok := t.Share(&c.Arena, h, uint64(v))
	return c.graph(t, w, ok)
}

// Keep copies what the graph refers to in its sender into buf, which it returns.
func (g *Graph) Keep(buf []uintptr) []uintptr {
	buf = append(buf[:0], g.tables...)
	g.tables = buf
	return buf
}

// Take undoes Keep for a graph of which the root alone was remembered.
func (g *Graph) Take(tables []uintptr) { g.tables = tables }

// ToMain copies v, of a context that waits or is c's own, to the main heap and
// returns it, owned; 0 with an exception pending. Main thread.
func ToMain(c *Ctx, v Value) Value {
	t := c.transfer(judge)
	w, ok := t.ToMain(c.Main, uint64(v))
	g, ok := c.graph(t, w, ok)
	if !ok {
		return 0
	}
	g.Settle(c)
	return g.Root
}

// FromMain copies v, of the main heap, into the arena of context to, which waits
// for it. to itself has to Settle the graph. On failure the exception is pending in
// c. Main thread.
func FromMain(c, to *Ctx, v Value) (Graph, bool) {
	t := to.transfer(judgeMain)
	w, ok := t.FromMain(&to.Arena, uint64(v))
	return c.graph(t, w, ok)
}

// Receive copies v, out of a heap that another context has filled, into the arena of c,
// which has to Settle the graph. 0 with MemoryError pending.
func Receive(c *Ctx, v Value) Value {
	t := c.transfer(judgeReceived)
	w, ok := t.FromMain(&c.Arena, uint64(v))
	g, ok := c.graph(t, w, ok)
	if !ok {
		return 0
	}
	g.Settle(c)
	return g.Root
}

func judgeReceived(p uintptr) arena.Verdict {
	if arena.IsMain(p) {
		return arena.Kept
	}
	return arena.Copied
}

// Settle hashes the keys that were copied: objects without a hash of their own have
// that of their identity, and a copy has another. c will use the graph.
func (g *Graph) Settle(c *Ctx) {
	// Inner tables are found behind outer ones, whose hash may depend on theirs.
	for i := len(g.tables) - 1; i >= 0; i-- {
		if v := Value(g.tables[i]); TypeID(v) == TypeDict {
			rehashDict(c, dictTable(v))
		} else {
			rehashSet(c, v)
		}
	}
	g.tables = nil
}

// copiedHash is the hash of a key that was copied, old what it was before.
func copiedHash(c *Ctx, key Value, old uint64) uint64 {
	if !key.IsPtr() || IsStr(key) {
		return old
	}
	if isUser(key) && special(key, nameHashing) != 0 {
		return old // a copy's __hash__ gives what the original's did
	}
	h, ok := HashOf(c, key)
	if !ok {
		clearExc(c)
		return old
	}
	return h
}

// rehashDict makes the index of table t anew, which nobody else sees yet.
func rehashDict(c *Ctx, t uintptr) {
	mask := uint64(tableMask(t))
	clear(bytesAt(t+arena.BlockHeader, 4*uintptr(mask+1)))
	for n := range tableUsed(t) {
		e := tableEntry(t, n)
		if entryValue(e) == 0 {
			continue
		}
		hash := copiedHash(c, entryKey(e), entryHash(e))
		setU64(e+16, hash)
		i := hash & mask
		for perturb := hash; tableIndex(t, uint32(i)) != 0; {
			perturb >>= perturbShift
			i = (5*i + perturb + 1) & mask
		}
		setU32(t+arena.BlockHeader+4*uintptr(i), n+1)
	}
}

// rehashSet puts the elements of s where their hashes belong now.
func rehashSet(c *Ctx, s Value) {
	setU64(s.addr()+16, 0) // a frozenset's own hash
	t := setTable(s)
	type element struct {
		key  Value
		hash uint64
	}
	var all []element
	for i := range uint64(setMask(t)) + 1 {
		if key, hash, ok := setAt(t, i); ok {
			all = append(all, element{key, copiedHash(c, key, hash)})
		}
		setU64(setEntry(t, i), 0)
	}
	for _, e := range all {
		setPut(t, e.key, e.hash)
	}
	setCounts(t, len(all), len(all))
}
