package rt

// Recording where an exception passed. Most exceptions are caught near to where they
// were raised and nobody looks at their tracebacks: up to two entries are packed into
// the slot __traceback__, as an int, and become objects when somebody asks for them or
// there is a third.
//
// An entry is 31 bits, row<<lineBits | line; the first one recorded, which is the
// innermost, lies in the lower half. No entry is 0, for lines begin with 1.
const (
	lineBits  = 15
	entryBits = 31
	entryMask = 1<<entryBits - 1
)

// Trace records that the pending or caught exception passed line of the function
// with the given row. Line 0 records nothing: the function has its entry, and
// the exception was raised again.
func Trace(c *Ctx, row uint32, line int32) {
	e := c.Exc
	if e == 0 || line == 0 || !writableException(c, e) {
		return
	}
	tb := Slot(e, excTraceback)
	if row>>(entryBits-lineBits) == 0 && uint32(line)>>lineBits == 0 {
		entry := int64(row)<<lineBits | int64(line)
		switch {
		case tb == None || tb == 0:
			setSlot(e, excTraceback, Int(entry))
			return
		case tb.IsInt() && tb.Int() <= entryMask:
			setSlot(e, excTraceback, Int(entry<<entryBits|tb.Int()))
			return
		}
	}
	switch {
	case tb == 0:
		tb = None
	case tb.IsInt():
		tb = unpackTrace(c, tb)
	}
	setSlot(e, excTraceback, newTraceback(c, tb, row, line))
}

// newTraceback returns a traceback of one entry before next, which it takes over.
func newTraceback(c *Ctx, next Value, row uint32, line int32) Value {
	t := Value(c.Alloc(32))
	setHeader(c, t, TypeTraceback)
	setWord(t, 8, next)
	setWord(t, 16, Int(int64(row)))
	setWord(t, 24, Int(int64(line)))
	return t
}

// unpackTrace returns packed entries as traceback objects.
func unpackTrace(c *Ctx, packed Value) Value {
	tb := None
	for bits := packed.Int(); bits != 0; bits >>= entryBits {
		entry := bits & entryMask
		tb = newTraceback(c, tb, uint32(entry>>lineBits), int32(entry&(1<<lineBits-1)))
	}
	return tb
}

// Traceback returns the traceback of exception e, None if it has none, borrowed.
func Traceback(c *Ctx, e Value) Value { return tracebackOf(c, e) }

// tracebackOf returns the traceback of exception e as an object, borrowed, or None. A
// context that may not store into e makes another object each time.
func tracebackOf(c *Ctx, e Value) Value {
	tb := Slot(e, excTraceback)
	switch {
	case tb == 0:
		return None
	case tb.IsInt():
		tb = unpackTrace(c, tb)
		if writableException(c, e) {
			setSlot(e, excTraceback, tb)
		}
	}
	return tb
}
