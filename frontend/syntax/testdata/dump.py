"""Write, for each file named on stdin, its name and the SHA-1 of its tree.

The tree is written as ast.dump(tree, include_attributes=True) of Python 3.13
writes it, whatever Python runs this, but for strings, which are all ASCII: what
is printable depends on the version of Unicode. A file that does not parse gets "error",
its line, offset and message instead. With --text the tree itself is written,
with --accept just whether the file parses, which also old Pythons can tell.
"""

import ast
import hashlib
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def dump(n, out):
    if isinstance(n, list):
        out.append("[")
        for i, x in enumerate(n):
            if i:
                out.append(", ")
            dump(x, out)
        out.append("]")
        return
    if not isinstance(n, ast.AST):
        out.append(ascii(n))
        return
    out.append(type(n).__name__ + "(")
    sep = ""
    for f in n._fields:
        if f in ("type_comment", "type_ignores"):
            continue
        v = getattr(n, f, None)
        constant = isinstance(n, (ast.Constant, ast.MatchSingleton)) and f == "value"
        if not constant and (v is None or v == []):
            continue
        out.append(sep + f + "=")
        sep = ", "
        if constant:
            out.append(ascii(v))
        else:
            dump(v, out)
    if n._attributes:
        out.append("%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d" % (
            sep, n.lineno, n.col_offset, n.end_lineno, n.end_col_offset))
    out.append(")")


def main():
    for path in sys.stdin.read().splitlines():
        try:
            with open(path, "rb") as f:
                tree = ast.parse(f.read())
        except (SyntaxError, ValueError) as e:
            print(path, "error", getattr(e, "lineno", 0), getattr(e, "offset", 0), getattr(e, "msg", e), sep="\t")
            continue
        if "--accept" in sys.argv:
            print(path, "ok", sep="\t")
            continue
        out = []
        dump(tree, out)
        text = "".join(out).encode("utf-8", "backslashreplace")
        if "--text" in sys.argv:
            sys.stdout.buffer.write(text + b"\n")
        else:
            print(path, hashlib.sha1(text).hexdigest(), sep="\t")


main()
