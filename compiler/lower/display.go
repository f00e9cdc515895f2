package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// manyPending is how many elements of a display, arguments of a call or parts of an
// f-string are evaluated before the object that takes them is made. With more, they
// go into a list one by one, as in CPython's compiler: what is pending has to be
// released wherever an exception may leave, which is quadratic.
const manyPending = 30

func hasStar(es []syntax.Expr) bool {
	for _, e := range es {
		if _, ok := e.(*syntax.Starred); ok {
			return true
		}
	}
	return false
}

// starList makes a list of elements, some of which may be starred, one by one: for
// a display, or for the arguments of a call.
func (b *builder) starList(es []syntax.Expr) *ir.Value {
	list := b.emit(ir.OpList, "list")
	for _, e := range es {
		if s, ok := e.(*syntax.Starred); ok {
			v := b.expr(s.Value)
			restore := b.at(e)
			b.do(ir.OpListExtend, list, v)
			restore()
		} else {
			b.do(ir.OpListAppend, list, b.expr(e))
		}
	}
	return list
}

// singly returns how many of n pairs in a row of a dict display are put in one by one,
// each as soon as it is evaluated; then the others are evaluated before the first of them
// is put in. A __hash__ with effects can see that CPython's compiler, which keeps at most
// 30 values pending, goes by seventeens and makes one dict of up to fifteen left over.
func singly(n int) int {
	if left := n % 17; left < 16 {
		return n - left
	}
	return n
}

// tableSize is the number of elements from which a display of constants is made
// from one constant, instead of an operation for each.
const tableSize = 64

// constants returns the tuple of what es evaluates to if these are so many
// constants, else nil.
func constants(es []syntax.Expr) *ir.Const {
	if len(es) < tableSize {
		return nil
	}
	return constOf(&syntax.Tuple{Elts: es})
}

// constantPairs is constants for a dict display: a tuple of pairs.
func constantPairs(e *syntax.Dict) *ir.Const {
	if len(e.Keys) < tableSize {
		return nil
	}
	all := &ir.Const{Kind: ir.ConstTuple}
	for i, k := range e.Keys {
		if k == nil {
			return nil
		}
		pair := constOf(&syntax.Tuple{Elts: []syntax.Expr{k, e.Values[i]}})
		if pair == nil {
			return nil
		}
		all.Items = append(all.Items, pair)
	}
	return all
}

// dict lowers a dict display.
func (b *builder) dict(e *syntax.Dict) *ir.Value {
	if c := constantPairs(e); c != nil {
		dict := b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "dict"}, "dict")
		return b.emit(ir.OpCall, "table", dict, b.constant(c))
	}
	var d *ir.Value
	for i := 0; i < len(e.Keys); {
		row := slices.Index(e.Keys[i:], nil)
		if row < 0 {
			row = len(e.Keys) - i
		}
		alone := i + singly(row)
		if d == nil && alone == i && row > 0 {
			d = b.emit(ir.OpDictOf, "dict", b.pairs(e, i, i+row)...)
			i += row
			continue
		}
		if d == nil {
			d = b.value(&ir.Op{Code: ir.OpDict, N: int64(len(e.Keys))}, "dict")
		}
		if row == 0 {
			b.do(ir.OpDictUpdate, d, b.expr(e.Values[i]))
			i++
			continue
		}
		for end := i + row; i < end; {
			n := 1
			if i >= alone {
				n = end - i
			}
			pairs := b.pairs(e, i, i+n)
			for j := 0; j < len(pairs); j += 2 {
				b.do(ir.OpDictSet, d, pairs[j], pairs[j+1])
			}
			i += n
		}
	}
	if d == nil {
		d = b.value(&ir.Op{Code: ir.OpDict}, "dict")
	}
	return d
}

// pairs evaluates keys and values of a dict display.
func (b *builder) pairs(e *syntax.Dict, from, to int) []*ir.Value {
	var vs []*ir.Value
	for i := from; i < to; i++ {
		vs = append(vs, b.expr(e.Keys[i]))
		vs = append(vs, b.expr(e.Values[i]))
	}
	return vs
}

