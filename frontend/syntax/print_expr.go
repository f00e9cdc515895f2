package syntax

import (
	"math"
	"math/big"
	"strings"
)

// Precedences, from the loosest. An expression is put in parentheses where
// what is wanted binds tighter than it does.
const (
	precYield = iota // yield, and all below
	precTuple        // a tuple without parentheses
	precNamed        // :=
	precTest         // if else, lambda
	precOr
	precAnd
	precNot
	precCompare
	precBinary // "|" is precBinary+1, "*" is precBinary+6
	precFactor = precBinary + 7
	precPower  = precFactor + 1
	precAwait  = precPower + 1
	precAtom   = precAwait + 1
)

var operatorText = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}

var operatorPrec = [...]int{
	Add: precBinary + 5, Sub: precBinary + 5, Mult: precBinary + 6,
	MatMult: precBinary + 6, Div: precBinary + 6, Mod: precBinary + 6,
	Pow: precPower, LShift: precBinary + 4, RShift: precBinary + 4,
	BitOr: precBinary + 1, BitXor: precBinary + 2, BitAnd: precBinary + 3,
	FloorDiv: precBinary + 6,
}

// exprPrec returns how tightly e binds.
func exprPrec(e Expr) int {
	switch e := e.(type) {
	case *Yield, *YieldFrom:
		return precYield
	case *NamedExpr:
		return precNamed
	case *IfExp, *Lambda:
		return precTest
	case *BoolOp:
		if e.Op == Or {
			return precOr
		}
		return precAnd
	case *UnaryOp:
		if e.Op == Not {
			return precNot
		}
		return precFactor
	case *Compare:
		return precCompare
	case *BinOp:
		return operatorPrec[e.Op]
	case *Await:
		return precAwait
	}
	return precAtom
}

// expr writes e where something that binds at least as tightly as prec is
// wanted.
func (p *printer) expr(e Expr, prec int) {
	_, named := e.(*NamedExpr)
	p.paren(exprPrec(e) < prec || named && prec != precNamed, func() { p.bare(e) })
}

func (p *printer) bare(e Expr) {
	switch e := e.(type) {
	case *Name:
		// In parentheses, what was a name until Python 3.6 is certainly one.
		p.paren(!p.named && (e.Id == "await" || e.Id == "async"), func() { p.write(e.Id) })
	case *Constant:
		p.constant(e)
	case *Attribute:
		if c, ok := e.Value.(*Constant); ok {
			switch c.Value.(type) {
			case int64, *big.Int:
				// No parentheses: behind an await they could be those of a call.
				p.constant(c)
				p.write(" .", e.Attr)
				return
			}
		}
		p.expr(e.Value, precAtom)
		p.write(".", e.Attr)
	case *Subscript:
		p.expr(e.Value, precAtom)
		p.write("[")
		p.index(e.Slice)
		p.write("]")
	case *Call:
		p.expr(e.Func, precAtom)
		p.arguments(e.Args, e.Keywords)
	case *Starred:
		p.write("*")
		p.expr(e.Value, precBinary+1)
	case *Tuple:
		p.write("(")
		p.list(e.Elts)
		if len(e.Elts) == 1 {
			p.write(",")
		}
		p.write(")")
	case *List:
		p.write("[")
		p.list(e.Elts)
		p.write("]")
	case *Set:
		p.write("{")
		p.list(e.Elts)
		p.write("}")
	case *Dict:
		p.dict(e)
	case *ListComp:
		p.comprehension("[", "]", e.Elt, nil, e.Generators)
	case *SetComp:
		p.comprehension("{", "}", e.Elt, nil, e.Generators)
	case *DictComp:
		p.comprehension("{", "}", e.Key, e.Value, e.Generators)
	case *GeneratorExp:
		p.comprehension("(", ")", e.Elt, nil, e.Generators)
	case *JoinedStr:
		p.joined("f", e.Values)
	case *TemplateStr:
		p.joined("t", e.Values)
	case *Slice:
		p.slice(e)
	case *BadExpr:
		p.write("...")
	default:
		p.operation(e)
	}
}

// name writes e where the grammar wants a name and nothing around it.
func (p *printer) name(e Expr) {
	named := p.named
	p.named = true
	p.expr(e, precAtom)
	p.named = named
}

