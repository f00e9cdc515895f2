package sys

import (
	"math"
	"os"

	"github.com/pxc-lang/pxc/rt"
)

// What sys says about numbers, hashes and how the interpreter was started: tuples
// with names, and constants.

// setInfo adds these to module m; false with an exception pending.
func setInfo(c *rt.Ctx, m rt.Value) bool {
	text := func(s string) rt.Value { return rt.ConstStr(c, s) }
	number := func(n int64) rt.Value { return rt.IntValue(c, n) }
	float := func(f float64) rt.Value { return rt.NewFloat(c, f) }
	type field struct {
		name  string
		value rt.Value
	}
	for _, s := range [...]struct {
		name   string
		fields []field
	}{
		{"version_info", []field{
			{"major", number(major)}, {"minor", number(minor)}, {"micro", number(micro)}, {"releaselevel", text("final")}, {"serial", number(0)},
		}},
		{"float_info", []field{
			{"max", float(math.MaxFloat64)}, {"max_exp", number(1024)}, {"max_10_exp", number(308)},
			{"min", float(0x1p-1022)}, {"min_exp", number(-1021)}, {"min_10_exp", number(-307)},
			{"dig", number(15)}, {"mant_dig", number(53)}, {"epsilon", float(0x1p-52)}, {"radix", number(2)}, {"rounds", number(1)},
		}},
		{"int_info", []field{
			{"bits_per_digit", number(30)}, {"sizeof_digit", number(4)}, {"default_max_str_digits", number(4300)}, {"str_digits_check_threshold", number(640)},
		}},
		{"hash_info", []field{
			{"width", number(64)}, {"modulus", number(1<<61 - 1)}, {"inf", number(314159)}, {"nan", number(0)}, {"imag", number(1000003)},
			{"algorithm", text("siphash13")}, {"hash_bits", number(64)}, {"seed_bits", number(128)}, {"cutoff", number(0)},
		}},
		{"flags", []field{
			{"debug", number(0)}, {"inspect", number(0)}, {"interactive", number(0)}, {"optimize", number(0)}, {"dont_write_bytecode", number(1)},
			{"no_user_site", number(0)}, {"no_site", number(0)}, {"ignore_environment", number(0)}, {"verbose", number(0)}, {"bytes_warning", number(0)},
			{"quiet", number(0)}, {"hash_randomization", number(1)}, {"isolated", number(0)}, {"dev_mode", rt.False}, {"utf8_mode", number(1)},
			{"warn_default_encoding", number(0)}, {"safe_path", rt.False}, {"int_max_str_digits", number(4300)},
		}},
		{"thread_info", []field{{"name", text("pthread")}, {"lock", text("semaphore")}, {"version", rt.None}}},
	} {
		names, values := make([]string, len(s.fields)), make([]rt.Value, len(s.fields))
		for i, f := range s.fields {
			names[i], values[i] = f.name, f.value
		}
		cls := rt.NewStructClass(c, "sys", s.name, len(names), names...)
		if cls == 0 {
			return false
		}
		v := rt.NewStruct(c, cls, values...)
		if v == 0 {
			return false
		}
		rt.ModuleSet(c, m, s.name, v)
	}
	for name, v := range map[string]rt.Value{
		"api_version": number(1013), "abiflags": text(""), "float_repr_style": text("short"), "dont_write_bytecode": rt.True,
		"pycache_prefix": rt.None, "platlibdir": text("lib"), "warnoptions": rt.NewList(c, 0), "_xoptions": rt.NewDict(c, 0),
		"prefix": text("/usr"), "exec_prefix": text("/usr"), "base_prefix": text("/usr"), "base_exec_prefix": text("/usr"),
		"meta_path": rt.NewList(c, 0), "path_hooks": rt.NewList(c, 0), "path_importer_cache": rt.NewDict(c, 0),
		"builtin_module_names": rt.ConstTuple(c, text("builtins"), text("sys")),
	} {
		rt.ModuleSet(c, m, name, v)
	}
	orig := rt.NewList(c, 0)
	for _, a := range os.Args {
		s := rt.NewStr(c, a)
		rt.ListAppend(c, orig, s)
		c.Drop(s)
	}
	rt.ModuleSet(c, m, "orig_argv", orig)
	return true
}

