package main

import (
	"errors"

	"github.com/pxc-lang/pxc/compiler/gobuild"
)

var cmdClean = &command{
	name: "clean", usage: "", short: "remove everything from pxc's cache",
	long: `
Clean removes the extracted runtime and the binaries of earlier builds from the
cache. They are made again when needed.`,
}

func init() { cmdClean.run = runClean }

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
