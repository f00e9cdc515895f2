package main

import "fmt"

type point struct{ x, y int }

func run(n int) (int, int, int, int) {
	p, q := &point{1, 2}, &point{3, 5}
	for i := range n {
		p.x = (q.x + i) & 0xFFFF
		q.y = (p.y + p.x) & 0xFFFF
		p.y = q.y - q.x
		q.x = p.x ^ i&0xFF
	}
	return p.x, p.y, q.x, q.y
}

func main() { fmt.Println(run(4_000_000)) }
