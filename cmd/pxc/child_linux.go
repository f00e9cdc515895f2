package main

import "syscall"

// childAttr makes the program end with pxc, however pxc ends.
func childAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
