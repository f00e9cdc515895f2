package testsuite

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDifferential compares random programs with CPython until PXC_DIFF, a
// duration, is over:
//
//	PXC_DIFF=10m go test ./testsuite -run Differential -v -timeout 1h
//
// Each program is a list of small functions that print what they compute, so one
// that differs tells by a number where. PXC_SEED repeats a run. Programs that differ
// stay in _work/differential.
func TestDifferential(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("PXC_DIFF"))
	if err != nil {
		t.Skip("without PXC_DIFF")
	}
	seed := time.Now().UnixNano()
	if s := os.Getenv("PXC_SEED"); s != "" {
		if _, err := fmt.Sscan(s, &seed); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("PXC_SEED=%d", seed)
	const batch = 24
	programs, end := 0, time.Now().Add(length)
	for ; time.Now().Before(end) && !t.Failed(); seed++ {
		dir := workDir(t, "differential")
		for i := range batch {
			write(t, filepath.Join(dir, fmt.Sprintf("d%d.py", i)), []byte(randomProgram(rand.New(rand.NewSource(seed*batch+int64(i))))))
		}
		reasons := compareBatch(t, []string{dir})
		for kind, n := range reasons {
			if kind != "equal" {
				t.Errorf("PXC_SEED=%d: %d %s", seed, n, kind)
			}
		}
		programs += batch
	}
	t.Logf("%d programs", programs)
}

// randomProgram returns a program that ends well in CPython, whatever its parts
// raise.
func randomProgram(r *rand.Rand) string {
	g := &differ{r: r}
	g.b.WriteString(differHead)
	kinds := []func(){g.expressions, g.expressions, g.loop, g.loop, g.slices, g.containers, g.formats, g.flow, g.generator, g.objects, g.text, g.unused, g.booleans,
		g.attributes, g.attributes, g.items, g.items, g.closures, g.parameters, g.matches, g.comprehensions, g.delegations, g.ways, g.ways,
		g.leaves, g.leaves, g.rows, g.rows, g.recursions, g.held}
	if r.Intn(3) == 0 { // in programs that reflect no object has slots
		kinds = []func(){g.loop, g.leaves, g.rows, g.recursions, g.held, g.held, g.held, g.held}
	}
	const parts = 40
	for g.n = range parts {
		kinds[r.Intn(len(kinds))]()
	}
	for i := range parts {
		fmt.Fprintf(&g.b, "run(f%d)\n", i)
	}
	return g.b.String()
}

const differHead = `def run(f):
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


class Q:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f'Q({self.x!r}, {self.y!r})'


`

// differ writes one program.
type differ struct {
	r    *rand.Rand
	b    strings.Builder
	n    int  // the function being written
	sums bool // what is written only adds
}

