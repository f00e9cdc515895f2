package rt

import (
	"fmt"
	"os"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// The cycle collector as a program sees it: what rt/arena finds (cycles.go) is
// finalised and freed here, in CPython's order (PEP 442, Modules/gcmodule.c). Weak
// references to all of it are cleared, and the callbacks of those that are not garbage
// themselves called; then every __del__ and finally suite runs, once in the object's
// life; then what can still not be reached is freed at once.
//
// When to look is CPython's rule, too: after 700 containers more than have been freed
// the youngest generation, after ten collections of one the next, and the oldest only if
// what has reached it since it was last looked at is a quarter of what it had then. But a
// collection that finds next to nothing makes the next one wait eight times as long, until
// four times as many containers have been made as there are; and while it waits, all
// generations are collected when there are twice as many. So a program that builds something large has
// each object looked at a few times, whatever the size. The first garbage ends that. What
// the oldest generation holds counts by its size: large dicts and lists as many containers.
//
// Collections run on the main thread: when it asks, or at a poll. Contexts that ask get
// nothing: their memory is freed as a whole. A finaliser may break a cycle, and what that
// frees is gone at once, as ever; a collection inside a collection finds nothing.

// Flags of gc.set_debug.
const (
	DebugStats         = 1
	DebugCollectable   = 2
	DebugUncollectable = 4
	DebugSaveAll       = 32
)

var (
	gcDisabled  atomic.Bool
	gcDebug     atomic.Int64
	gcThreshold [arena.Generations]atomic.Int64
)

// wordsEach is how many words of a container are not counted as work of its own: a dict
// of a million entries is looked at as rarely as 125,000 containers.
const wordsEach = 16

// What follows belongs to the main thread.
var (
	gcCounts     [arena.Generations]int64 // [1:]: collections of the generation below since its own
	gcStats      [arena.Generations]GCStats
	gcOld        int  // in the oldest generation after it was last collected
	gcOldWork    int  // as much work as that was, in containers of average size
	gcCollecting bool // a collection runs

	gcGarbage, gcCallbacks Value // lists of module gc, 0 before it is imported
)

// GCStats counts the collections of a generation and what they found.
type GCStats struct{ Collections, Collected, Uncollectable int64 }

func init() {
	for i, n := range [...]int64{700, 10, 10} {
		gcThreshold[i].Store(n)
	}
	setCollectLimit()
}

// setCollectLimit makes the threshold count as it stands.
func setCollectLimit() {
	n := gcThreshold[0].Load()
	if gcDisabled.Load() || n < 0 {
		n = 0
	}
	arena.CollectLimit.Store(n)
}

// wait sets how many containers are made before the next collection, after one that has
// looked at so many and freed some of them: eight times as many as before if there was
// next to none, at most four times as many as there are.
func wait(c *Ctx, before, looked, freed int) {
	limit := int(gcThreshold[0].Load())
	if freed*16 >= looked || limit <= 0 || !GCEnabled() {
		setCollectLimit()
		return
	}
	all := c.Main.Tracked(1) + c.Main.Tracked(2)
	arena.CollectLimit.Store(int64(max(limit, min(8*before, 4*all))))
}

// seesEnd says that there has been an object of which a program can see the end: one with
// __del__, a generator with a finally suite, one with weak references.
var seesEnd atomic.Bool

func endIsSeen() {
	if !seesEnd.Load() {
		seesEnd.Store(true)
	}
}

// collectAtEnd collects what is garbage when the program ends, if anybody can tell.
func collectAtEnd(c *Ctx) {
	if seesEnd.Load() || gcDebug.Load() != 0 || gcCallbacks != 0 && ListLen(gcCallbacks) > 0 {
		Collect(c, arena.Generations-1)
	}
}

// GCEnable turns automatic collections on or off.
func GCEnable(c *Ctx, on bool) {
	gcDisabled.Store(!on)
	setCollectLimit()
	look(c)
}

// look makes new limits count from here.
func look(c *Ctx) {
	if c.IsMain {
		c.Main.Young()
	}
}

// GCEnabled reports whether automatic collections are on.
func GCEnabled() bool { return !gcDisabled.Load() }

// GCThreshold returns the threshold of a generation.
func GCThreshold(age int) int64 { return gcThreshold[age].Load() }

// SetGCThreshold sets it; 0 for the youngest turns automatic collections off.
func SetGCThreshold(c *Ctx, age int, n int64) {
	gcThreshold[age].Store(n)
	setCollectLimit()
	look(c)
}

// GCDebug returns the flags of gc.set_debug, and SetGCDebug sets them.
func GCDebug() int64        { return gcDebug.Load() }
func SetGCDebug(n int64)    { gcDebug.Store(n) }
func gcDebugs(f int64) bool { return gcDebug.Load()&f != 0 }

// GCLists tells the collector the lists gc.garbage and gc.callbacks.
func GCLists(c *Ctx, garbage, callbacks Value) {
	gcGarbage, gcCallbacks = c.Own(garbage), c.Own(callbacks)
}

// GCStatsOf returns the statistics of a generation.
func GCStatsOf(age int) GCStats { return gcStats[age] }

// GCCount returns gc.get_count's numbers.
func GCCount(c *Ctx) (n [arena.Generations]int64) {
	if c.IsMain {
		n = gcCounts
		n[0] = int64(c.Main.Young())
	}
	return n
}

// GCFreeze sets all objects aside, where no collection looks, or returns them to the
// oldest generation.
func GCFreeze(c *Ctx, on bool) {
	switch {
	case !c.IsMain:
	case on:
		c.Main.Freeze()
	default:
		c.Main.Unfreeze()
	}
}

// GCFrozen returns how many objects are set aside.
func GCFrozen(c *Ctx) int {
	if !c.IsMain {
		return 0
	}
	return c.Main.Tracked(arena.Generations)
}

// collectAtPoll collects the oldest generation that is due.
func collectAtPoll(c *Ctx) {
	c.Poll.And(^uint32(arena.PollCollect))
	limit, h := int(arena.CollectLimit.Load()), c.Main
	if gcCollecting || limit <= 0 {
		return
	}
	young := h.Young()
	if young <= limit {
		return
	}
	age, old, looked := 0, h.Tracked(2), young
	switch {
	case gcCounts[2] > gcThreshold[2].Load() && old-gcOld > gcOldWork/4,
		limit > int(gcThreshold[0].Load()) && looked+h.Tracked(1)+old > gcOld+gcOldWork:
		age = 2
		looked += h.Tracked(1) + old
	case gcCounts[1] > gcThreshold[1].Load():
		age = 1
		looked += h.Tracked(1)
	}
	wait(c, limit, looked, Collect(c, age))
}

// Collect collects the cycles of a generation and of all younger ones, and returns how
// many objects were found unreachable and freed. It leaves the pending exception alone.
func Collect(c *Ctx, age int) int {
	if !c.IsMain || gcCollecting {
		return 0
	}
	gcCollecting = true
	exc, ret := c.Exc, c.Ret
	c.Exc, c.Ret = 0, 0
	defer func() {
		c.Exc, c.Ret = exc, ret
		gcCollecting = false
	}()
	tellCollection(c, "start", age, 0)
	if gcDebugs(DebugStats) {
		_, _ = fmt.Fprintf(os.Stderr, "gc: collecting generation %d...\ngc: objects in each generation: %d %d %d\n",
			age, c.Main.Young(), c.Main.Tracked(1), c.Main.Tracked(2))
	}
	for i := 1; i < len(gcCounts); i++ {
		switch {
		case i <= age:
			gcCounts[i] = 0
		case i == age+1:
			gcCounts[i]++
		}
	}
	c.Main.Reclaim() // what contexts have pinned is referred to
	c.Main.AtRest()
	n := c.Main.Find(age)
	if n > 0 {
		n = freeCycles(c, n)
	}
	c.Main.End()
	if age == arena.Generations-1 {
		gcOld = c.Main.Tracked(age)
		gcOldWork = max(gcOld, c.Main.Words()/wordsEach)
	}
	gcStats[age].Collections++
	gcStats[age].Collected += int64(n)
	if gcDebugs(DebugStats) {
		_, _ = fmt.Fprintf(os.Stderr, "gc: done, %d unreachable, 0 uncollectable\n", n)
	}
	tellCollection(c, "stop", age, n)
	return n
}

// freeCycles finalises and frees the n objects that the heap has found, and returns how
// many of them CPython would count.
func freeCycles(c *Ctx, n int) int {
	h := c.Main
	if ends := needFinalising(h, n); ends || gcDebugs(DebugSaveAll) {
		if ends {
			clearWeakGarbage(c, n)
			for i := range n {
				v := Value(h.Garbage(i))
				if !h.IsGarbage(v.addr()) || u32(v.addr())&arena.FlagFinalise == 0 || !speaksAtEnd(v) {
					continue
				}
				Incref(c, v)
				lastWords(c, v)
				if weakObjects[v] == nil {
					setU32(v.addr(), u32(v.addr())&^arena.FlagFinalise)
				}
				Decref(c, v)
			}
		}
		if n = h.Again(); n == 0 {
			return 0
		}
	}
	counted := 0
	for i := range n {
		// CPython keeps all attributes of an instance in it until somebody wants the dict.
		v := Value(h.Garbage(i))
		if hasSlots(infoOf(TypeID(v))) && overflowOf(v) != 0 && u32(v.addr())&flagDict == 0 && gcTracks(overflowOf(v)) {
			counted--
		}
	}
	for i := range n {
		v := Value(h.Garbage(i))
		if gcTracks(v) {
			counted++
			if gcDebugs(DebugCollectable) {
				_, _ = fmt.Fprintf(os.Stderr, "gc: collectable <%s %#x>\n", TypeName(v), v.addr())
			}
		}
	}
	if gcDebugs(DebugSaveAll) && gcGarbage != 0 {
		for i := range n {
			if v := Value(h.Garbage(i)); gcTracks(v) && !ListAppend(c, gcGarbage, v) {
				clearExc(c)
			}
		}
		h.Spare()
		return counted
	}
	for i := range n {
		v := Value(h.Garbage(i))
		if u32(v.addr())&arena.FlagFinalise == 0 {
			continue
		}
		switch {
		case TypeID(v) == TypeMemoryview:
			viewDone(v)
		case IsA(v, &WeakRef):
			forgetWeak(v)
		}
		if list := weakObjects[v]; list != nil { // made by a finaliser
			delete(weakObjects, v)
			for _, r := range list.refs {
				setWord(r, instanceHeader+8*weakTarget, None)
			}
		}
	}
	h.FreeGarbage()
	return counted
}

// needFinalising reports whether any of the garbage has something to say or to clear.
func needFinalising(h *arena.MainHeap, n int) bool {
	for i := range n {
		if v := Value(h.Garbage(i)); u32(v.addr())&arena.FlagFinalise != 0 && TypeID(v) != TypeMemoryview {
			return true
		}
	}
	return false
}

// clearWeakGarbage clears the weak references to the garbage and then calls the
// callbacks of those that are not garbage themselves.
func clearWeakGarbage(c *Ctx, n int) {
	h := c.Main
	var calls []Value
	for i := range n {
		v := Value(h.Garbage(i))
		if u32(v.addr())&arena.FlagFinalise == 0 {
			continue
		}
		list := weakObjects[v]
		if list == nil {
			continue
		}
		delete(weakObjects, v)
		for k := len(list.refs) - 1; k >= 0; k-- { // the youngest first
			r := list.refs[k]
			setWord(r, instanceHeader+8*weakTarget, None)
			if Slot(r, weakCallback) != 0 && u32(r.addr()+4) > 0 && !h.IsGarbage(r.addr()) {
				calls = append(calls, Incref(c, r))
			}
		}
	}
	for _, r := range calls {
		if f := Slot(r, weakCallback); f != 0 {
			if x := Call1(c, f, r); x != 0 {
				Decref(c, x)
			} else {
				ignored(c, f)
			}
		}
		Decref(c, r)
	}
}

// gcTracks reports whether CPython's collector would count v: it loses sight of tuples
// and dicts that hold nothing that could be part of a cycle.
func gcTracks(v Value) bool { return MayHoldObjects(v) }

// tellCollection calls the functions in gc.callbacks.
func tellCollection(c *Ctx, phase string, age, n int) {
	if gcCallbacks == 0 || ListLen(gcCallbacks) == 0 {
		return
	}
	info := NewDict(c, 3)
	DictSet(c, info, Intern(c, "generation"), Int(int64(age)))
	DictSet(c, info, Intern(c, "collected"), Int(int64(n)))
	DictSet(c, info, Intern(c, "uncollectable"), Int(0))
	name := Intern(c, phase)
	for i := 0; i < ListLen(gcCallbacks); i++ {
		f := c.Own(ListPeek(gcCallbacks, i))
		if r := Call2(c, f, name, info); r != 0 {
			c.Drop(r)
		} else {
			ignored(c, f)
		}
		c.Drop(f)
	}
	c.Drop(info)
}

// GCObjects returns a list of the containers in the generations from young to old.
func GCObjects(c *Ctx, young, old int) Value {
	var found []Value
	if c.IsMain {
		c.Main.EachContainer(young, old, func(p uintptr) {
			if v := Value(p); gcTracks(v) {
				found = append(found, Incref(c, v))
			}
		})
	}
	return listTaking(c, found)
}

// GCReferrers returns a list of the containers that refer directly to one of the
// objects in the tuple objs.
func GCReferrers(c *Ctx, objs Value) Value {
	var found []Value
	if c.IsMain {
		targets := map[Value]bool{}
		for i := range TupleLen(objs) {
			targets[TupleItem(objs, i)] = true
		}
		c.Main.EachContainer(0, arena.Generations, func(p uintptr) {
			hit := false
			look := func(w uint64) { hit = hit || w != 0 && targets[Value(w)] }
			inline, side := arena.Spans(p)
			inline.Each(look)
			side.Each(look)
			if hit && Value(p) != objs {
				found = append(found, Incref(c, Value(p)))
			}
		})
	}
	return listTaking(c, found)
}

// listTaking returns a list of vs, whose references it takes over.
func listTaking(c *Ctx, vs []Value) Value {
	l := NewList(c, len(vs))
	for i, v := range vs {
		if l == 0 {
			c.Drop(v)
			continue
		}
		ListInit(l, i, v)
	}
	return l
}
