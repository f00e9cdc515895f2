package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Splitting of very large functions. The Go compiler takes time that grows
// faster than a function's size: ten thousand statements in a row, which
// programs that write programs make, are minutes. So a function of more than
// splitAt ops is emitted in pieces: runs of its structure, at every depth where
// there are too many ops in one sequence, become Go functions of their own.
//
// Variables, and values that one piece makes and another uses, are fields of a
// struct on the stack of the function, whose address the pieces get. A piece
// returns how it was left: 0, at its end; 1, by a return, whose value is in the
// struct; above that, by a jump to an exception handler or a loop around it. The
// caller goes on from there.
//
// O(ops × depth).

// splitAt is how many pieces long a function must be to be emitted in pieces.
const splitAt = 3

// pieceSize is about how many ops a piece has.
const pieceSize = 1000

// frameVar is the Go variable that holds the struct.
const frameVar = "frame"

// split is the state of emitting a function in pieces.
type split struct {
	name   string               // of the struct's type
	groups map[ir.Node][]ir.Seq // by its first node: the runs that a sequence is emitted in
	piece  map[*ir.Op]int       // the innermost piece that an op is in; 0 is the function itself
	arms   map[*ir.If]int       // likewise the piece that an if is in
	n      int                  // pieces planned
	size   map[ir.Node]int      // ops
	limit  int                  // of a piece's ops, about
	field  *scope
	fields []jen.Code
	exits  map[exit]int // the number of each jump out of a piece

	// While a piece is emitted:
	deep   int          // pieces around what is emitted
	inside map[any]bool // every *ir.Try and *ir.Loop that is wholly in the innermost
	left   []exit       // jumps that leave the innermost, by first appearance
	done   []jen.Code   // finished pieces
	names  int          // how many have a name
}

// exit is a jump out of a piece: a return; the keyword break or continue of loop;
// else to the handler of try, of which nil is the function's own.
type exit struct {
	ret     bool
	keyword string
	loop    *ir.Loop
	try     *ir.Try
}

// sizes counts the ops of every node of s into out, and returns their sum.
func sizes(s ir.Seq, out map[ir.Node]int) int {
	total := 0
	for _, n := range s {
		size := 1
		switch n := n.(type) {
		case *ir.Block:
			size = len(n.Ops)
		case *ir.If:
			size += sizes(n.Then, out) + sizes(n.Else, out)
		case *ir.Loop:
			size += len(n.Head.Ops) + sizes(n.Body, out) + sizes(n.Else, out)
		case *ir.Try:
			size += sizes(n.Body, out) + sizes(n.Handler, out)
		}
		out[n] = size
		total += size
	}
	return total
}

// planSplit prepares to emit the function in pieces if it is that large.
func (e *fn) planSplit() {
	size := map[ir.Node]int{}
	limit := e.opts.PieceSize
	if limit == 0 {
		limit = pieceSize
	}
	if sizes(e.f.Body, size) <= splitAt*limit {
		return
	}
	sp := &split{
		limit: limit,
		name:  e.pkg.scope.name(e.funcs[e.f] + "Frame"), groups: map[ir.Node][]ir.Seq{},
		piece: map[*ir.Op]int{}, arms: map[*ir.If]int{}, size: size,
		field: &scope{used: map[string]bool{"result": true, "at": true}, next: map[string]int{}, fields: true},
		exits: map[exit]int{{ret: true}: 1},
	}
	sp.plan(e.f.Body, 0)
	if sp.n == 0 {
		return
	}
	e.split = sp
	e.scope.used[frameVar] = true
	for _, v := range append(e.f.Params[:len(e.f.Params):len(e.f.Params)], e.f.Vars...) {
		if e.read[v] || v.Param {
			e.names[v] = sp.add(v.Name, v.Rep)
		}
	}
	// What one piece makes and another uses.
	e.f.EachOp(func(op *ir.Op) {
		for _, v := range append(op.Args[:len(op.Args):len(op.Args)], op.Drops...) {
			if v != nil && sp.home(v) != sp.piece[op] {
				e.share(v)
			}
		}
	})
	e.f.Body.Walk(func(n ir.Node) {
		if n, ok := n.(*ir.If); ok {
			for _, phi := range n.Phis {
				e.share(phi.Res)
				for _, v := range []*ir.Value{phi.Then, phi.Else} {
					if v != nil && v.Def != nil && sp.home(v) != sp.arms[n] {
						e.share(v)
					}
				}
			}
		}
	})
}

