package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Functions that can be left in the middle and entered again: generators and
// coroutines. Such a function becomes two. The first has its name and parameters,
// runs what is before the Start op, and returns a frame. The second runs the body
// on that frame, from the place where it was left:
//
//	func count_resume(c *rt.Ctx, frame, sent rt.Value) rt.Value {
//		var n, i rt.Value
//		switch rt.FrameState(frame) {
//		case 1:
//			goto resume1
//		}
//		n = rt.FrameTake(frame, 0)
//		…
//		rt.FrameSet(frame, 0, i)
//		rt.FrameSet(frame, 1, n)
//		rt.Suspend(frame, 1)
//		return i
//	resume1:
//		i = rt.FrameTake(frame, 0)
//		n = rt.FrameTake(frame, 1)
//		…
//
// Its variables are Go's: what is needed later is put into the frame where the
// body is left and taken from there where it is entered. So only structures that
// hold such a place have to be flattened to labels and gotos (flat.go), because Go
// forbids a goto into a block; everything else is emitted as in any function.
type suspension struct {
	flat   map[ir.Node]bool // holds a place where the body is left
	live   *keeper
	kept   map[*ir.Op]places
	points []*point
	labels []*jen.Statement // in order of labelNames
	names  []string
	gotos  map[string]int
	number int // of labels
	handle bool

	rest   bool       // the function is a Rest: see rest.go
	around []*ir.Loop // loops around, in a rest
}

// A point is a place where the body is left and entered again. What stands there
// is known when all temporaries have their names.
type point struct {
	op    *ir.Op
	first *ir.Value // the iterator that a YieldFrom waits for
	save  *jen.Statement
	load  *jen.Statement
	state int
	loops []*ir.Loop // around it, in a rest
}

func newSuspension(f *ir.Func) *suspension {
	s := &suspension{flat: map[ir.Node]bool{}, live: findKept(f), kept: map[*ir.Op]places{}, gotos: map[string]int{}}
	s.mark(f.Body)
	assigned := ir.AnalyseAssignment(f)
	for _, b := range f.Blocks {
		may := map[*ir.Op]func(any) bool{}
		unset := map[*ir.Op][]any{}
		assigned.Walk(b, func(op *ir.Op, _, set func(any) bool) {
			if op.Code == ir.OpStart || op.Entered() {
				may[op] = set
				for _, v := range slices.Concat(f.Params, f.Vars) {
					if !set(v) {
						unset[op] = append(unset[op], v)
					}
				}
			}
			s.handle = s.handle || op.Code == ir.OpHandled && op.N == 1
		})
		s.live.walk(b, func(op *ir.Op, live places) {
			if may[op] == nil {
				return
			}
			kept := s.live.kept(op, live)
			for _, v := range unset[op] {
				delete(kept, v)
			}
			s.kept[op] = kept
		})
	}
	return s
}

// mark fills flat and reports whether s holds a place where the body is left.
func (s *suspension) mark(seq ir.Seq) bool {
	any := false
	for _, n := range seq {
		in := false
		switch n := n.(type) {
		case *ir.Block:
			in = slices.ContainsFunc(n.Ops, (*ir.Op).Entered)
		case *ir.If:
			then := s.mark(n.Then)
			in = s.mark(n.Else) || then
		case *ir.Loop:
			body := s.mark(n.Body)
			in = s.mark(n.Else) || body
		case *ir.Try:
			body := s.mark(n.Body)
			in = s.mark(n.Handler) || body
		}
		s.flat[n] = in
		any = any || in
	}
	return any
}

// frames are the type ids of the kinds of frames, by name.
var frames = [...]string{ir.Generator: "TypeGenerator", ir.Coroutine: "TypeCoroutine", ir.AsyncGenerator: "TypeAsyncGenerator"}

