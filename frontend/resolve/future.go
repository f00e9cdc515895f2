package resolve

import (
	"slices"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// futures are the features of __future__; all but two have long been on.
var futures = []string{
	"nested_scopes", "generators", "division", "absolute_import",
	"with_statement", "print_function", "unicode_literals",
	"barry_as_FLUFL", "generator_stop", "annotations",
}

// isFuture reports whether s imports from __future__.
func isFuture(s syntax.Stmt) bool {
	f, ok := s.(*syntax.ImportFrom)
	return ok && f.Module == "__future__" && f.Level == 0
}

// future checks an import from __future__.
func (c *collector) future(s *syntax.ImportFrom) {
	if c.futureDone || c.scope.Kind != ModuleScope {
		c.errorf(s.Span, diag.Future, "from __future__ imports must occur at the beginning of the file")
		return
	}
	for _, a := range s.Names {
		switch {
		case a.Name == "braces":
			c.errorf(s.Span, diag.Future, "not a chance")
		case !slices.Contains(futures, a.Name):
			c.errorf(s.Span, diag.Future, "future feature %s is not defined", a.Name)
		default:
			c.info.Future = append(c.info.Future, a.Name)
			if a.Name == "annotations" {
				c.futureAnnotations = true
			}
		}
	}
}
