"""Calendars of months and years: as numbers and dates, as plain text, as HTML.

Every calendar gives its weeks whole: what belongs to the neighbouring months is there
too, as their dates or, where days are counted, as day 0. All text is made of small
methods (a day, a week, a header), which derived classes replace one by one.
"""

import sys
from datetime import MAXYEAR as _MAXYEAR, MINYEAR as _MINYEAR, date as _date
import locale as _locale

__all__ = [
    "Calendar", "FRIDAY", "HTMLCalendar", "IllegalMonthError", "IllegalWeekdayError", "LocaleHTMLCalendar", "LocaleTextCalendar", "MONDAY", "SATURDAY",
    "SUNDAY", "THURSDAY", "TUESDAY", "TextCalendar", "WEDNESDAY", "calendar", "day_abbr", "day_name", "firstweekday", "isleap", "leapdays", "month",
    "month_abbr", "month_name", "monthcalendar", "monthrange", "prcal", "prmonth", "setfirstweekday", "timegm", "weekday", "weekheader",
]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
EPOCH = 1970
error = ValueError

# How many days the months have in years that are no leap years.
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class IllegalMonthError(ValueError):
    """A month is not one of 1 to 12."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return "bad month number %r; must be 1-12" % self.month


class IllegalWeekdayError(ValueError):
    """A day of the week is not one of 0 to 6."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % self.weekday


class _Names:
    """Names to be read by index or slice; there are those of the locale C only."""

    def __init__(self, names):
        self._names = names

    def __getitem__(self, i):
        return self._names[i]

    def __len__(self):
        return len(self._names)


_days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_months = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
day_name, day_abbr = _Names(_days), _Names([name[:3] for name in _days])
month_name, month_abbr = _Names(_months), _Names([name[:3] for name in _months])


def isleap(year):
    """Whether a year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _leaps_before(year):
    year -= 1
    return year // 4 - year // 100 + year // 400


def leapdays(y1, y2):
    """The number of leap years from y1 on and before y2."""
    return _leaps_before(y2) - _leaps_before(y1)


def weekday(year, month, day):
    """The day of the week, 0 for Monday; years that dates do not have are taken modulo 400."""
    if not _MINYEAR <= year <= _MAXYEAR:
        year = 2000 + year % 400
    return _date(year, month, day).weekday()


def _length(year, month):
    return mdays[month] + (month == February and isleap(year))


def monthrange(year, month):
    """The day of the week that a month begins with, and its number of days."""
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _length(year, month)


def _rows(items, n):
    """A list's items in rows of n."""
    return [items[i:i + n] for i in range(0, len(items), n)]


class Calendar:
    """Weeks, months and years as data. Weeks begin with the day firstweekday."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        """The day that weeks begin with."""
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        """Sets the day that weeks begin with."""
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The days of a week, in this calendar's order."""
        first = self.firstweekday
        for i in range(7):
            yield (first + i) % 7

    def _filled(self, year, month):
        """The month's length, and how many days fill its first and its last week up."""
        starts, n = monthrange(year, month)
        first = self.firstweekday
        return n, (starts - first) % 7, (first - starts - n) % 7

    def itermonthdays(self, year, month):
        """Days as numbers."""
        n, before, after = self._filled(year, month)
        for _ in range(before):
            yield 0
        yield from range(1, n + 1)
        for _ in range(after):
            yield 0

    def itermonthdays2(self, year, month):
        """Days as pairs: day, day of the week."""
        at = self.firstweekday
        for day in self.itermonthdays(year, month):
            yield day, at % 7
            at += 1

    def itermonthdays3(self, year, month):
        """Days as triples: year, month, day. No date has to be there for them."""
        n, before, after = self._filled(year, month)
        if before:
            y, m = (year, month - 1) if month > 1 else (year - 1, 12)
            last = _length(y, m)
            for day in range(last - before + 1, last + 1):
                yield y, m, day
        for day in range(1, n + 1):
            yield year, month, day
        y, m = (year, month + 1) if month < 12 else (year + 1, 1)
        for day in range(1, after + 1):
            yield y, m, day

    def itermonthdays4(self, year, month):
        """Days as year, month, day, day of the week."""
        at = 0
        for y, m, day in self.itermonthdays3(year, month):
            yield y, m, day, (self.firstweekday + at) % 7
            at += 1

    def itermonthdates(self, year, month):
        """Days as dates."""
        for y, m, day in self.itermonthdays3(year, month):
            yield _date(y, m, day)

    def monthdatescalendar(self, year, month):
        """A month's weeks, as lists of dates."""
        return _rows(list(self.itermonthdates(year, month)), 7)

    def monthdays2calendar(self, year, month):
        """A month's weeks, as lists of pairs: day, day of the week."""
        return _rows(list(self.itermonthdays2(year, month)), 7)

    def monthdayscalendar(self, year, month):
        """A month's weeks, as lists of days."""
        return _rows(list(self.itermonthdays(year, month)), 7)

    def yeardatescalendar(self, year, width=3):
        """A year's months, as monthdatescalendar has them, in rows of width."""
        return _rows([self.monthdatescalendar(year, m) for m in range(1, 13)], width)

    def yeardays2calendar(self, year, width=3):
        """A year's months, as monthdays2calendar has them, in rows of width."""
        return _rows([self.monthdays2calendar(year, m) for m in range(1, 13)], width)

    def yeardayscalendar(self, year, width=3):
        """A year's months, as monthdayscalendar has them, in rows of width."""
        return _rows([self.monthdayscalendar(year, m) for m in range(1, 13)], width)


