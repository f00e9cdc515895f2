package ir

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Print writes the program's functions for people:
//
//	func fib ctx(n)
//	b0:                                   ; 2
//	  v1 = load n
//	  v2 = const 2
//	  v3 = test.lt v1, v2                  ! exit
//	  if v3
//	  b1:
//	    …
//	exit:
//	  trace
//	  fail
//
// "! exit" is the exception edge, out of the function or to a try, followed
// by what it releases; "@arena" is the region of what an op makes; "; 2" is
// a source line, given where it changes.
func (prog *Program) Print(w io.Writer) error {
	for i, f := range prog.Funcs {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		p := printer{prog: prog, f: f}
		p.fn()
		if _, err := io.WriteString(w, p.b.String()); err != nil {
			return err
		}
	}
	return nil
}

// Text returns f as Print shows it.
func (f *Func) Text(prog *Program) string {
	p := printer{prog: prog, f: f}
	p.fn()
	return p.b.String()
}

type printer struct {
	prog *Program
	f    *Func
	b    strings.Builder
	deep int
	line int
	sure map[*Op]Sure // of the strip of the loop around
}

func (p *printer) fn() {
	f := p.f
	f.Link()
	var params []string
	for _, v := range f.Params {
		params = append(params, v.String())
	}
	fmt.Fprintf(&p.b, "%s %s(%s)\n", f.Proto.Kind, f.Name(), strings.Join(params, ", "))
	p.seq(f.Body)
	p.b.WriteString("exit:\n")
	p.deep = 1
	p.ops(f.Exit.Ops)
}

