package rt

// Cells hold the variables that a function shares with functions inside it: 8
// the value, 0 if unset. A cell lives where it was made; closures of module code
// have theirs on the main heap, where contexts read and do not write.

const cellValue = 8

// NewCell returns a cell that holds v, borrowed, or nothing if v is 0.
func NewCell(c *Ctx, v Value) Value {
	p := Value(c.newTracked(16, TypeCell<<8))
	setWord(p, cellValue, c.Own(v))
	return p
}

// CellGet returns what cell holds, borrowed; 0 is unset.
func CellGet(cell Value) Value { return word(cell, cellValue) }

// CellSet makes cell hold v, borrowed, or nothing if v is 0. It returns false
// with PersistenceError pending if a context would change a cell of the main
// thread.
func CellSet(c *Ctx, cell, v Value) bool {
	if !StoreCheck(c, cell) {
		return false
	}
	old := word(cell, cellValue)
	setWord(cell, cellValue, c.Own(v))
	c.Drop(old)
	return true
}
