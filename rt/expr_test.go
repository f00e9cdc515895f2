package rt

import (
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Expressions with the answers CPython 3.11 gave (testdata/*.txt, written by
// testdata/gen_expr.py) are evaluated here, in the main world and in a context,
// by a small evaluator over the operations that generated code calls. A program
// is statements separated by semicolons: assignments, augmented ones, deletions,
// and a last expression whose repr is compared.

// An evaluator parses and runs one program.
type evaluator struct {
	c    *Ctx
	src  string
	pos  int
	vars map[string]Value
}

// run evaluates src and returns the repr of its value, or "!" with the exception.
func run(c *Ctx, src string) string {
	e := &evaluator{c: c, src: src, vars: map[string]Value{}}
	v := e.program()
	if v == 0 && c.Exc == 0 {
		return "syntax error at " + src[e.pos:]
	}
	var text Value
	if v != 0 {
		text = Repr(c, v)
		c.Drop(v)
	}
	for _, x := range e.vars {
		c.Drop(x)
	}
	if c.Exc == 0 {
		s := GoString(text)
		c.Drop(text)
		return s
	}
	line := exceptionLine(c, c.Exc)
	clearExc(c)
	return "!" + line
}

func (e *evaluator) space() {
	for e.pos < len(e.src) && e.src[e.pos] == ' ' {
		e.pos++
	}
}

// take consumes tok, which must not be followed by a letter if it is a word.
func (e *evaluator) take(tok string) bool {
	e.space()
	rest := e.src[e.pos:]
	if !strings.HasPrefix(rest, tok) {
		return false
	}
	if after := rest[len(tok):]; isWord(tok[0]) && after != "" && isWord(after[0]) {
		return false
	}
	e.pos += len(tok)
	return true
}

func isWord(b byte) bool { return b == '_' || isLetter(b) || isDigitByte(b) }

func (e *evaluator) word() string {
	e.space()
	from := e.pos
	for e.pos < len(e.src) && isWord(e.src[e.pos]) {
		e.pos++
	}
	return e.src[from:e.pos]
}

func (e *evaluator) set(name string, v Value) {
	e.c.Drop(e.vars[name])
	e.vars[name] = v
}

var augmented = []struct {
	tok string
	f   func(*Ctx, Value, Value) Value
}{
	{"**=", IPow}, {"//=", IFloorDiv}, {"<<=", ILShift}, {">>=", IRShift}, {"+=", IAdd}, {"-=", ISub}, {"*=", IMul},
	{"/=", ITrueDiv}, {"%=", IMod}, {"&=", IAnd}, {"|=", IOr}, {"^=", IXor}, {"@=", IMatMul},
}

// program runs the statements and returns the value of the last.
func (e *evaluator) program() Value {
	for {
		v, stored := e.statement()
		if v == 0 && !stored {
			return 0
		}
		if !e.take(";") {
			if stored {
				return None
			}
			return v
		}
		e.c.Drop(v)
	}
}

func (e *evaluator) statement() (v Value, stored bool) {
	start := e.pos
	if e.take("del") {
		o, key := e.target()
		ok := o != 0 && key != 0 && DelItem(e.c, o, key)
		e.c.Drop(o)
		e.c.Drop(key)
		return 0, ok
	}
	name := e.word()
	if name != "" {
		e.space()
		if strings.HasPrefix(e.src[e.pos:], "=") && !strings.HasPrefix(e.src[e.pos:], "==") {
			e.pos++
			v := e.expr()
			if v == 0 {
				return 0, false
			}
			e.set(name, v)
			return 0, true
		}
		for _, op := range augmented {
			if e.vars[name] != 0 && e.take(op.tok) {
				x := e.expr()
				if x == 0 {
					return 0, false
				}
				r := op.f(e.c, e.vars[name], x)
				e.c.Drop(x)
				if r == 0 {
					return 0, false
				}
				e.set(name, r)
				return 0, true
			}
		}
	}
	e.pos = start
	v = e.expr()
	e.space()
	if v != 0 && strings.HasPrefix(e.src[e.pos:], "=") {
		// An item assignment: read the target again as object and key.
		e.c.Drop(v)
		e.pos = start
		o, key := e.target()
		e.take("=")
		x := e.expr()
		ok := x != 0 && SetItem(e.c, o, key, x)
		e.c.Drop(o)
		e.c.Drop(key)
		e.c.Drop(x)
		return 0, ok
	}
	if v == 0 && e.c.Exc != 0 && strings.Contains(e.src[start:], "] =") {
		// Reading failed; storing may do better.
		exc := e.c.Exc
		e.c.Exc = 0
		e.pos = start
		if o, key := e.target(); o != 0 && key != 0 && e.take("=") {
			e.c.Drop(exc)
			x := e.expr()
			ok := x != 0 && SetItem(e.c, o, key, x)
			e.c.Drop(o)
			e.c.Drop(key)
			e.c.Drop(x)
			return 0, ok
		}
		e.c.Exc = exc
	}
	return v, false
}

// target parses name[key].
func (e *evaluator) target() (o, key Value) {
	name := e.word()
	o = e.c.Own(e.vars[name])
	if o == 0 || !e.take("[") {
		return 0, 0
	}
	return o, e.subscript()
}

// Binary operators from loosest to tightest.
var levels = [][]struct {
	tok string
	f   func(*Ctx, Value, Value) Value
}{
	{{"|", Or}},
	{{"^", Xor}},
	{{"&", And}},
	{{"<<", LShift}, {">>", RShift}},
	{{"+", Add}, {"-", Sub}},
	{{"*", Mul}, {"//", FloorDiv}, {"/", TrueDiv}, {"%", Mod}, {"@", MatMul}},
}

func (e *evaluator) expr() Value { return e.or() }

func (e *evaluator) or() Value {
	v := e.and()
	for v != 0 && e.take("or") {
		w := e.and()
		if w == 0 {
			e.c.Drop(v)
			return 0
		}
		if Truth(e.c, v) == 1 {
			e.c.Drop(w)
		} else {
			e.c.Drop(v)
			v = w
		}
	}
	return v
}

func (e *evaluator) and() Value {
	v := e.not()
	for v != 0 && e.take("and") {
		w := e.not()
		if w == 0 {
			e.c.Drop(v)
			return 0
		}
		if Truth(e.c, v) == 0 {
			e.c.Drop(w)
		} else {
			e.c.Drop(v)
			v = w
		}
	}
	return v
}

func (e *evaluator) not() Value {
	if e.take("not") {
		v := e.not()
		if v == 0 {
			return 0
		}
		t := Truth(e.c, v)
		e.c.Drop(v)
		if t < 0 {
			return 0
		}
		return Bool(t == 0)
	}
	return e.comparison()
}

func (e *evaluator) comparison() Value {
	v := e.binary(0)
	for v != 0 {
		var f func(*Ctx, Value, Value) Value
		switch {
		case e.take("=="):
			f = Eq
		case e.take("!="):
			f = Ne
		case e.take("<="):
			f = Le
		case e.take(">="):
			f = Ge
		case e.take("<"):
			f = Lt
		case e.take(">"):
			f = Gt
		case e.take("not in"):
			f = func(c *Ctx, a, b Value) Value { return fromTruth(Contains(c, b, a), true) }
		case e.take("in"):
			f = func(c *Ctx, a, b Value) Value { return fromTruth(Contains(c, b, a), false) }
		case e.take("is"):
			f = func(c *Ctx, a, b Value) Value { return Bool(a == b) }
		default:
			return v
		}
		w := e.binary(0)
		if w == 0 {
			e.c.Drop(v)
			return 0
		}
		r := f(e.c, v, w)
		e.c.Drop(v)
		e.c.Drop(w)
		v = r
	}
	return v
}

func fromTruth(t int, invert bool) Value {
	if t < 0 {
		return 0
	}
	return Bool((t == 1) != invert)
}

func (e *evaluator) binary(level int) Value {
	if level == len(levels) {
		return e.unary()
	}
	v := e.binary(level + 1)
next:
	for v != 0 {
		e.space()
		for _, op := range levels[level] {
			rest := e.src[e.pos:]
			if !strings.HasPrefix(rest, op.tok) || strings.HasPrefix(rest, op.tok+"=") ||
				op.tok == "*" && strings.HasPrefix(rest, "**") {
				continue
			}
			e.pos += len(op.tok)
			w := e.binary(level + 1)
			if w == 0 {
				e.c.Drop(v)
				return 0
			}
			r := op.f(e.c, v, w)
			e.c.Drop(v)
			e.c.Drop(w)
			v = r
			continue next
		}
		return v
	}
	return v
}

func (e *evaluator) unary() Value {
	for _, op := range []struct {
		tok string
		f   func(*Ctx, Value) Value
	}{{"-", Neg}, {"+", Pos}, {"~", Invert}} {
		if e.take(op.tok) {
			v := e.unary()
			if v == 0 {
				return 0
			}
			r := op.f(e.c, v)
			e.c.Drop(v)
			return r
		}
	}
	v := e.postfix()
	if v != 0 && e.take("**") {
		w := e.unary()
		if w == 0 {
			return 0
		}
		r := Pow(e.c, v, w)
		e.c.Drop(v)
		e.c.Drop(w)
		return r
	}
	return v
}

func (e *evaluator) postfix() Value {
	c := e.c
	v := e.atom()
	for v != 0 {
		switch {
		case e.take("."):
			name := NewStr(c, e.word())
			r := GetAttr(c, v, name)
			c.Drop(name)
			c.Drop(v)
			v = r
		case e.take("["):
			k := e.subscript()
			if k == 0 {
				c.Drop(v)
				return 0
			}
			r := GetItem(c, v, k)
			c.Drop(v)
			c.Drop(k)
			v = r
		case e.take("("):
			r := e.call(v)
			c.Drop(v)
			v = r
		default:
			return v
		}
	}
	return v
}

// subscript parses a key or slice up to the closing bracket.
func (e *evaluator) subscript() Value {
	part := func() Value {
		e.space()
		if strings.HasPrefix(e.src[e.pos:], ":") || strings.HasPrefix(e.src[e.pos:], "]") {
			return None
		}
		return e.expr()
	}
	start := part()
	if start == 0 || e.take("]") {
		return start
	}
	parts := [3]Value{start, None, None}
	for i := 1; i < 3 && e.take(":"); i++ {
		if parts[i] = part(); parts[i] == 0 {
			return 0
		}
	}
	e.take("]")
	s := NewSlice(e.c, parts[0], parts[1], parts[2])
	for _, p := range parts {
		e.c.Drop(p)
	}
	return s
}

func (e *evaluator) call(f Value) Value {
	c := e.c
	args, kw := NewList(c, 0), NewDict(c, 0)
	defer c.Drop(args)
	defer c.Drop(kw)
	for !e.take(")") {
		start := e.pos
		name := e.word()
		if name != "" && e.take("=") && !strings.HasPrefix(e.src[e.pos:], "=") {
			v := e.expr()
			if v == 0 {
				return 0
			}
			k := NewStr(c, name)
			DictSet(c, kw, k, v)
			c.Drop(k)
			c.Drop(v)
		} else {
			e.pos = start
			v := e.expr()
			if v == 0 {
				return 0
			}
			ListAppend(c, args, v)
			c.Drop(v)
		}
		e.take(",")
	}
	t := newTupleOf(c, listItems(args))
	defer c.Drop(t)
	return CallEx(c, f, t, kw)
}

func (e *evaluator) atom() Value {
	c := e.c
	e.space()
	if e.pos == len(e.src) {
		return 0
	}
	rest := e.src[e.pos:]
	switch {
	case strings.HasPrefix(rest, "b'"):
		e.pos++
		s := e.quoted()
		return NewBytes(c, latin1(s))
	case strings.HasPrefix(rest, "N'"): // the callbacks' class
		e.pos++
		b := NewBytes(c, latin1(e.quoted()))
		v := newBytes(c, BytesLen(b), TypeNetBytes)
		copy(BytesData(v), BytesData(b))
		c.Drop(b)
		return v
	case rest[0] == '\'':
		return NewStr(c, e.quoted())
	case isDigitByte(rest[0]):
		return e.number()
	case e.take("("):
		return e.sequence(")", false)
	case e.take("["):
		return e.sequence("]", true)
	case e.take("{"):
		return e.dict()
	}
	name := e.word()
	if name == "" {
		return 0
	}
	if v := e.vars[name]; v != 0 {
		return c.Own(v)
	}
	key := NewStr(c, name)
	v := LoadBuiltin(c, key)
	c.Drop(key)
	return v
}

// quoted parses a single-quoted literal with Go's escapes.
func (e *evaluator) quoted() string {
	from := e.pos
	for e.pos++; e.src[e.pos] != '\''; e.pos++ {
		if e.src[e.pos] == '\\' {
			e.pos++
		}
	}
	e.pos++
	body := strings.ReplaceAll(e.src[from+1:e.pos-1], "\\'", "'")
	body = strings.ReplaceAll(body, "\"", "\\\"")
	var out []byte
	for body != "" {
		// \xHH is a character here, a byte in Go.
		if strings.HasPrefix(body, "\\x") {
			x, _ := strconv.ParseUint(body[2:4], 16, 8)
			out = appendWTF8(out, rune(x))
			body = body[4:]
			continue
		}
		if strings.HasPrefix(body, "\\u") {
			x, _ := strconv.ParseUint(body[2:6], 16, 32)
			out = appendWTF8(out, rune(x))
			body = body[6:]
			continue
		}
		r, _, tail, err := strconv.UnquoteChar(body, '"')
		if err != nil {
			return "bad literal " + body
		}
		out = appendWTF8(out, r)
		body = tail
	}
	return string(out)
}

// latin1 returns the characters of s as bytes.
func latin1(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return b
}

func (e *evaluator) number() Value {
	from := e.pos
	float := false
	for e.pos < len(e.src) {
		b := e.src[e.pos]
		if b == '.' || (b == 'e' || b == 'E') && !strings.HasPrefix(e.src[from:], "0x") {
			float = true
			if b != '.' && (e.src[e.pos+1] == '-' || e.src[e.pos+1] == '+') {
				e.pos++
			}
		} else if !isWord(b) {
			break
		}
		e.pos++
	}
	text := e.src[from:e.pos]
	if im, ok := strings.CutSuffix(text, "j"); ok {
		f, _ := strconv.ParseFloat(im, 64)
		return newComplex(e.c, 0, f)
	}
	if float {
		f, _ := strconv.ParseFloat(text, 64)
		return NewFloat(e.c, f)
	}
	z, _ := new(big.Int).SetString(text, 0)
	return IntFromBig(e.c, z)
}

func (e *evaluator) sequence(end string, list bool) Value {
	c := e.c
	l := NewList(c, 0)
	comma := false
	for !e.take(end) {
		v := e.expr()
		if v == 0 {
			return 0
		}
		ListAppend(c, l, v)
		c.Drop(v)
		comma = e.take(",")
	}
	if list {
		return l
	}
	defer c.Drop(l)
	if ListLen(l) == 1 && !comma {
		return c.Own(listItem(l, 0))
	}
	return newTupleOf(c, listItems(l))
}

func (e *evaluator) dict() Value {
	c := e.c
	d := NewDict(c, 0)
	for !e.take("}") {
		k := e.expr()
		if k == 0 || !e.take(":") {
			return 0
		}
		v := e.expr()
		ok := v != 0 && DictSet(c, d, k, v)
		c.Drop(k)
		c.Drop(v)
		if !ok {
			c.Drop(d)
			return 0
		}
		e.take(",")
	}
	return d
}

// expressions returns the lines of all files of expressions.
func expressions(t *testing.T) []string {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	var lines []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(strings.TrimSpace(string(text)), "\n")...)
	}
	return lines
}

func TestExpressions(t *testing.T) {
	lines := expressions(t)
	check := func(c *Ctx, world string) {
		bad := 0
		for _, line := range lines {
			src, want, _ := strings.Cut(line, "\t")
			if got := run(c, src); got != want {
				if bad++; bad <= 150 {
					t.Errorf("%s: %s\n got  %s\n want %s", world, src, got, want)
				}
			}
		}
		if bad > 150 {
			t.Errorf("%s: %d more", world, bad-150)
		}
	}
	check(mainCtx, "main")
	inContext(func(c *Ctx) { check(c, "context") })
}