// suspended emits both functions of f.
func (p *pkg) suspended(f *ir.Func) jen.Code {
	first := f.Body.First()
	at := slices.IndexFunc(first.Ops, func(op *ir.Op) bool { return op.Code == ir.OpStart })
	all := first.Ops
	defer func() { first.Ops = all }()

	e := p.newFn(f, "frame", "sent", "callerExc")
	e.sus = newSuspension(f)
	e.count()
	e.frame = recurses(f)
	start := &point{op: all[at], load: &jen.Statement{}}
	e.sus.points = append(e.sus.points, start)
	first.Ops = all[at+1:]
	var body []jen.Code
	e.out = &body
	entry := &jen.Statement{}
	if e.sus.handle {
		e.add(set("callerExc", jen.Id("c").Dot("Handled")))
	}
	e.add(entry, start.load)
	e.add(jen.If(jen.Id("sent").Op("==").Lit(0)).Block(e.fail(start.op, nil)...))
	e.seq(f.Body)
	exit := e.exit()
	n := e.fillPoints(entry)
	e.fillLabels()
	head := e.head(append(slices.Clone(f.Params), f.Vars...), nil)
	if e.sus.handle {
		head = append(head, jen.Var().Id("callerExc").Qual(Path, "Value"))
	}
	if e.frame {
		head = append(head, jen.If(jen.Op("!").Add(rtCall("Enter"))).Block(jen.Return(rtCall("FrameRefused", jen.Id("frame")))))
	}
	name := p.resumes[f]
	resume := jen.Comment(fmt.Sprintf("%s runs the body of %s from where it was left.", name, f.Proto.QualName)).Line().
		Func().Id(name).Params(jen.Id("c").Op("*").Qual(Path, "Ctx"), jen.List(jen.Id("frame"), jen.Id("sent")).Qual(Path, "Value")).
		Qual(Path, "Value").Block(append(append(head, body...), exit...)...)

	first.Ops = all[:at]
	return jen.Add(p.creator(f, start, e, n)).Line().Line().Add(resume)
}

// creator emits the function that makes the frame, with n places.
func (p *pkg) creator(f *ir.Func, start *point, in *fn, n int) jen.Code {
	first := f.Body.First()
	g := &ir.Func{Proto: f.Proto, World: f.World, Params: f.Params, Body: ir.Seq{first}, Exit: &ir.Block{}}
	for _, op := range first.Ops {
		if op.Code == ir.OpStoreVar && !slices.Contains(g.Vars, op.Var) && !slices.Contains(g.Params, op.Var) {
			g.Vars = append(g.Vars, op.Var)
		}
	}
	e := p.newFn(g, "frame")
	e.count()
	for _, v := range g.Vars {
		e.read[v] = true
	}
	var body []jen.Code
	e.out = &body
	e.block(first)
	finalise := f.Proto.Suspends == ir.Coroutine
	for _, pt := range in.sus.points[1:] {
		finalise = finalise || pt.op.Exc != nil || pt.op.Code == ir.OpYieldFrom
	}
	e.add(jen.Id("frame").Op(":=").Add(rtCall("NewFrame", rt(frames[f.Proto.Suspends]), e.row(f.Proto), jen.Lit(n), jen.Lit(finalise))))
	for i, v := range in.keptAt(start) {
		e.add(rtPure("FrameSet", jen.Id("frame"), jen.Lit(i), jen.Id(e.names[v])))
	}
	e.add(jen.Return(jen.Id("frame")))
	return e.declaration(append(e.head(g.Vars, nil), body...), e.paramNames())
}

// keptAt lists what is kept at a point, in the order of its places: variables,
// then values.
func (e *fn) keptAt(pt *point) []any {
	kept := e.sus.kept[pt.op]
	var out []any
	if pt.first != nil {
		out = append(out, pt.first)
	}
	for _, v := range slices.Concat(e.f.Params, e.f.Vars) {
		if kept[v] && e.read[v] {
			out = append(out, v)
		}
	}
	var vs []*ir.Value
	for k := range kept {
		if v, ok := k.(*ir.Value); ok && v != pt.first && e.names[v] != "" {
			vs = append(vs, v)
		}
	}
	slices.SortFunc(vs, func(a, b *ir.Value) int { return a.ID - b.ID })
	for _, v := range vs {
		out = append(out, v)
	}
	return out
}

func repOf(v any) ir.Rep {
	if x, ok := v.(*ir.Value); ok {
		return x.Rep
	}
	return v.(*ir.Var).Rep
}

