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
	if im.Level > 0 && !builtin {
		if pkg, ok := constantString(packageOf(e)); ok {
			im.Name, im.Level = absolute(im.Name, im.Level, pkg), 0
		}
	}
	if im.Level > 0 && (builtin || !ownPackage(e)) {
		return // relative to what only the run knows
	}
	if im.Level == 0 && im.Name == "" || builtin && hasLevel(e) {
		return
	}
	c.info.Imports = append(c.info.Imports, im)
	if im.Level == 0 && !builtin {
		if c.info.imported == nil {
			c.info.imported = make(map[*syntax.Call]string)
		}
		c.info.imported[e] = im.Name
	}
}

// packageOf returns import_module's second argument, or nil.
func packageOf(e *syntax.Call) (arg syntax.Expr) {
	if len(e.Args) == 2 {
		arg = e.Args[1]
	}
	for _, k := range e.Keywords {
		if k.Arg == "package" {
			arg = k.Value
		}
	}
	return arg
}

// ownPackage reports whether import_module's second argument is the package of
// the module that calls it.
func ownPackage(e *syntax.Call) bool {
	n, ok := packageOf(e).(*syntax.Name)
	return ok && n.Id == "__package__"
}

// absolute returns the name of a module that is relative to pkg, or "" if it lies
// beyond its top.
func absolute(name string, level int, pkg string) string {
	for ; level > 1; level-- {
		dot := strings.LastIndexByte(pkg, '.')
		if dot < 0 {
			return ""
		}
		pkg = pkg[:dot]
	}
	if name == "" || pkg == "" {
		return pkg
	}
	return pkg + "." + name
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
