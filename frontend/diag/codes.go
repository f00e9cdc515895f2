package diag

// Code names a kind of diagnostic. Codes are stable: users search for them
// and tools filter by them, so a code is never renamed or reused.
type Code string

// Codes of frontend/syntax.
const (
	Syntax   Code = "syntax"
	Indent   Code = "indent"
	Bracket  Code = "bracket"
	Literal  Code = "literal"
	Encoding Code = "encoding"
	Target   Code = "target"
	Argument Code = "argument"
	Nesting  Code = "nesting"
)

// Codes of frontend/resolve.
const (
	Context     Code = "context"
	Scope       Code = "scope"
	Future      Code = "future"
	Pattern     Code = "pattern"
	Undefined   Code = "undefined"
	Call        Code = "call"
	Unreachable Code = "unreachable"
	Suspicious  Code = "suspicious"
)

// Codes of frontend/imports. What is there but cannot be compiled is
// Unsupported.
const (
	Import Code = "import"
)

// Codes of the compiler.
const (
	Unsupported Code = "unsupported"
	Persist     Code = "persist"
	Protocol    Code = "protocol"
)

// Info documents a code.
type Info struct {
	Code    Code
	Summary string // one sentence

	// Example is a small program that provokes the code. "# ERROR "regexp""
	// or "# WARNING "regexp"" stands on each line that a diagnostic of this
	// code points at; a test of the pass that owns the code compiles it.
	Example string
}

// Codes documents every code, in the order of the passes that report them.
// A pass that adds a code adds its row here and tests its example.
var Codes = []Info{
	{
		Code:    Encoding,
		Summary: "The file's bytes are not text in its declared encoding.",
		Example: "# coding: no-such-code # ERROR \"unknown encoding\"\n",
	},
	{
		Code:    Syntax,
		Summary: "The text does not follow Python's grammar.",
		Example: "if 1 # ERROR \"expected ':'\"\n    print()\n",
	},
	{
		Code:    Indent,
		Summary: "The indentation does not match any block.",
		Example: "x = 1\n    y = 2 # ERROR \"unexpected indent\"\n",
	},
	{
		Code:    Bracket,
		Summary: "A bracket is not closed, not opened, or does not match.",
		Example: "x = (1, 2] # ERROR \"does not match\"\n",
	},
	{
		Code:    Literal,
		Summary: "A number, string or bytes literal is malformed.",
		Example: "x = 0b12 # ERROR \"invalid digit\"\n",
	},
	{
		Code:    Target,
		Summary: "Something is assigned, deleted or bound that cannot be.",
		Example: "f() = 1 # ERROR \"cannot assign to function call\"\n",
	},
	{
		Code:    Argument,
		Summary: "The arguments of a definition or of a call are malformed.",
		Example: "f(a=1, 2) # ERROR \"positional argument follows keyword argument\"\n",
	},
	{
		Code:    Nesting,
		Summary: "The program is nested more deeply than pxc, or CPython, handles.",
		Example: "x = 1\nprint(f'{x:{x:{x:{x}}}}') # ERROR \"nested too deeply\"\n",
	},
	{
		Code:    Context,
		Summary: "A statement stands where it has no meaning.",
		Example: "return 1 # ERROR \"'return' outside function\"\n",
	},
	{
		Code:    Scope,
		Summary: "A global, nonlocal or parameter declaration contradicts another use of the name.",
		Example: "nonlocal x # ERROR \"nonlocal declaration not allowed at module level\"\n",
	},
	{
		Code:    Future,
		Summary: "A __future__ import is misplaced or unknown.",
		Example: "from __future__ import braces # ERROR \"not a chance\"\n",
	},
	{
		Code:    Pattern,
		Summary: "A pattern of a match statement cannot be compiled.",
		Example: "x = 1\nmatch x:\n    case [a] | b: # ERROR \"alternative patterns bind different names\"\n        pass\n",
	},
	{
		Code:    Undefined,
		Summary: "A name is bound nowhere; using it would raise NameError.",
		Example: "print(lenght) # WARNING \"'lenght' is not defined\"\n",
	},
	{
		Code:    Call,
		Summary: "A call does not fit the function's parameters; it would raise TypeError.",
		Example: "def area(w, h):\n    return w * h\narea(1) # WARNING \"missing\"\n",
	},
	{
		Code:    Unreachable,
		Summary: "A statement can never run.",
		Example: "def f():\n    return 1\n    print() # WARNING \"unreachable\"\n",
	},
	{
		Code:    Suspicious,
		Summary: "Code is legal and almost surely not what was meant.",
		Example: "x = 1\nprint(x is 1) # WARNING \"with 'int' literal\"\n",
	},
	{
		Code:    Import,
		Summary: "An import finds no module, or not the name in it; it would raise ImportError.",
		Example: "import no_such_module # WARNING \"No module named 'no_such_module'\"\n",
	},
	{
		Code:    Unsupported,
		Summary: "A construct that pxc does not compile yet.",
		Example: "eval(input()) # WARNING \"cannot be compiled ahead of time\"\n",
	},
	{
		Code:    Persist,
		Summary: "A callback stores something where it would outlive the callback.",
		Example: "import parallel\n\nlast = None\n\nclass Echo:\n    def data_received(self, transport, data):\n        global last\n        last = data # ERROR \"outlive its callback\"\n\nparallel.register(transport=parallel.server('127.0.0.1', 0), protocol=Echo)\n",
	},
	{
		Code:    Protocol,
		Summary: "A protocol class contradicts itself, or has an attribute that register() refuses.",
		Example: "import parallel\n\nclass Motd:\n    initial_bytes_to_send = 5 # ERROR \"must be bytes\"\n\nparallel.register(transport=parallel.server('127.0.0.1', 0), protocol=Motd)\n",
	},
}

// Lookup returns the documentation of code, or nil.
func Lookup(code Code) *Info {
	for i := range Codes {
		if Codes[i].Code == code {
			return &Codes[i]
		}
	}
	return nil
}
