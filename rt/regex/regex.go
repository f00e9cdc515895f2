// Package regex is the engine behind the Python module re: a parser, a compiler to
// code of 32-bit words, and a matcher that backtracks over one, two or four byte
// characters. It knows nothing of Values.
//
// A pattern becomes a tree (parse.go), the tree a program (compile.go), and the
// program is nothing but words: no pointers, so that whoever keeps it may keep it
// outside Go's heap. The matcher (match.go) keeps what it may have to come back to
// on a stack of its own, never on Go's, and undoes on the way back exactly what was
// done since; what a group holds after a match is what the path that led there set.
//
// Syntax, messages and what matches are those of CPython 3.11.
package regex

// Flags are those of the module re, with its numbers.
type Flags uint32

const (
	Template   Flags = 1
	IgnoreCase Flags = 2
	Locale     Flags = 4
	MultiLine  Flags = 8
	DotAll     Flags = 16
	Unicode    Flags = 32
	Verbose    Flags = 64
	Debug      Flags = 128
	ASCII      Flags = 256

	typeFlags = ASCII | Locale | Unicode
)

// A Kind says as which Python exception an Error is raised.
type Kind int

const (
	Syntax    Kind = iota // re.error, with a position
	Overflow              // OverflowError
	Flag                  // ValueError
	Recursion             // RecursionError
	Index                 // IndexError
	Memory                // MemoryError
)

// An Error is what is wrong with a pattern or template. Pos is the offset in
// characters, -1 if there is none.
type Error struct {
	Kind Kind
	Msg  string
	Pos  int
}

func (e *Error) Error() string { return e.Msg }

// A Pattern is the result of Compile.
type Pattern struct {
	Code   []uint32
	Flags  Flags
	Groups int      // without the whole match
	Names  []string // by number of the group, "" for those without; nil if none has one
}

const (
	inf       = 1<<32 - 1 // no upper bound of a repeat
	maxGroups = 1<<30 - 1
	maxDepth  = 490 // nesting of groups: RecursionError beyond

	// maxCode bounds a program, in words.
	maxCode = 1 << 26
)
