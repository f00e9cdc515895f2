package testsuite

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/imports"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// A case of run/ is a program and what CPython 3.11 did with it: the bytes on
// stdout, the exit status if it is not 0, and then the bytes on stderr,
// without the carets below the source lines of tracebacks.
// CPython writes them, never pxc: see TestConfirm. A case of syntax that 3.11 does not
// have says in its comment what else knows: the line "Oracle: CPython 3.13" names the
// version that confirms it, "Oracle: the documentation of CPython 3.14" one whose
// expectations were written by hand.
//
// Cases are compiled in one batch: each is analysed alone and becomes a
// package of its own, one binary links them all, and each runs in a process
// of its own that is told by its first argument which one it is. A thousand
// cases cost one link.

var confirm = flag.Bool("confirm", false, "replay the cases of run/ in python3 and rewrite what it printed")

// runTimeout bounds one program.
const runTimeout = 20 * time.Second

// A runCase is one file of run/.
type runCase struct {
	file    string // path
	name    string
	archive *txtar.Archive
	program string
	modules map[string]string // further Python files by path, which lie beside the program
	stdout  string
	exit    int
	stderr  string // if exit is not 0
}

func loadCases(t *testing.T) []*runCase {
	t.Helper()
	pattern := "*"
	if p := os.Getenv("PXC_CASES"); p != "" {
		pattern = p
	}
	var files []string
	for _, p := range strings.Split(pattern, ",") {
		found, err := filepath.Glob("run/" + p + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	var cases []*runCase
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c := &runCase{file: f, name: strings.TrimSuffix(filepath.Base(f), ".txt"), archive: a}
		for _, part := range a.Files {
			text := string(part.Data)
			switch part.Name {
			case "program.py":
				c.program = text
			case "stdout":
				c.stdout = text
			case "stderr":
				c.stderr = text
			case "exit":
				if c.exit, err = strconv.Atoi(strings.TrimSpace(text)); err != nil {
					t.Fatalf("%s: %v", f, err)
				}
			default:
				if filepath.Ext(part.Name) != ".py" {
					t.Fatalf("%s: unknown part %q", f, part.Name)
				}
				if c.modules == nil {
					c.modules = map[string]string{}
				}
				c.modules[part.Name] = text
			}
		}
		if c.program == "" {
			t.Fatalf("%s: no program.py", f)
		}
		cases = append(cases, c)
	}
	return cases
}

// build compiles a program to the Go source of a package, verifying the IR
// after every pass.
func build(name, source string, opts codegen.Options, copts compiler.Options) ([]byte, *diag.List, error) {
	return buildIn("", name, source, opts, copts)
}

// buildIn is build for a program that imports the modules in dir, if that is not
// "".
func buildIn(dir, name, source string, opts codegen.Options, copts compiler.Options) ([]byte, *diag.List, error) {
	file := diag.NewFile(name, []byte(source))
	diags := &diag.List{}
	mod := syntax.Parse(file, syntax.Options{}, diags)
	info := resolve.Resolve(mod, diags)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	var prog *ir.Program
	var more *diag.List
	var err error
	copts.Verify = true
	if dir == "" {
		dir = "no such directory"
	}
	graph := imports.Load(info, imports.Config{Dir: dir, Native: codegen.Natives(), Library: compiler.RuntimeLibrary()}, diags)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	copts.Units = modulePath + "/testsuite/_work"
	prog, more, err = compiler.CompileGraph(graph, copts)
	diags.Append(more)
	if err != nil || diags.HasErrors() && !copts.KeepGoing {
		return nil, diags, err
	}
	if err := writeLibraries(graph, copts.Units); err != nil {
		return nil, diags, err
	}
	src, err := codegen.Generate(prog, opts)
	return src, diags, err
}

// libraries holds what writeLibraries has written.
var libraries sync.Map

// writeLibraries writes the packages of the runtime's modules that a program
// imports. Programs share them.
func writeLibraries(graph *imports.Graph, module string) error {
	for _, lib := range compiler.Libraries(graph, module, false) {
		once, _ := libraries.LoadOrStore(lib.Key, sync.OnceValue(func() error {
			text, err := lib.Generate(false, true)
			if err != nil {
				return err
			}
			dir := filepath.Join("_work", lib.Dir)
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, lib.GoFile()), text, 0o644)
		}))
		if err := once.(func() error)(); err != nil {
			return err
		}
	}
	return nil
}

// A runVariant is a way to run every case.
type runVariant struct {
	name    string
	codegen codegen.Options
	compile compiler.Options
	skip    bool
}