// infoFuncs are the functions that tell, or set, what has little meaning in a
// compiled program.
var infoFuncs = []rt.Func{
	{Name: "getrecursionlimit", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.Int(int64(c.RecursionLimit())) }},
	{Name: "setrecursionlimit", Sig: "limit, /", F1: rt.SetRecursionLimit},
	{Name: "exception", Sig: "", F0: func(c *rt.Ctx) rt.Value {
		if c.Handled == 0 {
			return rt.None
		}
		return c.Own(c.Handled)
	}},
	// No hooks can be added, so there is nobody to tell.
	{Name: "audit", Sig: "event, /, *args", F2: func(*rt.Ctx, rt.Value, rt.Value) rt.Value { return rt.None }},
	{Name: "getrefcount", Sig: "object, /", F1: func(_ *rt.Ctx, v rt.Value) rt.Value { return rt.Int(rt.RefCount(v) + 1) }},
	{Name: "getfilesystemencodeerrors", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.NewStr(c, "surrogateescape") }},
	{Name: "is_finalizing", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.False }},
	{Name: "getallocatedblocks", Sig: "", F0: func(c *rt.Ctx) rt.Value {
		if !c.IsMain {
			return rt.Int(0)
		}
		return rt.Int(c.Main.Objects())
	}},
	{Name: "getswitchinterval", Sig: "", F0: func(c *rt.Ctx) rt.Value { return rt.NewFloat(c, 0.005) }},
	{Name: "setswitchinterval", Sig: "interval, /", F1: func(c *rt.Ctx, v rt.Value) rt.Value {
		switch f, ok := rt.AsFloat(c, v); {
		case !ok:
			return 0
		case f <= 0:
			return rt.ValueErrorf(c, "switch interval must be strictly positive")
		}
		return rt.None
	}},
	{Name: "gettrace", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.None }},
	{Name: "getprofile", Sig: "", F0: func(*rt.Ctx) rt.Value { return rt.None }},
	{Name: "settrace", Sig: "function, /", F1: noTracing},
	{Name: "setprofile", Sig: "function, /", F1: noTracing},
	{Name: "excepthook", Sig: "exctype, value, traceback, /", F3: func(c *rt.Ctx, _, e, _ rt.Value) rt.Value {
		if !rt.IsException(e) {
			return rt.TypeErrorf(c, "excepthook needs an exception, not %s", rt.TypeName(e))
		}
		rt.FlushStdout()
		rt.PrintException(c, e)
		return rt.None
	}},
	{Name: "displayhook", Sig: "object, /", F1: display},
	{Name: "unraisablehook", Sig: "unraisable, /", F1: unraisable},
	{Name: "breakpointhook", Sig: "*args, **kwargs", F2: rt.BreakpointHook},
}

// unraisable reports what nobody can receive: the arguments in one object.
func unraisable(c *rt.Ctx, args rt.Value) rt.Value {
	var fields [3]rt.Value
	for i, name := range [...]string{"exc_value", "err_msg", "object"} {
		if fields[i] = rt.GetAttr(c, args, rt.Intern(c, name)); fields[i] == 0 {
			return 0
		}
		defer c.Drop(fields[i])
	}
	if !rt.IsException(fields[0]) {
		return rt.TypeErrorf(c, "unraisablehook needs an exception, not %s", rt.TypeName(fields[0]))
	}
	msg := ""
	if rt.IsStr(fields[1]) {
		msg = rt.GoString(fields[1])
	}
	rt.FlushStdout()
	rt.PrintUnraisable(c, fields[0], msg, fields[2])
	return rt.None
}

// noTracing refuses functions that would want to see every line.
func noTracing(c *rt.Ctx, f rt.Value) rt.Value {
	if f == rt.None {
		return rt.None
	}
	return rt.NotImplementedErrorf(c, "compiled programs cannot be traced")
}

// display prints what an expression of the interactive interpreter gives.
func display(c *rt.Ctx, v rt.Value) rt.Value {
	if v == rt.None {
		return rt.None
	}
	r := rt.Repr(c, v)
	if r == 0 {
		return 0
	}
	f := rt.LoadBuiltin(c, rt.Intern(c, "print"))
	res := rt.Call1(c, f, r)
	c.Drop(r)
	c.Drop(f)
	return res
}