// fillPoints emits what is kept at each point, and the way to them from the
// entry. It returns the number of places of the frame.
func (e *fn) fillPoints(entry *jen.Statement) int {
	n := 0
	for _, pt := range e.sus.points {
		n = max(n, len(e.keptAt(pt)))
	}
	line := func(to *jen.Statement, code jen.Code) {
		if len(*to) > 0 {
			to.Line()
		}
		to.Add(code)
	}
	var cases []jen.Code
	for _, pt := range e.sus.points {
		kept := e.keptAt(pt)
		for i, v := range kept {
			x, take := jen.Id(e.names[v]), rtPure(e.takes(), jen.Id("frame"), jen.Lit(i))
			switch repOf(v) {
			case ir.RepInt:
				x, take = rtPure("Int", x), take.Dot("Int").Call()
			case ir.RepBool:
				x, take = rtPure("Bool", x), take.Op("==").Add(rt("True"))
			}
			if pt.save != nil {
				line(pt.save, rtPure("FrameSet", jen.Id("frame"), jen.Lit(i), x))
			}
			line(pt.load, set(e.names[v], take))
		}
		if pt.save == nil {
			continue
		}
		if !e.main { // where bodies do not take from the frame, nothing old may stay
			for i := len(kept); i < n; i++ {
				line(pt.save, rtPure("FrameSet", jen.Id("frame"), jen.Lit(i), jen.Lit(0)))
			}
		}
		label := fmt.Sprintf("resume%d", pt.state)
		cases = append(cases, jen.Case(jen.Lit(pt.state)).Block(jen.Goto().Id(label)))
	}
	if len(cases) > 0 {
		entry.Add(jen.Switch(rtPure("FrameState", jen.Id("frame"))).Block(cases...))
	}
	return n
}

// takes is how a body gets at what is in its frame. On the main thread it owns
// what is there: it takes it.
func (e *fn) takes() string {
	if e.main {
		return "FrameTake"
	}
	return "FrameItem"
}

// suspendAt emits how the body is left with v, and where it is entered again.
func (e *fn) suspendAt(op *ir.Op, first *ir.Value, v jen.Code) {
	pt := &point{op: op, first: first, save: &jen.Statement{}, load: &jen.Statement{}, state: len(e.sus.points)}
	e.sus.points = append(e.sus.points, pt)
	state := jen.Lit(pt.state)
	switch {
	case first != nil && op.Handling == nil:
		state.Op("|").Add(rt("FrameDelegating")).Op("|").Add(rt("FramePassing"))
	case first != nil:
		state.Op("|").Add(rt("FrameDelegating"))
	case op.Exc == nil:
		state.Op("|").Add(rt("FramePlain"))
	}
	e.add(pt.save, rtPure("Suspend", jen.Id("frame"), state))
	if op.Handling != nil {
		e.add(jen.Id("c").Dot("Handled").Op("=").Id("callerExc"))
	}
	if e.frame {
		e.add(rtCall("Leave"))
	}
	e.add(jen.Return(v))
	e.add(jen.Id(fmt.Sprintf("resume%d", pt.state)).Op(":"), pt.load)
	if op.Handling != nil {
		e.add(jen.Id("c").Dot("Handled").Op("=").Add(e.val(op.Handling)))
	}
}

// yield emits a Yield; what is sent may not be wanted.
func (e *fn) yield(op *ir.Op, unwanted bool) {
	e.suspendAt(op, nil, e.val(op.Args[0]))
	failed := e.fail(op, nil)
	if op.Handling != nil {
		failed = append([]jen.Code{rtCall("Thrown")}, failed...)
	}
	e.add(jen.If(jen.Id("sent").Op("==").Lit(0)).Block(failed...))
	if e.uses[op.Res] > 0 && !unwanted {
		var x jen.Code = jen.Id("sent")
		if e.main {
			x = incref(x)
		}
		e.add(set(e.temp(op.Res), x))
	}
	e.line = 0
}

// yieldFrom emits a YieldFrom: the body is left with each item of the iterator,
// and what it is resumed with goes there.
func (e *fn) yieldFrom(op *ir.Op, dying []*ir.Value) {
	it := op.Args[0]
	drops, gone := e.released(dying)
	item := e.scope.temp("item")
	e.values = append(e.values, item)
	again, end := e.newLabel("again"), e.newLabel("over")
	e.add(set("sent", rt("None")))
	e.label(again)
	e.add(jen.If(set(item, rtCall("Delegate", e.val(it), jen.Id("sent"))), jen.Id(item).Op("==").Lit(0)).Block(e.gotoLabel(end)))
	e.suspendAt(op, it, jen.Id(item))
	e.add(e.gotoLabel(again))
	e.label(end)
	e.add(jen.If(jen.Id("c").Dot("Exc").Op("!=").Lit(0)).Block(append(slices.Clone(drops), e.fail(op, gone)...)...))
	if e.uses[op.Res] > 0 {
		e.add(set(e.temp(op.Res), rtCall("TakeRet")))
	}
	e.add(drops...)
	e.line = 0
}
