package rt

import "sync"

// exec, eval and compile of the source texts that the compiler found: each is a
// function of globals and locals, found by its text.

// Snippet is one text: a function of the program, or what compiling it raises.
type Snippet struct {
	Mode, File, Text string
	Row              uint32 // counted from the program's first
	Err              *SnippetError
}

// SnippetError describes a SyntaxError.
type SnippetError struct {
	Type, Msg, Line      string
	LineNo, Offset       int
	EndLineNo, EndOffset int
}

type snippetKey struct{ mode, file, text string }

var snippets struct {
	sync.RWMutex
	of map[snippetKey]*Snippet
}

// AddSnippets makes a program's texts known; rows is the id of its first function.
func AddSnippets(rows uint32, list []Snippet) {
	snippets.Lock()
	defer snippets.Unlock()
	if snippets.of == nil {
		snippets.of = map[snippetKey]*Snippet{}
	}
	for i := range list {
		s := &list[i]
		s.Row += rows
		snippets.of[snippetKey{s.Mode, s.File, s.Text}] = s
	}
}

// findSnippet returns the row of a text, nil with an exception pending if it has
// none.
func findSnippet(c *Ctx, who, mode, file string, source Value) *Func {
	text := ""
	switch p := plain(source); {
	case IsStr(p):
		text = GoString(p)
	case isBytesLike(p):
		text = string(bytesLike(p))
	default:
		TypeErrorf(c, "%s() arg 1 must be a string, bytes or code object", who)
		return nil
	}
	snippets.RLock()
	s := snippets.of[snippetKey{mode, file, text}]
	if s == nil {
		s = snippets.of[snippetKey{mode, "<string>", text}] // of a call whose file name nobody has seen
	}
	snippets.RUnlock()
	switch {
	case s == nil:
		NotImplementedErrorf(c, "%s() of a text that was not compiled with the program", who)
	case s.Err != nil:
		raiseSyntaxError(c, s, file)
	default:
		return funcRow(s.Row)
	}
	return nil
}

func raiseSyntaxError(c *Ctx, s *Snippet, file string) {
	e := s.Err
	cls := infoOf(ExcSyntaxError)
	switch e.Type {
	case "IndentationError":
		cls = infoOf(ExcIndentationError)
	case "TabError":
		cls = infoOf(ExcTabError)
	}
	line := None
	if e.LineNo > 0 {
		line = NewStr(c, e.Line)
	}
	number := func(n int) Value { return Int(int64(n)) }
	where := tupleOf(c, NewStr(c, file), number(e.LineNo), number(e.Offset), line, number(e.EndLineNo), number(e.EndOffset))
	args := tupleOf(c, NewStr(c, e.Msg), where)
	if exc := makeInstance(c, cls.class, args, 0); exc != 0 {
		Raise(c, exc, 0)
		c.Drop(exc)
	}
}

// Compile is compile(source, file, mode).
func Compile(c *Ctx, source, file, mode Value) Value {
	r := findSnippet(c, "compile", GoString(mode), GoString(file), source)
	if r == nil {
		return 0
	}
	return codeOf(c, r)
}

// RunSource is exec(source, globals, locals), or eval; None stands for what is not
// given.
func RunSource(c *Ctx, eval bool, source, globals, locals Value) Value {
	who := "exec"
	if eval {
		who = "eval"
	}
	fresh := globals == None
	switch {
	case fresh:
		if globals = NewDict(c, 0); globals == 0 {
			return 0
		}
		defer c.Drop(globals)
	case !IsDict(plain(globals)):
		if eval {
			return TypeErrorf(c, "globals must be a dict")
		}
		return TypeErrorf(c, "exec() globals must be a dict, not %s", TypeName(globals))
	}
	if locals == None {
		locals = globals
	} else if !IsDict(plain(locals)) && !hasSpecial(locals, nameGetitem) {
		if eval {
			return TypeErrorf(c, "locals must be a mapping")
		}
		return TypeErrorf(c, "locals must be a mapping or None, not %s", TypeName(locals))
	}
	var r *Func
	if TypeID(source) == TypeCode {
		if r = codeRow(source); r.Snippet == "" {
			return runFunction(c, who, source, r)
		}
	} else if r = findSnippet(c, who, who, "<string>", source); r == nil {
		return 0
	}
	if !fresh && c.IsMain && !DictHas(c, plain(globals), nameDunderBuiltins) {
		if !DictSet(c, plain(globals), nameDunderBuiltins, word(builtinsModule, 8)) {
			return 0
		}
	}
	e := pick(c, r.M2, r.P2)
	if e == nil {
		return wrongWorld(c, r)
	}
	v := e(c, globals, locals)
	if !eval && v != 0 {
		c.Drop(v)
		return None
	}
	return v
}

