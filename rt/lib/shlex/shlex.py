"""Text cut into words as a shell does it."""

import sys
import io
import collections
from _re import compile as _compiled

__all__ = ["shlex", "split", "quote", "join"]

_unsafe = _compiled(r"[^\w@%+=:,./-]", 256)  # re.ASCII


def _stream(source):
    return io.StringIO(source) if isinstance(source, str) else source


class shlex:
    """A lexer of shell-like text. Its state is None at the end, " " between words, "a"
    in one, "c" in one of punctuation, a quote in quotes, an escape behind one."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        instream = _stream(instream)
        if instream is None:
            self.instream, self.infile = sys.stdin, None
        else:
            self.instream, self.infile = instream, infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.wordchars = letters + letters.upper() + "0123456789_"
        if posix:
            self.wordchars += "".join(map(chr, [*range(0xdf, 0xf7), *range(0xf8, 0x100), *range(0xc0, 0xd7), *range(0xd8, 0xdf)]))
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes, self.escape, self.escapedquotes = "'\"", "\\", '"'
        self.state, self.token = " ", ""
        self.pushback, self.filestack = collections.deque(), collections.deque()
        self.lineno, self.debug, self.source = 1, 0, None
        if punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars or ""
        self._pushback_chars = collections.deque()
        if punctuation_chars:
            self.wordchars += "~-./*?="
            self.wordchars = "".join(ch for ch in self.wordchars if ch not in self._punctuation_chars)

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Put a word back."""
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another stream until it ends."""
        outer = self.infile, self.instream, self.lineno
        self.filestack.appendleft(outer)
        self.infile, self.instream, self.lineno = newfile, _stream(newstream), 1

    def pop_source(self):
        """Go back to the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = " "

    def get_token(self):
        """The next word, eof at the end."""
        if self.pushback:
            return self.pushback.popleft()
        word = self.read_token()
        if self.source is not None:
            while word == self.source:
                opened = self.sourcehook(self.read_token())
                if opened:
                    self.push_source(opened[1], opened[0])
                word = self.get_token()
        while word == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            word = self.get_token()
        return word

    def _next(self):
        if self._punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        ch = self.instream.read(1)
        if ch == "\n":
            self.lineno += 1
        return ch

    def _comment(self):
        self.instream.readline()
        self.lineno += 1

    def read_token(self):
        in_quotes = False
        behind = " "  # the state that an escape goes back to
        while True:
            ch = self._next()
            state = self.state
            if state is None:
                self.token = ""
                break
            if state == " ":
                if not ch:
                    self.state = None
                    break
                if ch in self.whitespace:
                    if self.token or self.posix and in_quotes:
                        break
                elif ch in self.commenters:
                    self._comment()
                elif self.posix and ch in self.escape:
                    behind, self.state = "a", ch
                elif ch in self.wordchars:
                    self.token, self.state = ch, "a"
                elif ch in self._punctuation_chars:
                    self.token, self.state = ch, "c"
                elif ch in self.quotes:
                    if not self.posix:
                        self.token = ch
                    self.state = ch
                elif self.whitespace_split:
                    self.token, self.state = ch, "a"
                else:
                    self.token = ch
                    if self.token or self.posix and in_quotes:
                        break
            elif state in self.quotes:
                in_quotes = True
                if not ch:
                    raise ValueError("No closing quotation")
                if ch == state:
                    if self.posix:
                        self.state = "a"
                    else:
                        self.token += ch
                        self.state = " "
                        break
                elif self.posix and ch in self.escape and state in self.escapedquotes:
                    behind, self.state = state, ch
                else:
                    self.token += ch
            elif state in self.escape:
                if not ch:
                    raise ValueError("No escaped character")
                if behind in self.quotes and ch != state and ch != behind:
                    self.token += state
                self.token += ch
                self.state = behind
            else:
                if self._in_word(ch, in_quotes):
                    break
                if ch == self.state:
                    behind = "a"  # should it be an escape
        word, self.token = self.token, ""
        if self.posix and not in_quotes and word == "":
            word = None
        return word

    def _in_word(self, ch, in_quotes):
        """One character in a word; whether that ends it."""
        ends = self.token or self.posix and in_quotes
        if not ch:
            self.state = None
            return True
        if ch in self.whitespace:
            self.state = " "
            return ends
        if ch in self.commenters:
            self._comment()
            if self.posix:
                self.state = " "
                return ends
            return False
        if self.state == "c":
            if ch in self._punctuation_chars:
                self.token += ch
                return False
            if ch not in self.whitespace:
                self._pushback_chars.append(ch)
            self.state = " "
            return True
        if self.posix and ch in self.quotes:
            self.state = ch
        elif self.posix and ch in self.escape:
            self.state = ch
        elif (ch in self.wordchars or ch in self.quotes
              or self.whitespace_split and ch not in self._punctuation_chars):
            self.token += ch
        else:
            if self._punctuation_chars:
                self._pushback_chars.append(ch)
            else:
                self.pushback.appendleft(ch)
            self.state = " "
            return ends
        return False

    def sourcehook(self, newfile):
        """Open a file that source names: its name and the stream."""
        newfile = newfile[1:-1] if newfile.startswith('"') else newfile
        if isinstance(self.infile, str) and not newfile.startswith("/") and "/" in self.infile:
            newfile = self.infile[:self.infile.rindex("/") + 1] + newfile
        return newfile, open(newfile)

    def error_leader(self, infile=None, lineno=None):
        """How messages of compilers begin."""
        return '"%s", line %d: ' % (self.infile if infile is None else infile,
                                    self.lineno if lineno is None else lineno)

    def __iter__(self):
        return self

    def __next__(self):
        word = self.get_token()
        if word == self.eof:
            raise StopIteration
        return word


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        import warnings
        warnings.warn("Passing None for 's' to shlex.split() is deprecated.", DeprecationWarning, stacklevel=2)
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """The command line of these words."""
    return " ".join(map(quote, split_command))


def quote(s):
    """The word, in quotes if it needs them."""
    if s and _unsafe.search(s) is None:
        return s
    return "'" + "'\"'\"'".join(s.split("'")) + "'"
