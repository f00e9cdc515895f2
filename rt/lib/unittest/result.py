"""What came of the tests of a run."""

import _traceback


class TestResult:
    """Holds the results of tests, and tells a run to stop."""

    # What suites note here about the classes and modules that they set up.
    _testRunEntered = _moduleSetUpFailed = False
    _previousTestClass = None

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.testsRun = 0
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.failfast = self.shouldStop = self.buffer = self.tb_locals = False

    def printErrors(self):
        """Called by a runner at the end."""

    def startTest(self, test):
        self.testsRun += 1

    def startTestRun(self):
        """Called once before the first test."""

    def stopTest(self, test):
        """Called after each test."""

    def stopTestRun(self):
        """Called once after the last test."""

    def _note(self, kept, shown, err, test):
        """Keep what test raised, for shown to be printed with it."""
        if kept is not self.expectedFailures and getattr(self, "failfast", False):
            self.stop()
        kept.append((shown, self._exc_info_to_string(err, test)))

    def addError(self, test, err): self._note(self.errors, test, err, test)

    def addFailure(self, test, err): self._note(self.failures, test, err, test)

    def addExpectedFailure(self, test, err): self._note(self.expectedFailures, test, err, test)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            self._note(self.failures if failed else self.errors, subtest, err, test)

    def addSuccess(self, test):
        """Called for each test that succeeds."""

    def addSkip(self, test, reason): self.skipped += [(test, reason)]

    def addUnexpectedSuccess(self, test):
        if getattr(self, "failfast", False):
            self.stop()
        self.unexpectedSuccesses += [test]

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        cls, value, tb = err
        _clean(value, tb, issubclass(cls, test.failureException))
        return _traceback.format_exception(value)

    def __repr__(self):
        cls = self.__class__
        return "<%s.%s run=%i errors=%i failures=%i>" % (
            cls.__module__, cls.__qualname__, self.testsRun, len(self.errors), len(self.failures))


def _ours(tb):
    return _traceback.filename(tb).startswith("<pxc>/unittest/")


def _clean(value, tb, failure):
    """Take our own functions out of the tracebacks of an exception and its causes:
    at the outer end, and for failed assertions at the inner one."""
    todo, seen = [(value, tb)], set()
    while todo:
        value, tb = todo.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        while tb is not None and _ours(tb):
            tb = tb.tb_next
        if failure:
            last, at = None, tb
            while at is not None and not _ours(at):
                last, at = at, at.tb_next
            if last is not None:
                last.tb_next = None
        value.with_traceback(tb)
        for other in (value.__cause__, value.__context__):
            if other is not None:
                todo.append((other, other.__traceback__))
