package main

import (
	"os"

	"github.com/pxc-lang/pxc/rt"
	rtnet "github.com/pxc-lang/pxc/rt/net"
	"github.com/pxc-lang/pxc/qatest/_work/run/p0"
	"github.com/pxc-lang/pxc/qatest/_work/run/p1"
	"github.com/pxc-lang/pxc/qatest/_work/run/p2"
	"github.com/pxc-lang/pxc/qatest/_work/run/p3"
	"github.com/pxc-lang/pxc/qatest/_work/run/p4"
	"github.com/pxc-lang/pxc/qatest/_work/run/p5"
	"github.com/pxc-lang/pxc/qatest/_work/run/p6"
	"github.com/pxc-lang/pxc/qatest/_work/run/p7"
	"github.com/pxc-lang/pxc/qatest/_work/run/p8"
	"github.com/pxc-lang/pxc/qatest/_work/run/p9"
	"github.com/pxc-lang/pxc/qatest/_work/run/p10"
	"github.com/pxc-lang/pxc/qatest/_work/run/p11"
	"github.com/pxc-lang/pxc/qatest/_work/run/p12"
	"github.com/pxc-lang/pxc/qatest/_work/run/p13"
)

var programs = map[string]*rt.Program{
	"classes/main": &p0.Program,
	"classes/context": &p1.Program,
	"dunder_exc/main": &p2.Program,
	"dunder_exc/context": &p3.Program,
	"evalorder/main": &p4.Program,
	"evalorder/context": &p5.Program,
	"names/main": &p6.Program,
	"names/context": &p7.Program,
	"params/main": &p8.Program,
	"params/context": &p9.Program,
	"recursion/main": &p10.Program,
	"recursion/context": &p11.Program,
	"tryloops/main": &p12.Program,
	"tryloops/context": &p13.Program,
}

func main() {
	name := os.Args[1]
	os.Args = append([]string{"program.py"}, os.Args[2:]...)
	rtnet.Main(programs[name])
}
