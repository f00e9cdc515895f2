package main

import "fmt"

func multiply(a, b [][]float64, n int) [][]float64 {
	c := matrix(n)
	for i := range n {
		row, out := a[i], c[i]
		for j := range n {
			s := 0.0
			for k := range n {
				s += row[k] * b[k][j]
			}
			out[j] = s
		}
	}
	return c
}

func matrix(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

func main() {
	const n = 200
	a, b := matrix(n), matrix(n)
	for i := range n {
		for j := range n {
			a[i][j] = float64(i*j%7) / 7
			b[i][j] = float64((i+j)%5) / 5
		}
	}
	c, s := multiply(a, b, n), 0.0
	for i := range n {
		s += c[i][i]
	}
	fmt.Printf("%.6f\n", s)
}
