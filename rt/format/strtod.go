package format

import "strconv"

// strtodDigits is how many digits of a number are given to strconv, which counts the
// digits before the point only as far as it keeps them, the first 800. A float that
// lies half way between two others has at most 767 digits; what is beyond these
// tells only on which side of it a number lies.
const strtodDigits = 780

// Strtod is the float nearest to an unsigned decimal number, infinity beyond the
// range; err is strconv's. Unlike strconv.ParseFloat it is right for any number of
// digits.
func Strtod(s string) (float64, error) {
	if len(s) <= strtodDigits {
		return strconv.ParseFloat(s, 64)
	}
	return strconv.ParseFloat(string(shorten(s)), 64)
}

// shorten writes decimal number s with at most strtodDigits digits and one that stands
// for the rest, as 0.ddd…e±x. What is no decimal number is returned as it is.
func shorten(s string) []byte {
	out := append(make([]byte, 0, strtodDigits+32), '0', '.')
	var scale int64 // of the digits behind the point of out
	point, rest := false, false
	i := 0
	for ; i < len(s); i++ {
		d := s[i]
		switch {
		case d == '.' && !point:
			point = true
			continue
		case d < '0' || d > '9':
		default:
			if d == '0' && len(out) == 2 {
				if point {
					scale--
				}
				continue
			}
			if !point {
				scale++
			}
			if len(out) < strtodDigits+2 {
				out = append(out, d)
			} else if d != '0' {
				rest = true
			}
			continue
		}
		break
	}
	if rest {
		out = append(out, '1')
	}
	if i < len(s) {
		if s[i] != 'e' && s[i] != 'E' {
			return []byte(s)
		}
		x, err := strconv.ParseInt(s[i+1:], 10, 64)
		if err != nil && x == 0 {
			return []byte(s)
		}
		const most = 1 << 40 // more than a string has digits
		scale += min(max(x, -most), most)
	}
	if len(out) == 2 {
		out = append(out, '0')
	}
	return strconv.AppendInt(append(out, 'e'), scale, 10)
}
