package lower

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Classes of the closed world. A class statement of module code that runs at
// most once has a type id known at compile time. Its instances' slots are the
// attributes that its methods store on self, behind those of its first base:
// what they share has the same place in both. Ids are given out down the
// tree of first bases, so that a class and its descendants have consecutive
// ids and one subtraction and one comparison tell whether an object is any
// of them.

// callbacks are the methods by which a protocol hears of its connection.
var callbacks = map[string]bool{
	"server_started": true, "server_created": true, "client_created": true,
	"connection_made": true, "data_received": true, "lines_received": true,
	"line_received": true, "send_complete": true, "send_failed": true,
	"recv_failed": true, "send_shutdown": true, "recv_shutdown": true,
	"connection_closed": true, "connection_lost": true, "connection_error": true,
	"connection_timeout": true, "exception_handler": true,
	"initial_bytes_to_send": true, "next_bytes_to_send": true,
}

// surveyClasses finds the classes of all modules, their bases, slots and ids.
func (p *program) surveyClasses() {
	var all []*ir.Class
	for _, m := range p.modules {
		if m.tree != nil {
			all = append(all, m.findClasses()...)
		}
	}
	// Bases first: their slots come before those of their descendants.
	children := map[*ir.Class][]*ir.Class{}
	var roots []*ir.Class
	done := map[*ir.Class]bool{}
	var settle func(c *ir.Class)
	settle = func(c *ir.Class) {
		if done[c] {
			return
		}
		done[c] = true
		d := p.defs[c]
		c.Base, c.Opaque = d.in.base(d.stmt)
		if c.Base != nil {
			settle(c.Base)
			if descends(c.Base, c) {
				c.Base, c.Opaque = nil, true // a circle, which raises when it runs
			}
		}
		if c.Base != nil {
			children[c.Base] = append(children[c.Base], c)
			c.Slots = slices.Clone(c.Base.Slots)
			c.Opaque = c.Opaque || c.Base.Opaque
		} else {
			roots = append(roots, c)
		}
		d.in.suite(c, d.stmt)
		inherited := 0
		if c.Base != nil {
			inherited = len(c.Base.Slots)
		}
		if c.Defines["__slots__"] && !declares(d.stmt, c.Name, c.Slots[inherited:]) {
			c.Opaque = true // the runtime lays instances out otherwise
		}
	}
	for _, c := range all {
		settle(c)
	}
	var number func(c *ir.Class)
	number = func(c *ir.Class) {
		c.ID = len(p.prog.Classes)
		p.prog.Classes = append(p.prog.Classes, c)
		for _, sub := range children[c] {
			number(sub)
		}
		c.NSub = len(p.prog.Classes) - 1 - c.ID
	}
	for _, c := range roots {
		number(c)
	}
	for _, m := range p.modules {
		for _, e := range m.facts.registers {
			if c := m.classOf(e); c != nil {
				c.Protocol = true
			}
		}
	}
}

// descends reports whether c is base or has it among its bases.
func descends(c, base *ir.Class) bool {
	for ; c != nil; c = c.Base {
		if c == base {
			return true
		}
	}
	return false
}

// findClasses returns the classes whose statements run at most once.
func (m *module) findClasses() []*ir.Class {
	var out []*ir.Class
	var find func(body []syntax.Stmt)
	find = func(body []syntax.Stmt) {
		for _, s := range body {
			if m.facts.once[s] {
				switch s := s.(type) {
				case *syntax.ClassDef:
					c := m.newClass(s)
					m.classes[s] = c
					out = append(out, c)
					find(s.Body)
				case *syntax.If:
					find(s.Body)
					find(s.Orelse)
				case *syntax.Try:
					find(s.Body)
					for _, h := range s.Handlers {
						find(h.Body)
					}
					find(s.Orelse)
					find(s.Finalbody)
				case *syntax.TryStar:
					find([]syntax.Stmt{(*syntax.Try)(s)})
				case *syntax.With:
					find(s.Body)
				}
			}
		}
	}
	find(m.tree.Body)
	return out
}

