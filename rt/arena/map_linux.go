package arena

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/unix"
)

var errOccupied = errors.New("address range is occupied")

// mapFixed maps n zeroed bytes exactly at p. It never replaces a mapping:
// kernels before 4.17 ignore MAP_FIXED_NOREPLACE and treat p as a hint, hence
// the check of the result.
func mapFixed(p, n uintptr) error {
	const flags = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS | unix.MAP_FIXED_NOREPLACE | unix.MAP_NORESERVE
	// Safe: the kernel chooses no other address and Go never sees the memory.
	got, err := unix.MmapPtr(-1, 0, unsafe.Add(nil, p), n, unix.PROT_READ|unix.PROT_WRITE, flags)
	if err == unix.EEXIST {
		return errOccupied
	}
	if err != nil {
		return err
	}
	if uintptr(got) != p {
		_ = unix.MunmapPtr(got, n)
		return errOccupied
	}
	return nil
}

// remap makes the mapping of old bytes at p one of n bytes, which may move it; the rest
// reads as zero. It returns 0 where the system has no memory.
func remap(p, old, n uintptr) uintptr {
	// Safe: as mapAnywhere.
	q, err := unix.MremapPtr(unsafe.Add(nil, p), old, nil, n, unix.MREMAP_MAYMOVE)
	if err != nil {
		return 0
	}
	return uintptr(q)
}

func unmap(p, n uintptr) {
	// Safe: the range was mapped by mapFixed and nothing refers to it.
	_ = unix.MunmapPtr(unsafe.Add(nil, p), n)
}

// adviseHuge asks for huge pages in a range where the system leaves that to
// programs; it may refuse.
func adviseHuge(p, n uintptr) {
	// Safe: as discard; advice changes no content.
	_, _, _ = unix.RawSyscall(unix.SYS_MADVISE, p, n, unix.MADV_HUGEPAGE)
}

// discard gives the pages of a range back; they read as zero afterwards.
func discard(p, n uintptr) {
	// Safe: as unmap; the mapping itself stays.
	_, _, _ = unix.RawSyscall(unix.SYS_MADVISE, p, n, unix.MADV_DONTNEED)
}

// mapAnywhere maps n zeroed bytes, n a multiple of the page size, where the system has
// room; 0 if it has none.
func mapAnywhere(n uintptr) uintptr {
	const flags = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS | unix.MAP_NORESERVE
	// Safe: Go never sees the memory, which holds no pointers of its.
	p, err := unix.MmapPtr(-1, 0, nil, n, unix.PROT_READ|unix.PROT_WRITE, flags)
	if err != nil {
		return 0
	}
	return uintptr(p)
}
