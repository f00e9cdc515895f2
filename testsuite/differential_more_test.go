package testsuite

import (
	"fmt"
	"strings"
)

// More parts of random programs: those that compute with what is found at run time.
// Each function is called with many arguments, of several types, because a call costs
// next to nothing beside compiling the function.

// args is a tuple of n arguments for a call: strings and lists among them only where
// g.sums says that nothing is multiplied, which would make them very long.
func (g *differ) args(n int) string {
	kinds := []func() string{g.small, g.small, g.int, g.float, func() string {
		return g.pick("None", "True", "2**61", "-2**62", "2**62 - 1", "-1.5")
	}}
	if g.sums {
		kinds = append(kinds, func() string { return g.pick("'a'", "'xyz'", "[1]", "(2,)", "[]", "''") })
	}
	k := kinds[g.r.Intn(len(kinds))]
	list := make([]string, n)
	for i := range list {
		if g.r.Intn(4) == 0 {
			k = kinds[g.r.Intn(len(kinds))]
		}
		list[i] = k()
	}
	return "(" + strings.Join(list, ", ") + ",)"
}

// calls makes the function that calls g.n's function of that name with a number of
// arguments, prints what comes of each, and returns the last.
func (g *differ) calls(name string, n int) {
	g.begin()
	g.line(1, "for args in (%s, %s, %s, %s, %s, %s):", g.args(n), g.args(n), g.args(n), g.args(n), g.args(n), g.args(n))
	g.line(2, "try: print(%s%d(*args))", name, g.n)
	g.line(2, "except Exception as e: print(type(e).__name__, e)")
	g.line(1, "return %s%d(*%s)", name, g.n, g.args(n))
	g.end()
}

// scalar is an expression of numbers, over the variables given.
func (g *differ) scalar(depth int, vars ...string) string {
	if depth == 0 {
		if g.r.Intn(3) > 0 {
			return g.pick(vars...)
		}
		return g.pick("0", "1", "2", "3", "-1", "0.5", "7", "1000003", "2**40")
	}
	x := func() string { return g.scalar(depth-1, vars...) }
	switch g.r.Intn(11) {
	case 0:
		return "(-" + x() + ")"
	case 1:
		return "abs(" + x() + ")"
	case 2:
		return "(" + x() + " " + g.pick("//", "%", "/") + " " + x() + ")"
	case 3:
		return "(" + x() + " " + g.pick("&", "|", "^", "<<", ">>") + " " + g.pick("1", "3", "2", "5") + ")"
	case 4:
		return "(" + x() + " if " + x() + " " + g.pick("<", ">", "==", "!=") + " " + x() + " else " + x() + ")"
	case 5:
		return g.pick("min", "max") + "(" + x() + ", " + x() + ")"
	case 6:
		return "(" + g.pick("int", "float", "bool", "not ", "round") + "(" + x() + "))"
	}
	return "(" + x() + " " + g.plus() + " " + x() + ")"
}

// plus is an operator that numbers grow by.
func (g *differ) plus() string {
	if g.sums {
		return g.pick("+", "+", "-")
	}
	return g.pick("+", "-", "*")
}

// shrink keeps numbers from growing without bound.
func (g *differ) shrink(indent int, name string) {
	g.line(indent, "if type(%s) is int and abs(%s) > 2**150: %s = %s %% 1000003", name, name, name, name)
	g.line(indent, "elif type(%s) in (str, list, tuple) and len(%s) > 40: %s = %s[:3]", name, name, name, name)
}

