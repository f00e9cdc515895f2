package main

import "fmt"

func primes(n int) int {
	flags := make([]byte, n+1)
	for i := 2; i <= n; i++ {
		flags[i] = 1
	}
	for i := 2; i*i <= n; i++ {
		if flags[i] != 0 {
			for j := i * i; j <= n; j += i {
				flags[j] = 0
			}
		}
	}
	count := 0
	for _, f := range flags {
		count += int(f)
	}
	return count
}

func main() { fmt.Println(primes(3_000_000)) }
