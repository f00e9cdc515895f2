"""What a test may assert."""

from _re import compile as _compiled
from unittest.util import common_shorten_repr, count_differences, safe_repr

_MISSING = object()

_DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."


class _Raises:
    """The context of assertRaises and assertWarns."""

    def __init__(self, expected, case, pattern=None):
        self.case = case
        self.expected = expected
        if pattern is not None:
            pattern = _compiled(pattern)
        self.expected_regex = pattern
        self.obj_name = None
        self.msg = None

    def fail(self, message):
        raise self.case.failureException(self.case._formatMessage(self.msg, message))

    def matches(self, e):
        return issubclass(type(e), self.expected)

    def names(self):
        try:
            return self.expected.__name__
        except AttributeError:
            return str(self.expected)

    def handle(self, name, args, kwargs):
        if not _are_classes(self.expected, self.base):
            raise TypeError("%s() arg 1 must be %s" % (name, self.wanted))
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function"
                                % (next(iter(kwargs)),))
            return self
        function, *args = args
        try:
            self.obj_name = function.__name__
        except AttributeError:
            self.obj_name = str(function)
        with self:
            function(*args, **kwargs)


def _are_classes(expected, base):
    if isinstance(expected, tuple):
        return all(_are_classes(c, base) for c in expected)
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertRaises(_Raises):
    base = BaseException
    wanted = "an exception type or tuple of exception types"

    def __enter__(self):
        return self

    def __exit__(self, cls, e, tb):
        if cls is None:
            if self.obj_name:
                self.fail("%s not raised by %s" % (self.names(), self.obj_name))
            self.fail("%s not raised" % self.names())
        if not issubclass(cls, self.expected):
            return False
        self.exception = e.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(e)):
            self.fail('"%s" does not match "%s"' % (self.expected_regex.pattern, str(e)))
        return True


class _AssertWarns(_Raises):
    base = Warning
    wanted = "a warning type or tuple of warning types"

    def __enter__(self):
        import warnings
        self.manager = warnings.catch_warnings(record=True)
        self.warnings = self.manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, cls, e, tb):
        self.manager.__exit__(cls, e, tb)
        if cls is not None:
            return
        first = None
        for m in self.warnings:
            w = m.message
            if not isinstance(w, self.expected):
                continue
            first = first or w
            if self.expected_regex is not None and not self.expected_regex.search(str(w)):
                continue
            self.warning, self.filename, self.lineno = w, m.filename, m.lineno
            return
        if first is not None:
            self.fail('"%s" does not match "%s"' % (self.expected_regex.pattern, str(first)))
        if self.obj_name:
            self.fail("%s not triggered by %s" % (self.names(), self.obj_name))
        self.fail("%s not triggered" % self.names())


