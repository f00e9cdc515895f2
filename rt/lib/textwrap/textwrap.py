"""Paragraphs of text: wrapped to a width, filled, shortened, indented."""

from _re import compile as _compiled

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_BLANK = "\t\n\x0b\x0c\r "

# Where a line can break: at blanks, behind a hyphen between letters, around a dash.
_WORD = r"[\w!\"'&.,?]"
_LETTER = r"[^\d\W]"
_pieces = _compiled(r"""
    ( [%(s)s]+
    | (?<=%(word)s) -{2,} (?=\w)
    | [^%(s)s]+?
      (?: -(?: (?<=%(let)s{2}-) | (?<=%(let)s-%(let)s-) ) (?= %(let)s -? %(let)s)
        | (?=[%(s)s]|\Z)
        | (?<=%(word)s) (?=-{2,}\w)
      )
    )""" % {"s": _BLANK, "word": _WORD, "let": _LETTER}, 64)
_blanks = _compiled("([%s]+)" % _BLANK)
_sentence = _compiled(r"[a-z][\.\!\?][\"\']?\Z")


class TextWrapper:
    """How to wrap paragraphs; see the parameters."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        self.expand_tabs, self.tabsize = expand_tabs, tabsize
        self.replace_whitespace, self.drop_whitespace = replace_whitespace, drop_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words, self.break_on_hyphens = break_long_words, break_on_hyphens
        self.max_lines, self.placeholder = max_lines, placeholder

    def _cleaned(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(dict.fromkeys(map(ord, _BLANK), " "))
        return text

    def _split(self, text):
        pattern = _pieces if self.break_on_hyphens else _blanks
        return [piece for piece in pattern.split(text) if piece]

    def _pieces_of(self, text):
        return self._split(self._cleaned(text))

    def _spread(self, pieces):
        for i in range(1, len(pieces)):
            if pieces[i] == " " and _sentence.search(pieces[i - 1]):
                pieces[i] = "  "

    def _cut(self, pieces, line, used, width):
        """Part of a word that fits on no line, or all of it where it has to be."""
        room = 1 if width < 1 else width - used
        if self.break_long_words:
            word, end = pieces[-1], room
            if self.break_on_hyphens and len(word) > room:
                hyphen = word.rfind("-", 0, room)
                if hyphen > 0 and word[:hyphen].strip("-"):
                    end = hyphen + 1
            line.append(word[:end])
            pieces[-1] = word[end:]
        elif not line:
            line.append(pieces.pop())

    def _lines(self, pieces):
        lines = []
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            first = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(first) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        pieces = pieces[::-1]
        while pieces:
            lead = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(lead)
            if self.drop_whitespace and lines and not pieces[-1].strip():
                pieces.pop()
            line, used = [], 0
            while pieces and used + len(pieces[-1]) <= width:
                used += len(pieces[-1])
                line.append(pieces.pop())
            if pieces and len(pieces[-1]) > width:
                self._cut(pieces, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                used -= len(line.pop())
            if not line:
                continue
            rest = pieces and not (self.drop_whitespace and len(pieces) == 1 and not pieces[0].strip())
            if self.max_lines is None or len(lines) + 1 < self.max_lines or not rest and used <= width:
                lines.append(lead + "".join(line))
                continue
            self._end(lines, lead, line, used, width)
            break
        return lines

    def _end(self, lines, lead, line, used, width):
        """The last line allowed, with the placeholder where words are left out."""
        while line:
            if line[-1].strip() and used + len(self.placeholder) <= width:
                lines.append(lead + "".join(line) + self.placeholder)
                return
            used -= len(line.pop())
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return
        lines.append(lead + self.placeholder.lstrip())

    def wrap(self, text):
        """The lines of one paragraph, without newlines."""
        pieces = self._pieces_of(text)
        if self.fix_sentence_endings:
            self._spread(pieces)
        return self._lines(pieces)

    def fill(self, text):
        """One text of these lines."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text with blanks collapsed, cut so that it fits on one line."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the blanks that all its lines begin with."""
    lines = ["" if not line.strip(" \t") else line for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        lead = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = lead
            continue
        n = 0
        while n < len(margin) and n < len(lead) and margin[n] == lead[n]:
            n += 1
        margin = margin[:n]
    n = len(margin or "")
    return "\n".join(line[n:] for line in lines)


def indent(text, prefix, predicate=None):
    """The text with a prefix before the lines that are not blank, or that predicate
    wants it for."""
    wanted = predicate or str.strip
    return "".join(prefix + line if wanted(line) else line for line in text.splitlines(True))
