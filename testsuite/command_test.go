package testsuite

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The tests of this file run the pxc command as a user does.

// pxcBinary builds the command once per test process.
var pxcBinary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pxc-test-")
	if err != nil {
		return "", err
	}
	tempDirs = append(tempDirs, dir)
	bin := filepath.Join(dir, "pxc")
	out, err := exec.Command("go", "build", "-o", bin, "../cmd/pxc").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return bin, nil
})

// tempDirs are removed when the test process ends.
var tempDirs []string

func TestMain(m *testing.M) {
	code := m.Run()
	for _, d := range tempDirs {
		_ = os.RemoveAll(d)
	}
	os.Exit(code)
}

// result is what a command left behind.
type result struct {
	stdout, stderr string
	status         int
}

// pxc runs the command in dir. env adds to the environment, in which the cache is
// the test process's own.
func pxc(t *testing.T, dir string, env []string, stdin string, args ...string) result {
	t.Helper()
	bin, err := pxcBinary()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PXC_CACHE="+filepath.Join(filepath.Dir(bin), "cache")), env...)
	cmd.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// writeFiles puts files into a fresh directory and returns it.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestHelpAndUsage(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args   []string
		status int
		want   string // in either output
	}{
		{nil, 2, "usage: pxc <command>"},
		{[]string{"help"}, 0, "gen"},
		{[]string{"-h"}, 0, "usage: pxc <command>"},
		{[]string{"help", "build"}, 0, "usage: pxc build"},
		{[]string{"build", "-h"}, 0, "usage: pxc build"},
		{[]string{"biuld"}, 2, "Did you mean pxc build?"},
		{[]string{"app.py"}, 2, "Did you mean pxc run app.py?"},
		{[]string{"build"}, 2, "no file given"},
		{[]string{"build", "-nope", "x.py"}, 2, "flag provided but not defined: -nope"},
		{[]string{"build", "a.py", "b.py"}, 2, "more than one file"},
		{[]string{"build", "missing.py"}, 1, "missing.py does not exist"},
		{[]string{"build", "-d", "help"}, 0, "refcount "},
		{[]string{"build", "-d", "nope", "x.py"}, 2, "no such stage"},
		{[]string{"gen", "x.py"}, 2, "-pkg is missing"},
		{[]string{"version"}, 0, "pxc version "},
		{[]string{"version", "-m"}, 0, "BSD-3-Clause"},
		{[]string{"env", "GOOS"}, 0, "linux"},
	} {
		r := pxc(t, dir, nil, "", c.args...)
		if r.status != c.status || !strings.Contains(r.stdout+r.stderr, c.want) {
			t.Errorf("pxc %v: status %d, want %d with %q\n%s%s", c.args, r.status, c.status, c.want, r.stdout, r.stderr)
		}
	}
}

