package gpython

import (
	"fmt"
	"math/big"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-python/gpython/ast"
	"github.com/go-python/gpython/py"
	"golang.org/x/text/unicode/norm"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// A shape is a tree in a form that both parsers' trees have: nodes by the names
// of Python's ast since 3.9, lists, and text for what is at the leaves. Both
// sets of Go types follow Python's grammar closely, so most nodes are taken
// over field by field.
type shape struct {
	name   string
	fields []field // of a node; in order of their names
	list   []*shape
	text   string // of a leaf
}

type field struct {
	name  string
	value *shape
}

func leaf(text string) *shape { return &shape{text: text} }

func node(name string, fields ...field) *shape { return &shape{name: name, fields: fields} }

var none = leaf("None")

func (s *shape) get(name string) *shape {
	for _, f := range s.fields {
		if f.name == name {
			return f.value
		}
	}
	return none
}

func (s *shape) set(name string, value *shape) {
	for i, f := range s.fields {
		if f.name == name {
			s.fields[i].value = value
			return
		}
	}
}

func (s *shape) String() string {
	var b strings.Builder
	s.write(&b)
	return b.String()
}

func (s *shape) write(b *strings.Builder) {
	switch {
	case s.name != "":
		b.WriteString(s.name + "(")
		for i, f := range s.fields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.name + "=")
			f.value.write(b)
		}
		b.WriteString(")")
	case s.text != "":
		b.WriteString(s.text)
	default:
		b.WriteString("[")
		for i, x := range s.list {
			if i > 0 {
				b.WriteString(", ")
			}
			x.write(b)
		}
		b.WriteString("]")
	}
}

// difference returns where two shapes first part, and the parts, or nils.
func difference(a, b *shape) (at string, x, y *shape) {
	if a.name != b.name || len(a.list) != len(b.list) || a.text != b.text && !badText(a.text, b.text) {
		return "", a, b
	}
	in := func(step string, a, b *shape) bool {
		if at, x, y = difference(a, b); x != nil {
			at = strings.TrimSuffix(step+"."+at, ".")
		}
		return x != nil
	}
	for i := range a.fields {
		x, y := a.fields[i].value, b.fields[i].value
		if a.fields[i].name == "Target" && x.name == "Tuple" && y.name != "Tuple" && len(x.get("Elts").list) == 1 {
			x = x.get("Elts").list[0] // gpython loses the comma of "for x, in y"
		}
		if in(a.name+"."+a.fields[i].name, x, y) {
			return at, x, y
		}
	}
	for i := range a.list {
		if in(strconv.Itoa(i), a.list[i], b.list[i]) {
			return at, x, y
		}
	}
	return "", nil, nil
}

var surrogate = regexp.MustCompile(`\\xed\\x[ab]`)

// badText reports whether two quoted strings may differ because gpython does
// not read them as Python does: it knows no names of characters, has no lone
// surrogates, joins lines also where the backslash is itself escaped, and does
// not normalise identifiers.
func badText(ours, theirs string) bool {
	return ours == norm.NFKC.String(theirs) || strings.Contains(theirs, `\\N{`) || surrogate.MatchString(ours) || strings.Contains(ours, `\\\n`)
}

