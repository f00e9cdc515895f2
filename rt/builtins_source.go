package rt

import "strings"

// exec, eval, compile, globals, locals and __import__ as functions that a program
// passes on or calls with what the compiler cannot read. Nobody knows then where
// the call stands: what it does not say itself is that of the main program.

func init() {
	run := func(eval bool) func(c *Ctx, source, globals, locals Value) Value {
		return func(c *Ctx, source, globals, locals Value) Value {
			if locals == 0 {
				locals = None
			}
			if globals != 0 && globals != None {
				return RunSource(c, eval, source, globals, locals)
			}
			g := mainGlobals(c)
			if g == 0 {
				return 0
			}
			defer c.Drop(g)
			return RunSource(c, eval, source, g, locals)
		}
	}
	builtinFuncs = append(builtinFuncs,
		Func{Name: "eval", Sig: "source, globals=, locals=, /", F3: run(true)},
		Func{Name: "exec", Sig: "source, globals=, locals=, /", F3: run(false)},
		Func{Name: "compile", Sig: "source, filename, mode, flags=, dont_inherit=, optimize=, _feature_version=", FN: builtinCompile},
		Func{Name: "globals", Sig: "", F0: mainGlobals},
		Func{Name: "locals", Sig: "", F0: mainGlobals},
		Func{Name: "__import__", Sig: "name, globals=, locals=, fromlist=, level=", FN: builtinImport},
		Func{Name: "aiter", Sig: "async_iterable, /", F1: builtinAiter},
		Func{Name: "anext", Sig: "aiterator, default=, /", F2: builtinAnext},
	)
}

// mainGlobals returns the variables of the main program, owned.
func mainGlobals(c *Ctx) Value {
	m := DictGet(c, modulesDict, nameMain)
	if m == 0 {
		return RuntimeErrorf(c, "the main program's variables are no dict")
	}
	return GetAttr(c, m, nameDict)
}

func builtinCompile(c *Ctx, args Value) Value {
	arg := tupleItems(args)
	for i, what := range [...]string{1: "filename", 2: "mode"} {
		if i > 0 && !IsStr(plain(arg[i])) && (i > 1 || !isBytesLike(plain(arg[i]))) {
			return TypeErrorf(c, "compile() argument '%s' must be str, not %s", what, TypeName(arg[i]))
		}
	}
	mode := GoString(plain(arg[2]))
	switch mode {
	case "exec", "eval", "single":
	default:
		return ValueErrorf(c, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	file := plain(arg[1])
	if !IsStr(file) {
		if file = BytesDecode(c, file, 0, 0); file == 0 {
			return 0
		}
		defer c.Drop(file)
	}
	return Compile(c, arg[0], file, plain(arg[2]))
}

// builtinImport is __import__: the modules that belong to the program.
func builtinImport(c *Ctx, args Value) Value {
	name := plain(TupleItem(args, 0))
	if !IsStr(name) {
		return TypeErrorf(c, "__import__() argument 1 must be str, not %s", TypeName(name))
	}
	if level := TupleItem(args, 4); level != 0 && level != Int(0) {
		return ImportErrorf(c, "attempted relative import with no known parent package")
	}
	text := GoString(name)
	if text == "" {
		return ValueErrorf(c, "Empty module name")
	}
	m := importNamed(c, text)
	if m == 0 {
		return 0
	}
	if from := TupleItem(args, 3); from != 0 {
		whole := Truth(c, from)
		if whole != 0 {
			if whole < 0 {
				c.Drop(m)
				return 0
			}
			return m
		}
	}
	for i := range len(text) {
		if text[i] == '.' {
			c.Drop(m)
			return importNamed(c, text[:i])
		}
	}
	return m
}

// importNamed returns the module of a dotted name: what sys.modules has, or one of
// the program's modules that nobody has imported yet; owned.
func importNamed(c *Ctx, name string) Value {
	key := NewStr(c, name)
	if key == 0 {
		return 0
	}
	m := DictGet(c, modulesDict, key)
	c.Drop(key)
	if m != 0 && m != None {
		return c.Own(m)
	}
	for _, p := range pythonModules {
		if p.Name == name && m == 0 {
			return c.Own(Import(c, p))
		}
	}
	text := "No module named '" + name + "'"
	if m == None {
		text = "import of " + name + " halted; None in sys.modules"
	} else if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		// The package comes first, and may be what is missing.
		parent := importNamed(c, name[:dot])
		if parent == 0 {
			return 0
		}
		c.Drop(parent)
	}
	return raiseMissing(c, text, name)
}

// raiseMissing raises ModuleNotFoundError for a module of that name.
func raiseMissing(c *Ctx, text, name string) Value {
	msg, kw := NewStr(c, text), NewDict(c, 1)
	args, key := tupleOf(c, msg), NewStr(c, "name")
	value := NewStr(c, name)
	var e Value
	if DictSet(c, kw, key, value) {
		e = CallEx(c, infoOf(ExcModuleNotFoundError).class, args, kw)
	}
	for _, v := range [...]Value{msg, kw, args, key, value} {
		c.Drop(v)
	}
	if e != 0 {
		Raise(c, e, 0)
		c.Drop(e)
	}
	return 0
}
