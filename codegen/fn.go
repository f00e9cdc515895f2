package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// fn emits one function.
//
// Temporaries are declared at the head, because a goto may not jump over a
// declaration. Exceptions go to labels: the handlers of try statements and,
// for what leaves the function, "exc" at its end. at holds the line that the
// traceback entry gets; 0 means that this frame has its entry already.
type fn struct {
	*pkg
	f     *ir.Func
	main  bool // counts references
	scope *scope
	names map[any]string // *ir.Value, *ir.Var
	uses  map[*ir.Value]int
	read  map[*ir.Var]bool // variables that anything looks at

	extends, parts map[*ir.Op]bool      // see strings.go
	cursors        map[*ir.Value]string // of lists that loops around count over
	reads          map[*ir.Value]int    // how many ops use a value, apart from its release
	fused          map[*ir.Op]bool      // emitted with the op before it

	values, bools, ints, floats []string              // temporaries to declare
	named                       map[string][]tempName // of them, by representation and what they hold
	live                        *liveness
	snaps                       []string                // snapshots to declare
	slices                      []string                // views of lists to declare
	byteSlices                  []string                // and of bytearrays
	brief                       map[string]string       // temporaries that are done with at once
	stored                      map[*ir.Var][]*ir.Value // see countsUp
	counting                    map[*ir.Var]bool
	ways                        map[string]*wayOut   // by exitKey
	outs                        []*wayOut            // of them, in order
	lefts                       int                  // gotos to what they all end with
	carried                     map[*ir.Value]bool   // numbers that are stored as they have been read
	words                       map[*ir.Value]string // that, as objects
	split                       *split               // nil for a function of usual size
	needs                       map[string]bool
	targets                     map[*ir.Try]int // gotos to each label
	loops                       []*ir.Loop      // around, innermost last
	inStrip                     *ir.Strip       // that is being emitted, or nil
	whole                       map[*ir.View]*wholeNames
	before                      []jen.Code // what is to stand in front of the loop
	labelled                    map[*ir.Loop]bool
	line                        int       // of the last //line
	in                          *ir.Proto // whose inlined ops are being emitted, or nil
	frame                       bool      // counts the depth of recursion
	deep                        bool      // is told it: see deep.go
	out                         *[]jen.Code
	inlineTest                  *ir.Value // test whose If comes right behind it

	sus       *suspension // of a body that can be left and entered again
	flatLoops map[*ir.Loop]flatLabels
}

// newFn returns the state of emitting f, whose variables have their names.
func (p *pkg) newFn(f *ir.Func, reserved ...string) *fn {
	e := &fn{
		pkg: p, f: f, main: f.World == ir.Main,
		scope: newScope(p.scope, append(reserved, "c", "ok", "at", "test", "way", "rt", "exc", "depth", "was")...),
		names: map[any]string{}, uses: map[*ir.Value]int{}, named: map[string][]tempName{}, live: livenessOf(f),
		brief: map[string]string{}, counting: map[*ir.Var]bool{}, ways: map[string]*wayOut{}, carried: map[*ir.Value]bool{}, words: map[*ir.Value]string{}, read: map[*ir.Var]bool{}, needs: map[string]bool{}, targets: map[*ir.Try]int{}, labelled: map[*ir.Loop]bool{},
		flatLoops: map[*ir.Loop]flatLabels{},
	}
	for _, v := range append(f.Params[:len(f.Params):len(f.Params)], f.Vars...) {
		want := v.Name
		if want == "" {
			want = "fn"
		}
		e.names[v] = e.scope.name(want)
	}
	return e
}

