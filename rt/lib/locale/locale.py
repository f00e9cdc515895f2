"""Locales. The program is static, so there is one, C, whose text is in UTF-8.

It goes by the names C, POSIX and C.UTF-8, and its conventions are those of C: a point
before fractions, no groups of digits, order by code points, English names. What the
environment names otherwise stands for it too, so that setlocale(LC_ALL, "") works.
The names that are set are kept for each category; callbacks do not change them.
"""

import operator as _operator
import os as _os
import warnings as _warnings
from _re import compile as _compiled
from collections.abc import Mapping as _Mapping

__all__ = [
    "CHAR_MAX", "Error", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "atof", "atoi", "currency", "format",
    "format_string", "getdefaultlocale", "getencoding", "getlocale", "getpreferredencoding", "localeconv", "normalize", "resetlocale", "setlocale", "str",
    "strcoll", "strxfrm",
]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127

# The categories in the order of their numbers; the nameless one is LC_ALL's, and what
# follows it has no constant in Python.
_categories = [
    "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "", "LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE",
    "LC_MEASUREMENT", "LC_IDENTIFICATION",
]
_single = [i for i, name in enumerate(_categories) if name]
_current = ["C.UTF-8"] + ["C"] * 12
_text = str


class Error(Exception):
    """A locale or a category is not one that there is."""


# What setlocale tells and does.


def _plain(codeset):
    """An encoding's name without what spellings differ in."""
    return "".join([ch for ch in codeset.lower() if ch.isalnum()])


def _known(name):
    """The name that a locale's name is kept under, None if there is no such locale."""
    if name in ("C", "POSIX"):
        return "C"
    language, dot, codeset = name.partition(".")
    return name if language == "C" and dot and _plain(codeset) == "utf8" else None


def _environment(category):
    """The locale that the environment asks for; one that is not there stands for C."""
    get = _os.environ.get
    everywhere = get("LC_ALL")
    name = everywhere or get(_categories[category]) or get("LANG") or "C"
    known = _known(name)
    if known is None:
        known = "C.UTF-8" if _plain(name.partition(".")[2].partition("@")[0]) == "utf8" else "C"
    # As CPython coerces it at its start.
    return "C.UTF-8" if known == "C" and category == LC_CTYPE and not everywhere else known


def _found(category, locale):
    """The name that a locale, given in any way setlocale takes it, has for a category."""
    if locale and not isinstance(locale, _text):
        locale = normalize(_joined(locale))
    if not isinstance(locale, _text):
        raise TypeError("setlocale() argument 2 must be str or None, not %s" % type(locale).__name__)
    if "\0" in locale:
        raise ValueError("embedded null character")
    name = _environment(category) if locale == "" else _known(locale)
    if name is None:
        raise Error("unsupported locale setting")
    return name


def _parts(locale):
    """The names of all categories from a name of LC_ALL: one, or LC_CTYPE=…;LC_NUMERIC=…"""
    if not (isinstance(locale, _text) and ";" in locale):
        return [_found(i, locale) for i in _single]
    given = {}
    for part in locale.split(";"):
        category, _, name = part.partition("=")
        given[category] = name
    if sorted(given) != sorted(filter(None, _categories)):
        raise Error("unsupported locale setting")
    return [_found(i, given[_categories[i]]) for i in _single]


def setlocale(category, locale=None):
    """Sets a category's locale and returns its name; None leaves it, "" asks the environment."""
    category = _operator.index(category)
    there = 0 <= category < len(_categories)
    if locale is None:
        if not there:
            raise Error("locale query failed")
        return _setting(category)
    if category != LC_ALL:
        name = _found(category if there else LC_CTYPE, locale)
        if not there:
            raise Error("unsupported locale setting")
        _keep(category, name)
        return _setting(category)
    for i, name in zip(_single, _parts(locale)):
        _keep(i, name)
    return _setting(LC_ALL)


def _keep(category, name):
    # Stored when it changes only: callbacks may set what is set.
    if _current[category] != name:
        _current[category] = name


def _setting(category):
    if category != LC_ALL:
        return _current[category]
    first = _current[0]
    for i in _single:
        if _current[i] != first:
            return ";".join(["%s=%s" % (_categories[i], _current[i]) for i in _single])
    return first


def getlocale(category=LC_CTYPE):
    """The language and the encoding of a category's locale, None for those of C."""
    name = setlocale(category)
    if category == LC_ALL and ";" in name:
        raise TypeError("category LC_ALL is not supported")
    return _split(name)


