package rt

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/pxc-lang/pxc/rt/bigint"
)

// Integers beyond 63 bits. The operands of an operation are viewed where they
// lie, the result is worked out in the context's scratch numbers and copied into
// an object of its size, or into a word if it fits.

// isIntegral reports whether v is an int or a bool.
func isIntegral(v Value) bool { return v.IsInt() || v.IsBool() || isBig(v) }

// setX and setY make v, an int or a bool, an operand.
func (c *Ctx) setX(v Value) *big.Int {
	if isBig(v) {
		c.ints.SetX(limbs(v), bigNegative(v))
	} else {
		i, _ := intOf(v)
		c.ints.SmallX(i)
	}
	return &c.ints.X
}

func (c *Ctx) setY(v Value) *big.Int {
	if isBig(v) {
		c.ints.SetY(limbs(v), bigNegative(v))
	} else {
		i, _ := intOf(v)
		c.ints.SmallY(i)
	}
	return &c.ints.Y
}

// IntFromBig returns z as an int; z is copied.
func IntFromBig(c *Ctx, z *big.Int) Value {
	if i, ok := bigint.Int64(z); ok && FitsInt(i) {
		return Int(i)
	}
	return newBig(c, z)
}

// BigOf sets z to the int or bool v, whose limbs it may view: z is to be read
// only and to be dropped before v. ok is false if v is neither.
func BigOf(z *big.Int, v Value) (ok bool) {
	if isBig(v) {
		z.SetBits(limbs(v))
		if bigNegative(v) {
			z.Neg(z)
		}
		return true
	}
	i, ok := intOf(v)
	z.SetInt64(i)
	return ok
}

// finishBig returns scratch number z as an int and lets go of what is too large
// to keep.
func (c *Ctx) finishBig(z *big.Int) Value {
	large := len(z.Bits()) > bigint.Keep/8
	v := IntFromBig(c, z)
	if large {
		c.ints.Trim()
	}
	return v
}

// bigBinary performs an operator on ints of which one at least is big or whose
// result is, or on a big int and a float; NotImplemented for other operands.
func bigBinary(c *Ctx, op byte, a, b Value) Value {
	if !isIntegral(a) || !isIntegral(b) {
		return bigAndFloat(c, op, a, b)
	}
	switch op {
	case '+', '-':
		if r, ok := smallSum(c, a, b, op == '-'); ok {
			return r
		}
	case '*':
		if r, ok := smallProduct(c, a, b); ok {
			return r
		}
	}
	x, y := c.setX(a), c.setY(b)
	s := &c.ints
	switch op {
	case '+':
		s.Z.Add(x, y)
	case '-':
		s.Z.Sub(x, y)
	case '*':
		if !bigRoom(c, x.BitLen()+y.BitLen()) {
			return 0
		}
		s.Z.Mul(x, y)
	case '/':
		if y.Sign() == 0 {
			return ZeroDivisionErrorf(c, "division by zero")
		}
		f, ok := s.TrueDiv()
		s.Trim()
		if !ok {
			return OverflowErrorf(c, "integer division result too large for a float")
		}
		return NewFloat(c, f)
	case 'q', 'd', '%':
		return bigDivide(c, op)
	case 'p':
		return bigPow(c, a, b)
	case '<':
		return bigLShift(c, a, b)
	case '>':
		return bigRShift(c, a, b)
	default:
		s.Bitwise(op)
	}
	return c.finishBig(&s.Z)
}

// bigDivide is X // Y (q), X % Y (%) or divmod (d).
func bigDivide(c *Ctx, op byte) Value {
	s := &c.ints
	if s.Y.Sign() == 0 {
		if op == '%' {
			return ZeroDivisionErrorf(c, "integer modulo by zero")
		}
		return ZeroDivisionErrorf(c, "integer division or modulo by zero")
	}
	s.DivMod()
	switch op {
	case 'q':
		return c.finishBig(&s.Z)
	case '%':
		return c.finishBig(&s.R)
	}
	q := IntFromBig(c, &s.Z)
	if q == 0 {
		return 0
	}
	r := c.finishBig(&s.R)
	if r == 0 {
		c.Drop(q)
		return 0
	}
	t := NewTuple(c, 2)
	if t == 0 {
		c.Drop(q)
		c.Drop(r)
		return 0
	}
	TupleInit(t, 0, q)
	TupleInit(t, 1, r)
	return t
}

// bigRoom checks that a number of so many bits is allowed.
func bigRoom(c *Ctx, size int) bool {
	if n := size / 8; n > maxLength || !c.IsMain && uintptr(n) > c.Limit() {
		NoMemory(c)
		return false
	}
	return true
}

// bigPow is a ** b.
func bigPow(c *Ctx, a, b Value) Value {
	x, y := c.setX(a), c.setY(b)
	switch {
	case y.Sign() < 0:
		f, ok := intFloat(c, a)
		if !ok {
			return 0
		}
		g, ok := intFloat(c, b)
		if !ok {
			return 0
		}
		return powFloats(c, f, g)
	case x.IsInt64() && x.Int64() >= -1 && x.Int64() <= 1 || y.Sign() == 0:
		if x.Sign() < 0 && y.Bit(0) == 0 || y.Sign() == 0 {
			return Int(1)
		}
		return Int(x.Int64())
	case !y.IsInt64() || y.Int64() > maxLength*8:
		return NoMemory(c)
	}
	n := y.Int64()
	if hi := float64(x.BitLen()-1) * float64(n); hi > maxLength*8 || !bigRoom(c, int(hi)) {
		return NoMemory(c)
	}
	c.ints.Pow(uint64(n))
	return c.finishBig(&c.ints.Z)
}

