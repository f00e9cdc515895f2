package rt

import "slices"

// Exception groups and the parts of except* (Objects/exceptions.c). A group has
// its message and the tuple of its exceptions in the slots after those of every
// exception.
const (
	groupMessage = excSlots + iota
	groupExceptions
)

// groupMethods are the methods of BaseExceptionGroup.
var groupMethods = []Func{
	{Name: "__new__", Sig: "cls, /, *args, **kwargs", F3: func(c *Ctx, cls, args, _ Value) Value {
		if TypeID(cls) != TypeClass || !IsSubclass(cls, infoOf(ExcBaseExceptionGroup).class) {
			return TypeErrorf(c, "BaseExceptionGroup.__new__(X): X is not a subtype of BaseExceptionGroup")
		}
		return newGroup(c, cls, args)
	}},
	{Name: "__str__", Sig: "self, /", F1: func(c *Ctx, e Value) Value {
		b := newBuilder(c, 0)
		if !appendStr(c, &b, Slot(e, groupMessage)) {
			b.discard()
			return 0
		}
		n := len(groupItems(e))
		var buf [24]byte
		b.text(" (")
		b.bytes(appendInt(buf[:0], int64(n)))
		b.text(" sub-exception" + pluralS(n != 1) + ")")
		return b.finish()
	}},
	{Name: "derive", Sig: "self, excs, /", F2: func(c *Ctx, e, excs Value) Value {
		return newGroupOf(c, Slot(e, groupMessage), excs)
	}},
	{Name: "split", Sig: "self, matcher_value, /", F2: func(c *Ctx, e, by Value) Value {
		if !groupMatcher(c, by) {
			return 0
		}
		match, rest, ok := splitGroup(c, e, func(x Value) int { return groupMatches(c, x, by) })
		if !ok {
			return 0
		}
		t := Tuple2(c, match, rest)
		c.Drop(match)
		c.Drop(rest)
		return t
	}},
	{Name: "subgroup", Sig: "self, matcher_value, /", F2: func(c *Ctx, e, by Value) Value {
		if !groupMatcher(c, by) {
			return 0
		}
		match, rest, ok := splitGroup(c, e, func(x Value) int { return groupMatches(c, x, by) })
		if !ok {
			return 0
		}
		c.Drop(rest)
		return match
	}},
}

// isGroup reports whether v is an instance of BaseExceptionGroup.
func isGroup(v Value) bool {
	return IsException(v) && IsInstance(v, infoOf(ExcBaseExceptionGroup).class)
}

// groupItems returns the exceptions of a group, borrowed: none if it was made
// by BaseException.__new__.
func groupItems(e Value) []Value {
	t := Slot(e, groupExceptions)
	if !t.IsPtr() || TypeID(t) != TypeTuple {
		return nil
	}
	return tupleItems(t)
}

// newGroupOf returns BaseExceptionGroup(message, excs), both borrowed.
func newGroupOf(c *Ctx, message, excs Value) Value {
	args := Tuple2(c, message, excs)
	if args == 0 {
		return 0
	}
	e := newGroup(c, infoOf(ExcBaseExceptionGroup).class, args)
	c.Drop(args)
	return e
}

