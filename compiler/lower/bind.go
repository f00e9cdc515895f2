package lower

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// A plan says where each parameter of a known function gets its value in one
// call: bound at compile time what CPython binds at each call.
type plan struct {
	from   []int // per parameter: index of the argument, or noArg
	extra  []int // arguments that *args gets
	extraK []int // keyword arguments (indices behind the positional) that **kw gets
}

const noArg = -1

// bindCall binds the arguments of e, skipping the first skip parameters, or
// returns nil if that cannot be done here: a starred argument, or a mismatch
// that must raise.
func bindCall(ps *ir.Params, e *syntax.Call, skip int) *plan {
	if hasStar(e.Args) || hasDoubleStar(e.Keywords) {
		return nil
	}
	p := &plan{from: make([]int, ps.Len())}
	for i := range p.from {
		p.from[i] = noArg
	}
	for i := range e.Args {
		switch {
		case i+skip < ps.NPos:
			p.from[i+skip] = i
		case ps.VarArgs:
			p.extra = append(p.extra, i)
		default:
			return nil
		}
	}
	for k, kw := range e.Keywords {
		arg := len(e.Args) + k
		to := noArg
		for i := ps.NPosOnly; i < ps.NPos+ps.NKwOnly; i++ {
			if ps.Names[i] == kw.Arg {
				to = i
			}
		}
		switch {
		case to == noArg && ps.VarKw:
			p.extraK = append(p.extraK, arg)
		case to == noArg, p.from[to] != noArg, to < skip:
			return nil
		default:
			p.from[to] = arg
		}
	}
	for i := skip; i < ps.NPos+ps.NKwOnly; i++ {
		if p.from[i] == noArg && !ps.HasDefault[i] {
			return nil
		}
	}
	return p
}

// partial reports whether the call takes a default.
func (p *plan) partial(ps *ir.Params) bool {
	return slices.Contains(p.from[:ps.NPos+ps.NKwOnly], noArg)
}

// bound evaluates the arguments of e in their order and gives them in the
// order of callee's parameters.
func (b *builder) bound(callee *ir.Proto, p *plan, e *syntax.Call, first []*ir.Value) []*ir.Value {
	ps := &callee.Params
	vs := b.exprs(e.Args)
	for _, k := range e.Keywords {
		vs = append(vs, b.expr(k.Value))
	}
	out := make([]*ir.Value, ps.Len())
	copy(out, first)
	for i := len(first); i < ps.NPos+ps.NKwOnly; i++ {
		switch {
		case p.from[i] != noArg:
			out[i] = vs[p.from[i]]
		case ps.Defaults[i] != nil:
			out[i] = b.constant(ps.Defaults[i])
		default:
			out[i] = b.value(&ir.Op{Code: ir.OpDefault, Proto: callee, N: int64(i)}, ps.Names[i])
		}
	}
	if i := ps.VarArgsIndex(); i >= 0 {
		var extra []*ir.Value
		for _, j := range p.extra {
			extra = append(extra, vs[j])
		}
		out[i] = b.emit(ir.OpTuple, ps.Names[i], extra...)
	}
	if i := ps.VarKwIndex(); i >= 0 {
		d := b.emit(ir.OpDict, ps.Names[i])
		for _, j := range p.extraK {
			b.do(ir.OpDictSet, d, b.str(e.Keywords[j-len(e.Args)].Arg), vs[j])
		}
		out[i] = d
	}
	return out
}
