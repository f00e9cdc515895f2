// Package templatelib is the Python module _templatelib: what template strings (PEP
// 750) evaluate to. The compiler calls its functions, and the module string.templatelib
// has its classes.
package templatelib

import (
	"strings"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_templatelib",
	Funcs: []rt.Func{
		// The compiler's: nothing in the arguments needs a check.
		{Name: "interpolation", Sig: "value, expression, conversion, format_spec, /", F4: newInterpolation},
		{Name: "template", Sig: "strings, interpolations, /", F2: newTemplate},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		interpolation.Constants = map[string]rt.Value{"__match_args__": rt.ConstTuple(c, rt.Intern(c, "value"),
			rt.Intern(c, "expression"), rt.Intern(c, "conversion"), rt.Intern(c, "format_spec"))}
		for _, def := range []*rt.NativeClass{&template, &interpolation, &iterator} {
			rt.DefineClass(c, m, def)
		}
		return true
	},
}

const public = "string.templatelib"

var template, interpolation, iterator rt.NativeClass

// The slots of a template: two tuples.
const (
	tStrings = iota
	tInterpolations
	tSlots
)

// Those of an interpolation.
const (
	iValue = iota
	iExpression
	iConversion
	iFormatSpec
	iSlots
)

// And those of an iterator: the template, how many of its interpolations have been
// given, and whether a string comes next.
const (
	itTemplate = iota
	itCount
	itString
	itSlots
)

func init() {
	template = rt.NativeClass{
		Name: "Template", Module: public, Doc: "What a template string evaluates to.", Slots: tSlots,
		New: rt.Func{Sig: "*args, **kwargs", F3: fill},
		Methods: []rt.Func{
			{Name: "__repr__", Sig: "self, /", F1: reprTemplate},
			{Name: "__iter__", Sig: "self, /", F1: iterate},
			{Name: "__add__", Sig: "self, value, /", F2: concat},
			{Name: "__reduce__", Sig: "self, /", F1: reduceTemplate},
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{
			{Name: "strings", Sig: "self", F1: slot(tStrings)},
			{Name: "interpolations", Sig: "self", F1: slot(tInterpolations)},
			{Name: "values", Sig: "self", F1: values},
		},
	}
	interpolation = rt.NativeClass{
		Name: "Interpolation", Module: public, Doc: "A value in a template string.", Slots: iSlots,
		New: rt.Func{Sig: "value, expression=, conversion=, format_spec=", FN: fillInterpolation},
		Methods: []rt.Func{
			{Name: "__repr__", Sig: "self, /", F1: reprInterpolation},
			{Name: "__reduce__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				args := rt.NewTuple(c, iSlots)
				if args == 0 {
					return 0
				}
				for i := range iSlots {
					rt.TupleInit(args, i, c.Own(rt.Slot(o, i)))
				}
				defer c.Drop(args)
				return rt.Tuple2(c, interpolation.Class(), args)
			}},
		},
		ClassMethods: []rt.Func{{Name: "__class_getitem__", Sig: "cls, key, /", F2: rt.Alias}},
		Properties: []rt.Func{
			{Name: "value", Sig: "self", F1: slot(iValue)},
			{Name: "expression", Sig: "self", F1: slot(iExpression)},
			{Name: "conversion", Sig: "self", F1: slot(iConversion)},
			{Name: "format_spec", Sig: "self", F1: slot(iFormatSpec)},
		},
	}
	iterator = rt.NativeClass{Name: "TemplateIter", Module: public, Slots: itSlots, Next: next}
}

func slot(i int) func(c *rt.Ctx, o rt.Value) rt.Value {
	return func(c *rt.Ctx, o rt.Value) rt.Value { return c.Own(rt.Slot(o, i)) }
}

func newInterpolation(c *rt.Ctx, value, expression, conversion, spec rt.Value) rt.Value {
	o := rt.NewNative(c, &interpolation)
	if o == 0 {
		return 0
	}
	for i, v := range [...]rt.Value{value, expression, conversion, spec} {
		rt.InitSlot(o, i, c.Own(v))
	}
	return o
}

func newTemplate(c *rt.Ctx, strs, interpolations rt.Value) rt.Value {
	o := rt.NewNative(c, &template)
	if o == 0 {
		return 0
	}
	rt.InitSlot(o, tStrings, c.Own(strs))
	rt.InitSlot(o, tInterpolations, c.Own(interpolations))
	return o
}

