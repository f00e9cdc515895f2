package resolve

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// resolve parses and resolves src.
func resolve(src string) (*Info, *diag.List) {
	var diags diag.List
	file := syntax.NewFile("t.py", []byte(src), &diags)
	mod := syntax.Parse(file, syntax.Options{}, &diags)
	return Resolve(mod, &diags), &diags
}

var markRE = regexp.MustCompile(`# (ERROR|WARNING) ("(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `)`)

// checkMarks compares diagnostics with the "# ERROR "regexp"" marks in src:
// each must have one on its line, and each mark its diagnostic.
func checkMarks(t *testing.T, src string, diags *diag.List) {
	t.Helper()
	type mark struct {
		severity string
		re       *regexp.Regexp
	}
	marks := make(map[int][]mark)
	for i, line := range strings.Split(src, "\n") {
		for _, m := range markRE.FindAllStringSubmatch(line, -1) {
			marks[i+1] = append(marks[i+1], mark{strings.ToLower(m[1]), regexp.MustCompile(strings.Trim(m[2], "\"`"))})
		}
	}
next:
	for _, d := range diags.Sorted() {
		line, _ := d.File.Position(d.Start)
		for i, m := range marks[line] {
			if m.severity == d.Severity.String() && m.re.MatchString(d.Msg) {
				marks[line] = append(marks[line][:i:i], marks[line][i+1:]...)
				continue next
			}
		}
		t.Errorf("unexpected:\n%s", d)
	}
	for line, left := range marks {
		for _, m := range left {
			t.Errorf("line %d: no %s matches %q", line, m.severity, m.re)
		}
	}
}

// TestCodes compiles the example of every code of the frontend.
func TestCodes(t *testing.T) {
	own := []diag.Code{
		diag.Encoding, diag.Syntax, diag.Indent, diag.Bracket, diag.Literal, diag.Target, diag.Argument, diag.Nesting,
		diag.Context, diag.Scope, diag.Future, diag.Pattern, diag.Undefined, diag.Call, diag.Unreachable, diag.Suspicious,
	}
	for _, code := range own {
		t.Run(string(code), func(t *testing.T) {
			info := diag.Lookup(code)
			if info == nil || info.Summary == "" || info.Example == "" {
				t.Fatal("undocumented")
			}
			_, diags := resolve(info.Example)
			checkMarks(t, info.Example, diags)
			for _, d := range diags.Sorted() {
				if d.Code != code {
					t.Errorf("the example gives code %s:\n%s", d.Code, d)
				}
			}
		})
	}
}

