package rt

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Classes. A class is an immortal object of the main heap, or one of a context
// (local_class.go), with the fields below, all Values. What lookups need is kept beside it in a classInfo on Go's heap,
// found by the type id in an object's header and replaced as a whole when the
// main thread changes a class: contexts that hold the old one finish with it.
const (
	classDict     = 8  // own namespace
	className     = 16 // str
	classQualname = 24
	classBases    = 32 // tuple
	classMro      = 40 // tuple, the class itself first
	classSlots    = 56 // tuple of names in slot order
	classModule   = 64
	classTypeID   = 72 // Int: type id of instances
	classFlags    = 80 // Int
	classMeta     = 88 // metaclass, 0 is type
	classSize     = 96
)

// Class flags.
const (
	classIsException = 1 << iota
	classHasFinaliser
	classNative     // made by the runtime
	classNoBase     // may not be subclassed
	classDynamic    // made at run time: ids from the dynamic range
	classOpen       // native, and Python classes may derive from it
	classTakesAttrs // native, and instances take attributes
	classAbstract   // has __abstractmethods__
)

// classInfo is what operations on instances of one class look up.
type classInfo struct {
	class  Value
	id     uint32
	size   uintptr // of an instance
	flags  int64
	slots  int    // number of instance slots
	value  int    // slot of the built-in value that instances carry, -1 for none; see subclass.go
	layout uint32 // built-in kind whose layout instances have: TypeObject, an exception, TypeInt …

	fixed   int          // slots that never live in a dict: an exception's
	members map[int]bool // slots that __slots__ declares
	noDict  bool         // instances have none, by __slots__
	native  bool         // instances have the slots of a native module's class; see NativeClass

	mask    uint32
	entries []attrEntry

	// Special methods that lookups consult first; 0 where the class has only
	// object's.
	init, new, getattr, setattr, delattr, getattribute, del Value

	alwaysTrue bool   // instances have neither __bool__ nor __len__
	excKind    uint32 // of exceptions: see exceptionKind
	plainExc   bool   // an exception made by BaseException's own __new__ and __init__
	plainNew   bool   // an exception made by BaseException's own __new__, which keeps the arguments as they are
	subclasses []uint32
	followers  []uint32 // classes whose own mro() names this one, which is no base of theirs
	siblings   []uint32 // further ids of the class: of instances that changed to it, see setClass

	next  func(c *Ctx, it Value) Value      // __next__ of a native module's iterator
	call1 func(c *Ctx, self, x Value) Value // __call__ of a native module's class with one argument

	order  func(a, b Value) (order int, ok bool)             // see NativeClass; not inherited
	binary func(c *Ctx, symbol string, a, b Value) (r Value) // see NativeClass; not inherited

	call func(c *Ctx, self, args, kwnames Value) Value // __call__ of a native module's class

	buffer func(self Value) (store Value, format byte) // see NativeClass; looked up by layout

	end func(c *Ctx, self Value) // see NativeClass

	answers *atomic.Pointer[[]abcAnswer] // which abstract base classes it is one of; see abc.go

	abandon func(self Value) // see NativeClass

	local *localClass // of a class made by a context, else nil
}

// opaque reports whether the class is a native module's, whose instances have
// slots that are no attributes; see NativeClass.
func (in *classInfo) opaque() bool {
	return in.id >= FirstType && in.flags&(classNative|classTakesAttrs) == classNative
}

// attrEntry is one attribute of a class: its value along the MRO and the slot of
// instances that has the same name, -1 if none.
type attrEntry struct {
	name   Value
	val    Value
	slot   int32
	method bool  // val is a function that becomes a method: see directMethod
	own    bool  // val is not what object has
	prop   bool  // val is a property
	row    *Func // of val, if it is an immediate that takes just its parameters
}

// set makes v the attribute's value.
func (e *attrEntry) set(v Value) {
	e.val, e.method, e.prop, e.row = v, isMethod(v), isType(v, TypeProperty), nil
	if v.IsFunc() && FuncOf(v).exact {
		e.row = FuncOf(v)
	}
}

// isMethod reports whether instances make a method of the class attribute v that
// only puts them before the arguments.
func isMethod(v Value) bool {
	r := rowOf(v)
	return r != nil && r.kind != TypeBuiltin
}

