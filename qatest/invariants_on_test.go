//go:build invariants

package qatest

// invariantsTag is the build tag that generated programs are built with too.
const invariantsTag = "invariants"
