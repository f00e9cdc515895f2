package rtnet

import (
	"os"
	"os/signal"
	"syscall"
)

// fatalSignals are those that end a program and that Go answers with the stacks of all
// its goroutines and status 2. As faults of the program itself they do not pass here:
// Go tells what another process has sent from those.
var fatalSignals = []os.Signal{syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGILL, syscall.SIGTRAP, syscall.SIGSYS,
	syscall.SIGBUS, syscall.SIGFPE, syscall.SIGSEGV}

// dieOfSignals makes these signals end the program as they end any other. With
// GOTRACEBACK in the environment Go's answer remains: somebody looks for a bug.
func dieOfSignals() {
	if os.Getenv("GOTRACEBACK") != "" {
		return
	}
	fatal := make(chan os.Signal, 1)
	signal.Notify(fatal, fatalSignals...)
	go func() {
		sig := (<-fatal).(syscall.Signal)
		sysDefault(sig)
		_ = syscall.Kill(os.Getpid(), sig)
	}()
}
