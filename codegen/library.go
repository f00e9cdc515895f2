package codegen

import "github.com/dave/jennifer/jen"

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
