package lower

import (
	"slices"
	"sort"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// facts are what a look over the whole module, before any of it is lowered,
// says about it.
type facts struct {
	mentioned map[string]bool // global names used or bound anywhere
	bound     map[string]bool // global names bound anywhere
	shared    map[string]bool // bound or deleted by functions
	deleted   map[string]bool
	writes    map[string]int
	early     map[string]bool
	once      map[syntax.Node]bool // statements of module code outside loops

	registers []syntax.Expr        // what register() is given as a protocol
	tried     map[syntax.Expr]bool // those in the body of a try statement
}

func newFacts() facts {
	return facts{
		mentioned: map[string]bool{}, bound: map[string]bool{}, shared: map[string]bool{},
		deleted: map[string]bool{}, writes: map[string]int{}, early: map[string]bool{},
		once: map[syntax.Node]bool{}, tried: map[syntax.Expr]bool{},
	}
}

// survey fills in the facts of all modules, the classes and the globals.
func (p *program) survey() {
	for _, m := range p.modules {
		m.facts = newFacts()
		if m.tree != nil {
			m.surveyScope(m.info.Root)
			m.surveyOnce(m.tree.Body)
			m.surveyTree()
			if annotates(m.tree.Body) {
				m.facts.bound[annotationsName] = true
				m.facts.writes[annotationsName] += 2
			}
		}
	}
	// The runtime's modules set attributes by name only of what they are given
	// as decorators or are the bases of.
	reflects, loose, looked := p.reflects, p.loose, p.looked
	for _, m := range p.apart {
		m.facts = facts{tried: map[syntax.Expr]bool{}}
		m.surveyTree()
	}
	p.reflects, p.loose, p.looked = reflects || p.opts.Open, loose || p.opts.Open, looked
	p.prog.Hooks = p.prog.Hooks || p.opts.Open
	for _, m := range p.modules {
		if m.tree != nil {
			p.surveySnippets(m)
		}
	}
	for _, m := range p.modules {
		m.surveyStars()
	}
	p.surveyOpaque()
	for _, m := range p.modules {
		m.mod.Dynamic = m.mod.Dynamic || p.reflects && p.loose
		m.mod.Object = m.mod.Index > 0 || m.mod.Dynamic || p.loose || p.looked || p.imports("__main__")
		if m.tree != nil {
			m.surveyEarly(m.tree.Body)
		}
	}
	p.surveyClasses()
	p.surveyShadows()
	p.surveyProtocols()
}

// imports reports whether a module of the program imports the one of that name.
func (p *program) imports(name string) bool {
	for _, m := range slices.Concat(p.modules, p.apart) {
		if m.info == nil {
			continue
		}
		for _, im := range m.info.Imports {
			if im.Name == name && im.Level == 0 {
				return true
			}
		}
	}
	return false
}

// surveyTree looks for what makes less certain what the program's attributes
// and variables are.
func (m *module) surveyTree() {
	bases := map[syntax.Expr]bool{}  // expressions that an attribute is taken of
	called := map[syntax.Expr]bool{} // names of builtins where they are called
	tried := diag.Pos(0)             // end of the try bodies seen so far
	walk(m.tree, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ClassDef:
			m.surveyHooks(n)
		case *syntax.Attribute:
			bases[n.Value] = true
			if n.Ctx != syntax.Load {
				m.prog.Attributes[n.Attr] = true
				if x, ok := n.Value.(*syntax.Name); ok && m.namesBuiltins(x) {
					m.rebuilt[n.Attr] = true
				}
			}
			if n.Ctx != syntax.Load && !m.isSelf(n.Value) {
				m.stored[n.Attr] = true
				m.storedOn[n.Attr] = append(m.storedOn[n.Attr], lastName(n.Value))
			}
			switch {
			case n.Attr == "__globals__":
				m.mod.Dynamic = true
			case n.Ctx != syntax.Load && (n.Attr == "__defaults__" || n.Attr == "__kwdefaults__"):
				m.redefaults = true
			case strings.HasPrefix(n.Attr, "co_"):
				m.prog.Code = true
			case n.Attr == "__dict__", (n.Attr == "__class__" || n.Attr == "__bases__" || attributeHooks[n.Attr]) && n.Ctx != syntax.Load:
				m.reflects = true
				if x, ok := n.Value.(*syntax.Name); ok && m.namesModule(x) {
					m.loose = true
				}
			case n.Attr == "modules", n.Attr == "import_module":
				m.loose = true
			case n.Attr == "get_type_hints":
				m.looked = true
			}
		case *syntax.Subscript:
			if n.Ctx != syntax.Load {
				m.surveyReplaced(n)
			}
		case *syntax.Name:
			switch n.Id {
			case "setattr", "delattr", "vars":
				m.reflects, m.prog.Hooks = true, true
			case "type":
				m.prog.Hooks = true // it may make classes
			case "globals":
				m.mod.Dynamic = true
			case "eval", "exec", "locals":
				if !called[n] {
					m.mod.Dynamic = true
				}
			case "__import__":
				m.loose = true
			}
			if n.Ctx == syntax.Load && !bases[n] && m.namesModule(n) {
				m.loose = true
			}
		case *syntax.ImportFrom:
			for _, a := range n.Names {
				switch a.Name {
				case "modules", "import_module":
					m.loose = true
				case "get_type_hints", "*":
					m.looked = m.looked || n.Module == "typing"
				}
			}
		case *syntax.Try:
			if len(n.Handlers) > 0 && len(n.Body) > 0 {
				tried = max(tried, n.Body[len(n.Body)-1].Extent().End)
			}
		case *syntax.TryStar:
			if len(n.Handlers) > 0 && len(n.Body) > 0 {
				tried = max(tried, n.Body[len(n.Body)-1].Extent().End)
			}
		case *syntax.Assign:
			if call, ok := n.Value.(*syntax.Call); ok {
				for _, t := range n.Targets {
					if a, ok := t.(*syntax.Attribute); ok {
						m.made[a.Attr] = append(m.made[a.Attr], lastName(call.Func))
					}
				}
			}
		case *syntax.Call:
			m.surveySetattr(n)
			called[n.Func] = len(n.Args)+len(n.Keywords) == 0 || m.info.SourceCalls[n] != nil
			m.surveyRegister(n, n.Start < tried)
			if m.asksForLocals(n) {
				m.mod.Dynamic = true
			}
			if f, ok := n.Func.(*syntax.Name); ok && f.Id == "setattr" && len(n.Args) == 3 {
				if c := constOf(n.Args[1]); c != nil && (c.Text == "__defaults__" || c.Text == "__kwdefaults__") {
					m.redefaults = true
				}
			}
		}
		return true
	})
}

