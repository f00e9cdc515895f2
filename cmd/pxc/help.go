package main

import (
	"fmt"
	"io"
	"os"
)

var cmdHelp = &command{
	name: "help", usage: "[command]", short: "describe pxc or one of its commands",
	long: "Help describes pxc, or the command given.",
}

// The run function is set here because it refers to the table of commands.
func init() { cmdHelp.run = runHelp }

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
