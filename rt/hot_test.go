package rt

import (
	"os/exec"
	"regexp"
	"testing"
)

// TestNoGoHeap pins that what callbacks do all the time leaves Go's heap alone.
func TestNoGoHeap(t *testing.T) {
	c := NewCtx(1 << 28)
	c.Enter()
	defer c.Leave()
	str := func(s string) Value { return NewStr(mainCtx, s) }
	bytes := func(s string) Value { return NewBytes(mainCtx, []byte(s)) }
	hello, world := bytes("Hello, "), bytes("World!\r\n")
	data := newBytes(mainCtx, 5, TypeNetBytes)
	copy(BytesData(data), "abcde")
	text, wide := str("some text here"), str("größer € 5")
	percent := str("%s is %d and %5.2f%%")
	args := Tuple3(mainCtx, text, Int(12345), NewFloat(mainCtx, 2.5))
	bpercent := bytes("%d: %s\r\n")
	bargs := Tuple2(mainCtx, Int(42), hello)
	spec := str(">10,.2f")
	keys := Intern(mainCtx, "upper")
	fmtMethod := str("{} and {:>5}")
	pair := Tuple2(mainCtx, text, Int(3))
	sep := str(" ")
	slice := NewSlice(mainCtx, Int(2), Int(-2), None)
	print := DictGet(mainCtx, ModuleDict(builtinsModule), str("len"))
	s := c.Snapshot()
	for name, f := range map[string]func(){
		"bytes concat":  func() { Add(c, hello, world) },
		"data + str":    func() { Add(c, Add(c, hello, data), text) },
		"bytes slice":   func() { GetItem(c, data, slice) },
		"bytes index":   func() { GetItem(c, data, Int(1)) },
		"str index":     func() { GetItem(c, wide, Int(8)) },
		"str slice":     func() { GetItem(c, wide, slice) },
		"str concat":    func() { Add(c, text, wide) },
		"str percent":   func() { Mod(c, percent, args) },
		"bytes percent": func() { Mod(c, bpercent, bargs) },
		"format":        func() { Format(c, Int(1234567), spec) },
		"str.format":    func() { formatString(c, fmtMethod, pair, 0) },
		"str(int)":      func() { Str(c, Int(-123456789)) },
		"repr(float)":   func() { Repr(c, NewFloat(c, 0.1)) },
		"repr(str)":     func() { Repr(c, wide) },
		"int(str)":      func() { IntNew(c, Str(c, Int(12345)), 0) },
		"float(str)":    func() { FloatNew(c, Repr(c, NewFloat(c, 2.75))) },
		"split join":    func() { StrJoin(c, sep, strSplit(c, text, 0, 0)) },
		"upper method":  func() { CallMethod0(c, text, keys) },
		"encode":        func() { StrEncode(c, wide, 0, 0) },
		"decode":        func() { BytesDecode(c, hello, 0, 0) },
		"ord":           func() { Ord(c, GetItem(c, text, Int(0))) },
		"len":           func() { Call1(c, print, text) },
		"compare":       func() { Lt(c, args, pair) },
		"hash tuple":    func() { HashOf(c, args) },
		"iterate":       func() { it := Iter(c, data); Next(c, it); Next(c, it) },
		"list": func() {
			l := NewList(c, 0)
			for i := range 100 {
				ListAppend(c, l, Int(int64(i^5)))
			}
			ListSort(c, l, 0, 0)
			GetItem(c, l, Int(-1))
			Repr(c, l)
		},
		"dict": func() {
			d := NewDict(c, 0)
			for i := range 100 {
				DictSet(c, d, Int(int64(i)), text)
			}
			DictSet(c, d, text, None)
			DictGet(c, d, text)
			Repr(c, d)
		},
		"bytearray": func() {
			b := newBytearray(c, 0)
			for range 100 {
				bytearrayAdd(c, b, hello)
			}
		},
	} {
		f() // fills caches
		if n := testing.AllocsPerRun(50, func() { f(); c.Rollback(s) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		if c.Exc != 0 {
			t.Errorf("%s: %s", name, FormatException(c, c.Exc))
			c.Exc = 0
		}
	}
}

// TestFastPathsInline asks the compiler whether generated code gets the integer
// fast paths in line.
func TestFastPathsInline(t *testing.T) {
	out, err := exec.Command("go", "build", "-gcflags=-m", ".").CombinedOutput()
	if err != nil {
		t.Skipf("cannot ask the compiler: %v\n%s", err, out)
	}
	for _, f := range []string{"AddOK", "SubOK", "MulOK", "LtOK", "LeOK", "GtOK", "GeOK", "EqOK", "NeOK", "Incref", "TupleItem", "Slot", "Int"} {
		if !regexp.MustCompile(`can inline ` + f + `\n`).Match(out) {
			t.Errorf("%s does not inline", f)
		}
	}
}
