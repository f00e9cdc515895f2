"""The program that runs a module's tests."""

import sys

from unittest import loader, runner

TYPE_CHECKING = False
if TYPE_CHECKING:
    import __main__  # never runs: tells the compiler that the program is looked at

_HELP = """usage: %(prog)s [-h] [-v] [-q] [--locals] [-f] [-c] [-b] [-k TESTNAMEPATTERNS] [tests ...]
"""


class TestProgram:
    """Loads the tests of a module, runs them and exits."""

    module = None
    verbosity = 1
    failfast = buffer = catchbreak = None
    progName = testNamePatterns = warnings = None

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None,
                 catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        if isinstance(module, str):
            name = module
            module = sys.modules.get(name)
            if module is None:
                raise ModuleNotFoundError("No module named %r" % name)
        self.module = module
        argv = sys.argv if argv is None else argv
        self.exit = exit
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.verbosity, self.tb_locals, self.warnings = verbosity, tb_locals, warnings
        self.defaultTest = defaultTest
        self.testRunner, self.testLoader = testRunner, testLoader
        self.progName = argv[0].rsplit("/", 1)[-1]
        self.testNames = None
        self.parseArgs(argv)
        self.runTests()

    def usageExit(self, msg=None):
        if msg:
            print(msg)
        print(_HELP % {"prog": self.progName})
        sys.exit(2)

    def parseArgs(self, argv):
        names, patterns = [], []
        args = iter(argv[1:])
        for arg in args:
            if arg in ("-v", "--verbose"):
                self.verbosity = 2
            elif arg in ("-q", "--quiet"):
                self.verbosity = 0
            elif arg in ("-f", "--failfast"):
                self.failfast = True
            elif arg in ("-b", "--buffer"):
                self.buffer = True
            elif arg in ("-c", "--catch", "--locals"):
                pass
            elif arg == "-k":
                patterns.append(next(args, ""))
            elif arg.startswith("-k"):
                patterns.append(arg[2:])
            elif arg in ("-h", "--help"):
                print(_HELP % {"prog": self.progName})
                sys.exit(0)
            elif arg.startswith("-") and arg != "-":
                self.usageExit("unrecognized arguments: " + arg)
            else:
                names.append(arg)
        if patterns:
            self.testLoader.testNamePatterns = [p if "*" in p else "*" + p + "*" for p in patterns]
        default = self.defaultTest
        if not names and default is not None:
            names = (default,) if isinstance(default, str) else list(default)
            self.testNames = names
        elif names:
            self.testNames = names
        self.createTests()

    def createTests(self):
        load, names = self.testLoader, self.testNames
        whole = names is None
        self.test = load.loadTestsFromModule(self.module) if whole else load.loadTestsFromNames(names, self.module)

    def runTests(self):
        r = self.testRunner
        if r is None:
            r = runner.TextTestRunner
        if isinstance(r, type):
            r = r(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                  warnings=self.warnings, tb_locals=self.tb_locals)
        self.result = r.run(self.test)
        if self.exit:
            passed = self.result.wasSuccessful()
            sys.exit(not passed)


main = TestProgram
