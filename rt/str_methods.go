package rt

import "github.com/pxc-lang/pxc/rt/unicodedata"

// The class str.

var strMethods = []Func{
	{Name: "__new__", Sig: "cls, object=, encoding=, errors=", F4: strNew},
	{Name: "capitalize", Sig: "self, /", F1: strCapitalize},
	{Name: "casefold", Sig: "self, /", F1: strCasefold},
	{Name: "center", Sig: "self, width, fillchar=, /", F3: strCenter},
	{Name: "count", Sig: "self, sub, start=, end=, /", F4: strCountMethod},
	{Name: "encode", Sig: "self, encoding=, errors=", F3: StrEncode},
	{Name: "endswith", Sig: "self, suffix, start=, end=, /", F4: strEndswith},
	{Name: "expandtabs", Sig: "self, tabsize=", F2: strExpandtabs},
	{Name: "find", Sig: "self, sub, start=, end=, /", F4: strFind},
	{Name: "format", Sig: "self, /, *args, **kwargs", F3: strFormatMethod},
	{Name: "format_map", Sig: "self, mapping, /", F2: func(c *Ctx, s, m Value) Value { return formatString(c, s, 0, m) }},
	{Name: "index", Sig: "self, sub, start=, end=, /", F4: strIndexMethod},
	{Name: "isalnum", Sig: "self, /", F1: strIsalnum},
	{Name: "isalpha", Sig: "self, /", F1: strIsalpha},
	{Name: "isascii", Sig: "self, /", F1: strIsascii},
	{Name: "isdecimal", Sig: "self, /", F1: func(c *Ctx, s Value) Value { return strAll(s, unicodedata.IsDecimal) }},
	{Name: "isdigit", Sig: "self, /", F1: strIsdigit},
	{Name: "isidentifier", Sig: "self, /", F1: strIsidentifier},
	{Name: "islower", Sig: "self, /", F1: strIslower},
	{Name: "isnumeric", Sig: "self, /", F1: func(c *Ctx, s Value) Value { return strAll(s, unicodedata.IsNumeric) }},
	{Name: "isprintable", Sig: "self, /", F1: strIsprintable},
	{Name: "isspace", Sig: "self, /", F1: strIsspace},
	{Name: "istitle", Sig: "self, /", F1: strIstitle},
	{Name: "isupper", Sig: "self, /", F1: strIsupper},
	{Name: "join", Sig: "self, iterable, /", F2: StrJoin},
	{Name: "ljust", Sig: "self, width, fillchar=, /", F3: strLjust},
	{Name: "lower", Sig: "self, /", F1: strLower},
	{Name: "lstrip", Sig: "self, chars=, /", F2: func(c *Ctx, s, x Value) Value { return strStrip(c, s, x, true, false, "lstrip") }},
	{Name: "partition", Sig: "self, sep, /", F2: strPartition},
	{Name: "removeprefix", Sig: "self, prefix, /", F2: strRemoveprefix},
	{Name: "removesuffix", Sig: "self, suffix, /", F2: strRemovesuffix},
	{Name: "replace", Sig: "self, old, new, count=, /", F4: strReplace},
	{Name: "rfind", Sig: "self, sub, start=, end=, /", F4: strRfind},
	{Name: "rindex", Sig: "self, sub, start=, end=, /", F4: strRindex},
	{Name: "rjust", Sig: "self, width, fillchar=, /", F3: strRjust},
	{Name: "rpartition", Sig: "self, sep, /", F2: strRpartition},
	{Name: "rsplit", Sig: "self, sep=, maxsplit=", F3: strRsplit},
	{Name: "rstrip", Sig: "self, chars=, /", F2: func(c *Ctx, s, x Value) Value { return strStrip(c, s, x, false, true, "rstrip") }},
	{Name: "split", Sig: "self, sep=, maxsplit=", F3: strSplit},
	{Name: "splitlines", Sig: "self, keepends=", F2: strSplitlines},
	{Name: "startswith", Sig: "self, prefix, start=, end=, /", F4: strStartswith},
	{Name: "strip", Sig: "self, chars=, /", F2: func(c *Ctx, s, x Value) Value { return strStrip(c, s, x, true, true, "strip") }},
	{Name: "swapcase", Sig: "self, /", F1: strSwapcase},
	{Name: "title", Sig: "self, /", F1: strTitle},
	{Name: "translate", Sig: "self, table, /", F2: strTranslate},
	{Name: "upper", Sig: "self, /", F1: strUpper},
	{Name: "zfill", Sig: "self, width, /", F2: strZfill},
}

// strNew is str(object, encoding, errors).
func strNew(c *Ctx, _, x, encoding, errors Value) Value {
	if encoding != 0 || errors != 0 {
		if x == 0 {
			return emptyStr
		}
		if IsStr(x) {
			return TypeErrorf(c, "decoding str is not supported")
		}
		if !isBytesLike(x) {
			return TypeErrorf(c, "decoding to str: need a bytes-like object, %s found", TypeName(x))
		}
		return decodeFor(c, x, encoding, errors, "str")
	}
	if x == 0 {
		return emptyStr
	}
	return Str(c, x)
}

func init() {
	defineType(typeSpec{id: TypeStr, name: "str", public: true, methods: strMethods, attrs: func(c *Ctx, cls, ns Value) {
		addStaticMethods(c, ns, "str", []Func{{Name: "maketrans", Sig: "x, y=, z=, /", F3: strMaketrans}})
	}})
}