func TestThreeMistakes(t *testing.T) {
	dir := writeFiles(t, map[string]string{"m.py": `def greet(name):
    return 'hello ' + name

x = = 1
print(gret('you'))
print(greet())
`})
	r := pxc(t, dir, nil, "", "build", "m.py")
	if r.status != 1 {
		t.Errorf("status %d", r.status)
	}
	if n := strings.Count(r.stderr, ": error: "); n != 1 {
		t.Errorf("%d errors, want 1", n)
	}
	if n := strings.Count(r.stderr, ": warning: "); n != 2 {
		t.Errorf("%d warnings, want 2", n)
	}
	for _, want := range []string{"m.py:4:5: error: ", "m.py:5:7: warning: ", "m.py:6:7: warning: ", "\n    4 | x = = 1\n", "greet", "^"} {
		if !strings.Contains(r.stderr, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if n := strings.Count(r.stderr, "\nhelp: "); n != 3 {
		t.Errorf("%d times help, want 3", n)
	}
	if t.Failed() {
		t.Log(r.stderr)
	}
	r = pxc(t, dir, nil, "", "check", "-json", "m.py")
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if r.status != 1 || len(lines) != 3 {
		t.Fatalf("check -json: status %d\n%s", r.status, r.stdout)
	}
	var first struct {
		File, Severity, Message string
		Line, Column            int
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || first.Line != 4 || first.Severity != "error" {
		t.Errorf("%v %+v", err, first)
	}
}

// TestCheckImports: the modules that a program imports are checked with it, each
// once, also in packages; those of the Python installation only as far as they
// prevent building.
func TestCheckImports(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"a.py": "import shared, pkg.b, onpath\n", "b.py": "import shared\n",
		"shared.py": "nope\nx = = 1\n", "onpath/onpath.py": "gone()\n",
		"pkg/__init__.py": "", "pkg/b.py": "from . import c\nfrom .d import e\n", "pkg/c.py": "import shared\n", "pkg/d.py": "",
	})
	for _, args := range [][]string{{"a.py", "b.py"}, {"."}, {"b.py", "pkg/b.py", "a.py"}} {
		r := pxc(t, dir, []string{"PXCPATH=onpath"}, "", append([]string{"check", "-json", "-e"}, args...)...)
		if r.status != 1 {
			t.Errorf("%q: status %d\n%s", args, r.status, r.stderr)
		}
		var got []string
		for _, line := range strings.Split(strings.TrimSpace(r.stdout), "\n") {
			var d struct {
				File, Code string
				Line       int
			}
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			if d.Code != "unsupported" {
				got = append(got, fmt.Sprintf("%s:%d %s", filepath.ToSlash(d.File), d.Line, d.Code))
			}
		}
		want := "onpath/onpath.py:1 undefined, pkg/b.py:2 import, shared.py:1 undefined, shared.py:2 syntax"
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%q:\n got %s\nwant %s", args, got, want)
		}
	}
}

// TestStrangeFileNames: a file's name may hold anything but / and NUL, and ends
// up in comments and //line directives of the generated code.
func TestStrangeFileNames(t *testing.T) {
	asShipped(t)
	for _, name := range []string{"new\nline.py", "cr\r.py", "*/ quote\" '.py", "a:1.py", "\ufeffbom.py", "not\xffutf8.py"} {
		dir := writeFiles(t, map[string]string{name: "def f():\n    raise ValueError(1)\ntry:\n    f()\nexcept ValueError:\n    print(2)\n"})
		if r := pxc(t, dir, nil, "", "run", name); r.status != 0 || r.stdout != "2\n" {
			t.Errorf("run %q: status %d, %q, %s", name, r.status, r.stdout, r.stderr)
		}
		if r := pxc(t, dir, nil, "", "gen", name, "-pkg", "p"); r.status != 0 {
			t.Errorf("gen %q: status %d, %s", name, r.status, r.stderr)
		}
	}
	dir := writeFiles(t, map[string]string{"a.py": ""})
	if r := pxc(t, dir, nil, "", "check", "/dev/zero"); r.status != 1 || !strings.Contains(r.stderr, "larger than") {
		t.Errorf("/dev/zero: status %d, %.200s", r.status, r.stderr)
	}
}

