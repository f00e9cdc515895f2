package rt

import (
	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Reference counts exist on the main heap and belong to the main thread. In the
// main world every result is owned and must be dropped; in contexts none of this
// is executed: generated context clones contain no counting, and code shared by
// both worlds goes through Own and Drop, which test c.IsMain.

// Incref adds a reference to v. Main thread only.
func Incref(c *Ctx, v Value) Value {
	if v&arena.MainMask == arena.MainBits {
		if rc := u32(v.addr() + 4); rc < arena.Immortal {
			setU32(v.addr()+4, rc+1)
		}
	}
	return v
}

// IsCounted reports whether v is an object of the main heap, whose references count.
func (v Value) IsCounted() bool { return v&arena.MainMask == arena.MainBits }

// Decref drops a reference to v and frees it if it was the last. Main thread
// only. v may be 0.
func Decref(c *Ctx, v Value) {
	if v&arena.MainMask == arena.MainBits { // one test, so that this inlines
		decref(c, v)
	}
}

func decref(c *Ctx, v Value) {
	rc := u32(v.addr() + 4)
	if rc >= arena.Immortal {
		return
	}
	if rc > 1 {
		setU32(v.addr()+4, rc-1)
		return
	}
	if invariants.Enabled && rc == 0 {
		invariants.Failf("count of %#x (type %d) drops below zero", v.addr(), TypeID(v))
	}
	setU32(v.addr()+4, 0)
	c.Main.Release(v.addr())
}

// Own turns a borrowed value into an owned one.
func (c *Ctx) Own(v Value) Value {
	if c.IsMain {
		Incref(c, v)
	}
	return v
}

// Drop gives up an owned value.
func (c *Ctx) Drop(v Value) {
	if c.IsMain {
		Decref(c, v)
	}
}

// IsImmortal reports whether v is an object that is never freed.
func IsImmortal(v Value) bool {
	return v.IsPtr() && arena.IsMain(v.addr()) && u32(v.addr()+4) >= arena.Immortal
}

// immortalise makes v, a MAIN object, live for ever: constants, interned
// strings, classes, modules.
func immortalise(v Value) Value {
	if v.IsPtr() && arena.IsMain(v.addr()) {
		setU32(v.addr()+4, arena.Immortal)
	}
	return v
}

// StoreCheck is the barrier before a store into the existing object o. It
// returns false with PersistenceError pending when a context would change an
// object of the main heap, and records o when it belongs to the connection.
func StoreCheck(c *Ctx, o Value) bool {
	return o&(1<<43) == 0 || c.IsMain || storeSlow(c, o)
}

// Writable reports whether the executing thread may change o: a context may change
// what a context has made.
func Writable(c *Ctx, o Value) bool {
	return c.IsMain || arena.IsArena(o.addr()) || arena.IsConn(o.addr())
}

//go:noinline
func storeSlow(c *Ctx, o Value) bool {
	if arena.IsConn(o.addr()) {
		c.LogDirty(o.addr())
		return true
	}
	refuseStore(c, o, ExcUnprotectedError)
	return false
}

// resizeCheck is StoreCheck before the length of list o changes.
func resizeCheck(c *Ctx, o Value) bool {
	return o&(1<<43) == 0 || c.IsMain || resizeSlow(c, o)
}

//go:noinline
func resizeSlow(c *Ctx, o Value) bool {
	if arena.IsConn(o.addr()) {
		c.LogDirty(o.addr())
		return true
	}
	refuseStore(c, o, ExcAssignmentError)
	return false
}

// finalise runs the finaliser of v before its memory is freed. It returns false
// if the finaliser has made v reachable again.
func finalise(c *Ctx, v Value) bool {
	if TypeID(v) == TypeMemoryview {
		viewDone(v)
		return true
	}
	if end := infoOf(TypeID(v)).end; end != nil {
		end(c, v)
	}
	list := weakObjects[v]
	exc, ret := c.Exc, c.Ret
	c.Exc, c.Ret = 0, 0
	defer func() { c.Exc, c.Ret = exc, ret }()
	if list != nil && isFrame(v) { // a generator's finally suites come after that
		clearWeak(c, v, list)
		list = nil
	}
	if speaksAtEnd(v) {
		setU32(v.addr()+4, 1)
		lastWords(c, v)
		rc := u32(v.addr()+4) - 1
		setU32(v.addr()+4, rc)
		if rc > 0 {
			if weakObjects[v] != nil {
				setU32(v.addr(), u32(v.addr())|arena.FlagFinalise)
			}
			return false
		}
		list = weakObjects[v]
	}
	if IsA(v, &WeakRef) {
		forgetWeak(v)
	}
	if list != nil {
		clearWeak(c, v, list)
	}
	return true
}

// speaksAtEnd reports whether v has a __del__ method or a finally suite that is still to
// run.
func speaksAtEnd(v Value) bool {
	return (isFrame(v) || infoFor(v).del != 0) && u32(v.addr())&arena.FlagFinal == 0
}

// lastWords runs it, once and for all. The caller has a reference to v.
func lastWords(c *Ctx, v Value) {
	setU32(v.addr(), u32(v.addr())|arena.FlagFinal)
	if isFrame(v) {
		finaliseFrame(c, v)
	} else if r := CallMethod0(c, v, nameDel); r != 0 {
		Decref(c, r)
	} else {
		unraisable(c, v)
	}
}

// IsFinalised reports whether v's finaliser has run.
func IsFinalised(v Value) bool {
	return v.IsPtr() && arena.IsMain(v.addr()) && !IsStr(v) && u32(v.addr())&arena.FlagFinal != 0
}

// RefCount returns how many references there are to v. Only objects of the main heap
// count them; immediates are referred to all over.
func RefCount(v Value) int64 {
	switch {
	case !v.IsPtr():
		return 1 << 20
	case !arena.IsMain(v.addr()):
		return 1
	}
	return int64(u32(v.addr() + 4))
}
