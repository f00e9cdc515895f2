module github.com/pxc-lang/pxc/testsuite/gpython

go 1.26.0

require (
	github.com/go-python/gpython v0.2.0
	github.com/pxc-lang/pxc v0.0.0
	golang.org/x/tools v0.52.0
)

require golang.org/x/text v0.32.0

replace github.com/pxc-lang/pxc => ../..
