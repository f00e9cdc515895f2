package collections

import "github.com/pxc-lang/pxc/rt"

// deque is a ring: item i lies at (head+i) modulo the ring's size, a power of two.
// Head and length are one word, so that a context that reads a deque of the main
// thread gets both from one moment; it reads them before the ring. A ring that
// grows keeps every item at its number modulo the new size, so an older word still
// finds what it counts in a newer ring, or nothing. What shifts items in the middle
// publishes a new ring on the main thread, as lists do.
const (
	dqRing  = iota // list, all its items are places; unset while empty
	dqState        // head<<lenBits | length
	dqMax          // maxlen, None or unset
	dqCount        // changes so far, for iterators
	dqSlots
)

const (
	lenBits  = 30
	maxLen   = 1<<lenBits - 1
	headMask = 1<<31 - 1
	leastCap = 8
)

var deque, dequeIter, dequeReverse rt.NativeClass

// A view is what one look at a deque sees.
type view struct {
	ring    rt.Value
	head, n int
	mask    int
}

func look(d rt.Value) view {
	var v view
	if s := rt.Slot(d, dqState); s != 0 {
		v.head, v.n = int(s.Int()>>lenBits), int(s.Int()&maxLen)
	}
	if v.ring = rt.Slot(d, dqRing); v.ring == 0 {
		v.n = 0
	} else {
		v.mask = rt.ListLen(v.ring) - 1
	}
	return v
}

// item returns item i, borrowed; 0 if the main thread has taken it away.
func (v *view) item(i int) rt.Value { return rt.ListPeek(v.ring, (v.head+i)&v.mask) }

func (v *view) place(i int) int { return (v.head + i) & v.mask }

// set stores head and length, and counts a change.
func set(c *rt.Ctx, d rt.Value, head, n int) {
	rt.SetIntSlot(c, d, dqState, int64(head&headMask)<<lenBits|int64(n))
	changed(c, d)
}

func changed(c *rt.Ctx, d rt.Value) {
	count := int64(0)
	if v := rt.Slot(d, dqCount); v != 0 {
		count = v.Int()
	}
	rt.SetIntSlot(c, d, dqCount, (count+1)&headMask)
}

func counter(d rt.Value) rt.Value {
	if v := rt.Slot(d, dqCount); v != 0 {
		return v
	}
	return rt.Int(0)
}

func limit(d rt.Value) int {
	if m := rt.Slot(d, dqMax); m != 0 && m != rt.None {
		return int(min(m.Int(), maxLen+1))
	}
	return maxLen + 1
}

// write begins a change: the barrier of deque and ring.
func write(c *rt.Ctx, d rt.Value) (v view, ok bool) {
	if !rt.StoreCheck(c, d) {
		return v, false
	}
	v = look(d)
	if v.ring != 0 && !rt.StoreCheck(c, v.ring) {
		return v, false
	}
	return v, true
}

// room makes room for n items in all.
func room(c *rt.Ctx, d rt.Value, v *view, n int) bool {
	if v.ring != 0 && n <= v.mask+1 {
		return true
	}
	return renew(c, d, v, n, v.n, 0)
}

// renew publishes a ring with room for n items, in which those from item at on have
// moved by the given number of places. An item that was before at, but would be
// moved over it, is left out.
func renew(c *rt.Ctx, d rt.Value, v *view, n, at, by int) bool {
	if n > maxLen {
		rt.NoMemory(c)
		return false
	}
	size := leastCap
	if v.ring != 0 {
		size = v.mask + 1
	}
	for size < n {
		size *= 2
	}
	ring := rt.NewList(c, size)
	if ring == 0 {
		return false
	}
	for i := range v.n {
		k := i
		if i >= at {
			k += by
		} else if i >= at+by {
			continue
		}
		rt.ListInit(ring, (v.head+k)&(size-1), c.Own(v.item(i)))
	}
	ok := rt.GiveSlot(c, d, dqRing, ring)
	v.ring, v.mask = rt.Slot(d, dqRing), size-1
	return ok
}

// pushRight appends x, borrowed.
func pushRight(c *rt.Ctx, d, x rt.Value) bool {
	v, ok := write(c, d)
	if !ok {
		return false
	}
	most := limit(d)
	if most == 0 {
		return true
	}
	if v.n == most {
		old := rt.ListTake(v.ring, v.place(0))
		rt.ListPut(c, v.ring, v.place(v.n), c.Own(x))
		set(c, d, v.head+1, v.n)
		c.Drop(old)
		return true
	}
	if !room(c, d, &v, v.n+1) {
		return false
	}
	rt.ListPut(c, v.ring, v.place(v.n), c.Own(x))
	set(c, d, v.head, v.n+1)
	return true
}

// pushLeft prepends x, borrowed.
func pushLeft(c *rt.Ctx, d, x rt.Value) bool {
	v, ok := write(c, d)
	if !ok {
		return false
	}
	most := limit(d)
	if most == 0 {
		return true
	}
	if v.n == most {
		old := rt.ListTake(v.ring, v.place(v.n-1))
		rt.ListPut(c, v.ring, v.place(-1), c.Own(x))
		set(c, d, v.head-1, v.n)
		c.Drop(old)
		return true
	}
	if !room(c, d, &v, v.n+1) {
		return false
	}
	rt.ListPut(c, v.ring, v.place(-1), c.Own(x))
	set(c, d, v.head-1, v.n+1)
	return true
}

// take removes the first or last item.
func take(c *rt.Ctx, d rt.Value, first bool) rt.Value {
	v, ok := write(c, d)
	if !ok {
		return 0
	}
	if v.n == 0 {
		return rt.IndexErrorf(c, "pop from an empty deque")
	}
	head, at := v.head, v.n-1
	if first {
		head, at = head+1, 0
	}
	set(c, d, head, v.n-1)
	return rt.ListTake(v.ring, v.place(at))
}

