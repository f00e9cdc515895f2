package lower

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// native returns the module object of native module name, or reports that
// there is none.
func (b *builder) native(name string, at syntax.Node) *ir.Value {
	if b.opts.Native == nil || !b.opts.Native(name) {
		b.diags.Error(b.tree.File, at.Extent(), diag.Unsupported,
			fmt.Sprintf("module '%s' is not one of the runtime's; importing Python modules is not supported yet", name))
		return nil
	}
	if !slices.Contains(b.prog.Imports, name) {
		b.prog.Imports = append(b.prog.Imports, name)
	}
	return b.value(&ir.Op{Code: ir.OpImport, Name: name}, name)
}

// importStmt lowers import: "import a.b" binds a, "import a.b as c" a.b.
func (b *builder) importStmt(s *syntax.Import) {
	for _, a := range s.Names {
		at := syntax.Ident{Span: a.NameSpan}
		restore := b.at(at)
		m := b.native(a.Name, at)
		bind := b.info.BindingOf(a)
		if m != nil {
			name := a.AsName
			if name == "" {
				name = a.Name
				if top, _, dotted := strings.Cut(a.Name, "."); dotted {
					name = top
					m = b.native(top, at)
				}
			}
			if m != nil {
				b.storeBinding(bind, name, m)
			}
		}
		restore()
	}
}

// importFrom lowers "from m import names".
func (b *builder) importFrom(s *syntax.ImportFrom) {
	if s.Module == "__future__" && s.Level == 0 {
		return
	}
	at := syntax.Ident{Span: s.ModuleSpan}
	if s.Level > 0 {
		b.unsupported(s, "relative imports are")
		return
	}
	m := b.native(s.Module, at)
	if m == nil {
		return
	}
	for _, a := range s.Names {
		if a.Name == "*" {
			b.unsupported(a, "'from m import *' is")
			continue
		}
		v := b.value(&ir.Op{Code: ir.OpImportFrom, Name: a.Name, Args: []*ir.Value{m}}, a.Name)
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		b.storeBinding(b.info.BindingOf(a), name, v)
	}
}
