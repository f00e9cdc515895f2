package region

import (
	"fmt"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// Persist reports the stores in f, the context body of a protocol callback,
// that would keep an object beyond the callback: to a global of the module,
// or into an object that a global surely holds. It is an error, but a warning
// where an except clause around the store catches parallel.AsyncError or
// wider, where an is_parallel_thread() test guards it, and on a line that says
// "# pxc: allow[persist]". The check at run time stays in every case.
//
// Only what is certain is reported: the callback's own body, globals that are
// bound once, and class attributes that no method replaces on self. Calls are
// not followed.
func Persist(f *ir.Func, file *diag.File, diags *diag.List) {
	p := &persist{f: f, file: file, diags: diags, stores: map[*ir.Var][]*ir.Value{}}
	f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpStoreVar {
			p.stores[op.Var] = append(p.stores[op.Var], op.Args[0])
		}
	})
	p.seq(f.Body, false)
}

type persist struct {
	f     *ir.Func
	file  *diag.File
	diags *diag.List

	stores map[*ir.Var][]*ir.Value
}

func (p *persist) seq(s ir.Seq, expected bool) {
	for _, n := range s {
		switch n := n.(type) {
		case *ir.Block:
			for _, op := range n.Ops {
				p.op(op, expected)
			}
		case *ir.If:
			guard := testsWorld(n.Cond)
			p.seq(n.Then, expected || guard)
			p.seq(n.Else, expected || guard)
		case *ir.Loop:
			p.seq(n.Body, expected)
			p.seq(n.Else, expected)
		case *ir.Try:
			p.seq(n.Body, expected || n.Expects)
			p.seq(n.Handler, expected)
		}
	}
}

func (p *persist) op(op *ir.Op, expected bool) {
	var name, what, help string
	var stored *ir.Value
	switch op.Code {
	case ir.OpStoreGlobal:
		name, what = op.Global.Name, "stored"
		stored = op.Args[0]
		help = fmt.Sprintf("keep it on self, where it lives as long as the connection: self.%s = …", name)
	case ir.OpSetItem, ir.OpSetSlice:
		g := holder(op.Args[0])
		if g == nil || g.Mutable == "" || g.Mutable == "instance" {
			return
		}
		name, what, stored = g.Name, "stored", op.Args[len(op.Args)-1]
		help = ownContainer(name)
	case ir.OpSetAttr:
		g := holder(op.Args[0])
		if g == nil || g.Class == nil && g.Mutable != "instance" {
			return
		}
		name, what, stored = g.Name, "stored", op.Args[1]
		help = fmt.Sprintf("keep it on self instead of %s: self.%s = …", name, op.Name)
	case ir.OpCallMethod:
		if p.classDefault(op, expected) {
			return
		}
		g := holder(op.Args[0])
		if g == nil || !mutators[g.Mutable][op.Name] {
			return
		}
		name, what = g.Name, "changed"
		if len(op.Args) > 1 {
			stored = op.Args[len(op.Args)-1]
		}
		help = ownContainer(name)
	default:
		return
	}
	d := p.report(op, expected)
	if at := p.origin(stored); at != nil {
		d.Note(p.file, at.Pos, "allocated here, in "+p.f.Proto.Name)
	}
	d.Note(p.file, p.definition(op), fmt.Sprintf("%s in '%s', which belongs to the main thread", what, name))
	d.Help = help
}

// report adds the diagnostic for a store.
func (p *persist) report(op *ir.Op, expected bool) *diag.Diagnostic {
	const msg = "a parallel object would outlive its callback"
	span := p.statement(op.Pos)
	line := p.file.Line(p.file.LineOf(op.Pos.Start))
	if expected || strings.Contains(line, "# pxc: allow[persist]") {
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
		d.Note(p.file, c.Span, fmt.Sprintf("'%s' is one %s of class %s, which all its connections share", get.Name, kind, c.Name))
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
func ownContainer(name string) string {
	return fmt.Sprintf("give each connection its own: assign self.%[1]s in connection_made and use self.%[1]s here", name)
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

func (p *persist) definition(op *ir.Op) diag.Span {
	if op.Global != nil {
		return op.Global.Defined
	}
	return holder(op.Args[0]).Defined
}

// mutators are the methods that change an object of each kind in place.
var mutators = map[string]map[string]bool{
	"list":      set("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
	"dict":      set("update", "setdefault", "pop", "popitem", "clear"),
	"set":       set("add", "discard", "remove", "pop", "clear", "update"),
	"bytearray": set("append", "extend", "insert", "pop", "clear"),
}

func set(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// holder returns the global that v was loaded from, if it is bound once.
func holder(v *ir.Value) *ir.Global {
	if v.Def != nil && v.Def.Code == ir.OpLoadGlobal && v.Def.Global.Constant {
		return v.Def.Global
	}
	return nil
}

// origin returns the op that surely made v in this callback, or nil. A local
// that is stored to once is looked through.
func (p *persist) origin(v *ir.Value) *ir.Op {
	for v != nil && v.Def != nil && v.Def.Code == ir.OpLoadVar && len(p.stores[v.Def.Var]) == 1 && !v.Def.Var.Param {
		v = p.stores[v.Def.Var][0]
	}
	if v == nil || v.Def == nil || v.Def.Region != ir.RegionArena {
		return nil
	}
	return v.Def
}
