package compiler

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/compiler/lower"
	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/imports"
)

// The runtime's modules that are written in Python become Go packages of their own,
// one for each outermost name: their text is the same in every program, so the go
// command compiles it once. A Python line gives thirty lines of Go or so, and a
// program that uses unittest would otherwise wait for all of it each time.
//
// Such a unit knows nothing of the program, and so takes nothing for certain that
// can be changed from outside (lower.Options.Open). To the program it is like a
// native module. A unit consists of what the program imports of it, and may use
// native modules and other units only: where a file beside the program hides a
// module that it needs, the unit is compiled into the program's package, as any
// other module.

// A Library is a unit of a program.
type Library struct {
	Name    string   // outermost name of its modules
	Modules []string // dotted names
	Key     string   // equal keys of one compiler give equal text
	Path    string   // import path of the package
	Dir     string   // its directory in the Go module

	graph    *imports.Graph
	modules  []*imports.Module
	units    map[string]string
	contexts bool // its functions are called in contexts too
}

// Libraries returns the units of a program, sorted by name. Their packages lie in
// the Go module, or the directory of it, of the given path. Of a whole program that
// makes no contexts they have the clones for the main thread alone, which are half.
func Libraries(graph *imports.Graph, module string, whole bool) []*Library {
	contexts := !whole || graphMakesContexts(graph)
	byName := map[string]*Library{}
	for _, m := range graph.Modules {
		if m.Origin != imports.Runtime || m.Tree == nil {
			continue
		}
		top, _, _ := strings.Cut(m.Name, ".")
		lib := byName[top]
		if lib == nil {
			lib = &Library{Name: top, graph: graph, contexts: contexts}
			byName[top] = lib
		}
		lib.modules = append(lib.modules, m)
		lib.Modules = append(lib.Modules, m.Name)
	}
	for changed := true; changed; {
		changed = false
		for name, lib := range byName {
			if !lib.alone(byName) {
				delete(byName, name)
				changed = true
			}
		}
		for _, lib := range byName {
			lib.Key = ""
		}
		for _, name := range slices.Sorted(maps.Keys(byName)) {
			if !byName[name].setKey(byName, module) {
				delete(byName, name) // packages of Go import each other in no circle
				changed = true
				break
			}
		}
	}
	units := map[string]string{}
	var libs []*Library
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		lib := byName[name]
		lib.units = units
		for _, m := range lib.Modules {
			units[m] = lib.Path
		}
		libs = append(libs, lib)
	}
	return libs
}

// alone reports whether the unit needs nothing but the runtime.
func (lib *Library) alone(units map[string]*Library) bool {
	for _, m := range lib.modules {
		if m.Broken {
			return false
		}
		for _, e := range m.Edges {
			for t := range e.Modules() {
				if t.Kind == imports.Native {
					continue
				}
				top, _, _ := strings.Cut(t.Name, ".")
				if t.Origin != imports.Runtime || units[top] == nil {
					return false
				}
			}
		}
	}
	return true
}

// setKey sets Key and Path, after those of the units that this one imports. It
// returns false if that leads back here.
func (lib *Library) setKey(units map[string]*Library, module string) bool {
	if lib.Key != "" {
		return lib.Key != inProgress
	}
	lib.Key = inProgress
	h := sha256.New()
	write := func(s string) { _, _ = h.Write([]byte(s + "\x00")) }
	write(strconv.FormatBool(lib.contexts))
	for _, m := range lib.modules {
		write(m.Name)
		write(string(m.File.Source))
		for _, e := range m.Edges {
			if e.Target == nil {
				write(e.Fail.String())
			}
			for t := range e.Modules() {
				top, _, _ := strings.Cut(t.Name, ".")
				if other := units[top]; other != nil && other != lib && t.Tree != nil {
					if !other.setKey(units, module) {
						return false
					}
					write(other.Key)
				}
			}
		}
	}
	lib.Key = hex.EncodeToString(h.Sum(nil)[:16])
	lib.Dir = path.Join("lib", lib.Key, strings.TrimLeft(lib.Name, "_"))
	lib.Path = path.Join(module, lib.Dir)
	return true
}

const inProgress = "in progress"

// GoFile returns the name of the unit's file in Dir. Go passes over files whose names
// begin with an underscore, as those of modules may.
func (lib *Library) GoFile() string { return strings.TrimLeft(lib.Name, "_") + ".go" }

// Generate returns the Go text of the unit's package.
func (lib *Library) Generate(line, verify bool) ([]byte, error) {
	var sources []lower.Source
	for _, m := range lib.modules {
		sources = append(sources, sourceOf(m))
	}
	opts := Options{Open: true, BothWorlds: true, Whole: !lib.contexts, Verify: verify}
	opts.of(lib.graph, lib.units)
	own := opts.Native
	opts.Native = func(name string) bool { return own(name) && !slices.Contains(lib.Modules, name) }
	prog, diags, err := Compile(sources, opts)
	if err == nil && diags.HasErrors() {
		err = libraryError(lib, diags)
	}
	if err != nil {
		return nil, err
	}
	return codegen.Generate(prog, codegen.Options{Package: codegen.UnitPackage(lib.Name), Line: line, GoFile: lib.GoFile(), Unit: true, Units: lib.units})
}

func libraryError(lib *Library, diags *diag.List) error {
	d := diags.Sorted()[0]
	row, _ := d.File.Position(d.Span.Start)
	return &InternalError{Pass: "lower", Func: lib.Name, File: d.File, Line: row, Err: errors.New(d.Msg)}
}

// sourceOf returns the module as lower takes it.
func sourceOf(m *imports.Module) lower.Source {
	src := lower.Source{Name: m.Name, Tree: m.Tree, Info: m.Info, Examples: m.Examples, Package: m.IsPackage() || m.Kind == imports.Native, Dirs: m.Dirs()}
	if m.Parent != nil {
		src.Parent = m.Parent.Name
	}
	return src
}

// of sets what the options say about a graph, in which units are packages of
// their own.
func (opts *Options) of(graph *imports.Graph, units map[string]string) {
	opts.Native = func(name string) bool {
		m := graph.Lookup(name)
		return units[name] != "" || m != nil && m.Kind == imports.Native && codegen.IsNative(name)
	}
	opts.Missing = func(name string) (class, msg string) {
		if f := graph.Failure(name); f != nil {
			return f.Type, f.Msg
		}
		if m := graph.Lookup(name); m != nil && m.Broken {
			return "SyntaxError", "invalid syntax (" + m.Path + ")"
		}
		return "ModuleNotFoundError", "No module named '" + name + "'"
	}
	opts.Builtin = codegen.KnowsBuiltin
	opts.RTBuiltin = codegen.HasBuiltin
}

// libraries returns the program's units if opts ask for them, and by module name
// the import path of each.
func libraries(graph *imports.Graph, opts *Options) map[string]string {
	units := map[string]string{}
	if opts.Units != "" {
		for _, lib := range Libraries(graph, opts.Units, opts.Whole) {
			for _, name := range lib.Modules {
				units[name] = lib.Path
			}
		}
	}
	return units
}
