package bigint

import (
	"math/big"
	"math/bits"
	"strconv"
)

// Text. Decimal numbers of everyday size are converted in place, a word at a
// time; larger ones by math/big, which is faster there and leaves garbage.

const (
	group      = 19 // decimal digits in a word
	unit       = 1e19
	inPlace    = 48 // limbs converted in place
	digitsOnly = "0123456789abcdefghijklmnopqrstuvwxyz"
)

// DigitBound bounds the digits of x in a base of 2, 8, 10 or 16.
func DigitBound(x *big.Int, base int) int {
	n := x.BitLen()
	switch base {
	case 2:
		return n + 1
	case 8:
		return n/3 + 1
	case 16:
		return n/4 + 1
	}
	return n*30103/100000 + 2
}

// AppendDigits appends the digits of |x| in base 2, 8, 10 or 16. It may change
// what s keeps between operations, but not X Y Z R.
func (s *Scratch) AppendDigits(dst []byte, x *big.Int, base int) []byte {
	w := x.Bits()
	switch {
	case len(w) == 0:
		return append(dst, '0')
	case base == 10 && len(w) <= inPlace:
		return s.appendDecimal(dst, w)
	case base == 10:
		return s.t.Abs(x).Append(dst, 10)
	}
	shift := uint(bits.TrailingZeros(uint(base)))
	n := (x.BitLen() + int(shift) - 1) / int(shift)
	for i := n - 1; i >= 0; i-- {
		at := uint(i) * shift
		d := uint64(w[at/64]) >> (at % 64)
		if at%64+shift > 64 && int(at/64)+1 < len(w) {
			d |= uint64(w[at/64+1]) << (64 - at%64)
		}
		dst = append(dst, digitsOnly[d&(1<<shift-1)])
	}
	return dst
}

func (s *Scratch) appendDecimal(dst []byte, x []big.Word) []byte {
	var buf [inPlace]uint64
	w := buf[:len(x)]
	for i := range x {
		w[i] = uint64(x[i])
	}
	var groups [inPlace*2 + 2]uint64
	n := 0
	for len(w) > 0 {
		var rest uint64
		for i := len(w) - 1; i >= 0; i-- {
			w[i], rest = bits.Div64(rest, w[i], unit)
		}
		groups[n] = rest
		n++
		for len(w) > 0 && w[len(w)-1] == 0 {
			w = w[:len(w)-1]
		}
	}
	dst = strconv.AppendUint(dst, groups[n-1], 10)
	for n -= 2; n >= 0; n-- {
		var d [group]byte
		g := groups[n]
		for i := group - 1; i >= 0; i-- {
			d[i] = byte('0' + g%10)
			g /= 10
		}
		dst = append(dst, d[:]...)
	}
	return dst
}

// SetDigits sets Z to the number with these lowercase digits in the given base,
// 2 to 36.
func (s *Scratch) SetDigits(digits []byte, base int, neg bool) {
	// As many digits at a time as fit in a word.
	per, full := 0, uint64(1)
	for full <= (1<<64-1)/uint64(base) {
		full *= uint64(base)
		per++
	}
	z := s.Z.Bits()[:0]
	for len(digits) > 0 {
		n := len(digits) % per
		if n == 0 {
			n = per
		}
		var chunk uint64
		mul := uint64(1)
		for _, d := range digits[:n] {
			chunk = chunk*uint64(base) + digitValue(d)
			mul *= uint64(base)
		}
		digits = digits[n:]
		for i := range z {
			hi, lo := bits.Mul64(uint64(z[i]), mul)
			lo, carry := bits.Add64(lo, chunk, 0)
			z[i] = big.Word(lo)
			chunk = hi + carry
		}
		if chunk != 0 {
			z = append(z, big.Word(chunk))
		}
	}
	set(&s.Z, z, neg)
}

func digitValue(d byte) uint64 {
	if d <= '9' {
		return uint64(d - '0')
	}
	return uint64(d-'a') + 10
}

// PutBytes writes x in two's complement to dst. The caller has checked that it
// fits.
func PutBytes(dst []byte, x *big.Int, little bool) {
	w, neg := x.Bits(), x.Sign() < 0
	carry := uint(1)
	var limb uint
	for k := range dst {
		if k%8 == 0 {
			limb, carry = twos(w, neg, k/8, carry)
		}
		at := len(dst) - 1 - k
		if little {
			at = k
		}
		dst[at] = byte(limb >> (8 * (k % 8)))
	}
}

// SetBytes sets Z to the number whose two's complement, or plain binary form if
// it is not signed, is src.
func (s *Scratch) SetBytes(src []byte, little, signed bool) {
	n := len(src)
	at := func(k int) byte {
		if little {
			return src[k]
		}
		return src[n-1-k]
	}
	neg := signed && n > 0 && at(n-1) >= 128
	z := s.Z.Bits()[:0]
	carry := uint(1)
	for k := 0; k < n; k += 8 {
		var limb uint
		for j := range 8 {
			b := byte(0)
			if k+j < n {
				b = at(k + j)
			} else if neg {
				b = 0xff
			}
			limb |= uint(b) << (8 * j)
		}
		if neg {
			limb, carry = bits.Add(^limb, carry, 0)
		}
		z = append(z, big.Word(limb))
	}
	set(&s.Z, z, neg)
}