// attributes has objects whose attributes change type while loops work on them.
func (g *differ) attributes() {
	g.sums = g.r.Intn(2) == 0
	g.line(0, "class P%d:", g.n)
	g.line(1, "k = %s", g.pick("0", "1.5", "'s'", "[]", "None"))
	if g.r.Intn(3) == 0 {
		g.line(1, "__slots__ = ('x', 'y', 'n')")
	}
	g.line(1, "def __init__(self, x, y): self.x, self.y, self.n = x, y, 0")
	g.line(1, "def __repr__(self): return 'P'")
	g.line(1, "def step(self, d): self.x %s= %s; self.n += 1; return %s", g.pick(g.plus(), ""), g.scalar(1, "d", "self.y", "self.n"), g.scalar(1, "self.x", "self.y", "d"))
	g.line(1, "def total(self): return %s", g.scalar(2, "self.x", "self.y", "self.n"))
	if g.r.Intn(2) == 0 {
		g.line(1, "def __%s__(self, o): return P%d(%s, self.y)", g.pick("add", "sub", "mul"), g.n, g.scalar(1, "self.x", "o"))
	}
	g.end()
	g.line(0, "def c%d(x, y, z):", g.n)
	g.line(1, "ps = [P%d(x, y), P%d(y, z)]", g.n, g.n)
	g.line(1, "s = 0")
	g.line(1, "for i in range(%s):", g.pick("4", "6", "3"))
	g.line(2, "for p in ps:")
	g.line(3, "%s", g.pick("s = p.step(i)", "s += p.step(z)", "s = s + p.total()", "p.y = p.step(s)", "p.x, p.y = p.y, p.x", "s = p.n"))
	g.line(3, "if i == 2: %s", g.pick("p.x = str(p.x)", "p.y = 0.5", "p.n = None", "p.x = 2**62", "del p.y", "p.k = 3", "ps = [p]", "break", "continue", "p.step = lambda d: 'own'", "s = p + i"))
	g.shrink(3, "s")
	g.shrink(3, "p.x")
	g.line(1, "return s, [(p.x, p.y, p.n, p.k) for p in ps]")
	g.end()
	g.calls("c", 3)
}

// items has lists whose elements change type.
func (g *differ) items() {
	g.sums = g.r.Intn(2) == 0
	g.line(0, "def l%d(x, y, n):", g.n)
	g.line(1, "a = %s", g.pick("[0] * 5", "[1, 2, 3, 4]", "[0.0] * 4", "[x] * 4", "[x, y, x, y]", "list(range(6))", "[1.5, 2.5, 3.5]", "bytearray(b'abcdef')"))
	g.line(1, "%s = 0", g.pick("t", "t"))
	g.line(1, "for i in range(%s):", g.pick("5", "4", "-2, 3", "3, -4, -1", "n if type(n) is int and n < 9 else 3"))
	index := func() string {
		return g.pick("i", "-i", "i - 1", "-1", "0", "len(a) - 1", "i % len(a)", "i // 2", "-i - 1")
	}
	for range 2 + g.r.Intn(3) {
		switch g.r.Intn(9) {
		case 0, 1:
			g.line(2, "a[%s] = %s", index(), g.scalar(1, "x", "y", "i", "a["+index()+"]"))
		case 2:
			g.line(2, "a[%s] %s= %s", index(), g.pick(g.plus(), "//"), g.scalar(1, "x", "i"))
		case 3:
			g.line(2, "a[%s], a[%s] = a[%s], a[%s]", index(), index(), index(), index())
		case 4:
			g.line(2, "t = t + a[%s]", index())
		case 5:
			g.line(2, "a.%s", g.pick("append(x)", "append(i)", "insert("+index()+", y)", "pop()", "pop("+index()+")", "reverse()", "extend(a[:2])", "remove(a[0])", "sort(key=str)", "extend([x, y])"))
		case 6:
			g.line(2, "a[%s] = %s", g.slice(), g.pick("[x]", "a", "[]", "[i, i]", "a[::-1]", "(y,)", "b'xy'"))
		case 7:
			g.line(2, "del a[%s]", g.pick(g.slice(), index()))
		default:
			g.line(2, "if a[%s] %s %s: %s", index(), g.pick("<", "==", ">=", "!="), g.pick("x", "y", "2", "0.5"), g.pick("break", "continue", "a = a[1:]", "a += [y]", "t -= 1", "a = [v + 2 for v in a]"))
		}
	}
	g.line(2, "if len(a) > 30: del a[5:]")
	g.shrink(2, "t")
	g.line(1, "return a, t, a[%s], %s", g.slice(), g.pick("sum(a)", "max(a)", "len(a)", "x in a", "a.count(x)", "a.index(x)", "sorted(a)", "a[-1]", "list(map(type, a))[:2] != 0"))
	g.end()
	g.calls("l", 3)
}

