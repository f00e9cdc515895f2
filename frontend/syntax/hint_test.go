package syntax

import (
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// What helps with mistakes that are common.
func TestHint(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"x = = 3", "take one '=' away"},
		{"x = 3 +", "put a value behind '+'"},
		{"f(3 *)", "put a value behind '*'"},
		{"x = 3 / % 2", "put a value between '/' and '%'"},
		{"x = a and or b", "put a value between 'and' and 'or'"},
		{"x && y", "write 'and' for '&&'"},
		{"x || y", "write 'or' for '||'"},
		{"x = !y", "write 'not' for '!'"},
		{"x++", "write '+= 1' for '++'"},
		{"if x => 3: pass", "write '>=' for '=>'"},
		{"else:\n    pass", "indent 'else' like the statement it belongs to, with nothing in between"},
		{"if x:\n    pass\nelse if y:\n    pass", "write elif for else if"},
		{"x = 1;;", "take this ';' away"},
		{"raise A, 'x'", "give the exception its arguments in parentheses, as in raise ValueError('text')"},
		{"class = 3", "'class' is a keyword: choose another name, such as class_"},
		{"def import(): pass", "'import' is a keyword: choose another name, such as import_"},
		{"a.from = 1", "'from' is a keyword: choose another name, such as from_"},
		{"for x in y: z = return", "'return' begins a statement: put it on a line of its own"},
		{"x = $a", "take this '$' away"},
		{"x = `a`", "write repr() for backquotes"},
		{"x = “a”", `write " for it`},
		{"x = [1, 2", "put ']' where it ends"},
		{"x = 3)", "take it away, or open it with '('"},
		{"x = 012", "write 12"},
		{"def f():\nx = 1", "indent what belongs to it, or put pass there"},
		{"x = 1\n  y = 2", "begin this line where the one above begins"},
		{"if x:\n    y\n  z", "indent it like a line above"},
		{"f(a=1, 2)", "put it before the arguments with names"},
		{"def f(a=1, b): pass", "give it a default, or put it before those that have one"},
		{"x = {1: 2, 3}", "put ':' and a value behind the key"},
		{"f() = 1", "write == to compare"},
		{"x = 3 4", ""},
	} {
		var diags diag.List
		Parse(diag.NewFile("a.py", []byte(c.src+"\n")), Options{}, &diags)
		all := diags.Sorted()
		if len(all) == 0 {
			t.Errorf("%q: no error", c.src)
			continue
		}
		if got := all[0].Help; got != c.want {
			t.Errorf("%q: %s\nhelp %q, want %q", c.src, strings.TrimSpace(all[0].String()), got, c.want)
		}
	}
}