var (
	classInfos [1 << 14]atomic.Pointer[[1024]atomic.Pointer[classInfo]]
	nextTypeID uint32 = FirstType
)

// maxTypeID bounds the type ids: they have 24 bits.
const maxTypeID = 1<<24 - 1

// infoOf returns the class information for a type id.
func infoOf(id uint32) *classInfo {
	return classInfos[id>>10].Load()[id&1023].Load()
}

func setInfo(id uint32, in *classInfo) {
	slot := &classInfos[id>>10]
	chunk := slot.Load()
	if chunk == nil {
		chunk = new([1024]atomic.Pointer[classInfo])
		slot.Store(chunk)
	}
	chunk[id&1023].Store(in)
}

// infoOfClass returns the information of class object cls.
func infoOfClass(cls Value) *classInfo { return infoOf(uint32(word(cls, classTypeID).Int())) }

// lookup returns the entry for an interned name, nil if the class has none.
func (in *classInfo) lookup(name Value) *attrEntry {
	if in.mask == 0 {
		return nil
	}
	for i := nameHash(name) & in.mask; ; i = (i + 1) & in.mask {
		e := &in.entries[i]
		if e.name == name {
			return e
		}
		if e.name == 0 {
			return nil
		}
	}
}

// find returns the class attribute of that name, 0 if there is none.
func (in *classInfo) find(name Value) Value {
	if e := in.lookup(name); e != nil {
		return e.val
	}
	return 0
}

// findOwn returns the class attribute of that name, 0 if there is none but object's.
func (in *classInfo) findOwn(name Value) Value {
	if e := in.lookup(name); e != nil && e.own {
		return e.val
	}
	return 0
}

func nameHash(name Value) uint32 { return uint32(uint64(name) * 0x9E3779B97F4A7C15 >> 32) }

func (in *classInfo) add(name, val Value, slot int32) {
	i := nameHash(name) & in.mask
	for in.entries[i].name != 0 && in.entries[i].name != name {
		i = (i + 1) & in.mask
	}
	e := &in.entries[i]
	if e.name == 0 {
		*e = attrEntry{name: name, slot: slot}
		e.set(val)
		return
	}
	if val != 0 {
		e.set(val)
	}
	if slot >= 0 {
		e.slot = slot
	}
}

// rebuild computes the information of class cls from its MRO and slots. Main
// thread only.
func rebuild(cls Value) *classInfo {
	id := classID(cls)
	in := &classInfo{class: cls, id: id, flags: word(cls, classFlags).Int(), layout: id, answers: new(atomic.Pointer[[]abcAnswer])}
	if old := infoChunk(id); old != nil {
		in.subclasses, in.followers, in.layout = old.subclasses, old.followers, old.layout
		in.order, in.binary, in.call = old.order, old.binary, old.call
		in.siblings = old.siblings
		in.fixed, in.members, in.noDict = old.fixed, old.members, old.noDict
		in.next, in.call1, in.native, in.buffer, in.end = old.next, old.call1, old.native, old.buffer, old.end
		in.local, in.abandon = old.local, old.abandon
	}
	mro, slots := word(cls, classMro), word(cls, classSlots)
	n := TupleLen(slots)
	for i := range TupleLen(mro) {
		n += DictLen(word(TupleItem(mro, i), classDict))
	}
	in.mask = 7
	for int(in.mask+1)*3 < n*4+3 { // names that bases share count twice
		in.mask = in.mask*2 + 1
	}
	in.entries = make([]attrEntry, in.mask+1)
	for i := TupleLen(mro) - 1; i >= 0; i-- {
		for pos := 0; ; {
			k, v, ok := DictNext(word(TupleItem(mro, i), classDict), &pos)
			if !ok {
				break
			}
			if IsStr(k) && TypeID(v) != TypeMember && !(TypeID(v) == TypeGetSet && word(v, getSetName) == internedName(k)) {
				in.add(internedName(k), v, -1)
			}
		}
	}
	in.slots, in.value = TupleLen(slots), -1
	for i := range in.slots {
		if TupleItem(slots, i) == nameValue {
			in.value = i
			continue
		}
		if name := TupleItem(slots, i); !strings.Contains(GoString(name), " ") { // the slots of native classes
			in.add(name, 0, int32(i))
		}
	}
	in.size = instanceHeader + 8*uintptr(in.slots)
	for i := range in.entries {
		e := &in.entries[i]
		e.own = e.val != 0 && e.val != objectInfoFind(e.name)
	}
	special := in.findOwn
	in.init, in.new = special(nameInit), special(nameNew)
	if isType(in.new, TypeStaticMethod) {
		in.new = word(in.new, 8)
	}
	in.getattr, in.setattr, in.delattr = in.find(nameGetattr), special(nameSetattr), special(nameDelattr)
	in.getattribute, in.del = special(nameGetattribute), in.find(nameDel)
	in.alwaysTrue = nameBool != 0 && special(nameBool) == 0 && special(nameLen) == 0
	if in.flags&classIsException != 0 {
		in.excKind = exceptionKindOf(mro)
	}
	if base := infoChunk(ExcBaseException); base != nil && in.flags&classIsException != 0 {
		// OSError's __new__ picks a subclass by errno.
		os := infoChunk(ExcOSError)
		in.plainNew = in.new == base.new && id != ExcOSError && (os == nil || !IsSubclass(cls, os.class)) && unicodeParts(in.excKind) == 0
		in.plainExc = in.plainNew && in.init == base.init
	}
	setInfo(id, in)
	return in
}

