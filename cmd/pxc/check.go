package main

import (
	"bytes"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/imports"
)

var cmdCheck = &command{
	name: "check", usage: "[flags] file.py|directory…", short: "report all diagnostics without building",
	long: `
Check reads programs, or all Python files below a directory (but for hidden
directories and virtual environments), and the modules that they import, and
reports what is wrong with them: syntax, names, calls, imports, what pxc does not
support, the persistence rule. It builds nothing and needs no Go. Status 1 means
errors.

Modules beside a program and on PXCPATH are checked like the program; of those in
the Python installation only what would prevent building is reported. - is
standard input.

  -e         show all diagnostics, not the first ten
  -json      diagnostics as JSON, one object a line, on standard output
  -Werror    treat warnings as errors
  -explain   tell, per function, the worlds it is compiled for, in which region
             each allocation lives and why, which loops of callbacks give back
             what a round allocates, or why not, and what is a bare number`,
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
	results := checkFiles(paths, *explain, &diags)
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

// A check has two halves. The first reads the files and the modules that they
// import, and reports what is wrong with each of them once, however many of the
// files lead to it. The second compiles the programs among the files, which needs
// all of their modules at once: the files that were named, and of those below a
// directory the ones that are in no package and that no other file imports.

// checked is what came of one file. Its tree and IR are gone: what is kept of a
// directory is the sources and what is wrong with them.
type checked struct {
	sourceFile
	name    string
	src     []byte
	parsed  *imports.Parsed
	place   imports.Place
	diags   diag.List
	explain []byte
	err     error // the file could not be read, or a mistake of ours
}

// checkFiles checks files on all cores. The results are in the order of paths.
func checkFiles(paths []sourceFile, explain bool, diags *diag.List) []checked {
	results := make([]checked, len(paths))
	files := imports.NewFiles()
	onAllCores(len(paths), func(i int) {
		r := &results[i]
		r.sourceFile = paths[i]
		defer r.catch()
		if r.name, r.src, r.err = readSource(r.path); r.err == nil {
			r.parsed = files.Add(r.name, r.src)
			r.place = imports.PlaceOf(r.parsed)
		}
	})
	imported := followImports(results, files, diags)
	onAllCores(len(results), func(i int) {
		r := &results[i]
		if r.err == nil && (r.dir == "" || !r.place.InPackage && !imported[r.parsed.File]) {
			r.compile(explain)
		}
		r.src = nil
	})
	for i := range results {
		for _, d := range results[i].diags.Sorted() {
			// The first half knows more of imports: a file in a package
			// has one, although it is compiled as a program here.
			if d.Code != diag.Import {
				diags.Add(d)
			}
		}
	}
	return results
}

// onAllCores calls f with 0 to n-1.
func onAllCores(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// followImports reports what is wrong with the files and with what they import,
// and returns those that others import. Files whose imports are looked for in
// the same directories are one graph.
func followImports(results []checked, files *imports.Files, diags *diag.List) map[*diag.File]bool {
	type group struct{ dir, last string }
	var order []group
	groups := make(map[group][]imports.Place)
	for i := range results {
		r := &results[i]
		if r.err != nil {
			continue
		}
		g := group{r.place.Dir, r.dir}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], r.place)
	}
	imported := make(map[*diag.File]bool)
	for _, g := range order {
		cfg := compiler.ImportConfig(g.dir)
		cfg.Files = files
		if g.last != "" {
			cfg.Last = []string{g.last}
		}
		maps.Copy(imported, imports.LoadFiles(groups[g], cfg, diags).Imported())
	}
	return imported
}

// catch makes a panic a result: the other files are still checked.
func (r *checked) catch() {
	if p := recover(); p != nil {
		r.err = &panicError{r.path, p, debug.Stack()}
	}
}

// compile checks the file as a program.
func (r *checked) compile(explain bool) {
	defer r.catch()
	u, err := compiler.Check(r.name, r.src, &r.diags)
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
