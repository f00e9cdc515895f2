package testsuite

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler"
)

// TestBatch compares whole directories of Python programs with CPython: every
// program of the directories that PXC_BATCH names, separated as in PATH, is run
// in python3 and compiled, all into one binary. What differs is listed, with the
// reason, and counted; it fails for what must never happen: a mistake of the
// compiler's own, Go text that does not compile, a Go panic, a hang.
//
//	PXC_BATCH=dir:dir go test ./testsuite -run Batch -v -timeout 1h
//
// Programs that CPython refuses, or that end with an exception there, are left
// out: what others' programs print on stderr is not ours to judge.
func TestBatch(t *testing.T) {
	if os.Getenv("PXC_BATCH") == "" {
		t.Skip("without PXC_BATCH")
	}
	reasons := compareBatch(t, filepath.SplitList(os.Getenv("PXC_BATCH")))
	total := 0
	for _, k := range slices.Sorted(maps.Keys(reasons)) {
		t.Logf("%5d %s", reasons[k], k)
		total += reasons[k]
	}
	t.Logf("%.1f %% of %d", 100*float64(reasons["equal"])/float64(max(1, total)), total)
}

// compareBatch compares the programs in dirs and counts what came of them.
func compareBatch(t *testing.T, dirs []string) map[string]int {
	var files []string
	for _, dir := range dirs {
		found, err := filepath.Glob(filepath.Join(dir, "*.py"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	// python3 may be a wrapper that takes longer than most programs.
	python, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		t.Skip(err)
	}
	programs := make([]*batched, len(files))
	each(files, func(i int, file string) { programs[i] = newBatched(strings.TrimSpace(string(python)), file) })
	programs = slices.DeleteFunc(programs, func(p *batched) bool { return p == nil })

	dir := workDir(t, "batch")
	compiling := time.Now()
	var names []string
	each(programs, func(i int, p *batched) { p.compile(pkgName(i)) })
	var linked []*batched
	for _, p := range programs {
		if p.text != nil {
			pkg := pkgName(len(linked))
			write(t, filepath.Join(dir, pkg, "program.go"), bytes.Replace(p.text, []byte("package "+p.pkg), []byte("package "+pkg), 1))
			linked, names = append(linked, p), append(names, p.file)
		}
	}
	bin := link(t, dir, names)
	t.Logf("%d programs compiled and linked in %.0f s", len(linked), time.Since(compiling).Seconds())
	each(linked, func(_ int, p *batched) { p.run(bin) })

	reasons := map[string]int{}
	for _, p := range programs {
		reasons[p.kind]++
		switch p.kind {
		case "equal":
		case "internal", "panic", "hang":
			t.Errorf("%s: %s: %s", p.file, p.kind, p.detail)
		default:
			t.Logf("%s: %s: %s", p.file, p.kind, p.detail)
		}
	}
	return reasons
}

// each calls f for every element, on all cores.
func each[T any](list []T, f func(i int, x T)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, x := range list {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			f(i, x)
		})
	}
	wg.Wait()
}

// batched is one program of a batch.
type batched struct {
	file, source string
	stdout       []byte // CPython's
	pkg          string
	text         []byte // Go
	kind, detail string // what came of it
}

// newBatched runs a program in CPython; nil if that does not end well.
func newBatched(python, file string) *batched {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), runTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, python, "-B", filepath.Base(file))
	cmd.Dir = filepath.Dir(file)
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	return &batched{file: file, source: string(source), stdout: out}
}

func (p *batched) compile(pkg string) {
	p.pkg = pkg
	defer func() {
		if x := recover(); x != nil {
			p.kind, p.detail = "internal", fmt.Sprint(x)
		}
	}()
	src, diags, err := buildIn(filepath.Dir(p.file), filepath.Base(p.file), p.source, codegen.Options{Package: pkg}, compiler.Options{Alone: true})
	switch {
	case err != nil:
		p.kind, p.detail = "internal", err.Error()
	case diags.HasErrors():
		p.kind = "refused"
		for _, line := range strings.Split(text(diags), "\n") {
			if _, after, ok := strings.Cut(line, ": error: "); ok {
				p.detail = after
				break
			}
		}
	default:
		p.text = src
	}
}

func (p *batched) run(bin string) {
	ctx, cancel := context.WithTimeout(context.Background(), runTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, p.file)
	cmd.Dir = filepath.Dir(p.file)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()
	lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
	switch {
	case ctx.Err() != nil:
		p.kind = "hang"
	case strings.Contains(errs.String(), "\ngoroutine "):
		p.kind, p.detail = "panic", errs.String()[:min(errs.Len(), 600)]
	case cmd.ProcessState.ExitCode() != 0:
		p.kind, p.detail = "raised", lines[len(lines)-1]
	case !bytes.Equal(out.Bytes(), p.stdout):
		p.kind, p.detail = "differs", strings.ReplaceAll(difference(string(p.stdout), out.String()), "\n", " ")
	default:
		p.kind = "equal"
	}
}
