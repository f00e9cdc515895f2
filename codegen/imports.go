package codegen

import (
	"bytes"
	"sort"
	"strings"
)

// groupImports sorts the imports of a formatted file as goimports does: the
// standard library, a blank line, the rest. jennifer writes one list.
func groupImports(src []byte) []byte {
	const open, end = "\nimport (\n", "\n)\n"
	before, rest, found := bytes.Cut(src, []byte(open))
	if !found {
		return src // none, or a single one
	}
	list, after, found := bytes.Cut(rest, []byte(end))
	if !found {
		return src
	}
	var std, others []string
	for _, spec := range strings.Split(string(list), "\n") {
		if strings.Contains(importPath(spec), ".") {
			others = append(others, spec)
		} else {
			std = append(std, spec)
		}
	}
	byPath := func(specs []string) {
		sort.Slice(specs, func(i, j int) bool { return importPath(specs[i]) < importPath(specs[j]) })
	}
	byPath(std)
	byPath(others)
	if len(std) > 0 && len(others) > 0 {
		std = append(std, "")
	}
	specs := strings.Join(append(std, others...), "\n")
	return []byte(string(before) + open + specs + end + string(after))
}

// importPath is the path of an import spec, its name left out.
func importPath(spec string) string {
	if i := strings.IndexByte(spec, '"'); i >= 0 {
		return strings.Trim(spec[i:], `"`)
	}
	return spec
}
