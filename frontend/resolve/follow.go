package resolve

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Following source text to constants: through variables that are bound to nothing
// else, displays that loops go over, and parameters of functions that are only
// ever called by name. Each use of a variable is a set of constants; one that
// anything else may reach is not followed.

// A step is taken from a container to what it holds: item index, or with -1 any.
type step int

const eachItem step = -1

// A flow is where a variable gets a value: from an expression, by way of steps.
type assigned struct {
	e     syntax.Expr
	steps []step
}

// flows are all assignments of a module, made once.
type flows struct {
	of     map[syntax.Node]assigned    // by the node that binds
	owners map[*Binding][]syntax.Node  // all nodes that bind a variable, in any scope
	uses   map[*Binding][]*syntax.Name // loads
	calls  map[*syntax.Name]*syntax.Call
}

func (c *collector) flows() *flows {
	if c.allFlows != nil {
		return c.allFlows
	}
	f := &flows{map[syntax.Node]assigned{}, map[*Binding][]syntax.Node{}, map[*Binding][]*syntax.Name{}, map[*syntax.Name]*syntax.Call{}}
	c.allFlows = f
	syntax.Walk(c.info.Module, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			for _, t := range n.Targets {
				f.assign(t, assigned{e: n.Value})
			}
		case *syntax.AnnAssign:
			if n.Value != nil {
				f.assign(n.Target, assigned{e: n.Value})
			}
		case *syntax.NamedExpr:
			f.assign(n.Target, assigned{e: n.Value})
		case *syntax.For:
			f.assign(n.Target, assigned{n.Iter, []step{eachItem}})
		case *syntax.Comprehension:
			f.assign(n.Target, assigned{n.Iter, []step{eachItem}})
		case *syntax.Call:
			if name, ok := n.Func.(*syntax.Name); ok {
				f.calls[name] = n
			}
		case *syntax.Name:
			if b := c.info.bindings[n]; b != nil && n.Ctx == syntax.Load {
				f.uses[b.Owner()] = append(f.uses[b.Owner()], n)
			}
		}
		return true
	})
	var visit func(s *Scope)
	visit = func(s *Scope) {
		for _, b := range s.Bindings {
			o := b.Owner()
			f.owners[o] = append(f.owners[o], b.Defs...)
		}
		for _, child := range s.Children {
			visit(child)
		}
	}
	visit(c.info.Root)
	return f
}

// assign notes that target gets from.
func (f *flows) assign(target syntax.Expr, from assigned) {
	var elts []syntax.Expr
	switch t := target.(type) {
	case *syntax.Name:
		f.of[t] = from
	case *syntax.Tuple:
		elts = t.Elts
	case *syntax.List:
		elts = t.Elts
	}
	if hasStar(elts) {
		return
	}
	for i, t := range elts {
		f.assign(t, assigned{from.e, append(slices.Clip(from.steps), step(i))})
	}
}

func hasStar(es []syntax.Expr) bool {
	return slices.ContainsFunc(es, func(e syntax.Expr) bool { _, ok := e.(*syntax.Starred); return ok })
}

// follower collects the texts that one expression may be.
type follower struct {
	*collector
	texts     []string
	seen      map[*Binding]bool
	mayBeCode bool // code objects will do too
	code      bool // there may be some
}

func (c *collector) follower(mayBeCode bool) *follower {
	return &follower{collector: c, seen: map[*Binding]bool{}, mayBeCode: mayBeCode}
}

// follow adds what e may be after steps and reports whether that is all.
func (f *follower) follow(e syntax.Expr, steps []step) bool {
	if len(f.texts) > maxSnippets {
		return false
	}
	switch x := e.(type) {
	case *syntax.Name:
		return f.variable(x, steps)
	case *syntax.IfExp:
		return f.follow(x.Body, steps) && f.follow(x.Orelse, steps)
	case *syntax.Tuple:
		return f.display(x.Elts, steps)
	case *syntax.List:
		return f.display(x.Elts, steps)
	case *syntax.Set:
		return f.display(x.Elts, steps)
	case *syntax.Dict:
		if len(steps) == 0 || steps[0] != eachItem {
			return false
		}
		return f.display(x.Keys, steps)
	case *syntax.Call:
		if name, ok := x.Func.(*syntax.Name); ok && name.Id == "compile" && len(steps) == 0 && f.mayBeCode {
			if m := f.info.Root.names["compile"]; m == nil || m.NWrites == 0 {
				f.code = true
				return true // it is followed for itself
			}
		}
	}
	if len(steps) > 0 {
		return false
	}
	text, ok := foldText(e)
	if ok && !slices.Contains(f.texts, text) {
		f.texts = append(f.texts, text)
	}
	return ok
}

