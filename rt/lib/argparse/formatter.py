"""Help: usage lines, and what the arguments of a parser are, in columns."""

import os
import re
import textwrap

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."


def _columns():
    """The width of the terminal."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    return columns if columns > 0 else 80


class HelpFormatter:
    """Lays out the help of a parser, whose name is prog."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            width = _columns() - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._indent = 0
        self._longest = 0  # of what is in the left column
        self._items = []   # functions that write a piece of the text
        self._stack = []   # the items of the sections that are open

    # What a parser adds, in this order; format_help writes it.

    def start_section(self, heading):
        self._indent += self._indent_increment
        self._stack.append((self._items, heading))
        self._items = []

    def end_section(self):
        self._indent -= self._indent_increment
        items, indent = self._items, self._indent
        self._items, heading = self._stack.pop()
        self._items.append(lambda: self._section(items, heading, indent))

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            indent = self._indent
            self._items.append(lambda: self._at(indent, self._format_text, text))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._items.append(lambda: self._format_usage(usage, list(actions), groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        texts = [self._format_action_invocation(action)]
        texts += [self._format_action_invocation(a) for a in _subactions(action)]
        self._longest = max(self._longest, max(map(len, texts)) + self._indent)
        indent = self._indent
        self._items.append(lambda: self._at(indent, self._format_action, action))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = "".join([item() for item in self._items])
        text = re.sub(r"\n\n\n+", "\n\n", text)
        return text.strip("\n") + "\n" if text else ""

    # How it is written.

    def _at(self, indent, write, *args):
        was, self._indent = self._indent, indent
        text = write(*args)
        self._indent = was
        return text

    def _section(self, items, heading, indent):
        text = "".join([item() for item in items])
        if not text:
            return ""
        if heading is not SUPPRESS and heading is not None:
            text = "%*s%s:\n" % (indent, "", heading) + text
        return "\n" + text + "\n"

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        width = max(self._width - self._indent, 11)
        return self._fill_text(text, width, " " * self._indent) + "\n\n"

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = "usage: "
        if usage is not None:
            text = usage % {"prog": self._prog}
        elif not actions:
            text = "%(prog)s" % {"prog": self._prog}
        else:
            options = [a for a in actions if a.option_strings]
            others = [a for a in actions if not a.option_strings]
            text = " ".join([s for s in [self._prog, self._format_actions_usage(options + others, groups)] if s])
            if len(prefix) + len(text) > self._width - self._indent:
                text = self._wrapped(prefix, _units(self._format_actions_usage(options, groups)),
                                     _units(self._format_actions_usage(others, groups)))
        return "%s%s\n\n" % (prefix, text)

    def _wrapped(self, prefix, options, others):
        """A usage that needs several lines: positional arguments begin a new one."""
        width = self._width - self._indent
        if len(prefix) + len(self._prog) <= 0.75 * width:
            indent = " " * (len(prefix) + len(self._prog) + 1)
            if options:
                lines = _lines([self._prog] + options, indent, width, len(prefix))
                lines += _lines(others, indent, width)
            else:
                lines = _lines([self._prog] + others, indent, width, len(prefix))
        else:
            indent = " " * len(prefix)
            lines = _lines(options + others, indent, width)
            if len(lines) > 1:
                lines = _lines(options, indent, width) + _lines(others, indent, width)
            lines.insert(0, self._prog)
        return "\n".join(lines)

    def _format_actions_usage(self, actions, groups):
        """The arguments as a usage has them: those that exclude each other together."""
        parts, i = [], 0
        while i < len(actions):
            for group in groups:
                members = group._group_actions
                if members and actions[i:i + len(members)] == members:
                    shown = [self._usage_of(a, True) for a in members if a.help is not SUPPRESS]
                    if shown:
                        text = " | ".join(shown)
                        if group.required:
                            parts.append("(%s)" % text if len(shown) > 1 else text)
                        else:
                            parts.append("[%s]" % text)
                    i += len(members)
                    break
            else:
                if actions[i].help is not SUPPRESS:
                    parts.append(self._usage_of(actions[i], False))
                i += 1
        return " ".join([p for p in parts if p])

    def _usage_of(self, action, grouped):
        if not action.option_strings:
            text = self._format_args(action, self._get_default_metavar_for_positional(action))
            if grouped and text[:1] == "[" and text[-1:] == "]":
                text = text[1:-1]
            return text
        text = action.format_usage()
        if action.nargs != 0:
            text += " " + self._format_args(action, self._get_default_metavar_for_optional(action))
        return text if action.required or grouped else "[%s]" % text

    def _format_action(self, action):
        column = min(self._longest + 2, self._max_help_position)
        width = max(self._width - column, 11)
        room = column - self._indent - 2
        header = self._format_action_invocation(action)
        lines = []
        if action.help and action.help.strip():
            help = self._expand_help(action)
            if help:
                lines = self._split_lines(help, width)
        text = " " * self._indent + header
        if lines and len(header) <= room:
            text = "%-*s  %s" % (self._indent + room, text, lines.pop(0))
        text += "\n"
        for line in lines:
            text += "%*s%s\n" % (column, "", line)
        self._indent += self._indent_increment
        for sub in _subactions(action):
            text += self._format_action(sub)
        self._indent -= self._indent_increment
        return text

    def _format_action_invocation(self, action):
        """How an argument is written: what the left column shows."""
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            metavar, = self._metavar_formatter(action, default)(1)
            return metavar
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ", ".join(["%s %s" % (s, args) for s in action.option_strings])

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = "{%s}" % ",".join([str(c) for c in action.choices])
        else:
            result = default_metavar
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default_metavar):
        names, n = self._metavar_formatter(action, default_metavar), action.nargs
        if n is None:
            return "%s" % names(1)
        if n == OPTIONAL:
            return "[%s]" % names(1)
        if n == ZERO_OR_MORE:
            name = names(1)
            return "[%s [%s ...]]" % name if len(name) == 2 else "[%s ...]" % name
        if n == ONE_OR_MORE:
            return "%s [%s ...]" % names(2)
        if n == REMAINDER:
            return "..."
        if n == PARSER:
            return "%s ..." % names(1)
        if n == SUPPRESS:
            return ""
        if not isinstance(n, int):
            raise ValueError("invalid nargs value")
        return " ".join(["%s"] * n) % names(n)

    def _expand_help(self, action):
        values = {"prog": self._prog}
        for name, value in vars(action).items():
            if value is not SUPPRESS:
                values[name] = getattr(value, "__name__", value)
        if values.get("choices") is not None:
            values["choices"] = ", ".join([str(c) for c in values["choices"]])
        return self._get_help_string(action) % values

    # What derived formatters change.

    def _split_lines(self, text, width):
        return textwrap.wrap(" ".join(text.split()), width)

    def _fill_text(self, text, width, indent):
        return textwrap.fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


def _subactions(action):
    return action._get_subactions() if hasattr(action, "_get_subactions") else []


def _units(text):
    """The parts of a usage that lines are not broken in: what stands in brackets."""
    units, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in "[(":
            depth += 1
        elif char in "])":
            depth -= 1
        elif char == " " and depth == 0:
            units.append(text[start:i])
            start = i + 1
    if text:
        units.append(text[start:])
    return units


def _lines(units, indent, width, taken=None):
    """Units in lines; the first line lacks its indentation if so much is taken of it."""
    lines, line = [], []
    at = (len(indent) if taken is None else taken) - 1
    for unit in units:
        if at + 1 + len(unit) > width and line:
            lines.append(indent + " ".join(line))
            line, at = [], len(indent) - 1
        line.append(unit)
        at += len(unit) + 1
    if line:
        lines.append(indent + " ".join(line))
    if taken is not None and lines:
        lines[0] = lines[0][len(indent):]
    return lines


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the default value to the help of each argument."""

    def _get_help_string(self, action):
        help = action.help if action.help is not None else ""
        if "%(default)" not in help and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                help += " (default: %(default)s)"
        return help


class MetavarTypeHelpFormatter(HelpFormatter):
    """Calls arguments by the names of their types."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
