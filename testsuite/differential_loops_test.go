package testsuite

import (
	"fmt"
	"strconv"
)

// Parts of random programs that do what typed loops are good at, and give up: they
// call short methods and functions, work on slots of objects that may be one, on rows
// of lists, under masks, and recurse.

// word is an expression of ints that a mask may stand around, over the variables given.
func (g *differ) word(depth int, vars ...string) string {
	if depth == 0 {
		return g.pick(append(vars, "1", "3", "13", "6364136223846793005", "-1")...)
	}
	x := func() string { return g.word(depth-1, vars...) }
	switch g.r.Intn(8) {
	case 0:
		return "(" + x() + " << " + g.pick("1", "7", "13", "40") + ")"
	case 1:
		return "(" + x() + " >> " + g.pick("1", "3") + ")"
	case 2:
		return "(" + x() + " " + g.pick("&", "|", "^") + " " + x() + ")"
	case 3:
		return "(" + g.pick("-", "~") + x() + ")"
	}
	return "(" + x() + " " + g.pick("+", "-", "*") + " " + x() + ")"
}

// leaves has short methods and functions that loops call on one or two objects.
func (g *differ) leaves() {
	g.sums = false
	slot := func() string { return g.pick("x", "y", "n") }
	self := func() string { return "self." + slot() }
	g.line(0, "class L%d:", g.n)
	g.line(1, "def __init__(self, x, y): self.x, self.y, self.n = x, y, 0")
	g.line(1, "def put(self, d): self.%s = %s", slot(), g.scalar(1, "d", self(), self()))
	g.line(1, "def get(self): return %s", g.scalar(1+g.r.Intn(2), "self.x", "self.y", "self.n"))
	g.line(1, "def both(self, d):")
	for range 1 + g.r.Intn(3) {
		g.line(2, "self.%s %s %s", slot(), g.pick("=", "+=", "-=", "*="), g.scalar(1, "d", self(), self()))
	}
	g.line(2, "%s", g.pick("self.put(d)", "t = self.get(); self.n = t", "d = 1", "pass"))
	g.line(2, "return %s", g.pick(self(), "self.get()", "None", "d", "self.x, self.y"))
	g.line(0, "def g%d(a, b): return %s", g.n, g.scalar(2, "a", "b"))
	g.end()
	g.line(0, "def v%d(x, y, z):", g.n)
	g.line(1, "p = L%d(x, y)", g.n)
	g.line(1, "q = %s", g.pick("p", "L"+strconv.Itoa(g.n)+"(y, z)"))
	g.line(1, "s = %s", g.pick("0", "0.0", "z"))
	g.line(1, "for i in range(%s):", g.pick("5", "3", "7"))
	for range 2 + g.r.Intn(4) {
		o := g.pick("p", "q")
		switch g.r.Intn(7) {
		case 0:
			g.line(2, "%s.put(%s)", o, g.scalar(1, "i", "s", "z"))
		case 1:
			g.line(2, "s %s %s.get()", g.pick("+=", "-=", "="), o)
		case 2:
			g.line(2, "r = %s.both(%s)", o, g.pick("i", "s", "z", "1"))
		case 3:
			g.line(2, "%s.%s = %s", o, slot(), g.scalar(1, "p."+slot(), "q."+slot(), "i"))
		case 4:
			g.line(2, "s = g%d(%s, %s)", g.n, g.pick("s", "i", "p.x"), g.pick("i", "z", "q.y"))
		case 5:
			g.line(2, "s = %s & %s", g.word(2, "i", "p."+slot(), "q."+slot(), "s"), g.pick("0xFF", "0xFFFFFFFF", "2**61 - 1", "2**62", "-2"))
		default:
			g.line(2, "if %s: %s", g.pick("i == 2", "s > 10", "p.x == q.x"), g.pick("q = p", "p, q = q, p", "q = L"+strconv.Itoa(g.n)+"(i, i)", "p.x = 0.5", "q.n = None", "p.y = 's'", "s = 2**62", "del q.n", "break", "continue", "p.get = lambda: 1", "i = 100"))
		}
	}
	g.shrink(2, "s")
	for _, o := range []string{"p.x", "p.y", "q.x", "q.y"} {
		g.shrink(2, o)
	}
	g.line(1, "return s, p.x, p.y, q.x, q.y, p.n")
	g.end()
	g.calls("v", 3)
}