func infoChunk(id uint32) *classInfo {
	if chunk := classInfos[id>>10].Load(); chunk != nil {
		return chunk[id&1023].Load()
	}
	return nil
}

func objectInfoFind(name Value) Value {
	if in := infoChunk(TypeObject); in != nil {
		return in.find(name)
	}
	return 0
}

// classChanged recomputes a class and its subclasses after an attribute of it
// was set or deleted.
func classChanged(cls Value) {
	in := rebuild(cls)
	for _, id := range in.siblings {
		updateSibling(id, in)
	}
	for _, id := range in.subclasses {
		classChanged(infoOf(id).class)
	}
	for _, id := range in.followers {
		rebuild(infoOf(id).class)
	}
	in.eachLocal(classChanged)
}

// localSettled is classChanged for a local class of the connection's heap. What derives
// from it and was left in the arena is garbage, and refers to where the heap was.
func localSettled(cls Value) {
	if arena.IsArena(cls.addr()) {
		return
	}
	in := rebuild(cls)
	for _, id := range in.siblings {
		updateSibling(id, in)
	}
	in.eachLocal(localSettled)
}

// classValueChanged is classChanged for an attribute that the class had before and
// that is no special method: counters kept in a class are stored often. The tables
// are changed in place, where the value comes from cls.
func classValueChanged(c *Ctx, cls, name, v Value) {
	updateValue(c, infoOfClass(cls), cls, name, v)
}

func updateValue(c *Ctx, in *classInfo, cls, name, v Value) {
	if attrOwner(c, in.class, name) == cls {
		in.setValue(name, v)
		for _, id := range in.siblings {
			infoOf(id).setValue(name, v)
		}
	}
	for _, ids := range [...][]uint32{in.subclasses, in.followers} {
		for _, id := range ids {
			updateValue(c, infoOf(id), cls, name, v)
		}
	}
	in.eachLocal(func(k Value) { updateValue(c, infoOfClass(k), cls, name, v) })
}

func (in *classInfo) setValue(name, v Value) {
	if e := in.lookup(name); e != nil {
		e.set(v)
		e.own = true
	}
}

// attrOwner returns the first class along the MRO of cls that has the attribute.
func attrOwner(c *Ctx, cls, name Value) Value {
	mro := word(cls, classMro)
	for i := range TupleLen(mro) {
		if k := TupleItem(mro, i); DictGet(c, word(k, classDict), name) != 0 {
			return k
		}
	}
	return 0
}

// ClassSpec is what the compiler knows of a class statement: its names, the type
// id reserved for it (0: take one at run time) and the attributes that methods
// store on self, which become slots after those of the first base.
type ClassSpec struct {
	Name, QualName, Module string
	TypeID                 uint32
	Slots                  []string
	Cell                   *Value // where methods find the class as __class__, nil if none looks
}

// ReserveTypes reserves n consecutive type ids for a program and returns the
// first.
func ReserveTypes(n int) uint32 {
	base := nextTypeID
	nextTypeID += uint32(n)
	return base
}

