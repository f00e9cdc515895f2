package lower

import (
	"reflect"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// walk calls visit for n and, as long as that returns true, for what is below
// it, in source order of the fields. It goes by reflection over the tree's
// structs, so that a new kind of node needs nothing here; the surveys that
// use it run once a module.
func walk(n syntax.Node, visit func(syntax.Node) bool) {
	if !visit(n) {
		return
	}
	v := reflect.ValueOf(n)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	for i := range v.NumField() {
		walkField(v.Field(i), visit)
	}
}

func walkField(v reflect.Value, visit func(syntax.Node) bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walkField(v.Index(i), visit)
		}
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		if n, ok := v.Interface().(syntax.Node); ok {
			walk(n, visit)
		}
	}
}
