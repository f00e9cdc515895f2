package testsuite

import (
	"fmt"
	"strings"
)

// A generator makes Python programs from a string of bytes: every byte decides
// between the alternatives of one rule of a small grammar, so a fuzzer that
// mutates bytes explores programs, and the same bytes give the same program. The
// programs are meant to compile, not to make sense: names are used before they
// are set, calls have the wrong number of arguments, loops are left from
// everywhere.
type generator struct {
	data    []byte
	b       strings.Builder
	depth   int
	inLoop  int
	inFunc  int
	inAsync int
	inCls   int
	size    int
}

// maxGenerated bounds the statements of a program.
const maxGenerated = 120

func generate(data []byte) string {
	g := &generator{data: data}
	if g.pick(2) == 0 {
		g.line("import parallel, time")
	} else {
		g.line("import async")
	}
	for len(g.data) > 0 && g.size < maxGenerated {
		g.statement()
	}
	return g.b.String()
}

// pick chooses one of n alternatives.
func (g *generator) pick(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	c := int(g.data[0])
	g.data = g.data[1:]
	return c % n
}

func (g *generator) line(format string, args ...any) {
	g.b.WriteString(strings.Repeat("    ", g.depth))
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

// Names that collide with Go's keywords, its predeclared names, the generator's
// own temporaries and Python's builtins are the interesting ones.
var generatedNames = []string{"x", "y", "self", "data", "len", "func", "type", "c", "t", "at", "exc", "rt", "range", "go", "var", "nil", "string", "ok", "_", "__x", "main", "init", "λ", "print", "i", "Class"}

func (g *generator) name() string { return generatedNames[g.pick(len(generatedNames))] }

func (g *generator) block() {
	g.depth++
	n := 1 + g.pick(3)
	if g.depth > 6 {
		n = 0
	}
	for range n {
		g.statement()
	}
	if n == 0 {
		g.line("pass")
	}
	g.depth--
}

func (g *generator) statement() {
	g.size++
	if g.size > maxGenerated {
		g.line("pass")
		return
	}
	switch g.pick(27) {
	case 0, 1, 2:
		g.line("%s = %s", g.name(), g.expr(0))
	case 3:
		g.line("%s %s= %s", g.target(), []string{"+", "-", "*", "//", "%", "|", "<<", "**", "@"}[g.pick(9)], g.expr(0))
	case 4:
		g.line("%s, %s = %s", g.name(), g.target(), g.expr(0))
	case 5:
		g.line("if %s:", g.expr(0))
		g.block()
		if g.pick(2) == 1 {
			g.line("elif %s:", g.expr(0))
			g.block()
		}
		if g.pick(2) == 1 {
			g.line("else:")
			g.block()
		}
	case 6, 7:
		in := fmt.Sprintf([]string{"range(%s)", "range(%s, 9)", "range(9, %s, -2)", "%s"}[g.pick(4)], g.plain())
		g.line("for %s in %s:", g.target(), in)
		g.loop()
	case 8:
		g.line("while %s:", g.expr(0))
		g.loop()
	case 9, 10:
		g.line("try:")
		g.block()
		k := g.pick(4)
		if k != 3 {
			g.line("except %s as %s:", []string{"Exception", "(ValueError, KeyError)", "x"}[g.pick(3)], g.name())
			g.block()
		}
		if k == 1 {
			g.line("else:")
			g.block()
		}
		if k >= 2 {
			g.line("finally:")
			g.block()
		}
	case 11, 12:
		g.function()
	case 13:
		g.line("class %s%s:", g.name(), []string{"", "(Exception)", "(object)", "(x)"}[g.pick(4)])
		g.inCls++
		inF, inL, inA := g.inFunc, g.inLoop, g.inAsync
		g.inFunc, g.inLoop, g.inAsync = 0, 0, 0
		g.block()
		g.inFunc, g.inLoop, g.inAsync = inF, inL, inA
		g.inCls--
	case 14:
		if g.inFunc > 0 {
			g.line("return %s", g.expr(0))
		} else {
			g.line("print(%s)", g.expr(0))
		}
	case 15:
		if g.inLoop > 0 {
			g.line("%s", []string{"break", "continue"}[g.pick(2)])
		} else {
			g.line("%s", g.expr(0))
		}
	case 16:
		g.line("raise %s", []string{"ValueError(1)", "x", "", "x from y"}[g.pick(4)])
	case 17:
		g.line("del %s", g.target())
	case 18:
		g.line("assert %s, %s", g.expr(1), g.expr(1))
	case 19:
		g.line("%s = %s = %s", g.target(), g.target(), g.expr(0))
	case 20:
		g.line("%s: int = %s", g.name(), g.expr(0))
	case 21:
		g.line("import time as %s", g.name())
	case 22:
		g.line("with %s as %s:", g.expr(1), g.name())
		g.block()
	case 23:
		g.match()
	case 24:
		if g.inAsync == 0 {
			break
		}
		if g.pick(2) == 0 {
			g.line("async for %s in %s:", g.target(), g.expr(1))
			g.loop()
			return
		}
		g.line("async with %s as %s:", g.expr(1), g.name())
		g.block()
	default:
		g.line("%s", g.expr(0))
	}
}

func (g *generator) match() {
	g.line("match %s:", g.expr(1))
	g.depth++
	for range 1 + g.pick(3) {
		guard := ""
		if g.pick(3) == 1 {
			guard = " if " + g.expr(2)
		}
		g.line("case %s%s:", g.pattern(0, &[]string{"x", "y", "t", "i"}), guard)
		g.block()
	}
	g.depth--
}

// pattern makes a refutable pattern that captures names of free, each once.
func (g *generator) pattern(depth int, free *[]string) string {
	sub := func() string { return g.pattern(depth+1, free) }
	if depth < 3 {
		switch g.pick(8) {
		case 0:
			return fmt.Sprintf("[%s, *_, %s]", sub(), sub())
		case 1:
			return fmt.Sprintf("(%s, %s)", sub(), sub())
		case 2:
			return fmt.Sprintf("{'k': %s, 1: %s}", sub(), sub())
		case 3:
			return fmt.Sprintf("Class(%s, at=%s)", sub(), sub())
		case 4:
			return fmt.Sprintf("(%s | %s)", g.pattern(3, &[]string{}), g.pattern(depth+1, &[]string{}))
		case 5:
			if n := len(*free); n > 0 {
				name := (*free)[n-1]
				*free = (*free)[:n-1]
				return fmt.Sprintf("(%s as %s)", sub(), name)
			}
		case 6:
			if n := len(*free); n > 0 {
				name := (*free)[n-1]
				*free = (*free)[:n-1]
				return fmt.Sprintf("([1, %s] | [%s])", name, name)
			}
		}
	}
	return []string{"1", "'s'", "None", "-2.5", "x.y", "int()", "str(\"q\")", "[]", "{}"}[g.pick(9)]
}

func (g *generator) loop() {
	g.inLoop++
	g.block()
	g.inLoop--
	if g.pick(4) == 3 {
		g.line("else:")
		g.block()
	}
}

func (g *generator) function() {
	params := []string{"", "x", "x, y=1", "self, data, *x", "x, *, i=2, **y", "x, /, y", "a, b, c, d, e"}[g.pick(7)]
	async := ""
	inA := g.inAsync
	g.inAsync = 0
	if g.pick(4) == 3 {
		async = "async "
		g.inAsync = 1
	}
	g.line("%sdef %s(%s):", async, g.name(), params)
	inL := g.inLoop
	g.inLoop = 0
	g.inFunc++
	if g.pick(5) == 4 {
		g.depth++
		g.line("global g1, g2")
		g.line("g1 = %s", g.expr(1))
		g.depth--
	}
	g.block()
	g.inFunc--
	g.inLoop, g.inAsync = inL, inA
}

func (g *generator) target() string {
	switch g.pick(5) {
	case 0:
		return fmt.Sprintf("%s.%s", g.name(), g.name())
	case 1:
		return fmt.Sprintf("%s[%s]", g.name(), g.expr(2))
	}
	return g.name()
}

func (g *generator) expr(depth int) string {
	if depth > 3 {
		return g.atom()
	}
	sub := func() string { return g.expr(depth + 1) }
	switch g.pick(28) {
	case 0, 1:
		return fmt.Sprintf("(%s %s %s)", sub(), []string{"+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"}[g.pick(13)], sub())
	case 2:
		return fmt.Sprintf("(%s %s %s)", sub(), []string{"<", "==", "is", "is not", "in", "not in", ">=", "!="}[g.pick(8)], sub())
	case 3:
		return fmt.Sprintf("(%s < %s <= %s)", sub(), sub(), sub())
	case 4:
		return fmt.Sprintf("(%s %s %s)", sub(), []string{"and", "or"}[g.pick(2)], sub())
	case 5:
		return fmt.Sprintf("(not %s)", sub())
	case 6:
		return fmt.Sprintf("%s(%s)", g.name(), []string{"", "x", "x, y", "1, 2, 3, 4, 5", "*x", "x, y=1", "**x", "*x, i=2, **y"}[g.pick(8)])
	case 7:
		return fmt.Sprintf("%s.%s", g.name(), g.name())
	case 8:
		return fmt.Sprintf("%s.%s(%s)", g.name(), g.name(), sub())
	case 9:
		return fmt.Sprintf("%s[%s]", g.name(), []string{"0", "1:2", "::-1", "x", ":", "x, y", "..."}[g.pick(7)])
	case 10:
		return fmt.Sprintf("(%s if %s else %s)", sub(), sub(), sub())
	case 11:
		return fmt.Sprintf("[%s, *%s]", sub(), g.name())
	case 12:
		return fmt.Sprintf("{%s: %s, **%s}", sub(), sub(), g.name())
	case 13:
		return fmt.Sprintf("f'{%s!r:>10}{x}%%'", g.name())
	case 14:
		return fmt.Sprintf("('%%d %%s' %% (%s, %s))", sub(), sub())
	case 15:
		return fmt.Sprintf("(%s := %s)", []string{"x", "y", "t"}[g.pick(3)], sub())
	case 16:
		return fmt.Sprintf("(-%s)", sub())
	case 17:
		inA := g.inAsync
		g.inAsync = 0
		body := sub()
		g.inAsync = inA
		return fmt.Sprintf("(lambda x: %s)", body)
	case 18:
		return fmt.Sprintf("[x for x in %s]", g.plain())
	case 19:
		return fmt.Sprintf("(%s for x in %s if %s)", g.atom(), g.plain(), g.atom())
	case 20, 21, 22:
		if g.inFunc > 0 {
			return fmt.Sprintf([]string{"(yield %s)", "(yield from %s)"}[g.pick(2)*(1-g.inAsync)], sub())
		}
	case 23:
		return fmt.Sprintf("{%s, *%s}", sub(), g.name())
	case 24:
		return fmt.Sprintf("{x for x in %s}", g.plain())
	case 25, 26:
		if g.inAsync > 0 {
			return fmt.Sprintf([]string{"(await %s)", "[x async for x in %s]", "(x async for x in %s)"}[g.pick(3)], g.plain())
		}
	}
	return g.atom()
}

// plain is an expression that may stand where := may not.
func (g *generator) plain() string {
	return fmt.Sprintf("(%s or %s)", g.atom(), g.name())
}

func (g *generator) atom() string {
	return []string{"1", "0", "None", "True", "'s'", "b'b'", "x", "y", "self", "3.5", "()", "[]", "{}", "-1", "1j", "...", "4611686018427387904", "data", "λ", "len"}[g.pick(20)]
}
