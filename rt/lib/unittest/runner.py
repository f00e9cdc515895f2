"""Running tests and writing what comes of them."""

import sys
import time

from unittest import case, result


class _Stream:
    """A stream with writeln."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        if name in ("stream", "__getstate__"):
            raise AttributeError(name)
        return getattr(self.stream, name)

    def write(self, text):
        self.stream.write(text)

    def flush(self):
        flush = getattr(self.stream, "flush", None)
        if flush is not None:
            flush()

    def writeln(self, text=None):
        if text:
            self.write(text)
        self.write("\n")


def _then_show(name, status, letter):
    """A method that does what TestResult's of that name does, and writes a status
    with the reason, if there is one, in it, or a letter."""
    inherited = getattr(result.TestResult, name)

    def method(self, test, *details):
        inherited(self, test, *details)
        self._show(test, status % details if "%" in status else status, letter)
    method.__name__ = name
    return method


class TextTestResult(result.TestResult):
    """A result that writes a line or a letter for each test."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions = stream, descriptions
        self.dots, self.showAll = verbosity == 1, verbosity > 1
        self._newline = True

    def getDescription(self, test):
        doc = test.shortDescription()
        if self.descriptions and doc:
            return "\n".join((str(test), doc))
        return str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self.stream.flush()
            self._newline = False

    def _show(self, test, status, letter):
        if self.dots:
            self.stream.write(letter)
            self.stream.flush()
            return
        if not self.showAll:
            return
        subtest = isinstance(test, case._SubTest)
        if subtest or self._newline:
            if not self._newline:
                self.stream.writeln()
            if subtest:
                self.stream.write("  ")
            self.stream.write(self.getDescription(test) + " ... ")
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._show(subtest, "FAIL", "F")
            else:
                self._show(subtest, "ERROR", "E")
        super().addSubTest(test, subtest, err)

    addSuccess = _then_show("addSuccess", "ok", ".")
    addError = _then_show("addError", "ERROR", "E")
    addFailure = _then_show("addFailure", "FAIL", "F")
    addSkip = _then_show("addSkip", "skipped %r", "s")
    addExpectedFailure = _then_show("addExpectedFailure", "expected failure", "x")
    addUnexpectedSuccess = _then_show("addUnexpectedSuccess", "unexpected success", "u")

    def printErrors(self):
        out = self.stream
        if self.showAll or self.dots:
            out.writeln()
            out.flush()
        for flavour, tests in (("ERROR", self.errors), ("FAIL", self.failures)):
            self.printErrorList(flavour, tests)
        if self.unexpectedSuccesses:
            lines = ["UNEXPECTED SUCCESS: " + self.getDescription(t) for t in self.unexpectedSuccesses]
            out.writeln("\n".join([self.separator1] + lines))
            out.flush()

    def printErrorList(self, flavour, errors):
        out = self.stream
        for test, text in errors:
            head = "%s: %s" % (flavour, self.getDescription(test))
            for line in (self.separator1, head, self.separator2, str(text)):
                out.writeln(line)
            out.flush()


class TextTestRunner:
    """Runs tests and writes to a stream, standard error unless one is given."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False,
                 resultclass=None, warnings=None, *, tb_locals=False):
        self.stream = _Stream(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity, self.warnings = descriptions, verbosity, warnings
        self.failfast, self.buffer, self.tb_locals = failfast, buffer, tb_locals
        if resultclass:
            self.resultclass = resultclass

    def _makeResult(self):
        made = self.resultclass(self.stream, self.descriptions, self.verbosity)
        return made

    def run(self, test):
        """Run a test or suite, and return the result."""
        result = self._makeResult()
        for option in ("failfast", "buffer", "tb_locals"):
            setattr(result, option, getattr(self, option))
        start = time.perf_counter()
        begin = getattr(result, "startTestRun", None)
        if begin is not None:
            begin()
        try:
            test(result)
        finally:
            end = getattr(result, "stopTestRun", None)
            if end is not None:
                end()
        taken = time.perf_counter() - start
        result.printErrors()
        out = self.stream
        if hasattr(result, "separator2"):
            out.writeln(result.separator2)
        n = result.testsRun
        out.writeln("Ran %d test%s in %.3fs" % (n, "" if n == 1 else "s", taken))
        out.writeln()
        passed = result.wasSuccessful()
        out.write("OK" if passed else "FAILED")
        notes = [] if passed else [("failures", result.failures), ("errors", result.errors)]
        notes.append(("skipped", getattr(result, "skipped", ())))
        notes.append(("expected failures", getattr(result, "expectedFailures", ())))
        notes.append(("unexpected successes", getattr(result, "unexpectedSuccesses", ())))
        infos = ["%s=%d" % (what, len(which)) for what, which in notes if which]
        out.writeln(" (%s)" % ", ".join(infos) if infos else None)
        out.flush()
        return result
