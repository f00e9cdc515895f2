package testsuite

import (
	"fmt"
	"strings"
	"testing"
)

// useGenerated makes a Go module in which pxc gen has written package hello from
// the given program, beside main.go, and returns what running it prints.
func useGenerated(t *testing.T, python, main string) string {
	t.Helper()
	dir := writeFiles(t, map[string]string{
		"hello.py": python,
		"go.mod":   "module example.com/server\n\ngo 1.26\n",
		"main.go":  main,
	})
	r := pxc(t, dir, nil, "", "gen", "hello.py", "-pkg", "hello", "-o", "hello/hello.go")
	if r.status != 0 {
		t.Fatal(r.stderr)
	}
	for _, line := range strings.Split(r.stderr, "\n") {
		if f := strings.Fields(line); len(f) > 3 && f[0] == "go" {
			goTool(t, dir, f[1:]...)
		}
	}
	goTool(t, dir, "vet", "./...")
	return goTool(t, dir, "run", ".")
}

func TestGeneratedPackage(t *testing.T) {
	asShipped(t)
	out := useGenerated(t, helloProgram, `package main

import (
	"context"
	"fmt"
	"net"

	"example.com/server/hello"
)

func main() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- hello.Start(ctx, ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		panic(err)
	}
	buf := make([]byte, 100)
	n, _ := conn.Read(buf)
	fmt.Printf("%q\n", buf[:n])
	fmt.Fprint(conn, "x")
	n, _ = conn.Read(buf)
	fmt.Printf("%q\n", buf[:n])
	conn.Close()
	cancel()
	if err := <-done; err != nil {
		panic(err)
	}
}
`)
	want := "\"Hello, World!\\r\\n\"\n\"You said: x\\r\\n\"\n"
	if out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

// TestServingMakesNoGarbage counts what 100,000 requests to a compiled program
// allocate on Go's heap, the client's share included, and how much the process
// grows.
func TestServingMakesNoGarbage(t *testing.T) {
	out := useGenerated(t, `import parallel

class Hello:
    def connection_made(self, transport, data):
        self.count = 0
        self.words = []

    def data_received(self, transport, data):
        self.count += 1
        self.words.append(data)
        if len(self.words) > 4:
            self.words = self.words[1:]
        parts = ['%d' % self.count, f'{len(data):>4}', str(data[0])]
        table = {}
        for part in parts:
            table[part] = len(part)
        return b'You said: ' + data + ' ' + '/'.join(parts) + '\r\n'

server = parallel.server('127.0.0.1', 0)
parallel.register(transport=server, protocol=Hello)
parallel.run()
`, `package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"runtime/metrics"
	"strings"

	"example.com/server/hello"
)

func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

func resident() (kb int) {
	b, _ := os.ReadFile("/proc/self/status")
	for _, l := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(l, "VmRSS:") {
			fmt.Sscan(l[6:], &kb)
		}
	}
	return kb
}

func main() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go hello.Start(context.Background(), ln)
	conns := make([]net.Conn, 4)
	for i := range conns {
		if conns[i], err = net.Dial("tcp", ln.Addr().String()); err != nil {
			panic(err)
		}
	}
	buf, msg := make([]byte, 200), []byte("hello")
	serve := func(n int) {
		for i := range n {
			c := conns[i%len(conns)]
			if _, err := c.Write(msg); err != nil {
				panic(err)
			}
			if _, err := c.Read(buf); err != nil {
				panic(err)
			}
		}
	}
	serve(20_000)
	before, rss := allocated(), resident()
	serve(100_000)
	after, grown := allocated(), resident()
	fmt.Println(after-before, grown-rss)
}
`)
	var bytes, grown int
	if _, err := fmt.Sscan(out, &bytes, &grown); err != nil {
		t.Fatal(err)
	}
	// Reading the metrics and the process status costs a few KB by itself.
	if bytes > 100_000 {
		t.Errorf("100,000 requests allocated %d bytes on Go's heap", bytes)
	}
	if grown > 2048 {
		t.Errorf("the process grew by %d KiB", grown)
	}
}

// What a program prints while it is loaded, and in callbacks, comes out of a Go program
// too, in which nothing is flushed at the end.
func TestGeneratedPackagePrints(t *testing.T) {
	asShipped(t)
	out := useGenerated(t, `import parallel
print('loading')
class Echo:
    def data_received(self, data):
        print('got', len(data))
        return data
server = parallel.server('127.0.0.1', 0)
parallel.register(transport=server, protocol=Echo)
parallel.run()
print('loaded')
`, `package main

import (
	"context"
	"fmt"
	"net"

	"example.com/server/hello"
)

func main() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- hello.Start(ctx, ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		panic(err)
	}
	fmt.Fprint(conn, "x")
	if n, _ := conn.Read(make([]byte, 100)); n != 1 {
		panic("no answer")
	}
	conn.Close()
	cancel()
	if err := <-done; err != nil {
		panic(err)
	}
}
`)
	if want := "loading\nloaded\ngot 1\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}
