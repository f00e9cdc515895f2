package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

type options struct {
	rounds, conns int
	run           time.Duration
	pin           bool
	servers, work []string
}

//go:embed ref/cref.c
var crefSource []byte

//go:embed ref/server.py
var pxcSource []byte

//go:embed ref/asyncio.py
var asyncioSource []byte

// A result is what one server did in the runs of one kind of work.
type result struct {
	name string
	cpu  []float64 // µs of CPU per request, by round
	rate []float64 // requests per second
	p99  []float64 // µs
	rss  int       // KiB after the last run
}

func compare(o options) error {
	dir, err := os.MkdirTemp("", "load")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.pin && runtime.NumCPU() > 1 {
		pinSelf(1)
	}
	fmt.Printf("%s %s/%s, %d CPUs, %d connections, %d rounds of %v\n", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), o.conns, o.rounds, o.run)
	for _, work := range o.work {
		results, err := compareWork(o, work, dir)
		if err != nil {
			return err
		}
		report(work, results)
	}
	return nil
}

// compareWork has every server do one kind of work, in random order each round.
func compareWork(o options, work, dir string) ([]*result, error) {
	type running struct {
		*result
		cmd  *exec.Cmd
		load *client
	}
	var all []*running
	defer func() {
		for _, r := range all {
			r.load.close()
			_ = r.cmd.Process.Kill()
			_ = r.cmd.Wait()
		}
	}()
	for _, name := range o.servers {
		if work == "echo" && speaksHTTP[name] {
			continue
		}
		cmd, port, err := start(name, work, dir, o.pin)
		if err != nil {
			fmt.Printf("%-20s left out: %v\n", name, err)
			continue
		}
		answers[name], err = measureAnswer(port, work)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		load, err := connect(port, o.conns, messageFor(work, name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r := &running{&result{name: name}, cmd, load}
		all = append(all, r)
		if _, err := r.load.run(o.run); err != nil { // warm up
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for range o.rounds {
		for _, i := range rand.Perm(len(all)) {
			r := all[i]
			before, begin := cpuTime(r.cmd.Process.Pid), time.Now()
			n, err := r.load.run(o.run)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", r.name, err)
			}
			took := time.Since(begin)
			used := cpuTime(r.cmd.Process.Pid) - before
			r.cpu = append(r.cpu, float64(used)/1e3/float64(n))
			r.rate = append(r.rate, float64(n)/took.Seconds())
			slices.Sort(r.load.lat)
			r.p99 = append(r.p99, float64(r.load.lat[len(r.load.lat)*99/100])/1e3)
		}
	}
	var results []*result
	for _, r := range all {
		r.rss = rss(r.cmd.Process.Pid)
		results = append(results, r.result)
	}
	return results, nil
}

// report prints a table. The ratio is the median over the rounds of what a server
// used against what pxc used in the same round, seconds apart: it moves far less
// than the ratio of the medians when something else disturbs the machine.
func report(work string, results []*result) {
	fmt.Printf("\n%-6s %-20s %8s %12s %9s %10s %10s %9s\n", "work", "server", "× pxc", "CPU µs/req", "best µs", "req/s", "p99 µs", "RSS KiB")
	var base []float64
	for _, r := range results {
		if r.name == "pxc" {
			base = r.cpu
		}
	}
	for _, r := range results {
		ratio := "-"
		if base != nil {
			pairs := make([]float64, len(base))
			for i := range base {
				pairs[i] = r.cpu[i] / base[i]
			}
			ratio = strconv.FormatFloat(median(pairs), 'f', 2, 64)
		}
		fmt.Printf("%-6s %-20s %8s %12.3f %9.3f %10.0f %10.0f %9d\n", work, r.name, ratio, median(r.cpu), slices.Min(r.cpu), median(r.rate), median(r.p99), r.rss)
	}
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

// start runs a server in a process of its own and returns its port.
func start(name, work, dir string, pin bool) (*exec.Cmd, int, error) {
	mode := work
	if work == "pipe" {
		mode = "count"
	}
	self, err := os.Executable()
	if err != nil {
		return nil, 0, err
	}
	name, env, _ := strings.Cut(name, ":")
	cmd := exec.Command(self, serverFlag, name, mode)
	switch name {
	case "cref":
		bin := filepath.Join(dir, "cref")
		cc := exec.Command("cc", "-O2", "-x", "c", "-o", bin, "-")
		cc.Stdin = bytes.NewReader(crefSource)
		if out, err := cc.CombinedOutput(); err != nil {
			return nil, 0, fmt.Errorf("cc: %w %s", err, out)
		}
		cmd = exec.Command(bin, mode)
	case "pxc":
		bin, err := buildPxc(dir)
		if err != nil {
			return nil, 0, err
		}
		cmd = exec.Command(bin, mode)
	case "asyncio":
		script := filepath.Join(dir, "server.py")
		if err := os.WriteFile(script, asyncioSource, 0o600); err != nil {
			return nil, 0, err
		}
		cmd = exec.Command("python3", script, mode)
	}
	if pin && runtime.NumCPU() > 1 {
		// The child inherits the affinity of the thread that starts it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		setAffinity(0, 0)
		defer setAffinity(0, 1)
	}
	if env != "" {
		cmd.Env = append(os.Environ(), strings.Split(env, ":")...)
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	port, perr := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || perr != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, 0, fmt.Errorf("it did not start: %v", err)
	}
	go io.Copy(io.Discard, out)
	return cmd, port, awaitPort(port)
}

// buildPxc compiles the Python servers with the pxc of this tree.
func buildPxc(dir string) (string, error) {
	bin := filepath.Join(dir, "server")
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	source := bin + ".py"
	if err := os.WriteFile(source, pxcSource, 0o600); err != nil {
		return "", err
	}
	out, err := exec.Command(filepath.Join("..", "..", "pxc"), "build", source, "-o", bin).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("pxc build (make build first): %w %s", err, out)
	}
	return bin, nil
}

// awaitPort waits until a server that announces its port early listens.
func awaitPort(port int) error {
	var err error
	for range 200 {
		var conn net.Conn
		if conn, err = net.Dial("tcp", fmt.Sprint("127.0.0.1:", port)); err == nil {
			return conn.Close()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

// answers holds the length of each server's answer to one request: they do not
// all send the same headers.
var answers = map[string]int{}

func answerLen(server string) int { return answers[server] }

func measureAnswer(port int, work string) (int, error) {
	if work == "echo" {
		return 0, nil
	}
	conn, err := net.Dial("tcp", fmt.Sprint("127.0.0.1:", port))
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"); err != nil {
		return 0, err
	}
	_ = conn.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	b, _ := io.ReadAll(conn)
	if !bytes.HasPrefix(b, []byte("HTTP/1.1 200")) {
		return 0, fmt.Errorf("answered %q", b)
	}
	return len(b), nil
}

// cpuTime returns the CPU time that all threads of a process have used.
func cpuTime(pid int) time.Duration {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	var sum int64
	for _, t := range tasks {
		b, err := os.ReadFile(t)
		if err != nil {
			continue // the thread has ended
		}
		first, _, _ := strings.Cut(string(b), " ")
		n, _ := strconv.ParseInt(first, 10, 64)
		sum += n
	}
	return time.Duration(sum)
}

// rss returns a process's resident memory in KiB.
func rss(pid int) int {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	f := strings.Fields(string(b))
	if len(f) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(f[1])
	return n * os.Getpagesize() / 1024
}

// pinSelf moves every thread of this process, and those it will start, to a CPU.
func pinSelf(cpu int) {
	tasks, _ := os.ReadDir("/proc/self/task")
	for _, t := range tasks {
		if tid, err := strconv.Atoi(t.Name()); err == nil {
			setAffinity(tid, cpu)
		}
	}
}

func setAffinity(tid, cpu int) {
	var set unix.CPUSet
	set.Set(cpu)
	_ = unix.SchedSetaffinity(tid, &set)
}