func (f *follower) display(elts []syntax.Expr, steps []step) bool {
	if len(steps) == 0 || hasStar(elts) || slices.Contains(elts, nil) {
		return false
	}
	if i := steps[0]; i != eachItem {
		return int(i) < len(elts) && f.follow(elts[i], steps[1:])
	}
	return !slices.ContainsFunc(elts, func(e syntax.Expr) bool { return !f.follow(e, steps[1:]) })
}

// variable is follow for a name.
func (f *follower) variable(n *syntax.Name, steps []step) bool {
	use := f.info.bindings[n]
	if use == nil {
		return false
	}
	b := use.Owner()
	if f.seen[b] {
		return len(steps) == 0 // in a circle, which adds nothing
	}
	f.seen[b] = true
	defer delete(f.seen, b)
	all := f.flows()
	defs := all.owners[b]
	if len(defs) == 0 {
		return false
	}
	for _, d := range defs {
		if from, ok := all.of[d]; ok {
			if !f.follow(from.e, append(slices.Clip(from.steps), steps...)) {
				return false
			}
			continue
		}
		arg, ok := d.(*syntax.Arg)
		if !ok || !f.parameter(arg, b, steps) {
			return false
		}
	}
	return true
}

// parameter follows a parameter to the calls of its function, if these are all
// there is to it.
func (f *follower) parameter(arg *syntax.Arg, b *Binding, steps []step) bool {
	def, ok := b.Scope.Node.(*syntax.FunctionDef)
	if !ok || len(def.DecoratorList) > 0 || b.Scope.Parent.Kind == ClassScope {
		return false
	}
	all := f.flows()
	name := f.info.bindings[def]
	if name == nil || len(all.owners[name.Owner()]) != 1 {
		return false
	}
	a := def.Args
	pos := append(slices.Clip(a.PosOnlyArgs), a.Args...)
	index := slices.Index(pos, arg)
	var byDefault syntax.Expr
	if i := index - (len(pos) - len(a.Defaults)); index >= 0 && i >= 0 {
		byDefault = a.Defaults[i]
	} else if i := slices.Index(a.KwOnlyArgs, arg); i >= 0 {
		byDefault = a.KwDefaults[i]
	} else if index < 0 {
		return false
	}
	for _, use := range all.uses[name.Owner()] {
		call := all.calls[use]
		if call == nil || hasStar(call.Args) {
			return false
		}
		given := byDefault
		if index >= 0 && index < len(call.Args) {
			given = call.Args[index]
		}
		for _, k := range call.Keywords {
			if k.Arg == "" {
				return false
			}
			if k.Arg == arg.Arg {
				given = k.Value
			}
		}
		if given != nil && !f.follow(given, steps) {
			return false
		}
	}
	return true
}

// maxFolded bounds the text that folding makes.
const maxFolded = 1 << 20

// foldText returns the text that an expression of constants is: literals, their
// sum and product with an int, and what strip and dedent make of them.
func foldText(e syntax.Expr) (string, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		switch v := e.Value.(type) {
		case string:
			return v, true
		case []byte:
			return string(v), true
		}
	case *syntax.BinOp:
		l, ok := foldText(e.Left)
		if !ok {
			return "", false
		}
		switch e.Op {
		case syntax.Add:
			r, ok := foldText(e.Right)
			return l + r, ok && len(l)+len(r) <= maxFolded
		case syntax.Mult:
			if k, isConst := e.Right.(*syntax.Constant); isConst {
				if n, isInt := k.Value.(int64); isInt && n >= 0 && n <= maxFolded && int(n)*len(l) <= maxFolded {
					return strings.Repeat(l, int(n)), true
				}
			}
		}
	case *syntax.Call:
		if len(e.Keywords) > 0 {
			return "", false
		}
		if a, ok := e.Func.(*syntax.Attribute); ok {
			if text, ok := foldText(a.Value); ok && len(e.Args) == 0 {
				switch a.Attr {
				case "strip":
					return strings.TrimSpace(text), true
				case "lstrip":
					return strings.TrimLeft(text, " \t\n\r\f\v"), true
				case "rstrip":
					return strings.TrimRight(text, " \t\n\r\f\v"), true
				}
			}
		}
	}
	return "", false
}
