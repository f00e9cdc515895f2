package syntax

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// Dump returns the tree below node as Python 3.13's ast.dump(node,
// include_attributes=attributes) shows it: fields that are None or empty
// lists are left out. Lines and byte offsets are computed from file, which
// may be nil if attributes is false.
//
// BadStmt, BadExpr and BadPattern have no counterpart there and show by name.
func Dump(node Node, file *diag.File, attributes bool) string {
	d := dumper{file: file, attributes: attributes}
	d.node(node)
	return d.b.String()
}

type dumper struct {
	b          strings.Builder
	file       *diag.File
	attributes bool
}

// astName returns the name of node's class in ast, and whether it has
// positions there.
func astName(node Node) (name string, positions bool) {
	switch node.(type) {
	case *Module:
		return "Module", false
	case *Arguments:
		return "arguments", false
	case *Comprehension:
		return "comprehension", false
	case *WithItem:
		return "withitem", false
	case *MatchCase:
		return "match_case", false
	case *Arg:
		return "arg", true
	case *Keyword:
		return "keyword", true
	case *Alias:
		return "alias", true
	case *ExprStmt:
		return "Expr", true
	}
	return reflect.TypeOf(node).Elem().Name(), true
}

// skipped are the fields that ast does not have.
var skipped = map[string]bool{
	"Span": true, "NameSpan": true, "AsNameSpan": true, "ModuleSpan": true,
	"AttrSpan": true, "RestSpan": true, "File": true, "Comments": true,
}

// node writes one node. Reflection keeps this in step with the tree: a new
// field shows up by itself.
func (d *dumper) node(n Node) {
	name, positions := astName(n)
	d.b.WriteString(name)
	d.b.WriteByte('(')
	sep := ""
	field := func(name string) {
		d.b.WriteString(sep)
		d.b.WriteString(name)
		d.b.WriteByte('=')
		sep = ", "
	}
	v := reflect.ValueOf(n).Elem()
	t := v.Type()
	for i := range t.NumField() {
		fname := t.Field(i).Name
		if skipped[fname] || fname == "Names" && name == "BadStmt" {
			continue
		}
		fv := v.Field(i)
		switch {
		case name == "Constant" && fname == "Value", name == "MatchSingleton" && fname == "Value":
			field("value")
			d.constant(fv.Interface())
			continue
		case name == "Constant" && fname == "UPrefix":
			if fv.Bool() {
				field("kind")
				d.b.WriteString("'u'")
			}
			continue
		case name == "Interpolation" && fname == "Str":
			field("str")
			d.str(fv.String())
			continue
		}
		if isEmpty(fv) {
			continue
		}
		field(fieldName(fname))
		d.value(fv)
	}
	if d.attributes && positions {
		at := n.Extent()
		line, col := d.file.LineOffset(at.Start)
		endLine, endCol := d.file.LineOffset(at.End)
		field("lineno")
		fmt.Fprintf(&d.b, "%d, col_offset=%d, end_lineno=%d, end_col_offset=%d", line, col, endLine, endCol)
	}
	d.b.WriteByte(')')
}

// isEmpty reports whether ast.dump leaves a field out.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return v.IsNil()
	case reflect.Slice, reflect.String:
		return v.Len() == 0
	}
	return false
}

// fieldName returns ast's name of a field: DecoratorList is decorator_list,
// but KwOnlyArgs is kwonlyargs.
func fieldName(name string) string {
	switch name {
	case "PosOnlyArgs", "KwOnlyArgs", "AsName":
		return strings.ToLower(name)
	}
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func (d *dumper) value(v reflect.Value) {
	if v.CanInterface() {
		switch x := v.Interface().(type) {
		case Ident:
			d.str(x.Name)
			return
		case Node:
			if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
				d.node(x)
				return
			}
		case Context:
			d.b.WriteString([...]string{"Load()", "Store()", "Del()"}[x])
			return
		case Operator:
			d.b.WriteString(operatorNames[x] + "()")
			return
		case UnaryOperator:
			d.b.WriteString([...]string{"Invert()", "Not()", "UAdd()", "USub()"}[x])
			return
		case BoolOperator:
			d.b.WriteString([...]string{"And()", "Or()"}[x])
			return
		case CmpOperator:
			d.b.WriteString([...]string{"Eq()", "NotEq()", "Lt()", "LtE()", "Gt()", "GtE()", "Is()",
				"IsNot()", "In()", "NotIn()"}[x])
			return
		}
	}
	switch v.Kind() {
	case reflect.Slice:
		d.b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				d.b.WriteString(", ")
			}
			if e := v.Index(i); (e.Kind() == reflect.Interface || e.Kind() == reflect.Pointer) && e.IsNil() {
				d.b.WriteString("None")
			} else {
				d.value(e)
			}
		}
		d.b.WriteByte(']')
	case reflect.String:
		d.str(v.String())
	case reflect.Bool: // AnnAssign.simple, comprehension.is_async
		if v.Bool() {
			d.b.WriteByte('1')
		} else {
			d.b.WriteByte('0')
		}
	case reflect.Int, reflect.Int8:
		d.b.WriteString(strconv.FormatInt(v.Int(), 10))
	}
}

var operatorNames = [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift",
	"RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}

// constant writes a constant as Python's repr does.
func (d *dumper) constant(v any) {
	switch v := v.(type) {
	case nil:
		d.b.WriteString("None")
	case bool:
		if v {
			d.b.WriteString("True")
		} else {
			d.b.WriteString("False")
		}
	case int64:
		d.b.WriteString(strconv.FormatInt(v, 10))
	case *big.Int:
		d.b.WriteString(v.String())
	case float64:
		s := reprFloat(v)
		if !strings.ContainsAny(s, ".en") {
			s += ".0"
		}
		d.b.WriteString(s)
	case Imag:
		d.b.WriteString(reprFloat(float64(v)) + "j")
	case Ellipsis:
		d.b.WriteString("Ellipsis")
	case string:
		d.str(v)
	case []byte:
		d.b.WriteString(ReprBytes(v))
	}
}

func (d *dumper) str(s string) { d.b.WriteString(ReprStr(s)) }

// reprFloat writes f with the shortest digits that read back as f, in
// Python's choice of notation, without the ".0" of whole numbers.
func reprFloat(f float64) string {
	if math.IsInf(f, 1) {
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if -4 <= exp && exp < 16 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return s
}

// ReprStr returns the repr of a str in the form of Constant.Value.
func ReprStr(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	return string(quote) + escapeStr(s, quote) + string(quote)
}

// escapeStr writes s as it stands between two quotes, in printable characters.
func escapeStr(s string, quote byte) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 && i+2 < len(s) && s[i] == 0xED {
			r, n = rune(0xD000)|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3 // a surrogate
		}
		switch {
		case r == rune(quote) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r >= ' ' && r < 0x7F:
			b.WriteByte(byte(r))
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		i += n
	}
	return b.String()
}

// ReprBytes returns the repr of a bytes.
func ReprBytes(v []byte) string {
	var b strings.Builder
	quote := byte('\'')
	if strings.Contains(string(v), "'") && !strings.Contains(string(v), `"`) {
		quote = '"'
	}
	b.WriteByte('b')
	b.WriteByte(quote)
	for _, c := range v {
		switch {
		case c == quote || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c >= 0x7F:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(quote)
	return b.String()
}
