package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// isBuiltin reports whether n means the builtin of its name: the module binds
// it nowhere.
func (m *module) isBuiltin(n *syntax.Name) bool {
	b := m.info.BindingOf(n)
	if m.env != nil {
		return false
	}
	if b == nil || m.facts.bound[n.Id] || m.rebuilt[n.Id] || !resolve.IsBuiltin(n.Id) {
		return false
	}
	return b.Kind == resolve.Builtin || b.Kind == resolve.GlobalImplicit
}

// name loads a name.
func (b *builder) name(n *syntax.Name) *ir.Value {
	return b.loadBinding(b.info.BindingOf(n), n.Id)
}

// loadBinding loads the variable that bind reaches.
func (b *builder) loadBinding(bind *resolve.Binding, name string) *ir.Value {
	if bind == nil {
		return b.loadGlobal(name)
	}
	name = bind.Name
	if b.ns != nil && b.inTypes() && (bind.Class != nil || b.wide && (bind.Kind == resolve.GlobalImplicit || bind.Kind == resolve.Builtin)) {
		if b.env != nil {
			return b.loadEnv(b.namespace(), name)
		}
		return b.value(&ir.Op{Code: ir.OpLoadName, Name: name, Global: b.globalOrNil(name), Args: []*ir.Value{b.namespace()}}, name)
	}
	if b.env != nil && b.inSuite() && (bind.Kind == resolve.GlobalImplicit || bind.Kind == resolve.Builtin) {
		return b.loadEnv(b.namespace(), name)
	}
	if b.env != nil && b.scope == b.info.Root && !b.declaredGlobal(bind) {
		return b.loadEnv(b.topLevel(), name)
	}
	if b.inSuite() && (bind.Kind == resolve.GlobalImplicit || bind.Kind == resolve.Builtin) &&
		(b.wide || name == annotationsName || name == "__module__" || name == "__qualname__" || name == "__doc__") {
		return b.value(&ir.Op{Code: ir.OpLoadName, Name: name, Global: b.globalOrNil(name), Args: []*ir.Value{b.namespace()}}, name)
	}
	switch bind.Kind {
	case resolve.Local, resolve.Cell, resolve.Free:
		owner := bind.Owner()
		if name == "__class__" && owner.Scope.Kind == resolve.ClassScope || bind == owner && bind.Kind == resolve.Free {
			return b.loadClassCell(bind, false)
		}
		if g := b.typeGlobal(owner); g != nil {
			return b.value(&ir.Op{Code: ir.OpLoadGlobal, Global: g, Checked: true}, name)
		}
		if b.home(owner.Scope) != b.home(b.scope) || b.isCell(owner) {
			return b.value(&ir.Op{Code: ir.OpLoadCell, Name: name, N: freeFlag(b.home(owner.Scope) != b.home(b.scope)),
				Args: []*ir.Value{b.cellOf(owner)}}, name)
		}
		return b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.variable(owner), Checked: true}, name)
	case resolve.ClassLocal:
		if b.env != nil && b.inSuite() {
			return b.loadEnv(b.namespace(), name)
		}
		if b.ns != nil && b.scope.Kind == resolve.ClassScope {
			return b.value(&ir.Op{Code: ir.OpLoadName, Name: name, Global: b.globalOrNil(name),
				Args: []*ir.Value{b.namespace()}}, name)
		}
	}
	return b.loadGlobal(name)
}

// inSuite reports whether names are looked up in the namespace of a class suite
// first.
func (b *builder) inSuite() bool { return b.ns != nil && b.scope.Kind == resolve.ClassScope }

func freeFlag(free bool) int64 {
	if free {
		return 1
	}
	return 0
}

// globalOrNil returns the module's variable name, or nil if nothing binds it.
func (b *builder) globalOrNil(name string) *ir.Global {
	if !b.facts.bound[name] && !b.mod.Dynamic {
		return nil
	}
	return b.global(name)
}

// loadGlobal loads a name of the module or of builtins.
func (b *builder) loadGlobal(name string) *ir.Value {
	if b.env != nil {
		return b.loadEnv(b.envGlobals(), name)
	}
	if !b.facts.bound[name] && resolve.IsBuiltin(name) && !b.rebuilt[name] {
		if name == "__debug__" {
			return b.constant(&ir.Const{Kind: ir.ConstTrue})
		}
		if b.opts.Builtin != nil && !b.opts.Builtin(name) {
			b.unsupported(syntax.Ident{Span: b.pos}, "the builtin '"+name+"' is")
			return b.none()
		}
		return b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: name}, name)
	}
	g := b.global(name)
	if g.Func != nil {
		g.Func.AddressTaken = true
	}
	return b.value(&ir.Op{Code: ir.OpLoadGlobal, Global: g, Checked: true}, name)
}

// loadClassCell loads __class__: the class around the method. A class whose
// statement runs more than once has a cell for it, which is filled when the class is
// built and which its methods' closures hold. A super() that finds nothing there has a
// message of its own.
func (b *builder) loadClassCell(bind *resolve.Binding, super bool) *ir.Value {
	flag := freeFlag(true)
	if super {
		flag = ir.ForSuper
	}
	c := b.classOfCell(bind)
	if owner := bind.Owner(); c != nil && c.ID == ir.DynamicID && owner.Scope.Kind == resolve.ClassScope && len(owner.Defs) == 0 {
		return b.value(&ir.Op{Code: ir.OpLoadCell, Name: "__class__", N: flag, Args: []*ir.Value{b.cellOf(owner)}}, "class")
	}
	if c == nil || c.ID == ir.DynamicID {
		b.unsupported(syntax.Ident{Span: b.pos}, "__class__, but in a method of a class of the module, is")
		return b.none()
	}
	return b.value(&ir.Op{Code: ir.OpLoadGlobal, Global: b.cell(c), N: flag, Checked: true}, "class")
}

