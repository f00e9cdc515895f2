package rtnet

import (
	"math/bits"
	"sync"
	"unsafe"

	"github.com/pxc-lang/pxc/rt/arena"
)

// A segment is a piece of a connection's send queue that the kernel has not
// taken yet: a block off the Go heap that begins with this header. Its bytes
// follow the header (a copy), or lie elsewhere: in a big block of the sender's
// arena whose ownership has moved, or in an object of the main heap that is immortal
// or pinned.
//
// Segments exist only while a peer reads more slowly than it is written to, and
// for writes from other connections; the common reply never becomes one.
type segment struct {
	next uintptr // following segment, 0 at the end
	data uintptr // next byte to send
	n    int     // bytes left
	room int     // bytes that can still be appended
	log  uint32  // log2 of this block's size, 0: a mapping of its own
	kind uint32
	size uintptr // of a mapping of its own
	own  uintptr // segBlock: the detached block; segPinned: the object
}

// Kinds of segment.
const (
	segCopy   = iota // data follows the header
	segRef           // data belongs to an immortal object
	segBlock         // data lies in the arena block that own names
	segPinned        // data belongs to the object that own names
)

const (
	segHeader = unsafe.Sizeof(segment{})
	segMin    = 10  // log2: 1 KiB, small tails
	segMax    = 16  // log2: 64 KiB; longer tails get a mapping of their own
	segKeep   = 512 // free blocks of 64 KiB that keep their pages
)

// The pool of free segment blocks by log2 of their size. It is shared by all
// threads because a segment is made by whoever runs a callback and freed by
// whoever owns the loop when it is sent; it is used on the slow path only.
var segments struct {
	sync.Mutex
	free [segMax + 1]uintptr
	full int        // free blocks of 64 KiB
	cut  [2]uintptr // unused part of the last extent
}

const segExtent = 1 << 20

// newSegment returns an empty copying segment with room for n bytes, or nil when
// the system has no memory.
func newSegment(n int) *segment {
	log := max(bits.Len(uint(n)+uint(segHeader)-1), segMin)
	if log > segMax {
		size := (uintptr(n) + segHeader + 4095) &^ 4095
		p := sysMap(size)
		if p == 0 {
			return nil
		}
		s := segmentAt(p)
		*s = segment{data: p + segHeader, room: int(size - segHeader), size: size}
		return s
	}
	segments.Lock()
	p := segments.free[log]
	if p != 0 {
		segments.free[log] = segmentAt(p).next
		if log == segMax {
			segments.full--
		}
	} else {
		size := uintptr(1) << log
		if segments.cut[1]-segments.cut[0] < size {
			e := sysMap(segExtent)
			if e == 0 {
				segments.Unlock()
				return nil
			}
			segments.cut = [2]uintptr{e, e + segExtent}
		}
		p = segments.cut[0]
		segments.cut[0] += size
	}
	segments.Unlock()
	s := segmentAt(p)
	*s = segment{data: p + segHeader, room: 1<<log - int(segHeader), log: uint32(log)}
	return s
}

// freeSegment gives the block of s back; its data must be gone or owned by
// nobody.
func freeSegment(s *segment) {
	switch s.kind {
	case segBlock:
		arena.Return(s.own)
	case segPinned:
		arena.Unpin(s.own)
	}
	if s.log == 0 {
		sysUnmap(s.addr(), s.size)
		return
	}
	segments.Lock()
	defer segments.Unlock()
	if s.log == segMax {
		if segments.full++; segments.full > segKeep {
			sysDiscard(s.addr()+4096, 1<<segMax-4096)
		}
	}
	s.next = segments.free[s.log]
	segments.free[s.log] = s.addr()
}

func segmentAt(p uintptr) *segment {
	// Safe: p is a block from newSegment: off-heap, never unmapped, no Go pointers.
	return (*segment)(unsafe.Add(nil, p))
}

func (s *segment) addr() uintptr {
	// Safe: only the number of an off-heap address is taken.
	return uintptr(unsafe.Pointer(s))
}

// A queue is a list of segments: what one connection still has to send.
type queue struct {
	head, tail uintptr
	n          int // bytes
}

func (q *queue) empty() bool { return q.head == 0 }

// appendCopy adds a copy of the n bytes at p. It reports false when the system
// has no memory; part of the bytes may then have been added.
func (q *queue) appendCopy(p uintptr, n int) bool {
	for n > 0 {
		s := segmentAt(q.tail)
		if q.tail == 0 || s.kind != segCopy || s.room == 0 {
			if s = newSegment(n); s == nil {
				return false
			}
			q.push(s)
		}
		k := min(n, s.room)
		copy(bytesAt(s.data+uintptr(s.n), k), bytesAt(p, k))
		s.n += k
		s.room -= k
		q.n += k
		p += uintptr(k)
		n -= k
	}
	return true
}

// appendRef adds the n bytes at p without copying them. Kind says what they belong
// to, own names it: the queue gives it up when they are sent.
func (q *queue) appendRef(kind uint32, p uintptr, n int, own uintptr) bool {
	s := newSegment(1)
	if s == nil {
		return false
	}
	s.data, s.n, s.room, s.kind, s.own = p, n, 0, kind, own
	q.push(s)
	q.n += n
	return true
}

func (q *queue) push(s *segment) {
	if q.tail == 0 {
		q.head = s.addr()
	} else {
		segmentAt(q.tail).next = s.addr()
	}
	q.tail = s.addr()
}

// take moves all of from behind q.
func (q *queue) take(from *queue) {
	if from.head == 0 {
		return
	}
	if q.tail == 0 {
		q.head = from.head
	} else {
		segmentAt(q.tail).next = from.head
	}
	q.tail = from.tail
	q.n += from.n
	*from = queue{}
}

// advance forgets the first n bytes, which have been sent.
func (q *queue) advance(n int) {
	q.n -= n
	for n > 0 || q.head != 0 && segmentAt(q.head).n == 0 {
		s := segmentAt(q.head)
		k := min(n, s.n)
		s.data += uintptr(k)
		s.n -= k
		n -= k
		if s.n > 0 {
			return
		}
		q.pop()
	}
}

func (q *queue) pop() {
	s := segmentAt(q.head)
	q.head = s.next
	if q.head == 0 {
		q.tail = 0
	}
	freeSegment(s)
}

// drop frees everything.
func (q *queue) drop() {
	for q.head != 0 {
		q.pop()
	}
	q.n = 0
}
