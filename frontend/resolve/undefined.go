package resolve

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// moduleNames are the names that every module has without binding them.
var moduleNames = map[string]bool{
	"__name__": true, "__file__": true, "__doc__": true, "__package__": true,
	"__spec__": true, "__loader__": true, "__builtins__": true,
	"__annotations__": true, "__path__": true, "__cached__": true,
	"__debug__": true, "__annotate__": true, "WindowsError": true,
	"_": true, // gettext.install puts it into builtins
}

// classNames are the names that a class body has without binding them.
var classNames = map[string]bool{
	"__module__": true, "__qualname__": true, "__annotations__": true,
	"__firstlineno__": true, "__type_params__": true, "__classdict__": true,
}

// warnings reports what would raise at run time.
func (c *collector) warnings() {
	c.undefined()
	c.arity()
}

// maxSuggestions bounds the search for names like the undefined one, which
// looks at all names there are.
const maxSuggestions = 100

// undefined warns of names that nothing binds, once for each name: the first
// use.
func (c *collector) undefined() {
	root := c.info.Root
	if root.HasStar || c.dynamic {
		return
	}
	seen := make(map[string]bool)
	for _, l := range c.loads {
		b := l.binding
		if b.Kind != GlobalImplicit && b.Kind != GlobalExplicit {
			continue
		}
		name := b.Name
		m := root.names[name]
		if m != nil && (m.NWrites > 0 || m.Flags&Bound != 0) {
			continue
		}
		if seen[name] || moduleNames[name] || c.maybe[name] || IsBuiltin(name) ||
			b.Scope.Kind == ClassScope && classNames[name] || inClassAround(b.Scope, name) {
			continue
		}
		seen[name] = true
		suggestion := ""
		if len(seen) <= maxSuggestions {
			suggestion = suggest(name, b.Scope)
		}
		d := c.diags.Warn(c.file, l.node.Span, diag.Undefined, "name '"+l.node.Id+"' is not defined")
		if suggestion != "" {
			d.Help = "did you mean '" + suggestion + "'?"
		} else {
			d.Help = "bind '" + l.node.Id + "' or import it before this line"
		}
	}
}

// inClassAround reports whether s is a scope of type parameters or
// annotations in a class body that binds name: such scopes see it.
func inClassAround(s *Scope, name string) bool {
	for s.Kind == TypeParamScope || s.Kind == TypeAliasScope || s.Kind == TypeBoundScope {
		if s = s.Parent; s.Kind == ClassScope && s.names[name] != nil && s.names[name].Flags&Bound != 0 {
			return true
		}
	}
	return false
}

// suggest returns the name visible from s that is most like name, or "".
func suggest(name string, s *Scope) string {
	best, bestDist := "", len(name)
	consider := func(other string) {
		if other == name || strings.HasPrefix(other, "__") != strings.HasPrefix(name, "__") {
			return
		}
		limit := min(bestDist, (len(name)+len(other)+3)/6) // CPython's bound
		if d := distance(name, other, limit); d <= limit && (d < bestDist || other < best) {
			best, bestDist = other, d
		}
	}
	for t := s; t != nil; t = t.Parent {
		if t != s && t.Kind == ClassScope {
			continue
		}
		for _, b := range t.Bindings {
			if len(b.Defs) > 0 {
				consider(b.Name)
			}
		}
	}
	if best == "" || bestDist > 1 {
		for _, n := range builtinNames {
			consider(n)
		}
	}
	return best
}

// distance returns the number of edits (insert, delete, replace, swap of
// neighbours) from a to b, or limit+1 if there are more than limit. A change
// of case is no edit.
func distance(a, b string, limit int) int {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if n := len(a) - len(b); n > limit || -n > limit {
		return limit + 1
	}
	rows := make([][]int, 3)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	prev2, prev, cur := rows[2], rows[0], rows[1]
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit+1)
}
