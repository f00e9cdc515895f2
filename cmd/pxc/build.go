package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pxc-lang/pxc/compiler/gobuild"
)

var cmdBuild = &command{
	name: "build", usage: "[flags] file.py [-o output]", short: "compile a program to one static binary",
	long: `
Build compiles a program and the runtime to one static binary. It needs the go
command, no network and nothing else. Set GOARCH=amd64 or GOARCH=arm64 to build
for the other kind of Linux machine. - reads the program from standard input.

  -o FILE    write the binary to FILE; default: the source's name without .py.
             Nothing but an executable is ever overwritten
` + buildFlagsHelp,
}

func init() { cmdBuild.run = runBuild }

func runBuild(c *command, args []string) int {
	var b buildFlags
	fs := c.newFlags()
	b.register(fs)
	out := fs.String("o", "", "")
	rest, done, err := c.parse(fs, args, false)
	if done || err == nil && b.listStages() {
		return exitOK
	}
	path := ""
	if err == nil {
		path, err = oneFile(rest)
	}
	if err != nil {
		return c.fail(err)
	}
	if b.dump != "" {
		status, err := b.dumpStage(path, "", true)
		if err != nil {
			return c.fail(err)
		}
		return status
	}
	if *out == "" {
		*out = programName(path)
	}
	if err := outputPath(*out, path); err != nil {
		return c.fail(err)
	}
	bin, status, err := b.binary(path)
	if err != nil {
		return c.fail(err)
	}
	if status != exitOK || bin == "" {
		return exitDiag
	}
	if info, err := os.Stat(*out); err == nil && isNull(info) {
		return exitOK
	}
	abs, err := filepath.Abs(*out)
	if err == nil {
		err = gobuild.CopyFile(bin, abs)
	}
	if err != nil {
		return c.fail(fmt.Errorf("cannot write %s: %w", *out, err))
	}
	if b.verbose {
		fmt.Fprintln(os.Stderr, "# wrote", *out)
	}
	return exitOK
}
