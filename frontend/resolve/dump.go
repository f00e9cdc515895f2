package resolve

import (
	"strings"
)

// String returns the scopes of the module and what each does with its names,
// one name a line:
//
//	module top
//	  os            global       imported
//	  function serve
//	    port        local        parameter
//	    os          global       used
func (i *Info) String() string {
	var b strings.Builder
	dump(&b, i.Root, 0)
	return b.String()
}

var flagNames = []struct {
	flag Flags
	name string
}{
	{Param, "parameter"}, {TypeParam, "type parameter"}, {Imported, "imported"}, {Namespace, "defined"},
	{Assigned, "assigned"}, {CompIter, "iterated"}, {Annotated, "annotated"}, {Deleted, "deleted"},
	{Declared, "declared"}, {IsNonlocal, "nonlocal"}, {Used, "used"}, {Implicit, "passed through"},
}

func dump(b *strings.Builder, s *Scope, depth int) {
	indent := strings.Repeat("  ", depth)
	b.WriteString(indent + s.Kind.String() + " " + s.Name)
	if s.IsCoroutine {
		b.WriteString(", coroutine")
	}
	if s.IsGenerator {
		b.WriteString(", generator")
	}
	b.WriteByte('\n')
	for _, x := range s.Bindings {
		var flags []string
		for _, f := range flagNames {
			if x.Flags&f.flag == 0 || f.flag == Assigned && x.Flags&(Namespace|CompIter) != 0 {
				continue
			}
			flags = append(flags, f.name)
		}
		line := indent + "  " + pad(x.Name, 14) + pad(x.Kind.String(), 13) + strings.Join(flags, ", ")
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for _, c := range s.Children {
		dump(b, c, depth+1)
	}
}

// pad fills s up with blanks to n columns, at least one.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(1, n-len(s)))
}