_variables = ("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")


def getdefaultlocale(envvars=_variables):
    """The language and the encoding that the environment's variables name."""
    _warnings.warn(
        "'locale.getdefaultlocale' is deprecated and slated for removal in Python 3.15. Use setlocale(), getencoding() and getlocale() instead.",
        DeprecationWarning, stacklevel=2)
    return _default(envvars)


def _default(envvars=_variables):
    for variable in envvars:
        name = _os.environ.get(variable)
        if name:
            return _split(name.split(":")[0] if variable == "LANGUAGE" else name)
    return _split("C")


def resetlocale(category=LC_ALL):
    """Sets a category to the default locale."""
    _warnings.warn('Use locale.setlocale(locale.LC_ALL, "") instead', DeprecationWarning, stacklevel=2)
    setlocale(category, _joined(_default()))


def getencoding():
    """The encoding of text in files and arguments."""
    return "UTF-8"


def getpreferredencoding(do_setlocale=True):
    """The encoding that text is likely to be in."""
    return "UTF-8"


# Names of locales.

# The encodings that X11's table gives to the common ones; a language's first country is its own.
_known_locales = {
    "ISO8859-1": """af_ZA ca_ES cy_GB da_DK de_DE de_AT de_BE de_CH de_LU en_US en_AU en_CA en_GB en_HK en_IE en_IN en_NZ en_PH en_SG en_ZA es_ES es_AR es_BO
        es_CL es_CO es_CR es_DO es_EC es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_PY es_SV es_US es_UY es_VE eu_ES fo_FO fr_FR fr_BE fr_CA fr_CH fr_LU
        ga_IE gl_ES id_ID is_IS it_IT it_CH ms_MY nb_NO nl_NL nl_BE nn_NO no_NO pt_PT pt_BR sv_SE sv_FI""",
    "ISO8859-2": "bs_BA cs_CZ hr_HR hu_HU pl_PL ro_RO sk_SK sl_SI sq_AL",
    "ISO8859-5": "mk_MK",
    "ISO8859-6": "ar_AA ar_AE ar_BH ar_DZ ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA ar_SA ar_SD ar_SY ar_TN ar_YE",
    "ISO8859-7": "el_GR el_CY",
    "ISO8859-8": "he_IL",
    "ISO8859-9": "tr_TR tr_CY",
    "ISO8859-11": "th_TH",
    "ISO8859-13": "lt_LT lv_LV",
    "ISO8859-15": "et_EE fi_FI",
    "CP1251": "be_BY bg_BG",
    "KOI8-U": "uk_UA ru_UA",
    "UTF-8": "ru_RU fa_IR sr_RS sr_ME",
    "eucJP": "ja_JP",
    "eucKR": "ko_KR",
    "gb2312": "zh_CN",
    "big5": "zh_TW",
    "big5hkscs": "zh_HK",
}
_encoding_of = {"c": "C", "posix": "C", "c.utf8": "en_US.UTF-8", "zh": "zh_CN.eucCN", "ru": "ru_RU.UTF-8"}
for _encoding, _listed in _known_locales.items():
    for _name in _listed.split():
        _encoding_of.setdefault(_name[:2], _name + "." + _encoding)
        _encoding_of[_name.lower()] = _name + "." + _encoding

_spelling = {"utf8": "UTF-8", "latin1": "ISO8859-1", "ascii": "ISO8859-1", "usascii": "ISO8859-1", "cp1251": "CP1251", "koi8r": "KOI8-R", "koi8u": "KOI8-U", "eucjp": "eucJP", "euckr": "eucKR", "sjis": "SJIS"}


def _spelled(codeset):
    """An encoding as names of locales have it."""
    plain = _plain(codeset)
    if plain.startswith("iso8859") and plain[7:].isdigit():
        return "ISO8859-" + plain[7:]
    return _spelling.get(plain, codeset)


def normalize(localename):
    """A locale's name with its country and its encoding; one that is not known as it is."""
    name, at, modifier = localename.lower().replace(":", ".").partition("@")
    language, _, codeset = name.partition(".")
    codeset = codeset.partition(".")[0]
    whole = _encoding_of.get(language + "." + _plain(codeset)) if codeset else None
    if whole is None:
        whole = _encoding_of.get(language)
        if whole is None:
            return localename
        if codeset:
            whole = whole.partition(".")[0] + "." + _spelled(codeset)
    if not modifier:
        return whole
    if modifier != "euro":
        return whole + "@" + modifier
    language, dot, codeset = whole.partition(".")
    if not dot or codeset == "ISO8859-1":
        return language + ".ISO8859-15"
    return whole if codeset in ("ISO8859-15", "UTF-8") else whole + "@euro"


