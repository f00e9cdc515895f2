// Package imports owns the import graph: which modules a program consists of,
// and where each of them comes from.
//
// It looks for modules as CPython's import system does, in the file system
// alone: it runs none of the program, and knows of the runtime's modules only
// the names that the caller gives. It decides nothing about how a module is
// compiled.
package imports

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// The graph grows breadth first from the program: each module that an import
// statement names, in source order, is looked for (find.go), read, and its
// own import statements are followed in turn (follow.go). Nothing recurses
// along imports, so cycles need no care; only packages come before what is in
// them. What is wrong is reported at the end (report.go), when it is known
// which modules the program surely needs.
//
// Order, and with it everything that depends on the graph, is that of the
// source alone: directories are asked for names, never listed.

// Config says where modules may come from.
type Config struct {
	// Dir is the directory of the program: what lies in it wins.
	Dir string
	// Native holds the dotted names of the modules that the runtime has.
	Native []string
	// Library holds the modules of the runtime that are written in Python:
	// NAME/NAME.py, or NAME/__init__.py and what is in that package. Nil is
	// none.
	Library fs.FS
	// Path holds the directories of PXCPATH.
	Path []string
	// Last holds directories in which is looked after all others.
	Last []string
	// Files keeps what was read; nil is a new one.
	Files *Files
	// Python returns the user's installation, or nil and the reason why
	// there is none. It is called at most once, and not before a module is
	// found nowhere else. A nil func is no installation.
	Python func() (*Python, error)
}

// Origin says by which rule a module was found.
type Origin uint8

const (
	Beside    Origin = iota // next to the program
	Runtime                 // the runtime's own
	PathVar                 // on PXCPATH
	Installed               // in the user's Python installation
)

func (o Origin) String() string {
	return [...]string{"beside", "runtime", "PXCPATH", "installed"}[o]
}

// Users reports whether what is wrong in a module of this origin is for the user
// to know: the others' modules they did not write.
func (o Origin) Users() bool { return o == Beside || o == PathVar }

// Kind says what a module consists of.
type Kind uint8

const (
	Source    Kind = iota // one file
	Package               // a directory with __init__.py
	Namespace             // directories without, of one name (PEP 420)
	Native                // written in Go
)

func (k Kind) String() string {
	return [...]string{"module", "package", "namespace", "native"}[k]
}

// Graph is the modules of one program.
type Graph struct {
	// Modules starts with the program, "__main__", and goes on in the order
	// in which import statements first name a module, breadth first. A
	// package comes before what is in it.
	Modules  []*Module
	byName   map[string]*Module
	failures map[string]*Failure
}

// Lookup returns the module with the dotted name, or nil.
func (g *Graph) Lookup(name string) *Module { return g.byName[name] }

// Failure returns what importing the module with the dotted name raises, or nil
// if there is such a module, or nothing in the program imports it.
func (g *Graph) Failure(name string) *Failure { return g.failures[name] }

// Missing returns the sorted names of the modules that the program imports and
// that are not there.
func (g *Graph) Missing() []string { return slices.Sorted(maps.Keys(g.failures)) }

// Imported returns the files that another module of the graph imports.
func (g *Graph) Imported() map[*diag.File]bool {
	files := make(map[*diag.File]bool)
	for _, m := range g.Modules {
		for _, e := range m.Edges {
			for t := range e.Modules() {
				if t.File != nil && t.File != m.File {
					files[t.File] = true
				}
			}
		}
	}
	return files
}

// Main returns the program.
func (g *Graph) Main() *Module { return g.Modules[0] }

// Module is one module of a program.
type Module struct {
	Name   string // dotted; "__main__" for the program
	Kind   Kind
	Origin Origin
	Parent *Module // the package it is in, or nil

	// Path names the file of a Source or Package, below Config.Dir as that
	// was spelled. File, Tree and Info are nil for the others.
	Path string
	File *diag.File
	Tree *syntax.Module
	Info *resolve.Info

	// Broken says that the file has errors: importing it raises SyntaxError.
	Broken bool

	// Edges holds the module's imports, in source order, without those that
	// only type checkers see.
	Edges []*Edge

	// Examples are those in the module's docstrings, if the program may run them.
	Examples []*resolve.Snippet

	inLibrary string // its file in Config.Library, if it is there

	dirs   []dir      // where what is in the package is looked for
	diags  *diag.List // what is wrong in the file; nil if others report that
	root   bool       // given to LoadFiles
	by     *Edge      // the import that brought it in
	from   *Module    // the module that by stands in
	needed resolve.Need

	examined bool // for examples
}

