package ir

import "github.com/pxc-lang/pxc/frontend/diag"

// Node is an element of a function's structure: *Block, *If, *Loop or *Try.
type Node interface{ node() }

// Seq is a sequence of nodes that run one after the other. It begins with a
// *Block, and a *Block follows every other node unless nothing can be
// reached behind it; blocks may be empty. That gives every edge of the graph
// a block to point at.
type Seq []Node

// Block is a straight line of operations. If its last one is a terminator,
// nothing follows the block in its Seq.
type Block struct {
	ID  int
	Ops []*Op

	// Set by Link: where control goes when no exception happens, and from
	// where it comes. Exception edges are Op.Exc.
	Succs, Preds []*Block
}

// If runs Then or Else.
type If struct {
	Pos  diag.Span
	Cond *Value // RepBool, the result of an op of a block before
	Then Seq
	Else Seq
	Phis []*Phi
}

// Phi is a value that an If produces: one of each arm, or nil for an arm
// whose end is not reached. It takes over the reference of its operands.
type Phi struct {
	Res        *Value
	Then, Else *Value
}

// LoopKind is the kind of a Loop.
type LoopKind uint8

const (
	Forever   LoopKind = iota // until a break
	LoopIter                  // over an iterator: Head holds OpNext
	LoopRange                 // counted: Head holds OpRangeNext
)

func (k LoopKind) String() string { return [...]string{"loop", "for", "count"}[k] }

// Loop repeats Body. The Head of a loop that is not Forever holds the one op
// that makes the next item; when there is none, Else runs and the loop ends.
type Loop struct {
	ID   int
	Pos  diag.Span
	Kind LoopKind
	Head *Block
	Body Seq
	Else Seq // of LoopIter and LoopRange

	// RollsBack means that every round gives back what it has allocated. Where
	// a context's loop does not, Kept may say why. Set by the rollback pass.
	RollsBack bool
	Kept      string
	Inside    bool // the loop around it rolls back for both

	// Views are looked up in front of the loop. Set by the slots pass.
	Views []*View

	// Strip says how some rounds can do without checks, or is nil. Set by the strips pass.
	Strip *Strip
}

// View is the items of the list that Var holds all through a loop, or slot Name of the
// instance of Class in it, or Val, over which the loop goes, where they are: the list
// keeps its length there.
type View struct {
	Var   *Var
	Val   *Value
	Class *Class // nil for the list in Var itself
	Name  string
	Slot  int
	Bytes bool // of a bytearray, in Var, where a strip begins
}

// Try runs Body; exceptions whose edges name it run Handler, with the
// exception pending. Not every op in Body has such an edge: copies of a
// finally suite made for a return, and the ends of handlers, already belong
// to what is around.
type Try struct {
	ID      int
	Pos     diag.Span
	Body    Seq
	Handler Seq

	// Expects means that the handler catches parallel.AsyncError or wider,
	// so that the program counts on a persistence error.
	Expects bool
}

func (*Block) node() {}
func (*If) node()    {}
func (*Loop) node()  {}
func (*Try) node()   {}

// Last returns the terminator of b, or nil.
func (b *Block) Last() *Op {
	if n := len(b.Ops); n > 0 && b.Ops[n-1].Code.Info().Term {
		return b.Ops[n-1]
	}
	return nil
}

// First returns the block that s begins with, or nil if s is empty.
func (s Seq) First() *Block {
	if len(s) == 0 {
		return nil
	}
	return s[0].(*Block)
}

// Ends reports whether control can run off the end of s. O(depth).
func (s Seq) Ends() bool {
	if len(s) == 0 {
		return true
	}
	last, ok := s[len(s)-1].(*Block)
	return ok && last.Last() == nil
}

// Walk calls visit for every node of s, outer ones first, in order of
// emission.
func (s Seq) Walk(visit func(Node)) {
	for _, n := range s {
		visit(n)
		switch n := n.(type) {
		case *If:
			n.Then.Walk(visit)
			n.Else.Walk(visit)
		case *Loop:
			visit(n.Head)
			n.Body.Walk(visit)
			n.Else.Walk(visit)
		case *Try:
			n.Body.Walk(visit)
			n.Handler.Walk(visit)
		}
	}
}

// EachOp calls visit for every op of f, the ones of Exit last.
func (f *Func) EachOp(visit func(*Op)) {
	f.Body.Walk(func(n Node) {
		if b, ok := n.(*Block); ok {
			for _, op := range b.Ops {
				visit(op)
			}
		}
	})
	for _, op := range f.Exit.Ops {
		visit(op)
	}
}

// Link computes the graph from the structure: f.Blocks, and the edges of
// each. Passes that add or remove blocks call it again. O(size).
func (f *Func) Link() {
	l := linker{breaks: map[*Loop]*Block{}}
	l.seq(f.Body, nil)
	l.add(f.Exit)
	f.Blocks = l.blocks
	for i, b := range f.Blocks {
		b.ID, b.Succs, b.Preds = i, nil, nil
	}
	for _, e := range l.edges {
		if e.to != nil {
			e.from.Succs = append(e.from.Succs, e.to)
			e.to.Preds = append(e.to.Preds, e.from)
		}
	}
}

type edge struct{ from, to *Block }

type linker struct {
	blocks []*Block
	edges  []edge
	breaks map[*Loop]*Block // the block behind each loop around
}

func (l *linker) add(b *Block) { l.blocks = append(l.blocks, b) }

func (l *linker) edge(from, to *Block) { l.edges = append(l.edges, edge{from, to}) }

// seq links s, behind which control goes on at next (nil: it cannot).
func (l *linker) seq(s Seq, next *Block) {
	for i, n := range s {
		after := next
		if i+1 < len(s) {
			after, _ = s[i+1].(*Block)
		}
		switch n := n.(type) {
		case *Block:
			l.add(n)
			l.leave(n, s, i, after)
		case *If:
			l.seq(n.Then, after)
			l.seq(n.Else, after)
		case *Loop:
			l.add(n.Head)
			l.breaks[n] = after
			l.edge(n.Head, orNext(n.Body, n.Head))
			l.seq(n.Body, n.Head)
			if n.Kind != Forever {
				l.edge(n.Head, orNext(n.Else, after))
				l.seq(n.Else, after)
			}
		case *Try:
			l.seq(n.Body, after)
			l.seq(n.Handler, after)
		}
	}
}

// leave adds the edges out of b, which is s[i]; after is the block behind.
func (l *linker) leave(b *Block, s Seq, i int, after *Block) {
	if op := b.Last(); op != nil {
		switch op.Code {
		case OpBreak:
			l.edge(b, l.breaks[op.Loop])
		case OpContinue:
			l.edge(b, op.Loop.Head)
		}
		return
	}
	if i+1 == len(s) {
		l.edge(b, after)
		return
	}
	switch n := s[i+1].(type) {
	case *Block:
		l.edge(b, n)
	case *If:
		var behind *Block
		if i+2 < len(s) {
			behind, _ = s[i+2].(*Block)
		} else {
			behind = after
		}
		l.edge(b, orNext(n.Then, behind))
		l.edge(b, orNext(n.Else, behind))
	case *Loop:
		l.edge(b, n.Head)
	case *Try:
		l.edge(b, n.Body.First())
	}
}

// orNext returns the block that s begins with, or next if s is empty.
func orNext(s Seq, next *Block) *Block {
	if b := s.First(); b != nil {
		return b
	}
	return next
}
