package gobuild

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Of a program's packages one is new: its own. What the others compile to is in
// Go's build cache, and where it lies there is what the go command finds out with
// every build, in a tenth of a second and more. So pxc asks it once, keeps the
// answer, and runs Go's compiler and linker itself.
//
// The answer is kept under a key of all that it depends on: the runtime, the
// text of the library's packages, what is imported, the toolchain's programs, the
// target. It is asked for again after a day, by which the go command learns that
// the packages are in use, and when a package is no longer where it was.
// Whatever fails on this way, the go command does the whole build.

// packagesMaxAge is less than the time after which Go's build cache forgets what
// was not used.
const packagesMaxAge = 24 * time.Hour

// direct builds the program in work, where its files are, without go build.
func (r *Request) direct(ctx context.Context, work, bin string) error {
	main, others, err := r.mainPackage()
	if err != nil {
		return err
	}
	config, err := r.packages(ctx, work, main, others)
	if err != nil {
		return err
	}
	cfg := filepath.Join(work, "importcfg")
	// The first line is for the linker alone: godebug=SETTINGS.
	head, rest, _ := bytes.Cut(config, []byte("\n"))
	if err := os.WriteFile(cfg, rest, 0o644); err != nil {
		return err
	}
	archive := filepath.Join(work, "main.a")
	args := []string{
		"-o", archive, "-trimpath", work + "=>" + ModulePath, "-p", "main", "-lang=go1." + strconv.Itoa(minGo),
		"-complete", "-goversion", r.Go.Version, "-c=" + strconv.Itoa(min(4, runtime.GOMAXPROCS(0))),
		"-dwarf=false", "-nolocalimports", "-importcfg", cfg, "-pack",
	}
	size := 0
	for _, name := range main {
		args = append(args, filepath.Join(work, name))
		size += len(r.Files[name])
	}
	if _, err := r.run(ctx, work, r.compilerEnv(size), r.Go.tool("compile"), args...); err != nil {
		return err
	}
	args = []string{"-o", bin, "-importcfg", cfg, "-buildmode=exe", "-s", "-w"}
	if godebug := strings.TrimPrefix(string(head), "godebug="); godebug != "" {
		args = append(args, "-X=runtime.godebugDefault="+godebug)
	}
	_, err = r.run(ctx, work, r.environ(), r.Go.tool("link"), append(args, archive)...)
	return err
}

// mainPackage returns the files of the program's own package, the paths that they
// import, sorted, and a digest of the other packages' files.
func (r *Request) mainPackage() (files, imports []string, err error) {
	for name, text := range r.Files {
		if strings.Contains(name, "/") {
			continue
		}
		files = append(files, name)
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			return nil, nil, err
		}
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return nil, nil, err
			}
			imports = append(imports, p)
		}
	}
	slices.Sort(files)
	slices.Sort(imports)
	return files, slices.Compact(imports), nil
}

// packages returns an import configuration of all packages that the program in work
// consists of, its own aside, with a line of the settings of GODEBUG before it. They
// are compiled if they have to be.
func (r *Request) packages(ctx context.Context, work string, main, imports []string) ([]byte, error) {
	key, err := r.packagesKey(imports)
	if err != nil {
		return nil, err
	}
	kept := filepath.Join(r.Cache.Dir, "packages", key)
	if info, err := os.Stat(kept); err == nil && time.Since(info.ModTime()) < packagesMaxAge {
		if config, err := os.ReadFile(kept); err == nil && complete(config) {
			return config, nil
		}
	}
	flags := r.listFlags()
	godebug, err := r.run(ctx, work, r.environ(), r.Go.Path, append(slices.Clone(flags), "-f", "{{.DefaultGODEBUG}}", ".")...)
	if err != nil {
		return nil, err
	}
	args := append(slices.Clone(flags), "-export", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "runtime")
	list, err := r.run(ctx, work, r.environ(), r.Go.Path, append(args, imports...)...)
	if err != nil {
		return nil, err
	}
	config := append([]byte("godebug="+strings.TrimSpace(string(godebug))+"\n"), list...)
	if !complete(config) {
		return nil, errors.New("go list names no packages")
	}
	return config, r.Cache.keep(kept, config)
}

// listFlags are the arguments of go list that decide what it compiles, the same as
// those of go build.
func (r *Request) listFlags() []string {
	flags := append([]string{"list"}, buildFlags...)
	if len(r.Tags) > 0 {
		flags = append(flags, "-tags="+strings.Join(r.Tags, ","))
	}
	return flags
}

// packagesKey names what packages returns.
func (r *Request) packagesKey(imports []string) (string, error) {
	id, err := RuntimeID()
	if err != nil {
		return "", err
	}
	parts := []string{id, r.Cache.Dir, r.Go.Path, r.Go.Version, r.Go.GOOS, r.Go.GOARCH, r.Go.Level, strings.Join(r.Tags, ",")}
	for _, tool := range []string{"compile", "link", "asm"} {
		info, err := os.Stat(r.Go.tool(tool))
		if err != nil {
			return "", err
		}
		parts = append(parts, fmt.Sprint(info.Size(), info.ModTime().UnixNano()))
	}
	for _, name := range []string{"GOCACHE", "HOME", "XDG_CACHE_HOME"} {
		parts = append(parts, os.Getenv(name))
	}
	parts = append(parts, imports...)
	var names []string
	for name := range r.Files {
		if strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var data [][]byte
	for _, p := range parts {
		data = append(data, []byte(p))
	}
	for _, name := range names {
		data = append(data, []byte(name), r.Files[name])
	}
	return Key(data...), nil
}

// complete reports whether the packages of an import configuration are all there.
func complete(config []byte) bool {
	n := 0
	for line := range strings.Lines(string(config)) {
		if _, file, ok := strings.Cut(strings.TrimSpace(line), "="); ok && strings.HasPrefix(line, "packagefile ") {
			if _, err := os.Stat(file); err != nil {
				return false
			}
			n++
		}
	}
	return n > 0
}

// compilerEnv is the environment of the compiler for so many bytes of source. What it
// allocates for a program of usual size it may keep: a sixth of the time goes into
// collecting it, and 200 MB are enough without.
func (r *Request) compilerEnv(size int) []string {
	env := r.environ()
	if size <= 1<<20 && os.Getenv("GOGC") == "" {
		env = append(env, "GOGC=400")
	}
	return env
}

// run runs one command and returns what it prints.
func (r *Request) run(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	r.logf("%s %s", name, strings.Join(args, " "))
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(env, "PWD="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", name, err, out, stderr.Bytes())
	}
	return out, nil
}
