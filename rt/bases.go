package rt

import "slices"

// The order of a class's bases, where that is not settled by the class statement: a
// metaclass's own mro(), and the assignment of __bases__.

// ownMro asks the metaclass of cls for the order of its bases, if that has a method
// mro of its own. The class has the usual order already, which super().mro() tells.
func ownMro(c *Ctx, cls Value) bool {
	m := metaSpecial(cls, nameMroMethod)
	if m == 0 {
		return true
	}
	r := callSpecial0(c, m, cls)
	if r == 0 {
		return false
	}
	t := TupleOf(c, r)
	c.Drop(r)
	if t == 0 {
		return false
	}
	for _, k := range tupleItems(t) {
		if TypeID(k) != TypeClass {
			TypeErrorf(c, "mro() returned a non-class ('%s')", TypeName(k))
			c.Drop(t)
			return false
		}
		if k != cls && !fits(infoOfClass(k), infoOfClass(cls)) {
			TypeErrorf(c, "mro() returned base with unsuitable layout ('%s')", word(k, className))
			c.Drop(t)
			return false
		}
	}
	usual := tupleItems(word(cls, classMro))
	for _, k := range tupleItems(t) {
		if in := infoOfClass(k); c.IsMain && !slices.Contains(usual, k) && !slices.Contains(in.followers, classID(cls)) {
			in.followers = append(in.followers, classID(cls))
		}
	}
	setWord(cls, classMro, immortalise(t))
	rebuild(cls)
	return true
}

// fits reports whether instances of a class in may have the methods of class base.
func fits(base, in *classInfo) bool {
	return base.layout == TypeObject || base.layout == in.layout || base.flags&in.flags&classIsException != 0
}

// setBases performs cls.__bases__ = v. Instances stay as they are, so the new bases
// must not ask for another layout.
func setBases(c *Ctx, cls, v Value) bool {
	name, t := word(cls, className), plain(v)
	switch {
	case !IsTuple(t):
		TypeErrorf(c, "can only assign tuple to %s.__bases__, not %s", name, TypeName(v))
		return false
	case TupleLen(t) == 0:
		TypeErrorf(c, "can only assign non-empty tuple to %s.__bases__, not ()", name)
		return false
	}
	for _, b := range tupleItems(t) {
		if TypeID(b) != TypeClass {
			TypeErrorf(c, "%s.__bases__ must be tuple of classes, not '%s'", name, TypeName(b))
			return false
		}
		if IsSubclass(b, cls) {
			TypeErrorf(c, "a __bases__ item causes an inheritance cycle")
			return false
		}
		if !mayDerive(infoOfClass(b)) {
			TypeErrorf(c, "type '%s' is not an acceptable base type", nameOfClass(b))
			return false
		}
	}
	was, now := bestBase(word(cls, classBases)), bestBase(t)
	if now == nil {
		TypeErrorf(c, "multiple bases have instance lay-out conflict")
		return false
	}
	if (was.id == TypeObject) != (now.id == TypeObject) || was.layout != now.layout || was.noDict != now.noDict || len(was.members) != len(now.members) {
		what := "object layout"
		switch now.layout {
		case TypeInt, TypeFloat, TypeComplex, TypeStr, TypeBytes, TypeBytearray: // which have nothing for a collector
			what = "deallocator"
		}
		TypeErrorf(c, "__bases__ assignment: '%s' %s differs from '%s'", word(now.class, className), what, word(was.class, className))
		return false
	}
	if !c.IsMain {
		RuntimeErrorf(c, "__bases__ cannot be assigned in a parallel context")
		return false
	}
	old := word(cls, classBases)
	bases := immortalise(newTupleOf(c, tupleItems(t)))
	setWord(cls, classBases, bases)
	if !renewMro(c, cls) {
		e := c.Exc
		c.Exc = 0
		setWord(cls, classBases, old)
		renewMro(c, cls)
		c.Drop(c.Exc)
		c.Exc = e
		return false
	}
	if word(cls, classBases) != bases {
		return true // an mro() has set others meanwhile
	}
	for _, b := range tupleItems(bases) {
		if reaches(b, cls) { // likewise
			setWord(cls, classBases, old)
			TypeErrorf(c, "a __bases__ item causes an inheritance cycle")
			return false
		}
	}
	id := classID(cls)
	for _, b := range tupleItems(old) {
		in := infoOfClass(b)
		in.subclasses = slices.DeleteFunc(slices.Clone(in.subclasses), func(x uint32) bool { return x == id })
	}
	for _, b := range tupleItems(bases) {
		in := infoOfClass(b)
		in.subclasses = append(slices.Clip(in.subclasses), id)
	}
	abcToken.Add(1)
	classChanged(cls)
	return true
}

// reaches reports whether class cls is found from b along __bases__.
func reaches(b, cls Value) bool {
	return b == cls || slices.ContainsFunc(tupleItems(word(b, classBases)), func(k Value) bool { return reaches(k, cls) })
}

// renewMro computes the order of bases of cls and of the classes derived from it anew.
func renewMro(c *Ctx, cls Value) bool {
	mro := mergeMro(c, cls, word(cls, classBases))
	if mro == 0 {
		return false
	}
	setWord(cls, classMro, immortalise(mro))
	if !ownMro(c, cls) {
		return false
	}
	for _, id := range infoOfClass(cls).subclasses {
		if !renewMro(c, infoOf(id).class) {
			return false
		}
	}
	return true
}
