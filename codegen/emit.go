package codegen

import (
	"math"

	"github.com/dave/jennifer/jen"
)

// The helpers through which all text is made.

// rt names something of the runtime.
func rt(name string) *jen.Statement { return jen.Qual(Path, mustKnow(name)) }

// rtCall calls a runtime function with the context first.
func rtCall(name string, args ...jen.Code) *jen.Statement {
	return rt(name).Call(append([]jen.Code{jen.Id("c")}, args...)...)
}

// rtPure calls a runtime function that needs no context.
func rtPure(name string, args ...jen.Code) *jen.Statement { return rt(name).Call(args...) }

func decref(x jen.Code) jen.Code { return rtCall("Decref", x) }
func incref(x jen.Code) jen.Code { return rtCall("Incref", x) }

func set(name string, x jen.Code) *jen.Statement { return jen.Id(name).Op("=").Add(x) }

// floatLit is a Go expression for f: not every float has a literal.
func floatLit(f float64) jen.Code {
	switch {
	case math.IsInf(f, 0):
		return jen.Qual("math", "Inf").Call(jen.Lit(int(math.Copysign(1, f))))
	case math.IsNaN(f):
		return jen.Qual("math", "NaN").Call()
	case f == 0 && math.Signbit(f):
		return jen.Qual("math", "Copysign").Call(jen.Lit(0), jen.Lit(-1))
	}
	return jen.Lit(f)
}

// literal is the list of fields of a struct literal, in the order they are given:
// that of the type's declaration. (jennifer's Dict sorts its keys.)
type literal []jen.Code

func (l *literal) set(field string, x jen.Code) {
	*l = append(*l, jen.Id(field).Op(":").Add(x))
}

// braces is the literal without its type.
func (l literal) braces() *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: len(l) > 1}, l...)
}

// assign is set for an expression on the left.
func assign(left, x jen.Code) *jen.Statement { return jen.Add(left).Op("=").Add(x) }
