package imports

import (
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Finding a module. A directory answers for a name as CPython's FileFinder
// does: a package first, then a file, and if there is neither, a directory of
// that name is a portion of a namespace package, which counts only if no later
// directory has more. Two differences: a Python file wins over a C extension
// beside it (packages made with Cython or mypyc ship both), and names match
// in case on every system.

// dir is a directory that modules are looked for in.
type dir struct {
	path   string
	origin Origin
}

// pinned are the packages that a file beside the program does not hide: a
// copy of the parallel package for CPython may lie there.
var pinned = map[string]bool{"parallel": true, "async": true, "sys": true, "builtins": true}

// module returns the module with an absolute dotted name, which it adds to the
// graph if it is new, or why there is none.
func (l *loader) module(name string, by *Edge, from *Module) (*Module, *Failure) {
	if m := l.graph.byName[name]; m != nil {
		return m, nil
	}
	if f := l.failures[name]; f != nil {
		return nil, f
	}
	var parent *Module
	if p := parentName(name); p != "" {
		var f *Failure
		if parent, f = l.module(p, by, from); f != nil {
			return nil, f
		}
	}
	m, f := l.find(name, parent)
	if f != nil {
		f.name, f.parent = name, parent
		l.failures[name] = f
		return nil, f
	}
	m.Name, m.Parent, m.by, m.from = name, parent, by, from
	if m.Path != "" {
		read, err := l.read(m)
		if err != nil {
			f := &Failure{Type: "ImportError", Msg: err.Error(), name: name, parent: parent, unsupported: "the file cannot be read"}
			l.failures[name] = f
			return nil, f
		}
		m.use(read)
	}
	l.add(m)
	return m, nil
}

// parentName returns the name of the package around name, or "".
func parentName(name string) string {
	return name[:max(0, strings.LastIndexByte(name, '.'))]
}

// find decides where a module comes from. Name and Parent are left to the
// caller.
func (l *loader) find(name string, parent *Module) (*Module, *Failure) {
	base := name[strings.LastIndexByte(name, '.')+1:]
	top, _, _ := strings.Cut(name, ".")
	if base == "" || strings.ContainsAny(base, "/\\\x00") {
		return nil, notFound(name)
	}
	if name == "__main__" {
		return &Module{Kind: Native, Origin: Runtime}, nil // whichever the program is
	}
	if pinned[top] {
		if _, ok := l.native[name]; ok {
			return &Module{Kind: Native, Origin: Runtime}, nil
		}
		return nil, notFound(name)
	}
	if parent != nil && (parent.Kind == Source || parent.Kind == Native && !l.packages[parent.Name]) {
		f := notFound(name)
		f.Msg += "; '" + parent.Name + "' is not a package"
		return nil, f
	}

	// A package that lies beside the program is its own: the runtime and
	// the installation add nothing to it.
	own := parent != nil && parent.Kind == Package && parent.Origin == Beside
	native, under := l.native[name]
	native = native && !own
	lib := l.library(name, parent)
	if !native && lib == nil && parent != nil && parent.Origin == Runtime && parent.Info != nil && binds(parent, base) {
		return nil, notFound(name) // the runtime's own attribute: nothing to ask the installation for
	}
	var s search
	for d := range l.places(parent, native || lib != nil) {
		if m := s.in(l, d, base); m != nil {
			return m, nil
		}
	}
	switch {
	case lib != nil:
		return lib, nil
	case native, under && !own && len(s.portions) == 0:
		return &Module{Kind: Native, Origin: Runtime}, nil
	case len(s.portions) > 0:
		return &Module{Kind: Namespace, Origin: s.portions[0].origin, dirs: s.portions}, nil
	}
	f := notFound(name)
	switch {
	case s.extension != "":
		f.Type, f.unsupported = "ImportError", "'"+name+"' is a C extension ("+s.extension+")"
	case s.bytecode != "":
		f.Type, f.unsupported = "ImportError", "'"+name+"' is there as compiled bytecode only ("+s.bytecode+")"
	case parent == nil && l.python != nil && slices.Contains(l.python.Builtins, name):
		f.Type, f.unsupported = "ImportError", "'"+name+"' is written in C, a part of CPython"
	}
	if f.unsupported != "" {
		f.Msg = f.unsupported + ": pxc cannot import it"
	}
	return nil, f
}

// library returns the runtime's own module of that name, if it has one that is
// written in Python and the package around it is the runtime's too.
func (l *loader) library(name string, parent *Module) *Module {
	if l.cfg.Library == nil || parent != nil && parent.Origin != Runtime {
		return nil
	}
	file := strings.ReplaceAll(name, ".", "/")
	single := file + ".py"
	if parent == nil {
		single = name + "/" + name + ".py"
	}
	for _, m := range []*Module{
		{Kind: Package, Path: file + "/__init__.py"},
		{Kind: Source, Path: single},
	} {
		if info, err := fs.Stat(l.cfg.Library, m.Path); err == nil && info.Mode().IsRegular() {
			m.Path, m.Origin, m.inLibrary = libraryPath(name, m.Kind), Runtime, m.Path
			return m
		}
	}
	return nil
}

// libraryPath is how messages and tracebacks call a file of the runtime, which
// has no place on the user's disk.
func libraryPath(name string, k Kind) string {
	file := "<pxc>/" + strings.ReplaceAll(name, ".", "/")
	if k == Package {
		return file + "/__init__.py"
	}
	return file + ".py"
}

// read returns the file of m.
func (l *loader) read(m *Module) (*Parsed, error) {
	if m.inLibrary == "" {
		return l.cfg.Files.Read(m.Path)
	}
	src, err := fs.ReadFile(l.cfg.Library, m.inLibrary)
	if err != nil {
		return nil, err
	}
	return l.cfg.Files.Add(m.Path, src), nil
}

func notFound(name string) *Failure {
	return &Failure{Type: "ModuleNotFoundError", Msg: "No module named '" + name + "'"}
}

// places yields the directories that hold what is in the package parent, or,
// if that is nil, the outermost modules. Those of the Python installation come
// last, and it is asked for them only if the caller gets that far. With
// beside, only those beside the program are yielded.
func (l *loader) places(parent *Module, beside bool) iter.Seq[dir] {
	return func(yield func(dir) bool) {
		if parent != nil && parent.Origin != Runtime {
			for _, d := range parent.dirs {
				if (!beside || d.origin == Beside) && !yield(d) {
					return
				}
			}
			return
		}
		// Python modules may lie inside a package of the runtime: the runtime has
		// urllib.parse, say, and the installation urllib.request.
		inside := ""
		if parent != nil {
			inside = strings.ReplaceAll(parent.Name, ".", string(filepath.Separator))
		} else if !yield(dir{l.cfg.Dir, Beside}) {
			return
		}
		if beside {
			return
		}
		for _, d := range l.cfg.Path {
			if d != "" && !yield(dir{filepath.Join(d, inside), PathVar}) {
				return
			}
		}
		if l.askPython() {
			for _, d := range l.python.Path {
				if !yield(dir{filepath.Join(d, inside), Installed}) {
					return
				}
			}
		}
		for _, d := range l.cfg.Last {
			if !yield(dir{filepath.Join(d, inside), PathVar}) {
				return
			}
		}
	}
}

// askPython reports whether there is an installation.
func (l *loader) askPython() bool {
	if !l.asked {
		l.asked = true
		if l.cfg.Python != nil {
			l.python, l.pythonErr = l.cfg.Python()
		}
	}
	return l.python != nil
}

// search is what a walk over directories has met that is no answer yet.
type search struct {
	portions  []dir
	extension string // file, the first
	bytecode  string
}

// in returns the module that d holds under the name base, or nil. Once a C
// extension was met the search has ended: CPython would take it.
func (s *search) in(l *loader, d dir, base string) *Module {
	if s.extension != "" && d.origin != Beside {
		return nil
	}
	list := l.list(d.path)
	sub := filepath.Join(d.path, base)
	isDir := list.has(base) && isDirectory(sub)
	if isDir {
		inner := l.list(sub)
		if inner.has("__init__.py") && isFile(filepath.Join(sub, "__init__.py")) {
			return &Module{Kind: Package, Origin: d.origin, Path: filepath.Join(sub, "__init__.py"), dirs: []dir{{sub, d.origin}}}
		}
		if ext := inner.extensions["__init__"]; ext != "" {
			s.extension = filepath.Join(sub, ext)
			return nil
		}
	}
	if list.has(base+".py") && isFile(sub+".py") { // reading a pipe would wait
		return &Module{Kind: Source, Origin: d.origin, Path: sub + ".py"}
	}
	if ext := list.extensions[base]; ext != "" {
		s.extension = filepath.Join(d.path, ext)
		return nil
	}
	if list.has(base+".pyc") && s.bytecode == "" {
		s.bytecode = sub + ".pyc"
	}
	if isDir {
		s.portions = append(s.portions, dir{sub, d.origin})
	}
	return nil
}

// listing is the names in a directory, empty if it cannot be read: a path
// list may hold archives and directories that do not exist.
type listing struct {
	names      map[string]bool
	extensions map[string]string // module name to file
}

func (l *listing) has(name string) bool { return l.names[name] }

// list returns the names in a directory. Each is read once.
func (l *loader) list(path string) *listing {
	if have := l.listings[path]; have != nil {
		return have
	}
	out := &listing{names: make(map[string]bool), extensions: make(map[string]string)}
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		out.names[e.Name()] = true
		if ext := filepath.Ext(e.Name()); ext == ".so" || ext == ".pyd" {
			base, _, _ := strings.Cut(e.Name(), ".")
			if out.extensions[base] == "" { // entries are sorted
				out.extensions[base] = e.Name()
			}
		}
	}
	l.listings[path] = out
	return out
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func isDirectory(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
