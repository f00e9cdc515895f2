package syntax

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/runenames"
)

// runeByName returns the character that \N{name} stands for. Case does not
// matter. Names come from the Unicode Character Database by way of runenames,
// turned around once, when the first \N appears in a program; names that
// follow a rule are computed; control characters have only aliases.
func runeByName(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if r, ok := namedRunes()[name]; ok {
		return r, true
	}
	if r, ok := aliases[name]; ok {
		return r, true
	}
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		v, err := strconv.ParseUint(hex, 16, 32)
		r := rune(v)
		if err == nil && (len(hex) == 4 || len(hex) == 5) && strings.HasPrefix(runenames.Name(r), "<CJK Ideograph") {
			return r, true
		}
		return 0, false
	}
	if syllable, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(syllable)
	}
	return 0, false
}

var namedRunes = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 36000)
	for r := rune(0); r < 0x110000; r++ {
		if r == 0x3400 || r == 0xAC00 || r == 0x20000 || r == 0x30000 || r == 0xF0000 {
			// Long ranges without names of their own.
			switch r {
			case 0x3400:
				r = 0x4DC0
			case 0xAC00:
				r = 0xF900
			case 0x20000:
				r = 0x2F800
			case 0x30000:
				r = 0xE0000
			case 0xF0000:
				return m
			}
		}
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = r
		}
	}
	return m
})

// hangul computes a syllable from its jamo (The Unicode Standard, 3.12).
func hangul(s string) (rune, bool) {
	lead := strings.Fields("G GG N D DD R M B BB S SS - J JJ C K T P H")
	vowel := strings.Fields("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I")
	tail := strings.Fields("- G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H")
	for l, ln := range lead {
		rest, ok := strings.CutPrefix(s, strings.Trim(ln, "-"))
		if !ok {
			continue
		}
		for v, vn := range vowel {
			end, ok := strings.CutPrefix(rest, vn)
			if !ok {
				continue
			}
			for t, tn := range tail {
				if end == strings.Trim(tn, "-") {
					return rune(0xAC00 + (l*21+v)*28 + t), true
				}
			}
		}
	}
	return 0, false
}

// aliases are the formal aliases in common use (NameAliases.txt).
var aliases = map[string]rune{
	"NULL":                        0x0,
	"NUL":                         0x0,
	"START OF HEADING":            0x1,
	"SOH":                         0x1,
	"START OF TEXT":               0x2,
	"STX":                         0x2,
	"END OF TEXT":                 0x3,
	"ETX":                         0x3,
	"END OF TRANSMISSION":         0x4,
	"EOT":                         0x4,
	"ENQUIRY":                     0x5,
	"ENQ":                         0x5,
	"ACKNOWLEDGE":                 0x6,
	"ACK":                         0x6,
	"ALERT":                       0x7,
	"BEL":                         0x7,
	"BACKSPACE":                   0x8,
	"BS":                          0x8,
	"CHARACTER TABULATION":        0x9,
	"HORIZONTAL TABULATION":       0x9,
	"HT":                          0x9,
	"TAB":                         0x9,
	"LINE FEED":                   0xA,
	"NEW LINE":                    0xA,
	"END OF LINE":                 0xA,
	"LF":                          0xA,
	"NL":                          0xA,
	"EOL":                         0xA,
	"LINE TABULATION":             0xB,
	"VERTICAL TABULATION":         0xB,
	"VT":                          0xB,
	"FORM FEED":                   0xC,
	"FF":                          0xC,
	"CARRIAGE RETURN":             0xD,
	"CR":                          0xD,
	"SHIFT OUT":                   0xE,
	"LOCKING-SHIFT ONE":           0xE,
	"SO":                          0xE,
	"SHIFT IN":                    0xF,
	"LOCKING-SHIFT ZERO":          0xF,
	"SI":                          0xF,
	"DATA LINK ESCAPE":            0x10,
	"DLE":                         0x10,
	"DEVICE CONTROL ONE":          0x11,
	"DC1":                         0x11,
	"DEVICE CONTROL TWO":          0x12,
	"DC2":                         0x12,
	"DEVICE CONTROL THREE":        0x13,
	"DC3":                         0x13,
	"DEVICE CONTROL FOUR":         0x14,
	"DC4":                         0x14,
	"NEGATIVE ACKNOWLEDGE":        0x15,
	"NAK":                         0x15,
	"SYNCHRONOUS IDLE":            0x16,
	"SYN":                         0x16,
	"END OF TRANSMISSION BLOCK":   0x17,
	"ETB":                         0x17,
	"CANCEL":                      0x18,
	"CAN":                         0x18,
	"END OF MEDIUM":               0x19,
	"EOM":                         0x19,
	"SUBSTITUTE":                  0x1A,
	"SUB":                         0x1A,
	"ESCAPE":                      0x1B,
	"ESC":                         0x1B,
	"INFORMATION SEPARATOR FOUR":  0x1C,
	"FILE SEPARATOR":              0x1C,
	"FS":                          0x1C,
	"INFORMATION SEPARATOR THREE": 0x1D,
	"GROUP SEPARATOR":             0x1D,
	"GS":                          0x1D,
	"INFORMATION SEPARATOR TWO":   0x1E,
	"RECORD SEPARATOR":            0x1E,
	"RS":                          0x1E,
	"INFORMATION SEPARATOR ONE":   0x1F,
	"UNIT SEPARATOR":              0x1F,
	"US":                          0x1F,
	"SP":                          0x20,
	"DELETE":                      0x7F,
	"DEL":                         0x7F,
	"PADDING CHARACTER":           0x80,
	"PAD":                         0x80,
	"HIGH OCTET PRESET":           0x81,
	"HOP":                         0x81,
	"BREAK PERMITTED HERE":        0x82,
	"BPH":                         0x82,
	"NO BREAK HERE":               0x83,
	"NBH":                         0x83,
	"INDEX":                       0x84,
	"IND":                         0x84,
	"NEXT LINE":                   0x85,
	"NEL":                         0x85,
	"START OF SELECTED AREA":      0x86,
	"SSA":                         0x86,
	"END OF SELECTED AREA":        0x87,
	"ESA":                         0x87,
	"NBSP":                        0xA0,
	"SHY":                         0xAD,
	"CGJ":                         0x34F,
	"ZWSP":                        0x200B,
	"ZWNJ":                        0x200C,
	"ZWJ":                         0x200D,
	"LRM":                         0x200E,
	"RLM":                         0x200F,
	"LRE":                         0x202A,
	"RLE":                         0x202B,
	"PDF":                         0x202C,
	"LRO":                         0x202D,
	"RLO":                         0x202E,
	"NNBSP":                       0x202F,
	"MMSP":                        0x205F,
	"WJ":                          0x2060,
	"LRI":                         0x2066,
	"RLI":                         0x2067,
	"FSI":                         0x2068,
	"PDI":                         0x2069,
	"BYTE ORDER MARK":             0xFEFF,
	"BOM":                         0xFEFF,
	"ZWNBSP":                      0xFEFF,
	"VS1":                         0xFE00,
	"VS15":                        0xFE0E,
	"VS16":                        0xFE0F,
}
