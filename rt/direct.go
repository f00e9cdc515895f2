package rt

// Calls of methods by name where most receivers are of one built-in type: the
// compiler knows only the name, the type is tested here. What an exact str, list,
// dict or set does needs no lookup, because their classes cannot be changed; any
// other object goes the general way. name is the method's, interned.

func bothStr(a, b Value) bool { return IsStr(a) && IsStr(b) }

// CallAppend is o.append(v).
func CallAppend(c *Ctx, o, name, v Value) Value {
	if IsList(o) {
		if !ListAppend(c, o, v) {
			return 0
		}
		return None
	}
	return CallMethod1(c, o, name, v)
}

// CallExtend is o.extend(v).
func CallExtend(c *Ctx, o, name, v Value) Value {
	if IsList(o) {
		return noneIf(ListExtend(c, o, v))
	}
	return CallMethod1(c, o, name, v)
}

// CallPop is o.pop().
func CallPop(c *Ctx, o, name Value) Value {
	if IsList(o) {
		return listPop(c, o, 0)
	}
	return CallMethod0(c, o, name)
}

// CallAdd is o.add(v).
func CallAdd(c *Ctx, o, name, v Value) Value {
	if isType(o, TypeSet) {
		return noneIf(SetAdd(c, o, v))
	}
	return CallMethod1(c, o, name, v)
}

// CallGet is o.get(key).
func CallGet(c *Ctx, o, name, key Value) Value {
	if IsDict(o) {
		return dictGetMethod(c, o, key, None)
	}
	return CallMethod1(c, o, name, key)
}

// CallGet2 is o.get(key, def).
func CallGet2(c *Ctx, o, name, key, def Value) Value {
	if IsDict(o) {
		return dictGetMethod(c, o, key, def)
	}
	return CallMethod2(c, o, name, key, def)
}

// CallSetdefault is o.setdefault(key, def).
func CallSetdefault(c *Ctx, o, name, key, def Value) Value {
	if IsDict(o) {
		return dictSetDefault(c, o, key, def)
	}
	return CallMethod2(c, o, name, key, def)
}

// CallItems is o.items().
func CallItems(c *Ctx, o, name Value) Value {
	if IsDict(o) {
		return newDictView(c, o, TypeDictItems)
	}
	return CallMethod0(c, o, name)
}

// CallKeys is o.keys().
func CallKeys(c *Ctx, o, name Value) Value {
	if IsDict(o) {
		return newDictView(c, o, TypeDictKeys)
	}
	return CallMethod0(c, o, name)
}

// CallValues is o.values().
func CallValues(c *Ctx, o, name Value) Value {
	if IsDict(o) {
		return newDictView(c, o, TypeDictValues)
	}
	return CallMethod0(c, o, name)
}

// CallJoin is o.join(v).
func CallJoin(c *Ctx, o, name, v Value) Value {
	if IsStr(o) {
		return StrJoin(c, o, plainArg(v))
	}
	return CallMethod1(c, o, name, v)
}

// CallSplit is o.split().
func CallSplit(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strSplit(c, o, 0, 0)
	}
	return CallMethod0(c, o, name)
}

// CallSplit1 is o.split(sep).
func CallSplit1(c *Ctx, o, name, sep Value) Value {
	if bothStr(o, sep) {
		return strSplit(c, o, sep, 0)
	}
	return CallMethod1(c, o, name, sep)
}

// CallReplace is o.replace(old, new).
func CallReplace(c *Ctx, o, name, old, repl Value) Value {
	if bothStr(o, old) && IsStr(repl) {
		return strReplace(c, o, old, repl, 0)
	}
	return CallMethod2(c, o, name, old, repl)
}

// CallFind is o.find(sub).
func CallFind(c *Ctx, o, name, sub Value) Value {
	if bothStr(o, sub) {
		return Int(int64(strIndex(o, sub, 0, strLen(o))))
	}
	return CallMethod1(c, o, name, sub)
}

// CallStartswith is o.startswith(prefix).
func CallStartswith(c *Ctx, o, name, prefix Value) Value {
	if bothStr(o, prefix) {
		return Bool(strLen(o) >= strLen(prefix) && strMatchAt(o, 0, prefix))
	}
	return CallMethod1(c, o, name, prefix)
}

// CallEndswith is o.endswith(suffix).
func CallEndswith(c *Ctx, o, name, suffix Value) Value {
	if bothStr(o, suffix) {
		n := strLen(o) - strLen(suffix)
		return Bool(n >= 0 && strMatchAt(o, n, suffix))
	}
	return CallMethod1(c, o, name, suffix)
}

// CallStrip is o.strip().
func CallStrip(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strStrip(c, o, 0, true, true, "strip")
	}
	return CallMethod0(c, o, name)
}

// CallStrip1 is o.strip(chars).
func CallStrip1(c *Ctx, o, name, chars Value) Value {
	if bothStr(o, chars) {
		return strStrip(c, o, chars, true, true, "strip")
	}
	return CallMethod1(c, o, name, chars)
}

// CallUpper is o.upper().
func CallUpper(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strUpper(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallLower is o.lower().
func CallLower(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strLower(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallEncode is o.encode().
func CallEncode(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return StrEncode(c, o, 0, 0)
	}
	return CallMethod0(c, o, name)
}

// CallDecode is o.decode().
func CallDecode(c *Ctx, o, name Value) Value {
	if isType(o, TypeBytes) {
		return BytesDecode(c, o, 0, 0)
	}
	return CallMethod0(c, o, name)
}
