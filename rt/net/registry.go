package rtnet

import (
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt"
)

// The registry resolves the numbers that handles and connections hold instead of
// pointers. Entries are added by the main thread and never removed; a loop sees
// an endpoint or protocol only after a message that tells of it.
var registry struct {
	mu        sync.Mutex
	loops     [maxLoops + 1]atomic.Pointer[Loop]
	nloops    int
	endpoints [maxEndpoints]atomic.Pointer[endpoint]
	nends     int
	protocols [maxEndpoints]atomic.Pointer[protocol]
	nprotos   int
}

const maxEndpoints = 1 << 12

// addLoop gives l a number. ok is false when there are no more.
func addLoop(l *Loop) (ok bool) {
	r := &registry
	r.mu.Lock()
	defer r.mu.Unlock()
	for id := range maxLoops {
		if p := r.loops[id].Load(); p == nil || p.over.Load() {
			l.id = id
			r.loops[id].Store(l)
			return true
		}
	}
	return false
}

func addEndpoint(e *endpoint) (ok bool) {
	r := &registry
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.nends == maxEndpoints {
		return false
	}
	e.id = uint16(r.nends)
	r.endpoints[e.id].Store(e)
	r.nends++
	return true
}

// addProtocol gives p a number. ok is false when there are no more.
func addProtocol(p *protocol) (id uint16, ok bool) {
	r := &registry
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.nprotos == maxEndpoints {
		return 0, false
	}
	id = uint16(r.nprotos)
	r.protocols[id].Store(p)
	r.nprotos++
	return id, true
}

// isProtocol reports whether v is an instance of a registered class.
func isProtocol(v rt.Value) bool {
	if rt.TypeID(v) < rt.FirstType {
		return false
	}
	for i := range registry.protocols {
		p := registry.protocols[i].Load()
		if p == nil {
			return false
		}
		if rt.IsInstance(v, p.class) {
			return true
		}
	}
	return false
}

func protocolOf(cn *conn) *protocol { return registry.protocols[cn.proto].Load() }

func endpointOf(cn *conn) *endpoint { return registry.endpoints[cn.endpoint].Load() }
