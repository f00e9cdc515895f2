package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Bodies that suspend: generators, generator expressions, coroutines. The call
// makes cells of its parameters and then the frame, by the Start op; everything
// behind it runs when the frame is resumed.
//
// What is being handled where a body is left is the exception of the except clause
// or finally suite around, which the caller must not see, and which is handled
// again when the body is entered: the builder keeps it in handled.

// suspension says what a call of the function of scope makes.
func suspension(s *resolve.Scope) ir.Suspension {
	switch {
	case s.IsCoroutine && s.IsGenerator, s.IsCoroutine && isGeneratorExp(s):
		return ir.AsyncGenerator
	case s.IsCoroutine:
		return ir.Coroutine
	case s.IsGenerator, isGeneratorExp(s):
		return ir.Generator
	}
	return ir.RunsThrough
}

func isGeneratorExp(s *resolve.Scope) bool {
	_, ok := s.Node.(*syntax.GeneratorExp)
	return ok
}

// start ends what runs in the call, if the body suspends.
func (b *builder) start() {
	if b.suspends != ir.RunsThrough {
		b.do(ir.OpStart)
	}
}

// suspendWith leaves the body with v and gives what it is resumed with.
func (b *builder) suspendWith(v *ir.Value) *ir.Value {
	if b.suspends == ir.AsyncGenerator { // told from what an await lets through
		v = b.emit(ir.OpAsyncItem, "item", v)
	}
	return b.value(&ir.Op{Code: ir.OpYield, Args: []*ir.Value{v}, Handling: b.handled}, "sent")
}

func (b *builder) yield(e *syntax.Yield) *ir.Value {
	v := b.none()
	if e.Value != nil {
		v = b.expr(e.Value)
	}
	return b.suspendWith(v)
}

func (b *builder) yieldFrom(e *syntax.YieldFrom) *ir.Value {
	return b.delegate(b.expr(e.Value), fromIterable)
}

// delegate waits for v, from which kind tells how its iterator is made.
func (b *builder) delegate(v *ir.Value, kind int64) *ir.Value {
	it := b.value(&ir.Op{Code: ir.OpDelegate, N: kind, Args: []*ir.Value{v}}, "iter")
	return b.value(&ir.Op{Code: ir.OpYieldFrom, Args: []*ir.Value{it}, Handling: b.handled}, "result")
}

// generatorExp lowers a generator expression: a function of its own, whose one
// argument is the iterator of the first iterable.
func (b *builder) generatorExp(e *syntax.GeneratorExp) *ir.Value {
	scope := b.info.ScopeOf(e)
	cells := b.captured(scope)
	p := b.protos[e]
	if p == nil {
		p = b.proto(e, &ir.Proto{
			Name: "<genexpr>", QualName: b.qualName(e), Line: b.tree.File.LineOf(e.Start),
			Params:   ir.Params{Names: []string{".0"}, NPos: 1},
			Suspends: suspension(scope), Closure: len(cells) > 0,
		})
	}
	first := e.Generators[0]
	var it *ir.Value
	if first.IsAsync {
		it = b.asyncIter(first.Iter)
	} else {
		restore := b.at(first.Iter)
		it = b.emit(ir.OpIter, "iter", b.iterable(first.Iter))
		restore()
	}
	if !b.lowered(p) {
		if b.prog.Code {
			b.describe(p, scope)
		}
		in := b.newBuilder(p, scope)
		in.class, in.cells = b.class, cells
		in.pos = e.Extent()
		if p.Closure {
			in.fn.Params = append(in.fn.Params, &ir.Var{Rep: ir.RepValue, Param: true})
		}
		source := &ir.Var{ID: len(in.fn.Params), Name: ".0", Rep: ir.RepValue, Param: true}
		in.fn.Params = append(in.fn.Params, source)
		in.makeCells(scope)
		in.start()
		in.clauses(scope, e.Generators, source, func() { in.suspendWith(in.expr(e.Elt)) })
		in.ret(nil)
		in.finish()
		b.funcs = append(b.funcs, in.fn)
	}
	args := []*ir.Value{it}
	if p.Closure {
		f := b.value(&ir.Op{Code: ir.OpMakeFunc, Proto: p, Args: []*ir.Value{nil, b.closure(cells)}}, "genexpr")
		args = []*ir.Value{f, it}
	}
	return b.value(&ir.Op{Code: ir.OpCallKnown, Proto: p, Args: args}, "genexpr")
}
