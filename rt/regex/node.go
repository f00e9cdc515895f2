package regex

// The tree of a pattern.

type op uint8

const (
	opSeq    op = iota // kids one after the other
	opChars            // one character of set
	opAt               // a position: at
	opGroup            // kids[0], as group number n, 0 for none
	opAtomic           // kids[0], never entered again
	opAlt              // the first of kids that leads on
	opRepeat           // kids[0], min to max times
	opRef              // what group n holds
	opCond             // kids[0] if group n is set, else kids[1]
	opLook             // kids[0] matches here (or, behind, up to here), or does not if neg
	opFail             // nothing
)

// Ways to repeat.
const (
	greedy = iota
	lazy
	possessive
)

// Positions.
const (
	atStart = iota
	atLineStart
	atEnd     // at the end, or before a newline there
	atLineEnd // before a newline, or at the end
	atVeryEnd
	atBoundary
	atNotBoundary
)

// Kinds of words and of comparing regardless of case.
const (
	exact = iota
	ofASCII
	ofUnicode
)

type node struct {
	op       op
	kids     []*node
	set      *set
	at       int
	kind     int // opAt: kind of word; opRef: how to compare
	n        int // group
	min, max int64
	mode     int // of opRepeat
	behind   bool
	neg      bool

	from *first // what it may begin with, once asked
}

// isSimple returns the set of a node that matches exactly one character.
func (n *node) isSimple() *set {
	for {
		switch {
		case n.op == opChars:
			return n.set
		case n.op == opSeq && len(n.kids) == 1, n.op == opGroup && n.n == 0:
			n = n.kids[0]
		default:
			return nil
		}
	}
}

// captures reports whether n contains a group that is remembered.
func (n *node) captures() bool {
	if n.op == opGroup && n.n > 0 {
		return true
	}
	for _, k := range n.kids {
		if k.captures() {
			return true
		}
	}
	return false
}

// widths are how many characters a node matches, by number of a closed group for
// references.
type widths struct{ lo, hi int64 }

// width returns how many characters n matches; groups holds those of groups that
// have ended.
func (n *node) width(groups []widths) widths {
	var w widths
	switch n.op {
	case opSeq, opGroup, opAtomic:
		for _, k := range n.kids {
			x := k.width(groups)
			w.lo += x.lo
			w.hi += x.hi
		}
	case opChars:
		w = widths{1, 1}
	case opAlt:
		for i, k := range n.kids {
			x := k.width(groups)
			if i == 0 {
				w = x
			}
			w.lo, w.hi = min(w.lo, x.lo), max(w.hi, x.hi)
		}
	case opCond:
		a, b := n.kids[0].width(groups), n.kids[1].width(groups)
		w.lo, w.hi = min(a.lo, b.lo), max(a.hi, b.hi)
	case opRepeat:
		x := n.kids[0].width(groups)
		w.lo, w.hi = times(x.lo, n.min), times(x.hi, n.max)
	case opRef:
		if n.n < len(groups) {
			w = groups[n.n]
		}
	}
	w.lo, w.hi = min(w.lo, inf-1), min(w.hi, inf)
	return w
}

func times(a, b int64) int64 {
	if a != 0 && b > inf/a {
		return inf
	}
	return a * b
}
