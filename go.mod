module github.com/pxc-lang/pxc

go 1.26