func (p *pkg) function(f *ir.Func) jen.Code {
	if f.Proto.Suspends != ir.RunsThrough {
		return p.suspended(f)
	}
	var rest, wrapper jen.Code
	if f.Rest != nil {
		rest = p.restOf(f.Rest)
		if f.Typed() {
			wrapper = p.wrapper(f)
		}
	}
	e := p.newFn(f)
	e.count()
	e.findWhole()
	e.deep = p.deep[f]
	e.frame = recurses(f) && !e.deep
	names := e.paramNames()
	if f.Rest == nil {
		e.planSplit()
	}
	var body []jen.Code
	e.out = &body
	e.seq(f.Body)
	exit := append(e.exits(), e.exit()...)
	head := e.head(f.Vars, names)
	switch {
	case e.deep:
		head = append(head, e.enterDeep()...)
	case e.frame:
		head = append(head, jen.If(jen.Op("!").Add(rtCall("Enter"))).Block(e.failed()))
	}
	code := e.declaration(append(append(head, body...), exit...), names)
	switch {
	case wrapper != nil:
		return jen.Add(wrapper, jen.Line(), jen.Line(), code, jen.Line(), jen.Line(), rest)
	case rest != nil:
		return jen.Add(code, jen.Line(), jen.Line(), rest)
	case e.split == nil:
		return code
	}
	return jen.Add(append([]jen.Code{e.split.frameType(p.funcs[f]), jen.Line(), jen.Line()}, append(e.split.done, code)...)...)
}

// declarations declares the variables and temporaries at the head of a function,
// or of a piece of one. params are the Go names of its parameters.
func (e *fn) declarations(params []jen.Code) []jen.Code { return e.head(e.f.Vars, params) }

// head is declarations with the variables vs.
func (e *fn) head(vs []*ir.Var, params []jen.Code) []jen.Code {
	var head []jen.Code
	vars, intVars, floatVars := e.vars(vs, ir.RepValue), e.vars(vs, ir.RepInt), e.vars(vs, ir.RepFloat)
	if sp := e.split; sp != nil {
		vars, intVars, floatVars = nil, nil, nil
		if sp.deep == 0 {
			head = append(head, jen.Var().Id(frameVar).Id(sp.name))
		}
	}
	for _, d := range []struct {
		names []string
		typ   *jen.Statement
	}{{vars, jen.Qual(Path, "Value")}, {intVars, jen.Int64()}, {floatVars, jen.Float64()}, {e.values, jen.Qual(Path, "Value")}, {e.bools, jen.Bool()}, {e.ints, jen.Int64()}, {e.floats, jen.Float64()}, {e.snaps, rt("Snap")}, {e.slices, jen.Index().Qual(Path, "Value")}, {e.byteSlices, jen.Index().Byte()}} {
		for names := d.names; len(names) > 0; {
			n := min(len(names), 10)
			head = append(head, declare(names[:n], d.typ))
			names = names[n:]
		}
	}
	for _, d := range []struct {
		name string
		typ  *jen.Statement
	}{{"ok", jen.Bool()}, {"test", jen.Int()}, {"way", jen.Int()}, {"at", jen.Int32()}, {"was", jen.Int32()}} {
		if e.needs[d.name] {
			head = append(head, jen.Var().Id(d.name).Add(d.typ))
		}
	}
	if e.split != nil && e.split.deep == 0 {
		for i, v := range e.f.Params {
			head = append(head, set(e.names[v], params[i]))
		}
	}
	return head
}

// paramNames are the Go names of the parameters.
func (e *fn) paramNames() []jen.Code {
	var names []jen.Code
	for _, v := range e.f.Params {
		names = append(names, jen.Id(e.names[v]))
	}
	return names
}

// declaration is the Go function with the name and the parameters of the Python
// function.
func (e *fn) declaration(code []jen.Code, names []jen.Code) jen.Code {
	params := []jen.Code{jen.Id("c").Op("*").Qual(Path, "Ctx")}
	for i := 0; i < len(names); {
		n := i
		for n < len(names) && e.f.Params[n].Rep == e.f.Params[i].Rep {
			n++
		}
		params = append(params, jen.List(names[i:n]...).Add(goType(e.f.Params[i].Rep)))
		i = n
	}
	body := e.bodies[body{e.f.Proto, e.f.World}]
	name, result := e.funcs[body], jen.Qual(Path, "Value")
	if typed := e.typedFuncs[body]; typed != "" && e.f == body {
		name = typed
		if e.deep {
			params = append(params, jen.Id("depth").Int32())
		}
		if e.unboxed() {
			result = jen.Params(goType(e.f.Result), jen.Bool())
		}
	}
	return jen.Comment(e.doc(name)).Line().
		Func().Id(name).Params(params...).Add(result).Block(code...)
}

// goType is the Go type of a representation.
func goType(r ir.Rep) *jen.Statement {
	switch r {
	case ir.RepInt:
		return jen.Int64()
	case ir.RepFloat:
		return jen.Float64()
	case ir.RepBool:
		return jen.Bool()
	}
	return jen.Qual(Path, "Value")
}