// fill is Template(*args): strings that touch become one, and between interpolations
// that touch there is an empty one.
func fill(c *rt.Ctx, o, args, kwargs rt.Value) rt.Value {
	if kwargs != 0 && rt.DictLen(kwargs) > 0 {
		return rt.TypeErrorf(c, "Template.__new__ only accepts *args arguments")
	}
	strs, fields := rt.NewList(c, 0), rt.NewList(c, 0)
	defer func() {
		c.Drop(strs)
		c.Drop(fields)
	}()
	text := rt.NewStr(c, "") // what the next field ends
	defer func() { c.Drop(text) }()
	for i := range rt.TupleLen(args) {
		switch x := rt.TupleItem(args, i); {
		case rt.IsStr(rt.Plain(x)):
			sum := rt.Add(c, text, rt.Plain(x))
			if sum == 0 {
				return 0
			}
			c.Drop(text)
			text = sum
		case rt.IsNative(x, &interpolation):
			if !rt.ListAppend(c, strs, text) || !rt.ListAppend(c, fields, x) {
				return 0
			}
			c.Drop(text)
			text = rt.NewStr(c, "")
		default:
			return rt.TypeErrorf(c, "Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s", typeName(c, x))
		}
	}
	if !rt.ListAppend(c, strs, text) {
		return 0
	}
	for i, list := range [...]rt.Value{strs, fields} {
		t := rt.TupleOf(c, list)
		if t == 0 || !rt.GiveSlot(c, o, i, t) {
			return 0
		}
	}
	return rt.None
}

