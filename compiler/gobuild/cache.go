package gobuild

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"time"
)

// Cache is the directory where pxc keeps the extracted runtime, binaries that it has
// built, and where Go's cache has the packages that they consist of. Everything in it
// can be made again; entries appear by rename, so any number of processes may use it at
// once.
type Cache struct {
	Dir string
}

// Limits of the cache, enforced at most once an hour: a day of tests makes tens of
// gigabytes.
const (
	maxBinaries  = 1 << 30 // bytes
	trimInterval = time.Hour
	keepUnused   = 30 * 24 * time.Hour
)

// OpenCache returns the cache: PXC_CACHE, else pxc in the user's cache directory,
// else a private directory under the system's temporary one when the home
// directory cannot be written.
func OpenCache() (*Cache, error) {
	if dir := os.Getenv("PXC_CACHE"); dir != "" {
		dir, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		return &Cache{dir}, os.MkdirAll(dir, 0o755)
	}
	if base, err := os.UserCacheDir(); err == nil {
		dir := filepath.Join(base, "pxc")
		if writable(dir) {
			return &Cache{dir}, nil
		}
	}
	dir := filepath.Join(os.TempDir(), "pxc-"+strconv.Itoa(os.Getuid()))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	// Somebody else's directory of that name must not feed us binaries.
	info, err := os.Lstat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() || info.Mode().Perm()&0o022 != 0 || !writable(dir) {
		return nil, errors.New("cannot find a cache directory: set PXC_CACHE")
	}
	return &Cache{dir}, nil
}

// writable reports whether dir exists, or can be made, and takes files.
func writable(dir string) bool {
	if os.MkdirAll(dir, 0o755) != nil {
		return false
	}
	f, err := os.CreateTemp(dir, ".probe-")
	if err != nil {
		return false
	}
	_ = f.Close()
	return os.Remove(f.Name()) == nil
}

// publish makes directory dir with what fill puts into it, in one step.
func (c *Cache) publish(dir string, fill func(tmp string) error) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".new-")
	if err != nil {
		return err
	}
	if err := fill(tmp); err != nil {
		_ = os.RemoveAll(tmp)
		return err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return err
	}
	err = os.Rename(tmp, dir)
	if err != nil {
		_ = os.RemoveAll(tmp)
		if _, statErr := os.Stat(dir); statErr == nil {
			return nil // another process was first
		}
	}
	return err
}

// keep writes a file of the cache in one step.
func (c *Cache) keep(name string, data []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// Key is a digest of everything a binary depends on.
func Key(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		_, _ = h.Write([]byte(strconv.Itoa(len(p)) + ":"))
		_, _ = h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Binary returns the path of the cached binary for key, making it with build if
// there is none. build writes the file it is given.
func (c *Cache) Binary(key, name string, build func(out string) error) (string, error) {
	dir := filepath.Join(c.Dir, "bin", key)
	bin := filepath.Join(dir, name)
	if isFile(bin) {
		now := time.Now()
		_ = os.Chtimes(dir, now, now) // used: keep it longer
		return bin, nil
	}
	fill := func(tmp string) error { return build(filepath.Join(tmp, name)) }
	err := c.publish(dir, fill)
	if err == nil && !isFile(bin) {
		// What was there is an entry without its binary. To remove it before would remove
		// what another process has just put there, and is about to run.
		_ = os.RemoveAll(dir)
		err = c.publish(dir, fill)
	}
	if err == nil {
		c.trim()
	}
	return bin, err
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// Text returns the cached text for key, making it with build if there is none.
func (c *Cache) Text(key string, build func() ([]byte, error)) ([]byte, error) {
	bin, err := c.Binary(key, "text", func(out string) error {
		text, err := build()
		if err != nil {
			return err
		}
		return os.WriteFile(out, text, 0o644)
	})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(bin)
}

// trim removes binaries unused for a month, then the longest unused ones beyond
// the size limit.
func (c *Cache) trim() {
	stamp := filepath.Join(c.Dir, "trim.txt")
	if info, err := os.Stat(stamp); err == nil && time.Since(info.ModTime()) < trimInterval {
		return
	}
	_ = os.WriteFile(stamp, []byte("last trimmed\n"), 0o644)
	type entry struct {
		path string
		used time.Time
		size int64
	}
	var entries []entry
	var total int64
	for _, kind := range []string{"bin", "runtime", "packages"} {
		dirs, err := os.ReadDir(filepath.Join(c.Dir, kind))
		if err != nil {
			continue
		}
		for _, d := range dirs {
			info, err := d.Info()
			if err != nil {
				continue
			}
			e := entry{path: filepath.Join(c.Dir, kind, d.Name()), used: info.ModTime()}
			_ = filepath.WalkDir(e.path, func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					if info, err := d.Info(); err == nil {
						e.size += info.Size()
					}
				}
				return nil
			})
			entries = append(entries, e)
			total += e.size
		}
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].used.Before(entries[j].used) })
	for _, e := range entries {
		old := time.Since(e.used)
		if old > keepUnused || total > maxBinaries && old > time.Hour {
			_ = os.RemoveAll(e.path)
			total -= e.size
		}
	}
}

// Clean removes everything from the cache.
func (c *Cache) Clean() error {
	var errs []error
	for _, name := range []string{"bin", "runtime", "packages", "trim.txt"} {
		errs = append(errs, os.RemoveAll(filepath.Join(c.Dir, name)))
	}
	return errors.Join(errs...)
}

// CopyFile copies an executable to out by way of a temporary file beside it, so
// that out is replaced in one step even while it runs.
func CopyFile(from, out string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	tmp, err := os.CreateTemp(filepath.Dir(out), "."+filepath.Base(out)+"-")
	if err != nil {
		return err
	}
	_, err = io.Copy(tmp, src)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o755)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), out)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}
