package main

import (
	"fmt"
	"strconv"
)

func run(n int) (float64, float64) {
	x, y, sx, sy := 0.5, 1.5, 0.0, 0.0
	for range n {
		x = x*1.0000001 + 0.25
		y = y*0.9999999 - 0.125
		sx += float64(x * y)
		sy += x - y
	}
	return sx, sy
}

func main() {
	x, y := run(5_000_000)
	fmt.Println(x, strconv.FormatFloat(y, 'f', -1, 64))
}