// newClass describes what a class statement makes, before its bases are known.
func (m *module) newClass(s *syntax.ClassDef) *ir.Class {
	c := &ir.Class{
		Name: s.Name, QualName: m.qualName(s), Module: m.mod, Span: s.NameSpan,
		Methods: map[string]*ir.Proto{}, Defines: map[string]bool{}, Mutable: map[string]string{},
	}
	m.defs[c] = definition{m, s}
	return c
}

// base returns the class of the program that def derives from first, and
// whether it has a base that the compiler does not know.
func (m *module) base(def *syntax.ClassDef) (base *ir.Class, opaque bool) {
	opaque = len(def.Keywords) > 0 || len(def.DecoratorList) > 0 || len(def.TypeParams) > 0
	for i, e := range def.Bases {
		if n, ok := e.(*syntax.Name); ok && n.Id == "object" && !m.facts.bound["object"] {
			continue
		}
		known := m.classOf(e)
		if known == nil || i > 0 {
			opaque = true
		}
		if i == 0 {
			base = known
		}
	}
	return base, opaque
}

// suite notes what def's suite defines and which slots its methods need.
func (m *module) suite(c *ir.Class, def *syntax.ClassDef) {
	scope := m.info.ScopeOf(def)
	for _, b := range scope.Bindings {
		if len(b.Defs) > 0 {
			c.Defines[b.Name] = true
			m.hooked = m.hooked || b.Name == "__getattr__" || b.Name == "__getattribute__"
			if _, plain := plainMethod(b); !plain {
				m.defined[b.Name] = true
			}
		}
	}
	for _, s := range def.Body {
		if a, ok := s.(*syntax.Assign); ok && len(a.Targets) == 1 {
			if n, ok := a.Targets[0].(*syntax.Name); ok {
				c.Mutable[n.Id] = m.mutable(a.Value)
			}
		}
	}
	m.fields(c, def)
	walk(def, func(n syntax.Node) bool {
		if inner, ok := n.(*syntax.ClassDef); ok && inner != def {
			return false
		}
		a, ok := n.(*syntax.Attribute)
		if !ok || a.Ctx != syntax.Store {
			return true
		}
		name, ok := a.Value.(*syntax.Name)
		if !ok {
			return true
		}
		if b := m.info.BindingOf(name); b != nil && m.selfOf(b.Owner()) == def {
			attr := mangle(scope.Private, a.Attr)
			if c.SlotIndex(attr) < 0 && attr != "__class__" && attr != "__dict__" {
				c.Slots = append(c.Slots, attr)
			}
		}
		return true
	})
}

// fields gives the names that the suite of a data class annotates slots, which the
// __init__ that it gets fills. What a frozen one gets at run time besides is a
// __setattr__; one with slots is laid out by the runtime.
func (m *module) fields(c *ir.Class, def *syntax.ClassDef) {
	is, frozen := dataClass(def)
	if !is {
		return
	}
	if frozen {
		c.Defines["__setattr__"] = true
	}
	scope := m.info.ScopeOf(def)
	for _, s := range def.Body {
		a, ok := s.(*syntax.AnnAssign)
		if !ok || !a.Simple {
			continue
		}
		if name, ok := a.Target.(*syntax.Name); ok {
			if attr := mangle(scope.Private, name.Id); c.SlotIndex(attr) < 0 && attr != "__class__" && attr != "__dict__" {
				c.Slots = append(c.Slots, attr)
			}
		}
	}
}

