"""Examples in docstrings, run and compared with what stands below them.

The compiler has found the examples of every module that imports this one; what is
given as text at run time cannot be run.
"""

import sys
from collections import namedtuple
from io import StringIO
from _re import compile as _compiled

import _doctest
import _traceback

TYPE_CHECKING = False
if TYPE_CHECKING:
    import __main__  # never runs: tells the compiler that the program is looked at

__all__ = ["register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE",
           "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL",
           "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
           "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest",
           "DocTestParser", "DocTestFinder", "DocTestRunner", "OutputChecker",
           "DocTestFailure", "UnexpectedException", "DebugRunner", "testmod",
           "run_docstring_examples"]

TestResults = namedtuple("TestResults", "failed attempted")

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """The flag of that name, a new one if there is none."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


(DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP,
 IGNORE_EXCEPTION_DETAIL, REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE,
 FAIL_FAST) = map(register_optionflag, (
    "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP",
    "IGNORE_EXCEPTION_DETAIL", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
    "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST"))
COMPARISON_FLAGS = 63
REPORTING_FLAGS = 2047 & ~COMPARISON_FLAGS

BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."
_M, _MSX = 8, 8 | 16 | 64  # flags of patterns
_line_starts = _compiled("^(?!$)", _M)
_blank_markers = _compiled(r"^<BLANKLINE>\s*?$", _M)
_blank_got = _compiled(r"^[^\S\n]+$", _M)
_empty_lines = _compiled("^[ ]*(?=\n)", _M)


def _indent(text, by=4):
    return _line_starts.sub(" " * by, text)


class Example:
    """One source and what is expected of it."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        def ended(text):
            return text if text is None or text.endswith("\n") else text + "\n"
        self.source, self.want, self.exc_msg = ended(source), want and ended(want), ended(exc_msg)
        self.lineno, self.indent = lineno, indent
        self.options = {} if options is None else options

    def _key(self):
        return (self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg)

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one docstring, and the names that they see."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        assert not isinstance(examples, str), "DocTest no longer accepts str; use DocTestParser instead"
        self.examples, self.docstring, self.globs = examples, docstring, globs.copy()
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        n = len(self.examples)
        what = "%d example%s" % (n, "" if n == 1 else "s") if n else "no examples"
        return "<%s %s from %s:%s (%s)>" % (self.__class__.__name__, self.name, self.filename, self.lineno, what)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return vars(self) == vars(other)

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return self._order() < other._order()

    def _order(self):
        return self.name, self.filename or "", self.lineno if self.lineno is not None else -1, id(self)