func (p *printer) linef(format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", p.deep))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

func (p *printer) seq(s Seq) {
	for _, n := range s {
		switch n := n.(type) {
		case *Block:
			if len(n.Ops) == 0 && len(n.Preds) < 2 {
				continue // only there to be pointed at
			}
			p.linef("b%d:", n.ID)
			p.deep++
			p.ops(n.Ops)
			p.deep--
		case *If:
			p.linef("if %s", n.Cond)
			p.arm(n.Then)
			if len(n.Else) > 0 {
				p.linef("else")
				p.arm(n.Else)
			}
			for _, phi := range n.Phis {
				p.linef("%s = phi %s, %s", phi.Res, phi.Then, phi.Else)
			}
		case *Loop:
			p.linef("%s l%d", n.Kind, n.ID)
			p.deep++
			if n.Strip != nil {
				p.linef("%s", n.Strip)
				p.sure = n.Strip.Sure
			}
			if len(n.Head.Ops) > 0 {
				p.linef("b%d:", n.Head.ID)
				p.deep++
				p.ops(n.Head.Ops)
				p.deep--
			}
			p.seq(n.Body)
			p.sure = nil
			p.deep--
			if len(n.Else) > 0 {
				p.linef("else")
				p.arm(n.Else)
			}
		case *Try:
			expects := ""
			if n.Expects {
				expects = " expects"
			}
			p.linef("try t%d%s", n.ID, expects)
			p.arm(n.Body)
			p.linef("except t%d", n.ID)
			p.arm(n.Handler)
		}
	}
}

func (p *printer) arm(s Seq) {
	p.deep++
	p.seq(s)
	p.deep--
}

func (p *printer) ops(ops []*Op) {
	for _, op := range ops {
		p.linef("%s", p.op(op))
	}
}

func (p *printer) op(op *Op) string {
	var b strings.Builder
	if op.Res != nil {
		b.WriteString(op.Res.String())
		for _, v := range op.More {
			b.WriteString(", " + v.String())
		}
		b.WriteString(" = ")
	}
	b.WriteString(op.Code.String())
	if op.Checked {
		b.WriteString(".checked")
	}
	if op.Fresh {
		b.WriteString(".fresh")
	}
	if op.Alias {
		b.WriteString(".alias")
	}
	if op.Move {
		b.WriteString(".move")
	}
	if op.Lent {
		b.WriteString(".lent")
	}
	if op.View != nil {
		b.WriteString(".view")
	}
	sep := " "
	field := func(s string) {
		b.WriteString(sep + s)
		sep = ", "
	}
	if op.Var != nil {
		field(op.Var.String())
	}
	if op.Global != nil {
		if op.Module != nil {
			field(op.Module.Name + ":" + op.Global.Name)
		} else {
			field(op.Global.Name)
		}
	} else if op.Module != nil && op.Name == "" {
		field(op.Module.Name)
	}
	if op.Proto != nil {
		field(op.Proto.QualName)
	}
	if op.Class != nil {
		field("class " + op.Class.QualName)
	}
	for _, c := range op.Classes {
		field("class " + c.QualName)
	}
	if op.Const != nil {
		field(op.Const.String())
	}
	if op.Loop != nil {
		field("l" + strconv.Itoa(op.Loop.ID))
	}
	if op.Name != "" {
		field("." + op.Name)
	}
	switch op.Code {
	case OpIntArith, OpFloatArith, OpFloatDiv, OpIntTest, OpFloatTest:
		field(Code(op.N).String())
	case OpConstInt, OpEntry, OpBoolVal, OpTupleItem, OpUnpack, OpUnpackEx, OpGetSlot, OpSetSlot, OpClosureCell, OpFormat, OpDelegate, OpMatchSeq, OpMatchMap, OpMatchClass:
		field("#" + strconv.FormatInt(op.N, 10))
	}
	if op.Code == OpHandled && op.N == 1 {
		field("caller")
	}
	for _, v := range op.Args {
		field(v.String())
	}
	if op.Handling != nil {
		field("handling " + op.Handling.String())
	}
	for _, v := range op.Vars {
		if v == nil {
			field("-")
		} else {
			field(v.String())
		}
	}
	if len(op.Names) > 0 {
		field("(" + strings.Join(op.Names, " ") + ")")
	}
	if op.Region != RegionUnknown {
		b.WriteString(" @" + op.Region.String())
	}
	text := b.String()
	if op.CanRaise() {
		to := "exit"
		if op.Exc != nil {
			to = "t" + strconv.Itoa(op.Exc.ID)
		}
		for _, v := range op.Drops {
			to += " -" + v.String()
		}
		text = fmt.Sprintf("%-36s ! %s", text, to)
	}
	if x := op.Exit; x != nil {
		to := x.String()
		for _, v := range x.Drops {
			to += " -" + v.String()
		}
		text = fmt.Sprintf("%-36s ? %s", text, to)
	}
	for _, l := range op.Late {
		text += " late " + l.Of.String() + "." + l.Name
	}
	for in := op.In; in != nil; in = in.Outer {
		text += " in " + in.Proto.QualName
	}
	if sure := p.sure[op]; sure != 0 {
		text += " strip " + sure.String()
	}
	if line := p.lineOf(op); line != 0 && line != p.line {
		p.line = line
		text = fmt.Sprintf("%-52s ; %d", text, line)
	}
	return text
}

func (x *Exit) String() string {
	to := ""
	if x.In != nil {
		to = x.In.QualName + " "
	}
	to += "entry " + strconv.Itoa(x.Entry)
	for _, v := range x.Vars {
		to += " " + v.String()
	}
	for i, v := range x.Args {
		to += fmt.Sprintf(" v%d=%s", x.IDs[i], v)
	}
	if x.Outer != nil {
		to += ", then " + x.Outer.String()
	}
	return to
}

func (p *printer) lineOf(op *Op) int {
	m := p.f.Proto.Module
	if m == nil || m.File == nil || op.Pos.End == 0 {
		return 0
	}
	return m.File.LineOf(op.Pos.Start)
}

func (v *Value) String() string {
	if v == nil {
		return "-"
	}
	return "v" + strconv.Itoa(v.ID)
}

func (v *Var) String() string {
	if v.Name == "" {
		return "$" + strconv.Itoa(v.ID)
	}
	return v.Name
}

func (c *Const) String() string {
	switch c.Kind {
	case ConstNone:
		return "None"
	case ConstTrue:
		return "True"
	case ConstFalse:
		return "False"
	case ConstEllipsis:
		return "..."
	case ConstInt:
		return strconv.FormatInt(c.Int, 10)
	case ConstBig:
		return c.Text
	case ConstFloat:
		return strconv.FormatFloat(c.Float, 'g', -1, 64)
	case ConstImag:
		return strconv.FormatFloat(c.Float, 'g', -1, 64) + "j"
	case ConstStr:
		return strconv.Quote(c.Text)
	case ConstBytes:
		return "b" + strconv.Quote(c.Text)
	}
	items := make([]string, len(c.Items))
	for i, it := range c.Items {
		items[i] = it.String()
	}
	if c.Kind == ConstFrozenset {
		return "{" + strings.Join(items, ", ") + "}"
	}
	return "(" + strings.Join(items, ", ") + ")"
}

// Key returns a text that two constants share exactly if one object can
// stand for both.
func (c *Const) Key() string { return strconv.Itoa(int(c.Kind)) + c.keyText() }

func (c *Const) keyText() string {
	if c.Kind == ConstTuple || c.Kind == ConstFrozenset {
		var b strings.Builder
		for _, it := range c.Items {
			b.WriteString(it.Key() + ";")
		}
		return b.String()
	}
	if c.Kind == ConstFloat && c.Float == 0 {
		return "1/" + strconv.FormatFloat(1/c.Float, 'g', -1, 64) // tells -0.0
	}
	return c.String()
}
