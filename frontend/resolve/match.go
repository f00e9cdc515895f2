package resolve

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Match statements: the names that patterns bind, and what CPython's compiler
// refuses in them.

func (c *collector) match(s *syntax.Match) {
	c.expr(s.Subject)
	outer := c.guards
	c.guards |= guardBranch
	for i, m := range s.Cases {
		names := make(map[string]bool)
		last := i == len(s.Cases)-1 || m.Guard != nil
		if or, ok := m.Pattern.(*syntax.MatchOr); ok && !last {
			c.refutable = or
		}
		c.pattern(m.Pattern, names)
		c.expr(m.Guard)
		if !last {
			c.irrefutable(m.Pattern)
		}
		c.body(m.Body, false)
	}
	c.guards = outer
}

// irrefutable reports a pattern that always matches, before others.
func (c *collector) irrefutable(p syntax.Pattern) {
	if as := alwaysMatches(p); as != nil {
		if as.Name == "" {
			c.errorf(as.Span, diag.Pattern, "wildcard makes remaining patterns unreachable")
		} else {
			c.errorf(as.Span, diag.Pattern, "name capture '%s' makes remaining patterns unreachable", as.Name)
		}
	}
}

// alwaysMatches returns the capture or wildcard that makes p match anything,
// or nil.
func alwaysMatches(p syntax.Pattern) *syntax.MatchAs {
	switch p := p.(type) {
	case *syntax.MatchAs:
		if p.Pattern == nil {
			return p
		}
		return alwaysMatches(p.Pattern)
	case *syntax.MatchOr:
		return alwaysMatches(p.Patterns[len(p.Patterns)-1])
	}
	return nil
}

// capture binds a name in a pattern.
func (c *collector) capture(name string, at diag.Span, node syntax.Pattern, names map[string]bool) {
	if names[name] {
		c.errorf(at, diag.Pattern, "multiple assignments to name '%s' in pattern", name)
	}
	names[name] = true
	c.bind(name, at, node, 0)
}

// pattern visits a pattern and adds the names it binds to names.
func (c *collector) pattern(p syntax.Pattern, names map[string]bool) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		c.patternValue(p.Value, "patterns may only match literals and attribute lookups")
		c.expr(p.Value)
	case *syntax.MatchSequence:
		stars := 0
		for _, x := range p.Patterns {
			if _, ok := x.(*syntax.MatchStar); ok {
				if stars++; stars == 2 {
					c.errorf(p.Span, diag.Pattern, "multiple starred names in sequence pattern")
				}
			}
			c.pattern(x, names)
		}
	case *syntax.MatchStar:
		if p.Name != "" {
			c.capture(p.Name, p.Span, p, names)
		}
	case *syntax.MatchMapping:
		c.mapping(p, names)
	case *syntax.MatchClass:
		c.expr(p.Cls)
		for _, x := range p.Patterns {
			c.pattern(x, names)
		}
		for i, k := range p.KwdAttrs {
			for _, earlier := range p.KwdAttrs[:i] {
				if earlier.Name == k.Name {
					c.errorf(p.KwdPatterns[i].Extent(), diag.Pattern, "attribute name repeated in class pattern: %s", k.Name)
					break
				}
			}
			if k.Name == "__debug__" {
				c.errorf(p.KwdPatterns[i].Extent(), diag.Target, "cannot assign to __debug__")
			}
			c.pattern(p.KwdPatterns[i], names)
		}
	case *syntax.MatchAs:
		if p.Pattern != nil {
			c.pattern(p.Pattern, names)
		}
		if p.Name != "" {
			c.capture(p.Name, p.Span, p, names)
		}
	case *syntax.MatchOr:
		c.alternatives(p, names)
	}
}

// mapping visits a mapping pattern.
func (c *collector) mapping(p *syntax.MatchMapping, names map[string]bool) {
	seen := make(map[string]bool)
	for i, k := range p.Keys {
		if _, ok := k.(*syntax.Attribute); !ok {
			c.patternValue(k, "mapping pattern keys may only match literals and attribute lookups")
			key := patternKey(k)
			if seen[key] {
				text := c.file.Source[k.Extent().Start:k.Extent().End]
				if lit, ok := k.(*syntax.Constant); ok {
					if s, ok := lit.Value.(string); ok {
						text = []byte(syntax.ReprStr(s))
					}
				}
				c.errorf(p.Span, diag.Pattern, "mapping pattern checks duplicate key (%s)", text)
			}
			seen[key] = true
		}
		c.expr(k)
		c.pattern(p.Patterns[i], names)
	}
	if p.Rest != "" {
		c.capture(p.Rest, p.Span, p, names)
	}
}

// patternKey returns a text that equal keys of a mapping pattern share. As in
// a dict, numbers of any type are equal if their values are.
func patternKey(e syntax.Expr) string {
	if re, im, ok := number(e); ok {
		return fmt.Sprintf("number %v %v", re+0, im+0) // no negative zero
	}
	return syntax.Dump(e, nil, false)
}

// number returns the value of a numeric literal that a float can hold.
func number(e syntax.Expr) (re, im float64, ok bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		switch v := e.Value.(type) {
		case bool:
			if v {
				return 1, 0, true
			}
			return 0, 0, true
		case int64:
			return float64(v), 0, int64(float64(v)) == v
		case float64:
			return v, 0, true
		case syntax.Imag:
			return 0, float64(v), true
		}
	case *syntax.UnaryOp:
		re, im, ok = number(e.Operand)
		return -re, -im, ok
	case *syntax.BinOp:
		re, _, ok = number(e.Left)
		_, im, ok2 := number(e.Right)
		if e.Op == syntax.Sub {
			im = -im
		}
		return re, im, ok && ok2
	}
	return 0, 0, false
}

// patternValue reports e if it is neither a literal nor an attribute.
func (c *collector) patternValue(e syntax.Expr, msg string) {
	switch e.(type) {
	case *syntax.JoinedStr, *syntax.TemplateStr:
		c.errorf(e.Extent(), diag.Pattern, "%s", msg)
	}
}

// alternatives visits an or-pattern, whose parts must bind the same names.
func (c *collector) alternatives(p *syntax.MatchOr, names map[string]bool) {
	var first map[string]bool
	refuted := false // reported: an alternative that leaves nothing to the others
	for i, alt := range p.Patterns {
		own := make(map[string]bool)
		c.pattern(alt, own)
		if i < len(p.Patterns)-1 {
			c.irrefutable(alt)
			refuted = refuted || alwaysMatches(alt) != nil
		} else if p == c.refutable && alwaysMatches(alt) != nil {
			refuted = true // match reports it
		}
		switch {
		case i == 0:
			first = own
		case refuted:
		case fmt.Sprint(first) != fmt.Sprint(own): // fmt sorts the keys
			c.errorf(p.Span, diag.Pattern, "alternative patterns bind different names")
			first = own
		}
	}
	for n := range first {
		if names[n] {
			c.errorf(p.Span, diag.Pattern, "multiple assignments to name '%s' in pattern", n)
		}
		names[n] = true
	}
}
