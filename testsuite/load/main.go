package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// port is passed to servers, which are this program started again.
const serverFlag = "-serve"

func main() {
	if len(os.Args) == 4 && os.Args[1] == serverFlag {
		serve(os.Args[2], os.Args[3])
		return
	}
	var o options
	flag.IntVar(&o.rounds, "rounds", 15, "rounds: every server is run once in each")
	flag.DurationVar(&o.run, "run", 200*time.Millisecond, "length of one run")
	flag.IntVar(&o.conns, "conns", 64, "connections")
	flag.BoolVar(&o.pin, "pin", true, "server on the first CPU, generator on the second")
	servers := flag.String("servers", strings.Join(allServers, ","), "servers to compare")
	work := flag.String("work", "echo,count,pipe", "kinds of work")
	flag.Parse()
	o.servers = strings.Split(*servers, ",")
	o.work = strings.Split(*work, ",")
	if err := compare(o); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}
