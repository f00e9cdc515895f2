package main

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The generator is one thread with an epoll set: every connection has one message
// outstanding and sends the next as soon as the whole answer has come.

// A message is what one connection sends at a time, the bytes of the answer, and
// the requests it counts for.
type message struct {
	bytes    []byte
	answer   int
	requests int
}

func messageFor(work, server string) message {
	if work == "echo" {
		b := []byte(strings.Repeat("0123456789abcdef", 8))
		return message{b, len(b), 1}
	}
	request := "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
	n := 1
	if work == "pipe" {
		n = 16
	}
	return message{[]byte(strings.Repeat(request, n)), n * answerLen(server), n}
}

// A client holds the connections to one server.
type client struct {
	msg   message
	epfd  int
	fds   []int
	left  []int // bytes of the answer that are still to come, by descriptor
	buf   []byte
	lat   []time.Duration
	since []time.Time
}

func connect(port, conns int, msg message) (*client, error) {
	epfd, err := unix.EpollCreate1(0)
	if err != nil {
		return nil, err
	}
	c := &client{msg: msg, epfd: epfd, buf: make([]byte, 1<<16), lat: make([]time.Duration, 0, 1<<20)}
	for range conns {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		if err == nil {
			err = unix.Connect(fd, &unix.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}})
		}
		if err != nil {
			return nil, fmt.Errorf("connecting: %w", err)
		}
		_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		_ = unix.SetNonblock(fd, true)
		ev := unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(fd)}
		if err := unix.EpollCtl(epfd, unix.EPOLL_CTL_ADD, fd, &ev); err != nil {
			return nil, err
		}
		c.fds = append(c.fds, fd)
		for len(c.left) <= fd {
			c.left = append(c.left, 0)
			c.since = append(c.since, time.Time{})
		}
	}
	return c, nil
}

func (c *client) close() {
	for _, fd := range c.fds {
		_ = unix.Close(fd)
	}
	_ = unix.Close(c.epfd)
}

func (c *client) send(fd int, now time.Time) error {
	c.left[fd] = c.msg.answer
	c.since[fd] = now
	n, err := unix.Write(fd, c.msg.bytes)
	if err != nil || n != len(c.msg.bytes) {
		return fmt.Errorf("write: %d bytes, %w", n, err)
	}
	return nil
}

// run generates load for d and returns the requests answered. Every connection is
// quiet again when it returns.
func (c *client) run(d time.Duration) (requests int, err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	c.lat = c.lat[:0]
	now := time.Now()
	end := now.Add(d)
	for _, fd := range c.fds {
		if err := c.send(fd, now); err != nil {
			return 0, err
		}
	}
	events := make([]unix.EpollEvent, 256)
	for open := len(c.fds); open > 0; {
		n, err := unix.EpollWait(c.epfd, events, 2000)
		if err == unix.EINTR {
			continue
		}
		if err != nil || n == 0 {
			return requests, fmt.Errorf("no answer: %v", err)
		}
		now = time.Now()
		for _, ev := range events[:n] {
			fd := int(ev.Fd)
			k, err := read(fd, c.buf)
			if err != 0 || k == 0 {
				return requests, fmt.Errorf("read: %d bytes, %v", k, err)
			}
			if c.left[fd] -= k; c.left[fd] > 0 {
				continue
			}
			if c.left[fd] < 0 {
				return requests, fmt.Errorf("answer is %d bytes too long", -c.left[fd])
			}
			requests += c.msg.requests
			if len(c.lat) < cap(c.lat) {
				c.lat = append(c.lat, now.Sub(c.since[fd]))
			}
			if now.After(end) {
				open--
			} else if err := c.send(fd, now); err != nil {
				return requests, err
			}
		}
	}
	return requests, nil
}

func read(fd int, b []byte) (int, syscall.Errno) {
	// Safe: b is reachable during the call, which does not sleep.
	n, _, e := syscall.RawSyscall(syscall.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	if e != 0 {
		return 0, e
	}
	return int(n), 0
}
