"""Write expr.txt: small programs and what CPython 3.11 answers.

Each line is a program, a tab and the repr of its last expression's value, or
"!" and the exception. Literals use single quotes and the escapes that Go and
Python share. Programs whose integers exceed 63 bits are left out.

Usage: cd rt/testdata && python3.11 gen_expr.py
"""
import itertools
import warnings

warnings.simplefilter('ignore')
programs = []


def add(*ps):
    programs.extend(ps)


def lit(v):
    r = repr(v)
    return r


# Operators on all pairs of sample operands.
samples = ["0", "1", "-7", "3", "4611686018427387903", "True", "False", "None", "0.0", "-0.5", "2.5", "1e300", "''", "'abc'", "'a\\xe9'", "'\\u20ac'",
           "b''", "b'ab'", "bytearray(b'xy')", "()", "(1, 2)", "[]", "[1, 'a']", "{}", "{1: 2}", "range(3)"]
for a, b in itertools.product(samples, samples):
    for op in "+ - * / // % ** << >> & | ^ == != < <= > >= in".split():
        add('%s %s %s' % (a, op, b))
for a in samples:
    add('-' + a, '+' + a, '~' + a, 'not ' + a, 'len(%s)' % a, 'repr(%s)' % a, 'str(%s)' % a, 'bool(%s)' % a, 'iter(%s) is None' % a,
        'int(%s)' % a, 'float(%s)' % a, 'list(%s)' % a, 'tuple(%s)' % a, 'dict(%s)' % a, 'bytes(%s)' % a, 'bytearray(%s)' % a, 'abs(%s)' % a,
        'round(%s)' % a, 'round(%s, 1)' % a, 'sum(%s)' % a, 'min(%s)' % a, 'max(%s)' % a, 'sorted(%s)' % a, 'list(reversed(%s))' % a,
        'any(%s)' % a, 'all(%s)' % a, 'ord(%s)' % a, 'chr(%s)' % a, 'hex(%s)' % a, 'oct(%s)' % a, 'bin(%s)' % a, 'callable(%s)' % a,
        'type(%s)' % a, 'list(enumerate(%s))' % a, 'list(zip(%s, %s))' % (a, a), 'ascii(%s)' % a, "format(%s, '>8')" % a, "format(%s, '')" % a,
        '%s[0]' % a, '%s[-1]' % a, '%s[5]' % a, '%s[1:]' % a, '%s[::-1]' % a, "%s['a']" % a, '%s[None]' % a, '%s[1.5]' % a, '%s[True]' % a,
        "'%%s %%r' %% (%s, %s)" % (a, a), "'%%d' %% %s" % a, "'%%f' %% %s" % a, "'%%c' %% %s" % a, "'%%x' %% %s" % a, "b'%%s' %% %s" % a, "b'%%d' %% %s" % a,
        "'{} {!r} {!s:>5}'.format(%s, %s, %s)" % (a, a, a), 'isinstance(%s, int)' % a, 'isinstance(%s, (str, bytes))' % a, 'x = %s; x += %s; x' % (a, a),
        'x = %s; x *= 2; x' % a, 'x = %s; x[0] = 1; x' % a, 'x = %s; del x[0]; x' % a, 'x = %s; x[0:1] = %s; x' % (a, a), 'x = [1]; x += %s; x' % a,
        'hash(%s) == hash(%s)' % (a, a), 'pow(%s, 2)' % a, 'pow(%s, 2, 5)' % a, 'divmod(%s, 3)' % a, 'next(iter(%s))' % a, "'x'.join(%s)" % a, "b'x'.join(%s)" % a)
for n in ["0", "1", "-1", "True", "1.0", "0.5", "-0.5", "1e300", "2.5", "2305843009213693951", "2305843009213693952", "-2305843009213693951", "123456789.125", "1e-320", "(1, 2)", "()", "(1.5, 'a') == 1", "((1, 2), (3, 4.5))"]:
    if n != "()":
        add('hash(%s)' % n)
add("{1: 'a', 1.0: 'b', True: 'c'}", "float('nan') == float('nan')", "x = float('nan'); [x] == [x]", "x = float('nan'); x in [x]", "x = float('nan'); (x,) == (x,)",
    "[1, 2] < [1, 2, 3]", "(1, 'a') < (1, 2)", "[1, [2, 3]] == [1, [2, 3]]", "{'a': [1]} == {'a': [1]}", "{'a': 1} == {'a': 2}", "range(0, 10, 3) == range(0, 12, 3)",
    "x = []; x.append(x); x", "x = {}; x[1] = x; x", "x = [1]; y = (x,); x.append(y); y")

# int
for i in ["0", "1", "-1", "255", "256", "-129", "4611686018427387903"]:
    add('%s .bit_length()' % i if False else '(%s).bit_length()' % i, '(%s).bit_count()' % i)
    for n in "1 2 8 9".split():
        for order in ('big', 'little'):
            for s in ('True', 'False'):
                add("(%s).to_bytes(%s, '%s', signed=%s)" % (i, n, order, s))
for b in ["b''", "b'\\x00'", "b'\\xff'", "b'\\x01\\x02'", "b'\\xff\\xfe'", "b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x05'", "b'\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x80'", "[1, 2]", "'a'", "5"]:
    for order in ('big', 'little', 'x'):
        for s in ('True', 'False'):
            add("int.from_bytes(%s, '%s', signed=%s)" % (b, order, s))
