package re

import (
	"runtime"
	"testing"

	"github.com/pxc-lang/pxc/rt"
)

// TestNoGarbage holds that matching, once warm, makes none on Go's heap: on the main
// thread and in a context, which rolls its arena back.
func TestNoGarbage(t *testing.T) {
	runtime.LockOSThread()
	c := rt.NewMainCtx()
	rt.Boot(c)
	m := rt.ImportNative(c, &Module)
	if m == 0 {
		t.Fatal("no module")
	}
	get := func(name string) rt.Value { return rt.GetAttr(c, m, rt.Intern(c, name)) }
	text := rt.ConstStr(c, "GET /index.html HTTP/1.1 x=1; y=22")
	pattern := rt.ConstStr(c, `(\w+)=(?P<value>\d+)`)
	template := rt.ConstStr(c, `\2<\g<value>>`)
	p := rt.Call1(c, get("compile"), pattern)
	search, group, findall, sub := rt.Intern(c, "search"), rt.Intern(c, "group"), rt.Intern(c, "findall"), rt.Intern(c, "sub")
	two := rt.Int(2)
	module := [...]rt.Value{get("match"), get("split")}
	run := func(c *rt.Ctx) {
		v := rt.CallMethod1(c, p, search, text)
		c.Drop(rt.CallMethod1(c, v, group, two))
		c.Drop(v)
		c.Drop(rt.CallMethod1(c, p, findall, text))
		c.Drop(rt.CallMethod2(c, p, sub, template, text))
		for _, f := range module {
			c.Drop(rt.Call2(c, f, pattern, text))
		}
		if c.Exc != 0 {
			t.Fatal(rt.GoString(rt.Str(c, c.Exc)))
		}
	}
	if n := testing.AllocsPerRun(200, func() { run(c) }); n != 0 {
		t.Errorf("main thread: %v allocations", n)
	}
	ctx := rt.NewCtx(1 << 20)
	if n := testing.AllocsPerRun(200, func() {
		s := ctx.Snapshot()
		run(ctx)
		ctx.Rollback(s)
	}); n != 0 {
		t.Errorf("context: %v allocations", n)
	}
}

// TestUnknownInContext holds that a context which compiles a pattern that the main
// thread does not have leaves the main thread's cache alone.
func TestUnknownInContext(t *testing.T) {
	runtime.LockOSThread()
	c := rt.NewMainCtx()
	rt.Boot(c)
	m := rt.ImportNative(c, &Module)
	match := rt.GetAttr(c, m, rt.Intern(c, "match"))
	before := rt.DictLen(cache)
	ctx := rt.NewCtx(1 << 20)
	for range 3 {
		s := ctx.Snapshot()
		r := rt.Call2(ctx, match, rt.NewStr(ctx, `a(b)?`), rt.NewStr(ctx, "ab"))
		if r == 0 || rt.IsMainObject(r) {
			t.Fatalf("%x", r)
		}
		ctx.Rollback(s)
	}
	if n := rt.DictLen(cache); n != before {
		t.Errorf("the cache has %d entries, had %d", n, before)
	}
}
