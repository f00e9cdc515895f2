package region

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// Persist reports the stores in f, the context body of a protocol callback, and in what
// it calls, that would keep an object beyond the callback: to a global of a module, or
// into an object that surely belongs to the main thread. It is an error, but a warning
// where an except clause around the store or a call on the way to it catches
// parallel.AsyncError or wider, where an is_parallel_thread() test guards it, and on a
// line that says "# pxc: allow[persist]". The check at run time stays in every case.
//
// Calls are followed to functions and methods that are known. What is stored to is known
// if a global holds it that is bound once, if it is a class attribute that no method
// replaces on self, the default of a parameter, or an argument that is one of these. A
// function that the main thread may call as well is likely to ask before it stores: what
// it does under a condition is then a warning.
//
// O(ops of the callback and of all that it reaches, for each set of such arguments).
func Persist(prog *ir.Program, f *ir.Func, diags *diag.List) {
	r := &reach{prog: prog, diags: diags, bodies: map[*ir.Proto]*ir.Func{}, defaults: map[param]*held{}, main: onMain(prog), visited: map[string]bool{}, protected: map[*ir.Global]bool{}}
	for _, g := range prog.Funcs {
		if g.World == ir.Ctx && g.Of == nil {
			r.bodies[g.Proto] = g
		}
		g.EachOp(func(op *ir.Op) {
			if op.Code == ir.OpSetDefaults && op.Args[1].Def != nil {
				if kind := displays[op.Args[1].Def.Code]; kind != "" {
					what := fmt.Sprintf("the default of '%s', one %s for all calls", op.Proto.Params.Names[op.N], kind)
					r.defaults[param{op.Proto, int(op.N)}] = &held{what: what, kind: kind, file: g.Proto.Module.File, defined: op.Args[1].Def.Pos}
				}
			}
			if g := protects(op); g != nil {
				r.protected[g] = true
			}
		})
	}
	r.body(&persist{f: f}, false)
}

// protects returns the variable whose value op passes to parallel.protect, or nil:
// contexts may change that object.
func protects(op *ir.Op) *ir.Global {
	var arg *ir.Value
	switch {
	case op.Code == ir.OpCallMethod && op.Name == "protect" && len(op.Args) == 2:
		arg = op.Args[1]
	case op.Code == ir.OpCall && len(op.Args) == 2:
		if d := op.Args[0].Def; d == nil || d.Code != ir.OpLoadGlobal || d.Global.Name != "protect" {
			return nil
		}
		arg = op.Args[1]
	default:
		return nil
	}
	if arg.Def == nil || arg.Def.Code != ir.OpLoadGlobal {
		return nil
	}
	return arg.Def.Global
}

// persist is the state of following one body.
type persist struct {
	*reach
	f    *ir.Func
	file *diag.File

	from *persist // whose call is being followed
	call *ir.Op

	args        map[*ir.Var]*held // parameters
	cells       []*held           // of a closure that the main thread has made, else nil
	maybe       bool              // the call may be none of a context
	conditional bool              // what is being followed may not be executed
	stores      map[*ir.Var][]*ir.Value
}

func (p *persist) seq(s ir.Seq, expected bool) {
	was := p.conditional
	for _, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			for _, op := range n.Ops {
				p.op(op, expected)
			}
			continue
		case *ir.If:
			guard := testsWorld(n.Cond)
			p.conditional = true
			p.seq(n.Then, expected || guard)
			p.seq(n.Else, expected || guard)
		case *ir.Loop:
			p.conditional = true
			p.seq(n.Body, expected)
			p.seq(n.Else, expected)
		case *ir.Try:
			p.seq(n.Body, expected || n.Expects)
			p.conditional = true
			p.seq(n.Handler, expected)
		}
		p.conditional = was || returns(n)
		was = p.conditional
	}
}

// returns reports whether n may be left by a return.
func returns(n ir.Node) (found bool) {
	ir.Seq{n}.Walk(func(n ir.Node) {
		if b, ok := n.(*ir.Block); ok {
			last := b.Last()
			found = found || last != nil && last.Code == ir.OpReturn
		}
	})
	return found
}

