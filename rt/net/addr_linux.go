package rtnet

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// An address is where a server listens: IPv4, IPv6 or a Unix socket.
type address struct {
	sa     unix.Sockaddr
	family int
}

// An Error is a failed system call in the shape of a Python OSError.
type Error struct {
	Errno syscall.Errno
	Text  string // strerror's, unless something more helpful is known
	Path  string // filename of a Unix socket, else empty
}

func (e *Error) Error() string { return e.Text }

func osError(errno syscall.Errno) *Error {
	return &Error{Errno: errno, Text: strerror(errno)}
}

// strerror is the C library's text of errno, which CPython prints. Go has the
// same texts in lower case.
func strerror(errno syscall.Errno) string {
	s := errno.Error()
	return strings.ToUpper(s[:1]) + s[1:]
}

// resolve turns host and port into an address. An empty host means every IPv4
// interface, as in CPython; a host with a slash, or one beginning with a NUL
// (Linux's abstract names), is a Unix socket. Names are looked up, IPv4 first.
func resolve(host string, port int) (address, error) {
	if strings.HasPrefix(host, "\x00") || strings.Contains(host, "/") {
		if len(host) >= len(unix.RawSockaddrUnix{}.Path) {
			return address{}, &Error{Errno: syscall.EINVAL, Text: "AF_UNIX path too long", Path: host}
		}
		if host[0] == 0 {
			host = "@" + host[1:] // x/sys's spelling
		}
		return address{&unix.SockaddrUnix{Name: host}, unix.AF_UNIX}, nil
	}
	if host == "" {
		host = "0.0.0.0"
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	if err != nil {
		ips, err := net.DefaultResolver.LookupNetIP(context.Background(), "ip", host)
		if err != nil || len(ips) == 0 {
			// socket.gaierror: EAI_NONAME
			return address{}, &Error{Errno: syscall.Errno(^uintptr(1)), Text: "Name or service not known"}
		}
		ip = ips[0]
		for _, other := range ips {
			if other.Unmap().Is4() {
				ip = other
				break
			}
		}
	}
	if ip.Unmap().Is4() {
		return address{&unix.SockaddrInet4{Port: port, Addr: ip.Unmap().As4()}, unix.AF_INET}, nil
	}
	sa := &unix.SockaddrInet6{Port: port, Addr: ip.As16()}
	if zone := ip.Zone(); zone != "" {
		if ifi, err := net.InterfaceByName(zone); err == nil {
			sa.ZoneId = uint32(ifi.Index)
		}
	}
	return address{sa, unix.AF_INET6}, nil
}

// bind returns a bound stream socket. With reuse it joins the group of sockets
// that share the port, one per loop, between which the kernel spreads
// connections; the first socket of a group is bound without, so that a port in
// use, even by another such group, is an error.
func (a address) bind(reuse bool) (int32, error) {
	fd, err := unix.Socket(a.family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, osError(err.(syscall.Errno))
	}
	if a.family != unix.AF_UNIX {
		sysSetInt(int32(fd), unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
		// Accepted sockets inherit it.
		sysSetInt(int32(fd), unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		if reuse {
			sysSetInt(int32(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
		}
	}
	err = unix.Bind(fd, a.sa)
	if err == unix.EADDRINUSE && a.removeStale() {
		err = unix.Bind(fd, a.sa)
	}
	if err != nil {
		sysClose(int32(fd))
		e := osError(err.(syscall.Errno))
		if u, ok := a.sa.(*unix.SockaddrUnix); ok {
			e.Path = u.Name
		}
		return -1, e
	}
	if a.family != unix.AF_UNIX {
		// Set after binding on the first socket: others may join from now on.
		sysSetInt(int32(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	}
	return int32(fd), nil
}

// removeStale removes the socket file of a server that has died: one that
// refuses connections.
func (a address) removeStale() bool {
	u, ok := a.sa.(*unix.SockaddrUnix)
	if !ok || strings.HasPrefix(u.Name, "@") {
		return false
	}
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return false
	}
	defer sysClose(int32(fd))
	return unix.Connect(fd, a.sa) == unix.ECONNREFUSED && unix.Unlink(u.Name) == nil
}

// appendHost appends the host part of a socket address as text: an IP address,
// or the path of a Unix socket. No Go memory is allocated if b has room.
func (a *sockaddr) appendHost(b []byte) []byte {
	switch a.family() {
	case unix.AF_INET:
		return netip.AddrFrom4([4]byte(a.raw[4:8])).AppendTo(b)
	case unix.AF_INET6:
		return netip.AddrFrom16([16]byte(a.raw[8:24])).AppendTo(b)
	case unix.AF_UNIX:
		for _, ch := range a.raw[2:min(int(a.n), len(a.raw))] {
			if ch == 0 && len(b) > 0 {
				break
			}
			if ch != 0 {
				b = append(b, ch)
			}
		}
	}
	return b
}

// port returns the port of an internet address, 0 otherwise.
func (a *sockaddr) port() int {
	if f := a.family(); f == unix.AF_INET || f == unix.AF_INET6 {
		return int(binary.BigEndian.Uint16(a.raw[2:4]))
	}
	return 0
}

func (a *sockaddr) family() int { return int(binary.NativeEndian.Uint16(a.raw[:2])) }