// rows has lists of lists that nested loops work on.
func (g *differ) rows() {
	g.sums = g.r.Intn(2) == 0
	a, b := "a", "b"
	g.line(0, "class W%d:", g.n)
	g.line(1, "def __init__(self, a, b): self.a, self.b = a, b")
	g.line(0, "def w%d(x, y, n):", g.n)
	g.line(1, "a = %s", g.pick("[[i * j for j in range(4)] for i in range(4)]", "[[0] * 4 for _ in range(4)]", "[[x, y, 1, 2] for _ in range(4)]", "[[0.5] * 4] * 4", "[[1, 2, 3, 4], [1.5, 2, 3, 4], [x] * 4, [y] * 4]", "[[1, 2], [3], [], [4, 5, 6, 7]]", "[(1, 2, 3, 4)] * 4"))
	g.line(1, "b = %s", g.pick("[0] * 4", "a[0]", "[x] * 4", "[1.5] * 4", "list(range(4))", "[1, 'b', 2, None]"))
	g.line(1, "t = 0")
	if g.r.Intn(3) == 0 {
		g.line(1, "o = W%d(a, b)", g.n)
		a, b = "o.a", "o.b"
	}
	index := func() string {
		return g.pick("i", "j", "i - 1", "j - 1", "-j", "-1", "0", "3 - i", "j // 2", "i + j", "4")
	}
	read := func() string {
		return g.pick(a+"["+index()+"]["+index()+"]", b+"["+index()+"]", "t", "x", "i", "j")
	}
	g.line(1, "try:")
	g.line(2, "for i in range(%s):", g.pick("4", "1, 4", "3, -1, -1"))
	if g.r.Intn(2) == 0 {
		g.line(3, "row = %s[%s]", a, g.pick("i", "i - 1", "0"))
		g.line(3, "%s", g.pick(b+" = row", "t += len(row)", "pass", "row[0] = i"))
	} else {
		g.line(3, "row = %s", b)
	}
	g.line(3, "for j in range(%s):", g.pick("4", "1, 4", "i", "i + 1", "3, -1, -1", "0, 4, i + 1"))
	for range 1 + g.r.Intn(3) {
		switch g.r.Intn(6) {
		case 0:
			g.line(4, "%s[%s][%s] = %s %s %s", a, index(), index(), read(), g.plus(), read())
		case 1:
			g.line(4, "%s[%s] = %s", b, index(), read())
		case 2:
			g.line(4, "t += %s", read())
		case 3:
			g.line(4, "row[%s] %s= %s", index(), g.plus(), read())
		case 4:
			g.line(4, "if %s < %s: %s", read(), read(), g.pick("t = t + 1", "break", "continue", a+"[i] = "+b, b+"[j] = x", "row = [1, 2, 3, 4]", "row.append(j)", b+".pop()", a+"[j] = None"))
		default:
			g.line(4, "%s[%s], %s[%s] = %s[%s], %s[%s]", b, index(), b, index(), b, index(), b, index())
		}
	}
	g.shrink(4, "t")
	g.line(1, "except (IndexError, TypeError) as e: return type(e).__name__, str(e), %s, %s, t", a, b)
	g.line(1, "return %s, %s, t", a, b)
	g.end()
	g.calls("w", 3)
}

// recursions has functions of numbers that call themselves and each other.
func (g *differ) recursions() {
	g.sums = true
	other := g.pick("r", "s")
	call := func(f string) string {
		return f + strconv.Itoa(g.n) + "(n - " + g.pick("1", "1", "2") + ", " + g.scalar(1, "x", "n") + ")"
	}
	g.line(0, "def r%d(n, x):", g.n)
	g.line(1, "if n <= %s: return %s", g.pick("0", "1"), g.pick("x", "n", "1", "x // n", "0.5", "-x"))
	g.line(1, "%s", g.pick("x = x + n", "if x > 5: return "+call("r"), "pass", "t = "+call(other)+"; x = t"))
	g.line(1, "return %s", g.pick(call("r")+" + 1", call(other)+" - "+call("r"), call(other), "n * "+call("r"), "x - "+call(other)))
	g.line(0, "def s%d(n, x):", g.n)
	g.line(1, "if n < 1: return %s", g.pick("x", "0", "1.5", "r"+strconv.Itoa(g.n)+"(0, x)"))
	g.line(1, "return %s", g.pick(call("r"), call("s")+" + x", call("r")+" * 2"))
	g.end()
	g.line(0, "def z%d(n, x):", g.n)
	g.line(1, "return r%d(n %% 7 if type(n) is int else 3, x), s%d(3, x)", g.n, g.n)
	g.end()
	g.calls("z", 2)
}

