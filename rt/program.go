package rt

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Program is what a compiled program hands to the runtime.
type Program struct {
	Name  string // of the main module's file, for messages
	Files []SourceFile

	// Load registers the program's functions, constants and classes, then runs
	// the main module's code. It returns false with an exception pending.
	Load func(c *Ctx) bool

	// Vars are the main module's variables, where the end of them may matter and the
	// module has no object.
	Vars []*Value

	loaded bool // of a unit
}

// SourceFile is a Python file whose text travels in the binary, so that
// tracebacks can show source lines.
type SourceFile struct {
	Name, Text string
}

var sources struct {
	sync.Mutex
	files []SourceFile
}

// AddFiles registers source files and returns the index of the first.
func AddFiles(files []SourceFile) int {
	sources.Lock()
	defer sources.Unlock()
	base := len(sources.files)
	sources.files = append(sources.files, files...)
	return base
}

// sourceLine returns a line of a registered file without its indentation.
func sourceLine(file int, line int64) (name, text string) {
	sources.Lock()
	defer sources.Unlock()
	if file < 0 || file >= len(sources.files) {
		return "<unknown>", ""
	}
	f := sources.files[file]
	rest := f.Text
	for n := int64(1); n < line && rest != ""; n++ {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	text, _, _ = strings.Cut(rest, "\n")
	return f.Name, strings.TrimSpace(text)
}

var bootOnce sync.Once

// Boot makes the built-in classes and modules. It must run once, on the main
// thread, before any other use of the package.
func Boot(c *Ctx) {
	bootOnce.Do(func() {
		emptyTuple = immortalise(NewTuple(c, 0))
		initText(c)
		internNames(c)
		internSpecials(c)
		internedNotes = Intern(c, "__notes__")
		addDunders()
		bootTypes(c)
		infinities = [...]Value{ConstFloat(c, math.Inf(1)), ConstFloat(c, math.Inf(-1))}
		bootExceptions(c)
		bootNative(c)
		bootMappingProxy(c)
		bootWeakRef(c)
		builtinsModule = NewModule(c, "builtins")
		modulesDict = immortalise(NewDict(c, 16))
		DictSet(c, modulesDict, nameBuiltins, builtinsModule)
		bootBuiltins(c)
		for _, f := range atBoot {
			f(c)
		}
	})
}

// bootBuiltins fills the builtins module with classes and functions.
func bootBuiltins(c *Ctx) {
	for i := range typeSpecs {
		if t := &typeSpecs[i]; t.public {
			ModuleSet(c, builtinsModule, t.name, infoOf(t.id).class)
		}
	}
	for i, row := range excTable {
		if i < ExcAsyncError-firstException {
			ModuleSet(c, builtinsModule, row.name, infoOf(uint32(firstException+i)).class)
		}
	}
	ModuleSet(c, builtinsModule, "EnvironmentError", infoOf(ExcOSError).class)
	ModuleSet(c, builtinsModule, "IOError", infoOf(ExcOSError).class)
	for name, v := range map[string]Value{"None": None, "True": True, "False": False, "NotImplemented": NotImplemented, "Ellipsis": Ellipsis, "__debug__": True} {
		ModuleSet(c, builtinsModule, name, v)
	}
	for name, v := range map[string]Value{"__doc__": None, "__loader__": None, "__spec__": None, "__package__": Intern(c, "")} {
		ModuleSet(c, builtinsModule, name, v)
	}
	for i := range builtinFuncs {
		builtinFuncs[i].Module = "builtins"
	}
	base := AddFuncs(c, builtinFuncs)
	for i := range builtinFuncs {
		ModuleSet(c, builtinsModule, builtinFuncs[i].Name, FuncValue(base+uint32(i)))
	}
}

// builtinFuncs are the functions of module builtins, appended to by init
// functions of the files that define them.
var builtinFuncs []Func

// atBoot are called at the end of Boot.
var atBoot []func(c *Ctx)

// AtBoot has f called on the main thread before the program's modules run: for what
// contexts need and cannot make. Init functions call it.
func AtBoot(f func(c *Ctx)) { atBoot = append(atBoot, f) }

// AtExitCalls, if set, calls what the program itself has registered for its end. Module
// atexit sets it.
var AtExitCalls func(c *Ctx)

// atExit are called when the program ends, by the main thread.
var atExit []func(c *Ctx)

// AtExit has f called when the program ends, by the main thread: to write out what
// is buffered.
func AtExit(f func(c *Ctx)) { atExit = append(atExit, f) }

// Run executes p on the calling goroutine, which becomes the main thread, and
// returns the exit status. An uncaught exception is reported on stderr as
// CPython does.
func Run(c *Ctx, p *Program) int {
	if err := arena.Probe(); err != nil {
		_, _ = os.Stderr.WriteString(p.Name + ": this system is not fit to run the program: " + err.Error() + "\n")
		return 1
	}
	Boot(c)
	ok := p.Load(c)
	status := 0
	if !ok {
		status = exitStatus(c)
	}
	FlushStdout()
	if AtExitCalls != nil {
		AtExitCalls(c)
	}
	if GCEnabled() {
		collectAtEnd(c)
	}
	finaliseGlobals(c, p)
	collectAtEnd(c)
	for _, f := range atExit {
		f(c)
	}
	if !FlushStdout() && status == 0 {
		status = 120
	}
	return status
}

// exitStatus reports the pending exception and returns the status it ends the
// program with.
func exitStatus(c *Ctx) int {
	e := Catch(c)
	if !IsInstance(e, infoOf(ExcSystemExit).class) {
		FlushStdout()
		if !callExceptHook(c, e) {
			PrintException(c, e)
		}
		FlushStdout()
		if IsInstance(e, infoOf(ExcKeyboardInterrupt).class) {
			return 130
		}
		return 1
	}
	code := Slot(e, excSlots)
	switch {
	case code == 0 || code == None:
		return 0
	case code.IsInt():
		return int(code.Int() & 0xff)
	case code == True:
		return 1
	case code == False:
		return 0
	}
	FlushStdout()
	if s := Str(c, code); s != 0 {
		_, _ = os.Stderr.WriteString(GoString(s) + "\n")
	}
	return 1
}

// exceptHook is what sys.excepthook is until a program sets it.
var exceptHook Value

// SetHooks notes the hooks that sys has, once the module is made.
func SetHooks(c *Ctx) {
	exceptHook = DictGet(c, sysDict, Intern(c, "excepthook"))
	unraisableHook = DictGet(c, sysDict, Intern(c, "unraisablehook"))
}

// callExceptHook reports e by the hook that the program has put into sys; false if
// it has none, or that raised, which is reported then.
func callExceptHook(c *Ctx, e Value) bool {
	if sysDict == 0 {
		return false
	}
	hook := DictGet(c, sysDict, Intern(c, "excepthook"))
	if hook == 0 || hook == exceptHook {
		return false
	}
	if r := Call3(c, hook, ClassOf(e), e, tracebackOf(c, e)); r != 0 {
		c.Drop(r)
		return true
	}
	FlushStdout()
	_, _ = os.Stderr.WriteString("Error in sys.excepthook:\n")
	failed := Catch(c)
	PrintException(c, failed)
	c.Drop(failed)
	_, _ = os.Stderr.WriteString("\nOriginal exception was:\n")
	return false
}

// PrintException writes the traceback of e with its causes and contexts to
// stderr.
func PrintException(c *Ctx, e Value) {
	w := bufio.NewWriter(os.Stderr)
	(&excWriter{c: c, w: w}).exception(e, 0)
	_ = w.Flush()
}

// FormatException returns what PrintException writes.
func FormatException(c *Ctx, e Value) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	(&excWriter{c: c, w: w}).exception(e, 0)
	_ = w.Flush()
	return b.String()
}