add("(5).to_bytes()", "(5).to_bytes(-1, 'big')", "(5).to_bytes(1, 5)", "int('12', 3)", "int('zz', 36)", "int('0x1f', 16)", "int('0x1f', 0)", "int(' 12 ')", "int(b'12')", "int(bytearray(b'12'))",
    "int('1_000')", "int('')", "int('a', 10)", "int('5', 1)", "int('5', 40)", "int(5, 10)", "int(base=10)", "int('12', base=8)", "int(3.99)", "int(-3.99)", "int(1e10)", "int(float('inf'))", "int(float('nan'))",
    "int([])", "int(None)", "int('\\u0663')", "(7).real", "(7).imag", "(7).numerator", "(7).denominator", "(7).conjugate()", "(7).as_integer_ratio()", "True + True", "True & False", "True | False", "True ^ True",
    "True & 1", "~True", "-True", "True * 'ab'", "'ab' * True", "5 // 2", "-5 // 2", "5 // -2", "-5 % 3", "5 % -3", "-5 % -3", "5.5 // 2", "-5.5 // 2", "5.5 % -2", "-0.0 % 5", "5 % 0.5", "1e300 % 7", "7 // 0.1",
    "2 ** 10", "2 ** -1", "(-2) ** 3", "0 ** 0", "0.0 ** 0", "2 ** 0.5", "2.0 ** 10", "10.0 ** -3", "1.1 ** 10", "1.5 ** 100", "0.1 ** 3", "3.7 ** 2.2", "1e10 ** 1.5", "10 ** 15", "10.0 ** 22", "1.0001 ** 10000",
    "2.0 ** 1023", "2.0 ** 1024", "2.0 ** -1074", "0.5 ** 1074", "0.0 ** -1", "(-8.0) ** 3", "(-1.5) ** 5.0", "9.0 ** 0.5", "1e308 ** 1.01", "pow(3, 200, 13)", "pow(3, -1, 7)", "pow(2, -1, 4)", "pow(2, 3, -5)", "pow(2.0, 3, 5)", "pow(2, 3, 0)",
    "1 << 61", "1 << 0", "0 << 100", "5 >> 1", "-5 >> 1", "5 >> 100", "-5 >> 100", "1 << -1", "1 >> -1", "7 / 2", "6 / 2", "1 / 3", "4611686018427387903 / 3", "4611686018427387903 / 4611686018427387901", "1 / 4611686018427387903",
    "3002399751580331 / 9007199254740993", "9007199254740993 / 1", "4611686018427387903 / 1.0", "4611686018427387903 == 4611686018427387904.0", "4611686018427387903 < 4611686018427387904.0", "9007199254740993 == 9007199254740992.0",
    "round(2.5)", "round(3.5)", "round(-2.5)", "round(2.675, 2)", "round(1.005, 2)", "round(0.05, 1)", "round(1234.5678, -2)", "round(1e300, 2)", "round(1e300, -299)", "round(15, -1)", "round(25, -1)", "round(-15, -1)", "round(1250, -2)", "round(5, -3)",
    "round(0.5, 0)", "round(1.5, 0)", "round(-0.4)", "round(-0.4, 0)", "round(5e-324, 400)", "round(123.456, -3)", "round(567.0, -3)", "round(1.5, None)", "round(5, None)", "round(1.7976931348623157e308, -308)", "round(float('inf'))", "round(float('nan'), 2)", "round('a')", "round(5, 'a')", "round(number=2.5)",
    "divmod(7, -2)", "divmod(-7.5, 2)", "divmod(7, 0)", "divmod(7.0, 0)", "divmod('a', 1)", "abs(-5)", "abs(-5.5)", "abs(-0.0)", "abs(True)", "float('1e3')", "float(' -1.5 ')", "float('nan')", "float('-inf')", "float('1_0')", "float('abc')", "float(b'1.5')", "float([])", "float(True)", "float('')",
    "(0.5).as_integer_ratio()", "(0.1).hex()", "(1.0).hex()", "(-0.0).hex()", "(5e-324).hex()", "float.fromhex('0x1.8p1')", "float.fromhex('-0x1p-1074')", "float.fromhex('1.8')", "float.fromhex('inf')", "float.fromhex('zz')", "(2.0).is_integer()", "(2.5).is_integer()", "float('inf').is_integer()", "(1.5).real", "(1.5).imag", "(10.0).as_integer_ratio()",
    "0.1 + 0.2", "1e16", "1e15", "123456789.123456789", "1e-5", "0.0001", "5e-324", "1.7976931348623157e308", "-0.0", "1e22", "1e23", "100.0", "1e100 // 3", "hex(255)", "hex(-255)", "oct(8)", "bin(5)", "bin(-5)", "bin(0)", "hex(True)", "max(1, 2.5, -3)", "min([3, 1, 2])", "max('abc')", "max([], default=5)", "max()", "max(1, 2, default=3)", "min((), key=len)",
    "max(['a', 'bbb', 'cc'], key=len)", "sum([1, 2, 3])", "sum([0.1] * 10)", "sum([[1], [2]], [])", "sum(['a'], '')", "sum([1], start=5)", "sum([b'a'], b'')", "sum(range(101))", "max(1, 'a')", "sum(5)", "bool([])", "bool('a')", "bool()", "int()", "float()", "str()", "list()", "tuple()", "dict()", "bytes()", "bytearray()")