// BuildClass makes the class of a class statement with the given bases (a tuple,
// empty for object) and namespace (a dict, which the class takes a copy of),
// borrowed.
func BuildClass(c *Ctx, spec *ClassSpec, bases, ns Value) Value {
	meta := infoOf(TypeClass).class
	for i := range TupleLen(bases) {
		if b := TupleItem(bases, i); isType(b, TypeClass) && word(b, classMeta) != 0 {
			args := tupleOf(c, NewStr(c, spec.Name), bases)
			kw := NewDict(c, 0)
			recipe := tupleOf(c, ns, TupleItem(args, 0), bases, word(b, classMeta), kw, None)
			c.Drop(TupleItem(args, 0))
			c.Drop(args)
			c.Drop(kw)
			cls := FinishClass(c, spec, recipe)
			c.Drop(recipe)
			return cls
		}
	}
	return buildClass(c, spec, meta, bases, ns, 0)
}

// buildClass is type.__new__: the class of metaclass meta with the given bases
// and namespace, a dict or derived from it; keywords, a dict or 0, are for
// __init_subclass__.
func buildClass(c *Ctx, spec *ClassSpec, meta, bases, ns, keywords Value) Value {
	if TupleLen(bases) == 0 {
		bases = Tuple1(c, infoOf(TypeObject).class)
	} else {
		c.Own(bases)
	}
	immortalise(bases)
	for i := range TupleLen(bases) {
		b := TupleItem(bases, i)
		if TypeID(b) != TypeClass {
			return TypeErrorf(c, "bases must be types")
		}
		if !mayDerive(infoOfClass(b)) {
			return TypeErrorf(c, "type '%s' is not an acceptable base type", nameOfClass(b))
		}
	}
	best := bestBase(bases)
	if best == nil {
		return TypeErrorf(c, "multiple bases have instance lay-out conflict")
	}
	id := spec.TypeID
	if !c.IsMain {
		if id = takeLocalID(); id == 0 {
			return NoMemory(c)
		}
	} else if id == 0 || infoChunk(id) != nil {
		if nextTypeID >= maxTypeID {
			return NoMemory(c)
		}
		id = ReserveTypes(1)
	}
	cls := newClass(c, spec.Name, id)
	setWord(cls, classQualname, Intern(c, spec.QualName))
	setWord(cls, classModule, Intern(c, spec.Module))
	setWord(cls, classBases, bases)
	if meta != infoOf(TypeClass).class {
		setWord(cls, classMeta, meta)
	}
	mro := mergeMro(c, cls, bases)
	if mro == 0 {
		return 0
	}
	setWord(cls, classMro, immortalise(mro))
	setWord(cls, classFlags, Int(best.flags&classIsException))
	decl := slotDeclaration{}
	if !decl.read(c, spec, best, bases, ns) {
		return 0
	}
	if best.layout != TypeClass {
		setWord(cls, classSlots, slotNames(c, best, bases, decl.names))
	}
	dict := word(cls, classDict)
	for pos := 0; ; {
		k, v, ok := DictNext(plain(ns), &pos)
		if !ok {
			break
		}
		if IsStr(k) {
			k = internAlways(c, GoString(k))
		}
		if k == nameClassCell {
			continue
		}
		if k == nameQualname {
			if !IsStr(v) {
				return TypeErrorf(c, "type __qualname__ must be a str, not %s", TypeName(v))
			}
			setWord(cls, classQualname, Intern(c, GoString(v)))
			continue
		}
		if !DictSet(c, dict, k, v) {
			return 0
		}
	}
	if !DictHas(c, dict, nameModule) {
		DictSet(c, dict, nameModule, word(cls, classModule))
	} else if m := DictGet(c, dict, nameModule); IsStr(m) {
		setWord(cls, classModule, Intern(c, GoString(m)))
	}
	decl.addDescriptors(c, cls, dict, best)
	if !DictHas(c, dict, nameDoc) {
		DictSet(c, dict, nameDoc, None)
	}
	if DictHas(c, dict, nameEq) && !DictHas(c, dict, nameHashing) {
		DictSet(c, dict, nameHashing, None)
	}
	classHooks(c, dict)
	in := rebuild(cls)
	if !c.IsMain {
		in.local = &localClass{id: id}
	}
	in.layout, in.native = best.layout, best.native
	if in.layout == TypeModule {
		in.layout = TypeObject // see moduleInit
	}
	decl.apply(in, best, bases)
	in.abandon = best.abandon
	registerClass(in, spec.Name)
	for i := range TupleLen(bases) {
		b := infoOfClass(TupleItem(bases, i))
		switch {
		case c.IsMain:
			b.subclasses = append(b.subclasses, id)
		case b.local != nil:
			b.local.derived = append(b.local.derived, in.local)
		}
	}
	if !setClassCell(c, spec, cls, ns) || !ownMro(c, cls) || !nameMembers(c, cls) || !initSubclass(c, cls, keywords) {
		return 0
	}
	return cls
}

