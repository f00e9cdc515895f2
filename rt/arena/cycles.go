package arena

import (
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Counting frees everything but cycles. This file finds those of the main heap that
// nothing outside refers to, as CPython's collector does: of a copy of every count
// take off the references that come from within the set; what is left over comes from
// outside, and what can be reached from there lives. The rest is garbage. (T. W.
// Christopher, Reference count garbage collection, Software: Practice and Experience
// 14(6), 1984; Modules/gcmodule.c.)
//
// A cycle can only be closed by changing an object that is there already, so every
// cycle goes through an object of a kind that can be changed. Only those are put on a
// list when they are made (Track); tuples, bound methods, iterators and the like are
// found from them. The lists are those of CPython's generations: made since the last
// collection, survivors of one, survivors of more, and those that gc.freeze has set
// aside. An object's header says in which generation it has last been seen; what is
// older than what is collected counts as outside.
//
// Nothing is done when an object is freed. A list may therefore name a block that is
// free or has become something else, which its first word tells: a free block's is no
// header (linkFree), a side block has type 0, and a new object is neither marked as
// tracked nor of the list's generation. Blocks never change their borders.
//
// Most containers are freed soon. Track therefore writes to a log of 4 KiB, and what is
// still there when it is full goes on the youngest list and is marked: the log, and what
// it names, are in the cache, whatever is alive besides.
//
// Invariants: the copies of counts and the states live in shadow memory, four bytes
// for sixteen, never in the objects, because contexts go on reading those: a count that
// looks like zero, or like an immortal's, would mislead them. A frame that runs does
// not own what is in it. No step recurses, and what grows with the heap lies outside
// Go's. Between Find and End the garbage keeps its state; all other shadows are 0.
//
// Freeing takes the whole set apart at once: the counts become 0, references that leave
// the set are dropped, and the memory goes the way of all freed memory, intact until no
// context can see it. A pin that arrives late brings objects back as it does others.
//
// What is to be marked waits on a short stack; what does not fit is found again by
// going through the lists.
//
// Cost: Track and reading the log are 1.5 ns for a container made and freed
// (BenchmarkTrack); a collection takes some 50 ns for an object with two references
// (BenchmarkCollect).

// Generations are numbered as CPython's; frozen objects belong to none.
const (
	Generations = 3
	frozenAge   = 3
)

// States of an object that is looked at, the low bits of its shadow; above them is what
// is left of its count.
const (
	shadowIn   = 1 // not yet reached from outside
	shadowLive = 2
	shadowDue  = 3 // while marking: live, and what it refers to still to be looked at
	shadowDead = 3 // afterwards
	shadowMask = 3

	shadowRoot = 4 // found on a list
	shadowRef  = 8

	// maxCounted bounds the counts that are copied; what has more is live.
	maxCounted = 1<<29 - 1
)

// maxKept is the length up to which lists keep their memory when they are empty.
const maxKept = 1 << 16

// maxWork bounds the stack of what is to be marked in the first round: what does not fit
// will mostly be come upon later in the same round.
const maxWork = 1 << 14

type collector struct {
	lists [Generations + 1]vector
	room  uintptr // length of the youngest list at which it is looked through
	once  uintptr // its length then: so many entries are of different blocks

	found   vector // objects looked at that are on no list
	garbage vector
	work    vector
	full    bool    // work has not taken everything
	looked  uintptr // objects on the lists that are collected
	words   uintptr // they and what is found from them have so many
	age     uint32  // generation being collected
}

// CollectLimit makes the main heap ask for a collection, through PollCollect, once about
// so many containers have been made and not been freed again; 0 means never. Any thread
// may set it.
var CollectLimit atomic.Int64

// Track puts the MAIN object p, whose header is set, on the list of what may be part of
// a cycle.
func (m *MainHeap) Track(p uintptr) {
	m.log[m.logged%logSize] = p
	if m.logged++; m.logged >= m.logEnd {
		m.readLog()
	}
}

// readLog moves from the log to the youngest list what has not been freed meanwhile.
//
//go:noinline
func (m *MainHeap) readLog() {
	g := &m.cycles
	// Of several entries of a block that has been used again the last is the object's.
	first := m.logged
	for i := m.logged; i > 0; i-- {
		p := m.log[(i-1)%logSize]
		// Free, or marked already: in a program that frees what it makes nearly all are.
		if w := load64(p); w>>63 != 0 || w&(FlagTracked|flagAge) != 0 {
			continue
		}
		if m.mayBeTracked(p) {
			store32(p, load32(p)|FlagTracked)
			first--
			m.log[first%logSize] = p
		}
	}
	l := &g.lists[0]
	l.reserve(l.n + uintptr(m.logged-first))
	for _, p := range m.log[first:m.logged] {
		l.push(p)
	}
	m.logged = 0
	if l.n >= g.room {
		m.compactYoung()
	}
	m.logEnd = uint32(min(logSize, g.room-l.n))
}

// compactYoung takes off the youngest list what is gone, asks for a collection if much
// remains, and makes room for more.
func (m *MainHeap) compactYoung() {
	g := &m.cycles
	l := &g.lists[0]
	out := l.n
	for i := l.n; i > 0; i-- {
		if p := l.at(i - 1); m.listed(p, 0) {
			store32(p, load32(p)&^FlagTracked) // so that an earlier entry is none
			out--
			l.set(out, p)
		}
	}
	for i := out; i < l.n; i++ {
		p := l.at(i)
		store32(p, load32(p)|FlagTracked)
		l.set(i-out, p)
	}
	l.n -= out
	// There is room for half as many as were kept, so that looking costs a constant for
	// each container made.
	n, limit := int(l.n), int(CollectLimit.Load())
	room := max(limit+1-n, n/2, 1)
	switch {
	case limit <= 0:
		room = max(room, 1<<10)
	case n > limit:
		room = max(3*n, 1<<14) // nothing more to find out before the poll
		m.Arena.Poll.Or(PollCollect)
	}
	g.room = l.n + uintptr(room)
	g.once = l.n
	if l.n == 0 && l.cap > maxKept && l.cap > 4*g.room {
		l.free()
	}
}

// takeStock brings the youngest list up to date.
func (m *MainHeap) takeStock() {
	m.cycles.room = 0
	m.readLog()
}

// mayBeTracked reports whether block p is an object that can be part of a cycle.
func (m *MainHeap) mayBeTracked(p uintptr) bool {
	w := load32(p)
	return load32(p+4) < Immortal && w>>8 != 0 && !isLeaf(w)
}

// listed reports whether p is an object that an entry of a generation's list means, and
// not what has become of its block since.
func (m *MainHeap) listed(p uintptr, age int) bool {
	w := load32(p)
	return m.mayBeTracked(p) && w&FlagTracked != 0 && w&flagAge == uint32(age)<<6
}

// isLeaf reports whether an object with type word w holds no references.
func isLeaf(w uint32) bool {
	if w>>8 < layoutChunk {
		return leaves[w>>8].size != 0
	}
	l := LayoutOf(w >> 8)
	return l == nil || l.leaf
}

// Age returns the generation in which a collection has last seen p, 0 if none has.
func Age(p uintptr) int { return int(load32(p) & flagAge >> 6) }

// Young returns the number of containers made since the last collection that are
// still there.
func (m *MainHeap) Young() int {
	m.takeStock()
	return int(m.cycles.lists[0].n)
}

// Tracked returns the number of objects on the list of a generation, with those that
// have gone since it was last collected.
func (m *MainHeap) Tracked(age int) int { return int(m.cycles.lists[age].n) }

// running reports whether p is a frame whose body runs.
func running(p uintptr) bool {
	return layoutAt(p).Frame && load32(p+12)>>31 != 0
}

// eachChild calls f for each reference of p to an object of the main heap.
func eachChild(p uintptr, f func(q uintptr)) {
	l := layoutAt(p)
	if l.Frame && running(p) {
		return
	}
	inline, side := l.spans(p)
	eachMain(inline, f)
	eachMain(side, f)
}

func eachMain(s Span, f func(q uintptr)) {
	for q, end := s.P, s.P+s.N*s.Stride; q < end; q += s.Stride {
		for w := q; w < q+8*s.Width; w += 8 {
			if v := load64(w); v&MainMask == MainBits {
				f(uintptr(v))
			}
		}
	}
}

// Find looks for cycles among the objects of generation age and younger, and returns
// how many objects nothing outside refers to: those that Garbage lists. The others grow
// older. Pins must have been applied (Reclaim). End must follow.
func (m *MainHeap) Find(age int) int {
	g := &m.cycles
	if m.logged > 0 || g.lists[0].n > g.once {
		m.takeStock()
	}
	mapShadows()
	g.found.n, g.garbage.n, g.looked, g.words, g.age = 0, 0, 0, 0, uint32(age)<<6
	// The order is CPython's: behind the generation's own list the younger ones.
	lists := []int{age, 0, 1}[:age+1]
	for _, i := range lists {
		m.takeRoots(i)
	}
	for i := uintptr(0); i < g.found.n; i++ {
		g.takeChildren(g.found.at(i))
	}
	for bound := uintptr(maxWork); ; bound = 1 << 40 {
		g.full = false
		for _, i := range lists {
			g.mark(&g.lists[i], shadowRoot, bound)
		}
		g.mark(&g.found, 0, bound)
		if !g.full {
			break
		}
	}
	older := min(age+1, Generations-1)
	for _, i := range lists {
		m.settleList(i, older)
	}
	for i := range g.found.n {
		p := g.found.at(i)
		s := shadow(p)
		if load32(s)&shadowMask == shadowIn {
			store32(s, shadowDead)
			g.garbage.push(p)
			continue
		}
		store32(s, 0)
		m.settle(p, older, false)
	}
	return int(g.garbage.n)
}

// takeRoots takes off what the objects on the list of a generation refer to one
// reference each.
func (m *MainHeap) takeRoots(age int) {
	g := &m.cycles
	l := &g.lists[age]
	g.looked += l.n
	for i := range l.n {
		p := l.at(i)
		if !m.listed(p, age) {
			continue
		}
		s := shadow(p)
		x, rc := load32(s), load32(p+4)
		switch {
		case x&shadowRoot != 0: // a second entry
			continue
		case rc == 0: // in limbo, from where a pin may bring it back
			store32(s, shadowRoot|shadowLive)
			continue
		case x == 0:
			x = min(rc, maxCounted)*shadowRef | shadowIn
		}
		store32(s, x|shadowRoot)
		g.takeChildren(p)
	}
}

func (g *collector) takeChildren(p uintptr) {
	l := layoutAt(p)
	if l.Frame && running(p) {
		return
	}
	inline, side := l.spans(p)
	g.words += inline.N*inline.Width + side.N*side.Width
	g.takeRefs(inline)
	g.takeRefs(side)
}

// Words returns the number of words that the last collection has looked at.
func (m *MainHeap) Words() int { return int(m.cycles.words) }

// takeRefs takes off what the words of s refer to one reference each, and remembers what
// it comes upon that is on no list.
func (g *collector) takeRefs(s Span) {
	for q, end := s.P, s.P+s.N*s.Stride; q < end; q += s.Stride {
		for w := q; w < q+8*s.Width; w += 8 {
			v := load64(w)
			if v&MainMask != MainBits {
				continue
			}
			p := uintptr(v)
			head := load64(p)
			rc := uint32(head >> 32)
			if rc-1 >= maxCounted-1 || uint32(head)&flagAge > g.age || isLeaf(uint32(head)) {
				continue // for ever; older than what is collected; refers to nothing
			}
			at := shadow(p)
			x := load32(at)
			if x == 0 {
				x = rc*shadowRef | shadowIn
				if head&FlagTracked == 0 {
					g.found.push(p)
				}
			}
			if x < shadowRef {
				takeRef(p, at) // which reports it
				continue
			}
			store32(at, x-shadowRef)
		}
	}
}

// takeRef takes off q, whose shadow is at s, one reference from within the set.
func takeRef(q, s uintptr) {
	if load32(s) < shadowRef {
		if invariants.Enabled {
			invariants.Failf("count of %#x (type %d) is %d, but more references than that were found", q, TypeID(q), load32(q+4))
		}
		return
	}
	store32(s, load32(s)-shadowRef)
}

// settleList moves what lives on the list of a generation to an older one or to its
// beginning, and the rest to the garbage.
func (m *MainHeap) settleList(age, older int) {
	g := &m.cycles
	l := &g.lists[age]
	n := l.n
	l.n = 0
	if to := &g.lists[older]; to.n == 0 {
		*l, *to = *to, *l
		l = to
	}
	for i := range n {
		p := l.at(i)
		s := shadow(p)
		switch x := load32(s); {
		case x&shadowRoot == 0 || load32(p)&flagAge != uint32(age)<<6: // gone, or a second entry
		case x&shadowMask == shadowIn:
			store32(s, shadowDead)
			store32(p, load32(p)&^FlagTracked)
			g.garbage.push(p)
		default:
			store32(s, 0)
			m.settle(p, older, true)
		}
	}
	if age == 0 {
		m.takeStock()
	}
}

// settle makes p, which lives, one of generation age.
func (m *MainHeap) settle(p uintptr, age int, listed bool) {
	old := load32(p)
	w := old&^flagAge | uint32(age)<<6
	if listed {
		w |= FlagTracked
		m.cycles.lists[age].push(p)
	}
	if w != old {
		store32(p, w)
	}
}

// mark finds what can be reached from those of objects that are referred to from
// outside, if their shadows have all bits of want. At most bound objects wait for their
// turn; if there are more, full is set, and another round is needed.
func (g *collector) mark(objects *vector, want uint32, bound uintptr) {
	for i := range objects.n {
		p := objects.at(i)
		s := shadow(p)
		switch v := load32(s); {
		case v&want != want:
			continue
		case v&shadowMask == shadowDue:
		case v&shadowMask != shadowIn || v < shadowRef && !running(p):
			continue
		}
		g.work.push(p)
		for g.work.n > 0 {
			p := g.work.pop()
			s := shadow(p)
			store32(s, load32(s)&^shadowMask|shadowLive)
			l := layoutAt(p)
			if l.Frame && running(p) {
				continue
			}
			inline, side := l.spans(p)
			g.reach(inline, bound)
			g.reach(side, bound)
		}
	}
}

// reach marks what the words of s refer to as alive.
func (g *collector) reach(s Span, bound uintptr) {
	for q, end := s.P, s.P+s.N*s.Stride; q < end; q += s.Stride {
		for w := q; w < q+8*s.Width; w += 8 {
			v := load64(w)
			if v&MainMask != MainBits {
				continue
			}
			at := shadow(uintptr(v))
			x := load32(at)
			if x&shadowMask != shadowIn {
				continue
			}
			store32(at, x&^shadowMask|shadowDue)
			if g.work.n < bound {
				g.work.push(uintptr(v))
			} else {
				g.full = true
			}
		}
	}
}

// Garbage returns object i of those that Find has found, in the order in which they
// were made as far as a program can tell.
func (m *MainHeap) Garbage(i int) uintptr { return m.cycles.garbage.at(uintptr(i)) }

// IsGarbage reports whether p is among them. Code of the program that runs between Find
// and Again may free some by counting: they are garbage no more.
func (m *MainHeap) IsGarbage(p uintptr) bool {
	return shadowed(p) && load32(shadow(p))&shadowMask == shadowDead
}

// Again looks once more, after code of the program has run, which objects of the garbage
// nothing outside refers to, and returns their number.
func (m *MainHeap) Again() int {
	g := &m.cycles
	mapShadows() // the program may have made more
	n := uintptr(0)
	for i := range g.garbage.n {
		if p := g.garbage.at(i); m.IsGarbage(p) {
			store32(shadow(p), min(load32(p+4), maxCounted)*shadowRef|shadowIn)
			g.garbage.set(n, p)
			n++
		}
	}
	g.garbage.n = n
	take := func(q uintptr) {
		if s := shadow(q); load32(s)&shadowMask == shadowIn {
			takeRef(q, s)
		}
	}
	for i := range g.garbage.n {
		eachChild(g.garbage.at(i), take)
	}
	g.mark(&g.garbage, 0, 1<<40)
	m.sift(func(p uintptr) bool { return load32(shadow(p))&shadowMask == shadowIn })
	return int(g.garbage.n)
}

// Spare makes live objects of all that was found: somebody else keeps them.
func (m *MainHeap) Spare() { m.sift(func(uintptr) bool { return false }) }

// sift leaves as garbage what is dead, and makes the rest live.
func (m *MainHeap) sift(dead func(p uintptr) bool) {
	g := &m.cycles
	age := min(int(g.age>>6)+1, Generations-1)
	n := uintptr(0)
	for i := range g.garbage.n {
		p := g.garbage.at(i)
		if dead(p) {
			store32(shadow(p), shadowDead)
			g.garbage.set(n, p)
			n++
			continue
		}
		store32(shadow(p), 0)
		m.settle(p, age, true)
	}
	g.garbage.n = n
}

// FreeGarbage frees what Find has found. Finalisers of objects outside, which die with
// it, run when all of it is gone.
func (m *MainHeap) FreeGarbage() {
	g := &m.cycles
	mapShadows()
	busy, open := m.busy, m.open
	m.busy, m.open = true, false
	base := len(m.work)
	for i := range g.garbage.n {
		store32(g.garbage.at(i)+4, 0)
	}
	drop := func(q uintptr) {
		if load32(shadow(q))&shadowMask != shadowDead {
			m.dropInner(q)
		}
	}
	for i := range g.garbage.n {
		p := g.garbage.at(i)
		l := layoutAt(p)
		eachChild(p, drop)
		if l.Side == Block {
			if b := loadPtr(p + 8); b != 0 && IsMain(b) {
				m.retireBlock(b, BlockSize(b))
			}
		}
		m.retireObject(p, l.sizeAt(p))
	}
	for i := range g.garbage.n {
		store32(shadow(g.garbage.at(i)), 0)
	}
	g.garbage.n = 0
	for len(m.work) > base {
		p := m.work[len(m.work)-1]
		m.work = m.work[:len(m.work)-1]
		m.dismantle(p)
	}
	m.busy, m.open = busy, open
}

// End ends a collection and gives back the memory that a large one has taken.
func (m *MainHeap) End() {
	g := &m.cycles
	for i := range g.garbage.n {
		store32(shadow(g.garbage.at(i)), 0)
	}
	if g.found.cap > maxKept {
		g.found.free()
	}
	if g.work.cap > maxKept {
		g.work.free()
	}
	if g.garbage.cap > maxKept {
		g.garbage.free()
	}
	if g.looked+g.found.n > maxKept {
		discardShadows()
	}
	g.found.n, g.garbage.n = 0, 0
}

// Freeze sets everything that is tracked aside, out of reach of collections.
func (m *MainHeap) Freeze() { m.move([]int{0, 1, 2}, frozenAge) }

// Unfreeze undoes it: what was set aside is of the oldest generation.
func (m *MainHeap) Unfreeze() { m.move([]int{frozenAge}, Generations-1) }

func (m *MainHeap) move(from []int, to int) {
	m.takeStock()
	for _, age := range from {
		l := &m.cycles.lists[age]
		for i := range l.n {
			if p := l.at(i); m.listed(p, age) {
				m.settle(p, to, true)
			}
		}
		l.n = 0
	}
	m.takeStock()
}

// EachContainer calls f for every container in the generations from young to old, those
// on no list included if a container on one leads to them. f may not run code of the
// program.
func (m *MainHeap) EachContainer(young, old int, f func(p uintptr)) {
	m.walk(young, old, false, func(p, _ uintptr) { f(p) })
}

// CheckCounts is the heap walk of tests: it compares the count of every object that
// containers lead to with the references found, and calls outside for those that
// are referred to from elsewhere too, with how often. A count below what was found is a
// broken invariant. It returns the number of objects.
func (m *MainHeap) CheckCounts(outside func(p uintptr, n int)) int {
	total := 0
	m.walk(0, frozenAge, true, func(p, n uintptr) {
		total++
		if n > 0 && outside != nil {
			outside(p, int(n))
		}
	})
	return total
}

// AtRest verifies all counts if tests ask for that: between two operations of the main
// thread, no count may be less than the references there are.
func (m *MainHeap) AtRest() {
	if invariants.Enabled && Stress.Counts && !m.busy && m.cycles.garbage.n == 0 {
		m.CheckCounts(nil)
	}
}

// walk calls f for each object that the lists lead to, leaves only if wanted, with the
// references to it that were not found.
func (m *MainHeap) walk(young, old int, leafToo bool, f func(p, n uintptr)) {
	g := &m.cycles
	m.takeStock()
	mapShadows()
	var set vector
	enter := func(p uintptr) {
		s := shadow(p)
		if load32(s) == 0 {
			store32(s, min(load32(p+4), maxCounted)*shadowRef|shadowIn)
			set.push(p)
		}
	}
	for age := young; age <= old; age++ {
		l := &g.lists[age]
		for i := range l.n {
			p := l.at(i)
			if m.listed(p, age) && load32(p+4) > 0 {
				enter(p)
			}
		}
	}
	child := func(q uintptr) {
		w, rc := load32(q), load32(q+4)
		if load32(shadow(q))&shadowMask == shadowDead { // a collection is at it, and runs finalisers
			return
		}
		if rc-1 >= maxCounted-1 || !leafToo && isLeaf(w) || w&flagAge>>6 > uint32(old) && !isLeaf(w) {
			return
		}
		enter(q)
		takeRef(q, shadow(q))
	}
	for i := uintptr(0); i < set.n; i++ {
		if p := set.at(i); !isLeaf(load32(p)) {
			eachChild(p, child)
		}
	}
	for i := range set.n {
		p := set.at(i)
		f(p, uintptr(load32(shadow(p))/shadowRef))
	}
	for i := range set.n {
		store32(shadow(set.at(i)), 0)
	}
	set.free()
}
