package codegen

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names. Python's survive: a def is the Go function of its qualified name, a
// local is a Go variable. What Go reserves or the package already uses gets an
// underscore or a number behind it.

// scope hands out Go identifiers that are unique within it and its parent.
type scope struct {
	parent *scope
	used   map[string]bool
	next   map[string]int // number behind a name from which on nothing has been tried
	fields bool           // of a struct: only keywords are reserved
}

func newScope(parent *scope, reserved ...string) *scope {
	s := &scope{parent: parent, used: map[string]bool{}, next: map[string]int{}}
	for _, n := range reserved {
		s.used[n] = true
	}
	return s
}

func (s *scope) taken(name string) bool {
	if s.fields {
		return s.used[name] || token.IsKeyword(name) || name == "_"
	}
	for ; s != nil; s = s.parent {
		if s.used[name] {
			return true
		}
	}
	return token.IsKeyword(name) || predeclared[name] || name == "_" || name == "init" || name == "main"
}

// name returns an identifier for a thing called want.
func (s *scope) name(want string) string {
	id := identifier(want)
	name := id
	if s.taken(name) && !s.used[name] && !strings.HasSuffix(id, "_") {
		name = id + "_"
	}
	return s.numbered(id, name)
}

// numbered returns name or, if it is taken, id with the first number behind it that
// is not. Names are never given back, so numbers that were taken stay so.
func (s *scope) numbered(id, name string) string {
	for s.taken(name) {
		n := max(2, s.next[id])
		s.next[id] = n + 1
		name = id + strconv.Itoa(n)
	}
	s.used[name] = true
	return name
}

// temp returns an identifier for a temporary that holds want: the first is
// called so, the next ones are numbered.
func (s *scope) temp(want string) string {
	id := identifier(want)
	return s.numbered(id, id)
}

// unexported is name with a small initial, as Go writes local variables; a name in
// capitals becomes small altogether.
func unexported(name string) string {
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

// predeclared are Go's predeclared identifiers that generated code uses.
var predeclared = map[string]bool{
	"bool": true, "int": true, "int32": true, "int64": true, "uint32": true, "float64": true,
	"string": true, "true": true, "false": true, "nil": true, "any": true, "error": true,
	"len": true, "cap": true, "append": true, "make": true, "new": true, "copy": true,
	"panic": true, "recover": true, "print": true, "println": true, "min": true, "max": true,
	"clear": true, "close": true, "delete": true, "iota": true, "rune": true, "byte": true,
	"complex": true, "real": true, "imag": true, "uint": true, "uint8": true, "uint16": true,
	"uint64": true, "int8": true, "int16": true, "uintptr": true, "float32": true,
	"complex64": true, "complex128": true, "comparable": true,
}

// identifier turns text into a Go identifier, unchanged if it is one.
func identifier(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '_' || unicode.IsLetter(r) || i > 0 && unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '.':
			b.WriteByte('_')
		case r == '<' || r == '>':
		default:
			fmt.Fprintf(&b, "u%X", r)
		}
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

// punctuation names texts without a word in them that programs often have.
var punctuation = map[string]string{
	"": "Empty", " ": "Space", "\t": "Tab", "\n": "LF", "\r\n": "CRLF", "\r\n\r\n": "CRLFCRLF",
	",": "Comma", ", ": "CommaSpace", ":": "Colon", ": ": "ColonSpace", ";": "Semicolon", ".": "Dot",
	"/": "Slash", "-": "Minus", "_": "Underscore", "=": "Equals", "%s": "PercentS", "%d": "PercentD",
}

// words makes an identifier from the first words of a text, for the name of a
// constant.
func words(prefix, text string) string {
	if name, ok := punctuation[text]; ok {
		return prefix + name
	}
	var b strings.Builder
	b.WriteString(prefix)
	up := true
	for _, r := range text {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if up {
				r = unicode.ToUpper(r)
			}
			b.WriteRune(r)
			up = false
		} else {
			up = true
		}
		if b.Len() > len(prefix)+20 {
			break
		}
	}
	if b.Len() == len(prefix) {
		b.WriteByte('1')
	}
	return b.String()
}
