package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Sorting: a stable merge sort that first takes what is already in order, after
// Tim Peters's idea (Objects/listsort.txt) without its galloping: natural runs,
// short ones extended by binary insertion, merged pairwise in passes. n log2(n)
// comparisons at most, n-1 for sorted input.
//
// The keys are copied out of the list, into a tuple that keeps them alive and
// scratch memory of the same region, so comparisons may do what they like with
// the list; if they change it, ValueError. The result goes into a new block. Long
// lists of ints or strings go by their digits: see sort_radix.go.

const minRun = 16

// A sorter sorts keys[i] together with items[i]; without a key function the two
// are the same slice.
type sorter struct {
	c           *Ctx
	keys, items []Value
	spare       []Value // scratch for merges: keys, then items
	pair        bool
	reverse     bool
	kind        keyKind
}

// ListSort performs l.sort(key=key, reverse=reverse); arguments may be 0.
func ListSort(c *Ctx, l, key, reverse Value) bool {
	descending := false
	if reverse != 0 {
		r, ok := smallIndex(c, reverse)
		if !ok {
			return false
		}
		descending = r != 0
	}
	if !StoreCheck(c, l) {
		return false
	}
	n := ListLen(l)
	if key == 0 || key == None {
		if done, ok := sortInPlace(c, l, descending); done {
			return ok
		}
	}
	block := listBlock(l)
	hold := newTupleOf(c, listItems(l)) // the items, kept alive
	if hold == 0 {
		return false
	}
	defer c.Drop(hold)
	s := sorter{c: c, reverse: descending}
	var keys Value
	if key != 0 && key != None {
		if keys = NewTuple(c, n); keys == 0 {
			return false
		}
		defer c.Drop(keys)
		for i := range n {
			k := Call1(c, key, TupleItem(hold, i))
			if k == 0 {
				return false
			}
			TupleInit(keys, i, k)
		}
		s.pair = true
	}
	if n > 1 {
		// Work on a copy: hold and keys stay as they are, for their counts.
		words := 2 * n
		if s.pair {
			words = 4 * n
		}
		work := newScratch(c, words)
		if work == 0 {
			return false
		}
		defer freeScratch(c, work)
		area := valuesAt(work+arena.BlockHeader, uintptr(words))
		s.items = area[:n:n]
		copy(s.items, tupleItems(hold))
		s.keys, s.spare = s.items, area[n:]
		if s.pair {
			s.keys, s.spare = area[n:2*n:2*n], area[2*n:]
			copy(s.keys, tupleItems(keys))
		}
		s.kind = s.choose()
		if !s.sort() {
			return false
		}
	}
	// The result takes over the references that l has: to the items it had.
	if listBlock(l) != block || ListLen(l) != n || !slices.Equal(listItems(l), tupleItems(hold)) {
		return sortedAnyway(c, l, &s, hold)
	}
	if n < 2 {
		return true
	}
	if !arena.IsMain(l.addr()) {
		copy(listItems(l), s.items)
		return true
	}
	nb := listGrown(c, l, n)
	if nb == 0 {
		return false
	}
	copy(valuesAt(nb+arena.BlockHeader, uintptr(n)), s.items)
	setU32(nb+8, uint32(n))
	publishBlock(c, l, nb)
	return true
}

// sortInPlace sorts l where comparing its items runs no Python and nobody sees the list
// meanwhile. done is false for other lists.
func sortInPlace(c *Ctx, l Value, descending bool) (done, ok bool) {
	if arena.IsMain(l.addr()) && !arena.Unshared() {
		return false, false
	}
	s := sorter{c: c, reverse: descending, items: listItems(l)}
	n := len(s.items)
	if n < 2 {
		return true, true
	}
	s.keys = s.items
	if s.kind = s.choose(); s.kind == mixedKeys {
		return false, false
	}
	if n <= minRun {
		run, _ := s.run(0) // comparisons of these kinds do not fail
		return true, run == n || s.insertion(0, n)
	}
	work := newScratch(c, n)
	if work == 0 {
		return true, false
	}
	s.spare = valuesAt(work+arena.BlockHeader, uintptr(n))
	ok = s.sort()
	freeScratch(c, work)
	return true, ok
}

// sortedAnyway gives l, which its own comparisons have changed, the items it had, in
// order, and raises ValueError.
func sortedAnyway(c *Ctx, l Value, s *sorter, hold Value) bool {
	items := s.items
	if items == nil {
		items = tupleItems(hold)
	}
	sorted := newTupleOf(c, items)
	if sorted == 0 {
		return false
	}
	ok := SetSlice(c, l, None, None, None, sorted)
	c.Drop(sorted)
	if ok {
		ValueErrorf(c, "list modified during sort")
	}
	return false
}

// newScratch returns a block of n words for the duration of an operation.
func newScratch(c *Ctx, n int) uintptr {
	b := c.AllocData(arena.BlockHeader + 8*uintptr(n))
	if b != 0 {
		setU64(b, arena.BlockInts)
		setU32(b+8, uint32(n))
		setU32(b+12, uint32(n))
	}
	return b
}

