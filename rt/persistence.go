package rt

import "github.com/pxc-lang/pxc/rt/arena"

// The persistence error of a store that a context must not make. What it costs
// does not matter: the callback has failed.

// refuseStore raises the error of a store into o, of the main heap or a shared
// container: of class kind if o could be protected, but is not.
func refuseStore(c *Ctx, o Value, kind uint32) {
	if o.IsPtr() && arena.IsShared(o.addr()) {
		raiseNew(c, ExcAssignmentError, "what a shared container holds cannot be changed: change a copy of this "+TypeName(o)+" and store that")
		return
	}
	text := "parallel code may not change a " + TypeName(o) + " of the main thread"
	if Protects != nil && Protects(o) {
		raiseNew(c, ExcPersistenceError, text+", not even a protected one, in this way")
		c.refused, c.refusal = o, c.Exc
		return
	}
	switch {
	case isType(o, TypeClass):
		text += ": class " + GoString(word(o, className))
		kind = ExcPersistenceError
	case !protectable(o):
		kind = ExcPersistenceError
	default:
		if class, name := classAttribute(o); name != 0 {
			attr := GoString(name)
			text += ": '" + attr + "' is one object of class " + GoString(word(class, className)) +
				"; give each connection its own by assigning self." + attr
		}
	}
	raiseNew(c, kind, text)
}

// protectable reports whether parallel.protect allows contexts to change an object such
// as o.
func protectable(o Value) bool {
	switch TypeID(o) {
	case TypeList, TypeDict, TypeSet, TypeBytearray:
		return true
	}
	return TypeID(o) >= FirstType
}

// classAttribute finds o among the attributes of the program's classes: a
// mutable default in a class suite is the commonest object that callbacks
// change by mistake. It returns 0, 0 if o is none.
func classAttribute(o Value) (class, name Value) {
	for chunk := FirstType >> 10; chunk < len(classInfos); chunk++ {
		infos := classInfos[chunk].Load()
		if infos == nil {
			return 0, 0
		}
		for i := range infos {
			in := infos[i].Load()
			if in == nil {
				continue
			}
			for j := range in.entries {
				if e := &in.entries[j]; e.val == o {
					return in.class, e.name
				}
			}
		}
	}
	return 0, 0
}