// unboxed reports whether the function returns an unboxed number, and with it
// whether it does.
func (e *fn) unboxed() bool { return e.f.Result == ir.RepInt || e.f.Result == ir.RepFloat }

// failed is the return with an exception pending.
func (e *fn) failed() jen.Code {
	if e.unboxed() {
		return jen.Return(jen.Lit(0), jen.False())
	}
	return jen.Return(jen.Lit(0))
}

// inFrame reports whether the function is the body of a generator or coroutine.
func (e *fn) inFrame() bool { return e.sus != nil && !e.sus.rest }

// declare declares variables of one type.
func declare(names []string, typ *jen.Statement) jen.Code {
	var ids []jen.Code
	for _, n := range names {
		ids = append(ids, jen.Id(n))
	}
	return jen.Var().List(ids...).Add(typ)
}

func (e *fn) doc(name string) string {
	p := e.f.Proto
	var what string
	switch p.Kind {
	case ir.ModuleCode:
		what = "runs the module's own code"
	case ir.ClassBody:
		what = fmt.Sprintf("runs the suite of class %s, line %d, into its namespace", p.QualName, p.Line)
	default:
		what = fmt.Sprintf("is %s, line %d", p.QualName, p.Line)
		if e.main {
			what += ", for the main thread"
		} else {
			what += ", for parallel contexts"
		}
	}
	return name + " " + what + "."
}

// vars lists those of the variables vs of a representation that are looked at: Go
// refuses others.
func (e *fn) vars(vs []*ir.Var, rep ir.Rep) []string {
	var names []string
	for _, v := range vs {
		if e.read[v] && v.Rep == rep {
			names = append(names, e.names[v])
		}
	}
	return names
}

// count counts the uses of values and notes the variables that are read. It
// goes backwards: what is only named where it is used counts as a use of its
// operands if it is used itself.
func (e *fn) count() {
	e.planStrings()
	use := func(v *ir.Value) {
		if v != nil {
			e.uses[v]++
		}
	}
	e.f.Body.Walk(func(n ir.Node) {
		if n, ok := n.(*ir.If); ok {
			use(n.Cond)
			for _, phi := range n.Phis {
				use(phi.Then)
				use(phi.Else)
			}
		}
	})
	var ops []*ir.Op
	e.f.EachOp(func(op *ir.Op) { ops = append(ops, op) })
	e.reads, e.cursors = map[*ir.Value]int{}, map[*ir.Value]string{}
	for _, op := range ops {
		e.countReads(op)
	}
	for _, op := range slices.Backward(ops) {
		for _, v := range op.Drops {
			use(v)
		}
		use(op.Handling)
		switch op.Code {
		case ir.OpBox, ir.OpBoxInt, ir.OpNot, ir.OpTestIs, ir.OpTupleItem,
			ir.OpIntArith, ir.OpFloatArith, ir.OpIntTest, ir.OpFloatTest, ir.OpIntToFloat, ir.OpUnboxInt, ir.OpUnboxFloat,
			ir.OpGuardInt, ir.OpGuardFloat, ir.OpIntDiv, ir.OpFloatFunc, ir.OpLen, ir.OpTrunc,
			ir.OpSlotInt, ir.OpSlotFloat, ir.OpItemInt, ir.OpItemFloat:
			if e.uses[op.Res] == 0 && !op.Move && !mayRaise(op) {
				continue
			}
		case ir.OpEndCatch:
			use(op.Args[0]) // the exception is there for its reference only
			continue
		}
		for _, v := range op.Args {
			use(v)
		}
		e.countExit(op, use)
	}
	e.f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpPoll {
			for _, v := range op.Vars {
				e.read[v] = true
			}
		}
		for _, l := range op.Late {
			e.read[l.Of], e.read[l.In] = true, true
		}
		if op.Code == ir.OpDecrefVar || op.Code == ir.OpClosureCell || op.Code == ir.OpLoadVar && (op.Checked || e.uses[op.Res] > 0) {
			e.read[op.Var] = true
		}
	})
}

