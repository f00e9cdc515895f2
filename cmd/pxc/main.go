// Command pxc compiles Python protocol servers to static binaries and to Go
// packages. Run pxc help for its commands.
//
// This package knows flags, files and exit codes; package compiler knows how a
// program is translated and gobuild how the Go toolchain is run.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sort"
	"strings"
)

// Exit statuses. pxc run ends with the program's own.
const (
	exitOK       = 0
	exitDiag     = 1 // the user's program has errors
	exitUsage    = 2
	exitInternal = 3 // our mistake
)

// A command is one of pxc's verbs.
type command struct {
	name  string
	usage string // arguments, as in the usage line
	short string // one line for pxc help
	long  string // for pxc help NAME
	run   func(cmd *command, args []string) int
}

var commands []*command

func init() {
	commands = []*command{cmdBuild, cmdRun, cmdGen, cmdCheck, cmdClean, cmdEnv, cmdVersion, cmdHelp}
}

func main() {
	os.Exit(dispatch(os.Args[1:]))
}

// dispatch runs one command line and returns the exit status. A panic is our mistake:
// it is reported as such, not shown raw.
func dispatch(args []string) (status int) {
	defer func() {
		if r := recover(); r != nil {
			status = reportPanic(r, debug.Stack())
		}
	}()
	if len(args) == 0 {
		printHelp(os.Stderr)
		return exitUsage
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	for _, c := range commands {
		if c.name == name {
			return c.run(c, args[1:])
		}
	}
	fmt.Fprintf(os.Stderr, "pxc %s: unknown command\n", name)
	if s := closest(name); s != "" {
		fmt.Fprintf(os.Stderr, "Did you mean pxc %s?\n", s)
	}
	fmt.Fprintln(os.Stderr, "Run 'pxc help' for usage.")
	return exitUsage
}

// closest returns the command nearest to a misspelt name, if one is near.
func closest(name string) string {
	best, dist := "", 3
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	sort.Strings(names)
	for _, n := range names {
		if d := editDistance(name, n); d < dist {
			best, dist = n, d
		}
	}
	if strings.HasSuffix(name, ".py") {
		return "run " + name
	}
	return best
}

// editDistance is the optimal string alignment distance of two short words.
func editDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// usageError is a mistake in the command line.
type usageError string

func (e usageError) Error() string { return string(e) }

// fail reports err of a command and returns the exit status it calls for.
func (c *command) fail(err error) int {
	var u usageError
	if errors.As(err, &u) {
		fmt.Fprintf(os.Stderr, "pxc %s: %s\n", c.name, u)
		fmt.Fprintf(os.Stderr, "%s\nRun 'pxc help %s' for details.\n", c.usageLine(), c.name)
		return exitUsage
	}
	if status, ok := reportInternal(err); ok {
		return status
	}
	fmt.Fprintf(os.Stderr, "pxc %s: %v\n", c.name, err)
	return exitDiag
}
