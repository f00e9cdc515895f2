"""Finding tests in classes and modules."""

import sys

from unittest import case, suite


class TestLoader:
    """Makes suites of the tests in classes, modules and names."""

    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        """The names of a class's test methods, sorted."""
        names = []
        for name in dir(testCaseClass):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                continue
            if self.testNamePatterns is not None:
                full = "%s.%s.%s" % (testCaseClass.__module__, testCaseClass.__qualname__, name)
                if not any(_match(full, p) for p in self.testNamePatterns):
                    continue
            names.append(name)
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        if suite.TestSuite in testCaseClass.__mro__:
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass([testCaseClass(n) for n in names])

    def loadTestsFromModule(self, module, *ignored, pattern=None, **others):
        found = (getattr(module, name) for name in dir(module))
        all_of_it = self.suiteClass([self.loadTestsFromTestCase(x) for x in found if _has_tests(x)])
        hook = getattr(module, "load_tests", None)
        return all_of_it if hook is None else hook(self, all_of_it, pattern)

    def loadTestsFromName(self, name, module=None):
        """The tests that a dotted name stands for."""
        parts = name.split(".")
        obj = module
        if module is None:
            n = len(parts)
            while n and sys.modules.get(".".join(parts[:n])) is None:
                n -= 1
            if not n:
                raise ModuleNotFoundError("No module named %r" % parts[0])
            obj = sys.modules[".".join(parts[:n])]
            parts = parts[n:]
        owner = None
        for part in parts:
            owner = obj
            obj = getattr(owner, part)
        return self._tests_of(obj, owner, parts[-1] if parts else "")

    def _tests_of(self, x, owner, name):
        """The tests that x stands for, which is owner's attribute of that name."""
        if isinstance(x, suite.TestSuite):
            return x
        if isinstance(x, type(sys)):
            return self.loadTestsFromModule(x)
        if _is_case(x):
            return self.loadTestsFromTestCase(x)
        if _is_case(owner) and not isinstance(x, type):
            one = owner(name)
            if callable(getattr(one, name)):
                return self.suiteClass([one])
        if not callable(x):
            raise TypeError("don't know how to make test from: %s" % x)
        made = x()
        if isinstance(made, case.TestCase):
            made = self.suiteClass([made])
        if isinstance(made, suite.TestSuite):
            return made
        raise TypeError("calling %s returned %s, not a test" % (x, made))

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(n, module) for n in names])


def _is_case(x):
    return isinstance(x, type) and case.TestCase in x.__mro__


def _has_tests(x):
    return _is_case(x) and x not in (case.TestCase, case.FunctionTestCase)


def _match(text, pattern):
    """Whether pattern, in which * and ? stand for any characters, matches text."""
    i = j = 0
    star, mark = -1, 0
    while i < len(text):
        if j < len(pattern) and pattern[j] == "*":
            star, mark = j, i
            j += 1
        elif j < len(pattern) and pattern[j] in ("?", text[i]):
            i, j = i + 1, j + 1
        elif star >= 0:
            mark += 1
            i, j = mark, star + 1
        else:
            return False
    return all(ch == "*" for ch in pattern[j:])


defaultTestLoader = TestLoader()
