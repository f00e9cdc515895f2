package rtnet

import (
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pxc-lang/pxc/rt"
)

// Config holds what a server's environment may set. The zero value of a field
// means its default.
type Config struct {
	Workers        int           // PXC_WORKERS: loops, default the cores within the cgroup's quota
	Drain          time.Duration // PXC_DRAIN: how long an orderly end may take, default 10 s
	Idle           time.Duration // PXC_IDLE: close connections silent for so long, default never
	MaxConnections int           // PXC_MAX_CONNECTIONS: default what the descriptor limit allows
	Memory         int64         // PXC_MEMORY: bytes a callback may allocate, default 1 GiB
	ConnMemory     int64         // PXC_CONN_MEMORY: bytes a connection may keep or queue, default 64 MiB
	Log            LogLevel      // PXC_LOG: off, error, info or debug, default error
}

const (
	maxLoops     = 126 // loop numbers in a handle have 7 bits; 127 names servers
	fdsReserved  = 64  // descriptors left for files, listeners and the runtime
	drainDefault = 10 * time.Second
)

// ConfigFromEnv reads the PXC_ variables. The error names every one that makes no
// sense.
func ConfigFromEnv() (Config, error) {
	c := Config{
		Workers:    min(runtime.GOMAXPROCS(0), maxLoops), // Go honours affinity and cgroup quota
		Drain:      drainDefault,
		Memory:     1 << 30,
		ConnMemory: 64 << 20,
		Log:        LogError,
	}
	var errs []error
	for _, st := range c.settings() {
		if text := os.Getenv(st.env()); text != "" {
			if err := st.parse(text); err != nil {
				errs = append(errs, fmt.Errorf("%s=%s: %w", st.env(), text, err))
			}
		}
	}
	return c, errors.Join(errs...)
}

// A setting is one field of a Config in words.
type setting struct {
	name  string // as a program names it
	parse func(string) error
}

// env returns the environment variable of the setting.
func (s setting) env() string { return "PXC_" + strings.ToUpper(s.name) }

// settings returns what may be set, bound to c's fields. docs/running.md has them
// for users.
func (c *Config) settings() []setting {
	return []setting{
		{"workers", intVar(&c.Workers, 1, maxLoops)},
		{"drain", durationVar(&c.Drain)},
		{"idle", durationVar(&c.Idle)},
		{"max_connections", intVar(&c.MaxConnections, 1, math.MaxInt32)},
		{"memory", sizeVar(&c.Memory)},
		{"conn_memory", sizeVar(&c.ConnMemory)},
		{"log", c.Log.parse},
		{"net", func(s string) error {
			if s != "epoll" {
				return errors.New("this build has the network back end epoll only")
			}
			return nil
		}},
	}
}

// Configure sets what a program asks for by name, in the words of the environment
// variables. A variable that is set wins: who runs a program knows the machine.
// It must come before the first registration. Main thread.
func Configure(c *rt.Ctx, name, text string) bool {
	s, ok := serverOf(c)
	if !ok {
		return false
	}
	if s.opened {
		rt.RuntimeErrorf(c, "settings must come before the first register()")
		return false
	}
	cfg := s.cfg
	for _, st := range cfg.settings() {
		if st.name != name {
			continue
		}
		if err := st.parse(text); err != nil {
			rt.ValueErrorf(c, "%s=%s: %s", name, text, err.Error())
			return false
		}
		if os.Getenv(st.env()) == "" {
			s.cfg = cfg
		}
		return true
	}
	rt.TypeErrorf(c, "configure() got an unexpected keyword argument '%s'", name)
	return false
}

func intVar(p *int, low, high int) func(string) error {
	return func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			return fmt.Errorf("want a number from %d to %d", low, high)
		}
		*p = n
		return nil
	}
}

// durationVar accepts seconds (1.5) and Go's notation (1m30s).
func durationVar(p *time.Duration) func(string) error {
	return func(s string) error {
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			s = strconv.FormatFloat(f, 'f', -1, 64) + "s"
		}
		d, err := time.ParseDuration(s)
		if err != nil || d < 0 {
			return errors.New("want seconds, or a duration such as 500ms or 2m")
		}
		*p = d
		return nil
	}
}

// sizeVar accepts bytes with an optional binary unit: 64M, 64MB, 64MiB.
func sizeVar(p *int64) func(string) error {
	return func(s string) error {
		num := strings.TrimRight(strings.ToUpper(s), "IB")
		shift := 0
		if i := len(num) - 1; i > 0 {
			if shift = 10 * (strings.IndexByte("KMGT", num[i]) + 1); shift > 0 {
				num = num[:i]
			}
		}
		n, err := strconv.ParseInt(num, 10, 64)
		if err != nil || n <= 0 || n > math.MaxInt64>>shift {
			return errors.New("want a size such as 64MiB or 1GiB")
		}
		*p = n << shift
		return nil
	}
}

// raiseFiles makes room for the configured number of connections among the
// process's descriptors and settles the number if none is configured. It reports
// when the limit cannot be raised so far.
func (c *Config) raiseFiles() error {
	var lim syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &lim); err != nil {
		return fmt.Errorf("reading the descriptor limit: %w", err)
	}
	want := lim.Max
	if c.MaxConnections > 0 {
		want = uint64(c.MaxConnections) + fdsReserved
	}
	if lim.Cur < want {
		raised := syscall.Rlimit{Cur: want, Max: max(lim.Max, want)}
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &raised); err == nil {
			lim.Cur = want
		} else if lim.Cur < lim.Max {
			raised = syscall.Rlimit{Cur: lim.Max, Max: lim.Max}
			if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &raised); err == nil {
				lim.Cur = lim.Max
			}
		}
	}
	fits := int(min(lim.Cur, math.MaxInt32)) - fdsReserved
	if fits < 1 {
		return fmt.Errorf("the descriptor limit of %d leaves no room for connections", lim.Cur)
	}
	if c.MaxConnections == 0 {
		c.MaxConnections = fits
	}
	if fits < c.MaxConnections {
		asked := c.MaxConnections
		c.MaxConnections = fits
		return fmt.Errorf("PXC_MAX_CONNECTIONS=%d: the descriptor limit allows %d (ulimit -n)", asked, fits)
	}
	return nil
}
