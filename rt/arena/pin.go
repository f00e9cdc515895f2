package arena

import (
	"sync"
	"sync/atomic"
)

// A MAIN object that a connection keeps must not be freed while it does. Counts
// belong to the main thread, so a context cannot take one: it records the
// reference in its connection's heap, to know what to give back, and queues a
// request that the main thread applies before it frees anything (MainHeap.
// Reclaim).

type pinRequest struct {
	p    uintptr
	drop bool
}

// pins is the queue to the main thread. It is touched only by contexts that keep
// or give back mutable MAIN objects, which is rare: strings, numbers, code,
// classes and constants are immortal or copied.
var pins struct {
	sync.Mutex
	queue     []pinRequest
	spare     []pinRequest // what queue was before the last drain, empty
	unapplied atomic.Int32 // pins in queue
}

// pinBatch is the length of the queue from which the main thread is asked to
// drain it: it may be waiting while contexts pin and give back for days.
const pinBatch = 1 << 10

var pinsWaiting = make(chan struct{}, 1)

// PinsWaiting returns the channel that receives when the main thread should call
// MainHeap.Reclaim although it has nothing else to do.
func PinsWaiting() <-chan struct{} { return pinsWaiting }

// callMain asks for a drain if so many requests are queued. pins is locked.
func callMain(batch int) {
	if len(pins.queue) >= batch {
		select {
		case pinsWaiting <- struct{}{}:
		default:
		}
	}
}

const pinRecord = 16 // u64 next, u64 object

// pin records that h refers to MAIN object p. Immortal objects need no record.
func (h *Heap) pin(a *Arena, p uintptr) bool {
	if load32(p+4) >= Immortal {
		return true
	}
	r := h.Alloc(a, pinRecord)
	if r == 0 {
		return false
	}
	storePtr(r, h.pins)
	storePtr(r+8, p)
	h.pins = r
	Pin(p)
	return true
}

// unpin queues the release of everything h has pinned.
func (h *Heap) unpin(a *Arena) {
	if h.pins == 0 {
		return
	}
	pins.Lock()
	for r := h.pins; r != 0; r = loadPtr(r) {
		pins.queue = append(pins.queue, pinRequest{p: loadPtr(r + 8), drop: true})
	}
	callMain(1) // what only this heap has kept may be large
	pins.Unlock()
	h.pins = 0
}

// Pin keeps MAIN object p in memory until Unpin, for what no connection's heap
// records: a reply that refers to its bytes while a slow reader takes them. The
// caller is in an epoch, or is the main thread.
func Pin(p uintptr) {
	pins.Lock()
	pins.queue = append(pins.queue, pinRequest{p: p})
	pins.unapplied.Add(1)
	callMain(pinBatch)
	pins.Unlock()
}

// Unpin ends what Pin began. Any thread.
func Unpin(p uintptr) {
	pins.Lock()
	pins.queue = append(pins.queue, pinRequest{p: p, drop: true})
	callMain(pinBatch)
	pins.Unlock()
}

// takePins returns the queued requests, pins applied. The drops are the caller's
// to apply once it has freed what it will, so that an object cannot enter limbo
// a second time while its first entry is still there.
func (m *MainHeap) takePins() []pinRequest {
	pins.Lock()
	queue := pins.queue
	pins.queue, pins.spare = pins.spare, nil
	pins.unapplied.Store(0)
	pins.Unlock()
	for _, r := range queue {
		if !r.drop {
			m.revive(r.p)
		}
	}
	return queue
}

// recyclePins keeps a drained queue for the next drain, unless a burst has made it
// long.
func recyclePins(queue []pinRequest) {
	if cap(queue) <= 64*pinBatch {
		pins.Lock()
		pins.spare = queue[:0]
		pins.Unlock()
	}
}

// revive adds a reference to p. If its count is zero, p waits in limbo: it
// leaves it, and gets back the references that dismantling took from it, which
// may revive others in turn.
func (m *MainHeap) revive(p uintptr) {
	work := []uintptr{p}
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		if load32(p+4) == 0 {
			m.leaveLimbo(p)
			push := func(w uint64) {
				if isPointer(w) && IsMain(uintptr(w)) {
					work = append(work, uintptr(w))
				}
			}
			inline, side := Spans(p)
			inline.Each(push)
			side.Each(push)
			if m.Revived != nil {
				m.Revived(p)
			}
			if w := load32(p); w&FlagTracked == 0 && !isLeaf(w) {
				store32(p, w&^flagAge)
				m.Track(p) // a collection that has freed it has forgotten it
			}
		}
		m.Keep(p)
	}
}

// leaveLimbo removes the entries of object p and its side block. Linear: reviving
// is rare.
func (m *MainHeap) leaveLimbo(p uintptr) {
	var block uintptr
	if layoutAt(p).Side == Block {
		block = loadPtr(p + 8)
	}
	kept := m.limbo[:0]
	for _, r := range m.limbo {
		if r.p != p && (block == 0 || r.p != block) {
			kept = append(kept, r)
		}
	}
	m.limbo = kept
}
