package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Source text for exec, eval and compile. Each text that the frontend has followed
// a call to (see resolve.Snippet) is lowered like a module of its own, as a
// function of two parameters: the dict of its globals and the namespace of its top
// level. Nothing is known about its names, so each is looked up there; functions
// inside hold the globals in a cell, because the same text may run with other
// globals again. At run time the text finds its function in a table.

// snippetKey tells snippets of a program apart.
type snippetKey struct{ mode, file, text string }

// surveySnippets makes modules of the snippets of m, and of those inside them.
func (p *program) surveySnippets(m *module) {
	if m.env == nil && (p.imports("doctest") || m.tree != nil && m.mod.Name != "__main__" && docstring(m.tree.Body) != nil) {
		m.facts.mentioned["__doc__"] = true // of the module object
	}
	for _, s := range slices.Concat(m.info.Snippets, m.examples) {
		key := snippetKey{s.Mode, s.File, s.Text}
		if m.env == nil && s.Mode != "eval" && s.Info != nil && s.File != resolve.DocTestFile {
			for _, b := range s.Info.Root.Bindings { // it may bind them in m
				if len(b.Defs) > 0 {
					m.facts.bound[b.Name], m.facts.mentioned[b.Name] = true, true
					m.facts.writes[b.Name] += 2
				}
			}
		}
		if p.snippets[key] {
			continue
		}
		p.snippets[key] = true
		row := &ir.Snippet{Mode: s.Mode, File: s.File, Text: s.Text}
		p.prog.Snippets = append(p.prog.Snippets, row)
		if s.Info == nil {
			row.Err = (*ir.SnippetError)(s.Err)
			continue
		}
		in := &module{
			program: p, tree: s.Tree, info: s.Info, mode: s.Mode, row: row,
			mod:     &ir.Module{Index: m.mod.Index, Name: m.mod.Name, File: s.Tree.File, Snippet: row},
			globals: map[string]*ir.Global{},
			bodies:  map[*ir.Proto]bool{},
			inlined: map[*resolve.Scope]*resolve.Scope{},
			env:     &resolve.Binding{Name: ".globals", Kind: resolve.Cell, Scope: s.Info.Root, NWrites: 1},
		}
		in.facts = newFacts()
		in.surveyScope(s.Info.Root)
		in.surveyTree()
		p.snippetModules = append(p.snippetModules, in)
		p.surveySnippets(in)
	}
	for e, call := range m.info.SourceCalls {
		n, _ := e.Func.(*syntax.Name)
		if call.NeedsNames && n.Id != "compile" && m.env == nil && !givesGlobals(e) {
			m.mod.Dynamic = true
		}
	}
}

// givesGlobals reports whether a call of exec or eval says which globals to use.
func givesGlobals(e *syntax.Call) bool {
	if len(e.Args) < 2 {
		return false
	}
	c := constOf(e.Args[1])
	return c == nil || c.Kind != ir.ConstNone
}

// snippetCode lowers the snippet that m is.
func (m *module) snippetCode() {
	p := m.proto(m.tree, &ir.Proto{
		Name: "<module>", QualName: "<module>", Line: 1, AddressTaken: true,
		Params: ir.Params{Names: []string{"globals", "locals"}, NPos: 2, HasDefault: make([]bool, 2), Defaults: make([]*ir.Const, 2)},
	})
	m.row.Proto = p
	b := m.newBuilder(p, m.info.Root)
	b.pos = diag.Span{Start: 0, End: 1}
	for i, name := range p.Params.Names {
		b.fn.Params = append(b.fn.Params, &ir.Var{ID: i, Name: name, Rep: ir.RepValue, Param: true, Borrowed: true})
	}
	b.locals = b.fn.Params[1]
	b.vars[m.env] = b.fn.Params[0]
	if m.isCell(m.env) {
		b.makeCell(m.env, b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.fn.Params[0]}, "globals"))
	}
	if m.mode == "eval" {
		b.ret(b.expr(m.tree.Body[0].(*syntax.ExprStmt).Value))
	} else {
		if doc := docstring(m.tree.Body); doc != nil && m.mode == "exec" {
			b.storeEnv(b.topLevel(), "__doc__", b.constant(doc))
		}
		if annotates(m.tree.Body) {
			b.storeEnv(b.topLevel(), annotationsName, b.emit(ir.OpDict, "annotations"))
		}
		b.stmts(m.tree.Body)
		b.ret(nil)
	}
	b.finish()
	m.prog.Funcs = append(append(m.prog.Funcs, b.fn), m.funcs...)
}

