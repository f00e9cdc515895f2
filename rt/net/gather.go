package rtnet

import (
	"sync"

	"github.com/pxc-lang/pxc/rt"
	"github.com/pxc-lang/pxc/rt/arena"
)

// A gathering is a call of Map: works whose results, copied into heaps of their own,
// somebody waits for.
type gathering struct {
	mu    sync.Mutex
	parts []part
	left  int  // parts that have not finished
	alone bool // nobody waits any more
	done  chan struct{}
}

type part struct {
	heap   arena.Heap
	value  rt.Value // the results or the exception, 0 if memory did not suffice
	raised bool
	ended  bool
}

// finish is told the result of part i, 0 with an exception pending, by the context of
// its work.
func (g *gathering) finish(c *rt.Ctx, i int, result rt.Value) {
	p := &g.parts[i]
	if p.raised = result == 0; p.raised {
		result = rt.Catch(c)
		rt.EndCatch(c, 0)
	}
	// Whoever gets the copy copies again, and settles it then.
	sent, ok := rt.Send(c, &p.heap, result)
	if !ok && !p.raised {
		// It cannot be passed: what says so can be.
		p.raised, result = true, rt.Catch(c)
		rt.EndCatch(c, 0)
		p.heap.Free(&c.Arena)
		sent, ok = rt.Send(c, &p.heap, result)
	}
	if !ok {
		rt.Catch(c)
		rt.EndCatch(c, 0)
		sent = rt.Graph{}
	}
	p.value, p.ended = sent.Root, true
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.left--; g.left == 0 {
		close(g.done)
		if g.alone {
			g.free(c)
		}
	}
}

// free frees all results.
func (g *gathering) free(c *rt.Ctx) {
	for i := range g.parts {
		g.parts[i].heap.Free(&c.Arena)
	}
}

// leave says that nobody waits for the parts that have not finished.
func (g *gathering) leave(c *rt.Ctx) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.left == 0 {
		g.free(c)
	} else {
		g.alone = true
	}
}

// Map calls fn with each item of a list, chunk of them in each of as many works
// as that takes, and returns the list of the results; 0 with what was raised first, in
// the order of the items, pending. chunk 0 makes four works for each loop.
func Map(c *rt.Ctx, fn, items rt.Value, chunk int) rt.Value {
	if !rt.Callable(fn) {
		return rt.TypeErrorf(c, "func must be callable, not '%s'", rt.TypeName(fn))
	}
	s := serverFor(c)
	n := rt.ListLen(items)
	if chunk == 0 {
		chunk = max((n+4*s.cfg.Workers-1)/(4*s.cfg.Workers), 1)
	}
	g := &gathering{parts: make([]part, (n+chunk-1)/chunk), done: make(chan struct{})}
	g.left = len(g.parts)
	for i := range g.parts {
		g.parts[i].heap.Shared = true
		if !g.submit(c, s, fn, items, i, chunk, n) {
			g.mu.Lock()
			g.left -= len(g.parts) - i
			g.mu.Unlock()
			g.leave(c)
			return 0
		}
	}
	if len(g.parts) > 0 && !g.wait(c) {
		g.leave(c)
		return 0
	}
	return g.collect(c, n)
}

func (g *gathering) submit(c *rt.Ctx, s *Server, fn, items rt.Value, i, chunk, n int) bool {
	end := min((i+1)*chunk, n)
	l := rt.NewList(c, 0)
	for k := i * chunk; k < end && l != 0; k++ {
		if !rt.ListAppend(c, l, rt.ListPeek(items, k)) {
			c.Drop(l)
			return false
		}
	}
	args := rt.Tuple2(c, fn, l)
	c.Drop(l)
	if args == 0 {
		return false
	}
	j := s.newSubmission(c, mapChunk, args, 0, 0, 0)
	c.Drop(args)
	if j == nil {
		return false
	}
	j.gather, j.part = g, i
	if !j.queue() {
		j.discard(c)
		j.end()
		rt.RuntimeErrorf(c, "there is no thread to run the work")
		return false
	}
	return true
}

// mapChunk is the function of the works: it calls func with each of the items.
var mapChunk rt.Value

func installMap(c *rt.Ctx) {
	mapChunk = rt.FuncValue(rt.AddFuncs(c, []rt.Func{{Name: "map", Module: "parallel", Sig: "func, items", F2: func(c *rt.Ctx, fn, items rt.Value) rt.Value {
		results := rt.NewList(c, 0)
		for i := 0; results != 0 && i < rt.ListLen(items); i++ {
			r := rt.Call1(c, fn, rt.ListPeek(items, i))
			if r == 0 || !rt.ListAppend(c, results, r) {
				return 0
			}
		}
		return results
	}}}))
}

// wait waits until all parts have finished. The main thread serves meanwhile.
func (g *gathering) wait(c *rt.Ctx) bool {
	if c.IsMain {
		over, _ := serveUntil(c, g.done, nil)
		return over
	}
	rt.Blocking(c)
	<-g.done
	rt.Unblocking(c)
	return true
}

// collect makes the list of n results, or raises what a part raised.
func (g *gathering) collect(c *rt.Ctx, n int) rt.Value {
	all, ok := rt.NewList(c, 0), true
	for i := range g.parts {
		p := &g.parts[i]
		if ok && all != 0 {
			ok = p.collect(c, all)
		}
		p.heap.Free(&c.Arena)
	}
	if !ok {
		c.Drop(all)
		return 0
	}
	return all
}

// collect appends the results of p to all.
func (p *part) collect(c *rt.Ctx, all rt.Value) bool {
	if p.value == 0 {
		rt.NoMemory(c)
		return false
	}
	var v rt.Value
	if c.IsMain {
		v = rt.ToMain(c, p.value)
	} else {
		v = rt.Receive(c, p.value)
	}
	if v == 0 {
		return false
	}
	defer c.Drop(v)
	if p.raised {
		rt.Reraise(c, v)
		return false
	}
	for i := range rt.ListLen(v) {
		if !rt.ListAppend(c, all, rt.ListPeek(v, i)) {
			return false
		}
	}
	return true
}
