package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/pxc-lang/pxc"
	"github.com/pxc-lang/pxc/compiler/gobuild"
)

var cmdHelp = &command{
	name: "help", usage: "[command]", short: "describe pxc or one of its commands",
	long: "Help describes pxc, or the command given.",
}

var cmdVersion = &command{
	name: "version", usage: "[-m]", short: "print pxc's version",
	long: `
Version prints the version of pxc, the system it runs on and the Go release it
was built with.

  -m  also list the modules linked into pxc and into built programs, with
      their licences`,
}

var cmdEnv = &command{
	name: "env", usage: "[-json] [name…]", short: "print what pxc found and where",
	long: `
Env prints the settings that pxc uses: its cache, the go command, the target,
the Python installation it takes modules from. With names, only their values.`,
}

var cmdClean = &command{
	name: "clean", usage: "", short: "remove everything from pxc's cache",
	long: `
Clean removes the extracted runtime and all binaries that pxc run has kept. They
are made again when needed.`,
}

func init() {
	// Set here because these functions refer to the commands.
	cmdHelp.run, cmdVersion.run, cmdEnv.run, cmdClean.run = runHelp, runVersion, runEnv, runClean
}

func printHelp(w io.Writer) {
	fmt.Fprint(w, "pxc compiles Python 3 protocol servers to static binaries.\n\nusage: pxc <command> [arguments]\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nUse \"pxc help <command>\" for more about a command.\n")
}

func runHelp(c *command, args []string) int {
	if len(args) == 0 {
		printHelp(os.Stdout)
		return exitOK
	}
	for _, k := range commands {
		if k.name == args[0] {
			k.help(os.Stdout)
			return exitOK
		}
	}
	if args[0] == "-h" || args[0] == "-help" || args[0] == "--help" {
		c.help(os.Stdout)
		return exitOK
	}
	fmt.Fprintf(os.Stderr, "pxc help %s: unknown command\n", args[0])
	if s := closest(args[0]); s != "" {
		fmt.Fprintf(os.Stderr, "Did you mean pxc help %s?\n", s)
	}
	return exitUsage
}

// licences of everything pxc and its programs link.
var licences = map[string]string{
	"github.com/pxc-lang/pxc":      "MIT",
	"github.com/dave/jennifer":     "MIT",
	"golang.org/x/mod":             "BSD-3-Clause",
	"golang.org/x/sync":            "BSD-3-Clause",
	"golang.org/x/sys":             "BSD-3-Clause",
	"golang.org/x/text":            "BSD-3-Clause",
	"golang.org/x/tools":           "BSD-3-Clause",
	"github.com/go-python/gpython": "BSD-3-Clause",
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

func runEnv(c *command, args []string) int {
	fs := c.newFlags()
	asJSON := fs.Bool("json", false, "")
	names, done, err := c.parse(fs, args, false)
	if done {
		return exitOK
	}
	if err != nil {
		return c.fail(err)
	}
	vars := environment()
	known := map[string]string{}
	var order []string
	for _, v := range vars {
		known[v[0]] = v[1]
		order = append(order, v[0])
	}
	for _, n := range names {
		if _, ok := known[n]; !ok {
			return c.fail(fmt.Errorf("no setting is called %s", n))
		}
	}
	switch {
	case *asJSON:
		if len(names) > 0 {
			for n := range known {
				if !contains(names, n) {
					delete(known, n)
				}
			}
		}
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "\t")
		_ = enc.Encode(known)
	case len(names) > 0:
		for _, n := range names {
			fmt.Println(known[n])
		}
	default:
		for _, n := range order {
			fmt.Printf("%s='%s'\n", n, strings.ReplaceAll(known[n], "'", `'\''`))
		}
	}
	return exitOK
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// environment returns the settings in the order they are printed. What was not
// found is empty.
func environment() [][2]string {
	var vars [][2]string
	add := func(name, value string) { vars = append(vars, [2]string{name, value}) }
	add("PXC_VERSION", pxc.Version)
	cache := ""
	if ca, err := gobuild.OpenCache(); err == nil {
		cache = ca.Dir
	}
	add("PXC_CACHE", cache)
	goPath, goVersion, goos, goarch := "", "", runtime.GOOS, runtime.GOARCH
	if t, err := gobuild.FindGo(); err == nil {
		goPath, goVersion, goos, goarch = t.Path, t.Version, t.GOOS, t.GOARCH
	}
	add("PXC_GO", goPath)
	add("GOVERSION", goVersion)
	add("GOOS", goos)
	add("GOARCH", goarch)
	python := os.Getenv("PXC_PYTHON")
	if python == "" {
		python, _ = exec.LookPath("python3")
	}
	add("PXC_PYTHON", python)
	add("PXCPATH", os.Getenv("PXCPATH"))
	add("PXC_GUARD", os.Getenv("PXC_GUARD"))
	return vars
}

func runClean(c *command, args []string) int {
	rest, done, err := c.parse(c.newFlags(), args, false)
	if done {
		return exitOK
	}
	if err == nil && len(rest) > 0 {
		err = usageError("unexpected argument " + rest[0])
	}
	if err != nil {
		return c.fail(err)
	}
	cache, err := gobuild.OpenCache()
	if err == nil {
		err = cache.Clean()
	}
	if err != nil {
		return c.fail(errors.Join(errors.New("the cache could not be removed"), err))
	}
	return exitOK
}
