package rt

import (
	"bufio"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// Tracebacks as objects. Traceback: 8 the next one, inwards, or None; 16 row of the
// function; 24 line. The frame and the code that an entry shows are made when they
// are asked for, and know no more than it does: a compiled function has no frame
// object, and its locals are gone. TracedFrame: 8 row, 16 line, 24 the frame that
// called it or None.

func init() {
	defineType(typeSpec{id: TypeTraceback, name: "traceback",
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "traceback", []Func{
				{Name: "tb_lineno", Sig: "self", F1: func(_ *Ctx, t Value) Value { return word(t, 24) }},
				{Name: "tb_lasti", Sig: "self", F1: func(*Ctx, Value) Value { return Int(-1) }},
				{Name: "tb_frame", Sig: "self", F1: func(c *Ctx, t Value) Value {
					return newRecord(c, TypeTracedFrame, 32, word(t, 16), word(t, 24), None)
				}},
			})
			next := []Func{
				{Name: "tb_next", QualName: "traceback.tb_next", Module: "builtins", Sig: "self", F1: func(c *Ctx, t Value) Value { return c.Own(word(t, 8)) }},
				{Name: "tb_next", QualName: "traceback.tb_next", Module: "builtins", Sig: "self, next", F2: setNextTraceback},
			}
			for i := range next {
				guardSelf(cls, &next[i])
			}
			base := AddFuncs(c, next)
			DictSet(c, ns, Intern(c, "tb_next"), immortalise(newProperty(c, FuncValue(base), FuncValue(base+1), 0, 0)))
		}})
	defineType(typeSpec{id: TypeTracedFrame, name: "frame",
		methods: []Func{{Name: "clear", Sig: "self, /", F1: func(*Ctx, Value) Value { return None }}},
		attrs: func(c *Ctx, cls, ns Value) {
			addProperties(c, ns, cls, "frame", []Func{
				{Name: "f_lineno", Sig: "self", F1: func(_ *Ctx, f Value) Value { return word(f, 16) }},
				{Name: "f_lasti", Sig: "self", F1: func(*Ctx, Value) Value { return Int(-1) }},
				{Name: "f_back", Sig: "self", F1: func(c *Ctx, f Value) Value { return c.Own(word(f, 24)) }},
				{Name: "f_builtins", Sig: "self", F1: func(c *Ctx, _ Value) Value { return c.Own(ModuleDict(builtinsModule)) }},
				{Name: "f_trace", Sig: "self", F1: func(*Ctx, Value) Value { return None }},
				{Name: "f_code", Sig: "self", F1: func(c *Ctx, f Value) Value { return codeOf(c, tracedRow(f)) }},
				{Name: "f_locals", Sig: "self", F1: func(c *Ctx, f Value) Value {
					if r := tracedRow(f); r.Name == moduleCode {
						return rowGlobals(c, r)
					}
					return NewDict(c, 0)
				}},
				{Name: "f_globals", Sig: "self", F1: func(c *Ctx, f Value) Value { return rowGlobals(c, tracedRow(f)) }},
			})
		}})
}

// reprFrame is repr of a TracedFrame.
func reprFrame(c *Ctx, f Value) Value {
	r := tracedRow(f)
	file, _ := sourceLine(r.File, 0)
	b := newBuilder(c, 0)
	b.text("<frame at 0x")
	b.hex(f)
	b.text(", file '" + file + "', line " + strconv.FormatInt(word(f, 16).Int(), 10) + ", code " + r.Name + ">")
	return b.finish()
}

// newRecord makes an object of plain words.
func newRecord(c *Ctx, id uint32, size uintptr, words ...Value) Value {
	o := Value(c.Alloc(size))
	if o == 0 {
		return 0
	}
	setHeader(c, o, id)
	for i, w := range words {
		setWord(o, 8+8*uintptr(i), w)
	}
	return o
}

// tracedRow is the function that a TracedFrame is about.
func tracedRow(o Value) *Func { return funcRow(uint32(word(o, 8).Int())) }

// rowGlobals returns the variables of the module that f is in, as far as they are
// objects: its name at least.
func rowGlobals(c *Ctx, f *Func) Value {
	name := Intern(c, f.Module)
	if m := DictGet(c, modulesDict, name); m != 0 {
		if d, ok := moduleAttr(c, m, nameDict); d != 0 || !ok {
			return d
		}
	}
	d := NewDict(c, 1)
	if d != 0 {
		DictSet(c, d, nameName, name)
	}
	return d
}

