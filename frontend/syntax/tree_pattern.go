package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// MatchValue matches by equality with a literal or dotted name.
type MatchValue struct {
	diag.Span
	Value Expr
}

// MatchSingleton matches None, True or False by identity.
type MatchSingleton struct {
	diag.Span
	Value any // nil, true or false
}

// MatchSequence is a sequence pattern.
type MatchSequence struct {
	diag.Span
	Patterns []Pattern
}

// MatchMapping is a mapping pattern; Rest is the name after "**", or "".
type MatchMapping struct {
	diag.Span
	Keys     []Expr
	Patterns []Pattern
	Rest     string
	RestSpan diag.Span
}

// MatchClass is a class pattern.
type MatchClass struct {
	diag.Span
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []Ident
	KwdPatterns []Pattern
}

// MatchStar is "*name" in a sequence pattern; Name is "" for "*_".
type MatchStar struct {
	diag.Span
	Name string
}

// MatchAs is "pattern as name", a capture (Pattern nil) or the wildcard "_"
// (both empty).
type MatchAs struct {
	diag.Span
	Pattern  Pattern
	Name     string
	NameSpan diag.Span
}

// MatchOr is "pattern | pattern | …".
type MatchOr struct {
	diag.Span
	Patterns []Pattern
}

// BadPattern stands for a pattern that did not parse.
type BadPattern struct{ diag.Span }

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
func (*BadPattern) pattern()     {}
