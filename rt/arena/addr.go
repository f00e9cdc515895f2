package arena

// The region of an address is encoded in its bits 43 to 45, so that telling
// regions apart is one test of a register and no load. All regions lie above
// 2^46 because Go 1.26 randomises the base of its own heap below that on amd64.
const (
	bitDurable  = 1 << 43 // MAIN, CONN and SHARED: the object may outlive a callback
	bitShared   = 1 << 44
	bitParallel = 1 << 45 // ARENA and CONN: created by a context

	regionMask = bitDurable | bitShared | bitParallel

	regionSpan = 1 << 43 // addresses a region may spread over
	stepShift  = 26      // regions grow in aligned steps of 64 MiB of address space
	stepSize   = 1 << stepShift
	stepCount  = regionSpan >> stepShift
)

// Region names one of the four lifetimes of an object.
type Region uint8

// The regions, and None for words that are no address of ours.
const (
	None Region = iota
	Main
	Arenas
	Conn
	Shared
)

var regionNames = [...]string{"none", "MAIN", "ARENA", "CONN", "SHARED"}

func (r Region) String() string { return regionNames[r] }

// RegionOf classifies the address of an object. It looks at bits only: the
// answer means nothing for a word that is not a pointer to an object.
func RegionOf(p uintptr) Region {
	if p>>46 != 1 {
		return None
	}
	switch p & regionMask {
	case mainBase & regionMask:
		return Main
	case arenaBase & regionMask:
		return Arenas
	case connBase & regionMask:
		return Conn
	case sharedBase & regionMask:
		return Shared
	}
	return None
}

// IsMain reports whether object p lives on the main heap.
func IsMain(p uintptr) bool { return p&regionMask == mainBase&regionMask }

// MainMask and MainBits tell main-heap objects from every other word with a
// runtime's tags in the low three bits: w&MainMask == MainBits.
const (
	MainMask = regionMask | 7
	MainBits = mainBase & regionMask
)

// IsArena reports whether object p dies at its context's next rollback.
func IsArena(p uintptr) bool { return p&(bitParallel|bitDurable) == bitParallel }

// IsConn reports whether object p lives in a connection's heap.
func IsConn(p uintptr) bool {
	return p&(bitParallel|bitDurable) == bitParallel|bitDurable
}

// IsShared reports whether object p is a frozen copy.
func IsShared(p uintptr) bool { return p&(bitParallel|bitShared) == bitShared }

// NeedsBarrier reports whether a store into object p may have to be logged or
// refused when a context does it: true for everything that outlives a callback.
func NeedsBarrier(p uintptr) bool { return p&bitDurable != 0 }