// setNextTraceback is tb.tb_next = next.
func setNextTraceback(c *Ctx, t, next Value) Value {
	if next != None && TypeID(next) != TypeTraceback {
		return TypeErrorf(c, "expected traceback object, got '%s'", TypeName(next))
	}
	for at := next; at != None; at = word(at, 8) {
		if at == t {
			return ValueErrorf(c, "traceback loop detected")
		}
	}
	if !StoreCheck(c, t) {
		return 0
	}
	old := word(t, 8)
	setWord(t, 8, c.Own(next))
	c.Drop(old)
	return None
}

// TracebackEntry is one line of a traceback.
type TracebackEntry struct {
	File, Name, Text string
	Line             int64
	Module           string
	Near             bool // the function has been interrupted somewhere near the line
}

// IsTraceback reports whether v is a traceback.
func IsTraceback(v Value) bool { return TypeID(v) == TypeTraceback }

// TracebackEntries returns the entries of tb, a traceback or None, outermost first.
func TracebackEntries(tb Value) []TracebackEntry {
	var entries []TracebackEntry
	for ; tb != None && tb != 0; tb = word(tb, 8) {
		f := funcRow(uint32(word(tb, 16).Int()))
		line := word(tb, 24).Int()
		file, text := sourceLine(f.File, line)
		entries = append(entries, TracebackEntry{file, f.Name, text, line, f.Module, false})
	}
	return entries
}

// TracebackFile returns the file name of the outermost entry of tb.
func TracebackFile(tb Value) string {
	name, _ := sourceLine(funcRow(uint32(word(tb, 16).Int())).File, 0)
	return name
}

// SourceText returns the text of a file of the program, or else of one on disk; "" if
// there is none.
func SourceText(name string) string {
	sources.Lock()
	text := ""
	for _, f := range sources.files {
		if f.Name == name {
			text = f.Text
		}
	}
	sources.Unlock()
	if text == "" {
		b, err := os.ReadFile(name)
		if err != nil {
			return ""
		}
		text = string(b)
	}
	return text
}

// SourceLine returns a line of SourceText, with its indentation and end; "" if there
// is none.
func SourceLine(name string, line int64) string {
	for l := range strings.Lines(SourceText(name)) {
		if line--; line == 0 {
			return strings.TrimSuffix(l, "\n") + "\n"
		}
	}
	return ""
}

// FormatOnly returns the class and text of e, without a traceback.
func FormatOnly(c *Ctx, e Value) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	(&excWriter{c: c, w: w}).message(e)
	_ = w.Flush()
	return b.String()
}

// moduleCode names the rows of modules' own code.
const moduleCode = "<module>"

// Callers returns the Python functions that are running, innermost first, as Go's
// stack shows them: generated code cites Python's lines. Programs that were
// generated without such lines, and what was called from Go, are not in it. For
// warnings, not for hot paths.
func Callers() []TracebackEntry { return entriesOf(running(3)) }

func entriesOf(found []runningFunc) []TracebackEntry {
	var entries []TracebackEntry
	for _, r := range found {
		_, text := sourceLine(r.file, r.line)
		e := TracebackEntry{sources.files[r.file].Name, moduleCode, text, r.line, r.module, r.near}
		if f := funcRow(r.row); f != nil {
			e.Name = f.Name
		}
		entries = append(entries, e)
	}
	return entries
}

// Goroutine returns the number of the calling goroutine, for CallersOf.
func Goroutine() string {
	var buf [64]byte
	id, _, _ := strings.Cut(strings.TrimPrefix(string(buf[:runtime.Stack(buf[:], false)]), "goroutine "), " ")
	return id
}

// CallersOf is Callers of another goroutine. It stops all of them for a moment.
func CallersOf(goroutine string) []TracebackEntry {
	buf := make([]byte, 64<<10)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) || n >= maxStacks {
			return entriesOf(parseStack(string(buf[:n]), goroutine))
		}
		buf = make([]byte, 2*len(buf))
	}
}

const maxStacks = 16 << 20

