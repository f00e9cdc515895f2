package sys

import (
	"os"
	"runtime"
	"testing"

	"github.com/pxc-lang/pxc/rt"
)

func TestModule(t *testing.T) {
	runtime.LockOSThread()
	c := rt.NewMainCtx()
	rt.Boot(c)
	m := rt.ImportNative(c, &Module)
	get := func(name string) rt.Value { return rt.GetAttr(c, m, rt.Intern(c, name)) }
	if got := rt.GoString(rt.Repr(c, get("version_info"))); got != "sys.version_info(major=3, minor=11, micro=0, releaselevel='final', serial=0)" {
		t.Errorf("version_info = %s", got)
	}
	if n, _ := rt.Len(c, get("argv")); int(n) != len(os.Args) {
		t.Errorf("argv has %d items", n)
	}
	if name := rt.GetAttr(c, get("implementation"), rt.Intern(c, "name")); rt.GoString(name) != "pxc" {
		t.Errorf("implementation.name = %s", rt.GoString(name))
	}
	if v := rt.Call1(c, get("exit"), rt.Int(3)); v != 0 || !rt.MatchPending(c, rt.ExcSystemExit) {
		t.Error("exit does not raise SystemExit")
	}
	c.Exc = 0
	if got := rt.GoString(rt.Repr(c, rt.Call0(c, get("exc_info")))); got != "(None, None, None)" {
		t.Errorf("exc_info() = %s", got)
	}
}
