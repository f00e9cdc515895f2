package arena

import "math/bits"

// What the cycle collector remembers lies outside Go's heap, so that its own
// collector sees nothing of the size of the program's data.

// A vector is a growing list of addresses in pages of its own.
type vector struct {
	p, n, cap uintptr
}

const minVector = 512 // words: a page

func (v *vector) at(i uintptr) uintptr { return loadPtr(v.p + 8*i) }

func (v *vector) set(i, x uintptr) { storePtr(v.p+8*i, x) }

func (v *vector) push(x uintptr) {
	if v.n == v.cap {
		v.reserve(v.n + 1)
	}
	storePtr(v.p+8*v.n, x)
	v.n++
}

// pop removes and returns the last word; there must be one.
func (v *vector) pop() uintptr {
	v.n--
	return loadPtr(v.p + 8*v.n)
}

// reserve makes room for n words in all.
func (v *vector) reserve(n uintptr) {
	if n <= v.cap {
		return
	}
	size := max(minVector, uintptr(1)<<bits.Len64(uint64(n-1)))
	var p uintptr
	if v.p == 0 {
		p = mapAnywhere(8 * size)
	} else {
		p = remap(v.p, 8*v.cap, 8*size)
	}
	if p == 0 {
		outOfMemory(8 * size)
	}
	if 8*size >= hugeExtent {
		adviseHuge(p, 8*size)
	}
	v.p, v.cap = p, size
}

// free gives the memory back.
func (v *vector) free() {
	if v.p != 0 {
		unmap(v.p, 8*v.cap)
	}
	*v = vector{}
}

// Shadow memory holds four bytes for each sixteen of the main heap, by steps. A
// collection maps what it lacks first; pages that nothing is written to cost nothing. All
// of it reads as zero between collections.
const shadowShift = 2

var shadows [stepCount]uintptr // main thread; all zero in the binary

var shadowSteps int // the first so many steps of the main heap have theirs

// shadow returns the address of the u32 that belongs to block p.
func shadow(p uintptr) uintptr {
	return shadows[(p-mainBase)>>stepShift%stepCount] + p%stepSize>>shadowShift
}

// shadowed reports whether the step of block p has shadow memory.
func shadowed(p uintptr) bool { return shadows[(p-mainBase)>>stepShift%stepCount] != 0 }

// mapShadows gives all steps that the main heap has taken so far shadow memory.
func mapShadows() {
	mainSpace.mu.Lock()
	n := mainSpace.next
	mainSpace.mu.Unlock()
	for ; shadowSteps < n; shadowSteps++ {
		b := mapAnywhere(stepSize >> shadowShift)
		if b == 0 {
			outOfMemory(stepSize >> shadowShift)
		}
		if shadowSteps > 0 {
			adviseHuge(b, stepSize>>shadowShift)
		}
		shadows[shadowSteps] = b
	}
}

// discardShadows gives the pages of shadow memory back.
func discardShadows() {
	for i := range shadowSteps {
		discard(shadows[i], stepSize>>shadowShift)
	}
}
