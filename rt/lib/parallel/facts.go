package parallel

import (
	"os"
	"runtime"
	"time"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

func number(name, doc string, f func(c *rt.Ctx) int) rt.Func {
	return rt.Func{Name: name, Sig: "", Doc: name + "() -> " + doc,
		F0: func(c *rt.Ctx) rt.Value { return rt.Int(int64(f(c))) }}
}

func pairs(name, doc string, f func(c *rt.Ctx) []rtnet.Stat) rt.Func {
	return rt.Func{Name: name, Sig: "", Doc: name + "() -> " + doc, F0: func(c *rt.Ctx) rt.Value {
		stats := f(c)
		t := rt.NewTuple(c, len(stats))
		for i, s := range stats {
			name := rt.NewStr(c, s.Name)
			rt.TupleInit(t, i, rt.Tuple2(c, name, rt.Int(s.Value)))
			c.Drop(name)
		}
		return t
	}}
}

// factFuncs tell what runs, and where.
var factFuncs = []rt.Func{
	number("active_contexts", "contexts of connections, and of work that is not done", rtnet.ActiveContexts),
	number("active_count", "work that is not done", func(*rt.Ctx) int { return rtnet.ActiveWorks() }),
	number("active_hogs", "contexts that compute without a pause", rtnet.ActiveHogs),
	number("active_io_loops", "loops that serve connections", rtnet.ActiveLoops),
	number("cpu_count", "processors", func(*rt.Ctx) int { return runtime.NumCPU() }),
	number("rdtsc", "nanoseconds that grow from call to call", func(*rt.Ctx) int { return int(rtnet.Ticks()) }),
	pairs("context_stats", "(name, number) pairs about what runs", rtnet.ContextStats),
	pairs("memory_stats", "(name, number) pairs about the memory of the machine and of the program", rtnet.MemoryStats),
	pairs("sys_stats", "(name, number) pairs about the machine", func(*rt.Ctx) []rtnet.Stat { return rtnet.SystemStats() }),
	{Name: "persisted_contexts", Sig: "", Doc: "persisted_contexts() -> values that contexts have put into shared containers and protected objects, and that are there",
		F0: func(c *rt.Ctx) rt.Value {
			n := rtnet.Persisted(c)
			if n < 0 {
				return 0
			}
			return rt.Int(n)
		}},
	{Name: "is_active", Sig: "", Doc: "is_active() -> whether there is work that is not done",
		F0: func(*rt.Ctx) rt.Value { return rt.Bool(rtnet.ActiveWorks() > 0) }},
	{Name: "thread_seq_id", Sig: "", Doc: "thread_seq_id() -> the number of the thread in a parallel context, else None",
		F0: func(c *rt.Ctx) rt.Value {
			if c.IsMain {
				return rt.None
			}
			return rt.Int(int64(c.Arena.Owner()))
		}},
	{Name: "gmtime", Sig: "", Doc: "gmtime() -> the time as HTTP has it",
		F0: func(c *rt.Ctx) rt.Value {
			return rt.NewStr(c, time.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
		}},
	{Name: "debug", Sig: "text", Doc: "debug(text): to stderr, as a line", F1: debug},
}

func debug(c *rt.Ctx, v rt.Value) rt.Value {
	var line []byte
	switch {
	case rt.IsStr(v):
		line = rt.AppendStr(nil, v)
	case rt.IsBytes(v):
		line = append(line, rt.BytesData(v)...)
	case rt.IsBytearray(v):
		line = append(line, rt.BytearrayData(v)...)
	default:
		return rt.ValueErrorf(c, "must be bytes/bytearray/str")
	}
	_, _ = os.Stderr.Write(append(line, '\n'))
	return rt.None
}