func (p *persist) op(op *ir.Op, expected bool) {
	var h *held
	var help string
	var stored *ir.Value
	what := "stored"
	switch op.Code {
	case ir.OpCallKnown, ir.OpConstruct, ir.OpCallSelf:
		p.follow(op, expected)
		return
	case ir.OpCall:
		d := op.Args[0].Def
		if d == nil || d.Code != ir.OpLoadBuiltin || d.Name != "setattr" && d.Name != "delattr" || len(op.Args) < 3 {
			p.followClosure(op, expected)
			return
		}
		if h = p.holder(op.Args[1]); h == nil || h.kind != "class" && h.kind != "instance" {
			return
		}
		if d.Name == "delattr" {
			what = "changed"
		} else if stored = op.Args[2]; len(op.Args) == 4 {
			stored = op.Args[3]
		}
	case ir.OpStoreCell:
		d := op.Args[0].Def
		if d == nil || d.Code != ir.OpClosureCell || p.cells == nil {
			return
		}
		h, stored = p.cells[d.N], op.Args[1]
	case ir.OpCallKw:
		d := op.Args[0].Def
		if d == nil || d.Code != ir.OpGetAttr {
			return
		}
		if h = p.holder(d.Args[0]); h == nil || !mutators[h.kind][d.Name] {
			return
		}
		what, stored = "changed", op.Args[len(op.Args)-1]
	case ir.OpStoreGlobal:
		g := op.Global
		h = &held{name: g.Name, what: "'" + g.Name + "'", file: g.Module.File, defined: g.Defined}
		stored = op.Args[0]
		help = fmt.Sprintf("keep it on self, where it lives as long as the connection: self.%s = …", g.Name)
	case ir.OpSetItem, ir.OpSetSlice, ir.OpDelItem:
		h = p.holder(op.Args[0])
		if h == nil || h.kind == "" || h.kind == "instance" || h.kind == "class" {
			return
		}
		if stored = op.Args[len(op.Args)-1]; op.Code == ir.OpDelItem {
			what, stored = "changed", nil
		}
	case ir.OpSetAttr, ir.OpDelAttr:
		h = p.holder(op.Args[0])
		if h == nil || h.kind != "class" && h.kind != "instance" {
			return
		}
		if op.Code == ir.OpDelAttr {
			what = "changed"
		} else if stored = op.Args[1]; h.name != "" {
			help = fmt.Sprintf("keep it on self instead of %s: self.%s = …", h.name, op.Name)
		}
	case ir.OpCallMethod:
		if p.classDefault(op, expected) {
			return
		}
		h = p.holder(op.Args[0])
		if h == nil || !mutators[h.kind][op.Name] {
			return
		}
		what = "changed"
		if len(op.Args) > 1 {
			stored = op.Args[len(op.Args)-1]
		}
	default:
		return
	}
	d := p.report(op, expected)
	if d == nil {
		return
	}
	if q, at := p.origin(stored); at != nil {
		d.Note(q.file, at.Pos, "allocated here, in "+q.f.Proto.Name)
	}
	d.Note(h.file, h.defined, fmt.Sprintf("%s in %s, which belongs to the main thread", what, h.what))
	p.path(d)
	if d.Help = help; help == "" {
		d.Help = "give each connection its own, kept on self"
		if h.name != "" {
			d.Help = ownContainer(h.name, h.kind)
		}
	}
}

// path notes the calls that lead to the body.
func (p *persist) path(d *diag.Diagnostic) {
	for ; p.from != nil; p = p.from {
		d.Note(p.from.file, p.call.Pos, "called here, in "+p.from.f.Proto.Name)
	}
}

// report adds the diagnostic for a store, unless it is there.
func (p *persist) report(op *ir.Op, expected bool) *diag.Diagnostic {
	const msg = "a parallel object would outlive its callback"
	span := p.statement(op.Pos)
	line := p.file.Line(p.file.LineOf(op.Pos.Start))
	likely := expected || p.maybe || p.conditional && p.shared(p.f.Proto) || strings.Contains(line, "# pxc: allow[persist]")
	if d := p.diags.Find(p.file, span, diag.Persist); d != nil {
		if !likely {
			d.Severity = diag.Error
		}
		return nil
	}
	if likely {
		return p.diags.Warn(p.file, span, diag.Persist, msg)
	}
	return p.diags.Error(p.file, span, diag.Persist, msg)
}

// classDefault reports the commonest first mistake: self.buf.append(x) where
// buf is a class attribute, one object that all connections share.
func (p *persist) classDefault(op *ir.Op, expected bool) bool {
	get := op.Args[0].Def
	if get == nil || get.Code != ir.OpGetAttr && get.Code != ir.OpGetSlot || !p.isSelf(get.Args[0]) {
		return false
	}
	for c := p.f.Proto.Class; c != nil; c = c.Base {
		kind := c.Mutable[get.Name]
		if kind == "" || !mutators[kind][op.Name] || p.f.Proto.Class.SlotIndex(get.Name) >= 0 {
			continue
		}
		d := p.report(op, expected)
		if d == nil {
			return true
		}
		d.Note(p.file, c.Span, fmt.Sprintf("'%s' is one %s of class %s, which all its connections share", get.Name, kind, c.Name))
		p.path(d)
		d.Help = fmt.Sprintf("give each connection its own: assign self.%s in connection_made", get.Name)
		return true
	}
	return false
}