// isClassCell reports whether bind is the __class__ of a class whose statement runs
// once: it lies in a variable of the module.
func (b *builder) isClassCell(bind *resolve.Binding) bool {
	owner := bind.Owner()
	if bind.Name != "__class__" || owner.Scope.Kind != resolve.ClassScope && !(bind == owner && bind.Kind == resolve.Free) {
		return false
	}
	c := b.classOfCell(bind)
	return c != nil && c.ID != ir.DynamicID
}

// classOfCell returns the class that the __class__ of bind is.
func (b *builder) classOfCell(bind *resolve.Binding) *ir.Class {
	if owner := bind.Owner(); owner.Scope.Kind == resolve.ClassScope {
		if def, ok := owner.Scope.Node.(*syntax.ClassDef); ok {
			return b.classes[def]
		}
	}
	return b.enclosingClass()
}

// enclosingClass returns the class whose suite the code stands in, functions
// between included.
func (b *builder) enclosingClass() *ir.Class {
	for s := b.scope; s != nil; s = s.Parent {
		if def, ok := s.Node.(*syntax.ClassDef); ok && s.Kind == resolve.ClassScope {
			return b.classes[def]
		}
	}
	return nil
}

// storeBinding stores v in the variable that bind reaches.
func (b *builder) storeBinding(bind *resolve.Binding, name string, v *ir.Value) {
	if bind == nil && b.env != nil {
		b.storeEnv(b.envSpace(nil), name, v)
		return
	}
	if bind == nil {
		b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.global(name), Args: []*ir.Value{v}})
		return
	}
	name = bind.Name
	switch bind.Kind {
	case resolve.Local, resolve.Cell, resolve.Free:
		owner := bind.Owner()
		if c := b.enclosingClass(); c != nil && b.isClassCell(bind) {
			b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.cell(c), Args: []*ir.Value{v}})
			return
		}
		if g := b.typeGlobal(owner); g != nil {
			b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: g, Args: []*ir.Value{v}})
			return
		}
		if b.home(owner.Scope) != b.home(b.scope) || b.isCell(owner) {
			b.op(&ir.Op{Code: ir.OpStoreCell, Args: []*ir.Value{b.cellOf(owner), v}})
			return
		}
		b.op(&ir.Op{Code: ir.OpStoreVar, Var: b.variable(owner), Args: []*ir.Value{v}})
		return
	case resolve.ClassLocal:
		if b.ns != nil {
			b.storeName(name, v)
			return
		}
	}
	if b.ns != nil && b.scope.Kind == resolve.ClassScope && bind.Kind != resolve.GlobalExplicit {
		b.storeName(name, v)
		return
	}
	if b.env != nil {
		b.storeEnv(b.envSpace(bind), name, v)
		return
	}
	b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.global(name), Args: []*ir.Value{v}})
}

// deleteBinding unsets the variable that bind reaches. certain leaves out the
// check that it is set: the end of an except clause.
func (b *builder) deleteBinding(bind *resolve.Binding, certain bool) {
	name := bind.Name
	switch bind.Kind {
	case resolve.Local, resolve.Cell, resolve.Free:
		owner := bind.Owner()
		if c := b.enclosingClass(); c != nil && b.isClassCell(bind) {
			b.op(&ir.Op{Code: ir.OpDelGlobal, Global: b.cell(c)})
			return
		}
		if b.home(owner.Scope) != b.home(b.scope) || b.isCell(owner) {
			op := &ir.Op{Code: ir.OpDelCell, Name: name, N: freeFlag(b.home(owner.Scope) != b.home(b.scope)), Args: []*ir.Value{b.cellOf(owner)}}
			if certain {
				b.op(&ir.Op{Code: ir.OpStoreCell, Args: []*ir.Value{op.Args[0], b.none()}})
			}
			b.op(op)
			return
		}
		x := b.variable(owner)
		if !certain {
			b.value(&ir.Op{Code: ir.OpLoadVar, Var: x, Checked: true}, name)
		}
		b.op(&ir.Op{Code: ir.OpDelVar, Var: x})
		return
	case resolve.ClassLocal:
		if certain {
			b.storeName(name, b.none())
		}
		b.op(&ir.Op{Code: ir.OpDelName, Name: name, Args: []*ir.Value{b.namespace()}})
		return
	}
	if b.env != nil {
		space := b.envSpace(bind)
		if certain {
			b.storeEnv(space, name, b.none())
		}
		b.op(&ir.Op{Code: ir.OpDelName, Name: name, Args: []*ir.Value{space}})
		return
	}
	if certain {
		b.op(&ir.Op{Code: ir.OpStoreGlobal, Global: b.global(name), Args: []*ir.Value{b.none()}})
	}
	b.op(&ir.Op{Code: ir.OpDelGlobal, Global: b.global(name)})
}
