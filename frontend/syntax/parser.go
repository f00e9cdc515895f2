// Package syntax owns Python's grammar: it turns the text of one source file
// into a syntax tree and reports what is not Python.
//
// It knows nothing of names, modules or types; frontend/resolve does.
package syntax

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// The parser is recursive descent over the tokens of a whole file, one
// function per rule of CPython's grammar where that helps, with precedence
// climbing for binary operators. It looks ahead freely and, in the few places
// where Python's grammar needs it (with and match statements, and the search
// for a better message), tries one reading and goes back.
//
// An error unwinds to the innermost statement by panicking with bailout,
// which never leaves this package. The statement becomes a BadStmt and
// parsing goes on at the next logical line: see statement.
//
// Invariant: every loop consumes a token or ends, and every recursion goes
// through enter, which bounds its depth. Cost: linear in the file, as each
// second reading is of one header or one line and they do not nest.

// Options change what Parse accepts. The zero Options are Python 3.14 with
// async and await as names where Python 3.5 and 3.6 had them as names.
type Options struct{}

// Parse parses the source of file and adds what is wrong with it to diags.
//
// It never returns nil and never panics. After an error it resumes at the
// next statement, so that independent mistakes are each reported; what did
// not parse is a BadStmt, BadExpr or BadPattern.
func Parse(file *diag.File, opts Options, diags *diag.List) *Module {
	sc := scan(file)
	if i := bytes.IndexByte(file.Source, 0); i >= 0 {
		// The scanner sees those outside strings and comments only.
		diags.Error(file, span(i, i+1), diag.Syntax, nullBytes)
	}
	p := &parser{file: file, src: string(file.Source), toks: sc.toks, scanErrs: sc.errs, comments: sc.comments, diags: diags}
	p.tok = p.toks[0]
	mod := &Module{File: file, Comments: sc.comments}
	mod.Span = diag.Span{Start: 0, End: diag.Pos(len(file.Source))}
	mod.Body = p.statements(tEOF)
	return mod
}

const nullBytes = "source code cannot contain null bytes"

// maxDepth bounds the nesting of the tree. CPython's own limit depends on the
// construct and lies between 200 and 6,000.
const maxDepth = 1500

type parser struct {
	file     *diag.File
	src      string
	toks     []token
	i        int   // index of tok
	tok      token // the current token
	scanErrs []scanError
	comments []Comment
	diags    *diag.List

	// lineEnd is the end of the last line of simple statements, with its
	// semicolon: where the compound statements around it end too.
	lineEnd diag.Pos

	depth   int  // of nested expressions and statements
	quiet   int  // > 0 while trying a reading: errors are not reported
	inAsync bool // inside async def, where await is a keyword

	// The last disjunction parsed: its start, and the index behind it.
	disjStart diag.Pos
	disjEnd   int

	// instead, where set, reports what CPython has to say where a token of the
	// current header fits nowhere: its grammar insists on what follows an
	// optional part.
	instead func(at diag.Span)

	field0    int    // first token of the replacement field being parsed, 0 outside its expression
	fieldWhat string // "f-string" or "t-string"

	// Whether await and async are names in this file: 0 unknown, 1 yes, -1 no.
	awaitName, asyncName int8

	exprs []Expr // stack on which lists of expressions grow
	pool  pool
}

// bailout unwinds to the innermost statement, or to try.
type bailout struct{}

func (p *parser) next() {
	p.i++
	p.tok = p.toks[p.i]
}

// seek makes token i the current one.
func (p *parser) seek(i int) {
	p.i = i
	p.tok = p.toks[i]
}

// peek returns the kind of the token n places ahead.
func (p *parser) peek(n int) kind {
	if p.i+n >= len(p.toks) {
		return tEOF
	}
	return p.toks[p.i+n].kind
}

// got moves over the current token if it is a k.
func (p *parser) got(k kind) bool {
	if p.tok.kind == k {
		p.next()
		return true
	}
	return false
}

// want moves over the current token, which must be a k.
func (p *parser) want(k kind) {
	if p.tok.kind != k {
		p.syntaxError()
	}
	p.next()
}

// prevEnd returns the end of the last token.
func (p *parser) prevEnd() diag.Pos {
	if p.i == 0 {
		return 0
	}
	return p.toks[p.i-1].end
}

// from returns the span from start to the end of the last token.
func (p *parser) from(start diag.Pos) diag.Span { return diag.Span{Start: start, End: p.prevEnd()} }

func (p *parser) text(t token) []byte { return p.file.Source[t.start:t.end] }

// word returns the text of t without copying.
func (p *parser) word(t token) string { return p.src[t.start:t.end] }

// isWord reports whether the current token is the name w, a soft keyword.
func (p *parser) isWord(w string) bool { return p.tok.kind == tName && p.word(p.tok) == w }

// isName reports whether t is a name, which async and await are where they
// are not keywords.
func (p *parser) isName(t token) bool {
	return t.kind == tName || (t.kind == kAsync || t.kind == kAwait) && !p.inAsync
}

// name returns the current token's name and moves over it.
func (p *parser) name() (string, diag.Span) {
	t := p.tok
	if !p.isName(t) {
		p.syntaxError()
	}
	p.next()
	return p.identifier(t), t.span()
}

// identifier returns the name that t spells, in NFKC.
func (p *parser) identifier(t token) string {
	s := p.src[t.start:t.end]
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return normalName([]byte(s))
		}
	}
	return s
}

// enter counts a level of nesting; leave it with p.depth--.
func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.failAt(p.tok.span(), diag.Nesting, "too many nested constructs")
	}
}

