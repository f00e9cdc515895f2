"""Parsing: one command line, taken apart.

Each argument is first an option, O, or a plain one, A; behind "--", which is -, all are
plain. Then options and the positional arguments between them take what stands behind
them: how much, a pattern of the letters tells for each number of arguments.
"""

import re

from .actions import ArgumentError, action_name
from .container import _NEGATIVE
from .formatter import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

_PATTERNS = {
    None: "(-*A-*)", OPTIONAL: "(-*A?-*)", ZERO_OR_MORE: "(-*[A-]*)", ONE_OR_MORE: "(-*A[A-]*)",
    REMAINDER: "([-AO]*)", PARSER: "(-*A[-AO]*)", SUPPRESS: "(-*-*)",
}
_EXPECTED = {
    None: "expected one argument", OPTIONAL: "expected at most one argument",
    ONE_OR_MORE: "expected at least one argument",
}


def _pattern(action):
    """The arguments that an action takes, as letters."""
    n = action.nargs
    text = _PATTERNS[n] if n in _PATTERNS else "(-*%s-*)" % "-*".join("A" * n)
    if action.option_strings:  # an option ends at "--"
        text = text.replace("-*", "").replace("-", "")
    return text


class Parsing:
    """The state of one parse."""

    def __init__(self, parser, args, namespace):
        self.parser, self.args, self.namespace = parser, args, namespace
        self.positionals = parser._get_positional_actions()
        self.extras, self.seen, self.given = [], [], []
        self.excluded = {}
        for group in parser._mutually_exclusive_groups:
            members = group._group_actions
            for i, action in enumerate(members):
                self.excluded.setdefault(id(action), []).extend(members[:i] + members[i + 1:])
        self.options, letters = {}, []
        plain = False
        for i, arg in enumerate(args):
            if not plain and arg == "--":
                plain = True
                letters.append("-")
                continue
            option = None if plain else self.option(arg)
            if option is not None:
                self.options[i] = option
            letters.append("A" if option is None else "O")
        self.letters = "".join(letters)

    # Which arguments are options.

    def option(self, arg):
        """Action, option and value that belongs to it, if arg looks like an option; else None."""
        parser = self.parser
        known = parser._option_string_actions
        if not arg or arg[0] not in parser.prefix_chars:
            return None
        if arg in known:
            return known[arg], arg, None
        if len(arg) == 1:
            return None
        if "=" in arg:
            name, value = arg.split("=", 1)
            if name in known:
                return known[name], name, value
        found = parser._get_option_tuples(arg) if hasattr(parser, "_get_option_tuples") else self.abbreviated(arg)
        if len(found) > 1:
            names = ", ".join([name for _, name, _ in found])
            parser.error("ambiguous option: %s could match %s" % (arg, names))
        if found:
            return found[0]
        if _NEGATIVE.match(arg) and not parser._has_negative_number_optionals:
            return None
        if " " in arg:
            return None
        return None, arg, None

    def abbreviated(self, arg):
        """The options that arg begins, or that it is with its value attached."""
        parser = self.parser
        chars = parser.prefix_chars
        found = []
        if arg[1] in chars:
            if parser.allow_abbrev:
                name, sep, value = arg.partition("=")
                for s, action in parser._option_string_actions.items():
                    if s.startswith(name):
                        found.append((action, s, value if sep else None))
            return found
        for s, action in parser._option_string_actions.items():
            if s == arg[:2]:
                found.append((action, s, arg[2:]))
            elif s.startswith(arg):
                found.append((action, s, None))
        return found

    # How many arguments an action takes.

    def count(self, action, letters):
        found = re.match(_pattern(action), letters)
        if found is None:
            n = action.nargs
            message = _EXPECTED.get(n) or "expected %s argument%s" % (n, "" if n == 1 else "s")
            raise ArgumentError(action, message)
        return len(found.group(1))

    def counts(self, letters):
        """How many each of the first positional arguments takes: of as many as can be."""
        for n in range(len(self.positionals), 0, -1):
            found = re.match("".join([_pattern(a) for a in self.positionals[:n]]), letters)
            if found is not None:
                return [len(s) for s in found.groups()]
        return []

    # Taking them.

    def run(self):
        start, last = 0, max(self.options, default=-1)
        while start <= last:
            option = min([i for i in self.options if i >= start])
            if start != option:
                end = self.take_positionals(start)
                if end > start:
                    start = end
                    continue
                start = end
            if start not in self.options:
                self.extras.extend(self.args[start:option])
                start = option
            start = self.take_option(start)
        stop = self.take_positionals(start)
        self.extras.extend(self.args[stop:])
        self.finish()
        return self.namespace, self.extras

    def take(self, action, strings, name=None):
        """Do what an action does with its arguments."""
        self.seen.append(action)
        values = self.parser._get_values(action, strings)
        if values is not action.default:
            self.given.append(action)
            for other in self.excluded.get(id(action), ()):
                if any(other is a for a in self.given):
                    raise ArgumentError(action, "not allowed with argument %s" % action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, name)

    def take_option(self, start):
        action, name, value = self.options[start]
        known = self.parser._option_string_actions
        taken = []
        while True:
            if action is None:
                self.extras.append(self.args[start])
                return start + 1
            if value is None:
                n = self.count(action, self.letters[start + 1:])
                stop = start + 1 + n
                taken.append((action, self.args[start + 1:stop], name))
                break
            n = self.count(action, "A")
            if n == 1:
                stop = start + 1
                taken.append((action, [value], name))
                break
            if n > 0 or name[1] in self.parser.prefix_chars or value == "":
                raise ArgumentError(action, "ignored explicit argument %r" % value)
            # Several flags of one letter, written together.
            taken.append((action, [], name))
            name, rest = name[0] + value[0], value[1:] or None
            if name not in known:
                raise ArgumentError(action, "ignored explicit argument %r" % value)
            action, value = known[name], rest
        for action, strings, name in taken:
            self.take(action, strings, name)
        return stop

    def take_positionals(self, start):
        counts = self.counts(self.letters[start:])
        now, self.positionals = self.positionals[:len(counts)], self.positionals[len(counts):]
        for action, n in zip(now, counts):
            self.take(action, self.args[start:start + n])
            start += n
        return start

    def finish(self):
        """Complain of what is missing, and convert defaults that are texts."""
        missing, parser = [], self.parser
        for action in parser._actions:
            if any(action is a for a in self.seen):
                continue
            if action.required:
                missing.append(action_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            parser.error("the following arguments are required: %s" % ", ".join(missing))
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(a is g for a in self.given for g in group._group_actions):
                names = [action_name(a) for a in group._group_actions if a.help is not SUPPRESS]
                parser.error("one of the arguments %s is required" % " ".join(names))
