package resolve

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// A Snippet is source text that the module hands to exec, eval or compile as a
// constant: it is compiled with the program. What cannot be followed to constants
// (see follow.go) is no snippet.
type Snippet struct {
	Mode string // "exec", "eval" or "single"
	File string // the name that tracebacks show
	Text string

	Tree *syntax.Module // with Info, nil if there is an Err
	Info *Info
	Err  *SnippetError
}

// SnippetError is what compiling a snippet raises.
type SnippetError struct {
	Type, Msg            string
	Line                 string // the source line, with its end
	LineNo, Offset       int
	EndLineNo, EndOffset int
}

// NeedsNames reports whether the snippet uses or binds any name.
func (s *Snippet) NeedsNames() bool {
	return s.Info != nil && len(s.Info.Root.Bindings)+len(s.Info.Root.Children) > 0
}

// A SourceCall is a call of exec, eval or compile whose source is known.
type SourceCall struct {
	Snippets   []*Snippet
	NeedsNames bool // one of them does, or the source may be a code object
	Open       bool // the source may be another text, which nobody has seen
}

// maxSnippets bounds the constants that one call is followed to.
const maxSnippets = 2000

// snippets compiles what calls of exec, eval and compile are given.
func (c *collector) snippets() {
	if len(c.sourceCalls)+len(c.sourceNames) == 0 {
		return
	}
	c.info.SourceCalls = make(map[*syntax.Call]*SourceCall)
	made := map[Snippet]*Snippet{}
	called := map[*syntax.Name]bool{}
	for _, e := range c.sourceCalls {
		name := e.Func.(*syntax.Name)
		if c.rebound(name.Id) {
			continue
		}
		mode, file := name.Id, "<string>"
		var src syntax.Expr
		if name.Id == "compile" {
			var ok bool
			if src, file, mode, ok = compileArgs(e); !ok {
				continue
			}
		} else {
			if len(e.Args) == 0 || len(e.Args) > 3 || len(e.Keywords) > 0 || hasStar(e.Args) {
				continue
			}
			src = e.Args[0]
		}
		called[name] = true
		f := c.follower(name.Id != "compile")
		call := &SourceCall{}
		if !f.follow(src, nil) || len(f.texts) > maxSnippets {
			call.Open, f.code, f.texts = true, true, c.constants()
		}
		call.NeedsNames = f.code
		for _, text := range f.texts {
			s := c.snippet(made, e, Snippet{Mode: mode, File: file, Text: text})
			call.Snippets = append(call.Snippets, s)
			call.NeedsNames = call.NeedsNames || s.NeedsNames()
		}
		c.info.SourceCalls[e] = call
	}
	// A function that is passed on, or called with what cannot be read, may be given
	// any text.
	for _, n := range c.sourceNames {
		if called[n] || c.rebound(n.Id) {
			continue
		}
		modes := []string{n.Id}
		if n.Id == "compile" {
			modes = []string{"exec", "eval"}
		}
		for _, mode := range modes {
			for _, text := range c.constants() {
				c.snippet(made, n, Snippet{Mode: mode, File: "<string>", Text: text})
			}
		}
	}
}

// rebound reports whether the module binds a builtin's name itself.
func (c *collector) rebound(name string) bool {
	m := c.info.Root.names[name]
	return m != nil && m.NWrites > 0
}

// snippet returns the snippet like key, which at leads to, made when it is asked for
// first.
func (c *collector) snippet(made map[Snippet]*Snippet, at syntax.Node, key Snippet) *Snippet {
	s := made[key]
	if s == nil {
		s = newSnippet(key.Mode, key.File, key.Text)
		made[key] = s
		c.info.Snippets = append(c.info.Snippets, s)
		if s.Info != nil {
			c.info.Imports = append(c.info.Imports, optional(at, s.Info.Imports)...)
		}
	}
	return s
}

// maxConstants bounds the constants that are compiled because they might be what a
// call is given that cannot be followed; longer ones are left out.
const (
	maxConstants = 200
	maxConstant  = 2000
)

// constants returns texts of the module that may be meant as source.
func (c *collector) constants() []string {
	if c.texts != nil {
		return c.texts
	}
	texts := []string{}
	syntax.Walk(c.info.Module, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.JoinedStr:
			return false
		case *syntax.ExprStmt:
			if _, isDoc := n.Value.(*syntax.Constant); isDoc {
				return false
			}
		case syntax.Expr:
			if text, ok := foldText(n); ok {
				if text != "" && len(text) <= maxConstant && len(texts) < maxConstants && !slices.Contains(texts, text) {
					texts = append(texts, text)
				}
				return false
			}
		}
		return true
	})
	c.texts = texts
	return texts
}

