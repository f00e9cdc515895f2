package main

import "fmt"

func escapes(cr, ci float64, limit int) int {
	var zr, zi float64
	for i := range limit {
		r2, i2 := zr*zr, zi*zi
		if r2+i2 > 4 {
			return i
		}
		zi = 2*zr*zi + ci
		zr = r2 - i2 + cr
	}
	return limit
}

func run(size, limit int) int {
	total := 0
	for y := range size {
		ci := 2*float64(y)/float64(size) - 1
		for x := range size {
			total += escapes(3*float64(x)/float64(size)-2, ci, limit)
		}
	}
	return total
}

func main() { fmt.Println(run(300, 100)) }
