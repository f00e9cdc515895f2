package rt

import "testing"

// An object has one id and one hash, whichever thread runs its connection, and no two
// that contexts ask for have the same.
func TestIdentityInContexts(t *testing.T) {
	cls := newTestClass(t, &ClassSpec{Name: "K", QualName: "K", Module: "__main__"}, nil)
	inContext(func(a *Ctx) {
		inContext(func(b *Ctx) {
			seen := map[int64]bool{}
			for i := range 3 * identityBlock {
				c, other := a, b
				if i%2 == 0 {
					c, other = b, a
				}
				v := Call0(c, cls)
				id := objectID(c, v)
				h, _ := HashOf(c, v)
				g, _ := HashOf(other, v)
				if objectID(other, v) != id || g != h {
					t.Fatalf("another id or hash in another context: %#x, %#x", id, objectID(other, v))
				}
				if seen[id] {
					t.Fatalf("two objects with id %#x", id)
				}
				seen[id] = true
			}
		})
	})
}
