package testsuite

import (
	"os/exec"
	"regexp"
	"testing"
)

// inlined are the runtime's accessors and fast paths that generated code is
// made of: each must fit Go's inlining budget, or every operation pays for a
// call. The others are calls out of line by intent.
var inlined = []string{
	"Int", "Bool", "FuncValue", "Incref", "Decref", "Enter", "Leave",
	"Slot", "SlotOf", "InClasses", "TupleInit", "TupleItem", "ListInit", "CellGet", "Closure",
	"AddOK", "SubOK", "MulOK", "LtOK", "LeOK", "GtOK", "GeOK", "EqOK", "NeOK",
	"FloorDivOK", "ModOK", "LShiftOK", "RShiftOK", "AndOK", "OrOK", "XorOK", "ItemOf",
}

func TestInlined(t *testing.T) {
	out, err := exec.Command("go", "build", "-gcflags=-m", "../rt").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range inlined {
		if !regexp.MustCompile(`: can inline ` + name + `\b`).Match(out) {
			t.Errorf("rt.%s is not inlined any more", name)
		}
	}
}
