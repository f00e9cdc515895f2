package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/pxc-lang/pxc"
	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/compiler/gobuild"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// buildFlags are the flags of the commands that make a binary.
type buildFlags struct {
	diagFlags
	verbose bool   // -v: name the steps
	trace   bool   // -x: show the commands that run
	work    bool   // -work: keep the work directory
	guard   bool   // -guard: a checked build
	dump    string // -d: print a stage instead of building
}

func (b *buildFlags) register(fs *flag.FlagSet) {
	b.diagFlags.register(fs)
	fs.BoolVar(&b.verbose, "v", false, "")
	fs.BoolVar(&b.trace, "x", false, "")
	fs.BoolVar(&b.work, "work", false, "")
	fs.BoolVar(&b.guard, "guard", guardDefault(), "")
	fs.StringVar(&b.dump, "d", "", "")
}

// guardDefault is what PXC_GUARD asks for.
func guardDefault() bool {
	v := os.Getenv("PXC_GUARD")
	return v != "" && v != "0"
}

const buildFlagsHelp = `  -guard     a checked build: rolled-back memory is poisoned, every pointer
             store checks its regions (also PXC_GUARD=1)
  -e         show all diagnostics, not the first ten
  -json      diagnostics as JSON, one object a line, on standard output
  -Werror    treat warnings as errors
  -d STAGE   print a stage of the compilation instead of building: ast,
             scopes, imports, go, or a pass; -d help lists them
  -v         name the steps
  -x         show the commands that run
  -work      keep the work directory and print its name`

// frontHalf reads and checks one program. u is nil when status is to be returned
// at once.
func (b *buildFlags) frontHalf(path string) (u *compiler.Unit, status int, err error) {
	name, src, err := readSource(path)
	if err != nil {
		return nil, exitDiag, err
	}
	var diags diag.List
	u, err = compiler.Check(name, src, &diags)
	if err != nil {
		return nil, exitInternal, err
	}
	if b.report(&diags) {
		return nil, exitDiag, nil
	}
	return u, exitOK, nil
}

// listStages does what -d help asks for, and reports whether it was asked.
func (b *buildFlags) listStages() bool {
	if b.dump != "help" {
		return false
	}
	for _, s := range compiler.Stages() {
		fmt.Printf("  %-9s %s\n", s.Name, s.Doc)
	}
	return true
}

// dumpStage prints the stage that -d names.
func (b *buildFlags) dumpStage(path, pkg string, line bool) (int, error) {
	known := func(s compiler.Stage) bool { return s.Name == b.dump }
	if !slices.ContainsFunc(compiler.Stages(), known) {
		return exitUsage, usageError("-d " + b.dump + ": no such stage; -d help lists them")
	}
	name, src, err := readSource(path)
	if err != nil {
		return exitDiag, err
	}
	var diags diag.List
	if err := compiler.Dump(os.Stdout, b.dump, name, src, pkg, line, &diags); err != nil {
		return exitInternal, err
	}
	if b.report(&diags) {
		return exitDiag, nil
	}
	return exitOK, nil
}

// binary builds the program's binary, or finds it in the cache, and returns its
// path.
func (b *buildFlags) binary(path string) (bin string, status int, err error) {
	name, src, err := readSource(path)
	if err != nil {
		return "", exitDiag, err
	}
	cache, err := gobuild.OpenCache()
	if err != nil {
		return "", exitDiag, err
	}
	id, err := gobuild.RuntimeID()
	if err != nil {
		return "", exitInternal, err
	}
	// Neither the rest of the compiler nor the Go toolchain runs for a program
	// that was built before: its key is that of the sources.
	var diags diag.List
	u := compiler.Load(name, src, &diags)
	parts := [][]byte{[]byte(pxc.Version), []byte(id), []byte(selfID()), []byte(name), src,
		[]byte(os.Getenv("GOOS") + "/" + os.Getenv("GOARCH") + " " + os.Getenv("PXC_GO")), fmt.Appendf(nil, "guard=%v", b.guard)}
	key := gobuild.Key(append(parts, u.Sources()...)...)
	if b.work { // there is a work directory to show only if something is built
		key = gobuild.Key([]byte(key), fmt.Append(nil, os.Getpid(), time.Now().UnixNano()))
	}
	status = exitOK
	built := false
	bin, err = cache.Binary(key, programName(path), func(out string) error {
		built = true
		b.step("compile %s", name)
		found := make(chan error, 1)
		var gotool *gobuild.Toolchain
		go func() { // a process, which answers in the meantime
			var err error
			gotool, err = gobuild.FindGo()
			found <- err
		}()
		files, err := b.generate(u, cache, &diags)
		if err != nil {
			return err
		}
		if err := <-found; err != nil {
			return err
		}
		b.step("go build (%s, %s/%s)", gotool.Version, gotool.GOOS, gotool.GOARCH)
		req := &gobuild.Request{Cache: cache, Go: gotool, Files: files, Out: out, KeepWork: b.work}
		if b.guard {
			req.Tags = []string{"invariants"}
		}
		if b.trace || b.work {
			req.Log = func(f string, a ...any) { fmt.Fprintf(os.Stderr, f+"\n", a...) }
			if !b.trace {
				req.Log = func(f string, a ...any) {
					if strings.HasPrefix(f, "WORK=") {
						fmt.Fprintf(os.Stderr, f+"\n", a...)
					}
				}
			}
		}
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		if err := gobuild.Build(ctx, req); err != nil || diags.Len() == 0 {
			return err
		}
		kept, err := diags.Save()
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(filepath.Dir(out), keptDiags), kept, 0o644)
	})
	if err == nil && !built {
		b.step("unchanged: from the cache")
		if kept, err2 := os.ReadFile(filepath.Join(filepath.Dir(bin), keptDiags)); err2 == nil {
			var before diag.List
			if err = before.Restore(kept); err == nil && b.report(&before) {
				err = errReported
			}
		}
	}
	if err == errReported {
		return "", exitDiag, nil
	}
	return bin, status, err
}

// keptDiags is the file beside a cached binary with the warnings about its program,
// which are shown again with each use.
const keptDiags = "diagnostics.json"

// errReported ends a build whose diagnostics have been shown.
var errReported = fmt.Errorf("diagnostics were reported")

func (b *buildFlags) generate(u *compiler.Unit, cache *gobuild.Cache, diags *diag.List) (map[string][]byte, error) {
	if err := u.CompileApart(gobuild.ModulePath, diags); err != nil {
		return nil, err
	}
	if b.report(diags) {
		return nil, errReported
	}
	text, err := u.ProgramFile(true, !b.work)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{compiler.GoFile: text}
	for _, lib := range compiler.Libraries(u.Graph, gobuild.ModulePath, true) {
		text, err := cache.Text(gobuild.Key([]byte(pxc.Version), []byte(selfID()), []byte(lib.Key)), func() ([]byte, error) {
			b.step("compile %s, a module of the runtime", lib.Name)
			return lib.Generate(true, false)
		})
		if err != nil {
			return nil, err
		}
		files[lib.Dir+"/"+lib.GoFile()] = text
	}
	return files, nil
}

func (b *buildFlags) step(format string, args ...any) {
	if b.verbose || b.trace {
		fmt.Fprintf(os.Stderr, "# "+format+"\n", args...)
	}
}

// selfID tells this pxc from others of the same version: a development build
// must not run what another one cached.
func selfID() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(exe)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().Format(time.RFC3339Nano))
}
