// Package pxc carries the runtime's source, so that an installed pxc builds
// programs without a network and without its own source tree.
package pxc

import "embed"

// Runtime holds the Go files of directory rt as they are in the source tree, tests
// included, their data not, and the modules of rt/lib that are written in Python.
//
//go:embed rt/*.go rt/*/*.go rt/*/*/*.go rt/lib/*/*.py
var Runtime embed.FS

// Version is the release this source belongs to.
const Version = "0.1.0"
