package main

import (
	"os"

	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/frontend/diag"
)

var cmdCheck = &command{
	name: "check", usage: "[flags] file.py|directory…", short: "report all diagnostics without building",
	long: `
Check reads programs, or all Python files below a directory, and reports what is
wrong with them: syntax, names, calls, what pxc does not support, the persistence
rule. It builds nothing and needs no Go. Status 1 means errors.

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
	var diags diag.List
	var units []*compiler.Unit
	for _, arg := range rest {
		paths, err := sourceFiles(arg)
		if err != nil {
			return c.fail(err)
		}
		for _, p := range paths {
			name, src, err := readSource(p)
			if err != nil {
				return c.fail(err)
			}
			u, err := compiler.Check(name, src, &diags)
			if err != nil {
				return c.fail(err)
			}
			units = append(units, u)
		}
	}
	failed := d.report(&diags)
	if *explain {
		for _, u := range units {
			if err := u.Explain(os.Stdout); err != nil {
				return c.fail(err)
			}
		}
	}
	if failed {
		return exitDiag
	}
	return exitOK
}
