package rt

import (
	"sync"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Classes that contexts make: by class statements in functions, named tuples, type().
// They are objects of the context's arena and move to the connection's heap with the
// first instance or other reference that is kept there. An instance refers to its class
// by type id alone, which the id's arena.Layout leads from to the class when it moves.
//
// What lookups need is in a classInfo, as of any class; it has addresses of what the
// class holds, so it is made anew when the class has moved, or attributes of it that were
// stored have. Type ids come from the upper half of the range and are used again when
// their class is gone: with its arena or heap (arena/ends.go).
//
// Classes of the main thread do not know those that derive from them: what it stores in
// a class later is not seen by classes that contexts have made before.

// localClass is what is known of such a class beyond the classInfo, as long as it is.
type localClass struct {
	id      uint32
	gone    bool
	derived []*localClass // classes made by the same connection
	abc     *abcClass
}

const firstLocalID = 1 << 23

var localIDs struct {
	sync.Mutex
	used uint32 // ids ever taken
	free []uint32
}

// takeLocalID returns a type id for a class of a context, 0 if there is none left.
func takeLocalID() uint32 {
	localIDs.Lock()
	defer localIDs.Unlock()
	if n := len(localIDs.free); n > 0 {
		id := localIDs.free[n-1]
		localIDs.free = localIDs.free[:n-1]
		return id
	}
	if localIDs.used >= maxTypeID-firstLocalID {
		return 0
	}
	localIDs.used++
	return firstLocalID + localIDs.used - 1
}

// LocalClasses returns how many classes of contexts there are.
func LocalClasses() int {
	localIDs.Lock()
	defer localIDs.Unlock()
	return int(localIDs.used) - len(localIDs.free)
}

// isLocal reports whether v is a class that a context has made.
func isLocal(v Value) bool { return isType(v, TypeClass) && !arena.IsMain(v.addr()) }

// eachLocal calls f for the local classes that derive directly from in's class, a local
// one.
func (in *classInfo) eachLocal(f func(cls Value)) {
	if in.local == nil {
		return
	}
	for _, d := range in.local.derived {
		if !d.gone {
			f(infoOf(d.id).class)
		}
	}
}

// endLocal is called when the local class cls is about to be gone, and no instance of it
// is left that anybody can reach.
func endLocal(cls Value) {
	id := uint32(word(cls, classTypeID).Int())
	in := infoChunk(id)
	if in != nil && in.local != nil {
		in.local.gone = true
	}
	setInfo(id, nil)
	if l := arena.LayoutOf(id); l != nil {
		l.Class = 0
	}
	localIDs.Lock()
	localIDs.free = append(localIDs.free, id)
	localIDs.Unlock()
}

// patch remembers that attributes of cls were stored.
func (c *Ctx) patch(cls Value) {
	if isLocal(cls) {
		c.patched = append(c.patched, infoOfClass(cls).local)
	}
}

// settleClasses makes the tables of local classes anew that refer to what an evacuation
// has moved.
func (c *Ctx) settleClasses() {
	moved := c.Moved()
	for _, p := range moved {
		id := uint32(word(Value(p), classTypeID).Int())
		if l := arena.LayoutOf(id); l != nil {
			l.Class = p
		}
		rebuild(Value(p))
	}
	// The id of one that has gone meanwhile may be that of another context's class.
	for _, l := range c.patched {
		if in := infoChunk(l.id); !l.gone && in != nil && in.local == l {
			localSettled(in.class)
		}
	}
	clear(c.patched)
	c.patched = c.patched[:0]
}
