package codegen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Bodies whose types are guesses become up to three Go functions:
//
//	func fib(c *rt.Ctx, n rt.Value) rt.Value           // for callers that know nothing
//	func fib_t(c *rt.Ctx, n int64) (int64, bool)       // the body
//	func fib_rest(c *rt.Ctx, from int, n, p0 rt.Value) rt.Value
//
// The body takes an exit where a guess is wrong: it returns what fib_rest returns,
// which gets the number of the place, the variables, and the values that are live
// there, in the order that it has chosen. On the main thread their references are
// handed over. Rest is flattened as a generator is (flat.go), so that it can be
// entered in the middle; from is 0 for its beginning.

// entries says what a Rest wants: variables, by their index, whatever the entry, and
// what else is live at each.
type entries struct {
	vars   []int
	kept   map[int][]place
	params int // besides the variables
}

// A place is a variable of the function, by its index among parameters and
// variables, or the value with an id.
type place struct {
	variable int // -1 if it is a value
	id       int
	rep      ir.Rep
	owned    bool // on the main thread, Rest gives up a reference
}

// rest emits a Rest.
func (p *pkg) rest(f *ir.Func) jen.Code {
	e := p.newFn(f, "from")
	e.sus = newSuspension(f)
	e.sus.rest = true
	e.count()
	var body []jen.Code
	e.out = &body
	entry := &jen.Statement{}
	e.add(entry)
	e.seq(f.Body)
	exit := e.exit()
	e.fillLabels()

	all := slices.Concat(f.Params, f.Vars)
	in := &entries{kept: map[int][]place{}}
	want := map[int]bool{}
	for i, v := range f.Params {
		want[i] = e.read[v]
	}
	for _, pt := range e.sus.points {
		var kept []place
		n := 0
		for _, k := range e.keptAt(pt) {
			switch k := k.(type) {
			case *ir.Var:
				i := slices.Index(all, k)
				kept = append(kept, place{variable: i, rep: k.Rep})
				want[i] = want[i] || k.Rep == ir.RepValue
				if k.Rep != ir.RepValue {
					n++
				}
			case *ir.Value:
				kept = append(kept, place{variable: -1, id: k.ID, rep: k.Rep, owned: k.Own() != ir.NoRef})
				n++
			}
		}
		in.kept[pt.state] = kept
		in.params = max(in.params, n)
	}
	var vars []*ir.Var
	var params []jen.Code
	for i, v := range all {
		if want[i] {
			in.vars = append(in.vars, i)
			params = append(params, jen.Id(e.names[v]))
		} else {
			vars = append(vars, v)
		}
	}
	p.entries[f] = in
	names := make([]jen.Code, in.params)
	for i := range names {
		names[i] = jen.Id(e.scope.name(fmt.Sprintf("p%d", i)))
	}
	for i, code := range e.fillEntries(names) {
		if i > 0 {
			entry.Line()
		}
		entry.Add(code)
	}
	head := e.head(vars, nil)
	list := []jen.Code{jen.Id("c").Op("*").Qual(Path, "Ctx"), jen.Id("from").Int()}
	if params = append(params, names...); len(params) > 0 {
		list = append(list, jen.List(params...).Qual(Path, "Value"))
	}
	name := p.funcs[f]
	return jen.Comment(fmt.Sprintf("%s goes on with %s where its types are not those guessed.", name, f.Proto.QualName)).Line().
		Func().Id(name).Params(list...).Qual(Path, "Value").Block(append(append(head, body...), exit...)...)
}

// short reports whether code had better be short than fast: in a Rest, which is for
// what should not happen.
func (e *fn) short() bool { return e.f.Of != nil }

// fillEntries emits the way to the entries: what is live there, apart from the variables,
// is taken from the parameters.
func (e *fn) fillEntries(params []jen.Code) []jen.Code {
	var cases []jen.Code
	for _, pt := range e.sus.points {
		var names, values []jen.Code
		for _, v := range e.keptAt(pt) {
			if v, ok := v.(*ir.Var); ok && v.Rep == ir.RepValue {
				continue
			}
			x := jen.Add(params[len(names)])
			switch repOf(v) {
			case ir.RepInt:
				x = x.Dot("Int").Call()
			case ir.RepFloat:
				x = x.Dot("Float").Call()
			case ir.RepBool:
				x = x.Op("==").Add(rt("True"))
			}
			names, values = append(names, jen.Id(e.names[v])), append(values, x)
		}
		var code []jen.Code
		if len(names) > 0 {
			code = append(code, jen.List(names...).Op("=").List(values...))
		}
		for _, l := range pt.loops {
			if l.RollsBack {
				code = append(code, set(e.snapshot(l), jen.Id("c").Dot("Snapshot").Call()))
			}
		}
		cases = append(cases, jen.Case(jen.Lit(pt.state)).Block(append(code, jen.Goto().Id(entryLabel(pt.state)))...))
	}
	if len(cases) == 0 {
		return nil
	}
	return []jen.Code{jen.Switch(jen.Id("from")).Block(cases...)}
}

