package rt

// abs, round, pow, divmod, sum, min, max.

func init() {
	builtinFuncs = append(builtinFuncs,
		Func{Name: "abs", Sig: "x, /", F1: Abs},
		Func{Name: "round", Sig: "number, ndigits=", F2: Round},
		Func{Name: "pow", Sig: "base, exp, mod=", F3: builtinPow},
		Func{Name: "divmod", Sig: "x, y, /", F2: func(c *Ctx, a, b Value) Value { return binary(c, opDivmod, a, b) }},
		Func{Name: "sum", Sig: "iterable, /, start=", F2: Sum},
		Func{Name: "min", Sig: "*args, key=, default=", F3: func(c *Ctx, key, def, args Value) Value {
			return extreme(c, args, key, def, relLt, "min")
		}},
		Func{Name: "max", Sig: "*args, key=, default=", F3: func(c *Ctx, key, def, args Value) Value {
			return extreme(c, args, key, def, relGt, "max")
		}},
	)
}

// Round returns round(v, digits); digits may be 0 or None.
func Round(c *Ctx, v, digits Value) Value {
	given := digits != 0 && digits != None
	isInt := isIntegral(v)
	if !isInt && !v.IsFloat() {
		m := special(v, nameRound)
		if m == 0 {
			return TypeErrorf(c, "type %s doesn't define __round__ method", TypeName(v))
		}
		if !given {
			return callSpecial0(c, m, v)
		}
		return callSpecial1(c, m, v, digits)
	}
	if !given {
		if isInt {
			return realPart(c, v)
		}
		return roundFloat(c, v.Float())
	}
	if isInt {
		n, ok := clampedIndex(c, digits)
		switch {
		case !ok:
			return 0
		case n >= 0:
			return realPart(c, v)
		}
		return roundInt(c, v, n)
	}
	n, ok := clampedIndex(c, digits)
	if !ok {
		return 0
	}
	return roundDigits(c, v.Float(), n)
}

func builtinPow(c *Ctx, a, b, m Value) Value {
	if m == 0 || m == None {
		return Pow(c, a, b)
	}
	ok1, ok2, ok3 := isIntegral(a), isIntegral(b), isIntegral(m)
	switch {
	case ok1 && ok2 && ok3:
		return powMod3(c, a, b, m)
	case isComplex(a) || isComplex(b) || isComplex(m):
		if _, ok := asComplex(c, a); ok {
			if _, ok := asComplex(c, b); ok {
				return ValueErrorf(c, "complex modulo")
			}
		}
		clearExc(c)
	case (a.IsFloat() || b.IsFloat() || m.IsFloat()) && special(a, opPow.name) == 0:
		return TypeErrorf(c, "pow() 3rd argument not allowed unless all arguments are integers")
	}
	if s := special(a, opPow.name); s != 0 {
		if r := callSpecial2(c, s, a, b, m); r != NotImplemented {
			return r
		}
	}
	return TypeErrorf(c, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", TypeName(a), TypeName(b), TypeName(m))
}

// Sum returns sum(x, start); start may be 0.
func Sum(c *Ctx, x, start Value) Value {
	if start == 0 {
		start = Int(0)
	}
	switch {
	case IsStr(start):
		return TypeErrorf(c, "sum() can't sum strings [use ''.join(seq) instead]")
	case IsBytes(start):
		return TypeErrorf(c, "sum() can't sum bytes [use b''.join(seq) instead]")
	case IsBytearray(start):
		return TypeErrorf(c, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	if r, ok := sumInts(x, start); ok {
		return r
	}
	it := Iter(c, x)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	total := c.Own(start)
	for {
		v := Next(c, it)
		if v == 0 {
			if c.Exc != 0 {
				c.Drop(total)
				return 0
			}
			return total
		}
		if next, ok := AddOK(total, v); ok {
			total = next
			continue
		}
		next := Add(c, total, v)
		c.Drop(total)
		c.Drop(v)
		if next == 0 {
			return 0
		}
		total = next
	}
}

// sumInts is Sum where all there is to add is small ints in a list, a tuple, bytes or
// a bytearray, and the sum is one; ok is false if not.
func sumInts(x, start Value) (total Value, ok bool) {
	if total = start; !total.IsInt() || !x.IsPtr() {
		return 0, false
	}
	switch TypeID(x) {
	case TypeList, TypeTuple:
		for _, v := range listItemsOrTuple(x) {
			if total, ok = AddOK(total, v); !ok || !total.IsInt() {
				return 0, false
			}
		}
		return total, true
	case TypeBytes, TypeBytearray:
		n := int64(0)
		for _, b := range bytesLike(x) {
			n += int64(b)
		}
		return AddOK(total, Int(n))
	}
	return 0, false
}

// extreme is min and max: the first argument for which no other is better.
// extremeOf is extreme for two arguments and more, without a key.
func extremeOf(c *Ctx, args Value, rel int) Value {
	best := TupleItem(args, 0)
	for i := 1; i < TupleLen(args); i++ {
		switch compareT(c, rel, TupleItem(args, i), best) {
		case -1:
			return 0
		case 1:
			best = TupleItem(args, i)
		}
	}
	return c.Own(best)
}

func extreme(c *Ctx, args, key, def Value, rel int, name string) Value {
	n := TupleLen(args)
	src := args
	switch {
	case n == 0:
		return TypeErrorf(c, "%s expected at least 1 argument, got 0", name)
	case n == 1:
		src = TupleItem(args, 0)
	case def != 0:
		return TypeErrorf(c, "Cannot specify a default for %s() with multiple positional arguments", name)
	}
	if key == None {
		key = 0
	}
	if n > 1 && key == 0 {
		return extremeOf(c, args, rel)
	}
	it := Iter(c, src)
	if it == 0 {
		return 0
	}
	defer c.Drop(it)
	var best, bestKey Value
	for {
		v := Next(c, it)
		if v == 0 {
			break
		}
		k := v
		if key != 0 {
			k = Call1(c, key, v)
		} else {
			c.Own(k)
		}
		better := 1
		if k == 0 {
			better = -1
		} else if best != 0 {
			better = compareT(c, rel, k, bestKey)
		}
		if better == 1 {
			best, v = v, best
			bestKey, k = k, bestKey
		}
		c.Drop(v)
		c.Drop(k)
		if better < 0 {
			break
		}
	}
	c.Drop(bestKey)
	switch {
	case c.Exc != 0:
		c.Drop(best)
		return 0
	case best != 0:
		return best
	case def != 0:
		return c.Own(def)
	}
	return ValueErrorf(c, "%s() arg is an empty sequence", name)
}
