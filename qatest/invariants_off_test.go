//go:build !invariants

package qatest

const invariantsTag = ""
