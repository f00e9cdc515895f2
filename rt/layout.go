package rt

import (
	"unsafe"

	"github.com/pxc-lang/pxc/rt/arena"
)

// Type ids of the built-in kinds. A class has one id for its instances; ids
// from FirstType on belong to compiled programs and to classes made at run time.
const (
	TypeInvalid = iota
	TypeNone
	TypeNotImplemented
	TypeEllipsis
	TypeBool
	TypeInt
	TypeFloat
	TypeComplex
	TypeStr
	TypeBytes
	TypeNetBytes // bytes given to a callback: concatenates with str
	TypeNetView  // the same class, bytes in a receive buffer
	TypeBytearray
	TypeMemoryview
	TypeTuple
	TypeList
	TypeDict
	TypeDictKeys
	TypeDictValues
	TypeDictItems
	TypeSet
	TypeFrozenset
	TypeRange
	TypeLongRange // the same class, with numbers that no word holds
	TypeSlice
	TypeFunction
	TypeBuiltin
	TypeMethodDescriptor  // a method of a built-in type
	TypeWrapperDescriptor // one that CPython makes from a slot of the type
	TypeBoundMethod
	TypeBuiltinMethod // a bound method of a built-in type: class of TypeBuiltin
	TypeMethodWrapper // likewise of TypeWrapperDescriptor
	TypeCell
	TypeModule
	TypeTraceback
	TypeClass
	TypeObject
	TypeSuper
	TypeProperty
	TypeStaticMethod
	TypeClassMethod
	TypeMember
	TypeTransport
	TypeCode
	TypeGenerator
	TypeCoroutine
	TypeAsyncGenerator
	TypeCoroutineWrapper // what a coroutine's __await__ gives
	TypeAsyncNext        // what an asynchronous generator's methods give
	TypeAsyncItem        // wraps what an asynchronous generator yields
	TypeFrame
	// Iterators of the built-in kinds.
	TypeSeqIter
	TypeListIter
	TypeTupleIter
	TypeStrIter
	TypeBytesIter
	TypeRangeIter
	TypeLongRangeIter
	TypeDictKeyIter
	TypeDictValueIter
	TypeDictItemIter
	TypeSetIter
	TypeReversed
	TypeEnumerate
	TypeZip
	TypeMap
	TypeFilter
	TypeCallIter
	TypeGenericAlias
	TypeUnion
	TypeTracedFrame
	TypeGetSet

	firstException = 128  // the exception classes, in the order of exctable.go
	FirstType      = 1024 // first id of a compiled program
)

// instanceHeader is the fixed part of an instance: header and overflow dict.
const instanceHeader = 16

func init() {
	fixed := func(id uint32, name string, size, first, count uintptr) {
		arena.Register(id, &arena.Layout{Name: name, Size: size, First: first, Count: count})
	}
	fixed(TypeFloat, "float", 16, 8, 0)
	arena.Register(TypeStr, &arena.Layout{Name: "str", Size: 16, Form: arena.Chars})
	arena.Register(TypeBytes, &arena.Layout{Name: "bytes", Size: 16, Form: arena.Bytes})
	arena.Register(TypeNetBytes, &arena.Layout{Name: "bytes", Size: 16, Form: arena.Bytes})
	arena.Register(TypeNetView, &arena.Layout{Name: "bytes", Size: 32, View: true, Owned: TypeNetBytes})
	arena.Register(TypeTuple, &arena.Layout{Name: "tuple", Size: 16, Form: arena.Items})
	for id, name := range map[uint32]string{TypeList: "list", TypeBytearray: "bytearray"} {
		arena.Register(id, &arena.Layout{Name: name, Size: 16, Side: arena.Block})
	}
	arena.Register(TypeDict, &arena.Layout{Name: "dict", Size: 24, Side: arena.Block})
	fixed(TypeRange, "range", 32, 8, 0)
	fixed(TypeSlice, "slice", 32, 8, 3)
	fixed(TypeFunction, "function", 48, 8, 5)
	fixed(TypeBoundMethod, "method", 24, 8, 2)
	fixed(TypeBuiltinMethod, "builtin_function_or_method", 24, 8, 2)
	fixed(TypeMethodWrapper, "method-wrapper", 24, 8, 2)
	fixed(TypeCell, "cell", 16, 8, 1)
	fixed(TypeModule, "module", 32, 8, 3)
	fixed(TypeTraceback, "traceback", 32, 8, 3)
	fixed(TypeTracedFrame, "frame", 32, 8, 3)
	arena.Register(TypeClass, &arena.Layout{Name: "type", Size: classSize, First: 8, Count: classSize/8 - 1, Ends: true})
	fixed(TypeObject, "object", instanceHeader, 8, 1)
	fixed(TypeSuper, "super", 24, 8, 2)
	fixed(TypeProperty, "property", 48, 8, 5)
	fixed(TypeStaticMethod, "staticmethod", 24, 8, 2)
	fixed(TypeClassMethod, "classmethod", 24, 8, 2)
	fixed(TypeMember, "member_descriptor", 32, 8, 3)
	fixed(TypeGetSet, "getset_descriptor", 24, 8, 2)
}