# str
strs = ["''", "'a'", "'Hello World'", "'  pad\\t\\n'", "'a,b,,c'", "'\\xe9\\xc9 \\xdf'", "'\\u20ac uro'", "'\\U0001f600x'", "'\\u01c5 \\ufb01'", "'123'", "'\\u0663'", "'ABC'", "'aXbX'", "'line\\nbreak\\r\\nend'", "'\\u0391\\u03a3 \\u03a3'", "'\\x1c\\u2003'", "'_id1'", "'a\\tb'"]
for s in strs:
    for m in "upper lower title capitalize swapcase casefold strip lstrip rstrip split rsplit splitlines isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable isascii expandtabs encode".split():
        add('%s.%s()' % (s, m))
    for arg in ["''", "'a'", "'X'", "'l'", "' '", "'\\u20ac'", "'lo'", "None", "1", "('a', 'H')", "(1,)"]:
        for m in "find rfind index rindex count split rsplit partition rpartition startswith endswith strip lstrip rstrip removeprefix removesuffix join".split():
            add('%s.%s(%s)' % (s, m, arg))
        add('%s in %s' % (arg, s), "%s.replace(%s, '--')" % (s, arg), "%s.replace(%s, '\\u20ac', 1)" % (s, arg), "%s.split(%s, 1)" % (s, arg), "%s.rsplit(%s, 1)" % (s, arg), "%s.find(%s, 1)" % (s, arg), "%s.count(%s, 1, 4)" % (s, arg),
            "%s.rfind(%s, 0, -1)" % (s, arg), "%s.startswith(%s, 1)" % (s, arg), "%s.endswith(%s, 0, 3)" % (s, arg))
    for n in ["0", "5", "8", "20", "-1", "'a'"]:
        add('%s.center(%s)' % (s, n), '%s.ljust(%s)' % (s, n), '%s.rjust(%s)' % (s, n), '%s.zfill(%s)' % (s, n), "%s.center(%s, '*')" % (s, n), "%s.ljust(%s, '\\u20ac')" % (s, n), '%s.expandtabs(%s)' % (s, n), '%s * %s' % (s, n), "'%%%s' %% 1" % n if False else '%s.splitlines(True)' % s)
    for sl in ["1", "-1", "0:2", "1:", ":-1", "::2", "::-1", "5:2:-1", "-3:", "10:", "::0", "100", "-100", "None:None"]:
        add('%s[%s]' % (s, sl))
    for enc in ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-le'", "'utf-32-be'", "'UTF8'", "'foo'", "5"]:
        add('%s.encode(%s)' % (s, enc))
        for err in ["'ignore'", "'replace'", "'backslashreplace'", "'xmlcharrefreplace'", "'foo'"]:
            add('%s.encode(%s, %s)' % (s, enc, err))
add("'\\ud800'.encode()", "'a\\ud800\\udfffb'.encode()", "'\\ud800'.encode('utf-8', 'surrogatepass')", "'\\udc80'.encode('utf-8', 'surrogateescape')", "'\\ud800'", "'abc'.center(6, 'xy')", "'abc'.center(6, 1)", "'a'.join(5)", "'a'.join(['x', 1])", "','.join('abc')", "','.join([])", "''.join(['a'])", "', '.join(('x', '\\u20ac'))",
    "'a'.maketrans('ab', 'cd')", "'abc'.translate({97: 'X', 98: None, 99: 120})", "'abc'.translate(str.maketrans('ab', 'xy', 'c'))", "str.maketrans({'a': 'b'})", "str.maketrans('a')", "str.maketrans('a', 'bc')", "'abc'.translate({97: 1114112})", "'abc'.translate({97: 1.5})", "'x'.foo", "'x'.upper(1)", "'x'.split(1, 2, 3)", "'x'.split(foo=1)", "'a b'.split(maxsplit=0)", "'a b'.split(sep=' ')", "'ab'.replace('', '-')", "'ab'.replace('', '-', 2)", "''.replace('', 'x')", "'aaa'.replace('a', 'b', -1)", "'aaa'.replace('a', 'b', 0)",
    "'\\u20aca'.replace('\\u20ac', '')", "'a\\u20ac'[0]", "'a\\u20ac'[:1] == 'a'", "str(b'abc', 'ascii')", "str(b'\\xff', 'utf-8', 'replace')", "str(5, 'utf-8')", "str('a', 'utf-8')", "str(object=5)", "'%s' % 'a'", "'abc' < 'abd'", "'a' < '\\u20ac'", "'\\xe9' < '\\u20ac'", "'\\U0001f600' > '\\uffff'", "'ab' * 3", "3 * 'ab'", "'ab' * -1", "'\\'\"'", "'\\x00\\x7f\\xa0\\xad'", "ascii('\\xe9\\u20ac\\U0001f600')", "ord('\\U0001f600')", "chr(128512)", "chr(65)", "chr(-1)", "chr(1114112)", "chr(1.5)", "ord('')", "ord('ab')", "'a' 'b'" if False else "'ab'", "'Z' in 'AZ'", "5 in 'a'", "len('\\U0001f600')")

# format
specs = ["", "5", "<5", ">5", "^5", "*^7", "\\u20ac>6", "05", "+", " ", "-", ",", "_", "d", "b", "o", "x", "X", "#x", "#010b", "c", "e", ".2e", "f", ".0f", "#.0f", "g", ".3g", "%", ".1%", "n", "s", ".2", "8.3", "010.2f", "+,.2f", "=+8", "z", "5xx", ".", "\\u20ac", ",_", "s5"]
for v in ["0", "42", "-1234567", "True", "3.14159", "-0.0", "1e20", "'abc'", "''", "'\\u20acx'", "None", "[1]", "b'a'", "1114111"]:
    for s in specs:
        add("format(%s, '%s')" % (v, s), "'{:%s}'.format(%s)" % (s, v))
