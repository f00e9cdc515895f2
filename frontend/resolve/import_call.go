package resolve

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Calls that import. importlib.import_module("a.b") and __import__("a.b") with
// constants name a module as surely as a statement does: it belongs to the
// program. What is computed can only be looked up among the modules that are
// there anyway.

// importCall adds what the call imports, if it is such a call.
func (c *collector) importCall(e *syntax.Call) {
	builtin := false
	switch f := e.Func.(type) {
	case *syntax.Name:
		builtin = f.Id == "__import__"
		if !builtin && f.Id != "import_module" {
			return
		}
	case *syntax.Attribute:
		if m, ok := f.Value.(*syntax.Name); !ok || m.Id != "importlib" || f.Attr != "import_module" {
			return
		}
	default:
		return
	}
	if len(e.Args) == 0 {
		return
	}
	name, ok := constantString(e.Args[0])
	if !ok {
		return
	}
	im := Import{Node: e, Scope: c.scope, Need: c.need(), AsMain: c.guards&guardMain != 0}
	im.Name = strings.TrimLeft(name, ".")
	im.Level = len(name) - len(im.Name)
	if im.Level > 0 && (builtin || !ownPackage(e)) {
		return // relative to what only the run knows
	}
	if im.Level == 0 && im.Name == "" || builtin && hasLevel(e) {
		return
	}
	c.info.Imports = append(c.info.Imports, im)
}

// ownPackage reports whether import_module's second argument is the package of
// the module that calls it.
func ownPackage(e *syntax.Call) bool {
	var arg syntax.Expr
	if len(e.Args) == 2 {
		arg = e.Args[1]
	}
	for _, k := range e.Keywords {
		if k.Arg == "package" {
			arg = k.Value
		}
	}
	n, ok := arg.(*syntax.Name)
	return ok && n.Id == "__package__"
}

// hasLevel reports whether a call of __import__ may say from where it counts.
func hasLevel(e *syntax.Call) bool {
	if len(e.Args) > 4 {
		return true
	}
	for _, k := range e.Keywords {
		if k.Arg == "level" || k.Arg == "" {
			return true
		}
	}
	return false
}

func constantString(e syntax.Expr) (string, bool) {
	k, ok := e.(*syntax.Constant)
	if !ok {
		return "", false
	}
	s, ok := k.Value.(string)
	return s, ok
}
