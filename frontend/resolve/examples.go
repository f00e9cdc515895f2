package resolve

import (
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Examples in docstrings. A program that imports doctest may run what stands behind
// the prompts in docstrings, so each example is a snippet: of mode "single", and of
// the file that DocTestFile names. The module doctest of the runtime takes docstrings
// apart in the same way and finds the examples by their text.

// DocTestFile is the file of snippets that are examples.
const DocTestFile = "<doctest>"

// Examples returns the examples of a module, each text once, and what they import, as
// if their docstrings did. O(size of the module).
func Examples(tree *syntax.Module) (list []*Snippet, imports []Import) {
	made := map[string]bool{}
	for _, doc := range docstrings(tree.Body) {
		for _, text := range exampleSources(doc.text) {
			if made[text] {
				continue
			}
			made[text] = true
			s := newSnippet("single", DocTestFile, text)
			list = append(list, s)
			if s.Info == nil {
				continue
			}
			for _, im := range s.Info.Imports {
				im.Need, im.Node = max(im.Need, Optional), doc.node
				imports = append(imports, im)
			}
		}
	}
	return list, imports
}

// TestsOthers reports whether a module that imports doctest may run the examples of
// other modules: those it imports.
func TestsOthers(tree *syntax.Module) bool {
	found := false
	syntax.Walk(tree, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			switch calledName(n) {
			case "testmod":
				found = found || len(n.Args) > 0
				for _, k := range n.Keywords {
					found = found || k.Arg == "m" || k.Arg == ""
				}
			case "DocTestFinder", "run_docstring_examples":
				found = true
			}
		}
		return !found
	})
	return found
}

// calledName is the last part of what a call names.
func calledName(e *syntax.Call) string {
	switch f := e.Func.(type) {
	case *syntax.Name:
		return f.Id
	case *syntax.Attribute:
		return f.Attr
	}
	return ""
}

// A docString is a text and where it stands.
type docString struct {
	text string
	node syntax.Node
}

// docstrings returns the docstrings that doctest finds, and more: of a suite, and of
// the functions and classes in it and in its compound statements; and the values of
// __test__.
func docstrings(body []syntax.Stmt) []docString {
	var docs []docString
	if len(body) > 0 {
		if s, ok := body[0].(*syntax.ExprStmt); ok {
			if text, ok := constantString(s.Value); ok {
				docs = append(docs, docString{text, s.Value})
			}
		}
	}
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef:
				docs = append(docs, docstrings(n.Body)...)
				return false
			case *syntax.AsyncFunctionDef:
				docs = append(docs, docstrings(n.Body)...)
				return false
			case *syntax.ClassDef:
				docs = append(docs, docstrings(n.Body)...)
				return false
			case *syntax.Assign:
				if name, ok := n.Targets[0].(*syntax.Name); ok && name.Id == "__test__" {
					if d, ok := n.Value.(*syntax.Dict); ok {
						for _, v := range d.Values {
							if text, ok := constantString(v); ok {
								docs = append(docs, docString{text, v})
							}
						}
					}
				}
				return false
			}
			return true
		})
	}
	return docs
}

// exampleSources returns the sources of the examples in a docstring: lines behind the
// prompts >>> and ... with what the first is indented by taken away.
func exampleSources(doc string) []string {
	var out []string
	lines := strings.Split(expandTabs(doc), "\n")
	for i := 0; i < len(lines); i++ {
		rest, ok := strings.CutPrefix(strings.TrimLeft(lines[i], " "), ">>>")
		if !ok {
			continue
		}
		indent := len(lines[i]) - len(rest) - 3
		text := behindPrompt(lines[i], indent)
		for i+1 < len(lines) && strings.HasPrefix(strings.TrimLeft(lines[i+1], " "), "...") {
			i++
			text += "\n" + behindPrompt(lines[i], indent)
		}
		if !blankOrComment(text) {
			out = append(out, strings.TrimSuffix(text, "\n")+"\n")
		}
	}
	return out
}

func behindPrompt(line string, indent int) string { return line[min(len(line), indent+4):] }

func blankOrComment(text string) bool {
	text = strings.TrimLeft(text, " ")
	return text == "" || text[0] == '#' && !strings.Contains(text, "\n")
}

// expandTabs is str.expandtabs().
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 8 - col%8
			b.WriteString(strings.Repeat(" ", n))
			col += n
		case '\n', '\r':
			b.WriteRune(r)
			col = 0
		default:
			b.WriteRune(r)
			col++
		}
	}
	return b.String()
}
