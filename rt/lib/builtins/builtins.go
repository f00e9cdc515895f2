// Package builtins is the Python module builtins: the namespace in which names are
// looked up last. The runtime makes it when it starts; this package only lets
// programs import it.
package builtins

import "github.com/pxc-lang/pxc/rt"

// Module is the module's definition.
var Module = rt.ModuleDef{Name: "builtins", Object: rt.BuiltinsModule}
