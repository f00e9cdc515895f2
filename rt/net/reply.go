package rtnet

import (
	"syscall"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// A reply is what a callback wants sent: bytes at an address that stays valid
// until the rollback.
type reply struct {
	p     uintptr
	n     int
	some  bool     // a reply, even if it is empty
	piece bool     // part of a reply that has been counted
	of    rt.Value // the object whose bytes they are, 0 if none
}

// serialise turns the result of a callback into a reply. Lists and tuples become
// the connection's pieces, sent one after the other. It returns false with
// TypeError pending for a result that cannot be sent.
func (w *worker) serialise(cn *conn, cb callback, v rt.Value) (r reply, ok bool) {
	if v == rt.None && cb != cbPiece {
		return reply{}, true
	}
	r = reply{some: true, piece: cb == cbPiece}
	switch {
	case rt.IsBytes(v):
		p, n := rt.BytesAddr(v)
		r.p, r.n, r.of = p, int(n), v
		return r, true
	case rt.IsBytearray(v):
		p, n := rt.BytearrayAddr(v)
		r.p, r.n = p, int(n)
		return r, true
	case rt.IsStr(v):
		if p, n, ascii := rt.ASCIIAddr(v); ascii {
			r.p, r.n, r.of = p, int(n), v
			return r, true
		}
		w.scratch = rt.AppendStr(w.scratch[:0], v)
		r.p, r.n = addrOf(w.scratch), len(w.scratch)
		return r, true
	case cb != cbPiece && (rt.IsList(v) || rt.IsTuple(v)):
		cn.roots[rootReply] = uint64(v)
		cn.piece, cn.replyOf = 0, cb
		return r, true
	case cb == cbPiece:
		rt.TypeErrorf(w.c, "%s() returned a list or tuple with '%s' in it, not bytes, bytearray or str",
			callbacks[cn.replyOf].name, rt.TypeName(v))
	default:
		rt.TypeErrorf(w.c, "%s() returned '%s', not bytes, bytearray, str, a list or tuple of these, or None",
			callbacks[cb].name, rt.TypeName(v))
	}
	return reply{}, false
}

// noBytes is the immortal empty bytes object.
var noBytes rt.Value

// nextPiece returns the next item of the reply that the connection is sending,
// borrowed; an empty one at the end.
func nextPiece(cn *conn) rt.Value {
	seq, i := rt.Value(cn.roots[rootReply]), int(cn.piece)
	cn.piece++
	var v rt.Value
	n := 0
	if rt.IsTuple(seq) {
		if n = rt.TupleLen(seq); i < n {
			v = rt.TupleItem(seq, i)
		}
	} else if n = rt.ListLen(seq); i < n {
		v = rt.ListItem(seq, i)
	}
	if i+1 >= n {
		cn.clearReply()
	}
	if v == 0 {
		return noBytes
	}
	return v
}

// deliver sends a reply as far as the kernel takes it and queues the rest. Own
// says that this thread owns the loop; without it only the socket is touched, and
// the loop finds the rest in the queue when it gets the connection back.
func (w *worker) deliver(cn *conn, r reply, own bool) {
	if !r.some {
		return
	}
	if cn.flags&flagsMute != 0 && !r.piece || cn.stage >= stageEnding {
		cn.clearReply()
		return
	}
	if !r.piece {
		cn.sendID++
	}
	p, n := r.p, r.n
	if n > 0 && cn.out.empty() {
		var sent int
		var errno syscall.Errno
		if own {
			sent, errno = w.loop.be.send(cn, p, n)
			cn.sending = sent < n && errno == 0
		} else if sent, errno = sysSend(cn.fd, p, n); errno == syscall.EAGAIN {
			errno = 0
		}
		if errno != 0 {
			cn.failSys(errno, flagSendFailed)
			return
		}
		cn.sent(sent)
		p += uintptr(sent)
		n -= sent
	}
	if n > 0 && !w.queue(cn, p, n, r.of) {
		cn.fail(reasonError, syscall.ENOMEM, flagSendFailed)
	}
}

// moveTail is the length from which the unsent rest of a reply is not copied if
// it lies in a block of its own, or in an object that can be pinned.
const moveTail = 16 << 10

// queue adds bytes of object v to what the connection sends, before the rollback: a
// long tail with its block, everything else as append does.
func (w *worker) queue(cn *conn, p uintptr, n int, v rt.Value) bool {
	if n >= moveTail && arena.IsArena(p) {
		if block := w.c.Detach(p); block != 0 {
			if cn.out.appendRef(segBlock, p, n, block) {
				return true
			}
			arena.Return(block)
			return false
		}
	}
	return cn.out.append(v, p, n)
}

// append adds the n bytes at p, which are v's: by reference if v is an immortal
// object, or a large one that can be pinned, else a copy.
func (q *queue) append(v rt.Value, p uintptr, n int) bool {
	if v != 0 && rt.Immortal(v) {
		return q.appendRef(segRef, p, n, 0)
	}
	if n >= moveTail && v != 0 {
		if at, ok := rt.Frozen(v); ok {
			arena.Pin(at)
			if q.appendRef(segPinned, p, n, at) {
				return true
			}
			arena.Unpin(at)
			return false
		}
	}
	return q.appendCopy(p, n)
}
