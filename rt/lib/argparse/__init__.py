"""Command lines: options and arguments from sys.argv, help about them, errors."""

import os
import sys

from .actions import (
    UNRECOGNIZED, Action, ArgumentError, ArgumentTypeError, BooleanOptionalAction, Namespace, action_name,
)
from .actions import (
    AppendAction as _AppendAction, AppendConstAction as _AppendConstAction, CountAction as _CountAction,
    ExtendAction as _ExtendAction, HelpAction as _HelpAction, StoreAction as _StoreAction,
    StoreConstAction as _StoreConstAction, StoreFalseAction as _StoreFalseAction,
    StoreTrueAction as _StoreTrueAction, SubParsersAction as _SubParsersAction, VersionAction as _VersionAction,
)
from .container import _NEGATIVE, ArgumentContainer as _ActionsContainer, _ArgumentGroup, _MutuallyExclusiveGroup
from .formatter import (
    ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentDefaultsHelpFormatter,
    HelpFormatter, MetavarTypeHelpFormatter, RawDescriptionHelpFormatter, RawTextHelpFormatter,
)

__all__ = [
    "ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType",
    "HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
    "MetavarTypeHelpFormatter", "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER",
    "SUPPRESS", "ZERO_OR_MORE",
]


class FileType:
    """A type of arguments that are opened: "-" is standard input or output."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == "-":
            if "r" in self._mode:
                return sys.stdin.buffer if "b" in self._mode else sys.stdin
            if any(c in self._mode for c in "wax"):
                return sys.stdout.buffer if "b" in self._mode else sys.stdout
            raise ValueError('argument "-" with mode %r' % self._mode)
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError("can't open '%s': %s" % (string, e))

    def __repr__(self):
        args = [repr(a) for a in (self._mode, self._bufsize) if a != -1]
        args += ["%s=%r" % (k, v) for k, v in (("encoding", self._encoding), ("errors", self._errors)) if v is not None]
        return "%s(%s)" % (type(self).__name__, ", ".join(args))


class ArgumentParser(_ActionsContainer):
    """Knows the arguments of a program, and takes command lines apart."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True,
                 exit_on_error=True):
        super().__init__(description, prefix_chars, argument_default, conflict_handler)
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.fromfile_prefix_chars, self.add_help = fromfile_prefix_chars, add_help
        self.allow_abbrev, self.exit_on_error = allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            char = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(char + "h", char * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def __repr__(self):
        names = ["prog", "usage", "description", "formatter_class", "conflict_handler", "add_help"]
        return "%s(%s)" % (type(self).__name__, ", ".join(["%s=%r" % (n, getattr(self, n)) for n in names]))

    def add_subparsers(self, **kwargs):
        """Commands, each with a parser of its own."""
        if self._subparsers is not None:
            self.error("cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop("title", "subcommands"), kwargs.pop("description", None))
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        action = self._registry_get("action", "parsers")(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [a for a in self._actions if a.option_strings]

    def _get_positional_actions(self):
        return [a for a in self._actions if not a.option_strings]

    # Parsing.

    def parse_args(self, args=None, namespace=None):
        """The namespace of a command line; one that is wrong ends the program."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """The namespace, and the arguments that nothing is known of."""
        args = list(sys.argv[1:] if args is None else args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, rest = self._parse_known_args(args, namespace)
        except ArgumentError as e:
            if not self.exit_on_error:
                raise
            self.error(str(e))
        if hasattr(namespace, UNRECOGNIZED):
            rest.extend(getattr(namespace, UNRECOGNIZED))
            delattr(namespace, UNRECOGNIZED)
        return namespace, rest

    def _parse_known_args(self, args, namespace):
        from .parsing import Parsing
        if self.fromfile_prefix_chars is not None:
            args = self._read_args_from_files(args)
        return Parsing(self, args, namespace).run()

    def parse_intermixed_args(self, args=None, namespace=None):
        namespace, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Options first, then what is left as positional arguments, wherever it stands."""
        positionals = self._get_positional_actions()
        if [a for a in positionals if a.nargs in (PARSER, REMAINDER)]:
            raise TypeError("parse_intermixed_args: positional arg with nargs=%s" % positionals[0].nargs)
        saved = [(a, a.nargs, a.default) for a in positionals]
        required = [(o, o.required) for o in self._actions + self._mutually_exclusive_groups]
        for action in positionals:
            action.nargs = action.default = SUPPRESS
        try:
            namespace, rest = self.parse_known_args(args, namespace)
            for action, nargs, default in saved:
                if getattr(namespace, action.dest, None) == []:
                    delattr(namespace, action.dest)
        finally:
            for action, nargs, default in saved:
                action.nargs, action.default = nargs, default
        try:
            for o, _ in required:
                if o not in positionals:
                    o.required = False
            return self.parse_known_args(rest, namespace)
        finally:
            for o, was in required:
                o.required = was

    def _read_args_from_files(self, args):
        result = []
        for arg in args:
            if not arg or arg[0] not in self.fromfile_prefix_chars:
                result.append(arg)
                continue
            try:
                with open(arg[1:]) as file:
                    lines = file.read().splitlines()
            except OSError as e:
                self.error(str(e))
            result.extend(self._read_args_from_files([a for line in lines for a in self.convert_arg_line_to_args(line)]))
        return result

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    # Values.

    def _get_values(self, action, strings):
        """What an action is given for the arguments that it got."""
        if action.nargs not in (PARSER, REMAINDER) and "--" in strings:
            strings.remove("--")
        n = action.nargs
        if not strings and n == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not strings and n == ZERO_OR_MORE and not action.option_strings:
            if action.default is None:
                return strings
            self._check_value(action, action.default)
            return action.default
        if n == SUPPRESS:
            return SUPPRESS
        if len(strings) == 1 and n in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
            return value
        values = [self._get_value(action, s) for s in strings]
        if n == PARSER:
            self._check_value(action, values[0])
        elif n != REMAINDER:
            for value in values:
                self._check_value(action, value)
        return values

    def _get_value(self, action, string):
        convert = self._registry_get("type", action.type, action.type)
        if convert is None:
            return string
        if not callable(convert):
            raise ArgumentError(action, "%r is not callable" % (convert,))
        try:
            return convert(string)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, "invalid %s value: %r" % (name, string))

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(repr, action.choices))
            raise ArgumentError(action, "invalid choice: %r (choose from %s)" % (value, choices))

    # Help and errors.

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (sys.stderr if file is None else file).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Say how the program is used and what is wrong, and end it."""
        self.print_usage(sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))