func entryLabel(n int) string { return fmt.Sprintf("entry%d", n) }

// entry emits a place where control comes from an exit.
func (e *fn) entry(op *ir.Op) {
	n := int(op.N)
	e.sus.points = append(e.sus.points, &point{op: op, state: n, loops: slices.Clone(e.sus.around)})
	e.add(jen.Id(entryLabel(n)).Op(":"))
	e.line = 0
}

// wrapper emits the function for callers that know nothing: it unboxes, if the
// arguments are what the body takes.
func (p *pkg) wrapper(f *ir.Func) jen.Code {
	generic := &ir.Func{Proto: f.Proto, World: f.World, Exit: &ir.Block{}}
	for _, v := range f.Params {
		g := *v
		g.Rep = ir.RepValue
		generic.Params = append(generic.Params, &g)
	}
	e := p.newFn(generic, "r")
	e.out = new([]jen.Code)
	args, boxed := []jen.Code{jen.Id("c")}, []jen.Code{}
	var no *jen.Statement
	for i, v := range f.Params {
		x := jen.Id(e.names[generic.Params[i]])
		boxed = append(boxed, x)
		var is *jen.Statement
		arg := x
		switch {
		case v.Rep == ir.RepInt:
			is, arg = jen.Add(x).Dot("IsInt").Call(), jen.Add(x).Dot("Int").Call()
		case v.Rep == ir.RepFloat:
			is, arg = jen.Add(x).Dot("IsFloat").Call(), jen.Add(x).Dot("Float").Call()
		case v.Class != nil:
			is = e.inClass(x, v.Class)
		}
		args = append(args, arg)
		switch {
		case is == nil:
		case no == nil:
			no = jen.Op("!").Add(is)
		default:
			no = no.Op("||").Op("!").Add(is)
		}
	}
	var code []jen.Code
	if no != nil {
		deep := recurses(f.Rest)
		var slow []jen.Code
		if deep {
			slow = append(slow, jen.If(jen.Op("!").Add(rtCall("Enter"))).Block(jen.Return(jen.Lit(0))))
		}
		slow = append(slow, jen.Id("r").Op(":=").Add(e.callRest(f.Rest, 0, e.restArgs(f.Rest, func(i int) jen.Code { return boxed[i] }))))
		if deep {
			slow = append(slow, rtCall("Leave"))
		}
		code = append(code, jen.If(no).Block(append(slow, jen.Return(jen.Id("r")))...))
	}
	call := jen.Id(p.typedFuncs[f]).Call(append(args, e.depthArg(f)...)...)
	switch f.Result {
	case ir.RepInt, ir.RepFloat:
		code = append(code,
			jen.List(jen.Id("r"), jen.Id("ok")).Op(":=").Add(call),
			jen.If(jen.Op("!").Id("ok")).Block(jen.Return(rtCall("TakeWide"))),
			jen.Return(e.boxed(jen.Id("r"), f.Result)))
	default:
		code = append(code, jen.Return(call))
	}
	return e.declaration(code, e.paramNames())
}

// restArgs are the variables that a Rest wants at its beginning, where there are
// parameters only.
func (e *fn) restArgs(f *ir.Func, param func(i int) jen.Code) []jen.Code {
	var args []jen.Code
	for _, i := range e.entries[f].vars {
		if i < len(f.Params) {
			args = append(args, param(i))
		} else {
			args = append(args, jen.Lit(0))
		}
	}
	return args
}

// callRest is a call of a Rest.
func (e *fn) callRest(f *ir.Func, from int, args []jen.Code) *jen.Statement {
	all := append([]jen.Code{jen.Id("c"), jen.Lit(from)}, args...)
	for i := len(args); i < len(e.entries[f].vars)+e.entries[f].params; i++ {
		all = append(all, jen.Lit(0))
	}
	return jen.Id(e.funcs[f]).Call(all...)
}