// variants: a program runs on the main thread, with reference counts, alone as when it
// is built; and in a context, without. Programs that only make sense with counts say
// "Main thread only" in their comment. What the runtime's invariants say more about runs
// with these, and what they say nothing about without.
var variants = []runVariant{
	{"main", codegen.Options{Line: true}, compiler.Options{BothWorlds: true, Alone: true}, false},
	{"pieces", codegen.Options{PieceSize: 4, Line: true}, compiler.Options{BothWorlds: true, Alone: true}, invariantsTag == ""},
	{"boxed", codegen.Options{Line: true}, compiler.Options{BothWorlds: true, Alone: true, NoInfer: true}, invariantsTag != ""},
	{"exits", codegen.Options{StressExits: true, Line: true}, compiler.Options{BothWorlds: true, Alone: true}, invariantsTag == ""},
	{"context", codegen.Options{InContext: true, StressExits: true}, compiler.Options{InContext: true, BothWorlds: true}, false},
}

// TestRun compiles every case in every variant, links them into one binary and
// compares what they print with what CPython printed.
func TestRun(t *testing.T) {
	cases := loadCases(t)
	dir := workDir(t, "run")
	var programs []string // "case/variant", in the order of their packages
	for _, c := range cases {
		var typed []byte // what the first variant gave
		for _, v := range variants {
			if v.skip || v.compile.InContext && bytes.Contains(c.archive.Comment, []byte("Main thread only")) {
				continue
			}
			opts := v.codegen
			opts.Package = pkgName(len(programs))
			beside := c.beside(t)
			src, diags, err := buildIn(beside, "program.py", c.program, opts, v.compile)
			if err != nil || diags.HasErrors() {
				t.Errorf("%s: %v\n%s", c.name, err, text(diags))
				continue
			}
			if beside != "" {
				src = bytes.ReplaceAll(src, []byte(beside+"/"), nil)
			}
			switch v.name { // without inference only where that makes a difference
			case "main":
				typed = bytes.Replace(src, []byte("package "+opts.Package), nil, 1)
			case "exits":
				if !bytes.Contains(src, []byte("rt.StressExit(")) {
					continue
				}
			case "boxed":
				if bytes.Equal(typed, bytes.Replace(src, []byte("package "+opts.Package), nil, 1)) {
					continue
				}
			}
			write(t, filepath.Join(dir, opts.Package, "program.go"), src)
			programs = append(programs, c.name+"/"+v.name)
		}
	}
	bin := link(t, dir, programs)
	for _, p := range programs {
		name, variant, _ := strings.Cut(p, "/")
		c := cases[slices.IndexFunc(cases, func(c *runCase) bool { return c.name == name })]
		t.Run(name+"/"+variant, func(t *testing.T) {
			t.Parallel()
			stdout, stderr, exit := runProgram(t, bin, p)
			if stdout != c.stdout {
				t.Errorf("stdout differs:\n%s", difference(c.stdout, stdout))
			}
			if exit != c.exit {
				t.Errorf("exit status %d, not %d; stderr:\n%s", exit, c.exit, stderr)
			}
			if c.exit != 0 && stderr != c.stderr {
				t.Errorf("stderr differs:\n%s", difference(c.stderr, stderr))
			}
		})
	}
}

// beside writes the modules that lie beside the program to a directory, and
// returns that, or "" if there are none.
func (c *runCase) beside(t *testing.T) string {
	if len(c.modules) == 0 {
		return ""
	}
	dir := t.TempDir()
	for name, text := range c.modules {
		write(t, filepath.Join(dir, name), []byte(text))
	}
	return dir
}

func pkgName(i int) string { return fmt.Sprintf("p%d", i) }

