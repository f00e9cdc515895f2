package main

import "fmt"

func run(n int) int {
	s := 0
	for i := range n {
		s = (s + i*3) % 1000003
	}
	return s
}

func main() { fmt.Println(run(10_000_000)) }
