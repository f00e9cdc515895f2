package resolve

import (
	"github.com/pxc-lang/pxc/frontend/diag"
)

// analyze decides what each name of each scope refers to, from the module
// inwards: a name that a scope does not bind belongs to the nearest function
// around that does, class bodies not counted, or else to the module.
//
// Every function between a variable's owner and its user gets a Free binding
// too, so that each scope's bindings list all that its closure must hold.
//
// Cost: one walk; for each name at most the depth of its scope.
func analyze(c *collector) {
	a := &analyzer{collector: c, root: c.info.Root}
	a.scopes(c.info.Root)
	a.count(c.info.Root)
}

type analyzer struct {
	*collector
	root *Scope
}

func (a *analyzer) scopes(s *Scope) {
	// Passing variables through adds bindings to scopes further out, whose
	// own have been decided by then, and to s itself behind the end.
	for _, b := range s.Bindings {
		if b.Flags != Implicit {
			a.decide(s, b)
		}
	}
	for _, child := range s.Children {
		a.scopes(child)
	}
}

// decide finds the kind of b, a name of s.
func (a *analyzer) decide(s *Scope, b *Binding) {
	bound := b.Flags&Bound != 0
	switch {
	case s.Kind == ModuleScope:
		a.global(b, GlobalImplicit)
		b.Outer = nil
	case b.Flags&IsNonlocal != 0:
		a.nonlocal(s, b)
	case b.Flags&Declared != 0:
		a.global(b, GlobalExplicit)
	case bound && s.Kind == ClassScope:
		b.Kind = ClassLocal
	case bound:
		b.Kind = Local
	default:
		if a.classAround(s, b) {
			return
		}
		if owner := a.owner(s.Parent, b.Name); owner != nil {
			a.free(s, b, owner)
		} else {
			a.global(b, GlobalImplicit)
		}
	}
}

// classAround decides b if the class body that the scope of types s stands in
// binds the name. As in CPython, it is then looked up there and after that in
// the module, past functions around the class.
func (a *analyzer) classAround(s *Scope, b *Binding) bool {
	for s.Kind == TypeParamScope || s.Kind == TypeAliasScope || s.Kind == TypeBoundScope {
		s = s.Parent
		if s.Kind != ClassScope {
			continue
		}
		c := s.names[b.Name]
		switch {
		case c == nil || c.Flags&IsNonlocal != 0:
			return false
		case c.Flags&Declared != 0:
			a.global(b, GlobalExplicit)
			return true
		case c.Flags&Bound != 0:
			a.global(b, GlobalImplicit)
			b.Class = c
			return true
		}
		return false
	}
	return false
}

// owner returns the binding that owns name as seen from within s, or nil if
// that is the module.
func (a *analyzer) owner(s *Scope, name string) *Binding {
	for ; s != nil && s.Kind != ModuleScope; s = s.Parent {
		if s.Kind == ClassScope {
			if name == "__class__" {
				return s.classCell()
			}
			continue
		}
		b := s.names[name]
		if b == nil {
			continue
		}
		switch b.Kind {
		case Local, Cell:
			if b.Flags&Bound != 0 {
				return b
			}
		case Free:
			return b.Outer
		case GlobalExplicit:
			return nil
		}
	}
	return nil
}

// classCell returns ClassCell of a class body, which it makes if there is none.
func (s *Scope) classCell() *Binding {
	if s.cell == nil {
		if s.cell = s.binding("__class__"); s.cell.Flags != 0 { // the body's own
			s.cell = &Binding{Name: "__class__", Scope: s}
			s.Bindings = append(s.Bindings, s.cell)
		}
		s.cell.Flags, s.cell.Kind = Implicit, Cell
	}
	return s.cell
}

// free makes b a use of owner's variable, and passes that through the scopes
// between.
func (a *analyzer) free(s *Scope, b, owner *Binding) {
	b.Kind, b.Outer = Free, owner
	owner.Kind = Cell
	for t := s.Parent; t != owner.Scope; t = t.Parent {
		between := t.names[b.Name]
		if between == nil {
			between = t.binding(b.Name)
			between.Flags = Implicit
			between.Kind, between.Outer = Free, owner
		} else if t.Kind == ClassScope && between.Kind == ClassLocal {
			between.Outer = owner
		} else if between.Class != nil {
			between.Kind, between.Outer = Free, owner
		}
	}
}

// nonlocal decides a name that was declared nonlocal.
func (a *analyzer) nonlocal(s *Scope, b *Binding) {
	if owner := a.owner(s.Parent, b.Name); owner != nil {
		if owner.Flags&TypeParam != 0 {
			a.errorf(declSpan(b), diag.Scope, "nonlocal binding not allowed for type parameter '%s'", b.Name)
		}
		a.free(s, b, owner)
		return
	}
	a.global(b, GlobalExplicit)
	if s.Kind != ComprehensionScope && !a.maybe[b.Name] {
		d := a.errorf(declSpan(b), diag.Scope, "no binding for nonlocal '%s' found", b.Name)
		if m := a.root.names[b.Name]; m != nil && len(m.Defs) > 0 {
			d.Help = "global " + b.Name
			d.Note(a.file, m.Defs[0].Extent(), "it is a variable of the module")
		}
	}
}

func declSpan(b *Binding) diag.Span {
	if b.decl != nil {
		return b.decl.Extent()
	}
	return b.Scope.Node.Extent()
}

// global decides a name of the module, which is a builtin if the module
// neither binds it nor might.
func (a *analyzer) global(b *Binding, kind Kind) {
	b.Kind = kind
	b.Outer = a.root.names[b.Name]
	if b.Outer == b {
		b.Outer = nil
	}
}

// count adds up the bindings of every variable on its owner, then tells
// builtins from the module's names.
func (a *analyzer) count(s *Scope) {
	var add func(s *Scope)
	add = func(s *Scope) {
		for _, b := range s.Bindings {
			b.Owner().NWrites += b.writes
		}
		for _, child := range s.Children {
			add(child)
		}
	}
	add(s)
	var settle func(s *Scope)
	settle = func(s *Scope) {
		for _, b := range s.Bindings {
			if b.Kind != GlobalImplicit {
				continue
			}
			m := a.root.names[b.Name]
			if m != nil && m.NWrites == 0 && m.Flags&Bound == 0 {
				m = nil
			}
			if s != a.root {
				b.Outer = m
			}
			if m == nil && b.Class == nil && !a.root.HasStar && !a.dynamic && !a.maybe[b.Name] && IsBuiltin(b.Name) {
				b.Kind = Builtin
			}
		}
		for _, child := range s.Children {
			settle(child)
		}
	}
	settle(s)
}
