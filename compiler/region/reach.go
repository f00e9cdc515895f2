package region

import (
	"fmt"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
)

// What a callback reaches through calls, and what of that belongs to the main thread.

// reach is what the bodies that a callback reaches have in common.
type reach struct {
	prog     *ir.Program
	diags    *diag.List
	bodies   map[*ir.Proto]*ir.Func // for contexts
	defaults map[param]*held        // those that can be changed in place
	main     map[*ir.Proto]bool     // what the main thread may call
	visited  map[string]bool

	protected map[*ir.Global]bool // contexts may change what they hold
}

// A param is a parameter of a function.
type param struct {
	proto *ir.Proto
	n     int
}

// displays are the ops that make what can be changed in place.
var displays = map[ir.Code]string{ir.OpList: "list", ir.OpDict: "dict", ir.OpSet: "set"}

// A held is an object that surely belongs to the main thread.
type held struct {
	what    string // "'cache'"
	name    string // of a variable, or ""
	kind    string // "list", "dict", …, "instance" or "class"
	class   *ir.Class
	file    *diag.File
	defined diag.Span
}

// body follows p.f, whose call is set in p.
func (r *reach) body(p *persist, expected bool) {
	f := p.f
	p.reach, p.file, p.stores = r, f.Proto.Module.File, map[*ir.Var][]*ir.Value{}
	if p.from != nil {
		p.maybe = p.from.maybe || p.from.conditional && r.shared(p.from.f.Proto)
	}
	key := fmt.Sprintf("%p %v %v %v", f, expected, p.maybe, p.cells != nil)
	for _, v := range f.Params {
		if h := p.args[v]; h != nil {
			key += fmt.Sprintf(" %d=%s %d", v.ID, h.what, h.defined.Start)
		}
	}
	if r.visited[key] {
		return
	}
	r.visited[key] = true
	f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpStoreVar {
			p.stores[op.Var] = append(p.stores[op.Var], op.Args[0])
		}
	})
	p.seq(f.Body, expected)
}

// shared reports whether the main thread may run p as well as contexts.
func (r *reach) shared(p *ir.Proto) bool { return p.Callback == "" && r.main[p] }

// onMain finds what the main thread may call: what module code reaches, and functions
// that are values, which anyone may call. Methods are values only if the class is no
// protocol's.
func onMain(prog *ir.Program) map[*ir.Proto]bool {
	calls := map[*ir.Proto][]*ir.Proto{}
	protocols := map[*ir.Class]bool{}
	for _, p := range prog.Protos {
		if p.Callback != "" {
			protocols[p.Class] = true
		}
	}
	main := map[*ir.Proto]bool{}
	var reach func(p *ir.Proto)
	reach = func(p *ir.Proto) {
		if !main[p] {
			main[p] = true
			for _, q := range calls[p] {
				reach(q)
			}
		}
	}
	for _, f := range prog.Funcs {
		if f.World != ir.Main {
			continue
		}
		f.EachOp(func(op *ir.Op) {
			calls[f.Proto] = append(calls[f.Proto], prog.Callees(op)...)
		})
	}
	for _, p := range prog.Protos {
		if p.Kind != ir.Function || p.AddressTaken && !protocols[p.Class] {
			reach(p)
		}
	}
	return main
}

// follow follows a call of what is known.
func (p *persist) follow(op *ir.Op, expected bool) {
	var to []*ir.Proto
	self := 0 // what Args begin with
	switch op.Code {
	case ir.OpCallSelf:
		for _, c := range p.prog.Receivers(op) {
			m := c.Lookup(op.Name)
			if m == nil {
				return
			}
			if !slices.Contains(to, m) {
				to = append(to, m)
			}
		}
		if len(to) > 1 { // which one it is, is not certain
			return
		}
	case ir.OpConstruct:
		self = 1
		fallthrough
	default:
		if op.Proto != nil {
			to = append(to, op.Proto)
		}
	}
	for _, q := range to {
		f := p.bodies[q]
		if f == nil || q.Suspends != ir.RunsThrough || q.Closure {
			continue
		}
		args := map[*ir.Var]*held{}
		for i, v := range op.Args {
			if j := i + self; j < len(f.Params) {
				if h := p.holder(v); h != nil {
					args[f.Params[j]] = h
				}
			}
		}
		p.body(&persist{f: f, from: p, call: op, args: args}, expected)
	}
}

