package codegen

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"
)

// packageComment introduces a generated package to a reader who knows Go.
func packageComment(pkg, file string) string {
	file = strings.Join(strings.Fields(file), " ") // a name may hold a line's end
	return fmt.Sprintf(`// Package %s is %s, compiled by pxc.
//
// A def that parallel contexts can reach is a function of its name; what the main
// thread runs counts references, and has _m behind its name. Arguments are borrowed,
// results owned. A result of 0 means that an exception is pending in c.Exc: at is the
// Python line for its traceback, and exc the label where it leaves the function. What
// has _t behind its name counts on the types that its values probably have: where one is
// wrong it leaves, by the label leave1 say, for entry1 of what has _rest there.`, pkg, file)
}

// start emits the exported function by which a Go program runs a generated
// package: the whole of its API besides the variable Program.
func start(network string) jen.Code {
	return jen.Comment("Start runs the module and serves the protocols that it registers, the first on").Line().
		Comment("the first listener and so on; the addresses that the program names are not used.").Line().
		Comment("It returns when ctx is cancelled and everything in flight is finished, or with").Line().
		Comment("the exception that the module's code raises. Only the listeners' descriptors are").Line().
		Comment("used: closing the listeners remains the caller's affair.").Line().
		Func().Id("Start").Params(
		jen.Id("ctx").Qual("context", "Context"),
		jen.Id("listeners").Op("...").Qual("net", "Listener"),
	).Error().Block(
		jen.Return(jen.Qual(network, "Serve").Call(jen.Id("ctx"), jen.Op("&").Id("Program"), jen.Id("listeners").Op("..."))),
	)
}
