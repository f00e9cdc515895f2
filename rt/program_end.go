package rt

import (
	"slices"

	"github.com/pxc-lang/pxc/rt/arena"
)

// The end of a program: what its main module's variables hold is given up, so that
// __del__ methods and the finally suites of generators run. Objects that have
// something to say go first, in the order of their names, while functions and other
// values are still there; then what holds others. CPython's order, that of its cycle
// collector, is the same for what is bound to a name directly.

func finaliseGlobals(c *Ctx, p *Program) {
	vars := slices.Clone(p.Vars)
	var dict Value
	if m := DictGet(c, modulesDict, nameMain); m != 0 && TypeID(m) == TypeModule {
		if py := pythonModule(m); py != nil {
			for _, v := range py.Vars {
				vars = append(vars, v.Var)
			}
			dict = py.Dict
		}
	}
	clearExc(c)
	for _, speaks := range [...]bool{true, false} {
		for _, v := range vars {
			if old := *v; goesAtEnd(old, speaks) {
				*v = 0
				c.Drop(old)
				clearExc(c)
			}
		}
		for dict != 0 {
			name := firstAtEnd(dict, speaks)
			if name == 0 || !DictDelete(c, dict, name) {
				break
			}
		}
	}
	clearExc(c)
}

// firstAtEnd returns the first name in dict whose value goesAtEnd; 0 if none does.
func firstAtEnd(dict Value, speaks bool) Value {
	for pos := 0; ; {
		name, v, ok := DictNext(dict, &pos)
		if !ok {
			return 0
		}
		if goesAtEnd(v, speaks) {
			return name
		}
	}
}

// goesAtEnd reports whether a variable's value is given up at the end: with speaks,
// if it has a finaliser; without, if it may hold what has.
func goesAtEnd(v Value, speaks bool) bool {
	if !v.IsPtr() || !arena.IsMain(v.addr()) {
		return false
	}
	if u32(v.addr())&arena.FlagFinalise != 0 || isFrame(v) {
		return true
	}
	switch TypeID(v) {
	case TypeStr, TypeBytes, TypeInt, TypeFloat, TypeComplex, TypeClass, TypeModule, TypeFunction, TypeRange:
		return false
	}
	return !speaks
}