// display shows the value of an expression statement as the interactive
// interpreter does.
func (b *builder) display(v *ir.Value) {
	none := b.emit(ir.OpTestIs, "", v, b.none())
	b.branch(none, nil, func() {
		text := b.emit(ir.OpCall, "text", b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "repr"}, "repr"), v)
		b.emit(ir.OpCall, "", b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "print"}, "print"), text)
	})
}

// topLevel loads the namespace of a snippet's top level.
func (b *builder) topLevel() *ir.Value {
	return b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.locals}, "locals")
}

// envGlobals loads the dict of a snippet's globals.
func (b *builder) envGlobals() *ir.Value {
	if b.home(b.scope) == b.info.Root && !b.isCell(b.env) {
		return b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.vars[b.env]}, "globals")
	}
	return b.value(&ir.Op{Code: ir.OpLoadCell, Name: "globals", N: 1, Args: []*ir.Value{b.cellOf(b.env)}}, "globals")
}

// envSpace loads the namespace where code of a snippet binds a name that is no
// variable of a function: bind, or nil.
func (b *builder) envSpace(bind *resolve.Binding) *ir.Value {
	if b.scope == b.info.Root && (bind == nil || !b.declaredGlobal(bind)) {
		return b.topLevel()
	}
	return b.envGlobals()
}

// declaredGlobal reports whether a name of a snippet's top level is that of its
// globals, not of its locals: a global statement says so, at the top or in any
// function inside.
func (m *module) declaredGlobal(bind *resolve.Binding) bool {
	if m.globalNames == nil {
		m.globalNames = map[string]bool{}
		var visit func(s *resolve.Scope)
		visit = func(s *resolve.Scope) {
			for _, b := range s.Bindings {
				if b.IsDeclaredGlobal() {
					m.globalNames[b.Name] = true
				}
			}
			for _, in := range s.Children {
				visit(in)
			}
		}
		visit(m.info.Root)
	}
	return m.globalNames[bind.Name]
}

func (b *builder) storeEnv(space *ir.Value, name string, v *ir.Value) {
	b.op(&ir.Op{Code: ir.OpStoreName, Name: name, Args: []*ir.Value{space, v}})
}

// loadEnv looks name up in a namespace, in a snippet's globals, then in builtins.
func (b *builder) loadEnv(space *ir.Value, name string) *ir.Value {
	return b.value(&ir.Op{Code: ir.OpLoadEnv, Name: name, Args: []*ir.Value{space, b.envGlobals()}}, name)
}

