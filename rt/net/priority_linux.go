package rtnet

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// A callback that computes on after it has lost its loop competes with the loops
// for the cores: among dozens of such callbacks every loop would wait for its turn
// like one of them. So their threads run at a lower priority until they return.
//
// Raising the priority again needs a privilege that servers rarely have. A thread
// that cannot is left behind and a new one continues in its place (worker.main).

const robbedNice = 10 // added to the process's nice value

// baseNice returns the nice value of the process, which is its first thread's.
var baseNice = sync.OnceValue(func() int {
	// The system call returns 20 minus the value, so that it is never negative.
	n, err := unix.Getpriority(unix.PRIO_PROCESS, os.Getpid())
	if err != nil {
		return 0
	}
	return 20 - n
})

// lower makes w's thread give way, if the callback that made w.returned this value
// still runs.
func (w *worker) lower(returned uint64) {
	w.prioMu.Lock()
	defer w.prioMu.Unlock()
	if w.lowered || w.returned.Load() != returned {
		return
	}
	if unix.Setpriority(unix.PRIO_PROCESS, w.tid, min(baseNice()+robbedNice, 19)) == nil {
		w.lowered = true
	}
}

// endRobbed counts the return of a callback that lost its loop.
func (w *worker) endRobbed() {
	w.prioMu.Lock()
	w.returned.Add(1)
	w.prioMu.Unlock()
}

// raise restores the priority of the calling thread, which is w's. It reports false
// when the thread has to be left behind.
func (w *worker) raise() bool {
	w.prioMu.Lock()
	defer w.prioMu.Unlock()
	if !w.lowered {
		return true
	}
	w.lowered = unix.Setpriority(unix.PRIO_PROCESS, 0, baseNice()) != nil
	return !w.lowered
}