// handed is what an exit hands over for the value with an id: nil if that is the
// result of the call itself.
func handed(x *ir.Exit, id int) (v *ir.Value, ok bool) {
	if x.Wide != nil && x.Wide.ID == id {
		return nil, true
	}
	if i := slices.Index(x.IDs, id); i >= 0 {
		return x.Args[i], true
	}
	i := slices.IndexFunc(x.Drops, func(v *ir.Value) bool { return v.ID == id })
	if i < 0 {
		return nil, false
	}
	return x.Drops[i], true
}

// restOf emits a Rest, once: callers need to know what it wants.
func (p *pkg) restOf(f *ir.Func) jen.Code {
	code := p.rests[f]
	if code == nil {
		code = p.rest(f)
		p.rests[f] = code
	}
	return code
}

// restAt is the Rest that x leads to, and what that wants there.
func (e *fn) restAt(x *ir.Exit) (f *ir.Func, kept []place, ok bool) {
	f = e.f.Rest
	if x.In != nil {
		body := e.bodies[body{x.In, e.f.World}]
		if body == nil || body.Rest == nil {
			return nil, nil, false
		}
		f = body.Rest
		e.restOf(f)
	}
	kept, ok = e.entries[f].kept[x.Entry]
	return f, kept, ok
}

// handedAt is what x, an exit of op, hands over for k, as handed does. A variable of
// the function itself is nobody's value.
func handedAt(op *ir.Op, x *ir.Exit, k place) (v *ir.Value, ok bool) {
	switch {
	case k.variable >= 0 && x.In == nil:
		return nil, false
	case k.variable >= 0:
		return x.Vars[k.variable], true
	case x.In != nil:
		return handed(&ir.Exit{IDs: x.IDs, Args: x.Args, Wide: x.Wide}, k.id)
	}
	return handed(&ir.Exit{IDs: x.IDs, Args: x.Args, Wide: x.Wide, Drops: op.Exit.Drops}, k.id)
}

// countExit counts what the exit of op reads.
func (e *fn) countExit(op *ir.Op, use func(*ir.Value)) {
	if op.Exit == nil {
		return
	}
	all := slices.Concat(e.f.Params, e.f.Vars)
	for x := op.Exit; x != nil; x = x.Outer {
		_, kept, _ := e.restAt(x)
		for _, k := range kept {
			if v, ok := handedAt(op, x, k); ok {
				use(v)
			} else if k.variable >= 0 {
				e.read[all[k.variable]] = true
			}
		}
	}
	for _, v := range op.Exit.Drops {
		use(v)
	}
}

// wayOut is a way out into a Rest, emitted behind the body: the fast code then reads
// without it, and ops that leave in the same way share it.
type wayOut struct {
	label string
	code  []jen.Code
}

// exitAt emits the exit of op, where what is released is gone.
func (e *fn) exitAt(op *ir.Op, gone map[*ir.Value]bool) []jen.Code {
	return e.leaveAt(op, gone, e.late(op))
}

// exitBehind is exitAt where the stores that op has to do then have been done.
func (e *fn) exitBehind(op *ir.Op, gone map[*ir.Value]bool) []jen.Code {
	return e.leaveAt(op, gone, nil)
}

// late emits the stores that op has to do when it leaves the loop.
func (e *fn) late(op *ir.Op) []jen.Code {
	var stores []jen.Code
	for _, l := range op.Late {
		stores = append(stores, rtPure("StoreSlot", jen.Id(e.names[l.Of]), jen.Lit(l.Class.SlotIndex(l.Name)), rtPure("Int", jen.Id(e.names[l.In]))))
	}
	return stores
}

func (e *fn) leaveAt(op *ir.Op, gone map[*ir.Value]bool, first []jen.Code) []jen.Code {
	if op.Exit.In != nil && op.Exc != nil { // may go to a handler in the block around
		return append(first, e.leaveTo(op, gone)...)
	}
	key := e.exitKey(op, gone, len(first) > 0)
	l := e.ways[key]
	if l == nil {
		code := append(first, e.leaveTo(op, gone)...)
		if e.opts.Line {
			code = append([]jen.Code{lineComment(e.source(op))}, code...)
		}
		l = &wayOut{label: fmt.Sprintf("leave%d", op.Exit.Entry), code: code}
		for n := 2; slices.ContainsFunc(e.outs, func(o *wayOut) bool { return o.label == l.label }); n++ {
			l.label = fmt.Sprintf("leave%d_%d", op.Exit.Entry, n)
		}
		e.ways[key] = l
		e.outs = append(e.outs, l)
	}
	return []jen.Code{jen.Goto().Id(l.label)}
}

