package time

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pxc-lang/pxc/rt"
)

// strptime reads a time as a format says. A format is a row of parts, each of which
// lists how much of the text it could take, the most likely first; the first way in
// which all of them take something is the result, as with the regular expression that
// CPython makes of a format (Lib/_strptime.py).

// A part says how long the texts are that it can take at the start of s, in the
// order of trial.
type part struct {
	directive byte // what it reads, 0 if nothing is kept
	ends      func(s string) []int
}

var (
	longDays    = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	longMonths  = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	shortDays   = firstThree(longDays)
	shortMonths = firstThree(longMonths)
	halves      = []string{"am", "pm"}
)

func firstThree(names []string) []string {
	short := make([]string, len(names))
	for i, n := range names {
		short[i] = n[:3]
	}
	return short
}

// numbers are the directives that are numbers: the most digits, the limits, and the
// least of what has one digit.
var numbers = map[byte]struct{ digits, low, high, single int }{
	'd': {2, 1, 31, 1}, 'm': {2, 1, 12, 1}, 'H': {2, 0, 23, 0}, 'I': {2, 1, 12, 1}, 'M': {2, 0, 59, 0}, 'S': {2, 0, 61, 0},
	'j': {3, 1, 366, 1}, 'U': {2, 0, 53, 0}, 'W': {2, 0, 53, 0}, 'V': {2, 1, 53, 0},
}

// names are the directives that are words.
var names = map[byte][]string{'a': shortDays, 'A': longDays, 'b': shortMonths, 'B': longMonths, 'p': halves}

// combined are the directives that stand for others.
var combined = map[byte]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S"}

func digitsAt(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// numberEnds is ends of the directive d of numbers.
func numberEnds(d byte) func(s string) []int {
	row := numbers[d]
	return func(s string) []int {
		var ends []int
		for n := min(row.digits, digitsAt(s)); n > 0; n-- {
			v, _ := strconv.Atoi(s[:n])
			if low := row.low; v <= row.high && (v >= low || n == 1 && v >= row.single) {
				ends = append(ends, n)
			}
		}
		if d == 'd' && len(s) > 1 && s[0] == ' ' && '1' <= s[1] && s[1] <= '9' {
			ends = append(ends, 2)
		}
		return ends
	}
}

// exactly takes n digits.
func exactly(n int) func(s string) []int {
	return func(s string) []int {
		if digitsAt(s) < n {
			return nil
		}
		return []int{n}
	}
}

// wordEnds takes one of the words, in any case, long ones first.
func wordEnds(words []string) func(s string) []int {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return func(s string) []int {
		for _, w := range words {
			if len(w) > 0 && len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) {
				return []int{len(w)}
			}
		}
		return nil
	}
}

// offsetEnds takes an offset from UTC.
func offsetEnds(s string) []int {
	if strings.HasPrefix(s, "Z") {
		return []int{1}
	}
	if s == "" || s[0] != '+' && s[0] != '-' || digitsAt(s[1:]) < 2 {
		return nil
	}
	var ends []int
	at := 3
	for range 2 { // minutes, then seconds
		n := at
		if n < len(s) && s[n] == ':' {
			n++
		}
		if digitsAt(s[n:]) < 2 || s[n] > '5' {
			return ends
		}
		at = n + 2
		ends = slices.Insert(ends, 0, at)
	}
	if at < len(s) && s[at] == '.' {
		for n := min(6, digitsAt(s[at+1:])); n > 0; n-- {
			ends = slices.Insert(ends, len(ends)-2, at+1+n)
		}
	}
	return ends
}

