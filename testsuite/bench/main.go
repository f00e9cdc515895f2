// Command bench compares compiled Python programs with the same programs in
// CPython and PyPy and with Go written by hand: CPU time of whole processes, user
// and system, less that of an empty program in the same implementation. Every
// implementation runs once in each round, so that whatever disturbs the machine
// disturbs all of them alike; figures are medians over the rounds, and ratios are
// medians of the rounds' ratios.
//
//	go run . [-rounds 5] [-run 'fib|dict'] [-pxc ../../pxc] [-md]
//
// The programs are in programs/NAME: main.py, and main.go where a hand-written
// counterpart says something. All must print the same.
//
// The module is separate so that ./... does not build the counterparts.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// groups are the kinds of programs, each with what is asked of it.
var groups = []group{
	{"typed", "numbers, attributes, calls and indexing: at least 8 times CPython each, at most 1.5 times Go", 8, false, []string{
		"fib", "intloop", "collatz", "floatloop", "mandelbrot", "attributes", "methods", "listindex", "sieve", "matmul", "nbody"}},
	{"data", "dicts and strings: at least 2.5 times CPython in the geometric mean", 2.5, true, []string{
		"dictcount", "dictstr", "dictbuild", "wordcount", "strbuild", "strformat", "strmethods", "strscan", "bytesparse"}},
	{"control", "generators, exceptions, closures, polymorphic calls: at least 4 times CPython each", 4, false, []string{
		"generators", "genexpr", "yieldfrom", "exceptions", "closures", "polymorphic", "operators"}},
	{"rest", "whole programs and the library: none slower than CPython", 1, false, []string{
		"sorting", "comprehensions", "queens", "unpacking", "bigint", "fannkuch", "richards"}},
}

type group struct {
	name, about string
	goal        float64
	mean        bool // the goal is for the geometric mean
	programs    []string
}

// implementation runs programs: the command for one of them, nil where it has
// none.
type implementation struct {
	name    string
	bound   bool // what pxc is held to, not what it is to beat
	command func(program string) []string
}

// ratio names the ratio that is shown: above 1 is good, but for bounds.
func (i *implementation) ratio() string {
	if i.bound {
		return "pxc/" + i.name
	}
	return i.name + "/pxc"
}

const empty = "empty"

func main() {
	rounds := flag.Int("rounds", 5, "rounds: every implementation runs once in each")
	run := flag.String("run", "", "run only programs that this matches")
	pxc := flag.String("pxc", "../../pxc", "the compiler")
	markdown := flag.Bool("md", false, "print tables as Markdown")
	flag.Parse()
	if err := bench(*rounds, *run, *pxc, *markdown); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(rounds int, pattern, pxc string, markdown bool) error {
	match, err := regexp.Compile(pattern)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "pxc-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	impls := implementations(dir)
	names := []string{empty}
	for _, g := range groups {
		names = append(names, slices.DeleteFunc(slices.Clone(g.programs), func(p string) bool { return !match.MatchString(p) })...)
	}
	if err := build(dir, pxc, names); err != nil {
		return err
	}
	start, err := measure(impls, empty, rounds)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if err := g.table(impls, start, rounds, match, markdown); err != nil {
			return err
		}
	}
	fmt.Print("start-up, not counted above:")
	for _, i := range impls {
		if t := start[i.name]; t != nil {
			fmt.Printf(" %s %.0f ms;", i.name, 1000*median(t))
		}
	}
	fmt.Println()
	return nil
}

// implementations finds what there is on this machine.
func implementations(dir string) []implementation {
	impls := []implementation{
		{"pxc", false, func(p string) []string { return []string{filepath.Join(dir, p+".pxc")} }},
		{"Go", true, func(p string) []string {
			if file := filepath.Join(dir, p+".go.bin"); exists(file) {
				return []string{file}
			}
			return nil
		}},
	}
	for _, python := range []struct{ name, command string }{{"CPython", "python3"}, {"PyPy", "pypy3"}} {
		// The command may be a wrapper that costs more than a program.
		path, err := exec.Command(python.command, "-c", "import sys; print(sys.executable)").Output()
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench: without", python.command)
			continue
		}
		exe := strings.TrimSpace(string(path))
		impls = append(impls, implementation{python.name, false, func(p string) []string { return []string{exe, "-B", source(p, "main.py")} }})
	}
	return impls
}

