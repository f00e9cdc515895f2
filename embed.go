// Package pxc carries the runtime's source, so that an installed pxc builds
// programs without a network and without its own source tree.
package pxc

import "embed"

// Runtime holds the directory rt as it is in the source tree, tests included.
//
//go:embed rt
var Runtime embed.FS

// Version is the release this source belongs to.
const Version = "0.1.0"