func bigLShift(c *Ctx, a, b Value) Value {
	x, y := c.setX(a), c.setY(b)
	switch {
	case y.Sign() < 0:
		return ValueErrorf(c, "negative shift count")
	case x.Sign() == 0:
		return Int(0)
	case !y.IsInt64() || y.Int64() > maxLength*8:
		if y.IsInt64() {
			return NoMemory(c)
		}
		return OverflowErrorf(c, "too many digits in integer")
	}
	n := y.Int64()
	if !bigRoom(c, x.BitLen()+int(n)) {
		return 0
	}
	c.ints.Z.Lsh(x, uint(n))
	return c.finishBig(&c.ints.Z)
}

func bigRShift(c *Ctx, a, b Value) Value {
	x, y := c.setX(a), c.setY(b)
	switch {
	case y.Sign() < 0:
		return ValueErrorf(c, "negative shift count")
	case !y.IsInt64() || y.Int64() >= int64(x.BitLen()):
		return Int(int64(min(x.Sign(), 0)))
	}
	c.ints.Z.Rsh(x, uint(y.Int64()))
	return c.finishBig(&c.ints.Z)
}

// bigAndFloat performs an operator on a big int and a float, in either order, as
// floats.
func bigAndFloat(c *Ctx, op byte, a, b Value) Value {
	if !(isBig(a) && b.IsFloat() || a.IsFloat() && isBig(b)) {
		return complexBinary(c, op, a, b)
	}
	var number func(*Ctx, Value, Value) Value
	switch op {
	case '+':
		number = addNumbers
	case '-':
		number = subNumbers
	case '*':
		number = mulNumbers
	case '/':
		number = trueDivNumbers
	case 'q':
		number = floorDivNumbers
	case '%':
		number = modNumbers
	case 'd':
		number = divmodNumbers
	case 'p':
		number = powNumbers
	default:
		return unsupported
	}
	wide := a
	if b.IsPtr() && isBig(b) {
		wide = b
	}
	f, ok := intFloat(c, wide)
	if !ok {
		return 0
	}
	v := NewFloat(c, f)
	if wide == a {
		a = v
	} else {
		b = v
	}
	r := number(c, a, b)
	c.Drop(v)
	return r
}

// intFloat returns the int or bool v as the nearest float; ok is false with
// OverflowError pending.
func intFloat(c *Ctx, v Value) (f float64, ok bool) {
	if i, ok := intOf(v); ok {
		return float64(i), true
	}
	if f, ok = bigint.Float(c.setX(v)); !ok {
		OverflowErrorf(c, "int too large to convert to float")
	}
	return f, ok
}

// bigFromFloat returns the finite float f truncated.
func bigFromFloat(c *Ctx, f float64) Value {
	c.ints.SetFloat(f)
	return c.finishBig(&c.ints.Z)
}

// bigOrder orders a and b, ints or bools.
func bigOrder(a, b Value) int {
	if !isBig(a) { // and so b is beyond it
		return 2*truth(bigNegative(b)) - 1
	}
	if !isBig(b) {
		return 1 - 2*truth(bigNegative(a))
	}
	if na, nb := bigNegative(a), bigNegative(b); na != nb {
		return 1 - 2*truth(na)
	} else if na {
		a, b = b, a
	}
	x, y := limbs(a), limbs(b)
	if len(x) != len(y) {
		return 2*truth(len(x) > len(y)) - 1
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			return 2*truth(x[i] > y[i]) - 1
		}
	}
	return 0
}

// bigFloatOrder orders the big int a and the float f exactly, 2 for a NaN.
func bigFloatOrder(a Value, f float64) int {
	sign := 1
	if bigNegative(a) {
		sign = -1
	}
	switch {
	case f != f:
		return 2
	case math.Abs(f) < 1<<62 || (f < 0) != (sign < 0):
		return sign
	case math.IsInf(f, 0):
		return -sign
	}
	// Both are integers: compare lengths, then the bits of f's mantissa.
	m, e := math.Frexp(math.Abs(f))
	w := limbs(a)
	if n := 64*len(w) - bits.LeadingZeros64(uint64(w[len(w)-1])); n != e {
		return sign * (2*truth(n > e) - 1)
	}
	mantissa := uint64(m * (1 << 53))
	shift := e - 53
	for i := len(w) - 1; i >= 0; i-- {
		x, y := uint64(w[i]), shifted(mantissa, shift-64*i)
		if x != y {
			return sign * (2*truth(x > y) - 1)
		}
	}
	return 0
}

// shifted returns the lower 64 bits of m * 2^n.
func shifted(m uint64, n int) uint64 {
	if n < 0 {
		return m >> uint(-n)
	}
	return m << uint(n)
}