add("'{}'.format()", "'{0} {1} {0}'.format(1, 2)", "'{} {}'.format(1)", "'{a} {b}'.format(a=1, b=2)", "'{a}'.format()", "'{0} {}'.format(1, 2)", "'{} {0}'.format(1, 2)", "'{{}}'.format()", "'{'.format()", "'}'.format()", "'{0'.format(1)", "'{0!'.format(1)", "'{0!r'.format(1)", "'{0!x}'.format(1)", "'{0!rr}'.format(1)", "'{:{}}'.format(5, 10)", "'{:{w}.{p}}'.format(1.23456, w=10, p=3)",
    "'{:{:{}}}'.format(1, 2, 3)", "'{0.real}'.format(5)", "'{0.foo}'.format(5)", "'{0[1]}'.format([1, 2])", "'{0[a]}'.format({'a': 5})", "'{0[a}'.format(1)", "'{0[]}'.format(1)", "'{0.}'.format(1)", "'{0[0]x}'.format([1])", "'{0[0][1]}'.format([[1, 2]])", "'{!r:>6}'.format('a')", "'{!a}'.format('\\xe9')", "'{a[x]}'.format_map({'a': {'x': 1}})", "'{a}'.format_map({})", "'x{0}y{1}z'.format('\\u20ac', '\\U0001f600')", "'{:>{w}}'.format(1, w='a')", "'{:}'.format(5)", "'{0:}'.format('a')", "'{,}'.format(1)", "'{-1}'.format(1)", "'{ 0 }'.format(1)", "'{0!}'.format(1)", "'a{}b'.format(None)", "'{}{}{}'.format(1, 2.5, 'x')", "'{{{}}}'.format(1)", "'{a b}'.format(1)", "'{0{1}}'.format(1, 2)")
# percent
for f in "%d %5d %-5d| %05d %+d %x %#x %X %o %#o %e %.2e %f %.1f %10.3f %-10.2f| %010.2f %+.1f %g %.3g %#g %s %5s %-5s| %.2s %r %a %c %5c %i %u %E %G %% %z %ld %lld %.0f %b %5% %(a)s %* %.*f %+s %05s %.10d %#.3x".split():
    for v in ["0", "42", "-42", "3.7", "'abc'", "None", "(1,)", "()", "(1, 2)", "{'a': 5}", "[1]", "True", "'\\u20ac'", "1e20", "b'a'", "(5, 3)", "(5, 2.5)", "float('inf')", "float('nan')"]:
        add("'%s' %% %s" % (f, v))
        add("b'%s' %% %s" % (f, v))
add("'%s %s' % ('a', '\\u20ac')", "'%(a)s %(b)d' % {'a': 'x', 'b': 2}", "'%(a)s' % {'b': 1}", "'%(a' % {'a': 1}", "'%(a)' % {'a': 1}", "'%()s' % {'': 1}", "'%((a))s' % {'(a)': 1}", "'%s' % (1, 2)", "'%s%s' % 1", "'%s' % [1, 2]", "'a' % 1", "'a' % []", "'a' % {}", "'a' % ()", "'a' % 'b'", "'%' % 1", "'%5' % 1", "'%*d' % (5, 3)", "'%-*d|' % (5, 3)", "'%*d' % (-5, 3)", "'%.*f' % (2, 3.14159)", "'%*d' % ('a', 1)", "'%d%%' % 50", "'%s' % None", "'%c' % 'ab'", "'%c' % -1", "'%c' % 1114112", "'%c' % 128512", "'%5.1f|' % 3.14159",
    "b'%b %s' % (b'a', bytearray(b'b'))", "b'%s' % 'a'", "b'%a' % 'a\\xe9'", "b'%(a)s' % {b'a': b'x'}", "b'%c' % 65", "b'%c' % b'a'", "b'%c' % 256", "b'%c' % 'a'", "bytearray(b'%d') % 5", "b'%5s|%-5s' % (b'a', b'b')", "b'%.2s' % b'abc'", "b'%x' % 255", "b'%f' % 1.5", "b'%r' % 'x'")

# bytes, bytearray
bs = ["b''", "b'a'", "b'Hello World'", "b' pad\\t\\n'", "b'a,b,,c'", "b'\\xff\\x00'", "b'ABC'", "b'l1\\nl2\\r\\nl3\\r'", "bytearray(b'abcabc')", "b'\\xc3\\xa9'", "b'\\xe2\\x82'", "b'\\xe2\\x28\\xa1'", "b'\\xed\\xa0\\x80'", "b'\\xf0\\x9f\\x98\\x80'", "b'ab\\x80cd'", "b'\\xf5'"]
for s in bs:
    for m in "upper lower title capitalize swapcase strip lstrip rstrip split rsplit splitlines isalpha isdigit isalnum isspace isupper islower istitle isascii expandtabs hex decode".split():
        add('%s.%s()' % (s, m))
    for arg in ["b''", "b'a'", "b'l'", "b' '", "b'lo'", "97", "256", "-1", "'a'", "None", "(b'a', b'H')", "('a',)", "bytearray(b'b')", "1.5"]:
        for m in "find rfind index rindex count split rsplit partition rpartition startswith endswith strip removeprefix removesuffix".split():
            add('%s.%s(%s)' % (s, m, arg))
        add('%s in %s' % (arg, s), "%s.replace(%s, b'--')" % (s, arg), "%s.split(%s, 1)" % (s, arg), "%s.rsplit(%s, 1)" % (s, arg), "%s.count(%s, 1)" % (s, arg))
    for n in ["0", "5", "8", "'a'"]:
        add('%s.center(%s)' % (s, n), '%s.ljust(%s)' % (s, n), '%s.rjust(%s)' % (s, n), '%s.zfill(%s)' % (s, n), "%s.center(%s, b'*')" % (s, n), '%s * %s' % (s, n), "%s.ljust(%s, '*')" % (s, n))
    for sl in ["1", "-1", "0:2", "1:", ":-1", "::2", "::-1", "-3:", "10:", "100", "::0", "'a'"]:
        add('%s[%s]' % (s, sl))
    for enc in ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-be'", "'utf-32'", "'foo'", "5"]:
        add('%s.decode(%s)' % (s, enc))
        for err in ["'ignore'", "'replace'", "'backslashreplace'", "'surrogateescape'"]:
            add('%s.decode(%s, %s)' % (s, enc, err))
