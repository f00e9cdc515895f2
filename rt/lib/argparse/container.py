"""What arguments are added to: parsers and their groups."""

from .actions import (
    AppendAction, AppendConstAction, ArgumentError, CountAction, ExtendAction, HelpAction, StoreAction,
    StoreConstAction, StoreFalseAction, StoreTrueAction, SubParsersAction, VersionAction,
)
from .formatter import OPTIONAL, SUPPRESS, ZERO_OR_MORE
import re

_NEGATIVE = re.compile(r"^-\d+$|^-\d*\.\d+$")


class ArgumentContainer:
    """Arguments, groups of them and their defaults."""

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._registries = {}
        for name, action in _ACTIONS:
            self.register("action", name, action)
        self._conflict_resolver()
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []  # a list, which groups share

    def register(self, registry, value, object):
        self._registries.setdefault(registry, {})[value] = object

    def _registry_get(self, registry, value, default=None):
        return self._registries.get(registry, {}).get(value, default)

    def set_defaults(self, **kwargs):
        """Values of attributes that no argument sets."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, ...) or add_argument(option, option, ..., name=value, ...)"""
        if not args or len(args) == 1 and args[0][0] not in self.prefix_chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        name = kwargs.pop("action", None)
        action_class = self._registry_get("action", name, name)
        if not callable(action_class):
            raise ValueError('unknown action "%s"' % (action_class,))
        action = action_class(**kwargs)
        kind = self._registry_get("type", action.type, action.type)
        if kind is not None and not callable(kind):
            raise ValueError("%r is not callable" % (kind,))
        if hasattr(self, "_get_formatter"):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs") from None
        return self._add_action(action)

    def _positional(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs not in (OPTIONAL, ZERO_OR_MORE) or nargs == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional(self, *strings, **kwargs):
        for s in strings:
            if s[0] not in self.prefix_chars:
                raise ValueError("invalid option string %r: must start with a character %r" % (s, self.prefix_chars))
        dest = kwargs.pop("dest", None)
        if dest is None:
            long = [s for s in strings if len(s) > 1 and s[1] in self.prefix_chars]
            dest = (long or strings)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError("dest= is required for options like %r" % (long or strings)[0])
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=list(strings))

    def add_argument_group(self, *args, **kwargs):
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for s in action.option_strings:
            self._option_string_actions[s] = action
            if _NEGATIVE.match(s) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        """Take over the arguments of another parser, in groups of the same titles."""
        titles = {}
        for group in self._action_groups:
            if group.title in titles:
                raise ValueError("cannot merge actions - two groups are named %r" % group.title)
            titles[group.title] = group
        homes = {}
        for group in container._action_groups:
            if group.title not in titles:
                titles[group.title] = self.add_argument_group(
                    title=group.title, description=group.description, conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                homes[id(action)] = titles[group.title]
        for group in container._mutually_exclusive_groups:
            copy = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                homes[id(action)] = copy
        for action in container._actions:
            homes.get(id(action), self)._add_action(action)

    # Options of the same name.

    def _conflict_resolver(self):
        name = "_handle_conflict_%s" % self.conflict_handler
        if not hasattr(self, name):
            raise ValueError("invalid conflict_resolution value: %r" % self.conflict_handler)
        return getattr(self, name)

    def _check_conflict(self, action):
        found = [(s, self._option_string_actions[s]) for s in action.option_strings if s in self._option_string_actions]
        if found:
            self._conflict_resolver()(action, found)

    def _handle_conflict_error(self, action, found):
        names = ", ".join([s for s, _ in found])
        raise ArgumentError(action, "conflicting option string%s: %s" % ("s" if len(found) > 1 else "", names))

    def _handle_conflict_resolve(self, action, found):
        for s, other in found:
            other.option_strings.remove(s)
            self._option_string_actions.pop(s, None)
            if not other.option_strings:
                other.container._remove_action(other)


_ACTIONS = [
    (None, StoreAction), ("store", StoreAction), ("store_const", StoreConstAction),
    ("store_true", StoreTrueAction), ("store_false", StoreFalseAction), ("append", AppendAction),
    ("append_const", AppendConstAction), ("count", CountAction), ("help", HelpAction),
    ("version", VersionAction), ("parsers", SubParsersAction), ("extend", ExtendAction),
]


class _ArgumentGroup(ArgumentContainer):
    """Arguments that have a heading of their own in the help."""

    def __init__(self, container, title=None, description=None, **kwargs):
        super().__init__(
            description, kwargs.pop("prefix_chars", container.prefix_chars),
            kwargs.pop("argument_default", container.argument_default),
            kwargs.pop("conflict_handler", container.conflict_handler))
        if kwargs:
            raise TypeError("%s.__init__() got an unexpected keyword argument %r" % (type(self).__name__, next(iter(kwargs))))
        self.title, self._group_actions, self._container = title, [], container
        # What the container has, its groups have.
        self._registries, self._actions = container._registries, container._actions
        self._option_string_actions, self._defaults = container._option_string_actions, container._defaults
        self._has_negative_number_optionals = container._has_negative_number_optionals
        self._mutually_exclusive_groups = container._mutually_exclusive_groups

    def _add_action(self, action):
        super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments of which one at most may be given."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)
