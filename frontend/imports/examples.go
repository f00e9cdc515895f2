package imports

import "github.com/pxc-lang/pxc/frontend/resolve"

// examples finds the examples that the program may run, once all else is followed:
// those of the user's modules that import doctest, and of what these import, if they
// may give it to doctest. It follows what examples import, and reports whether that
// brought in other modules.
func (l *loader) examples() bool {
	doctest := l.graph.Lookup("doctest")
	if doctest == nil || doctest.Origin != Runtime {
		return false
	}
	before := len(l.graph.Modules)
	for _, m := range l.graph.Modules[:before] {
		if m.Info == nil || !m.Origin.Users() || !m.imports(doctest) {
			continue
		}
		l.examine(m)
		if resolve.TestsOthers(m.Tree) {
			for _, e := range m.Edges {
				for t := range e.Modules() {
					l.examine(t)
				}
			}
		}
	}
	return len(l.graph.Modules) > before
}

func (m *Module) imports(target *Module) bool {
	for _, e := range m.Edges {
		if e.Target == target {
			return true
		}
	}
	return false
}

func (l *loader) examine(m *Module) {
	if m.examined || m.Info == nil || m.Broken || !m.Origin.Users() {
		return
	}
	m.examined = true
	list, imports := resolve.Examples(m.Tree)
	m.Examples = list
	l.followImports(m, imports)
}
