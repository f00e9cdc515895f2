package rt

import "strconv"

// textOf returns the repr of v for a message; "<?>" if that raises, which takes the
// place of nothing: the message's exception follows.
func textOf(c *Ctx, v Value) string {
	r := Repr(c, v)
	if r == 0 {
		c.Drop(c.Exc)
		c.Exc = 0
		return "<?>"
	}
	s := GoString(r)
	c.Drop(r)
	return s
}

// appendf appends f to b with its verbs replaced: %s takes a string or a str
// Value, %d an int, %% is a percent sign. It is fmt without allocation: its
// arguments do not escape, so raising an exception makes no garbage.
func appendf(b []byte, f string, args ...any) []byte {
	for i := 0; i < len(f); i++ {
		if f[i] != '%' || i+1 == len(f) {
			b = append(b, f[i])
			continue
		}
		i++
		if f[i] == '%' {
			b = append(b, '%')
			continue
		}
		switch a := args[0].(type) {
		case string:
			b = append(b, a...)
		case int:
			b = strconv.AppendInt(b, int64(a), 10)
		case int64:
			b = strconv.AppendInt(b, a, 10)
		case Value:
			b = AppendStr(b, a)
		}
		args = args[1:]
	}
	return b
}
