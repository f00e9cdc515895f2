package rt

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Abstract base classes (PEP 3119): the registries of ABCMeta's classes, and what
// their instance and subclass checks have found out.
//
// Classes are never freed, so the registries hold them on Go's heap. A class keeps
// what was asked about it in a list that is replaced as a whole: looking an answer up
// takes no lock and makes no garbage, in contexts too. A "no" holds until the next
// registration anywhere; CPython's caches do the same.

// abcClass is what ABCMeta knows of one of its classes.
type abcClass struct {
	registry []Value
}

var abcs struct {
	sync.RWMutex
	classes map[Value]*abcClass
}

var abcToken atomic.Uint64

// abcAnswer is what was found out about a class: whether it is one of abc's; a no is
// of the time when the token had that value.
type abcAnswer struct {
	abc   Value
	is    bool
	token uint64
}

// ABCToken returns a number that changes with each registration.
func ABCToken() int64 { return int64(abcToken.Load()) }

// ABCInit makes cls, whose abstract methods are known, an abstract base class.
func ABCInit(cls Value) {
	if l := infoOfClass(cls).local; l != nil {
		l.abc = &abcClass{}
		return
	}
	abcs.Lock()
	defer abcs.Unlock()
	if abcs.classes == nil {
		abcs.classes = map[Value]*abcClass{}
	}
	abcs.classes[cls] = &abcClass{}
}

func abcOf(cls Value) *abcClass {
	if l := infoOfClass(cls).local; l != nil {
		return l.abc
	}
	abcs.RLock()
	defer abcs.RUnlock()
	return abcs.classes[cls]
}

// ABCRegistry returns the classes registered with cls.
func ABCRegistry(c *Ctx, cls Value) Value {
	a := abcOf(cls)
	if a == nil {
		return TypeErrorf(c, "'%s' is no abstract base class", word(cls, className))
	}
	return newListOf(c, a.registry)
}

// ABCRegister makes a class a virtual subclass of cls. Main thread.
func ABCRegister(c *Ctx, cls, sub Value) bool {
	if TypeID(sub) != TypeClass {
		TypeErrorf(c, "Can only register classes")
		return false
	}
	a := abcOf(cls)
	if a == nil || !c.IsMain {
		RuntimeErrorf(c, "classes cannot be registered in a parallel context")
		return false
	}
	switch t := subclassTest(c, sub, cls); {
	case t < 0:
		return false
	case t == 1:
		return true
	}
	switch t := subclassTest(c, cls, sub); {
	case t < 0:
		return false
	case t == 1:
		RuntimeErrorf(c, "Refusing to create an inheritance cycle")
		return false
	}
	abcs.Lock()
	a.registry = append(slices.Clip(a.registry), sub)
	abcs.Unlock()
	abcToken.Add(1)
	registerPattern(cls, sub)
	return true
}

// subclassTest is issubclass(sub, cls): 1, 0, -1.
func subclassTest(c *Ctx, sub, cls Value) int {
	r := builtinIssubclass(c, sub, cls)
	if r == 0 {
		return -1
	}
	return truth(r == True)
}

// known looks up whether class sub was found to be one of abc's.
func (in *classInfo) known(abc Value) (is, ok bool) {
	if list := in.answers.Load(); list != nil {
		for i := range *list {
			if a := &(*list)[i]; a.abc == abc {
				return a.is, a.is || a.token == abcToken.Load()
			}
		}
	}
	return false, false
}

func (in *classInfo) learn(abc Value, is bool, token uint64) {
	if !arena.IsMain(abc.addr()) {
		return // it will move, and go
	}
	for {
		old := in.answers.Load()
		var list []abcAnswer
		if old != nil {
			list = slices.DeleteFunc(slices.Clone(*old), func(a abcAnswer) bool { return a.abc == abc })
		}
		list = append(list, abcAnswer{abc, is, token})
		if in.answers.CompareAndSwap(old, &list) {
			return
		}
	}
}

// ABCInstanceCheck is ABCMeta.__instancecheck__.
func ABCInstanceCheck(c *Ctx, cls, o Value) Value {
	have := ClassOf(o)
	if in := infoFor(o); in.getattribute == 0 && in.find(nameClass) == 0 {
		if is, ok := infoOfClass(have).known(cls); ok {
			return Bool(is)
		}
		return abcSubclass(c, cls, have)
	}
	claimed := GetAttr(c, o, nameClass)
	if claimed == 0 {
		return 0
	}
	defer c.Drop(claimed)
	r := abcSubclass(c, cls, claimed)
	if r != False || claimed == have {
		return r
	}
	return abcSubclass(c, cls, have)
}