// dataClass reports whether def is decorated as a data class without slots, by the
// decorator's name: of another decorator the slots stay empty. frozen is true where
// it may be frozen.
func dataClass(def *syntax.ClassDef) (is, frozen bool) {
	if len(def.DecoratorList) != 1 {
		return false, false
	}
	d := def.DecoratorList[0]
	call, _ := d.(*syntax.Call)
	if call != nil {
		d = call.Func
	}
	switch f := d.(type) {
	case *syntax.Name:
		is = f.Id == "dataclass"
	case *syntax.Attribute:
		is = f.Attr == "dataclass"
	}
	if call == nil || !is {
		return is, false
	}
	for _, k := range call.Keywords {
		switch k.Arg {
		case "frozen":
			frozen = true
		case "init", "repr", "eq", "order", "unsafe_hash", "match_args", "kw_only":
		default:
			return false, false
		}
	}
	return len(call.Args) == 0, frozen
}

// declares reports whether the class's __slots__ is a display of constants that
// has all the slots.
func declares(def *syntax.ClassDef, class string, slots []string) bool {
	have := map[string]bool{}
	add := func(e syntax.Expr) bool {
		c := constOf(e)
		if c == nil || c.Kind != ir.ConstStr {
			return false
		}
		have[mangle(class, c.Text)] = true
		return true
	}
	found := false
	for _, s := range def.Body {
		a, ok := s.(*syntax.Assign)
		if !ok || len(a.Targets) != 1 {
			continue
		}
		if n, ok := a.Targets[0].(*syntax.Name); !ok || n.Id != "__slots__" {
			continue
		}
		if found {
			return false
		}
		found = true
		var elts []syntax.Expr
		switch v := a.Value.(type) {
		case *syntax.Tuple:
			elts = v.Elts
		case *syntax.List:
			elts = v.Elts
		default:
			elts = []syntax.Expr{v}
		}
		for _, e := range elts {
			if !add(e) {
				return false
			}
		}
	}
	for _, s := range slots {
		if !have[s] {
			return false
		}
	}
	return found
}

// plainMethod returns the undecorated def that is the one thing b is bound to.
func plainMethod(b *resolve.Binding) (*syntax.FunctionDef, bool) {
	if len(b.Defs) != 1 || b.NWrites != 1 {
		return nil, false
	}
	def, ok := b.Defs[0].(*syntax.FunctionDef)
	return def, ok && len(def.DecoratorList) == 0
}

