package rtnet

import (
	"errors"
	"fmt"
	"os"
)

// LogLevel says which of the runtime's own messages reach stderr. Tracebacks of
// callbacks are not among them: they are always printed.
type LogLevel uint8

// The levels of PXC_LOG, each including those before it.
const (
	LogOff   LogLevel = iota
	LogError          // trouble that the program does not see: refused descriptors, dropped peers
	LogInfo           // start, end, hand-overs
	LogDebug          // every connection
)

func (l *LogLevel) parse(s string) error {
	for i, name := range []string{"off", "error", "info", "debug"} {
		if s == name {
			*l = LogLevel(i)
			return nil
		}
	}
	return errors.New("want off, error, info or debug")
}

// logf writes one line to stderr in one call, if the level asks for it. Callers
// on hot paths test the level first: formatting allocates.
func (s *Server) logf(level LogLevel, format string, args ...any) {
	if s.cfg.Log < level {
		return
	}
	fmt.Fprintf(os.Stderr, "pxc: "+format+"\n", args...)
}
