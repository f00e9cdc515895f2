// Package posix is the Python module posix: the operating system's calls, of which
// module os makes its interface.
package posix

import (
	"crypto/rand"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "posix",
	Funcs: append(append([]rt.Func{
		{Name: "getcwd", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			dir, err := os.Getwd()
			if err != nil {
				return failed(c, err, 0)
			}
			return rt.NewStr(c, dir)
		}},
		{Name: "environ", Sig: "", F0: environment},
		{Name: "putenv", Sig: "key, value, /", F2: func(c *rt.Ctx, k, v rt.Value) rt.Value {
			if err := os.Setenv(rt.GoString(k), rt.GoString(v)); err != nil {
				return failed(c, err, 0)
			}
			return rt.None
		}},
		{Name: "unsetenv", Sig: "key, /", F1: func(c *rt.Ctx, k rt.Value) rt.Value {
			_ = os.Unsetenv(rt.GoString(k))
			return rt.None
		}},
		number("getpid", os.Getpid), number("getppid", os.Getppid), number("getuid", os.Getuid), number("geteuid", os.Geteuid),
		number("getgid", os.Getgid), number("getegid", os.Getegid), number("getpgrp", syscall.Getpgrp),
		{Name: "cpu_count", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(int64(runtime.NumCPU())) }},
		{Name: "strerror", Sig: "code, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			n, ok := rt.Index(c, v)
			if !ok {
				return 0
			}
			return rt.NewStr(c, rt.ErrnoText(syscall.Errno(n)))
		}},
		{Name: "_exit", Sig: "status", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			n, ok := rt.Index(c, v)
			if !ok {
				return 0
			}
			os.Exit(int(n))
			return 0
		}},
		{Name: "urandom", Sig: "size, /", F1: urandom},
		{Name: "times", Sig: "", F0: func(c *rt.Ctx) rt.Value {
			t := processTimes()
			r := rt.NewTuple(c, len(t))
			for i, n := range t {
				rt.TupleInit(r, i, rt.NewFloat(c, float64(n)/100))
			}
			return r
		}},
		{Name: "uname", Sig: "", F0: uname},
		{Name: "umask", Sig: "mask, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
			n, ok := rt.Index(c, v)
			if !ok {
				return 0
			}
			return rt.Int(int64(syscall.Umask(int(n))))
		}},
		{Name: "kill", Sig: "pid, signal, /", F2: func(c *rt.Ctx, pid, sig rt.Value) rt.Value {
			p, ok := rt.Index(c, pid)
			s, ok2 := rt.Index(c, sig)
			if !ok || !ok2 {
				return 0
			}
			return done(c, syscall.Kill(int(p), syscall.Signal(s)), 0)
		}},
	}, files...), descriptors...),
}

func number(name string, f func() int) rt.Func {
	return rt.Func{Name: name, Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.Int(int64(f())) }}
}

// tuple returns a tuple of values that it takes over.
func tuple(c *rt.Ctx, vs ...rt.Value) rt.Value {
	t := rt.NewTuple(c, len(vs))
	for i, v := range vs {
		rt.TupleInit(t, i, v)
	}
	return t
}

// failed raises OSError for an error of Go's library; filename may be 0.
func failed(c *rt.Ctx, err error, filename rt.Value) rt.Value {
	for {
		switch e := err.(type) {
		case syscall.Errno:
			if filename != 0 {
				if filename = named(c, filename); filename == 0 {
					return 0
				}
				defer c.Drop(filename)
			}
			return rt.OSError(c, e, filename)
		case *os.PathError:
			err = e.Err
		case *os.SyscallError:
			err = e.Err
		case *os.LinkError:
			err = e.Err
		default:
			return rt.RaiseClass(c, rt.BuiltinClass(rt.ExcOSError), "%s", err.Error())
		}
	}
}

func done(c *rt.Ctx, err error, filename rt.Value) rt.Value {
	if err != nil {
		return failed(c, err, filename)
	}
	return rt.None
}

func environment(c *rt.Ctx) rt.Value {
	d := rt.NewDict(c, 32)
	for _, e := range os.Environ() {
		k, v, ok := strings.Cut(e, "=")
		if !ok {
			continue
		}
		key, value := rt.NewStr(c, k), rt.NewStr(c, v)
		set := key != 0 && value != 0 && rt.DictSet(c, d, key, value)
		c.Drop(key)
		c.Drop(value)
		if !set {
			return 0
		}
	}
	return d
}

func urandom(c *rt.Ctx, size rt.Value) rt.Value {
	n, ok := rt.Index(c, size)
	switch {
	case !ok:
		return 0
	case n < 0:
		return rt.ValueErrorf(c, "negative argument not allowed")
	case n > 1<<31:
		return rt.NoMemory(c)
	}
	data := make([]byte, n)
	_, _ = rand.Read(data) // never fails
	return rt.NewBytes(c, data)
}

// uname reads what Linux says of itself; elsewhere it is less.
func uname(c *rt.Ctx) rt.Value {
	text := func(file, def string) rt.Value {
		if b, err := os.ReadFile("/proc/sys/kernel/" + file); err == nil {
			def = strings.TrimSpace(string(b))
		}
		return rt.NewStr(c, def)
	}
	host, _ := os.Hostname()
	machine := runtime.GOARCH
	if m := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[machine]; m != "" && runtime.GOOS == "linux" {
		machine = m
	}
	return tuple(c, text("ostype", strings.ToUpper(runtime.GOOS[:1])+runtime.GOOS[1:]), rt.NewStr(c, host), text("osrelease", ""), text("version", ""),
		rt.NewStr(c, machine))
}

// seconds returns a time as float and as nanoseconds.
func seconds(c *rt.Ctx, t syscall.Timespec) (rt.Value, rt.Value) {
	ns := time.Unix(t.Unix()).UnixNano()
	return rt.NewFloat(c, float64(t.Sec)+1e-9*float64(t.Nsec)), rt.IntValue(c, ns)
}