// countReads counts what op needs a value for.
func (e *fn) countReads(op *ir.Op) {
	read := func(vs []*ir.Value) {
		for _, v := range vs {
			e.reads[v]++
		}
	}
	if op.Code != ir.OpDecref {
		read(op.Args)
	}
	if op.Exit != nil {
		read(op.Exit.Values())
	}
	read([]*ir.Value{op.Handling})
	if e.storesInPlace(op) {
		x := op.Args[len(op.Args)-1]
		e.carried[x] = x.Rep == ir.RepInt && x.Def != nil && (x.Def.Code == ir.OpItemInt && x.Def.N == 1 || x.Def.Code == ir.OpSlotInt)
	}
}

// recurses reports whether f can come to call itself: whether it has an
// operation that may run Python code.
func recurses(f *ir.Func) bool {
	found := f.Proto.Kind == ir.ModuleCode // counts for the limit, as in CPython
	f.EachOp(func(op *ir.Op) {
		switch op.Code {
		case ir.OpLoadVar, ir.OpLoadGlobal, ir.OpLoadCell, ir.OpPoll, ir.OpRethrow, ir.OpReraise, ir.OpBareRaise, ir.OpImport:
		default:
			found = found || op.CanRaise()
		}
	})
	return found
}

// exit emits what runs when an exception leaves the function.
func (e *fn) exit() []jen.Code {
	if e.targets[nil] == 0 {
		return nil
	}
	var out []jen.Code
	e.out = &out
	e.add(jen.Id("exc").Op(":"))
	for _, op := range e.f.Exit.Ops {
		e.op(op)
	}
	return out
}

func (e *fn) add(code ...jen.Code) { *e.out = append(*e.out, code...) }

// sub collects the statements that body emits.
func (e *fn) sub(body func()) []jen.Code {
	saved := e.out
	var out []jen.Code
	e.out = &out
	body()
	e.out = saved
	return out
}

// shared names a temporary that is done with at once: one of each kind will do.
func (e *fn) shared(what string) string { return e.sharedIn(&e.values, what) }

// sharedInt is shared for an int.
func (e *fn) sharedInt(what string) string { return e.sharedIn(&e.ints, what) }

func (e *fn) sharedIn(declared *[]string, what string) string {
	name := e.brief[what]
	if name == "" {
		name = e.scope.temp(what)
		e.brief[what] = name
		*declared = append(*declared, name)
	}
	return name
}

// temp names the result of an op and declares it.
func (e *fn) temp(v *ir.Value) string {
	if name, ok := e.names[v]; ok {
		return name
	}
	hint := v.Hint
	if hint == "" {
		hint = "t"
	}
	hint = unexported(hint)
	key := v.Rep.String() + " " + hint
	if e.sus == nil { // keeper does not know names, so in these each is one value's
		if name := e.reuse(v, key); name != "" {
			e.names[v] = name
			return name
		}
	}
	name := e.scope.temp(hint)
	e.names[v] = name
	e.named[key] = append(e.named[key], tempName{name, e.live.last[v]})
	switch v.Rep {
	case ir.RepBool:
		e.bools = append(e.bools, name)
	case ir.RepInt:
		e.ints = append(e.ints, name)
	case ir.RepFloat:
		e.floats = append(e.floats, name)
	default:
		e.values = append(e.values, name)
	}
	return name
}

// val is the Go expression for a value.
func (e *fn) val(v *ir.Value) *jen.Statement {
	if name, ok := e.names[v]; ok {
		return jen.Id(name)
	}
	op := v.Def
	if op == nil {
		return jen.Id(e.temp(v))
	}
	switch op.Code {
	case ir.OpConst:
		return e.constant(op.Const)
	case ir.OpConstInt:
		return jen.Lit(int(op.N))
	case ir.OpConstFloat:
		return jen.Lit(op.Const.Float)
	case ir.OpBoolVal:
		return jen.Lit(op.N != 0)
	case ir.OpFuncRef:
		return e.funcValue(op.Proto)
	case ir.OpLoadVar:
		return jen.Id(e.names[op.Var])
	case ir.OpLoadGlobal:
		return e.global(op.Global)
	case ir.OpLoadBuiltin:
		return e.builtin(op.Name)
	case ir.OpGlobals:
		return e.namespace(op.Module)
	case ir.OpBox:
		return rtPure("Bool", e.val(op.Args[0]))
	case ir.OpBoxInt:
		return rtPure("Int", e.val(op.Args[0]))
	case ir.OpNot:
		return jen.Op("!").Add(e.operand(op.Args[0]))
	case ir.OpTestIs:
		return e.val(op.Args[0]).Op("==").Add(e.val(op.Args[1]))
	case ir.OpHandled:
		if op.N == 1 {
			return jen.Id("callerExc")
		}
	case ir.OpClosureCell:
		return rtPure("Closure", jen.Id(e.names[op.Var]), jen.Lit(int(op.N)))
	}
	if inTest(op.Code) {
		return jen.Id("test").Op(">").Lit(0)
	}
	return jen.Id(e.temp(v))
}