// closures has functions with variables in cells.
func (g *differ) closures() {
	g.sums = g.r.Intn(2) == 0
	g.line(0, "def k%d(x, y):", g.n)
	g.line(1, "n = %s", g.pick("0", "x", "[x]", "''"))
	g.line(1, "fs = []")
	g.line(1, "for i in range(3):")
	switch g.r.Intn(3) {
	case 0:
		g.line(2, "def f(v, w=%s):", g.pick("i", "x", "n"))
		g.line(3, "nonlocal n%s", g.pick("", ", x", ", y"))
		g.line(3, "n = %s", g.scalar(2, "n", "v", "w", "i"))
		g.shrink(3, "n")
		g.line(3, "return %s", g.scalar(1, "n", "x", "y", "i", "v"))
	case 1:
		g.line(2, "f = lambda v, %s: %s", g.pick("*a", "w=i", "**k"), g.pick(g.scalar(2, "n", "v", "i", "x"), "(n, v, i)", "[n + q for q in range(i)]"))
	default:
		g.line(2, "def f(v):")
		g.line(3, "def h(): return %s", g.scalar(1, "n", "v", "i", "y"))
		g.line(3, "%s", g.pick("return h()", "v = y; return h()", "return h", "yield h()", "del v; return h()"))
	}
	g.line(2, "fs.append(f)")
	g.line(2, "%s", g.pick("n = i", "x = y", "pass", "del y; y = 1", "i = 10", "n = f(i)"))
	g.line(1, "out = []")
	g.line(1, "for f in fs:")
	g.line(2, "r = f(%s)", g.pick("x", "1", "y", "len(out)"))
	g.line(2, "if hasattr(r, '__next__'): r = list(r)")
	g.line(2, "out.append(r() if callable(r) else r)")
	g.line(1, "return out, 'function' if hasattr(n, '__name__') else n")
	g.end()
	g.calls("k", 2)
}

// parameters has a function of random parameters and calls that fit or not.
func (g *differ) parameters() {
	names := []string{"a", "b", "c", "d"}
	var ps []string
	slash, star := g.r.Intn(4), g.r.Intn(5)
	defaults := false
	for i, n := range names[:1+g.r.Intn(4)] {
		if i == slash && i > 0 && i <= star {
			ps = append(ps, "/")
		}
		if i == star {
			ps = append(ps, g.pick("*", "*args"))
			defaults = false
		}
		if defaults || g.r.Intn(3) == 0 {
			n += "=" + g.small()
			defaults = i < star
		}
		ps = append(ps, n)
	}
	if ps[len(ps)-1] == "*" {
		ps[len(ps)-1] = "*args"
	}
	if g.r.Intn(3) == 0 {
		ps = append(ps, "**kw")
	}
	sig := strings.Join(ps, ", ")
	var shown []string
	for _, p := range ps {
		p, _, _ = strings.Cut(p, "=")
		if p = strings.Trim(p, "*/"); p != "" {
			shown = append(shown, p)
		}
	}
	body := "(" + strings.Join(shown, ", ") + ",)"
	switch g.r.Intn(4) {
	case 0:
		g.line(0, "m%d = lambda %s: %s", g.n, sig, body)
	case 1:
		g.line(0, "class D%d:", g.n)
		g.line(1, "def __call__(self, %s): return %s", sig, body)
		g.line(1, "def __str__(self): return 'D'")
		g.line(0, "m%d = D%d()", g.n, g.n)
	default:
		g.line(0, "def m%d(%s):", g.n, sig)
		g.line(1, "return %s", body)
	}
	g.end()
	arg := func() string {
		return g.pick("1", "2", "'x'", "None", "a=3", "b=4", "c=5", "d=6", "e=7", "*[8]", "*(9, 10)", "**{'a': 11}", "**{'c': 12, 'e': 13}", "*''", "**{}", "args=1")
	}
	g.begin()
	for range 8 {
		var pos, kws, star []string
		seen := map[string]bool{}
		for range g.r.Intn(5) {
			a := arg()
			name, _, keyword := strings.Cut(a, "=")
			switch {
			case strings.HasPrefix(a, "**"):
				star = append(star, a)
			case keyword:
				if !seen[name] {
					kws = append(kws, a)
				}
				seen[name] = true
			default:
				pos = append(pos, a)
			}
		}
		g.line(1, "try: print(m%d(%s))", g.n, strings.Join(append(append(pos, kws...), star...), ", "))
		g.line(1, "except TypeError as e: print(str(e).replace('__main__.', ''))")
	}
	g.line(1, "return m%d(1)", g.n)
	g.end()
}

