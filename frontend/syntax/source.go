package syntax

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"github.com/pxc-lang/pxc/frontend/diag"
)

// MaxSource bounds the bytes of a source file. It keeps positions within 32 bits, also after decoding to UTF-8,
// which can make a file twice as long or a little more.
const MaxSource = 1 << 29

// NewFile decodes the bytes of a source file to UTF-8 and returns the File.
//
// The encoding is UTF-8 unless a comment in one of the first two lines
// declares another (PEP 263). A byte-order mark is dropped. What is wrong
// with the encoding is added to diags; the File then holds the text with
// U+FFFD for what could not be decoded, so that it can still be parsed.
func NewFile(name string, raw []byte, diags *diag.List) *diag.File {
	if len(raw) > MaxSource {
		f := diag.NewFile(name, nil)
		diags.Error(f, diag.Span{Start: diag.NoPos, End: diag.NoPos}, diag.Encoding, "the file is larger than half a gigabyte")
		return f
	}
	src, bom := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf"))
	declared, at := declaredEncoding(src)
	enc := normalEncoding(declared)
	fail := func(src []byte, at diag.Span, msg string) *diag.File {
		f := diag.NewFile(name, src)
		diags.Error(f, at, diag.Encoding, msg)
		return f
	}
	if bom && declared != "" && !isUTF8WithBOM(declared) {
		return fail(bytes.ToValidUTF8(src, []byte("\uFFFD")), at, "encoding problem: "+declared+" with BOM")
	}
	switch enc {
	case "", "utf-8":
		if i := invalidUTF8(src); i >= 0 {
			valid := bytes.ToValidUTF8(src, []byte("\uFFFD"))
			msg := "the bytes here are not UTF-8, and the file declares no other encoding"
			if enc != "" {
				msg = "the bytes here are not UTF-8"
			}
			f := diag.NewFile(name, valid)
			byteAt := span(i, i+1)
			at := spoilt(f, byteAt, enc != "")
			d := diags.Error(f, at, diag.Encoding, msg)
			if at != byteAt {
				d.Note(f, byteAt, fmt.Sprintf("the byte 0x%02x", src[i]))
			}
			return f
		}
		return diag.NewFile(name, src)
	case "ascii":
		for i, c := range src {
			if c >= utf8.RuneSelf {
				return fail(bytes.ToValidUTF8(src, []byte("\uFFFD")), span(i, i+1), "the bytes here are not ASCII, which the file declares")
			}
		}
		return diag.NewFile(name, src)
	case "iso-8859-1":
		out := make([]byte, 0, len(src)+len(src)/8)
		for _, c := range src {
			out = utf8.AppendRune(out, rune(c))
		}
		return diag.NewFile(name, out)
	}
	if m := multibytes[enc]; m != nil {
		out, bad := m.decode(src)
		if bad >= 0 {
			return fail(out, span(bad, bad+1), "the bytes here have no meaning in "+declared)
		}
		return diag.NewFile(name, out)
	}
	if enc == "iso-2022-jp" {
		out, bad := decodeStateful(japanese.ISO2022JP, src)
		if bad >= 0 {
			return fail(out, span(bad, bad+1), "the bytes here have no meaning in "+declared)
		}
		return diag.NewFile(name, out)
	}
	table, ok := charmaps[enc]
	if !ok {
		return fail(bytes.ToValidUTF8(src, []byte("\uFFFD")), at, "unknown encoding: "+declared)
	}
	out := make([]byte, 0, len(src)+len(src)/4)
	bad := -1
	for _, c := range src {
		r := decodeByte(enc, table, c)
		if r == utf8.RuneError && bad < 0 {
			bad = len(out)
		}
		out = utf8.AppendRune(out, r)
	}
	if bad >= 0 {
		return fail(out, span(bad, bad+1), "the byte here has no meaning in "+declared)
	}
	return diag.NewFile(name, out)
}

// spoilt returns the span to report for a byte that is not UTF-8: from the
// start of the string around it, as CPython's, which decodes strings one by
// one. Where the file does not declare UTF-8 CPython names the line of the
// byte first, so the string must begin on that.
func spoilt(f *diag.File, byteAt diag.Span, declared bool) diag.Span {
	for _, t := range scan(f).toks {
		if t.start > byteAt.Start {
			break
		}
		if t.kind == tString && byteAt.Start < t.end && (declared || f.LineOf(t.start) == f.LineOf(byteAt.Start)) {
			return diag.Span{Start: t.start, End: byteAt.End}
		}
	}
	return byteAt
}

// decodeByte decodes one byte as Python does, which the tables follow but for
// these: the ISO encodings keep the control characters from 0x80 to 0x9F, and
// two others have a byte or two of their own.
func decodeByte(enc string, table *charmap.Charmap, c byte) rune {
	switch {
	case c >= 0x80 && c < 0xA0 && strings.HasPrefix(enc, "iso-8859-"):
		return rune(c)
	case enc == "koi8-u" && c == 0xAE:
		return '\u255D'
	case enc == "koi8-u" && c == 0xBE:
		return '\u256C'
	case enc == "cp1255" && c == 0xCA:
		return utf8.RuneError // undefined
	}
	return table.DecodeByte(c)
}

