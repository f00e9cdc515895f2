package rt

// The built-in exception classes in CPython's hierarchy (Objects/exceptions.c),
// parents first, followed by those of PyParallel. Their type ids count from
// firstException in this order.
const (
	ExcBaseException = firstException + iota
	ExcException
	ExcArithmeticError
	ExcFloatingPointError
	ExcOverflowError
	ExcZeroDivisionError
	ExcAssertionError
	ExcAttributeError
	ExcBufferError
	ExcEOFError
	ExcImportError
	ExcModuleNotFoundError
	ExcLookupError
	ExcIndexError
	ExcKeyError
	ExcMemoryError
	ExcNameError
	ExcUnboundLocalError
	ExcOSError
	ExcBlockingIOError
	ExcChildProcessError
	ExcConnectionError
	ExcBrokenPipeError
	ExcConnectionAbortedError
	ExcConnectionRefusedError
	ExcConnectionResetError
	ExcFileExistsError
	ExcFileNotFoundError
	ExcInterruptedError
	ExcIsADirectoryError
	ExcNotADirectoryError
	ExcPermissionError
	ExcProcessLookupError
	ExcTimeoutError
	ExcReferenceError
	ExcRuntimeError
	ExcNotImplementedError
	ExcRecursionError
	ExcStopAsyncIteration
	ExcStopIteration
	ExcSyntaxError
	ExcIndentationError
	ExcTabError
	ExcSystemError
	ExcTypeError
	ExcValueError
	ExcUnicodeError
	ExcUnicodeDecodeError
	ExcUnicodeEncodeError
	ExcUnicodeTranslateError
	ExcWarning
	ExcBytesWarning
	ExcDeprecationWarning
	ExcEncodingWarning
	ExcFutureWarning
	ExcImportWarning
	ExcPendingDeprecationWarning
	ExcResourceWarning
	ExcRuntimeWarning
	ExcSyntaxWarning
	ExcUnicodeWarning
	ExcUserWarning
	ExcBaseExceptionGroup
	ExcExceptionGroup
	ExcGeneratorExit
	ExcKeyboardInterrupt
	ExcSystemExit
	ExcAsyncError
	ExcPersistenceError
	ExcUnprotectedError
	ExcAssignmentError
	ExcProtectionError
	ExcNoWaitersError
	ExcWaitError
	ExcWaitTimeoutError
	ExcAsyncRunCalledWithoutEventsError
	ExcInvalidFileRangeError
	ExcFileTooLargeError
	exceptionEnd
)

// Slots every exception has before those of its class.
const (
	excArgs = iota
	excCause
	excContext
	excTraceback
	excSuppress
	excSlots
)

var excSlotNames = []string{"args", "__cause__", "__context__", "__traceback__", "__suppress_context__"}

var excTable = [...]struct {
	name, base string
	slots      []string
}{
	{"BaseException", "object", nil},
	{"Exception", "BaseException", nil},
	{"ArithmeticError", "Exception", nil},
	{"FloatingPointError", "ArithmeticError", nil},
	{"OverflowError", "ArithmeticError", nil},
	{"ZeroDivisionError", "ArithmeticError", nil},
	{"AssertionError", "Exception", nil},
	{"AttributeError", "Exception", []string{"name", "obj"}},
	{"BufferError", "Exception", nil},
	{"EOFError", "Exception", nil},
	{"ImportError", "Exception", []string{"name", "path", "msg"}},
	{"ModuleNotFoundError", "ImportError", nil},
	{"LookupError", "Exception", nil},
	{"IndexError", "LookupError", nil},
	{"KeyError", "LookupError", nil},
	{"MemoryError", "Exception", nil},
	{"NameError", "Exception", []string{"name"}},
	{"UnboundLocalError", "NameError", nil},
	{"OSError", "Exception", []string{"errno", "strerror", "filename", "filename2"}},
	{"BlockingIOError", "OSError", nil},
	{"ChildProcessError", "OSError", nil},
	{"ConnectionError", "OSError", nil},
	{"BrokenPipeError", "ConnectionError", nil},
	{"ConnectionAbortedError", "ConnectionError", nil},
	{"ConnectionRefusedError", "ConnectionError", nil},
	{"ConnectionResetError", "ConnectionError", nil},
	{"FileExistsError", "OSError", nil},
	{"FileNotFoundError", "OSError", nil},
	{"InterruptedError", "OSError", nil},
	{"IsADirectoryError", "OSError", nil},
	{"NotADirectoryError", "OSError", nil},
	{"PermissionError", "OSError", nil},
	{"ProcessLookupError", "OSError", nil},
	{"TimeoutError", "OSError", nil},
	{"ReferenceError", "Exception", nil},
	{"RuntimeError", "Exception", nil},
	{"NotImplementedError", "RuntimeError", nil},
	{"RecursionError", "RuntimeError", nil},
	{"StopAsyncIteration", "Exception", nil},
	{"StopIteration", "Exception", []string{"value"}},
	{"SyntaxError", "Exception", []string{"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"}},
	{"IndentationError", "SyntaxError", nil},
	{"TabError", "IndentationError", nil},
	{"SystemError", "Exception", nil},
	{"TypeError", "Exception", nil},
	{"ValueError", "Exception", nil},
	{"UnicodeError", "ValueError", nil},
	{"UnicodeDecodeError", "UnicodeError", []string{"encoding", "object", "start", "end", "reason"}},
	{"UnicodeEncodeError", "UnicodeError", []string{"encoding", "object", "start", "end", "reason"}},
	{"UnicodeTranslateError", "UnicodeError", []string{"object", "start", "end", "reason"}},
	{"Warning", "Exception", nil},
	{"BytesWarning", "Warning", nil},
	{"DeprecationWarning", "Warning", nil},
	{"EncodingWarning", "Warning", nil},
	{"FutureWarning", "Warning", nil},
	{"ImportWarning", "Warning", nil},
	{"PendingDeprecationWarning", "Warning", nil},
	{"ResourceWarning", "Warning", nil},
	{"RuntimeWarning", "Warning", nil},
	{"SyntaxWarning", "Warning", nil},
	{"UnicodeWarning", "Warning", nil},
	{"UserWarning", "Warning", nil},
	{"BaseExceptionGroup", "BaseException", []string{"message", "exceptions"}},
	{"ExceptionGroup", "BaseExceptionGroup", nil}, // and Exception
	{"GeneratorExit", "BaseException", nil},
	{"KeyboardInterrupt", "BaseException", nil},
	{"SystemExit", "BaseException", []string{"code"}},
	{"AsyncError", "Exception", nil},
	{"PersistenceError", "AsyncError", nil},
	{"UnprotectedError", "PersistenceError", nil},
	{"AssignmentError", "UnprotectedError", nil},
	{"ProtectionError", "AsyncError", nil},
	{"NoWaitersError", "AsyncError", nil},
	{"WaitError", "AsyncError", nil},
	{"WaitTimeoutError", "AsyncError", nil},
	{"AsyncRunCalledWithoutEventsError", "AsyncError", nil},
	{"InvalidFileRangeError", "AsyncError", nil},
	{"FileTooLargeError", "AsyncError", nil},
}
