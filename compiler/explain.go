package compiler

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/compiler/region"
)

// explain writes, for each body of prog, in the order of the source, the world it is
// for; for each allocation its region and why it is that; for each loop of contexts
// whether its rounds give back what they allocate, and why not; and what the compiler
// knows to be a bare number.
func explain(w io.Writer, prog *ir.Program) error {
	funcs := slices.Clone(prog.Funcs)
	slices.SortStableFunc(funcs, func(f, g *ir.Func) int {
		p, q := f.Proto, g.Proto
		return cmp.Or(cmp.Compare(p.Module.Index, q.Module.Index), cmp.Compare(p.Line, q.Line), cmp.Compare(f.World, g.World))
	})
	for _, f := range funcs {
		if err := explainFunc(w, f); err != nil {
			return err
		}
	}
	return nil
}

// A fact is one line about a place in a function.
type fact struct {
	line, col int
	text      string
}

func explainFunc(w io.Writer, f *ir.Func) error {
	world := "on the main thread"
	if f.World == ir.Ctx {
		world = "in parallel contexts"
	}
	if f.Of != nil {
		world += ", once a guess of types was wrong"
	}
	if _, err := fmt.Fprintf(w, "%s:%d: %s %s\n", f.Proto.Module.File.Name, f.Proto.Line, f.Proto.QualName, world); err != nil {
		return err
	}
	var facts []fact
	add := func(op *ir.Op, format string, args ...any) {
		line, col := f.Proto.Module.File.Position(op.Pos.Start)
		facts = append(facts, fact{line, col, fmt.Sprintf(format, args...)})
	}
	kept := region.Kept(f)
	f.EachOp(func(op *ir.Op) {
		if what := allocation(op); what != "" {
			add(op, "%s %s", what, residence(f, op, kept[op]))
		}
		if op.Res == nil || op.Res.Rep != ir.RepInt && op.Res.Rep != ir.RepFloat {
			return
		}
		switch {
		case op.Code == ir.OpLoadVar:
			add(op, "'%s' is a bare %s", op.Var.Name, op.Res.Rep)
		case symbols[op.Code.String()] != "":
			add(op, "the result of %s is a bare %s", symbols[op.Code.String()], op.Res.Rep)
		case op.Code == ir.OpCallKnown || op.Code == ir.OpCallSelf:
			add(op, "the call returns a bare %s", op.Res.Rep)
		}
	})
	if f.World == ir.Ctx {
		f.Body.Walk(func(n ir.Node) {
			if l, ok := n.(*ir.Loop); ok {
				line, col := f.Proto.Module.File.Position(l.Pos.Start)
				facts = append(facts, fact{line, col, loopFact(l)})
			}
		})
	}
	slices.SortStableFunc(facts, func(a, b fact) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col))
	})
	for _, x := range slices.Compact(facts) {
		if _, err := fmt.Fprintf(w, "  %d:%d: %s\n", x.line, x.col, x.text); err != nil {
			return err
		}
	}
	return nil
}

// allocations names what ops make.
var allocations = map[ir.Code]string{
	ir.OpTuple: "a tuple", ir.OpList: "a list", ir.OpDict: "a dict", ir.OpDictOf: "a dict", ir.OpSet: "a set",
	ir.OpListToTuple: "a tuple", ir.OpSlice: "a slice", ir.OpIter: "an iterator", ir.OpNewCell: "a variable of inner functions",
	ir.OpFormat: "a str", ir.OpPercent: "a str or bytes", ir.OpJoin: "a str", ir.OpJoinList: "a str",
	ir.OpMakeFunc: "a function", ir.OpDefaults: "a tuple of defaults", ir.OpBuildClass: "a class", ir.OpFinishClass: "a class",
	ir.OpStart: "a suspended body", ir.OpBoxFloat: "a float",
	ir.OpUnpack: "what is unpacked", ir.OpUnpackTo: "what is unpacked", ir.OpUnpackEx: "what is unpacked",
}

// allocation says what op makes, "" if nothing that concerns a region.
func allocation(op *ir.Op) string {
	switch {
	case op.Code == ir.OpConstruct && op.Class != nil:
		return "an instance of " + op.Class.Name
	case op.Region == ir.RegionUnknown || op.Res != nil && op.Res.Rep != ir.RepValue:
		return ""
	case allocations[op.Code] != "":
		return allocations[op.Code]
	}
	what := symbols[op.Code.String()]
	if what == "" {
		what = op.Code.String()
	}
	return "the result of " + what + ", unless it is a small number,"
}

// symbols are Python's for the ops that are operators.
var symbols = map[string]string{
	"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
	"lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "neg": "-", "pos": "+", "invert": "~",
	"iadd": "+=", "isub": "-=", "imul": "*=", "itruediv": "/=", "ifloordiv": "//=", "imod": "%=", "ipow": "**=",
	"imatmul": "@=", "ilshift": "<<=", "irshift": ">>=", "iand": "&=", "ior": "|=", "ixor": "^=",
}

// residence says where what op makes lives, and why. keeper is where it is kept, as far
// as the function itself shows it.
func residence(f *ir.Func, op *ir.Op, keeper string) string {
	switch {
	case f.World == ir.Main:
		return "is on the main heap, counted"
	case op.Code == ir.OpBuildClass || op.Code == ir.OpFinishClass:
		return "is in the arena; it moves to the connection's heap with an instance that is kept"
	case keeper != "":
		return "is in the arena and moves to the connection's heap when the callback returns: it is kept in " + keeper
	}
	return "is in the arena until the callback returns"
}

// loopFact says whether the rounds of a loop give back what they allocate.
func loopFact(l *ir.Loop) string {
	switch {
	case l.RollsBack:
		return "each round of the loop is rolled back"
	case l.Kept != "":
		return "rounds of the loop are not rolled back: " + l.Kept
	case l.Inside:
		return "rounds of the loop are rolled back with those of the loop around it"
	}
	return "rounds of the loop are not rolled back: they allocate little or nothing"
}
