"""Bytes as text: base 16, 32, 64 (RFC 4648) and 85."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode",
    "b32decode", "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode",
    "b85decode", "a85encode", "a85decode", "standard_b64encode", "standard_b64decode",
    "urlsafe_b64encode", "urlsafe_b64decode",
]

MAXLINESIZE, MAXBINSIZE = 76, 57


def _bytes(s):
    """What is to be decoded, as bytes."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return bytes(memoryview(s))
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % type(s).__name__) from None


def b64encode(s, altchars=None):
    """Base 64; altchars are used in place of + and /."""
    text = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return text
    assert len(altchars) == 2, repr(altchars)
    return text.translate(bytes.maketrans(b"+/", altchars))


_ALPHABET64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def b64decode(s, altchars=None, validate=False):
    """What b64encode was given. Other characters are skipped unless they are validated."""
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    if validate and not _ALPHABET64.issuperset(s):
        raise binascii.Error("Only base64 data is allowed")
    return binascii.a2b_base64(s)


def standard_b64encode(s): return b64encode(s)


def standard_b64decode(s): return b64decode(s)


def urlsafe_b64encode(s): return b64encode(s, b"-_")


def urlsafe_b64decode(s): return b64decode(s, b"-_")


def encodebytes(s):
    """Base 64 in lines of 76 characters."""
    view = memoryview(s)
    return b"".join(binascii.b2a_base64(view[at:at + MAXBINSIZE]) for at in range(0, len(view), MAXBINSIZE))


def decodebytes(s):
    """What encodebytes was given."""
    return binascii.a2b_base64(memoryview(s))


def encode(input, output):
    """encodebytes from one file to another."""
    while True:
        part = input.read(MAXBINSIZE * 100)
        if not part:
            return
        output.write(encodebytes(part))


def decode(input, output):
    """decodebytes from one file to another."""
    for line in input:
        output.write(binascii.a2b_base64(line))


# Base 32.

_B32, _B32HEX = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _encode32(alphabet, s):
    data = bytes(s) if not isinstance(s, bytes) else s
    missing = -len(data) % 5
    n = int.from_bytes(data + bytes(missing), "big")
    length = (len(data) + missing) // 5 * 8
    out = bytearray(alphabet[n >> 5 * i & 31] for i in range(length - 1, -1, -1))
    pad = missing * 8 // 5
    if pad:
        out[-pad:] = b"=" * pad
    return bytes(out)


def _decode32(alphabet, s, casefold, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    body = s.rstrip(b"=")
    pad = len(s) - len(body)
    if pad not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    n = 0
    for ch in body:
        digit = alphabet.find(ch)
        if digit < 0:
            raise binascii.Error("Non-base32 digit found")
        n = n << 5 | digit
    size = len(body) * 5 // 8
    return (n >> len(body) * 5 - size * 8).to_bytes(size, "big")


def b32encode(s): return _encode32(_B32, s)


def b32decode(s, casefold=False, map01=None): return _decode32(_B32, s, casefold, map01)


def b32hexencode(s): return _encode32(_B32HEX, s)


def b32hexdecode(s, casefold=False): return _decode32(_B32HEX, s, casefold)


# Base 16.

def b16encode(s): return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if not frozenset(b"0123456789ABCDEF").issuperset(s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# Base 85.

_B85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        b"!#$%&()*+-;<=>?@^_`{|}~")
_A85 = bytes(range(33, 118))


def _encode85(alphabet, data, pad, short=()):
    """Five characters for four bytes; short are pairs of a number and what stands for it."""
    missing = -len(data) % 4
    data = bytes(data) + bytes(missing)
    groups = []
    for at in range(0, len(data), 4):
        n = int.from_bytes(data[at:at + 4], "big")
        for value, text in short:
            if n == value:
                groups.append(text)
                break
        else:
            groups.append(bytes(alphabet[n // 85 ** i % 85] for i in (4, 3, 2, 1, 0)))
    if missing and not pad:
        if groups[-1] == b"z":
            groups[-1] = alphabet[:1] * 5
        groups[-1] = groups[-1][:5 - missing]
    return b"".join(groups)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Ascii85."""
    short = [(0, b"z")] + ([(0x20202020, b"y")] if foldspaces else [])
    text = _encode85(_A85, b, pad, short)
    if adobe:
        text = b"<~" + text
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [text[at:at + wrapcol] for at in range(0, len(text), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        text = b"\n".join(lines)
    return text + b"~>" if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """What a85encode was given."""
    b = _bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with %r" % b"~>")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out, group = [], []
    for ch in b + b"u" * 4:
        if 33 <= ch <= 117:
            group.append(ch - 33)
            if len(group) == 5:
                n = 0
                for digit in group:
                    n = n * 85 + digit
                if n >= 1 << 32:
                    raise ValueError("Ascii85 overflow")
                out.append(n.to_bytes(4, "big"))
                group.clear()
        elif ch == 122 or foldspaces and ch == 121:
            if group:
                raise ValueError("%s inside Ascii85 5-tuple" % chr(ch))
            out.append(b"\0\0\0\0" if ch == 122 else b"    ")
        elif ch not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % ch)
    data = b"".join(out)
    extra = 4 - len(group)
    return data[:-extra] if extra else data


def b85encode(b, pad=False):
    """Base 85 with git's alphabet."""
    return _encode85(_B85, b, pad)


def b85decode(b):
    """What b85encode was given."""
    b = _bytes(b)
    missing = -len(b) % 5
    b = b + b"~" * missing
    out = []
    for at in range(0, len(b), 5):
        n = 0
        for i in range(at, at + 5):
            digit = _B85.find(b[i])
            if digit < 0:
                raise ValueError("bad base85 character at position %d" % i)
            n = n * 85 + digit
        if n >= 1 << 32:
            raise ValueError("base85 overflow in hunk starting at byte %d" % at)
        out.append(n.to_bytes(4, "big"))
    data = b"".join(out)
    return data[:-missing] if missing else data
