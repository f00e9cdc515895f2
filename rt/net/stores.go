package rtnet

import "github.com/pxc-lang/pxc/rt"

// Stores of contexts into protected objects, which the main thread performs
// (rt/protected.go). The context has the object's write lock meanwhile, unless it has
// locked it itself: so a store waits for whoever has locked the object, and nobody reads
// between read_lock and read_unlock what is half changed. What contexts have stored is
// noted, for persisted_contexts.

// protects reports whether o, or the object that carries it, is protected. Any context.
func protects(o rt.Value) bool {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	return guards.of[o] != nil
}

// storeOnMain is rt.StoreOnMain.
func storeOnMain(c *rt.Ctx, o, fn, args rt.Value) rt.Value {
	guards.mu.Lock()
	g := guards.of[o]
	reads := g != nil && g.readers[c] > 0
	guards.mu.Unlock()
	switch {
	case g == nil: // unprotected meanwhile
		return rt.RaiseExc(c, rt.ExcProtectionError, "the object is not protected")
	case reads:
		return rt.RaiseExc(c, rt.ExcProtectionError, "the context has locked the object for reading and cannot change it")
	}
	if Lock(c, o, true, true) == 0 {
		return 0
	}
	q := newMainCall()
	q.store = o
	q.values = rt.Tuple2(c, fn, args)
	r := q.await(c)
	Unlock(c, o, true)
	return r
}

// lend makes c the one who has the write lock of o, which somebody has.
func lend(o rt.Value, c *rt.Ctx) {
	guards.mu.Lock()
	guards.of[o].writer = c
	guards.mu.Unlock()
}

// perform is serve for a store. It returns what the context gets, owned. The main thread
// has the context's lock meanwhile: what it runs may lock the object, too.
func (q *mainCall) perform(c *rt.Ctx, values rt.Value) rt.Value {
	args := rt.TupleItem(values, 1)
	lend(q.store, c)
	r := rt.EnterRaw(c, rt.TupleItem(values, 0), args)
	lend(q.store, q.from)
	if r == 0 {
		return 0
	}
	note(q.store, rt.StoredBy(rt.TupleItem(values, 0), args))
	if r == q.store {
		c.Drop(r)
		q.same, r = true, rt.None
	}
	return r
}

// notedFew is how many values are noted of an object before those that have gone are
// looked for.
const notedFew = 64

// note remembers that a context has stored values in o. They are words, and hold
// nothing.
func note(o rt.Value, values []rt.Value) {
	guards.mu.Lock()
	defer guards.mu.Unlock()
	g := guards.of[o]
	if g == nil {
		return
	}
	g.stored = append(g.stored, values...)
	if len(g.stored) > g.most {
		g.forget(o)
		g.most = max(2*len(g.stored), notedFew)
	}
}

// forget drops from the notes what is not in o any more. Main thread; guards.mu is held.
func (g *guard) forget(o rt.Value) {
	there := map[rt.Value]int{}
	rt.EachHeld(o, func(v rt.Value) { there[v]++ })
	kept := g.stored[:0]
	for _, v := range g.stored {
		if there[v] > 0 {
			there[v]--
			kept = append(kept, v)
		}
	}
	g.stored = kept
}

// Persisted returns how many values in shared containers and protected objects come
// from contexts and are still there. On the main thread, what nobody refers to any more
// is gone first; a context has it counted there.
func Persisted(c *rt.Ctx) int64 {
	if !c.IsMain {
		r := CallMain(c, persistedFn, 0, 0, true)
		if r == 0 {
			return -1
		}
		return r.Int()
	}
	n := rt.Persisted(c)
	guards.mu.Lock()
	defer guards.mu.Unlock()
	for o, g := range guards.of {
		if len(g.stored) > 0 && g.object == o {
			g.forget(o)
			n += int64(len(g.stored))
		}
	}
	return n
}

// persistedFn is Persisted for contexts.
var persistedFn rt.Value

func installStores(c *rt.Ctx) {
	rt.SharedGone = func(key rt.Value) {
		guards.mu.Lock()
		delete(guards.of, key)
		guards.mu.Unlock()
	}
	rt.Protects, rt.StoreOnMain = protects, storeOnMain
	rt.AddStores(c)
	persistedFn = rt.FuncValue(rt.AddFuncs(c, []rt.Func{{Name: "persisted_contexts", Module: "parallel", Sig: "",
		F0: func(c *rt.Ctx) rt.Value { return rt.Int(Persisted(c)) }}}))
}