class DocTestParser:
    """Takes docstrings apart."""

    _example = _compiled(r"""
        ^(?P<indent>[ ]*) (?P<source> >>>.* (?:\n[ ]*\.\.\..*)* ) \n?
        (?P<want> (?: (?![ ]*$) (?![ ]*>>>) .+$\n? )* )
        """, _M | 64)
    _exception = _compiled(r"""
        ^Traceback[ ]\((?:most[ ]recent[ ]call[ ]last|innermost[ ]last)\):\s*$
        .*?
        ^(?P<msg>\w+.*)
        """, _MSX)
    _nothing = _compiled(r"^[ ]*(#.*)?$").match
    _directive = _compiled(r"#\s*doctest:\s*([^\n'\"]*)$", _M)
    _leading = _compiled(r"^([ ]*)(?=\S)", _M)

    def parse(self, string, name="<string>"):
        """Texts and examples in turn."""
        string = string.expandtabs()
        margins = [len(m) for m in self._leading.findall(string)]
        margin = min(margins) if margins else 0
        if margin:
            string = "\n".join(line[margin:] for line in string.split("\n"))
        parts, done, lineno = [], 0, 0
        for m in self._example.finditer(string):
            parts.append(string[done:m.start()])
            lineno += string.count("\n", done, m.start())
            source, options, want, exc_msg = self._one(m, name, lineno)
            if not self._nothing(source):
                parts.append(Example(source, want, exc_msg, lineno, margin + len(m["indent"]), options))
            lineno += string.count("\n", m.start(), m.end())
            done = m.end()
        parts.append(string[done:])
        return parts

    def _one(self, m, name, lineno):
        indent = len(m["indent"])
        lines = (m["indent"] + m["source"]).split("\n")
        for i, line in enumerate(lines):
            if len(line) >= indent + 4 and line[indent + 3] != " ":
                raise ValueError("line %r of the docstring for %s lacks blank after %s: %r" % (
                    lineno + i + 1, name, line[indent:indent + 3], line))
        self._aligned(lines[1:], " " * indent + ".", name, lineno)
        source = "\n".join(line[indent + 4:] for line in lines)
        wanted = m["want"].split("\n")
        if len(wanted) > 1 and not wanted[-1].strip(" "):
            wanted.pop()
        self._aligned(wanted, " " * indent, name, lineno + len(lines))
        want = "\n".join(line[indent:] for line in wanted)
        raised = self._exception.match(want)
        return source, self._find_options(source, name, lineno), want, raised and raised["msg"]

    def _aligned(self, lines, prefix, name, lineno):
        for i, line in enumerate(lines):
            if line and not line.startswith(prefix):
                raise ValueError("line %r of the docstring for %s has inconsistent leading whitespace: %r" % (
                    lineno + i + 1, name, line))

    def _find_options(self, source, name, lineno):
        options = {}
        for m in self._directive.finditer(source):
            for option in m[1].replace(",", " ").split():
                flag = OPTIONFLAGS_BY_NAME.get(option[1:])
                if option[0] not in "+-" or flag is None:
                    raise ValueError("line %r of the doctest for %s has an invalid option: %r" % (
                        lineno + 1, name, option))
                options[flag] = option[0] == "+"
        if options and self._nothing(source):
            raise ValueError("line %r of the doctest for %s has an option directive on a line with no example: %r" % (
                lineno, name, source))
        return options

    def get_examples(self, string, name="<string>"):
        return [part for part in self.parse(string, name) if isinstance(part, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


_module_type, _function_type = type(sys), type(_indent)
_routine_types = (_function_type, type(len), type([].append), type(_indent.__get__(1)), type(str.join))


def _names(module):
    """A copy of a module's namespace."""
    names = {}
    for name in dir(module):
        try:
            names[name] = getattr(module, name)
        except AttributeError:
            pass
    return names


def _unwrapped(obj):
    for _ in range(100):
        inner = getattr(obj, "__wrapped__", None)
        if inner is None or isinstance(obj, type):
            break
        obj = inner
    return obj


def _is_routine(obj):
    return isinstance(_unwrapped(obj), _routine_types)


class DocTestFinder:
    """Finds the docstrings with examples of a module, class or function."""

    _quote = _compiled(r"(^|.*:)\s*\w*(\"|')").match

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser, self._verbose = parser, verbose
        self._recurse, self._exclude_empty = recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError("DocTestFinder.find: name must be given when obj.__name__ doesn't exist: %r" % (
                    type(obj),))
        if module is False:
            module = None
        elif module is None:
            module = obj if isinstance(obj, _module_type) else sys.modules.get(getattr(obj, "__module__", None))
        if globs is None:
            globs = {} if module is None else _names(module)
        else:
            globs = globs.copy()
        if extraglobs is not None:
            globs.update(extraglobs)
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, globs, set())
        return sorted(tests)

    def _from_module(self, module, obj):
        if module is None or isinstance(obj, property):
            return True
        return getattr(obj, "__module__", None) == module.__name__

    def _find(self, tests, obj, name, module, globs, seen):
        if self._verbose:
            print("Finding tests in %s" % name)
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, module, globs)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if isinstance(obj, _module_type):
            for key, value in _names(obj).items():
                if (_is_routine(value) or isinstance(value, type)) and self._from_module(module, value):
                    self._find(tests, value, name + "." + key, module, globs, seen)
            for key, value in getattr(obj, "__test__", {}).items():
                if not isinstance(key, str):
                    raise ValueError("DocTestFinder.find: __test__ keys must be strings: %r" % (type(key),))
                self._find(tests, value, "%s.__test__.%s" % (name, key), module, globs, seen)
        elif isinstance(obj, type):
            for key, value in list(obj.__dict__.items()):
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if (_is_routine(value) or isinstance(value, (type, property))) and self._from_module(module, value):
                    self._find(tests, value, name + "." + key, module, globs, seen)

    def _get_test(self, obj, name, module, globs):
        if isinstance(obj, str):
            text = obj
        else:
            text = getattr(obj, "__doc__", None)
            text = "" if text is None else str(text)
        filename = getattr(module, "__file__", None) if module is not None else None
        lineno = self._find_lineno(obj, text, filename)
        if self._exclude_empty and not text:
            return None
        return self._parser.get_doctest(text, globs, name, _doctest.path(filename), lineno)

    def _find_lineno(self, obj, text, filename):
        """The line before that of the docstring, counted from 0; None if unknown."""
        if isinstance(obj, _module_type):
            return 0 if obj.__doc__ is not None else None
        line, lines = None, _doctest.source(filename or "").splitlines()
        if isinstance(obj, type):
            begins = _compiled(r"^\s*class\s*%s\b" % obj.__name__).match
            line = next((i for i, text in enumerate(lines) if begins(text)), None)
        elif text:
            code = getattr(_unwrapped(obj), "__code__", None)
            if code is not None:
                line = code.co_firstlineno - 1
        if line is not None:
            for i in range(line, len(lines)):
                if self._quote(lines[i]):
                    return i
        return None