// attributeHooks are the methods that a class which gets one later handles its instances'
// attributes by.
var attributeHooks = map[string]bool{"__getattribute__": true, "__getattr__": true, "__setattr__": true}

// lastName is the name that e ends in, if it may be that of a class.
func lastName(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return e.Id
	case *syntax.Attribute:
		return e.Attr
	case *syntax.Call:
		if f, ok := e.Func.(*syntax.Name); ok && f.Id == "type" {
			return "__class__"
		}
	}
	return ""
}

// surveySetattr notes what a call of the __setattr__ of object or type stores to.
func (m *module) surveySetattr(call *syntax.Call) {
	f, ok := call.Func.(*syntax.Attribute)
	if !ok || f.Attr != "__setattr__" || len(call.Args) != 3 {
		return
	}
	on := lastName(f.Value)
	if on == "type" {
		on = "__class__"
	}
	if c := constOf(call.Args[1]); c != nil {
		m.stored[c.Text] = true
		m.storedOn[c.Text] = append(m.storedOn[c.Text], on)
		return
	}
	// In a __setattr__ its own parameter names what is stored to elsewhere.
	if n, ok := call.Args[1].(*syntax.Name); ok && on != "__class__" {
		if b := m.info.BindingOf(n); b != nil && b.Flags&resolve.Param != 0 {
			if def, ok := b.Scope.Node.(*syntax.FunctionDef); ok && def.Name == "__setattr__" {
				return
			}
		}
	}
	m.reflects, m.prog.Hooks = true, true
}