// mayDerive reports whether classes can be derived from a class.
func mayDerive(in *classInfo) bool {
	if in.flags&classNative == 0 || in.flags&classIsException != 0 {
		return in.flags&classNoBase == 0
	}
	if in.id >= FirstType {
		return in.flags&classOpen != 0
	}
	carries := kindOfValue(in.id) != 0
	return carries || in.id == TypeObject || in.id == TypeClass || in.id == TypeModule
}

// bestBase returns the base whose layout instances have, so that one object can
// be an instance of all bases: an exception or a class with a built-in value
// comes before plain ones. nil if two of them contradict each other.
func bestBase(bases Value) *classInfo {
	if TupleLen(bases) == 0 {
		return nil // object
	}
	best := infoOfClass(TupleItem(bases, 0))
	for i := 1; i < TupleLen(bases); i++ {
		in := infoOfClass(TupleItem(bases, i))
		switch {
		case in.layout == TypeObject || in.layout == best.layout:
		case best.layout == TypeObject:
			best = in
		case in.flags&best.flags&classIsException == 0:
			return nil
		default:
			// One's slots are a prefix of the other's.
			short, long := word(best.class, classSlots), word(in.class, classSlots)
			if TupleLen(short) > TupleLen(long) {
				short, long = long, short
			}
			for j := range TupleLen(short) {
				if TupleItem(short, j) != TupleItem(long, j) {
					return nil
				}
			}
			if long == word(in.class, classSlots) && TupleLen(long) > TupleLen(short) {
				best = in
			}
		}
	}
	return best
}

// slotNames returns the instance slots of a class: those of its best base, then
// those of the others and its own that are new, last the one of its value.
func slotNames(c *Ctx, best *classInfo, bases Value, own []string) Value {
	var names []Value
	have := map[Value]bool{}
	add := func(slots Value) {
		for j := range TupleLen(slots) {
			if n := TupleItem(slots, j); !have[n] {
				have[n] = true
				names = append(names, n)
			}
		}
	}
	add(word(best.class, classSlots))
	for i := range TupleLen(bases) {
		add(word(TupleItem(bases, i), classSlots))
	}
	for _, n := range own {
		add(ConstTuple(c, internAlways(c, n)))
	}
	if kindOfValue(best.layout) != 0 && !have[nameValue] {
		names = append(names, nameValue)
	}
	return ConstTuple(c, names...)
}

func newClass(c *Ctx, name string, id uint32) Value {
	cls := Value(c.Alloc(classSize))
	setHeader(c, cls, TypeClass)
	for off := uintptr(8); off < classSize; off += 8 {
		setWord(cls, off, 0)
	}
	setWord(cls, classDict, immortalise(NewDict(c, 8)))
	setWord(cls, className, Intern(c, name))
	setWord(cls, classQualname, word(cls, className))
	setWord(cls, classTypeID, Int(int64(id)))
	setWord(cls, classFlags, Int(0))
	setWord(cls, classSlots, emptyTuple)
	if !c.IsMain {
		c.Ending(cls.addr())
	}
	return immortalise(cls)
}

