package syntax

import "github.com/pxc-lang/pxc/frontend/diag"

// kind is a token's kind. Every keyword and operator has its own, so that the
// parser decides by comparing small integers and never looks at text. Soft
// keywords (match, case, type, _) are names; async and await have kinds but
// the parser takes them for names where old code does.
type kind uint8

const (
	tEOF kind = iota
	tError
	tNewline
	tIndent
	tDedent

	tName
	tNumber
	tString
	tFStart  // f" or t", prefix and quote
	tFMiddle // literal text of an f- or t-string
	tFEnd    // closing quote

	tLParen
	tRParen
	tLBrack
	tRBrack
	tLBrace
	tRBrace
	tComma
	tColon
	tDot
	tSemi
	tAt
	tEqual
	tArrow
	tWalrus
	tExclaim
	tEllipsis
	tTilde

	// Binary operators, in the order of Operator.
	tPlus
	tMinus
	tStar
	tMatMult // never scanned: "@" is tAt
	tSlash
	tPercent
	tDoubleStar
	tLShift
	tRShift
	tBar
	tCaret
	tAmp
	tDoubleSlash

	// Augmented assignments, in the order of Operator.
	tPlusEq
	tMinusEq
	tStarEq
	tAtEq
	tSlashEq
	tPercentEq
	tDoubleStarEq
	tLShiftEq
	tRShiftEq
	tBarEq
	tCaretEq
	tAmpEq
	tDoubleSlashEq

	// Comparisons, in the order of CmpOperator, without those of words.
	tEqEq
	tNotEq
	tLess
	tLessEq
	tGreater
	tGreaterEq

	// Keywords.
	kFalse
	kNone
	kTrue
	kAnd
	kAs
	kAssert
	kAsync
	kAwait
	kBreak
	kClass
	kContinue
	kDef
	kDel
	kElif
	kElse
	kExcept
	kFinally
	kFor
	kFrom
	kGlobal
	kIf
	kImport
	kIn
	kIs
	kLambda
	kNonlocal
	kNot
	kOr
	kPass
	kRaise
	kReturn
	kTry
	kWhile
	kWith
	kYield

	nKinds
)

// token is 12 bytes, so that a whole file's tokens stay small: the parser
// keeps them all, which makes looking ahead and going back free.
type token struct {
	kind       kind
	start, end diag.Pos
}

func (t token) span() diag.Span { return diag.Span{Start: t.start, End: t.end} }

var keywords = map[string]kind{
	"False": kFalse, "None": kNone, "True": kTrue, "and": kAnd, "as": kAs,
	"assert": kAssert, "async": kAsync, "await": kAwait, "break": kBreak,
	"class": kClass, "continue": kContinue, "def": kDef, "del": kDel,
	"elif": kElif, "else": kElse, "except": kExcept, "finally": kFinally,
	"for": kFor, "from": kFrom, "global": kGlobal, "if": kIf,
	"import": kImport, "in": kIn, "is": kIs, "lambda": kLambda,
	"nonlocal": kNonlocal, "not": kNot, "or": kOr, "pass": kPass,
	"raise": kRaise, "return": kReturn, "try": kTry, "while": kWhile,
	"with": kWith, "yield": kYield,
}

// IsKeyword reports whether name is a hard keyword of Python 3.14.
func IsKeyword(name string) bool { return keywords[name] != 0 }

// keywordKind returns the keyword that s spells, or tName. Most names are
// ruled out by length and first letter before the map is asked.
func keywordKind(s []byte) kind {
	if len(s) < 2 || len(s) > 8 {
		return tName
	}
	switch s[0] {
	case 'F', 'N', 'T', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'i', 'l', 'n', 'o', 'p', 'r', 't', 'w', 'y':
		switch s[1] {
		case 'a', 'e', 'f', 'h', 'i', 'l', 'm', 'n', 'o', 'r', 's', 't', 'w', 'x':
			if k, ok := keywords[string(s)]; ok {
				return k
			}
		}
	}
	return tName
}

// beginsStatement tells which keywords only ever begin a statement or clause.
// None of them can stand within brackets, so one that begins a line shows
// that a bracket was left open.
var beginsStatement = [nKinds]bool{
	kAssert: true, kBreak: true, kClass: true, kContinue: true, kDef: true,
	kDel: true, kElif: true, kExcept: true, kFinally: true, kGlobal: true,
	kImport: true, kNonlocal: true, kPass: true, kRaise: true,
	kReturn: true, kTry: true, kWhile: true, kWith: true,
}

// String returns the token as messages show it.
func (k kind) String() string {
	for name, kw := range keywords {
		if kw == k {
			return name
		}
	}
	return kindText[k]
}

var kindText = [nKinds]string{
	tEOF: "end of file", tError: "error", tNewline: "newline", tIndent: "indent",
	tDedent: "dedent", tName: "name", tNumber: "number", tString: "string",
	tFStart: "f-string", tFMiddle: "f-string text", tFEnd: "end of f-string",
	tLParen: "(", tRParen: ")", tLBrack: "[", tRBrack: "]", tLBrace: "{",
	tRBrace: "}", tComma: ",", tColon: ":", tDot: ".", tSemi: ";", tAt: "@",
	tEqual: "=", tArrow: "->", tWalrus: ":=", tExclaim: "!", tEllipsis: "...",
	tTilde: "~", tPlus: "+", tMinus: "-", tStar: "*", tMatMult: "@",
	tSlash: "/", tPercent: "%", tDoubleStar: "**", tLShift: "<<",
	tRShift: ">>", tBar: "|", tCaret: "^", tAmp: "&", tDoubleSlash: "//",
	tPlusEq: "+=", tMinusEq: "-=", tStarEq: "*=", tAtEq: "@=", tSlashEq: "/=",
	tPercentEq: "%=", tDoubleStarEq: "**=", tLShiftEq: "<<=",
	tRShiftEq: ">>=", tBarEq: "|=", tCaretEq: "^=", tAmpEq: "&=",
	tDoubleSlashEq: "//=", tEqEq: "==", tNotEq: "!=", tLess: "<",
	tLessEq: "<=", tGreater: ">", tGreaterEq: ">=",
}