func source(program, file string) string { return filepath.Join("programs", program, file) }

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// build compiles the programs with pxc and their counterparts with Go.
func build(dir, pxc string, names []string) error {
	for _, p := range names {
		if out, err := exec.Command(pxc, "build", "-o", filepath.Join(dir, p+".pxc"), source(p, "main.py")).CombinedOutput(); err != nil {
			return fmt.Errorf("pxc build %s: %v\n%s", p, err, out)
		}
		if !exists(source(p, "main.go")) {
			continue
		}
		if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, p+".go.bin"), source(p, "main.go")).CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %v\n%s", p, err, out)
		}
	}
	return nil
}

// measure returns CPU seconds per round by implementation.
func measure(impls []implementation, program string, rounds int) (map[string][]float64, error) {
	times := map[string][]float64{}
	var printed []byte
	for range rounds {
		for _, i := range impls {
			command := i.command(program)
			if command == nil {
				continue
			}
			cmd := exec.Command(command[0], command[1:]...)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, os.Stderr
			timer := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
			err := cmd.Run()
			timer.Stop()
			if err != nil {
				return nil, fmt.Errorf("%s in %s: %w", program, i.name, err)
			}
			if printed == nil {
				printed = out.Bytes()
			}
			if !bytes.Equal(printed, out.Bytes()) {
				return nil, fmt.Errorf("%s prints in %s\n%s, not\n%s", program, i.name, out.Bytes(), printed)
			}
			s := cmd.ProcessState
			times[i.name] = append(times[i.name], (s.UserTime() + s.SystemTime()).Seconds())
		}
	}
	return times, nil
}

// table measures a group's programs and prints a row for each.
func (g *group) table(impls []implementation, start map[string][]float64, rounds int, match *regexp.Regexp, markdown bool) error {
	sep, edge := "  ", ""
	if markdown {
		sep, edge = " | ", "|"
	}
	line := func(cells ...string) {
		fmt.Println(strings.TrimSpace(edge + " " + strings.Join(cells, sep) + " " + edge))
	}
	head := []string{fmt.Sprintf("%-15s", g.name)}
	for _, i := range impls {
		head = append(head, fmt.Sprintf("%10s", i.name+" ms"))
	}
	for _, i := range impls[1:] {
		head = append(head, fmt.Sprintf("%11s", i.ratio()))
	}
	fmt.Printf("%s: %s\n", g.name, g.about)
	if markdown {
		fmt.Println()
	}
	line(head...)
	if markdown {
		line(slices.Repeat([]string{"---"}, len(head))...)
	}
	logs := map[string]float64{}
	n := 0
	for _, p := range g.programs {
		if !match.MatchString(p) {
			continue
		}
		times, err := measure(impls, p, rounds)
		if err != nil {
			return err
		}
		n++
		cells := []string{fmt.Sprintf("%-15s", p)}
		for _, i := range impls {
			cells = append(cells, figure("%10.1f", 1000*net(times[i.name], start[i.name]), 10))
		}
		for _, i := range impls[1:] {
			r := ratio(times[i.name], times["pxc"], start[i.name], start["pxc"])
			if i.bound {
				r = 1 / r
			}
			logs[i.name] += math.Log(r)
			cells = append(cells, figure("%11.2f", r, 11))
		}
		line(cells...)
	}
	if n > 0 {
		cells := []string{fmt.Sprintf("%-15s", "geometric mean")}
		for range impls {
			cells = append(cells, strings.Repeat(" ", 10))
		}
		for _, i := range impls[1:] {
			cells = append(cells, figure("%11.2f", math.Exp(logs[i.name]/float64(n)), 11))
		}
		line(cells...)
	}
	fmt.Println()
	return nil
}

// figure formats x, or blanks for what was not measured.
func figure(format string, x float64, width int) string {
	if math.IsNaN(x) {
		return strings.Repeat(" ", width)
	}
	return fmt.Sprintf(format, x)
}

// floor is the least time that is believed: ticks and noise lie below.
const floor = 0.0005

func net(times, start []float64) float64 {
	if len(times) == 0 {
		return math.NaN()
	}
	return max(floor, median(times)-median(start))
}

// ratio is the median over the rounds of other's time over ours.
func ratio(other, ours, otherStart, ourStart []float64) float64 {
	if len(other) == 0 {
		return math.NaN()
	}
	rs := make([]float64, len(other))
	for i := range rs {
		rs[i] = max(floor, other[i]-median(otherStart)) / max(floor, ours[i]-median(ourStart))
	}
	return median(rs)
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
