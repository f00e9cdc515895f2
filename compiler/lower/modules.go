package lower

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// What one module knows of another. An import statement that runs once and
// alone binds a name gives it a meaning that holds for the whole program: a
// module, or what the other module's variable of some name is. A variable is
// followed only if nothing can change it behind the compiler's back (see
// patched), so calls and class bases reach across modules as they do within
// one.

// native reports whether the runtime has the named module.
func (o *Options) native(name string) bool { return o.Native != nil && o.Native(name) }

// absolute returns the absolute name of the module that an import in m names.
// It fails if a relative one leads nowhere.
func (m *module) absolute(name string, level int) (string, bool) {
	if level == 0 {
		return name, true
	}
	around := m.mod.Parent
	if m.mod.Package {
		around = m.mod.Name
	}
	for range level - 1 {
		around, _, _ = cutLast(around)
	}
	if around == "" || m.mod.Name == "__main__" {
		return "", false
	}
	if name == "" {
		return around, true
	}
	return around + "." + name, true
}

// cutLast cuts a dotted name at its last dot.
func cutLast(name string) (before, after string, found bool) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[:i], name[i+1:], true
	}
	return "", name, false
}

// meaning is what an imported name stands for: a module of the program, or, if
// name is not "", that module's variable of this name.
type meaning struct {
	in   *module
	name string
}

// imported returns the meaning of a variable that an import statement binds,
// once and for all, or the zero meaning.
func (m *module) imported(name string) meaning {
	if m.tree == nil || !m.boundOnce(name) {
		return meaning{}
	}
	b := m.info.Root.Lookup(name)
	if b == nil || len(b.Defs) == 0 {
		return m.starred(name)
	}
	if len(b.Defs) > 1 {
		return meaning{}
	}
	a, ok := b.Defs[0].(*syntax.Alias)
	if !ok {
		return meaning{}
	}
	switch s := m.facts.binder(m.tree.Body, a).(type) {
	case *syntax.Import:
		target := a.Name
		if a.AsName == "" {
			target, _, _ = strings.Cut(target, ".")
		}
		return meaning{in: m.byName[target]}
	case *syntax.ImportFrom:
		target, ok := m.absolute(s.Module, s.Level)
		from := m.byName[target]
		if !ok || from == nil {
			return meaning{}
		}
		sub := m.byName[target+"."+a.Name]
		switch {
		case sub == nil && from.owns(a.Name):
			return meaning{from, a.Name}
		case sub != nil && !from.facts.bound[a.Name] && !from.stored[a.Name]:
			return meaning{in: sub}
		}
	}
	return meaning{}
}

// owns reports whether name is a variable of the module and nothing else: other
// ways to answer for the attribute are not taken.
func (m *module) owns(name string) bool {
	return m.tree != nil && m.facts.bound[name] && !m.mod.Dynamic && !m.facts.bound["__getattr__"]
}

// resolve follows a variable through import statements to the module that
// binds it otherwise. Imports may go in a circle.
func (m *module) resolve(name string) meaning {
	at := meaning{m, name}
	for range len(m.modules) + 1 {
		next := at.in.imported(at.name)
		if next.in == nil {
			return at
		}
		if at = next; at.name == "" {
			return at
		}
	}
	return meaning{}
}

// moduleOf returns the module of the program that e surely is, or nil.
func (m *module) moduleOf(e syntax.Expr) *module {
	n, ok := e.(*syntax.Name)
	if !ok || m.env != nil {
		return nil
	}
	if b := m.info.BindingOf(n); b == nil || !reachesGlobal(b.Kind) {
		return nil
	}
	if at := m.resolve(n.Id); at.in != nil && at.name == "" && at.in.tree != nil {
		return at.in
	}
	return nil
}

// moduleVar loads variable a of module in, as an attribute of the module object
// that a.Value is.
func (b *builder) moduleVar(a *syntax.Attribute, in *module) *ir.Value {
	b.expr(a.Value) // the import must have been executed
	return b.value(&ir.Op{Code: ir.OpLoadGlobal, Global: in.global(a.Attr), Module: in.mod, Checked: true}, a.Attr)
}

func reachesGlobal(k resolve.Kind) bool {
	return k == resolve.GlobalImplicit || k == resolve.GlobalExplicit || k == resolve.Builtin
}

// classNamed returns the class that the module's variable name surely is, or
// nil.
func (m *module) classNamed(name string) *ir.Class {
	if m.env != nil {
		return nil
	}
	at := m.resolve(name)
	if at.name == "" || at.in.tree == nil || !at.in.boundOnce(at.name) {
		return nil
	}
	b := at.in.info.Root.Lookup(at.name)
	if b == nil || len(b.Defs) != 1 {
		return nil
	}
	def, ok := b.Defs[0].(*syntax.ClassDef)
	if !ok || len(def.DecoratorList) > 0 {
		return nil
	}
	return m.classes[def]
}

// classOf returns the class of the program that e surely is, or nil.
func (m *module) classOf(e syntax.Expr) *ir.Class {
	switch e := e.(type) {
	case *syntax.Name:
		return m.classNamed(e.Id)
	case *syntax.Attribute:
		if in := m.moduleOf(e.Value); in != nil && in.owns(e.Attr) {
			return in.classNamed(e.Attr)
		}
	}
	return nil
}

