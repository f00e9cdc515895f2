package rtnet

import "github.com/pxc-lang/pxc/rt"

// What a protocol's attributes ask for is checked once, when the class is
// registered: a contradiction, or a value that could only fail when somebody
// connects, is the programmer's mistake and is reported where the program
// registers. compiler/lower/protocol.go finds what a class statement shows.

// A mode is an attribute that, when it is true, needs a callback, which in turn
// needs it.
type mode struct{ attr, callback string }

var modes = []mode{{"line_mode", "line_received"}, {"lines_mode", "lines_received"}}

// notYet are attributes that are refused when they are true.
var notYet = []string{"http11", "rate_limit", "line_mode", "lines_mode"}

// checkAttributes reports whether the attributes of class cls make sense together.
// If not, an exception is pending.
func checkAttributes(c *rt.Ctx, cls rt.Value, p *protocol) bool {
	set := make(map[string]bool)
	for _, name := range []string{"http11", "rate_limit", "line_mode", "lines_mode", "throughput", "concurrency", "low_latency"} {
		if v := classAttr(c, cls, name); v != 0 {
			switch rt.Truth(c, v) {
			case -1:
				return false
			case 1:
				set[name] = true
			}
		}
	}
	for _, m := range modes {
		if got := has(c, cls, m.callback); set[m.attr] && !got {
			rt.ValueErrorf(c, "protocol '%s' has '%s' set to True but no '%s' callback", p.name, m.attr, m.callback)
			return false
		} else if got && !set[m.attr] {
			rt.ValueErrorf(c, "protocol '%s' has a '%s' callback but '%s' is not True", p.name, m.callback, m.attr)
			return false
		}
	}
	if set["line_mode"] && set["lines_mode"] {
		rt.ValueErrorf(c, "protocol '%s' has both 'line_mode' and 'lines_mode' set to True; only one or the other is permitted", p.name)
		return false
	}
	if set["throughput"] && set["concurrency"] {
		rt.ValueErrorf(c, "protocol '%s' has both 'concurrency' and 'throughput' set to True; only one or the other is permitted", p.name)
		return false
	}
	for _, name := range []string{"max_sync_send_attempts", "max_sync_recv_attempts", "max_line_length"} {
		v := classAttr(c, cls, name)
		if v == 0 {
			continue
		}
		if !v.IsInt() {
			rt.TypeErrorf(c, "%s of protocol '%s' must be an int, not '%s'", name, p.name, rt.TypeName(v))
			return false
		}
		if v.Int() < 0 {
			rt.ValueErrorf(c, "%s of protocol '%s' is less than 0", name, p.name)
			return false
		}
	}
	for _, name := range notYet {
		if set[name] {
			rt.NotImplementedErrorf(c, "%s of protocol '%s' is not supported yet", name, p.name)
			return false
		}
	}
	return true
}

// checkCallback reports whether v, the class's attribute of a callback's name, can
// be called. If not, TypeError is pending.
func checkCallback(c *rt.Ctx, p *protocol, cb callback, v rt.Value) bool {
	switch {
	case rt.Callable(v), rt.TypeID(v) == rt.TypeStaticMethod, rt.TypeID(v) == rt.TypeClassMethod:
		return true
	case cb == cbInitialBytes || cb == cbNextBytes:
		rt.TypeErrorf(c, "%s of protocol '%s' must be bytes, bytearray, str or callable, not '%s'",
			callbacks[cb].name, p.name, rt.TypeName(v))
	default:
		rt.TypeErrorf(c, "%s of protocol '%s' must be callable, not '%s'", callbacks[cb].name, p.name, rt.TypeName(v))
	}
	return false
}
