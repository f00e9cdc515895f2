package regex

import "sync/atomic"

// The matcher. It runs a program over characters of any width from one position; a
// choice leaves a frame on the stack that says where to go on should the chosen way
// fail, and every change of a register leaves one that says what it was. Failing
// means taking frames off: changes are undone, the last choice is taken again.
// Where nothing is left to come back to, changes are not recorded.
//
// The stack is the matcher's own and grows with what is left to try, at most
// MaxFrames; the depth of Go's stack does not depend on pattern or text.

// A Char is a character of a text.
type Char interface{ ~uint8 | ~uint16 | ~uint32 }

// none is the value of a register that is unset, and no position.
const none = 1<<32 - 1

// undo marks frames that restore register pc to pos.
const undo = 1 << 31

type frame struct{ pc, pos, aux uint32 }

// A Status is how a search ended.
type Status int

const (
	NoMatch Status = iota
	Matched
	Interrupted // Polled returned false
	OutOfMemory // MaxFrames did not suffice
)

// A Matcher holds what a match needs besides program and text. One goroutine uses
// it at a time; it is meant to be kept.
type Matcher struct {
	Start, End int // of the match

	// Poll, unless nil, is looked at whenever the matcher goes back; if it is not
	// zero Polled is called and says whether to go on.
	Poll   *atomic.Uint32
	Polled func() bool

	// MaxFrames bounds the stack, in frames of 12 bytes.
	MaxFrames int

	regs  []uint32
	stack []frame
	all   bool // a match has to end at the end
	not   int  // an empty match here does not count; -1
}

// Group returns what group n, from 1, of the last match holds; from is -1 if
// nothing.
func (m *Matcher) Group(n int) (from, to int) {
	a, b := m.regs[2*n-2], m.regs[2*n-1]
	if a == none || b == none || a > b {
		return -1, -1
	}
	return int(a), int(b)
}

// LastGroup returns the number of the group that was closed last, 0 if none was.
func (m *Matcher) LastGroup(groups int) int {
	if r := m.regs[2*groups]; r != none {
		return int(r)
	}
	return 0
}

// Registers views the registers of groups after a match: from and to by group, then
// the last one closed.
func (m *Matcher) Registers(groups int) []uint32 { return m.regs[:2*groups+1] }

// Trim gives back a stack that a match has made large.
func (m *Matcher) Trim() {
	if cap(m.stack) > 1<<15 {
		m.stack = nil
	}
}

func (m *Matcher) reset(code []uint32) {
	n := int(code[hdrRegs])
	if cap(m.regs) < n {
		m.regs = make([]uint32, n)
	}
	m.regs = m.regs[:n]
	for i := range m.regs {
		m.regs[i] = none
	}
}

// grow returns a longer stack, nil if it may not be.
func (m *Matcher) grow(stack []frame) []frame {
	n := max(2*cap(stack), 256)
	if m.MaxFrames > 0 && n > m.MaxFrames {
		if n = m.MaxFrames; n <= cap(stack) {
			return nil
		}
	}
	next := make([]frame, len(stack), n)
	copy(next, stack)
	m.stack = next[:0]
	return next
}

// setBits are a set's bits.
func setBits(code []uint32, at uint32) *[8]uint32 { return (*[8]uint32)(code[at:]) }

// inSet reports whether r is in the set at at.
func inSet(code []uint32, at uint32, r uint32) bool {
	if r < 256 {
		return code[at+r>>5]>>(r&31)&1 != 0
	}
	return wideInSet(code, at, rune(r))
}

func wideInSet(code []uint32, at uint32, r rune) bool {
	wide := code[at+setWide]
	if wide&wideAll != 0 {
		return true
	}
	in := wide&^wideNeg != 0 && inCategory(wide&^wideNeg, r)
	if !in {
		lo, hi := uint32(0), code[at+setCount]
		for lo < hi {
			mid := (lo + hi) / 2
			switch p := at + setSpans + 2*mid; {
			case uint32(r) < code[p]:
				hi = mid
			case uint32(r) > code[p+1]:
				lo = mid + 1
			default:
				return wide&wideNeg == 0
			}
		}
	}
	return in != (wide&wideNeg != 0)
}

