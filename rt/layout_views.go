package rt

import (
	"unsafe"
)

// Typed views of object memory, each to be used and dropped: a view must not
// outlive the statement or loop that needs it, and no call that may allocate in
// CONN or run Python code may happen while a view of a mutable block is used.

// u16sAt returns the n 16-bit characters at p.
func u16sAt(p, n uintptr) []uint16 {
	// Safe: the range belongs to one object outside Go's heap.
	return unsafe.Slice((*uint16)(unsafe.Add(nil, p)), n)
}

// u32sAt returns the n 32-bit words at p.
func u32sAt(p, n uintptr) []uint32 {
	// Safe: as u16sAt.
	return unsafe.Slice((*uint32)(unsafe.Add(nil, p)), n)
}

// valuesAt returns the n Values at p.
func valuesAt(p, n uintptr) []Value {
	// Safe: as u16sAt; Value is a word without pointers.
	return unsafe.Slice((*Value)(unsafe.Add(nil, p)), n)
}

// viewString returns b as a string without copying, for parsers that do not
// keep it.
func viewString(b []byte) string {
	// Safe: the callee uses the string only until it returns, b is unchanged
	// meanwhile.
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// stringBytes returns the bytes of s, to be read only.
func stringBytes(s string) []byte {
	// Safe: the slice is only read.
	return unsafe.Slice(unsafe.StringData(s), len(s))
}

// addrOf returns the address of b's first byte. It is meant for slices of object
// memory only.
func addrOf(b []byte) uintptr {
	// Safe: the address of memory outside Go's heap does not change.
	return uintptr(unsafe.Pointer(unsafe.SliceData(b)))
}
