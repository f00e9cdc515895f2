// Package hashlib is the Python module hashlib, on Go's hash functions. A hash
// object keeps the marshalled state of its function in a bytearray, so that it is
// copied, moved and freed as any other object.
package hashlib

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"encoding/hex"
	"hash"
	"strings"
	"sync"

	"github.com/pxc-lang/pxc/rt"
)

var algorithms = []struct {
	name string
	make func() hash.Hash
}{
	{"md5", md5.New}, {"sha1", sha1.New}, {"sha224", sha256.New224}, {"sha256", sha256.New}, {"sha384", sha512.New384}, {"sha512", sha512.New},
	{"sha3_224", func() hash.Hash { return sha3.New224() }}, {"sha3_256", func() hash.Hash { return sha3.New256() }},
	{"sha3_384", func() hash.Hash { return sha3.New384() }}, {"sha3_512", func() hash.Hash { return sha3.New512() }},
}

// Module is the module's definition.
var Module = rt.ModuleDef{Name: "hashlib", Init: initModule}

const (
	slotAlgorithm = iota // index into algorithms
	slotState
)

var class rt.NativeClass

func init() {
	digest := func(c *rt.Ctx, o rt.Value, text bool) rt.Value {
		h := load(c, o)
		if h == nil {
			return 0
		}
		defer done(o, h)
		sum := h.Sum(h.buf[:0])
		if text {
			return rt.NewASCII(c, hex.AppendEncode(h.digits[:0], sum))
		}
		return rt.NewBytes(c, sum)
	}
	class = rt.NativeClass{
		Name: "HASH", Module: "_hashlib", Slots: 2,
		Methods: []rt.Func{
			{Name: "update", Sig: "self, obj, /", F2: func(c *rt.Ctx, o, x rt.Value) rt.Value {
				h := load(c, o)
				if h == nil || !feed(c, h, x) || !store(c, o, h) {
					return 0
				}
				done(o, h)
				return rt.None
			}},
			{Name: "digest", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return digest(c, o, false) }},
			{Name: "hexdigest", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value { return digest(c, o, true) }},
			{Name: "copy", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				h := load(c, o)
				if h == nil {
					return 0
				}
				return newHash(c, int(rt.Slot(o, slotAlgorithm).Int()), h)
			}},
			{Name: "__repr__", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if load(c, o) == nil {
					return 0
				}
				return rt.NewStr(c, "<"+algorithms[rt.Slot(o, slotAlgorithm).Int()].name+" _hashlib.HASH object>")
			}},
		},
		Properties: []rt.Func{
			number("digest_size", func(h *state) int { return h.Size() }),
			number("block_size", func(h *state) int { return h.BlockSize() }),
			{Name: "name", Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
				if load(c, o) == nil {
					return 0
				}
				return rt.NewStr(c, algorithms[rt.Slot(o, slotAlgorithm).Int()].name)
			}},
		},
	}
}

func number(name string, f func(h *state) int) rt.Func {
	return rt.Func{Name: name, Sig: "self, /", F1: func(c *rt.Ctx, o rt.Value) rt.Value {
		h := load(c, o)
		if h == nil {
			return 0
		}
		return rt.Int(int64(f(h)))
	}}
}

func initModule(c *rt.Ctx, m rt.Value) bool {
	rt.DefineClass(c, m, &class)
	names := rt.NewSet(c, 0)
	rows := []rt.Func{{Name: "new", Sig: "name, string=, *, usedforsecurity=", Module: "hashlib", F3: func(c *rt.Ctx, name, x, _ rt.Value) rt.Value {
		if !rt.IsStr(name) {
			return rt.TypeErrorf(c, "new() argument 'name' must be str, not %s", rt.TypeName(name))
		}
		text := rt.GoString(name)
		for i, a := range algorithms {
			if strings.ReplaceAll(strings.ToLower(text), "-", "_") == a.name {
				return begin(c, i, x)
			}
		}
		return rt.ValueErrorf(c, "unsupported hash type %s", text)
	}}}
	for i, a := range algorithms {
		rows = append(rows, rt.Func{Name: a.name, Sig: "string=, *, usedforsecurity=", Module: "hashlib", F2: func(c *rt.Ctx, x, _ rt.Value) rt.Value { return begin(c, i, x) }})
		rt.SetAdd(c, names, rt.Intern(c, a.name))
	}
	base := rt.AddFuncs(c, rows)
	for i := range rows {
		rt.ModuleSet(c, m, rows[i].Name, rt.FuncValue(base+uint32(i)))
	}
	rt.ModuleSet(c, m, "algorithms_guaranteed", names)
	rt.ModuleSet(c, m, "algorithms_available", rt.Incref(c, names))
	return true
}

func begin(c *rt.Ctx, i int, x rt.Value) rt.Value {
	h := fresh(i)
	if x != 0 && !feed(c, h, x) {
		return 0
	}
	o := newHash(c, i, h)
	states[i].Put(h)
	return o
}

// A state is that of a hash function, with room for its results, so that calls leave
// nothing to Go's collector.
type state struct {
	hash.Hash
	buf    [512]byte
	digits [128]byte
}

// states has states of each algorithm that nobody uses.
var states [10]sync.Pool

// fresh returns a state of algorithm i that has seen nothing.
func fresh(i int) *state {
	if h, ok := states[i].Get().(*state); ok {
		h.Reset()
		return h
	}
	return &state{Hash: algorithms[i].make()}
}

// done gives back a state that load has returned.
func done(o rt.Value, h *state) { states[rt.Slot(o, slotAlgorithm).Int()].Put(h) }

func newHash(c *rt.Ctx, i int, h *state) rt.Value {
	o := rt.NewNative(c, &class)
	if o == 0 || !rt.SetSlot(c, o, slotAlgorithm, rt.Int(int64(i))) || !store(c, o, h) {
		return 0
	}
	return o
}

func feed(c *rt.Ctx, h *state, x rt.Value) bool {
	if rt.IsStr(rt.Plain(x)) {
		rt.TypeErrorf(c, "Strings must be encoded before hashing")
		return false
	}
	data, _, ok := rt.BytesView(x)
	if !ok {
		rt.TypeErrorf(c, "object supporting the buffer API required")
		return false
	}
	_, _ = h.Write(data) // never fails
	return true
}

func store(c *rt.Ctx, o rt.Value, h *state) bool {
	state, err := h.Hash.(encoding.BinaryAppender).AppendBinary(h.buf[:0])
	if err != nil {
		rt.RuntimeErrorf(c, "%s", err.Error())
		return false
	}
	return rt.GiveSlot(c, o, slotState, rt.NewBytes(c, state))
}

func load(c *rt.Ctx, o rt.Value) *state {
	state := rt.Slot(o, slotState)
	if state == 0 {
		rt.ValueErrorf(c, "the hash has not been initialised")
		return nil
	}
	h := fresh(int(rt.Slot(o, slotAlgorithm).Int()))
	if err := h.Hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(rt.BytesData(state)); err != nil {
		rt.RuntimeErrorf(c, "%s", err.Error())
		return nil
	}
	return h
}
