package codegen

import "testing"

func TestBlankUnused(t *testing.T) {
	const src = `package p

func f(c int) int {
	var a, b, d int
	var e bool
	a = c
	b = a
	d = 1
	if e = c > 1; c > 2 {
		d = 2
	}
	x.d = b
	return b
}

func g() {
	var used int
	used = 1
	h(used)
}
`
	got, err := blankUnused([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := src[:len("package p\n\nfunc f(c int) int {\n\tvar a, b, d int\n\tvar e bool")] + "\n\t_, _ = d, e" + src[len("package p\n\nfunc f(c int) int {\n\tvar a, b, d int\n\tvar e bool"):]
	if string(got) != want {
		t.Errorf("got\n%s", got)
	}
}
