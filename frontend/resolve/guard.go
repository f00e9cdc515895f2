package resolve

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// guard says which warnings make no sense at a place in the program, because
// the code around it expects what they warn of.
type guard uint8

const (
	guardName    guard = 1 << iota // NameError is caught
	guardType                      // TypeError is caught
	guardVersion                   // runs only on some versions of Python
	guardImport                    // ImportError is caught
	guardBranch                    // runs or does not
	guardTypes                     // never runs: "if TYPE_CHECKING"
	guardMain                      // runs in the program only: "if __name__ == '__main__'"

	guardAll = guardName | guardType | guardImport // any exception is caught
)

// need returns how much depends on an import at this place.
func (c *collector) need() Need {
	switch g := c.guards; {
	case g&guardTypes != 0:
		return TypeOnly
	case g&(guardImport|guardVersion) != 0:
		return Optional
	case g&guardBranch != 0 || c.scope.Kind.IsFunction() || c.scope.IsNested:
		return Conditional
	}
	return Required
}

// catches returns what an except clause of the given type guards against.
func catches(t syntax.Expr) guard {
	if t == nil {
		return guardAll
	}
	var g guard
	syntax.Walk(t, func(n syntax.Node) bool {
		name := ""
		switch n := n.(type) {
		case *syntax.Name:
			name = n.Id
		case *syntax.Attribute:
			name = n.Attr
		default:
			return true
		}
		switch name {
		case "Exception", "BaseException":
			g |= guardAll
		case "NameError", "UnboundLocalError":
			g |= guardName
		case "TypeError":
			g |= guardType
		case "ImportError", "ModuleNotFoundError":
			g |= guardImport
		default:
			// A variable may hold any exception.
			if !strings.HasSuffix(name, "Error") && !IsBuiltin(name) {
				g |= guardAll
			}
		}
		return true
	})
	return g
}

// expectsError reports whether a call, such as of assertRaises, may swallow
// an exception that its arguments or the body of a with statement raise.
func expectsError(e syntax.Expr) bool {
	call, ok := e.(*syntax.Call)
	if !ok {
		return false
	}
	name := ""
	switch f := call.Func.(type) {
	case *syntax.Name:
		name = f.Id
	case *syntax.Attribute:
		name = f.Attr
	}
	name = strings.ToLower(name)
	return strings.Contains(name, "raises") || strings.Contains(name, "suppress")
}

// testsVersion reports whether the test of an if statement asks for the
// version of Python, or for a type checker.
func testsVersion(test syntax.Expr) bool {
	found := false
	syntax.Walk(test, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			switch n.Id {
			case "PY2", "PY3", "TYPE_CHECKING", "version_info", "__debug__":
				found = true
			}
		case *syntax.Attribute:
			switch n.Attr {
			case "PY2", "PY3", "TYPE_CHECKING", "version_info", "hexversion", "version", "platform":
				found = true
			}
		}
		return !found
	})
	return found
}

// testsMain reports whether a test is true in the program's own module only.
func testsMain(test syntax.Expr) bool {
	c, ok := test.(*syntax.Compare)
	if !ok || len(c.Ops) != 1 || c.Ops[0] != syntax.Eq {
		return false
	}
	name, ok := c.Left.(*syntax.Name)
	s, isStr := constantString(c.Comparators[0])
	return ok && name.Id == "__name__" && isStr && s == "__main__"
}

// testsTypes reports whether a test is true for type checkers only.
func testsTypes(test syntax.Expr) bool {
	switch e := test.(type) {
	case *syntax.Name:
		return e.Id == "TYPE_CHECKING"
	case *syntax.Attribute:
		_, plain := e.Value.(*syntax.Name)
		return plain && e.Attr == "TYPE_CHECKING"
	}
	return false
}
