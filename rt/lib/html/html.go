// Package html is the module _html: the names of characters in HTML, from the table
// that Go's library has of them.
package html

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_html",
	Funcs: []rt.Func{{Name: "named", Sig: "name, /", F1: func(c *rt.Ctx, name rt.Value) rt.Value {
		if !rt.IsStr(name) {
			return rt.TypeErrorf(c, "a str is required, not '%s'", rt.TypeName(name))
		}
		if text, ok := named(rt.GoString(name)); ok {
			return rt.NewStr(c, text)
		}
		return rt.None
	}}},
}

// apart are references that Go's table lacks, or that look like a shorter one.
var apart = map[string]string{"fjlig;": "fj", "nGt;": "\u226b\u20d2", "nLt;": "\u226a\u20d2"}

// named returns what the reference &name stands for, if there is one of exactly this
// name, with its semicolon or without.
func named(name string) (string, bool) {
	for i := range len(name) {
		if name[i] >= 0x80 || name[i] == '&' || name[i] == '#' {
			return "", false
		}
	}
	if name == "" || name == ";" {
		return "", false
	}
	if text, ok := apart[name]; ok {
		return text, true
	}
	text := html.UnescapeString("&" + name)
	switch n := utf8.RuneCountInString(text); {
	case text == "&"+name && name != "amp" && name != "amp;":
		return "", false
	case n == 1:
		return text, true
	case n > 2:
		return "", false
	}
	// Two characters: of one reference, or what a shorter one stands for and the rest.
	_, first := utf8.DecodeRuneInString(text)
	return text, !strings.HasSuffix(name, text[first:])
}