add("bytes(5)", "bytes([1, 2, 255])", "bytes([256])", "bytes([-1])", "bytes(['a'])", "bytes('a')", "bytes('a', 'utf-8')", "bytes('\\xe9', 'latin-1')", "bytes('a', 5)", "bytes(5, 'utf-8')", "bytes(errors='x')", "bytes(range(5))", "bytes(1.5)", "bytes(None)", "bytes(-1)", "bytes(True)", "bytes((1, 2))", "bytes(b'a')", "bytes(bytearray(b'a'))", "bytes.fromhex('00 ff')", "bytes.fromhex('0g')", "bytes.fromhex('0')", "bytes.fromhex(5)", "b'abc'.hex(':')", "b'abcdef'.hex('-', 2)", "b'abcdef'.hex('-', -4)", "b'abc'.hex('::')", "b'abc'.hex(5)",
    "bytes.maketrans(b'ab', b'cd')[97]", "b'abc'.translate(bytes.maketrans(b'ab', b'xy'))", "b'abc'.translate(None, b'b')", "b'abc'.translate(b'a')", "b'a'.join([b'x', bytearray(b'y')])", "b','.join([])", "b','.join(['a'])", "b','.join(5)", "bytearray(b'a').join([b'x', b'y'])", "b'a' + bytearray(b'b')", "bytearray(b'a') + b'b'", "b'a' + 'b'", "b'a' + 1", "bytearray(b'a') + 'b'", "b'\\'\"'", "b'\\''", "b'a' == 'a'", "b'a' == bytearray(b'a')", "b'a' < b'b'", "b'a' < 'b'", "b'a'[0]", "b'abc'[0:2]", "97 in b'a'", "b'bc' in b'abc'", "300 in b'a'", "'a' in b'a'", "1.5 in b'a'",
    "x = bytearray(b'abc'); x.append(100); x", "x = bytearray(); x.append(256)", "x = bytearray(); x.append('a')", "x = bytearray(b'abc'); x.extend(b'de'); x", "x = bytearray(b'abc'); x.extend([1, 2]); x", "x = bytearray(b'abc'); x.extend('de')", "x = bytearray(b'abc'); x.extend(5)", "x = bytearray(b'abc'); x.extend(x); x", "x = bytearray(b'abc'); x += b'd'; x", "x = bytearray(b'abc'); x += 'd'", "x = bytearray(b'abc'); x *= 2; x", "x = bytearray(b'abc'); x.insert(1, 120); x", "x = bytearray(b'abc'); x.insert(-1, 120); x", "x = bytearray(b'abc'); x.pop()", "x = bytearray(b'abc'); x.pop(0); x", "x = bytearray(); x.pop()", "x = bytearray(b'a'); x.pop(5)", "x = bytearray(b'abc'); x.remove(98); x", "x = bytearray(b'abc'); x.remove(120)", "x = bytearray(b'abc'); x.reverse(); x", "x = bytearray(b'abc'); x.clear(); x",
    "x = bytearray(b'abc'); x[0] = 120; x", "x = bytearray(b'abc'); x[5] = 120", "x = bytearray(b'abc'); x[0] = 300", "x = bytearray(b'abc'); x[0] = 'a'", "x = bytearray(b'abcdef'); x[1:3] = b'XYZ'; x", "x = bytearray(b'abcdef'); x[::2] = b'XYZ'; x", "x = bytearray(b'abcdef'); x[::2] = b'X'", "x = bytearray(b'abcdef'); del x[1:3]; x", "x = bytearray(b'abcdef'); del x[::2]; x", "x = bytearray(b'abcdef'); del x[-1]; x", "x = bytearray(b'abc'); x[1:1] = x; x", "x = bytearray(b'abc'); x[0:1] = 'a'", "x = bytearray(b'abc'); x[0:1] = 5", "x = bytearray(b'abc'); x[0:1] = [1, 2]; x", "bytearray(5)", "bytearray('a')", "bytearray('a', 'ascii')", "bytearray([300])", "bytearray(b'a').copy()", "bytearray.fromhex('aa')", "bytearray(b'ab').upper()", "bytearray(b'a b').split()", "bytearray(b'ab').decode()", "hash(bytearray(b'a'))", "{bytearray(b'a'): 1}", "bytearray(b'a') in b'abc'")