// isSelf reports whether v is the method's first parameter.
func (p *persist) isSelf(v *ir.Value) bool {
	return v.Def != nil && v.Def.Code == ir.OpLoadVar && len(p.f.Params) > 0 && v.Def.Var == p.f.Params[0] && v.Def.Var.Borrowed
}

// testsWorld reports whether cond is what is_parallel_thread() said.
func testsWorld(cond *ir.Value) bool {
	for cond.Def != nil && (cond.Def.Code == ir.OpNot || cond.Def.Code == ir.OpTruth) {
		cond = cond.Def.Args[0]
	}
	if cond.Def == nil {
		return false
	}
	return cond.Def.Code == ir.OpCallMethod && cond.Def.Name == "is_parallel_thread" || cond.Hint == "is_parallel_thread"
}

// ownContainer is the help for a module's container that a callback changes.
func ownContainer(name, kind string) string {
	help := fmt.Sprintf("give each connection its own: assign self.%[1]s in connection_made and use self.%[1]s here", name)
	if kind == "dict" || kind == "list" {
		help = fmt.Sprintf("let all connections change it, %s = parallel.%s(), or %s", name, kind, help)
	}
	return help
}

// statement widens pos to the rest of its line: a store is reported as the
// statement it is.
func (p *persist) statement(pos diag.Span) diag.Span {
	line, off := p.file.LineOffset(pos.Start)
	text := p.file.Line(line)
	end := len(text)
	for i, quote := off, byte(0); i < len(text); i++ {
		switch ch := text[i]; {
		case quote != 0:
			if ch == quote {
				quote = 0
			}
		case ch == '\'' || ch == '"':
			quote = ch
		case ch == '#' || ch == ';':
			end = i
			i = len(text)
		}
	}
	for end > off && (text[end-1] == ' ' || text[end-1] == '\t') {
		end--
	}
	return diag.Span{Start: pos.Start, End: p.file.LineStart(line) + diag.Pos(end)}
}

// mutators are the methods that change an object of each kind in place.
var mutators = map[string]map[string]bool{
	"list":      set("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
	"dict":      set("update", "setdefault", "pop", "popitem", "clear"),
	"set":       set("add", "discard", "remove", "pop", "clear", "update", "intersection_update", "difference_update", "symmetric_difference_update"),
	"bytearray": set("append", "extend", "insert", "pop", "clear"),
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// holder returns what v surely is, if that belongs to the main thread.
func (p *persist) holder(v *ir.Value) *held {
	d := v.Def
	if d == nil {
		return nil
	}
	switch d.Code {
	case ir.OpLoadGlobal:
		g := d.Global
		if !g.Constant || g.Mutable == "" && g.Class == nil || p.protected[g] {
			return nil
		}
		h := &held{name: g.Name, what: "'" + g.Name + "'", kind: g.Mutable, class: g.Class, file: g.Module.File, defined: g.Defined}
		if g.Class != nil {
			h.kind = "class"
		}
		return h
	case ir.OpLoadVar:
		switch all := p.stores[d.Var]; {
		case len(all) == 0:
			return p.args[d.Var]
		case len(all) == 1 && !slices.Contains(p.f.Params, d.Var) && all[0].Def != nil && all[0].Def.Code != ir.OpLoadVar:
			return p.holder(all[0]) // another name
		}
	case ir.OpLoadCell:
		if c := d.Args[0].Def; c != nil && c.Code == ir.OpClosureCell && p.cells != nil && p.cells[c.N].kind != "" {
			return p.cells[c.N]
		}
	case ir.OpDefault:
		return p.defaults[param{d.Proto, int(d.N)}]
	case ir.OpGetAttr:
		h := p.holder(d.Args[0])
		if h == nil || h.class == nil {
			return nil
		}
		for c := h.class; c != nil; c = c.Base {
			if kind := c.Mutable[d.Name]; kind != "" {
				return &held{what: fmt.Sprintf("'%s' of class %s", d.Name, c.Name), kind: kind, file: c.Module.File, defined: c.Span}
			}
			if c.Defines[d.Name] {
				return nil
			}
		}
	}
	return nil
}

// origin returns the op that surely made v in this callback, and the body it is in. A
// local that is stored to once is looked through, and so are parameters.
func (p *persist) origin(v *ir.Value) (*persist, *ir.Op) {
	for v != nil && v.Def != nil && v.Def.Code == ir.OpLoadVar {
		w := v.Def.Var
		i := slices.Index(p.f.Params, w)
		switch {
		case i < 0 && len(p.stores[w]) == 1:
			v = p.stores[w][0]
		case i >= 0 && len(p.stores[w]) == 0 && p.from != nil && p.call.Code != ir.OpConstruct && i < len(p.call.Args):
			v, p = p.call.Args[i], p.from
		default:
			return nil, nil
		}
	}
	if v == nil || v.Def == nil || v.Def.Region != ir.RegionArena {
		return nil, nil
	}
	return p, v.Def
}
