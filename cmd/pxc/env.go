package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc"
	"github.com/pxc-lang/pxc/compiler/gobuild"
)

var cmdEnv = &command{
	name: "env", usage: "[-json] [name…]", short: "print what pxc found and where",
	long: `
Env prints the settings that pxc uses. With names, it prints their values alone.

  PXC_VERSION   pxc's version
  PXC_CACHE     directory of the cache; set it to choose another
  PXC_GO        the go command; set it to choose another than that on PATH
  GOVERSION     its release
  GOOS, GOARCH  the system that binaries are built for
  PXC_PYTHON    the Python whose modules -d imports finds, for programs that
                import more than pxc has
  PXCPATH       directories that are searched before Python's, for the same
  PXC_GUARD     set and not 0: pxc build and run make checked builds

  -json  one JSON object`,
}

func init() { cmdEnv.run = runEnv }

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
				if !slices.Contains(names, n) {
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