// mergeMro computes the C3 linearisation of a class with the given bases.
func mergeMro(c *Ctx, cls, bases Value) Value {
	var lists [][]Value
	var direct []Value
	for i := range TupleLen(bases) {
		b := TupleItem(bases, i)
		direct = append(direct, b)
		mro := word(b, classMro)
		var l []Value
		for j := range TupleLen(mro) {
			l = append(l, TupleItem(mro, j))
		}
		lists = append(lists, l)
	}
	for i, b := range direct {
		for _, d := range direct[:i] {
			if b == d {
				return TypeErrorf(c, "duplicate base class %s", word(b, className))
			}
		}
	}
	lists = append(lists, direct)
	out := []Value{cls}
	for {
		var pick Value
		left := false
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			left = true
			if !inTail(lists, l[0]) {
				pick = l[0]
				break
			}
		}
		if !left {
			return ConstTuple(c, out...)
		}
		if pick == 0 {
			var heads []Value
			var names []string
			for _, l := range lists {
				if len(l) > 0 && !slices.Contains(heads, l[0]) {
					heads, names = append(heads, l[0]), append(names, GoString(word(l[0], className)))
				}
			}
			return TypeErrorf(c, "Cannot create a consistent method resolution\norder (MRO) for bases %s", strings.Join(names, ", "))
		}
		out = append(out, pick)
		for i, l := range lists {
			if len(l) > 0 && l[0] == pick {
				lists[i] = l[1:]
			}
		}
	}
}

func inTail(lists [][]Value, v Value) bool {
	for _, l := range lists {
		for i := 1; i < len(l); i++ {
			if l[i] == v {
				return true
			}
		}
	}
	return false
}

// ClassOf returns the class of v.
func ClassOf(v Value) Value { return infoFor(v).class }

// BuiltinClass returns the class of a built-in kind.
func BuiltinClass(id uint32) Value { return infoOf(id).class }

// TypeName returns the name of v's class, on Go's heap: for messages. Those that
// are native beyond the built-ins go by their module too, as CPython's static types.
func TypeName(v Value) string { return nameOfClass(ClassOf(v)) }

// nameOfClass is what TypeName says of cls's instances.
func nameOfClass(cls Value) string {
	name := GoString(word(cls, className))
	if word(cls, classFlags).Int()&(classNative|classIsException) == classNative && classID(cls) >= FirstType {
		if m := word(cls, classModule); m != nameBuiltins {
			return GoString(m) + "." + name
		}
	}
	return name
}

// typeQualName is TypeName, but __qualname__ for a class of the program.
func typeQualName(v Value) string {
	if cls := ClassOf(v); word(cls, classFlags).Int()&classNative == 0 {
		return GoString(word(cls, classQualname))
	}
	return TypeName(v)
}

// IsSubclass reports whether class cls is class base or derives from it.
func IsSubclass(cls, base Value) bool {
	if cls == base {
		return true
	}
	mro := word(cls, classMro)
	for i := range TupleLen(mro) {
		if TupleItem(mro, i) == base {
			return true
		}
	}
	return false
}

// IsInstance reports whether v is an instance of class cls or of a subclass.
func IsInstance(v, cls Value) bool { return IsSubclass(ClassOf(v), cls) }

// newInstance returns an instance of in's class with no attribute set.
func newInstance(c *Ctx, in *classInfo) Value {
	p := c.newTracked(in.size, in.typeWord())
	for off := uintptr(8); off < in.size; off += 8 {
		setU64(p+off, 0)
	}
	if in.del != 0 {
		c.willEnd(Value(p))
	}
	return Value(p)
}

// typeWord returns the first word of an instance.
func (in *classInfo) typeWord() uint32 {
	if in.del == 0 && in.end == nil {
		return in.id << 8
	}
	return in.id<<8 | arena.FlagFinalise
}

// NewOf returns an instance of the class with type id id, with no attribute set.
func NewOf(c *Ctx, id uint32) Value { return newInstance(c, infoOf(id)) }

// InitDone ends the construction of o after its __init__ has given result, which it
// takes over. It returns false with an exception pending if that failed, and gives
// up o.
func InitDone(c *Ctx, o, result Value) bool {
	if result == None || checkInit(c, result) {
		return true
	}
	c.Drop(o)
	return false
}

// NewConnInstance returns an instance of class cls in the heap of the current
// connection, with no attribute set: a protocol object. 0 with MemoryError if
// the heap's limit is reached.
func NewConnInstance(c *Ctx, cls Value) Value {
	in := infoOfClass(cls)
	p := c.Heap.Alloc(&c.Arena, in.size)
	if p == 0 {
		return NoMemory(c)
	}
	arena.SetHeader(p, in.typeWord(), 0)
	for off := uintptr(8); off < in.size; off += 8 {
		setU64(p+off, 0)
	}
	if in.del != 0 {
		c.willEnd(Value(p))
	}
	return Value(p)
}

