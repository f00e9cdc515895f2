package rt

import (
	"strconv"
	"strings"
	"syscall"
)

// str and repr of exceptions: the arguments, as their class presents them.

func init() {
	exceptionMethods = append(exceptionMethods,
		Func{Name: "__str__", Sig: "self, /", F1: exceptionStr},
		Func{Name: "__repr__", Sig: "self, /", F1: exceptionRepr},
	)
}

// exceptionStr returns str(e).
func exceptionStr(c *Ctx, e Value) Value {
	args := Slot(e, excArgs)
	isA := func(id uint32) bool { return IsInstance(e, infoOf(id).class) }
	switch kind := exceptionKind(TypeID(e)); {
	case kind == ExcOSError && set(e, 0) && set(e, 1):
		return osErrorStr(c, e)
	case kind == ExcUnicodeEncodeError || kind == ExcUnicodeDecodeError:
		return unicodeErrorStr(c, e, kind)
	case kind == ExcUnicodeTranslateError:
		return translateErrorStr(c, e)
	case kind == ExcSyntaxError:
		return syntaxErrorStr(c, e)
	case kind == ExcImportError && set(e, 2) && IsStr(Slot(e, excSlots+2)):
		return c.Own(Slot(e, excSlots+2))
	case isA(ExcKeyError) && TupleLen(args) == 1:
		return Repr(c, TupleItem(args, 0))
	}
	switch TupleLen(args) {
	case 0:
		return emptyStr
	case 1:
		return Str(c, TupleItem(args, 0))
	}
	return Repr(c, args)
}

// set reports whether slot i of an exception's own slots holds something.
func set(e Value, i int) bool {
	v := Slot(e, excSlots+i)
	return v != 0 && v != None
}

// Slots of a SyntaxError behind those of all exceptions.
const (
	syntaxMsg = iota
	syntaxFile
	syntaxLine
	syntaxOffset
	syntaxText
	syntaxEndLine
	syntaxEndOffset
)

