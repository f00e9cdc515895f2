//go:build !linux

package posix

import (
	"syscall"
	"time"
)

// fileTimes returns the times of last access, change, and change of status.
func fileTimes(st *syscall.Stat_t) (a, m, c syscall.Timespec) {
	return st.Atimespec, st.Mtimespec, st.Ctimespec
}

// processTimes returns the time used in ticks of 1/100 s: user, system, of children,
// and that on the clock.
func processTimes() (t [5]int64) {
	for i, who := range [...]int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		_ = syscall.Getrusage(who, &u)
		t[2*i], t[2*i+1] = u.Utime.Nano()/1e7, u.Stime.Nano()/1e7
	}
	t[4] = time.Now().UnixMilli() / 10
	return t
}