// fieldNames gives the fields one name and one order.
var fieldNames = map[string][]string{
	"Module": {"Body"}, "FunctionDef": {"Name", "Args", "Body", "DecoratorList", "Returns"},
	"ClassDef": {"Name", "Bases", "Keywords", "Body", "DecoratorList"}, "Return": {"Value"}, "Delete": {"Targets"},
	"Assign": {"Targets", "Value"}, "AugAssign": {"Target", "Op", "Value"}, "For": {"Target", "Iter", "Body", "Orelse"},
	"While": {"Test", "Body", "Orelse"}, "If": {"Test", "Body", "Orelse"}, "With": {"Items", "Body"},
	"Raise": {"Exc", "Cause"}, "Try": {"Body", "Handlers", "Orelse", "Finalbody"}, "Assert": {"Test", "Msg"},
	"Import": {"Names"}, "ImportFrom": {"Module", "Names", "Level"}, "Global": {"Names"}, "Nonlocal": {"Names"},
	"ExprStmt": {"Value"}, "Pass": {}, "Break": {}, "Continue": {},
	"BoolOp": {"Op", "Values"}, "BinOp": {"Left", "Op", "Right"}, "UnaryOp": {"Op", "Operand"}, "Lambda": {"Args", "Body"},
	"IfExp": {"Test", "Body", "Orelse"}, "Dict": {"Keys", "Values"}, "Set": {"Elts"}, "ListComp": {"Elt", "Generators"},
	"SetComp": {"Elt", "Generators"}, "DictComp": {"Key", "Value", "Generators"}, "GeneratorExp": {"Elt", "Generators"},
	"Yield": {"Value"}, "YieldFrom": {"Value"}, "Compare": {"Left", "Ops", "Comparators"},
	"Call": {"Func", "Args", "Keywords"}, "Attribute": {"Value", "Attr", "Ctx"}, "Subscript": {"Value", "Slice", "Ctx"},
	"Starred": {"Value", "Ctx"}, "Name": {"Id", "Ctx"}, "List": {"Elts", "Ctx"}, "Tuple": {"Elts", "Ctx"},
	"Slice": {"Lower", "Upper", "Step"}, "Comprehension": {"Target", "Iter", "Ifs"}, "ExceptHandler": {"Type", "Name", "Body"},
	"Arguments": {"Args", "Vararg", "KwOnlyArgs", "KwDefaults", "Kwarg", "Defaults"}, "Arg": {"Arg", "Annotation"},
	"Keyword": {"Arg", "Value"}, "Alias": {"Name", "AsName"}, "WithItem": {"ContextExpr", "OptionalVars"},
}

// otherNames are gpython's where they differ.
var otherNames = map[string]string{"Type": "ExprType", "KwOnlyArgs": "Kwonlyargs"}

// take gives the shape of a node, whose leaves and special nodes are read by
// leafOf. A node that Python 3.4 did not have panics.
func take(v reflect.Value, leafOf func(any) *shape) *shape {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		if v.IsNil() {
			if v.Type() == reflect.TypeFor[*ast.Arguments]() { // lambda: x
				return take(reflect.ValueOf(ast.Arguments{}), leafOf)
			}
			return none
		}
		if s := leafOf(v.Interface()); s != nil {
			return s
		}
		v = v.Elem()
	}
	if s := leafOf(v.Interface()); s != nil {
		return s
	}
	switch v.Kind() {
	case reflect.Slice:
		s := &shape{}
		for i := range v.Len() {
			s.list = append(s.list, take(v.Index(i), leafOf))
		}
		return s
	case reflect.String:
		if v.String() == "" {
			return none
		}
		return leaf(strconv.Quote(v.String()))
	case reflect.Int:
		return leaf(strconv.FormatInt(v.Int(), 10))
	case reflect.Struct:
		name := v.Type().Name()
		names, ok := fieldNames[name]
		if !ok {
			panic(notPython34(name))
		}
		s := node(name)
		for _, n := range names {
			f := v.FieldByName(n)
			if !f.IsValid() {
				f = v.FieldByName(otherNames[n])
			}
			s.fields = append(s.fields, field{n, take(f, leafOf)})
		}
		return s
	}
	panic(fmt.Sprintf("%v has no shape", v.Type()))
}

// notPython34 is a node that gpython cannot have.
type notPython34 string

// text is the shape of a string or bytes literal.
func text(kind, s string) *shape { return node(kind, field{"S", leaf(strconv.QuoteToASCII(s))}) }

func number(s string) *shape { return node("Num", field{"N", leaf(s)}) }

func float(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

var (
	contexts  = []string{"Load", "Store", "Del"}
	operators = []string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}
	unary     = []string{"Invert", "Not", "UAdd", "USub"}
	boolean   = []string{"And", "Or"}
	compare   = []string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}
)

// ours gives the shape of our tree.
func ours(m *syntax.Module) *shape { return take(reflect.ValueOf(m), ourLeaf) }

func ourLeaf(v any) *shape {
	switch v := v.(type) {
	case syntax.Context:
		return leaf(contexts[v])
	case syntax.Operator:
		return leaf(operators[v])
	case syntax.UnaryOperator:
		return leaf(unary[v])
	case syntax.BoolOperator:
		return leaf(boolean[v])
	case syntax.CmpOperator:
		return leaf(compare[v])
	case syntax.Ident:
		return leaf(strconv.Quote(v.Name))
	case diag.Span:
		return none
	case *syntax.Constant:
		switch k := v.Value.(type) {
		case nil:
			return leaf("NameConstant(None)")
		case bool:
			return leaf(fmt.Sprintf("NameConstant(%v)", k))
		case int64:
			return number(strconv.FormatInt(k, 10))
		case *big.Int:
			return number(k.String())
		case float64:
			return number(float(k))
		case syntax.Imag:
			return number(float(float64(k)) + "j")
		case string:
			return text("Str", k)
		case []byte:
			return text("Bytes", string(k))
		case syntax.Ellipsis:
			return leaf("Ellipsis")
		}
	case *syntax.Arguments:
		s := take(reflect.ValueOf(*v), ourLeaf)
		dropEmptyDefaults(s)
		return s
	}
	return nil
}

