package rt

// The persistence error of a store that a context must not make. What it costs
// does not matter: the callback has failed.

// refuseStore raises PersistenceError for a store into o of the main heap.
func refuseStore(c *Ctx, o Value) {
	text := "parallel code may not change a " + TypeName(o) + " of the main thread"
	switch {
	case isType(o, TypeClass):
		text += ": class " + GoString(word(o, className))
	default:
		if class, name := classAttribute(o); name != 0 {
			attr := GoString(name)
			text += ": '" + attr + "' is one object of class " + GoString(word(class, className)) +
				"; give each connection its own by assigning self." + attr
		}
	}
	raiseNew(c, ExcPersistenceError, text)
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
