package rt

import (
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Containers that every context and the main thread may change. The Python object is
// one of the main heap, which contexts pin as any other; it holds the number of a
// Shared. What the container holds are words: immediates, frozen copies of which the
// container is the owner (arena/frozen.go), and objects of the main heap, pinned.
//
// Whoever changes a container holds its lock for the moment that takes: values are
// copied before, and nothing of the program's runs under it. Where keys have to be
// compared by the program's own code, that happens without the lock, and again if the
// container has changed meanwhile (version). Readers of one value take no lock: they
// load the block once, which is replaced, never reused, by what moves values in it.
//
// A context gets a value as it is, to the end of its callback; the main thread gets a
// copy.

// A Shared is what is behind such a container.
type Shared struct {
	mu      sync.Mutex
	block   atomic.Uintptr // values; 0: none
	version atomic.Uint64  // changes so far
	tail    uint32         // of a table: entries from here on are deleted

	Count atomic.Int64 // of a counter
	Extra any          // what else belongs to the object

	id     uint32
	table  bool // the block is a table, not items
	ending bool // main thread: waits in sharedEnding
	stamp  uint64
	next   *Shared
}

const sharedChunk = 64

// shareds are all of them, by number.
var shareds struct {
	mu     sync.Mutex
	chunks [1 << 16]atomic.Pointer[[sharedChunk]Shared]
	n      uint32
	free   *Shared
}

// sharedEnding are those whose object has no references any more, but may be revived by
// a context that still sees it. Main thread.
var sharedEnding []*Shared

// persisted counts the values in containers that contexts have put there.
var persisted atomic.Int64

// Persisted returns how many values in shared containers come from contexts. Main
// thread or not; only the main thread lets go of containers first.
func Persisted(c *Ctx) int64 {
	if c.IsMain {
		c.Main.Reclaim()
	}
	return persisted.Load()
}

// NewShared returns an instance of native class def, whose End is EndShared or calls it
// and whose first slot is free, and what is behind it. 0 with an exception pending. Main
// thread.
func NewShared(c *Ctx, def *NativeClass) (Value, *Shared) {
	o, s := NewNative(c, def), takeShared()
	if s == nil {
		c.Drop(o)
		return RuntimeErrorf(c, "too many shared containers"), nil
	}
	InitSlot(o, 0, Int(int64(s.id)))
	c.Main.Revived, c.Main.Reclaimed = reviveShared, func(oldest uint64) { sweepShared(c, oldest) }
	return o, s
}

// takeShared returns one that is free, nil if there are too many.
func takeShared() *Shared {
	shareds.mu.Lock()
	defer shareds.mu.Unlock()
	if s := shareds.free; s != nil {
		shareds.free, s.next = s.next, nil
		return s
	}
	n := shareds.n
	if n == sharedChunk*uint32(len(shareds.chunks)) {
		return nil
	}
	shareds.n++
	chunk := &shareds.chunks[n/sharedChunk]
	if chunk.Load() == nil {
		chunk.Store(new([sharedChunk]Shared))
	}
	s := &chunk.Load()[n%sharedChunk]
	s.id = n
	return s
}

// SharedOf returns what is behind the instance o.
func SharedOf(o Value) *Shared {
	id := uint32(Slot(o, 0).Int())
	return &shareds.chunks[id/sharedChunk].Load()[id%sharedChunk]
}

// IsShared reports whether v is an object that every thread may use as it likes.
func IsShared(v Value) bool { return IsMainObject(v) && infoOf(TypeID(v)).end != nil }

// SharedKey is an int that stands for the instance o as long as anybody sees it, and for
// nothing else. SharedGone, if set, is told when that ends. Main thread.
func SharedKey(o Value) Value { return SharedOf(o).key() }

func (s *Shared) key() Value { return Int(-1 - int64(s.id)) }

var SharedGone func(key Value)

// EndShared is the End of a class of containers. Main thread.
func EndShared(c *Ctx, o Value) {
	if Slot(o, 0) == 0 {
		return // it has never become one
	}
	s := SharedOf(o)
	if arena.Unshared() {
		s.release(c)
	} else if s.stamp = arena.Epoch(); !s.ending {
		s.ending = true
		sharedEnding = append(sharedEnding, s)
	}
}

// reviveShared undoes EndShared for an object that a context has pinned meanwhile.
func reviveShared(p uintptr) {
	v := Value(p)
	if in := infoOf(TypeID(v)); in.end == nil {
		return
	}
	SharedOf(v).ending = false
	setU32(p, u32(p)|arena.FlagFinalise)
}

// sweepShared frees what no context can see any more.
func sweepShared(c *Ctx, oldest uint64) {
	kept := sharedEnding[:0]
	for _, s := range sharedEnding {
		switch {
		case !s.ending:
		case s.stamp >= oldest:
			kept = append(kept, s)
		default:
			s.ending = false
			s.release(c)
		}
	}
	clear(sharedEnding[len(kept):])
	sharedEnding = kept
}

// release frees what is behind an object that is gone.
func (s *Shared) release(c *Ctx) {
	s.retireBlock(c, s.take())
	if SharedGone != nil {
		SharedGone(s.key())
	}
	s.Count.Store(0)
	s.Extra = nil
	shareds.mu.Lock()
	s.next, shareds.free = shareds.free, s
	shareds.mu.Unlock()
}

// take empties the container and returns the block that it had.
func (s *Shared) take() uintptr {
	s.mu.Lock()
	b := s.block.Swap(0)
	s.tail = 0
	s.version.Add(1)
	s.mu.Unlock()
	return b
}

// retireBlock retires a block that take has returned, with all that is in it.
func (s *Shared) retireBlock(c *Ctx, b uintptr) {
	if b == 0 {
		return
	}
	if s.table {
		retireTable(c, b)
	} else {
		retireItems(c, b)
	}
	c.RetireBlock(b)
	c.ReclaimShared()
}

// Clear removes everything.
func (s *Shared) Clear(c *Ctx) { s.retireBlock(c, s.take()) }

// Freeze returns what a container keeps for v, which belongs to the container then:
// until it is retired, or discarded if nobody has seen it. False with an exception
// pending.
func Freeze(c *Ctx, v Value) (Value, bool) {
	if !v.IsPtr() || IsImmortal(v) {
		return v, true
	}
	if Unshareable != nil && Unshareable(v) {
		return refuseFreeze(c, v)
	}
	if arena.IsMain(v.addr()) {
		if judge(v.addr()) == arena.Refused {
			return refuseFreeze(c, v)
		}
		switch TypeID(v) {
		case TypeStr, TypeBytes, TypeFloat, TypeInt, TypeComplex:
			if arena.Size(v.addr()) <= pinnedFrom {
				break
			}
			fallthrough
		default:
			if c.IsMain {
				Incref(c, v)
			} else {
				arena.Pin(v.addr())
			}
			return v, true
		}
	}
	t := c.transfer(judgeFrozen)
	w, ok := t.Freeze(&c.Arena, uint64(v))
	if !ok {
		if t.Refused != 0 {
			return refuseFreeze(c, Value(t.Refused))
		}
		return NoMemory(c), false
	}
	g := Graph{Value(w), t.Tables}
	g.Settle(c)
	return g.Root, true
}

// pinnedFrom is the size from which strings and the like of the main heap are referred
// to and not copied.
const pinnedFrom = 1 << 10

// Unshareable, if set, tells what no container can hold: instances of protocols, which
// belong to their connections.
var Unshareable func(v Value) bool

func refuseFreeze(c *Ctx, v Value) (Value, bool) {
	return TypeErrorf(c, "a shared container cannot hold a '%s' object", TypeName(v)), false
}

func judgeFrozen(p uintptr) arena.Verdict {
	if Unshareable != nil && Unshareable(Value(p)) {
		return arena.Refused
	}
	return judge(p)
}

// discard gives up what Freeze has returned.
func discard(c *Ctx, v Value) {
	if v.IsPtr() && arena.IsShared(v.addr()) {
		c.Arena.Discard(uint64(v))
	} else {
		c.Retire(uint64(v))
	}
}

// A sharedLook is one operation on a container: what it finds stays in memory.
type sharedLook struct {
	c       *Ctx
	entered bool // by this operation
}

func lookInto(c *Ctx) sharedLook { return sharedLook{c, c.EnterShared()} }

// done ends the operation.
func (l *sharedLook) done() {
	if l.entered {
		l.c.LeaveShared()
	}
}

// give returns word v of a container as the program gets it: owned, 0 with an exception
// pending. A context keeps what it has found to the end of its callback.
func (l *sharedLook) give(v Value) Value {
	if !v.IsPtr() {
		return v
	}
	if l.c.IsMain {
		return ToMain(l.c, v)
	}
	if arena.IsShared(v.addr()) {
		l.entered = false
	}
	return v
}

// plainKey reports whether comparing v with another such value runs no code of the
// program's and keeps no reference.
func plainKey(v Value, depth int) bool {
	switch TypeID(v) {
	case TypeStr, TypeBytes, TypeNetBytes, TypeNetView, TypeInt, TypeFloat, TypeBool, TypeNone, TypeComplex, TypeEllipsis:
		return true
	case TypeTuple:
		if depth == 0 {
			return false
		}
		for i := range TupleLen(v) {
			if !plainKey(TupleItem(v, i), depth-1) {
				return false
			}
		}
		return true
	}
	return false
}

const plainDepth = 4

// sameWord compares word w of a container with v: 1, 0, -1.
func (l *sharedLook) sameWord(w, v Value) int {
	c := l.c
	if w == v {
		return 1
	}
	if !c.IsMain || plainKey(w, plainDepth) && plainKey(v, plainDepth) {
		return EqT(c, w, v)
	}
	// What the program's code compares on the main thread it may keep.
	own := ToMain(c, w)
	if own == 0 {
		return -1
	}
	r := EqT(c, own, v)
	c.Drop(own)
	return r
}

// giveAll turns words of a container into values of the program's own, before code runs
// that might let go of what they are. False, with nothing owned, with an exception
// pending.
func (l *sharedLook) giveAll(all []Value) bool {
	for i, w := range all {
		v := l.give(w)
		if v == 0 {
			l.dropAll(all[:i])
			return false
		}
		all[i] = v
	}
	return true
}

func (l *sharedLook) dropAll(all []Value) {
	for _, v := range all {
		l.c.Drop(v)
	}
}

// borrowWords returns an empty slice for words of containers, which giveBack takes back:
// kept with the context, so that this makes no garbage.
func borrowWords(c *Ctx) *[]Value {
	if n := len(c.words); n > 0 {
		all := c.words[n-1]
		c.words = c.words[:n-1]
		return all
	}
	return new([]Value)
}

// giveList makes a list of words of a container, which it empties and gives back. What
// it returns is owned; 0 with an exception pending.
func (l *sharedLook) giveList(all *[]Value) Value {
	c := l.c
	r := NewList(c, len(*all))
	for i, w := range *all {
		if r == 0 {
			break
		}
		if w = l.give(w); w == 0 {
			c.Drop(r)
			r = 0
			break
		}
		ListInit(r, i, w)
	}
	giveBack(c, all)
	return r
}

func giveBack(c *Ctx, all *[]Value) {
	*all = (*all)[:0]
	if cap(*all) <= 1<<16 {
		c.words = append(c.words, all)
	}
}
