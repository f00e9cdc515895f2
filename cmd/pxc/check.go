package main

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

var cmdCheck = &command{
	name: "check", usage: "[flags] file.py|directory…", short: "report all diagnostics without building",
	long: `
Check reads programs, or all Python files below a directory (but for hidden
directories and virtual environments), and reports what is wrong with them:
syntax, names, calls, what pxc does not support, the persistence rule. It builds
nothing and needs no Go. Status 1 means errors.

  -e         show all diagnostics, not the first ten
  -json      diagnostics as JSON, one object a line, on standard output
  -Werror    treat warnings as errors
  -explain   tell, per function, the worlds it is compiled for, and where each
             allocation lives`,
}

func init() { cmdCheck.run = runCheck }

func runCheck(c *command, args []string) int {
	var d diagFlags
	fs := c.newFlags()
	d.register(fs)
	explain := fs.Bool("explain", false, "")
	rest, done, err := c.parse(fs, args, false)
	if done {
		return exitOK
	}
	if err == nil && len(rest) == 0 {
		err = usageError("no file given")
	}
	if err != nil {
		return c.fail(err)
	}
	paths, err := sourceFiles(rest)
	if err != nil {
		return c.fail(err)
	}
	var diags diag.List
	results := checkFiles(paths, *explain)
	for i := range results {
		diags.Append(&results[i].diags)
	}
	status := exitOK
	if d.report(&diags) {
		status = exitDiag
	}
	for i := range results {
		if err := results[i].err; err != nil {
			status = max(status, c.fail(err))
		}
		if _, err := os.Stdout.Write(results[i].explain); err != nil {
			return c.fail(err)
		}
	}
	return status
}

// checked is what came of one file. Its tree and IR are gone: what is kept of a
// directory is the sources and what is wrong with them.
type checked struct {
	diags   diag.List
	explain []byte
	err     error // the file could not be read, or a mistake of ours
}

// checkFiles checks files on all cores. The results are in the order of paths.
func checkFiles(paths []string, explain bool) []checked {
	results := make([]checked, len(paths))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(paths) {
					return
				}
				results[i].check(paths[i], explain)
			}
		})
	}
	wg.Wait()
	return results
}

// check fills r. A panic is a result too: the other files are still checked.
func (r *checked) check(path string, explain bool) {
	defer func() {
		if p := recover(); p != nil {
			r.err = &panicError{path, p, debug.Stack()}
		}
	}()
	name, src, err := readSource(path)
	if err != nil {
		r.err = err
		return
	}
	u, err := compiler.Check(name, src, &r.diags)
	if err != nil {
		r.err = err
		return
	}
	if explain {
		var b bytes.Buffer
		r.err = u.Explain(&b)
		r.explain = b.Bytes()
	}
}
