package resolve

import (
	"fmt"
	"math/big"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// What CPython's compiler warns of: code that is legal and almost
// surely a slip, most often a forgotten comma. Texts are CPython 3.13's.

func (c *collector) suspect(at diag.Span, help, format string, args ...any) {
	c.diags.Warn(c.file, at, diag.Suspicious, fmt.Sprintf(format, args...)).Help = help
}

// suspectAssert warns of "assert (test, message)", which never fails.
func (c *collector) suspectAssert(s *syntax.Assert) {
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		c.suspect(s.Span, "assert test, message", "assertion is always true, perhaps remove parentheses?")
	}
}

// suspectIs warns of "is" with a literal: whether equal values are the same
// object is up to the implementation.
func (c *collector) suspectIs(e *syntax.Compare) {
	left := e.Left
	for i, op := range e.Ops {
		right := e.Comparators[i]
		if op == syntax.Is || op == syntax.IsNot {
			for _, side := range []syntax.Expr{left, right} {
				name := literalType(side)
				if name == "" {
					continue
				}
				word, better := "is", "=="
				if op == syntax.IsNot {
					word, better = "is not", "!="
				}
				c.suspect(e.Span, "compare with "+better, "\"%s\" with '%s' literal. Did you mean \"%s\"?", word, name, better)
				break
			}
		}
		left = right
	}
}

// literalType returns the type of e if it is a literal, maybe with a sign, or
// a tuple of them, but not one of the singletons; else "".
func literalType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.(type) {
		case nil, bool, syntax.Ellipsis:
			return ""
		}
		return typeName(e)
	case *syntax.UnaryOp:
		if e.Op != syntax.Not {
			return literalType(e.Operand)
		}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			if _, ok := x.(*syntax.Constant); !ok && literalType(x) == "" {
				return ""
			}
		}
		return "tuple"
	}
	return ""
}

// suspectCall warns of a call of a literal or display.
func (c *collector) suspectCall(e *syntax.Call) {
	switch e.Func.(type) {
	case *syntax.Constant, *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.Dict, *syntax.DictComp,
		*syntax.Set, *syntax.SetComp, *syntax.GeneratorExp, *syntax.JoinedStr, *syntax.TemplateStr:
		c.suspect(e.Span, "put a comma before the parentheses",
			"'%s' object is not callable; perhaps you missed a comma?", typeName(e.Func))
	}
}

// suspectSubscript warns of a subscript of what has none, or with an index
// that cannot be one.
func (c *collector) suspectSubscript(e *syntax.Subscript) {
	if e.Ctx != syntax.Load {
		return
	}
	const help = "put a comma before the bracket"
	name := typeName(e.Value)
	switch e.Value.(type) {
	case *syntax.Set, *syntax.SetComp, *syntax.GeneratorExp, *syntax.Lambda, *syntax.TemplateStr:
		c.suspect(e.Span, help, "'%s' object is not subscriptable; perhaps you missed a comma?", name)
		return
	case *syntax.Constant:
		if name != "str" && name != "bytes" {
			c.suspect(e.Span, help, "'%s' object is not subscriptable; perhaps you missed a comma?", name)
			return
		}
	case *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.JoinedStr:
	default:
		return
	}
	index := typeName(e.Slice)
	switch index {
	case "", "int", "bool":
		return
	}
	c.suspect(e.Span, help, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", name, index)
}

// typeName returns the type of the value of a literal or display, or "".
func typeName(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.JoinedStr:
		return "str"
	case *syntax.TemplateStr:
		return "string.templatelib.Template"
	case *syntax.Constant:
		switch e.Value.(type) {
		case nil:
			return "NoneType"
		case bool:
			return "bool"
		case int64, *big.Int:
			return "int"
		case float64:
			return "float"
		case syntax.Imag:
			return "complex"
		case string:
			return "str"
		case []byte:
			return "bytes"
		case syntax.Ellipsis:
			return "ellipsis"
		}
	}
	return ""
}
