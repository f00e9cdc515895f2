package rtnet

import (
	"syscall"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// sink is a backend that takes every byte at once: what is left is the cost of a
// callback without the kernel.
type sink struct{ backend }

func (sink) send(cn *conn, p uintptr, n int) (int, syscall.Errno) { return n, 0 }
func (sink) recv(*conn)                                           {}

// BenchmarkCallback measures one request from completion to rollback: token,
// binding, callback, reply, evacuation.
func BenchmarkCallback(b *testing.B) {
	for name, cls := range map[string]func(testing.TB) rt.Value{
		"echo":    echo,
		"counter": counter,
	} {
		b.Run("case="+name, func(b *testing.B) {
			s := NewServer(testConfig())
			l := &Loop{srv: s, be: sink{}}
			addLoop(l)
			s.loops = []*Loop{l}
			s.watchdog = newWatchdog(s)
			s.watchdog.asleep.Store(false) // nobody to wake
			p := inspect(mainCtx, cls(b))
			id, _ := addProtocol(p)
			cn := l.slab.alloc()
			cn.stage, cn.proto = stageNew, id
			cn.clearReply()
			w := newWorker()
			w.loop = l
			l.now = time.Second
			l.advance(w, cn)
			c := completion{op: opRecv, conn: cn, n: 16, buf: w.buf.p}
			b.ReportAllocs()
			for b.Loop() {
				if !l.onRecv(w, &c) {
					b.Fatal("lost the loop")
				}
			}
		})
	}
}
