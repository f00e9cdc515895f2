package resolve

import (
	"fmt"
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// call is a call of a name.
type call struct {
	node    *syntax.Call
	binding *Binding
}

// call visits a call.
func (c *collector) call(e *syntax.Call) {
	c.suspectCall(e)
	c.importCall(e)
	if n, ok := e.Func.(*syntax.Name); ok && (n.Id == "exec" || n.Id == "eval" || n.Id == "compile") {
		c.sourceCalls = append(c.sourceCalls, e)
	}
	c.expr(e.Func)
	if n, ok := e.Func.(*syntax.Name); ok && c.guards&(guardType|guardVersion) == 0 && c.inAnnotation == 0 {
		c.calls = append(c.calls, call{e, c.info.bindings[n]})
	}
	outer := c.guards
	if expectsError(e) {
		c.guards |= guardName | guardType // assertRaises(TypeError, lambda: f())
	}
	c.elements(e.Args)
	c.keywords(e.Keywords)
	c.guards = outer
}

// arity warns of calls that do not fit the callee. The callee must be known
// for certain: a builtin, or a function or class at module level, without
// decorators, whose name is bound exactly once, in a module that does nothing to
// change it.
func (c *collector) arity() {
	if c.dynamic {
		return
	}
	for _, k := range c.calls {
		owner := k.binding.Owner()
		if owner.Kind == Builtin {
			c.fitBuiltin(k.node, owner.Name)
			continue
		}
		if c.patchable || owner.Scope != c.info.Root || owner.NWrites != 1 || len(owner.Defs) != 1 || c.maybe[owner.Name] {
			continue
		}
		switch def := owner.Defs[0].(type) {
		case *syntax.FunctionDef:
			c.fit(k.node, def, def.Name, false)
		case *syntax.AsyncFunctionDef:
			c.fit(k.node, (*syntax.FunctionDef)(def), def.Name, false)
		case *syntax.ClassDef:
			c.fitClass(k.node, def)
		}
	}
}

// fitClass checks a call of a class that has no base but object.
func (c *collector) fitClass(k *syntax.Call, def *syntax.ClassDef) {
	if len(def.DecoratorList) > 0 || len(def.Keywords) > 0 {
		return
	}
	for _, b := range def.Bases {
		if n, ok := b.(*syntax.Name); !ok || n.Id != "object" || c.info.bindings[n].Kind != Builtin {
			return
		}
	}
	scope := c.info.scopes[def]
	if scope.names["__new__"] != nil || scope.HasStar {
		return
	}
	init := scope.names["__init__"]
	if init == nil || init.writes == 0 {
		if len(k.Args) == 0 && len(k.Keywords) == 0 || hasUnpacking(k) {
			return
		}
		c.warnCall(k, def.Name+"() takes no arguments", def.NameSpan, "class "+def.Name+" has no __init__")
		return
	}
	if init.writes != 1 || len(init.Defs) != 1 {
		return
	}
	if f, ok := init.Defs[0].(*syntax.FunctionDef); ok {
		c.fit(k, f, def.Name+".__init__", true)
	}
}

func hasUnpacking(k *syntax.Call) bool {
	for _, a := range k.Args {
		if _, ok := a.(*syntax.Starred); ok {
			return true
		}
	}
	for _, kw := range k.Keywords {
		if kw.Arg == "" {
			return true
		}
	}
	return false
}

// fit checks that the arguments of k fit f, as CPython binds them. bound says
// that the first parameter is taken by the instance.
func (c *collector) fit(k *syntax.Call, f *syntax.FunctionDef, name string, bound bool) {
	if len(f.DecoratorList) > 0 || hasUnpacking(k) {
		return
	}
	a := f.Args
	params := append(append([]*syntax.Arg{}, a.PosOnlyArgs...), a.Args...)
	given := len(k.Args)
	if bound {
		if len(params) == 0 {
			return
		}
		given++
	}
	filled := make([]bool, len(params))
	for i := range min(given, len(params)) {
		filled[i] = true
	}
	kwonly := make(map[string]bool)
	warn := func(format string, args ...any) {
		c.warnCall(k, fmt.Sprintf(format, args...), f.NameSpan, "defined as "+signature(c.file, f))
	}
keywords:
	for _, kw := range k.Keywords {
		for i, p := range params {
			if p.Arg != kw.Arg {
				continue
			}
			if i < len(a.PosOnlyArgs) {
				if a.Kwarg == nil {
					warn("%s() got some positional-only arguments passed as keyword arguments: '%s'", name, kw.Arg)
					return
				}
				continue keywords
			}
			if filled[i] {
				warn("%s() got multiple values for argument '%s'", name, kw.Arg)
				return
			}
			filled[i] = true
			continue keywords
		}
		known := false
		for _, p := range a.KwOnlyArgs {
			known = known || p.Arg == kw.Arg
		}
		if !known && a.Kwarg == nil {
			warn("%s() got an unexpected keyword argument '%s'", name, kw.Arg)
			return
		}
		kwonly[kw.Arg] = true
	}
	if given > len(params) && a.Vararg == nil {
		takes := fmt.Sprint(len(params))
		if n := len(a.Defaults); n > 0 {
			takes = fmt.Sprintf("from %d to %d", len(params)-n, len(params))
		}
		plural, were := "s", "were"
		if len(params) == 1 && len(a.Defaults) == 0 {
			plural = ""
		}
		if given == 1 {
			were = "was"
		}
		warn("%s() takes %s positional argument%s but %d %s given", name, takes, plural, given, were)
		return
	}
	var missing []string
	for i, p := range params[:len(params)-len(a.Defaults)] {
		if !filled[i] {
			missing = append(missing, p.Arg)
		}
	}
	kind := "positional"
	if len(missing) == 0 {
		kind = "keyword-only"
		for i, p := range a.KwOnlyArgs {
			if a.KwDefaults[i] == nil && !kwonly[p.Arg] {
				missing = append(missing, p.Arg)
			}
		}
	}
	if n := len(missing); n > 0 {
		plural := "s"
		if n == 1 {
			plural = ""
		}
		warn("%s() missing %d required %s argument%s: %s", name, n, kind, plural, enumerate(missing))
	}
}

// warnCall warns of call k. CPython would raise a TypeError at run time.
func (c *collector) warnCall(k *syntax.Call, msg string, def diag.Span, where string) {
	d := c.diags.Warn(c.file, k.Span, diag.Call, msg)
	if strings.HasPrefix(where, "defined as ") {
		d.Note(c.file, def, "defined here")
		d.Help = "call it as " + strings.TrimPrefix(where, "defined as ")
	} else {
		d.Note(c.file, def, where)
		d.Help = "call it without arguments"
	}
}

// signature returns the head of a def, "f(a, b=1)", on one line.
func signature(file *diag.File, f *syntax.FunctionDef) string {
	text := string(file.Source[f.Args.Start:f.Args.End])
	return f.Name + "(" + strings.Join(strings.Fields(text), " ") + ")"
}

// enumerate returns "'a', 'b', and 'c'".
func enumerate(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = "'" + n + "'"
	}
	switch len(q) {
	case 1:
		return q[0]
	case 2:
		return q[0] + " and " + q[1]
	}
	return strings.Join(q[:len(q)-1], ", ") + ", and " + q[len(q)-1]
}