def _split(name):
    """The language and the encoding of a locale's name."""
    whole = normalize(name)
    language, at, modifier = whole.partition("@")
    language, dot, encoding = language.partition(".")
    if dot:
        return language, encoding.partition(".")[0]
    if modifier == "euro":
        return language, "iso-8859-15"
    if language == "C":
        return None, None
    if language == "UTF-8":
        return None, language
    raise ValueError("unknown locale: " + name)


def _joined(pair):
    """The name of a language and an encoding."""
    try:
        language, encoding = pair
        language = "C" if language is None else language
        return language if encoding is None else language + "." + encoding
    except (TypeError, ValueError):
        raise TypeError("Locale must be None, a string, or an iterable of two strings -- language code, encoding.") from None


# Conventions. Where programs put others into _override_localeconv, as tests do, these hold.

_override_localeconv = {}


def localeconv():
    """The conventions for numbers and money; CHAR_MAX is what C leaves open."""
    conv = dict.fromkeys(("int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep"), "")
    conv["mon_grouping"] = []
    conv["positive_sign"] = conv["negative_sign"] = ""
    for name in ("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"):
        conv[name] = CHAR_MAX
    conv["decimal_point"], conv["thousands_sep"], conv["grouping"] = ".", "", []
    conv.update(_override_localeconv)
    return conv


def _grouped(text, sep, grouping):
    """A number's whole part with its digits in groups, and how much longer it has become."""
    rest = text.rstrip(" ")
    blanks = text[len(rest):]
    head, groups, at = "", [], 0
    while rest:
        size = grouping[at] if at < len(grouping) else CHAR_MAX
        if size == CHAR_MAX:
            # No more groups. As in CPython, a sign alone is a group here.
            groups.append(rest)
            break
        if size:
            at += 1
        elif at:
            size = grouping[at - 1]
        else:
            raise ValueError("invalid grouping")
        if rest[-1] not in "0123456789":
            head = rest
            break
        groups.append(rest[-size:])
        rest = rest[:-size]
    return head + sep.join(groups[::-1]) + blanks, len(sep) * (len(groups) - 1)


def localize(string, grouping=False, monetary=False):
    """A number's text with the locale's point and groups, in its old width if blanks allow."""
    conv = localeconv()
    kind = "mon_" if monetary else ""
    whole, *fraction = string.split(".")
    longer = 0
    if grouping and conv[kind + "grouping"]:
        whole, longer = _grouped(whole, conv[kind + "thousands_sep"], conv[kind + "grouping"])
    string = conv[kind + "decimal_point"].join([whole] + fraction)
    if longer:
        left = min(longer, len(string) - len(string.lstrip(" ")))
        right = min(longer - left, len(string) - len(string.rstrip(" ")))
        string = string[left:len(string) - right]
    return string


def delocalize(string):
    """A number's text as float and int read it."""
    conv = localeconv()
    for mark, plain in ((conv["thousands_sep"], ""), (conv["decimal_point"], ".")):
        if mark:
            string = string.replace(mark, plain)
    return string


def atof(string, func=float):
    """The number that a text stands for, as func makes it."""
    return func(delocalize(string))


def atoi(string):
    """The whole number that a text stands for."""
    return int(delocalize(string))


def str(val):
    """A float's text, of twelve digits at most."""
    return localize("%.12g" % val)


_conversion = _compiled(r"%(?:\(.*?\))?([-#0-9 +*.hlL]*?)[eEfFgGdiouxXcrs%]")


def _converted(spec, value, grouping, monetary):
    text = spec % value
    return localize(text, grouping, monetary) if spec[-1] in "eEfFgGdiu" else text


def format_string(f, val, grouping=False, monetary=False):
    """What f % val gives, with numbers as localize writes them."""
    texts = []
    values = val if isinstance(val, (tuple, _Mapping)) else (val,)
    named, used = isinstance(val, _Mapping), 0

    def convert(found):
        nonlocal used
        spec = found.group()
        if spec[-1] == "%":
            texts.append("%")
        elif named:
            texts.append(_converted(spec, values, grouping, monetary))
        else:
            value = values[used]
            stars = found.group(1).count("*")
            if stars:
                value = (value,) + values[used + 1:used + 1 + stars]
            texts.append(_converted(spec, value, grouping, monetary))
            used += 1 + stars
        return "%s"

    template = _conversion.sub(convert, f)
    return template % tuple(texts)


