package arena

import (
	"testing"
	"time"
)

// freezeBytes makes a frozen copy of n bytes.
func freezeBytes(t *testing.T, a *Arena, n uintptr) uint64 {
	t.Helper()
	p := a.AllocVar(MinSize + round8(n))
	SetHeader(p, testBytes<<8, 0)
	store64(p+8, uint64(n))
	var f Transfer
	w, ok := f.Freeze(a, uint64(p))
	if !ok {
		t.Fatal("no memory")
	}
	return w
}

// testBytes is a type of objects that hold bytes.
const testBytes = layoutChunk - 1

func init() { Register(testBytes, &Layout{Name: "bytes", Size: MinSize, Form: Bytes}) }

// What is retired stays until whoever might see it has left, and no longer.
func TestRetire(t *testing.T) {
	a, b := New(DefaultLimit), New(DefaultLimit)
	a.ReclaimShared()
	before, _ := SharedUsage()
	w := freezeBytes(t, a, 100)
	block := a.SharedBlock(1000)
	if live, _ := SharedUsage(); live < before+1100 {
		t.Errorf("%d bytes are live", live-before)
	}
	if !b.EnterShared() || b.EnterShared() {
		t.Error("entered twice, or never")
	}
	a.Retire(w)
	a.RetireBlock(block)
	a.ReclaimShared()
	if live, limbo := SharedUsage(); live != before || limbo < 1100 {
		t.Errorf("%d bytes are live, %d in limbo", live-before, limbo)
	}
	if got := load32(uintptr(w)) >> 8; got != testBytes {
		t.Errorf("a visible copy is overwritten: %#x", got)
	}
	b.LeaveShared()
	b.EnterShared() // later: it cannot see what has been retired
	a.ReclaimShared()
	if live, limbo := SharedUsage(); live != before || limbo != 0 {
		t.Errorf("%d bytes are live, %d in limbo", live-before, limbo)
	}
	b.LeaveShared()
}

// A thread that stays holds back so much and no more; when it leaves, all is freed
// although nobody retires anything.
func TestSharedLimbo(t *testing.T) {
	a, b := New(DefaultLimit), New(DefaultLimit)
	defer SetSharedLimbo(DefaultSharedLimbo)
	SetSharedLimbo(4 << 20)
	b.EnterShared()
	n := 0
	for snap := a.Snapshot(); ; n++ {
		p := a.AllocVar(MinSize + 1000)
		SetHeader(p, testBytes<<8, 0)
		store64(p+8, 1000)
		var f Transfer
		w, ok := f.Freeze(a, uint64(p))
		if !ok {
			break
		}
		a.Retire(w)
		a.Rollback(snap)
		if n > 10000 {
			t.Fatal("the limbo has no bounds")
		}
	}
	if _, limbo := SharedUsage(); limbo < 4<<20 || limbo > 5<<20 {
		t.Errorf("%d bytes in limbo", limbo)
	}
	b.LeaveShared()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, limbo := SharedUsage(); limbo == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the limbo is not swept")
		}
	}
	freezeBytes(t, a, 10)
}