// link writes the main package of a batch and builds it.
func link(t *testing.T, dir string, programs []string) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"os\"\n\n\t\"" + modulePath + "/rt\"\n\trtnet \"" + modulePath + "/rt/net\"\n")
	for i := range programs {
		fmt.Fprintf(&b, "\t%q\n", modulePath+"/testsuite/_work/"+filepath.Base(dir)+"/"+pkgName(i))
	}
	b.WriteString(")\n\nvar programs = map[string]*rt.Program{\n")
	for i, p := range programs {
		fmt.Fprintf(&b, "\t%q: &%s.Program,\n", p, pkgName(i))
	}
	b.WriteString("}\n\nfunc main() {\n\tname := os.Args[1]\n\tos.Args = append([]string{\"program.py\"}, os.Args[2:]...)\n\trtnet.Main(programs[name])\n}\n")
	write(t, filepath.Join(dir, "main.go"), b.Bytes())
	bin, err := filepath.Abs(filepath.Join(dir, "batch"))
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"build", "-o", bin}
	if tags := invariantsTag; tags != "" {
		args = append(args, "-tags="+tags)
	}
	cmd := exec.Command("go", append(args, "./_work/"+filepath.Base(dir))...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// workDir returns an empty directory below _work/, inside the module, so that
// generated packages import the runtime as it is here.
func workDir(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join("_work", name)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !t.Failed() {
			_ = os.RemoveAll(dir)
		}
	})
	return dir
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func runProgram(t *testing.T, bin string, args ...string) (stdout, stderr string, exit int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), runTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("no end after %v", runTimeout)
	}
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// difference shows the first line in which two texts differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) || i < len(g); i++ {
		line := func(s []string) string {
			if i < len(s) {
				return strconv.Quote(s[i])
			}
			return "(end)"
		}
		if line(w) != line(g) {
			return fmt.Sprintf("line %d:\nCPython %s\npxc     %s", i+1, line(w), line(g))
		}
	}
	return ""
}

func text(l *diag.List) string {
	var b strings.Builder
	_ = l.WriteText(&b, diag.TextOptions{})
	return b.String()
}

// oracle finds the line of a comment that names another oracle than CPython 3.11.
var oracle = regexp.MustCompile(`(?m)^Oracle: (CPython|the documentation of CPython) (3\.\d+)$`)

// python returns the interpreter that confirms c, or "" and why there is none.
func (c *runCase) python() (path, reason string) {
	m := oracle.FindSubmatch(c.archive.Comment)
	switch {
	case m == nil:
		return "python3", ""
	case string(m[1]) != "CPython":
		return "", "expected by hand"
	}
	version := string(m[2])
	candidates := []string{"python" + version}
	if home, err := os.UserHomeDir(); err == nil {
		found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions", version+".*", "bin/python3"))
		candidates = append(found, candidates...)
	}
	for _, p := range candidates {
		if out, err := exec.Command(p, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").Output(); err == nil && strings.TrimSpace(string(out)) == version {
			return p, ""
		}
	}
	return "", "no CPython " + version + " here"
}

// TestConfirm replays every case in python3, which must be 3.11, or in the version
// that the case names, and writes down what it printed. It runs with -confirm only:
// make confirm.
func TestConfirm(t *testing.T) {
	if !*confirm {
		t.Skip("without -confirm")
	}
	version, err := exec.Command("python3", "-c", "import sys; print(sys.version_info[:2])").Output()
	if err != nil {
		t.Skip(err)
	}
	if v := strings.TrimSpace(string(version)); v != "(3, 11)" {
		t.Fatalf("python3 is %s; expectations are 3.11's", v)
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for _, c := range loadCases(t) {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer wg.Done()
			defer func() { <-slots }()
			c.replay(t)
		}()
	}
	wg.Wait()
}

// replay runs c in its oracle and rewrites its file if anything is new.
func (c *runCase) replay(t *testing.T) {
	python, reason := c.python()
	if python == "" {
		t.Logf("%s: %s", c.file, reason)
		return
	}
	dir, err := os.MkdirTemp("", "confirm")
	if err != nil {
		t.Error(err)
		return
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "program.py")
	if err := os.WriteFile(program, []byte(c.program), 0o644); err != nil {
		t.Error(err)
		return
	}
	for name, text := range c.modules {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Error(err)
			return
		}
	}
	cmd := exec.Command(python, "-B", "-X", "utf8", "-X", "no_debug_ranges", program)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()
	exit := cmd.ProcessState.ExitCode()
	a := &txtar.Archive{Comment: c.archive.Comment}
	for _, part := range c.archive.Files {
		if filepath.Ext(part.Name) == ".py" {
			a.Files = append(a.Files, part)
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "stdout", Data: bytes.ReplaceAll(out.Bytes(), []byte(dir+"/"), nil)})
	if exit != 0 {
		a.Files = append(a.Files,
			txtar.File{Name: "exit", Data: []byte(strconv.Itoa(exit) + "\n")},
			txtar.File{Name: "stderr", Data: bytes.ReplaceAll(errs.Bytes(), []byte(dir+"/"), nil)})
	}
	if now := txtar.Format(a); !bytes.Equal(now, txtar.Format(c.archive)) {
		t.Logf("%s: rewritten", c.file)
		if err := os.WriteFile(c.file, now, 0o644); err != nil {
			t.Error(err)
		}
	}
}
