// Package arena owns the memory of Python objects: four regions outside Go's
// heap, told apart by address bits, and the one walker that knows how to find
// the references inside an object.
//
//	MAIN    reference counted, mutated by the main thread only (main.go)
//	ARENA   bump memory of one executing thread, dies at rollback (bump.go)
//	CONN    one heap per connection, dies with the connection (heap.go)
//	SHARED  frozen deep copies, freed by epochs (shared.go)
//
// The package knows words, headers and layouts. It does not know Python: which
// type ids exist, what an object means and who may store where are decided by
// package rt, which registers a Layout per type id.
//
// Go's collector never sees this memory, so it must not hold Go pointers;
// HACKING.md in this directory has the rules.
package arena
