package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// The syntax tree mirrors CPython's ast module: same classes, same fields,
// same order, in Go's spelling (decorator_list is DecoratorList). Whoever
// knows the one knows the other, and trees can be compared field by field.
//
// Differences, all of them additions or spelling:
//
//   - The statement ast.Expr is ExprStmt, because Expr is the interface.
//   - A field that may be missing is a nil interface or pointer, or "".
//   - Names that are not expressions (of a def, an alias, a keyword) come
//     with their own span, for diagnostics.
//   - BadExpr and BadStmt stand for text that did not parse. A diagnostic
//     has been reported; later stages stay silent about them.
//   - Comments are kept, in Module.Comments.
//
// Every node embeds its diag.Span, byte offsets of its first character and
// of the end of its last. Nodes are not shared: each has one parent.

// Node is any node of the tree.
type Node interface {
	// Extent returns the source range of the node.
	Extent() diag.Span
}

// Expr is an expression, or a place that is assigned to or deleted.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Pattern is a pattern of a case clause.
type Pattern interface {
	Node
	pattern()
}

// TypeParam is a type parameter: TypeVar, ParamSpec or TypeVarTuple.
type TypeParam interface {
	Node
	typeParam()
}

// Module is a whole source file.
type Module struct {
	diag.Span
	File     *diag.File
	Body     []Stmt
	Comments []Comment // in source order

}

// Comment is a comment from its "#" to the end of its line.
type Comment struct{ diag.Span }

// Ident is a name that is not an expression, with its own span.
type Ident struct {
	diag.Span
	Name string
}

// Arguments is the parameter list of a function or lambda. As in ast, the
// last len(Defaults) of PosOnlyArgs+Args have defaults, and KwDefaults is as
// long as KwOnlyArgs with nil where there is none.
//
// Its span is empty at the place of the first parameter if it has none.
type Arguments struct {
	diag.Span
	PosOnlyArgs []*Arg
	Args        []*Arg
	Vararg      *Arg // nil if none
	KwOnlyArgs  []*Arg
	KwDefaults  []Expr
	Kwarg       *Arg // nil if none
	Defaults    []Expr
}

// Arg is one parameter.
type Arg struct {
	diag.Span
	Arg        string
	Annotation Expr // nil if none
}

// Keyword is a keyword argument of a call or class; Arg is "" for **value.
type Keyword struct {
	diag.Span
	Arg   string
	Value Expr
}

// Alias is one "name as asname" of an import; AsName is "" if none.
type Alias struct {
	diag.Span
	Name       string // dotted, or "*"
	AsName     string
	NameSpan   diag.Span
	AsNameSpan diag.Span
}

// WithItem is one "context as target" of a with statement.
type WithItem struct {
	diag.Span
	ContextExpr  Expr
	OptionalVars Expr // nil if none
}

// ExceptHandler is one except clause; Type is nil for a bare except.
type ExceptHandler struct {
	diag.Span
	Type     Expr
	Name     string // "" if none
	NameSpan diag.Span
	Body     []Stmt
}

// Comprehension is one "for target in iter if …" of a comprehension.
type Comprehension struct {
	diag.Span
	Target  Expr
	Iter    Expr
	Ifs     []Expr
	IsAsync bool
}

// MatchCase is one case clause.
type MatchCase struct {
	diag.Span
	Pattern Pattern
	Guard   Expr // nil if none
	Body    []Stmt
}

// TypeVar is the type parameter "Name: Bound = DefaultValue".
type TypeVar struct {
	diag.Span
	Name         string
	NameSpan     diag.Span
	Bound        Expr // nil if none
	DefaultValue Expr // nil if none
}

// ParamSpec is the type parameter "**Name = DefaultValue".
type ParamSpec struct {
	diag.Span
	Name         string
	NameSpan     diag.Span
	DefaultValue Expr // nil if none
}

// TypeVarTuple is the type parameter "*Name = DefaultValue".
type TypeVarTuple struct {
	diag.Span
	Name         string
	NameSpan     diag.Span
	DefaultValue Expr // nil if none
}

func (*TypeVar) typeParam()      {}
func (*ParamSpec) typeParam()    {}
func (*TypeVarTuple) typeParam() {}
