"""Signatures: what arguments a callable takes, and which of them a call gives."""

import enum
import functools
import types
from collections import OrderedDict


class _empty:
    """Where there is no default and no annotation."""

    __module__, __qualname__ = "inspect", "_empty"


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self._name_

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")[self]


_ONLY, _BOTH, _ARGS, _KEYWORD, _KWARGS = _ParameterKind


def formatannotation(annotation, base_module=None):
    """An annotation as a signature shows it."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """A parameter: name, kind, default and annotation."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError("value %r is not a valid Parameter.kind" % (kind,)) from None
        if default is not _empty and kind in (_ARGS, _KWARGS):
            raise ValueError("%s parameters cannot have default values" % kind.description)
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError("name must be a str, not a %s" % type(name).__name__)
        if not name.isidentifier():
            raise ValueError("%r is not a valid parameter name" % name)
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=None, kind=None, annotation=functools, default=functools):
        return type(self)(self._name if name is None else name, self._kind if kind is None else kind,
                          default=self._default if default is functools else default,
                          annotation=self._annotation if annotation is functools else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return "*" * (self._kind == _ARGS) + "**" * (self._kind == _KWARGS) + text

    def __repr__(self):
        return '<%s "%s">' % (type(self).__name__, self)

    def _all(self):
        return self._name, self._kind, self._default, self._annotation

    def __hash__(self):
        return hash(self._all())

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return self._all() == other._all()


class BoundArguments:
    """The arguments of a call, by parameter."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, p in self._signature.parameters.items():
            if p.kind in (_KEYWORD, _KWARGS) or name not in self.arguments:
                break
            if p.kind == _ARGS:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs, named = {}, False
        for name, p in self._signature.parameters.items():
            # What stands behind a gap can be given by name only.
            named = named or p.kind in (_KEYWORD, _KWARGS) or name not in self.arguments
            if named and name in self.arguments:
                if p.kind == _KWARGS:
                    kwargs.update(self.arguments[name])
                else:
                    kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Add the defaults of parameters that the call leaves out."""
        arguments = {}
        for name, p in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif p.default is not _empty:
                arguments[name] = p.default
            elif p.kind == _ARGS:
                arguments[name] = ()
            elif p.kind == _KWARGS:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return "<%s (%s)>" % (type(self).__name__, ", ".join(["%s=%r" % item for item in self.arguments.items()]))


class Signature:
    """The parameters of a callable, and the annotation of what it returns."""

    __slots__ = ("_parameters", "_return_annotation")

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        found, last, defaults = OrderedDict(), _ONLY, False
        for p in parameters or ():
            if p.kind < last:
                raise ValueError("wrong parameter order: %s parameter before %s parameter" % (last.description, p.kind.description))
            if p.kind > last:
                last, defaults = p.kind, defaults and p.kind == _BOTH
            if p.kind in (_ONLY, _BOTH):
                if p.default is _empty and defaults:
                    raise ValueError("non-default argument follows default argument")
                defaults = defaults or p.default is not _empty
            if p.name in found:
                raise ValueError("duplicate parameter name: %r" % p.name)
            found[p.name] = p
        self._parameters, self._return_annotation = types.MappingProxyType(found), return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _of(cls, obj, follow_wrapped)

    def replace(self, *, parameters=functools, return_annotation=functools):
        return type(self)(self._parameters.values() if parameters is functools else parameters,
                          return_annotation=self._return_annotation if return_annotation is functools else return_annotation)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return self._sides() == other._sides()

    def _sides(self):
        ps = self._parameters.values()
        return ([p for p in ps if p.kind != _KEYWORD], {p.name: p for p in ps if p.kind == _KEYWORD}, self._return_annotation)

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def bind(self, /, *args, **kwargs):
        """The arguments of a call; TypeError if it is wrong."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments, args, rest = {}, list(args), None
        for name, p in self._parameters.items():
            if p.kind == _KWARGS:
                rest = name
            elif p.kind == _ARGS:
                if args:
                    arguments[name], args = tuple(args), []
            elif args and p.kind != _KEYWORD:
                if name in kwargs and p.kind != _ONLY:
                    raise TypeError("multiple values for argument %r" % name)
                arguments[name] = args.pop(0)
            elif name in kwargs and p.kind != _ONLY:
                arguments[name] = kwargs.pop(name)
            elif p.default is _empty and not partial:
                if name in kwargs:
                    raise TypeError("%r parameter is positional only, but was passed as a keyword" % name)
                raise TypeError("missing a required argument: %r" % name)
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            if rest is None:
                raise TypeError("got an unexpected keyword argument %r" % next(iter(kwargs)))
            arguments[rest] = kwargs
        return BoundArguments(self, arguments)

    def __str__(self):
        texts, last, star = [], None, True
        for p in self._parameters.values():
            if last == _ONLY and p.kind != _ONLY:
                texts.append("/")
            if p.kind == _ARGS:
                star = False
            elif p.kind == _KEYWORD and star:
                texts.append("*")
                star = False
            texts.append(str(p))
            last = p.kind
        if last == _ONLY:
            texts.append("/")
        text = "(%s)" % ", ".join(texts)
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self)


for _class in (Parameter, BoundArguments, Signature, _ParameterKind):
    _class.__module__ = "inspect"


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    return _of(Signature, obj, follow_wrapped)


def _of(cls, obj, follow):
    if not callable(obj):
        raise TypeError("%r is not a callable object" % (obj,))
    if isinstance(obj, types.MethodType):
        return _without_first(_of(cls, obj.__func__, follow))
    while follow and hasattr(obj, "__wrapped__") and not hasattr(obj, "__signature__") and not isinstance(obj, type):
        obj = obj.__wrapped__
        if isinstance(obj, types.MethodType):
            return _of(cls, obj, follow)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError("unexpected object %r in __signature__ attribute" % (given,))
        return given
    if isinstance(obj, types.FunctionType):
        return _of_function(cls, obj)
    if isinstance(obj, functools.partial):
        return _of_partial(_of(cls, obj.func, follow), obj)
    if isinstance(obj, type):
        call = getattr(type(obj), "__call__", None)
        if isinstance(call, types.FunctionType):
            return _without_first(_of(cls, call, follow))
        for base in obj.__mro__:
            for name in ("__new__", "__init__"):
                method = base.__dict__.get(name)
                method = getattr(method, "__func__", method)
                if isinstance(method, types.FunctionType):
                    return _without_first(_of(cls, method, follow))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls()
        raise ValueError("no signature found for builtin type %r" % obj)
    if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType)):
        raise ValueError("no signature found for builtin %r" % obj)
    call = getattr(type(obj), "__call__", None)
    if isinstance(call, types.FunctionType):
        return _without_first(_of(cls, call, follow))
    raise ValueError("callable %r is not supported by signature" % (obj,))


def _of_function(cls, f):
    code, notes = f.__code__, f.__annotations__
    names, n, k = code.co_varnames, code.co_argcount, code.co_kwonlyargcount
    defaults, keyword = f.__defaults__ or (), f.__kwdefaults__ or {}
    parameters = []
    for i in range(n):
        at = i - (n - len(defaults))
        parameters.append(Parameter(names[i], _ONLY if i < code.co_posonlyargcount else _BOTH,
                                    default=defaults[at] if at >= 0 else _empty, annotation=notes.get(names[i], _empty)))
    at = n + k
    if code.co_flags & 4:
        parameters.append(Parameter(names[at], _ARGS, annotation=notes.get(names[at], _empty)))
        at += 1
    for name in names[n:n + k]:
        parameters.append(Parameter(name, _KEYWORD, default=keyword.get(name, _empty), annotation=notes.get(name, _empty)))
    if code.co_flags & 8:
        parameters.append(Parameter(names[at], _KWARGS, annotation=notes.get(names[at], _empty)))
    return cls(parameters, return_annotation=notes.get("return", _empty))


def _without_first(found):
    """A signature without the parameter that a method's object is bound to."""
    ps = list(found.parameters.values())
    if not ps or ps[0].kind in (_KWARGS, _KEYWORD):
        raise ValueError("invalid method signature")
    return found if ps[0].kind == _ARGS else found.replace(parameters=ps[1:])


def _of_partial(found, p):
    """A signature with arguments given: a name that is given makes what follows keyword-only."""
    try:
        bound = found.bind_partial(*p.args, **p.keywords)
    except TypeError as e:
        raise ValueError("partial object %r has incorrect arguments" % (p,)) from e
    ps, named = [], False
    for name, q in found.parameters.items():
        if name in bound.arguments and q.kind != _ARGS and q.kind != _KWARGS:
            if name not in p.keywords:
                continue
            named = True
            q = q.replace(default=bound.arguments[name], kind=_KEYWORD)
        elif named and q.kind == _BOTH:
            q = q.replace(kind=_KEYWORD)
        elif named and q.kind == _ARGS:
            continue
        ps.append(q)
    return found.replace(parameters=sorted(ps, key=lambda q: q.kind))
