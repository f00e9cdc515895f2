package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Flags may stand before and after file names, as in pxc build app.py -o app;
// -- ends them.

// parse parses args with fs and returns the positional arguments. With stop, the
// first positional argument ends the flags: the rest belongs to the program that
// pxc run starts. done reports that help was asked for and printed.
func (c *command) parse(fs *flag.FlagSet, args []string, stop bool) (rest []string, done bool, err error) {
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	for {
		if err := fs.Parse(args); err != nil {
			if err == flag.ErrHelp {
				c.help(os.Stdout)
				return nil, true, nil
			}
			return nil, false, usageError(err.Error() + meantFlag(fs, err))
		}
		left := fs.Args()
		if len(left) == 0 {
			return rest, false, nil
		}
		consumed := len(args) - len(left)
		if consumed > 0 && args[consumed-1] == "--" {
			return append(rest, left...), false, nil
		}
		rest = append(rest, left[0])
		if stop {
			return append(rest, left[1:]...), false, nil
		}
		args = left[1:]
	}
}

// meantFlag returns what to add to the error about a misspelt flag.
func meantFlag(fs *flag.FlagSet, err error) string {
	_, name, ok := strings.Cut(err.Error(), "provided but not defined: -")
	if !ok {
		return ""
	}
	best, dist := "", min(3, len(name)) // one letter resembles any other
	fs.VisitAll(func(f *flag.Flag) {
		if d := editDistance(strings.ToLower(name), strings.ToLower(f.Name)); d < dist {
			best, dist = f.Name, d
		}
	})
	if best == "" {
		return ""
	}
	return "; did you mean -" + best + "?"
}

// newFlags returns an empty flag set for the command.
func (c *command) newFlags() *flag.FlagSet {
	return flag.NewFlagSet("pxc "+c.name, flag.ContinueOnError)
}

func (c *command) usageLine() string {
	return strings.TrimSpace("usage: pxc " + c.name + " " + c.usage)
}

// help prints what pxc help NAME prints.
func (c *command) help(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s\n", c.usageLine(), strings.TrimSpace(c.long))
}

// diagFlags are the flags about diagnostics, shared by every command that
// compiles.
type diagFlags struct {
	all    bool
	json   bool
	werror bool
}

func (d *diagFlags) register(fs *flag.FlagSet) {
	fs.BoolVar(&d.all, "e", false, "")
	fs.BoolVar(&d.json, "json", false, "")
	fs.BoolVar(&d.werror, "Werror", false, "")
}

// report prints the diagnostics and reports whether they forbid going on.
func (d *diagFlags) report(l *diag.List) (failed bool) {
	limit := diag.DefaultLimit
	if d.all {
		limit = 0
	}
	if d.json {
		_ = l.WriteJSON(os.Stdout, limit)
	} else {
		_ = l.WriteText(os.Stderr, diag.TextOptions{Color: useColor(os.Stderr), Limit: limit})
	}
	return l.HasErrors() || d.werror && l.Len() > 0
}

// useColor reports whether f is a terminal whose user has not asked for plain
// text.
func useColor(f *os.File) bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
