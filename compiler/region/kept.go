package region

import (
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// Kept finds the ops of f whose results are stored on self, or into what an attribute of
// self holds, and says where. What is kept in other ways, by a call or through another
// variable, is not among them: it is for people to read (pxc check -explain). Values are
// followed through variables that are stored to once.
func Kept(f *ir.Func) map[*ir.Op]string {
	kept := map[*ir.Op]string{}
	if f.World != ir.Ctx || f.Proto.Class == nil || len(f.Params) == 0 {
		return kept
	}
	self := f.Params[0]
	stores := map[*ir.Var][]*ir.Value{}
	f.EachOp(func(op *ir.Op) {
		if op.Code == ir.OpStoreVar {
			stores[op.Var] = append(stores[op.Var], op.Args[0])
		}
	})
	made := func(v *ir.Value) *ir.Op {
		for v != nil && v.Def != nil && v.Def.Code == ir.OpLoadVar {
			if len(stores[v.Def.Var]) != 1 || slices.Contains(f.Params, v.Def.Var) {
				return nil
			}
			v = stores[v.Def.Var][0]
		}
		if v == nil {
			return nil
		}
		return v.Def
	}
	isSelf := func(v *ir.Value) bool {
		return v.Def != nil && v.Def.Code == ir.OpLoadVar && v.Def.Var == self && len(stores[self]) == 0
	}
	// attribute is the name of the attribute of self that v is the value of.
	attribute := func(v *ir.Value) string {
		if d := made(v); d != nil && (d.Code == ir.OpGetAttr || d.Code == ir.OpGetSlot) && isSelf(d.Args[0]) {
			return self.Name + "." + d.Name
		}
		return ""
	}
	var keep func(v *ir.Value, where string)
	keep = func(v *ir.Value, where string) {
		d := made(v)
		if where == "" || d == nil || kept[d] != "" {
			return
		}
		kept[d] = where
		switch d.Code {
		case ir.OpTuple, ir.OpList:
			for _, item := range d.Args {
				keep(item, where)
			}
		}
	}
	f.EachOp(func(op *ir.Op) {
		switch op.Code {
		case ir.OpSetAttr, ir.OpSetSlot:
			if isSelf(op.Args[0]) {
				keep(op.Args[1], self.Name+"."+op.Name)
			}
		case ir.OpSetItem, ir.OpSetSlice:
			keep(op.Args[len(op.Args)-1], attribute(op.Args[0]))
		case ir.OpListAppend:
			keep(op.Args[1], attribute(op.Args[0]))
		case ir.OpCallMethod:
			if mutators["list"][op.Name] || mutators["dict"][op.Name] || mutators["set"][op.Name] {
				for _, v := range op.Args[1:] {
					keep(v, attribute(op.Args[0]))
				}
			}
		}
	})
	return kept
}
