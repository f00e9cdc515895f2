// Package heapq is the Python module _heapq: what module heapq does to heaps. The
// heaps themselves are in rt/heap.go.
package heapq

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "_heapq",
	Funcs: []rt.Func{
		{Name: "heappush", Doc: "Push item onto heap, maintaining the heap invariant.", Sig: "heap, item, /", F2: func(c *rt.Ctx, l, v rt.Value) rt.Value {
			return none(isList(c, l, "heappush() argument 1") && rt.HeapPush(c, rt.Plain(l), v))
		}},
		{Name: "heappop", Sig: "heap, /", F1: func(c *rt.Ctx, l rt.Value) rt.Value {
			if !isList(c, l, "heappop() argument") {
				return 0
			}
			return rt.HeapPop(c, rt.Plain(l), rt.MinHeap)
		}},
		{Name: "heapreplace", Sig: "heap, item, /", F2: func(c *rt.Ctx, l, v rt.Value) rt.Value {
			if !isList(c, l, "heapreplace() argument 1") {
				return 0
			}
			return rt.HeapReplace(c, rt.Plain(l), v, rt.MinHeap)
		}},
		{Name: "heappushpop", Sig: "heap, item, /", F2: func(c *rt.Ctx, l, v rt.Value) rt.Value {
			if !isList(c, l, "heappushpop() argument 1") {
				return 0
			}
			return rt.HeapPushPop(c, rt.Plain(l), v)
		}},
		{Name: "heapify", Sig: "heap, /", F1: func(c *rt.Ctx, l rt.Value) rt.Value {
			return none(isList(c, l, "heapify() argument") && rt.Heapify(c, rt.Plain(l), rt.MinHeap))
		}},
		{Name: "_heappop_max", Sig: "heap, /", F1: func(c *rt.Ctx, l rt.Value) rt.Value {
			if !isList(c, l, "_heappop_max() argument") {
				return 0
			}
			return rt.HeapPop(c, rt.Plain(l), rt.MaxHeap)
		}},
		{Name: "_heapreplace_max", Sig: "heap, item, /", F2: func(c *rt.Ctx, l, v rt.Value) rt.Value {
			if !isList(c, l, "_heapreplace_max() argument 1") {
				return 0
			}
			return rt.HeapReplace(c, rt.Plain(l), v, rt.MaxHeap)
		}},
		{Name: "_heapify_max", Sig: "heap, /", F1: func(c *rt.Ctx, l rt.Value) rt.Value {
			return none(isList(c, l, "_heapify_max() argument") && rt.Heapify(c, rt.Plain(l), rt.MaxHeap))
		}},
	},
}

func none(ok bool) rt.Value {
	if ok {
		return rt.None
	}
	return 0
}

// isList reports whether v is a list; false with TypeError pending.
func isList(c *rt.Ctx, v rt.Value, what string) bool {
	if rt.IsList(rt.Plain(v)) {
		return true
	}
	rt.TypeErrorf(c, "%s must be list, not %s", what, rt.TypeName(v))
	return false
}
