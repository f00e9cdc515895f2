package ir

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Balance checks the reference counts of a main body after the refcount
// pass: on every path, exception edges included, each owned value is given
// up exactly once, is not used afterwards, and no owned variable is left
// when the function returns. It interprets the structure once, counting
// the references to each value that are held; paths that meet must agree.
func Balance(f *Func) error {
	c := balancer{f: f, at: map[*Try][]*Value{}, breaks: map[*Loop][]*Value{}, heads: map[*Loop][]*Value{}}
	c.held = map[*Value]int{}
	c.seq(f.Body)
	c.vars()
	return errors.Join(c.errs...)
}

type balancer struct {
	f      *Func
	errs   []error
	held   map[*Value]int // references held
	dead   bool           // behind a terminator
	at     map[*Try][]*Value
	breaks map[*Loop][]*Value
	heads  map[*Loop][]*Value
}

func (c *balancer) errorf(format string, args ...any) {
	if len(c.errs) < 20 {
		c.errs = append(c.errs, fmt.Errorf("%s: %s", c.f.Name(), fmt.Sprintf(format, args...)))
	}
}

func (c *balancer) snapshot() []*Value {
	var vs []*Value
	for v, n := range c.held {
		for range n {
			vs = append(vs, v)
		}
	}
	slices.SortFunc(vs, func(a, b *Value) int { return a.ID - b.ID })
	return vs
}

func (c *balancer) restore(vs []*Value, dead bool) {
	c.held = make(map[*Value]int, len(vs))
	for _, v := range vs {
		c.held[v]++
	}
	c.dead = dead
}

func list(vs []*Value) string {
	var s []string
	for _, v := range vs {
		s = append(s, v.String())
	}
	return "{" + strings.Join(s, " ") + "}"
}

// meet checks that the values held here are the ones held on other ways to
// the same place, which m remembers under key.
func meet[K comparable](c *balancer, m map[K][]*Value, key K, place string) {
	here := c.snapshot()
	if there, ok := m[key]; !ok {
		m[key] = here
	} else if !slices.Equal(here, there) {
		c.errorf("%s is reached holding %s and %s", place, list(there), list(here))
	}
}

func (c *balancer) seq(s Seq) {
	for _, n := range s {
		if c.dead {
			return // a handler that only a context gets to leads here
		}
		switch n := n.(type) {
		case *Block:
			c.block(n)
		case *If:
			c.branch(n)
		case *Loop:
			c.loop(n)
		case *Try:
			c.try(n)
		}
	}
}

func (c *balancer) branch(n *If) {
	before := c.snapshot()
	arm := func(s Seq, pick func(*Phi) *Value) ([]*Value, bool) {
		c.restore(before, false)
		c.seq(s)
		if !c.dead {
			for _, phi := range n.Phis {
				if pick(phi) != nil && phi.Own() == Owned {
					c.give(pick(phi), "phi")
				}
			}
		}
		return c.snapshot(), c.dead
	}
	then, thenDead := arm(n.Then, func(p *Phi) *Value { return p.Then })
	els, elseDead := arm(n.Else, func(p *Phi) *Value { return p.Else })
	switch {
	case thenDead:
		c.restore(els, elseDead)
	case elseDead:
		c.restore(then, false)
	default:
		c.restore(then, false)
		if !slices.Equal(then, els) {
			c.errorf("the arms of an if end holding %s and %s", list(then), list(els))
		}
	}
	for _, phi := range n.Phis {
		if !c.dead && phi.Own() == Owned {
			c.held[phi.Res]++
		}
	}
}

func (c *balancer) loop(n *Loop) {
	meet(c, c.heads, n, fmt.Sprintf("l%d", n.ID))
	before := c.snapshot()
	c.block(n.Head)
	c.seq(n.Body)
	if !c.dead {
		meet(c, c.heads, n, fmt.Sprintf("l%d", n.ID))
	}
	if n.Kind != Forever {
		c.restore(before, false) // the head gave nothing
		c.seq(n.Else)
		if !c.dead {
			meet(c, c.breaks, n, fmt.Sprintf("the end of l%d", n.ID))
		}
	}
	end, ok := c.breaks[n]
	c.restore(end, !ok)
}

