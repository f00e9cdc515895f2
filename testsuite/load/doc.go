// Command load compares servers under the same load: CPU time per request, rate
// and resident memory, each server in a process of its own, hit in turn by short
// runs, so that whatever disturbs the machine disturbs all of them alike.
//
//	go run . [-rounds 15] [-run 200ms] [-conns 64] [-servers pxc,gnet] [-work echo,count]
//
// Three kinds of work: echo returns what it receives; count answers each
// "\r\n\r\n" with a fixed HTTP response; pipe is count with 16 requests in one
// write. Servers that parse HTTP take part in count and pipe only.
//
// By default the server is pinned to the first CPU and the generator to the
// second (-pin=false leaves both free). CPU time is the sum over the server's
// threads of /proc/PID/task/*/schedstat: nanoseconds, kernel work included. Trust
// the ratios, not the absolute figures.
//
// A server's name may be followed by settings for its environment, so that two
// configurations meet in one run: -servers pxc,pxc:GOMAXPROCS=2:PXC_WORKERS=2.
//
// pxc is ref/server.py, compiled by the pxc of this tree; rtnet is its network
// layer under callbacks written in Go. The peers are gnet, fasthttp, net/http, a C
// server (ref/cref.c: one epoll loop that does the same counting; needs cc) and
// CPython's asyncio (needs python3).
//
// The module is separate so that nobody else's build carries the peers.
package main
