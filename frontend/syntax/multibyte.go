package syntax

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Encodings whose characters have several bytes. The tables are those of the web,
// which have more than Python's and a few characters that differ: for each
// encoding, which lead bytes Python knows and what it decodes otherwise. The
// private characters of cp932 and gb18030 are missing.

// multibyte is an encoding in which bytes below 0x80 are ASCII.
type multibyte struct {
	enc    encoding.Encoding
	width  func(lead, second byte) int // bytes of a character; 0 if there is none
	differ []run
}

// run is what the n characters from the two bytes code on decode to: first and
// its successors.
type run struct {
	code  uint16
	first rune
	n     int
}

var multibytes = map[string]*multibyte{
	"shift-jis": {japanese.ShiftJIS, func(c, _ byte) int {
		return one(within(c, 0xA1, 0xDF)) + two(within(c, 0x81, 0x84) || within(c, 0x88, 0x9F) || within(c, 0xE0, 0xEA))
	}, []run{
		{0x8160, 0x301C, 1}, {0x8161, 0x2016, 1}, {0x817C, 0x2212, 1}, {0x8191, 0xA2, 1}, {0x8192, 0xA3, 1}, {0x81CA, 0xAC, 1},
	}},
	"cp932": {japanese.ShiftJIS, func(c, _ byte) int {
		return one(c == 0x80 || within(c, 0xA1, 0xDF)) + two(within(c, 0x81, 0x9F) || within(c, 0xE0, 0xEF) || within(c, 0xFA, 0xFC))
	}, nil},
	"euc-jp": {japanese.EUCJP, func(c, _ byte) int {
		if c == 0x8F {
			return 3
		}
		return two(c == 0x8E || within(c, 0xA1, 0xA8) || within(c, 0xB0, 0xF4))
	}, []run{
		{0xA1C1, 0x301C, 1}, {0xA1C2, 0x2016, 1}, {0xA1DD, 0x2212, 1}, {0xA1F1, 0xA2, 2}, {0xA2CC, 0xAC, 1},
	}},
	"euc-kr": {korean.EUCKR, func(c, d byte) int {
		return two(d >= 0xA1 && (within(c, 0xA1, 0xAC) || within(c, 0xB0, 0xC8) || within(c, 0xCA, 0xFD)))
	}, nil},
	"cp949": {korean.EUCKR, pair, nil},
	"gb2312": {simplifiedchinese.GBK, func(c, d byte) int {
		return two(d >= 0xA1 && (within(c, 0xA1, 0xA9) || within(c, 0xB0, 0xF7)))
	}, []run{{0xA1A4, 0x30FB, 1}, {0xA1AA, 0x2015, 1}}},
	"gbk": {simplifiedchinese.GBK, pair, nil},
	"gb18030": {simplifiedchinese.GB18030, func(c, d byte) int {
		if within(d, '0', '9') {
			return 4
		}
		return pair(c, d)
	}, nil},
	"big5": {traditionalchinese.Big5, func(c, d byte) int {
		return two(!big5Pictures(c, d) && (within(c, 0xA1, 0xC7) || within(c, 0xC9, 0xF8) || c == 0xF9 && d <= 0xD5))
	}, append([]run{
		{0xA145, 0x2022, 1}, {0xA14E, 0xFF64, 1}, {0xA1C2, 0x203E, 1}, {0xA1E3, 0x223C, 1}, {0xA1F2, 0x2641, 1},
		{0xA1F3, 0x2609, 1}, {0xA241, 0xFF0F, 1}, {0xA242, 0xFF3C, 1}, {0xA244, 0xA5, 1}, {0xA246, 0xA2, 2},
	}, big5Signs...)},
	"cp950": {traditionalchinese.Big5, func(c, d byte) int {
		return two((!big5Pictures(c, d) || d == 0xE1) && (within(c, 0xA1, 0xC7) || within(c, 0xC9, 0xF9)))
	}, append([]run{{0xF9FE, 0x2593, 1}}, big5Signs...)},
}

// big5Signs are kana, Cyrillic letters and numbers, which the web has elsewhere.
var big5Signs = []run{
	{0xC6A1, 0x30FE, 1}, {0xC6A2, 0x309D, 2}, {0xC6A4, 0x3005, 1}, {0xC6A5, 0x3041, 83}, {0xC6F8, 0x30A1, 86},
	{0xC7B1, 0x414, 2}, {0xC7B3, 0x401, 1}, {0xC7B4, 0x416, 7}, {0xC7BB, 0x423, 19}, {0xC7CE, 0x451, 1},
	{0xC7CF, 0x436, 26}, {0xC7E9, 0x2460, 10}, {0xC7F3, 0x2474, 10},
}

// big5Pictures reports whether the web has the picture of a control character there,
// or the euro sign.
func big5Pictures(c, d byte) bool { return c == 0xA3 && within(d, 0xC0, 0xE1) }

func within(c, lo, hi byte) bool { return lo <= c && c <= hi }

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func two(is bool) int { return 2 * one(is) }

func pair(lead, _ byte) int { return two(within(lead, 0x81, 0xFE)) }

// decode decodes src to UTF-8. bad is the offset in the result of the first
// U+FFFD that stands for what has no meaning, or -1.
func (m *multibyte) decode(src []byte) (out []byte, bad int) {
	out, bad = make([]byte, 0, len(src)+len(src)/2), -1
	dec := m.enc.NewDecoder()
	for i := 0; i < len(src); {
		c := src[i]
		if c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		}
		r, n := utf8.RuneError, 0
		if i+1 < len(src) {
			n = m.width(c, src[i+1])
		} else if n = m.width(c, 0); n > 1 {
			n = 0
		}
		if n > 0 && i+n <= len(src) {
			r = m.char(dec, src[i:i+n])
		}
		if r == utf8.RuneError {
			n = 1
			if bad < 0 {
				bad = len(out)
			}
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out, bad
}

// char decodes one character.
func (m *multibyte) char(dec *encoding.Decoder, c []byte) rune {
	if len(c) == 2 {
		for _, d := range m.differ {
			if n := d.index(c); n >= 0 {
				return d.first + rune(n)
			}
		}
	}
	var dst [2 * utf8.UTFMax]byte
	dec.Reset()
	nDst, nSrc, err := dec.Transform(dst[:], c, true)
	r, n := utf8.DecodeRune(dst[:nDst])
	if err != nil || nSrc != len(c) || n != nDst {
		return utf8.RuneError
	}
	return r
}

// index returns the place of the character c in the run, or -1.
func (r run) index(c []byte) int {
	if uint16(c[0])<<8|uint16(c[1]) == r.code {
		return 0
	}
	if !within(c[1], 0x40, 0x7E) && !within(c[1], 0xA1, 0xFE) {
		return -1
	}
	nth := func(lead, trail byte) int {
		if trail >= 0xA1 {
			trail -= 0x22
		}
		return int(lead)*157 + int(trail)
	}
	if n := nth(c[0], c[1]) - nth(byte(r.code>>8), byte(r.code)); n >= 0 && n < r.n {
		return n
	}
	return -1
}

// decodeStateful decodes src where escape sequences say what bytes mean.
func decodeStateful(enc encoding.Encoding, src []byte) (out []byte, bad int) {
	out, err := enc.NewDecoder().Bytes(src)
	if err != nil {
		return bytes.ToValidUTF8(src, []byte("\uFFFD")), 0
	}
	return out, bytes.IndexRune(out, utf8.RuneError)
}
