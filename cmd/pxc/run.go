package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

var cmdRun = &command{
	name: "run", usage: "[flags] file.py [arguments]", short: "compile a program into the cache and run it",
	long: `
Run compiles a program into pxc's cache and runs it with the arguments given. An
unchanged program starts at once. The exit status is the program's own, 128+n if
signal n ended it. - reads the program from standard input.

` + buildFlagsHelp,
}

func init() { cmdRun.run = runRun }

func runRun(c *command, args []string) int {
	var b buildFlags
	fs := c.newFlags()
	b.register(fs)
	rest, done, err := c.parse(fs, args, true)
	if done || err == nil && b.listStages() {
		return exitOK
	}
	if err == nil && len(rest) == 0 {
		err = usageError("no file given")
	}
	if err != nil {
		return c.fail(err)
	}
	if b.dump != "" {
		status, err := b.dumpStage(rest[0], "", true)
		if err != nil {
			return c.fail(err)
		}
		return status
	}
	bin, status, err := b.binary(rest[0])
	if err != nil {
		return c.fail(err)
	}
	if status != exitOK || bin == "" {
		return exitDiag
	}
	status, err = execute(bin, rest)
	if err != nil {
		return c.fail(err)
	}
	return status
}

// execute runs the program as a child, passes signals on to it and returns its
// status. args[0] is the name the program sees as its own.
func execute(bin string, args []string) (int, error) {
	cmd := exec.Command(bin)
	cmd.Args = args
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = childAttr()
	// The death signal is tied to the thread that starts the child.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	go forward(cmd.Process, signals, ended)
	err := cmd.Wait()
	close(ended)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && ws.Signaled() {
		return 128 + int(ws.Signal()), nil
	}
	return cmd.ProcessState.ExitCode(), nil
}

// forward passes signals to the program. One typed at the terminal has already
// reached it, because it is in the same process group; a second SIGINT would end
// a drain that the first has begun.
func forward(p *os.Process, signals <-chan os.Signal, ended <-chan struct{}) {
	for {
		select {
		case s := <-signals:
			if s != syscall.SIGINT && s != syscall.SIGQUIT || !onTerminal() {
				_ = p.Signal(s)
			}
		case <-ended:
			return
		}
	}
}

// onTerminal reports whether pxc's standard input is a terminal, which sends its
// signals to the whole process group.
func onTerminal() bool {
	info, err := os.Stdin.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Name() != "null"
}