// operation writes an expression with operators or keywords.
func (p *printer) operation(e Expr) {
	switch e := e.(type) {
	case *BoolOp:
		op, prec := " and ", precNot
		if e.Op == Or {
			op, prec = " or ", precAnd
		}
		for i, v := range e.Values {
			if i > 0 {
				p.write(op)
			}
			p.expr(v, prec)
		}
	case *NamedExpr:
		p.name(e.Target)
		p.write(" := ")
		p.expr(e.Value, precTest)
	case *BinOp:
		prec := operatorPrec[e.Op]
		left, right := prec, prec+1
		if e.Op == Pow {
			left, right = precAwait, precFactor
		}
		p.expr(e.Left, left)
		p.write(" ", operatorText[e.Op], " ")
		p.expr(e.Right, right)
	case *UnaryOp:
		p.write([...]string{"~", "not ", "+", "-"}[e.Op])
		if e.Op == Not {
			p.expr(e.Operand, precNot)
		} else {
			p.expr(e.Operand, precFactor)
		}
	case *Lambda:
		p.write("lambda ")
		p.parameters(e.Args)
		p.write(": ")
		p.expr(e.Body, precTest)
	case *IfExp:
		p.expr(e.Body, precOr)
		p.write(" if ")
		p.expr(e.Test, precOr)
		p.write(" else ")
		p.expr(e.Orelse, precTest)
	case *Compare:
		p.expr(e.Left, precBinary+1)
		for i, op := range e.Ops {
			p.write([...]string{" == ", " != ", " < ", " <= ", " > ", " >= ", " is ", " is not ", " in ", " not in "}[op])
			p.expr(e.Comparators[i], precBinary+1)
		}
	case *Await:
		p.write("await ")
		p.expr(e.Value, precAtom)
	case *Yield:
		p.write("yield")
		p.operand(e.Value)
	case *YieldFrom:
		p.write("yield from ")
		p.expr(e.Value, precTest)
	}
}

// list writes expressions with commas between them.
func (p *printer) list(list []Expr) {
	for i, e := range list {
		p.comma(i)
		p.expr(e, precNamed)
	}
}

func (p *printer) arguments(args []Expr, keywords []*Keyword) {
	p.write("(")
	for i, a := range args {
		p.comma(i)
		if s, ok := a.(*Starred); ok {
			p.write("*")
			p.expr(s.Value, precTest)
			continue
		}
		p.expr(a, precNamed)
	}
	for i, k := range keywords {
		p.comma(len(args) + i)
		if k.Arg == "" {
			p.write("**")
		} else {
			p.write(k.Arg, "=")
		}
		p.expr(k.Value, precTest)
	}
	p.write(")")
}

// index writes what stands between the brackets of a subscript, where a
// tuple may hold slices and so has no parentheses of its own.
func (p *printer) index(e Expr) {
	t, ok := e.(*Tuple)
	if !ok || len(t.Elts) == 0 {
		p.expr(e, precNamed)
		return
	}
	for i, x := range t.Elts {
		p.comma(i)
		if s, ok := x.(*Starred); ok {
			p.write("*")
			p.expr(s.Value, precTest)
			continue
		}
		p.expr(x, precNamed)
	}
	if len(t.Elts) == 1 {
		p.write(",")
	}
}

func (p *printer) slice(e *Slice) {
	bound := func(e Expr) {
		if e != nil {
			p.expr(e, precTest)
		}
	}
	bound(e.Lower)
	p.write(":")
	bound(e.Upper)
	if e.Step != nil {
		p.write(":")
		bound(e.Step)
	}
}

func (p *printer) dict(e *Dict) {
	p.write("{")
	for i, k := range e.Keys {
		p.comma(i)
		if k == nil {
			p.write("**")
			p.expr(e.Values[i], precBinary+1)
			continue
		}
		p.expr(k, precTest)
		p.write(": ")
		p.expr(e.Values[i], precTest)
	}
	p.write("}")
}

func (p *printer) comprehension(open, end string, elt, value Expr, gens []*Comprehension) {
	p.write(open)
	if value != nil {
		p.expr(elt, precTest)
		p.write(": ")
		p.expr(value, precTest)
	} else {
		p.expr(elt, precNamed)
	}
	for _, g := range gens {
		if g.IsAsync {
			p.write(" async")
		}
		p.write(" for ")
		p.expr(g.Target, precTuple)
		p.write(" in ")
		p.expr(g.Iter, precOr)
		for _, c := range g.Ifs {
			p.write(" if ")
			p.expr(c, precOr)
		}
	}
	p.write(end)
}