// surveyShadows notes the attributes that classes may get later and that come before
// what instances have: what is stored on a class by its name, and properties and the
// like wherever they are stored.
func (p *program) surveyShadows() {
	classes := map[string]bool{"cls": true, "__class__": true}
	descriptors := map[string]bool{"property": true}
	for c := range p.defs {
		classes[c.Name] = true
		if c.Defines["__set__"] || c.Defines["__delete__"] {
			descriptors[c.Name] = true
		}
	}
	note := func(stores map[string][]string, names map[string]bool) {
		for attr, all := range stores {
			if slices.ContainsFunc(all, func(name string) bool { return names[name] }) {
				p.defined[attr] = true
			}
		}
	}
	note(p.storedOn, classes)
	note(p.made, descriptors)
}

// surveyHooks notes what a class adds to the methods that Python calls by itself,
// and its names.
func (m *module) surveyHooks(def *syntax.ClassDef) {
	if len(def.DecoratorList)+len(def.Keywords) > 0 {
		m.prog.Hooks = true
	}
	for _, b := range m.info.ScopeOf(def).Bindings {
		if len(b.Defs) == 0 {
			continue
		}
		m.prog.Attributes[b.Name] = true
		if strings.HasPrefix(b.Name, "__") && strings.HasSuffix(b.Name, "__") && !quietNames[b.Name] {
			m.prog.Hooks = true
		}
		for _, d := range b.Defs {
			if f, ok := d.(*syntax.FunctionDef); ok && len(f.DecoratorList) > 0 {
				m.prog.Hooks = true // a property, say
			}
		}
	}
}

// quietNames are special names whose methods are called where a class is called,
// or are no methods.
var quietNames = map[string]bool{
	"__init__": true, "__doc__": true, "__slots__": true, "__module__": true, "__qualname__": true,
	"__annotations__": true, "__match_args__": true,
}

// namesModule reports whether an import binds the name that n uses to a module
// of the program.
func (m *module) namesModule(n *syntax.Name) bool {
	b := m.info.BindingOf(n)
	if b == nil {
		return false
	}
	b = b.Owner()
	is, known := m.forModules[b]
	if !known {
		if m.forModules == nil {
			m.forModules = make(map[*resolve.Binding]bool)
		}
		is = m.bindsModule(b)
		m.forModules[b] = is
	}
	return is
}

// bindsModule reports whether an import binds b to a module of the program. It
// takes time for each of the places that bind it.
func (m *module) bindsModule(b *resolve.Binding) bool {
	for _, d := range b.Defs {
		a, ok := d.(*syntax.Alias)
		if !ok {
			continue
		}
		if m.byName[a.Name] != nil {
			return true // import a
		}
		for _, im := range m.info.Imports {
			if from, ok := im.Node.(*syntax.ImportFrom); ok && slices.Contains(from.Names, a) {
				if name, ok := m.absolute(from.Module, from.Level); ok && m.byName[name+"."+a.Name] != nil {
					return true
				}
			}
		}
	}
	return false
}

// surveyReplaced notes the name of a variable that is stored through globals(), or at
// module level through locals() or vars().
func (m *module) surveyReplaced(n *syntax.Subscript) {
	call, ok := n.Value.(*syntax.Call)
	if !ok || len(call.Args)+len(call.Keywords) > 0 {
		return
	}
	f, ok := call.Func.(*syntax.Name)
	key, isConst := n.Slice.(*syntax.Constant)
	if !ok || !isConst {
		return
	}
	if f.Id == "globals" || f.Id == "locals" || f.Id == "vars" {
		if s, ok := key.Value.(string); ok {
			m.replaced = append(m.replaced, s)
		}
	}
}

// namesBuiltins reports whether an import binds the name that n uses to the module
// builtins.
func (m *module) namesBuiltins(n *syntax.Name) bool {
	b := m.info.BindingOf(n)
	return b != nil && slices.ContainsFunc(b.Owner().Defs, func(d syntax.Node) bool {
		a, ok := d.(*syntax.Alias)
		return ok && a.Name == "builtins"
	})
}