# list, tuple, dict
lists = ["[]", "[1]", "[3, 1, 2]", "[1, 2, 3, 4, 5]", "['b', 'a']", "[1, 'a']", "[[2], [1]]", "[2.5, 1, True]"]
for l in lists:
    for t in ["x.append(9)", "x.pop()", "x.pop(0)", "x.pop(-2)", "x.pop(9)", "x.pop('a')", "x.insert(1, 9)", "x.insert(-1, 9)", "x.insert(99, 9)", "x.remove(1)", "x.remove(99)", "x.reverse()", "x.sort()", "x.sort(reverse=True)", "x.sort(key=str)", "x.sort(key=len)", "x.sort(1)", "x.clear()", "x.copy()", "x.count(1)", "x.index(1)", "x.index(99)", "x.index(1, 1)", "x.extend([7, 8])", "x.extend('ab')", "x.extend(5)", "x.extend(x)", "x.append()", "x.append(1, 2)", "x.foo"]:
        add('x = %s; %s' % (l, t), 'x = %s; %s; x' % (l, t))
    for sl in ["0", "-1", "1:", ":2", "::2", "::-1", "1:3", "5:", "-2:", "::0", "9", "'a'", "None"]:
        add('%s[%s]' % (l, sl), 'x = %s; x[%s] = [7, 8, 9]; x' % (l, sl), 'x = %s; x[%s] = 5; x' % (l, sl), "x = %s; x[%s] = 'ab'; x" % (l, sl), 'x = %s; del x[%s]; x' % (l, sl), 'x = %s; x[%s] = x; x' % (l, sl))
    for m in ["%s + [9]", "%s + (9,)", "%s * 2", "2 * %s", "%s * 0", "%s == %s", "sorted(%s)", "sorted(%s, reverse=True)", "sorted(%s, key=repr)", "tuple(%s)", "1 in %s", "max(%s)", "list(map(str, %s))", "list(filter(None, %s))", "list(zip(%s, 'ab'))", "list(enumerate(%s, 5))", "x = %s; x += (1, 2); x", "x = %s; x += 5", "x = %s; x *= 3; x", "hash(%s)", "str(%s)"]:
        add(m % ((l,) * m.count('%s')))
for t in ["()", "(1,)", "(3, 1, 2)", "('a', [])"]:
    for m in ["%s.count(1)", "%s.index(1)", "%s.index(9)", "%s + (9,)", "%s + [9]", "%s * 2", "%s[0]", "%s[1:]", "%s[::-1]", "%s[9]", "x = %s; x[0] = 1", "x = %s; del x[0]", "x = %s; x += (5,); x", "1 in %s", "%s < (2,)", "%s.foo", "%s.append(1)"]:
        add(m % t)
dicts = ["{}", "{'a': 1}", "{'a': 1, 'b': 2, 3: 'c'}"]
for d in dicts:
    for m in ["x['a']", "x['z']", "x.get('a')", "x.get('z')", "x.get('z', 5)", "x.pop('a')", "x.pop('z')", "x.pop('z', 5)", "x.popitem()", "x.setdefault('a', 9)", "x.setdefault('z', 9)", "x.setdefault('z')", "x.update({'q': 1})", "x.update(q=1)", "x.update([('q', 1)])", "x.update([1])", "x.update([(1, 2, 3)])", "x.update(5)", "x.update(1, 2)", "x.update(['ab'])", "x.keys()", "x.values()", "x.items()", "list(x)", "list(x.items())", "list(reversed(x))", "len(x)", "x.copy()", "x.clear()", "'a' in x", "[] in x", "x[[]]", "x.get([])", "x == {'a': 1}", "x != {}", "x < {}", "x | {'n': 1}", "x | 5", "x.keys() == {'a': 0}.keys()", "('a', 1) in x.items()", "1 in x.values()", "len(x.keys())", "bool(x)", "str(x)", "sorted(x)", "dict(x)", "dict(x, k=1)", "x.foo", "iter(x) is None", "list(x.values())", "dict(**x) if False else 1" if False else "len(x.items())", "x.pop()", "x.get()", "'a' in x.keys()", "x.keys() < {'a': 1, 'b': 2, 3: 4, 5: 6}.keys()"]:
        add('x = %s; %s' % (d, m), 'x = %s; %s; x' % (d, m))
    add("x = %s; x['n'] = 5; x" % d, "x = %s; del x['a']; x" % d, "x = %s; del x['z']; x" % d, "x = %s; x |= {'a': 9}; x" % d, "x = %s; x |= [('k', 1)]; x" % d, "x = %s; x[[]] = 1" % d, "x = %s; x |= 5" % d)
add("dict([('a', 1), ('b', 2)])", "dict(a=1)", "dict({'a': 1}, b=2)", "dict(1, 2)", "dict(5)", "dict(['ab', 'cd'])", "dict.fromkeys('ab')", "dict.fromkeys([1, 2], 0)", "dict.fromkeys(5)", "dict(zip('ab', [1, 2]))", "{(1, 2): 3}[(1, 2)]", "{[]: 1}", "{1: 2, 1.0: 3}", "{None: 1, True: 2, 'a': 3}", "x = {}; x[1] = 1; del x[1]; x[2] = 2; x[1] = 3; x", "hash({})")

