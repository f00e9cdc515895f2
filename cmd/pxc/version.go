package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/pxc-lang/pxc"
)

var cmdVersion = &command{
	name: "version", usage: "[-m]", short: "print pxc's version",
	long: `
Version prints the version of pxc, the system it runs on and the Go release it
was built with.

  -m  also list the modules linked into pxc and into built programs, with
      their licences`,
}

func init() { cmdVersion.run = runVersion }

// licences of the modules that pxc links.
var licences = map[string]string{
	"github.com/pxc-lang/pxc":  "MIT",
	"github.com/dave/jennifer": "MIT",
	"golang.org/x/text":        "BSD-3-Clause",
}

func runVersion(c *command, args []string) int {
	fs := c.newFlags()
	modules := fs.Bool("m", false, "")
	rest, done, err := c.parse(fs, args, false)
	if err == nil && len(rest) > 0 {
		err = usageError("unexpected argument " + rest[0])
	}
	if done || err != nil {
		if err != nil {
			return c.fail(err)
		}
		return exitOK
	}
	fmt.Printf("pxc version %s %s/%s (%s)\n", pxc.Version, runtime.GOOS, runtime.GOARCH, runtime.Version())
	if !*modules {
		return exitOK
	}
	fmt.Println("\nin pxc:")
	fmt.Printf("  %-28s %-10s %s\n", "Go standard library", runtime.Version(), "BSD-3-Clause")
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Printf("  %-28s %-10s %s\n", "github.com/pxc-lang/pxc", pxc.Version, licences["github.com/pxc-lang/pxc"])
		for _, d := range info.Deps {
			fmt.Printf("  %-28s %-10s %s\n", d.Path, d.Version, licences[d.Path])
		}
	}
	fmt.Println("\nin built programs:")
	fmt.Printf("  %-28s %-10s %s\n", "Go standard library", "", "BSD-3-Clause")
	fmt.Printf("  %-28s %-10s %s\n", "github.com/pxc-lang/pxc/rt", pxc.Version, "MIT")
	fmt.Printf("  %-28s %-10s %s\n", "golang.org/x/sys/unix", "", "BSD-3-Clause")
	return exitOK
}
