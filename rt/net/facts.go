package rtnet

import (
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// Facts about what runs, for programs that watch themselves.

// ActiveContexts returns how many contexts exist: of connections, and of works that
// have been submitted and are not done.
func ActiveContexts(c *rt.Ctx) int {
	n := ActiveWorks()
	if s := serverFor(c); s != nil {
		n += int(s.conns.Load())
	}
	return n
}

// ActiveWorks returns how many works have been submitted and are not done.
func ActiveWorks() int { return int(jobs.active.Load()) }

// ActiveHogs returns how many contexts compute without a pause: callbacks that have lost
// their loop, and works that have lost their slot.
func ActiveHogs(c *rt.Ctx) int {
	n := 0
	if s := serverFor(c); s != nil {
		n = int(s.computing.Load())
	}
	jobs.mu.Lock()
	defer jobs.mu.Unlock()
	for _, w := range jobs.running {
		if w.hog {
			n++
		}
	}
	return n
}

// ActiveLoops returns how many loops serve connections.
func ActiveLoops(c *rt.Ctx) int {
	s := serverFor(c)
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.running {
		return 0
	}
	return s.left
}

// Threads returns how many threads there are for contexts, and how many are parked.
func Threads() (n, parked int) {
	threads.mu.Lock()
	defer threads.mu.Unlock()
	return threads.n, len(threads.spare)
}

// started is when the process began to count.
var (
	started  = time.Now()
	lastTick atomic.Int64
)

// Ticks returns the nanoseconds since the program's start; no two calls return the
// same, and of two that happen one after the other, the later returns more.
func Ticks() int64 {
	for {
		now, last := int64(time.Since(started)), lastTick.Load()
		if now = max(now, last+1); lastTick.CompareAndSwap(last, now) {
			return now
		}
	}
}

// A Stat is a named number.
type Stat struct {
	Name  string
	Value int64
}

// SystemStats returns what the machine is.
func SystemStats() []Stat {
	return []Stat{{"num_cpus", int64(runtime.NumCPU())}, {"page_size", int64(os.Getpagesize())}}
}

// MemoryStats returns the memory of the machine in bytes, and how much of it is used, in
// percent; swap counts as virtual. Then the program's: the objects of the main heap, as
// of when the main thread last looked if a context asks; the bytes that connections and
// works keep, and messages between contexts; and what the system has been asked for, for
// each region.
func MemoryStats(c *rt.Ctx) []Stat {
	objects := arena.MainObjects()
	if c.IsMain {
		objects = c.Main.Objects()
	}
	conn, shared := arena.HeapBytes()
	mappedMain, mappedArenas, mappedConn, mappedShared := arena.Usage()
	stats := []Stat{
		{"main_objects", objects},
		{"connection_bytes", conn}, {"message_bytes", shared},
		{"main_mapped", int64(mappedMain)}, {"arena_mapped", int64(mappedArenas)},
		{"connection_mapped", int64(mappedConn)}, {"message_mapped", int64(mappedShared)},
	}
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil || info.Totalram == 0 {
		return stats
	}
	unit := int64(max(info.Unit, 1))
	total, free := int64(info.Totalram)*unit, int64(info.Freeram+info.Bufferram)*unit
	swap, freeSwap := int64(info.Totalswap)*unit, int64(info.Freeswap)*unit
	return append([]Stat{
		{"load", (total - free) * 100 / total},
		{"total_virtual", total + swap}, {"avail_virtual", free + freeSwap},
		{"total_physical", total}, {"avail_physical", free},
		{"total_page_file", swap}, {"avail_page_file", freeSwap},
	}, stats...)
}

// ContextStats returns what runs.
func ContextStats(c *rt.Ctx) []Stat {
	n, parked := Threads()
	c.ReclaimShared()
	live, limbo := arena.SharedUsage()
	var connections, handovers int64
	if s := serverFor(c); s != nil {
		connections, handovers = int64(s.conns.Load()), int64(s.handovers.Load())
	}
	return []Stat{
		{"active_hogs", int64(ActiveHogs(c))},
		{"active_contexts", int64(ActiveContexts(c))},
		{"active_io_loops", int64(ActiveLoops(c))},
		{"threads", int64(n)}, {"parked_threads", int64(parked)},
		{"shared_bytes", live}, {"shared_limbo", limbo},
		{"connections", connections}, {"works", int64(ActiveWorks())},
		{"handovers", handovers}, {"classes", int64(rt.LocalClasses())},
	}
}