// sourceCall lowers a call of exec, eval or compile; nil for one that calls the
// builtin like any other function.
func (b *builder) sourceCall(e *syntax.Call, name string) *ir.Value {
	call := b.info.SourceCalls[e]
	if call == nil || call.Open {
		d := b.diags.Warn(b.tree.File, e.Extent(), diag.Unsupported, name+"() of what is not a constant cannot be compiled ahead of time: a text that is not in the program raises NotImplementedError")
		if len(e.Args) > 0 {
			d.Span = e.Args[0].Extent()
		}
	}
	if call == nil {
		return nil
	}
	if name == "compile" {
		args := map[string]*ir.Value{}
		for i, x := range e.Args {
			args[[]string{"source", "filename", "mode", "", "", ""}[i]] = b.expr(x)
		}
		for _, k := range e.Keywords {
			args[k.Arg] = b.expr(k.Value)
		}
		return b.emit(ir.OpCompile, "code", args["source"], args["filename"], args["mode"])
	}
	src := b.expr(e.Args[0])
	globals, locals := b.none(), b.none()
	if len(e.Args) > 1 {
		globals = b.expr(e.Args[1])
	}
	if len(e.Args) > 2 {
		locals = b.expr(e.Args[2])
	}
	if !givesGlobals(e) && call.NeedsNames {
		globals = b.globalsDict()
		if len(e.Args) < 3 {
			locals = b.localsDict()
		}
	}
	op := &ir.Op{Code: ir.OpRunSource, Args: []*ir.Value{src, globals, locals}}
	if name == "eval" {
		op.N = 1
	}
	return b.value(op, "result")
}

// globalsDict gives globals().
func (b *builder) globalsDict() *ir.Value {
	if b.env != nil {
		return b.envGlobals()
	}
	return b.value(&ir.Op{Code: ir.OpGlobals, Module: b.mod}, "globals")
}

// localsDict gives locals(): of a function, a dict made once a call that is brought
// up to date each time.
func (b *builder) localsDict() *ir.Value {
	in := b.home(b.scope)
	switch {
	case b.inSuite():
		return b.namespace()
	case in.Kind == resolve.ClassScope:
		// A comprehension in line.
	case in == b.info.Root && b.scope == in:
		if b.env != nil {
			return b.topLevel()
		}
		return b.globalsDict()
	}
	if b.locals == nil || in == b.info.Root || in.Kind == resolve.ClassScope {
		// Nothing lives longer than the expression.
		d := b.emit(ir.OpDict, "locals")
		b.fillLocals(d, b.scope)
		return d
	}
	d := b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.locals}, "locals")
	b.fillLocals(d, b.scope)
	return d
}

// asksForLocals reports whether a call is locals(), or vars() or dir() without
// arguments, in module code.
func (m *module) asksForLocals(e *syntax.Call) bool {
	n, ok := e.Func.(*syntax.Name)
	if !ok || len(e.Args)+len(e.Keywords) > 0 || n.Id != "locals" && n.Id != "vars" && n.Id != "dir" {
		return false
	}
	b := m.info.BindingOf(n)
	return b != nil && b.Scope == m.info.Root && len(b.Defs) == 0
}

// fillLocals brings d up to date with the variables of scope.
func (b *builder) fillLocals(d *ir.Value, scope *resolve.Scope) {
	for _, bind := range scope.Bindings {
		switch bind.Kind {
		case resolve.Local, resolve.Cell, resolve.Free:
		default:
			continue
		}
		owner := bind.Owner()
		if bind.Name == "__class__" && owner.Scope.Kind == resolve.ClassScope {
			continue
		}
		op := &ir.Op{Code: ir.OpSetLocal, Name: bind.Name}
		if b.home(owner.Scope) != b.home(b.scope) || b.isCell(owner) {
			op.N = 1
			op.Args = []*ir.Value{d, b.cellOf(owner)}
		} else {
			op.Args = []*ir.Value{d, b.value(&ir.Op{Code: ir.OpLoadVar, Var: b.variable(owner)}, bind.Name)}
		}
		b.op(op)
	}
}

// wantsLocals reports whether the function of node asks for its variables as a
// dict.
func (m *module) wantsLocals(body []syntax.Stmt) bool {
	found := false
	for _, s := range body {
		walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.ClassDef, *syntax.Lambda:
				return false
			case *syntax.Call:
				if f, ok := n.Func.(*syntax.Name); ok {
					switch f.Id {
					case "locals", "exec", "eval", "vars", "dir":
						found = found || m.isBuiltin(f)
					}
				}
			}
			return !found
		})
	}
	return found
}
