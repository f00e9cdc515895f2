package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// FunctionDef is a def statement. Its span begins at "def"; decorators come
// before it, as in ast.
type FunctionDef struct {
	diag.Span
	Name          string
	NameSpan      diag.Span
	Args          *Arguments
	Body          []Stmt
	DecoratorList []Expr
	Returns       Expr // nil if none
	TypeParams    []TypeParam
}

// AsyncFunctionDef is an async def statement; the fields are FunctionDef's.
type AsyncFunctionDef FunctionDef

// ClassDef is a class statement.
type ClassDef struct {
	diag.Span
	Name          string
	NameSpan      diag.Span
	Bases         []Expr
	Keywords      []*Keyword
	Body          []Stmt
	DecoratorList []Expr
	TypeParams    []TypeParam
}

// Return is a return statement.
type Return struct {
	diag.Span
	Value Expr // nil if none
}

// Delete is a del statement.
type Delete struct {
	diag.Span
	Targets []Expr
}

// Assign is "targets[0] = targets[1] = … = value".
type Assign struct {
	diag.Span
	Targets []Expr
	Value   Expr
}

// TypeAlias is "type Name[TypeParams] = Value".
type TypeAlias struct {
	diag.Span
	Name       Expr // a *Name
	TypeParams []TypeParam
	Value      Expr
}

// AugAssign is "target op= value".
type AugAssign struct {
	diag.Span
	Target Expr
	Op     Operator
	Value  Expr
}

// AnnAssign is "target: annotation = value".
type AnnAssign struct {
	diag.Span
	Target     Expr
	Annotation Expr
	Value      Expr // nil if none
	Simple     bool // target is a name without parentheses
}

// For is a for statement.
type For struct {
	diag.Span
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt
}

// AsyncFor is an async for statement; the fields are For's.
type AsyncFor For

// While is a while statement.
type While struct {
	diag.Span
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// If is an if statement. An elif is an If alone in Orelse, whose span begins
// at its "elif".
type If struct {
	diag.Span
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// With is a with statement.
type With struct {
	diag.Span
	Items []*WithItem
	Body  []Stmt
}

// AsyncWith is an async with statement; the fields are With's.
type AsyncWith With

// Match is a match statement.
type Match struct {
	diag.Span
	Subject Expr
	Cases   []*MatchCase
}

// Raise is a raise statement; Exc is nil for a bare raise.
type Raise struct {
	diag.Span
	Exc   Expr
	Cause Expr // nil if none
}

// Try is a try statement with except clauses.
type Try struct {
	diag.Span
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt
	Finalbody []Stmt
}

// TryStar is a try statement with except* clauses; the fields are Try's.
type TryStar Try

// Assert is an assert statement.
type Assert struct {
	diag.Span
	Test Expr
	Msg  Expr // nil if none
}

// Import is "import names".
type Import struct {
	diag.Span
	Names []*Alias
}

// ImportFrom is "from module import names".
type ImportFrom struct {
	diag.Span
	Module     string // "" in "from . import x"
	ModuleSpan diag.Span
	Names      []*Alias
	Level      int // number of leading dots
}

// Global is a global statement.
type Global struct {
	diag.Span
	Names []Ident
}

// Nonlocal is a nonlocal statement.
type Nonlocal struct {
	diag.Span
	Names []Ident
}

// ExprStmt is an expression as a statement: ast.Expr.
type ExprStmt struct {
	diag.Span
	Value Expr
}

// Pass is a pass statement.
type Pass struct{ diag.Span }

// Break is a break statement.
type Break struct{ diag.Span }

// Continue is a continue statement.
type Continue struct{ diag.Span }

// BadStmt stands for a statement that did not parse. Names holds the names in
// it, once each: any of them may have been bound, so the absence of a binding
// says nothing about them.
type BadStmt struct {
	diag.Span
	Names []string
}

func (*FunctionDef) stmt()      {}
func (*AsyncFunctionDef) stmt() {}
func (*ClassDef) stmt()         {}
func (*Return) stmt()           {}
func (*Delete) stmt()           {}
func (*Assign) stmt()           {}
func (*TypeAlias) stmt()        {}
func (*AugAssign) stmt()        {}
func (*AnnAssign) stmt()        {}
func (*For) stmt()              {}
func (*AsyncFor) stmt()         {}
func (*While) stmt()            {}
func (*If) stmt()               {}
func (*With) stmt()             {}
func (*AsyncWith) stmt()        {}
func (*Match) stmt()            {}
func (*Raise) stmt()            {}
func (*Try) stmt()              {}
func (*TryStar) stmt()          {}
func (*Assert) stmt()           {}
func (*Import) stmt()           {}
func (*ImportFrom) stmt()       {}
func (*Global) stmt()           {}
func (*Nonlocal) stmt()         {}
func (*ExprStmt) stmt()         {}
func (*Pass) stmt()             {}
func (*Break) stmt()            {}
func (*Continue) stmt()         {}
func (*BadStmt) stmt()          {}