// newGroup makes a group of class cls from the tuple of its arguments, which is
// borrowed. Where all exceptions are Exceptions, BaseExceptionGroup makes an
// ExceptionGroup.
func newGroup(c *Ctx, cls, args Value) Value {
	if n := TupleLen(args); n != 2 {
		return TypeErrorf(c, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", n)
	}
	message, excs := TupleItem(args, 0), TupleItem(args, 1)
	if !IsStr(message) {
		return TypeErrorf(c, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", argName(message))
	}
	switch t := TypeID(excs); {
	case t == TypeTuple, t == TypeList, t == TypeRange, t == TypeBytearray, t == TypeMemoryview, IsStr(excs), IsBytes(excs):
	case isUser(excs) && special(excs, nameGetitem) != 0:
	default:
		return TypeErrorf(c, "second argument (exceptions) must be a sequence")
	}
	items := TupleOf(c, excs)
	if items == 0 {
		return 0
	}
	exception := infoOf(ExcException).class
	onlyExceptions := true
	fail := ""
	if TupleLen(items) == 0 {
		ValueErrorf(c, "second argument (exceptions) must be a non-empty sequence")
		c.Drop(items)
		return 0
	}
	for i, x := range tupleItems(items) {
		if !IsException(x) {
			ValueErrorf(c, "Item %d of second argument (exceptions) is not an exception", i)
			c.Drop(items)
			return 0
		}
		onlyExceptions = onlyExceptions && IsInstance(x, exception)
	}
	id := infoOfClass(cls).id
	switch {
	case id == ExcBaseExceptionGroup && onlyExceptions:
		id = ExcExceptionGroup
	case onlyExceptions:
	case id == ExcExceptionGroup:
		fail = "an ExceptionGroup"
	case IsSubclass(cls, exception):
		fail = "'" + GoString(word(cls, className)) + "'"
	}
	if fail != "" {
		c.Drop(items)
		return TypeErrorf(c, "Cannot nest BaseExceptions in %s", fail)
	}
	e := newException(c, id, c.Own(args))
	setSlot(e, groupMessage, c.Own(message))
	setSlot(e, groupExceptions, items)
	return e
}

// groupMatcher reports whether split and subgroup take by: a function, an
// exception class or a tuple of these classes.
func groupMatcher(c *Ctx, by Value) bool {
	isClass := func(v Value) bool {
		return isType(v, TypeClass) && infoOfClass(v).flags&classIsException != 0
	}
	ok := TypeID(by) == TypeFunction || isClass(by)
	if isType(by, TypeTuple) {
		ok = !slices.ContainsFunc(tupleItems(by), func(v Value) bool { return !isClass(v) })
	}
	if !ok {
		TypeErrorf(c, "expected a function, exception type or tuple of exception types")
	}
	return ok
}

// groupMatches reports whether x matches by: 1, 0, or -1 with an exception
// pending.
func groupMatches(c *Ctx, x, by Value) int {
	if TypeID(by) != TypeFunction {
		return MatchExc(c, x, by)
	}
	v := Call1(c, by, x)
	if v == 0 {
		return -1
	}
	r := Truth(c, v)
	c.Drop(v)
	return r
}

// splitGroup divides e by what matches: match and rest are owned, None where
// nothing is left.
func splitGroup(c *Ctx, e Value, matches func(Value) int) (match, rest Value, ok bool) {
	if !enterNested(c, "in exceptiongroup_split_recursive") {
		return 0, 0, false
	}
	defer Leave(c)
	switch r := matches(e); {
	case r < 0:
		return 0, 0, false
	case r > 0:
		return c.Own(e), None, true
	case !isGroup(e):
		return None, c.Own(e), true
	}
	matched, others := NewList(c, 0), NewList(c, 0)
	items := c.Own(Slot(e, groupExceptions))
	ok = matched != 0 && others != 0
	for i := 0; ok && i < len(groupItems(e)); i++ {
		m, r, good := splitGroup(c, TupleItem(items, i), matches)
		if ok = good; !good {
			break
		}
		ok = (m == None || ListAppend(c, matched, m)) && (r == None || ListAppend(c, others, r))
		c.Drop(m)
		c.Drop(r)
	}
	c.Drop(items)
	if ok {
		match = groupSubset(c, e, matched)
	}
	if match != 0 {
		rest = groupSubset(c, e, others)
	}
	c.Drop(matched)
	c.Drop(others)
	if match != 0 && rest == 0 {
		c.Drop(match)
	}
	return match, rest, match != 0 && rest != 0
}

// groupSubset returns what e.derive makes of the list of some of its
// exceptions, with e's traceback, cause, context and notes; None for no
// exceptions.
func groupSubset(c *Ctx, e, list Value) Value {
	if ListLen(list) == 0 {
		return None
	}
	g := CallMethod1(c, e, Intern(c, "derive"), list)
	if g == 0 {
		return 0
	}
	if !isGroup(g) {
		c.Drop(g)
		return TypeErrorf(c, "derive must return an instance of BaseExceptionGroup")
	}
	if !writableException(c, g) {
		return g
	}
	tracebackOf(c, e) // an object, which both have
	for _, i := range [...]int{excCause, excContext, excTraceback} {
		replaceSlot(c, g, i, c.Own(Slot(e, i)))
	}
	replaceSlot(c, g, excSuppress, True)
	notes, ok := FindAttr(c, e, internedNotes)
	if ok && notes != 0 {
		if isType(notes, TypeList) || isType(notes, TypeTuple) {
			list := ListOf(c, notes)
			ok = list != 0 && SetAttr(c, g, internedNotes, list)
			c.Drop(list)
		}
		c.Drop(notes)
	}
	if !ok {
		c.Drop(g)
		return 0
	}
	return g
}

// An except* statement keeps a list: the exception, what of it no clause has
// matched so far, and the exceptions that clauses raised.
const (
	starCaught = iota
	starRest
	starRaised
)

// StarMatch takes from the state of an except* statement what matches cls, a
// class or a tuple of classes: a group, in which an exception that is none is
// wrapped, or None.
func StarMatch(c *Ctx, state, cls Value) Value {
	if !starClass(c, cls) {
		return 0
	}
	e := listItem(state, starRest)
	if e == None {
		return None
	}
	r := MatchExc(c, e, cls)
	switch {
	case r < 0:
		return 0
	case r == 0 && !isGroup(e):
		return None
	case r > 0:
		var match Value
		if isGroup(e) {
			match = c.Own(e)
		} else if match = wrapException(c, e); match == 0 {
			return 0
		}
		return starTake(c, state, match, None)
	}
	pair := CallMethod1(c, e, Intern(c, "split"), cls)
	if pair == 0 {
		return 0
	}
	if TypeID(pair) != TypeTuple {
		TypeErrorf(c, "%s.split must return a tuple, not %s", TypeName(e), TypeName(pair))
		c.Drop(pair)
		return 0
	}
	if n := TupleLen(pair); n < 2 {
		TypeErrorf(c, "%s.split must return a 2-tuple, got tuple of size %d", TypeName(e), n)
		c.Drop(pair)
		return 0
	}
	match, rest := c.Own(TupleItem(pair, 0)), c.Own(TupleItem(pair, 1))
	c.Drop(pair)
	if match == None {
		c.Drop(rest)
		return None
	}
	if !IsException(match) || rest != None && !IsException(rest) {
		c.Drop(match)
		c.Drop(rest)
		return TypeErrorf(c, "%s.split must return exceptions", TypeName(e))
	}
	return starTake(c, state, match, rest)
}

func starTake(c *Ctx, state, match, rest Value) Value {
	ok := listStore(c, state, starRest, rest)
	c.Drop(rest)
	if !ok {
		c.Drop(match)
		return 0
	}
	return match
}

// starClass reports whether except* takes cls, else it raises TypeError.
func starClass(c *Ctx, cls Value) bool {
	list := []Value{cls}
	if isType(cls, TypeTuple) {
		list = tupleItems(cls)
	}
	for _, x := range list {
		switch {
		case !x.IsPtr() || TypeID(x) != TypeClass || infoOfClass(x).flags&classIsException == 0:
			TypeErrorf(c, "catching classes that do not inherit from BaseException is not allowed")
			return false
		case IsSubclass(x, infoOf(ExcBaseExceptionGroup).class):
			TypeErrorf(c, "catching ExceptionGroup with except* is not allowed. Use except instead.")
			return false
		}
	}
	return true
}

// wrapException returns the group that a clause of except* receives for e.
func wrapException(c *Ctx, e Value) Value {
	message, one := NewStr(c, ""), Tuple1(c, e)
	if one == 0 {
		return 0
	}
	g := newGroupOf(c, message, one)
	c.Drop(one)
	return g
}

// StarResult returns what an except* statement with the given state raises at
// its end, or None. Clauses that raised what they had been given, unchanged,
// and what none of them matched, make up the part of the exception that goes
// on; other exceptions join it in a new group.
func StarResult(c *Ctx, state Value) Value {
	caught, rest := listItem(state, starCaught), listItem(state, starRest)
	n := ListLen(state)
	if !isGroup(caught) {
		if n > starRaised {
			return c.Own(listItem(state, starRaised))
		}
		return c.Own(rest)
	}
	raised := NewList(c, 0)
	leaves := map[Value]bool{}
	ok := raised != 0
	keep := func(e Value) {
		if sameOrigin(c, e, caught) {
			groupLeaves(e, leaves)
		} else {
			ok = ok && ListAppend(c, raised, e)
		}
	}
	for i := starRaised; i < n; i++ {
		keep(listItem(state, i))
	}
	if rest != None {
		keep(rest)
	}
	if ok && len(leaves) > 0 {
		match, others, good := splitGroup(c, caught, func(x Value) int {
			if !isGroup(x) && leaves[x] {
				return 1
			}
			return 0
		})
		ok = good
		if good {
			ok = match == None || ListAppend(c, raised, match)
			c.Drop(match)
			c.Drop(others)
		}
	}
	res := None
	switch {
	case !ok:
		res = 0
	case ListLen(raised) == 1:
		res = c.Own(listItem(raised, 0))
	case ListLen(raised) > 1:
		res = newGroupOf(c, NewStr(c, ""), raised)
	}
	c.Drop(raised)
	return res
}

// sameOrigin reports whether e is a part of group g that nothing has touched:
// cause, context, traceback and notes are the same objects, or equal notes.
func sameOrigin(c *Ctx, e, g Value) bool {
	if !isGroup(e) {
		return false
	}
	for _, i := range [...]int{excCause, excContext, excTraceback} {
		if Slot(e, i) != Slot(g, i) {
			return false
		}
	}
	a, ok1 := FindAttr(c, e, internedNotes)
	b, ok2 := FindAttr(c, g, internedNotes)
	if !ok1 || !ok2 {
		clearExc(c)
	}
	same := a == b
	if a != 0 && b != 0 && isType(a, TypeList) && isType(b, TypeList) {
		same = slices.Equal(listItems(a), listItems(b))
	}
	c.Drop(a)
	c.Drop(b)
	return same
}

// groupLeaves adds the exceptions of e that are no groups to set.
func groupLeaves(e Value, set map[Value]bool) {
	for todo := []Value{e}; len(todo) > 0; {
		x := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if isGroup(x) {
			todo = append(todo, groupItems(x)...)
		} else {
			set[x] = true
		}
	}
}

// readonlySlot reports whether slot i of instances of in is not assigned by
// programs.
func readonlySlot(in *classInfo, i int) bool {
	return in.flags&classIsException != 0 && (i == groupMessage || i == groupExceptions) && exceptionKind(in.id) == ExcBaseExceptionGroup
}
