//go:build amd64 || arm64

package arena

// Bases of the regions where user space has 47 bits of addresses or more: amd64,
// and arm64 with the usual 48. PIE images lie below 0x57.. and the kernel's mmap
// area above 0x7e.. on amd64; arm64's Go heap may fall into our ranges, which costs
// no more than skipped steps, because occupied ones are never taken. A kernel with
// fewer bits refuses the mappings: Probe reports it when the program starts.
const (
	mainBase   = 0x4800_0000_0000
	sharedBase = 0x5800_0000_0000
	arenaBase  = 0x6000_0000_0000
	connBase   = 0x6800_0000_0000
)