// syntaxErrorStr returns the message and, as far as it is known, the place: the
// name of the file without its directories, and the line.
func syntaxErrorStr(c *Ctx, e Value) Value {
	file, line := Slot(e, excSlots+syntaxFile), Slot(e, excSlots+syntaxLine)
	b := newBuilder(c, 0)
	msg := Slot(e, excSlots+syntaxMsg)
	if msg == 0 {
		msg = None
	}
	if !appendStr(c, &b, msg) {
		b.discard()
		return 0
	}
	name := ""
	if file != 0 && IsStr(file) {
		name = GoString(file)
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	where := ""
	if line.IsInt() {
		where = "line " + strconv.FormatInt(line.Int(), 10)
	}
	switch {
	case name != "" && where != "":
		b.text(" (" + name + ", " + where + ")")
	case name != "" || where != "":
		b.text(" (" + name + where + ")")
	}
	return b.finish()
}

func osErrorStr(c *Ctx, e Value) Value {
	b := newBuilder(c, 0)
	b.text("[Errno ")
	ok := appendStr(c, &b, Slot(e, excSlots))
	b.text("] ")
	ok = ok && appendStr(c, &b, Slot(e, excSlots+1))
	if ok && set(e, 2) {
		b.text(": ")
		ok = appendRepr(c, &b, Slot(e, excSlots+2))
		if ok && set(e, 3) {
			b.text(" -> ")
			ok = appendRepr(c, &b, Slot(e, excSlots+3))
		}
	}
	if !ok {
		b.discard()
		return 0
	}
	return b.finish()
}

// translateErrorStr is str of a UnicodeTranslateError, which names no encoding.
func translateErrorStr(c *Ctx, e Value) Value {
	object, reason := Slot(e, excSlots), Slot(e, excSlots+3)
	start, ok1 := intOf(Slot(e, excSlots+1))
	end, ok2 := intOf(Slot(e, excSlots+2))
	if !ok1 || !ok2 || !IsStr(object) || !IsStr(reason) {
		return emptyStr
	}
	b := newBuilder(c, 80)
	var buf [48]byte
	if end == start+1 && start >= 0 && start < int64(strLen(object)) {
		b.text("can't translate character '")
		b.bytes(appendEscape(buf[:0], strAt(object, int(start))))
		b.text("' in position ")
		b.bytes(appendInt(buf[:0], start))
	} else {
		b.text("can't translate characters in position ")
		b.bytes(appendInt(append(appendInt(buf[:0], start), '-'), end-1))
	}
	b.text(": ")
	b.str(reason)
	return b.finish()
}

// unicodeErrorStr tells what could not be encoded or decoded: one character or
// byte, or a range.
func unicodeErrorStr(c *Ctx, e Value, kind uint32) Value {
	encoding, object := Slot(e, excSlots), Slot(e, excSlots+1)
	start, ok1 := intOf(Slot(e, excSlots+2))
	end, ok2 := intOf(Slot(e, excSlots+3))
	reason := Slot(e, excSlots+4)
	encode := kind == ExcUnicodeEncodeError
	if !ok1 || !ok2 || !IsStr(encoding) || !IsStr(reason) || encode && !IsStr(object) || !encode && !IsBytes(object) {
		return emptyStr
	}
	b := newBuilder(c, 80)
	b.text("'")
	b.str(encoding)
	if encode {
		b.text("' codec can't encode character")
	} else {
		b.text("' codec can't decode byte")
	}
	one := end == start+1 && start >= 0
	switch {
	case one && encode && start < int64(strLen(object)):
		b.text(" '")
		var buf [12]byte
		b.bytes(appendEscape(buf[:0], strAt(object, int(start))))
		b.text("'")
	case one && !encode && start < int64(BytesLen(object)):
		x := BytesData(object)[start]
		b.text(" 0x")
		b.byteChar("0123456789abcdef"[x>>4])
		b.byteChar("0123456789abcdef"[x&15])
	default:
		one = false
		b.text("s")
	}
	b.text(" in position ")
	var buf [48]byte
	pos := appendInt(buf[:0], start)
	if !one {
		pos = appendInt(append(pos, '-'), end-1)
	}
	b.bytes(pos)
	b.text(": ")
	b.str(reason)
	return b.finish()
}

// exceptionRepr returns repr(e): the class and its arguments.
func exceptionRepr(c *Ctx, e Value) Value {
	b := newBuilder(c, 0)
	b.str(word(ClassOf(e), className))
	args := Slot(e, excArgs)
	ok := true
	if TupleLen(args) == 1 {
		b.text("(")
		ok = reprNested(c, &b, e, "...")
		b.text(")")
	} else {
		ok = appendRepr(c, &b, args)
	}
	if !ok {
		b.discard()
		return 0
	}
	return b.finish()
}

// raiseErrno raises an exception of class id with an error number and its text.
func raiseErrno(c *Ctx, id uint32, errno int64, text string) Value {
	t := NewTuple(c, 2)
	s := NewStr(c, text)
	if t == 0 || s == 0 {
		return 0
	}
	TupleInit(t, 0, Int(errno))
	TupleInit(t, 1, s)
	setExc(c, newException(c, id, t))
	return 0
}

// osErrorClass returns the subclass of OSError for an error number, when that is
// the first of several arguments.
func osErrorClass(args Value) uint32 {
	if TupleLen(args) < 2 || TupleLen(args) > 5 || !TupleItem(args, 0).IsInt() {
		return ExcOSError
	}
	switch syscall.Errno(TupleItem(args, 0).Int()) {
	case syscall.EAGAIN, syscall.EALREADY, syscall.EINPROGRESS:
		return ExcBlockingIOError
	case syscall.ECHILD:
		return ExcChildProcessError
	case syscall.EPIPE, syscall.ESHUTDOWN:
		return ExcBrokenPipeError
	case syscall.ECONNABORTED:
		return ExcConnectionAbortedError
	case syscall.ECONNREFUSED:
		return ExcConnectionRefusedError
	case syscall.ECONNRESET:
		return ExcConnectionResetError
	case syscall.EEXIST:
		return ExcFileExistsError
	case syscall.ENOENT:
		return ExcFileNotFoundError
	case syscall.EINTR:
		return ExcInterruptedError
	case syscall.EISDIR:
		return ExcIsADirectoryError
	case syscall.ENOTDIR:
		return ExcNotADirectoryError
	case syscall.EACCES, syscall.EPERM:
		return ExcPermissionError
	case syscall.ESRCH:
		return ExcProcessLookupError
	case syscall.ETIMEDOUT:
		return ExcTimeoutError
	}
	return ExcOSError
}
