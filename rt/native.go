package rt

// What native modules need beside the operations of generated code.

// CallSpecial calls method name of o's class without arguments. found is false,
// and no exception pending, if the class has none.
func CallSpecial(c *Ctx, o, name Value) (r Value, found bool) {
	m := special(o, name)
	if m == 0 {
		return 0, false
	}
	return callSpecial0(c, m, o), true
}