// optional returns imports of which the program need not know whether they
// succeed; at is what leads to them.
func optional(at syntax.Node, list []Import) []Import {
	out := make([]Import, len(list))
	for i, im := range list {
		im.Need, im.Node = max(im.Need, Optional), at
		out[i] = im
	}
	return out
}

// compileArgs returns the source, file name and mode of a call of compile, and
// whether the latter two are constants that can be compiled for.
func compileArgs(e *syntax.Call) (src syntax.Expr, file, mode string, ok bool) {
	args := map[string]syntax.Expr{}
	names := []string{"source", "filename", "mode", "flags", "dont_inherit", "optimize"}
	if len(e.Args) > len(names) || hasStar(e.Args) {
		return nil, "", "", false
	}
	for i, a := range e.Args {
		args[names[i]] = a
	}
	for _, k := range e.Keywords {
		if k.Arg == "" {
			return nil, "", "", false
		}
		args[k.Arg] = k.Value
	}
	if args["source"] == nil || args["filename"] == nil || args["mode"] == nil {
		return nil, "", "", false
	}
	if flags := args["flags"]; flags != nil {
		if k, isConst := flags.(*syntax.Constant); !isConst || k.Value != int64(0) {
			return nil, "", "", false
		}
	}
	file, ok = constantString(args["filename"])
	if !ok {
		return nil, "", "", false
	}
	mode, ok = constantString(args["mode"])
	return args["source"], file, mode, ok && (mode == "exec" || mode == "eval" || mode == "single")
}

// newSnippet parses and resolves a snippet.
func newSnippet(mode, file, text string) *Snippet {
	s := &Snippet{Mode: mode, File: file, Text: text}
	src := text
	if mode == "eval" {
		src = strings.TrimLeft(src, " \t")
	}
	var diags diag.List
	f := syntax.NewFile(file, []byte(src), &diags)
	tree := syntax.Parse(f, syntax.Options{}, &diags)
	if !diags.HasErrors() && mode == "eval" {
		expectExpression(f, tree, &diags)
	}
	var info *Info
	if !diags.HasErrors() {
		info = Resolve(tree, &diags)
	}
	for _, d := range diags.Sorted() {
		if d.Severity == diag.Error {
			s.Err = snippetError(f, d)
			return s
		}
	}
	s.Tree, s.Info = tree, info
	return s
}

// expectExpression reports a tree that is not one expression.
func expectExpression(f *diag.File, tree *syntax.Module, diags *diag.List) {
	end := diag.Pos(len(f.Source))
	at := diag.Span{Start: diag.NoPos, End: diag.NoPos}
	switch {
	case len(tree.Body) == 0:
	case len(tree.Body) > 1:
		at = tree.Body[1].Extent()
	default:
		switch s := tree.Body[0].(type) {
		case *syntax.ExprStmt:
			rest := strings.TrimLeft(string(f.Source[s.End:]), " \t")
			if !strings.HasPrefix(rest, ";") {
				return
			}
			at = diag.Span{Start: end - diag.Pos(len(rest)), End: end - diag.Pos(len(rest)) + 1}
		case *syntax.Assign:
			from := s.Targets[0].Extent().End
			i := diag.Pos(strings.IndexByte(string(f.Source[from:]), '='))
			at = diag.Span{Start: from + i, End: from + i + 1}
		default:
			at = s.Extent()
			if word := strings.IndexAny(string(f.Source[at.Start:at.End]), " \t:("); word > 0 {
				at.End = at.Start + diag.Pos(word)
			}
		}
	}
	diags.Error(f, at, diag.Syntax, "invalid syntax")
}

// snippetError describes d as the attributes of a SyntaxError.
func snippetError(f *diag.File, d *diag.Diagnostic) *SnippetError {
	e := &SnippetError{Type: "SyntaxError", Msg: d.Msg}
	switch {
	case strings.HasPrefix(d.Msg, "unexpected indent"), strings.HasPrefix(d.Msg, "expected an indented block"),
		strings.HasPrefix(d.Msg, "unindent does not match"), strings.HasPrefix(d.Msg, "too many levels of indentation"):
		e.Type = "IndentationError"
	case strings.HasPrefix(d.Msg, "inconsistent use of tabs"):
		e.Type = "TabError"
	}
	if d.Start == diag.NoPos {
		return e
	}
	e.LineNo, e.Offset = f.Position(d.Start)
	e.EndLineNo, e.EndOffset = f.Position(d.End)
	if lines := strings.SplitAfter(string(f.Source), "\n"); e.LineNo-1 < len(lines) {
		e.Line = lines[e.LineNo-1]
	}
	return e
}
