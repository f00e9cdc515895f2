package arena

import (
	"os"
	"strings"

	"github.com/pxc-lang/pxc/rt/internal/invariants"
)

// Stress makes rare events common, so that tests meet them. It is read from
// PXC_STRESS, a list of names separated by commas, in checked builds only.
//
//	compact   connection heaps are compacted after every callback
//	chunks    chunks of 1 KiB: allocations cross them all the time, and objects
//	          of half a KiB get blocks of their own
//	handover  every callback gives its loop away before it runs
//	counts    the main thread compares all its counts with the references that it
//	          finds, whenever it is at rest
var Stress struct {
	Compact, HandOver, Counts bool
}

const stressChunk = 1 << 10

func init() {
	if !invariants.Enabled {
		return
	}
	for _, name := range strings.Split(os.Getenv("PXC_STRESS"), ",") {
		switch name {
		case "compact":
			Stress.Compact = true
		case "chunks":
			chunkSize, bigObject = stressChunk, stressChunk/2
		case "handover":
			Stress.HandOver = true
		case "counts":
			Stress.Counts = true
		}
	}
}
