module github.com/pxc-lang/pxc/testsuite/bench

go 1.26.0
