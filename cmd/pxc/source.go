package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pxc-lang/pxc/frontend/syntax"
)

// stdinName is how a program read from standard input is called in messages.
const stdinName = "<stdin>"

// readSource reads a program; - is standard input.
func readSource(path string) (name string, src []byte, err error) {
	if path == "-" {
		src, err = readBounded(os.Stdin)
		return stdinName, src, err
	}
	info, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			if _, err2 := os.Stat(path + ".py"); err2 == nil {
				return "", nil, fmt.Errorf("%s does not exist: did you mean %s.py?", path, path)
			}
			return "", nil, fmt.Errorf("%s does not exist", path)
		}
		return "", nil, err
	}
	if info.IsDir() {
		return "", nil, fmt.Errorf("%s is a directory: give the program's main file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	src, err = readBounded(f)
	return path, src, err
}

// readBounded reads a little more than the frontend accepts, so that an endless
// device is refused like a large file.
func readBounded(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, syntax.MaxSource+1))
}

// oneFile returns the single file a command takes.
func oneFile(args []string) (string, error) {
	switch len(args) {
	case 0:
		return "", usageError("no file given")
	case 1:
		return args[0], nil
	}
	return "", usageError("more than one file given: " + strings.Join(args, " "))
}

// programName returns the name of the binary for a source file.
func programName(path string) string {
	if path == "-" || path == stdinName {
		return "app"
	}
	name := filepath.Base(path)
	if s, ok := strings.CutSuffix(name, ".py"); ok && s != "" {
		return s
	}
	return name + ".bin"
}

// maxCheckedFiles bounds what pxc check DIR reads.
const maxCheckedFiles = 100_000

// sourceFile is a file to check.
type sourceFile struct {
	path string
	dir  string // the argument that it lies below, or "" if it is one itself
}

// sourceFiles returns the Python files that the arguments name, each once: the
// files themselves, and those below the directories, sorted. Hidden directories
// and virtual environments are left out: what is in them is not the user's.
// Directories are not entered through links, so there are no circles.
func sourceFiles(args []string) ([]sourceFile, error) {
	var files []sourceFile
	seen := make(map[string]bool)
	add := func(p, dir string) {
		if key := filepath.Clean(p); p == "-" || !seen[key] {
			seen[key] = true
			files = append(files, sourceFile{p, dir})
		}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			add(arg, "") // reading it reports what is wrong
			continue
		}
		before := len(files)
		err = filepath.WalkDir(arg, func(p string, d os.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && p != arg && (strings.HasPrefix(d.Name(), ".") || exists(filepath.Join(p, "pyvenv.cfg"))):
				return filepath.SkipDir
			case strings.HasSuffix(p, ".py") && isFile(p, d):
				if add(p, arg); len(files) > maxCheckedFiles {
					return fmt.Errorf("%s holds more than %d Python files", arg, maxCheckedFiles)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(files) == before && len(args) == 1 {
			return nil, fmt.Errorf("%s holds no Python files", arg)
		}
	}
	return files, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// isFile reports whether a directory's entry is a file or a link to one.
func isFile(path string, d os.DirEntry) bool {
	if d.Type()&os.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// isNull reports whether info is of the null device, which takes a binary whose maker
// only wants to know whether it can be built, as with go build.
func isNull(info os.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(null, info)
}

// outputPath checks that writing a binary to out destroys nothing: no directory,
// no source, nothing but an executable.
func outputPath(out, source string) error {
	info, err := os.Stat(out)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			if dir, err := os.Stat(filepath.Dir(out)); err != nil || !dir.IsDir() {
				return fmt.Errorf("cannot write %s: %s is not a directory", out, filepath.Dir(out))
			}
			return nil
		}
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a directory", out)
	}
	if src, err := os.Stat(source); err == nil && os.SameFile(src, info) {
		return fmt.Errorf("%s is the source", out)
	}
	if !info.Mode().IsRegular() {
		if isNull(info) {
			return nil
		}
		return fmt.Errorf("%s is not a regular file", out)
	}
	if info.Size() == 0 {
		return nil
	}
	f, err := os.Open(out)
	if err != nil {
		return err
	}
	defer f.Close()
	var magic [4]byte
	if _, err := io.ReadFull(f, magic[:]); err == nil {
		switch string(magic[:]) {
		case "\x7fELF", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe":
			return nil
		}
		if string(magic[:2]) == "MZ" {
			return nil
		}
	}
	return fmt.Errorf("%s exists and is not an executable: it is left as it is", out)
}
