package syntax

import (
	"bytes"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxIntDigits is CPython's limit on the digits of a decimal literal, whose
// conversion takes quadratic time there.
const maxIntDigits = 4300

// numberValue returns the value of a numeric literal that the scanner let
// pass, or an error message.
func numberValue(text []byte) (value any, msg string) {
	if len(text) == 1 {
		return int64(text[0] - '0'), ""
	}
	s := string(text)
	if bytes.IndexByte(text, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	last := s[len(s)-1] | 0x20
	base, digits := 10, s
	if len(s) > 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			base, digits = 16, s[2:]
		case 'o':
			base, digits = 8, s[2:]
		case 'b':
			base, digits = 2, s[2:]
		}
	}
	if base == 10 {
		// Out of range is infinity, as in Python.
		if last == 'j' {
			f, _ := strconv.ParseFloat(s[:len(s)-1], 64)
			return Imag(f), ""
		}
		if strings.ContainsAny(s, ".eE") {
			f, _ := strconv.ParseFloat(s, 64)
			return f, ""
		}
	}
	if i, err := strconv.ParseInt(digits, base, 64); err == nil {
		return i, ""
	}
	if base == 10 && len(digits) > maxIntDigits {
		return nil, fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion:"+
			" value has %d digits - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
			maxIntDigits, len(digits))
	}
	i, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return nil, "invalid number"
	}
	return i, ""
}

// stringParts splits a string token into its prefix and body.
func stringParts(text []byte) (raw, isBytes, isU bool, body []byte) {
	i := 0
	for ; text[i] != '"' && text[i] != '\''; i++ {
		switch text[i] | 0x20 {
		case 'r':
			raw = true
		case 'b':
			isBytes = true
		case 'u':
			isU = text[i] == 'u'
		}
	}
	q := 1
	if len(text)-i >= 6 && text[i] == text[i+1] && text[i] == text[i+2] {
		q = 3
	}
	return raw, isBytes, isU, text[i+q : len(text)-q]
}

// unixLines returns b with every line end as "\n".
func unixLines(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
}

// decodeStr returns the value of the body of a str literal, as Constant
// describes it, or an error message.
func decodeStr(body []byte, raw bool) (s, msg string) {
	body = unixLines(body)
	if raw || bytes.IndexByte(body, '\\') < 0 {
		return string(body), ""
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); {
		c := body[i]
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		start := i
		i++
		if i == len(body) {
			out = append(out, '\\')
			break
		}
		c = body[i]
		i++
		bad := func(end int, what string) (string, string) {
			return "", fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s",
				start, end-1, what)
		}
		n, what := 0, ""
		switch c {
		case 'x':
			n, what = 2, `truncated \xXX escape`
		case 'u':
			n, what = 4, `truncated \uXXXX escape`
		case 'U':
			n, what = 8, `truncated \UXXXXXXXX escape`
		case 'N':
			end := bytes.IndexByte(body[i:], '}')
			if i == len(body) || body[i] != '{' || end <= 1 {
				stop := i
				if i < len(body) && body[i] == '{' {
					stop = i + 1
					if end < 0 {
						stop = len(body)
					}
				}
				return bad(stop, `malformed \N character escape`)
			}
			r, ok := runeByName(string(body[i+1 : i+end]))
			if !ok {
				return bad(i+end+1, "unknown Unicode character name")
			}
			out = utf8.AppendRune(out, r)
			i += end + 1
			continue
		default:
			if r, ok := simpleEscape(c); ok {
				if r >= 0 {
					out = append(out, byte(r))
				}
				continue
			}
			if '0' <= c && c <= '7' {
				v, k := octalEscape(body[i-1:])
				out = utf8.AppendRune(out, rune(v))
				i += k - 1
				continue
			}
			out = append(out, '\\', c)
			continue
		}
		v, k := hexEscape(body[i:], n)
		if k < n {
			return bad(i+k, what)
		}
		if v > utf8.MaxRune {
			return bad(i+k, "illegal Unicode character")
		}
		out = appendWTF8(out, rune(v))
		i += n
	}
	return string(out), ""
}

// decodeBytes returns the value of the body of a bytes literal.
func decodeBytes(body []byte, raw bool) (b []byte, msg string) {
	for _, c := range body {
		if c >= utf8.RuneSelf {
			return nil, "bytes can only contain ASCII literal characters"
		}
	}
	body = unixLines(body)
	if raw || bytes.IndexByte(body, '\\') < 0 {
		return bytes.Clone(body), ""
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		c := body[i]
		if c != '\\' || i+1 == len(body) {
			out = append(out, c)
			continue
		}
		start := i
		i++
		c = body[i]
		if r, ok := simpleEscape(c); ok {
			if r >= 0 {
				out = append(out, byte(r))
			}
			continue
		}
		switch {
		case '0' <= c && c <= '7':
			v, k := octalEscape(body[i:])
			out = append(out, byte(v))
			i += k - 1
		case c == 'x':
			v, k := hexEscape(body[i+1:], 2)
			if k < 2 {
				return nil, fmt.Sprintf(`(value error) invalid \x escape at position %d`, start)
			}
			out = append(out, byte(v))
			i += 2
		default:
			out = append(out, '\\', c)
		}
	}
	return out, ""
}

// simpleEscape returns what a backslash before c stands for; -1 is nothing.
func simpleEscape(c byte) (r int, ok bool) {
	switch c {
	case '\n':
		return -1, true
	case '\\', '\'', '"':
		return int(c), true
	case 'a':
		return 7, true
	case 'b':
		return 8, true
	case 'f':
		return 12, true
	case 'n':
		return 10, true
	case 'r':
		return 13, true
	case 't':
		return 9, true
	case 'v':
		return 11, true
	}
	return 0, false
}

// octalEscape reads up to three octal digits.
func octalEscape(b []byte) (v, n int) {
	for n < 3 && n < len(b) && '0' <= b[n] && b[n] <= '7' {
		v = v<<3 | int(b[n]-'0')
		n++
	}
	return
}

// hexEscape reads up to want hexadecimal digits.
func hexEscape(b []byte, want int) (v uint32, n int) {
	for n < want && n < len(b) && isHexDigit(b[n]) {
		c := b[n]
		switch {
		case c <= '9':
			c -= '0'
		default:
			c = c | 0x20 - 'a' + 10
		}
		v = v<<4 | uint32(c)
		n++
	}
	return
}

// appendWTF8 appends r in UTF-8, surrogates as the three bytes that the
// encoding would give them.
func appendWTF8(b []byte, r rune) []byte {
	if 0xD800 <= r && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
	}
	return utf8.AppendRune(b, r)
}
