package rt

import "github.com/pxc-lang/pxc/rt/arena"

// What rt/net needs of the object model to bind callbacks and to send replies
// without copying: raw views of objects that no Python operation gives.

// RowOf returns the row of a function, immediate or object; nil for anything
// else.
func RowOf(v Value) *Func { return rowOf(v) }

// Unwrap returns the function inside a staticmethod or classmethod, borrowed.
func Unwrap(v Value) Value { return word(v, 8) }

// ClassLookup returns the attribute of class cls for an interned name as the
// namespaces along its MRO hold it, not bound, borrowed; 0 if there is none.
func ClassLookup(cls, name Value) Value { return infoOfClass(cls).find(name) }

// NewBoundMethod returns f bound to self.
func NewBoundMethod(c *Ctx, f, self Value) Value { return newBoundMethod(c, f, self) }

// ListItem returns item i of l, borrowed; 0 if there is none.
func ListItem(l Value, i int) Value {
	b := listBlock(l)
	if uint(i) >= uint(blockLen(b)) {
		return 0
	}
	return blockItem(b, i)
}

// ASCIIAddr returns where the characters of string s lie if they are ASCII, and
// so its UTF-8 form.
func ASCIIAddr(s Value) (p, n uintptr, ok bool) {
	return s.addr() + 16, uintptr(strLen(s)), strKind(s) == kindASCII
}

// Frozen returns the address of v if it is a bytes or str object of the main heap:
// its bytes never change or move while it is pinned.
func Frozen(v Value) (p uintptr, ok bool) {
	return v.addr(), v.IsPtr() && arena.IsMain(v.addr()) && (IsBytes(v) || IsStr(v))
}

// Immortal reports whether v is an object that is never freed and never moves.
func Immortal(v Value) bool {
	return v.IsPtr() && arena.IsMain(v.addr()) && u32(v.addr()+4) >= arena.Immortal
}
