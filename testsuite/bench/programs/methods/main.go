package main

import "fmt"

type counter struct{ total, steps int }

func (c *counter) add(n int) {
	c.total += n
	c.steps = c.total - c.steps
}

func (c *counter) twice(n int) int {
	c.add(n)
	return c.total & 0xFF
}

func run(n int) (int, int, int) {
	c := &counter{steps: 1}
	s := 0
	for i := range n {
		c.add(i)
		s += c.twice(i)
	}
	return s, c.total, c.steps
}

func main() { fmt.Println(run(4_800_000)) }
