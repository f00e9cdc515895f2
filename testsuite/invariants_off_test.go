//go:build !invariants

package testsuite

const invariantsTag = ""