// operand is val in parentheses if it needs them.
func (e *fn) operand(v *ir.Value) *jen.Statement {
	if _, named := e.names[v]; !named && v.Def != nil {
		switch v.Def.Code {
		case ir.OpTestIs:
			return jen.Parens(e.val(v))
		}
		if inTest(v.Def.Code) {
			return jen.Parens(e.val(v))
		}
	}
	return e.val(v)
}

// negated is the negation of a condition.
func (e *fn) negated(v *ir.Value) *jen.Statement {
	if _, named := e.names[v]; !named && v.Def != nil {
		switch v.Def.Code {
		case ir.OpNot:
			return e.val(v.Def.Args[0])
		case ir.OpTestIs:
			return e.val(v.Def.Args[0]).Op("!=").Add(e.val(v.Def.Args[1]))
		}
		if inTest(v.Def.Code) {
			return jen.Id("test").Op("==").Lit(0)
		}
	}
	return jen.Op("!").Add(e.operand(v))
}

// inTest reports whether the result of an op without a name of its own is in
// the variable test: an if comes right behind it.
func inTest(c ir.Code) bool {
	switch c {
	case ir.OpTruth, ir.OpTestIn, ir.OpMatchExc, ir.OpMatchSeq, ir.OpMatchMap:
		return true
	}
	return ir.OpTestLt <= c && c <= ir.OpTestNe
}

func (e *fn) vals(vs []*ir.Value) []jen.Code {
	out := make([]jen.Code, len(vs))
	for i, v := range vs {
		out[i] = e.val(v)
	}
	return out
}

// funcValue is the immediate of a function of the program.
func (e *fn) funcValue(p *ir.Proto) *jen.Statement {
	return rtPure("FuncValue", e.row(p))
}

func (p *pkg) row(x *ir.Proto) *jen.Statement {
	return offset("rows", x.Row)
}

func (p *pkg) typeID(c *ir.Class) *jen.Statement {
	return offset("types", c.ID)
}

// offset is an id of the package's own range.
func offset(base string, n int) *jen.Statement {
	if n == 0 {
		return jen.Id(base)
	}
	return jen.Id(base).Op("+").Lit(n)
}

// label names where an exception goes.
func label(t *ir.Try) string {
	if t == nil {
		return "exc"
	}
	return fmt.Sprintf("exc%d", t.ID+1)
}

// fail emits what an exception edge does: release, say where, go.
func (e *fn) fail(op *ir.Op, released map[*ir.Value]bool) []jen.Code {
	return append(e.late(op), e.failBehind(op, released)...)
}

// failBehind is fail where the stores that op has to do then have been done.
func (e *fn) failBehind(op *ir.Op, released map[*ir.Value]bool) []jen.Code {
	var out []jen.Code
	for _, v := range op.Drops {
		if !released[v] {
			out = append(out, decref(e.val(v)))
		}
	}
	out = append(out, e.traces(op.In)...)
	return append(out, set(e.at(), jen.Lit(e.lineOf(op))), e.goTo(op.Exc))
}

// traces emits the traceback entries of calls that have been replaced.
func (e *fn) traces(in *ir.Frame) []jen.Code {
	var out []jen.Code
	for ; in != nil; in = in.Outer {
		out = append(out, rtCall("Trace", e.row(in.Proto), jen.Lit(in.Proto.Module.File.LineOf(in.Pos.Start))))
	}
	return out
}

func (e *fn) lineOf(op *ir.Op) int { return e.f.Proto.Module.File.LineOf(op.Pos.Start) }
