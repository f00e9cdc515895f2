package regex

import "encoding/binary"

// Code. A program begins with a header, then come instructions, then sets. Words
// that name a place in the program are indices into it.
const (
	hdrGroups = iota
	hdrRegs   // number of registers
	hdrStart  // first instruction
	hdrWidth  // the least number of characters a match has
	hdrSearch // how to find where to begin
	hdrFirst  // set of characters that a match begins with, 0 if unknown
	hdrText   // prefix: its first character in the program
	hdrTextN  // and their number
	hdrSize
)

// Ways to search.
const (
	searchAny    = iota // at every position
	searchStart         // at the very start only
	searchFirst         // where a character of the set hdrFirst is
	searchChar          // where the character hdrText is
	searchPrefix        // where hdrTextN characters at hdrText are
)

// Registers: two for each group, the last group that was closed, then those of
// loops and assertions.

// Instructions, with their operands. A tester is two words: a kind of tester, and a
// character or set.
const (
	iMatch      = iota
	iFail       //
	iOne        // tester: one character
	iChar       // c: that character
	iSet        // set: one character of it
	iString     // n, characters
	iAt         // position, kind of word
	iOpen       // r: register r = position
	iClose      // r, group
	iJump       // to
	iSplit      // else: go on; should that fail, at else
	iSplitLazy  // else: go on at else; should that fail, here
	iSplitSet   // else, set: iSplit if the next character is in set, else a jump to else
	iBranchSet  // else, set: go on if the next character is in set, else at else
	iMany       // tester, min, max, next tester, then iManyBack: as many as there are, fewer should that fail
	iManyBack   //
	iFew        // tester, min, max, next tester, then iFewMore: as few, more should that fail
	iFewMore    //
	iAll        // tester, min, max: as many as there are, and never fewer
	iLoop       // r, to: count r = -1, last position r+1 = none; at to is the end of the loop
	iLoopEnd    // r, body, min, max
	iLoopLazy   // r, body, min, max, then iLoopMore
	iLoopMore   //
	iRef        // group, kind
	iCond       // group, else
	iCut        // r: register r = height of the stack
	iCutEnd     // r: forget what is above
	iLook       // r, behind: iCut that keeps the position in r+1 and goes back by behind
	iLookEnd    // r
	iLookNot    // r, behind, else: as iLook; should what follows fail, at else
	iLookNotEnd // r: fail
)

// Kinds of testers.
const (
	tNone  = iota // of a next tester: anything, even the end
	tChar         // c
	tOther        // any but c
	tAll          // any
	tSet          // set
)

// Layout of a set in code: eight words of bits, wide, number of spans, spans.
const (
	setWide  = 8
	setCount = 9
	setSpans = 10
)

type compiler struct {
	code   []uint32
	sets   map[string]uint32
	fix    []fixup // where words that name sets stand
	pool   []uint32
	regs   int
	narrow bool
	tooBig bool
}

type fixup struct{ at, set uint32 }

// Compile compiles pattern, characters of a str or bytes, with flags.
func Compile(pattern []rune, str bool, flags Flags) (*Pattern, *Error) {
	p, root, err := parse(pattern, str, flags)
	if err != nil {
		return nil, err
	}
	if !checkLooks(root, p.ends) {
		return nil, &Error{Kind: Syntax, Msg: "look-behind requires fixed-width pattern", Pos: -1}
	}
	c := &compiler{sets: map[string]uint32{}, regs: 2*p.groups + 1, narrow: !str}
	c.code = make([]uint32, hdrSize, 64)
	c.prefix(root)
	c.code[hdrStart] = uint32(len(c.code))
	c.emit(root, &first{end: true}, p.ends)
	c.put(iMatch)
	c.search(root)
	if len(c.code)+len(c.pool) > maxCode || c.tooBig {
		return nil, &Error{Kind: Memory, Pos: -1}
	}
	base := uint32(len(c.code))
	for _, f := range c.fix {
		c.code[f.at] = base + f.set
	}
	c.code = append(c.code, c.pool...)
	c.code[hdrGroups], c.code[hdrRegs] = uint32(p.groups), uint32(c.regs)
	c.code[hdrWidth] = uint32(min(root.width(p.ends).lo, inf-1))
	out := &Pattern{Code: c.code, Flags: p.flags, Groups: p.groups}
	if len(p.byName) > 0 {
		out.Names = p.names
	}
	return out, nil
}

