package rtnet

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// System calls of the loops. Calls on non-blocking descriptors cannot sleep, so
// they go through RawSyscall, which leaves the scheduler alone and saves 70 to
// 90 ns each. What may sleep (a waiting epoll_wait) goes through Syscall: a
// thread that sleeps in a RawSyscall keeps a processor of Go's until it wakes.
//
// Buffers are addresses of memory off the Go heap; nobody else moves or frees it
// during a call.

// sysRecv receives at most n bytes from a socket into p. It returns 0 at the end
// of the stream. Unlike read it does not pass through the file layer.
func sysRecv(fd int32, p uintptr, n int) (int, syscall.Errno) {
	for {
		r, _, e := syscall.RawSyscall6(syscall.SYS_RECVFROM, uintptr(fd), p, uintptr(n), syscall.MSG_DONTWAIT, 0, 0)
		if e == 0 {
			return int(r), 0
		}
		if e != syscall.EINTR {
			return 0, e
		}
	}
}

// sysSend writes at most n bytes from p to a socket. A closed peer is EPIPE,
// never a signal.
func sysSend(fd int32, p uintptr, n int) (int, syscall.Errno) {
	for {
		r, _, e := syscall.RawSyscall6(syscall.SYS_SENDTO, uintptr(fd), p, uintptr(n),
			syscall.MSG_NOSIGNAL|syscall.MSG_DONTWAIT, 0, 0)
		if e == 0 {
			return int(r), 0
		}
		if e != syscall.EINTR {
			return 0, e
		}
	}
}

// sysAccept takes one connection from a listener, non-blocking and closed on
// exec.
func sysAccept(fd int32) (int32, syscall.Errno) {
	for {
		r, _, e := syscall.RawSyscall6(syscall.SYS_ACCEPT4, uintptr(fd), 0, 0,
			syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0, 0)
		if e == 0 {
			return int32(r), 0
		}
		if e != syscall.EINTR {
			return -1, e
		}
	}
}

func sysClose(fd int32) { _, _, _ = syscall.RawSyscall(syscall.SYS_CLOSE, uintptr(fd), 0, 0) }

// sysShutdown closes one direction of a socket: SHUT_RD, SHUT_WR or SHUT_RDWR.
func sysShutdown(fd int32, how int) {
	_, _, _ = syscall.RawSyscall(syscall.SYS_SHUTDOWN, uintptr(fd), uintptr(how), 0)
}

func sysSetInt(fd int32, level, name int, value int32) syscall.Errno {
	// Safe: the kernel reads the four bytes during the call.
	_, _, e := syscall.RawSyscall6(syscall.SYS_SETSOCKOPT, uintptr(fd), uintptr(level), uintptr(name),
		uintptr(unsafe.Pointer(&value)), unsafe.Sizeof(value), 0)
	return e
}

func sysGetInt(fd int32, level, name int) (int32, syscall.Errno) {
	var value int32
	size := uint32(unsafe.Sizeof(value))
	// Safe: the kernel writes at most size bytes during the call.
	_, _, e := syscall.RawSyscall6(syscall.SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(name),
		uintptr(unsafe.Pointer(&value)), uintptr(unsafe.Pointer(&size)), 0)
	return value, e
}

// A sockaddr is a socket address as the kernel writes it.
type sockaddr struct {
	raw [110]byte // of sockaddr_un, the longest
	n   uint32
}

// sysName asks for the address of a socket's own end (SYS_GETSOCKNAME) or of its
// peer (SYS_GETPEERNAME).
func sysName(trap uintptr, fd int32, a *sockaddr) syscall.Errno {
	a.n = uint32(len(a.raw))
	// Safe: a is reachable during the call, which writes at most a.n bytes.
	_, _, e := syscall.RawSyscall(trap, uintptr(fd), uintptr(unsafe.Pointer(&a.raw)), uintptr(unsafe.Pointer(&a.n)))
	return e
}

func sysEpollCreate() (int32, syscall.Errno) {
	r, _, e := syscall.RawSyscall(syscall.SYS_EPOLL_CREATE1, syscall.EPOLL_CLOEXEC, 0, 0)
	return int32(r), e
}

