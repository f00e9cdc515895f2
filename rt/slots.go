package rt

import (
	"slices"
	"strings"
)

// __slots__. The names that a class declares become slots of its instances like
// those that the compiler infers, but stay out of __dict__; where no class on the
// way to object leaves the declaration out, instances have no dict and refuse
// other names.

// slotDeclaration is what a class says of its instances' slots.
type slotDeclaration struct {
	names    []string // slots of its own: declared, or inferred where nothing is
	declared bool
	dict     bool // __dict__ is among the declared names, or nothing is declared
	weak     bool // __weakref__ is
}

// declarer returns the class that declared the last of the slots that instances of in
// have: in itself, or one that it derives from without declaring any.
func declarer(in *classInfo) *classInfo {
	for {
		base := bestBase(word(in.class, classBases))
		if base == nil || len(base.members) != len(in.members) {
			return in
		}
		in = base
	}
}

// read finds the declaration in namespace ns; false with an exception pending if
// it is not valid.
func (d *slotDeclaration) read(c *Ctx, spec *ClassSpec, best *classInfo, bases, ns Value) bool {
	for i := range TupleLen(bases) {
		if in := declarer(infoOfClass(TupleItem(bases, i))); len(in.members) > 0 {
			for j := range TupleLen(bases) {
				other := declarer(infoOfClass(TupleItem(bases, j)))
				if len(other.members) > 0 && !IsSubclass(in.class, other.class) && !IsSubclass(other.class, in.class) {
					TypeErrorf(c, "multiple bases have instance lay-out conflict")
					return false
				}
			}
		}
	}
	v := DictGet(c, plain(ns), nameSlots)
	if v == 0 {
		d.names, d.dict = spec.Slots, true
		return c.Exc == 0
	}
	d.declared = true
	var l Value
	if p := plainText(v); IsStr(p) {
		l = newListOf(c, []Value{p})
	} else {
		l = ListOf(c, v)
	}
	if l == 0 {
		return false
	}
	defer c.Drop(l)
	for _, n := range listItems(l) {
		n = plainText(n)
		if !IsStr(n) {
			TypeErrorf(c, "__slots__ items must be strings, not '%s'", TypeName(n))
			return false
		}
		name := GoString(n)
		if strIsidentifier(c, n) != True {
			TypeErrorf(c, "__slots__ must be identifiers")
			return false
		}
		switch name {
		case "__dict__":
			d.dict = true
			continue
		case "__weakref__":
			d.weak = true
			continue
		}
		if strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__") {
			if class := strings.TrimLeft(spec.Name, "_"); class != "" {
				name = "_" + class + name
			}
		}
		if DictHas(c, plain(ns), internAlways(c, name)) {
			ValueErrorf(c, "'%s' in __slots__ conflicts with class variable", name)
			return false
		}
		d.names = append(d.names, name)
	}
	// The compiler's come first, in its order.
	own := d.names
	d.names = nil
	for _, n := range spec.Slots {
		if slices.Contains(own, n) {
			d.names = append(d.names, n)
		}
	}
	d.names = append(d.names, own...)
	if len(d.names) > 0 && (best.layout == TypeInt || best.layout == TypeTuple || best.layout == TypeBytes) {
		TypeErrorf(c, "nonempty __slots__ not supported for subtype of '%s'", word(best.class, className))
		return false
	}
	return true
}

// apply marks the slots of the finished class.
func (d *slotDeclaration) apply(in, best *classInfo, bases Value) {
	in.fixed = best.fixed
	if best.flags&(classNative|classIsException) == classNative|classIsException {
		in.fixed = TupleLen(word(best.class, classSlots))
	}
	members := map[Value]bool{}
	in.noDict = !d.dict && in.layout != TypeClass && in.flags&classIsException == 0
	for i := range TupleLen(bases) {
		b := infoOfClass(TupleItem(bases, i))
		if b.flags&classNative == 0 && !b.noDict {
			in.noDict = false
		}
		slots := word(b.class, classSlots)
		for j := range b.members {
			members[TupleItem(slots, j)] = true
		}
	}
	slots := word(in.class, classSlots)
	for i := range in.slots {
		name := TupleItem(slots, i)
		if d.declared && slices.Contains(d.names, GoString(name)) || members[name] {
			if in.members == nil {
				in.members = map[int]bool{}
			}
			in.members[i] = true
		}
	}
}
