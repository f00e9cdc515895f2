package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// Context says what is done with a Name, Attribute, Subscript, Starred, List
// or Tuple.
type Context uint8

// The contexts of ast.expr_context.
const (
	Load Context = iota
	Store
	Del
)

// Operator is a binary arithmetic operator.
type Operator uint8

// The operators of ast.operator.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is a prefix operator.
type UnaryOperator uint8

// The operators of ast.unaryop.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// BoolOperator is "and" or "or".
type BoolOperator uint8

// The operators of ast.boolop.
const (
	And BoolOperator = iota
	Or
)

// CmpOperator is a comparison.
type CmpOperator uint8

// The operators of ast.cmpop.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// BoolOp is "values[0] op values[1] op …", of one operator.
type BoolOp struct {
	diag.Span
	Op     BoolOperator
	Values []Expr
}

// NamedExpr is "target := value".
type NamedExpr struct {
	diag.Span
	Target Expr // a *Name
	Value  Expr
}

// BinOp is "left op right".
type BinOp struct {
	diag.Span
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is "op operand".
type UnaryOp struct {
	diag.Span
	Op      UnaryOperator
	Operand Expr
}

// Lambda is "lambda args: body".
type Lambda struct {
	diag.Span
	Args *Arguments
	Body Expr
}

// IfExp is "body if test else orelse".
type IfExp struct {
	diag.Span
	Test   Expr
	Body   Expr
	Orelse Expr
}

// Dict is a dict display; a nil key marks "**value".
type Dict struct {
	diag.Span
	Keys   []Expr
	Values []Expr
}

// Set is a set display.
type Set struct {
	diag.Span
	Elts []Expr
}

// ListComp is a list comprehension.
type ListComp struct {
	diag.Span
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is a set comprehension.
type SetComp struct {
	diag.Span
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is a dict comprehension.
type DictComp struct {
	diag.Span
	Key        Expr
	Value      Expr
	Generators []*Comprehension
}

// GeneratorExp is a generator expression.
type GeneratorExp struct {
	diag.Span
	Elt        Expr
	Generators []*Comprehension
}

// Await is "await value".
type Await struct {
	diag.Span
	Value Expr
}

// Yield is "yield value".
type Yield struct {
	diag.Span
	Value Expr // nil if none
}

// YieldFrom is "yield from value".
type YieldFrom struct {
	diag.Span
	Value Expr
}

// Compare is "left ops[0] comparators[0] ops[1] comparators[1] …".
type Compare struct {
	diag.Span
	Left        Expr
	Ops         []CmpOperator
	Comparators []Expr
}

// Call is "func(args, keywords)". A Starred in Args is *iterable.
type Call struct {
	diag.Span
	Func     Expr
	Args     []Expr
	Keywords []*Keyword
}

// FormattedValue is one replacement field of an f-string.
type FormattedValue struct {
	diag.Span
	Value      Expr
	Conversion int8       // 's', 'r' or 'a', -1 if none
	FormatSpec *JoinedStr // nil if none
}

// Interpolation is one replacement field of a t-string; Str is its source.
type Interpolation struct {
	diag.Span
	Value      Expr
	Str        string
	Conversion int8       // 's', 'r' or 'a', -1 if none
	FormatSpec *JoinedStr // nil if none
}

// JoinedStr is an f-string: Constants and FormattedValues.
type JoinedStr struct {
	diag.Span
	Values []Expr
}

// TemplateStr is a t-string: Constants and Interpolations.
type TemplateStr struct {
	diag.Span
	Values []Expr
}

// Constant is a literal. Value is one of
//
//	nil          None
//	bool         True, False
//	int64        an integer that fits
//	*big.Int     an integer that does not; not to be modified
//	float64      a float
//	Imag         the imaginary part of a complex number
//	string       a str, in UTF-8, where a surrogate that an escape named is
//	             its three bytes ED A0 80 to ED BF BF (WTF-8, but pairs are
//	             not joined: "\ud83d\ude00" stays two code points)
//	[]byte       a bytes; not to be modified
//	Ellipsis     "..."
type Constant struct {
	diag.Span
	Value   any
	UPrefix bool // a str written u"…": ast's kind='u'
}

// Imag is the imaginary part of a complex constant.
type Imag float64

// Ellipsis is the value of "...".
type Ellipsis struct{}

// Attribute is "value.attr".
type Attribute struct {
	diag.Span
	Value    Expr
	Attr     string
	AttrSpan diag.Span
	Ctx      Context
}

// Subscript is "value[slice]".
type Subscript struct {
	diag.Span
	Value Expr
	Slice Expr
	Ctx   Context
}

// Starred is "*value".
type Starred struct {
	diag.Span
	Value Expr
	Ctx   Context
}

// Name is a variable. Id is NFKC-normalised; it is not mangled.
type Name struct {
	diag.Span
	Id  string
	Ctx Context
}

// List is a list display or target.
type List struct {
	diag.Span
	Elts []Expr
	Ctx  Context
}

// Tuple is a tuple display or target. Its span includes its parentheses if
// it has them, as in ast.
type Tuple struct {
	diag.Span
	Elts []Expr
	Ctx  Context
}

// Slice is "lower:upper:step"; each may be nil.
type Slice struct {
	diag.Span
	Lower Expr
	Upper Expr
	Step  Expr
}

// BadExpr stands for an expression that did not parse.
type BadExpr struct{ diag.Span }

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*Interpolation) expr()  {}
func (*JoinedStr) expr()      {}
func (*TemplateStr) expr()    {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}
func (*BadExpr) expr()        {}