// exitKey says all that the code of an exit depends on.
func (e *fn) exitKey(op *ir.Op, gone map[*ir.Value]bool, late bool) string {
	var b strings.Builder
	fmt.Fprint(&b, late)
	if op.Exit.In != nil {
		fmt.Fprintf(&b, " %p %p %d", op.In, op.Exc, e.lineOf(op))
	}
	for x := op.Exit; x != nil; x = x.Outer {
		_, kept, _ := e.restAt(x)
		fmt.Fprintf(&b, " %d", x.Entry)
		for _, k := range kept {
			switch v, ok := handedAt(op, x, k); {
			case v != nil:
				fmt.Fprintf(&b, " %d", v.ID)
			default:
				fmt.Fprint(&b, " ", ok)
			}
		}
	}
	for _, v := range op.Exit.Drops {
		fmt.Fprint(&b, " -", v.ID, gone[v])
	}
	return b.String()
}

// leaveTo emits an exit of op.
func (e *fn) leaveTo(op *ir.Op, gone map[*ir.Value]bool) []jen.Code {
	out := &leaving{op: op, held: map[*ir.Value]bool{}, frame: op.In}
	for _, v := range op.Exit.Drops {
		out.held[v] = !gone[v]
	}
	x := op.Exit
	for ; x.In != nil; x = x.Outer {
		e.leaveInlined(out, x)
	}
	args, rest := e.handOver(out, x)
	if rest == nil {
		return nil
	}
	for _, v := range op.Exit.Drops {
		if out.held[v] {
			out.code = append(out.code, decref(e.val(v)))
		}
	}
	call := e.callRest(rest, x.Entry, args)
	if !e.frame && !e.deep && !e.unboxed() {
		return append(out.code, jen.Return(call))
	}
	e.lefts++
	out.code = append(out.code, e.atDepth(set(e.shared("result"), call))...)
	return append(out.code, jen.Goto().Id("left"))
}

// leaves emits the exits of the body, behind it.
func (e *fn) exits() []jen.Code {
	var out []jen.Code
	for _, l := range e.outs {
		out = append(out, jen.Id(l.label).Op(":"))
		out = append(out, l.code...)
	}
	if e.lefts == 0 {
		return out
	}
	if len(e.outs) > 0 { // the last goes on there
		out = out[:len(out)-1]
		e.lefts--
	}
	if e.lefts > 0 {
		out = append(out, jen.Id("left").Op(":"))
	}
	if e.frame {
		out = append(out, rtCall("Leave"))
	}
	var result jen.Code = jen.Id(e.shared("result"))
	switch e.f.Result {
	case ir.RepInt:
		result = rtCall("IntResult", result)
	case ir.RepFloat:
		result = rtCall("FloatResult", result)
	}
	return append(out, jen.Return(result))
}

// leaving is the state of emitting an exit.
type leaving struct {
	op    *ir.Op
	code  []jen.Code
	held  map[*ir.Value]bool // owned values that nobody has got yet
	frame *ir.Frame          // of the Rest that is left to
	wide  string             // what holds the result of the Rest before
}

// handOver emits the arguments of the Rest that x leads to. On the main thread what
// that gives up is handed over or counted.
func (e *fn) handOver(out *leaving, x *ir.Exit) (args []jen.Code, rest *ir.Func) {
	rest, kept, ok := e.restAt(x)
	if !ok {
		e.bug(out.op)
		return nil, nil
	}
	all := slices.Concat(e.f.Params, e.f.Vars)
	later := map[*ir.Value]bool{}
	for _, v := range x.Outer.Values() {
		later[v] = true
	}
	arg := func(k place) jen.Code {
		v, ok := handedAt(out.op, x, k)
		switch {
		case !ok && k.variable >= 0:
			v := all[k.variable]
			return e.boxed(jen.Id(e.names[v]), v.Rep)
		case !ok:
			e.bug(out.op)
			return jen.Null()
		case v == nil && k.variable >= 0: // unset
			return jen.Lit(0)
		case v == nil && out.wide != "":
			return jen.Id(out.wide)
		case v == nil:
			return rtCall("TakeWide")
		case v.Def != nil && v.Def.Code == ir.OpIter && v.Def.N == 1:
			out.held[v] = false
			return e.iteratorOf(v)
		}
		arg := e.boxed(e.val(v), v.Rep)
		if e.main && k.owned && v.Rep == ir.RepValue {
			if out.held[v] && !later[v] {
				out.held[v] = false
			} else if v.Own() != ir.NoRef {
				out.code = append(out.code, incref(arg))
			}
		}
		return arg
	}
	for _, i := range e.entries[rest].vars {
		at := slices.IndexFunc(kept, func(k place) bool { return k.variable == i })
		if at < 0 {
			args = append(args, jen.Lit(0))
		} else {
			args = append(args, arg(kept[at]))
		}
	}
	for _, k := range kept {
		if k.variable < 0 || k.rep != ir.RepValue {
			args = append(args, arg(k))
		}
	}
	return args, rest
}

