package rt

import (
	"strings"
	"testing"
)

// TestExpressionsLeaveNothing runs every expression twice in the main world:
// the second run must leave as many objects as it found.
func TestExpressionsLeaveNothing(t *testing.T) {
	c := mainCtx
	bad := 0
	for _, line := range expressions(t) {
		src, want, _ := strings.Cut(line, "\t")
		if strings.Contains(want, "...") {
			continue // a cycle, which counting alone does not free
		}
		run(c, src)
		c.Main.Reclaim()
		before := c.Main.Objects()
		run(c, src)
		c.Main.Reclaim()
		if after := c.Main.Objects(); after != before {
			if bad++; bad <= 40 {
				t.Errorf("%s leaves %d objects", src, after-before)
			}
		}
	}
	if bad > 40 {
		t.Errorf("%d in all", bad)
	}
}
