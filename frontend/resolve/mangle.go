package resolve

import "strings"

// Mangle returns name as Python stores it within the class private: __x
// becomes _C__x, unless it ends with two underscores as well. It applies to
// variables, attributes, keyword arguments and imported names alike.
func Mangle(private, name string) string {
	if private == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	private = strings.TrimLeft(private, "_")
	if private == "" {
		return name
	}
	return "_" + private + name
}