// pattern is a pattern; bind says whether it may bind names.
func (g *differ) pattern(depth int, names *int) string {
	name := func() string {
		*names++
		return fmt.Sprintf("v%d", *names)
	}
	if depth == 0 {
		return g.one(name, func() string {
			return g.pick("_", "1", "'a'", "None", "True", "-1", "2.5", "int()", "str()", "[]", "()", "{}", "list()", "float()", "bool()")
		})
	}
	x := func() string { return g.pattern(depth-1, names) }
	kinds := 8
	if depth == 2 {
		kinds = 7 // the others may match anything, and nothing may follow them
	}
	switch g.r.Intn(kinds) {
	case 0:
		return "[" + x() + ", " + x() + "]"
	case 1:
		return "(" + x() + ", *" + g.pick("_", name()) + ")"
	case 2:
		return "[*" + g.pick("_", name()) + ", " + x() + ", " + x() + "]"
	case 3:
		return "{'a': " + x() + g.pick("", ", **"+name(), ", 'b': "+x()) + "}"
	case 4:
		return "int(" + g.pick("", name()) + ")"
	case 5:
		return "(" + g.pick("1 | 2", "'a' | 'b'", "None | True", "[1, _] | [_, 2]", "int() | float()") + ")" + g.pick("", " as "+name())
	case 6:
		return "Q(" + g.pick(x(), "x="+x(), x()+", y="+x(), "") + ")"
	}
	return "(" + x() + ")" + g.pick("", " as "+name())
}

// matches has match statements.
func (g *differ) matches() {
	g.line(0, "def q%d(s):", g.n)
	g.line(1, "match s:")
	for i := range 2 + g.r.Intn(4) {
		names := 0
		p := g.pattern(2, &names)
		shown := "()"
		if names > 0 {
			shown = ""
			for k := range names {
				if v := fmt.Sprintf("v%d", k+1); strings.Contains(p, v) {
					shown += v + ", "
				}
			}
			shown = "(" + shown + ")"
		}
		guard := ""
		if g.r.Intn(4) == 0 {
			guard = g.pick(" if s", " if not s", " if type(s) is list")
		}
		g.line(2, "case %s%s: return %d, %s", p, guard, i, shown)
	}
	g.line(2, "case _: return 'none'")
	g.end()
	g.begin()
	g.line(1, "for s in (1, 2, -1, 'a', 'b', '', None, True, 2.5, [], [1], [1, 2], [1, 'a'], (1, 2, 3), ('a',), {}, {'a': 1}, {'a': [1, 2], 'b': 'a'}, {'b': None}, Q(1, 2), Q('a', [1]), [[1, 2], 2], range(2), b'ab', {1}, 1j):")
	g.line(2, "print(q%d(s), end=' ')", g.n)
	g.line(1, "return ''")
	g.end()
}

// comprehensions nests comprehensions and generator expressions.
func (g *differ) comprehensions() {
	g.sums = true
	var comp func(depth int, vars []string) string
	comp = func(depth int, vars []string) string {
		v := fmt.Sprintf("w%d", len(vars))
		over := g.pick("range(4)", "xs", "'ab'", "[1, 2.5, 'z']", "range(min(x, 3))", "(x, y)", "{1, 2}", "enumerate('pq')")
		if len(vars) > 2 && g.r.Intn(3) == 0 {
			over = "[" + g.pick(vars[2:]...) + "]"
		}
		all := append(vars[:len(vars):len(vars)], v)
		elem := g.pick(v, "("+v+", "+g.pick(all...)+")", "str("+v+")", "[x, "+v+"]", "("+v+" == "+g.pick(all...)+")", "("+v+" in [1, 'a'])")
		if depth > 0 && g.r.Intn(2) == 0 {
			elem = comp(depth-1, all)
		}
		clauses := "for " + v + " in " + over
		if g.r.Intn(3) == 0 {
			w := fmt.Sprintf("w%d", len(all))
			clauses += " for " + w + " in " + g.pick("["+v+"] * 2", "range(2)", "str("+v+")")
			elem = g.pick(elem, "("+v+", "+w+")")
		}
		if g.r.Intn(2) == 0 {
			clauses += " if " + g.pick(v, "str("+v+") > '1'", v+" != "+g.pick(all...), "not isinstance("+v+", str)", "type("+v+") is int and "+v+" > 0")
		}
		switch g.r.Intn(5) {
		case 0:
			return "{str(" + v + "): " + elem + " " + clauses + "}"
		case 1:
			return "sorted({repr(" + elem + ") " + clauses + "})"
		case 2:
			return g.pick("list", "tuple", "any", "all", "max", "sum") + "(" + elem + " " + clauses + ")"
		}
		return "[" + elem + " " + clauses + "]"
	}
	g.line(0, "def o%d(x, y):", g.n)
	g.line(1, "xs = [x, y, 3]")
	g.line(1, "print(%s)", comp(1, []string{"x", "y"}))
	g.line(1, "return %s", comp(2, []string{"x", "y"}))
	g.end()
	g.calls("o", 2)
}