func (p *printer) parameters(a *Arguments) {
	n := 0
	param := func(arg *Arg, prefix string, def Expr) {
		p.comma(n)
		n++
		p.write(prefix, arg.Arg)
		if arg.Annotation != nil {
			p.write(": ")
			p.expr(arg.Annotation, precTest)
		}
		if def != nil {
			p.write("=")
			p.expr(def, precTest)
		}
	}
	first := len(a.PosOnlyArgs) + len(a.Args) - len(a.Defaults)
	for i, arg := range append(a.PosOnlyArgs[:len(a.PosOnlyArgs):len(a.PosOnlyArgs)], a.Args...) {
		var def Expr
		if i >= first {
			def = a.Defaults[i-first]
		}
		param(arg, "", def)
		if i == len(a.PosOnlyArgs)-1 {
			p.write(", /")
		}
	}
	if a.Vararg != nil {
		param(a.Vararg, "*", nil)
	} else if len(a.KwOnlyArgs) > 0 {
		p.comma(n)
		n++
		p.write("*")
	}
	for i, arg := range a.KwOnlyArgs {
		param(arg, "", a.KwDefaults[i])
	}
	if a.Kwarg != nil {
		param(a.Kwarg, "**", nil)
	}
}

// constant writes a literal. There is none for infinity: a large one does.
func (p *printer) constant(e *Constant) {
	switch v := e.Value.(type) {
	case string:
		if e.UPrefix {
			p.write("u")
		}
	case float64:
		if math.IsInf(v, 1) {
			p.write("1e999")
			return
		}
	case Imag:
		if math.IsInf(float64(v), 1) {
			p.write("1e999j")
			return
		}
	case Ellipsis:
		p.write("...")
		return
	}
	d := dumper{}
	d.constant(e.Value)
	p.write(d.b.String())
}

// joined writes an f- or t-string. Quotes within replacement fields may be
// those around them (PEP 701).
func (p *printer) joined(prefix string, values []Expr) {
	formatted := len(values) == 0
	if formatted {
		p.write(prefix, "''")
	}
	for len(values) > 0 {
		n := 0
		for n < len(values) && !isUnicodeLiteral(values[n]) {
			n++
		}
		if n > 0 {
			p.write(prefix, "'")
			p.joinedParts(values[:n], false)
			p.write("'")
			formatted = true
		} else {
			n = 1
			p.constant(values[0].(*Constant))
		}
		if values = values[n:]; len(values) > 0 {
			p.write(" ")
		}
	}
	if !formatted {
		p.write(" ", prefix, "''")
	}
}

// isUnicodeLiteral reports whether e is text that a string with the prefix u begins,
// which within an f-string is a string of its own.
func isUnicodeLiteral(e Expr) bool {
	c, ok := e.(*Constant)
	return ok && c.UPrefix
}

func (p *printer) joinedParts(values []Expr, spec bool) {
	for _, v := range values {
		switch v := v.(type) {
		case *Constant:
			s, _ := v.Value.(string)
			p.write(literalText(s, spec))
		case *FormattedValue:
			inner := &printer{}
			inner.paren(hasLambda(v.Value), func() { inner.expr(v.Value, precYield) })
			p.field(inner.b.String(), v.Conversion, v.FormatSpec)
		case *Interpolation:
			p.field(v.Str, v.Conversion, v.FormatSpec) // its source is a part of its value
		}
	}
}

// hasLambda reports whether a ":" of e outside brackets would begin a format
// specification.
func hasLambda(e Expr) bool {
	found := false
	Walk(e, func(n Node) bool {
		_, lambda := n.(*Lambda)
		found = found || lambda
		return !found
	})
	return found
}

func (p *printer) field(text string, conversion int8, spec *JoinedStr) {
	p.write("{")
	if strings.HasPrefix(text, "{") {
		p.write(" ") // "{{" is a brace
	}
	p.write(text)
	if conversion > 0 {
		p.write("!", string(rune(conversion)))
	}
	if spec != nil {
		p.write(":")
		p.joinedParts(spec.Values, true)
	}
	p.write("}")
}

// literalText writes the literal text of an f-string, or of a format spec,
// where braces cannot be doubled.
func literalText(s string, spec bool) string {
	s = escapeStr(s, '\'')
	if spec {
		s = strings.ReplaceAll(s, "{", `\x7b`)
		return strings.ReplaceAll(s, "}", `\x7d`)
	}
	s = strings.ReplaceAll(s, "{", "{{")
	return strings.ReplaceAll(s, "}", "}}")
}