func freeScratch(c *Ctx, b uintptr) {
	if c.IsMain {
		c.Main.Retire(b, arena.BlockSize(b))
	}
}

// A keyKind says what all keys are: the comparison is chosen once.
type keyKind uint8

const (
	mixedKeys keyKind = iota
	intKeys
	strKeys
	floatKeys
)

// choose finds the keys' kind.
func (s *sorter) choose() keyKind {
	ints, strs, floats := true, true, true
	for _, k := range s.keys {
		ints = ints && k.IsInt()
		strs = strs && IsStr(k)
		floats = floats && k.IsFlonum()
	}
	switch {
	case ints:
		return intKeys
	case strs:
		return strKeys
	case floats:
		return floatKeys
	}
	return mixedKeys
}

// before reports whether key a must come before key b: 1, 0, -1. Sorting in
// reverse keeps equal elements in order, so it is the mirrored comparison.
func (s *sorter) before(a, b Value) int {
	if s.reverse {
		a, b = b, a
	}
	switch s.kind {
	case intKeys:
		return truth(int64(a) < int64(b))
	case strKeys:
		return truth(strCompare(a, b) < 0)
	case floatKeys:
		return truth(a.flonumValue() < b.flonumValue())
	}
	if less, ok := tuplesLess(a, b); ok {
		return truth(less)
	}
	return LtT(s.c, a, b)
}

func (s *sorter) sort() bool {
	if run, ok := s.run(0); !ok {
		return false
	} else if run == len(s.keys) {
		return true
	}
	if done, ok := s.radix(); done || !ok {
		return ok
	}
	return s.mergeSort()
}

// mergeSort sorts runs of minRun elements, then merges them; their ends are recomputed
// in each pass from the width.
func (s *sorter) mergeSort() bool {
	n, width := len(s.keys), minRun
	for lo := 0; lo < n; lo += width {
		if !s.insertion(lo, min(lo+width, n)) {
			return false
		}
	}
	for ; width < n; width *= 2 {
		for lo := 0; lo+width < n; lo += 2 * width {
			if !s.merge(lo, lo+width, min(lo+2*width, n)) {
				return false
			}
		}
	}
	return true
}

// run measures the run that begins at lo; a strictly descending one is reversed.
func (s *sorter) run(lo int) (hi int, ok bool) {
	n := len(s.keys)
	hi = lo + 1
	if hi == n {
		return hi, true
	}
	switch s.before(s.keys[hi], s.keys[lo]) {
	case -1:
		return 0, false
	case 1:
		for hi++; hi < n; hi++ {
			b := s.before(s.keys[hi], s.keys[hi-1])
			if b < 0 {
				return 0, false
			}
			if b == 0 {
				break
			}
		}
		for i, j := lo, hi-1; i < j; i, j = i+1, j-1 {
			s.swap(i, j)
		}
		return hi, true
	}
	for hi++; hi < n; hi++ {
		b := s.before(s.keys[hi], s.keys[hi-1])
		if b < 0 {
			return 0, false
		}
		if b == 1 {
			break
		}
	}
	return hi, true
}

func (s *sorter) swap(i, j int) {
	s.keys[i], s.keys[j] = s.keys[j], s.keys[i]
	if s.pair {
		s.items[i], s.items[j] = s.items[j], s.items[i]
	}
}

// insertion sorts lo..hi by binary insertion.
func (s *sorter) insertion(lo, hi int) bool {
	for i := lo + 1; i < hi; i++ {
		k, item := s.keys[i], s.items[i]
		a, b := lo, i
		for a < b {
			mid := (a + b) / 2
			switch s.before(k, s.keys[mid]) {
			case -1:
				return false
			case 1:
				b = mid
			default:
				a = mid + 1
			}
		}
		copy(s.keys[a+1:i+1], s.keys[a:i])
		s.keys[a] = k
		if s.pair {
			copy(s.items[a+1:i+1], s.items[a:i])
			s.items[a] = item
		}
	}
	return true
}

// merge merges the sorted lo..mid and mid..hi.
func (s *sorter) merge(lo, mid, hi int) bool {
	if b := s.before(s.keys[mid], s.keys[mid-1]); b <= 0 {
		return b == 0
	}
	n, left := len(s.keys), mid-lo
	keys, items := s.spare[:left], s.spare[:left]
	copy(keys, s.keys[lo:mid])
	if s.pair {
		items = s.spare[n : n+left]
		copy(items, s.items[lo:mid])
	}
	i, j, at := 0, mid, lo
	for i < left && j < hi {
		b := s.before(s.keys[j], keys[i])
		if b < 0 {
			return false
		}
		if b == 1 {
			s.keys[at] = s.keys[j]
			if s.pair {
				s.items[at] = s.items[j]
			}
			j++
		} else {
			s.keys[at] = keys[i]
			if s.pair {
				s.items[at] = items[i]
			}
			i++
		}
		at++
	}
	copy(s.keys[at:], keys[i:])
	if s.pair {
		copy(s.items[at:], items[i:])
	}
	return true
}
