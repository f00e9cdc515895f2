package region

import (
	"fmt"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// Persist reports the stores in f, the context body of a protocol callback,
// that would keep an object beyond the callback: to a global of the module,
// or into an object that a global surely holds. It is an error, but a warning
// where an except clause around the store catches parallel.AsyncError or
// wider. The check at run time stays in every case.
//
// Only what is certain is reported: the callback's own body, and globals
// that are bound once. Calls are not followed.
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
			p.seq(n.Then, expected)
			p.seq(n.Else, expected)
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
	case ir.OpSetItem:
		g := holder(op.Args[0])
		if g == nil || g.Mutable == "" || g.Mutable == "instance" {
			return
		}
		name, what, stored = g.Name, "stored", op.Args[2]
		help = ownContainer(name)
	case ir.OpSetAttr:
		g := holder(op.Args[0])
		if g == nil || g.Class == nil && g.Mutable != "instance" {
			return
		}
		name, what, stored = g.Name, "stored", op.Args[1]
		help = fmt.Sprintf("keep it on self instead of %s: self.%s = …", name, op.Name)
	case ir.OpCallMethod:
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
	span := p.statement(op.Pos)
	var d *diag.Diagnostic
	msg := "a parallel object would outlive its callback"
	if expected {
		d = p.diags.Warn(p.file, span, diag.Persist, msg)
	} else {
		d = p.diags.Error(p.file, span, diag.Persist, msg)
	}
	if at := p.origin(stored); at != nil {
		d.Note(p.file, at.Pos, "allocated here, in "+p.f.Proto.Name)
	}
	d.Note(p.file, p.definition(op), fmt.Sprintf("%s in '%s', which belongs to the main thread", what, name))
	d.Help = help
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
