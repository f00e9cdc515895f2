package imports

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pxc-lang/pxc/frontend/diag"
	"github.com/pxc-lang/pxc/frontend/resolve"
	"github.com/pxc-lang/pxc/frontend/syntax"
)

// Files keeps the files that were read, so that programs which share modules
// read each once. It is safe for concurrent use.
type Files struct {
	mu   sync.Mutex
	byID map[string]*Parsed
}

// NewFiles returns an empty Files.
func NewFiles() *Files { return &Files{byID: make(map[string]*Parsed)} }

// Parsed is one file that was read, parsed and resolved.
type Parsed struct {
	Name  string // as its diagnostics call it: the first spelling asked for
	File  *diag.File
	Tree  *syntax.Module
	Info  *resolve.Info
	Diags diag.List // what is wrong with the file
	Err   error     // it could not be read: the rest is nil

	once sync.Once
}

// Read returns a file. Two spellings of one path are one file.
func (f *Files) Read(path string) (*Parsed, error) {
	s := f.entry(path)
	s.once.Do(func() {
		src, err := readBounded(path)
		if err != nil {
			s.Err = err
			return
		}
		s.parse(src)
	})
	return s, s.Err
}

// readBounded reads a little more than the frontend accepts, so that what is too
// large is refused, not read.
func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, syntax.MaxSource+1))
}

// Add is Read for a file whose text the caller has, if it is new.
func (f *Files) Add(path string, src []byte) *Parsed {
	s := f.entry(path)
	s.once.Do(func() { s.parse(src) })
	return s
}

func (f *Files) entry(path string) *Parsed {
	id := path
	if abs, err := filepath.Abs(path); err == nil {
		id = abs
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.byID[id]
	if s == nil {
		s = &Parsed{Name: path}
		f.byID[id] = s
	}
	return s
}

func (s *Parsed) parse(src []byte) {
	s.File = syntax.NewFile(s.Name, src, &s.Diags)
	s.Tree = syntax.Parse(s.File, syntax.Options{}, &s.Diags)
	s.Info = resolve.Resolve(s.Tree, &s.Diags)
}

// use makes s the module's file.
func (m *Module) use(s *Parsed) {
	m.File, m.Tree, m.Info, m.diags = s.File, s.Tree, s.Info, &s.Diags
	m.Broken = s.Diags.HasErrors()
}

// LoadFiles finds the modules that files import, which are parts of one or more
// programs, and adds to diags what is wrong with all of them, the files included.
// They share a directory, cfg.Dir: each is the module that is found there under
// its name, or, if another one hides it, a program beside it.
func LoadFiles(files []Place, cfg Config, diags *diag.List) *Graph {
	l := newLoader(cfg)
	for _, p := range files {
		s := p.File
		if s.Err != nil {
			continue
		}
		m, _ := l.module(p.Name, nil, nil)
		if m == nil || m.File != s.File {
			m = &Module{Name: p.Name, Path: s.Name}
			if p.Name == "" {
				m.Name = "__main__"
			}
			if p := parentName(p.Name); p != "" {
				m.Parent, _ = l.module(p, nil, nil)
			}
			m.use(s)
			l.graph.Modules = append(l.graph.Modules, m)
		}
		m.root = true
	}
	return l.load(diags)
}

// Place is a file and what it is to its program.
type Place struct {
	File *Parsed
	Dir  string // what its imports are looked for in: Config.Dir
	Name string // dotted; "" if no import can name it

	InPackage bool
}

// PlaceOf returns the place of a file. A file in a package, a directory with
// __init__.py, is looked at as a module of it, and its directory is the one that
// the outermost package lies in.
func PlaceOf(s *Parsed) Place {
	dir := filepath.Dir(s.Name)
	name, ok := strings.CutSuffix(filepath.Base(s.Name), ".py")
	abs, err := filepath.Abs(s.Name)
	if !ok || err != nil {
		return Place{File: s, Dir: dir}
	}
	var parts []string
	inPackage := false
	if name != "__init__" {
		parts = append(parts, name)
	}
	for at := filepath.Dir(abs); isFile(filepath.Join(at, "__init__.py")); at = filepath.Dir(at) {
		if at == filepath.Dir(at) {
			break
		}
		parts = append([]string{filepath.Base(at)}, parts...)
		dir = up(dir)
		inPackage = true
	}
	return Place{File: s, Dir: dir, Name: strings.Join(parts, "."), InPackage: inPackage}
}

// up returns the directory around dir, spelled like it.
func up(dir string) string {
	if b := filepath.Base(dir); b == "." || b == ".." {
		return filepath.Join(dir, "..")
	}
	return filepath.Dir(dir)
}
