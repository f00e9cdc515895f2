package regex

// first is what the text that a node matches may begin with: characters, and
// whether it may be empty, so that what follows decides, or nothing is known.
type first struct {
	set set
	end bool
}

// then returns what n followed by f may begin with.
func (n *node) then(f *first) *first {
	own := n.first()
	if !own.end {
		return own
	}
	r := &first{set: own.set, end: f.end}
	r.set.merge(&f.set)
	return r
}

// first returns what n may begin with; asked once.
func (n *node) first() *first {
	if n.from == nil {
		n.from = n.findFirst()
	}
	return n.from
}

func (n *node) findFirst() *first {
	switch n.op {
	case opChars:
		return &first{set: *n.set}
	case opSeq:
		f := &first{end: true}
		for i := len(n.kids) - 1; i >= 0; i-- {
			f = n.kids[i].then(f)
		}
		return f
	case opGroup, opAtomic:
		return n.kids[0].first()
	case opAlt, opCond:
		f := &first{}
		for _, k := range n.kids {
			kf := k.first()
			f.set.merge(&kf.set)
			f.end = f.end || kf.end
		}
		return f
	case opRepeat:
		kf := n.kids[0].first()
		if n.min > 0 {
			return kf
		}
		return &first{set: kf.set, end: true}
	case opRef:
		return &first{set: *everything(), end: true}
	case opFail:
		return &first{}
	}
	return &first{end: true} // positions and assertions take nothing
}