// runFunction is exec of the code of a function, as if it were called without
// arguments: its globals are its own module's.
func runFunction(c *Ctx, who string, code Value, r *Func) Value {
	if free, ok := FindAttr(c, code, Intern(c, "co_freevars")); !ok {
		return 0
	} else if free != 0 && TupleLen(free) > 0 {
		c.Drop(free)
		return TypeErrorf(c, "code object passed to %s() may not contain free variables", who)
	}
	return NotImplementedErrorf(c, "%s() of the code of function %s", who, r.Name)
}

// RunExample runs an example of a docstring, a text of mode single, with the dict
// globals; None, or 0 with an exception pending.
func RunExample(c *Ctx, source, globals Value) Value {
	if !IsDict(plain(globals)) {
		return TypeErrorf(c, "globals must be a dict, not %s", TypeName(globals))
	}
	r := findSnippet(c, "doctest", "single", "<doctest>", source)
	if r == nil {
		return 0
	}
	if c.IsMain && !DictHas(c, plain(globals), nameDunderBuiltins) {
		if !DictSet(c, plain(globals), nameDunderBuiltins, word(builtinsModule, 8)) {
			return 0
		}
	}
	e := pick(c, r.M2, r.P2)
	if e == nil {
		return wrongWorld(c, r)
	}
	v := e(c, globals, globals)
	if v == 0 {
		return 0
	}
	c.Drop(v)
	return None
}

func hasSpecial(v, name Value) bool { return infoFor(v).find(name) != 0 }

// LoadEnv returns the value of a name in a text that exec or eval runs: in
// namespace space, in the dict globals, or of the builtins that globals name;
// owned.
func LoadEnv(c *Ctx, space, globals, name Value) Value {
	if IsDict(space) {
		if v := DictGet(c, space, name); v != 0 || c.Exc != 0 {
			return c.Own(v)
		}
	} else {
		v := GetItem(c, space, name)
		if v != 0 || !MatchPending(c, ExcKeyError) {
			return v
		}
		clearExc(c)
	}
	globals = plain(globals)
	if space != globals {
		if v := DictGet(c, globals, name); v != 0 || c.Exc != 0 {
			return c.Own(v)
		}
	}
	from := DictGet(c, globals, nameDunderBuiltins)
	switch {
	case from == 0:
		from = word(builtinsModule, 8)
	case TypeID(from) == TypeModule:
		from = word(from, 8)
	}
	if IsDict(from) {
		if v := DictGet(c, from, name); v != 0 || c.Exc != 0 {
			return c.Own(v)
		}
	}
	return unknownName(c, name)
}

// SetLocal brings an item of locals() up to date: v is the value of the variable,
// 0 if it is unset.
func SetLocal(c *Ctx, d, name, v Value) bool {
	if v != 0 {
		return DictSet(c, d, name, v)
	}
	if DictHas(c, d, name) {
		return DictDelete(c, d, name)
	}
	return true
}

// SetLocalCell is SetLocal for a variable in a cell.
func SetLocalCell(c *Ctx, d, name, cell Value) bool { return SetLocal(c, d, name, CellGet(cell)) }
