// Package invariants says whether this build checks the runtime's invariants.
//
// The checked build poisons rolled-back and freed memory, tests the regions of
// every pointer store and reports leaks. A broken invariant panics and is not
// recovered: memory is no longer trusted then.
package invariants

import "fmt"

// Failf reports a broken invariant. It panics with an Error, which nothing in
// the runtime recovers.
func Failf(format string, args ...any) {
	panic(Error(fmt.Sprintf(format, args...)))
}

// Error is the panic value of a broken invariant.
type Error string

func (e Error) Error() string { return "invariant violated: " + string(e) }
