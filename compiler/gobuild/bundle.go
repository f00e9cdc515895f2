// Package gobuild turns generated Go source into a binary: it carries the
// runtime, keeps the cache, finds the Go toolchain and runs it so that the
// result depends on nothing but the source.
//
// It knows Go modules and files. It does not know Python.
package gobuild

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed" // xsys.zip
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pxc-lang/pxc"
)

//go:generate go run ./internal/pack

//go:embed xsys.zip
var xsys []byte

const runtimeGoMod = `module github.com/pxc-lang/pxc

go 1.26

require golang.org/x/sys v0.0.0

replace golang.org/x/sys => ../xsys
`

const xsysGoMod = `module golang.org/x/sys

go 1.25
`

// runtimeFiles returns the files of the runtime module by slash-separated path,
// tests and notes left out.
func runtimeFiles() (map[string][]byte, error) {
	files := map[string][]byte{"pxc/go.mod": []byte(runtimeGoMod), "xsys/go.mod": []byte(xsysGoMod)}
	err := fs.WalkDir(pxc.Runtime, "rt", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && d.Name() == "testdata" {
				return fs.SkipDir
			}
			return err
		}
		if ext := path.Ext(name); ext != ".go" && ext != ".s" && ext != ".h" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := pxc.Runtime.ReadFile(name)
		files["pxc/"+name] = data
		return err
	})
	if err != nil {
		return nil, err
	}
	zr, err := zip.NewReader(bytes.NewReader(xsys), int64(len(xsys)))
	if err != nil {
		return nil, err
	}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		files["xsys/"+f.Name] = data
	}
	return files, nil
}

var runtimeID = sync.OnceValues(func() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(pxc.Runtime, "rt", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := pxc.Runtime.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		_, err = h.Write(append([]byte(name+"\x00"), sum[:]...))
		return err
	})
	_, _ = h.Write(xsys)
	return hex.EncodeToString(h.Sum(nil)[:12]), err
})

// RuntimeID names the runtime this pxc carries: a digest of its source.
func RuntimeID() (string, error) { return runtimeID() }

// Runtime returns the directory that holds the runtime's modules pxc and xsys,
// extracted into the cache when first needed. Concurrent calls in several
// processes are safe: the directory appears complete or not at all.
func (c *Cache) Runtime() (string, error) {
	id, err := RuntimeID()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(c.Dir, "runtime", id)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	files, err := runtimeFiles()
	if err != nil {
		return "", err
	}
	return dir, c.publish(dir, func(tmp string) error {
		for name, data := range files {
			p := filepath.Join(tmp, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(p, data, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
}
