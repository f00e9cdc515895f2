// Package rt is the runtime of compiled Python programs: the object model and
// every operation that generated code calls.
//
// A Python object is a Value, one 64-bit word: a small integer, a float, an
// immediate or the address of an object in one of rt/arena's regions. Functions
// take the executing thread's *Ctx first; arguments are borrowed, results are
// owned; a result of 0 means that an exception is pending in Ctx.Exc.
//
// The package does not know the compiler, and it does not know the network:
// rt/net runs callbacks and installs its hooks in Ctx.
package rt