# range, slice, iterators
for r in ["range(5)", "range(2, 8)", "range(0, 10, 3)", "range(5, 0, -2)", "range(0)", "range(3, 3)"]:
    for m in ["%s", "list(%s)", "len(%s)", "%s[0]", "%s[-1]", "%s[1:]", "%s[::-1]", "%s[9]", "3 in %s", "3.0 in %s", "'a' in %s", "%s.index(3)", "%s.count(3)", "%s.index('a')", "%s.start", "%s.stop", "%s.step", "%s == range(5)", "list(reversed(%s))", "bool(%s)", "%s['a']", "x = %s; x[0] = 1", "%s + %s", "sum(%s)", "max(%s)", "hash(%s) == hash(%s)", "%s[2:5:2]", "%s[::-2]", "%s[5:1]", "%s[-2:]"]:
        add(m % ((r,) * m.count('%s')))
add("range(1, 2, 0)", "range()", "range('a')", "range(1.5)", "range(1, 2, 3, 4)", "range(True)", "slice(1)", "slice(1, 2)", "slice(1, 2, 3)", "slice(None)", "slice(1, 2).start", "slice(1, 2).step", "slice(1, 5).indices(3)", "slice(None, None, -1).indices(5)", "slice(5, 0, -2).indices(4)", "slice(10, 20).indices(5)", "slice(-3, -1).indices(5)", "slice(1, 2) == slice(1, 2)", "slice()", "slice(1, 2).indices(-1)", "hash(slice(1))", "slice(3, None, -1).indices(2)", "slice(None, 2, None).indices(5)", "slice(None, -10, -1).indices(5)",
    "x = iter([1, 2]); next(x); next(x)", "x = iter([]); next(x)", "x = iter([]); next(x, 5)", "next(5)", "next([])", "iter(5)", "iter(5, 6)", "list(iter('ab'))", "list(zip())", "list(zip([1, 2], 'abc'))", "list(zip([1, 2], 'abc', strict=True))", "list(zip('abc', [1, 2], strict=True))", "list(zip('ab', [1, 2], (3,), strict=True))", "list(zip('a', [1], (3, 4), strict=True))", "zip(5)", "zip(1, 2)", "list(map(abs, [-1, 2]))", "list(map(pow, [2, 3], [3, 2]))", "map()", "map(abs)", "map(abs, 5)", "list(map(5, [1]))", "list(filter(None, [0, 1, '']))", "list(filter(callable, [abs, 1])) == [abs]", "filter(None)", "filter(None, 5)", "list(enumerate('ab'))", "list(enumerate('ab', 1))", "list(enumerate('ab', start=1))", "enumerate()", "enumerate(5)", "enumerate('a', 'b')",
    "list(reversed([1, 2]))", "list(reversed('ab'))", "list(reversed((1, 2)))", "list(reversed({'a': 1, 'b': 2}))", "list(reversed({'a': 1}.items()))", "list(reversed(range(3)))", "list(reversed(b'ab'))", "reversed(5)", "reversed()", "any([0, 1])", "all([0, 1])", "any([])", "all([])", "any(5)", "all()", "sorted('bca')", "sorted([3, 1], reverse=True)", "sorted(['b', 'A'], key=str.lower)", "sorted([1, 'a'])", "sorted(5)", "sorted()", "sorted([1], [2])", "sorted({'b': 1, 'a': 2})", "sorted([(1, 'b'), (1, 'a')])", "sorted([1.5, 1, True, 0])", "sorted([[2], [1, 2], [1]])", "sorted('hello', key=ord, reverse=True)", "sorted(range(40), key=lambda_) if False else 1" if False else "sorted(['bb', 'a', 'ccc', 'dd'], key=len, reverse=True)")

