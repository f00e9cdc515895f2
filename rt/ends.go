package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// The ends of a context's objects (arena/ends.go): the __del__ methods, native ones among
// them, which close files, and the finally suites of suspended generators. They run when
// the callback has returned and what it has kept has been moved, and for what is kept
// when the heap is compacted without it, or the connection ends.

func init() {
	arena.Speaks = func(p uintptr) bool { return speaksInContext(Value(p)) }
	arena.End = func(_ *arena.Arena, p uintptr) {
		v := Value(p)
		if TypeID(v) == TypeClass {
			endLocal(v)
		} else if in := infoChunk(TypeID(v)); in != nil && in.abandon != nil {
			in.abandon(v)
		}
	}
}

// willEnd makes sure that the new object v, which has a finaliser, is told of its end.
func (c *Ctx) willEnd(v Value) {
	switch {
	case c.IsMain:
		endIsSeen()
	case arena.IsArena(v.addr()):
		c.Ending(v.addr())
	case c.Heap != nil && arena.IsConn(v.addr()):
		c.Heap.Ending(&c.Arena, v.addr())
	}
}

func speaksInContext(v Value) bool {
	if isFrame(v) && frameFlags(v)&frameDone != 0 {
		return false
	}
	return speaksAtEnd(v)
}

// maxRounds bounds how often the last words of objects may make others that have some.
const maxRounds = 50

// Evacuate is arena.Evacuate for the heap h of a connection, of which the callback has
// returned; then what was not kept says its last words.
func (c *Ctx) Evacuate(h *arena.Heap, roots []uint64) bool {
	return c.lastRound(h, roots, c.Arena.Evacuate(h, roots))
}

// Compact is arena.Compact, likewise.
func (c *Ctx) Compact(h *arena.Heap, roots []uint64) bool {
	return c.lastRound(h, roots, c.Arena.Compact(h, roots))
}

// lastRound lets the objects speak that an evacuation has kept for that, and moves what
// they have stored.
func (c *Ctx) lastRound(h *arena.Heap, roots []uint64, ok bool) bool {
	for n := 0; ; n++ {
		c.dying = c.Dying(c.dying[:0])
		if !ok {
			c.Moved() // parts of the heap are missing: it will be freed
			c.patched = c.patched[:0]
			return false
		}
		c.settleClasses()
		if len(c.dying) == 0 {
			return true
		}
		if n < maxRounds {
			for _, p := range c.dying {
				c.lastWords(Value(p))
			}
		}
		ok = c.Arena.Evacuate(h, roots)
	}
}

// lastWords runs the finaliser of v, once.
func (c *Ctx) lastWords(v Value) {
	setU32(v.addr(), u32(v.addr())&^arena.FlagFinalise)
	lastWords(c, v)
	clearExc(c)
}

// EndSince lets all objects speak that have been made since s: the memory is about to be
// rolled back, and nothing of it is kept.
func (c *Ctx) EndSince(s Snap) {
	for range maxRounds {
		c.dying = c.dying[:0]
		c.Ends(s, func(p uintptr) {
			if u32(p)&arena.FlagFinalise != 0 && speaksInContext(Value(p)) {
				c.dying = append(c.dying, p)
			}
		})
		if len(c.dying) == 0 {
			return
		}
		for _, p := range slices.Backward(c.dying) {
			c.lastWords(Value(p))
		}
	}
}

// EndHeap frees heap h, whose objects speak before. No callback of its connection runs.
func (c *Ctx) EndHeap(h *arena.Heap) {
	if h.HasEnds() {
		s := c.Snapshot()
		c.Heap = h
		var speakers []uintptr
		h.EachEnd(func(p uintptr) {
			if u32(p)&arena.FlagFinalise != 0 && speaksInContext(Value(p)) {
				speakers = append(speakers, p)
			}
		})
		for _, p := range slices.Backward(speakers) {
			c.lastWords(Value(p))
		}
		c.DropDirty()
		c.patched = c.patched[:0]
		c.EndSince(s)
		h.Free(&c.Arena)
		c.Rollback(s)
		c.Heap = nil
		return
	}
	h.Free(&c.Arena)
}

// nativeEnds lets the objects made since s speak, but only if none would run code of the
// program; it reports whether it has.
func (c *Ctx) nativeEnds(s Snap) bool {
	native := true
	c.Ends(s, func(p uintptr) {
		v := Value(p)
		if u32(p)&arena.FlagFinalise == 0 || !speaksInContext(v) {
			return
		}
		if isFrame(v) || infoFor(v).flags&classNative == 0 {
			native = false
		}
	})
	if native {
		c.EndSince(s)
	}
	return native
}