// held has loops that keep the slots of one or two objects in variables, and lists whose
// items they go to directly: with exits, exceptions and finalisers in the middle, and
// numbers at the limits of 63 bits. Nothing but ints is stored where that can be seen.
func (g *differ) held() {
	h := &holder{differ: g}
	h.x, h.y = fmt.Sprintf("x%d", g.n), fmt.Sprintf("y%d", g.n)
	g.line(0, "class K%d:", g.n)
	g.line(1, "def __init__(self, x, y): self.%s, self.%s = x, y", h.x, h.y)
	g.line(1, "def up(self, d): self.%s += d", h.x)
	g.line(1, "def get(self): return self.%s - self.%s", h.y, h.x)
	g.line(0, "class T%d:", g.n)
	g.line(1, "def __init__(self, p): self.p = p")
	g.line(1, "def __repr__(self): return 'T'")
	g.line(1, "def __del__(self):")
	g.line(2, "print('del', self.p.%s, self.p.%s)", h.x, h.y)
	g.line(2, "self.p.%s = %s", g.pick(h.x, h.y), g.pick("5", "2**61", "self.p."+h.x+" + 1"))
	g.line(0, "def h%d(p, q, a, b, n, t):", g.n)
	g.line(1, "c = 0")
	if g.r.Intn(3) == 0 {
		g.line(1, "try:")
		h.loop(2, 0)
		g.line(1, "except (ZeroDivisionError, IndexError): %s", h.simple())
		g.line(1, "finally: %s", g.pick("c += 1", h.simple()))
		h.loop(1, 0)
	} else {
		for range 1 + g.r.Intn(3) {
			if g.r.Intn(3) == 0 {
				g.line(1, "if n > %s:", g.pick("2", "3"))
				h.loop(2, 0)
				g.line(1, "else:")
				h.loop(2, 0)
			} else {
				h.loop(1, 0)
			}
		}
	}
	g.line(1, "return t, c")
	g.end()
	g.line(0, "def s%d(f, p, q, a, b, n, t):", g.n)
	g.line(1, "try: r = f(p, q, a, b, n, t)")
	g.line(1, "except Exception as e: r = type(e).__name__, str(e)")
	g.line(1, "print(r, p.%s, p.%s, q.%s, q.%s, a, b)", h.x, h.y, h.x, h.y)
	g.line(0, "def m%d(*a): return K%d(*a)", g.n, g.n)
	g.begin()
	g.line(1, "try: h%d(K%d(1, 2), K%d(3, 4), [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], 4, 1)", g.n, g.n, g.n)
	g.line(1, "except Exception as e: print(type(e).__name__)")
	number := func() string {
		return g.pick("0", "1", "2", "3", "-1", "7", "2**61", "-2**61", "2**62 - 1", "2**62 - 9", "-2**62", "-2**62 + 3", "2**62", "True", "0.5", "None")
	}
	g.line(1, "make = m%d", g.n)
	for range 6 {
		near := func() string { return g.pick(number(), "1", "2", "3", "-1", "2**61", "2**62 - 2", "-2**62 + 1") }
		g.line(1, "p = make(%s, %s)", near(), near())
		g.line(1, "q = %s", g.pick("p", "make("+near()+", "+near()+")", "make(3, 4)"))
		g.line(1, "a = [%s, %s, %s, %s]", near(), near(), near(), near())
		g.line(1, "b = %s", g.pick("a", "[5, 6, 7, 8, 9, 10]", "[1, "+near()+", 2, "+near()+"]", "[0, T"+strconv.Itoa(g.n)+"(p), 1, T"+strconv.Itoa(g.n)+"(q), 2]"))
		g.line(1, "s%d(h%d, p, q, a, b, %s, %s)", g.n, g.n, g.pick("0", "1", "2", "3", "4", "5"), near())
	}
	g.end()
}

// holder writes the function of a held.
type holder struct {
	*differ
	x, y  string // names of the slots
	loops int
}

func (h *holder) slot() string { return h.pick("p", "p", "q") + "." + h.pick(h.x, h.x, h.y) }

func (h *holder) atom() string {
	return h.pick(h.slot(), h.slot(), h.slot(), "t", "c", "n", "1", "3", "a["+h.index()+"]", "b["+h.index()+"]")
}