// surveyStars adds to the bound names what "from m import *" binds.
func (m *module) surveyStars() {
	for name := range m.starNames() {
		m.facts.bound[name] = true
		m.facts.mentioned[name] = true
		m.facts.writes[name] += len(m.stars[name])
	}
}

// surveyOpaque adds to the bound names the builtins that the module may replace
// without saying so: by a store to globals(), or by a "from m import *" whose module
// does not tell at compile time what it exports. These names are looked up when they
// are used.
func (p *program) surveyOpaque() {
	for changed := true; changed; {
		changed = false
		for _, m := range p.modules {
			names := slices.Clone(m.replaced)
			for _, target := range m.opaque {
				names = append(names, resolve.Replaced(target)...)
				if from := p.byName[target]; from != nil {
					for n := range from.facts.bound {
						names = append(names, n)
					}
				}
			}
			for _, n := range names {
				if resolve.IsBuiltin(n) && n[0] != '_' && !m.facts.bound[n] {
					m.facts.bound[n], m.facts.mentioned[n] = true, true
					m.facts.writes[n] += 2
					changed = true
				}
			}
		}
	}
}

// starNames returns, for each name that a "from m import *" of the module may
// bind, the modules it comes from. If one of these does not say at compile
// time what it exports, the module becomes Dynamic.
func (m *module) starNames() map[string][]string {
	if m.stars != nil || m.tree == nil {
		return m.stars
	}
	m.stars = map[string][]string{}
	m.starring = true
	defer func() { m.starring = false }()
	for _, im := range m.info.Imports {
		s, ok := im.Node.(*syntax.ImportFrom)
		if !ok || !isStar(s) {
			continue
		}
		target, ok := m.absolute(s.Module, s.Level)
		from := m.byName[target]
		if !ok || from == nil && !m.opts.native(target) {
			if m.loose && !strings.Contains(target, ".") {
				m.mod.Dynamic = true // the program may have put it into sys.modules
			}
			continue // it raises
		}
		names, known := []string(nil), false
		if from != nil {
			names, known = from.exports()
		}
		if !known {
			m.mod.Dynamic = true
			m.opaque = append(m.opaque, target)
			continue
		}
		for _, n := range names {
			if !slices.Contains(m.stars[n], target) {
				m.stars[n] = append(m.stars[n], target)
			}
		}
	}
	return m.stars
}

func isStar(s *syntax.ImportFrom) bool { return len(s.Names) == 1 && s.Names[0].Name == "*" }

// starred returns the meaning of a variable that one star import alone binds.
func (m *module) starred(name string) meaning {
	if from := m.stars[name]; len(from) == 1 {
		if in := m.byName[from[0]]; in.owns(name) && m.byName[from[0]+"."+name] == nil {
			return meaning{in, name}
		}
	}
	return meaning{}
}

// exports returns the names that "from m import *" takes from m, sorted, and
// whether they are known.
func (m *module) exports() (names []string, known bool) {
	if m.tree == nil {
		return nil, true
	}
	if m.starring {
		return nil, false // in a circle, what there is depends on the order
	}
	stars := m.starNames()
	if m.mod.Dynamic || m.facts.bound["__getattr__"] {
		return nil, false
	}
	if m.facts.bound["__all__"] {
		return m.all()
	}
	for n := range m.facts.bound {
		if n[0] != '_' {
			names = append(names, n)
		}
	}
	for n := range stars {
		if n[0] != '_' && !m.facts.bound[n] {
			names = append(names, n)
		}
	}
	// A submodule is an attribute once it has been imported.
	for _, sub := range m.modules {
		if before, after, _ := cutLast(sub.mod.Name); before == m.mod.Name && !m.facts.bound[after] && after[0] != '_' {
			names = append(names, after)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), true
}

// all returns the strings of an __all__ that is one display of strings.
func (m *module) all() (names []string, known bool) {
	if m.facts.writes["__all__"] != 1 || m.patched("__all__") || m.facts.shared["__all__"] {
		return nil, false
	}
	b := m.info.Root.Lookup("__all__")
	if b == nil || len(b.Defs) != 1 || mentions(m.tree, "__all__") > 1 {
		return nil, false
	}
	s, ok := m.facts.binder(m.tree.Body, b.Defs[0]).(*syntax.Assign)
	if !ok || len(s.Targets) != 1 || s.Targets[0] != b.Defs[0] {
		return nil, false
	}
	var elts []syntax.Expr
	switch v := s.Value.(type) {
	case *syntax.List:
		elts = v.Elts
	case *syntax.Tuple:
		elts = v.Elts
	default:
		return nil, false
	}
	for _, e := range elts {
		k, ok := e.(*syntax.Constant)
		if !ok {
			return nil, false
		}
		text, ok := k.Value.(string)
		if !ok {
			return nil, false
		}
		names = append(names, text)
	}
	return names, true
}

// mentions counts the places where the tree uses a name.
func mentions(tree *syntax.Module, name string) int {
	n := 0
	walk(tree, func(x syntax.Node) bool {
		if id, ok := x.(*syntax.Name); ok && id.Id == name {
			n++
		}
		return true
	})
	return n
}
