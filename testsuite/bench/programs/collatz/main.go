package main

import "fmt"

func longest(limit int) (int, int) {
	best, length := 0, 0
	for n := 1; n < limit; n++ {
		steps := 1
		for x := n; x != 1; steps++ {
			if x&1 != 0 {
				x = 3*x + 1
			} else {
				x >>= 1
			}
		}
		if steps > length {
			best, length = n, steps
		}
	}
	return best, length
}

func main() { fmt.Println(longest(60_000)) }
