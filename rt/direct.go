package rt

import "bytes"

// Calls of methods by name where most receivers are of one built-in type: the
// compiler knows only the name, the type is tested here. What an exact str, list,
// dict or set does needs no lookup, because their classes cannot be changed; any
// other object goes the general way. name is the method's, interned.

func bothStr(a, b Value) bool { return IsStr(a) && IsStr(b) }

func bothBytes(a, b Value) bool { return isType(a, TypeBytes) && isType(b, TypeBytes) }

// CallAppend is o.append(v).
func CallAppend(c *Ctx, o, name, v Value) Value {
	if IsList(o) {
		if ListAppend(c, o, v) {
			return None
		}
		if c.refused == 0 || !refusedStore(c, o) {
			return 0
		}
	}
	return CallMethod1(c, o, name, v)
}

// CallExtend is o.extend(v).
func CallExtend(c *Ctx, o, name, v Value) Value {
	if IsList(o) {
		if r := noneIf(ListExtend(c, o, v)); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod1(c, o, name, v)
}

// CallPop is o.pop().
func CallPop(c *Ctx, o, name Value) Value {
	if IsList(o) {
		if r := listPop(c, o, 0); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod0(c, o, name)
}

// CallAdd is o.add(v).
func CallAdd(c *Ctx, o, name, v Value) Value {
	if isType(o, TypeSet) {
		if r := noneIf(SetAdd(c, o, v)); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
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
		if r := dictSetDefault(c, o, key, def); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
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
	if isType(o, TypeBytes) {
		return bytesJoin(c, o, plainArg(v))
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
	if bothBytes(o, sep) {
		return bytesSplit(c, o, sep, 0)
	}
	return CallMethod1(c, o, name, sep)
}

// CallReplace is o.replace(old, new).
func CallReplace(c *Ctx, o, name, old, repl Value) Value {
	if bothStr(o, old) && IsStr(repl) {
		return strReplace(c, o, old, repl, 0)
	}
	if bothBytes(o, old) && isType(repl, TypeBytes) {
		return bytesReplace(c, o, old, repl, 0)
	}
	return CallMethod2(c, o, name, old, repl)
}

// CallFind is o.find(sub).
func CallFind(c *Ctx, o, name, sub Value) Value {
	if bothStr(o, sub) {
		return Int(int64(strIndex(o, sub, 0, strLen(o))))
	}
	if bothBytes(o, sub) {
		return Int(int64(bytes.Index(BytesData(o), BytesData(sub))))
	}
	return CallMethod1(c, o, name, sub)
}

// CallStartswith is o.startswith(prefix).
func CallStartswith(c *Ctx, o, name, prefix Value) Value {
	if bothStr(o, prefix) {
		return Bool(strLen(o) >= strLen(prefix) && strMatchAt(o, 0, prefix))
	}
	if bothBytes(o, prefix) {
		return Bool(bytes.HasPrefix(BytesData(o), BytesData(prefix)))
	}
	return CallMethod1(c, o, name, prefix)
}

// CallEndswith is o.endswith(suffix).
func CallEndswith(c *Ctx, o, name, suffix Value) Value {
	if bothStr(o, suffix) {
		n := strLen(o) - strLen(suffix)
		return Bool(n >= 0 && strMatchAt(o, n, suffix))
	}
	if bothBytes(o, suffix) {
		return Bool(bytes.HasSuffix(BytesData(o), BytesData(suffix)))
	}
	return CallMethod1(c, o, name, suffix)
}

// CallStrip is o.strip().
func CallStrip(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strStrip(c, o, 0, true, true, "strip")
	}
	if isType(o, TypeBytes) {
		return bytesStrip(c, o, 0, true, true)
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

// CallPop1 is o.pop(key).
func CallPop1(c *Ctx, o, name, key Value) Value {
	switch {
	case IsList(o):
		if r := listPop(c, o, key); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	case IsDict(o):
		if r := dictPop(c, o, key, 0); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod1(c, o, name, key)
}

// CallPop2 is o.pop(key, def).
func CallPop2(c *Ctx, o, name, key, def Value) Value {
	if IsDict(o) {
		if r := dictPop(c, o, key, def); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod2(c, o, name, key, def)
}

// CallInsert is o.insert(i, v).
func CallInsert(c *Ctx, o, name, i, v Value) Value {
	if IsList(o) {
		if r := listInsertMethod(c, o, i, v); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod2(c, o, name, i, v)
}

// CallReverse is o.reverse().
func CallReverse(c *Ctx, o, name Value) Value {
	if IsList(o) {
		if r := noneIf(listReverse(c, o)); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod0(c, o, name)
}

// CallSort is o.sort().
func CallSort(c *Ctx, o, name Value) Value {
	if IsList(o) {
		if r := noneIf(ListSort(c, o, 0, 0)); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod0(c, o, name)
}

// CallCopy is o.copy().
func CallCopy(c *Ctx, o, name Value) Value {
	switch {
	case IsList(o):
		return newListOf(c, listItems(o))
	case IsDict(o):
		return DictCopy(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallDiscard is o.discard(v).
func CallDiscard(c *Ctx, o, name, v Value) Value {
	if isType(o, TypeSet) {
		if r := noneIf(setTakeKey(c, o, v) >= 0); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod1(c, o, name, v)
}

// CallRemove is o.remove(v).
func CallRemove(c *Ctx, o, name, v Value) Value {
	switch {
	case isType(o, TypeSet):
		if r := setRemoveMethod(c, o, v); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	case IsList(o):
		if r := listRemove(c, o, v); r != 0 || c.refused == 0 || !refusedStore(c, o) {
			return r
		}
	}
	return CallMethod1(c, o, name, v)
}

// CallPartition is o.partition(sep).
func CallPartition(c *Ctx, o, name, sep Value) Value {
	if bothStr(o, sep) {
		return partition(c, o, sep, false)
	}
	if bothBytes(o, sep) {
		return bytesPartition(c, o, sep, false)
	}
	return CallMethod1(c, o, name, sep)
}

// CallRpartition is o.rpartition(sep).
func CallRpartition(c *Ctx, o, name, sep Value) Value {
	if bothStr(o, sep) {
		return partition(c, o, sep, true)
	}
	return CallMethod1(c, o, name, sep)
}

// CallSplit2 is o.split(sep, maxsplit).
func CallSplit2(c *Ctx, o, name, sep, maxsplit Value) Value {
	if IsStr(o) && (IsStr(sep) || sep == None) {
		return strSplit(c, o, sep, maxsplit)
	}
	return CallMethod2(c, o, name, sep, maxsplit)
}

// CallFind2 is o.find(sub, start).
func CallFind2(c *Ctx, o, name, sub, start Value) Value {
	if bothStr(o, sub) {
		return strFind(c, o, sub, start, 0)
	}
	return CallMethod2(c, o, name, sub, start)
}

// CallCount is o.count(sub).
func CallCount(c *Ctx, o, name, sub Value) Value {
	switch {
	case bothStr(o, sub):
		return Int(int64(strCount(o, sub, 0, strLen(o))))
	case IsList(o):
		return listCount(c, o, sub)
	}
	return CallMethod1(c, o, name, sub)
}

// CallLstrip is o.lstrip().
func CallLstrip(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strStrip(c, o, 0, true, false, "lstrip")
	}
	return CallMethod0(c, o, name)
}

// CallRstrip is o.rstrip().
func CallRstrip(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strStrip(c, o, 0, false, true, "rstrip")
	}
	return CallMethod0(c, o, name)
}

// CallRstrip1 is o.rstrip(chars).
func CallRstrip1(c *Ctx, o, name, chars Value) Value {
	if bothStr(o, chars) {
		return strStrip(c, o, chars, false, true, "rstrip")
	}
	return CallMethod1(c, o, name, chars)
}

// CallSplitlines is o.splitlines().
func CallSplitlines(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strSplitlines(c, o, 0)
	}
	return CallMethod0(c, o, name)
}

// CallIsalnum is o.isalnum().
func CallIsalnum(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIsalnum(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallIsalpha is o.isalpha().
func CallIsalpha(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIsalpha(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallIsdigit is o.isdigit().
func CallIsdigit(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIsdigit(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallIsspace is o.isspace().
func CallIsspace(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIsspace(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallIsupper is o.isupper().
func CallIsupper(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIsupper(c, o)
	}
	return CallMethod0(c, o, name)
}

// CallIslower is o.islower().
func CallIslower(c *Ctx, o, name Value) Value {
	if IsStr(o) {
		return strIslower(c, o)
	}
	return CallMethod0(c, o, name)
}