// TestThreeMistakes: a syntax error, an undefined name and a wrong number of
// arguments are one error and two warnings of one run, each with help.
func TestThreeMistakes(t *testing.T) {
	_, diags := resolve(`import time

def area(width, height):
    return width * height

if time.time() > 0
    print("late")

length = 3
print(lenght)
print(area(3))
`)
	var got strings.Builder
	for _, d := range diags.Sorted() {
		got.WriteString(d.String())
		if d.Help == "" {
			t.Errorf("no help:\n%s", d)
		}
	}
	want := `t.py:6:19: error: expected ':' [syntax]
    6 | if time.time() > 0
      |                   ^
help: put ':' at the end of the line
t.py:10:7: warning: name 'lenght' is not defined [undefined]
   10 | print(lenght)
      |       ^~~~~~
help: did you mean 'length'?
t.py:11:7: warning: area() missing 1 required positional argument: 'height' [call]
   11 | print(area(3))
      |       ^~~~~~~
t.py:3:5: note: defined here
help: call it as area(width, height)
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// TestMarks holds small programs by what they show; what is not marked must
// not be reported.
func TestMarks(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"several errors are each reported", `
x = 5 5          # ERROR "invalid syntax"
y = f(1, 2       # ERROR "never closed"
def g(a, a):     # ERROR "duplicate argument 'a'"
    return b     # WARNING "'b' is not defined"
return           # ERROR "outside function"
`},
		{"a bad header keeps its block quiet", `
def f(a, b:       # ERROR "never closed"
    return a + b
print(f(1, 2))
`},
		{"names in a bad statement may be bound", `
x = = 1           # ERROR "invalid syntax"
print(x)
`},
		{"guards", `
try:
    unicode
except NameError:
    unicode = str
def f(a): pass
try:
    f()
except TypeError:
    pass
self.assertRaises(NameError, lambda: nope)   # WARNING "'self'"
with raises(NameError): nope                 # WARNING "'raises'"
print(ValueError(nope))                      # WARNING "'nope'"
import sys
if sys.version_info < (3,):
    text = basestring
`},
		{"calls", `
def f(a, b=1, *, c): pass
f()                  # WARNING "missing 1 required positional argument: 'a'"
f(1)                 # WARNING "missing 1 required keyword-only argument: 'c'"
f(1, 2, 3, c=1)      # WARNING "takes from 1 to 2 positional arguments but 3 were given"
f(1, a=1, c=1)       # WARNING "multiple values for argument 'a'"
f(1, c=1, d=2)       # WARNING "unexpected keyword argument 'd'"
f(*[], **{})
class A:
    def __init__(self, x): pass
A()                  # WARNING "A.__init__.. missing 1 required positional argument: 'x'"
A(1)
class B: pass
B(1)                 # WARNING "B.. takes no arguments"
class C(A): pass
C(1, 2, 3)
def g(): pass
g = f
g(1, 2, 3, 4)
@staticmethod
def h(): pass
h(1)
`},
		{"calls of builtins", `
len([], 1)           # WARNING "^len.. takes exactly one argument .2 given.$"
ord()                # WARNING "^ord.. takes exactly one argument .0 given.$"
isinstance(1)        # WARNING "^isinstance expected 2 arguments, got 1$"
getattr(1)           # WARNING "^getattr expected at least 2 arguments, got 1$"
getattr(1, "a", 2, 3)  # WARNING "^getattr expected at most 3 arguments, got 4$"
range()              # WARNING "^range expected at least 1 argument, got 0$"
len([]), ord("a"), range(1, 2, 3), getattr(1, "real"), len(*[[]]), next(iter("a"), None)
try:
    len()
except TypeError:
    pass
setattr(1, 2)        # WARNING "^setattr expected 3 arguments, got 2$"
def id(a, b): pass
id(1, 2)
def f(repr):
    return repr(1, 2)
`},
		{"builtins that a module may have", `
if input():
    from other import len
len(1, 2)
`},
		{"suspicious", `
x = 1
assert (x, "m")      # WARNING "always true"
x is not "a"         # WARNING ".is not. with 'str' literal"
x is None is True is ...
[(1, 2)(3, 4)]       # WARNING "'tuple' object is not callable"
["a" "b"["c"]]       # WARNING "str indices must be integers or slices, not str"
[[1, 2][3, 4]]       # WARNING "list indices must be integers or slices, not tuple"
{1}[0]               # WARNING "'set' object is not subscriptable"
"abc"[0], [1][x], (1,)[0:1], b""[-1]
`},
		{"what leaves a finally suite", `
def f():
    while f:
        try: pass
        finally:
            with f: break      # WARNING "'break' in a 'finally' block"
        try: pass
        finally:
            if f: continue     # WARNING "'continue' in a 'finally' block"
            for x in f: break
            for x in f:
                return 1       # WARNING "'return' in a 'finally' block"
            while f: continue
            def g(): return 1
            lambda: 1
    try: return 1
    except: return 2
    finally: return 3          # WARNING "'return' in a 'finally' block"
`},
		{"dynamic modules are left alone", `
exec("x = 1")
print(x)
`},
		{"star imports define anything", `
from os import *
print(path)
`},
		{"unreachable", `
def f():
    return 1
    yield
def g(x):
    while x:
        break
        print(1)  # WARNING "unreachable"
    raise ValueError
    return 2      # WARNING "unreachable"
`},
		{"walrus", `
[y := 1, y]
print([z := x for x in [1]], z)
class A:
    w = [v := 1 for x in [1]]       # ERROR "cannot be used in a class body"
[i := 0 for i in [1]]               # ERROR "cannot rebind comprehension iteration variable 'i'"
[x for x in (j := [1])]             # ERROR "cannot be used in a comprehension iterable expression"
`},
		{"nonlocal and global", `
def f():
    nonlocal x      # ERROR "no binding for nonlocal 'x' found"
def g(a):
    global a        # ERROR "name 'a' is parameter and global"
def h():
    print(b)
    global b        # ERROR "name 'b' is used prior to global declaration"
def i():
    c = 1
    nonlocal c      # ERROR "assigned to before nonlocal declaration"
b = 1
`},
		{"async", `
async = 1
print(async)
def f():
    await g()       # ERROR "'await' outside async function"
async def g():
    async with a: pass       # WARNING "'a' is not defined"
    return [x async for x in y]   # WARNING "'y' is not defined"
async def h():
    yield 1
    return 2        # ERROR "'return' with value in async generator"
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags := resolve(c.src)
			checkMarks(t, c.src, diags)
		})
	}
}

// TestKinds checks what each name is to its scope.
func TestKinds(t *testing.T) {
	info, diags := resolve(`
import os
count = 0
def outer(a, b):
    def inner():
        nonlocal a
        a = b
        global count, fresh
        count += 1
        fresh = 1
        return len(a)
    return inner
class C:
    __x = 1
    y = __x
    def m(self):
        self.z = super().z
        return [q + self.y for q in os.path]
`)
	if diags.Len() > 0 {
		t.Fatal(diags.Sorted()[0])
	}
	var got []string
	var walk func(s *Scope)
	walk = func(s *Scope) {
		for _, b := range s.Bindings {
			got = append(got, fmt.Sprintf("%s.%s %s %d", s.Name, b.Name, b.Kind, b.Owner().NWrites))
		}
		for _, c := range s.Children {
			walk(c)
		}
	}
	walk(info.Root)
	want := []string{
		"top.os global 1", "top.count global 2", "top.outer global 1", "top.fresh global 1", "top.C global 1",
		"outer.a cell 2", "outer.b cell 1", "outer.inner local 1",
		"inner.a free 2", "inner.b free 1", "inner.count global (declared) 2", "inner.fresh global (declared) 1", "inner.len builtin 0",
		"C._C__x class 1", "C.y class 1", "C.m class 1", "C.__class__ cell 0",
		"m.self cell 1", "m.super builtin 0", "m.__class__ free 0", "m.os global 1",
		"listcomp.q local 1", "listcomp.self free 1",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