// removeAt removes item at, which is there.
func removeAt(c *rt.Ctx, d rt.Value, at int) bool {
	v, ok := write(c, d)
	if !ok {
		return false
	}
	if at == 0 || at == v.n-1 {
		c.Drop(take(c, d, at == 0))
		return true
	}
	if c.IsMain {
		if !renew(c, d, &v, v.n, at+1, -1) {
			return false
		}
		set(c, d, v.head, v.n-1)
		return true
	}
	for i := at; i < v.n-1; i++ {
		rt.ListMove(v.ring, v.place(i+1), v.place(i))
	}
	rt.ListTake(v.ring, v.place(v.n-1))
	set(c, d, v.head, v.n-1)
	return true
}

func clear(c *rt.Ctx, d rt.Value) bool {
	v, ok := write(c, d)
	if !ok {
		return false
	}
	if v.n > 0 {
		set(c, d, v.head, 0)
		return rt.SetSlot(c, d, dqRing, 0)
	}
	return true
}

// insert puts x before item i.
func insert(c *rt.Ctx, d, index, x rt.Value) rt.Value {
	i, ok := rt.Index(c, index)
	if !ok {
		return 0
	}
	v, ok := write(c, d)
	switch {
	case !ok:
		return 0
	case v.n >= limit(d):
		return rt.IndexErrorf(c, "deque already at its maximum size")
	}
	n := int64(v.n)
	if i < 0 {
		i = max(i+n, 0)
	}
	if i >= n {
		return none(pushRight(c, d, x))
	}
	if i == 0 {
		return none(pushLeft(c, d, x))
	}
	at := int(i)
	if c.IsMain {
		if !renew(c, d, &v, v.n+1, at, 1) {
			return 0
		}
		rt.ListInit(v.ring, v.place(at), c.Own(x))
		set(c, d, v.head, v.n+1)
		return rt.None
	}
	if !room(c, d, &v, v.n+1) {
		return 0
	}
	for k := v.n; k > at; k-- {
		rt.ListMove(v.ring, v.place(k-1), v.place(k))
	}
	rt.ListInit(v.ring, v.place(at), x)
	set(c, d, v.head, v.n+1)
	return rt.None
}

func rotate(c *rt.Ctx, d rt.Value, steps int64) bool {
	v, ok := write(c, d)
	if !ok {
		return false
	}
	if v.n < 2 {
		return true
	}
	k := int(steps % int64(v.n))
	if k < 0 {
		k += v.n
	}
	if k == 0 {
		return true
	}
	full := v.n == v.mask+1
	if k <= v.n/2 {
		for range k {
			if !full {
				rt.ListMove(v.ring, v.place(v.n-1), v.place(-1))
			}
			v.head--
			set(c, d, v.head, v.n)
			v.head &= headMask
			if !full {
				rt.ListTake(v.ring, v.place(v.n))
			}
		}
		return true
	}
	for range v.n - k {
		if !full {
			rt.ListMove(v.ring, v.place(0), v.place(v.n))
		}
		v.head = (v.head + 1) & headMask
		set(c, d, v.head, v.n)
		if !full {
			rt.ListTake(v.ring, v.place(-1))
		}
	}
	return true
}

func reverse(c *rt.Ctx, d rt.Value) bool {
	v, ok := write(c, d)
	if !ok || v.n < 2 {
		return ok
	}
	if c.IsMain {
		ring := rt.NewList(c, v.mask+1)
		if ring == 0 {
			return false
		}
		for i := range v.n {
			rt.ListInit(ring, v.place(v.n-1-i), c.Own(v.item(i)))
		}
		ok = rt.GiveSlot(c, d, dqRing, ring)
	} else {
		for i, j := 0, v.n-1; i < j; i, j = i+1, j-1 {
			a, b := v.item(i), v.item(j)
			rt.ListInit(v.ring, v.place(i), b)
			rt.ListInit(v.ring, v.place(j), a)
		}
	}
	changed(c, d)
	return ok
}

// extend pushes what x yields.
func extend(c *rt.Ctx, d, x rt.Value, push func(c *rt.Ctx, d, x rt.Value) bool) bool {
	if x == d {
		l := rt.ListOf(c, d)
		if l == 0 {
			return false
		}
		ok := extend(c, d, l, push)
		c.Drop(l)
		return ok
	}
	it := rt.Iter(c, x)
	if it == 0 {
		return false
	}
	defer c.Drop(it)
	for {
		v := rt.Next(c, it)
		if v == 0 {
			return c.Exc == 0
		}
		ok := push(c, d, v)
		c.Drop(v)
		if !ok {
			return false
		}
		if c.Poll.Load() != 0 && !rt.Polled(c) {
			return false
		}
	}
}

// find returns the position of x in items from..to: -1 if it is not there, -2 with
// an exception pending.
func find(c *rt.Ctx, d, x rt.Value, from, to int, changedText string) int {
	start := counter(d)
	for i := from; i < to; i++ {
		v := look(d)
		if i >= v.n {
			break
		}
		y := c.Own(v.item(i))
		if y == 0 {
			break
		}
		eq := rt.Same(c, y, x)
		c.Drop(y)
		switch {
		case eq < 0:
			return -2
		case counter(d) != start:
			if changedText == "" {
				rt.IndexErrorf(c, "deque mutated during remove().")
			} else {
				rt.RuntimeErrorf(c, "%s", changedText)
			}
			return -2
		case eq == 1:
			return i
		}
	}
	return -1
}

const mutated = "deque mutated during iteration"
