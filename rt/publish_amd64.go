package rt

// On amd64 stores become visible in program order, and Go's compiler keeps
// stores ordered, so publishing needs no fence.

// publish32 stores x at p after everything stored before.
func publish32(p uintptr, x uint32) { setU32(p, x) }

// publish64 stores x at p after everything stored before.
func publish64(p uintptr, x uint64) { setU64(p, x) }

// observe64 loads the word at p before everything that is loaded later.
func observe64(p uintptr) uint64 { return u64(p) }