// TestCheckFiles checks a directory and files at once: each file once, what is
// not the user's left out, and a file that is missing stops nothing.
func TestCheckFiles(t *testing.T) {
	const wrong = "x = = 1\n"
	dir := writeFiles(t, map[string]string{
		"src/a.py": wrong, "src/sub/b.py": wrong, "src/notes.txt": wrong, "src/.hidden/c.py": wrong,
		"src/venv/pyvenv.cfg": "", "src/venv/lib/d.py": wrong, "e.py": wrong, "none/f.txt": "",
	})
	if err := os.Symlink("../e.py", filepath.Join(dir, "src/link.py")); err != nil {
		t.Log(err)
		if err := os.WriteFile(filepath.Join(dir, "src/link.py"), []byte(wrong), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r := pxc(t, dir, nil, "", "check", "-jsn", "e.py"); r.status != 2 || !strings.Contains(r.stderr, "did you mean -json?") {
		t.Errorf("status %d\n%s", r.status, r.stderr)
	}
	r := pxc(t, dir, nil, "", "check", "gone.py", "src", "src/a.py", "./e.py", "e.py")
	if r.status != 1 || !strings.Contains(r.stderr, "gone.py does not exist") {
		t.Errorf("status %d\n%s", r.status, r.stderr)
	}
	for _, name := range []string{"src/a.py", "src/link.py", "src/sub/b.py", "e.py"} {
		if n := strings.Count("\n"+r.stderr, "\n"+filepath.FromSlash(name)+":1:5: error: ") +
			strings.Count("\n"+r.stderr, "\n./"+name+":1:5: error: "); n != 1 {
			t.Errorf("%s is reported %d times", name, n)
		}
	}
	if n := strings.Count(r.stderr, ": error: "); n != 4 {
		t.Errorf("%d errors, want 4\n%s", n, r.stderr)
	}
	if r := pxc(t, dir, nil, "", "check", "none"); r.status != 1 || !strings.Contains(r.stderr, "none holds no Python files") {
		t.Errorf("status %d\n%s", r.status, r.stderr)
	}
}

// TestDumpImports: the import graph of a program, without a Python.
func TestDumpImports(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"app.py": "import time, lib.tools\nfrom lib import core\nimport other\n", "lib/__init__.py": "", "lib/tools.py": "from .core import x\n",
		"lib/core.py": "x = 1\n", "path/other.py": "import gone\n",
	})
	r := pxc(t, dir, []string{"PXCPATH=path", "PXC_PYTHON=" + filepath.Join(dir, "none")}, "", "build", "-d", "imports", "app.py")
	for _, want := range []string{
		"__main__ (module, beside) app.py\n  1: time -> time\n  1: lib.tools -> lib.tools\n  2: lib -> lib: core -> lib.core\n",
		"time (native)\n", "lib (package, beside) " + filepath.FromSlash("lib/__init__.py"),
		"other (module, PXCPATH) " + filepath.FromSlash("path/other.py") + "\n  1: gone: ModuleNotFoundError: No module named 'gone'\n",
	} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if want := filepath.FromSlash("path/other.py") + ":1:8: warning: No module named 'gone' [import]"; !strings.Contains(r.stderr, want) {
		t.Errorf("%q is missing", want)
	}
	if t.Failed() {
		t.Logf("%s\n%s", r.stdout, r.stderr)
	}
}

func TestBuildWritesOnlyBinaries(t *testing.T) {
	dir := writeFiles(t, map[string]string{"app.py": "print('hi')\n", "notes.txt": "keep me\n", "d/x": ""})
	for _, out := range []string{"app.py", "notes.txt", "d", "no/such/dir/app"} {
		r := pxc(t, dir, nil, "", "build", "app.py", "-o", out)
		if r.status == 0 {
			t.Errorf("-o %s was accepted", out)
		}
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "notes.txt")); string(b) != "keep me\n" {
		t.Error("a file was overwritten")
	}
	// What is not a file stays what it is. The null device takes a binary as it takes
	// anything: a link to it stands for it here.
	pipe, null := filepath.Join(dir, "pipe"), filepath.Join(dir, "null")
	if err := errors.Join(syscall.Mkfifo(pipe, 0o600), os.Symlink(os.DevNull, null)); err != nil {
		t.Fatal(err)
	}
	if r := pxc(t, dir, nil, "", "build", "app.py", "-o", "pipe"); r.status != 1 {
		t.Errorf("a pipe: %+v", r)
	}
	if r := pxc(t, dir, nil, "", "build", "app.py", "-o", "null"); r.status != 0 {
		t.Errorf("the null device: %+v", r)
	}
	for name, mode := range map[string]os.FileMode{pipe: os.ModeNamedPipe, null: os.ModeSymlink} {
		if info, err := os.Lstat(name); err != nil || info.Mode().Type() != mode {
			t.Errorf("%s became %v, %v", name, info.Mode(), err)
		}
	}
	for range 2 { // the second time over its own output
		if r := pxc(t, dir, nil, "", "build", "app.py"); r.status != 0 {
			t.Fatal(r.stderr)
		}
	}
	out, err := exec.Command(filepath.Join(dir, "app")).Output()
	if err != nil || string(out) != "hi\n" {
		t.Errorf("%v %q", err, out)
	}
}

func TestGenWritesOnlyGenerated(t *testing.T) {
	dir := writeFiles(t, map[string]string{"app.py": "print('hi')\n", "mine.go": "package mine\n", "empty.go": ""})
	if r := pxc(t, dir, nil, "", "gen", "app.py", "-pkg", "app", "-o", "mine.go"); r.status != 1 {
		t.Errorf("%+v", r)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "mine.go")); string(b) != "package mine\n" {
		t.Error("a source was overwritten")
	}
	for _, out := range []string{"empty.go", "empty.go", "new/app.go"} { // the second time over its own
		if r := pxc(t, dir, nil, "", "gen", "app.py", "-pkg", "app", "-o", out); r.status != 0 {
			t.Errorf("%s: %+v", out, r)
		}
	}
}

