"""What came of the tests of a run."""


import _traceback




class TestResult:
    """Holds the results of tests, and tells a run to stop."""

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False

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

    def _failed(self):
        if getattr(self, "failfast", False):
            self.stop()

    def addError(self, test, err):
        self._failed()
        self.errors.append((test, self._exc_info_to_string(err, test)))

    def addFailure(self, test, err):
        self._failed()
        self.failures.append((test, self._exc_info_to_string(err, test)))

    def addSubTest(self, test, subtest, err):
        if err is None:
            return
        self._failed()
        failed = issubclass(err[0], test.failureException)
        where = self.failures if failed else self.errors
        where.append((subtest, self._exc_info_to_string(err, test)))

    def addSuccess(self, test):
        """Called for each test that succeeds."""

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        self._failed()
        self.unexpectedSuccesses.append(test)

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
        value.__traceback__ = tb
        for other in (value.__cause__, value.__context__):
            if other is not None:
                todo.append((other, other.__traceback__))