func (m *module) surveyScope(s *resolve.Scope) {
	f := &m.facts
	for _, b := range s.Bindings {
		global := s == m.info.Root || b.Kind == resolve.GlobalImplicit || b.Kind == resolve.GlobalExplicit || b.Kind == resolve.Builtin
		if !global && b.Kind == resolve.ClassLocal {
			f.mentioned[b.Name] = true // looked up in globals when unset
		}
		if !global {
			continue
		}
		f.mentioned[b.Name] = true
		if len(b.Defs) > 0 || b.Flags&resolve.Deleted != 0 {
			f.bound[b.Name] = true
			f.writes[b.Name] = max(f.writes[b.Name], b.Owner().NWrites)
			if s != m.info.Root {
				f.shared[b.Name] = true
			}
		}
		if b.Flags&resolve.Deleted != 0 {
			f.deleted[b.Name] = true
		}
	}
	for _, child := range s.Children {
		m.surveyScope(child)
	}
}

// surveyOnce finds the statements that run at most once: module code and
// class suites in it, outside loops.
func (m *module) surveyOnce(body []syntax.Stmt) {
	for _, s := range body {
		m.facts.once[s] = true
		switch s := s.(type) {
		case *syntax.If:
			m.surveyOnce(s.Body)
			m.surveyOnce(s.Orelse)
		case *syntax.Try:
			m.surveyOnce(s.Body)
			for _, h := range s.Handlers {
				m.surveyOnce(h.Body)
			}
			m.surveyOnce(s.Orelse)
			m.surveyOnce(s.Finalbody)
		case *syntax.TryStar:
			m.surveyOnce([]syntax.Stmt{(*syntax.Try)(s)})
		case *syntax.With:
			m.surveyOnce(s.Body)
		case *syntax.ClassDef:
			m.surveyOnce(s.Body)
		}
	}
}

// surveyEarly finds the globals that are bound before any function of the
// program can run: those of the statements at the start of the module that
// call nothing.
func (m *module) surveyEarly(body []syntax.Stmt) {
	for _, s := range body {
		names, ok := m.quiet(s)
		if !ok {
			return
		}
		for _, n := range names {
			if m.facts.writes[n] == 1 && !m.facts.deleted[n] {
				m.facts.early[n] = true
			}
		}
	}
}

// quiet reports whether s can run no function of the program, and the names
// it binds.
func (m *module) quiet(s syntax.Stmt) (names []string, ok bool) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		if len(s.DecoratorList) > 0 || !m.quietSignature(s) {
			return nil, false
		}
		for _, e := range append(s.Args.Defaults[:len(s.Args.Defaults):len(s.Args.Defaults)], s.Args.KwDefaults...) {
			if e != nil && !isLiteral(e) {
				return nil, false
			}
		}
		return []string{s.Name}, true
	case *syntax.ClassDef:
		if len(s.DecoratorList) > 0 || len(s.Keywords) > 0 {
			return nil, false
		}
		for _, e := range s.Bases {
			if n, isName := e.(*syntax.Name); !isName || n.Id != "object" && !resolve.IsBuiltin(n.Id) {
				return nil, false // __init_subclass__ of a base may run
			}
		}
		for _, t := range s.Body {
			if _, ok := m.quiet(t); !ok {
				return nil, false
			}
		}
		return []string{s.Name}, true
	case *syntax.Import:
		for _, a := range s.Names {
			if !m.opts.native(a.Name) || m.byName[a.Name] != nil {
				return nil, false
			}
			n := a.AsName
			if n == "" {
				n, _, _ = strings.Cut(a.Name, ".")
			}
			names = append(names, n)
		}
		return names, true
	case *syntax.ImportFrom:
		if name, ok := m.absolute(s.Module, s.Level); !ok || name != "__future__" && !m.opts.native(name) || m.byName[name] != nil {
			return nil, false
		}
		for _, a := range s.Names {
			n := a.AsName
			if n == "" {
				n = a.Name
			}
			names = append(names, n)
		}
		return names, true
	case *syntax.Assign:
		if !isLiteral(s.Value) {
			return nil, false
		}
		for _, t := range s.Targets {
			n, ok := t.(*syntax.Name)
			if !ok {
				return nil, false
			}
			names = append(names, n.Id)
		}
		return names, true
	case *syntax.AnnAssign:
		n, ok := s.Target.(*syntax.Name)
		if !ok || s.Value != nil && !isLiteral(s.Value) || !m.quietAnnotation(s.Annotation) {
			return nil, false
		}
		if s.Value != nil {
			names = append(names, n.Id)
		}
		return names, true
	case *syntax.ExprStmt:
		return nil, isLiteral(s.Value)
	case *syntax.Pass:
		return nil, true
	}
	return nil, false
}