// checkLooks reports whether all lookbehinds have one width.
func checkLooks(n *node, ends []widths) bool {
	if n.op == opLook && n.behind {
		if w := n.kids[0].width(ends); w.lo != w.hi {
			return false
		}
	}
	for _, k := range n.kids {
		if !checkLooks(k, ends) {
			return false
		}
	}
	return true
}

func (c *compiler) put(words ...uint32) {
	if len(c.code) > maxCode {
		c.tooBig = true
		return
	}
	c.code = append(c.code, words...)
}

func (c *compiler) here() uint32 { return uint32(len(c.code)) }

// patch makes the word at name the place reached.
func (c *compiler) patch(at uint32) {
	if !c.tooBig {
		c.code[at] = c.here()
	}
}

// putSet adds a word that names s.
func (c *compiler) putSet(s *set) {
	c.fix = append(c.fix, fixup{c.here(), c.setIndex(s)})
	c.put(0)
}

func (c *compiler) setIndex(s *set) uint32 {
	words := append([]uint32{}, s.bits[:]...)
	words = append(words, s.wide, uint32(len(s.spans)))
	for _, p := range s.spans {
		words = append(words, uint32(p.lo), uint32(p.hi))
	}
	key := make([]byte, 0, 4*len(words))
	for _, w := range words {
		key = binary.LittleEndian.AppendUint32(key, w)
	}
	i, ok := c.sets[string(key)]
	if !ok {
		i = uint32(len(c.pool))
		c.sets[string(key)] = i
		c.pool = append(c.pool, words...)
	}
	return i
}

// putTester adds the two words that test for a character of s.
func (c *compiler) putTester(s *set) {
	if r, _, ok := s.only(); ok {
		c.put(tChar, uint32(r))
		return
	}
	if r, ok := s.but(c.narrow); ok {
		if r < 0 {
			c.put(tAll, 0)
		} else {
			c.put(tOther, uint32(r))
		}
		return
	}
	c.put(tSet)
	c.putSet(s)
}

// putNext adds a tester of what may follow.
func (c *compiler) putNext(f *first) {
	if f.end {
		c.put(tNone, 0)
		return
	}
	c.putTester(&f.set)
}

func (c *compiler) newRegs(n int) uint32 {
	r := c.regs
	c.regs += n
	return uint32(r)
}

// search chooses how to find where a match may begin.
func (c *compiler) search(root *node) {
	if beginsAtStart(root) {
		c.code[hdrSearch] = searchStart
		return
	}
	if c.code[hdrSearch] != searchAny {
		return
	}
	f := root.first()
	if f.end {
		return
	}
	if r, _, ok := f.set.only(); ok {
		c.code[hdrSearch], c.code[hdrText] = searchChar, uint32(r)
		return
	}
	if r, ok := f.set.but(c.narrow); ok && r < 0 {
		return
	}
	c.code[hdrSearch] = searchFirst
	c.fix = append(c.fix, fixup{hdrFirst, c.setIndex(&f.set)})
}

// beginsAtStart reports whether n can match at the start of the string only.
func beginsAtStart(n *node) bool {
	switch n.op {
	case opAt:
		return n.at == atStart
	case opSeq, opGroup, opAtomic:
		return len(n.kids) > 0 && beginsAtStart(n.kids[0])
	}
	return false
}

// prefix keeps the text that every match begins with, if it is more than a
// character.
func (c *compiler) prefix(root *node) {
	var text []uint32
	var walk func(n *node) bool // false: the prefix ends inside
	walk = func(n *node) bool {
		switch n.op {
		case opChars:
			r, _, ok := n.set.only()
			if ok {
				text = append(text, uint32(r))
			}
			return ok
		case opSeq, opGroup:
			for _, k := range n.kids {
				if !walk(k) {
					return false
				}
			}
			return true
		}
		return false
	}
	walk(root)
	if len(text) > 1 {
		c.code[hdrSearch], c.code[hdrText], c.code[hdrTextN] = searchPrefix, c.here(), uint32(len(text))
		c.put(text...)
	}
}
