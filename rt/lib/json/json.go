// Package json is the module _json: the text of plain values and back, in one pass.
// What it does not do itself it leaves to the Python in __init__.py, which begins
// again: texts with a mistake, for which that finds the message, objects of other
// classes, and everything that calls into the program. So nothing here runs Python,
// and what is walked cannot change meanwhile.
package json

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_json",
	Funcs: []rt.Func{
		{Name: "decode", Sig: "s, /", F1: decode},
		{Name: "encode", Sig: "o, ensure_ascii, item_separator, key_separator, indent, sort_keys, allow_nan, /", FN: encode},
	},
}