func TestRunStatusAndArguments(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"exit.py":  "print('bye')\nraise SystemExit(7)\n",
		"boom.py":  "def f():\n    return 1 // 0\nf()\n",
		"hello.py": "print('hello')\n",
	})
	if r := pxc(t, dir, nil, "", "run", "exit.py"); r.status != 7 || r.stdout != "bye\n" {
		t.Errorf("%+v", r)
	}
	r := pxc(t, dir, nil, "", "run", "boom.py")
	want := "Traceback (most recent call last):\n  File \"boom.py\", line 3, in <module>\n    f()\n" +
		"  File \"boom.py\", line 2, in f\n    return 1 // 0\nZeroDivisionError: integer division or modulo by zero\n"
	if r.status != 1 || r.stderr != want {
		t.Errorf("status %d\n%s\nwant\n%s", r.status, r.stderr, want)
	}
	if r := pxc(t, dir, nil, "print('from stdin')\n", "run", "-"); r.status != 0 || r.stdout != "from stdin\n" {
		t.Errorf("%+v", r)
	}
	if r := pxc(t, dir, nil, "", "run", "--", "hello.py"); r.stdout != "hello\n" {
		t.Errorf("%+v", r)
	}
	// An unchanged program starts without the Go toolchain.
	if r := pxc(t, dir, []string{"PATH="}, "", "run", "hello.py"); r.status != 0 || r.stdout != "hello\n" {
		t.Errorf("%+v", r)
	}
}

func TestRunSignals(t *testing.T) {
	dir := writeFiles(t, map[string]string{"loop.py": "import os\nprint(os.getpid(), flush=True)\nwhile True:\n    pass\n"})
	if r := pxc(t, dir, nil, "", "build", "loop.py"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	bin, _ := pxcBinary()
	start := func(name string, args ...string) (*exec.Cmd, int, *bytes.Buffer) {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PXC_CACHE="+filepath.Join(filepath.Dir(bin), "cache"), "GOTRACEBACK=")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		pid := 0
		if _, err := fmt.Fscanln(stdout, &pid); err != nil {
			t.Fatal(err)
		}
		return cmd, pid, &stderr
	}
	// pxc passes on what it gets, and says what has ended the program.
	cmd, _, _ := start(bin, "run", "loop.py")
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 128+int(syscall.SIGTERM) {
		t.Errorf("status %d", got)
	}
	for _, sig := range []syscall.Signal{syscall.SIGKILL, syscall.SIGABRT, syscall.SIGQUIT} {
		cmd, pid, stderr := start(bin, "run", "loop.py")
		_ = syscall.Kill(pid, sig)
		_ = cmd.Wait()
		if got := cmd.ProcessState.ExitCode(); got != 128+int(sig) || stderr.Len() > 0 {
			t.Errorf("%v: status %d, stderr %q", sig, got, stderr)
		}
	}
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGSEGV, syscall.SIGFPE, syscall.SIGTRAP} {
		cmd, pid, stderr := start("./loop")
		_ = syscall.Kill(pid, sig)
		_ = cmd.Wait()
		if ws := cmd.ProcessState.Sys().(syscall.WaitStatus); !ws.Signaled() || ws.Signal() != sig || stderr.Len() > 0 {
			t.Errorf("%v: ended with %v, stderr %q", sig, ws, stderr)
		}
	}
}

// helloProgram is the hello server of PyParallel's documentation.
const helloProgram = `import parallel

class Hello:
    def connection_made(self, transport, data):
        return b'Hello, World!\r\n'
    def data_received(self, transport, data):
        return b'You said: ' + data + '\r\n'

server = parallel.server('0.0.0.0', 8080)
parallel.register(transport=server, protocol=Hello)
parallel.run()
`

// goTool runs the go command in dir without a network.
func goTool(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOSUMDB=off", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %v: %v\n%s%s", args, err, out, stderr.String())
	}
	return string(out)
}