class Assertions:
    """The assert methods of TestCase."""

    def fail(self, msg=None):
        """Fail at once."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        if msg is None:
            return standard
        try:
            return "%s : %s" % (standard, msg)
        except UnicodeDecodeError:
            return "%s : %s" % (safe_repr(standard), safe_repr(msg))

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _truncate(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + (_DIFF_OMITTED % len(diff))

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, "%s is not false" % safe_repr(expr))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, "%s is not true" % safe_repr(expr))

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _AssertRaises(expected_exception, self)
        try:
            return context.handle("assertRaises", args, kwargs)
        finally:
            context = None

    def assertWarns(self, expected_warning, *args, **kwargs):
        context = _AssertWarns(expected_warning, self)
        return context.handle("assertWarns", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _AssertRaises(expected_exception, self, expected_regex)
        return context.handle("assertRaisesRegex", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        context = _AssertWarns(expected_warning, self, expected_regex)
        return context.handle("assertWarnsRegex", args, kwargs)

    def _equality(self, first, second):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, "%s != %s" % common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        self._equality(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, "%s == %s" % (safe_repr(first), safe_repr(second)))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference, near, how = _near(first, second, places, delta)
        if not near:
            self._fail(msg, "%s != %s within %s (%s difference)" % (
                safe_repr(first), safe_repr(second), how, safe_repr(difference)))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference, near, how = _near(first, second, places, delta)
        if delta is not None:
            if first == second or near:
                self._fail(msg, "%s == %s within %s (%s difference)" % (
                    safe_repr(first), safe_repr(second), how, safe_repr(difference)))
        elif first == second or near:
            self._fail(msg, "%s == %s within %s" % (safe_repr(first), safe_repr(second), how))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = "sequence"
        if seq_type is not None:
            name = seq_type.__name__
            for which, seq in (("First", seq1), ("Second", seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException("%s sequence is not a %s: %s" % (
                        which, name, safe_repr(seq)))
        differing = None
        len1 = len2 = 0
        try:
            len1 = len(seq1)
        except (TypeError, NotImplementedError):
            differing = "First %s has no length.    Non-sequence?" % name
        if differing is None:
            try:
                len2 = len(seq2)
            except (TypeError, NotImplementedError):
                differing = "Second %s has no length.    Non-sequence?" % name
        if differing is None:
            if seq1 == seq2:
                return
            differing = "%ss differ: %s != %s\n" % (
                (name.capitalize(),) + common_shorten_repr(seq1, seq2))
            more = self._first_difference(name, seq_type, seq1, seq2, len1, len2)
            if more is None:
                return
            differing += more
        diff = "\n" + "\n".join(_ndiff(_pformat(seq1).splitlines(), _pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncate(differing, diff)))

    def _first_difference(self, name, seq_type, seq1, seq2, len1, len2):
        text = ""
        for i in range(min(len1, len2)):
            try:
                x = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of first %s\n" % (i, name)
                break
            try:
                y = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of second %s\n" % (i, name)
                break
            if x != y:
                text += "\nFirst differing element %d:\n%s\n%s\n" % (
                    (i,) + common_shorten_repr(x, y))
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                return None
        if len1 == len2:
            return text
        which, seq, n, more = "First", seq1, len2, len1 - len2
        if len1 < len2:
            which, seq, n, more = "Second", seq2, len1, len2 - len1
        text += "\n%s %s contains %d additional elements.\n" % (which, name, more)
        try:
            text += "First extra element %d:\n%s\n" % (n, safe_repr(seq[n]))
        except (TypeError, IndexError, NotImplementedError):
            text += "Unable to index element %d of %s %s\n" % (n, which.lower(), name)
        return text

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        differences = []
        for which, x, y in (("first", set1, set2), ("second", set2, set1)):
            try:
                differences.append(x.difference(y))
            except TypeError as e:
                self.fail("invalid type when attempting set difference: %s" % e)
            except AttributeError as e:
                self.fail("%s argument does not support set difference: %s" % (which, e))
        if not (differences[0] or differences[1]):
            return
        lines = []
        for which, items in zip(("first", "second"), differences):
            if items:
                lines.append("Items in the %s set but not the %s:" % (
                    which, "second" if which == "first" else "first"))
                lines.extend(repr(x) for x in items)
        self._fail(msg, "\n".join(lines))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, "%s not found in %s" % (safe_repr(member), safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, "%s unexpectedly found in %s" % (
                safe_repr(member), safe_repr(container)))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, "%s is not %s" % (safe_repr(expr1), safe_repr(expr2)))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, "unexpectedly identical: %s" % safe_repr(expr1))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, "%s is not None" % safe_repr(obj))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            diff = "\n" + "\n".join(_ndiff(_pformat(d1).splitlines(), _pformat(d2).splitlines()))
            standard = "%s != %s" % common_shorten_repr(d1, d2)
            self._fail(msg, self._truncate(standard, diff))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        missing, wrong = [], []
        for key, value in subset.items():
            if key not in dictionary:
                missing.append(key)
            elif value != dictionary[key]:
                wrong.append("%s, expected: %s, actual: %s" % (
                    safe_repr(key), safe_repr(value), safe_repr(dictionary[key])))
        text = ""
        if missing:
            text = "Missing: %s" % ",".join(safe_repr(m) for m in missing)
        if wrong:
            text += "; " if text else ""
            text += "Mismatched values: %s" % ",".join(wrong)
        if text:
            self._fail(msg, text)

    def assertCountEqual(self, first, second, msg=None):
        differences = count_differences(list(first), list(second))
        if differences:
            lines = ["First has %d, Second has %d:  %r" % d for d in differences]
            diff = "\n".join(lines)
            self._fail(msg, self._truncate("Element counts were not equal:\n", diff))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > 2 ** 16 or len(second) > 2 ** 16:
            self._baseAssertEqual(first, second, msg)
        lines1, lines2 = first.splitlines(keepends=True), second.splitlines(keepends=True)
        if len(lines1) == 1 and first.strip("\r\n") == first:
            lines1, lines2 = [first + "\n"], [second + "\n"]
        standard = "%s != %s" % common_shorten_repr(first, second)
        self._fail(msg, self._truncate(standard, "\n" + "".join(_ndiff(lines1, lines2))))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, "%s not less than %s" % (safe_repr(a), safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, "%s not less than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, "%s not greater than %s" % (safe_repr(a), safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, "%s not greater than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, "%s is not an instance of %r" % (safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, "%s is an instance of %r" % (safe_repr(obj), cls))

    def assertRegex(self, text, expected_regex, msg=None):
        assert expected_regex, "expected_regex must not be empty."
        pattern = _compiled(expected_regex)
        if not pattern.search(text):
            self._fail(msg, "Regex didn't match: %r not found in %r" % (pattern.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = _compiled(unexpected_regex)
        m = pattern.search(text)
        if m:
            self._fail(msg, "Regex matched: %r matches %r in %r" % (
                text[m.start():m.end()], pattern.pattern, text))

    # The names of older Pythons.
    failUnlessEqual = assertEquals = assertEqual
    failIfEqual = assertNotEquals = assertNotEqual
    failUnlessAlmostEqual = assertAlmostEquals = assertAlmostEqual
    failIfAlmostEqual = assertNotAlmostEquals = assertNotAlmostEqual
    failUnless = assert_ = assertTrue
    failUnlessRaises = assertRaises
    failIf = assertFalse
    assertRaisesRegexp = assertRaisesRegex
    assertRegexpMatches = assertRegex
    assertNotRegexpMatches = assertNotRegex


def _near(first, second, places, delta):
    """The difference, whether it is small enough, and what that means."""
    if delta is not None and places is not None:
        raise TypeError("specify delta or places not both")
    difference = abs(first - second)
    if delta is not None:
        return difference, difference <= delta, "%s delta" % safe_repr(delta)
    if places is None:
        places = 7
    return difference, round(difference, places) == 0, "%r places" % places


def _ndiff(a, b):
    import difflib
    return difflib.ndiff(a, b)


def _pformat(value):
    import pprint
    return pprint.pformat(value)
