package rt

import (
	"sync"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Interned strings. Attribute and parameter names are immortal strings of which
// there is one each, so that looking a name up compares addresses. The main
// thread adds to the table, and contexts the names of attributes of their classes.

var interned struct {
	sync.RWMutex
	byText map[string]Value
}

// Names the runtime itself looks up.
var (
	nameInit, nameNew, nameDel, nameCall, nameGetattr, nameSetattr, nameDelattr, nameGetattribute,
	nameName, nameQualname, nameModule, nameDoc, nameDict, nameClass, nameBases, nameMro, nameSlots,
	nameArgs, nameSelf, nameFunc, nameWrapped, nameDefaults, nameGet, nameSet, nameDelete,
	nameMetaclass, namePrepare, nameMroEntries, nameOrigBases, nameBase,
	nameSetName, nameInitSubclass, nameMain, nameBuiltins, nameSend, nameThrow, nameClose, nameAwait,
	nameAiter, nameAnext, nameMatchArgs, nameKwDefaults, nameAnnotations, nameClosure, nameCode,
	nameGlobals, nameTypeParams, nameObjclass, nameDunderBuiltins, nameAbstract, nameAbstractMethods, nameSubclasshook, nameSubclasses,
	nameClassCell, nameMroMethod Value
)

func internNames(c *Ctx) {
	for name, v := range map[string]*Value{
		"__init__": &nameInit, "__new__": &nameNew, "__del__": &nameDel, "__call__": &nameCall,
		"__getattr__": &nameGetattr, "__setattr__": &nameSetattr, "__delattr__": &nameDelattr,
		"__getattribute__": &nameGetattribute, "__name__": &nameName, "__qualname__": &nameQualname,
		"__module__": &nameModule, "__doc__": &nameDoc, "__dict__": &nameDict, "__class__": &nameClass,
		"__bases__": &nameBases, "__mro__": &nameMro, "__slots__": &nameSlots, "args": &nameArgs,
		"__self__": &nameSelf, "__func__": &nameFunc, "__wrapped__": &nameWrapped,
		"__defaults__": &nameDefaults, "__get__": &nameGet, "__set__": &nameSet, "__delete__": &nameDelete,
		"__set_name__": &nameSetName, "__init_subclass__": &nameInitSubclass, "__main__": &nameMain,
		"metaclass": &nameMetaclass, "__prepare__": &namePrepare, "__mro_entries__": &nameMroEntries,
		"__orig_bases__": &nameOrigBases, "__classcell__": &nameClassCell, "mro": &nameMroMethod, "__base__": &nameBase,
		"builtins": &nameBuiltins, "send": &nameSend, "throw": &nameThrow, "close": &nameClose,
		"__await__": &nameAwait, "__match_args__": &nameMatchArgs, "__kwdefaults__": &nameKwDefaults,
		"__annotations__": &nameAnnotations, "__closure__": &nameClosure, "__code__": &nameCode, "__globals__": &nameGlobals,
		"__type_params__": &nameTypeParams, "__objclass__": &nameObjclass, "__builtins__": &nameDunderBuiltins, "__isabstractmethod__": &nameAbstract, "__abstractmethods__": &nameAbstractMethods, "__subclasshook__": &nameSubclasshook, "__subclasses__": &nameSubclasses, "__aiter__": &nameAiter, "__anext__": &nameAnext,
	} {
		*v = Intern(c, name)
	}
	nameValue = ConstStr(c, "(value)") // not interned: no attribute has this name
}

// Intern returns the immortal string with the characters of s. Only the main thread
// adds to the table: a context that asks for characters nobody interned gets a
// string of its arena, which is the name of nothing, like any other.
func Intern(c *Ctx, s string) Value {
	interned.RLock()
	v, ok := interned.byText[s]
	interned.RUnlock()
	if ok {
		return v
	}
	if !c.IsMain {
		return NewStr(c, s)
	}
	v = ConstStr(c, s)
	setU32(v.addr(), u32(v.addr())|flagInterned)
	interned.Lock()
	if interned.byText == nil {
		interned.byText = make(map[string]Value)
	}
	interned.byText[s] = v
	interned.Unlock()
	return v
}

// internAlways is Intern, but in a context too: the names of attributes that classes
// have must be interned to be found. A name that the program does not contain stays for
// ever.
func internAlways(c *Ctx, s string) Value {
	v := Intern(c, s)
	if c.IsMain || u32(v.addr())&flagInterned != 0 {
		return v
	}
	interned.Lock()
	defer interned.Unlock()
	if v := interned.byText[s]; v != 0 {
		return v
	}
	strHash(c, v)
	p := arena.Perpetuate(v.addr())
	if p == 0 {
		NoMemory(c)
		return v
	}
	v = Value(p)
	setU32(p, u32(p)|flagInterned)
	interned.byText[s] = v
	return v
}

// internedName returns the interned string equal to s, 0 if no name has these
// characters: then no class and no module can have an attribute of that name. It
// allocates nothing.
func internedName(s Value) Value {
	if u32(s.addr())&flagInterned != 0 {
		return s
	}
	return internedText(s)
}

// longestName bounds the constants that ConstStr takes for names.
const longestName = 32

// Interned returns the interned string equal to s, which is found faster as the name of
// an attribute; s itself if there is none.
func Interned(s Value) Value {
	if v := internedName(s); v != 0 {
		return v
	}
	return s
}

func internedText(s Value) Value {
	interned.RLock()
	defer interned.RUnlock()
	if strKind(s) == kindASCII {
		return interned.byText[string(strData(s))]
	}
	var buf [128]byte
	return interned.byText[string(AppendStr(buf[:0], s))]
}

// ConstStr returns an immortal str, which is a name if there is one like it: getattr and
// such find that faster. Main thread only, while a program is loaded.
func ConstStr(c *Ctx, s string) Value {
	if len(s) <= longestName {
		interned.RLock()
		v, ok := interned.byText[s]
		interned.RUnlock()
		if ok {
			return v
		}
	}
	v := NewStr(c, s)
	strHash(c, v)
	return immortalise(v)
}

// ConstBytes returns an immortal bytes object. Main thread only.
func ConstBytes(c *Ctx, s string) Value {
	v := NewBytes(c, []byte(s))
	bytesHash(c, v)
	return immortalise(v)
}

// ConstFloat returns an immortal float. Main thread only.
func ConstFloat(c *Ctx, f float64) Value { return immortalise(NewFloat(c, f)) }

// ConstTuple returns an immortal tuple of immortal values. Main thread only.
func ConstTuple(c *Ctx, vs ...Value) Value {
	t := NewTuple(c, len(vs))
	for i, v := range vs {
		TupleInit(t, i, v)
	}
	return immortalise(t)
}
