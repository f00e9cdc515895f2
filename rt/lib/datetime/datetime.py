"""Dates and times: the Gregorian calendar, extended to years 1 to 9999.

A date is also the number of days from 31 December of year 0 on, its ordinal; arithmetic
is done with that, and with microseconds. The classes, and what is done often with
them, are in the module _datetime; the classes below have the rest of their methods,
and the functions what _datetime leaves to Python.
"""

import math
import operator
import time as _clock
from _datetime import clock as _hms, complete as _complete, constant as _constant, key as _key, setup as _setup

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]

MINYEAR, MAXYEAR = 1, 9999

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before a month
_LAST = 3652059  # ordinal of the last day
_EPOCH = 719163  # ordinal of 1 January 1970
_DAY = 86400 * 10**6  # microseconds


# The calendar.

def _leap(y): return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def _length(y, m): return 29 if m == 2 and _leap(y) else _LENGTHS[m - 1]


def _day_of_year(y, m, d): return _BEFORE[m - 1] + d + (m > 2 and _leap(y))


def _to_ordinal(y, m, d):
    past = y - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + _day_of_year(y, m, d)


def _from_ordinal(n):
    """Year, month and day of an ordinal. Years are counted from 1 March on, so that the
    day that leap years have more is the last (after Richards, 2013)."""
    n += 305  # from 1 March of year 0
    era, n = divmod(n, 146097)
    y = (n - n // 1460 + n // 36524 - n // 146096) // 365
    n -= 365 * y + y // 4 - y // 100
    m = (5 * n + 2) // 153
    d = n - (153 * m + 2) // 5 + 1
    y += 400 * era
    return (y, m + 3, d) if m < 10 else (y + 1, m - 9, d)


def _first_monday(y):
    """The ordinal of the Monday of ISO week 1: the week that has 4 January in it."""
    fourth = _to_ordinal(y, 1, 4)
    return fourth - (fourth - 1) % 7


# Durations.

def _half_even(n, d):
    """n / d, rounded to the next int, and to the even one of two."""
    if d < 0:
        n, d = -n, -d
    q, r = divmod(n, d)
    return q + (2 * r > d or 2 * r == d and q % 2)


@_complete
class timedelta:
    """A duration, in days, seconds and microseconds."""

    def __reduce__(self): return type(self), (self.days, self.seconds, self.microseconds)


def _us(d): return (d.days * 86400 + d.seconds) * 10**6 + d.microseconds


def _duration(us, cls=timedelta):
    """The duration of that many microseconds."""
    days, us = divmod(us, _DAY)
    if not -2**31 <= days < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    return timedelta.__new__(cls, days, us // 10**6, us % 10**6)


def _new_timedelta(cls, days, seconds, microseconds, milliseconds, minutes, hours, weeks):
    us, left = 0, 0.0
    for value, unit, name in ((microseconds, 1, "microseconds"), (milliseconds, 1000, "milliseconds"),
                              (seconds, 10**6, "seconds"), (minutes, 60 * 10**6, "minutes"),
                              (hours, 3600 * 10**6, "hours"), (days, _DAY, "days"), (weeks, 7 * _DAY, "weeks")):
        if value is NotImplemented:
            continue
        if isinstance(value, int):
            us += value * unit
        elif isinstance(value, float):
            fraction, whole = math.modf(value)
            us += int(whole) * unit
            fraction, whole = math.modf(fraction * unit)
            us += int(whole)
            left += fraction
        else:
            raise TypeError("unsupported type for timedelta %s component: %s" % (name, type(value).__name__))
    if left:
        n, d = left.as_integer_ratio()
        us = _half_even(us * d + n, d)
    return _duration(us, cls)


def _total_seconds(d): return _us(d) / 10**6


def _repr_timedelta(d):
    parts = ["%s=%d" % (name, value) for name, value in (
        ("days", d.days), ("seconds", d.seconds), ("microseconds", d.microseconds)) if value]
    return "%s(%s)" % (_name(d), ", ".join(parts) or "0")


def _mul(d, x):
    if isinstance(x, int):
        return _duration(_us(d) * x)
    if isinstance(x, float):
        n, e = x.as_integer_ratio()
        return _duration(_half_even(_us(d) * n, e))
    return NotImplemented


def _truediv(d, x):
    if isinstance(x, timedelta):
        return _us(d) / _us(x)
    if isinstance(x, int):
        if x == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        return _duration(_half_even(_us(d), x))
    if isinstance(x, float):
        n, e = x.as_integer_ratio()
        if n == 0:
            raise ZeroDivisionError("division by zero")
        return _duration(_half_even(_us(d) * e, n))
    return NotImplemented


def _floordiv(d, x):
    if isinstance(x, timedelta):
        return _us(d) // _us(x)
    return _duration(_us(d) // x) if isinstance(x, int) else NotImplemented


def _mod(d, x): return _duration(_us(d) % _us(x)) if isinstance(x, timedelta) else NotImplemented


def _name(o):
    """How reprs name an object's class."""
    cls = type(o)
    return "datetime." + cls.__qualname__ if cls.__module__ == "datetime" else cls.__qualname__


_setup(new=_new_timedelta, total_seconds=_total_seconds, repr_timedelta=_repr_timedelta, mul=_mul, truediv=_truediv,
       floordiv=_floordiv, mod=_mod)
_constant(timedelta, "min", timedelta(-999999999))
_constant(timedelta, "max", timedelta(999999999, 86399, 999999))
_constant(timedelta, "resolution", timedelta(microseconds=1))


# Texts.

def _offset_text(offset, sep=":"):
    """An offset from UTC as +HH:MM, with seconds if it has some."""
    if offset is None:
        return ""
    us = _us(offset)
    sign, us = ("-", -us) if us < 0 else ("+", us)
    s, us = divmod(us, 10**6)
    m, s = divmod(s, 60)
    text = "%s%02d%s%02d" % (sign, m // 60, sep, m % 60)
    if s or us:
        text += "%s%02d" % (sep, s)
    return text + (".%06d" % us if us else "")


def _strftime(o, format):
    """The methods strftime: format with %f, %z and %Z filled in from o, the rest by the C
    library's rules."""
    if not isinstance(format, str):
        raise TypeError("strftime() argument 1 must be str, not %s" % type(format).__name__)
    if isinstance(o, date):
        parts = o.timetuple()
    else:
        parts = (1900, 1, 1, o.hour, o.minute, o.second, 0, 1, -1)
    if "%" not in format:
        return format
    out, at = [], 0
    while True:
        start = format.find("%", at)
        if start < 0 or start + 1 >= len(format):
            out.append(format[at:])
            break
        out.append(format[at:start])
        ch = format[start + 1]
        at = start + 2
        if ch == "f":
            out.append("%06d" % getattr(o, "microsecond", 0))
        elif ch == "z":
            out.append(_offset_text(o.utcoffset(), "") if hasattr(o, "utcoffset") else "")
        elif ch == "Z":
            name = o.tzname() if hasattr(o, "tzname") else None
            out.append((name or "").replace("%", "%%"))
        else:
            out.append("%" + ch)
    return _clock.strftime("".join(out), parts)


class _Bad(Exception):
    """A text that is not in the format."""


def _digits(text, at, n):
    """The number in n digits of a text."""
    part = text[at:at + n]
    if len(part) != n or not part.isascii() or not part.isdigit():
        raise _Bad
    return int(part)


def _read_date(text):
    """Year, month and day of an ISO date: YYYY-MM-DD, YYYYMMDD, YYYY-Www-D and the like."""
    y = _digits(text, 0, 4)
    dash = text[4:5] == "-"
    at = 5 if dash else 4
    if text[at:at + 1] == "W":
        week = _digits(text, at + 1, 2)
        at += 3
        day = 1
        if at < len(text):
            if (text[at] == "-") != dash:
                raise _Bad
            at += dash
            day = _digits(text, at, 1)
            at += 1
        if at != len(text):
            raise _Bad
        try:
            return _from_ordinal(_iso_ordinal(y, week, day))
        except ValueError:
            raise _Bad from None
    m = _digits(text, at, 2)
    at += 2
    if dash:
        if text[at:at + 1] != "-":
            raise _Bad
        at += 1
    d = _digits(text, at, 2)
    if at + 2 != len(text):
        raise _Bad
    return y, m, d


def _read_clock(text):
    """Hour, minute, second and microsecond of HH[:MM[:SS[.fff[fff]]]], or without
    colons."""
    values = [0, 0, 0]
    at, n = 0, 0
    colon = None
    while n < 3:
        values[n] = _digits(text, at, 2)
        at += 2
        n += 1
        ch = text[at:at + 1]
        if not ch or ch in ".," or n == 3:
            break
        if colon is None:
            colon = ch == ":"
        if colon != (ch == ":"):
            raise _Bad
        at += colon
    us = 0
    if at < len(text):
        if n < 3 or text[at] not in ".,":
            raise _Bad
        part = text[at + 1:]
        if not part or not part.isascii() or not part.isdigit():
            raise _Bad
        us = int((part + "00000")[:6])
    return (*values, us)


def _read_time(text):
    """The arguments of time() for an ISO time with an offset or without."""
    text = text[1:] if text[:1] == "T" else text
    zone = None
    for at, ch in enumerate(text):
        if ch in "+-Z":
            if ch == "Z":
                if at + 1 != len(text):
                    raise _Bad
                zone = timezone.utc
            else:
                h, m, s, us = _read_clock(text[at + 1:])
                offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
                zone = timezone(-offset if ch == "-" else offset) if h or m or s else timezone.utc
            text = text[:at]
            break
    return (*_read_clock(text), zone)


def _iso_ordinal(y, week, day):
    if not MINYEAR <= y <= MAXYEAR:
        raise ValueError("Year is out of range: %d" % y)
    weeks = (_first_monday(y + 1) - _first_monday(y)) // 7
    if not 1 <= week <= weeks:
        raise ValueError("Invalid week: %d" % week)
    if not 1 <= day <= 7:
        raise ValueError("Invalid weekday: %d (range is [1, 7])" % day)
    return _first_monday(y) + 7 * (week - 1) + day - 1


# Dates.

class IsoCalendarDate(tuple):
    """Year, week and day of the week, as ISO 8601 counts them."""

    __slots__ = ()

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % tuple(self)


@_complete
class date:
    """A day."""

    @classmethod
    def fromtimestamp(cls, timestamp):
        """The day of a time in seconds since 1970."""
        now = _clock.localtime(timestamp)
        return cls(now[0], now[1], now[2])

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """The day of a year, week and day of the week."""
        return cls(*_from_ordinal(_iso_ordinal(year, week, day)))

    def ctime(self):
        """The day as C's ctime shows it."""
        return "%s %s %2d 00:00:00 %04d" % (_DAYS[self.weekday()], _MONTHS[self.month - 1], self.day, self.year)

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError("must be str, not %s" % type(spec).__name__)
        return self.strftime(spec) if spec else str(self)

    def timetuple(self):
        """The day as time.localtime has it."""
        return _clock.struct_time((*_key(self), 0, 0, 0, self.weekday(), _day_of_year(*_key(self)), -1))

    def isocalendar(self):
        """Year, week and day of the week."""
        y, m, d = _key(self)
        n = _to_ordinal(y, m, d)
        if n < _first_monday(y):
            y -= 1
        elif n >= _first_monday(y + 1):
            y += 1
        week, day = divmod(n - _first_monday(y), 7)
        return IsoCalendarDate((y, week + 1, day + 1))

    def __reduce__(self): return type(self), _key(self)


def _today(cls): return cls.fromtimestamp(_clock.time())


def _date_fromisoformat(cls, text):
    if not isinstance(text, str):
        raise TypeError("fromisoformat: argument must be str")
    if len(text) in (7, 8, 10):
        try:
            parts = _read_date(text)
        except _Bad:
            pass
        else:
            return cls(*parts)
    raise ValueError("Invalid isoformat string: %r" % text)


def _repr_date(o): return "%s(%d, %d, %d)" % (_name(o), *_key(o))


_setup(today=_today, date_fromisoformat=_date_fromisoformat, repr_date=_repr_date, strftime=_strftime,
       format=_clock.strftime)
_constant(date, "min", date(1, 1, 1))
_constant(date, "max", date(9999, 12, 31))
_constant(date, "resolution", timedelta(1))


# Time zones.

@_complete
class tzinfo:
    """Base of time zones."""

    def tzname(self, dt):
        """The name of the zone."""
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        """How far the zone's time is before UTC."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        """How much of that is for summer."""
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """The zone's time for a time of UTC that says it is of the zone."""
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc: non-None utcoffset() result required")
        summer = dt.dst()
        if summer is None:
            raise ValueError("fromutc: non-None dst() result required")
        # The standard time, by which the zone tells whether it is summer.
        standard = offset - summer
        if standard:
            dt += standard
            summer = dt.dst()
            if summer is None:
                raise ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert")
        return dt + summer

    def __reduce__(self):
        args = getattr(self, "__getinitargs__", tuple)()
        return type(self), args


@_complete
class timezone:
    """A zone of one offset."""

    def __repr__(self):
        if self is UTC:
            return "datetime.timezone.utc"
        return "%s(%s)" % (_name(self), ", ".join(map(repr, self.__getinitargs__())))

    def __reduce__(self): return type(self), self.__getinitargs__()


UTC = timezone(timedelta(0))
_constant(timezone, "utc", UTC)
_constant(timezone, "min", timezone(-timedelta(hours=23, minutes=59)))
_constant(timezone, "max", timezone(timedelta(hours=23, minutes=59)))


# Times of day.

@_complete
class time:
    """A time of day."""

    @classmethod
    def fromisoformat(cls, time_string):
        """The time of a text in ISO format."""
        if not isinstance(time_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts = _read_time(time_string)
        except _Bad:
            raise ValueError("Invalid isoformat string: %r" % time_string) from None
        return cls(*parts)

    def __repr__(self):
        parts = [self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        text = ", ".join(map(str, parts))
        if self.tzinfo is not None:
            text += ", tzinfo=%r" % (self.tzinfo,)
        return "%s(%s%s)" % (_name(self), text, ", fold=1" if self.fold else "")

    def strftime(self, format): return _strftime(self, format)

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError("must be str, not %s" % type(spec).__name__)
        return self.strftime(spec) if spec else str(self)

    def __reduce__(self): return _time_again, (type(self), _hms(self), self.tzinfo, self.fold)


def _time_again(cls, clock, zone, fold): return cls(*clock, zone, fold=fold)


_constant(time, "min", time())
_constant(time, "max", time(23, 59, 59, 999999))
_constant(time, "resolution", timedelta(microseconds=1))


# Dates with times.

def _local_offset(seconds):
    """The offset and name of the local zone at a time in seconds since 1970."""
    then = _clock.localtime(seconds)
    return timedelta(seconds=then.tm_gmtoff), then.tm_zone


@_complete
class datetime:
    """A day and a time of day."""

    today = classmethod(_today)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """A day and a time of day."""
        if not isinstance(date, _date):
            raise TypeError("combine() argument 1 must be datetime.date, not %s" % type(date).__name__)
        if not isinstance(time, _time):
            raise TypeError("combine() argument 2 must be datetime.time, not %s" % type(time).__name__)
        return cls(*_key(date), *_hms(time), time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def strptime(cls, date_string, format):
        """The time of a text in a format."""
        return _strptime(cls, date_string, format)

    def ctime(self):
        return "%s %s %2d %02d:%02d:%02d %04d" % (_DAYS[self.weekday()], _MONTHS[self.month - 1], self.day,
                                                  self.hour, self.minute, self.second, self.year)

    def timetuple(self):
        summer = self.dst()
        return _time_tuple(self, -1 if summer is None else 1 if summer else 0)

    def utctimetuple(self):
        """The time of UTC, as time.gmtime has it."""
        offset = self.utcoffset()
        return _time_tuple(self - offset if offset else self, 0)

    def __reduce__(self): return _again, (type(self), _key(self), _hms(self), self.tzinfo, self.fold)


def _time_tuple(o, flag):
    return _clock.struct_time((*_key(o), *_hms(o)[:3], o.weekday(), _day_of_year(*_key(o)), flag))


def _at(cls, timestamp, local):
    """The time, local or of UTC, of seconds since 1970."""
    if not isinstance(timestamp, float):
        timestamp = operator.index(timestamp)
    elif timestamp != timestamp:
        raise ValueError("Invalid value NaN (not a number)")
    if not -2**63 <= timestamp < 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    n, d = timestamp.as_integer_ratio()
    seconds, us = divmod(_half_even(n * 10**6, d), 10**6)
    y, mo, d, h, mi, s = (_clock.localtime(seconds) if local else _clock.gmtime(seconds))[:6]
    return cls(y, mo, d, h, mi, min(s, 59), us)


def _in_zone(o, zone): return zone.fromutc(o.replace(tzinfo=zone))


def _datetime_fromisoformat(cls, text):
    if not isinstance(text, str):
        raise TypeError("fromisoformat: argument must be str")
    if len(text) >= 7:
        for at in _date_ends(text):
            try:
                day = _read_date(text[:at])
                rest = _read_time(text[at + 1:]) if at < len(text) else ()
            except _Bad:
                continue
            if at + 1 == len(text):
                continue
            return cls(*day, *rest)
    raise ValueError("Invalid isoformat string: %r" % text)


def _repr_datetime(o):
    parts = [*_key(o), o.hour, o.minute]
    if o.second or o.microsecond:
        parts.append(o.second)
    if o.microsecond:
        parts.append(o.microsecond)
    text = ", ".join(map(str, parts)) + (", fold=1" if o.fold else "")
    if o.tzinfo is not None:
        text += ", tzinfo=%r" % (o.tzinfo,)
    return "%s(%s)" % (_name(o), text)


def _timestamp(o): return (o - _EPOCH_UTC).total_seconds()


def _astimezone(o, tz):
    if tz is not None and not isinstance(tz, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type %r" % type(tz).__name__)
    mine = o.tzinfo
    offset = None if mine is None else mine.utcoffset(o)
    if offset is None:
        seconds = int(o.replace(tzinfo=None, microsecond=0).timestamp())
        offset, _ = _local_offset(seconds)
    else:
        seconds = (o.replace(tzinfo=UTC) - offset - _EPOCH_UTC) // timedelta(seconds=1)
    if tz is None:
        there, name = _local_offset(seconds)
        tz = timezone(there, name)
    elif tz is mine:
        return o
    return tz.fromutc((o - offset).replace(tzinfo=tz))


def _refuse(o, that):
    """What comparing a datetime with a day without time raises."""
    raise TypeError("can't compare %s.%s to %s.%s" % (
        type(o).__module__, type(o).__qualname__, type(that).__module__, type(that).__qualname__))


def _derived(cls, o):
    """A datetime of the parts of o."""
    parts = (*_key(o), *_hms(o), o.tzinfo)
    return cls(*parts, fold=1) if o.fold else cls(*parts)


def _again(cls, day, clock, zone, fold): return cls(*day, *clock, zone, fold=fold)


_date, _time = date, time
_setup(at=_at, in_zone=_in_zone, datetime_fromisoformat=_datetime_fromisoformat, repr_datetime=_repr_datetime,
       timestamp=_timestamp, astimezone=_astimezone, refuse=_refuse, derived=_derived)
_constant(datetime, "min", datetime(1, 1, 1))
_constant(datetime, "max", datetime(9999, 12, 31, 23, 59, 59, 999999))
_constant(datetime, "resolution", timedelta(microseconds=1))
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)


def _date_ends(text):
    """Where the date at the start of a text may end."""
    if text[4:5] == "-":
        if text[5:6] == "W":
            return (10, 8) if text[8:9] == "-" else (8,)
        return (10,)
    if text[4:5] == "W":
        # YYYYWww or YYYYWwwD: it ends where the digits do.
        end = 7
        while end < len(text) and text[end].isdigit():
            end += 1
        return (end,) if end < 9 else (7, 8) if end % 2 else (8, 7)
    return (8,)


# Reading a format.

def _strptime(cls, text, format):
    for x, n in ((text, 0), (format, 1)):
        if not isinstance(x, str):
            raise TypeError("strptime() argument %d must be str, not %s" % (n, type(x)))
    found = {}
    try:
        at = _follow(text, 0, format, found)
    except _Bad:
        raise ValueError("time data %r does not match format %r" % (text, format)) from None
    if at != len(text):
        raise ValueError("unconverted data remains: " + text[at:])
    y = found.get("Y")
    if y is None and "y" in found:
        y = found["y"] + (2000 if found["y"] < 69 else 1900)
    h = found.get("H")
    if h is None:
        h = found.get("I", 0)
        if "I" in found:
            h = h % 12 + 12 * found.get("p", 0)
    year = 1900 if y is None else y
    m, d = found.get("m", 1), found.get("d", 1)
    if "G" in found:
        if "V" not in found or not ("w" in found):
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        year, m, d = _from_ordinal(_iso_ordinal(found["G"], found["V"], found["w"] + 1))
    elif "V" in found:
        raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                         "directive ('%A', '%a', '%w', or '%u').")
    elif "j" in found:
        year, m, d = _from_ordinal(_to_ordinal(year, 1, 1) + found["j"] - 1)
    elif y is not None and "w" in found and ("U" in found or "W" in found):
        first = _to_ordinal(year, 1, 1)
        if "W" in found:
            start = first + (7 - (first - 1) % 7) % 7  # first Monday
            n = start + 7 * (found["W"] - 1) + found["w"]
        else:
            start = first + (6 - (first - 1) % 7) % 7  # first Sunday
            n = start + 7 * (found["U"] - 1) + (found["w"] + 1) % 7
        year, m, d = _from_ordinal(n)
    elif y is None and m == 2 and d == 29:
        raise ValueError("day is out of range for month")
    zone = None
    if "z" in found:
        zone = timezone(found["z"], found["Z"]) if "Z" in found else timezone(found["z"])
    return cls(year, m, d, h, found.get("M", 0), min(found.get("S", 0), 61), found.get("f", 0), zone)


# Directives that are numbers: least digits are one, most are given, and the limits.
_NUMBERS = {"d": (2, 1, 31), "m": (2, 1, 12), "H": (2, 0, 23), "I": (2, 1, 12), "M": (2, 0, 59), "S": (2, 0, 61),
            "j": (3, 1, 366), "U": (2, 0, 53), "W": (2, 0, 53), "V": (2, 1, 53), "y": (2, 0, 99)}
_SHORT = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "T": "%H:%M:%S",
          "R": "%H:%M"}


def _follow(text, at, format, found):
    """Read text from at on as format says; where it ends."""
    i = 0
    while i < len(format):
        ch = format[i]
        i += 1
        if ch.isspace():
            if at >= len(text) or not text[at].isspace():
                raise _Bad
            while at < len(text) and text[at].isspace():
                at += 1
            while i < len(format) and format[i].isspace():
                i += 1
            continue
        if ch != "%":
            if text[at:at + 1].lower() != ch.lower():
                raise _Bad
            at += 1
            continue
        if i >= len(format):
            raise ValueError("stray %% in format %r" % format)
        d = format[i]
        i += 1
        at = _directive(d, text, at, format, found)
    return at


def _directive(d, text, at, format, found):
    if d in _NUMBERS:
        most, low, high = _NUMBERS[d]
        value, at = _number(text, at, most, low, high)
        found[d] = value
    elif d in ("Y", "G"):
        found[d] = _digits(text, at, 4)
        at += 4
    elif d == "f":
        end = at
        while end < len(text) and end < at + 6 and text[end].isdigit():
            end += 1
        if end == at:
            raise _Bad
        found[d] = int((text[at:end] + "00000")[:6])
        at = end
    elif d in ("w", "u"):
        value = _digits(text, at, 1)
        if not (0 <= value <= 6 if d == "w" else 1 <= value <= 7):
            raise _Bad
        found["w"] = (value - 1) % 7
        at += 1
    elif d in ("b", "h", "B"):
        n, at = _word(text, at, _LONG_MONTHS if d == "B" else _MONTHS)
        found["m"] = n + 1
    elif d in ("a", "A"):
        found["w"], at = _word(text, at, _LONG_DAYS if d == "A" else _DAYS)
    elif d == "p":
        found["p"], at = _word(text, at, ("AM", "PM"))
    elif d == "z":
        found["z"], at = _read_offset(text, at)
    elif d == "Z":
        names = ("utc", "gmt", *(n.lower() for n in _clock.tzname if n))
        for name in sorted(names, key=len, reverse=True):
            if text[at:at + len(name)].lower() == name:
                if name in ("utc", "gmt"):
                    found["Z"] = text[at:at + len(name)].upper()
                at += len(name)
                break
        else:
            raise _Bad
    elif d == "%":
        if text[at:at + 1] != "%":
            raise _Bad
        at += 1
    elif d in _SHORT and d not in "DTR":
        at = _follow(text, at, _SHORT[d], found)
    else:
        raise ValueError("%r is a bad directive in format %r" % (d, format))
    return at


def _number(text, at, most, low, high):
    """The longest number of at most that many digits within the limits."""
    for n in range(most, 0, -1):
        part = text[at:at + n]
        if len(part) == n and part.isascii() and part.isdigit() and low <= int(part) <= high:
            return int(part), at + n
    raise _Bad


def _word(text, at, words):
    """Which of the words a text has at at, and where it ends."""
    for i, word in enumerate(words):
        if text[at:at + len(word)].lower() == word.lower():
            return i, at + len(word)
    raise _Bad


def _read_offset(text, at):
    if text[at:at + 1] == "Z":
        return timedelta(0), at + 1
    sign = text[at:at + 1]
    if sign not in ("+", "-") or not sign:
        raise _Bad
    h = _digits(text, at + 1, 2)
    at += 3
    colon = text[at:at + 1] == ":"
    m = _digits(text, at + colon, 2)
    at += 2 + colon
    if m > 59:
        raise _Bad
    s = us = 0
    try:
        if (text[at:at + 1] == ":") == colon:
            s = _digits(text, at + colon, 2)
            at += 2 + colon
            if text[at:at + 1] == ".":
                end = at + 1
                while end < len(text) and end < at + 7 and text[end].isdigit():
                    end += 1
                us = int((text[at + 1:end] + "000000")[:6])
                at = end
    except _Bad:
        pass
    offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
    return (-offset if sign == "-" else offset), at
