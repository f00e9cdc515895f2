package rt

// typeSpec describes a built-in class: its type id, base and methods. Each
// type's file registers its own with defineType from an init function; Boot makes
// the classes, so importing the package starts nothing.
type typeSpec struct {
	id      uint32
	name    string
	base    uint32   // 0: object
	also    []uint32 // further type ids of the same class
	methods []Func   // Sig includes self (or cls for __new__)
	attrs   func(c *Ctx, dict Value)
	public  bool // a name in module builtins
}

var typeSpecs []typeSpec

func defineType(t typeSpec) { typeSpecs = append(typeSpecs, t) }

// bootTypes makes the classes of all registered specs, bases first.
func bootTypes(c *Ctx) {
	done := map[uint32]bool{0: true}
	for left := len(typeSpecs); left > 0; {
		before := left
		for i := range typeSpecs {
			t := &typeSpecs[i]
			if done[t.id] {
				continue
			}
			base := t.base
			if base == 0 && t.id != TypeObject {
				base = TypeObject
			}
			if base != 0 && !done[base] {
				continue
			}
			bootType(c, t, base)
			done[t.id] = true
			left--
		}
		if left == before {
			panic("rt: a built-in type's base is not defined")
		}
	}
}

func bootType(c *Ctx, t *typeSpec, base uint32) {
	cls := newClass(c, t.name, t.id)
	setWord(cls, classModule, nameBuiltins)
	flags := int64(classNative)
	setWord(cls, classFlags, Int(flags))
	if base == 0 {
		setWord(cls, classBases, emptyTuple)
		setWord(cls, classMro, ConstTuple(c, cls))
	} else {
		b := infoOf(base).class
		setWord(cls, classBases, ConstTuple(c, b))
		setWord(cls, classMro, prependMro(c, cls, b))
	}
	addMethods(c, cls, t.name, t.methods)
	if t.attrs != nil {
		t.attrs(c, word(cls, classDict))
	}
	in := rebuild(cls)
	for _, id := range t.also {
		copyOf := *in
		copyOf.id = id
		setInfo(id, &copyOf)
	}
}

// addMethods adds rows to the namespace of class cls.
func addMethods(c *Ctx, cls Value, class string, methods []Func) {
	for i := range methods {
		methods[i].QualName = class + "." + methods[i].Name
		methods[i].Module = "builtins"
	}
	base := AddFuncs(c, methods)
	for i := range methods {
		DictSet(c, word(cls, classDict), Intern(c, methods[i].Name), FuncValue(base+uint32(i)))
	}
}
