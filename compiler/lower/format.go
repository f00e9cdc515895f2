package lower

import (
	"strconv"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Text with values in it: f-strings, and the two older ways of saying the same where
// the format is a literal. Each becomes the join of its parts: literal text, and what
// the values turn into under their specifications. All that decides it is known here,
// so nothing looks for the fields when the program runs.
//
// A format with a mistake, or one whose arguments do not fit, is left to the runtime,
// which knows what to raise and when.

// join returns the text that the parts make.
func (b *builder) join(parts []*ir.Value) *ir.Value {
	switch len(parts) {
	case 0:
		return b.str("")
	case 1:
		return parts[0]
	}
	return b.emit(ir.OpJoin, "text", parts...)
}

// joined lowers an f-string.
func (b *builder) joined(e *syntax.JoinedStr) *ir.Value {
	var parts []*ir.Value
	add := func(v *ir.Value) { parts = append(parts, v) }
	var list *ir.Value
	if len(e.Values) > manyPending {
		list = b.emit(ir.OpList, "parts")
		add = func(v *ir.Value) { b.do(ir.OpListAppend, list, v) }
	}
	for _, x := range e.Values {
		f, ok := x.(*syntax.FormattedValue)
		if !ok {
			add(b.expr(x))
			continue
		}
		op := &ir.Op{Code: ir.OpFormat, Args: []*ir.Value{b.expr(f.Value)}}
		if f.Conversion > 0 {
			op.N = int64(f.Conversion)
		}
		if f.FormatSpec != nil {
			op.Args = append(op.Args, b.joined(f.FormatSpec))
		}
		add(b.value(op, "text"))
	}
	if list != nil {
		return b.emit(ir.OpJoinList, "text", list)
	}
	return b.join(parts)
}

// template lowers a t-string: to its strings and its values with what the string says of
// each. A string stands before, between and behind the values, if only an empty one.
func (b *builder) template(e *syntax.TemplateStr) *ir.Value {
	texts := []string{""}
	var fields []*ir.Value
	var list *ir.Value
	if len(e.Values) > manyPending {
		list = b.emit(ir.OpList, "fields")
	}
	for _, x := range e.Values {
		f, ok := x.(*syntax.Interpolation)
		if !ok {
			texts[len(texts)-1] += x.(*syntax.Constant).Value.(string)
			continue
		}
		value := b.expr(f.Value)
		spec := b.str("")
		if f.FormatSpec != nil {
			spec = b.joined(f.FormatSpec)
		}
		conversion := b.none()
		if f.Conversion > 0 {
			conversion = b.str(string(rune(f.Conversion)))
		}
		restore := b.at(f)
		v := b.callIn("_templatelib", "interpolation", value, b.str(f.Str), conversion, spec)
		restore()
		if list != nil {
			b.do(ir.OpListAppend, list, v)
		} else {
			fields = append(fields, v)
		}
		texts = append(texts, "")
	}
	strings := &ir.Const{Kind: ir.ConstTuple}
	for _, t := range texts {
		strings.Items = append(strings.Items, &ir.Const{Kind: ir.ConstStr, Text: t})
	}
	var tuple *ir.Value
	if list != nil {
		tuple = b.emit(ir.OpListToTuple, "fields", list)
	} else {
		tuple = b.emit(ir.OpTuple, "fields", fields...)
	}
	return b.callIn("_templatelib", "template", b.constant(strings), tuple)
}

// percent lowers 'literal' % (a, b) with as many operands as the format asks for; of
// anything else it returns nil.
func (b *builder) percent(e *syntax.BinOp) *ir.Value {
	format := constOf(e.Left)
	args, ok := e.Right.(*syntax.Tuple)
	if format == nil || format.Kind != ir.ConstStr || !ok || hasStar(args.Elts) || len(args.Elts) > manyPending {
		return nil
	}
	parts := parsePercent(format.Text)
	n := 0
	for _, p := range parts {
		if p.conversion {
			n++
		}
	}
	if n == 0 || n != len(args.Elts) {
		return nil
	}
	vs := b.exprs(args.Elts)
	var out []*ir.Value
	for _, p := range parts {
		if !p.conversion {
			out = append(out, b.str(p.text))
			continue
		}
		out = append(out, b.value(&ir.Op{Code: ir.OpPercent, Name: p.text, Args: vs[:1:1]}, "text"))
		vs = vs[1:]
	}
	return b.join(out)
}

// A percentPart is literal text, or a conversion without its percent sign.
type percentPart struct {
	text       string
	conversion bool
}

// parsePercent splits a %-format; nil if it has keys, stars, length modifiers or
// mistakes.
func parsePercent(s string) []percentPart {
	var parts []percentPart
	text := ""
	for {
		before, rest, found := strings.Cut(s, "%")
		text += before
		if !found {
			if text != "" {
				parts = append(parts, percentPart{text, false})
			}
			return parts
		}
		if s = rest; strings.HasPrefix(s, "%") {
			text += "%"
			s = s[1:]
			continue
		}
		i := len(s) - len(strings.TrimLeft(s, "-+ #0"))
		i += digits(s[i:])
		if i < len(s) && s[i] == '.' {
			i++
			i += digits(s[i:])
		}
		if i > 8 || i == len(s) || !strings.ContainsRune("diouxXeEfFgGcrsa", rune(s[i])) {
			return nil
		}
		if text != "" {
			parts = append(parts, percentPart{text, false})
			text = ""
		}
		parts = append(parts, percentPart{s[:i+1], true})
		s = s[i+1:]
	}
}

// digits returns how many digits s begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// formatCall lowers 'literal'.format(a, b, c=d); of anything else it returns nil.
func (b *builder) formatCall(e *syntax.Call, a *syntax.Attribute) *ir.Value {
	if a.Attr != "format" || hasStar(e.Args) || hasDoubleStar(e.Keywords) || len(e.Args)+len(e.Keywords) > manyPending {
		return nil
	}
	format := constOf(a.Value)
	if format == nil || format.Kind != ir.ConstStr {
		return nil
	}
	names := map[string]int{}
	for i, k := range e.Keywords {
		names[k.Arg] = len(e.Args) + i
	}
	p := fieldParser{names: names, n: len(e.Args)}
	fields, rest, ok := p.parse(format.Text, 0)
	if !ok || rest != "" || len(names) != len(e.Keywords) || len(fields) > manyPending {
		return nil
	}
	vs := b.exprs(e.Args)
	for _, k := range e.Keywords {
		vs = append(vs, b.expr(k.Value))
	}
	return b.fields(fields, vs)
}

// fields returns the text of fields with the arguments vs.
func (b *builder) fields(fields []field, vs []*ir.Value) *ir.Value {
	var parts []*ir.Value
	for _, f := range fields {
		if f.arg < 0 {
			parts = append(parts, b.str(f.text))
			continue
		}
		op := &ir.Op{Code: ir.OpFormat, N: int64(f.conversion), Args: []*ir.Value{vs[f.arg]}}
		if f.spec != nil {
			op.Args = append(op.Args, b.fields(f.spec, vs))
		}
		parts = append(parts, b.value(op, "text"))
	}
	return b.join(parts)
}

// A field is literal text (arg is -1) or a replacement field of str.format.
type field struct {
	text       string
	arg        int // index among the arguments, keywords behind the others
	conversion rune
	spec       []field // nil: none
}

// A fieldParser reads the fields of a format that name arguments and no parts of
// them.
type fieldParser struct {
	names     map[string]int // positions of keywords
	n         int            // positional arguments
	auto      int            // the next automatic number
	numbering byte           // 0, 'a'utomatic or 'm'anual
}

// parse reads text and fields up to the end of s or, in a specification, the brace
// that ends it.
func (p *fieldParser) parse(s string, depth int) (fields []field, rest string, ok bool) {
	text := ""
	flush := func() {
		if text != "" {
			fields = append(fields, field{text: text, arg: -1})
			text = ""
		}
	}
	for s != "" {
		switch {
		case depth == 0 && (strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}")):
			text += s[:1]
			s = s[2:]
		case s[0] == '}':
			flush()
			return fields, s, true
		case s[0] == '{':
			if depth > 1 {
				return nil, "", false
			}
			flush()
			var f field
			if f, s, ok = p.field(s[1:], depth); !ok {
				return nil, "", false
			}
			fields = append(fields, f)
		default:
			i := strings.IndexAny(s, "{}")
			if i < 0 {
				i = len(s)
			}
			text += s[:i]
			s = s[i:]
		}
	}
	flush()
	return fields, "", true
}

// field reads a field behind its opening brace.
func (p *fieldParser) field(s string, depth int) (f field, rest string, ok bool) {
	i := strings.IndexAny(s, "{}[].!:")
	if i < 0 {
		return f, "", false
	}
	name := s[:i]
	s = s[i:]
	mode := byte('m')
	switch n, err := strconv.Atoi(name); {
	case name == "":
		mode, f.arg = 'a', p.auto
		p.auto++
	case digits(name) == len(name) && err == nil:
		f.arg = n
	default:
		if f.arg, ok = p.names[name]; !ok {
			return f, "", false
		}
		mode = 0
	}
	if mode != 0 {
		if p.numbering != 0 && p.numbering != mode || f.arg >= p.n {
			return f, "", false
		}
		p.numbering = mode
	}
	if len(s) > 2 && s[0] == '!' && strings.IndexByte("sra", s[1]) >= 0 {
		f.conversion = rune(s[1])
		s = s[2:]
	}
	if strings.HasPrefix(s, ":") {
		if f.spec, s, ok = p.parse(s[1:], depth+1); !ok {
			return f, "", false
		}
	}
	if !strings.HasPrefix(s, "}") {
		return f, "", false
	}
	return f, s[1:], true
}