// test reports whether a tester accepts r.
func test(code []uint32, kind, arg, r uint32) bool {
	switch kind {
	case tChar:
		return r == arg
	case tOther:
		return r != arg
	case tSet:
		return inSet(code, arg, r)
	}
	return true
}

// run matches at pos. s ends where matching ends.
func run[T Char](m *Matcher, code []uint32, s []T, pos int) Status {
	regs, stack := m.regs, m.stack[:0]
	pc := code[hdrStart]
	p := uint32(pos)
	end := uint32(len(s))
	var aux uint32
	var f frame
	for {
		switch code[pc] {
		case iMatch:
			if m.all && p != end || int(p) == m.not && pos == m.not {
				goto fail
			}
			m.End = int(p)
			return Matched
		case iFail:
			goto fail
		case iOne:
			if p >= end || !test(code, code[pc+1], code[pc+2], uint32(s[p])) {
				goto fail
			}
			p++
			pc += 3
		case iChar:
			if p >= end || uint32(s[p]) != code[pc+1] {
				goto fail
			}
			p++
			pc += 2
		case iSet:
			if p >= end || !inSet(code, code[pc+1], uint32(s[p])) {
				goto fail
			}
			p++
			pc += 2
		case iString:
			n := code[pc+1]
			if end-p < n {
				goto fail
			}
			text := code[pc+2:][:n]
			for i, ch := range s[p:][:n] {
				if uint32(ch) != text[i] {
					goto fail
				}
			}
			p += n
			pc += 2 + n
		case iAt:
			if !isAt(s, p, code[pc+1], code[pc+2]) {
				goto fail
			}
			pc += 3
		case iOpen:
			r := code[pc+1]
			if len(stack) > 0 {
				if len(stack) == cap(stack) {
					if stack = m.grow(stack); stack == nil {
						return OutOfMemory
					}
				}
				stack = append(stack, frame{undo | r, regs[r], 0})
			}
			regs[r] = p
			pc += 2
		case iClose:
			r, last := code[pc+1], 2*code[hdrGroups]
			if len(stack) > 0 {
				if len(stack)+2 > cap(stack) {
					if stack = m.grow(stack); stack == nil {
						return OutOfMemory
					}
				}
				stack = append(stack, frame{undo | r, regs[r], 0}, frame{undo | last, regs[last], 0})
			}
			regs[r], regs[last] = p, code[pc+2]
			pc += 3
		case iJump:
			pc = code[pc+1]
		case iSplit:
			f = frame{code[pc+1], p, 0}
			pc += 2
			goto push
		case iSplitLazy:
			f = frame{pc + 2, p, 0}
			pc = code[pc+1]
			goto push
		case iSplitSet:
			if p >= end || !inSet(code, code[pc+2], uint32(s[p])) {
				pc = code[pc+1]
				continue
			}
			f = frame{code[pc+1], p, 0}
			pc += 3
			goto push
		case iBranchSet:
			if p >= end || !inSet(code, code[pc+2], uint32(s[p])) {
				pc = code[pc+1]
			} else {
				pc += 3
			}
		case iAll:
			least, most := code[pc+3], code[pc+4]
			from := p
			p = scan(s, code, code[pc+1], code[pc+2], p, limit(p, most, end))
			if p-from < least {
				goto fail
			}
			pc += 5
		case iMany:
			least, most := code[pc+3], code[pc+4]
			from := p
			p = scan(s, code, code[pc+1], code[pc+2], p, limit(p, most, end))
			if p-from < least {
				goto fail
			}
			aux = from + least
			pc += 7
			goto back
		case iManyBack:
			goto back
		case iFew:
			least, most := code[pc+3], code[pc+4]
			if end-p < least {
				goto fail
			}
			to := p + least
			if least > 0 && scan(s, code, code[pc+1], code[pc+2], p, to) != to {
				goto fail
			}
			aux = limit(p, most, end)
			p = to
			pc += 7
			goto more
		case iFewMore:
			// One more than last time.
			if !test(code, code[pc-6], code[pc-5], uint32(s[p])) {
				goto fail
			}
			p++
			goto more
		case iLoop:
			r := code[pc+1]
			if len(stack) > 0 {
				if len(stack)+2 > cap(stack) {
					if stack = m.grow(stack); stack == nil {
						return OutOfMemory
					}
				}
				stack = append(stack, frame{undo | r, regs[r], 0}, frame{undo | (r + 1), regs[r+1], 0})
			}
			regs[r], regs[r+1] = none, none // -1, so that the first round is number 0
			pc = code[pc+2]
		case iLoopEnd, iLoopLazy:
			r, least, most := code[pc+1], code[pc+3], code[pc+4]
			count := regs[r] + 1
			if len(stack)+3 > cap(stack) {
				if stack = m.grow(stack); stack == nil {
					return OutOfMemory
				}
			}
			if count < least {
				stack = append(stack, frame{undo | r, regs[r], 0})
				regs[r] = count
				pc = code[pc+2]
				continue
			}
			if code[pc] == iLoopLazy {
				stack = append(stack, frame{pc + 5, p, 0})
				pc += 6
				continue
			}
			if (count < most || most == inf) && p != regs[r+1] {
				stack = append(stack, frame{pc + 5, p, 0}, frame{undo | r, regs[r], 0}, frame{undo | (r + 1), regs[r+1], 0})
				regs[r], regs[r+1] = count, p
				pc = code[pc+2]
				continue
			}
			pc += 5
		case iLoopMore:
			r, most := code[pc-4], code[pc-1]
			count := regs[r] + 1
			if count >= most && most != inf || p == regs[r+1] {
				goto fail
			}
			if len(stack)+2 > cap(stack) {
				if stack = m.grow(stack); stack == nil {
					return OutOfMemory
				}
			}
			stack = append(stack, frame{undo | r, regs[r], 0}, frame{undo | (r + 1), regs[r+1], 0})
			regs[r], regs[r+1] = count, p
			pc = code[pc-3]
		case iRef:
			g := code[pc+1]
			a, b := regs[2*g-2], regs[2*g-1]
			if a == none || b == none || a > b || end-p < b-a || !sameText(s[a:b], s[p:], code[pc+2]) {
				goto fail
			}
			p += b - a
			pc += 3
		case iCond:
			g := code[pc+1]
			if a, b := regs[2*g-2], regs[2*g-1]; a == none || b == none || a > b {
				pc = code[pc+2]
			} else {
				pc += 3
			}
		case iCut, iLook, iLookNot:
			r, height := code[pc+1], uint32(len(stack))
			if len(stack)+3 > cap(stack) {
				if stack = m.grow(stack); stack == nil {
					return OutOfMemory
				}
			}
			stack = append(stack, frame{undo | r, regs[r], 0})
			regs[r] = height
			if code[pc] == iCut {
				pc += 2
				continue
			}
			stack = append(stack, frame{undo | (r + 1), regs[r+1], 0})
			regs[r+1] = p
			behind := code[pc+2]
			if code[pc] == iLook {
				pc += 3
			} else {
				stack = append(stack, frame{code[pc+3], p, 0})
				pc += 4
			}
			if behind > p {
				goto fail
			}
			p -= behind
		case iCutEnd, iLookEnd:
			r := code[pc+1]
			at := int(regs[r])
			if code[pc] == iLookEnd {
				p = regs[r+1]
			}
			kept := stack[:at]
			for _, f := range stack[at:] {
				if f.pc&undo != 0 {
					kept = append(kept, f)
				}
			}
			stack = kept
			pc += 2
		case iLookNotEnd:
			for at := int(regs[code[pc+1]]); len(stack) > at; {
				f = stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if f.pc&undo != 0 {
					regs[f.pc&^undo] = f.pos
				}
			}
			goto fail
		}
		continue

	back:
		// pc is at iManyBack: the last position from aux to p that what follows
		// may begin at.
		if kind := code[pc-2]; kind != tNone {
			if p == end {
				if p == aux {
					goto fail
				}
				p--
			}
			arg := code[pc-1]
			if kind == tChar {
				for uint32(s[p]) != arg {
					if p == aux {
						goto fail
					}
					p--
				}
			} else {
				for !test(code, kind, arg, uint32(s[p])) {
					if p == aux {
						goto fail
					}
					p--
				}
			}
		}
		if p > aux {
			f = frame{pc, p - 1, aux}
			pc++
			goto push
		}
		pc++
		continue

	more:
		// pc is at iFewMore: the first position from p to aux that what follows may
		// begin at, and all before it belong to the loop.
		if kind := code[pc-2]; kind != tNone {
			arg := code[pc-1]
			for p >= end || !test(code, kind, arg, uint32(s[p])) {
				if p >= aux || !test(code, code[pc-6], code[pc-5], uint32(s[p])) {
					goto fail
				}
				p++
			}
		}
		if p < aux {
			f = frame{pc, p, aux}
			pc++
			goto push
		}
		pc++
		continue

	push:
		if len(stack) == cap(stack) {
			if stack = m.grow(stack); stack == nil {
				return OutOfMemory
			}
		}
		stack = append(stack, f)
		continue

	fail:
		for {
			n := len(stack) - 1
			if n < 0 {
				return NoMatch
			}
			f = stack[n]
			stack = stack[:n]
			if f.pc&undo == 0 {
				break
			}
			regs[f.pc&^undo] = f.pos
		}
		pc, p, aux = f.pc, f.pos, f.aux
		if m.Poll != nil && m.Poll.Load() != 0 && !m.Polled() {
			return Interrupted
		}
	}
}

