package arena

import (
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Every object begins with a header of 8 bytes:
//
//	0  u32  type id << 8 | flags
//	4  u32  MAIN: reference count; ARENA and CONN: identity, 0 if never asked
//
// and is at least 16 bytes long, so that a moved object has room for the
// address of its copy at offset 8.
const (
	HeaderSize = 8
	MinSize    = 16

	// Immortal is the reference count from which an object is never freed.
	Immortal = 1 << 30

	forwarded = 0xFFFFFFFF
)

// Flags of the type word.
const (
	FlagDirty    = 1 << 0 // CONN: logged for the next evacuation
	FlagTracked  = 1 << 1 // MAIN: on one of the collector's lists
	FlagFinalise = 1 << 2 // has a finaliser to run before it is freed
	FlagOwn      = 1 << 3 // means what the type wants it to mean
	FlagFinal    = 1 << 4 // MAIN, no string: its __del__ or finally suite has run, and does not again
	FlagKind     = 3 << 4 // strings: 0 ASCII, 1 Latin-1, 2 UCS-2, 3 UCS-4
	flagAge      = 3 << 6 // MAIN: the collector's generation, in which it last saw the object
)

// TypeWord returns the first word of a header: type id and flags.
func TypeWord(p uintptr) uint32 { return load32(p) }

// TypeID returns the type id of the object at p.
func TypeID(p uintptr) uint32 { return load32(p) >> 8 }

// SetHeader initialises the header of a fresh object with a count (or identity)
// of rc.
func SetHeader(p uintptr, typeword, rc uint32) {
	store64(p, uint64(rc)<<32|uint64(typeword))
}

// A Form says how the variable part of an object is measured.
type Form uint8

// The forms. Variable parts begin at offset 16 and are counted by the u32 at
// offset 8.
const (
	Fixed Form = iota // no variable part
	Items             // Values
	Bytes             // bytes, padded to 8
	Chars             // characters of 1, 2 or 4 bytes as FlagKind says, padded to 8
)

// A Side says what the word at offset 8 points to, if the object owns a block.
type Side uint8

// The kinds of side blocks.
const (
	NoSide Side = iota
	Block       // a block that describes itself in its first word
)

// Kinds of blocks, their first u32. All have a header of 16 bytes; len and cap
// are u32 at offsets 8 and 12.
const (
	BlockValues = 1 // cap Values
	BlockBytes  = 2 // cap bytes, padded to 8
	BlockTable  = 3 // hash table: mask at 4, used at 8, live at 12; see TableSize
	BlockInts   = 4 // cap raw int64
	BlockFloats = 5 // cap raw float64
	BlockSet    = 6 // hash table of keys: mask at 4, filled at 8, live at 12; mask+1 entries
)

// BlockHeader is the size of a side block's header.
const BlockHeader = 16

// SetEntrySize is the size of an entry of a BlockSet: key, hash.
const SetEntrySize = 16

// EntrySize is the size of a hash table's entry: key, value, hash.
const EntrySize = 24

// A Layout describes the objects of one type id: everything that moves, frees,
// copies or walks objects works from it.
type Layout struct {
	Name  string  // for reports
	Size  uintptr // bytes of the fixed part, a multiple of 8
	First uintptr // offset of the first Value of the fixed part
	Count uintptr // Values in the fixed part
	Form  Form
	Side  Side

	// View marks objects whose bytes lie elsewhere: u32 length at 8, address
	// at 16. Evacuation replaces them by an object of type Owned that holds
	// the bytes itself.
	View  bool
	Owned uint32

	// Frame marks objects that own their Values only while they are suspended: not
	// while the topmost bit of the u32 at offset 12 is set.
	Frame bool

	// Ends marks objects that have to be told when they are gone: see ends.go.
	Ends bool

	// Class is the object that instances of a class made by a context bring with them
	// wherever they are moved: the class itself. 0 for all others, whose classes stay.
	Class uintptr

	leaf bool // holds no Values: nothing to walk
}

const (
	layoutChunk = 1 << 10
	maxTypes    = 1 << 24
)

var (
	layoutMu sync.Mutex
	layouts  [maxTypes / layoutChunk]atomic.Pointer[[layoutChunk]*Layout]
)

// Register binds a layout to a type id. It must happen before the first object
// of that type exists; binding an id again replaces its layout.
func Register(id uint32, l *Layout) {
	l.leaf = l.Count == 0 && l.Form != Items && l.Side == NoSide && !l.Ends
	layoutMu.Lock()
	defer layoutMu.Unlock()
	slot := &layouts[id/layoutChunk]
	chunk := slot.Load()
	if chunk == nil {
		chunk = new([layoutChunk]*Layout)
		slot.Store(chunk)
	}
	chunk[id%layoutChunk] = l
	if id < layoutChunk {
		shapes[id] = l.shape()
		leaves[id] = leaf{}
		if l.leaf {
			leaves[id] = leaf{size: uint16(l.Size), scaled: l.Form != Fixed, wide: 3 * (uint8(l.Form-Bytes) & 1)}
		}
	}
}

// A leaf is what freeing an object that refers to nothing needs of its layout:
// strings and numbers are most of what dies.
type leaf struct {
	size   uint16 // of the fixed part; 0: not a leaf
	scaled bool   // the u32 at offset 8 counts bytes or characters
	wide   uint8  // masks the logarithm of a character's size
}

// leaves are the leaves among the built-in types, by id.
var leaves [layoutChunk]leaf

// A shape tells the commonest layouts that are no leaves apart, to free their objects.
type shape uint8

const (
	otherShape shape = iota
	onlyItems        // Values from offset 16 on: tuples
	onlyBlock        // 16 bytes and a side block: lists
	tableBlock       // 24 bytes and a side block: dicts, sets
)

// shapes are those of the built-in types, by id.
var shapes [layoutChunk]shape

func (l *Layout) shape() shape {
	switch {
	case l.Size == 24 && l.Count == 0 && !l.View && l.Form == Fixed && l.Side == Block:
		return tableBlock
	case l.Size != 16 || l.Count != 0 || l.View:
		return otherShape
	case l.Form == Items && l.Side == NoSide:
		return onlyItems
	case l.Form == Fixed && l.Side == Block:
		return onlyBlock
	}
	return otherShape
}

// leafSize returns the size of the object at p, whose type word is w, if it is of a
// built-in type, refers to nothing and has no finaliser to run; 0 if not.
func leafSize(p uintptr, w uint32) uintptr {
	if w>>8 >= layoutChunk || w&FlagFinalise != 0 {
		return 0
	}
	l := leaves[w>>8]
	n := uintptr(l.size)
	if l.scaled {
		// Two bits for each kind of string: characters of 1, 1, 2 and 4 bytes.
		n += round8(uintptr(load32(p+8)) << (0b10_01_00_00 >> (w & FlagKind >> 3) & l.wide))
	}
	return n
}

// LayoutOf returns the layout of a type id, nil if it has none.
func LayoutOf(id uint32) *Layout {
	if chunk := layouts[id/layoutChunk].Load(); chunk != nil {
		return chunk[id%layoutChunk]
	}
	return nil
}

func layoutAt(p uintptr) *Layout {
	if l := LayoutOf(load32(p) >> 8); l != nil {
		return l
	}
	return noLayout(p)
}

//go:noinline
func noLayout(p uintptr) *Layout {
	invariants.Failf("object %#x in %v has unknown type word %#x", p, RegionOf(p), TypeWord(p))
	return nil
}

// Size returns the bytes object p occupies, without its side block.
func Size(p uintptr) uintptr { return layoutAt(p).sizeAt(p) }

func (l *Layout) sizeAt(p uintptr) uintptr {
	switch l.Form {
	case Items:
		return l.Size + 8*uintptr(load32(p+8))
	case Bytes:
		return l.Size + round8(uintptr(load32(p+8)))
	case Chars:
		return l.Size + round8(uintptr(load32(p+8))*charSize(TypeWord(p)))
	}
	return l.Size
}

// charSize returns the bytes a character takes in a string with these flags.
func charSize(typeword uint32) uintptr {
	switch typeword & FlagKind >> 4 {
	case 2:
		return 2
	case 3:
		return 4
	}
	return 1
}

// BlockSize returns the bytes of the side block at p.
func BlockSize(p uintptr) uintptr {
	switch load32(p) {
	case BlockValues, BlockInts, BlockFloats:
		return BlockHeader + 8*uintptr(load32(p+12))
	case BlockBytes:
		return BlockHeader + round8(uintptr(load32(p+12)))
	case BlockTable:
		return TableSize(load32(p + 4))
	case BlockSet:
		return BlockHeader + SetEntrySize*(uintptr(load32(p+4))+1)
	}
	invariants.Failf("block %#x has unknown kind %#x", p, load32(p))
	return 0
}

// TableSize returns the bytes of a hash table block with mask+1 index slots.
func TableSize(mask uint32) uintptr {
	return BlockHeader + 4*uintptr(mask+1) + EntrySize*uintptr(TableCap(mask))
}

// TableCap returns the number of entries a table with mask+1 index slots holds:
// two thirds, CPython's load factor.
func TableCap(mask uint32) uint32 { return uint32(uint64(mask+1) * 2 / 3) }

// TableEntries returns the address of the first entry of a table.
func TableEntries(p uintptr) uintptr { return p + BlockHeader + 4*uintptr(load32(p+4)+1) }

func round8(n uintptr) uintptr { return (n + 7) &^ 7 }

// A Span is a run of Values inside an object or block: N groups of Width
// Values, Stride bytes apart.
type Span struct {
	P, N, Stride, Width uintptr
}

// Spans returns the Values of the object at p: those inline and those in its
// side block. Empty spans have N == 0.
func Spans(p uintptr) (inline, side Span) { return layoutAt(p).spans(p) }

func (l *Layout) spans(p uintptr) (inline, side Span) {
	inline = Span{p + l.First, l.Count, 8, 1}
	if l.Form == Items {
		inline = Span{p + 16, uintptr(load32(p + 8)), 8, 1}
	}
	if l.Side == Block {
		side = BlockSpan(loadPtr(p + 8))
	}
	return inline, side
}

// BlockSpan returns the Values in the side block at b, which may be 0.
func BlockSpan(b uintptr) Span {
	if b == 0 {
		return Span{}
	}
	switch load32(b) {
	case BlockValues:
		return Span{b + BlockHeader, uintptr(load32(b + 8)), 8, 1}
	case BlockTable:
		return Span{TableEntries(b), uintptr(load32(b + 8)), EntrySize, 2}
	case BlockSet:
		return Span{b + BlockHeader, uintptr(load32(b+4)) + 1, SetEntrySize, 1}
	}
	return Span{}
}

// isPointer reports whether word w is the address of an object.
func isPointer(w uint64) bool { return w&7 == 0 && w != 0 }