// dropEmptyDefaults forgets which keyword-only parameters have no default, as
// gpython does.
func dropEmptyDefaults(args *shape) {
	defaults := &shape{}
	for _, d := range args.get("KwDefaults").list {
		if d != none {
			defaults.list = append(defaults.list, d)
		}
	}
	args.set("KwDefaults", defaults)
}

// theirs gives the shape of gpython's tree, brought to the form of Python 3.9
// where that changed: f(*a, **k) has a Starred and a Keyword without name,
// a[b] no Index. Its two mistakes are mended here: in @a.b it has a Name "a.b",
// and in "def f(*, x, y=1)" no empty slot for the default of x.
func theirs(m ast.Ast) *shape { return take(reflect.ValueOf(m), theirLeaf) }

func theirLeaf(v any) *shape {
	switch v := v.(type) {
	case ast.ExprContext:
		return leaf(strings.TrimSuffix(v.String(), "()"))
	case ast.OperatorNumber:
		return leaf(strings.TrimSuffix(v.String(), "()"))
	case ast.UnaryOpNumber:
		return leaf(strings.TrimSuffix(v.String(), "()"))
	case ast.BoolOpNumber:
		return leaf(strings.TrimSuffix(v.String(), "()"))
	case ast.CmpOp:
		return leaf(strings.TrimSuffix(v.String(), "()"))
	case *ast.Num:
		switch n := v.N.(type) {
		case py.Int:
			return number(strconv.FormatInt(int64(n), 10))
		case *py.BigInt:
			return number((*big.Int)(n).String())
		case py.Float:
			return number(float(float64(n)))
		case py.Complex:
			return number(float(imag(complex128(n))) + "j")
		}
	case *ast.Str:
		return text("Str", string(v.S))
	case *ast.Bytes:
		return text("Bytes", string(v.S))
	case *ast.NameConstant:
		switch k := v.Value.(type) {
		case py.NoneType:
			return leaf("NameConstant(None)")
		case py.Bool:
			return leaf(fmt.Sprintf("NameConstant(%v)", bool(k)))
		}
	case *ast.Ellipsis:
		return leaf("Ellipsis")
	case *ast.Index:
		return take(reflect.ValueOf(v.Value), theirLeaf)
	case *ast.ExtSlice:
		return node("Tuple", field{"Elts", take(reflect.ValueOf(v.Dims), theirLeaf)}, field{"Ctx", leaf("Load")})
	case *ast.Call:
		s := take(reflect.ValueOf(*v), theirLeaf)
		addStars(s.get("Args"), s.get("Keywords"), v.Starargs, v.Kwargs)
		return s
	case *ast.ClassDef:
		s := take(reflect.ValueOf(*v), theirLeaf)
		addStars(s.get("Bases"), s.get("Keywords"), v.Starargs, v.Kwargs)
		return s
	case *ast.Arguments:
		if v == nil {
			return nil
		}
		s := take(reflect.ValueOf(*v), theirLeaf)
		dropEmptyDefaults(s)
		return s
	case *ast.Name:
		parts := strings.Split(string(v.Id), ".")
		if len(parts) == 1 {
			return nil
		}
		s := node("Name", field{"Id", leaf(strconv.Quote(parts[0]))}, field{"Ctx", leaf("Load")})
		for _, p := range parts[1:] {
			s = node("Attribute", field{"Value", s}, field{"Attr", leaf(strconv.Quote(p))}, field{"Ctx", leaf("Load")})
		}
		return s
	}
	return nil
}

func addStars(args, keywords *shape, starargs, kwargs ast.Expr) {
	if starargs != nil {
		x := take(reflect.ValueOf(starargs), theirLeaf)
		args.list = append(args.list, node("Starred", field{"Value", x}, field{"Ctx", leaf("Load")}))
	}
	if kwargs != nil {
		x := take(reflect.ValueOf(kwargs), theirLeaf)
		keywords.list = append(keywords.list, node("Keyword", field{"Arg", none}, field{"Value", x}))
	}
}