// isLiteral reports whether evaluating e runs no function of the program: a
// literal, or a display of such.
func isLiteral(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.UnaryOp:
		return constOf(e) != nil
	case *syntax.Tuple:
		return areLiterals(e.Elts)
	case *syntax.List:
		return areLiterals(e.Elts)
	case *syntax.Set:
		return areLiterals(e.Elts)
	case *syntax.Dict:
		return areLiterals(e.Values) && areLiterals(e.Keys)
	}
	return false
}

func areLiterals(es []syntax.Expr) bool {
	for _, e := range es {
		if e == nil || !isLiteral(e) {
			return false
		}
	}
	return true
}

// surveyRegister notes the class that a call of parallel.register gets as
// its protocol. Tried says that the call is in the body of a try statement.
func (m *module) surveyRegister(n *syntax.Call, tried bool) {
	switch f := n.Func.(type) {
	case *syntax.Attribute:
		if f.Attr != "register" {
			return
		}
	case *syntax.Name:
		if f.Id != "register" {
			return
		}
	default:
		return
	}
	note := func(e syntax.Expr) {
		m.facts.registers = append(m.facts.registers, e)
		m.facts.tried[e] = tried
	}
	if len(n.Args) > 1 {
		note(n.Args[1])
	}
	for _, k := range n.Keywords {
		if k.Arg == "protocol" {
			note(k.Value)
		}
	}
}

// isSelf reports whether e is the first parameter of the method it is in.
func (m *module) isSelf(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	if !ok {
		return false
	}
	b := m.info.BindingOf(n)
	return b != nil && m.selfOf(b.Owner()) != nil
}

// selfOf returns the class for whose instances binding is the first
// parameter of a plain method that never stores to it, or nil.
func (m *module) selfOf(b *resolve.Binding) *syntax.ClassDef {
	def, ok := b.Scope.Node.(*syntax.FunctionDef)
	if !ok || b.Flags&resolve.Param == 0 || b.NWrites > 1 || b.Scope.Parent == nil {
		return nil
	}
	in := around(b.Scope.Parent)
	cls, ok := in.Node.(*syntax.ClassDef)
	if !ok || in.Kind != resolve.ClassScope || len(def.DecoratorList) > 0 && !plainDecorators(def) || def.Name == "__new__" {
		return nil
	}
	params := append(def.Args.PosOnlyArgs[:len(def.Args.PosOnlyArgs):len(def.Args.PosOnlyArgs)], def.Args.Args...)
	if len(params) == 0 || params[0].Arg != b.Name {
		return nil
	}
	return cls
}

