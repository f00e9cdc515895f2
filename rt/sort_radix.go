package rt

import (
	"math/bits"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Sorting by digits, for long lists whose keys are all small ints or all strings of
// one-byte characters: the least significant byte first, a pass for each byte in which
// keys differ. Each pass keeps the order of equal bytes, so the result is the one that
// stable sorting by comparison gives. O(n) for each pass.
//
// A string is first sorted by its first eight characters; where these are equal,
// comparisons do the rest.

// radixMin is the length from which digits beat comparisons.
const radixMin = 96

// radix sorts s if its keys allow it; done is false if they do not.
func (s *sorter) radix() (done, ok bool) {
	if len(s.keys) < radixMin {
		return false, true
	}
	switch s.kind {
	case intKeys:
		s.radixInts()
		return true, true
	case strKeys:
		for _, k := range s.keys {
			if strKind(k) > kindLatin1 {
				return false, true
			}
		}
		return true, s.radixStrs()
	}
	return false, true
}

// turn makes the order of words that of ints, and of reverse sorting.
func (s *sorter) turn() Value {
	if s.reverse {
		return ^Value(0) >> 1
	}
	return 1 << 63
}

func (s *sorter) radixInts() {
	n, turn := len(s.keys), s.turn()
	for i := range s.keys {
		s.keys[i] ^= turn
	}
	items, spare := []Value(nil), []Value(nil)
	if s.pair {
		items, spare = s.items, s.spare[n:2*n]
	}
	radixSort(s.keys, items, s.spare[:n], spare)
	for i := range s.keys {
		s.keys[i] ^= turn
	}
}

func (s *sorter) radixStrs() bool {
	n := len(s.keys)
	work := newScratch(s.c, 4*n)
	if work == 0 {
		return false
	}
	area := valuesAt(work+arena.BlockHeader, uintptr(4*n))
	heads, order := area[:n], area[n:2*n]
	for i, k := range s.keys {
		heads[i], order[i] = strHead(k), Value(i)
		if s.reverse {
			heads[i] = ^heads[i]
		}
	}
	radixSort(heads, order, area[2*n:3*n], area[3*n:])
	// The order is of positions: put keys and items there.
	tmp := area[2*n : 3*n]
	for i, j := range order {
		tmp[i] = s.keys[j]
	}
	if s.pair {
		copy(s.keys, tmp)
		for i, j := range order {
			tmp[i] = s.items[j]
		}
	}
	copy(s.items, tmp)
	for lo := 0; lo < n; {
		hi := lo + 1
		same := strLen(s.keys[lo]) <= 8
		for hi < n && heads[hi] == heads[lo] {
			same = same && strLen(s.keys[hi]) == strLen(s.keys[lo])
			hi++
		}
		if hi-lo > 1 && !same {
			part := *s
			part.keys, part.items = s.keys[lo:hi], s.items[lo:hi]
			part.mergeSort()
		}
		lo = hi
	}
	freeScratch(s.c, work)
	return true
}

// strHead returns the first eight characters of a string of one-byte ones, in the
// order of comparisons; what is not there is 0.
func strHead(v Value) Value {
	head := uint64(0)
	n := strLen(v)
	if n > 0 {
		head = u64(v.addr() + 16) // strings are padded to words
		if n < 8 {
			head &= 1<<(8*uint(n)) - 1
		}
	}
	return Value(bits.ReverseBytes64(head))
}

// radixSort sorts keys, and items with them if there are any, by unsigned value. The
// others are scratch of the same lengths.
func radixSort(keys, items, keys2, items2 []Value) {
	var counts [8][256]uint32
	for _, k := range keys {
		for b := range 8 {
			counts[b][byte(k>>(8*b))]++
		}
	}
	k, i, k2, i2 := keys, items, keys2, items2
	for b := range 8 {
		count := &counts[b]
		if count[byte(keys[0]>>(8*b))] == uint32(len(keys)) {
			continue // all the same
		}
		at := uint32(0)
		for d, n := range count {
			count[d] = at
			at += n
		}
		if len(items) == 0 {
			for _, x := range k {
				p := &count[byte(x>>(8*b))]
				k2[*p] = x
				*p++
			}
		} else {
			for j, x := range k {
				p := &count[byte(x>>(8*b))]
				k2[*p], i2[*p] = x, i[j]
				*p++
			}
		}
		k, i, k2, i2 = k2, i2, k, i
	}
	if len(k) > 0 && &k[0] != &keys[0] {
		copy(keys, k)
		copy(items, i)
	}
}
