package regex

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// python returns a CPython 3.11, or skips.
func python(t *testing.T) string {
	t.Helper()
	py, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	if out, err := exec.Command(py, "-c", "import sys; print(sys.version_info[:2])").Output(); err != nil || string(out) != "(3, 11)\n" {
		t.Skip("python3 is not CPython 3.11")
	}
	return py
}

// spansOf are the spans of match and groups and the last group, as cases.py has them.
func spansOf(m *Matcher, p *Pattern) []any {
	out := []any{[]any{float64(m.Start), float64(m.End)}}
	for g := 1; g <= p.Groups; g++ {
		a, b := m.Group(g)
		out = append(out, []any{float64(a), float64(b)})
	}
	return append(out, float64(m.LastGroup(p.Groups)))
}

// all is finditer.
func all[T Char](m *Matcher, p *Pattern, s []T) []any {
	out := []any{}
	notEmpty := false
	for at := 0; at <= len(s); {
		if Search(m, p.Code, s, at, notEmpty) != Matched {
			break
		}
		out = append(out, spansOf(m, p))
		notEmpty, at = m.End == m.Start, m.End
	}
	return out
}

func results[T Char](m *Matcher, p *Pattern, s []T) []any {
	one := func(st Status) any {
		if st != Matched {
			return nil
		}
		return any(spansOf(m, p))
	}
	return []any{
		one(Search(m, p.Code, s, 0, false)),
		one(Match(m, p.Code, s, 0, false, false)),
		one(Match(m, p.Code, s, 0, true, false)),
		any(all(m, p, s)),
	}
}

func units[T Char](s string) []T {
	var out []T
	for _, r := range s {
		out = append(out, T(r))
	}
	return out
}

// TestAgainstCPython compares random patterns: what they match, or why they are
// refused. PXC_REGEX=N tries N thousand.
func TestAgainstCPython(t *testing.T) {
	py := python(t)
	count := 3
	if n, err := strconv.Atoi(os.Getenv("PXC_REGEX")); err == nil {
		count = n
	}
	seed := 1
	if n, err := strconv.Atoi(os.Getenv("PXC_SEED")); err == nil {
		seed = n
	}
	out, err := exec.Command(py, "testdata/cases.py", fmt.Sprint(seed), fmt.Sprint(1000*count)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var late atomic.Uint32
	m := &Matcher{Poll: &late, Polled: func() bool { return false }}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	wrong := 0
	for lines.Scan() {
		var row []any
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		text, narrow, flags := row[0].(string), row[1].(bool), Flags(row[2].(float64))
		p, perr := Compile([]rune(text), !narrow, flags)
		where := fmt.Sprintf("%q bytes=%v flags=%d", text, narrow, flags)
		if want, ok := row[3].(string); ok {
			if perr == nil || perr.Msg != want || perr.Pos != int(row[4].(float64)) {
				t.Errorf("%s: error %v (%+v), want %s at %v", where, perr, perr, want, row[4])
				wrong++
			}
		} else if perr != nil {
			t.Errorf("%s: %s at %d", where, perr.Msg, perr.Pos)
			wrong++
		} else {
			for _, r := range row[3].([]any) {
				want := r.([]any)
				s := want[0].(string)
				late.Store(0)
				clock := time.AfterFunc(20*time.Second, func() { late.Store(1) })
				widths := [][]any{results(m, p, units[uint32](s))}
				if fits(s, 0xffff) {
					widths = append(widths, results(m, p, units[uint16](s)))
				}
				if fits(s, 0xff) {
					widths = append(widths, results(m, p, units[uint8](s)))
				}
				clock.Stop()
				if late.Load() != 0 {
					t.Fatalf("%s on %q: takes too long", where, s)
				}
				for i, got := range widths {
					if !reflect.DeepEqual(got, want[1:]) {
						t.Errorf("%s on %q (%d): %v, want %v", where, s, i, got, want[1:])
						wrong++
						break
					}
				}
			}
		}
		if wrong > 20 {
			t.Fatal("too many")
		}
	}
}

func fits(s string, most rune) bool {
	for _, r := range s {
		if r > most {
			return false
		}
	}
	return true
}