class TextCalendar(Calendar):
    """Calendars in letters of one width. w is a day's width, l the lines of a week,
    c the columns between months, m the months in a row."""

    def prweek(self, theweek, width):
        """Prints a week, without a line end."""
        print(self.formatweek(theweek, width), end="")

    def formatday(self, day, weekday, width):
        """The text of one day."""
        return ("" if day == 0 else "%2i" % day).center(width)

    def formatweek(self, theweek, width):
        """The line of a week of pairs."""
        return " ".join([self.formatday(day, at, width) for day, at in theweek])

    def formatweekday(self, day, width):
        """The name of a day of the week, in full where there is room for it."""
        name = day_abbr[day] if width < 9 else day_name[day]
        return name[:width].center(width)

    def formatweekheader(self, width):
        """The line above the weeks."""
        return " ".join([self.formatweekday(day, width) for day in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The line above a month."""
        name = month_name[themonth]
        return ("%s %r" % (name, theyear) if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Prints a month."""
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """The lines of a month."""
        w = max(2, w)
        lines = [self.formatmonthname(theyear, themonth, 7 * w + 6), self.formatweekheader(w)]
        for week in self.monthdays2calendar(theyear, themonth):
            lines.append(self.formatweek(week, w))
        return _ended(lines, l)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """The lines of a year."""
        w, c = max(2, w), max(2, c)
        wide = 7 * w + 6
        lines = [repr(theyear).center(wide * m + c * (m - 1))]
        header = self.formatweekheader(w)
        first = 1
        for months in self.yeardays2calendar(theyear, m):
            names = [self.formatmonthname(theyear, first + i, wide, False) for i in range(len(months))]
            lines += ["", formatstring(names, wide, c), formatstring([header] * len(months), wide, c)]
            for i in range(max(map(len, months))):
                weeks = [self.formatweek(weeks[i], w) if i < len(weeks) else "" for weeks in months]
                lines.append(formatstring(weeks, wide, c))
            first += len(months)
        return _ended(lines, l)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Prints a year."""
        print(self.formatyear(theyear, w, l, c, m), end="")


def _ended(lines, n):
    """Lines without blanks at their ends, n line ends behind each."""
    end = "\n" * max(1, n)
    return "".join([line.rstrip() + end for line in lines])


_DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'


class HTMLCalendar(Calendar):
    """Calendars as tables; the attributes name the classes of their cells."""

    cssclasses = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    cssclasses_weekday_head = cssclasses
    cssclass_noday = "noday"
    cssclass_month_head = cssclass_month = "month"
    cssclass_year_head = cssclass_year = "year"

    def formatday(self, day, weekday):
        """The cell of one day."""
        if day == 0:
            return '<td class="%s">&nbsp;</td>' % self.cssclass_noday
        return '<td class="%s">%d</td>' % (self.cssclasses[weekday], day)

    def formatweek(self, theweek):
        """The row of a week of pairs."""
        return "<tr>%s</tr>" % "".join([self.formatday(day, at) for day, at in theweek])

    def formatweekday(self, day):
        """The cell above a day of the week."""
        return '<th class="%s">%s</th>' % (self.cssclasses_weekday_head[day], day_abbr[day])

    def formatweekheader(self):
        """The row above the weeks."""
        return "<tr>%s</tr>" % "".join([self.formatweekday(day) for day in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The row above a month."""
        name = month_name[themonth]
        if withyear:
            name = "%s %s" % (name, theyear)
        return '<tr><th colspan="7" class="%s">%s</th></tr>' % (self.cssclass_month_head, name)

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month's table."""
        lines = [_table(self.cssclass_month), self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        for week in self.monthdays2calendar(theyear, themonth):
            lines.append(self.formatweek(week))
        lines.append("</table>\n")
        return "\n".join(lines)

    def formatyear(self, theyear, width=3):
        """A year's table, with width months in a row."""
        width = max(width, 1)
        head = '<tr><th colspan="%d" class="%s">%s</th></tr>' % (width, self.cssclass_year_head, theyear)
        parts = [_table(self.cssclass_year), "\n", head]
        for months in _rows(list(range(1, 13)), width):
            cells = ["<td>%s</td>" % self.formatmonth(theyear, m, withyear=False) for m in months]
            parts.append("<tr>%s</tr>" % "".join(cells))
        parts.append("</table>")
        return "".join(parts)

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        """A year's page, encoded; None for css leaves the style sheet out."""
        if encoding is None:
            encoding = sys.getdefaultencoding()
        lines = ['<?xml version="1.0" encoding="%s"?>' % encoding, _DOCTYPE, "<html>", "<head>"]
        lines.append('<meta http-equiv="Content-Type" content="text/html; charset=%s" />' % encoding)
        if css is not None:
            lines.append('<link rel="stylesheet" type="text/css" href="%s" />' % css)
        lines += ["<title>Calendar for %d</title>" % theyear, "</head>", "<body>", self.formatyear(theyear, width) + "</body>", "</html>", ""]
        return "\n".join(lines).encode(encoding, "xmlcharrefreplace")


def _table(css):
    return '<table border="0" cellpadding="0" cellspacing="0" class="%s">' % css


class different_locale:
    """Within a with statement, times are those of another locale."""

    def __init__(self, locale):
        self.locale, self.oldlocale = locale, None

    def __enter__(self):
        self.oldlocale = _locale.setlocale(_locale.LC_TIME)
        _locale.setlocale(_locale.LC_TIME, self.locale)

    def __exit__(self, *args):
        if self.oldlocale is not None:
            _locale.setlocale(_locale.LC_TIME, self.oldlocale)


def _chosen(locale):
    """The locale given to a calendar, None for the one of the environment."""
    if locale is not None:
        return locale
    now = _locale.setlocale(_locale.LC_TIME)
    return _locale._found(_locale.LC_TIME, "") if now == "C" else now


# All locales that there are have the same names: it is enough, and can be done in
# callbacks too, to look whether a calendar's locale is one of them.


class LocaleTextCalendar(TextCalendar):
    """Calendars as text, in a locale."""

    def __init__(self, firstweekday=0, locale=None):
        TextCalendar.__init__(self, firstweekday)
        self.locale = _chosen(locale)

    def formatweekday(self, day, width):
        """The name of a day of the week."""
        _locale._found(_locale.LC_TIME, self.locale)
        return super().formatweekday(day, width)

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The line above a month."""
        _locale._found(_locale.LC_TIME, self.locale)
        return super().formatmonthname(theyear, themonth, width, withyear)


class LocaleHTMLCalendar(HTMLCalendar):
    """Calendars as HTML, in a locale."""

    def __init__(self, firstweekday=0, locale=None):
        HTMLCalendar.__init__(self, firstweekday)
        self.locale = _chosen(locale)

    def formatweekday(self, day):
        """The cell above a day of the week."""
        _locale._found(_locale.LC_TIME, self.locale)
        return super().formatweekday(day)

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The row above a month."""
        _locale._found(_locale.LC_TIME, self.locale)
        return super().formatmonthname(theyear, themonth, withyear)


# The module's own calendar, and its methods as functions.
c = TextCalendar()
firstweekday = c.getfirstweekday
monthcalendar = c.monthdayscalendar
prweek, week, weekheader = c.prweek, c.formatweek, c.formatweekheader
prmonth, month = c.prmonth, c.formatmonth
prcal, calendar = c.pryear, c.formatyear


def setfirstweekday(firstweekday):
    """Sets the day that the weeks of the module's functions begin with."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


def formatstring(cols, colwidth=20, spacing=6):
    """Texts side by side, each in the middle of a column."""
    return (spacing * " ").join([text.center(colwidth) for text in cols])


def format(cols, colwidth=20, spacing=6):
    """Prints texts side by side."""
    print(formatstring(cols, colwidth, spacing))


_epoch = _date(EPOCH, 1, 1).toordinal()


def timegm(tuple):
    """The seconds since 1970 of a time in UTC, the reverse of time.gmtime."""
    year, month, day, hour, minute, second = tuple[:6]
    days = _date(year, month, 1).toordinal() - _epoch + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
