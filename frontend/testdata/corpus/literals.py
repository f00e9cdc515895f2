# Numbers, strings and the text around them.
numbers = [0, 00, 0_0, 1_000, 0xFF_ff, 0o17, 0b1_0, 10**30, 123456789012345678901234567890]
floats = [1., .5, 1e3, 1_0.0_1e-1_0, 3.14E+5, 0e0, 1e400, 5e-324, 0.1]
complexes = [1j, 1.5J, .5e1j, 00j, 1_0j]
strings = ['', "a", 'it''s', "say \"hi\"", '\a\b\f\n\r\t\v\\\'\"', '\0\7\377\x41\u00e9\U0001f600', 'a\
b', '\N{BULLET}\N{latin small letter e with acute}', r'\n\'', R"\\", u'x', U"y", '\ud800', '''tri
ple''', """with "quotes" in
it""" 'joined' "up"]
raw = [b'', b"abc\x00\xff\101\n", rb'\x00', Rb"\'", bR'''a
b''', BR"" b'joined']
names = [é, ªº, ｘ, ﬁ, x·y, 变量]
constants = [None, True, False, ..., __debug__, Ellipsis]
tabs	=	1;spaces   = 2 ; both =	3;
continued = 1 + \
    2
if True:
	tab = 1
	if tab:
	        deeper = 2
if numbers:  # a comment
    # at a level

        # and deeper
    pass
# at the end
