package rt

import "testing"

// A Rest is as deep as the body that ends in it, and may move the limit.
func TestEnterAtMovedLimit(t *testing.T) {
	c := NewMainCtx()
	t.Cleanup(func() { SetRecursionLimit(c, Int(MaxDepth)) })
	c.Depth = 3
	by := EnterAt(c, 40)
	if c.InCalls() != 40 {
		t.Errorf("%d calls deep, not 40", c.InCalls())
	}
	if SetRecursionLimit(c, Int(5000)) == 0 {
		t.Fatal("no new limit")
	}
	LeaveTo(c, by)
	if c.InCalls() != 3 || c.RecursionLimit() != 5000 {
		t.Errorf("%d calls deep with a limit of %d, not 3 and 5000", c.InCalls(), c.RecursionLimit())
	}
}
