package compiler

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/pxc-lang/pxc"
	"github.com/pxc-lang/pxc/codegen"
	"github.com/pxc-lang/pxc/frontend/imports"
)

// findPython asks the user's Python once, however many programs are compiled.
var findPython = sync.OnceValues(imports.FindPython)

// ImportConfig says where the modules of programs in a directory come from.
func ImportConfig(dir string) imports.Config {
	return imports.Config{
		Dir:     dir,
		Native:  codegen.Natives(),
		Library: RuntimeLibrary(),
		Path:    filepath.SplitList(os.Getenv("PXCPATH")),
		Python:  findPython,
	}
}

// RuntimeLibrary returns the runtime's modules that are written in Python.
func RuntimeLibrary() fs.FS {
	lib, err := fs.Sub(pxc.Runtime, "rt/lib")
	if err != nil {
		panic(err) // the path is valid
	}
	return lib
}
