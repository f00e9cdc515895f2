package regex

// From tree to instructions. follow is what may come behind a node: a loop over one
// kind of character needs nothing to come back to if what follows begins with
// another. Inside atomic groups and assertions, what follows the whole does not
// count, because the first way through them is the only one.

var anything = &first{end: true}

func (c *compiler) emit(n *node, follow *first, ends []widths) {
	switch n.op {
	case opSeq:
		c.sequence(n.kids, follow, ends)
	case opChars:
		c.one(n.set)
	case opAt:
		c.put(iAt, uint32(n.at), uint32(n.kind))
	case opGroup:
		if n.n == 0 {
			c.emit(n.kids[0], follow, ends)
			return
		}
		c.put(iOpen, uint32(2*n.n-2))
		c.emit(n.kids[0], follow, ends)
		c.put(iClose, uint32(2*n.n-1), uint32(n.n))
	case opAtomic:
		r := c.newRegs(1)
		c.put(iCut, r)
		c.emit(n.kids[0], anything, ends)
		c.put(iCutEnd, r)
	case opAlt:
		c.alt(n.kids, follow, ends)
	case opRepeat:
		c.repeat(n, follow, ends)
	case opRef:
		c.put(iRef, uint32(n.n), uint32(n.kind))
	case opCond:
		c.put(iCond, uint32(n.n), 0)
		at := c.here() - 1
		c.emit(n.kids[0], follow, ends)
		c.put(iJump, 0)
		jump := c.here() - 1
		c.patch(at)
		c.emit(n.kids[1], follow, ends)
		c.patch(jump)
	case opLook:
		c.look(n, ends)
	case opFail:
		c.put(iFail)
	}
}

func (c *compiler) one(s *set) {
	if r, _, ok := s.only(); ok {
		c.put(iChar, uint32(r))
		return
	}
	if r, ok := s.but(c.narrow); ok {
		if r < 0 {
			c.put(iOne, tAll, 0)
		} else {
			c.put(iOne, tOther, uint32(r))
		}
		return
	}
	c.put(iSet)
	c.putSet(s)
}

func (c *compiler) sequence(kids []*node, follow *first, ends []widths) {
	after := make([]*first, len(kids)+1)
	after[len(kids)] = follow
	for i := len(kids) - 1; i > 0; i-- {
		after[i] = kids[i].then(after[i+1])
	}
	for i := 0; i < len(kids); i++ {
		n := 0
		for n < len(kids)-i {
			s := kids[i+n].isSimple()
			if s == nil {
				break
			}
			if _, _, ok := s.only(); !ok {
				break
			}
			n++
		}
		if n > 1 {
			c.put(iString, uint32(n))
			for _, k := range kids[i : i+n] {
				r, _, _ := k.isSimple().only()
				c.put(uint32(r))
			}
			i += n - 1
			continue
		}
		c.emit(kids[i], after[i+1], ends)
	}
}

// alt emits alternatives. One whose first character shows that no later one can
// match leaves nothing to come back to.
func (c *compiler) alt(kids []*node, follow *first, ends []widths) {
	later := make([]*first, len(kids)) // what those behind begin with
	for i := len(kids) - 2; i >= 0; i-- {
		f := &first{}
		if i+2 < len(kids) {
			f.set, f.end = later[i+1].set, later[i+1].end
		}
		k := kids[i+1].then(follow)
		f.set.merge(&k.set)
		f.end = f.end || k.end
		later[i] = f
	}
	var jumps []uint32
	for i, k := range kids {
		if i == len(kids)-1 {
			c.emit(k, follow, ends)
			break
		}
		at := c.fork(k.then(follow), later[i])
		c.emit(k, follow, ends)
		c.put(iJump, 0)
		jumps = append(jumps, c.here()-1)
		c.patch(at)
	}
	for _, j := range jumps {
		c.patch(j)
	}
}

// fork emits the choice between what follows in the code, which begins with f, and
// another way, which begins with other. It returns where to patch in the latter.
func (c *compiler) fork(f, other *first) uint32 {
	switch {
	case f.end:
		c.put(iSplit, 0)
		return c.here() - 1
	case !other.end && apart(&f.set, &other.set):
		c.put(iBranchSet, 0)
	default:
		c.put(iSplitSet, 0)
	}
	at := c.here() - 1
	c.putSet(&f.set)
	return at
}