func (g *differ) line(indent int, format string, args ...any) {
	g.b.WriteString(strings.Repeat("    ", indent))
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

func (g *differ) begin() { g.line(0, "def f%d():", g.n) }
func (g *differ) end()   { g.b.WriteString("\n\n") }

func (g *differ) pick(list ...string) string { return list[g.r.Intn(len(list))] }

// one calls one of the functions.
func (g *differ) one(list ...func() string) string { return list[g.r.Intn(len(list))]() }

func (g *differ) int() string {
	return g.pick("0", "1", "-1", "2", "3", "7", "10", "-5", "255", "1000", "-128", "2**31", "2**62", "2**62-1", "-2**62", "2**63", "2**64", "-2**63-1", "10**20", "True", "False", "97", "12345")
}

func (g *differ) small() string {
	return g.pick("0", "1", "2", "3", "4", "5", "-1", "-2", "-3", "7", "10", "100")
}

func (g *differ) float() string {
	return g.pick("0.0", "-0.0", "1.0", "0.5", "-2.5", "3.14159", "1e10", "1e-7", "1e300", "float('inf')", "float('nan')", "2.675", "1e16", "123456.789", "1/3", "5e-324")
}

func (g *differ) str() string {
	return g.pick("''", "'a'", "'abc'", "'Hello World'", "'äöü'", "'日本'", "'x\\ty\\n'", "'  pad '", "'a,b,,c'", "'123'", "'-7'", "'ß'", "'aAbB'", "'\\U0001F600!'", "'%'", "'{}'")
}

func (g *differ) bytes() string {
	return g.pick("b''", "b'a'", "b'abc'", "b'a,b,c'", "b'\\x00\\xff'", "b'  x '", "bytearray(b'xyz')", "b'Hello'")
}

func (g *differ) number(depth int) string {
	if depth <= 0 {
		return g.one(g.int, g.int, g.float)
	}
	x := func() string { return g.number(depth - 1 - g.r.Intn(2)) }
	switch g.r.Intn(12) {
	case 0, 1, 2, 3:
		return "(" + x() + " " + g.pick("+", "-", "*", "//", "%", "/", "&", "|", "^") + " " + x() + ")"
	case 4:
		return "(" + x() + " " + g.pick("<<", ">>", "**") + " " + g.small() + ")"
	case 5:
		return "(" + g.pick("-", "~", "+", "abs", "int", "float", "bool", "round", "not ") + "(" + x() + "))"
	case 6:
		return "(" + x() + " " + g.pick("<", "<=", "==", "!=", ">", ">=", "and", "or") + " " + x() + ")"
	case 7:
		return "round(" + x() + ", " + g.small() + ")"
	case 8:
		return g.pick("min", "max") + "(" + x() + ", " + x() + ")"
	case 9:
		return "divmod(" + x() + ", " + x() + ")[" + g.pick("0", "1") + "]"
	case 10:
		return "(" + x() + " if " + x() + " else " + x() + ")"
	}
	return "sum([" + x() + ", " + x() + ", " + x() + "])"
}

func (g *differ) expressions() {
	g.begin()
	g.line(1, "a, b, c = %s, %s, %s", g.number(0), g.number(0), g.number(1))
	g.line(1, "d = %s", g.number(3))
	g.line(1, "print(a %s b, %s)", g.pick("+", "-", "*", "//", "%", "/", "<", "=="), g.number(2))
	g.line(1, "b %s= %s", g.pick("+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**", "/"), g.small())
	g.line(1, "print(hash(d) if d == d else 'nan', %s)", g.pick("repr(c)", "str(b)", "d == c", "isinstance(d, int)", "'%s' % (d,)", "f'{d!r:>10}'"))
	g.line(1, "return a, b, c, d")
	g.end()
}

// loop has locals that inference may unbox, in arithmetic that may overflow.
func (g *differ) loop() {
	vars := []string{"x", "y", "z", "i"}
	v := func() string { return g.pick(vars...) }
	var term func(depth int) string
	term = func(depth int) string {
		if depth == 0 {
			return g.one(v, v, g.small, func() string { return g.pick("1.5", "0.25", "3", "1000003", "2**40") })
		}
		switch g.r.Intn(7) {
		case 0:
			return "-" + v()
		case 1:
			return "(" + term(depth-1) + " " + g.pick("&", "|", "^", "<<", ">>") + " " + g.pick("1", "3", "7", "i") + ")"
		case 2:
			return "(" + term(depth-1) + " " + g.pick("//", "%", "/") + " " + g.pick("7", "-3", "1000", "2.5", "(i - 3)") + ")"
		}
		return "(" + term(depth-1) + " " + g.pick("+", "-", "*") + " " + term(depth-1) + ")"
	}
	g.line(0, "def g%d(x, y, z):", g.n)
	if g.r.Intn(2) == 0 {
		g.line(1, "for i in range(%s):", g.pick("9", "0", "3, 40, 7", "5, -5, -2", "62", "x & 15"))
	} else {
		g.line(1, "i = rounds = 0")
		g.line(1, "while i < %s:", g.pick("9", "33", "y % 20"))
		g.line(2, "i += %s", g.pick("1", "2", "3"))
		g.line(2, "rounds += 1")
		g.line(2, "if rounds > 50: break")
	}
	for range 1 + g.r.Intn(3) {
		if g.r.Intn(3) == 0 {
			g.line(2, "if %s %s %s:", term(1), g.pick("<", ">", "==", "!=", "<=", ">="), term(1))
			g.line(3, "%s", g.pick("continue", "break", v()+" = "+term(1), v()+" += "+term(1)))
		}
		g.line(2, "%s %s %s", g.pick("x", "y", "z"), g.pick("=", "=", "+=", "-=", "*="), term(2))
	}
	g.line(2, "if type(x) is int and abs(x) > 2**200: x = x %% 12345")
	g.line(2, "if type(y) is int and abs(y) > 2**200: y = y %% 12345")
	g.line(2, "if type(z) is int and abs(z) > 2**200: z = z %% 12345")
	g.line(1, "return x, y, z")
	g.end()
	g.begin()
	g.line(1, "print(g%d(%s, %s, %s))", g.n, g.small(), g.small(), g.small())
	g.line(1, "return g%d(%s, %s, %s)", g.n, g.number(0), g.small(), g.number(0))
	g.end()
}

func (g *differ) bound() string {
	return g.pick("", "", "0", "1", "2", "-1", "-2", "3", "5", "-7", "100", "-100", "None", "2**70", "True")
}

func (g *differ) slice() string {
	if g.r.Intn(3) > 0 {
		return g.bound() + ":" + g.bound()
	}
	return g.bound() + ":" + g.bound() + ":" + g.pick("1", "2", "-1", "-2", "3", "", "0", "-3")
}

func (g *differ) slices() {
	g.begin()
	g.line(1, "s = %s", g.pick(g.str(), g.bytes(), "list(range(8))", "tuple('abcdef')", "range(3, 30, 4)", "bytearray(b'0123456789')", "[1, 'a', None, 2.5]"))
	g.line(1, "print(s[%s])", g.slice())
	g.line(1, "print(%s)", g.pick("s * 2", "s + s", "len(s)", "list(reversed(s))", "s[1]", "s[-1]", "s[100]", "s.index(s[2])", "s.count(s[0])", "sorted(s)", "s[0] in s", "list(enumerate(s, 3))[:2]"))
	g.line(1, "t = list(s)")
	switch g.r.Intn(5) {
	case 0:
		g.line(1, "t[%s] = %s", g.slice(), g.pick("[]", "[7]", "'xyz'", "range(3)", "t", "5"))
	case 1:
		g.line(1, "del t[%s]", g.slice())
	case 2:
		g.line(1, "t.insert(%s, 'new')", g.pick("0", "2", "-1", "100", "-100"))
	case 3:
		g.line(1, "t.%s", g.pick("pop()", "pop(0)", "pop(-2)", "reverse()", "extend(t)", "append(t[:2])", "clear()", "remove(t[1])"))
	case 4:
		g.line(1, "t %s", g.pick("*= 2", "*= 0", "+= 'ab'", "+= (1, 2)"))
	}
	g.line(1, "return t, t[%s]", g.slice())
	g.end()
}

func (g *differ) key() string {
	return g.one(g.int, g.str, func() string { return g.pick("None", "1.0", "(1, 2)", "()", "b'k'", "frozenset({1})", "2.5", "True") })
}

func (g *differ) containers() {
	g.begin()
	k := g.key
	switch g.r.Intn(3) {
	case 0:
		g.line(1, "d = {%s: 1, %s: 2, %s: 3}", k(), k(), k())
		for range 4 {
			g.line(1, "print(%s)", g.pick("d.get("+k()+")", "d.setdefault("+k()+", [])", "d.pop("+k()+", None)", k()+" in d", "list(d.items())", "list(d)", "len(d)",
				"d | {"+k()+": 9}", "{v: k for k, v in list(d.items())[:2] if type(v) is int}", "d.keys() & {"+k()+"}", "d.popitem()", "d["+k()+"]", "list(reversed(d))", "d == dict(d)", "sorted(map(str, d))"))
			g.line(1, "%s", g.pick("d["+k()+"] = "+g.number(1), "d.update({"+k()+": 'u'})", "d.pop("+k()+", 0)", "del d["+k()+"]", "d |= {"+k()+": None}"))
		}
		g.line(1, "return d")
	case 1:
		g.line(1, "s = {%s, %s, %s}", g.small(), g.small(), g.small())
		g.line(1, "t = set(range(%s, %s))", g.pick("0", "-3", "2"), g.pick("3", "9", "20"))
		for range 3 {
			g.line(1, "print(s %s t, %s)", g.pick("|", "&", "-", "^", "<", "<=", "==", ">"), g.pick("len(s)", "s.isdisjoint(t)", "3 in s", "sorted(s)", "s.issubset(t)", "sum(t)", "min(s)", "frozenset(s) == s"))
			g.line(1, "s.%s", g.pick("add("+g.small()+")", "discard("+g.small()+")", "update(t)", "remove("+g.small()+")", "intersection_update(t)", "symmetric_difference_update([1, 2])", "pop()"))
		}
		g.line(1, "return s, {x * %s for x in t if x %% 2}", g.small())
	case 2:
		g.line(1, "a = [%s, %s, %s, %s]", g.number(0), g.number(1), g.small(), g.number(0))
		g.line(1, "print(%s)", g.pick("sorted(a)", "sorted(a, reverse=True)", "sorted(a, key=str)", "max(a)", "min(a, key=abs)", "sum(a)", "list(zip(a, a[1:]))", "list(map(str, a))", "any(a), all(a)", "[x for x in a if x]", "list(filter(None, a))"))
		g.line(1, "b, *c = a")
		g.line(1, "a.sort(key=lambda x: %s)", g.pick("-x", "str(x)", "x % 3", "(x > 2, x)", "repr(x)[::-1]"))
		g.line(1, "return a, b, c, a %s c", g.pick("<", "==", ">=", "!=", "+"))
	}
	g.end()
}

func (g *differ) spec() string {
	return g.pick("", ">", "<", "^", "*>", "0", "=", "é^") + g.pick("", "+", " ", "-", "#") + g.pick("", "0", "5", "12", "1") + g.pick("", ",", "_") +
		g.pick("", ".0", ".2", ".3", ".10") + g.pick("", "d", "x", "X", "b", "o", "e", "E", "f", "g", "G", "%", "n", "s", "c", "r")
}

func (g *differ) formats() {
	g.begin()
	g.line(1, "v, w, s = %s, %s, %s", g.number(1), g.float(), g.str())
	g.line(1, "for x in (v, w, s):")
	g.line(2, "try:")
	g.line(3, "print(format(x, %q), f'{x:%s}')", g.spec(), g.spec())
	g.line(2, "except Exception as e:")
	g.line(3, "print(type(e).__name__, e)")
	g.line(2, "try:")
	g.line(3, "print('%%%s%s%s%s|%%5s|%%r' %% (x, x, x))", g.pick("", "-", "+", " ", "0", "#", "-0"), g.pick("", "5", "12"), g.pick("", ".2", ".0"), g.pick("d", "s", "r", "x", "f", "g", "e", "c", "o", "i", "a", "%"))
	g.line(2, "except Exception as e:")
	g.line(3, "print(type(e).__name__, e)")
	g.line(1, "return '%s'.format(v, w, s, k=v)", g.pick("{}{}", "{0!r}{2}", "{:>10}|{!s:^9}", "{k}", "{2:{1}}", "{{}}", "{2[0]}", "{0.real}", "{:,}", "{1:.3e}", "{", "{5}"))
	g.end()
}

func (g *differ) text() {
	g.begin()
	g.line(1, "s, t = %s, %s", g.str(), g.str())
	for range 4 {
		g.line(1, "print(%s)", g.pick("s.split()", "s.split(',')", "s.upper()", "s.title()", "s.center(12, '*')", "s.find(t)", "s.replace(t, '<>')", "s.strip()", "s.partition(',')", "s.encode()",
			"s.join([t, t])", "s + t", "s * 3", "s < t", "t in s", "s.startswith(t)", "s.zfill(6)", "s.swapcase()", "repr(s)", "ascii(s)", "s.casefold()", "s.isdigit(), s.isalpha(), s.isspace(), s.islower()",
			"s.count('a')", "s.rsplit(None, 1)", "s.splitlines()", "s.expandtabs(4)", "[ord(c) for c in s]", "s.translate({97: 'A', 98: None})", "int(s)", "float(s)", "s.rjust(7, t)", "len(s)", "sorted(s)", "s.removeprefix('a')", "s.rindex(t)",
			g.bytes()+".hex()", g.bytes()+".decode('latin-1')", g.bytes()+".find(b'b')", g.bytes()+" + "+g.bytes(), g.bytes()+".split(b',')", g.bytes()+"[0]", "list("+g.bytes()+")", g.bytes()+".replace(b'a', b'__')", g.bytes()+".upper()", "int.from_bytes("+g.bytes()+", 'big')"))
	}
	g.line(1, "return s[%s]", g.slice())
	g.end()
}

// flow nests try statements, loops and ways out of them.
func (g *differ) flow() {
	g.begin()
	g.line(1, "out = []")
	g.line(1, "for i in range(%d):", 2+g.r.Intn(4))
	g.block(2, 3, true)
	if g.r.Intn(2) == 0 {
		g.line(1, "else:")
		g.line(2, "out.append('else')")
	}
	g.line(1, "return out")
	g.end()
}

func (g *differ) raise() string {
	return g.pick("raise ValueError(i)", "raise KeyError('k')", "1 // (i - 1)", "[][i]", "int('x')", "raise TypeError('t') from ValueError('c')", "raise", "assert i, 'no'", "None.x", "{}[i]", "raise RuntimeError")
}

func (g *differ) block(indent, depth int, inLoop bool) {
	for range 1 + g.r.Intn(2) {
		switch n := g.r.Intn(9); {
		case depth == 0 || n < 2:
			g.line(indent, "out.append(%d + i)", g.r.Intn(100))
		case n < 6:
			g.line(indent, "try:")
			g.block(indent+1, depth-1, inLoop)
			handlers := g.r.Intn(3)
			for range handlers {
				g.line(indent, "except %s as e:", g.pick("ValueError", "KeyError", "(ZeroDivisionError, TypeError)", "LookupError", "ArithmeticError", "Exception"))
				g.line(indent+1, "out.append((type(e).__name__, str(e), type(e.__context__).__name__, type(e.__cause__).__name__))")
				g.block(indent+1, depth-1, inLoop)
			}
			if handlers > 0 && g.r.Intn(3) == 0 {
				g.line(indent, "else:")
				g.block(indent+1, depth-1, inLoop)
			}
			if handlers == 0 || g.r.Intn(2) == 0 {
				g.line(indent, "finally:")
				g.line(indent+1, "out.append('finally')")
				g.block(indent+1, depth-1, inLoop)
			}
		case n == 6:
			g.line(indent, "if i %s %d:", g.pick("==", ">", "<", "!="), g.r.Intn(4))
			g.line(indent+1, "%s", g.pick(g.raise(), g.raise(), "return out", "break", "continue"))
		case n == 7:
			g.line(indent, "%s", g.raise())
		default:
			g.line(indent, "for j in range(2):")
			g.block(indent+1, depth-1, true)
		}
	}
}

func (g *differ) generator() {
	g.line(0, "def g%d(n):", g.n)
	g.line(1, "x = n")
	g.line(1, "for i in range(n):")
	yield := func(indent int) {
		g.line(indent, "%s", g.pick("yield i", "x = yield x", "y = yield i * 2", "print('got', (yield))", "z = yield from range(i)", "yield from (j * j for j in range(3))"))
	}
	if g.r.Intn(2) == 0 {
		g.line(2, "try:")
		yield(3)
		g.line(2, "except %s as e:", g.pick("ValueError", "Exception", "GeneratorExit", "(KeyError, ValueError)"))
		g.line(3, "print('caught', type(e).__name__)")
		if g.r.Intn(2) == 0 {
			g.line(3, "%s", g.pick("return 'early'", "raise", "x = -1"))
		}
		if g.r.Intn(2) == 0 {
			g.line(2, "finally:")
			g.line(3, "print('finally', i)")
		}
	}
	yield(2)
	g.line(1, "return %s", g.pick("'done'", "x", "None", "[n]"))
	g.end()
	g.begin()
	g.line(1, "it = g%d(%d)", g.n, g.r.Intn(5))
	g.line(1, "for k in range(6):")
	g.line(2, "try:")
	g.line(3, "print(%s)", g.pick("next(it)", "it.send(None if k == 0 else k)", "next(it), next(it, 'default')", "it.throw(ValueError('v')) if k == 2 else next(it)", "it.close() if k == 3 else next(it)", "it.send(5)"))
	g.line(2, "except StopIteration as e:")
	g.line(3, "print('stop', e.value)")
	g.line(2, "except Exception as e:")
	g.line(3, "print(type(e).__name__, e)")
	g.line(1, "return "+g.pick("list(g%d(3))", "sum(1 for _ in g%d(4))", "[*g%d(2)]", "max(g%d(2), key=str)", "list(zip(g%d(3), 'abc'))"), g.n)
	g.end()
}

// unused makes loops over numbers with operations whose result nobody looks at.
func (g *differ) unused() {
	x := func() string { return g.pick("x", "y", "i", "3", "1.5", "(i - 2)", "-y", "'a'", "1e400") }
	g.line(0, "def h%d(x, y):", g.n)
	g.line(1, "for i in %s:", g.pick("range(5)", "range(min(x, 9))", "{3, 100, 36, 4}", "[1, 2.5, 3]", "(0, -1)"))
	for range 1 + g.r.Intn(3) {
		g.line(2, "%s %s %s", x(), g.pick("+", "-", "*", "//", "%", "/", "<<", ">>", "<", "==", "&"), x())
	}
	g.line(2, "x = x + %s", g.pick("1", "y", "i", "0.5"))
	g.line(1, "return x, i, %s", g.pick("{3, 4, 100}", "-1e400", "[k for k in {17, 1, 9}]", "y"))
	g.end()
	g.begin()
	g.line(1, "return h%d(%s, %s)", g.n, g.pick("3", "2**62", "1.5", "'s'", "True", "0"), g.pick("2", "0", "-1", "2.5", "None"))
	g.end()
}

// booleans makes nested conditions of operands that tell when they are asked.
func (g *differ) booleans() {
	value := true // CPython's jump threading asks not (a or b) as a value once more
	var term func(depth int) string
	term = func(depth int) string {
		if depth == 0 {
			return g.pick("t", "f", "0", "'x'", "t < f", "f == f")
		}
		if g.r.Intn(5) == 0 {
			if value {
				depth = 1
			}
			return "(not " + term(depth-1) + ")"
		}
		return "(" + term(depth-1) + g.pick(" and ", " or ") + term(depth-1) + g.pick("", " and "+term(0), " or "+term(0)) + ")"
	}
	g.line(0, "class B%d:", g.n)
	g.line(1, "def __init__(self, v): self.v = v")
	g.line(1, "def __bool__(self): print('ask', self.v, end=' '); return self.v")
	g.line(1, "def __repr__(self): return 'B' + str(self.v)")
	g.line(1, "def __eq__(self, o): return %s", g.pick("True", "self.v", "NotImplemented"))
	g.line(1, "def __lt__(self, o): return %s", g.pick("True", "self.v", "False"))
	g.end()
	g.begin()
	g.line(1, "t, f = B%d(True), B%d(False)", g.n, g.n)
	g.line(1, "print(%s)", term(3))
	value = false
	g.line(1, "if %s: print('yes')", term(2))
	g.line(1, "while %s:", term(1))
	g.line(2, "break")
	value = true
	g.line(1, "return %s", term(2))
	g.end()
}

func (g *differ) objects() {
	g.line(0, "class C%d%s:", g.n, g.pick("", "(int)", "(list)", "(dict)", "(str)", "(Exception)"))
	g.line(1, "%s", g.pick("k = 3", "__slots__ = ()", "tag: int = 1", "def __repr__(self): return 'C'", "def __len__(self): return 2", "def __bool__(self): return False"))
	g.line(1, "def __%s__(self, other): return %s", g.pick("add", "radd", "eq", "lt", "getitem", "contains", "mul", "sub", "iadd", "and"), g.pick("'op'", "NotImplemented", "other", "1"))
	g.line(1, "def __getattr__(self, name): return name * 2")
	g.end()
	g.begin()
	g.line(1, "c = C%d()", g.n)
	for range 3 {
		g.line(1, "try:")
		g.line(2, "print(%s)", g.pick("c + 1", "1 + c", "c == 1", "c != 1", "c < 1", "c[0]", "3 in c", "c * 2", "c - c is c", "bool(c)", "len(c)", "c.xy", "c.k", "c & c is c", "hash(c) == hash(c)", "c == c", "isinstance(c, (int, list))", "type(c).__name__, type(c).__mro__[1].__name__"))
		g.line(1, "except Exception as e:")
		g.line(2, "print(type(e).__name__, str(e).split(' at ')[0])")
	}
	g.line(1, "try:")
	g.line(2, "c.new = %s", g.small())
	g.line(2, "c += %s", g.small())
	g.line(1, "except Exception as e:")
	g.line(2, "print(type(e).__name__, e)")
	g.line(1, "return getattr(c, 'new', 'none')")
	g.end()
}