// abcSubclass asks cls.__subclasscheck__(sub), which a metaclass may have overridden.
func abcSubclass(c *Ctx, cls, sub Value) Value {
	m := special(cls, nameSubclasscheck)
	if m == 0 {
		return ABCSubclassCheck(c, cls, sub)
	}
	r := callSpecial1(c, m, cls, sub)
	if r == 0 {
		return 0
	}
	t := Truth(c, r)
	c.Drop(r)
	if t < 0 {
		return 0
	}
	return Bool(t == 1)
}

// ABCSubclassCheck is ABCMeta.__subclasscheck__.
func ABCSubclassCheck(c *Ctx, cls, sub Value) Value {
	if TypeID(sub) != TypeClass {
		return TypeErrorf(c, "issubclass() arg 1 must be a class")
	}
	a := abcOf(cls)
	if a == nil {
		return Bool(IsSubclass(sub, cls))
	}
	in := infoOfClass(sub)
	if is, ok := in.known(cls); ok {
		return Bool(is)
	}
	if !enterNested(c, "in __subclasscheck__") {
		return 0
	}
	defer Leave(c)
	token := abcToken.Load()
	t := abcFind(c, a, cls, sub)
	if t < 0 {
		return 0
	}
	in.learn(cls, t == 1, token)
	return Bool(t == 1)
}

// abcFind finds out whether sub is one of cls's: 1, 0, -1.
func abcFind(c *Ctx, a *abcClass, cls, sub Value) int {
	hook := GetAttr(c, cls, nameSubclasshook)
	if hook == 0 {
		return -1
	}
	r := Call1(c, hook, sub)
	c.Drop(hook)
	switch r {
	case 0:
		return -1
	case True:
		return 1
	case False:
		return 0
	case NotImplemented:
	default:
		c.Drop(r)
		TypeErrorf(c, "__subclasshook__ must return either False, True, or NotImplemented")
		return -1
	}
	if IsSubclass(sub, cls) {
		return 1
	}
	abcs.RLock()
	registry := a.registry
	abcs.RUnlock()
	for _, r := range registry {
		if t := subclassTest(c, sub, r); t != 0 {
			return t
		}
	}
	if own := infoOfClass(cls).find(nameSubclasses); own != 0 {
		return abcOwnSubclasses(c, cls, sub)
	}
	for _, id := range infoOfClass(cls).subclasses {
		if t := subclassTest(c, sub, infoOf(id).class); t != 0 {
			return t
		}
	}
	return 0
}

// abcOwnSubclasses is abcFind among the classes that a __subclasses__ of the class's own
// gives.
func abcOwnSubclasses(c *Ctx, cls, sub Value) int {
	m := GetAttr(c, cls, nameSubclasses)
	if m == 0 {
		return -1
	}
	l := Call0(c, m)
	c.Drop(m)
	if l == 0 {
		return -1
	}
	defer c.Drop(l)
	if !IsList(plain(l)) {
		TypeErrorf(c, "__subclasses__() must return a list")
		return -1
	}
	for i := 0; i < ListLen(plain(l)); i++ {
		item := c.Own(ListItem(plain(l), i))
		t := subclassTest(c, sub, item)
		c.Drop(item)
		if t != 0 {
			return t
		}
	}
	return 0
}

// noAbstract refuses an instance of a class that has abstract methods; false with
// TypeError pending.
func noAbstract(c *Ctx, in *classInfo) bool {
	if in.flags&classAbstract == 0 {
		return true
	}
	names, ok := FindAttr(c, in.class, nameAbstractMethods)
	if names == 0 {
		return ok
	}
	l := Sorted(c, names, 0, 0)
	c.Drop(names)
	if l == 0 {
		return false
	}
	defer c.Drop(l)
	s := NewStr(c, ", ")
	defer c.Drop(s)
	text := StrJoin(c, s, l)
	if text == 0 {
		return false
	}
	defer c.Drop(text)
	plural := "s"
	if ListLen(l) == 1 {
		plural = ""
	}
	TypeErrorf(c, "Can't instantiate abstract class %s with abstract method"+plural+" %s", word(in.class, className), text)
	return false
}
