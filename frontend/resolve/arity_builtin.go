package resolve

import (
	"fmt"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// builtinArgs says how many arguments a builtin function takes, all positional, and
// what it is called with in help.
type builtinArgs struct {
	least, most int
	usage       string
}

// builtinArity has the builtins that take a fixed number, or nearly, of arguments
// without names.
var builtinArity = map[string]builtinArgs{
	"abs": {1, 1, "abs(x)"}, "all": {1, 1, "all(iterable)"}, "any": {1, 1, "any(iterable)"},
	"ascii": {1, 1, "ascii(obj)"}, "bin": {1, 1, "bin(number)"}, "callable": {1, 1, "callable(obj)"},
	"chr": {1, 1, "chr(i)"}, "hash": {1, 1, "hash(obj)"}, "hex": {1, 1, "hex(number)"}, "id": {1, 1, "id(obj)"},
	"len": {1, 1, "len(obj)"}, "oct": {1, 1, "oct(number)"}, "ord": {1, 1, "ord(c)"}, "repr": {1, 1, "repr(obj)"},
	"delattr": {2, 2, "delattr(obj, name)"}, "divmod": {2, 2, "divmod(x, y)"}, "hasattr": {2, 2, "hasattr(obj, name)"},
	"isinstance": {2, 2, "isinstance(obj, class_or_tuple)"}, "issubclass": {2, 2, "issubclass(cls, class_or_tuple)"},
	"setattr": {3, 3, "setattr(obj, name, value)"},
	"getattr": {2, 3, "getattr(obj, name, default)"}, "iter": {1, 2, "iter(iterable)"}, "next": {1, 2, "next(iterator, default)"},
	"range": {1, 3, "range(start, stop, step)"}, "format": {1, 2, "format(value, spec)"},
	"globals": {0, 0, "globals()"}, "locals": {0, 0, "locals()"},
}

// fitBuiltin checks the number of arguments of a builtin's call.
func (c *collector) fitBuiltin(k *syntax.Call, name string) {
	a, ok := builtinArity[name]
	n := len(k.Args)
	if !ok || hasUnpacking(k) || len(k.Keywords) > 0 || n >= a.least && n <= a.most {
		return
	}
	var msg string
	plural := func(n int) string {
		if n == 1 {
			return "argument"
		}
		return "arguments"
	}
	switch {
	case a.most == 0:
		msg = fmt.Sprintf("%s() takes no arguments (%d given)", name, n)
	case a.most == 1:
		msg = fmt.Sprintf("%s() takes exactly one argument (%d given)", name, n)
	case a.least == a.most:
		msg = fmt.Sprintf("%s expected %d arguments, got %d", name, a.least, n)
	case n < a.least:
		msg = fmt.Sprintf("%s expected at least %d %s, got %d", name, a.least, plural(a.least), n)
	default:
		msg = fmt.Sprintf("%s expected at most %d %s, got %d", name, a.most, plural(a.most), n)
	}
	c.diags.Warn(c.file, k.Span, diag.Call, msg).Help = "call it as " + a.usage
}
