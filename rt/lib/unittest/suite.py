"""Suites of tests, and what is set up around classes and modules."""

import sys

from unittest import case
from unittest.util import strclass


class BaseTestSuite:
    """A suite without set-up of classes and modules."""

    _cleanup = True

    def __init__(self, tests=()):
        self._tests, self._removed_tests = [], 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (strclass(self.__class__), list(self))

    def __eq__(self, that):
        return list(self) == list(that) if isinstance(that, type(self)) else NotImplemented

    def __iter__(self):
        yield from self._tests

    def countTestCases(self):
        return self._removed_tests + sum(t.countTestCases() for t in self if t)

    def addTest(self, test):
        if not callable(test):
            raise TypeError("%s is not callable" % repr(test))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests += [test]

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for one in tests:
            self.addTest(one)

    def run(self, result):
        for test in self._each(result):
            test(result)
        return result

    def _each(self, result):
        """The tests up to where the result stops. Each is let go of when the next is
        asked for, which leaves its number."""
        at = 0
        for test in self:
            if result.shouldStop:
                return
            yield test
            if self._cleanup and isinstance(self._tests, list):
                n = getattr(test, "countTestCases", None)
                self._removed_tests += 0 if n is None else n()
                self._tests[at] = None
            at += 1

    def __call__(self, *args, **kwargs): return self.run(*args, **kwargs)

    def debug(self):
        for one in self:
            one.debug()


class TestSuite(BaseTestSuite):
    """Tests that are run together."""

    def run(self, result, debug=False):
        outermost = not getattr(result, "_testRunEntered", False)
        if outermost:
            result._testRunEntered = True
        for test in self._each(result):
            if _is_suite(test) or self._prepare(test, result):
                if debug:
                    test.debug()
                else:
                    test(result)
        if outermost:
            self._tear_down_class(None, result)
            self._tear_down_module(result)
            result._testRunEntered = False
        return result

    def debug(self):
        self.run(_DebugResult(), True)

    def _prepare(self, test, result):
        """Set up what a test stands in, and end what the one before stood in. Whether
        the test can run."""
        cls = type(test)
        self._tear_down_class(test, result)
        self._module_fixture(test, result)
        self._set_up_class(test, result)
        result._previousTestClass = cls
        return not (getattr(cls, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False))

    def _set_up_class(self, test, result):
        cls = test.__class__
        if cls == getattr(result, "_previousTestClass", None) or getattr(result, "_moduleSetUpFailed", False):
            return
        if getattr(cls, "__unittest_skip__", False):
            return
        failed = False
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass
        set_up = getattr(cls, "setUpClass", None)
        clean_up = getattr(cls, "doClassCleanups", None)
        if set_up is None:
            return
        try:
            set_up()
        except Exception as e:
            if type(result) is _DebugResult:
                raise
            failed = True
            try:
                cls._classSetupFailed = True
            except TypeError:
                pass
            self._fixture_failed(result, e, "setUpClass", strclass(cls))
        if failed and clean_up is not None:
            clean_up()
            for info in cls.tearDown_exceptions:
                self._fixture_failed(result, info[1], "setUpClass", strclass(cls))

    def _tear_down_class(self, test, result):
        cls = getattr(result, "_previousTestClass", None)
        if cls is None or test is not None and test.__class__ == cls:
            return
        if (getattr(cls, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False)
                or getattr(cls, "__unittest_skip__", False)):
            return
        tear_down = getattr(cls, "tearDownClass", None)
        clean_up = getattr(cls, "doClassCleanups", None)
        if tear_down is not None:
            try:
                tear_down()
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                self._fixture_failed(result, e, "tearDownClass", strclass(cls))
        if clean_up is not None:
            clean_up()
            for info in cls.tearDown_exceptions:
                if isinstance(result, _DebugResult):
                    raise info[1]
                self._fixture_failed(result, info[1], "tearDownClass", strclass(cls))

    def _module_fixture(self, test, result):
        name = test.__class__.__module__
        if name == _previous_module(result):
            return
        self._tear_down_module(result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(name)
        set_up = getattr(module, "setUpModule", None)
        if set_up is None:
            return
        try:
            set_up()
        except Exception as e:
            if type(result) is _DebugResult:
                raise
            self._fixture_failed(result, e, "setUpModule", name)
            result._moduleSetUpFailed = True
            self._clean_up_module(result, name)

    def _clean_up_module(self, result, name):
        try:
            case.doModuleCleanups()
        except Exception as e:
            self._fixture_failed(result, e, "setUpModule", name)

    def _tear_down_module(self, result):
        name = _previous_module(result)
        if name is None or getattr(result, "_moduleSetUpFailed", False):
            return
        module = sys.modules.get(name)
        if module is None:
            return
        for f in (getattr(module, "tearDownModule", None), case.doModuleCleanups):
            if f is None:
                continue
            try:
                f()
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                self._fixture_failed(result, e, "tearDownModule", name)

    def _fixture_failed(self, result, e, method, parent):
        error = _ErrorHolder("%s (%s)" % (method, parent))
        add_skip = getattr(result, "addSkip", None)
        if add_skip is not None and isinstance(e, case.SkipTest):
            add_skip(error, str(e))
        else:
            result.addError(error, (type(e), e, e.__traceback__))


def _previous_module(result):
    cls = getattr(result, "_previousTestClass", None)
    return cls.__module__ if cls is not None else None


class _ErrorHolder:
    """Stands for the set-up of a class or module that has failed."""

    failureException = ()

    def __init__(self, what):
        self.description = what

    def __str__(self): return self.description

    id = __str__

    def __repr__(self):
        return "<ErrorHolder description=%r>" % self.description

    def shortDescription(self): pass

    def run(self, result): pass

    __call__ = run

    def countTestCases(self): return 0


def _is_suite(test):
    try:
        iter(test)
    except TypeError:
        return False
    return True


class _DebugResult:
    """The result of a run whose exceptions are not collected."""

    shouldStop = _moduleSetUpFailed = False
    _previousTestClass = None
