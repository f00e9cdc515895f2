package syntax

// Children calls f for each node directly below n, in ast's order of fields.
// That is the order of the source with few exceptions: a Dict's keys come
// before its values, and an IfExp's test before its body.
func Children(n Node, f func(Node)) {
	switch n := n.(type) {
	case *Module:
		stmts(n.Body, f)
	case *FunctionDef:
		function(n, f)
	case *AsyncFunctionDef:
		function((*FunctionDef)(n), f)
	case *ClassDef:
		exprs(n.Bases, f)
		for _, k := range n.Keywords {
			f(k)
		}
		stmts(n.Body, f)
		exprs(n.DecoratorList, f)
		typeParams(n.TypeParams, f)
	case *Return:
		expr(n.Value, f)
	case *Delete:
		exprs(n.Targets, f)
	case *Assign:
		exprs(n.Targets, f)
		expr(n.Value, f)
	case *TypeAlias:
		expr(n.Name, f)
		typeParams(n.TypeParams, f)
		expr(n.Value, f)
	case *AugAssign:
		expr(n.Target, f)
		expr(n.Value, f)
	case *AnnAssign:
		expr(n.Target, f)
		expr(n.Annotation, f)
		expr(n.Value, f)
	case *For:
		forLoop(n, f)
	case *AsyncFor:
		forLoop((*For)(n), f)
	case *While:
		expr(n.Test, f)
		stmts(n.Body, f)
		stmts(n.Orelse, f)
	case *If:
		expr(n.Test, f)
		stmts(n.Body, f)
		stmts(n.Orelse, f)
	case *With:
		with(n, f)
	case *AsyncWith:
		with((*With)(n), f)
	case *Match:
		expr(n.Subject, f)
		for _, c := range n.Cases {
			f(c)
		}
	case *Raise:
		expr(n.Exc, f)
		expr(n.Cause, f)
	case *Try:
		try(n, f)
	case *TryStar:
		try((*Try)(n), f)
	case *Assert:
		expr(n.Test, f)
		expr(n.Msg, f)
	case *Import:
		for _, a := range n.Names {
			f(a)
		}
	case *ImportFrom:
		for _, a := range n.Names {
			f(a)
		}
	case *ExprStmt:
		expr(n.Value, f)
	default:
		exprChildren(n, f)
	}
}

func exprChildren(n Node, f func(Node)) {
	switch n := n.(type) {
	case *BoolOp:
		exprs(n.Values, f)
	case *NamedExpr:
		expr(n.Target, f)
		expr(n.Value, f)
	case *BinOp:
		expr(n.Left, f)
		expr(n.Right, f)
	case *UnaryOp:
		expr(n.Operand, f)
	case *Lambda:
		f(n.Args)
		expr(n.Body, f)
	case *IfExp:
		expr(n.Test, f)
		expr(n.Body, f)
		expr(n.Orelse, f)
	case *Dict:
		exprs(n.Keys, f)
		exprs(n.Values, f)
	case *Set:
		exprs(n.Elts, f)
	case *ListComp:
		comprehension(n.Elt, nil, n.Generators, f)
	case *SetComp:
		comprehension(n.Elt, nil, n.Generators, f)
	case *DictComp:
		comprehension(n.Key, n.Value, n.Generators, f)
	case *GeneratorExp:
		comprehension(n.Elt, nil, n.Generators, f)
	case *Await:
		expr(n.Value, f)
	case *Yield:
		expr(n.Value, f)
	case *YieldFrom:
		expr(n.Value, f)
	case *Compare:
		expr(n.Left, f)
		exprs(n.Comparators, f)
	case *Call:
		expr(n.Func, f)
		exprs(n.Args, f)
		for _, k := range n.Keywords {
			f(k)
		}
	case *FormattedValue:
		expr(n.Value, f)
		if n.FormatSpec != nil {
			f(n.FormatSpec)
		}
	case *Interpolation:
		expr(n.Value, f)
		if n.FormatSpec != nil {
			f(n.FormatSpec)
		}
	case *JoinedStr:
		exprs(n.Values, f)
	case *TemplateStr:
		exprs(n.Values, f)
	case *Attribute:
		expr(n.Value, f)
	case *Subscript:
		expr(n.Value, f)
		expr(n.Slice, f)
	case *Starred:
		expr(n.Value, f)
	case *List:
		exprs(n.Elts, f)
	case *Tuple:
		exprs(n.Elts, f)
	case *Slice:
		expr(n.Lower, f)
		expr(n.Upper, f)
		expr(n.Step, f)
	default:
		otherChildren(n, f)
	}
}

