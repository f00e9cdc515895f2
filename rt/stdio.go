package rt

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"sync"
	"syscall"
	"unicode/utf8"
)

// The standard streams below the objects that io makes of them. Output goes
// through one buffer under a lock, a whole print at a time; it is written out when
// it is full, when a line ends on a terminal, by flush() and at exit.

const outSize = 64 << 10

var stdout struct {
	sync.Mutex
	once     sync.Once
	buf      []byte
	terminal bool
	failed   bool          // output has been lost
	errno    syscall.Errno // why, until the program is told
}

func initStdout() {
	stdout.buf = make([]byte, 0, outSize)
	if st, err := os.Stdout.Stat(); err == nil {
		stdout.terminal = st.Mode()&os.ModeCharDevice != 0
	}
}

// LinesToStdout makes print write out every line, as to a terminal: inside a Go program,
// which ends without asking and prints to the same file.
func LinesToStdout() {
	stdout.once.Do(initStdout)
	stdout.Lock()
	stdout.terminal = true
	stdout.Unlock()
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
		writeOut(stdout.buf)
		stdout.buf = stdout.buf[:0]
	}
}

// writeOut writes to the file. What it does not take is lost.
func writeOut(data []byte) {
	if _, err := os.Stdout.Write(data); err != nil {
		stdout.failed = true
		if !errors.As(err, &stdout.errno) {
			stdout.errno = syscall.EIO
		}
	}
}

// unlockStdout ends what prints. It reports false, with OSError pending, if output has
// been lost: the program knows now, and its exit status need not tell.
func unlockStdout(c *Ctx) bool {
	errno := stdout.errno
	if errno != 0 {
		stdout.errno, stdout.failed = 0, false
	}
	stdout.Unlock()
	if errno != 0 {
		OSError(c, errno, 0)
	}
	return errno == 0
}

// FlushOut is FlushStdout for sys.stdout.flush(); false with OSError pending.
func FlushOut(c *Ctx) bool {
	stdout.Lock()
	flushStdout()
	return unlockStdout(c)
}

// writeStdout writes the str s; false with UnicodeEncodeError or OSError pending.
func writeStdout(c *Ctx, s Value, flush bool) bool {
	if _, surrogate := utf8Len(s); surrogate >= 0 {
		encodeError(c, "utf-8", s, surrogate, "surrogates not allowed")
		return false
	}
	stdout.once.Do(initStdout)
	stdout.Lock()
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
	return unlockStdout(c)
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

// WriteStd writes the str s to standard output (fd 1) or error (2); false with
// UnicodeEncodeError or OSError pending.
func WriteStd(c *Ctx, fd int, s Value) bool {
	if fd == 1 {
		return writeStdout(c, s, false)
	}
	writeStderr(c, s)
	return true
}

// WriteStdBytes writes bytes to standard output or error, in the order of prints; false
// with OSError pending.
func WriteStdBytes(c *Ctx, fd int, data []byte) bool {
	if fd != 1 {
		FlushStdout()
		_, _ = os.Stderr.Write(data)
		return true
	}
	stdout.once.Do(initStdout)
	stdout.Lock()
	if len(stdout.buf)+len(data) > outSize {
		flushStdout()
	}
	if len(data) > outSize {
		writeOut(data)
	} else {
		stdout.buf = append(stdout.buf, data...)
	}
	return unlockStdout(c)
}

// sysDict is the namespace of module sys once it is imported, stdStreams what it
// has had in it from the start: a program may have put others there.
var (
	sysDict    Value
	stdStreams [3]Value
	stdNames   [3]Value
)

// SetStreams tells print and input where sys keeps its streams, and which of them
// are the process's own. Main thread, when sys is imported.
func SetStreams(c *Ctx, sys Value, streams [3]Value) {
	for i, name := range [...]string{"stdin", "stdout", "stderr"} {
		stdNames[i] = Intern(c, name)
	}
	stdStreams, sysDict = streams, ModuleDict(sys)
}

// stream returns what sys has as stream fd, borrowed; own if that is the process's
// own, and then it may be 0. false with RuntimeError pending if it has none.
func stream(c *Ctx, fd int) (v Value, own, ok bool) {
	if sysDict == 0 {
		return 0, true, true
	}
	v = DictGet(c, sysDict, stdNames[fd])
	if v == 0 {
		if c.Exc == 0 {
			RuntimeErrorf(c, "lost sys.%s", stdNames[fd])
		}
		return 0, false, false
	}
	return v, v == stdStreams[fd], true
}

// stdin is read a line at a time, by one thread at once.
var stdin struct {
	sync.Mutex
	buf []byte // what was read, from off on not yet given out
	off int
	eof bool
}

// stdinChunk is how much is asked for at once.
const stdinChunk = 16 << 10

// ReadStdin reads from standard input up to and with the next newline, or all of
// it, or at most n bytes if n >= 0. An interrupted read is tried again. The result
// is bytes, empty at the end.
func ReadStdin(c *Ctx, n int, line bool) Value {
	Blocking(c)
	stdin.Lock()
	at := -1
	for from := stdin.off; ; {
		if n >= 0 && len(stdin.buf)-stdin.off >= n {
			at = stdin.off + n
		}
		if line {
			if i := bytes.IndexByte(stdin.buf[from:], '\n'); i >= 0 && (at < 0 || from+i+1 < at) {
				at = from + i + 1
			}
		}
		if at >= 0 || stdin.eof {
			break
		}
		stdin.buf = append(stdin.buf[:0], stdin.buf[stdin.off:]...)
		stdin.off, from = 0, len(stdin.buf)
		stdin.buf = slices.Grow(stdin.buf, stdinChunk)
		k, err := os.Stdin.Read(stdin.buf[from : from+stdinChunk])
		stdin.buf = stdin.buf[:from+k]
		stdin.eof = err != nil
	}
	if at < 0 {
		at = len(stdin.buf)
		stdin.eof = false // a terminal may go on
	}
	data := append([]byte(nil), stdin.buf[stdin.off:at]...)
	stdin.off = at
	stdin.Unlock()
	Unblocking(c)
	return NewBytes(c, data)
}

// Input is input(prompt).
func Input(c *Ctx, prompt Value) Value {
	out, own, ok := stream(c, 1)
	if !ok {
		return 0
	}
	if prompt != 0 {
		s := Str(c, prompt)
		if s == 0 {
			return 0
		}
		if own {
			ok = writeStdout(c, s, true)
		} else {
			r := CallMethod1(c, out, nameWrite, s)
			c.Drop(r)
			ok = r != 0
		}
		c.Drop(s)
		if !ok {
			return 0
		}
	}
	FlushStdout()
	in, own, ok := stream(c, 0)
	if !ok {
		return 0
	}
	var line Value
	if own {
		b := ReadStdin(c, -1, true)
		if b == 0 {
			return 0
		}
		line = BytesDecode(c, b, 0, 0)
		c.Drop(b)
	} else {
		line = CallMethod0(c, in, Intern(c, "readline"))
	}
	if line == 0 {
		return 0
	}
	if !IsStr(line) {
		c.Drop(line)
		return TypeErrorf(c, "object.readline() returned non-string")
	}
	n := strLen(line)
	if n == 0 {
		return RaiseExc(c, ExcEOFError, "EOF when reading a line")
	}
	if strAt(line, n-1) == '\n' {
		n--
		if own && n > 0 && strAt(line, n-1) == '\r' {
			n--
		}
	}
	r := substr(c, line, 0, n)
	c.Drop(line)
	return r
}
