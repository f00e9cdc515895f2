package rt

import (
	"bufio"
	"strconv"
	"strings"
)

// The text of exceptions that nothing caught, as Lib/traceback.py's
// TracebackException.format writes it. What is inside a group is indented, with
// a margin on its left.

const (
	maxChain      = 100 // exceptions shown of one chain
	maxGroupWidth = 15  // exceptions shown of one group
	maxGroupDepth = 10
)

type excWriter struct {
	c     *Ctx
	w     *bufio.Writer
	depth int  // of groups
	close bool // the innermost group has its last line to come
}

// emit writes lines with the margin of the groups they are in.
func (p *excWriter) emit(text string, margin byte) {
	for line := range strings.Lines(text) {
		if p.depth > 0 {
			p.line(string(margin) + " " + line)
		} else {
			p.line(line)
		}
	}
}

func (p *excWriter) line(text string) {
	_, _ = p.w.WriteString(strings.Repeat("  ", p.depth) + text)
}

// message writes the class and text of e. Further lines of the text have no
// margin, as CPython's own printer (Python/pythonrun.c) has it.
func (p *excWriter) message(e Value) {
	if p.depth > 0 {
		p.line("| ")
	}
	_, _ = p.w.WriteString(exceptionLine(p.c, e) + "\n")
	p.notes(e)
}

// notes writes what add_note has added to e.
func (p *excWriter) notes(e Value) {
	c := p.c
	exc := c.Exc
	c.Exc = 0
	notes, _ := FindAttr(c, e, internedNotes)
	clearExc(c)
	c.Exc = exc
	if notes == 0 {
		return
	}
	defer c.Drop(notes)
	if TypeID(notes) != TypeList {
		return
	}
	for i := range ListLen(notes) {
		if n := ListItem(notes, i); IsStr(n) {
			for _, line := range strings.Split(GoString(n), "\n") {
				p.emit(line+"\n", '|')
			}
		}
	}
}

// exception writes e with its cause or context; n counts those of one chain.
func (p *excWriter) exception(e Value, n int) {
	if n > maxChain {
		return
	}
	cause, context := Slot(e, excCause), Slot(e, excContext)
	switch {
	case cause != 0 && cause != None && IsException(cause):
		p.exception(cause, n+1)
		p.emit("\nThe above exception was the direct cause of the following exception:\n\n", '|')
	case context != 0 && context != None && Slot(e, excSuppress) != True:
		p.exception(context, n+1)
		p.emit("\nDuring handling of the above exception, another exception occurred:\n\n", '|')
	}
	if isGroup(e) {
		p.group(e)
		return
	}
	p.traceback(e, "Traceback (most recent call last):\n", '|')
	p.message(e)
}

func (p *excWriter) traceback(e Value, title string, margin byte) {
	tb := tracebackOf(p.c, e)
	if tb == None {
		return
	}
	p.emit(title, margin)
	var b strings.Builder
	w := bufio.NewWriter(&b)
	writeTraceback(w, tb)
	_ = w.Flush()
	p.emit(b.String(), '|')
}

func (p *excWriter) group(e Value) {
	if p.depth > maxGroupDepth {
		p.emit("... (max_group_depth is "+strconv.Itoa(maxGroupDepth)+")\n", '|')
		return
	}
	top, margin := p.depth == 0, byte('|')
	if top {
		p.depth, margin = 1, '+'
	}
	p.traceback(e, "Exception Group Traceback (most recent call last):\n", margin)
	p.message(e)
	items := groupItems(e)
	for i := range min(len(items), maxGroupWidth+1) {
		last := i == min(len(items), maxGroupWidth+1)-1
		if last {
			p.close = true
		}
		title, lead := strconv.Itoa(i+1), "  "
		if i == maxGroupWidth {
			title = "..."
		}
		if i == 0 {
			lead = "+-"
		}
		p.line(lead + "+---------------- " + title + " ----------------\n")
		p.depth++
		if i < maxGroupWidth {
			p.exception(items[i], 0)
		} else {
			more := len(items) - maxGroupWidth
			p.emit("and "+strconv.Itoa(more)+" more exception"+pluralS(more != 1)+"\n", '|')
		}
		if last && p.close {
			p.line("+------------------------------------\n")
			p.close = false
		}
		p.depth--
	}
	if top {
		p.depth = 0
	}
}