func sysEpollAdd(epfd, fd int32, ev *syscall.EpollEvent) syscall.Errno {
	// Safe: the kernel copies ev during the call.
	_, _, e := syscall.RawSyscall6(syscall.SYS_EPOLL_CTL, uintptr(epfd), syscall.EPOLL_CTL_ADD, uintptr(fd),
		uintptr(unsafe.Pointer(ev)), 0, 0)
	return e
}

func sysEpollDel(epfd, fd int32) {
	_, _, _ = syscall.RawSyscall6(syscall.SYS_EPOLL_CTL, uintptr(epfd), syscall.EPOLL_CTL_DEL, uintptr(fd), 0, 0, 0)
}

// sysEpollWait waits for at most ms milliseconds, for ever if ms is negative, or
// only looks if it is 0. Quiet keeps Go's processor while it waits: a signal of the
// scheduler ends such a wait with EINTR.
func sysEpollWait(epfd int32, evs []syscall.EpollEvent, ms int, quiet bool) (int, syscall.Errno) {
	var r uintptr
	var e syscall.Errno
	// Safe: evs is on the Go heap, which does not move, and stays reachable.
	at := uintptr(unsafe.Pointer(&evs[0]))
	if quiet {
		r, _, e = syscall.RawSyscall6(syscall.SYS_EPOLL_PWAIT, uintptr(epfd), at, uintptr(len(evs)), uintptr(ms), 0, 0)
	} else {
		r, _, e = syscall.Syscall6(syscall.SYS_EPOLL_PWAIT, uintptr(epfd), at, uintptr(len(evs)), uintptr(ms), 0, 0)
	}
	runtime.KeepAlive(evs)
	return int(r), e
}

// sysSleep sleeps for d and returns what is left of it, if a signal has ended it.
//
//go:noinline
func sysSleep(d time.Duration) time.Duration {
	ts := unix.NsecToTimespec(int64(d))
	// Safe: the kernel reads and writes ts during the call.
	_, _, e := syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&ts)), uintptr(unsafe.Pointer(&ts)), 0)
	if e != syscall.EINTR {
		return 0
	}
	return time.Duration(ts.Nano())
}

func sysEventfd() (int32, syscall.Errno) {
	r, _, e := syscall.RawSyscall(syscall.SYS_EVENTFD2, 0, unix.EFD_NONBLOCK|unix.EFD_CLOEXEC, 0)
	return int32(r), e
}

// sysEventWrite adds one to an eventfd: an edge for whoever watches it.
func sysEventWrite(fd int32) {
	one := uint64(1)
	// Safe: the kernel reads eight bytes during the call.
	_, _, _ = syscall.RawSyscall(syscall.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(&one)), 8)
}

// sysMap returns n zeroed bytes off the Go heap, or 0. Only touched pages cost
// memory.
func sysMap(n uintptr) uintptr {
	r, _, e := syscall.RawSyscall6(syscall.SYS_MMAP, 0, n, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_PRIVATE|syscall.MAP_ANONYMOUS|syscall.MAP_NORESERVE, ^uintptr(0), 0)
	if e != 0 {
		return 0
	}
	return r
}

func sysUnmap(p, n uintptr) {
	_, _, _ = syscall.RawSyscall(syscall.SYS_MUNMAP, p, n, 0)
}

// sysDiscard gives back the pages of a range, which stays mapped.
func sysDiscard(p, n uintptr) {
	_, _, _ = syscall.RawSyscall(syscall.SYS_MADVISE, p, n, syscall.MADV_DONTNEED)
}

// bytesAt returns the n bytes at p for immediate use.
func bytesAt(p uintptr, n int) []byte {
	// Safe: p is off-heap memory of at least n bytes that its owner does not
	// free while the caller works.
	return unsafe.Slice((*byte)(unsafe.Add(nil, p)), n)
}

// addrOf returns the address of the first byte of b, 0 if b is empty. It is for
// system calls made while b is reachable.
func addrOf(b []byte) uintptr {
	if len(b) == 0 {
		return 0
	}
	// Safe: Go's heap does not move and the caller holds b.
	return uintptr(unsafe.Pointer(&b[0]))
}

// sysDefault gives a signal its default effect. Go's own way back is only to its own
// handler.
func sysDefault(sig syscall.Signal) {
	var action [4]uint64 // the kernel's struct sigaction, at most: SIG_DFL is 0
	// Safe: the kernel reads action during the call only.
	syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
}
