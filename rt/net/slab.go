package rtnet

import (
	"sync/atomic"
	"unsafe"
)

// A slab holds a loop's connections, off the Go heap: 100,000 idle connections
// are no work for the collector. Slots never move and their memory is never
// unmapped, so a stale handle finds a slot whose generation differs, not a fault.
//
// Chunks are mapped on demand. Free slots are linked through conn.next, newest
// first, so that a busy server keeps using warm memory. The owner of the loop's
// token allocates and frees; any thread may look up.
type slab struct {
	chunks [slabChunks]atomic.Uintptr
	used   uint32 // slots ever handed out
	free   uint32 // first free slot + 1
	live   int

	firstGen uint32 // generation of a slot's first connection
}

const (
	slabShift  = 11
	slabChunk  = 1 << slabShift // connections in a chunk
	slabChunks = 1 << 13        // 16 million connections a loop
)

// alloc returns a zeroed slot with its index and generation set, or nil when the
// system has no memory.
func (s *slab) alloc() *conn {
	i := s.free
	fresh := i == 0
	if !fresh {
		i--
	} else {
		i = s.used
		c := i >> slabShift
		if c >= slabChunks {
			return nil
		}
		if s.chunks[c].Load() == 0 {
			p := sysMap(slabChunk * unsafe.Sizeof(conn{}))
			if p == 0 {
				return nil
			}
			s.chunks[c].Store(p)
		}
		s.used++
	}
	cn := s.at(i)
	gen := s.firstGen
	if !fresh {
		s.free, gen = cn.next, cn.gen
	}
	*cn = conn{}
	cn.idx, cn.gen = i, gen
	s.live++
	return cn
}

// release makes every handle to cn stale and its slot free.
func (s *slab) release(cn *conn) {
	atomic.StoreUint32(&cn.gen, (cn.gen+1)&genMask)
	cn.stage = stageFree
	s.live--
	if cn.ep&epQueued == 0 {
		s.reclaim(cn)
	}
}

// reclaim makes a released slot allocatable. A slot that was in the backend's
// ready list when it was released is reclaimed when it leaves that list, which
// is linked through the same field.
func (s *slab) reclaim(cn *conn) {
	cn.next = s.free
	s.free = cn.idx + 1
}

// at returns the slot with index i, which must have been handed out.
func (s *slab) at(i uint32) *conn {
	p := s.chunks[i>>slabShift].Load()
	// Safe: chunks are off-heap memory, mapped for ever, laid out as conns,
	// which hold no Go pointers.
	return (*conn)(unsafe.Add(nil, p+uintptr(i&(slabChunk-1))*unsafe.Sizeof(conn{})))
}

// lookup returns the slot that a handle names, or nil if it is stale. A thread
// that does not own the loop may only read words and must look up again before
// it believes them.
func (s *slab) lookup(i, gen uint32) *conn {
	if i>>slabShift >= slabChunks || s.chunks[i>>slabShift].Load() == 0 {
		return nil
	}
	cn := s.at(i)
	if atomic.LoadUint32(&cn.gen) != gen || cn.stage == stageFree {
		return nil
	}
	return cn
}