// parts compiles a format; false with ValueError pending.
func parts(c *rt.Ctx, format, whole string) ([]part, bool) {
	var row []part
	for i := 0; i < len(format); {
		r, size := utf8.DecodeRuneInString(format[i:])
		i += size
		if unicode.IsSpace(r) {
			for i < len(format) {
				r, size := utf8.DecodeRuneInString(format[i:])
				if !unicode.IsSpace(r) {
					break
				}
				i += size
			}
			row = append(row, part{ends: spaceEnds})
			continue
		}
		if r != '%' {
			row = append(row, part{ends: wordEnds([]string{string(r)})})
			continue
		}
		if i >= len(format) {
			rt.ValueErrorf(c, "stray %% in format '%s'", whole)
			return nil, false
		}
		d := format[i]
		_, size = utf8.DecodeRuneInString(format[i:])
		name := format[i : i+size]
		i += size
		p := part{directive: d}
		switch {
		case numbers[d].digits > 0:
			p.ends = numberEnds(d)
		case names[d] != nil:
			p.ends = wordEnds(names[d])
		case combined[d] != "":
			more, ok := parts(c, combined[d], whole)
			if !ok {
				return nil, false
			}
			row = append(row, more...)
			continue
		case d == 'Y' || d == 'G':
			p.ends = exactly(4)
		case d == 'y':
			p.ends = exactly(2)
		case d == 'w' || d == 'u':
			p.ends = func(s string) []int {
				if s == "" || s[0] < '0' || s[0] > '7' || d == 'w' && s[0] == '7' || d == 'u' && s[0] == '0' {
					return nil
				}
				return []int{1}
			}
		case d == 'f':
			p.ends = func(s string) []int {
				var ends []int
				for n := min(6, digitsAt(s)); n > 0; n-- {
					ends = append(ends, n)
				}
				return ends
			}
		case d == 'z':
			p.ends = offsetEnds
		case d == 'Z':
			standard, daylight := zoneNames()
			p.ends = wordEnds([]string{"utc", "gmt", standard, daylight})
		case d == '%':
			p.directive, p.ends = 0, wordEnds([]string{"%"})
		default:
			rt.ValueErrorf(c, "'%s' is a bad directive in format '%s'", name, whole)
			return nil, false
		}
		row = append(row, p)
	}
	return row, true
}

func spaceEnds(s string) []int {
	var ends []int
	for i, r := range s {
		if !unicode.IsSpace(r) {
			break
		}
		ends = slices.Insert(ends, 0, i+utf8.RuneLen(r))
	}
	return ends
}

// follow matches the parts against s and returns what each directive has taken and
// where the last one ends; -1 if they do not match.
func follow(row []part, s string, at int, found map[byte]string) int {
	if len(row) == 0 {
		return at
	}
	for _, n := range row[0].ends(s[at:]) {
		if end := follow(row[1:], s, at+n, found); end >= 0 {
			if d := row[0].directive; d != 0 {
				found[d] = s[at : at+n]
			}
			return end
		}
	}
	return -1
}

const defaultFormat = "%a %b %d %H:%M:%S %Y"

func strptime(c *rt.Ctx, text, format rt.Value) rt.Value {
	if format == 0 {
		format = rt.ConstStr(c, defaultFormat)
	}
	for i, v := range [...]rt.Value{text, format} {
		if !rt.IsStr(rt.Plain(v)) {
			class := rt.Repr(c, rt.ClassOf(v))
			defer c.Drop(class)
			return rt.TypeErrorf(c, "strptime() argument %d must be str, not %s", i, class)
		}
	}
	s, f := rt.GoString(rt.Plain(text)), rt.GoString(rt.Plain(format))
	row, ok := parts(c, f, f)
	if !ok {
		return 0
	}
	found := map[byte]string{}
	end := follow(row, s, 0, found)
	if end < 0 {
		x, y := rt.Repr(c, text), rt.Repr(c, format)
		defer c.Drop(x)
		defer c.Drop(y)
		return rt.ValueErrorf(c, "time data %s does not match format %s", x, y)
	}
	if end < len(s) {
		return rt.ValueErrorf(c, "unconverted data remains: %s", s[end:])
	}
	return broke(c, found)
}

