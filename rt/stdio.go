package rt

import (
	"os"
	"sync"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Standard output. Prints of all threads go through one buffer under a lock, a
// whole print at a time; it is written out when it is full, when a line ends on a
// terminal, by flush() and at exit. The stream objects carry the descriptor's
// number at 8.

const outSize = 64 << 10

var stdout struct {
	sync.Mutex
	once     sync.Once
	buf      []byte
	terminal bool
	failed   bool
}

func initStdout() {
	stdout.buf = make([]byte, 0, outSize)
	if st, err := os.Stdout.Stat(); err == nil {
		stdout.terminal = st.Mode()&os.ModeCharDevice != 0
	}
}

// FlushStdout writes out what print has buffered. It reports whether all output
// so far has been written.
func FlushStdout() bool {
	stdout.Lock()
	defer stdout.Unlock()
	flushStdout()
	return !stdout.failed
}

func flushStdout() {
	if len(stdout.buf) > 0 {
		if _, err := os.Stdout.Write(stdout.buf); err != nil {
			stdout.failed = true
		}
		stdout.buf = stdout.buf[:0]
	}
}

// writeStdout writes the str s; false with UnicodeEncodeError pending.
func writeStdout(c *Ctx, s Value, flush bool) bool {
	if _, surrogate := utf8Len(s); surrogate >= 0 {
		encodeError(c, "utf-8", s, surrogate, "surrogates not allowed")
		return false
	}
	stdout.once.Do(initStdout)
	stdout.Lock()
	defer stdout.Unlock()
	newline := false
	if strKind(s) == kindASCII {
		for data := str8(s); len(data) > 0; {
			if len(stdout.buf) == outSize {
				flushStdout()
			}
			n := min(len(data), outSize-len(stdout.buf))
			stdout.buf = append(stdout.buf, data[:n]...)
			data = data[n:]
		}
		if n := strLen(s); n > 0 {
			newline = str8(s)[n-1] == '\n'
		}
	} else {
		for i, n := 0, strLen(s); i < n; i++ {
			if len(stdout.buf) > outSize-utf8.UTFMax {
				flushStdout()
			}
			r := strAt(s, i)
			stdout.buf = utf8.AppendRune(stdout.buf, r)
			newline = r == '\n'
		}
	}
	if flush || newline && stdout.terminal {
		flushStdout()
	}
	return true
}

// writeStderr writes the str s to standard error at once; lone surrogates are
// escaped, as CPython's backslashreplace does there.
func writeStderr(c *Ctx, s Value) {
	FlushStdout()
	b := c.scratch[:0]
	for i, n := 0, strLen(s); i < n; i++ {
		if r := strAt(s, i); r >= 0xd800 && r < 0xe000 {
			b = appendEscape(b, r)
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	c.scratch = b
	_, _ = os.Stderr.Write(b)
}

// newStream returns the immortal stream object of a descriptor. Main thread only.
func newStream(c *Ctx, fd int64) Value {
	v := Value(c.Alloc(16))
	setHeader(c, v, TypeStream)
	setWord(v, 8, Int(fd))
	return immortalise(v)
}

var stdStreams [3]Value

// StdStream returns sys.stdin, sys.stdout or sys.stderr, by descriptor. Main
// thread only.
func StdStream(c *Ctx, fd int) Value {
	if stdStreams[fd] == 0 {
		stdStreams[fd] = newStream(c, int64(fd))
	}
	return stdStreams[fd]
}

func streamWrite(c *Ctx, f, s Value) Value {
	if !IsStr(s) {
		return TypeErrorf(c, "write() argument must be str, not %s", TypeName(s))
	}
	switch word(f, 8) {
	case Int(1):
		if !writeStdout(c, s, false) {
			return 0
		}
	case Int(2):
		writeStderr(c, s)
	default:
		return RaiseExc(c, ExcOSError, "not writable")
	}
	return Int(int64(strLen(s)))
}

func streamWritelines(c *Ctx, f, lines Value) Value {
	it := Iter(c, lines)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	for {
		s := Next(c, it)
		if s == 0 {
			return noneIf(c.Exc == 0)
		}
		r := streamWrite(c, f, s)
		c.Drop(s)
		if r == 0 {
			return 0
		}
	}
}

func streamFlush(_ *Ctx, f Value) Value {
	if word(f, 8) == Int(1) {
		FlushStdout()
	}
	return None
}

func streamIsatty(_ *Ctx, f Value) Value {
	// A file of our own would close the descriptor when it is collected.
	st, err := [...]*os.File{os.Stdin, os.Stdout, os.Stderr}[word(f, 8).Int()].Stat()
	return Bool(err == nil && st.Mode()&os.ModeCharDevice != 0)
}

// stdin is read a line at a time, by one thread at once.
var stdin struct {
	sync.Mutex
	buf []byte
	eof bool
}

// readLine returns the next line of standard input with its newline; what is
// left at the end comes without one, then nothing. An interrupted read is tried
// again.
func readLine(c *Ctx) Value {
	Blocking(c)
	stdin.Lock()
	at := -1
	for from := 0; ; {
		for i, x := range stdin.buf[from:] {
			if x == '\n' {
				at = from + i + 1
				break
			}
		}
		if at >= 0 || stdin.eof {
			break
		}
		from = len(stdin.buf)
		var chunk [4096]byte
		n, err := os.Stdin.Read(chunk[:])
		stdin.buf = append(stdin.buf, chunk[:n]...)
		stdin.eof = err != nil
	}
	if at < 0 {
		at = len(stdin.buf)
	}
	line := string(stdin.buf[:at])
	stdin.buf = append(stdin.buf[:0], stdin.buf[at:]...)
	stdin.Unlock()
	Unblocking(c)
	return NewStr(c, line)
}

func streamReadline(c *Ctx, f Value) Value {
	if word(f, 8) != Int(0) {
		return RaiseExc(c, ExcOSError, "not readable")
	}
	return readLine(c)
}

func streamRead(c *Ctx, f Value) Value {
	b := newBuilder(c, 0)
	for {
		s := streamReadline(c, f)
		if s == 0 {
			b.discard()
			return 0
		}
		if strLen(s) == 0 {
			return b.finish()
		}
		b.str(s)
		c.Drop(s)
	}
}

// Input is input(prompt).
func Input(c *Ctx, prompt Value) Value {
	if prompt != 0 {
		s := Str(c, prompt)
		if s == 0 {
			return 0
		}
		ok := writeStdout(c, s, true)
		c.Drop(s)
		if !ok {
			return 0
		}
	}
	FlushStdout()
	line := readLine(c)
	n := strLen(line)
	if n == 0 {
		return RaiseExc(c, ExcEOFError, "EOF when reading a line")
	}
	if strAt(line, n-1) == '\n' {
		n--
	}
	r := substr(c, line, 0, n)
	c.Drop(line)
	return r
}

func init() {
	arena.Register(TypeStream, &arena.Layout{Name: "TextIOWrapper", Size: 16, First: 8, Count: 1})
	defineType(typeSpec{id: TypeStream, name: "TextIOWrapper", methods: []Func{
		{Name: "write", Sig: "self, text, /", F2: streamWrite},
		{Name: "writelines", Sig: "self, lines, /", F2: streamWritelines},
		{Name: "flush", Sig: "self, /", F1: streamFlush},
		{Name: "isatty", Sig: "self, /", F1: streamIsatty},
		{Name: "fileno", Sig: "self, /", F1: func(_ *Ctx, f Value) Value { return word(f, 8) }},
		{Name: "readline", Sig: "self, /", F1: streamReadline},
		{Name: "read", Sig: "self, /", F1: streamRead},
	}, attrs: func(c *Ctx, cls, ns Value) {
		addProperties(c, ns, cls, "TextIOWrapper", []Func{
			{Name: "encoding", Sig: "self", F1: func(c *Ctx, _ Value) Value { return NewStr(c, "utf-8") }},
			{Name: "name", Sig: "self", F1: func(c *Ctx, f Value) Value {
				return NewStr(c, [...]string{"<stdin>", "<stdout>", "<stderr>"}[word(f, 8).Int()])
			}},
		})
	}})
}