func writeTraceback(w *bufio.Writer, tb Value) {
	if tb == 0 || tb == None {
		return
	}
	var last string
	repeats := 0
	for ; tb != None && tb != 0; tb = word(tb, 8) {
		f := funcRow(uint32(word(tb, 16).Int()))
		line := word(tb, 24).Int()
		file, text := sourceLine(f.File, line)
		entry := "  File \"" + file + "\", line " + strconv.FormatInt(line, 10) + ", in " + f.Name + "\n"
		if text != "" {
			entry += "    " + text + "\n"
		}
		if entry == last {
			if repeats++; repeats >= 3 {
				continue
			}
		} else {
			writeRepeats(w, repeats)
			last, repeats = entry, 0
		}
		_, _ = w.WriteString(entry)
	}
	writeRepeats(w, repeats)
}

// writeRepeats ends a run of equal entries as CPython's traceback does.
func writeRepeats(w *bufio.Writer, repeats int) {
	if n := repeats - 2; n > 0 {
		_, _ = w.WriteString("  [Previous line repeated " + strconv.Itoa(n) + " more time" + pluralS(n != 1) + "]\n")
	}
}

// exceptionLine returns "Class: text" for e.
func exceptionLine(c *Ctx, e Value) string {
	cls := ClassOf(e)
	name := GoString(word(cls, classQualname))
	if m := word(cls, classModule); m != 0 && m != nameBuiltins && m != nameMain {
		name = GoString(m) + "." + name
	}
	exc := c.Exc
	c.Exc = 0
	text := "<exception str() failed>"
	if s := Str(c, e); s != 0 {
		text = GoString(s)
		c.Drop(s)
	} else {
		clearExc(c)
	}
	c.Exc = exc
	if text == "" {
		return name
	}
	return name + ": " + text
}
