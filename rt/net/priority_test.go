package rtnet

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// loweredThreads counts the threads of the process that run at a lower priority
// than it.
func loweredThreads(t *testing.T) int {
	t.Helper()
	files, err := filepath.Glob("/proc/self/task/*/stat")
	if err != nil || len(files) == 0 {
		t.Skip("no /proc")
	}
	n := 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue // the thread has ended
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		if nice, err := strconv.Atoi(strings.Fields(rest)[16]); err == nil && nice > baseNice() {
			n++
		}
	}
	return n
}

// Threads of robbed callbacks give way to the loops, and are as before, or gone,
// when the callbacks have returned.
func TestRobbedThreadsGiveWay(t *testing.T) {
	const hold = time.Second
	_, addr := serve(t, testConfig(), lazy(t, hold))
	var stuck []*net.TCPConn
	for range 4 {
		conn := dial(t, addr)
		_, _ = io.WriteString(conn, "c")
		stuck = append(stuck, conn)
	}
	eventually(t, "lowered", func() bool { return loweredThreads(t) > 0 })
	for _, conn := range stuck {
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "raised", func() bool { return loweredThreads(t) == 0 })
	askAll(t, stuck, "q")
}
