package rt

import (
	"math/rand"
	"strings"
	"testing"
)

// Random sequences of operations, run on an object and on a model of it in Go,
// in both worlds.

func bothWorlds(t *testing.T, f func(t *testing.T, c *Ctx, r *rand.Rand)) {
	for seed := range int64(30) {
		f(t, mainCtx, rand.New(rand.NewSource(seed)))
		inContext(func(c *Ctx) { f(t, c, rand.New(rand.NewSource(seed))) })
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

func TestListModel(t *testing.T) {
	bothWorlds(t, func(t *testing.T, c *Ctx, r *rand.Rand) {
		l := NewList(c, 0)
		var model []int64
		for range 400 {
			n := len(model)
			x := int64(r.Intn(100))
			at := 0
			if n > 0 {
				at = r.Intn(n)
			}
			switch op := r.Intn(9); {
			case op < 3:
				ListAppend(c, l, Int(x))
				model = append(model, x)
			case op == 3:
				ListInsert(c, l, int64(at), Int(x))
				model = append(model[:at], append([]int64{x}, model[at:]...)...)
			case n == 0:
			case op == 4:
				if v := listTake(c, l, at); v != Int(model[at]) {
					t.Fatal("wrong item taken")
				}
				model = append(model[:at], model[at+1:]...)
			case op == 5:
				listStore(c, l, at, Int(x))
				model[at] = x
			case op == 6:
				to := at + r.Intn(n-at+1)
				with := []Value{Int(x), Int(x + 1), Int(x + 2)}[:r.Intn(4)]
				listSplice(c, l, at, to, with)
				var tail []int64
				tail = append(tail, model[to:]...)
				model = model[:at]
				for _, v := range with {
					model = append(model, v.Int())
				}
				model = append(model, tail...)
			case op == 7:
				s := NewSlice(c, Int(int64(at)), None, Int(int64(r.Intn(3)+1)))
				step := int(word(s, 24).Int())
				DelItem(c, l, s)
				var kept []int64
				for i, v := range model {
					if i < at || (i-at)%step != 0 {
						kept = append(kept, v)
					}
				}
				model = kept
				c.Drop(s)
			default:
				listReverse(c, l)
				for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
					model[i], model[j] = model[j], model[i]
				}
			}
			items := listItems(l)
			if len(items) != len(model) {
				t.Fatalf("%d items, want %d", len(items), len(model))
			}
			for i, v := range items {
				if v != Int(model[i]) {
					t.Fatalf("item %d is %d, want %d", i, v.Int(), model[i])
				}
			}
		}
		c.Drop(l)
	})
}

func TestDictModel(t *testing.T) {
	bothWorlds(t, func(t *testing.T, c *Ctx, r *rand.Rand) {
		d := NewDict(c, 0)
		values := map[int64]int64{}
		var order []int64
		remove := func(k int64) {
			delete(values, k)
			for i, x := range order {
				if x == k {
					order = append(order[:i], order[i+1:]...)
					return
				}
			}
		}
		for step := range 1000 {
			k, v := int64(r.Intn(60))<<uint(r.Intn(3)*8), int64(step)
			switch op := r.Intn(10); {
			case op < 6:
				DictSet(c, d, Int(k), Int(v))
				if _, ok := values[k]; !ok {
					order = append(order, k)
				}
				values[k] = v
			case op < 9:
				got := dictTake(c, d, Int(k))
				want, ok := values[k]
				if (got != 0) != ok || ok && got != Int(want) {
					t.Fatalf("pop(%d) = %d, want %d", k, got.Int(), want)
				}
				remove(k)
			case len(order) > 0:
				p := dictPopItem(c, d)
				last := order[len(order)-1]
				if TupleItem(p, 0) != Int(last) || TupleItem(p, 1) != Int(values[last]) {
					t.Fatalf("popitem took %d, want %d", TupleItem(p, 0).Int(), last)
				}
				c.Drop(p)
				remove(last)
			}
			if DictLen(d) != len(order) {
				t.Fatalf("%d entries, want %d", DictLen(d), len(order))
			}
			i := 0
			for pos := 0; ; i++ {
				key, value, ok := DictNext(d, &pos)
				if !ok {
					break
				}
				if i >= len(order) || key != Int(order[i]) || value != Int(values[order[i]]) {
					t.Fatalf("entry %d is %d", i, key.Int())
				}
			}
			if i != len(order) {
				t.Fatalf("iteration met %d entries of %d", i, len(order))
			}
		}
		c.Drop(d)
	})
}

func TestStrModel(t *testing.T) {
	alphabet := []rune("ab ,é€😀")
	bothWorlds(t, func(t *testing.T, c *Ctx, r *rand.Rand) {
		text := func(n int) string {
			var b strings.Builder
			top := 1 + r.Intn(len(alphabet))
			for range r.Intn(n) {
				b.WriteRune(alphabet[r.Intn(top)])
			}
			return b.String()
		}
		for range 300 {
			a, b, d := text(20), text(3), text(4)
			x, y, z := NewStr(c, a), NewStr(c, b), NewStr(c, d)
			same := func(what string, got Value, want string) {
				if got == 0 {
					t.Fatalf("%s: %s", what, FormatException(c, c.Exc))
				}
				w := NewStr(c, want)
				if !strEqual(got, w) || GoString(got) != want {
					t.Fatalf("%s of %q %q %q = %q, want %q", what, a, b, d, GoString(got), want)
				}
				c.Drop(got)
				c.Drop(w)
			}
			runes := []rune(a)
			index := func(i int) Value {
				if i < 0 {
					return Int(-1)
				}
				return Int(int64(len([]rune(a[:i]))))
			}
			same("+", Add(c, x, y), a+b)
			same("replace", strReplace(c, x, y, z, 0), strings.ReplaceAll(a, b, d))
			if got := strFind(c, x, y, 0, 0); got != index(strings.Index(a, b)) {
				t.Fatalf("find of %q in %q = %d", b, a, got.Int())
			}
			if got := strRfind(c, x, y, 0, 0); got != index(strings.LastIndex(a, b)) {
				t.Fatalf("rfind of %q in %q = %d", b, a, got.Int())
			}
			if got := strCountMethod(c, x, y, 0, 0); got != Int(int64(strings.Count(a, b))) {
				t.Fatalf("count of %q in %q = %d", b, a, got.Int())
			}
			if b != "" {
				parts := strSplit(c, x, y, 0)
				same("split and join", StrJoin(c, z, parts), strings.Join(strings.Split(a, b), d))
				c.Drop(parts)
			}
			words := strSplit(c, x, 0, 0)
			same("words", StrJoin(c, z, words), strings.Join(strings.Fields(a), d))
			c.Drop(words)
			if n := len(runes); n > 0 {
				from := r.Intn(n)
				to := from + r.Intn(n-from+1)
				same("slice", substr(c, x, from, to), string(runes[from:to]))
				same("index", charStr(c, strAt(x, from)), string(runes[from]))
			}
			encoded := StrEncode(c, x, 0, 0)
			if string(BytesData(encoded)) != a {
				t.Fatalf("encode of %q = %q", a, BytesData(encoded))
			}
			same("decode", BytesDecode(c, encoded, 0, 0), a)
			if got, want := strCompare(x, y), strings.Compare(a, b); (got < 0) != (want < 0) || (got > 0) != (want > 0) {
				t.Fatalf("%q and %q compare %d, want %d", a, b, got, want)
			}
			for _, v := range []Value{x, y, z, encoded} {
				c.Drop(v)
			}
		}
	})
}