// followClosure follows a call of a closure that a global holds since module code has
// called the function that makes it: its variables belong to the main thread.
func (p *persist) followClosure(op *ir.Op, expected bool) {
	d := op.Args[0].Def
	if d == nil || d.Code != ir.OpLoadGlobal || !d.Global.Constant {
		return
	}
	maker, make := p.closure(d.Global)
	if make == nil {
		return
	}
	f := p.bodies[make.Proto]
	if f == nil || make.Proto.Suspends != ir.RunsThrough {
		return
	}
	var cells []*held
	for _, v := range make.Args[1].Def.Args {
		cells = append(cells, cellOf(maker, v))
	}
	p.body(&persist{f: f, from: p, call: op, cells: cells}, expected)
}

// closure finds the function that module code has called for what it stores in g, once,
// and the op there that makes a closure and of which the result is returned.
func (r *reach) closure(g *ir.Global) (maker *ir.Func, make *ir.Op) {
	var made *ir.Proto
	for _, f := range r.prog.Funcs {
		if f.World == ir.Main && f.Proto.Kind == ir.ModuleCode && f.Of == nil {
			f.EachOp(func(op *ir.Op) {
				if d := op.Args; op.Code == ir.OpStoreGlobal && op.Global == g && d[0].Def != nil && d[0].Def.Code == ir.OpCallKnown {
					made = d[0].Def.Proto
				}
			})
		}
	}
	for _, f := range r.prog.Funcs {
		if f.World != ir.Main || f.Proto != made || f.Of != nil {
			continue
		}
		stores := map[*ir.Var][]*ir.Value{}
		n, returns := 0, 0
		f.EachOp(func(op *ir.Op) {
			if op.Code == ir.OpStoreVar {
				stores[op.Var] = append(stores[op.Var], op.Args[0])
			}
		})
		f.EachOp(func(op *ir.Op) {
			if op.Code != ir.OpReturn {
				return
			}
			returns++
			v := op.Args[0]
			if d := v.Def; d != nil && d.Code == ir.OpLoadVar && len(stores[d.Var]) == 1 {
				v = stores[d.Var][0]
			}
			if d := v.Def; d != nil && d.Code == ir.OpMakeFunc && d.Args[1] != nil && d.Args[1].Def.Code == ir.OpTuple {
				maker, make = f, d
				n++
			}
		})
		if n != 1 || returns != 1 {
			return nil, nil
		}
	}
	return maker, make
}

// cellOf is the variable of maker that cell v belongs to, and what it holds if that is
// stored once.
func cellOf(maker *ir.Func, v *ir.Value) *held {
	h := &held{what: "a variable of " + maker.Proto.Name, file: maker.Proto.Module.File}
	if v.Def == nil || v.Def.Code != ir.OpLoadVar {
		return h
	}
	h.what = fmt.Sprintf("'%s' of %s", v.Def.Var.Name, maker.Proto.Name)
	n := 0
	maker.EachOp(func(op *ir.Op) {
		if op.Code != ir.OpStoreCell || op.Args[0].Def == nil || op.Args[0].Def.Code != ir.OpLoadVar || op.Args[0].Def.Var != v.Def.Var {
			return
		}
		n++
		h.defined = op.Pos
		if d := op.Args[1].Def; d != nil {
			h.kind = displays[d.Code]
		}
	})
	if n != 1 {
		h.kind = ""
	}
	return h
}