func (h *holder) index() string {
	i := h.pick("c", "n", "t", "1", "0", "-1")
	switch h.r.Intn(7) {
	case 0:
		return i + " & 3"
	case 1:
		return "(" + i + " + c) % 4"
	case 2:
		return i + " % -3"
	case 3:
		return "(c >> 1) - 1"
	case 4:
		return h.pick("c", "-c", "len(a) - 1", "n - c", "c // 2", "~(c & 1)")
	case 5:
		return "min(c, 3)"
	}
	return h.pick("0", "1", "2", "-1", "-2")
}

// term is a sum of up to three, or something below a mask.
func (h *holder) term() string {
	op := func() string { return h.pick("+", "-") }
	switch h.r.Intn(6) {
	case 0:
		return h.atom()
	case 1:
		return h.atom() + " " + op() + " " + h.atom()
	case 2:
		return h.atom() + " " + op() + " (" + h.atom() + " " + op() + " " + h.atom() + ")"
	case 3:
		return "(" + h.atom() + " " + op() + " " + h.atom() + ") " + op() + " " + h.atom()
	case 4:
		return h.atom() + " " + h.pick("&", "^", "|") + " " + h.pick("15", "255", h.atom())
	}
	return h.atom() + " " + h.pick("//", "%", ">>", "*") + " " + h.pick("3", "2", "7", "(c - 2)")
}

func (h *holder) simple() string {
	switch h.r.Intn(9) {
	case 0, 1, 2:
		return h.slot() + " " + h.pick("=", "+=", "-=") + " " + h.term()
	case 3:
		return h.slot() + " = " + h.term()
	case 4:
		return "t " + h.pick("=", "+=", "-=") + " " + h.term()
	case 5:
		return h.pick("a", "b") + "[" + h.index() + "] = " + h.term()
	case 6:
		return h.pick("p", "q") + ".up(" + h.atom() + ")"
	case 7:
		return "t = " + h.pick("p", "q") + ".get()"
	}
	return h.slot() + " = " + h.atom() + " & 1023"
}

// loop writes one that ends, with others in it.
func (h *holder) loop(indent, depth int) {
	h.loops++
	v := h.pick("i", "j", "k") + strconv.Itoa(h.loops)
	switch h.r.Intn(4) {
	case 0:
		h.line(indent, "%s = 0", v)
		h.line(indent, "while %s < %s:", v, h.pick("n", "4", "n + 1"))
		h.line(indent+1, "%s += 1", v)
	case 1:
		h.line(indent, "for %s in range(%s):", v, h.pick("n, -2, -1", "-2, n", "0, n + 3, 2"))
	case 2:
		h.line(indent, "for %s in range(%s):", v, h.pick("n", "n", "3"))
	default:
		h.line(indent, "for %s in %s:", v, h.pick("a", "range(n)", "range(n + 1)"))
	}
	h.line(indent+1, "%s", h.pick("c += 1", "c = "+v, h.simple(), "t += "+v, "c = "+v+" & 7"))
	for range 1 + h.r.Intn(3) {
		h.statement(indent+1, depth+1)
	}
	h.line(indent+1, "if c > 90: break")
	h.line(indent+1, "c += 1")
	if h.r.Intn(6) == 0 {
		h.line(indent, "else: %s", h.simple())
	}
}

func (h *holder) statement(indent, depth int) {
	cond := func() string {
		return h.pick("c > 3", "c == 2", h.slot()+" > "+h.atom(), h.slot()+" & 1", "t < 5", "p is q")
	}
	switch h.r.Intn(12) {
	case 0:
		h.line(indent, "if %s: %s", cond(), h.simple())
		h.line(indent, "else: %s", h.simple())
	case 1:
		h.line(indent, "if %s: %s", cond(), h.pick("break", "continue", "return t, p."+h.x, h.simple(), "return c"))
	case 2, 3:
		if depth < 3 {
			h.loop(indent, depth)
			return
		}
		h.line(indent, "%s", h.simple())
	case 4:
		h.line(indent, "if %s:", cond())
		if depth < 3 {
			h.loop(indent+1, depth)
		}
		h.line(indent+1, "%s", h.simple())
	case 5:
		h.line(indent, "try: %s", h.simple())
		h.line(indent, "except (ZeroDivisionError, IndexError): %s", h.simple())
	case 6:
		h.line(indent, "%s", h.pick(h.simple(), h.simple(), "q = p", "p, q = q, p", fmt.Sprintf("q = K%d(c, t)", h.n)))
	default:
		h.line(indent, "%s", h.simple())
	}
}
