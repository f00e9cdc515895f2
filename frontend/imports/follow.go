package imports

import (
	"errors"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// follow finds what the import statements of m name.
func (l *loader) follow(m *Module) {
	if m.Info == nil {
		return
	}
	if top, _, _ := strings.Cut(m.Name, "."); m.root && pinned[top] {
		return // a copy for CPython, which programs do not see
	}
	l.followImports(m, m.Info.Imports)
}

// followImports finds what imports in m name.
func (l *loader) followImports(m *Module, list []resolve.Import) {
	for i := range list {
		im := &list[i]
		if im.Need == resolve.TypeOnly || im.AsMain && m.Name != "__main__" && !m.root {
			continue
		}
		e := &Edge{Import: im}
		m.Edges = append(m.Edges, e)
		name, err := absolute(m, im)
		if err != nil {
			e.Fail = &Failure{Type: "ImportError", Msg: err.Error()}
			continue
		}
		e.Name = name
		if e.Target, e.Fail = l.module(name, e, m); e.Fail == nil && im.Names != nil {
			l.followNames(m, e)
		}
	}
}

// absolute returns the absolute name of the module that an import in m names.
func absolute(m *Module, im *resolve.Import) (string, error) {
	if im.Level == 0 {
		return im.Name, nil
	}
	around := m
	if !m.IsPackage() {
		around = m.Parent
	}
	if around == nil {
		return "", errors.New("attempted relative import with no known parent package")
	}
	for range im.Level - 1 {
		if around = around.Parent; around == nil {
			return "", errors.New("attempted relative import beyond top-level package")
		}
	}
	if im.Name == "" {
		return around.Name, nil
	}
	return around.Name + "." + im.Name, nil
}

// followNames finds the modules among the names of a from import.
//
// Python looks for a module only if the package has no attribute of the name
// by then, which depends on what ran before. So a module that is there counts
// also if the package may bind the name.
func (l *loader) followNames(m *Module, e *Edge) {
	e.Submodules = make([]*Module, len(e.Names))
	for i, n := range e.Names {
		if n == "*" {
			for _, x := range exported(e.Target) {
				if sub, _ := l.module(e.Name+"."+x, e, m); sub != nil {
					e.Star = append(e.Star, sub)
				}
			}
			continue
		}
		if e.Target.Kind == Source {
			continue
		}
		sub, f := l.module(e.Name+"."+n, e, m)
		if e.Submodules[i] = sub; f != nil && f.unsupported != "" && e.Unbound == nil && !mayHave(e.Target, n) {
			e.Unbound = f
		}
	}
}

// exported returns the strings in a list or tuple that the package m assigns
// to __all__.
func exported(m *Module) []string {
	if m.Kind != Package {
		return nil
	}
	var names []string
	for _, s := range m.Tree.Body {
		var value syntax.Expr
		switch s := s.(type) {
		case *syntax.Assign:
			if n, ok := s.Targets[0].(*syntax.Name); ok && n.Id == "__all__" {
				value = s.Value
			}
		case *syntax.AugAssign:
			if n, ok := s.Target.(*syntax.Name); ok && n.Id == "__all__" {
				value = s.Value
			}
		}
		var elts []syntax.Expr
		switch v := value.(type) {
		case *syntax.List:
			elts = v.Elts
		case *syntax.Tuple:
			elts = v.Elts
		}
		for _, x := range elts {
			if k, ok := x.(*syntax.Constant); ok {
				if name, ok := k.Value.(string); ok && !binds(m, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// binds reports whether a statement of m binds the global name.
func binds(m *Module, name string) bool {
	b := m.Info.Root.Lookup(name)
	return b != nil && (b.NWrites > 0 || b.Flags&resolve.Bound != 0)
}

// mayHave reports whether the module m may have an attribute of the name,
// submodules aside. What is not written in Python, or cannot be seen through,
// may have any.
func mayHave(m *Module, name string) bool {
	switch {
	case m.Kind == Native:
		return true
	case strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__"):
		return true
	case m.Info == nil:
		return false
	}
	return m.Broken || m.Info.Root.HasStar || m.Info.Dynamic || binds(m, name) || binds(m, "__getattr__") || replaces(m)
}

// replaces reports whether the module puts something into sys.modules, most
// often an object in its own place.
func replaces(m *Module) bool {
	found := false
	syntax.Walk(m.Tree, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Attribute); ok && a.Attr == "modules" {
			found = true
		}
		return !found
	})
	return found
}

// unbound fills Edge.Unbound for the names that a module written in Python
// does not have. It wants the whole graph: other modules may set attributes.
func (l *loader) unbound(m *Module, e *Edge, stored func(string) bool) {
	if e.Target == nil || e.Unbound != nil {
		return
	}
	for i, n := range e.Names {
		if n == "*" || e.Submodules[i] != nil || mayHave(e.Target, n) || stored(n) ||
			l.graph.byName[e.Target.Name+"."+n] != nil {
			continue
		}
		where := e.Target.Path
		if where == "" {
			where = "unknown location"
		}
		msg := "cannot import name '" + n + "' from '" + e.Target.Name + "' (" + where + ")"
		if m == e.Target {
			// Only a module that is still being imported can lack what it
			// goes on to bind, which is not looked into.
			continue
		}
		e.Unbound = &Failure{Type: "ImportError", Msg: msg, name: n, module: e.Target, known: bindings(e.Target)}
		return
	}
}

// bindings returns the names that a module binds, sorted.
func bindings(m *Module) []string {
	if m.Info == nil {
		return nil
	}
	var names []string
	for _, b := range m.Info.Root.Bindings {
		if b.NWrites > 0 {
			names = append(names, b.Name)
		}
	}
	slices.Sort(names)
	return names
}

// storedAttributes returns whether any user module of the graph stores to an
// attribute of a name. The trees are walked at the first question.
func (l *loader) storedAttributes() func(string) bool {
	var names map[string]bool
	return func(name string) bool {
		if names == nil {
			names = make(map[string]bool)
			for _, m := range l.graph.Modules {
				if m.Tree == nil || !m.Origin.Users() {
					continue
				}
				syntax.Walk(m.Tree, func(n syntax.Node) bool {
					switch n := n.(type) {
					case *syntax.Attribute:
						if n.Ctx == syntax.Store {
							names[n.Attr] = true
						}
					case *syntax.Call:
						if f, ok := n.Func.(*syntax.Name); ok && f.Id == "setattr" && len(n.Args) > 1 {
							if k, ok := n.Args[1].(*syntax.Constant); ok {
								if s, ok := k.Value.(string); ok {
									names[s] = true
								}
							}
						}
					}
					return true
				})
			}
		}
		return names[name]
	}
}