# builtins and errors
add("len(5)", "len()", "len(1, 2)", "isinstance(1, 1)", "isinstance(True, int)", "isinstance(1, (str, (int,)))", "isinstance(1)", "issubclass(bool, int)", "issubclass(1, int)", "issubclass(int, 5)", "issubclass(int, (str, int))", "type(1)", "type('a')", "type(None)", "type([])", "type(type)", "type(b'')", "type(1.5)", "type(len)", "type(())", "type({})", "type(range(1))", "type(iter([]))", "type(NotImplemented)", "type(1, 2)", "int", "str", "list", "object", "type", "len", "print", "ValueError", "bytes", "bytearray", "dict", "tuple", "bool", "float", "enumerate", "zip", "map", "slice", "str.upper", "list.append", "getattr('a', 'upper')()", "getattr(1, 'foo')", "getattr(1, 'foo', 5)", "getattr(1, 5)", "hasattr(1, 'real')", "hasattr(1, 'foo')", "hasattr(1, 5)", "setattr(1, 'foo', 2)", "delattr(1, 'foo')", "(1).foo", "None.foo", "callable(len)", "callable(int)", "callable('a'.upper)", "callable(1)",
    "1()", "'a'()", "None()", "None[0]", "1[0]", "len[0]", "int['a'] is None" if False else "1", "x = 5; x[0] = 1", "x = None; x[0] = 1", "x = 'abc'; x[0] = 'z'", "x = 5; del x[0]", "x = 'a'; del x[0]", "x = b'a'; x[0] = 1", "x = b'a'; del x[0]", "x = range(3); x[0] = 1", "1 in 5", "None in None", "1 + None", "None + 1", "[] + 1", "{} + {}", "() + []", "1 < None", "[] < ()", "{} < {}", "None < None", "object() < object()", "'a' < 1", "b'a' < 'a'", "1.5 < 'a'", "(1,) < [1]", "1 == None", "None == None", "None != 1", "NotImplemented", "Ellipsis", "repr(None)", "str(True)", "vars(1)", "foo", "foo.bar", "ValueError('a')", "ValueError('a', 1)", "ValueError()", "KeyError('a')", "str(KeyError('a'))", "str(ValueError('a', 1))", "str(ValueError())", "str(ValueError('a'))", "OSError(2, 'No such file')", "str(OSError(2, 'No such file'))", "str(OSError(2, 'No such file', 'f.txt'))", "str(OSError('x'))", "repr(OSError(2, 'm', 'f'))", "ValueError('a').args", "StopIteration(5).value", "str(ImportError('m'))", "repr(KeyError(1, 2))", "UnicodeDecodeError('utf-8', b'ab', 0, 1, 'bad')", "str(UnicodeDecodeError('utf-8', b'ab', 0, 1, 'bad'))", "str(UnicodeEncodeError('ascii', '\\xe9', 0, 1, 'bad'))", "str(UnicodeEncodeError('ascii', '\\u20ac\\xe9', 0, 2, 'bad'))",
    "abs()", "abs('a')", "abs(1, 2)", "chr('a')", "hash([])", "hash({})", "hash(([],))", "{(1, []): 2}", "print(sep=5)", "print(end=5)", "input(1, 2)", "id()", "repr()", "ascii('a', 1)", "bin(1.5)", "hex('a')", "oct(None)", "round()", "round(1, 2, 3)", "pow()", "pow(1)", "pow('a', 2)", "divmod(1)", "sum()", "sum(5)", "sum(['a'])", "sum([1], 'a')", "sum([[]])", "iter()", "next()", "map(1)", "getattr()", "getattr(1)", "isinstance()", "bool(1, 2)", "int(1, 2, 3)", "str(1, 2, 3, 4)", "list(1, 2)", "tuple(1, 2)", "float(1, 2)", "list(x=1)", "tuple(x=1)", "bool(x=1)", "float(x=1)", "format()", "format(1, 2)", "format(1, '2', 3)", "max(1, 2, foo=1)", "print(foo=1)", "enumerate([], foo=1)", "'a'.center()", "'a'.find()", "'a'.format_map()", "'a'.join()", "'a'.encode(foo=1)", "[].append()", "[].sort(foo=1)", "[].insert(1)", "[].index()", "{}.get()", "{}.pop()", "{}.setdefault()", "{}.update(1, 2)", "b''.decode(1, 2, 3)", "(1).bit_length(1)", "(1).to_bytes()", "(1.5).is_integer(1)", "int.from_bytes()", "range(1, foo=2)", "slice(1, 2, 3, 4)", "dict(1)", "dict('ab')", "bytes(1, 2, 3, 4)", "chr()", "ord()", "callable()", "hasattr()", "setattr(1, 2)", "type()",
    "(5).__add__(3)", "(5).__add__('a')", "'a'.__len__()", "[1, 2].__getitem__(0)", "[1].__contains__(1)", "(5).__eq__(5)", "(5).__eq__('a')", "(5).__lt__('a')", "'a'.__add__('b')", "(5).__str__()", "(5).__repr__()", "(5).__bool__()", "(5).__neg__()", "(2).__pow__(3)", "[1, 2].__len__()", "list([1, 2].__iter__())", "{'a': 1}.__getitem__('a')", "{'a': 1}.__contains__('b')", "int.__add__(1, 2)", "str.upper('abc')", "list.append", "str.join(',', ['a', 'b'])", "int.__name__", "'abc'.upper.__name__", "len.__name__", "int.__mro__", "bool.__mro__", "bool.__bases__", "ValueError.__mro__", "type(ValueError('a'))", "type(5).__name__", "(5).__class__", "'a'.__class__.__name__", "isinstance(int, type)", "isinstance(ValueError('a'), Exception)", "issubclass(KeyError, LookupError)")

LIMIT = 1 << 62
SKIP = ('0x7f', '0x55', '0x56', ' at 0x')


def big(v, depth=0):
    if isinstance(v, bool):
        return False
    if isinstance(v, int):
        return not -LIMIT <= v < LIMIT
    if isinstance(v, complex):
        return True
    if isinstance(v, (list, tuple)) and depth < 3:
        return any(big(x, depth + 1) for x in v)
    return False


def answer(p):
    parts = p.split('; ')
    env = {}
    try:
        for s in parts[:-1]:
            exec(s, env)
        try:
            compile(parts[-1], '', 'eval')
        except SyntaxError:
            exec(parts[-1], env)
            return 'None'
        v = eval(parts[-1], env)
        if big(v):
            return None
        return repr(v)
    except SyntaxError:
        return None
    except RecursionError:
        return None
    except Exception as e:
        if isinstance(e, (MemoryError,)) or 'too large' in str(e) or 'int too big' in str(e) and 'to_bytes' not in p:
            return None
        s = str(e)
        return '!' + type(e).__name__ + (': ' + s if s else '')


seen = set()
with open('expr.txt', 'w') as out:
    for p in programs:
        if p in seen or '4611686018427387903' in p and any(o in p for o in ('* ', '** ', '<< ', '+ ', '- ', "bytes(", "chr(", "round(4611686018427387903, 1", "range(", "'%c'", "bytearray(4", "-4611686018427387903 ")):
            continue
        seen.add(p)
        if '** 1e300' in p or '4611686018427387903' in p and '*' in p or '1e300' in p and ("'%d'" in p or 'int(' in p or 'round(1e300)' in p or '//' in p and False):
            continue
        a = answer(p)
        if a is None or len(a) > 3000 or any(s in a for s in SKIP) or 'frozenset' in a or 'complex' in a or '\t' in a or '\n' in a:
            continue
        if '.keys() &' in p:
            continue
        out.write(p + '\t' + a + '\n')
