package resolve

import (
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Examples in docstrings. A module that imports doctest may run what stands behind
// the prompts in its docstrings, so each example is a snippet: of mode "single", and
// of the file that DocTestFile names. The module doctest of the runtime takes
// docstrings apart in the same way and finds the examples by their text.

// DocTestFile is the file of snippets that are examples.
const DocTestFile = "<doctest>"

// examples compiles the examples of the module.
func (c *collector) examples() {
	i := slices.IndexFunc(c.info.Imports, func(im Import) bool { return im.Name == "doctest" && im.Level == 0 })
	if i < 0 {
		return
	}
	node, made := c.info.Imports[i].Node, map[string]bool{}
	for _, doc := range docstrings(c.info.Module.Body) {
		for _, text := range exampleSources(doc) {
			if made[text] {
				continue
			}
			made[text] = true
			s := newSnippet("single", DocTestFile, text)
			c.info.Snippets = append(c.info.Snippets, s)
			if s.Info != nil {
				for _, im := range s.Info.Imports {
					im.Need, im.Node = max(im.Need, Optional), node
					c.info.Imports = append(c.info.Imports, im)
				}
			}
		}
	}
}

// docstrings returns the docstrings that doctest finds, and more: of a suite, and of
// the functions and classes in it and in its compound statements; and the values of
// __test__.
func docstrings(body []syntax.Stmt) []string {
	var docs []string
	if len(body) > 0 {
		if s, ok := body[0].(*syntax.ExprStmt); ok {
			if text, ok := constantString(s.Value); ok {
				docs = append(docs, text)
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
								docs = append(docs, text)
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