// set lowers a set display: all elements first, up to one that is starred. One of
// constants is copied from a frozenset, which decides its order, as in CPython.
func (b *builder) set(e *syntax.Set) *ir.Value {
	if c := constOf(&syntax.Tuple{Elts: e.Elts}); c != nil && len(c.Items) > 2 {
		s := b.emit(ir.OpSet, "set")
		b.do(ir.OpSetUpdate, s, b.constant(&ir.Const{Kind: ir.ConstFrozenset, Items: c.Items}))
		return s
	}
	star := len(e.Elts)
	if hasStar(e.Elts) {
		star = slices.IndexFunc(e.Elts, func(x syntax.Expr) bool { _, ok := x.(*syntax.Starred); return ok })
	}
	if star > manyPending {
		star = 0
	}
	vs := b.exprs(e.Elts[:star])
	s := b.emit(ir.OpSet, "set")
	for _, v := range vs {
		b.do(ir.OpSetAdd, s, v)
	}
	for _, x := range e.Elts[star:] {
		if st, ok := x.(*syntax.Starred); ok {
			b.do(ir.OpSetUpdate, s, b.expr(st.Value))
		} else {
			b.do(ir.OpSetAdd, s, b.expr(x))
		}
	}
	return s
}

// Comprehensions are loops in line: the variables of their scope become
// variables of the function around. Only the first iterable is evaluated
// outside that scope.

func (b *builder) listComp(e *syntax.ListComp) *ir.Value {
	list := b.emit(ir.OpList, "list")
	b.comprehension(e, e.Generators, func() { b.do(ir.OpListAppend, list, b.expr(e.Elt)) })
	return list
}

func (b *builder) setComp(e *syntax.SetComp) *ir.Value {
	s := b.emit(ir.OpSet, "set")
	b.comprehension(e, e.Generators, func() { b.do(ir.OpSetAdd, s, b.expr(e.Elt)) })
	return s
}

func (b *builder) dictComp(e *syntax.DictComp) *ir.Value {
	d := b.value(&ir.Op{Code: ir.OpDict}, "dict")
	b.comprehension(e, e.Generators, func() {
		k := b.expr(e.Key)
		b.do(ir.OpDictSet, d, k, b.expr(e.Value))
	})
	return d
}

func (b *builder) comprehension(e syntax.Expr, gens []*syntax.Comprehension, element func()) {
	inner := b.info.ScopeOf(e)
	ctl := b.ctl
	b.ctl = nil // a comprehension has no break, continue or return
	defer func() { b.ctl = ctl }()
	b.makeCells(inner)
	b.clauses(inner, gens, nil, element)
}

// makeCells makes the cells of a comprehension's variables.
func (b *builder) makeCells(scope *resolve.Scope) {
	for _, bind := range scope.Bindings {
		if b.isCell(bind) {
			b.makeCell(bind, nil)
		}
	}
}

// clauses lowers the for and if clauses of a comprehension around element. The
// first iterable is evaluated in the scope that is current, unless source holds
// its iterator.
func (b *builder) clauses(inner *resolve.Scope, gens []*syntax.Comprehension, source *ir.Var, element func()) {
	outer := b.scope
	defer func() { b.scope = outer }()
	var nest func(i int)
	nest = func(i int) {
		if i == len(gens) {
			element()
			return
		}
		g := gens[i]
		if i == 0 {
			b.scope = outer // the first iterable is evaluated outside
		}
		from := source
		if i > 0 {
			from = nil
		}
		each := b.forEachIn
		if g.IsAsync {
			each = b.asyncClause
		}
		each(inner, g.Target, g.Iter, from, func() {
			var filter func(ifs []syntax.Expr)
			filter = func(ifs []syntax.Expr) {
				if len(ifs) == 0 {
					nest(i + 1)
					return
				}
				b.branch(b.cond(ifs[0]), func() { filter(ifs[1:]) }, nil)
			}
			filter(g.Ifs)
		})
	}
	nest(0)
}

// forEachIn is forEach whose target and body are in scope inner, while iter
// is evaluated in the scope that is current, unless source holds its iterator.
func (b *builder) forEachIn(inner *resolve.Scope, target, iter syntax.Expr, source *ir.Var, body func()) {
	if source != nil {
		defer b.at(iter)()
		it := b.value(&ir.Op{Code: ir.OpLoadVar, Var: source}, "iter")
		b.loopOver(&ir.Op{Code: ir.OpNext, Args: []*ir.Value{it}}, target, body, nil)
		return
	}
	if call, ok := iter.(*syntax.Call); ok && b.isRange(call) {
		head := b.rangeHead(call)
		b.scope = inner
		b.loop(ir.LoopRange, head, "i", func(i *ir.Value) {
			b.assignTo(target, b.emit(ir.OpBoxInt, hint(target), i))
			body()
		}, nil)
		return
	}
	next := b.iterate(iter)
	b.scope = inner
	b.loopOver(next, target, body, nil)
}
