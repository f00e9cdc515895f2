// Package parallel is the Python module parallel, which old programs import as
// async: servers and the protocols that serve their connections, and work that runs
// beside them.
//
// It turns Python arguments into calls of rt/net, which does the work. It knows
// nothing of connections.
package parallel

import (
	"slices"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

// Module is the module's definition.
var Module = rt.ModuleDef{
	Name: "parallel",
	Doc:  "Servers and work whose callbacks run on every core.",
	Funcs: append([]rt.Func{
		{Name: "server", Sig: "host=, port=", F2: server,
			Doc: "server(host, port) -> transport that will listen there; a path for host is a Unix socket"},
		{Name: "register", Sig: "transport, protocol", F2: rtnet.Register,
			Doc: "register(transport, protocol): serve its connections with instances of the class"},
		{Name: "run", Sig: "", F0: rtnet.Run,
			Doc: "run(): serve until told to end, or until all work is done"},
		{Name: "run_once", Sig: "", F0: rtnet.RunOnce,
			Doc: "run_once(): serve one round of events"},
		{Name: "configure", Sig: "**settings", F1: configure,
			Doc: "configure(workers=, drain=, idle=, max_connections=, memory=, conn_memory=, log=): the PXC_ variables, which win where they are set"},
		{Name: "is_parallel_thread", Sig: "", F0: isParallelThread,
			Doc: "is_parallel_thread() -> whether the caller is a callback"},
	}, slices.Concat(workFuncs, syncFuncs, factFuncs)...),
	Init: initModule,
}

// errors are the module's exceptions.
var errors = map[string]uint32{
	"AsyncError":                       rt.ExcAsyncError,
	"AssignmentError":                  rt.ExcAssignmentError,
	"PersistenceError":                 rt.ExcPersistenceError,
	"ProtectionError":                  rt.ExcProtectionError,
	"UnprotectedError":                 rt.ExcUnprotectedError,
	"NoWaitersError":                   rt.ExcNoWaitersError,
	"WaitError":                        rt.ExcWaitError,
	"WaitTimeoutError":                 rt.ExcWaitTimeoutError,
	"AsyncRunCalledWithoutEventsError": rt.ExcAsyncRunCalledWithoutEventsError,
	"InvalidFileRangeError":            rt.ExcInvalidFileRangeError,
	"FileTooLargeError":                rt.ExcFileTooLargeError,
}

func initModule(c *rt.Ctx, m rt.Value) bool {
	addWrappers(c)
	rt.DefineClass(c, m, &held)
	for name, id := range errors {
		rt.ModuleSet(c, m, name, rt.BuiltinClass(id))
	}
	rt.ModuleSet(c, m, "print", c.Own(rt.DictGet(c, rt.ModuleDict(rt.BuiltinsModule()), rt.Intern(c, "print"))))
	for _, add := range rtnet.Parts {
		add(c, m)
	}
	export(c, m)
	return true
}

func server(c *rt.Ctx, host, port rt.Value) rt.Value {
	var name string
	switch {
	case host == 0 || host == rt.None:
	case rt.IsStr(host):
		name = rt.GoString(host)
	default:
		return rt.TypeErrorf(c, "host must be str or None, not '%s'", rt.TypeName(host))
	}
	number := 0
	switch {
	case port == 0 || port == rt.None:
	case port.IsInt():
		if p := port.Int(); p < 0 || p > 65535 {
			return rt.OverflowErrorf(c, "port must be 0-65535.")
		}
		number = int(port.Int())
	default:
		return rt.TypeErrorf(c, "'%s' object cannot be interpreted as an integer", rt.TypeName(port))
	}
	return rtnet.Listen(c, name, number)
}

func isParallelThread(c *rt.Ctx) rt.Value { return rt.Bool(!c.IsMain) }

// configure passes every setting on as text; numbers have the same form there.
func configure(c *rt.Ctx, settings rt.Value) rt.Value {
	for pos := 0; ; {
		name, v, ok := rt.DictNext(settings, &pos)
		if !ok {
			return rt.None
		}
		text := rt.Str(c, v)
		if text == 0 {
			return 0
		}
		ok = rtnet.Configure(c, rt.GoString(name), rt.GoString(text))
		c.Drop(text)
		if !ok {
			return 0
		}
	}
}

// hides are the names of built-ins, which import * does not hide.
var hides = []string{"dict", "list", "map", "object", "print"}

// export makes __all__: every name but those of built-ins.
func export(c *rt.Ctx, m rt.Value) {
	all := rt.NewList(c, 0)
	for pos := 0; ; {
		name, _, ok := rt.DictNext(rt.ModuleDict(m), &pos)
		if !ok {
			break
		}
		if text := rt.GoString(name); text[0] != '_' && !slices.Contains(hides, text) {
			rt.ListAppend(c, all, name)
		}
	}
	rt.ModuleSet(c, m, "__all__", all)
}
