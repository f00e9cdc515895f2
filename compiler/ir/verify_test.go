package ir

import (
	"strings"
	"testing"
)

// sample builds "def f(x): if x: return x; return g(x)" as lowering does.
func sample() (f *Func, ops map[string]*Op) {
	x := &Var{Name: "x", Rep: RepValue, Param: true, Borrowed: true}
	f = &Func{
		Proto:  &Proto{Name: "f", QualName: "f"},
		Params: []*Var{x},
		Exit:   &Block{Ops: []*Op{{Code: OpTrace}, {Code: OpFail}}},
	}
	ops = map[string]*Op{}
	value := func(name string, op *Op) *Value {
		op.Res = &Value{ID: f.NValues, Rep: op.Code.Info().Res, Def: op}
		f.NValues++
		ops[name] = op
		return op.Res
	}
	v0 := value("load", &Op{Code: OpLoadVar, Var: x, Alias: true})
	v1 := value("truth", &Op{Code: OpTruth, Args: []*Value{v0}})
	v2 := value("load2", &Op{Code: OpLoadVar, Var: x, Alias: true})
	ops["incref"] = &Op{Code: OpIncref, Args: []*Value{v2}}
	ops["return"] = &Op{Code: OpReturn, Args: []*Value{v2}}
	v3 := value("call", &Op{Code: OpCall, Args: []*Value{v0, v0}})
	ops["return2"] = &Op{Code: OpReturn, Args: []*Value{v3}}
	f.Body = Seq{
		&Block{Ops: []*Op{ops["load"], ops["truth"]}},
		&If{Cond: v1, Then: Seq{&Block{Ops: []*Op{ops["load2"], ops["incref"], ops["return"]}}}},
		&Block{Ops: []*Op{ops["call"], ops["return2"]}},
	}
	f.Link()
	return f, ops
}

func TestVerifyAccepts(t *testing.T) {
	f, _ := sample()
	if err := Verify(f); err != nil {
		t.Error(err)
	}
	if err := Balance(f); err != nil {
		t.Error(err)
	}
	if err := Verify(f.Clone(Main)); err != nil {
		t.Errorf("clone: %v", err)
	}
}

// TestVerifyRefuses breaks the sample in one way each.
func TestVerifyRefuses(t *testing.T) {
	tests := []struct {
		name string
		do   func(f *Func, ops map[string]*Op)
		want string
	}{
		{"use before definition", func(f *Func, ops map[string]*Op) { ops["truth"].Args[0] = ops["call"].Res }, "not defined on every path"},
		{"use of a value of one arm", func(f *Func, ops map[string]*Op) { ops["call"].Args[0] = ops["load2"].Res }, "not defined on every path"},
		{"two definitions", func(f *Func, ops map[string]*Op) { ops["call"].Res.ID = 0 }, "defined twice"},
		{"wrong representation", func(f *Func, ops map[string]*Op) { ops["call"].Args[0] = ops["truth"].Res }, "but it is bool"},
		{"wrong number of operands", func(f *Func, ops map[string]*Op) { ops["truth"].Args = nil }, "0 operands, not 1"},
		{"foreign variable", func(f *Func, ops map[string]*Op) { ops["load"].Var = &Var{Name: "y", Rep: RepValue} }, "not a variable"},
		{"foreign try", func(f *Func, ops map[string]*Op) { ops["call"].Exc = &Try{ID: 7} }, "t7 is not around it"},
		{"break outside a loop", func(f *Func, ops map[string]*Op) {
			*ops["return2"] = Op{Code: OpBreak, Loop: &Loop{}}
		}, "not in its loop"},
		{"op behind a terminator", func(f *Func, ops map[string]*Op) {
			b := f.Body[2].(*Block)
			b.Ops = append(b.Ops, &Op{Code: OpPoll})
		}, "not at the end"},
		{"no terminator", func(f *Func, ops map[string]*Op) {
			b := f.Body[2].(*Block)
			b.Ops = b.Ops[:1]
		}, "runs off the end"},
		{"edge that the structure does not have", func(f *Func, ops map[string]*Op) {
			f.Blocks[0].Succs = f.Blocks[0].Succs[:1]
		}, "edges are not the structure's"},
		{"structure without a block behind it", func(f *Func, ops map[string]*Op) {
			f.Body = Seq{f.Body[0], f.Body[1], &If{Cond: ops["truth"].Res}, f.Body[2]}
		}, "follows *ir.If"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ops := sample()
			tt.do(f, ops)
			if err := Verify(f); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestBalanceRefuses breaks the reference counts of the sample.
func TestBalanceRefuses(t *testing.T) {
	tests := []struct {
		name string
		do   func(f *Func, ops map[string]*Op)
		want string
	}{
		{"result not released", func(f *Func, ops map[string]*Op) {
			v := &Value{ID: f.NValues, Rep: RepValue}
			v.Def = &Op{Code: OpDict, Res: v}
			f.NValues++
			b := f.Body[2].(*Block)
			b.Ops = append([]*Op{v.Def}, b.Ops...)
		}, "leaves the function holding"},
		{"released twice", func(f *Func, ops map[string]*Op) {
			b := f.Body[2].(*Block)
			b.Ops = []*Op{b.Ops[0], {Code: OpDecref, Args: []*Value{ops["call"].Res}}, b.Ops[1]}
		}, "which is not held"},
		{"borrowed value returned", func(f *Func, ops map[string]*Op) {
			b := f.Body[1].(*If).Then[0].(*Block)
			b.Ops = []*Op{b.Ops[0], b.Ops[2]}
		}, "which is not held"},
		{"variable not released", func(f *Func, ops map[string]*Op) { f.Params[0].Borrowed = false }, "still held"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ops := sample()
			tt.do(f, ops)
			f.Link()
			if err := Balance(f); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestOpTable checks that every opcode is described.
func TestOpTable(t *testing.T) {
	names := map[string]bool{}
	for c := BadOp; c < numCodes; c++ {
		info := c.Info()
		if info.Name == "" || names[info.Name] {
			t.Errorf("opcode %d: name %q is missing or taken", c, info.Name)
		}
		names[info.Name] = true
		if info.Own != NoRef && info.Res != RepValue {
			t.Errorf("%s: ownership of a result that is no object", c)
		}
	}
}
