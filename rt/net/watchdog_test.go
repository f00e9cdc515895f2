package rtnet

import "testing"

// The watchdog stays awake while a callback is inside this package: it cannot be
// robbed there, but nobody would arm the watchdog again when it comes out.
func TestWatchdogWatchesInsideCalls(t *testing.T) {
	s := NewServer(testConfig())
	l := &Loop{srv: s}
	s.loops = []*Loop{l}
	d := newWatchdog(s)
	w := l.token.enter()
	if !d.look() || !l.token.running() {
		t.Error("a callback that has begun is not seen")
	}
	if !l.token.enterRT(w) {
		t.Fatal("enterRT failed")
	}
	for range 2 {
		if !d.look() || !l.token.running() {
			t.Error("a callback inside the package is taken for none")
		}
	}
	l.token.leaveRT(w)
	if !l.token.leave(w) {
		t.Fatal("the loop was stolen")
	}
	d.look()
	if d.look() || l.token.running() {
		t.Error("a callback that has returned is seen")
	}
}