// plan divides s, which is in piece around, and what is in it.
func (sp *split) plan(s ir.Seq, around int) {
	total := 0
	for _, n := range s {
		total += sp.size[n]
	}
	groups := []ir.Seq{s}
	if total > sp.limit {
		groups = sp.divide(s)
	}
	if len(groups) > 1 {
		sp.groups[s[0]] = groups
	}
	for _, g := range groups {
		in := around
		if len(groups) > 1 {
			sp.n++
			in = sp.n
		}
		for _, n := range g {
			switch n := n.(type) {
			case *ir.Block:
				for _, op := range n.Ops {
					sp.piece[op] = in
				}
			case *ir.If:
				sp.arms[n] = in
				sp.plan(n.Then, in)
				sp.plan(n.Else, in)
			case *ir.Loop:
				for _, op := range n.Head.Ops {
					sp.piece[op] = in
				}
				sp.plan(n.Body, in)
				sp.plan(n.Else, in)
			case *ir.Try:
				sp.plan(n.Body, in)
				sp.plan(n.Handler, in)
			}
		}
	}
}

// divide returns s in runs of about pieceSize ops. A block that is too large by
// itself is several, as far as the emitter is concerned.
func (sp *split) divide(s ir.Seq) []ir.Seq {
	var nodes ir.Seq
	for _, n := range s {
		b, ok := n.(*ir.Block)
		for ok && len(b.Ops) > sp.limit+sp.limit/4 {
			cut := cutAt(b.Ops, sp.limit)
			if cut == len(b.Ops) {
				break
			}
			part := &ir.Block{Ops: b.Ops[:cut]}
			b = &ir.Block{Ops: b.Ops[cut:]}
			sp.size[part], sp.size[b] = cut, len(b.Ops)
			nodes = append(nodes, part)
			n = b
		}
		nodes = append(nodes, n)
	}
	var groups []ir.Seq
	for len(nodes) > 0 {
		n, size := 0, 0
		for n < len(nodes) && (n == 0 || size+sp.size[nodes[n]] <= sp.limit) {
			size += sp.size[nodes[n]]
			n++
		}
		// An if keeps the block in front of it, which ends with its test.
		if n < len(nodes) && !isBlock(nodes[n]) && isBlock(nodes[n-1]) {
			if n > 1 {
				n--
			} else {
				n++
			}
		}
		groups = append(groups, nodes[:n])
		nodes = nodes[n:]
	}
	return groups
}

func isBlock(n ir.Node) bool {
	_, ok := n.(*ir.Block)
	return ok
}

// cutAt returns where to cut ops, before the end: where a statement begins, so that
// little goes from one piece to the next; in a statement that is long by itself, between
// two ops. An op and the releases behind it stay together.
func cutAt(ops []*ir.Op, limit int) int {
	between := len(ops)
	for i := limit; i < len(ops); i++ {
		if c := ops[i].Code; c == ir.OpDecref || c == ir.OpIncref {
			continue
		}
		if ops[i].Pos.Start > ops[i-1].Pos.End {
			return i
		}
		if between = min(between, i); i > limit+limit/4 {
			return between
		}
	}
	return len(ops)
}

// home is the piece that makes v.
func (sp *split) home(v *ir.Value) int {
	if v.Def == nil {
		return -1 // a phi
	}
	return sp.piece[v.Def]
}

// share makes a field of v, unless it is written out where it is used: then of
// its operands.
func (e *fn) share(v *ir.Value) {
	if _, done := e.names[v]; done {
		return
	}
	if v.Def != nil {
		switch v.Def.Code {
		case ir.OpConst, ir.OpConstInt, ir.OpConstFloat, ir.OpBoolVal, ir.OpFuncRef, ir.OpLoadBuiltin, ir.OpGlobals, ir.OpClosureCell:
			return
		case ir.OpLoadVar:
			if v.Def.Alias || v.Def.Move {
				return
			}
		case ir.OpLoadGlobal:
			if g := v.Def.Global; g.Constant && !(g.Builtin && v.Def.Checked && v.Def.Module == nil) {
				return
			}
		case ir.OpBox, ir.OpBoxInt, ir.OpNot:
			for _, x := range v.Def.Args {
				e.share(x)
			}
			return
		}
	}
	e.names[v] = e.split.add(v.Hint, v.Rep)
}

// add adds a field to the struct and returns the expression for it.
func (sp *split) add(want string, rep ir.Rep) string {
	if want == "" {
		want = "t"
	}
	typ := jen.Qual(Path, "Value")
	switch rep {
	case ir.RepBool:
		typ = jen.Bool()
	case ir.RepInt:
		typ = jen.Int64()
	case ir.RepFloat:
		typ = jen.Float64()
	}
	return sp.addTyped(want, typ)
}

func (sp *split) addTyped(want string, typ jen.Code) string {
	name := sp.field.name(unexported(want))
	sp.fields = append(sp.fields, jen.Id(name).Add(typ))
	return frameVar + "." + name
}

// frameType declares the struct.
func (sp *split) frameType(of string) jen.Code {
	fields := append(sp.fields[:len(sp.fields):len(sp.fields)], jen.Id("result").Qual(Path, "Value"), jen.Id("at").Int32())
	return jen.Comment(fmt.Sprintf("%s holds the variables of %s, which is too large for one Go function.", sp.name, of)).Line().
		Type().Id(sp.name).Struct(fields...)
}

