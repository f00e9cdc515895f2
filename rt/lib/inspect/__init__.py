"""Looking at objects: of what kind they are, what they have, what arguments they take.

There are no frames to look at, and a program does not have its own source text.
"""

import functools
import sys
import types
from collections import namedtuple
from collections.abc import Awaitable as _Awaitable

from .signatures import BoundArguments, Parameter, Signature, _empty, _ParameterKind, formatannotation, signature

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20

FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
Arguments = namedtuple("Arguments", "args varargs varkw")
Attribute = namedtuple("Attribute", "name kind defining_class object")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


# Kinds.

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def iscode(object):
    return isinstance(object, types.CodeType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def isroutine(object):
    """Whether object is a function or method of any kind."""
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or ismethodwrapper(object)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__set__") or hasattr(kind, "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def _has_flag(f, flag):
    while True:
        if ismethod(f):
            f = f.__func__
        elif isinstance(f, functools.partial):
            f = f.func
        else:
            break
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    """Whether object can be awaited."""
    return isinstance(object, (types.CoroutineType, _Awaitable))


def isabstract(object):
    """Whether object is a class with abstract methods."""
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


# States.

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


# What objects have.

def getmro(cls):
    return cls.__mro__


def getmembers(object, predicate=None):
    """The attributes of an object that predicate holds for, with their names, by name."""
    found, names = [], dir(object)
    for name in names:
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getattr(object, "__mro__", ()):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
    found.sort(key=lambda pair: pair[0])
    return found


def classify_class_attrs(cls):
    """What the attributes of a class are, and where they come from."""
    found = []
    for name in dir(cls):
        home = next((c for c in (*cls.__mro__, type(cls)) if name in c.__dict__), None)
        value = home.__dict__[name] if home is not None else getattr(cls, name)
        kind = "data"
        if isinstance(value, staticmethod):
            kind = "static method"
        elif isinstance(value, classmethod):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        elif isroutine(value):
            kind = "method"
        found.append(Attribute(name, kind, home, value))
    return found


_MISSING = object()


def getattr_static(obj, attr, default=_MISSING):
    """An attribute as it is stored: nothing of the object's own is called."""
    if not isclass(obj):
        try:
            values = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            values = {}
        for base in type(obj).__mro__:
            value = base.__dict__.get(attr, _MISSING)
            if value is not _MISSING:
                if attr in values and not isdatadescriptor(value):
                    break
                return value
        if attr in values:
            return values[attr]
    else:
        for base in (*obj.__mro__, *type(obj).__mro__):
            if attr in base.__dict__:
                return base.__dict__[attr]
    if default is _MISSING:
        raise AttributeError(attr)
    return default


def unwrap(func, *, stop=None):
    """The function that others are wrapped around."""
    seen, first = {id(func)}, func
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError("wrapper loop when unwrapping %r" % (first,))
        seen.add(id(func))
    return func


def getmodule(object, _filename=None):
    """The module that an object comes from; None if it is not known."""
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    """The name of the module that a file is; None if it is none."""
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def getfile(object):
    """The file that an object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError("%r is a built-in module" % (object,))
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        raise TypeError("%r is a built-in class" % (object,))
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got %s" % type(object).__name__)


getsourcefile = getabsfile = getfile


def getsourcelines(object):
    raise OSError("could not get source code")


getsource = findsource = getcomments = getsourcelines


def currentframe():
    """None: there are no frames."""
    return None


def stack(context=1):
    return []


def trace(context=1):
    return []


# Texts.

def cleandoc(doc):
    """A docstring without the indentation that its place in the source gives it."""
    lines = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()], default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """The docstring of an object, or of what a class derives from, cleaned."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__[1:-1]:
            if base.__dict__.get("__doc__") is not None:
                return base.__doc__
        return None
    if ismethod(object):
        owner = object.__self__ if isclass(object.__self__) else type(object.__self__)
    else:  # the class that the name of a function tells
        owner = sys.modules.get(getattr(object, "__module__", None))
        for name in getattr(object, "__qualname__", "").split(".")[:-1]:
            owner = getattr(owner, name, None)
    if not isclass(owner):
        return None
    for base in owner.__mro__:
        doc = getattr(base.__dict__.get(object.__name__), "__doc__", None)
        if doc is not None:
            return doc
    return None


# Arguments.

def getargs(co):
    """The names of the parameters of a code object."""
    n, k, names = co.co_argcount, co.co_kwonlyargcount, list(co.co_varnames)
    at, star, stars = n + k, None, None
    if co.co_flags & CO_VARARGS:
        star, at = names[at], at + 1
    if co.co_flags & CO_VARKEYWORDS:
        stars = names[at]
    return Arguments(names[:n + k], star, stars)


def getfullargspec(func):
    """The parameters of a function, in the way of before signatures."""
    try:
        found = signature(func, follow_wrapped=False) if not ismethod(func) else signature(func.__func__, follow_wrapped=False)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    args, keyword, defaults, kwdefaults, notes = [], [], [], {}, {}
    star = stars = None
    if found.return_annotation is not _empty:
        notes["return"] = found.return_annotation
    for p in found.parameters.values():
        if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            args.append(p.name)
            if p.default is not _empty:
                defaults.append(p.default)
        elif p.kind == Parameter.VAR_POSITIONAL:
            star = p.name
        elif p.kind == Parameter.VAR_KEYWORD:
            stars = p.name
        else:
            keyword.append(p.name)
            if p.default is not _empty:
                kwdefaults[p.name] = p.default
        if p.annotation is not _empty:
            notes[p.name] = p.annotation
    return FullArgSpec(args, star, stars, tuple(defaults) or None, keyword, kwdefaults or None, notes)


def getcallargs(func, /, *positional, **named):
    """The values that the parameters of a function would have in a call."""
    bound = (signature(func.__func__).bind(func.__self__, *positional, **named) if ismethod(func)
             else signature(func).bind(*positional, **named))
    bound.apply_defaults()
    return dict(bound.arguments)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a function, class or module, copied."""
    if isclass(obj):
        notes = obj.__dict__.get("__annotations__")
    elif callable(obj) or ismodule(obj):
        notes = getattr(obj, "__annotations__", None)
    else:
        raise TypeError("%r is not a module, class, or callable." % (obj,))
    return dict(notes or {})


def getclosurevars(func):
    """The variables outside that a function uses: those that can be told, its free ones."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError("%r is not a Python function" % (func,))
    cells = dict(zip(func.__code__.co_freevars, func.__closure__ or ()))
    return ClosureVars({name: cell.cell_contents for name, cell in cells.items()}, {}, {}, set())
