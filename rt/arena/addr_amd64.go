package arena

// Bases of the regions on amd64: 47 bits of user addresses, PIE images below
// 0x57.., the kernel's mmap area from 0x7e.. up.
const (
	mainBase   = 0x4800_0000_0000
	sharedBase = 0x5800_0000_0000
	arenaBase  = 0x6000_0000_0000
	connBase   = 0x6800_0000_0000
)
