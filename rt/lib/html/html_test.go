package html

import "testing"

func TestNamed(t *testing.T) {
	for _, test := range []struct {
		name, want string
		ok         bool
	}{
		{"amp", "&", true}, {"amp;", "&", true}, {"lt", "<", true}, {"notit;", "", false}, {"not", "¬", true},
		{"notin;", "∉", true}, {"notin", "", false}, {"fjlig;", "fj", true}, {"NotEqualTilde;", "≂̸", true},
		{"semi;", ";", true}, {"nGt;", "\u226b\u20d2", true}, {"semi", "", false}, {"xyz", "", false}, {"", "", false}, {";", "", false}, {"ltx", "", false}, {"#1", "", false},
	} {
		if got, ok := named(test.name); ok != test.ok || ok && got != test.want {
			t.Errorf("%q: %q, %v", test.name, got, ok)
		}
	}
}
