package resolve

import "testing"

// TestTypeScopes: what the scopes of type parameters and type statements in a
// class body see of it. As CPython 3.13's symtable has it.
func TestTypeScopes(t *testing.T) {
	info, diags := resolve(`w = 0
def outer():
    x = 1
    class E:
        global w
        x = 2
        int = 3
        def f[T: x](self, a: x, b: int = w): return x
        type A[U] = [x, U, lambda: x, w, str]
        class D[V = x](x[V]):
            x
            type B = x
`)
	for _, d := range diags.Sorted() {
		t.Error(d)
	}
	scopes := map[string][]*Scope{}
	var walk func(s *Scope)
	walk = func(s *Scope) {
		name := s.Kind.String() + " " + s.Name
		scopes[name] = append(scopes[name], s)
		for _, c := range s.Children {
			walk(c)
		}
	}
	walk(info.Root)
	for _, c := range []struct {
		scope, name string
		kind        Kind
		inClass     bool
	}{
		{"type parameters f", "x", Free, true}, // f's body uses outer's
		{"type parameters f", "int", GlobalImplicit, true},
		{"class E", "w", GlobalExplicit, false},
		{"type bound T", "x", GlobalImplicit, true},
		{"function f", "x", Free, false},
		{"type alias A", "x", Free, true}, // the lambda uses outer's
		{"type alias A", "w", GlobalExplicit, false},
		{"type alias A", "str", Builtin, false},
		{"type alias A", "U", Free, false},
		{"lambda lambda", "x", Free, false},
		{"type bound V", "x", GlobalImplicit, true},
		{"type parameters D", "x", Free, true},
		{"class D", "x", Free, false},
		{"type alias B", "x", Free, false}, // D does not bind it
	} {
		list := scopes[c.scope]
		if len(list) != 1 {
			t.Errorf("%d scopes %s", len(list), c.scope)
			continue
		}
		b := list[0].Lookup(c.name)
		if b == nil || b.Kind != c.kind || (b.Class != nil) != c.inClass {
			t.Errorf("%s in %s: %+v", c.name, c.scope, b)
		}
		if b != nil && b.Class != nil && b.Class.Scope.Name != "E" {
			t.Errorf("%s in %s: class %s", c.name, c.scope, b.Class.Scope.Name)
		}
	}
}

// TestMangledTypeParams: private names of a class's type parameters are mangled by the
// class's own name, wherever they are used; other names before its body are not.
func TestMangledTypeParams(t *testing.T) {
	info, diags := resolve(`class C[__T: (lambda: __T), U = __T](Base[__T, __x]):
    def m(self): return __T, __x
    def g[__V](self, a: __V): return __V
`)
	for _, d := range diags.Sorted() {
		if d.Code != "undefined" {
			t.Error(d)
		}
	}
	var walk func(s *Scope)
	walk = func(s *Scope) {
		for _, b := range s.Bindings {
			switch b.Name {
			case "__T", "__V", "_C__x":
				if b.Name != "_C__x" || s.Kind != FunctionScope {
					t.Errorf("%s %s has %s", s.Kind, s.Name, b.Name)
				}
			case "_C__T":
				if b.Owner().Flags&TypeParam == 0 {
					t.Errorf("%s %s: _C__T is no type parameter", s.Kind, s.Name)
				}
			}
		}
		for _, c := range s.Children {
			walk(c)
		}
	}
	walk(info.Root)
	if s := info.Root.Children[0]; s.Kind != TypeParamScope || s.Lookup("_C__T") == nil || s.Lookup("__x") == nil {
		t.Error("the names before the body")
	}
}
