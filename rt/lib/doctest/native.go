// Package doctest is what the Python module doctest asks of the runtime: module
// _doctest.
package doctest

import (
	"os"
	"path/filepath"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_doctest",
	Funcs: []rt.Func{
		// run runs the source of an example, which the compiler has found in a
		// docstring.
		{Name: "run", Sig: "source, globals, /", F2: rt.RunExample},
		// path makes the name of a file that is there absolute, as CPython's are.
		{Name: "path", Sig: "filename, /", F1: func(c *rt.Ctx, name rt.Value) rt.Value {
			if !rt.IsStr(name) {
				return c.Own(name)
			}
			abs, err := filepath.Abs(rt.GoString(name))
			if err != nil {
				return c.Own(name)
			}
			if _, err := os.Stat(abs); err != nil {
				return c.Own(name)
			}
			return rt.NewStr(c, abs)
		}},
		{Name: "source", Sig: "filename, /", F1: func(c *rt.Ctx, name rt.Value) rt.Value {
			if !rt.IsStr(name) {
				return rt.TypeErrorf(c, "a file name must be a str, not %s", rt.TypeName(name))
			}
			return rt.NewStr(c, rt.SourceText(rt.GoString(name)))
		}},
	},
}
