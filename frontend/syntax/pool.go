package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// pool allocates the commonest nodes in blocks, which halves the time spent
// in Go's allocator. A block lives as long as any of its nodes, which is no
// loss: a tree is kept or dropped as a whole.
type pool struct {
	names      []Name
	constants  []Constant
	attributes []Attribute
	calls      []Call
	exprStmts  []ExprStmt
	assigns    []Assign
	args       []Arg
	keywords   []Keyword
	subscripts []Subscript
	binOps     []BinOp
}

const poolBlock = 64

// alloc returns a zero T from block.
func alloc[T any](block *[]T) *T {
	if len(*block) == 0 {
		*block = make([]T, poolBlock)
	}
	t := &(*block)[0]
	*block = (*block)[1:]
	return t
}

func (p *parser) constant(at diag.Span, v any, u bool) *Constant {
	c := alloc(&p.pool.constants)
	c.Span, c.Value, c.UPrefix = at, v, u
	return c
}

// popExprs returns a copy of what was pushed on p.exprs since mark.
func (p *parser) popExprs(mark int) []Expr {
	n := len(p.exprs) - mark
	if n == 0 {
		return nil
	}
	list := make([]Expr, n)
	copy(list, p.exprs[mark:])
	clear(p.exprs[mark:])
	p.exprs = p.exprs[:mark]
	return list
}

func (p *parser) push(e Expr) { p.exprs = append(p.exprs, e) }