func (c *balancer) try(n *Try) {
	c.seq(n.Body)
	body, bodyDead := c.snapshot(), c.dead
	caught, ok := c.at[n]
	if !ok {
		return // nothing raises
	}
	c.restore(caught, false)
	c.seq(n.Handler)
	switch {
	case c.dead:
		c.restore(body, bodyDead)
	case !bodyDead:
		if now := c.snapshot(); !slices.Equal(now, body) {
			c.errorf("t%d ends holding %s, its handler %s", n.ID, list(body), list(now))
		}
	}
}

// give takes v's reference from the function.
func (c *balancer) give(v *Value, by string) {
	if c.held[v] == 0 {
		if v.Own() != NoRef {
			c.errorf("%s gives up %s, which is not held", by, v)
		}
		return
	}
	if c.held[v]--; c.held[v] == 0 {
		delete(c.held, v)
	}
}

func (c *balancer) block(b *Block) {
	for _, op := range b.Ops {
		c.op(op)
	}
}

func (c *balancer) op(op *Op) {
	for _, v := range op.Args {
		if v != nil && v.Own() == Owned && c.held[v] == 0 {
			c.errorf("%s uses %s after its release", op.Code, v)
		}
	}
	if op.Code == OpYield { // gone before anything is thrown in
		c.give(op.Args[0], "yield")
	}
	if op.CanRaise() {
		after := c.snapshot()
		for _, v := range op.Drops {
			c.give(v, "the exception edge of "+op.Code.String())
		}
		if op.Exc != nil {
			meet(c, c.at, op.Exc, fmt.Sprintf("the handler of t%d", op.Exc.ID))
		} else if len(c.held) > 0 {
			c.errorf("%s leaves the function holding %s", op.Code, list(c.snapshot()))
		}
		c.restore(after, false)
	}
	if op.Exit != nil {
		after := c.snapshot()
		for _, v := range op.Exit.Drops {
			c.give(v, "the exit of "+op.Code.String())
		}
		if len(c.held) > 0 {
			c.errorf("the exit of %s leaves the function holding %s", op.Code, list(c.snapshot()))
		}
		c.restore(after, false)
	}
	info := op.Code.Info()
	switch {
	case op.Code == OpIncref:
		c.held[op.Args[0]]++
	case op.Code == OpDecref:
		c.give(op.Args[0], "decref")
	case op.Guards() && op.Move:
		c.give(op.Args[0], op.Code.String())
	case info.Steals && op.Code != OpYield:
		for _, v := range op.Args {
			c.give(v, op.Code.String())
		}
	}
	if op.Res != nil && op.Own() == Owned {
		c.held[op.Res]++
		for _, v := range op.More {
			c.held[v]++
		}
	}
	if info.Term {
		switch op.Code {
		case OpReturn:
			if len(c.held) > 0 {
				c.errorf("return holding %s", list(c.snapshot()))
			}
		case OpBreak:
			meet(c, c.breaks, op.Loop, fmt.Sprintf("the end of l%d", op.Loop.ID))
		case OpContinue:
			meet(c, c.heads, op.Loop, fmt.Sprintf("l%d", op.Loop.ID))
		}
		c.dead = true
	}
}

// vars checks that returns and the exit leave no owned variable set, and
// that no store overwrites one.
func (c *balancer) vars() {
	a := AnalyseAssignment(c.f)
	for _, b := range c.f.Blocks {
		a.Walk(b, func(op *Op, _, may func(any) bool) {
			switch op.Code {
			case OpReturn, OpFail:
				for _, v := range slices.Concat(c.f.Params, c.f.Vars) {
					if v.Rep == RepValue && !v.Borrowed && may(v) {
						c.errorf("%s with %s still held", op.Code, v)
					}
				}
			case OpStoreVar:
				if op.Var.Rep == RepValue && may(op.Var) {
					c.errorf("store overwrites %s", op.Var)
				}
			}
		})
	}
}

// Own returns who holds v's reference, in the main world.
func (v *Value) Own() Own {
	switch {
	case v.Rep != RepValue:
		return NoRef
	case v.Phi != nil:
		return v.Phi.Own()
	case v.Def != nil:
		return v.Def.Own()
	}
	return NoRef
}

// Own returns who holds the result of p: nobody needs to if neither operand
// can be freed, else the function.
func (p *Phi) Own() Own {
	if p.Res.Rep != RepValue {
		return NoRef
	}
	for _, v := range []*Value{p.Then, p.Else} {
		if v != nil && v.Own() != NoRef {
			return Owned
		}
	}
	return NoRef
}
