//go:build !amd64

package rt

import (
	"sync/atomic"
	"unsafe"
)

// publish32 stores x at p after everything stored before.
func publish32(p uintptr, x uint32) {
	// Safe: p addresses a word outside Go's heap.
	atomic.StoreUint32((*uint32)(unsafe.Add(nil, p)), x)
}

// publish64 stores x at p after everything stored before.
func publish64(p uintptr, x uint64) {
	// Safe: as publish32.
	atomic.StoreUint64((*uint64)(unsafe.Add(nil, p)), x)
}

// observe64 loads the word at p before everything that is loaded later.
func observe64(p uintptr) uint64 {
	// Safe: as publish32.
	return atomic.LoadUint64((*uint64)(unsafe.Add(nil, p)))
}
