"""Test cases: what a test may assert, and how one is run."""

from unittest import asserts, result
from unittest.util import strclass


class SkipTest(Exception):
    """Raised in a test to skip it."""


class _ShouldStop(Exception):
    """Ends a test with failfast after a failed subtest."""


class _UnexpectedSuccess(Exception):
    """A test that was expected to fail did not."""


def _same(x):
    return x


def skip(reason):
    """Skip the decorated test or class."""
    def decorator(test):
        if not isinstance(test, type):
            inner = test

            def test(*args, **kwargs):
                raise SkipTest(reason)
            for name in ("__module__", "__name__", "__qualname__", "__doc__"):
                setattr(test, name, getattr(inner, name))
        test.__unittest_skip__ = True
        test.__unittest_skip_why__ = reason
        return test
    if isinstance(reason, type(_same)):
        test, reason = reason, ""
        return decorator(test)
    return decorator


def skipIf(condition, reason):
    """Skip the decorated test or class if the condition holds."""
    return skip(reason) if condition else _same


def skipUnless(condition, reason):
    """Skip the decorated test or class unless the condition holds."""
    return _same if condition else skip(reason)


def expectedFailure(test):
    """Mark a test that must fail."""
    test.__unittest_expecting_failure__ = True
    return test


_module_cleanups = []


def _calls(cleanups):
    """The calls on a stack of cleanups, each removed before it is made; what one
    adds comes next."""
    while cleanups:
        call = cleanups.pop()
        yield call


def addModuleCleanup(function, /, *args, **kwargs):
    """Call function after tearDownModule, the last one added first."""
    call = function, args, kwargs
    _module_cleanups.append(call)


def doModuleCleanups():
    """Do what addModuleCleanup was told."""
    failures = []
    for f, args, kwargs in _calls(_module_cleanups):
        try:
            f(*args, **kwargs)
        except Exception as e:
            failures.append(e)
    if failures:
        raise failures[0]


def _enter(manager, add_cleanup):
    cls = type(manager)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError("'%s.%s' object does not support the context manager protocol"
                        % (cls.__module__, cls.__qualname__)) from None
    value = enter(manager)
    add_cleanup(leave, manager, None, None, None)
    return value


def enterModuleContext(manager):
    """Enter a context manager, and leave it after tearDownModule."""
    return _enter(manager, addModuleCleanup)


class _Outcome:
    """What has come of the parts of one test."""

    def __init__(self, result):
        self.result = result
        self.subtests = hasattr(result, "addSubTest")
        self.success, self.expecting_failure = True, False
        self.expected_failure = None

    def part(self, case, function, args=(), kwargs={}):
        """Run one part of a test; its exceptions are the result's."""
        before, self.success = self.success, True
        try:
            function(*args, **kwargs)
        except KeyboardInterrupt:
            raise  # the whole run ends
        except SkipTest as e:
            self.success = False
            _add_skip(self.result, case, str(e))
        except _ShouldStop:
            pass
        except BaseException as e:
            self.failed(case, e)
        self.success = self.success and before

    def failed(self, case, e):
        info = (type(e), e, e.__traceback__)
        if not self.expecting_failure:
            self.success = False
            r = self.result
            report = r.addFailure if isinstance(e, case.failureException) else r.addError
            report(case, info)
        else:
            self.expected_failure = info


def _add_skip(result, case, reason):
    add = getattr(result, "addSkip", None)
    if add is not None:
        add(case, reason)
    else:
        result.addSuccess(case)


