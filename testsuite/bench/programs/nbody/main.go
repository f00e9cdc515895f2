package main

import (
	"fmt"
	"math"
)

type body struct{ x, y, z, vx, vy, vz, mass float64 }

func advance(bodies []*body, dt float64) {
	for i, a := range bodies {
		for _, b := range bodies[i+1:] {
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			d2 := dx*dx + dy*dy + dz*dz + 0.01
			mag := dt / (d2 * math.Sqrt(d2))
			a.vx -= dx * b.mass * mag
			a.vy -= dy * b.mass * mag
			a.vz -= dz * b.mass * mag
			b.vx += dx * a.mass * mag
			b.vy += dy * a.mass * mag
			b.vz += dz * a.mass * mag
		}
	}
	for _, a := range bodies {
		a.x += dt * a.vx
		a.y += dt * a.vy
		a.z += dt * a.vz
	}
}

func main() {
	var system []*body
	for i := range 5 {
		f := float64(i)
		system = append(system, &body{0.3 * f, 1 / (f + 1), 0.7 - f*0.1, 0.01 * f, 0.02, -0.01 * f, 1 + f*0.5})
	}
	for range 60_000 {
		advance(system, 0.001)
	}
	e := 0.0
	for _, b := range system {
		e += 0.5 * b.mass * (b.vx*b.vx + b.vy*b.vy + b.vz*b.vz)
	}
	fmt.Printf("%.9f\n", e)
}
