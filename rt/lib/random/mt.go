// Package random is the Python module _random: the Mersenne Twister MT19937 of
// Matsumoto and Nishimura, whose sequences are CPython's. A generator's state is a
// bytearray in its instance. Contexts that use a generator of the main thread, as
// random.random() does, each have one of their own instead: reading never writes
// the main thread's memory.
package random

import (
	"crypto/rand"
	"crypto/sha512"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/pxc-lang/pxc/rt"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_random",
	Funcs: []rt.Func{{Name: "_sha512", Sig: "data, /", F1: func(c *rt.Ctx, b rt.Value) rt.Value {
		data, _, ok := rt.BytesView(b)
		if !ok {
			return rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(b))
		}
		sum := sha512.Sum512(data)
		return rt.NewBytes(c, sum[:])
	}}},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		rt.DefineClass(c, m, &class)
		return true
	},
}

const (
	size   = 624
	period = 397

	slotState = 0 // bytearray: size words, position
	slotGauss = 1 // the second of a pair of normal deviates
)

// own is the generator of a context.
type own struct {
	state [4 * (size + 1)]byte
	gauss float64
	has   bool
}

var class rt.NativeClass

func init() {
	class = rt.NativeClass{
		Name: "Random", Slots: 2, Open: true,
		Init: rt.Func{Sig: "self, seed=, /", F2: func(c *rt.Ctx, o, _ rt.Value) rt.Value {
			b := rt.NewBytearray(c, 4*(size+1))
			if b == 0 {
				return 0
			}
			seedFresh(rt.BytearrayData(b))
			return none(rt.GiveSlot(c, o, slotState, b))
		}},
		Methods: []rt.Func{
			{Name: "random", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				s := state(c, o)
				if s == nil {
					return 0
				}
				a, b := next(s)>>5, next(s)>>6
				return rt.NewFloat(c, (float64(a)*67108864+float64(b))/9007199254740992)
			}},
			{Name: "getrandbits", Sig: "self, k, /", F2: getrandbits},
			{Name: "_below", Sig: "self, n, /", F2: func(c *rt.Ctx, o, n rt.Value) rt.Value { return between(c, o, rt.Int(0), n) }},
			{Name: "_between", Sig: "self, start, stop, /", F3: between},
			{Name: "_seed", Sig: "self, key, /", F2: func(c *rt.Ctx, o, key rt.Value) rt.Value {
				s := state(c, o)
				data, _, ok := rt.BytesView(key)
				if s == nil || !ok {
					if s != nil {
						return rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(key))
					}
					return 0
				}
				setGauss(c, o, 0, false)
				seedKey(s, data)
				return rt.None
			}},
			{Name: "_seed_fresh", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				s := state(c, o)
				if s == nil {
					return 0
				}
				setGauss(c, o, 0, false)
				seedFresh(s)
				return rt.None
			}},
			{Name: "getstate", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				s := state(c, o)
				if s == nil {
					return 0
				}
				t := rt.NewTuple(c, size+1)
				if t != 0 {
					for i := range size + 1 {
						rt.TupleInit(t, i, rt.Int(int64(binary.LittleEndian.Uint32(s[4*i:]))))
					}
				}
				return t
			}},
			{Name: "setstate", Sig: "self, state, /", F2: setState},
			{Name: "_take_gauss", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if c.Random != nil && foreign(c, o) {
					if p := c.Random.(*own); p.has {
						p.has = false
						return rt.NewFloat(c, p.gauss)
					}
					return rt.None
				}
				v := rt.Slot(o, slotGauss)
				if v == 0 || foreign(c, o) {
					return rt.None
				}
				c.Own(v)
				rt.SetSlot(c, o, slotGauss, 0)
				return v
			}},
			{Name: "_keep_gauss", Sig: "self, x, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				if state(c, o) == nil {
					return 0
				}
				if x == rt.None {
					return none(setGauss(c, o, 0, false))
				}
				f, ok := rt.AsFloat(c, x)
				return none(ok && setGauss(c, o, f, true))
			}},
		},
	}
}

func none(ok bool) rt.Value {
	if ok {
		return rt.None
	}
	return 0
}

// foreign reports whether o is the main thread's and c a context.
func foreign(c *rt.Ctx, o rt.Value) bool { return !c.IsMain && rt.IsMainObject(o) }

// state returns the words of the generator that o stands for in c.
func state(c *rt.Ctx, o rt.Value) []byte {
	if foreign(c, o) {
		p, _ := c.Random.(*own)
		if p == nil {
			p = new(own)
			seedFresh(p.state[:])
			c.Random = p
		}
		return p.state[:]
	}
	b := rt.Slot(o, slotState)
	if b == 0 {
		rt.RuntimeErrorf(c, "the generator has not been initialised")
		return nil
	}
	if !rt.StoreCheck(c, b) {
		return nil
	}
	return rt.BytearrayData(b)
}

