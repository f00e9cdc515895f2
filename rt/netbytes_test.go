package rt

import "testing"

// TestNetBytes checks the class of what callbacks receive: + also takes str, as
// UTF-8, either way round, and yields that class; everything else is bytes.
func TestNetBytes(t *testing.T) {
	both := func(c *Ctx) {
		net := newBytes(c, 3, TypeNetBytes)
		copy(BytesData(net), "abc")
		buffer := []byte("xyz")
		view := newBytes(c, 3, TypeBytes) // stands for a receive buffer
		copy(BytesData(view), buffer)
		seen := NewView(c, view.addr()+16, 3)
		plain, str, wide := NewBytes(c, []byte("12")), NewStr(c, "s"), NewStr(c, "\u20ac")
		array := newBytearray(c, 1)
		BytearrayData(array)[0] = '-'
		for _, test := range []struct {
			what string
			got  Value
			typ  uint32
			want string
		}{
			{"net + bytes", Add(c, net, plain), TypeNetBytes, "abc12"},
			{"bytes + net", Add(c, plain, net), TypeNetBytes, "12abc"},
			{"net + str", Add(c, net, str), TypeNetBytes, "abcs"},
			{"str + net", Add(c, str, net), TypeNetBytes, "sabc"},
			{"net + wide", Add(c, net, wide), TypeNetBytes, "abc\xe2\x82\xac"},
			{"view + net", Add(c, seen, net), TypeNetBytes, "xyzabc"},
			{"bytes + view + str", Add(c, Add(c, plain, seen), str), TypeNetBytes, "12xyzs"},
			{"net += str", IAdd(c, net, str), TypeNetBytes, "abcs"},
			{"bytes += net", IAdd(c, plain, net), TypeNetBytes, "12abc"},
			{"net + bytearray", Add(c, net, array), TypeNetBytes, "abc-"},
			{"bytearray + net", Add(c, array, net), TypeBytearray, "-abc"},
			{"net * 2", Mul(c, net, Int(2)), TypeBytes, "abcabc"},
			{"net[1:]", GetItem(c, net, NewSlice(c, Int(1), None, None)), TypeBytes, "bc"},
			{"view.upper()", CallMethod0(c, seen, Intern(mainCtx, "upper")), TypeBytes, "XYZ"},
			{"bytes(view)", BytesNew(c, seen, 0, 0), TypeBytes, "xyz"},
		} {
			if test.got == 0 {
				t.Errorf("%s: %s", test.what, FormatException(c, c.Exc))
				c.Exc = 0
				continue
			}
			if typ := TypeID(test.got); typ != test.typ || string(bytesLike(test.got)) != test.want {
				t.Errorf("%s = type %d, %q", test.what, typ, bytesLike(test.got))
			}
		}
		if Eq(c, net, NewBytes(c, []byte("abc"))) != True || EqT(c, seen, NewBytes(c, buffer)) != 1 {
			t.Error("not equal to the same bytes")
		}
		h1, _ := HashOf(c, seen)
		h2, _ := HashOf(c, NewBytes(c, buffer))
		if h1 != h2 || !IsInstance(seen, BuiltinClass(TypeBytes)) {
			t.Error("not bytes in every other respect")
		}
		if got := GoString(Repr(c, seen)); got != "b'xyz'" {
			t.Errorf("repr = %s", got)
		}
		if Add(c, plain, str) != 0 || !MatchPending(c, ExcTypeError) {
			t.Error("plain bytes take a str")
		}
		c.Exc = 0
		if Add(c, net, Int(1)) != 0 || exceptionLine(c, c.Exc) != "TypeError: unsupported operand type(s) for +: 'bytes' and 'int'" {
			t.Errorf("net + 1: %s", exceptionLine(c, c.Exc))
		}
		c.Exc = 0
		if lone := charStr(c, 0xd800); Add(c, net, lone) != 0 || !MatchPending(c, ExcUnicodeEncodeError) {
			t.Error("a lone surrogate was sent")
		}
		c.Exc = 0
	}
	both(mainCtx)
	inContext(both)
}