def format(percent, value, grouping=False, monetary=False, *additional):
    """What one conversion makes of a value; format_string is the newer way."""
    _warnings.warn("This method will be removed in a future version of Python. Use 'locale.format_string()' instead.", DeprecationWarning, stacklevel=2)
    if not _conversion.fullmatch(percent):
        raise ValueError("format() must be given exactly one %%char format specifier, %r not valid" % percent)
    return _converted(percent, (value,) + additional if additional else value, grouping, monetary)


def currency(val, symbol=True, grouping=False, international=False):
    """An amount of money with its sign and the currency's symbol."""
    conv = localeconv()
    digits = conv["int_frac_digits" if international else "frac_digits"]
    if digits == CHAR_MAX:
        raise ValueError("Currency formatting is not possible using the 'C' locale.")
    side = "n" if val < 0 else "p"
    sign, where = conv["negative_sign" if val < 0 else "positive_sign"], conv[side + "_sign_posn"]
    text = localize(f"{abs(val):.{digits}f}", grouping, monetary=True)
    # A sign beside the symbol stands between symbol and amount, or behind the amount.
    if where == 3:
        text = sign + text
    elif where == 4:
        text += sign
    if symbol:
        mark = conv["int_curr_symbol" if international else "currency_symbol"]
        gap = " " if conv[side + "_sep_by_space"] else ""
        if conv[side + "_cs_precedes"]:
            text = mark + gap + text
        else:
            text += gap + (mark[:-1] if international and mark[-1] == " " else mark)
    if where == 0:
        return "(" + text + ")"
    if where == 2:
        return text + sign
    return text if where in (3, 4) else sign + text


# Order.


def _comparable(text, name):
    if not isinstance(text, _text):
        raise TypeError("%s must be str, not %s" % (name, type(text).__name__))
    if "\0" in text:
        raise ValueError("embedded null character")
    return text


def strcoll(os1, os2, /):
    """Less than, equal to or more than 0, as the first text comes before the second."""
    os1, os2 = _comparable(os1, "strcoll() argument 1"), _comparable(os2, "strcoll() argument 2")
    return (os1 > os2) - (os1 < os2)


def strxfrm(string, /):
    """A text to compare instead of this one."""
    return _comparable(string, "strxfrm() argument")


# The texts of the locale, by glibc's numbers.

(ABDAY_1, ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7, DAY_1, DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, ABMON_1, ABMON_2, ABMON_3, ABMON_4, ABMON_5,
 ABMON_6, ABMON_7, ABMON_8, ABMON_9, ABMON_10, ABMON_11, ABMON_12, MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12,
 AM_STR, PM_STR, D_T_FMT, D_FMT, T_FMT, T_FMT_AMPM) = range(0x20000, 0x2002C)
ERA, ERA_D_FMT, ALT_DIGITS, ERA_D_T_FMT, ERA_T_FMT = 0x2002C, 0x2002E, 0x2002F, 0x20030, 0x20031
CODESET, CRNCYSTR, RADIXCHAR, THOUSEP, YESEXPR, NOEXPR = 14, 0x4000F, 0x10000, 0x10001, 0x50000, 0x50001

_days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()
_months = "January February March April May June July August September October November December".split()
_langinfo = dict(enumerate([name[:3] for name in _days] + _days + [name[:3] for name in _months] + _months, ABDAY_1))
_langinfo.update({
    AM_STR: "AM", PM_STR: "PM", D_T_FMT: "%a %b %e %H:%M:%S %Y", D_FMT: "%m/%d/%y", T_FMT: "%H:%M:%S", T_FMT_AMPM: "%I:%M:%S %p", ERA: "", ERA_D_FMT: "",
    ALT_DIGITS: "", ERA_D_T_FMT: "", ERA_T_FMT: "", CODESET: "UTF-8", CRNCYSTR: "-", RADIXCHAR: ".", THOUSEP: "", YESEXPR: "^[yY]", NOEXPR: "^[nN]",
})


def nl_langinfo(key, /):
    """One of the locale's texts."""
    text = _langinfo.get(_operator.index(key))
    if text is None:
        raise ValueError("unsupported langinfo constant")
    return text
