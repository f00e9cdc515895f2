package codegen

import (
	"fmt"
	"slices"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// natives are the runtime's native modules and the Go packages that hold
// them. A program links the ones it imports.
var natives = map[string]string{
	"_abc":         Path + "/lib/abc",
	"array":        Path + "/lib/array",
	"bisect":       Path + "/lib/bisect",
	"cmath":        Path + "/lib/cmath",
	"_heapq":       Path + "/lib/heapq",
	"_collections": Path + "/lib/collections",
	"async":        Path + "/lib/parallel",
	"_types":       Path + "/lib/kinds",
	"_functools":   Path + "/lib/functools",
	"builtins":     Path + "/lib/builtins",
	"operator":     Path + "/lib/operator",
	"_operator":    Path + "/lib/operator",
	"_io":          Path + "/lib/io",
	"io":           Path + "/lib/io",
	"itertools":    Path + "/lib/itertools",
	"math":         Path + "/lib/math",
	"parallel":     Path + "/lib/parallel",
	"struct":       Path + "/lib/structs",
	"_struct":      Path + "/lib/structs",
	"binascii":     Path + "/lib/binascii",
	"errno":        Path + "/lib/errno",
	"hashlib":      Path + "/lib/hashlib",
	"_weakref":     Path + "/lib/weakref",
	"atexit":       Path + "/lib/atexit",
	"gc":           Path + "/lib/gc",
	"_dataclasses": Path + "/lib/dataclasses",
	"_datetime":    Path + "/lib/datetime",
	"_doctest":     Path + "/lib/doctest",
	"_html":        Path + "/lib/html",
	"_json":        Path + "/lib/json",
	"zlib":         Path + "/lib/zlib",
	"posix":        Path + "/lib/posix",
	"_random":      Path + "/lib/random",
	"_records":     Path + "/lib/csv",
	"_templatelib": Path + "/lib/templatelib",
	"_re":          Path + "/lib/re",
	"sys":          Path + "/lib/sys",
	"time":         Path + "/lib/time",
	"_traceback":   Path + "/lib/traceback",
}

// sharedNames are what package lib/shared adds to the module parallel.
var sharedNames = []string{"counter", "dict", "list", "object", "thread", "timer", "xlist"}

// mentionsShared reports whether the program may use one of sharedNames: it imports the
// module, and the name occurs as one of an attribute, or a string could be one.
func (p *pkg) mentionsShared() bool {
	if !slices.Contains(p.prog.Imports, "parallel") && !slices.Contains(p.prog.Imports, "async") {
		return false
	}
	for _, f := range p.prog.Funcs {
		star := false
		f.EachOp(func(op *ir.Op) { star = star || op.Code == ir.OpImportStar })
		if star {
			return true
		}
	}
	return slices.ContainsFunc(sharedNames, func(name string) bool {
		_, isName := p.names.byKey[name]
		_, isText := p.consts.byKey[(&ir.Const{Kind: ir.ConstStr, Text: name}).Key()]
		return isName || isText
	})
}

// IsNative reports whether the runtime has a native module of that name.
func IsNative(name string) bool { return natives[name] != "" }

// Natives returns the names of the native modules, sorted.
func Natives() []string {
	var names []string
	for n := range natives {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// rtBuiltins are the builtins that a program which never rebinds them calls
// directly: by number of positional arguments, the function of rt.
var rtBuiltins = map[string]map[int]string{
	"abs":        {1: "Abs"},
	"chr":        {1: "Chr"},
	"float":      {1: "FloatOf"},
	"hash":       {1: "Hash"},
	"int":        {1: "IntOf"},
	"isinstance": {2: "InstanceOf"},
	"len":        {1: "LenOf"},
	"max":        {2: "Max2", 3: "Max3"},
	"min":        {2: "Min2", 3: "Min3"},
	"ord":        {1: "Ord"},
	"repr":       {1: "Repr"},
	"str":        {1: "Str"},
}

// rtMethods are the methods that rt has a function for which takes the receiver, the
// method's name and the arguments, by number of arguments: see rt/direct.go.
var rtMethods = map[string]map[int]string{
	"add":        {1: "CallAdd"},
	"append":     {1: "CallAppend"},
	"copy":       {0: "CallCopy"},
	"count":      {1: "CallCount"},
	"decode":     {0: "CallDecode"},
	"discard":    {1: "CallDiscard"},
	"encode":     {0: "CallEncode"},
	"endswith":   {1: "CallEndswith"},
	"extend":     {1: "CallExtend"},
	"find":       {1: "CallFind", 2: "CallFind2"},
	"get":        {1: "CallGet", 2: "CallGet2"},
	"insert":     {2: "CallInsert"},
	"isalnum":    {0: "CallIsalnum"},
	"isalpha":    {0: "CallIsalpha"},
	"isdigit":    {0: "CallIsdigit"},
	"islower":    {0: "CallIslower"},
	"isspace":    {0: "CallIsspace"},
	"isupper":    {0: "CallIsupper"},
	"items":      {0: "CallItems"},
	"join":       {1: "CallJoin"},
	"keys":       {0: "CallKeys"},
	"lower":      {0: "CallLower"},
	"lstrip":     {0: "CallLstrip"},
	"partition":  {1: "CallPartition"},
	"pop":        {0: "CallPop", 1: "CallPop1", 2: "CallPop2"},
	"remove":     {1: "CallRemove"},
	"replace":    {2: "CallReplace"},
	"reverse":    {0: "CallReverse"},
	"rpartition": {1: "CallRpartition"},
	"rstrip":     {0: "CallRstrip", 1: "CallRstrip1"},
	"setdefault": {2: "CallSetdefault"},
	"sort":       {0: "CallSort"},
	"split":      {0: "CallSplit", 1: "CallSplit1", 2: "CallSplit2"},
	"splitlines": {0: "CallSplitlines"},
	"startswith": {1: "CallStartswith"},
	"strip":      {0: "CallStrip", 1: "CallStrip1"},
	"upper":      {0: "CallUpper"},
	"values":     {0: "CallValues"},
}

// methodCall names the function that calls method name with n arguments.
func methodCall(name string, n int) string {
	if f := rtMethods[name][n]; f != "" {
		return f
	}
	return fmt.Sprintf("CallMethod%d", n)
}

// missing are the names of Python's builtins module that the runtime does not
// have yet. A test compares the list with the runtime.
var missing = []string{
	"__build_class__", "copyright", "credits", "help", "license",
}

// KnowsBuiltin reports whether the runtime has the builtin of that name.
func KnowsBuiltin(name string) bool {
	_, ok := slices.BinarySearch(missing, name)
	return !ok
}

// HasBuiltin reports whether rt has a direct function for a call of the named
// builtin with n positional arguments.
func HasBuiltin(name string, n int) bool { return rtBuiltins[name][n] != "" }
