package time

import (
	"strconv"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// strftime in the C locale.

var (
	dayNames   = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func strftime(c *rt.Ctx, format, v rt.Value) rt.Value {
	if !rt.IsStr(format) {
		return rt.TypeErrorf(c, "strftime() argument 1 must be str, not %s", rt.TypeName(format))
	}
	b := fromTime(time.Now())
	if v != 0 {
		var ok bool
		if b, ok = fromStruct(c, v); !ok || !b.check(c) {
			return 0
		}
	}
	var in, out [128]byte
	text := rt.AppendStr(in[:0], format)
	return rt.NewStrBytes(c, b.format(out[:0], string(text)))
}

// composite returns what a conversion stands for that is made of others.
func composite(x byte) string {
	switch x {
	case 'c':
		return "%a %b %e %H:%M:%S %Y"
	case 'D', 'x':
		return "%m/%d/%y"
	case 'F':
		return "%Y-%m-%d"
	case 'r':
		return "%I:%M:%S %p"
	case 'R':
		return "%H:%M"
	case 'T', 'X':
		return "%H:%M:%S"
	}
	return ""
}

// format appends b under a format of conversions introduced by a percent sign;
// unknown ones are copied. It does not call itself for composite ones, because
// then the compiler would move dst to the heap.
func (b *broken) format(dst []byte, f string) []byte {
	for i := 0; i < len(f); i++ {
		if f[i] != '%' || i+1 == len(f) {
			dst = append(dst, f[i])
			continue
		}
		i++
		if inner := composite(f[i]); inner != "" {
			dst = b.simple(dst, inner)
		} else {
			dst = b.conversion(dst, f[i])
		}
	}
	return dst
}

// simple is format without composite conversions.
func (b *broken) simple(dst []byte, f string) []byte {
	for i := 0; i < len(f); i++ {
		if f[i] == '%' {
			i++
			dst = b.conversion(dst, f[i])
		} else {
			dst = append(dst, f[i])
		}
	}
	return dst
}

func (b *broken) conversion(dst []byte, x byte) []byte {
	switch x {
	case 'a':
		return append(dst, dayNames[b.weekday%7][:3]...)
	case 'A':
		return append(dst, dayNames[b.weekday%7]...)
	case 'b', 'h':
		return append(dst, monthNames[b.month-1][:3]...)
	case 'B':
		return append(dst, monthNames[b.month-1]...)
	case 'C':
		return padded(dst, b.year/100, 2, '0')
	case 'd':
		return padded(dst, b.day, 2, '0')
	case 'e':
		return padded(dst, b.day, 2, ' ')
	case 'g', 'G', 'V':
		return b.isoWeek(dst, x)
	case 'H':
		return padded(dst, b.hour, 2, '0')
	case 'I':
		return padded(dst, (b.hour+11)%12+1, 2, '0')
	case 'j':
		return padded(dst, b.yearday, 3, '0')
	case 'k':
		return padded(dst, b.hour, 2, ' ')
	case 'l':
		return padded(dst, (b.hour+11)%12+1, 2, ' ')
	case 'm':
		return padded(dst, b.month, 2, '0')
	case 'M':
		return padded(dst, b.minute, 2, '0')
	case 'n':
		return append(dst, '\n')
	case 'p':
		if b.hour < 12 {
			return append(dst, "AM"...)
		}
		return append(dst, "PM"...)
	case 'P':
		if b.hour < 12 {
			return append(dst, "am"...)
		}
		return append(dst, "pm"...)
	case 's':
		return strconv.AppendInt(dst, b.time().Unix(), 10)
	case 'S':
		return padded(dst, b.second, 2, '0')
	case 't':
		return append(dst, '\t')
	case 'u':
		return padded(dst, b.weekday+1, 1, '0')
	case 'U':
		return padded(dst, (b.yearday+6-(b.weekday+1)%7)/7, 2, '0')
	case 'w':
		return padded(dst, (b.weekday+1)%7, 1, '0')
	case 'W':
		return padded(dst, (b.yearday+6-b.weekday)/7, 2, '0')
	case 'y':
		return padded(dst, (b.year%100+100)%100, 2, '0')
	case 'Y':
		return strconv.AppendInt(dst, int64(b.year), 10)
	case 'z':
		offset := b.offset
		sign := byte('+')
		if offset < 0 {
			sign, offset = '-', -offset
		}
		dst = append(dst, sign)
		return padded(dst, offset/3600*100+offset/60%60, 4, '0')
	case 'Z':
		return append(dst, b.zone...)
	case '%':
		return append(dst, '%')
	}
	return append(dst, '%', x)
}

// isoWeek appends the ISO 8601 week or its year, computed from the day of the
// week and of the year as C does.
func (b *broken) isoWeek(dst []byte, x byte) []byte {
	year := b.year
	week := (b.yearday - b.weekday + 9) / 7
	if week < 1 {
		year--
		last := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
		_, week = last.ISOWeek()
	} else if week == 53 {
		if y, w := time.Date(year, 1, b.yearday, 0, 0, 0, 0, time.UTC).ISOWeek(); y != year {
			year, week = y, w
		}
	}
	switch x {
	case 'V':
		return padded(dst, week, 2, '0')
	case 'g':
		return padded(dst, year%100, 2, '0')
	}
	return strconv.AppendInt(dst, int64(year), 10)
}

// padded appends n with at least width digits.
func padded(dst []byte, n, width int, pad byte) []byte {
	var buf [20]byte
	s := strconv.AppendInt(buf[:0], int64(n), 10)
	for i := len(s); i < width; i++ {
		dst = append(dst, pad)
	}
	return append(dst, s...)
}
