package rt

import (
	"os"
	"strings"
)

// breakpoint() calls sys.breakpointhook. There is no debugger that it could start:
// without a hook of the program's own, and without a function that PYTHONBREAKPOINT
// names, it says so and the program goes on, as CPython does where pdb is missing.

func init() {
	builtinFuncs = append(builtinFuncs, Func{Name: "breakpoint", Sig: "*args, **kws", F2: func(c *Ctx, args, kwargs Value) Value {
		if sysDict == 0 {
			return BreakpointHook(c, args, kwargs)
		}
		hook := DictGet(c, sysDict, Intern(c, "breakpointhook"))
		if hook == 0 {
			return RuntimeErrorf(c, "lost sys.breakpointhook")
		}
		c.Own(hook)
		defer c.Drop(hook)
		return CallEx(c, hook, args, kwargs)
	}})
}

// BreakpointHook is sys.breakpointhook.
func BreakpointHook(c *Ctx, args, kwargs Value) Value {
	name := os.Getenv("PYTHONBREAKPOINT")
	switch name {
	case "0":
		return None
	case "":
		name = "pdb.set_trace"
	}
	module, attr := "builtins", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		module, attr = name[:i], name[i+1:]
	}
	if m := DictGet(c, modulesDict, Intern(c, module)); m != 0 {
		if f, ok := FindAttr(c, m, Intern(c, attr)); f != 0 {
			defer c.Drop(f)
			return CallEx(c, f, args, kwargs)
		} else if !ok {
			return 0
		}
	}
	_, _ = os.Stderr.WriteString("RuntimeWarning: Ignoring unimportable $PYTHONBREAKPOINT: \"" + name + "\"\n")
	return None
}
