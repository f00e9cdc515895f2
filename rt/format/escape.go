package format

import "github.com/pxc-lang/pxc/rt/unicodedata"

// repr of strings and bytes. A first pass measures, so that the caller can
// make the result object at its size and the second pass can write into it.

const hexDigits = "0123456789abcdef"

// Quoted measures the repr of a str: its length with quotes, the quote to use,
// and its widest character. With ascii, as for ascii(), nothing beyond ASCII
// remains.
func Quoted[T Char](s []T, ascii bool) (n int, quote byte, widest rune) {
	single, double := 0, 0
	widest = 127
	for _, ch := range s {
		r := rune(ch)
		switch {
		case r == '\'':
			single++
			n++
		case r == '"':
			double++
			n++
		case r == '\\' || r == '\t' || r == '\n' || r == '\r':
			n += 2
		case r >= ' ' && r < 127:
			n++
		case r < 127 || r == 127:
			n += 4
		case !ascii && unicodedata.IsPrintable(r):
			n++
			widest = max(widest, r)
		case r <= 0xff:
			n += 4
		case r <= 0xffff:
			n += 6
		default:
			n += 10
		}
	}
	if single > 0 && double == 0 {
		return n + 2, '"', widest
	}
	return n + single + 2, '\'', widest
}

// Quote writes the repr of s, measured by Quoted, to dst and returns its
// length.
func Quote[D, T Char](dst []D, s []T, quote byte, ascii bool) int {
	dst[0] = D(quote)
	n := 1
	for _, ch := range s {
		r := rune(ch)
		switch {
		case r == rune(quote) || r == '\\':
			dst[n], dst[n+1] = '\\', D(r)
			n += 2
		case r == '\t':
			dst[n], dst[n+1] = '\\', 't'
			n += 2
		case r == '\n':
			dst[n], dst[n+1] = '\\', 'n'
			n += 2
		case r == '\r':
			dst[n], dst[n+1] = '\\', 'r'
			n += 2
		case r >= ' ' && r < 127, r > 127 && !ascii && unicodedata.IsPrintable(r):
			dst[n] = D(r)
			n++
		case r <= 0xff:
			n += escape(dst[n:], 'x', r, 2)
		case r <= 0xffff:
			n += escape(dst[n:], 'u', r, 4)
		default:
			n += escape(dst[n:], 'U', r, 8)
		}
	}
	dst[n] = D(quote)
	return n + 1
}

// escape writes a backslash, the letter and digits hex digits of r.
func escape[D Char](dst []D, letter byte, r rune, digits int) int {
	dst[0], dst[1] = '\\', D(letter)
	for i := digits + 1; i >= 2; i-- {
		dst[i] = D(hexDigits[r&15])
		r >>= 4
	}
	return digits + 2
}

// BytesQuoted measures the repr of bytes with its b and quotes.
func BytesQuoted(s []byte) (n int, quote byte) {
	single, double := 0, 0
	for _, b := range s {
		switch {
		case b == '\'':
			single++
			n++
		case b == '"':
			double++
			n++
		case b == '\\' || b == '\t' || b == '\n' || b == '\r':
			n += 2
		case b >= ' ' && b < 127:
			n++
		default:
			n += 4
		}
	}
	if single > 0 && double == 0 {
		return n + 3, '"'
	}
	return n + single + 3, '\''
}

// QuoteBytes writes the repr of s, measured by BytesQuoted, to dst and returns
// its length.
func QuoteBytes(dst, s []byte, quote byte) int {
	dst[0], dst[1] = 'b', quote
	n := 2
	for _, b := range s {
		switch {
		case b == quote || b == '\\':
			dst[n], dst[n+1] = '\\', b
			n += 2
		case b == '\t':
			dst[n], dst[n+1] = '\\', 't'
			n += 2
		case b == '\n':
			dst[n], dst[n+1] = '\\', 'n'
			n += 2
		case b == '\r':
			dst[n], dst[n+1] = '\\', 'r'
			n += 2
		case b >= ' ' && b < 127:
			dst[n] = b
			n++
		default:
			n += escape(dst[n:], 'x', rune(b), 2)
		}
	}
	dst[n] = quote
	return n + 1
}
