package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/pxc-lang/pxc"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/compiler/gobuild"
)

// Internal errors: something that pxc got wrong. The report names the construct
// of the user's program, says how to pass it on, and keeps the details in a file
// instead of showing Go's own messages.

const reportHelp = "help: this is a mistake in pxc, not in your program; please report it with the program and the file above"

// reportInternal reports err if it is a failure of ours.
func reportInternal(err error) (status int, ok bool) {
	var ie *compiler.InternalError
	if errors.As(err, &ie) {
		fmt.Fprintf(os.Stderr, "pxc: internal error in pass %s\n", ie.Pass)
		fmt.Fprintf(os.Stderr, "%s:%d: %s causes it\n", ie.File.Name, ie.Line, ie.Func)
		saveReport(err.Error(), "")
		return exitInternal, true
	}
	var pe *panicError
	if errors.As(err, &pe) {
		fmt.Fprintf(os.Stderr, "%s: this file causes it\n", pe.path)
		return reportPanic(pe.value, pe.stack), true
	}
	var ge *gobuild.GoError
	if !errors.As(err, &ge) {
		return 0, false
	}
	fmt.Fprintln(os.Stderr, "pxc: internal error: the generated Go code does not compile")
	if at := firstPythonPosition(ge.Output); at != "" {
		fmt.Fprintln(os.Stderr, at)
	}
	saveReport("generated source: "+ge.Work+"\n\n"+ge.Output, ge.Work)
	return exitInternal, true
}

// panicError is a panic inside the compiler, at work on the file of that name.
type panicError struct {
	path  string
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("%s: %v", e.path, e.value) }

// reportPanic reports a panic inside the compiler.
func reportPanic(r any, stack []byte) int {
	msg := fmt.Sprint(r)
	if i := strings.IndexByte(msg, '\n'); i >= 0 {
		msg = msg[:i]
	}
	fmt.Fprintf(os.Stderr, "pxc: internal error: %s\n", msg)
	saveReport(fmt.Sprintf("%v\n\n%s", r, stack), "")
	return exitInternal
}

// saveReport writes the details to a file, in dir if it is given, and says where.
func saveReport(text, dir string) {
	text = "pxc " + pxc.Version + "\n" + strings.Join(os.Args, " ") + "\n" + text
	f, err := os.CreateTemp(dir, "pxc-report-*.txt")
	if err == nil {
		_, err = f.WriteString(text)
		_ = f.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, text)
		return
	}
	fmt.Fprintf(os.Stderr, "details: %s\n%s\n", f.Name(), reportHelp)
}

var pythonPosition = regexp.MustCompile(`(?m)^(\S*\.py|<stdin>):(\d+)(?::\d+)?:`)

// firstPythonPosition returns the first Python line that the Go compiler's output
// names, with its text: //line directives make it speak of them.
func firstPythonPosition(output string) string {
	m := pythonPosition.FindStringSubmatch(output)
	if m == nil {
		return ""
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return ""
	}
	at := filepath.Base(m[1]) + ":" + m[2] + ": this construct causes it"
	data, err := os.ReadFile(m[1])
	if err != nil {
		return at
	}
	lines := strings.Split(string(data), "\n")
	if n < 1 || n > len(lines) {
		return at
	}
	return fmt.Sprintf("%s\n%5d | %s", at, n, strings.TrimRight(lines[n-1], "\r"))
}
