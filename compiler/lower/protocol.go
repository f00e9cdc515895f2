package lower

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pxc-lang/pxc/compiler/ir"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// What parallel.register would refuse is reported where the class statement shows
// it: attributes of the wrong type and contradictions. The runtime checks again
// (rt/net/attributes.go), for what only it can see, and says the same.
//
// Only what is certain is reported: the class is the one that the name of the
// registration means, and an attribute has the literal value that its suite gives
// it, once and last. A base class may define what is missing.

// surveyProtocols checks the classes that are handed to register().
func (p *program) surveyProtocols() {
	tried := map[*ir.Class]bool{}
	for _, m := range p.modules {
		for _, e := range m.facts.registers {
			if c := m.classOf(e); c != nil && m.facts.tried[e] {
				tried[c] = true
			}
		}
	}
	if p.reflects {
		return
	}
	for _, c := range p.prog.Classes {
		d := p.defs[c]
		if c.Protocol && d.in.facts.writes[c.Name] == 1 && len(d.stmt.DecoratorList) == 0 && len(d.stmt.Keywords) == 0 {
			d.in.checkProtocol(d.stmt, tried[c])
		}
	}
}

// attributes are what a class suite says about its attributes.
type attributes struct {
	at    map[string]diag.Span
	value map[string]*ir.Const // literal values
	bound map[string]bool      // names bound in any way
}

func (m *module) checkProtocol(def *syntax.ClassDef, tried bool) {
	a := m.attributesOf(def)
	report := func(name, format string, args ...any) *diag.Diagnostic {
		msg := fmt.Sprintf(format, args...)
		if tried {
			return m.diags.Warn(m.tree.File, a.at[name], diag.Protocol, msg)
		}
		return m.diags.Error(m.tree.File, a.at[name], diag.Protocol, msg)
	}
	for _, name := range slices.Sorted(maps.Keys(a.value)) {
		switch v := a.value[name]; {
		case !callbacks[name] || v.Kind == ir.ConstNone:
		case name == "initial_bytes_to_send" || name == "next_bytes_to_send":
			if v.Kind != ir.ConstBytes && v.Kind != ir.ConstStr {
				report(name, "%s must be bytes, bytearray, str or callable, not '%s'", name, constType(v)).
					Help = fmt.Sprintf("%s = b'...'", name)
			}
		default:
			report(name, "%s must be callable, not '%s'", name, constType(v))
		}
	}
	if a.isTrue("concurrency") && a.isTrue("throughput") {
		report("throughput", "protocol has both 'concurrency' and 'throughput' set to True; only one or the other is permitted")
	}
	if a.isTrue("line_mode") && a.isTrue("lines_mode") {
		report("lines_mode", "protocol has both 'line_mode' and 'lines_mode' set to True; only one or the other is permitted")
	}
	if !m.rootless(def) {
		return
	}
	for _, mode := range []string{"line_mode", "lines_mode"} {
		callback := strings.TrimSuffix(mode, "mode") + "received"
		switch {
		case a.isTrue(mode) && !a.bound[callback] && !m.stored[callback]:
			report(mode, "protocol has '%s' set to True but no '%s' callback", mode, callback)
		case a.bound[callback] && !a.bound[mode] && !m.stored[mode]:
			report(callback, "protocol has a '%s' callback but '%s' is not True", callback, mode).
				Help = mode + " = True"
		}
	}
}

// rootless reports whether the class has no bases but object.
func (m *module) rootless(def *syntax.ClassDef) bool {
	for _, e := range def.Bases {
		if n, ok := e.(*syntax.Name); !ok || n.Id != "object" || m.facts.bound["object"] {
			return false
		}
	}
	return true
}

func (a *attributes) isTrue(name string) bool {
	v := a.value[name]
	return v != nil && (v.Kind == ir.ConstTrue || v.Kind == ir.ConstInt && v.Int != 0)
}

// attributesOf looks at a class suite.
func (m *module) attributesOf(def *syntax.ClassDef) *attributes {
	a := &attributes{at: map[string]diag.Span{}, value: map[string]*ir.Const{}, bound: map[string]bool{}}
	direct := map[string]int{}
	for _, s := range def.Body {
		switch s := s.(type) {
		case *syntax.FunctionDef:
			a.at[s.Name] = s.NameSpan
			a.bound[s.Name] = true
		case *syntax.Assign:
			for _, t := range s.Targets {
				if n, ok := t.(*syntax.Name); ok {
					a.at[n.Id] = s.Span
					direct[n.Id]++
					a.value[n.Id] = constOf(s.Value)
				}
			}
		case *syntax.AnnAssign:
			if n, ok := s.Target.(*syntax.Name); ok && s.Value != nil {
				a.at[n.Id] = s.Span
				direct[n.Id]++
				a.value[n.Id] = constOf(s.Value)
			}
		}
	}
	scope := m.info.ScopeOf(def)
	for name, v := range a.value {
		b := scope.Lookup(name)
		if v == nil || direct[name] != 1 || m.stored[name] || b == nil || b.NWrites != 1 {
			delete(a.value, name)
		}
	}
	for _, b := range scope.Bindings {
		if len(b.Defs) > 0 {
			a.bound[b.Name] = true
		}
	}
	return a
}

// constType returns the name of a literal's type.
func constType(v *ir.Const) string {
	switch v.Kind {
	case ir.ConstNone:
		return "NoneType"
	case ir.ConstTrue, ir.ConstFalse:
		return "bool"
	case ir.ConstInt:
		return "int"
	case ir.ConstFloat:
		return "float"
	case ir.ConstStr:
		return "str"
	case ir.ConstBytes:
		return "bytes"
	case ir.ConstTuple:
		return "tuple"
	}
	return "ellipsis"
}
