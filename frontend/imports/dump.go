package imports

import (
	"fmt"
	"strings"
)

// String lists the modules in their order, each with its imports:
//
//	__main__ (module, beside) app.py
//	  2: os.path -> os.path
//	  3: lib -> lib: greet -> lib.greet, VERSION
//	  4: jsn (conditional): ModuleNotFoundError: No module named 'jsn'
//	os (native)
//	…
func (g *Graph) String() string {
	var b strings.Builder
	for _, m := range g.Modules {
		fmt.Fprintf(&b, "%s (%s", m.Name, m.Kind)
		if m.Kind != Native {
			fmt.Fprintf(&b, ", %s", m.Origin)
		}
		b.WriteString(")")
		if m.Path != "" {
			b.WriteString(" " + m.Path)
		}
		if m.Broken {
			b.WriteString(" has errors")
		}
		b.WriteString("\n")
		for _, e := range m.Edges {
			line, _ := m.File.Position(e.Node.Extent().Start)
			fmt.Fprintf(&b, "  %d: %s%s", line, strings.Repeat(".", e.Level), e.Import.Name)
			if e.Need != 0 {
				fmt.Fprintf(&b, " (%s)", e.Need)
			}
			if e.Fail != nil {
				fmt.Fprintf(&b, ": %v\n", e.Fail)
				continue
			}
			b.WriteString(" -> " + e.Target.Name)
			var names []string
			for i, n := range e.Names {
				if s := e.Submodules[i]; s != nil {
					n += " -> " + s.Name
				}
				names = append(names, n)
			}
			for _, s := range e.Star {
				names = append(names, s.Name)
			}
			if len(names) > 0 {
				b.WriteString(": " + strings.Join(names, ", "))
			}
			if e.Unbound != nil {
				fmt.Fprintf(&b, ": %v", e.Unbound)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func (f *Failure) String() string { return f.Type + ": " + f.Msg }
