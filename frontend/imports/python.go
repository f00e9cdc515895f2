package imports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Python is what pxc knows of an installation of CPython: all of its answer
// to one question.
type Python struct {
	Exe     string
	Version [2]int
	// Path is sys.path without the current directory: the library, what is
	// installed beside it, what PYTHONPATH and .pth files add.
	Path []string
	// Builtins holds the modules that are part of the interpreter.
	Builtins []string
}

// minVersion is the oldest Python whose library is of use.
var minVersion = [2]int{3, 8}

// askTimeout bounds how long an interpreter may take to tell its path.
const askTimeout = 20 * time.Second

// mark precedes the answer: site customisations may print before it.
const mark = "\x00pxc\x00"

// question prints the version, the path and the builtin modules. Fields are
// separated by NUL bytes, which no path can hold.
//
// It also runs where it will not do: Python 2, which has bytes for text, has to
// say its version.
const question = `import os, sys
fs = getattr(os, 'fsencode', str)
p = [fs(s) for s in sys.path if s]
b = [s.encode('utf-8') for s in sys.builtin_module_names]
f = [str(n).encode('ascii') for n in tuple(sys.version_info[:2]) + (len(p), len(b))]
getattr(sys.stdout, 'buffer', sys.stdout).write(b'\0pxc\0' + b'\0'.join(f + p + b) + b'\0')
`

// FindPython asks the interpreter that PXC_PYTHON names, else python3 on PATH,
// for its path. The error says why there is none of use: it is no error of the
// program, which then has the runtime's modules and its own.
//
// Runs a process. The answer depends on PATH, PYTHONPATH and the like.
func FindPython() (*Python, error) {
	exe := os.Getenv("PXC_PYTHON")
	if exe != "" {
		p, err := AskPython(exe)
		if err != nil {
			return nil, fmt.Errorf("PXC_PYTHON: %w", err)
		}
		return p, nil
	}
	exe, err := exec.LookPath("python3")
	if err != nil {
		return nil, errors.New("there is no python3 on PATH, and PXC_PYTHON is not set")
	}
	return AskPython(exe)
}

// AskPython asks one interpreter.
func AskPython(exe string) (*Python, error) {
	ctx, stop := context.WithTimeout(context.Background(), askTimeout)
	defer stop()
	cmd := exec.CommandContext(ctx, exe, "-c", question)
	cmd.WaitDelay = time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("%s did not tell its path within %v", exe, askTimeout)
	}
	if err != nil {
		if last := lastLine(stderr.String()); last != "" {
			return nil, fmt.Errorf("%s: %w: %s", exe, err, last)
		}
		return nil, fmt.Errorf("%s: %w", exe, err)
	}
	p, ok := parseAnswer(out)
	if !ok {
		return nil, fmt.Errorf("%s did not answer as Python does", exe)
	}
	p.Exe = exe
	if p.Version[0] < minVersion[0] || p.Version[0] == minVersion[0] && p.Version[1] < minVersion[1] {
		return nil, fmt.Errorf("%s is Python %d.%d; %d.%d or newer is needed",
			exe, p.Version[0], p.Version[1], minVersion[0], minVersion[1])
	}
	return p, nil
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// parseAnswer reads what the question prints.
func parseAnswer(out []byte) (*Python, bool) {
	_, after, ok := bytes.Cut(out, []byte(mark))
	f := strings.Split(string(after), "\x00")
	if !ok || len(f) < 4 {
		return nil, false
	}
	var n [4]int
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(f[i]); err != nil || n[i] < 0 || n[i] > 1<<16 {
			return nil, false
		}
	}
	if f = f[4:]; len(f) < n[2]+n[3] {
		return nil, false
	}
	return &Python{Version: [2]int{n[0], n[1]}, Path: f[:n[2]:n[2]], Builtins: f[n[2] : n[2]+n[3]]}, true
}
