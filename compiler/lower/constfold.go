package lower

import (
	"math"
	"math/big"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Arithmetic on constants is done at compile time, as CPython does it: what raises, and
// what would become long, is left to the run time.

// maxFolded is how many bits an int may have that folding makes.
const maxFolded = 128

// exactInt is up to where every int is equal to a float.
const exactInt = 1 << 53

// foldBinary returns the constant l op r, or nil.
func foldBinary(op syntax.Operator, l, r *ir.Const) *ir.Const {
	if l.Kind == ir.ConstInt && r.Kind == ir.ConstInt {
		if op == syntax.Div {
			return foldFloats(op, l, r)
		}
		return foldInts(op, l.Int, r.Int)
	}
	return foldFloats(op, l, r)
}

func foldInts(op syntax.Operator, l, r int64) *ir.Const {
	x, y, z := big.NewInt(l), big.NewInt(r), new(big.Int)
	switch op {
	case syntax.Add:
		z.Add(x, y)
	case syntax.Sub:
		z.Sub(x, y)
	case syntax.Mult:
		z.Mul(x, y)
	case syntax.FloorDiv, syntax.Mod:
		if r == 0 {
			return nil
		}
		// Rounded down: Go's Euclidean division is that for a positive divisor.
		if r < 0 {
			x.Neg(x)
			y.Neg(y)
		}
		q, m := new(big.Int).DivMod(x, y, new(big.Int))
		if z = q; op == syntax.Mod {
			if z = m; r < 0 {
				z.Neg(m)
			}
		}
	case syntax.Pow:
		if r < 0 || r > maxFolded || int64(x.BitLen())*r > maxFolded {
			return nil
		}
		z.Exp(x, y, nil)
	case syntax.LShift:
		if r < 0 || r > maxFolded {
			return nil
		}
		z.Lsh(x, uint(r))
	case syntax.RShift:
		if r < 0 {
			return nil
		}
		z.Rsh(x, uint(min(r, 64)))
	case syntax.BitAnd:
		z.And(x, y)
	case syntax.BitOr:
		z.Or(x, y)
	case syntax.BitXor:
		z.Xor(x, y)
	default:
		return nil
	}
	if z.BitLen() > maxFolded {
		return nil
	}
	return intConst(z)
}

// foldFloats folds arithmetic that gives a float: also that of ints that floats hold.
func foldFloats(op syntax.Operator, l, r *ir.Const) *ir.Const {
	x, ok := floatOf(l)
	y, ok2 := floatOf(r)
	if !ok || !ok2 {
		return nil
	}
	var z float64
	switch op {
	case syntax.Add:
		z = x + y
	case syntax.Sub:
		z = x - y
	case syntax.Mult:
		z = x * y
	case syntax.Div:
		if y == 0 {
			return nil
		}
		z = x / y
	default:
		return nil
	}
	if math.IsInf(z, 0) || math.IsNaN(z) {
		return nil // Go has no literal for it
	}
	return &ir.Const{Kind: ir.ConstFloat, Float: z}
}

func floatOf(c *ir.Const) (f float64, ok bool) {
	switch c.Kind {
	case ir.ConstFloat:
		return c.Float, true
	case ir.ConstInt:
		return float64(c.Int), -exactInt <= c.Int && c.Int <= exactInt
	}
	return 0, false
}
