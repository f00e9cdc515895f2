package main

import "fmt"

func run(size, rounds int) int {
	a := make([]int, size)
	for i := range a {
		a[i] = i * 7919 % size
	}
	s := 0
	for range rounds {
		for i := range a {
			s += a[a[i]] - i
			j := i - 1
			if j < 0 {
				j += size
			}
			a[i] = a[j]
		}
	}
	return s
}

func main() { fmt.Println(run(1000, 5000)) }