// TestBinarySize bounds the file of the hello server: what a user deploys.
func TestBinarySize(t *testing.T) {
	const limit = 11 << 19
	dir := writeFiles(t, map[string]string{"hello.py": helloProgram})
	if r := pxc(t, dir, nil, "", "build", "hello.py"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	info, err := os.Stat(filepath.Join(dir, "hello"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > limit {
		t.Errorf("%d bytes, more than %d", info.Size(), limit)
	}
}

func TestCrossCompile(t *testing.T) {
	asShipped(t)
	dir := writeFiles(t, map[string]string{"app.py": "print('hi')\n"})
	if r := pxc(t, dir, []string{"GOOS=plan9", "GOARCH=amd64"}, "", "build", "app.py"); r.status != 1 ||
		!strings.Contains(r.stderr, "cannot build for plan9/amd64") {
		t.Errorf("%+v", r)
	}
	if testing.Short() {
		t.Skip("compiling Go's library for another system takes a while")
	}
	if r := pxc(t, dir, []string{"GOARCH=arm64"}, "", "build", "app.py"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	b, err := os.ReadFile(filepath.Join(dir, "app"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, []byte("\x7fELF")) || b[18] != 0xb7 { // e_machine: EM_AARCH64
		t.Errorf("not an arm64 binary: % x", b[:20])
	}
}

// TestKeyboardInterrupt sends SIGINT to programs that do not serve.
func TestKeyboardInterrupt(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"caught.py": "import time\nprint('ready', flush=True)\ntry:\n    while True:\n        time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\n",
		"loose.py":  "print('ready', flush=True)\nwhile True:\n    pass\n",
	})
	for _, c := range []struct {
		name, stdout, stderr string
		status               int
	}{
		{"caught", "caught\n", "", 0},
		{"loose", "", "KeyboardInterrupt\n", 130},
	} {
		if r := pxc(t, dir, nil, "", "build", c.name+".py"); r.status != 0 {
			t.Fatal(r.stderr)
		}
		cmd := exec.Command(filepath.Join(dir, c.name))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		in := bufio.NewReader(out)
		if line, err := in.ReadString('\n'); line != "ready\n" {
			t.Fatalf("%q, %v", line, err)
		}
		_ = cmd.Process.Signal(syscall.SIGINT)
		rest, _ := io.ReadAll(in)
		_ = cmd.Wait()
		if string(rest) != c.stdout || !strings.HasSuffix(stderr.String(), c.stderr) || cmd.ProcessState.ExitCode() != c.status {
			t.Errorf("%s: stdout %q, stderr %q, %v", c.name, rest, stderr.String(), cmd.ProcessState)
		}
	}
}

// A go command that fails by itself is the machine's trouble, not a mistake of
// pxc's.
func TestBrokenToolchain(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"app.py": "print('broken toolchain')\n",
		"go":     "#!/bin/sh\ntest \"$1\" = env && printf 'go1.26.0\\nlinux\\namd64\\n\\nv1\\n\\n' && exit\necho no space left >&2\nexit 1\n",
	})
	if err := os.Chmod(filepath.Join(dir, "go"), 0o755); err != nil {
		t.Fatal(err)
	}
	r := pxc(t, dir, []string{"PXC_GO=" + filepath.Join(dir, "go")}, "", "build", "app.py")
	if r.status != 1 || !strings.Contains(r.stderr, "no space left") || strings.Contains(r.stderr, "internal error") {
		t.Errorf("status %d\n%s", r.status, r.stderr)
	}
}

// A function that is emitted in pieces builds as others do. The cases of run/ are built
// another way, in one package.
func TestBuildLargeFunction(t *testing.T) {
	var b strings.Builder
	b.WriteString("def g(x):\n    return x\ndef f(a):\n    t = 0\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "    t += g(a + %d)\n", i)
	}
	b.WriteString("    return t\nprint(f(1))\n")
	r := pxc(t, writeFiles(t, map[string]string{"large.py": b.String()}), nil, "", "run", "large.py")
	if want := (result{stdout: "500500\n"}); r != want {
		t.Errorf("got %+v", r)
	}
}

// What a build has warned of is shown, and with -Werror refused, also when the binary
// comes from the cache.
func TestWarningsOfCachedBuilds(t *testing.T) {
	dir := writeFiles(t, map[string]string{"warn.py": "import beside\ndef f():\n    return missing\n", "beside.py": "def g(a): pass\nif 0:\n    g()\n"})
	first := pxc(t, dir, nil, "", "run", "warn.py")
	if first.status != 0 || !strings.Contains(first.stderr, "'missing' is not defined") || !strings.Contains(first.stderr, "beside.py:3") {
		t.Fatalf("%+v", first)
	}
	path := []string{"PATH="} // nothing is built
	if again := pxc(t, dir, path, "", "run", "warn.py"); again != first {
		t.Errorf("got %+v\nfirst %+v", again, first)
	}
	if r := pxc(t, dir, path, "", "build", "-json", "warn.py"); r.status != 0 || strings.Count(r.stdout, "\"severity\":\"warning\"") != 2 {
		t.Errorf("%+v", r)
	}
	if r := pxc(t, dir, path, "", "run", "-Werror", "warn.py"); r.status != 1 || r.stderr != first.stderr {
		t.Errorf("%+v", r)
	}
}

// -work shows a work directory each time.
func TestWorkDirectoryOfUnchangedProgram(t *testing.T) {
	dir := writeFiles(t, map[string]string{"work.py": "print(1)\n"})
	for range 2 {
		r := pxc(t, dir, nil, "", "build", "-work", "work.py")
		work, ok := strings.CutPrefix(strings.TrimSpace(r.stderr), "WORK=")
		if !ok {
			t.Fatalf("%+v", r)
		}
		if _, err := os.Stat(filepath.Join(work, "program.go")); err != nil {
			t.Error(err)
		}
		_ = os.RemoveAll(work)
	}
}

// Standard output that takes nothing raises OSError where the program notices, and does
// not end a server.
func TestBrokenStdout(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"caught.py": `import sys
try:
    print('x', flush=True)
except OSError as e:
    print(repr(e), file=sys.stderr)
try:
    print('y')
    sys.stdout.flush()
except OSError as e:
    print(repr(e), file=sys.stderr)
try:
    sys.stdout.buffer.write(b'z' * 100000)
    sys.stdout.buffer.write(b'z' * 100000)
except OSError as e:
    print(repr(e), file=sys.stderr)
`,
		"loop.py": "for i in range(200000):\n    print(i)\n",
		"last.py": "print(1)\n",
		"serve.py": `import parallel, sys
class Echo:
    def data_received(self, data):
        print(len(data), flush=True)
        return data
    def exception_handler(self, exc):
        return type(exc).__name__
server = parallel.server('127.0.0.1', 0)
parallel.register(transport=server, protocol=Echo)
print(server.port, file=sys.stderr, flush=True)
parallel.run()
`})
	start := func(name string) (*exec.Cmd, io.Reader) {
		if r := pxc(t, dir, nil, "", "build", name+".py"); r.status != 0 {
			t.Fatal(r.stderr)
		}
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close() // nobody will ever read
		defer w.Close()
		cmd := exec.Command("./" + name)
		cmd.Dir, cmd.Stdout = dir, w
		stderr, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, stderr
	}
	broken := "BrokenPipeError(32, 'Broken pipe')\n"
	for _, c := range []struct {
		name, stderr string
		status       int
	}{
		{"caught", broken + broken + broken, 0},
		{"loop", "Traceback (most recent call last):\n  File \"loop.py\", line 2, in <module>\n    print(i)\nBrokenPipeError: [Errno 32] Broken pipe\n", 1},
		{"last", "", 120},
	} {
		cmd, stderr := start(c.name)
		got, err := io.ReadAll(stderr)
		_ = cmd.Wait()
		if status := cmd.ProcessState.ExitCode(); err != nil || string(got) != c.stderr || status != c.status {
			t.Errorf("%s: status %d, %v, stderr %q", c.name, status, err, got)
		}
	}
	cmd, stderr := start("serve")
	port := 0
	if _, err := fmt.Fscanln(stderr, &port); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		_, _ = io.WriteString(conn, "x")
		got := make([]byte, 15)
		if _, err := io.ReadFull(conn, got); err != nil || string(got) != "BrokenPipeError" {
			t.Errorf("%q, %v", got, err)
		}
		conn.Close()
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