// plainDecorators reports whether def's decorators leave its first parameter
// an instance: property and its setters do.
func plainDecorators(def *syntax.FunctionDef) bool {
	for _, d := range def.DecoratorList {
		switch d := d.(type) {
		case *syntax.Name:
			if d.Id != "property" {
				return false
			}
		case *syntax.Attribute:
			if d.Attr != "setter" && d.Attr != "getter" && d.Attr != "deleter" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// boundOnce reports whether the module's variable name is bound by one
// statement, never unset, and by nobody else.
func (m *module) boundOnce(name string) bool {
	f := &m.facts
	return f.writes[name] == 1 && !f.deleted[name] && !f.shared[name] && !m.patched(name)
}

// patched reports whether code that knows the module as an object may change
// its variable name. Nothing has the program's own module without asking for
// sys.modules or __main__.
func (m *module) patched(name string) bool {
	if m.mod.Dynamic {
		return true
	}
	return m.stored[name] && (m.mod.Index > 0 || m.loose)
}

// global returns the module's variable name, made on first sight.
func (m *module) global(name string) *ir.Global {
	g := m.globals[name]
	if g == nil {
		f := &m.facts
		g = &ir.Global{
			Name:    name,
			Module:  m.mod,
			InDict:  m.mod.Dynamic,
			Builtin: resolve.IsBuiltin(name) || m.rebuilt[name],
			Shared:  f.shared[name] || m.patched(name),
			Deleted: f.deleted[name] || m.patched(name),
			Early:   f.early[name] && !m.patched(name),
		}
		if b := m.info.Root.Lookup(name); b != nil && len(b.Defs) > 0 {
			g.Defined = b.Defs[0].Extent()
			if m.boundOnce(name) {
				m.constantGlobal(g, b.Defs[0])
			}
		}
		m.globals[name] = g
		m.mod.Globals = append(m.mod.Globals, g)
	}
	return g
}

// constantGlobal says what is known of a global that is bound by def alone.
func (m *module) constantGlobal(g *ir.Global, def syntax.Node) {
	switch def := def.(type) {
	case *syntax.FunctionDef:
		if m.facts.once[def] {
			g.Constant = true
			if len(def.DecoratorList) == 0 {
				g.Func = m.funcProto(def)
			}
		}
	case *syntax.ClassDef:
		if m.facts.once[def] {
			g.Constant = true
			if len(def.DecoratorList) == 0 {
				g.Class = m.classes[def]
			}
		}
	default:
		if s := m.facts.binder(m.tree.Body, def); s != nil {
			g.Constant = true
			if v := m.imported(g.Name); v.in != nil && v.name != "" && v.in.global(v.name).Constant {
				// The same object, by another name.
				from := v.in.global(v.name)
				g.Func, g.Class = from.Func, from.Class
			}
			if a, ok := s.(*syntax.Assign); ok && slices.Contains(a.Targets, syntax.Expr(def.(*syntax.Name))) {
				g.Mutable = m.mutable(a.Value)
			}
		}
	}
}

// binder returns the statement that runs at most once and binds def by
// itself: an assignment to it or an import. A name bound inside an expression
// is not one: that may run again and again. O(depth × log statements), as
// statements are in source order and do not overlap.
func (f *facts) binder(body []syntax.Stmt, def syntax.Node) syntax.Stmt {
	at := def.Extent()
	i := sort.Search(len(body), func(i int) bool { return body[i].Extent().End >= at.End })
	if i == len(body) || !f.once[body[i]] || !body[i].Extent().Contains(at) {
		return nil
	}
	switch s := body[i].(type) {
	case *syntax.Assign:
		if slices.ContainsFunc(s.Targets, func(t syntax.Expr) bool { return isTarget(t, def) }) {
			return s
		}
	case *syntax.AnnAssign:
		if isTarget(s.Target, def) {
			return s
		}
	case *syntax.Import, *syntax.ImportFrom:
		return s
	case *syntax.If:
		if t := f.binder(s.Body, def); t != nil {
			return t
		}
		return f.binder(s.Orelse, def)
	case *syntax.Try:
		for _, part := range [][]syntax.Stmt{s.Body, s.Orelse, s.Finalbody} {
			if t := f.binder(part, def); t != nil {
				return t
			}
		}
	case *syntax.TryStar:
		return f.binder([]syntax.Stmt{(*syntax.Try)(s)}, def)
	case *syntax.With:
		return f.binder(s.Body, def)
	}
	return nil
}

// isTarget reports whether def is target itself or a name among its elements.
func isTarget(target syntax.Expr, def syntax.Node) bool {
	if s, ok := target.(*syntax.Starred); ok {
		target = s.Value
	}
	if target == def {
		return true
	}
	return slices.ContainsFunc(elements(target), func(t syntax.Expr) bool { return isTarget(t, def) })
}

// mutable names the kind of the object that e makes, if it is one that can
// be changed in place.
func (m *module) mutable(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.Call:
		n, ok := e.Func.(*syntax.Name)
		if !ok {
			return ""
		}
		switch n.Id {
		case "list", "dict", "set", "bytearray":
			if !m.facts.bound[n.Id] {
				return n.Id
			}
		}
		if m.classNamed(n.Id) != nil {
			return "instance"
		}
	}
	return ""
}
