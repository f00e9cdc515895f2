package resolve

import "slices"

// Builtins returns the names of Python 3.11's builtins module, sorted, with
// the module-level names that every module has (__name__ and so on) left
// out. The slice is the caller's.
func Builtins() []string { return slices.Clone(builtinNames) }

// IsBuiltin reports whether Python 3.11's builtins module has name.
func IsBuiltin(name string) bool {
	_, ok := slices.BinarySearch(builtinNames, name)
	return ok
}

// builtinNames is sorted. copyright, credits, exit, help, license and quit come
// from the site module, which an ordinary run imports.
var builtinNames = []string{
	"ArithmeticError", "AssertionError", "AttributeError", "BaseException",
	"BaseExceptionGroup", "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning",
	"ChildProcessError", "ConnectionAbortedError", "ConnectionError",
	"ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError",
	"Ellipsis", "EncodingWarning", "EnvironmentError", "Exception", "ExceptionGroup", "False",
	"FileExistsError", "FileNotFoundError", "FloatingPointError", "FutureWarning",
	"GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError",
	"IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
	"LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "None",
	"NotADirectoryError", "NotImplemented", "NotImplementedError", "OSError", "OverflowError",
	"PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "RecursionError",
	"ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning",
	"StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError",
	"SystemExit", "TabError", "TimeoutError", "True", "TypeError", "UnboundLocalError",
	"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
	"UnicodeWarning", "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
	"__build_class__", "__debug__", "__import__", "abs", "aiter", "all", "anext", "any",
	"ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable", "chr",
	"classmethod", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir",
	"divmod", "enumerate", "eval", "exec", "exit", "filter", "float", "format", "frozenset",
	"getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input", "int",
	"isinstance", "issubclass", "iter", "len", "license", "list", "locals", "map", "max",
	"memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print", "property",
	"quit", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted",
	"staticmethod", "str", "sum", "super", "tuple", "type", "vars", "zip",
}

// Replaced returns the builtins that "from module import *" replaces by others of the
// same name, where module is one of the runtime's.
func Replaced(module string) []string { return replaced[module] }

var replaced = map[string][]string{
	"codecs": {"open"}, "io": {"open"}, "_io": {"open"}, "locale": {"format", "str"}, "math": {"pow"},
	"operator": {"abs", "pow"}, "_operator": {"abs", "pow"}, "os": {"open"}, "posix": {"open"}, "re": {"compile"},
	"reprlib": {"repr"}, "sys": {"exit"}, "threading": {"enumerate"},
}
