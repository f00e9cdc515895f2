// Command pack writes xsys.zip: the files of golang.org/x/sys/unix that the
// runtime needs on the systems it is built for, with their licence. It is run by
// go generate in compiler/gobuild; its output depends only on the version that
// go.mod pins.
package main

import (
	"archive/zip"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"time"
)

var targets = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64"}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run() error {
	files := map[string]string{} // name in the archive to path
	for _, t := range targets {
		goos, goarch := filepath.Split(t)
		cmd := exec.Command("go", "list", "-deps", "-json=Dir,Module,GoFiles,SFiles,HFiles", "golang.org/x/sys/unix")
		cmd.Env = append(os.Environ(), "GOOS="+filepath.Clean(goos), "GOARCH="+goarch, "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		dec := json.NewDecoder(out)
		for {
			var p struct {
				Dir                     string
				Module                  *struct{ Dir, Path string }
				GoFiles, SFiles, HFiles []string
			}
			if err := dec.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			if p.Module == nil || p.Module.Path != "golang.org/x/sys" {
				continue
			}
			rel, err := filepath.Rel(p.Module.Dir, p.Dir)
			if err != nil {
				return err
			}
			for _, list := range [][]string{p.GoFiles, p.SFiles, p.HFiles} {
				for _, f := range list {
					files[filepath.ToSlash(filepath.Join(rel, f))] = filepath.Join(p.Dir, f)
				}
			}
			for _, f := range []string{"LICENSE", "PATENTS"} {
				files[f] = filepath.Join(p.Module.Dir, f)
			}
		}
		if err := cmd.Wait(); err != nil {
			return err
		}
	}
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	f, err := os.Create("xsys.zip")
	if err != nil {
		return err
	}
	w := zip.NewWriter(f)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	for _, n := range names {
		data, err := os.ReadFile(files[n])
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: n, Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
		fw, err := w.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := fw.Write(data); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.Close()
}
