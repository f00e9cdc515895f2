// Package zlib is part of the Python module zlib: compression of whole strings, and
// checksums. Go's compressor makes other bytes than the C library's, which that reads
// all the same.
package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"hash/adler32"
	"hash/crc32"
	"io"
	"sync"

	"github.com/pxc-lang/pxc/rt"
)

var errorClass rt.Value

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "zlib",
	Funcs: []rt.Func{
		{Name: "compress", Sig: "data, /, level=, wbits=", F3: compress},
		{Name: "decompress", Sig: "data, /, wbits=, bufsize=", F3: decompress},
		{Name: "crc32", Sig: "data, value=, /", F2: func(c *rt.Ctx, v, start rt.Value) rt.Value {
			return checksum(c, v, start, 0, func(x uint32, b []byte) uint32 { return crc32.Update(x, crc32.IEEETable, b) })
		}},
		{Name: "adler32", Sig: "data, value=, /", F2: func(c *rt.Ctx, v, start rt.Value) rt.Value { return checksum(c, v, start, 1, adler) }},
	},
	Init: func(c *rt.Ctx, m rt.Value) bool {
		errorClass = rt.NewExceptionClass(c, m, "error", rt.ExcException)
		for name, n := range map[string]int64{
			"MAX_WBITS": 15, "DEFLATED": 8, "DEF_MEM_LEVEL": 8, "DEF_BUF_SIZE": 16384, "Z_NO_COMPRESSION": 0, "Z_BEST_SPEED": 1,
			"Z_BEST_COMPRESSION": 9, "Z_DEFAULT_COMPRESSION": -1,
		} {
			rt.ModuleSet(c, m, name, rt.Int(n))
		}
		return errorClass != 0
	},
}

func view(c *rt.Ctx, v rt.Value) ([]byte, bool) {
	data, _, ok := rt.BytesView(v)
	if !ok {
		rt.TypeErrorf(c, "a bytes-like object is required, not '%s'", rt.TypeName(v))
		return nil, false
	}
	return bytes.Clone(data), true // memory that may move is not for Go's library
}

// number reads an optional int.
func number(c *rt.Ctx, v rt.Value, def int64) (int64, bool) {
	if v == 0 {
		return def, true
	}
	return rt.Index(c, v)
}

func checksum(c *rt.Ctx, v, start rt.Value, def uint32, update func(uint32, []byte) uint32) rt.Value {
	if start != 0 {
		if _, ok := rt.Index(c, start); !ok {
			return 0
		}
		bits, _, _ := rt.Bits64(c, start)
		def = uint32(bits)
	}
	data, _, ok := rt.BytesView(v)
	if !ok {
		_, _ = view(c, v)
		return 0
	}
	return rt.Int(int64(update(def, data)))
}

// adler continues a checksum (RFC 1950): Go's library only begins one.
func adler(start uint32, data []byte) uint32 {
	const mod = 65521
	a, b := start&0xffff%mod, start>>16%mod
	if start == 1 {
		return adler32.Checksum(data)
	}
	for _, x := range data {
		a = (a + uint32(x)) % mod
		b = (b + a) % mod
	}
	return b<<16 | a
}

// A compressor is what the three formats have: its tables are large, so that they are
// used again.
type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

// writers has compressors of the formats deflate, zlib and gzip, by level from -1 on.
var writers [3][11]sync.Pool

func writerOf(kind, level int, out io.Writer) (compressor, error) {
	if w, ok := writers[kind][level+1].Get().(compressor); ok {
		w.Reset(out)
		return w, nil
	}
	switch kind {
	case 0:
		return flate.NewWriter(out, level)
	case 1:
		return zlib.NewWriterLevel(out, level)
	}
	return gzip.NewWriterLevel(out, level)
}

// inflaters and unwrappers are decompressors of deflate and zlib to be used again.
var inflaters, unwrappers sync.Pool

func inflater(in io.Reader) io.ReadCloser {
	if r, ok := inflaters.Get().(flate.Resetter); ok {
		_ = r.Reset(in, nil) // never fails
		return r.(io.ReadCloser)
	}
	return flate.NewReader(in)
}

func unwrapper(in io.Reader) (io.ReadCloser, error) {
	if r, ok := unwrappers.Get().(zlib.Resetter); ok {
		return r.(io.ReadCloser), r.Reset(in, nil)
	}
	return zlib.NewReader(in)
}

func compress(c *rt.Ctx, v, level, wbits rt.Value) rt.Value {
	data, ok := view(c, v)
	n, ok2 := int64(0), false
	if ok {
		n, ok2 = number(c, level, -1)
	}
	if !ok || !ok2 {
		return 0
	}
	w, ok := number(c, wbits, 15)
	if !ok {
		return 0
	}
	if n < -1 || n > 9 {
		return rt.RaiseClass(c, errorClass, "Bad compression level")
	}
	var out bytes.Buffer
	kind := 0
	switch {
	case w >= -15 && w <= -8:
	case w >= 9 && w <= 15:
		kind = 1
	case w >= 25 && w <= 31:
		kind = 2
	default:
		return rt.ValueErrorf(c, "Invalid initialization option")
	}
	writer, err := writerOf(kind, int(n), &out)
	if err == nil {
		defer writers[kind][n+1].Put(writer)
		_, err = writer.Write(data)
	}
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		return rt.RaiseClass(c, errorClass, "Error -2 while compressing data: %s", err.Error())
	}
	return rt.NewBytes(c, out.Bytes())
}

func decompress(c *rt.Ctx, v, wbits, size rt.Value) rt.Value {
	data, ok := view(c, v)
	if !ok {
		return 0
	}
	w, ok := number(c, wbits, 15)
	if !ok {
		return 0
	}
	if n, ok := number(c, size, 16384); !ok {
		return 0
	} else if n <= 0 {
		return rt.ValueErrorf(c, "bufsize must be greater than zero")
	}
	in := bytes.NewReader(data)
	var reader io.Reader
	var err error
	if w >= 40 && w <= 47 {
		w = 15
		if len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b {
			w = 31
		}
	}
	switch {
	case w >= -15 && w <= -8:
		r := inflater(in)
		defer inflaters.Put(r)
		reader = r
	case w >= 8 && w <= 15 || w == 0:
		var r io.ReadCloser
		if r, err = unwrapper(in); r != nil {
			defer unwrappers.Put(r)
		}
		reader = r
	case w >= 24 && w <= 31:
		var z *gzip.Reader
		if z, err = gzip.NewReader(in); err == nil {
			z.Multistream(false)
			reader = z
		}
	default:
		return rt.ValueErrorf(c, "Invalid initialization option")
	}
	var out []byte
	if err == nil {
		out, err = io.ReadAll(reader)
	}
	switch {
	case err == nil:
		return rt.NewBytes(c, out)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return rt.RaiseClass(c, errorClass, "Error -5 while decompressing data: incomplete or truncated stream")
	case errors.Is(err, zlib.ErrHeader), errors.Is(err, gzip.ErrHeader):
		return rt.RaiseClass(c, errorClass, "Error -3 while decompressing data: incorrect header check")
	case errors.Is(err, zlib.ErrChecksum), errors.Is(err, gzip.ErrChecksum):
		return rt.RaiseClass(c, errorClass, "Error -3 while decompressing data: incorrect data check")
	}
	return rt.RaiseClass(c, errorClass, "Error -3 while decompressing data: invalid data")
}
