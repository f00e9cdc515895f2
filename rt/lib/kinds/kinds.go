// Package kinds is the Python module _types: classes of objects that Python code
// cannot make itself.
package kinds

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name:  "_types",
	Funcs: []rt.Func{{Name: "union", Sig: "a, b, /", F2: rt.UnionOf}},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		for name, id := range kinds {
			rt.ModuleSet(c, m, name, rt.BuiltinClass(id))
		}
		rt.DefineClass(c, m, &namespace)
		rt.ModuleSet(c, m, "MappingProxyType", rt.MappingProxy())
		return true
	},
}

// kinds are the classes by the names that module types has for them.
var kinds = map[string]uint32{
	"FunctionType":          rt.TypeFunction,
	"CodeType":              rt.TypeCode,
	"CellType":              rt.TypeCell,
	"GeneratorType":         rt.TypeGenerator,
	"CoroutineType":         rt.TypeCoroutine,
	"AsyncGeneratorType":    rt.TypeAsyncGenerator,
	"MethodType":            rt.TypeBoundMethod,
	"BuiltinFunctionType":   rt.TypeBuiltin,
	"WrapperDescriptorType": rt.TypeWrapperDescriptor,
	"MethodWrapperType":     rt.TypeMethodWrapper,
	"MethodDescriptorType":  rt.TypeMethodDescriptor,
	"ModuleType":            rt.TypeModule,
	"TracebackType":         rt.TypeTraceback,
	"FrameType":             rt.TypeTracedFrame,
	"MemberDescriptorType":  rt.TypeMember,
	"GetSetDescriptorType":  rt.TypeProperty, // which attributes of built-in types are
	"GenericAlias":          rt.TypeGenericAlias,
	"UnionType":             rt.TypeUnion,
	"EllipsisType":          rt.TypeEllipsis,
	"NoneType":              rt.TypeNone,
	"NotImplementedType":    rt.TypeNotImplemented,
}