// leaveInlined emits the call of the Rest of a function whose call has been replaced,
// and what is to be done if it raises.
func (e *fn) leaveInlined(out *leaving, x *ir.Exit) {
	args, rest := e.handOver(out, x)
	if rest == nil {
		return
	}
	out.wide = e.shared("result")
	out.frame = out.frame.Outer
	var failed []jen.Code
	for _, v := range out.op.Drops {
		if out.held[v] {
			failed = append(failed, decref(e.val(v)))
		}
	}
	failed = append(failed, e.traces(out.frame)...)
	failed = append(failed, set(e.at(), jen.Lit(e.lineOf(out.op))), e.goTo(out.op.Exc))
	out.code = append(out.code, e.atDepth(set(out.wide, e.callRest(rest, x.Entry, args)))...)
	out.code = append(out.code, jen.If(jen.Id(out.wide).Op("==").Lit(0)).Block(failed...))
}

// boxed is x, of representation rep, as a Value.
func (e *fn) boxed(x *jen.Statement, rep ir.Rep) *jen.Statement {
	switch rep {
	case ir.RepInt:
		return rtPure("Int", x)
	case ir.RepFloat:
		return rtCall("NewFloat", x)
	case ir.RepBool:
		return rtPure("Bool", x)
	}
	return x
}

// callTyped calls typed bodies: the one of a function, or those of a method, where an
// object of another class is asked in general.
func (e *fn) callTyped(op *ir.Op, dying []*ir.Value) {
	drops, gone := e.released(dying)
	raw := op.Exit != nil
	res := jen.Id("_")
	if e.uses[op.Res] > 0 || !raw {
		res = jen.Id(e.temp(op.Res))
	}
	left := jen.Add(res)
	if raw {
		e.needs["ok"] = true
		left = jen.List(res, jen.Id("ok"))
	}
	to := func(p *ir.Proto) *jen.Statement {
		f := e.bodies[body{p, e.f.World}]
		if f == nil || e.typedFuncs[f] == "" {
			e.bug(op)
			return jen.Null()
		}
		args := append([]jen.Code{jen.Id("c")}, e.vals(op.Args)...)
		return jen.Add(left).Op("=").Id(e.typedFuncs[f]).Call(append(args, e.depthArg(f)...)...)
	}
	bad := jen.Add(res).Op("==").Lit(0)
	failed := e.fail(op, gone)
	if raw {
		bad = jen.Op("!").Id("ok")
		failed = append([]jen.Code{jen.If(jen.Id("c").Dot("Exc").Op("!=").Lit(0)).Block(failed...)}, e.exitAt(op, gone)...)
	}
	if op.Code == ir.OpCallKnown && len(drops) == 0 {
		e.add(jen.If(to(op.Proto), bad).Block(failed...))
		return
	}
	if op.Code == ir.OpCallKnown {
		e.add(to(op.Proto))
	} else {
		e.receivers(op, to, e.callGeneral(op, left))
	}
	e.add(drops...)
	e.add(jen.If(bad).Block(failed...))
}

// callGeneral calls a method by its name, with and for unboxed numbers.
func (e *fn) callGeneral(op *ir.Op, left *jen.Statement) []jen.Code {
	args := []jen.Code{e.val(op.Args[0]), e.interned(op.Name)}
	var before, after []jen.Code
	for _, v := range op.Args[1:] {
		x := e.boxedVal(v)
		if v.Rep == ir.RepFloat && e.main { // may be an object
			name := e.scope.temp("float")
			e.values = append(e.values, name)
			before = append(before, set(name, x))
			after = append(after, decref(jen.Id(name)))
			x = jen.Id(name)
		}
		args = append(args, x)
	}
	call := rtCall(methodCall(op.Name, len(op.Args)-1), args...)
	switch {
	case op.Exit == nil:
	case op.Res.Rep == ir.RepFloat:
		call = rtCall("FloatResult", call)
	default:
		call = rtCall("IntResult", call)
	}
	return slices.Concat(before, []jen.Code{jen.Add(left).Op("=").Add(call)}, after)
}
