package rt

import (
	"math"
	"math/bits"
	"sync/atomic"

	"github.com/pxc-lang/pxc/rt/arena"
	"github.com/pxc-lang/pxc/rt/bigint"
)

// Hashes. Those of numbers and tuples are CPython's (Python/pyhash.c,
// Objects/tupleobject.c): equal numbers of different types hash alike, and what
// depends on them iterates in CPython's order. Those of str and bytes are keyed.

const (
	hashBits    = 61
	hashModulus = 1<<hashBits - 1
	hashInf     = 314159
)

// HashOf returns the hash of v; ok is false with TypeError pending if v cannot
// be hashed.
func HashOf(c *Ctx, v Value) (hash uint64, ok bool) {
	if v.IsInt() {
		return uint64(hashInt(v.Int())), true
	}
	switch TypeID(v) {
	case TypeStr:
		return uint64(strHash(c, v)), true
	case TypeBytes, TypeNetBytes, TypeNetView:
		return uint64(bytesHash(c, v)), true
	case TypeBool:
		i, _ := intOf(v)
		return uint64(i), true
	case TypeInt:
		return uint64(bigint.Hash(limbs(v), bigNegative(v))), true
	case TypeFloat:
		return uint64(hashFloat(v)), true
	case TypeTuple:
		return hashTuple(c, v)
	case TypeMemoryview:
		return hashView(c, v)
	case TypeGenericAlias, TypeUnion:
		return hashType(c, v)
	case TypeComplex:
		return hashComplex(v), true
	case TypeNone, TypeEllipsis, TypeNotImplemented, TypeBuiltin, TypeMethodDescriptor, TypeWrapperDescriptor, TypeTransport:
		return mix(uint64(v)), true
	case TypeFunction:
		if !v.IsPtr() {
			return mix(uint64(v)), true
		}
	case TypeRange, TypeLongRange:
		return hashRange(c, v)
	case TypeFrozenset:
		return hashFrozenset(c, v), true
	case TypeBoundMethod, TypeBuiltinMethod, TypeMethodWrapper:
		h, ok := HashOf(c, word(v, 8))
		return h ^ uint64(objectID(c, word(v, 16))), ok
	case TypeList, TypeDict, TypeBytearray, TypeSet, TypeSlice, TypeDictKeys, TypeDictItems:
		return unhashable(c, v)
	}
	if isUser(v) {
		return hashUser(c, v)
	}
	return mix(uint64(objectID(c, v))), true
}

func unhashable(c *Ctx, v Value) (uint64, bool) {
	TypeErrorf(c, "unhashable type: '%s'", TypeName(v))
	return 0, false
}

// mix spreads an identity over the word.
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	return (x ^ x>>32) >> 3
}

// hashUser is the hash of an instance: __hash__, or identity where that is
// object's. A class that defines equality alone has None for it.
func hashUser(c *Ctx, v Value) (uint64, bool) {
	m := special(v, nameHashing)
	switch {
	case m == None:
		return unhashable(c, v)
	case m == 0:
		return mix(uint64(objectID(c, v))), true
	}
	if p := plain(v); p != v && m == infoOf(TypeID(p)).find(nameHashing) {
		return HashOf(c, p)
	}
	r := callSpecial0(c, m, v)
	if r == 0 {
		return 0, false
	}
	n := plain(r)
	i, ok := wordOf(n)
	if isBig(n) && !ok {
		i, ok = bigint.Hash(limbs(n), bigNegative(n)), true
	}
	c.Drop(r)
	if !ok {
		TypeErrorf(c, "__hash__ method should return an integer")
		return 0, false
	}
	if i == -1 {
		i = -2
	}
	return uint64(i), true
}

// hashInt is CPython's: the value modulo 2^61-1 with its sign; -1 is kept for
// errors there and becomes -2.
func hashInt(i int64) int64 {
	switch {
	case i == -1:
		return -2
	case -hashModulus < i && i < hashModulus:
		return i
	case i < 0:
		h := -int64(uint64(-i) % hashModulus)
		if h == -1 {
			h = -2
		}
		return h
	}
	return i % hashModulus
}

// hashFloat is CPython's _Py_HashDouble: the value as a rational modulo 2^61-1.
func hashFloat(v Value) int64 { return hashDouble(v.Float(), v) }

// hashDouble is the hash of f, a NaN's by the identity of the object v.
func hashDouble(f float64, v Value) int64 {
	if math.IsInf(f, 1) {
		return hashInf
	} else if math.IsInf(f, -1) {
		return -hashInf
	} else if f != f {
		return int64(mix(uint64(v)))
	}
	m, e := math.Frexp(f)
	sign := int64(1)
	if m < 0 {
		sign, m = -1, -m
	}
	var x uint64
	for m != 0 {
		x = x<<28&hashModulus | x>>(hashBits-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		x += y
		if x >= hashModulus {
			x -= hashModulus
		}
	}
	if e >= 0 {
		e %= hashBits
	} else {
		e = hashBits - 1 - (-1-e)%hashBits
	}
	x = x<<e&hashModulus | x>>(hashBits-e)
	h := int64(x) * sign
	if h == -1 {
		h = -2
	}
	return h
}

// The constants of xxHash, which tuples use.
const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

func hashTuple(c *Ctx, v Value) (uint64, bool) {
	if !enterNested(c, "while hashing an object") {
		return 0, false
	}
	defer Leave(c)
	acc := uint64(xxPrime5)
	n := TupleLen(v)
	for i := range n {
		h, ok := HashOf(c, TupleItem(v, i))
		if !ok {
			return 0, false
		}
		acc = bits.RotateLeft64(acc+h*xxPrime2, 31) * xxPrime1
	}
	acc += uint64(n) ^ (xxPrime5 ^ 3527539)
	if acc == math.MaxUint64 {
		acc = 1546275796
	}
	return acc, true
}

// Hash returns hash(v) as an int.
func Hash(c *Ctx, v Value) Value {
	h, ok := HashOf(c, v)
	if !ok {
		return 0
	}
	return IntValue(c, int64(h))
}

// objectID returns id(v): the word itself for immediates and MAIN objects, a
// number that stays with the object when it is moved for others, whichever thread asks.
func objectID(c *Ctx, v Value) int64 {
	if !v.IsPtr() || arena.IsMain(v.addr()) {
		return int64(uint64(v) &^ (1 << 63) >> 1)
	}
	id := u32(v.addr() + 4)
	if id == 0 && arena.IsShared(v.addr()) {
		return int64(uint64(v) &^ (1 << 63) >> 1)
	}
	if id == 0 {
		id = c.newIdentity()
		setU32(v.addr()+4, id)
	}
	return int64(id) << 4 // below every address
}

// identities counts the identities that contexts have taken, identityBlock at a time.
var identities atomic.Uint32

const identityBlock = 1 << 10

// newIdentity returns a number that no object has, until 2³² have been given out: then
// two that live may have the same, which is as if their hashes were.
func (c *Ctx) newIdentity() uint32 {
	if c.nextID%identityBlock == 0 {
		c.nextID = identities.Add(identityBlock) - identityBlock
	}
	c.nextID++
	if c.nextID == 0 { // means that there is none
		return c.newIdentity()
	}
	return c.nextID
}
