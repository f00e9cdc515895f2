package codegen

import (
	"fmt"
	"strings"
)

// Stub returns the source of a package rt that declares what generated code
// mentions and does nothing: generated code can be type-checked against it
// without building the runtime. A test compares the table it is made from
// with the runtime itself.
func Stub() string {
	var b strings.Builder
	b.WriteString(`package rt

import "sync/atomic"

type Value uint64

const (
	ABI1 = 1
	None, True, False, Ellipsis Value = 1, 2, 3, 4
)

type Ctx struct {
	Exc, Handled Value
	Poll atomic.Uint32
}

type ModuleDef struct{}

type Params struct {
	Names []string
	Pos, PosOnly, KwOnly int
	VarArgs, VarKw bool
}

type Func struct {
	Name, QualName, Module, Doc string
	File int
	Line int32
	Params Params
	Closure bool
	M0, P0 func(*Ctx) Value
	M1, P1 func(*Ctx, Value) Value
	M2, P2 func(*Ctx, Value, Value) Value
	M3, P3 func(*Ctx, Value, Value, Value) Value
	M4, P4 func(*Ctx, Value, Value, Value, Value) Value
	M5, P5 func(*Ctx, Value, Value, Value, Value, Value) Value
	MN, PN func(*Ctx, Value) Value
	MNC, PNC func(*Ctx, Value, Value) Value
}

type ClassSpec struct {
	Name, QualName, Module string
	TypeID uint32
	Slots []string
}

type SourceFile struct{ Name, Text string }

type Program struct {
	Name string
	Files []SourceFile
	Load func(*Ctx) bool
}
`)
	for _, row := range rtAPI {
		if row.Sig != "" {
			fmt.Fprintf(&b, "func %s%s { panic(0) }\n", row.Name, strings.TrimPrefix(row.Sig, "func"))
		}
	}
	return b.String()
}
