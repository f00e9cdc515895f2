package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/panjf2000/gnet/v2"
	"github.com/valyala/fasthttp"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
)

var allServers = []string{"pxc", "rtnet", "gnet", "cref", "asyncio", "fasthttp", "nethttp"}

// speaksHTTP lists the servers that cannot echo.
var speaksHTTP = map[string]bool{"fasthttp": true, "nethttp": true}

const response = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!"

var end = []byte("\r\n\r\n")

// serve runs a Go server on a port of 127.0.0.1 that it prints. work is echo or
// count.
func serve(name, work string) {
	switch name {
	case "rtnet":
		serveNet(work)
	case "gnet":
		serveGnet(work)
	case "fasthttp":
		ln := listen()
		s := fasthttp.Server{Handler: func(ctx *fasthttp.RequestCtx) {
			ctx.SetContentType("text/plain")
			ctx.SetBodyString("Hello, World!")
		}}
		fatal(s.Serve(ln))
	case "nethttp":
		ln := listen()
		fatal(http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write([]byte("Hello, World!"))
		})))
	}
}

func listen() net.Listener {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	fatal(err)
	announce(ln.Addr().(*net.TCPAddr).Port)
	return ln
}

func announce(port int) {
	fmt.Println(port)
}

func fatal(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serveNet is rt/net under callbacks written in Go: the same servers as
// ref/server.py without what compiled Python costs.
func serveNet(work string) {
	rtnet.Main(&rt.Program{Name: "load.py", Load: func(c *rt.Ctx) bool {
		reply := rt.ConstBytes(c, response)
		received := func(c *rt.Ctx, self, transport, data rt.Value) rt.Value { return data }
		if work == "count" {
			received = func(c *rt.Ctx, self, transport, data rt.Value) rt.Value {
				n := bytes.Count(rt.BytesData(data), end)
				if n == 1 {
					return reply
				}
				return rt.Mul(c, reply, rt.Int(int64(n)))
			}
		}
		ns := rt.NewDict(c, 0)
		row := rt.Func{Name: "data_received", Params: rt.ParseSig("self, transport, data"), P3: received}
		rt.DictSet(c, ns, rt.Intern(c, "data_received"), rt.FuncValue(rt.AddFuncs(c, []rt.Func{row})))
		cls := rt.BuildClass(c, &rt.ClassSpec{Name: "P", QualName: "P", Module: "__main__"}, rt.NewTuple(c, 0), ns)
		server := rtnet.Listen(c, "127.0.0.1", 0)
		if server == 0 || rtnet.Register(c, server, cls) == 0 {
			return false
		}
		announce(int(rt.GetAttr(c, server, rt.Intern(c, "port")).Int()))
		return rtnet.Run(c) != 0
	}})
}

type gnetServer struct {
	gnet.BuiltinEventEngine
	count bool
	reply []byte
}

func (s *gnetServer) OnTraffic(c gnet.Conn) gnet.Action {
	b, _ := c.Next(-1)
	if !s.count {
		_, _ = c.Write(b)
		return gnet.None
	}
	n := bytes.Count(b, end)
	if n == 1 {
		_, _ = c.Write(s.reply)
		return gnet.None
	}
	_, _ = c.Write(bytes.Repeat(s.reply, n))
	return gnet.None
}

func serveGnet(work string) {
	// gnet does not tell its port: find a free one.
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	fatal(err)
	port := ln.Addr().(*net.TCPAddr).Port
	ln.Close()
	announce(port)
	s := &gnetServer{count: work == "count", reply: []byte(response)}
	fatal(gnet.Run(s, fmt.Sprintf("tcp://127.0.0.1:%d", port), gnet.WithMulticore(true), gnet.WithTCPNoDelay(gnet.TCPNoDelay)))
}
