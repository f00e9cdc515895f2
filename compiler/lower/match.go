package lower

import (
	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// A match statement becomes nested ifs: inside the last of a pattern's tests stand
// the stores to the names it captures, the guard and the suite, behind which
// control leaves the statement. Where a test fails, control falls to the next case.

// capture is a name that a pattern binds, when all of it has matched.
type capture struct {
	bind *resolve.Binding
	name string
	v    *ir.Value
}

func (b *builder) matchStmt(s *syntax.Match) {
	subject := b.expr(s.Subject)
	b.escape(func(leave func()) {
		for _, c := range s.Cases {
			if b.block == nil {
				return // the case before matches everything
			}
			restore := b.at(c.Pattern)
			var caps []capture
			b.pattern(c.Pattern, subject, &caps, func() {
				for _, x := range caps {
					b.storeBinding(x.bind, x.name, x.v)
				}
				suite := func() {
					b.stmts(c.Body)
					leave()
				}
				if c.Guard == nil {
					suite()
				} else {
					b.branch(b.cond(c.Guard), suite, nil)
				}
			})
			restore()
		}
		leave()
	})
}

// escape lowers body so that it can be left from anywhere inside.
func (b *builder) escape(body func(leave func())) {
	l := &ir.Loop{ID: b.fn.NLoops, Pos: b.pos, Kind: ir.Forever, Head: &ir.Block{}}
	b.fn.NLoops++
	left := false
	l.Body = b.sub(func() {
		body(func() {
			if b.block != nil {
				left = true
				b.op(&ir.Op{Code: ir.OpBreak, Loop: l})
			}
		})
	})
	b.add(l, left)
}

// pattern lowers the tests that p makes of v, around what then lowers. caps gets
// what p captures.
func (b *builder) pattern(p syntax.Pattern, v *ir.Value, caps *[]capture, then func()) {
	defer b.at(p)()
	switch p := p.(type) {
	case *syntax.MatchValue, *syntax.MatchSingleton:
		b.branch(b.plainPattern(p, v), then, nil)
	case *syntax.MatchAs:
		name := func() {
			if p.Name != "" {
				*caps = append(*caps, capture{b.info.BindingOf(p), p.Name, v})
			}
			then()
		}
		if p.Pattern == nil {
			name()
			return
		}
		b.pattern(p.Pattern, v, caps, name)
	case *syntax.MatchOr:
		b.alternatives(p, v, caps, then)
	case *syntax.MatchSequence:
		b.sequencePattern(p, v, caps, then)
	case *syntax.MatchMapping:
		b.mappingPattern(p, v, caps, then)
	case *syntax.MatchClass:
		b.classPattern(p, v, caps, then)
	}
}

// patterns lowers the patterns ps of the values vs, one inside the other.
func (b *builder) patterns(ps []syntax.Pattern, vs func(i int) *ir.Value, caps *[]capture, then func()) {
	var nest func(i int)
	nest = func(i int) {
		for i < len(ps) && isWildcard(ps[i]) {
			i++
		}
		if i == len(ps) {
			then()
			return
		}
		p := ps[i]
		if star, ok := p.(*syntax.MatchStar); ok {
			*caps = append(*caps, capture{b.info.BindingOf(star), star.Name, vs(i)})
			nest(i + 1)
			return
		}
		b.pattern(p, vs(i), caps, func() { nest(i + 1) })
	}
	nest(0)
}

func isWildcard(p syntax.Pattern) bool {
	switch p := p.(type) {
	case *syntax.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *syntax.MatchStar:
		return p.Name == ""
	}
	return false
}

// plainPattern is the test of a pattern that captures nothing and takes nothing
// apart, or nil for another.
func (b *builder) plainPattern(p syntax.Pattern, v *ir.Value) *ir.Value {
	switch p := p.(type) {
	case *syntax.MatchValue:
		return b.emit(ir.OpTestEq, "equal", v, b.expr(p.Value))
	case *syntax.MatchSingleton:
		c := &ir.Const{Kind: ir.ConstNone}
		switch p.Value {
		case true:
			c.Kind = ir.ConstTrue
		case false:
			c.Kind = ir.ConstFalse
		}
		return b.emit(ir.OpTestIs, "same", v, b.constant(c))
	}
	return nil
}

func isPlain(ps []syntax.Pattern) bool {
	for _, p := range ps {
		switch p.(type) {
		case *syntax.MatchValue, *syntax.MatchSingleton:
		default:
			return false
		}
	}
	return true
}

// alternatives lowers an or-pattern: the first that matches leaves its captures in
// variables that all of them share.
func (b *builder) alternatives(p *syntax.MatchOr, v *ir.Value, caps *[]capture, then func()) {
	if isPlain(p.Patterns) {
		var any func(ps []syntax.Pattern) *ir.Value
		any = func(ps []syntax.Pattern) *ir.Value {
			first := b.plainPattern(ps[0], v)
			if len(ps) == 1 {
				return first
			}
			return b.choose(first, "either", func() *ir.Value { return b.boolean(true) }, func() *ir.Value { return any(ps[1:]) })
		}
		b.branch(any(p.Patterns), then, nil)
		return
	}
	yes := func() *ir.Value { return b.constant(&ir.Const{Kind: ir.ConstTrue}) }
	found := b.newVar("", ir.RepValue)
	b.op(&ir.Op{Code: ir.OpStoreVar, Var: found, Args: []*ir.Value{b.constant(&ir.Const{Kind: ir.ConstFalse})}})
	shared := map[*resolve.Binding]*ir.Var{}
	var order []capture
	b.escape(func(leave func()) {
		for _, alt := range p.Patterns {
			if b.block == nil {
				return
			}
			var own []capture
			b.pattern(alt, v, &own, func() {
				for _, c := range own {
					if shared[c.bind] == nil {
						shared[c.bind] = b.newVar("", ir.RepValue)
						order = append(order, c)
					}
					b.op(&ir.Op{Code: ir.OpStoreVar, Var: shared[c.bind], Args: []*ir.Value{c.v}})
				}
				b.op(&ir.Op{Code: ir.OpStoreVar, Var: found, Args: []*ir.Value{yes()}})
				leave()
			})
		}
		leave()
	})
	matched := b.emit(ir.OpTestIs, "matched", b.value(&ir.Op{Code: ir.OpLoadVar, Var: found}, "found"), yes())
	b.branch(matched, func() {
		for _, c := range order {
			x := b.value(&ir.Op{Code: ir.OpLoadVar, Var: shared[c.bind], Checked: true}, c.name)
			*caps = append(*caps, capture{c.bind, c.name, x})
		}
		then()
	}, nil)
}

// sequencePattern tests for a sequence of the right length and takes it apart.
func (b *builder) sequencePattern(p *syntax.MatchSequence, v *ir.Value, caps *[]capture, then func()) {
	star, wild := -1, true
	for i, x := range p.Patterns {
		if _, ok := x.(*syntax.MatchStar); ok {
			star = i
		}
		wild = wild && isWildcard(x)
	}
	test := &ir.Op{Code: ir.OpMatchSeq, N: int64(len(p.Patterns)), Args: []*ir.Value{v}}
	op := &ir.Op{Code: ir.OpUnpack, N: test.N, Args: []*ir.Value{v}}
	if star >= 0 {
		test.N, test.Index = test.N-1, []int{star}
		op = &ir.Op{Code: ir.OpUnpackEx, N: int64(star), Index: []int{len(p.Patterns) - star - 1}, Args: []*ir.Value{v}}
	}
	b.branch(b.value(test, "sequence"), func() {
		if wild {
			then()
			return
		}
		if star >= 0 && isWildcard(p.Patterns[star]) {
			b.patterns(p.Patterns, func(i int) *ir.Value { return b.sequenceItem(v, i, star, len(p.Patterns)) }, caps, then)
			return
		}
		items := b.value(op, "items")
		b.patterns(p.Patterns, func(i int) *ir.Value { return b.item(items, i) }, caps, then)
	}, nil)
}

// sequenceItem loads the item that pattern i of n matches, by its index: what the
// wildcard at star stands for is not looked at.
func (b *builder) sequenceItem(v *ir.Value, i, star, n int) *ir.Value {
	index := func(i int) *ir.Value { return b.constant(&ir.Const{Kind: ir.ConstInt, Int: int64(i)}) }
	if i < star {
		return b.emit(ir.OpGetItem, "item", v, index(i))
	}
	size := b.emit(ir.OpCall, "size", b.value(&ir.Op{Code: ir.OpLoadBuiltin, Name: "len"}, "len"), v)
	return b.emit(ir.OpGetItem, "item", v, b.emit(ir.OpSub, "index", size, index(n-i)))
}

func (b *builder) item(tuple *ir.Value, i int) *ir.Value {
	return b.value(&ir.Op{Code: ir.OpTupleItem, N: int64(i), Args: []*ir.Value{tuple}}, "item")
}

// present is the test that v, what an op found, is not None.
func (b *builder) present(v *ir.Value, then func()) {
	b.branch(b.emit(ir.OpNot, "", b.emit(ir.OpTestIs, "absent", v, b.none())), then, nil)
}

func (b *builder) mappingPattern(p *syntax.MatchMapping, v *ir.Value, caps *[]capture, then func()) {
	test := b.value(&ir.Op{Code: ir.OpMatchMap, N: int64(len(p.Keys)), Args: []*ir.Value{v}}, "mapping")
	b.branch(test, func() {
		if len(p.Keys) == 0 && p.Rest == "" {
			then()
			return
		}
		keys := b.emit(ir.OpTuple, "keys", b.exprs(p.Keys)...)
		values := b.emit(ir.OpMatchKeys, "values", v, keys)
		b.present(values, func() {
			b.patterns(p.Patterns, func(i int) *ir.Value { return b.item(values, i) }, caps, func() {
				if p.Rest != "" {
					*caps = append(*caps, capture{b.info.BindingOf(p), p.Rest, b.emit(ir.OpMatchRest, "rest", v, keys)})
				}
				then()
			})
		})
	}, nil)
}

func (b *builder) classPattern(p *syntax.MatchClass, v *ir.Value, caps *[]capture, then func()) {
	op := &ir.Op{Code: ir.OpMatchClass, N: int64(len(p.Patterns)), Args: []*ir.Value{v, b.expr(p.Cls)}}
	all := append(p.Patterns[:len(p.Patterns):len(p.Patterns)], p.KwdPatterns...)
	for _, k := range p.KwdAttrs {
		op.Names = append(op.Names, mangle(b.scope.Private, k.Name))
	}
	attrs := b.value(op, "attrs")
	b.present(attrs, func() {
		b.patterns(all, func(i int) *ir.Value { return b.item(attrs, i) }, caps, then)
	})
}
