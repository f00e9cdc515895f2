"""Write testdata/*.txt: what CPython 3.11 answers. Fields are tab separated;
an error shows as "!" and its text, text that need not be ASCII as the hex of
its UTF-32.

Usage: cd rt/format && python3.11 gen_testdata.py
"""
import random
import struct

random.seed(2011)


def answer(f):
    try:
        return str(f())
    except (ValueError, OverflowError) as e:
        return '!' + str(e).replace('\t', ' ')


def floats():
    some = [0.0, -0.0, 1.0, -1.5, 0.1, 1e15, 1e16, 123456789012345678.0, 1e17, 9999999999999998.0, 1e-4, 1e-5,
            0.00012345, 5e-324, 1.7976931348623157e308, 2.5, 0.5, 1234.5678, 1e100, 1e22, 1e23, 99.95, 999999.5,
            0.000099999, float('inf'), float('-inf'), float('nan'), 12345678.9, 100000.0, 1e6, 123456.0, 4.35]
    for _ in range(60):
        some.append(struct.unpack('<d', struct.pack('<Q', random.getrandbits(64)))[0])
    for _ in range(60):
        some.append(round(random.uniform(-1000, 1000), random.randrange(8)))
    return some


def utf32(s):
    return s.encode('utf-32-le', 'surrogatepass').hex()


def write(name, rows):
    with open('testdata/' + name + '.txt', 'w') as f:
        for row in rows:
            f.write('\t'.join(row) + '\n')


def bits(x):
    return '%016x' % struct.unpack('<Q', struct.pack('<d', x))[0]


FLOAT_SPECS = ['', '.0', '.1', '.3', '.17', '.5', '#', '#.3', 'e', '.0e', '#.0e', '.3E', 'f', '.0f', '#.0f', '.2f', 'F', '.30f',
               'g', '.0g', '#g', '.3G', '.20g', '#.20g', 'n', '%', '.1%', '+', ' ', '+.2f', 'z.1f', 'z.0f', 'zg', '010', '+010.2f', ',', '_', ',.2f',
               '015,.2f', '<12.1f', '^12.1f', '>12.1f', '=+12.1f', '*^15', 'x=+15.1e', '020,', '010_.1f', 'd', 'x', 'c', '.1,', '030,.3e', '0=8']
INT_SPECS = ['', 'd', 'b', 'o', 'x', 'X', 'n', '#b', '#o', '#x', '#X', '+', ' ', '-', '5', '05', '<5', '^6', '>6', '=+6', '*=+9', '#010x',
             ',', '_', '_x', '_b', '012,', '011,', '010,', '013_', '#020_x', '+,', '0=5', '*<5', '.3', 'z', ',x', ',_', '_,', '5xx', ',_d', '_,d', '0,', '01,', '04,', '05,',
             '06,', '08,', '09,', ',b', '_n', 's']
PERCENTS = ['d', 'i', 'u', 'o', 'x', 'X', '5d', '05d', '-5d', '+d', ' d', '+5d', '+05d', '-05d', '.5d', '8.5d', '08.5d', '+.3d', '#o', '#x', '#X', '#10x', '#010x',
            '-#10xQ', '#.5x', '+#x', 'ld', 'hd', 'Ld']
FLOAT_PERCENTS = ['f', 'e', 'g', 'F', 'E', 'G', '.0f', '.0e', '.0g', '#.0f', '#.0e', '#g', '#.0g', '.3f', '10.3f', '010.3f', '-10.3fQ', '+f', ' f', '+010.1f', '.20g', '.15e', '.3G', '+e', '08g']

write('repr', [(bits(f), repr(f)) for f in floats()])
write('float', [(bits(f), s, answer(lambda: format(f, s))) for f in floats()[::2] for s in FLOAT_SPECS])
INTS = [0, 1, -1, 7, 42, -42, 255, 999, 1000, -1000, 123456, 1234567, -1234567, 2**31, 2**62 - 1, -2**62, 65535]
write('int', [(str(i), s, answer(lambda: format(i, s))) for i in INTS for s in INT_SPECS])
write('percent', [('d', str(i), '%' + p, answer(lambda: ('%' + p) % i)) for i in INTS for p in PERCENTS] +
      [('f', bits(f), '%' + p, answer(lambda: ('%' + p) % f)) for f in floats()[::3] for p in FLOAT_PERCENTS])
STRS = ['', 'a', "it's", '"', '\'"', '\\', '\t\n\r\x00\x1f\x7f', '\x80\xa0\xad\xe9\xff', '\u0100\u200b\u2028\u20ac', '\ud800\udfff', '\U0001f600\U000e0001', 'a\u0301', '\u0378']
write('quote', [(utf32(s), utf32(repr(s)), ascii(s)) for s in STRS])
write('bytes', [(b.hex(), repr(b)) for b in [s.encode('utf-8', 'surrogatepass') for s in STRS] + [bytes(range(256))]])
LITERALS = ['0', '-0', '+5', ' 5 ', '5 5', '', '-', '0x1f', '0X1F', '0o17', '0b101', '-0b11', '1_000', '1__0', '_1', '1_', '0x_1', '0_0', '00', '007', '0_7', 'z', 'Z9',
            '9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '\u0663\u0664', '\u20031\u2003', '\x1c5', '1\x00', '0x', '0b2', '12abc', '\xb2', '- 1', '0b', '0_x1', '1e5', '1.5']
write('parseint', [(utf32(s), str(b), answer(lambda: int(s, b))) for s in LITERALS for b in (0, 2, 8, 10, 16, 36)])
FLOATS = ['1', '1.5', '.5', '5.', '.', '', 'e5', '1e', '1e5', '1E+5', '1e-5', '1e+', '1_0.5', '1_.5', '1._5', '1e1_0', '1e_1', 'inf', '-INF', 'Infinity', '+infinity', 'nan', '-nan', 'infinit',
          '1e400', '-1e400', '1e-400', '0e999999999999', '0.' + '0' * 400 + '1e401', '1' + '0' * 400 + 'e-400', '\u0661.\u0665', '0x1p3', '\x1c1', ' 1.5\n', '1 2', '--1', '1.5.5', '1e5e5', '1e5.5',
          '1.7976931348623159e308', '4.9e-324', '2.4703282292062328e-324', '9007199254740993', '0.1e1', '1\x00']
write('parsefloat', [(utf32(s), answer(lambda: float(s))) for s in FLOATS])