// fillInterpolation is Interpolation(value, expression="", conversion=None,
// format_spec="").
func fillInterpolation(c *rt.Ctx, args rt.Value) rt.Value {
	o := rt.TupleItem(args, 0)
	empty := rt.Intern(c, "")
	for i := range iSlots {
		v := rt.TupleItem(args, i+1)
		switch {
		case i == iValue:
		case i == iConversion:
			if v == 0 || v == rt.None {
				v = rt.None
				break
			}
			if !rt.IsStr(rt.Plain(v)) {
				return rt.TypeErrorf(c, "Interpolation() argument 'conversion' must be str, not %s", typeName(c, v))
			}
			if s := rt.GoString(rt.Plain(v)); s != "a" && s != "r" && s != "s" {
				return rt.ValueErrorf(c, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
			}
		case v == 0:
			v = empty
		case !rt.IsStr(rt.Plain(v)):
			name := "expression"
			if i == iFormatSpec {
				name = "format_spec"
			}
			return rt.TypeErrorf(c, "Interpolation() argument '%s' must be str, not %s", name, rt.TypeName(v))
		}
		if !rt.SetSlot(c, o, i, v) {
			return 0
		}
	}
	return rt.None
}

// typeName is the name of x's class with its module, which that of a built-in one does
// not have.
func typeName(c *rt.Ctx, x rt.Value) string {
	module, _ := rt.FindAttr(c, rt.ClassOf(x), rt.Intern(c, "__module__"))
	name, _ := rt.FindAttr(c, rt.ClassOf(x), rt.Intern(c, "__qualname__"))
	defer func() {
		c.Drop(module)
		c.Drop(name)
	}()
	if module == 0 || name == 0 || !rt.IsStr(module) || rt.GoString(module) == "builtins" {
		return rt.TypeName(x)
	}
	return rt.GoString(module) + "." + rt.GoString(name)
}

// values is the tuple of the values of a template.
func values(c *rt.Ctx, o rt.Value) rt.Value {
	fields := rt.Slot(o, tInterpolations)
	t := rt.NewTuple(c, rt.TupleLen(fields))
	if t == 0 {
		return 0
	}
	for i := range rt.TupleLen(fields) {
		rt.TupleInit(t, i, c.Own(rt.Slot(rt.TupleItem(fields, i), iValue)))
	}
	return t
}

// concat is template + template.
func concat(c *rt.Ctx, a, b rt.Value) rt.Value {
	if !rt.IsNative(b, &template) {
		if radd, ok := rt.FindAttr(c, rt.ClassOf(b), rt.Intern(c, "__radd__")); !ok {
			return 0
		} else if radd != 0 {
			c.Drop(radd)
			if typeName(c, b) != rt.TypeName(b) { // of the program
				return rt.NotImplemented
			}
		}
		return rt.TypeErrorf(c, "can only concatenate string.templatelib.Template (not \"%s\") to string.templatelib.Template", typeName(c, b))
	}
	left, right := rt.Slot(a, tStrings), rt.Slot(b, tStrings)
	n := rt.TupleLen(left)
	middle := rt.Add(c, rt.TupleItem(left, n-1), rt.TupleItem(right, 0))
	if middle == 0 {
		return 0
	}
	strs := rt.NewTuple(c, n+rt.TupleLen(right)-1)
	if strs == 0 {
		c.Drop(middle)
		return 0
	}
	for i := range n - 1 {
		rt.TupleInit(strs, i, c.Own(rt.TupleItem(left, i)))
	}
	rt.TupleInit(strs, n-1, middle)
	for i := 1; i < rt.TupleLen(right); i++ {
		rt.TupleInit(strs, n-1+i, c.Own(rt.TupleItem(right, i)))
	}
	defer c.Drop(strs)
	fields := rt.Add(c, rt.Slot(a, tInterpolations), rt.Slot(b, tInterpolations))
	if fields == 0 {
		return 0
	}
	defer c.Drop(fields)
	return newTemplate(c, strs, fields)
}

// iterate gives the strings that are not empty and the interpolations, in order.
func iterate(c *rt.Ctx, o rt.Value) rt.Value {
	it := rt.NewNative(c, &iterator)
	if it == 0 {
		return 0
	}
	rt.InitSlot(it, itTemplate, c.Own(o))
	rt.InitSlot(it, itCount, rt.Int(0))
	rt.InitSlot(it, itString, rt.True)
	return it
}

func next(c *rt.Ctx, it rt.Value) rt.Value {
	o, at := rt.Slot(it, itTemplate), rt.Slot(it, itCount).Int()
	strs, fields := rt.Slot(o, tStrings), rt.Slot(o, tInterpolations)
	if rt.Slot(it, itString) == rt.True {
		if at >= int64(rt.TupleLen(strs)) {
			return 0
		}
		if !rt.SetSlot(c, it, itString, rt.False) {
			return 0
		}
		if s := rt.TupleItem(strs, int(at)); rt.StrLen(s) > 0 {
			return c.Own(s)
		}
	}
	if at >= int64(rt.TupleLen(fields)) {
		return 0
	}
	if !rt.SetSlot(c, it, itString, rt.True) || !rt.SetSlot(c, it, itCount, rt.Int(at+1)) {
		return 0
	}
	return c.Own(rt.TupleItem(fields, int(at)))
}

func reprTemplate(c *rt.Ctx, o rt.Value) rt.Value {
	strs, ok := reprs(c, rt.Slot(o, tStrings), rt.Slot(o, tInterpolations))
	if !ok {
		return 0
	}
	return rt.NewStr(c, "Template(strings="+strs[0]+", interpolations="+strs[1]+")")
}

func reprInterpolation(c *rt.Ctx, o rt.Value) rt.Value {
	strs, ok := reprs(c, rt.Slot(o, iValue), rt.Slot(o, iExpression), rt.Slot(o, iConversion), rt.Slot(o, iFormatSpec))
	if !ok {
		return 0
	}
	return rt.NewStr(c, "Interpolation("+strings.Join(strs, ", ")+")")
}

// reprs returns the representations of vs.
func reprs(c *rt.Ctx, vs ...rt.Value) (out []string, ok bool) {
	for _, v := range vs {
		r := rt.Repr(c, v)
		if r == 0 {
			return nil, false
		}
		out = append(out, rt.GoString(r))
		c.Drop(r)
	}
	return out, true
}

// reduceTemplate gives the class and what its constructor makes the same of.
func reduceTemplate(c *rt.Ctx, o rt.Value) rt.Value {
	list := rt.NewList(c, 0)
	defer c.Drop(list)
	strs, fields := rt.Slot(o, tStrings), rt.Slot(o, tInterpolations)
	for i := range rt.TupleLen(strs) {
		if !rt.ListAppend(c, list, rt.TupleItem(strs, i)) || i < rt.TupleLen(fields) && !rt.ListAppend(c, list, rt.TupleItem(fields, i)) {
			return 0
		}
	}
	args := rt.TupleOf(c, list)
	if args == 0 {
		return 0
	}
	defer c.Drop(args)
	return rt.Tuple2(c, template.Class(), args)
}