// otherChildren handles what is neither a statement nor an expression.
func otherChildren(n Node, f func(Node)) {
	switch n := n.(type) {
	case *Arguments:
		args(n.PosOnlyArgs, f)
		args(n.Args, f)
		if n.Vararg != nil {
			f(n.Vararg)
		}
		args(n.KwOnlyArgs, f)
		exprs(n.KwDefaults, f)
		if n.Kwarg != nil {
			f(n.Kwarg)
		}
		exprs(n.Defaults, f)
	case *Arg:
		expr(n.Annotation, f)
	case *Keyword:
		expr(n.Value, f)
	case *WithItem:
		expr(n.ContextExpr, f)
		expr(n.OptionalVars, f)
	case *ExceptHandler:
		expr(n.Type, f)
		stmts(n.Body, f)
	case *Comprehension:
		expr(n.Target, f)
		expr(n.Iter, f)
		exprs(n.Ifs, f)
	case *MatchCase:
		f(n.Pattern)
		expr(n.Guard, f)
		stmts(n.Body, f)
	case *TypeVar:
		expr(n.Bound, f)
		expr(n.DefaultValue, f)
	case *ParamSpec:
		expr(n.DefaultValue, f)
	case *TypeVarTuple:
		expr(n.DefaultValue, f)
	case *MatchValue:
		expr(n.Value, f)
	case *MatchSequence:
		patterns(n.Patterns, f)
	case *MatchMapping:
		exprs(n.Keys, f)
		patterns(n.Patterns, f)
	case *MatchClass:
		expr(n.Cls, f)
		patterns(n.Patterns, f)
		patterns(n.KwdPatterns, f)
	case *MatchAs:
		if n.Pattern != nil {
			f(n.Pattern)
		}
	case *MatchOr:
		patterns(n.Patterns, f)
	}
}

// Walk calls f for n and, where f returns true, for the nodes below it.
func Walk(n Node, f func(Node) bool) {
	if f(n) {
		Children(n, func(c Node) { Walk(c, f) })
	}
}

func expr(e Expr, f func(Node)) {
	if e != nil {
		f(e)
	}
}

func exprs(list []Expr, f func(Node)) {
	for _, e := range list {
		expr(e, f)
	}
}

func stmts(list []Stmt, f func(Node)) {
	for _, s := range list {
		f(s)
	}
}

func patterns(list []Pattern, f func(Node)) {
	for _, p := range list {
		f(p)
	}
}

func args(list []*Arg, f func(Node)) {
	for _, a := range list {
		f(a)
	}
}

func typeParams(list []TypeParam, f func(Node)) {
	for _, t := range list {
		f(t)
	}
}

func comprehension(elt, value Expr, gens []*Comprehension, f func(Node)) {
	f(elt)
	expr(value, f)
	for _, g := range gens {
		f(g)
	}
}

func function(n *FunctionDef, f func(Node)) {
	f(n.Args)
	stmts(n.Body, f)
	exprs(n.DecoratorList, f)
	expr(n.Returns, f)
	typeParams(n.TypeParams, f)
}

func forLoop(n *For, f func(Node)) {
	expr(n.Target, f)
	expr(n.Iter, f)
	stmts(n.Body, f)
	stmts(n.Orelse, f)
}

func with(n *With, f func(Node)) {
	for _, i := range n.Items {
		f(i)
	}
	stmts(n.Body, f)
}

func try(n *Try, f func(Node)) {
	stmts(n.Body, f)
	for _, h := range n.Handlers {
		f(h)
	}
	stmts(n.Orelse, f)
	stmts(n.Finalbody, f)
}