class TestCase(asserts.Assertions):
    """A test: derive from it, and give it methods whose names begin with test."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _class_cleanups = []

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls._class_cleanups = []

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = None
        try:
            method = getattr(self, methodName)
        except AttributeError:
            if methodName != "runTest":
                raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))
        else:
            self._testMethodDoc = method.__doc__
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = {}
        for cls, name in ((dict, "assertDictEqual"), (list, "assertListEqual"),
                          (tuple, "assertTupleEqual"), (set, "assertSetEqual"),
                          (frozenset, "assertSetEqual"), (str, "assertMultiLineEqual")):
            self.addTypeEqualityFunc(cls, name)

    def addTypeEqualityFunc(self, typeobj, function):
        """assertEqual calls function for two values of exactly this type."""
        self._type_equality_funcs[typeobj] = function

    def setUp(self):
        """Called before each test."""

    def tearDown(self):
        """Called after each test."""

    @classmethod
    def setUpClass(cls):
        """Called before the first test of the class."""

    @classmethod
    def tearDownClass(cls):
        """Called after the last test of the class."""

    def addCleanup(self, function, /, *args, **kwargs):
        """Call function after tearDown, the last one added first."""
        call = function, args, kwargs
        self._cleanups.append(call)

    def enterContext(self, cm):
        """Enter a context manager, and leave it after tearDown."""
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Call function after tearDownClass, the last one added first."""
        call = function, args, kwargs
        cls._class_cleanups.append(call)

    @classmethod
    def enterClassContext(cls, cm):
        """Enter a context manager, and leave it after tearDownClass."""
        return _enter(cm, cls.addClassCleanup)

    @classmethod
    def doClassCleanups(cls):
        """Do what addClassCleanup was told; tearDown_exceptions has what was raised."""
        raised = cls.tearDown_exceptions = []
        for f, args, kwargs in _calls(cls._class_cleanups):
            try:
                f(*args, **kwargs)
            except Exception as e:
                raised.append((type(e), e, e.__traceback__))

    def countTestCases(self): return 1

    def defaultTestResult(self): return result.TestResult()

    def shortDescription(self):
        """The first line of the test's docstring, or None."""
        text = self._testMethodDoc
        if not text:
            return None
        first, _, _ = text.strip().partition("\n")
        return first.strip()

    def id(self):
        return strclass(self.__class__) + "." + self._testMethodName

    def __eq__(self, that):
        if type(that) is type(self):
            return that._testMethodName == self._testMethodName
        return NotImplemented

    def __hash__(self):
        return hash((self._testMethodName, type(self)))

    def __str__(self):
        name = self._testMethodName
        return "%s (%s.%s)" % (name, strclass(self.__class__), name)

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(self.__class__), self._testMethodName)

    def subTest(self, msg=asserts._MISSING, **params):
        """A context whose failure does not end the test."""
        return _SubTestContext(self, msg, params)

    def run(self, result=None):
        """Run the test and report to result, which is returned."""
        stop = None
        if result is None:
            result = self.defaultTestResult()
            start = getattr(result, "startTestRun", None)
            stop = getattr(result, "stopTestRun", None)
            if start is not None:
                start()
        try:
            result.startTest(self)
            try:
                self._run(result)
            finally:
                result.stopTest(self)
        finally:
            if stop is not None:
                stop()
        return result

    def _run(self, result):
        method = getattr(self, self._testMethodName)
        for item in (self.__class__, method):
            if getattr(item, "__unittest_skip__", False):
                _add_skip(result, self, getattr(self.__class__, "__unittest_skip_why__", "")
                          or getattr(method, "__unittest_skip_why__", ""))
                return
        expecting = (getattr(self, "__unittest_expecting_failure__", False)
                     or getattr(method, "__unittest_expecting_failure__", False))
        outcome = self._outcome = _Outcome(result)
        try:
            outcome.part(self, self._callSetUp)
            if outcome.success:
                outcome.expecting_failure = expecting
                outcome.part(self, self._callTestMethod, (method,))
                outcome.expecting_failure = False
                outcome.part(self, self._callTearDown)
            self.doCleanups()
            if not outcome.success:
                return
            if not expecting:
                result.addSuccess(self)
            elif outcome.expected_failure:
                result.addExpectedFailure(self, outcome.expected_failure)
            else:
                result.addUnexpectedSuccess(self)
        finally:
            outcome.expected_failure = None
            self._outcome = None

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        method()

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, f, /, *args, **kwargs):
        f(*args, **kwargs)

    def doCleanups(self):
        """Do what addCleanup was told."""
        outcome = self._outcome or _Outcome(None)
        for f, args, kwargs in _calls(self._cleanups):
            outcome.part(self, self._callCleanup, (f,) + args, kwargs)
        return outcome.success

    def __call__(self, *args, **kwargs): return self.run(*args, **kwargs)

    def debug(self):
        """Run the test without collecting results."""
        method = getattr(self, self._testMethodName)
        for item in (self.__class__, method):
            if getattr(item, "__unittest_skip__", False):
                raise SkipTest(getattr(self.__class__, "__unittest_skip_why__", "")
                               or getattr(method, "__unittest_skip_why__", ""))
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        for f, args, kwargs in _calls(self._cleanups):
            self._callCleanup(f, *args, **kwargs)

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)


class _SubTestContext:
    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case = self.case
        outcome = case._outcome
        self.idle = outcome is None or not outcome.subtests
        if self.idle:
            return
        self.outer = case._subtest
        params = self.params
        if self.outer is not None:
            params = {**params, **{k: v for k, v in self.outer.params.items() if k not in params}}
        case._subtest = _SubTest(case, self.msg, params)
        self.before = outcome.success
        outcome.success = True

    def __exit__(self, cls, e, tb):
        if self.idle:
            return False
        case = self.case
        outcome, subtest = case._outcome, case._subtest
        case._subtest = self.outer
        if cls is None:
            if outcome.success:
                outcome.result.addSubTest(case, subtest, None)
        elif issubclass(cls, KeyboardInterrupt):
            return False
        elif issubclass(cls, SkipTest):
            outcome.success = False
            _add_skip(outcome.result, subtest, str(e))
        elif issubclass(cls, _ShouldStop):
            pass
        elif outcome.expecting_failure:
            outcome.expected_failure = (cls, e, tb)
        else:
            outcome.success = False
            outcome.result.addSubTest(case, subtest, (cls, e, tb))
        outcome.success = outcome.success and self.before
        if outcome.success:
            stop = outcome.expected_failure
        else:
            stop = getattr(outcome.result, "failfast", False)
        if stop:
            raise _ShouldStop from None
        return True


class _SubTest(TestCase):
    def __init__(self, case, message, params):
        super().__init__()
        self.test_case = case
        self._message = message
        self.params = params
        self.failureException = case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _description(self):
        parts = []
        if self._message is not asserts._MISSING:
            parts.append("[%s]" % (self._message,))
        if self.params:
            parts.append("(%s)" % ", ".join("%s=%r" % item for item in self.params.items()))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return self.test_case.id() + " " + self._description()

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return str(self.test_case) + " " + self._description()


class FunctionTestCase(TestCase):
    """A test case made of functions."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._set_up, self._tear_down = setUp, tearDown
        self._function, self._text = testFunc, description

    def setUp(self):
        if self._set_up is not None:
            self._set_up()

    def tearDown(self):
        if self._tear_down is not None:
            self._tear_down()

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def _parts(self):
        return self._set_up, self._tear_down, self._function, self._text

    def __eq__(self, that):
        return self._parts() == that._parts() if isinstance(that, type(self)) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._parts()))

    def __str__(self):
        return "%s (%s)" % (strclass(self.__class__), self._function.__name__)

    def __repr__(self):
        return "<%s tec=%s>" % (strclass(self.__class__), self._function)

    def shortDescription(self):
        if self._text is None:
            text = self._function.__doc__ or ""
            return text.partition("\n")[0].strip() or None
        return self._text
