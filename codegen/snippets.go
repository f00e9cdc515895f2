package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// snippets emits the table of source texts that exec, eval and compile know.
func (p *pkg) snippets() jen.Code {
	var rows []jen.Code
	for _, s := range p.prog.Snippets {
		var d literal
		d.set("Mode", jen.Lit(s.Mode))
		d.set("File", jen.Lit(s.File))
		d.set("Text", jen.Lit(s.Text))
		if s.Proto != nil {
			d.set("Row", jen.Lit(s.Proto.Row))
		} else {
			d.set("Err", snippetError(s.Err))
		}
		rows = append(rows, jen.Line().Add(d.braces()))
	}
	rows = append(rows, jen.Line())
	return jen.Index().Qual(Path, "Snippet").Values(rows...)
}

func snippetError(err *ir.SnippetError) jen.Code {
	var d literal
	d.set("Type", jen.Lit(err.Type))
	d.set("Msg", jen.Lit(err.Msg))
	if err.Line != "" {
		d.set("Line", jen.Lit(err.Line))
	}
	for _, n := range []struct {
		field string
		n     int
	}{{"LineNo", err.LineNo}, {"Offset", err.Offset}, {"EndLineNo", err.EndLineNo}, {"EndOffset", err.EndOffset}} {
		if n.n != 0 {
			d.set(n.field, jen.Lit(n.n))
		}
	}
	return jen.Op("&").Qual(Path, "SnippetError").Add(d.braces())
}