// Raw access to object memory: addresses of our own regions only.

func u64(p uintptr) uint64 {
	// Safe: p addresses a word of an object outside Go's heap.
	return *(*uint64)(unsafe.Add(nil, p))
}

func setU64(p uintptr, x uint64) {
	// Safe: as u64.
	*(*uint64)(unsafe.Add(nil, p)) = x
}

func u32(p uintptr) uint32 {
	// Safe: as u64.
	return *(*uint32)(unsafe.Add(nil, p))
}

func setU32(p uintptr, x uint32) {
	// Safe: as u64.
	*(*uint32)(unsafe.Add(nil, p)) = x
}

// word returns the Value at offset off of object v.
func word(v Value, off uintptr) Value { return Value(u64(v.addr() + off)) }

// byteAt returns the byte at p.
func byteAt(p uintptr) byte {
	// Safe: as u64.
	return *(*byte)(unsafe.Add(nil, p))
}

// setByteAt stores the byte at p.
func setByteAt(p uintptr, x byte) {
	// Safe: as u64.
	*(*byte)(unsafe.Add(nil, p)) = x
}

// setWord initialises the Value at offset off of the fresh object v.
func setWord(v Value, off uintptr, x Value) { setU64(v.addr()+off, uint64(x)) }

// bytesAt returns the n bytes at p, to be used and dropped.
func bytesAt(p, n uintptr) []byte {
	// Safe: the range belongs to one object or block outside Go's heap.
	return unsafe.Slice((*byte)(unsafe.Add(nil, p)), n)
}

// copyBytes copies n bytes from src to dst, which do not overlap. Short texts, which
// are most, need no call.
func copyBytes(dst, src, n uintptr) {
	if n > 16 {
		copy(bytesAt(dst, n), bytesAt(src, n))
		return
	}
	// Two moves, which overlap where they move too much.
	switch {
	case n >= 8:
		x := u64(src + n - 8)
		setU64(dst, u64(src))
		setU64(dst+n-8, x)
	case n >= 4:
		x := u32(src + n - 4)
		setU32(dst, u32(src))
		setU32(dst+n-4, x)
	default:
		for ; n > 0; n-- {
			setByteAt(dst, byteAt(src))
			dst++
			src++
		}
	}
}

// TypeID returns the type id of v's class, without subclasses folded: instances
// of different classes differ, and so do the representations of one class.
func TypeID(v Value) uint32 {
	if v&7 == 0 && v != 0 {
		// Safe: as u32, which is not called so that this inlines.
		return *(*uint32)(unsafe.Add(nil, v)) >> 8
	}
	return immediateType(v)
}

// isType reports whether v is an object with type id t, not an immediate.
func isType(v Value, t uint32) bool { return v.IsPtr() && u32(v.addr())>>8 == t }

// immediateType is TypeID for everything that is not a pointer.
func immediateType(v Value) uint32 {
	switch {
	case v.IsInt():
		return TypeInt
	case v.IsFlonum():
		return TypeFloat
	case v == None:
		return TypeNone
	case v == True || v == False:
		return TypeBool
	case v.IsFunc():
		return funcType(v)
	case v.IsTransport():
		return TypeTransport
	case v == NotImplemented:
		return TypeNotImplemented
	case v == Ellipsis:
		return TypeEllipsis
	}
	return TypeInvalid
}

// setHeader initialises the header of the fresh object v.
func setHeader(c *Ctx, v Value, typ uint32) {
	setU64(v.addr(), uint64(c.count())<<32|uint64(typ)<<8)
}
