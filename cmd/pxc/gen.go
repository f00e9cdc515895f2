package main

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"

	"github.com/pxc-lang/pxc/compiler"
	"github.com/pxc-lang/pxc/compiler/gobuild"
)

var cmdGen = &command{
	name: "gen", usage: "[flags] file.py -pkg name [-o file.go]", short: "write a Go package for go generate",
	long: `
Gen writes the program as the source of a Go package, for a Go program to import:

	//go:generate pxc gen proto.py -pkg proto -o proto/proto.go

The package's Start serves the protocol on a listener of the caller's. It imports
pxc's runtime, which pxc carries: with -o, gen prints the command that makes a
go.mod find it.

  -pkg NAME  name of the Go package
  -o FILE    write to FILE; default: standard output
  -line=false
             leave out //line directives, so that positions are those of the
             Go source
  -e, -json, -Werror, -d STAGE
             as in pxc build`,
}

func init() { cmdGen.run = runGen }

func runGen(c *command, args []string) int {
	var b buildFlags
	fs := c.newFlags()
	b.register(fs)
	out := fs.String("o", "", "")
	pkg := fs.String("pkg", "", "")
	line := fs.Bool("line", true, "")
	rest, done, err := c.parse(fs, args, false)
	if done || err == nil && b.listStages() {
		return exitOK
	}
	path := ""
	if err == nil {
		path, err = oneFile(rest)
	}
	switch {
	case err != nil:
	case *pkg == "":
		err = usageError("-pkg is missing")
	case !token.IsIdentifier(*pkg) || *pkg == "main" || *pkg == "_":
		err = usageError("-pkg " + *pkg + ": not a name for a Go package to import")
	}
	if err != nil {
		return c.fail(err)
	}
	if b.dump != "" {
		status, err := b.dumpStage(path, *pkg, *line)
		if err != nil {
			return c.fail(err)
		}
		return status
	}
	u, status, err := b.frontHalf(path)
	if err != nil {
		return c.fail(err)
	}
	if status != exitOK {
		return status
	}
	goFile := compiler.GoFile
	if *out != "" {
		goFile = filepath.Base(*out)
	}
	text, err := u.PackageFile(*pkg, goFile, *line)
	if err != nil {
		return c.fail(err)
	}
	if *out == "" {
		_, err = os.Stdout.Write(text)
	} else {
		err = writeGo(*out, path, text)
	}
	if err != nil {
		return c.fail(err)
	}
	if *out != "" {
		err = printReplace()
	}
	if err != nil {
		return c.fail(err)
	}
	return exitOK
}

// writeGo writes generated source to out, which must not be anything but Go.
func writeGo(out, source string, text []byte) error {
	if filepath.Ext(out) != ".go" {
		return usageError("-o " + out + ": not a .go file")
	}
	if info, err := os.Stat(out); err == nil {
		src, serr := os.Stat(source)
		if info.IsDir() || serr == nil && os.SameFile(info, src) {
			return fmt.Errorf("%s is not a Go file to write to", out)
		}
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(out, text, 0o644)
}

// printReplace tells the user where the runtime is that generated code imports.
func printReplace() error {
	cache, err := gobuild.OpenCache()
	if err != nil {
		return err
	}
	dir, err := cache.Runtime()
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "The package imports pxc's runtime. To build with the one this pxc carries:\n\n"+
		"  go mod edit -replace github.com/pxc-lang/pxc=%s -replace golang.org/x/sys=%s"+
		" -require github.com/pxc-lang/pxc@v0.0.0 -require golang.org/x/sys@v0.0.0\n",
		filepath.Join(dir, "pxc"), filepath.Join(dir, "xsys"))
	return nil
}