// delegations has generators that delegate to each other and are driven by hand.
func (g *differ) delegations() {
	act := func(indent int) {
		g.line(indent, "%s", g.pick("x = yield x", "yield", "r = yield from (x for x in range(2))", "x = yield from i%d(x, d - 1) if d else 'leaf'", "return x", "yield x; x = 'again'", "raise KeyError(x)", "x = (yield 1) or (yield 2)", "print('at', x)", "for x in range(2): yield x", "x = [(yield)]"))
	}
	g.line(0, "def i%d(x, d=2):", g.n)
	text := len(g.b.String())
	g.line(1, "x = yield ('start', d)")
	g.line(1, "try:")
	act(2)
	if g.r.Intn(2) == 0 {
		act(2)
	}
	g.line(1, "except %s as e:", g.pick("ValueError", "KeyError", "Exception", "(TypeError, ValueError)", "GeneratorExit"))
	g.line(2, "print('caught', repr(e))")
	act(2)
	if g.r.Intn(2) == 0 {
		g.line(1, "finally:")
		g.line(2, "print('finally', d)")
		if g.r.Intn(4) == 0 {
			g.line(2, "%s", g.pick("return 'from finally'", "x = 0", "pass"))
		}
	}
	act(1)
	g.line(1, "return x, d")
	all := g.b.String()
	g.b.Reset()
	g.b.WriteString(all[:text] + strings.ReplaceAll(all[text:], "i%d(", fmt.Sprintf("i%d(", g.n)))
	g.end()
	g.begin()
	g.line(1, "for plan in (%s, %s, %s):", g.plan(), g.plan(), g.plan())
	g.line(2, "it = i%d('first')", g.n)
	g.line(2, "for what in plan:")
	g.line(3, "try:")
	g.line(4, "if what == 'next': print(next(it))")
	g.line(4, "elif what == 'close': print(it.close())")
	g.line(4, "elif isinstance(what, BaseException): print(it.throw(what))")
	g.line(4, "else: print(it.send(what))")
	g.line(3, "except BaseException as e: print(type(e).__name__, e, getattr(e, 'value', ''), repr(e.__context__))")
	// In CPython the traceback keeps what a close that fails leaves suspended.
	g.line(2, "try: it.close() if %s else None", g.pick("True", "plan"))
	g.line(2, "except RuntimeError as e: print(e)")
	g.line(1, "return list(zip(range(5), i%d('x', %s)))", g.n, g.pick("0", "1"))
	g.end()
}

func (g *differ) plan() string {
	steps := []string{g.pick("'next'", "'next'", "None")}
	for range 3 + g.r.Intn(4) {
		steps = append(steps, g.pick("'next'", "'next'", "5", "'sent'", "'close'", "ValueError('v')", "KeyError('k')", "GeneratorExit()", "StopIteration('s')", "None"))
	}
	return "[" + strings.Join(steps, ", ") + "]"
}

// ways is flow with the loop inside a typed computation: what is returned depends on
// numbers that finally suites see.
func (g *differ) ways() {
	g.sums = g.r.Intn(2) == 0
	g.line(0, "def y%d(x, n):", g.n)
	g.line(1, "t, i, log = 0, 0, []")
	g.line(1, "while i < 5:")
	g.line(2, "i += 1")
	g.line(2, "try:")
	for range 1 + g.r.Intn(3) {
		g.line(3, "%s", g.pick("t = "+g.scalar(2, "t", "x", "i"), "if i == n: break", "if i == n: continue", "if t == n: return t, log", "t += x[i]", "t //= (i - n)", "x = x + 1", "log.append(t)", "for j in range(i):\n                if j == n: break\n                t = t + j\n            else: t = t - 1"))
	}
	if g.r.Intn(3) > 0 {
		g.line(2, "except %s as e:", g.pick("TypeError", "ZeroDivisionError", "(TypeError, ZeroDivisionError)", "Exception"))
		g.line(3, "log.append(type(e).__name__)")
		g.line(3, "%s", g.pick("t = 0.5", "t = i", "x = i", "continue", "break", "return 'in except', t", "raise", "t = str(t)", "pass"))
		if g.r.Intn(2) == 0 {
			g.line(2, "else:")
			g.line(3, "%s", g.pick("t = t + 1", "log.append('else')", "continue", "if i == 3: break"))
		}
	}
	g.line(2, "finally:")
	g.line(3, "log.append((i, t))")
	g.line(3, "%s", g.pick("i += 1", "pass", "t = -t", "if i == 4: break", "if i == 2: continue", "x = i"))
	if g.r.Intn(2) == 0 {
		g.shrink(2, "t")
	}
	g.line(1, "else:")
	g.line(2, "log.append('loop else')")
	g.line(1, "return t, x, log")
	g.end()
	g.calls("y", 2)
}
