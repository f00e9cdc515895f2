package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// Functions of the module math that are called unboxed: what a global is bound to,
// once and for all, by an import.

// floatCalls are those functions; all take a float and return one.
var floatCalls = map[string]bool{"sqrt": true, "fabs": true, "sin": true, "cos": true, "exp": true, "log": true}

// importedMath returns the globals that are the module math ("") or one of its
// functions (its name).
func importedMath(prog *ir.Program) map[*ir.Global]string {
	found := map[*ir.Global]string{}
	for _, f := range prog.Funcs {
		if f.Proto.Kind != ir.ModuleCode {
			continue
		}
		f.EachOp(func(op *ir.Op) {
			if op.Code != ir.OpStoreGlobal || !op.Global.Constant || op.Args[0].Def == nil {
				return
			}
			switch d := op.Args[0].Def; {
			case isMath(d):
				found[op.Global] = ""
			case d.Code == ir.OpImportFrom && d.Args[0].Def != nil && isMath(d.Args[0].Def) && floatCalls[d.Name]:
				found[op.Global] = d.Name
			}
		})
	}
	return found
}

func isMath(op *ir.Op) bool { return op.Code == ir.OpImport && op.Module == nil && op.Name == "math" }

// mathCall emits the call of a function of math on an unboxed float.
func (u *unboxer) mathCall(op *ir.Op) bool {
	if op.Code != ir.OpCall && op.Code != ir.OpCallMethod || len(op.Args) != 2 {
		return false
	}
	load := op.Args[0].Def
	if load == nil || load.Code != ir.OpLoadGlobal {
		return false
	}
	name, ok := u.math[load.Global]
	if op.Code == ir.OpCallMethod && name == "" {
		name = op.Name
	} else if op.Code == ir.OpCallMethod || name == "" {
		return false
	}
	x := u.n.values[op.Args[1]]
	if !ok || !floatCalls[name] || u.prog.Attributes[name] || !x.number() || isConst(op.Args[1]) {
		return false
	}
	v := u.as(op, op.Args[1], ir.RepFloat)
	u.give(&ir.Op{Code: ir.OpFloatFunc, Name: name, Pos: op.Pos, Args: []*ir.Value{v}, Res: op.Res, Exit: u.exit()}, ir.RepFloat)
	return true
}