class OutputChecker:
    """Compares what was printed with what was expected."""

    def check_output(self, want, got, optionflags):
        want, got = (text.encode("ascii", "backslashreplace").decode() for text in (want, got))
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want, got = _blank_markers.sub("", want), _blank_got.sub("", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = " ".join(want.split()), " ".join(got.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = _empty_lines.sub(BLANKLINE_MARKER, got)
        fancy = optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF)
        if fancy and (optionflags & REPORT_NDIFF or want.count("\n") > 2 and got.count("\n") > 2):
            return self._difference(want.splitlines(True), got.splitlines(True), optionflags)
        text = "Expected:\n" + _indent(want) if want else "Expected nothing\n"
        return text + ("Got:\n" + _indent(got) if got else "Got nothing\n")

    def _difference(self, want, got, optionflags):
        import difflib
        if optionflags & REPORT_UDIFF:
            kind = "unified diff with -expected +actual"
            lines = list(difflib.unified_diff(want, got, n=2))[2:]
        elif optionflags & REPORT_CDIFF:
            kind = "context diff with expected followed by actual"
            lines = list(difflib.context_diff(want, got, n=2))[2:]
        else:
            kind = "ndiff with -expected +actual"
            lines = difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(want, got)
        return "Differences (%s):\n" % kind + _indent("".join(line.rstrip() + "\n" for line in lines))


def _ellipsis_match(want, got):
    pieces = want.split(ELLIPSIS_MARKER)
    if len(pieces) == 1:
        return want == got
    first, *middle, last = pieces
    if not got.startswith(first) or not got.endswith(last):
        return False
    at, end = len(first), len(got) - len(last)
    if at > end:
        return False
    for piece in middle:
        at = got.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def _kind_only(message):
    """The name of an exception in its message, without its module."""
    head = message.partition("\n")[0].partition(":")[0]
    return head.rpartition(".")[2]


class DocTestFailure(Exception):
    """What an example printed is not what was expected."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class DocTestRunner:
    """Runs the examples of tests and reports."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._name2ft = {}
        self.test = None
        self._fakeout = None

    def report_start(self, out, test, example):
        if self._verbose:
            expected = "Expecting:\n" + _indent(example.want) if example.want else "Expecting nothing\n"
            out("Trying:\n" + _indent(example.source) + expected)

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._failure_header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self._failure_header(test, example) + "Exception raised:\n" + _indent(self._trace(test, example, exc_info)))

    def _trace(self, test, example, exc_info):
        import traceback
        name = "<doctest %s[%d]>" % (test.name, test.examples.index(example))
        text = "".join(traceback.format_exception(*exc_info))
        # Of the frames, those of the example and what it calls.
        head, mark, rest = text.partition('  File "<doctest>"')
        if mark:
            text = "Traceback (most recent call last):\n" + mark + rest
        return text.replace('File "<doctest>"', 'File "%s"' % name)

    def _failure_header(self, test, example):
        where = "in " + test.name
        if test.filename:
            lineno = "?"
            if test.lineno is not None and example.lineno is not None:
                lineno = test.lineno + example.lineno + 1
            where = 'File "%s", line %s, %s' % (test.filename, lineno, where)
        else:
            where = "Line %s, %s" % (example.lineno + 1, where)
        return "\n".join([self.DIVIDER, where, "Failed example:", _indent(example.source)])

    def _flags_for(self, example):
        flags = self.original_optionflags
        for flag, on in example.options.items():
            flags = flags | flag if on else flags & ~flag
        return flags

    def _one(self, test, example, out, quiet):
        """Whether an example did what was expected."""
        if not quiet:
            self.report_start(out, test, example)
        exc_info = None
        try:
            _doctest.run(example.source, test.globs)
        except KeyboardInterrupt:
            raise
        except BaseException:
            exc_info = sys.exc_info()
        got = self._fakeout.getvalue()
        if got and not got.endswith("\n"):
            got += "\n"
        self._fakeout.seek(0)
        self._fakeout.truncate()
        check, flags = self._checker.check_output, self.optionflags
        if exc_info is None:
            good = check(example.want, got, flags)
        else:
            message = _traceback.format_only(exc_info[1])
            if isinstance(exc_info[1], SyntaxError):
                message = "%s: %s\n" % (exc_info[0].__name__, exc_info[1].msg or "<no detail available>")
            expected = example.exc_msg
            if expected is None:
                if not quiet:
                    self.report_unexpected_exception(out, test, example, exc_info)
                return False
            good = check(expected, message, flags) or bool(flags & IGNORE_EXCEPTION_DETAIL) and check(
                _kind_only(expected), _kind_only(message), flags)
            if not good:
                got += self._trace(test, example, exc_info)
        if not quiet:
            (self.report_success if good else self.report_failure)(out, test, example, got)
        return good

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        real = sys.stdout
        out = out or real.write
        self._fakeout = sys.stdout = StringIO()
        failures = tries = 0
        try:
            for example in test.examples:
                quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures
                self.optionflags = self._flags_for(example)
                if self.optionflags & SKIP:
                    continue
                tries += 1
                if not self._one(test, example, out, quiet):
                    failures += 1
                    if self.optionflags & FAIL_FAST:
                        break
        finally:
            sys.stdout = real
            self.optionflags = self.original_optionflags
            if clear_globs:
                test.globs.clear()
        before = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = before[0] + failures, before[1] + tries
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        items = sorted(self._name2ft.items())
        empty = [name for name, (_, n) in items if not n]
        passed = [(name, n) for name, (bad, n) in items if n and not bad]
        failed = [(name, bad, n) for name, (bad, n) in items if bad]
        tries, failures = sum(n for _, (_, n) in items), sum(bad for _, bad, _ in failed)
        if verbose:
            for title, rows in (("items had no tests:", ["    " + name for name in empty]),
                                ("items passed all tests:", [" %3d tests in %s" % (n, name) for name, n in passed])):
                if rows:
                    print(len(rows), title)
                    print("\n".join(rows))
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, bad, n in failed:
                print(" %3d of %3d in %s" % (bad, n, name))
        if verbose:
            print(tries, "tests in", len(items), "items.")
            print(tries - failures, "passed and", failures, "failed.")
        if failures:
            print("***Test Failed***", failures, "failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(failures, tries)

    def merge(self, other):
        for name, (bad, n) in other._name2ft.items():
            before = self._name2ft.get(name, (0, 0))
            self._name2ft[name] = before[0] + bad, before[1] + n


class DebugRunner(DocTestRunner):
    """Raises at the first example that fails."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = DocTestRunner.run(self, test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0,
            extraglobs=None, raise_on_error=False, exclude_empty=False):
    """Run the examples of a module, of the program without one."""
    global master
    if m is None:
        m = sys.modules.get("__main__")
    if not isinstance(m, _module_type):
        raise TypeError("testmod: module required; %r" % (m,))
    finder = DocTestFinder(exclude_empty=exclude_empty)
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, m.__name__ if name is None else name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Run the examples of one object."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)