func setGauss(c *rt.Ctx, o rt.Value, x float64, has bool) bool {
	if foreign(c, o) {
		if p, _ := c.Random.(*own); p != nil {
			p.gauss, p.has = x, has
		}
		return true
	}
	if !has {
		return rt.SetSlot(c, o, slotGauss, 0)
	}
	return rt.GiveSlot(c, o, slotGauss, rt.NewFloat(c, x))
}

func word(s []byte, i int) uint32       { return binary.LittleEndian.Uint32(s[4*i:]) }
func setWord(s []byte, i int, x uint32) { binary.LittleEndian.PutUint32(s[4*i:], x) }

// next returns 32 bits.
func next(s []byte) uint32 {
	i := int(word(s, size))
	if i >= size {
		for k := range size {
			y := word(s, k)&0x80000000 | word(s, (k+1)%size)&0x7fffffff
			x := word(s, (k+period)%size) ^ y>>1
			if y&1 != 0 {
				x ^= 0x9908b0df
			}
			setWord(s, k, x)
		}
		i = 0
	}
	setWord(s, size, uint32(i+1))
	y := word(s, i)
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

func seedWord(s []byte, x uint32) {
	setWord(s, 0, x)
	for i := 1; i < size; i++ {
		x = 1812433253*(x^x>>30) + uint32(i)
		setWord(s, i, x)
	}
	setWord(s, size, size)
}

// seedKey is init_by_array: key holds words of 32 bits, the lowest first.
func seedKey(s []byte, key []byte) {
	n := max((len(key)+3)/4, 1)
	at := func(j int) uint32 {
		var b [4]byte
		copy(b[:], key[min(4*j, len(key)):])
		return binary.LittleEndian.Uint32(b[:])
	}
	seedWord(s, 19650218)
	i, j := 1, 0
	for range max(size, n) {
		p := word(s, i-1)
		setWord(s, i, (word(s, i)^(p^p>>30)*1664525)+at(j)+uint32(j))
		if i++; i >= size {
			setWord(s, 0, word(s, size-1))
			i = 1
		}
		if j++; j >= n {
			j = 0
		}
	}
	for range size - 1 {
		p := word(s, i-1)
		setWord(s, i, (word(s, i)^(p^p>>30)*1566083941)-uint32(i))
		if i++; i >= size {
			setWord(s, 0, word(s, size-1))
			i = 1
		}
	}
	setWord(s, 0, 0x80000000)
}

func seedFresh(s []byte) {
	var key [64]byte
	_, _ = rand.Read(key[:]) // never fails
	seedKey(s, key[:])
}

func getrandbits(c *rt.Ctx, o, count rt.Value) rt.Value {
	k, ok := rt.Index(c, count)
	switch {
	case !ok:
		return 0
	case k < 0:
		return rt.ValueErrorf(c, "number of bits must be non-negative")
	case k == 0:
		return rt.Int(0)
	case k > 1<<33:
		return rt.NoMemory(c)
	}
	s := state(c, o)
	if s == nil {
		return 0
	}
	if k <= 32 {
		return rt.Int(int64(next(s) >> (32 - k)))
	}
	b := rt.NewBytearray(c, int((k+31)/32*4))
	if b == 0 {
		return 0
	}
	defer c.Drop(b)
	data := rt.BytearrayData(b)
	for i := 0; i < len(data); i += 4 {
		x := next(s)
		if k < 32 {
			x >>= 32 - k
		}
		binary.LittleEndian.PutUint32(data[i:], x)
		k -= 32
	}
	return rt.CallMethod2(c, rt.BuiltinClass(rt.TypeInt), rt.Intern(c, "from_bytes"), b, rt.Intern(c, "little"))
}

// between returns an int from start on and below stop, drawn as _randbelow does;
// NotImplemented if there is none, for numbers of more than 32 bits and what is no int.
func between(c *rt.Ctx, o, start, stop rt.Value) rt.Value {
	if !start.IsInt() || !stop.IsInt() {
		return rt.NotImplemented
	}
	n := uint64(stop.Int() - start.Int())
	if stop.Int() <= start.Int() || n > math.MaxUint32 {
		return rt.NotImplemented
	}
	s := state(c, o)
	if s == nil {
		return 0
	}
	for {
		if r := uint64(next(s) >> (32 - bits.Len64(n))); r < n {
			return rt.Int(start.Int() + int64(r))
		}
	}
}

func setState(c *rt.Ctx, o, t rt.Value) rt.Value {
	if !rt.IsTuple(t) {
		return rt.TypeErrorf(c, "state vector must be a tuple")
	}
	if rt.TupleLen(t) != size+1 {
		return rt.ValueErrorf(c, "state vector is the wrong size")
	}
	var words [size + 1]uint32
	for i := range words {
		x, ok := rt.Index(c, rt.TupleItem(t, i))
		if !ok {
			return 0
		}
		words[i] = uint32(x)
	}
	if words[size] > size {
		return rt.ValueErrorf(c, "invalid state")
	}
	s := state(c, o)
	if s == nil {
		return 0
	}
	for i, x := range words {
		setWord(s, i, x)
	}
	return rt.None
}
