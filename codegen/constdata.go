package codegen

import (
	"encoding/binary"
	"math"

	"github.com/pxc-lang/pxc/compiler/ir"
)

// maxTupleCall is the length of the longest constant tuple that is written out as
// a call; longer ones become text for rt.ConstData.
const maxTupleCall = 32

// constData appends c in the format of rt.ConstData.
func constData(out []byte, c *ir.Const) []byte {
	switch c.Kind {
	case ir.ConstNone:
		return append(out, 'n')
	case ir.ConstTrue:
		return append(out, 't')
	case ir.ConstFalse:
		return append(out, 'f')
	case ir.ConstEllipsis:
		return append(out, '.')
	case ir.ConstInt:
		return binary.AppendVarint(append(out, 'i'), c.Int)
	case ir.ConstBig:
		out = binary.AppendVarint(append(out, 'I'), int64(len(c.Text)))
		return append(out, c.Text...)
	case ir.ConstImag:
		return binary.BigEndian.AppendUint64(append(out, 'j'), math.Float64bits(c.Float))
	case ir.ConstFloat:
		return binary.BigEndian.AppendUint64(append(out, 'd'), math.Float64bits(c.Float))
	case ir.ConstTuple, ir.ConstFrozenset:
		kind := byte('(')
		if c.Kind == ir.ConstFrozenset {
			kind = '{'
		}
		out = binary.AppendVarint(append(out, kind), int64(len(c.Items)))
		for _, it := range c.Items {
			out = constData(out, it)
		}
		return out
	case ir.ConstBytes:
		out = append(out, 'b')
	default:
		out = append(out, 's')
	}
	return append(binary.AppendVarint(out, int64(len(c.Text))), c.Text...)
}