// mangle gives a private name its class's prefix.
func mangle(class, name string) string {
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// qualName returns the __qualname__ of a def or class.
func (m *module) qualName(node syntax.Node) string {
	s := m.info.ScopeOf(node)
	name := s.Name
	switch {
	case s.Kind == resolve.LambdaScope:
		name = "<lambda>"
	case isGeneratorExp(s):
		name = "<genexpr>"
	}
	return m.qualNameIn(s, name)
}

// qualNameIn puts before name what the definition of scope s stands in.
func (m *module) qualNameIn(s *resolve.Scope, name string) string {
	for p, in := s.Parent, s; p != nil && !declaredGlobal(in); p, in = p.Parent, p {
		switch p.Kind {
		case resolve.ClassScope:
			name = p.Name + "." + name
		case resolve.FunctionScope, resolve.TypeAliasScope, resolve.TypeBoundScope:
			name = p.Name + ".<locals>." + name
		case resolve.LambdaScope:
			name = "<lambda>.<locals>." + name
		case resolve.ComprehensionScope:
			name = comprehensionName(p) + ".<locals>." + name
		}
	}
	return name
}

// declaredGlobal reports whether the function or class of scope s is bound to a name
// that the scope around has declared global.
func declaredGlobal(s *resolve.Scope) bool {
	if s.Kind == resolve.LambdaScope || s.Kind == resolve.ComprehensionScope || typeScope(s) || s.Parent == nil {
		return false
	}
	in := around(s.Parent)
	bind := in.Lookup(mangle(in.Private, s.Name))
	return bind != nil && bind.Kind == resolve.GlobalExplicit
}

// comprehensionName is what CPython calls the function of a comprehension.
func comprehensionName(s *resolve.Scope) string { return "<" + s.Name + ">" }

// cell returns the hidden global that holds the class itself for super() and
// __class__ in its methods.
func (m *module) cell(c *ir.Class) *ir.Global {
	if c.Cell == nil {
		name := c.QualName + ".__class__"
		for n := 2; m.globals[name] != nil; n++ { // a class of that name before
			name = fmt.Sprintf("%s.__class__%d", c.QualName, n)
		}
		c.Cell = &ir.Global{Name: name, Module: m.mod, Hidden: true, Constant: true, Class: c}
		m.globals[name] = c.Cell
		m.mod.Globals = append(m.mod.Globals, c.Cell)
	}
	return c.Cell
}

// classDef lowers a class statement: the suite is a body of its own that
// fills a namespace, from which the runtime builds the class.
func (b *builder) classDef(s *syntax.ClassDef) {
	c := b.classes[s]
	if c == nil {
		c = b.dynamicClass(s)
	}
	var decorators []*ir.Value
	for _, d := range s.DecoratorList {
		decorators = append(decorators, b.expr(d))
	}
	outer := b.scope
	var generic *ir.Value // the base that type parameters bring
	if len(s.TypeParams) > 0 {
		generic = b.callIn("typing", "_generic_base", b.typeParams(b.info.ScopeOf(s).Parent, s.TypeParams))
	}
	var tuple, ns, recipe *ir.Value
	if hasStar(s.Bases) {
		list := b.starList(s.Bases)
		if generic != nil {
			b.do(ir.OpListAppend, list, generic)
		}
		tuple = b.emit(ir.OpListToTuple, "bases", list)
	} else {
		bases := b.exprs(s.Bases)
		if generic != nil {
			bases = append(bases, generic)
		}
		tuple = b.emit(ir.OpTuple, "bases", bases...)
	}
	if b.plainBases(s) {
		ns = b.emit(ir.OpDict, "namespace")
	} else {
		recipe = b.emit(ir.OpPrepareClass, "statement", b.str(s.Name), tuple, b.classKeywords(s))
		ns = b.emit(ir.OpGetItem, "namespace", recipe, b.constant(&ir.Const{Kind: ir.ConstInt}))
	}
	var suite *ir.Value
	if delays(b.info.ScopeOf(s)) {
		suite = b.emit(ir.OpList, "suite", ns)
		b.op(&ir.Op{Code: ir.OpStoreName, Name: suiteName, Args: []*ir.Value{ns, suite}})
	}
	p := b.classBody(s, c)
	if cells := b.captured(b.info.ScopeOf(s)); len(cells) > 0 {
		f := b.value(&ir.Op{Code: ir.OpMakeFunc, Proto: p, Args: []*ir.Value{nil, b.closure(cells)}}, "suite")
		b.emit(ir.OpCall, "", f, ns)
	} else {
		b.value(&ir.Op{Code: ir.OpCallKnown, Proto: p, Args: []*ir.Value{ns}}, "")
	}
	b.scope = outer
	if suite != nil {
		b.op(&ir.Op{Code: ir.OpDelName, Name: suiteName, Args: []*ir.Value{ns}})
	}
	var cls *ir.Value
	if recipe == nil {
		cls = b.value(&ir.Op{Code: ir.OpBuildClass, Class: c, Args: []*ir.Value{tuple, ns}}, "class")
	} else {
		cls = b.value(&ir.Op{Code: ir.OpFinishClass, Class: c, Args: []*ir.Value{recipe}}, "class")
	}
	if suite != nil {
		b.callIn("typing", "_class_made", suite, cls)
	}
	for i := len(decorators) - 1; i >= 0; i-- {
		defer b.at(s.DecoratorList[i])()
		cls = b.emit(ir.OpCall, s.Name, decorators[i], cls)
	}
	b.storeBinding(b.info.BindingOf(s), s.Name, cls)
}

// dynamicClass describes a class whose statement can run more than once: each
// time it makes another class, with a type id taken at run time.
func (b *builder) dynamicClass(s *syntax.ClassDef) *ir.Class {
	c := b.newClass(s)
	c.ID, c.Opaque = ir.DynamicID, true
	b.classes[s] = c
	b.suite(c, s)
	return c
}

// plainBases reports whether the statement has no keywords and only bases of
// which the compiler knows that they are classes without a metaclass of their own,
// or built-in types: then there is nothing to ask before the suite runs.
func (b *builder) plainBases(s *syntax.ClassDef) bool {
	if len(s.Keywords) > 0 || len(s.TypeParams) > 0 || b.env != nil && len(s.Bases) > 0 {
		return false
	}
	for _, e := range s.Bases {
		if n, ok := e.(*syntax.Name); ok {
			if bind := b.info.BindingOf(n); bind != nil && bind.Kind != resolve.GlobalImplicit && bind.Kind != resolve.GlobalExplicit && bind.Kind != resolve.ClassLocal && bind.Kind != resolve.Builtin {
				return false
			}
		}
		if !b.plainBase(e, 0) {
			return false
		}
	}
	return true
}

// plainBase is plainBases for one base, a name or attribute of module m.
func (m *module) plainBase(e syntax.Expr, depth int) bool {
	if n, ok := e.(*syntax.Name); ok && !m.facts.bound[n.Id] {
		return resolve.IsBuiltin(n.Id)
	}
	c := m.classOf(e)
	if c == nil || depth > 100 {
		return false
	}
	def := m.defs[c]
	if len(def.stmt.Keywords) > 0 || len(def.stmt.DecoratorList) > 0 || len(def.stmt.TypeParams) > 0 {
		return false
	}
	for _, base := range def.stmt.Bases {
		if !def.in.plainBase(base, depth+1) {
			return false
		}
	}
	return true
}

// classKeywords lowers the keywords of a class statement to a dict.
func (b *builder) classKeywords(s *syntax.ClassDef) *ir.Value {
	d := b.value(&ir.Op{Code: ir.OpDict, N: int64(len(s.Keywords))}, "keywords")
	for _, k := range s.Keywords {
		if k.Arg == "" {
			b.do(ir.OpDictUpdate, d, b.expr(k.Value))
			continue
		}
		b.do(ir.OpDictSet, d, b.str(k.Arg), b.expr(k.Value))
	}
	return d
}

// classCell returns the variable __class__ of a class suite, if its methods have to
// find it in a cell. The suite makes that cell and leaves it in its namespace, where
// type.__new__ finds it.
func (m *module) classCell(s *syntax.ClassDef) *resolve.Binding {
	scope := m.info.ScopeOf(s)
	if bind := scope.ClassCell(); bind != nil && m.isDynamic(scope) && m.isCell(bind) {
		return bind
	}
	return nil
}

// classBody lowers the suite of s.
func (b *builder) classBody(s *syntax.ClassDef, c *ir.Class) *ir.Proto {
	if p := b.protos[s]; p != nil {
		return p
	}
	p := b.proto(s, &ir.Proto{
		Kind: ir.ClassBody, Name: s.Name, QualName: c.QualName, Class: c,
		Line: b.tree.File.LineOf(s.Start), Params: ir.Params{Names: []string{"namespace"}, NPos: 1},
	})
	c.Body = p
	in := b.newBuilder(p, b.info.ScopeOf(s))
	in.cells = b.captured(in.scope)
	p.Closure = len(in.cells) > 0
	in.class, in.wide = c, !b.plainBases(s)
	in.pos = diag.Span{Start: s.Start, End: s.Start + 5}
	in.ns = &ir.Var{Name: "namespace", Rep: ir.RepValue, Param: true, Borrowed: true}
	if p.Closure {
		in.fn.Params = append(in.fn.Params, &ir.Var{Rep: ir.RepValue, Param: true, Borrowed: true})
	}
	in.fn.Params = append(in.fn.Params, in.ns)
	in.storeName("__module__", in.str(b.mod.Name))
	in.storeName("__qualname__", in.str(c.QualName))
	if len(s.TypeParams) > 0 {
		in.storeName("__type_params__", in.loadBinding(in.scope.Lookup(resolve.TypeParamsName), resolve.TypeParamsName))
	}
	if doc := docstring(s.Body); doc != nil {
		in.storeName("__doc__", in.constant(doc))
	}
	cell := in.classCell(s)
	if cell != nil {
		in.makeCell(cell, nil)
	}
	in.setupAnnotations(s.Body)
	in.stmts(s.Body)
	if cell != nil && in.block != nil {
		in.storeName("__classcell__", in.cellOf(cell))
	}
	in.ret(nil)
	in.finish()
	b.funcs = append(b.funcs, in.fn)
	return p
}

// namespace loads the namespace of the class suite.
func (b *builder) namespace() *ir.Value {
	return b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.ns}, "")
}

