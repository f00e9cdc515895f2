// Package gpython compares our trees with those of a second parser, that of
// github.com/go-python/gpython, on what Python 3.4 could say: all that it
// takes is compared, node by node, positions aside.
//
// It is a module of its own, so that nobody else's builds carry gpython. Run it
// with
//
//	cd testsuite/gpython && go test
//
// PXC_CORPUS names more directories of Python files, as PATH does. gpython's
// known mistakes are put right or passed over: see theirs and difference.
package gpython