// isUTF8WithBOM reports whether a file with a byte-order mark may declare
// the encoding name. CPython does not take "utf8" for "utf-8" there.
func isUTF8WithBOM(name string) bool {
	name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
	return name == "utf-8" || strings.HasPrefix(name, "utf-8-")
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// declaredEncoding returns the encoding that a comment declares, and where.
// The second line counts only if the first is blank or a comment.
func declaredEncoding(src []byte) (name string, at diag.Span) {
	off := 0
	for range 2 {
		end := len(src)
		if i := bytes.IndexAny(src[off:], "\r\n"); i >= 0 {
			end = off + i
		}
		line := src[off:end]
		text := bytes.TrimLeft(line, " \t\f")
		if len(text) > 0 && text[0] != '#' {
			return "", at
		}
		if i := bytes.Index(text, []byte("coding")); i >= 0 {
			i += len("coding")
			if i < len(text) && (text[i] == ':' || text[i] == '=') {
				i++
				for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
					i++
				}
				n := i
				for n < len(text) && isEncodingByte(text[n]) {
					n++
				}
				if n > i {
					start := off + len(line) - len(text) + i
					return string(text[i:n]), span(start, start+n-i)
				}
			}
		}
		if end < len(src) && src[end] == '\r' && end+1 < len(src) && src[end+1] == '\n' {
			end++
		}
		if off = end + 1; off >= len(src) {
			break
		}
	}
	return "", at
}

func isEncodingByte(c byte) bool {
	return classes[c] == cName || classes[c] == cDigit || c == '-' || c == '.'
}

// normalEncoding returns one name for the spellings of an encoding.
func normalEncoding(name string) string {
	s := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	switch {
	case s == "utf-8" || s == "utf8" || s == "u8" || s == "utf" || s == "cp65001" || strings.HasPrefix(s, "utf-8-"):
		return "utf-8"
	case s == "latin-1" || s == "latin1" || s == "l1" || s == "iso8859-1" || s == "8859" || s == "cp819" ||
		strings.HasPrefix(s, "iso-8859-1-") || strings.HasPrefix(s, "latin-1-") || strings.HasPrefix(s, "iso-latin-1"):
		return "iso-8859-1"
	case s == "ascii" || s == "us-ascii" || s == "646":
		return "ascii"
	}
	if n, ok := strings.CutPrefix(s, "iso8859-"); ok {
		s = "iso-8859-" + n
	}
	if n, ok := strings.CutPrefix(s, "windows-"); ok {
		s = "cp" + n
	}
	if alias, ok := encodingAliases[s]; ok {
		return alias
	}
	return s
}

var encodingAliases = map[string]string{
	"latin-2": "iso-8859-2", "latin2": "iso-8859-2", "latin-9": "iso-8859-15",
	"latin9": "iso-8859-15", "latin-15": "iso-8859-15", "cyrillic": "iso-8859-5",
	"greek": "iso-8859-7", "koi8r": "koi8-r", "macroman": "mac-roman", "ibm437": "cp437", "ibm850": "cp850",
	"ibm852": "cp852", "ibm855": "cp855", "ibm858": "cp858", "ibm860": "cp860", "ibm862": "cp862", "ibm863": "cp863",
	"ibm865": "cp865", "ibm866": "cp866",
	"shiftjis": "shift-jis", "sjis": "shift-jis", "s-jis": "shift-jis", "csshiftjis": "shift-jis",
	"932": "cp932", "ms932": "cp932", "mskanji": "cp932", "ms-kanji": "cp932",
	"eucjp": "euc-jp", "ujis": "euc-jp", "u-jis": "euc-jp",
	"iso2022-jp": "iso-2022-jp", "iso2022jp": "iso-2022-jp", "csiso2022jp": "iso-2022-jp",
	"euckr": "euc-kr", "korean": "euc-kr", "ksc5601": "euc-kr", "ks-c-5601": "euc-kr", "ks-c-5601-1987": "euc-kr",
	"ksx1001": "euc-kr", "ks-x-1001": "euc-kr", "949": "cp949", "ms949": "cp949", "uhc": "cp949",
	"936": "gbk", "cp936": "gbk", "ms936": "gbk",
	"chinese": "gb2312", "euc-cn": "gb2312", "euccn": "gb2312", "eucgb2312-cn": "gb2312", "gb2312-1980": "gb2312", "gb2312-80": "gb2312",
	"gb18030-2000": "gb18030", "big5-tw": "big5", "csbig5": "big5", "950": "cp950", "ms950": "cp950",
}

// charmaps are the one-byte encodings that CPython has too; multibytes are the
// others.
var charmaps = map[string]*charmap.Charmap{
	"iso-8859-2": charmap.ISO8859_2, "iso-8859-3": charmap.ISO8859_3,
	"iso-8859-4": charmap.ISO8859_4, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-6": charmap.ISO8859_6, "iso-8859-7": charmap.ISO8859_7,
	"iso-8859-8": charmap.ISO8859_8, "iso-8859-9": charmap.ISO8859_9,
	"iso-8859-10": charmap.ISO8859_10, "iso-8859-13": charmap.ISO8859_13,
	"iso-8859-14": charmap.ISO8859_14, "iso-8859-15": charmap.ISO8859_15,
	"iso-8859-16": charmap.ISO8859_16, "koi8-r": charmap.KOI8R,
	"koi8-u": charmap.KOI8U, "cp1250": charmap.Windows1250,
	"cp1251": charmap.Windows1251, "cp1252": charmap.Windows1252,
	"cp1253": charmap.Windows1253, "cp1254": charmap.Windows1254,
	"cp1255": charmap.Windows1255, "cp1256": charmap.Windows1256,
	"cp1257": charmap.Windows1257, "cp1258": charmap.Windows1258,
	"cp437": charmap.CodePage437, "cp850": charmap.CodePage850,
	"cp852": charmap.CodePage852, "cp855": charmap.CodePage855,
	"cp858": charmap.CodePage858, "cp860": charmap.CodePage860,
	"cp862": charmap.CodePage862, "cp863": charmap.CodePage863,
	"cp865": charmap.CodePage865, "cp866": charmap.CodePage866,
	"mac-roman": charmap.Macintosh, "mac-cyrillic": charmap.MacintoshCyrillic,
}
