"""Write the symbol tables of the files named on stdin, as Go's test expects.

Each scope is a line "type name: symbols", indented by its depth; the symbols
are sorted, each with letters for what Python's symtable says of it. A file
that does not compile gives "error", its line, offset and message.
"""

import symtable
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


def flags(s):
    out = ""
    for letter, test in (
        ("r", s.is_referenced()), ("p", s.is_parameter()), ("g", s.is_global()),
        ("d", s.is_declared_global()), ("n", s.is_nonlocal()), ("l", s.is_local()),
        ("f", s.is_free()), ("i", s.is_imported()), ("a", s.is_assigned()),
        ("t", s.is_annotated()),
    ):
        if test:
            out += letter
    return out


def dump(t, depth, out):
    syms = sorted(s.get_name() + "=" + flags(s) for s in t.get_symbols() if s.get_name()[0] != ".")
    kind = getattr(t.get_type(), "value", t.get_type())
    out.append("%s%s %s: %s" % (" " * depth, kind, t.get_name(), " ".join(syms)))
    for c in t.get_children():
        dump(c, depth + 1, out)


for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as f:
            data = f.read()
        top = symtable.symtable(data, path, "exec")
        compile(data, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as e:
        print("file", path, "error", getattr(e, "lineno", 0), getattr(e, "offset", 0), getattr(e, "msg", e), sep="\t")
        continue
    except RecursionError:
        continue
    out = []
    dump(top, 0, out)
    print("file", path, sep="\t")
    print("\n".join(out).encode("ascii", "backslashreplace").decode())
