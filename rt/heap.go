package rt

// Heaps in lists, as module heapq has them: item k is not larger than items 2k+1 and
// 2k+2 (Williams, 1964; Floyd's construction). Items change places by swapping words,
// so that the list holds each once whenever a comparison calls into the program.

// A heapOrder is the order of a heap: the smallest item first, or the largest.
type heapOrder bool

const (
	MinHeap heapOrder = false
	MaxHeap heapOrder = true
)

// before reports whether a comes before b: 1, 0, -1. The two are kept alive.
func (o heapOrder) before(c *Ctx, a, b Value) int {
	if o == MaxHeap {
		a, b = b, a
	}
	return Less(c, a, b)
}

// Less is a < b: 1, 0, -1. Both stay alive, whatever the comparison does.
func Less(c *Ctx, a, b Value) int {
	if r, ok := LtOK(a, b); ok {
		return truth(r)
	}
	if a.IsFloat() && b.IsFloat() {
		return truth(a.Float() < b.Float())
	}
	if less, ok := tuplesLess(a, b); ok {
		return truth(less)
	}
	if c.IsMain {
		Incref(c, a)
		Incref(c, b)
		defer Decref(c, a)
		defer Decref(c, b)
	}
	r := compare(c, relLt, a, b)
	switch r {
	case 0:
		return -1
	case True:
		return 1
	case False:
		return 0
	}
	t := Truth(c, r)
	c.Drop(r)
	return t
}

// compareItems is before of items i and j of l, which has n; -1 with RuntimeError
// pending if the comparison changes the list's length.
func (o heapOrder) compareItems(c *Ctx, l Value, i, j, n int) int {
	b := listBlock(l)
	t := o.before(c, blockItem(b, i), blockItem(b, j))
	if t >= 0 && ListLen(l) != n {
		RuntimeErrorf(c, "list changed size during iteration")
		return -1
	}
	return t
}

func swapItems(l Value, i, j int) {
	b := listBlock(l)
	x, y := blockItem(b, i), blockItem(b, j)
	setBlockItem(b, i, y)
	setBlockItem(b, j, x)
}

// rise moves item at towards the root, but not beyond top.
func (o heapOrder) rise(c *Ctx, l Value, top, at int) bool {
	n := ListLen(l)
	for at > top {
		parent := (at - 1) / 2
		switch o.compareItems(c, l, at, parent, n) {
		case -1:
			return false
		case 0:
			return true
		}
		swapItems(l, at, parent)
		at = parent
	}
	return true
}

// sink moves item top down to a leaf, and from there up to its place: mostly it came
// from a leaf and belongs far down, and so half of the comparisons are saved (Knuth,
// volume 3, exercise 5.2.3-18).
func (o heapOrder) sink(c *Ctx, l Value, top int) bool {
	n, at := ListLen(l), top
	for at < n/2 {
		child := 2*at + 1
		if right := child + 1; right < n {
			// Of two equal children the right one.
			first, second := child, right
			t := o.compareItems(c, l, first, second, n)
			if t < 0 {
				return false
			}
			if t == 0 {
				child = right
			}
		}
		swapItems(l, at, child)
		at = child
	}
	return o.rise(c, l, top, at)
}

// HeapPush adds v, borrowed, to the heap.
func HeapPush(c *Ctx, l, v Value) bool {
	return ListAppend(c, l, v) && MinHeap.rise(c, l, 0, ListLen(l)-1)
}

// HeapPop removes and returns the first item; IndexError if there is none.
func HeapPop(c *Ctx, l Value, o heapOrder) Value {
	n := ListLen(l)
	if n == 0 {
		return IndexErrorf(c, "index out of range")
	}
	if n > 1 {
		if !StoreCheck(c, l) {
			return 0
		}
		swapItems(l, 0, n-1)
	}
	v := listTake(c, l, n-1)
	if v != 0 && !o.sink(c, l, 0) {
		c.Drop(v)
		return 0
	}
	return v
}

// HeapReplace puts v, borrowed, in the place of the first item, which it returns;
// IndexError if there is none.
func HeapReplace(c *Ctx, l, v Value, o heapOrder) Value {
	if ListLen(l) == 0 {
		return IndexErrorf(c, "index out of range")
	}
	first := c.Own(ListPeek(l, 0))
	if !listStore(c, l, 0, v) || !o.sink(c, l, 0) {
		c.Drop(first)
		return 0
	}
	return first
}

// HeapPushPop adds v, borrowed, then removes and returns the first item.
func HeapPushPop(c *Ctx, l, v Value) Value {
	if ListLen(l) == 0 {
		return c.Own(v)
	}
	switch t := Less(c, ListPeek(l, 0), v); {
	case t < 0:
		return 0
	case t == 0:
		return c.Own(v)
	}
	return HeapReplace(c, l, v, MinHeap)
}

// Heapify makes a list a heap.
func Heapify(c *Ctx, l Value, o heapOrder) bool {
	n := ListLen(l)
	if n > 1 && !StoreCheck(c, l) {
		return false
	}
	for i := n/2 - 1; i >= 0; i-- {
		if !o.sink(c, l, i) {
			return false
		}
	}
	return true
}