// limit is the furthest position that most characters from p reach.
func limit(p, most, end uint32) uint32 {
	if most < end-p {
		return p + most
	}
	return end
}

// span_ returns the position of the first character from p to to that a tester does
// not accept.
func scan[T Char](s []T, code []uint32, kind, arg, p, to uint32) uint32 {
	switch kind {
	case tChar:
		for p < to && uint32(s[p]) == arg {
			p++
		}
	case tOther:
		for p < to && uint32(s[p]) != arg {
			p++
		}
	case tSet:
		bits := setBits(code, arg)
		text := s[p:to]
		for i, ch := range text {
			r := uint32(ch)
			if r < 256 {
				if bits[r>>5]>>(r&31)&1 == 0 {
					return p + uint32(i)
				}
			} else if !wideInSet(code, arg, rune(r)) {
				return p + uint32(i)
			}
		}
		return to
	default:
		return to
	}
	return p
}

func isAt[T Char](s []T, p, at, kind uint32) bool {
	end := uint32(len(s))
	switch at {
	case atStart:
		return p == 0
	case atLineStart:
		return p == 0 || s[p-1] == '\n'
	case atEnd:
		return p == end || p+1 == end && s[p] == '\n'
	case atLineEnd:
		return p == end || s[p] == '\n'
	case atVeryEnd:
		return p == end
	}
	if end == 0 {
		return false
	}
	before := p > 0 && wordChar(uint32(s[p-1]), kind)
	after := p < end && wordChar(uint32(s[p]), kind)
	return (before != after) == (at == atBoundary)
}

func wordChar(r, kind uint32) bool {
	if r < 128 || kind == ofASCII {
		return asciiWord(rune(r))
	}
	return isWord(rune(r))
}

func sameText[T Char](a, b []T, kind uint32) bool {
	for i, x := range a {
		y := b[i]
		if x == y {
			continue
		}
		switch kind {
		case exact:
			return false
		case ofASCII:
			if asciiLower(rune(x)) != asciiLower(rune(y)) {
				return false
			}
		default:
			if lowerOf(rune(x)) != lowerOf(rune(y)) {
				return false
			}
		}
	}
	return true
}