func (b *builder) storeName(name string, v *ir.Value) {
	b.op(&ir.Op{Code: ir.OpStoreName, Name: name, Args: []*ir.Value{b.namespace(), v}})
}

// slot returns the slot of attribute attr of e, if e is the self of a method
// whose class is wholly known and nothing can come between: no descriptor of
// that name, no store behind the compiler's back.
func (b *builder) slot(e syntax.Expr, attr string) (*ir.Class, int) {
	if !b.isOwnSelf(e) || b.class == nil || b.class.Opaque || b.reflects {
		return nil, 0
	}
	i := b.class.SlotIndex(attr)
	if i < 0 || b.defined[attr] && !b.plainDefault(attr) {
		return nil, 0
	}
	for c := b.class; c != nil; c = c.Base {
		if c.Defines["__getattribute__"] || c.Defines["__setattr__"] {
			return nil, 0
		}
	}
	for _, d := range b.prog.Classes[b.class.ID : b.class.ID+b.class.NSub+1] {
		if d.Defines["__getattribute__"] || d.Defines["__setattr__"] || d.Opaque {
			return nil, 0
		}
	}
	return b.class, i
}

// plainDefault reports whether every class of the program that defines attr
// binds it to a constant, so that it is no descriptor, and nobody stores
// another on a class.
func (p *program) plainDefault(attr string) bool {
	if p.stored[attr] {
		return false
	}
	ok := true
	for c, def := range p.defs {
		if !c.Defines[attr] {
			continue
		}
		bound := def.in.info.ScopeOf(def.stmt).Lookup(attr)
		for _, d := range bound.Defs {
			if _, isName := d.(*syntax.Name); !isName || !assignsLiteral(def.stmt.Body, d) {
				ok = false
			}
		}
	}
	return ok
}

// assignsLiteral reports whether a plain assignment of a literal in body
// binds name.
func assignsLiteral(body []syntax.Stmt, name syntax.Node) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *syntax.Assign:
			for _, t := range s.Targets {
				if t == name {
					return literalTree(s.Value)
				}
			}
		case *syntax.AnnAssign:
			if s.Target == name {
				return s.Value == nil || literalTree(s.Value)
			}
		}
	}
	return false
}

// literalTree reports whether e is a literal or a display of such: an object
// of a built-in type that is no descriptor.
func literalTree(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.UnaryOp:
		return literalTree(e.Operand)
	case *syntax.Tuple, *syntax.List, *syntax.Dict, *syntax.Set:
		return true
	}
	return false
}

// isOwnSelf reports whether e is the self of the method being lowered.
func (b *builder) isOwnSelf(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	if !ok || b.self == nil {
		return false
	}
	binding := b.info.BindingOf(n)
	return binding == b.self && binding.Kind == resolve.Local
}
