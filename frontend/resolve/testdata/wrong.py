"""Rewrite wrong.txt with what the running Python says of each program.

The file is a list of programs that no Python compiles. Before each stands
"## line:column: message", as CPython 3.13 reports it.
"""

import os
import re
import warnings

warnings.simplefilter("ignore")
path = os.path.join(os.path.dirname(__file__), "wrong.txt")
with open(path, encoding="utf-8") as f:
    programs = re.split(r"^## .*\n", f.read(), flags=re.M)[1:]
out = []
for p in programs:
    try:
        compile(p, "wrong.py", "exec")
    except SyntaxError as e:
        out.append("## %s:%s: %s\n%s" % (e.lineno, e.offset, e.msg, p))
    else:
        raise SystemExit("accepted:\n" + p)
with open(path, "w", encoding="utf-8") as f:
    f.write("".join(out))
