package rt

// exit and quit, which only raise.

func init() {
	for _, name := range [...]string{"exit", "quit"} {
		builtinFuncs = append(builtinFuncs, Func{Name: name, Sig: "code=", F1: builtinExit})
	}
}

// builtinExit raises SystemExit(code).
func builtinExit(c *Ctx, code Value) Value {
	if code == 0 {
		code = None
	}
	args := Tuple1(c, code)
	if args != 0 {
		setExc(c, newException(c, ExcSystemExit, args))
	}
	return 0
}
