package resolve

import "github.com/pxc-lang/pxc/frontend/diag"

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
			b.Scope.Kind == ClassScope && classNames[name] || b.Class != nil {
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