// pieces emits the runs of a sequence, whose end can be reached if ends says so.
func (e *fn) pieces(groups []ir.Seq, ends bool) {
	for i, g := range groups {
		e.emitPiece(g, ends || i+1 < len(groups))
	}
}

// emitPiece emits nodes as a function of their own, and the call of it.
func (e *fn) emitPiece(nodes ir.Seq, ends bool) {
	sp := e.split
	inner := *e
	inside, left := sp.inside, sp.left
	sp.inside, sp.left = map[any]bool{}, nil
	sp.deep++
	nodes.Walk(func(n ir.Node) {
		switch n.(type) {
		case *ir.Try, *ir.Loop:
			sp.inside[n] = true
		}
	})
	inner.values, inner.bools, inner.ints, inner.floats, inner.snaps, inner.brief = nil, nil, nil, nil, nil, map[string]string{}
	inner.named, inner.needs = map[string][]tempName{}, map[string]bool{}
	inner.loops, inner.line, inner.inlineTest = nil, 0, nil
	var body []jen.Code
	inner.out = &body
	inner.nodes(nodes)
	if ends {
		inner.add(jen.Return(jen.Lit(0)))
	}
	sp.names++
	name := e.pkg.scope.name(fmt.Sprintf("%s_%d", e.funcs[e.f], sp.names))
	sp.done = append(sp.done,
		jen.Comment(fmt.Sprintf("%s is a piece of %s.", name, e.funcs[e.f])).Line().
			Func().Id(name).Params(jen.Id("c").Op("*").Qual(Path, "Ctx"), jen.Id(frameVar).Op("*").Id(sp.name)).Int().
			Block(append(inner.declarations(nil), body...)...), e.back(), jen.Line())
	ways := sp.left
	sp.deep--
	sp.inside, sp.left = inside, left
	e.line = 0

	frame := jen.Op("&").Id(frameVar)
	if sp.deep > 0 {
		frame = jen.Id(frameVar)
	}
	e.follow(jen.Id(name).Call(jen.Id("c"), frame), ways, ends)
}

// follow emits the call of a piece and what comes of each way out of it. ends
// says whether one is its end.
func (e *fn) follow(call jen.Code, ways []exit, ends bool) {
	switch {
	case len(ways) == 0:
		e.add(call)
		return
	case len(ways) == 1 && !ends:
		e.add(call)
		e.add(e.take(ways[0])...)
		return
	}
	e.needs["way"] = true
	if len(ways) == 1 {
		e.add(jen.If(set("way", call), jen.Id("way").Op("!=").Lit(0)).Block(e.take(ways[0])...))
		return
	}
	e.add(set("way", call))
	last := len(ways)
	if !ends {
		last--
	}
	for _, x := range ways[:last] {
		e.add(jen.If(jen.Id("way").Op("==").Lit(e.split.exits[x])).Block(e.take(x)...))
	}
	for _, x := range ways[last:] {
		e.add(e.take(x)...)
	}
}

// take emits the jump x in the function that has called a piece.
func (e *fn) take(x exit) []jen.Code {
	switch {
	case x.ret && e.split.deep > 0:
		return []jen.Code{e.leave(x)}
	case x.ret:
		return e.returns(jen.Id(frameVar).Dot("result"))
	case x.loop != nil:
		return e.sub(func() { e.jump(x.keyword, x.loop) })
	}
	return []jen.Code{e.goTo(x.try)}
}

// leave emits the jump x out of the current piece.
func (e *fn) leave(x exit) jen.Code {
	sp := e.split
	if sp.exits[x] == 0 {
		sp.exits[x] = len(sp.exits) + 1
	}
	if !slices.Contains(sp.left, x) {
		sp.left = append(sp.left, x)
	}
	return jen.Return(jen.Lit(sp.exits[x]))
}

// leaves reports whether a jump to a *ir.Try or *ir.Loop leads out of the current
// piece.
func (e *fn) leaves(to any) bool {
	sp := e.split
	return sp != nil && sp.deep > 0 && !sp.inside[to]
}

// returns emits a return of v.
func (e *fn) returns(v jen.Code) []jen.Code {
	if e.split != nil && e.split.deep > 0 {
		return []jen.Code{set(frameVar+".result", v), e.leave(exit{ret: true})}
	}
	ret := jen.Return(v)
	if e.unboxed() {
		ret = jen.Return(v, jen.True())
	}
	if e.frame {
		return []jen.Code{rtCall("Leave"), ret}
	}
	return []jen.Code{ret}
}

// goTo emits the jump to the handler of t, or to where exceptions leave.
func (e *fn) goTo(t *ir.Try) jen.Code {
	if e.leaves(t) {
		return e.leave(exit{try: t})
	}
	e.targets[t]++
	return jen.Goto().Id(label(t))
}

// at is the variable that holds the line of an exception.
func (e *fn) at() string {
	if e.split != nil {
		return frameVar + ".at"
	}
	e.needs["at"] = true
	return "at"
}
