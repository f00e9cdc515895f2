package rtnet

import (
	"strings"
	"testing"
	"time"
)

func TestConfigFromEnv(t *testing.T) {
	for name, v := range map[string]string{"PXC_WORKERS": "3", "PXC_DRAIN": "1.5", "PXC_IDLE": "2m", "PXC_MAX_CONNECTIONS": "1000",
		"PXC_MEMORY": "2GiB", "PXC_CONN_MEMORY": "512k", "PXC_LOG": "debug", "PXC_NET": "epoll"} {
		t.Setenv(name, v)
	}
	want := Config{Workers: 3, Drain: 1500 * time.Millisecond, Idle: 2 * time.Minute, MaxConnections: 1000,
		Memory: 2 << 30, ConnMemory: 512 << 10, Log: LogDebug}
	if got, err := ConfigFromEnv(); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestConfigErrors(t *testing.T) {
	bad := map[string]string{"PXC_WORKERS": "0", "PXC_DRAIN": "soon", "PXC_IDLE": "-1", "PXC_MAX_CONNECTIONS": "many",
		"PXC_MEMORY": "12X", "PXC_CONN_MEMORY": "", "PXC_LOG": "loud", "PXC_NET": "carrier"}
	for name, v := range bad {
		t.Setenv(name, v)
	}
	_, err := ConfigFromEnv()
	if err == nil {
		t.Fatal("no error")
	}
	for name, v := range bad {
		if v != "" && !strings.Contains(err.Error(), name+"="+v+": ") {
			t.Errorf("%q does not mention %s", err, name)
		}
	}
}

func TestTimers(t *testing.T) {
	var h timers
	for _, at := range []time.Duration{5, 1, 4, 2, 3, 9, 0, 7, 8, 6} {
		h.add(timer{at: at, idx: uint32(at)})
	}
	if at, ok := h.next(); !ok || at != 0 {
		t.Errorf("next = %v, %v", at, ok)
	}
	for want := range time.Duration(8) {
		if e, ok := h.pop(7); !ok || e.at != want || e.idx != uint32(want) {
			t.Fatalf("pop = %v, %v, want %v", e, ok, want)
		}
	}
	if e, ok := h.pop(7); ok {
		t.Errorf("popped %v before its time", e)
	}
}

func TestQueue(t *testing.T) {
	var q, r queue
	buf := newRecvBuffer()
	data := bytesAt(buf.p, buf.n)
	for i := range data {
		data[i] = byte(i * 7)
	}
	for i := 0; i < len(data); i += 1000 {
		n := min(1000, len(data)-i)
		part := &q
		if i > len(data)/2 {
			part = &r
		}
		if !part.appendCopy(buf.p+uintptr(i), n) {
			t.Fatal("no memory")
		}
	}
	q.take(&r)
	if !q.appendRef(segRef, buf.p, 10, 0) {
		t.Fatal("no memory")
	}
	data2 := append(append([]byte{}, data...), data[:10]...)
	if q.n != len(data2) {
		t.Fatalf("%d bytes queued, want %d", q.n, len(data2))
	}
	for at := 0; !q.empty(); {
		s := segmentAt(q.head)
		n := min(s.n, 777)
		if got := bytesAt(s.data, n); string(got) != string(data2[at:at+n]) {
			t.Fatalf("bytes differ at %d", at)
		}
		q.advance(n)
		at += n
	}
	if q.n != 0 || r.n != 0 {
		t.Errorf("%d and %d bytes left", q.n, r.n)
	}
}

func TestSlabGenerations(t *testing.T) {
	var s slab
	a := s.alloc()
	a.stage = stageNew
	idx, gen := a.idx, a.gen
	if s.lookup(idx, gen) != a {
		t.Error("a live slot is not found")
	}
	s.release(a)
	if s.lookup(idx, gen) != nil {
		t.Error("a stale handle finds a slot")
	}
	b := s.alloc()
	b.stage = stageNew
	if b.idx != idx || b.gen == gen || s.lookup(idx, gen) != nil || s.lookup(b.idx, b.gen) != b {
		t.Error("a reused slot keeps its generation")
	}
}