// Dirs returns the directories in which what is in the package is looked for.
func (m *Module) Dirs() []string {
	var dirs []string
	for _, d := range m.dirs {
		dirs = append(dirs, d.path)
	}
	return dirs
}

// IsPackage reports whether m may hold other modules.
func (m *Module) IsPackage() bool { return m.Kind == Package || m.Kind == Namespace }

// Edge is one import: a dotted name of an import statement, or a whole from
// statement.
type Edge struct {
	*resolve.Import

	// Name is the absolute dotted name: relative imports are resolved. It is
	// "" if they reach beyond the outermost package.
	Name string

	// Target is the module of that name, nil if there is none. Importing
	// it imports the packages that it is in, from the outside: Parent.
	Target *Module

	// Submodules goes with Import.Names: the module that the name stands
	// for, if the target holds it and does not bind the name before. For
	// "*" it is nil, and Star holds what the target's __all__ adds.
	Submodules []*Module
	Star       []*Module

	// Fail is what is raised if Target is nil, else nil. Unbound is what is
	// raised for the first of Names that the target surely does not have.
	Fail    *Failure
	Unbound *Failure
}

// Failure is the exception that an import raises.
type Failure struct {
	Type string // "ModuleNotFoundError" or "ImportError"
	Msg  string // as CPython's

	name        string   // the dotted name that was not found
	parent      *Module  // where it was looked for, or nil
	unsupported string   // why pxc cannot import what is there, or ""
	module      *Module  // of an Unbound name
	known       []string // what it could have been instead
}

// Load finds the modules of the program that main is the resolved tree of.
// What is wrong with imports, and with the modules that they find, is added to
// diags; what is wrong with main itself is not.
//
// Reads files; otherwise O(size of what is imported).
func Load(main *resolve.Info, cfg Config, diags *diag.List) *Graph {
	l := newLoader(cfg)
	l.add(&Module{
		Name: "__main__", Path: main.Module.File.Name, root: true,
		File: main.Module.File, Tree: main.Module, Info: main,
	})
	return l.load(diags)
}

// load follows the roots, which are in the graph.
func (l *loader) load(diags *diag.List) *Graph {
	// The queue is the list itself.
	for i := 0; i < len(l.graph.Modules) || l.examples(); i++ {
		l.follow(l.graph.Modules[i])
	}
	l.report(diags)
	l.graph.failures = l.failures
	return l.graph
}

// loader is a graph in the making.
type loader struct {
	cfg      Config
	graph    *Graph
	native   map[string]bool // true: a module; false: a package of some only
	packages map[string]bool // of native: those that have others in them
	failures map[string]*Failure
	listings map[string]*listing

	asked     bool // cfg.Python was called
	python    *Python
	pythonErr error
}

func newLoader(cfg Config) *loader {
	if cfg.Files == nil {
		cfg.Files = NewFiles()
	}
	cfg.Dir = filepath.Clean(cfg.Dir)
	l := &loader{
		cfg:      cfg,
		graph:    &Graph{byName: make(map[string]*Module)},
		native:   make(map[string]bool),
		packages: make(map[string]bool),
		failures: make(map[string]*Failure),
		listings: make(map[string]*listing),
	}
	for _, n := range cfg.Native {
		l.native[n] = true
		for p := parentName(n); p != ""; p = parentName(p) {
			if !l.native[p] {
				l.native[p] = false // a parent that is no module itself
			}
			l.packages[p] = true
		}
	}
	return l
}

func (l *loader) add(m *Module) {
	l.graph.Modules = append(l.graph.Modules, m)
	l.graph.byName[m.Name] = m
}