// parseStack finds the Python functions in what runtime.Stack has written about a
// goroutine.
func parseStack(text, goroutine string) (found []runningFunc) {
	_, text, ok := strings.Cut("\n"+text, "\ngoroutine "+goroutine+" [")
	if !ok {
		return nil
	}
	text, _, _ = strings.Cut(text, "\n\n")
	symbol, calls := "", 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		at, isPlace := strings.CutPrefix(line, "\t")
		if !isPlace {
			symbol = line
			if i := strings.LastIndexByte(line, '('); i > 0 {
				symbol = line[:i]
			}
			continue
		}
		at, _, _ = strings.Cut(at, " +0x")
		i := strings.LastIndexByte(at, ':')
		if i < 0 {
			continue
		}
		n, err := strconv.Atoi(at[i+1:])
		if file, ok := sourceNamed(at[:i]); ok && err == nil {
			row, module := pythonRow(file, int32(n), symbol)
			found = append(found, runningFunc{file, int64(n), row, module, calls == 0})
		}
		calls++
	}
	return found
}

// CallerFrame is sys._getframe(depth): the frame of the Python function that many
// levels above the one that calls, with those that called it; ValueError if there is
// none.
func CallerFrame(c *Ctx, depth int64) Value {
	found := running(3)
	if depth = max(depth, 0); depth >= int64(len(found)) {
		return ValueErrorf(c, "call stack is not deep enough")
	}
	f := None
	for i := len(found) - 1; i >= int(depth); i-- {
		r := found[i]
		g := newRecord(c, TypeTracedFrame, 32, Int(int64(r.row)), Int(r.line), f)
		if g == 0 {
			c.Drop(f)
			return 0
		}
		f = g
	}
	return f
}

// A runningFunc is a Python function that is running: where in its file, and its row.
type runningFunc struct {
	file   int
	line   int64
	row    uint32
	module string
	near   bool // it has been interrupted: Go's line may be some way behind Python's
}

// runningFuncs holds what pythonRow has found, by runningKey: logging asks at each
// message.
var runningFuncs sync.Map

type runningKey struct {
	file, line int
	symbol     string
}

// running returns the Python functions that are running, innermost first, leaving
// out the innermost skip functions of Go.
func running(skip int) []runningFunc {
	pcs := make([]uintptr, 256)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(skip, pcs)])
	var found []runningFunc
	for {
		f, more := frames.Next()
		if file, ok := sourceNamed(f.File); ok {
			key := runningKey{file, f.Line, f.Function}
			r, known := runningFuncs.Load(key)
			if !known {
				row, module := pythonRow(file, int32(f.Line), f.Function)
				r = runningFunc{file, int64(f.Line), row, module, false}
				runningFuncs.Store(key, r)
			}
			found = append(found, r.(runningFunc))
		}
		if !more {
			return found
		}
	}
}

// sourceNamed finds the registered file that a Go line directive calls path, to
// which the go command may have added a directory.
func sourceNamed(path string) (int, bool) {
	if strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".s") {
		return 0, false
	}
	sources.Lock()
	defer sources.Unlock()
	best, n := 0, 0
	for i, f := range sources.files {
		if name := strings.TrimPrefix(f.Name, "./"); len(name) > n && (path == f.Name || strings.HasSuffix(path, "/"+name)) {
			best, n = i, len(name)
		}
	}
	return best, n > 0
}

// pythonRow finds the row of the function of file that the Go function symbol was made
// from, else that of the module's own code. The names of Go's functions are the
// qualified ones, perhaps behind the module's, with more behind them (codegen's
// generate.go).
func pythonRow(file int, line int32, symbol string) (row uint32, module string) {
	symbol = symbol[strings.LastIndexByte(symbol, '/')+1:]
	if _, name, ok := strings.Cut(symbol, "."); ok {
		symbol, _, _ = strings.Cut(name, ".")
	}
	best := ""
	for id := range funcCount {
		f := funcRow(id)
		if f == nil || f.Native || f.File != file {
			continue
		}
		module = f.Module
		if f.Name == moduleCode {
			if best == "" {
				row = id
			}
			continue
		}
		name := goName.Replace(f.QualName)
		at := strings.Index(symbol, name)
		if at < 0 || f.Line > line || len(name) < len(best) || at > 0 && (symbol[at-1] != '_' || module == "__main__") {
			continue
		}
		if rest := symbol[at+len(name):]; rest == "" || rest[0] == '_' || '0' <= rest[0] && rest[0] <= '9' {
			row, best = id, name
		}
	}
	return row, module
}

var goName = strings.NewReplacer(".<locals>", "", ".", "_", "<", "", ">", "")
