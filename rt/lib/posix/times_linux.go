package posix

import "syscall"

// fileTimes returns the times of last access, change, and change of status.
func fileTimes(st *syscall.Stat_t) (a, m, c syscall.Timespec) { return st.Atim, st.Mtim, st.Ctim }

// processTimes returns the time used in ticks of 1/100 s: user, system, of children,
// and that on the clock.
func processTimes() (t [5]int64) {
	var tms syscall.Tms
	now, _ := syscall.Times(&tms)
	return [5]int64{int64(tms.Utime), int64(tms.Stime), int64(tms.Cutime), int64(tms.Cstime), int64(now)}
}
