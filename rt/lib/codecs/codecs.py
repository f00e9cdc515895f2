"""Codecs by name: texts to bytes and back, at once, piece by piece, or from files.

The encodings of texts are those of str.encode and bytes.decode. Besides there are hex,
base64, zlib and rot13, and what programs register. Error handlers cannot be registered.
"""

import builtins
import binascii

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"

_MARKS = {"utf-8-sig": BOM_UTF8, "utf-16": BOM_UTF16, "utf-32": BOM_UTF32}
_NAMES = {
    "utf8": "utf-8", "u8": "utf-8", "utf-8": "utf-8", "utf8-sig": "utf-8-sig", "utf-8-sig": "utf-8-sig",
    "utf16": "utf-16", "u16": "utf-16", "utf32": "utf-32", "u32": "utf-32",
    "latin-1": "iso8859-1", "latin1": "iso8859-1", "l1": "iso8859-1", "iso-8859-1": "iso8859-1", "8859": "iso8859-1",
    "us-ascii": "ascii", "646": "ascii",
}


class CodecInfo(tuple):
    """What lookup returns: four functions, and attributes with more."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name, self.encode, self.decode = name, encode, decode
        self.streamreader, self.streamwriter = streamreader, streamwriter
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    _is_text_encoding = True

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (
            type(self).__module__, type(self).__qualname__, self.name, id(self))


# Encodings that are no texts.

def _rot13(text):
    table = {}
    for first in "aA":
        for i in range(26):
            table[ord(first) + i] = chr(ord(first) + (i + 13) % 26)
    return text.translate(table)


def _base64_encode(data):
    data = bytes(data)
    return b"".join([binascii.b2a_base64(data[i:i + 57]) for i in range(0, len(data), 57)])


def _zlib(name):
    def call(data):
        import zlib
        return getattr(zlib, name)(bytes(data))
    return call


_OTHERS = {
    "hex": (binascii.b2a_hex, binascii.a2b_hex), "base64": (_base64_encode, binascii.a2b_base64),
    "zlib": (_zlib("compress"), _zlib("decompress")), "rot13": (_rot13, _rot13),
}
_OTHER_NAMES = {
    "hex": "hex", "hex_codec": "hex", "base64": "base64", "base_64": "base64", "base64_codec": "base64",
    "zlib": "zlib", "zip": "zlib", "zlib_codec": "zlib", "rot13": "rot13", "rot_13": "rot13",
}


# Codecs as classes.

class Codec:
    """A codec without state: encode and decode return what they made, and of how much."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes a text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors, self.buffer = errors, ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """One that keeps what it cannot decode yet; _buffer_decode returns what it made, and of how much."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, n = self._buffer_decode(data, self.errors, final)
        self.buffer = data[n:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


def _begun(data, encoding):
    """How many bytes at the end of data begin a character that is not complete."""
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        size = 4 if encoding.startswith("utf-32") else 2
        rest = len(data) % size
        high = data[-rest - 1:len(data) - rest] if encoding != "utf-16-be" else data[-rest - 2:len(data) - rest - 1]
        return rest + 2 if size == 2 and high and 0xd8 <= high[0] <= 0xdb else rest
    if encoding in ("utf-8", "utf-8-sig"):
        for n in range(1, 4):
            if n <= len(data) and data[-n] >= 0xc0:
                return n if n < (2 if data[-n] < 0xe0 else 3 if data[-n] < 0xf0 else 4) else 0
    return 0


def _text_classes(name):
    """The two incremental classes of an encoding of texts."""
    mark = _MARKS.get(name)

    class Encoder(IncrementalEncoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self._first = True

        def encode(self, input, final=False):
            data = input.encode(name, self.errors)
            if mark and not self._first:
                data = data[len(mark):]
            self._first = self._first and not input
            return data

        def reset(self):
            self._first = True

    class Decoder(BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self._actual = None

        def _buffer_decode(self, input, errors, final):
            actual, skip = self._actual or name, 0
            if mark and self._actual is None:
                if len(input) < len(mark) and not final:
                    return "", 0
                # The mark at the beginning tells the order of bytes.
                actual = "utf-8" if name == "utf-8-sig" else name + "-le"
                if input.startswith(mark):
                    skip = len(mark)
                elif input.startswith(mark[::-1]) and name != "utf-8-sig":
                    actual, skip = name + "-be", len(mark)
                self._actual = actual
            end = len(input) if final else max(len(input) - _begun(input[skip:], actual), skip)
            return input[skip:end].decode(actual, errors), end

        def reset(self):
            super().reset()
            self._actual = None

    return Encoder, Decoder


_registered = []  # search functions
_found = {}


def register(search_function):
    """Add a function that finds a CodecInfo for a name."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _registered.append(search_function)


def unregister(search_function):
    if search_function in _registered:
        _registered.remove(search_function)
        _found.clear()


def lookup(encoding):
    """The CodecInfo of an encoding; LookupError if there is none."""
    if not isinstance(encoding, str):
        raise TypeError("lookup() argument must be str, not " + type(encoding).__name__)
    key = encoding.lower().replace(" ", "_")
    info = _found.get(key)
    if info is None:
        info = _found[key] = _lookup(encoding, key)
    return info


def _lookup(encoding, key):
    other = _OTHER_NAMES.get(key.replace("-", "_"))
    if other is not None:
        forth, back = _OTHERS[other]
        return CodecInfo(lambda input, errors="strict": (forth(input), len(input)),
                         lambda input, errors="strict": (back(input), len(input)), name=other, _is_text_encoding=False)
    try:
        "".encode(key)
    except LookupError:
        for search in _registered:
            info = search(key.replace("-", "_"))
            if info is not None:
                return info
        raise LookupError("unknown encoding: " + encoding) from None
    name = key.replace("_", "-")
    name = _NAMES.get(name, name)

    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict"):
        return bytes(input).decode(name, errors), len(input)

    encoder, decoder = _text_classes(name)
    members = {"encode": staticmethod(encode), "decode": staticmethod(decode)}
    reader, writer = type("StreamReader", (StreamReader,), dict(members, _decoder=decoder)), type("StreamWriter", (StreamWriter,), dict(members, _encoder=encoder))
    return CodecInfo(encode, decode, reader, writer, encoder, decoder, name)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    found = lookup(encoding).incrementalencoder
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementaldecoder(encoding):
    found = lookup(encoding).incrementaldecoder
    if found is None:
        raise LookupError(encoding)
    return found


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def encode(obj, encoding="utf-8", errors="strict"):
    """obj encoded by a codec of any kind."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """obj decoded by a codec of any kind."""
    return lookup(encoding).decode(obj, errors)[0]


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        data = encoder.encode(piece)
        if data:
            yield data
    data = encoder.encode("", True)
    if data:
        yield data


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        text = decoder.decode(piece)
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


def escape_decode(data, errors="strict"):
    """The bytes that a literal of bytes with such text has, and its length."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    data = bytes(data)
    out, i = bytearray(), 0
    simple = {ord("a"): 7, ord("b"): 8, ord("t"): 9, ord("n"): 10, ord("v"): 11, ord("f"): 12, ord("r"): 13}
    while i < len(data):
        byte = data[i]
        i += 1
        if byte != 92:
            out.append(byte)
            continue
        if i == len(data):
            raise ValueError("Trailing \\ in string")
        byte = data[i]
        i += 1
        if byte in simple:
            out.append(simple[byte])
        elif byte in b"\\'\"":
            out.append(byte)
        elif byte == 120:
            try:
                out.append(int(data[i:i + 2].decode("ascii"), 16))
                i += 2
            except ValueError:
                raise ValueError("invalid \\x escape at position %d" % (i - 2)) from None
        elif 48 <= byte <= 55:
            end = i
            while end < i + 2 and end < len(data) and 48 <= data[end] <= 55:
                end += 1
            out.append(int(data[i - 1:end], 8) & 255)
            i = end
        elif byte != 10:
            out += bytes((92, byte))
    return bytes(out), len(data)


def escape_encode(data, errors="strict"):
    """The text between the quotes of a literal of bytes, as bytes."""
    text = repr(b'"' + bytes(data))[3:-1]
    return text.encode("ascii"), len(data)


# Files.

class _OverStream:
    """What has a stream: it lends its other attributes, and is closed with this."""

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamWriter(_OverStream, Codec):
    """Encodes what is written to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._coder = self._encoder(errors)

    def write(self, object):
        self.stream.write(self._coder.encode(object))

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        self._coder.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()


class StreamReader(_OverStream, Codec):
    """Decodes what is read from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._coder, self._text = self._decoder(errors), ""

    def _more(self, size):
        """Read and decode; False at the end."""
        data = self.stream.read() if size < 0 else self.stream.read(size)
        self._text += self._coder.decode(data, not data)
        return bool(data)

    def read(self, size=-1, chars=-1, firstline=False):
        if chars >= 0:
            while len(self._text) < chars and self._more(max(size, 72)):
                pass
            text, self._text = self._text[:chars], self._text[chars:]
            return text
        if size < 0:
            while self._more(-1):
                pass
        else:
            while not self._text and self._more(size):
                pass
        text, self._text = self._text, ""
        return text

    def readline(self, size=None, keepends=True):
        while True:
            lines = self._text.splitlines(True)
            if len(lines) > 1 or lines and lines[0][-1] == "\n" or not self._more(size or 72):
                break
        lines = self._text.splitlines(True)
        line = lines[0] if lines else ""
        self._text = self._text[len(line):]
        return line if keepends else "".join(line.splitlines())

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self._coder.reset()
        self._text = ""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self):
        return self


class StreamReaderWriter(_OverStream):
    """A reader and a writer of one stream."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file of texts in an encoding; line ends are left as they are."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        result = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        result.encoding = encoding
        return result
    except BaseException:
        file.close()
        raise