// broke makes a struct_time of what the directives have taken.
func broke(c *rt.Ctx, found map[byte]string) rt.Value {
	number := func(d byte, absent int) int {
		if text, ok := found[d]; ok {
			n, _ := strconv.Atoi(strings.TrimSpace(text))
			return n
		}
		return absent
	}
	has := func(d byte) bool { _, ok := found[d]; return ok }
	word := func(d byte, words []string) int {
		return slices.IndexFunc(words, func(w string) bool { return strings.EqualFold(w, found[d]) })
	}
	month, day := number('m', 1), number('d', 1)
	weekday := -1
	switch {
	case has('A'):
		weekday = word('A', longDays)
	case has('a'):
		weekday = word('a', shortDays)
	case has('w'):
		weekday = (number('w', 0) + 6) % 7
	case has('u'):
		weekday = number('u', 1) - 1
	}
	switch {
	case has('B'):
		month = word('B', longMonths) + 1
	case has('b'):
		month = word('b', shortMonths) + 1
	}
	hour := number('H', 0)
	if has('I') && !has('H') {
		hour = number('I', 0) % 12
		if strings.EqualFold(found['p'], "pm") {
			hour += 12
		}
	}
	year, known := 1900, false
	switch {
	case has('Y'):
		year, known = number('Y', 0), true
	case has('y'):
		if year, known = number('y', 0)+2000, true; year > 2068 {
			year -= 100
		}
	}
	const weekdayDirectives = "a weekday directive ('%A', '%a', '%w', or '%u')."
	switch {
	case has('G') && has('j'):
		return rt.ValueErrorf(c, "%s", "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
	case has('G') && (!has('V') || weekday < 0):
		return rt.ValueErrorf(c, "%s", "ISO year directive '%G' must be used with the ISO week directive '%V' and "+weekdayDirectives)
	case !has('G') && has('V') && (!known || weekday < 0):
		return rt.ValueErrorf(c, "%s", "ISO week directive '%V' must be used with the ISO year directive '%G' and "+weekdayDirectives)
	case !has('G') && has('V'):
		return rt.ValueErrorf(c, "%s", "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
	}
	leap := !known && month == 2 && day == 29
	if leap {
		year = 1904 // for the weekday; the year stays unknown
	}
	date := func(year, month, day int) time.Time {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	}
	if year < 1 {
		return rt.ValueErrorf(c, "year %d is out of range", year)
	}
	t, yday := date(year, month, day), number('j', 0)
	ofYear := has('j')
	switch {
	case ofYear:
	case weekday >= 0 && (has('U') || has('W')):
		yday, ofYear = dayOfWeek(date(year, 1, 1), number('U', 0), number('W', 0), weekday, has('W')), true
	case has('G'):
		year = number('G', 0)
		fourth := date(year, 1, 4) // lies in week 1
		yday = 4 + 7*(number('V', 0)-1) + weekday - (int(fourth.Weekday())+6)%7
		ofYear = true
	}
	if ofYear && yday < 1 {
		year--
		yday += date(year, 12, 31).YearDay()
	}
	// A day of the year that was given stays, even if the year is shorter.
	if ofYear {
		t = date(year, 1, yday)
	} else if yday = t.YearDay(); t.Day() != day {
		return rt.ValueErrorf(c, "day is out of range for month")
	}
	if weekday < 0 {
		weekday = (int(t.Weekday()) + 6) % 7
	}
	if year = t.Year(); leap {
		year = 1900
	}
	fields := [11]rt.Value{9: rt.None, 10: rt.None}
	for i, n := range [...]int{year, int(t.Month()), t.Day(), hour, number('M', 0), number('S', 0), weekday, yday, isDST(found['Z'])} {
		fields[i] = rt.Int(int64(n))
	}
	if has('Z') {
		fields[9] = rt.NewStr(c, found['Z'])
	}
	if has('z') {
		fields[10] = rt.Int(int64(offset(found['z'])))
	}
	return rt.NewStruct(c, structTime, fields[:]...)
}

// dayOfWeek returns the day of the year of a weekday in week %U or %W: weeks begin
// on Sundays or Mondays, and what comes before the first one is week 0.
func dayOfWeek(first time.Time, sundays, mondays, weekday int, fromMonday bool) int {
	begin, week := (int(first.Weekday())+6)%7, mondays
	if !fromMonday {
		begin, weekday, week = (begin+1)%7, (weekday+1)%7, sundays
	}
	if week == 0 {
		return 1 + weekday - begin
	}
	return 1 + (7-begin)%7 + 7*(week-1) + weekday
}

// isDST returns what the name of a zone says of daylight saving, -1 if nothing.
func isDST(zone string) int {
	standard, daylight := zoneNames()
	switch {
	case zone == "":
		return -1
	case strings.EqualFold(zone, "utc") || strings.EqualFold(zone, "gmt"):
		return 0
	case strings.EqualFold(standard, daylight):
		return -1
	case strings.EqualFold(zone, standard):
		return 0
	}
	return 1
}

// offset returns the seconds east of UTC that %z has taken.
func offset(text string) int {
	if text == "Z" {
		return 0
	}
	text, _, _ = strings.Cut(text, ".")
	digits := strings.ReplaceAll(text[1:], ":", "")
	n := 0
	for i, unit := range [...]int{3600, 60, 1} {
		if 2*i < len(digits) {
			v, _ := strconv.Atoi(digits[2*i : 2*i+2])
			n += v * unit
		}
	}
	if text[0] == '-' {
		return -n
	}
	return n
}