func (c *compiler) look(n *node, ends []widths) {
	r := c.newRegs(2)
	behind := uint32(0)
	if n.behind {
		behind = uint32(n.kids[0].width(ends).lo)
	}
	if !n.neg {
		c.put(iLook, r, behind)
		c.emit(n.kids[0], anything, ends)
		c.put(iLookEnd, r)
		return
	}
	c.put(iLookNot, r, behind, 0)
	at := c.here() - 1
	c.emit(n.kids[0], anything, ends)
	c.put(iLookNotEnd, r)
	c.patch(at)
}

func (c *compiler) repeat(n *node, follow *first, ends []widths) {
	body := n.kids[0]
	if n.max == 0 {
		return
	}
	if s := body.isSimple(); s != nil {
		c.many(n, s, follow)
		return
	}
	if n.mode == possessive {
		c.possessive(n, ends)
		return
	}
	// What follows a round is another one, or what follows the loop.
	round := body.first()
	inner := &first{set: round.set, end: round.end || follow.end}
	inner.set.merge(&follow.set)
	full := body.width(ends).lo > 0
	switch {
	case n.min == 1 && n.max == 1:
		c.emit(body, follow, ends)
	case n.min == 0 && n.max == 1:
		at := c.loopFork(n, body.then(follow), follow)
		c.emit(body, follow, ends)
		c.patch(at)
	case full && n.max == inf && n.min <= 1:
		if n.min == 1 && !body.captures() && n.mode == greedy {
			c.emit(body, inner, ends)
		} else if n.min == 1 {
			// The loop is entered behind its fork.
			c.put(iJump, 0)
			enter := c.here() - 1
			top := c.here()
			at := c.loopFork(n, round, follow)
			c.patch(enter)
			c.emit(body, inner, ends)
			c.put(iJump, top)
			c.patch(at)
			return
		}
		top := c.here()
		at := c.loopFork(n, round, follow)
		c.emit(body, inner, ends)
		c.put(iJump, top)
		c.patch(at)
	default:
		r := c.newRegs(2)
		c.put(iLoop, r, 0)
		at := c.here() - 1
		top := c.here()
		c.emit(body, inner, ends)
		c.patch(at)
		if n.mode == lazy {
			c.put(iLoopLazy, r, top, uint32(n.min), uint32(n.max), iLoopMore)
		} else {
			c.put(iLoopEnd, r, top, uint32(n.min), uint32(n.max))
		}
	}
}

// loopFork emits the choice between another round of n and what follows it.
func (c *compiler) loopFork(n *node, round, follow *first) uint32 {
	if n.mode == lazy {
		c.put(iSplitLazy, 0)
		return c.here() - 1
	}
	return c.fork(round, follow)
}

// possessive emits a loop each round of which is final.
func (c *compiler) possessive(n *node, ends []widths) {
	round := &node{op: opAtomic, kids: n.kids}
	loop := &node{op: opRepeat, kids: []*node{round}, min: n.min, max: n.max}
	r := c.newRegs(1)
	c.put(iCut, r)
	c.repeat(loop, anything, ends)
	c.put(iCutEnd, r)
}

// many emits a repeat of one character.
func (c *compiler) many(n *node, s *set, follow *first) {
	if n.min == 1 && n.max == 1 {
		c.one(s)
		return
	}
	switch {
	case n.mode == possessive, n.min == n.max, n.mode == greedy && !follow.end && apart(s, &follow.set):
		c.put(iAll)
		c.putTester(s)
		c.put(uint32(n.min), uint32(n.max))
	case n.mode == greedy:
		c.put(iMany)
		c.putTester(s)
		c.put(uint32(n.min), uint32(n.max))
		c.putNext(follow)
		c.put(iManyBack)
	default:
		c.put(iFew)
		c.putTester(s)
		c.put(uint32(n.min), uint32(n.max))
		c.putNext(follow)
		c.put(iFewMore)
	}
}