// try parses with f and reports whether that went well. If not, or if keep is
// false, the parser is back where it was.
func (p *parser) try(keep bool, f func()) (ok bool) {
	i, depth, exprs, inAsync := p.i, p.depth, len(p.exprs), p.inAsync
	field0, what := p.field0, p.fieldWhat
	ds, de := p.disjStart, p.disjEnd
	p.quiet++
	defer func() {
		p.quiet--
		if r := recover(); r != nil {
			if _, is := r.(bailout); !is {
				panic(r)
			}
			ok = false
		}
		if !ok || !keep {
			p.seek(i)
			p.depth, p.exprs, p.inAsync = depth, p.exprs[:exprs], inAsync
			p.disjStart, p.disjEnd = ds, de
			p.field0, p.fieldWhat = field0, what
		}
	}()
	f()
	return true
}

// statements parses statements up to a token of kind end, which is tDedent or
// tEOF, and leaves it.
func (p *parser) statements(end kind) []Stmt {
	var list []Stmt
	for p.tok.kind != end && p.tok.kind != tEOF {
		switch p.tok.kind {
		case tIndent:
			// The lines that are indented too far are read as if they were not.
			if e := p.scanErr(p.i + 1); e == nil || e.code != diag.Indent {
				p.report(p.indentation(), diag.Indent, "unexpected indent").Help = indentHelp
			}
			p.next()
			list = append(list, p.statements(tDedent)...)
			p.got(tDedent)
		case tDedent:
			p.next()
		case tNewline:
			// Behind an error that ends in the middle of a line.
			p.next()
		case tError:
			if e := p.scanErr(p.i); e != nil && e.code == diag.Indent {
				p.reportScan(e)
				p.next()
				switch p.tok.kind {
				case kElif, kElse, kExcept, kFinally, kReturn, kYield, kBreak, kContinue:
					list = append(list, p.recover(p.i)) // lost its statement, or its function or loop
				case tName:
					if p.isWord("case") && startsExpr[p.peek(1)] && p.peek(1) != tLParen && p.peek(1) != tLBrack && p.peek(1) != tMinus {
						list = append(list, p.recover(p.i))
					}
				}
				continue
			}
			list = p.statement(list)
		default:
			list = p.statement(list)
		}
	}
	return list
}

// statement parses one compound statement, or a line of simple ones, and
// appends it to list.
//
// If it does not parse, the rest of its logical line is skipped. A block that
// follows was meant for it: its statements are parsed for their own mistakes,
// and dropped, as nobody knows what they belong to.
func (p *parser) statement(list []Stmt) (out []Stmt) {
	start, depth, exprs, inAsync := p.i, p.depth, len(p.exprs), p.inAsync
	p.field0, p.instead = 0, nil
	mark := len(list)
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if _, ok := r.(bailout); !ok || p.quiet > 0 {
			panic(r)
		}
		p.depth, p.exprs, p.inAsync, p.field0, p.instead = depth, p.exprs[:exprs], inAsync, 0, nil
		out = append(list[:mark], p.recover(start))
	}()
	p.enter()
	out = p.compoundOrSimple(list)
	p.depth--
	return out
}

// recover moves to the next statement after an error in one that began at
// token start.
func (p *parser) recover(start int) Stmt {
	// An error at the beginning of a line, such as a missing block, leaves
	// that line to be read.
	if p.i == start || p.toks[p.i-1].kind != tNewline {
		for p.tok.kind != tNewline && p.tok.kind != tEOF {
			p.next()
		}
		if p.tok.kind == tNewline {
			p.next()
		}
	}
	if p.tok.kind == tIndent && p.depth < maxDepth-1 {
		inAsync := p.inAsync
		if p.toks[start].kind == kAsync && p.toks[start+1].kind == kDef {
			p.inAsync = true
		}
		p.depth++
		p.next()
		p.statements(tDedent)
		p.got(tDedent)
		p.depth--
		p.inAsync = inAsync
	}
	p.lineEnd = p.toks[p.i].start
	bad := &BadStmt{Span: diag.Span{Start: p.toks[start].start, End: p.toks[p.i].start}}
	for _, t := range p.toks[start:p.i] {
		if p.isName(t) {
			bad.Names = append(bad.Names, p.identifier(t))
		}
	}
	slices.Sort(bad.Names)
	bad.Names = slices.Compact(bad.Names)
	return bad
}

// report adds an error and nothing else, whatever the scanner says of the
// line. It is for mistakes between statements; within one there is errorAt.
func (p *parser) report(at diag.Span, code diag.Code, format string, args ...any) *diag.Diagnostic {
	return p.diags.Error(p.file, at, code, fmt.Sprintf(format, args...))
}

// errorAt reports an error without giving up the statement, unless the
// scanner has found a better one on this line.
func (p *parser) errorAt(at diag.Span, code diag.Code, format string, args ...any) *diag.Diagnostic {
	if p.quiet > 0 {
		panic(bailout{})
	}
	if e := p.better(at); e != nil {
		p.reportScan(e)
		panic(bailout{})
	}
	return p.report(at, code, format, args...)
}

// failAt reports an error and gives up the statement.
func (p *parser) failAt(at diag.Span, code diag.Code, format string, args ...any) {
	p.failHelp(at, code, "", format, args...)
}

// failHelp is failAt with a help text.
func (p *parser) failHelp(at diag.Span, code diag.Code, help, format string, args ...any) {
	p.errorAt(at, code, format, args...).Help = help
	panic(bailout{})
}
