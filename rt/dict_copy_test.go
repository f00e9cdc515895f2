package rt

import (
	"fmt"
	"testing"
)

// TestDictCopies copies dicts with and without removed entries into new, empty and
// filled ones: the copy has the entries in order, its own references, and changes alone.
func TestDictCopies(t *testing.T) {
	c := mainCtx
	for _, n := range []int{0, 1, 5, 6, 100} {
		for _, removed := range []bool{false, true} {
			src, live := NewDict(c, 0), n
			value := NewStr(c, "a value")
			for i := range n {
				key := NewStr(c, fmt.Sprintf("key %d", i))
				DictSet(c, src, key, value)
				c.Drop(key)
			}
			if removed && n > 0 {
				key := NewStr(c, "key 0")
				DictDelete(c, src, key)
				c.Drop(key)
				live--
			}
			before := RefCount(value)
			roomy := NewDict(c, 3)
			if !dictAddAll(c, roomy, src) {
				t.Fatal("dictAddAll")
			}
			for _, d := range []Value{DictCopy(c, src), roomy} {
				if DictLen(d) != live {
					t.Errorf("%d entries, not %d", DictLen(d), live)
				}
				from, to := 0, 0
				for {
					k, v, more := DictNext(src, &from)
					k2, v2, more2 := DictNext(d, &to)
					if k != k2 || v != v2 || more != more2 {
						t.Fatalf("entries differ: %v %v, %v %v", k, v, k2, v2)
					}
					if !more {
						break
					}
				}
				for i := range 20 {
					DictSet(c, d, Int(int64(i)), value)
				}
				if DictLen(d) != live+20 || DictLen(src) != live {
					t.Errorf("%d and %d entries after a change", DictLen(d), DictLen(src))
				}
				c.Drop(d)
			}
			if got := RefCount(value); got != before {
				t.Errorf("n=%d removed=%v: count %d, was %d", n, removed, got, before)
			}
			c.Drop(src)
			if got := RefCount(value); got != 1 {
				t.Errorf("n=%d removed=%v: count %d at the end", n, removed, got)
			}
			c.Drop(value)
		}
	}
}
