package rt

import "github.com/pxc-lang/pxc/rt/arena"

// Snap is a point that a loop of a context rolls back to.
type Snap = arena.Snap

// RollbackTo frees what c's arena has allocated since s was taken, and returns s.
// But if one of vs, the variables that are needed later, is among that, everything
// stays, and it returns a point from here on. O(len(vs)).
func RollbackTo(c *Ctx, s Snap, vs ...Value) Snap {
	for _, v := range vs {
		if v.IsPtr() && arena.IsArena(v.addr()) && c.Newer(v.addr(), s) {
			return c.Snapshot()
		}
	}
	if c.HasEnds(s) && !c.nativeEnds(s) {
		return c.Snapshot() // what the program itself has to say waits for the callback's end
	}
	c.Rollback(s)
	return s
}