// InitInstance calls o.__init__ with the tuple args, if its class has one.
func InitInstance(c *Ctx, o, args Value) bool {
	in := infoOf(TypeID(o))
	if in.init == 0 {
		return true
	}
	return checkInit(c, callBound(c, in.init, o, args, 0))
}

func checkInit(c *Ctx, res Value) bool {
	if res == 0 {
		return false
	}
	if res != None {
		TypeErrorf(c, "__init__() should return None, not '%s'", TypeName(res))
		c.Drop(res)
		return false
	}
	return true
}

// construct calls a class.
func construct(c *Ctx, cls, args, kwnames Value) Value {
	if word(cls, classMeta) != 0 {
		if call := metaSpecial(cls, nameCall); call != 0 {
			return callBound(c, call, cls, args, kwnames)
		}
	}
	return makeInstance(c, cls, args, kwnames)
}

// noKeywords reports whether the __new__ of a built-in type refuses keywords, but
// leaves those given to a class of one's own to its __init__.
func noKeywords(kind uint32) bool {
	switch kind {
	case TypeTuple, TypeFrozenset, TypeFloat, TypeMap, TypeFilter, TypeReversed:
		return true
	}
	return false
}

// makeInstance is type.__call__: __new__, then __init__.
func makeInstance(c *Ctx, cls, args, kwnames Value) Value {
	in := infoOfClass(cls)
	var o Value
	if in.new == 0 {
		if in.flags&classNative != 0 && in.flags&classIsException == 0 && in.id != TypeObject && !in.native {
			return TypeErrorf(c, "cannot create '%s' instances", word(cls, className))
		}
		if in.init == 0 && (TupleLen(args) > 0) {
			return TypeErrorf(c, "%s() takes no arguments", word(cls, className))
		}
		if !noAbstract(c, in) {
			return 0
		}
		o = newInstance(c, in)
	} else if in.new == nativeNew && in.native {
		o = newInstance(c, in)
	} else if in.plainExc && kwnames == 0 {
		return newException(c, in.id, c.Own(args))
	} else if in.value >= 0 && kindOfValue(in.layout) == fills && in.new == infoOf(in.layout).new && in.init != 0 {
		o = newFilled(c, in) // its __new__ leaves all arguments to __init__
	} else {
		given, names := args, kwnames
		if kwnames != 0 && in.init != 0 && in.value >= 0 && noKeywords(in.layout) && in.new == infoOf(in.layout).new {
			if given = newTupleOf(c, tupleItems(args)[:TupleLen(args)-TupleLen(kwnames)]); given == 0 {
				return 0
			}
			names = 0
		}
		o = callWith(c, in.new, cls, given, names)
		if given != args {
			c.Drop(given)
		}
		if o == 0 || in.id == TypeClass && TupleLen(args) == 1 {
			return o
		}
		if made := infoFor(o); made != in {
			if !IsInstance(o, cls) {
				return o
			}
			in = made // whose __init__ it is
		}
		if in.init == 0 || in.id < FirstType && in.flags&(classNative|classIsException) == classNative {
			return o
		}
	}
	if in.init == 0 {
		return o
	}
	if kwnames != 0 && in.value >= 0 && in.init == infoOf(in.layout).init && in.new != infoOf(in.layout).new && (in.layout == TypeList || in.layout == TypeSet) {
		// The keywords were for the class's own __new__.
		given := newTupleOf(c, tupleItems(args)[:TupleLen(args)-TupleLen(kwnames)])
		if given == 0 {
			c.Drop(o)
			return 0
		}
		o = initialised(c, in, o, given, 0)
		c.Drop(given)
		return o
	}
	return initialised(c, in, o, args, kwnames)
}

// initialised calls __init__ of the new instance o, which it takes over, and returns
// it.
func initialised(c *Ctx, in *classInfo, o, args, kwnames Value) Value {
	if !checkInit(c, callBound(c, in.init, o, args, kwnames)) {
		c.Drop(o)
		return 0
	}
	return o
}
