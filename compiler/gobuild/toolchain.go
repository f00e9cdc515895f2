package gobuild

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Toolchain is the go command and what it says of itself.
type Toolchain struct {
	Path    string // of the go command
	Version string // "go1.26.8"
	GOOS    string // target
	GOARCH  string
	Level   string // of the target's instructions: GOAMD64 or GOARM64
	ToolDir string // directory of the compiler and the linker
}

// tool returns the path of one of the toolchain's programs.
func (t *Toolchain) tool(name string) string { return filepath.Join(t.ToolDir, name) }

// minGo is the oldest Go release whose toolchain builds the runtime.
const minGo = 26

// FindGo returns the go command: PXC_GO, else go on PATH, with the target that
// GOOS and GOARCH select. It refuses versions that are too old.
func FindGo() (*Toolchain, error) {
	path := os.Getenv("PXC_GO")
	if path == "" {
		var err error
		if path, err = exec.LookPath("go"); err != nil {
			return nil, errors.New("the go command was not found: install Go 1.26 or newer, or set PXC_GO to its path")
		}
	}
	cmd := exec.Command(path, "env", "GOVERSION", "GOOS", "GOARCH", "GOTOOLDIR", "GOAMD64", "GOARM64")
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=local", "GOFLAGS=", "GOWORK=off")
	cmd.Dir = os.TempDir()
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s does not work as the go command: %w", path, err)
	}
	f := strings.Split(string(out), "\n")
	if len(f) < 6 || f[0] == "" || f[1] == "" || f[2] == "" {
		return nil, fmt.Errorf("%s env answers %q", path, out)
	}
	t := &Toolchain{Path: path, Version: f[0], GOOS: f[1], GOARCH: f[2], ToolDir: f[3], Level: f[4] + f[5]}
	if minor, ok := goMinor(t.Version); ok && minor < minGo {
		return nil, fmt.Errorf("%s is %s: pxc needs go1.%d or newer", path, t.Version, minGo)
	}
	return t, nil
}

// goMinor returns 26 for "go1.26.8"; development versions have none.
func goMinor(version string) (int, bool) {
	s, ok := strings.CutPrefix(version, "go1.")
	if !ok {
		return 0, false
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		s = s[:end]
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Request is one build.
type Request struct {
	Cache *Cache
	Go    *Toolchain
	// Files are the generated module's Go files by slash-separated path. main.go
	// is package main; the module's path is pxcapp.
	Files map[string][]byte
	Tags  []string // build tags: "invariants" for guarded builds
	Out   string   // where the binary goes

	KeepWork bool                             // keep the work directory
	Log      func(format string, args ...any) // verbose messages, may be nil
}

// ModulePath is the path of the Go module that programs are built in.
const ModulePath = "pxcapp"

const appGoMod = `module ` + ModulePath + `

go 1.26

require (
	github.com/pxc-lang/pxc v0.0.0
	golang.org/x/sys v0.0.0
)

replace (
	github.com/pxc-lang/pxc => %s
	golang.org/x/sys => %s
)
`

// A GoError is a failure of the Go compiler on generated source: our mistake,
// never the user's.
type GoError struct {
	Output string
	Work   string // directory with the generated source, kept
}

func (e *GoError) Error() string { return "the Go compiler refused generated code:\n" + e.Output }

// targets are the systems that the runtime has a network back end for.
var targets = []string{"linux/amd64", "linux/arm64"}

// Build compiles the request's files with the runtime into one static binary.
func Build(ctx context.Context, r *Request) error {
	if target := r.Go.GOOS + "/" + r.Go.GOARCH; !slices.Contains(targets, target) {
		return fmt.Errorf("cannot build for %s: the runtime is there for %s", target, strings.Join(targets, " and "))
	}
	rt, err := r.Cache.Runtime()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "pxc-build-")
	if err != nil {
		return err
	}
	keep := r.KeepWork
	defer func() {
		if !keep {
			_ = os.RemoveAll(work)
		}
	}()
	if r.KeepWork {
		r.logf("WORK=%s", work)
	}
	mod := fmt.Sprintf(appGoMod, quote(filepath.Join(rt, "pxc")), quote(filepath.Join(rt, "xsys")))
	if err := os.WriteFile(filepath.Join(work, "go.mod"), []byte(mod), 0o644); err != nil {
		return err
	}
	for name, data := range r.Files {
		p := filepath.Join(work, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			return err
		}
	}
	bin := filepath.Join(work, "app.bin")
	if err := r.direct(ctx, work, bin); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.logf("# %v", err)
		if err := r.goBuild(ctx, work, bin); err != nil {
			var refused *GoError
			keep = keep || errors.As(err, &refused)
			return err
		}
	}
	if os.Rename(bin, r.Out) == nil {
		return nil
	}
	return CopyFile(bin, r.Out) // to another file system
}

// buildFlags are flags of go build and go list.
var buildFlags = []string{"-trimpath", "-buildvcs=false", "-mod=mod"}

// goBuild has the go command do all of a build.
func (r *Request) goBuild(ctx context.Context, work, bin string) error {
	// What debuggers need is not linked; making it takes an eighth of the time.
	args := append([]string{"build"}, buildFlags...)
	args = append(args, "-gcflags=-dwarf=false", "-ldflags=-s -w")
	if len(r.Tags) > 0 {
		args = append(args, "-tags="+strings.Join(r.Tags, ","))
	}
	args = append(args, "-o", bin, ".")
	cmd := exec.CommandContext(ctx, r.Go.Path, args...)
	cmd.Dir = work
	cmd.Env = r.environ()
	r.logf("cd %s", work)
	r.logf("%s %s", r.Go.Path, strings.Join(args, " "))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// The compiler's errors stand below the name of the package they are in.
		if !strings.Contains("\n"+out.String(), "\n# ") {
			return fmt.Errorf("%s failed: %w\n%s", r.Go.Path, err, bytes.TrimSpace(out.Bytes()))
		}
		return &GoError{Output: out.String(), Work: work}
	}
	return nil
}

func (r *Request) logf(format string, args ...any) {
	if r.Log != nil {
		r.Log(format, args...)
	}
}

// quote writes a path for a go.mod file.
func quote(p string) string { return strconv.Quote(filepath.ToSlash(p)) }

// environ is the environment of the go command: nothing of the user's settings
// that could change or forbid the build.
func (r *Request) environ() []string {
	env := append(os.Environ(),
		"GOWORK=off", "GOFLAGS=", "GO111MODULE=on", "GOENV=off", "GOPROXY=off", "GOSUMDB=off",
		"GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOEXPERIMENT=", "GOOS="+r.Go.GOOS, "GOARCH="+r.Go.GOARCH)
	if os.Getenv("GOCACHE") == "" {
		if base, err := os.UserCacheDir(); err != nil || !writable(filepath.Join(base, "go-build")) {
			env = append(env, "GOCACHE="+filepath.Join(r.Cache.Dir, "go-build"))
		}
	}
	if os.Getenv("GOPATH") == "" && os.Getenv("HOME") == "" {
		env = append(env, "GOPATH="+filepath.Join(r.Cache.Dir, "gopath"))
	}
	return env
}
