package ir

import (
	"fmt"
	"slices"
	"strings"
)

// A Strip says how a counted loop whose steps are positive runs a number of rounds at a time without
// polling, and with fewer checks: under conditions on what its variables are, which are
// looked at once in front. The loop as it stands does what is left: rounds under other
// conditions, and one behind each strip.
type Strip struct {
	Rounds    int64
	Count     bool // the counter lies within ±2^CountBits
	CountBits int
	Low       int64   // the counter is at least that, if Index
	Index     bool    // something is indexed by the counter
	Limits    []Limit // variables
	Ends      []End   // up to where the counter may go
	Inside    []Inside
	Whole     []*View       // lists that hold small ints only
	Bytes     map[*Op]*View // bytearrays that are accessed in place, by access
	Sure      map[*Op]Sure
}

// CountBits, StepBits and ItemBits are the widths of what is taken for a counter, for its
// step and for a small int in a list.
const (
	CountBits = 40
	StepBits  = 32
	ItemBits  = 44
)

// A Limit is a condition on a variable with an int: it lies within ±2^Bits.
type Limit struct {
	Var  *Var
	Bits int
}

// An End is where a strip ends at the latest: the counter plus Off is an index of View.
type End struct {
	View *View
	Off  int64
}

// An Inside is the condition that Var, which the loop does not change, plus Off is an
// index of View; Off is, if Var is nil.
type Inside struct {
	Var  *Var
	Off  int64
	View *View
}

// Sure is what is certain of an op in a strip.
type Sure uint8

const (
	SureFits  Sure = 1 << iota // arithmetic: the result is one of a tagged int, or the divisor is positive
	SureIndex                  // of an access: the index is one, from the left
	SureKind                   // of a read: there is an int; of a store: a number is replaced, or a byte stored
	SureSmall                  // of a store: a small int is stored
)

func (s Sure) String() string {
	var names []string
	for i, n := range []string{"fits", "index", "kind", "small"} {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, "+")
}

// String shows the conditions.
func (s *Strip) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "strip of %d", s.Rounds)
	if s.Count {
		fmt.Fprintf(&b, ", count within 2^%d", s.CountBits)
	}
	if s.Index {
		fmt.Fprintf(&b, ", count >= %d", s.Low)
	}
	for _, l := range s.Limits {
		fmt.Fprintf(&b, ", %s within 2^%d", l.Var, l.Bits)
	}
	for _, e := range s.Ends {
		fmt.Fprintf(&b, ", count%+d in %s", e.Off, e.View)
	}
	for _, i := range s.Inside {
		if i.Var == nil {
			fmt.Fprintf(&b, ", %d in %s", i.Off, i.View)
		} else {
			fmt.Fprintf(&b, ", %s%+d in %s", i.Var, i.Off, i.View)
		}
	}
	for _, v := range s.Whole {
		fmt.Fprintf(&b, ", %s small", v)
	}
	return b.String()
}

func (v *View) String() string {
	switch {
	case v.Val != nil:
		return v.Val.String()
	case v.Class != nil:
		return v.Var.String() + "." + v.Name
	}
	return v.Var.String()
}

// verify reports what of s does not belong to its loop or function.
func (s *Strip) verify(v *verifier, l *Loop) {
	ops := map[*Op]bool{}
	l.Body.Walk(func(n Node) {
		if b, ok := n.(*Block); ok {
			for _, op := range b.Ops {
				ops[op] = true
			}
		}
	})
	for op := range s.Sure {
		if !ops[op] {
			v.errorf("strip of l%d is sure of an op elsewhere", l.ID)
			break
		}
	}
	for _, lim := range s.Limits {
		if !v.vars[lim.Var] || lim.Var.Rep != RepInt {
			v.errorf("strip of l%d has a limit for %s", l.ID, lim.Var)
		}
	}
	if l.Kind != LoopRange || len(l.Else) > 0 {
		v.errorf("strip of l%d, which is no plain counted loop", l.ID)
	}
	if slices.Contains(s.Whole, nil) {
		v.errorf("strip of l%d has no view", l.ID)
	}
}
