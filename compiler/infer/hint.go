package infer

import "github.com/pxc-lang/pxc/compiler/ir"

// Hints are what a program's numbers probably are: an analysis of the whole
// program that follows values through variables, parameters, results, attributes
// and containers, and leaves out what it does not know. So it may be wrong, and
// whoever relies on it checks at run time.
//
// Every value, variable, attribute name and function result has a node of kinds.
// Kinds flow from one node to another; what is inside a container is a node of its
// own, which is one for all containers that may be the same (B. Steensgaard,
// "Points-to Analysis in Almost Linear Time", 1996). Rounds over all ops, until
// nothing changes: in practice three or four.
type Hints struct {
	nodes   map[any]*kindNode
	bodies  map[*ir.Proto]*ir.Func
	prog    *ir.Program
	changed bool
}

// kinds is a set of kinds.
type kinds uint16

const (
	kindInt kinds = 1 << iota
	kindFloat
	kindBool
	kindSeq  // list, tuple, set, iterator: of elem, or of items
	kindDict // of key and elem
	kindOther

	// What sequences may be.
	kindList
	kindBytes // bytearray
	kindTuple // or anything else
)

// kindNode is what something may be.
type kindNode struct {
	same      *kindNode // the node that stands for this one, if another does
	kinds     kinds
	elem, key *kindNode
	items     [maxItems]*kindNode // of a tuple, by position
	class     *ir.Class           // of an instance, or what the classes of several descend from
	strangers bool                // the classes of several have nothing in common
}

// maxItems is how many positions of tuples are told apart.
const maxItems = 6

// result is the key of what a function returns.
type result struct{ p *ir.Proto }

// attribute is the key of what is stored under a name.
type attribute struct{ name string }

// maxRounds bounds the analysis.
const maxRounds = 12

// FindHints analyses a program.
func FindHints(prog *ir.Program) *Hints {
	h := &Hints{nodes: map[any]*kindNode{}, bodies: map[*ir.Proto]*ir.Func{}, prog: prog}
	for _, f := range prog.Funcs {
		h.bodies[f.Proto] = f
		if p := f.Proto; p.Class != nil && p.Class.Methods[p.Name] == p && len(f.Params) > 0 && !f.Params[0].Cell {
			h.instance(h.node(f.Params[0]), p.Class)
		}
	}
	for round := 0; round < maxRounds; round++ {
		h.changed = false
		for _, f := range prog.Funcs {
			f.Body.Walk(func(n ir.Node) {
				switch n := n.(type) {
				case *ir.Block:
					for _, op := range n.Ops {
						h.op(f, op)
					}
				case *ir.If:
					for _, p := range n.Phis {
						for _, v := range []*ir.Value{p.Then, p.Else} {
							if v != nil {
								h.flow(h.node(p.Res), h.node(v))
							}
						}
					}
				}
			})
		}
		if !h.changed {
			break
		}
	}
	return h
}

// Of returns the type that x, a value or variable, probably has.
func (h *Hints) Of(x any) numType {
	if h == nil || h.nodes[x] == nil {
		return anyType
	}
	switch h.nodes[x].root().kinds {
	case kindInt:
		t := interval(minInt, maxInt)
		t.guess = true
		return t
	case kindFloat:
		return numType{kind: floatKind, guess: true}
	case kindInt | kindFloat:
		return numType{kind: mixedKind, guess: true}
	case kindSeq | kindList:
		return numType{kind: listKind, guess: true}
	case kindSeq | kindBytes:
		return numType{kind: bytesKind, guess: true}
	}
	return anyType
}

func (n *kindNode) root() *kindNode {
	for n.same != nil {
		n = n.same
	}
	return n
}

func (h *Hints) node(x any) *kindNode {
	n := h.nodes[x]
	if n == nil {
		n = &kindNode{}
		h.nodes[x] = n
	}
	return n.root()
}

// is adds kinds to a node.
func (h *Hints) is(n *kindNode, k kinds) {
	if n = n.root(); n.kinds|k != n.kinds {
		n.kinds |= k
		h.changed = true
	}
}

// instance adds an instance of c to a node.
func (h *Hints) instance(n *kindNode, c *ir.Class) {
	n = n.root()
	if c == nil || c.ID == ir.DynamicID || n.strangers || n.class == c {
		return
	}
	old := n.class
	for n.class = c; old != nil && n.class != nil && !within(old, n.class); {
		n.class = n.class.Base
	}
	n.strangers = n.class == nil
	h.changed = h.changed || n.class != old
}

// classOf returns the class of the program that x, a value, is probably an instance
// of, or nil.
func (h *Hints) classOf(x *ir.Value) *ir.Class {
	if n := h.nodes[x]; n != nil && !n.root().strangers {
		return n.root().class
	}
	return nil
}

// elem, key and item are what is inside a container.
func (h *Hints) elem(n *kindNode) *kindNode { return inside(&n.root().elem) }
func (h *Hints) key(n *kindNode) *kindNode  { return inside(&n.root().key) }
func (h *Hints) item(n *kindNode, i int) *kindNode {
	if i >= maxItems {
		return h.elem(n)
	}
	return inside(&n.root().items[i])
}

func inside(p **kindNode) *kindNode {
	if *p == nil {
		*p = &kindNode{}
	}
	return (*p).root()
}

// flow makes dst all that src is. What is inside is shared from then on.
func (h *Hints) flow(dst, src *kindNode) {
	dst, src = dst.root(), src.root()
	if dst == src {
		return
	}
	h.is(dst, src.kinds)
	h.mix(dst, src)
	h.share(&dst.elem, &src.elem)
	h.share(&dst.key, &src.key)
	for i := range dst.items {
		h.share(&dst.items[i], &src.items[i])
	}
}

// mix adds the instances of src to dst.
func (h *Hints) mix(dst, src *kindNode) {
	if src.strangers && !dst.strangers {
		dst.strangers, h.changed = true, true
	}
	h.instance(dst, src.class)
}

func (h *Hints) share(p, q **kindNode) {
	switch {
	case *p == nil && *q == nil:
		return
	case *p == nil:
		*p, h.changed = *q, true
		return
	case *q == nil:
		*q, h.changed = *p, true
		return
	}
	a, b := (*p).root(), (*q).root()
	if a == b {
		return
	}
	h.changed = true
	b.same = a
	a.kinds |= b.kinds
	h.mix(a, b)
	h.share(&a.elem, &b.elem)
	h.share(&a.key, &b.key)
	for i := range a.items {
		h.share(&a.items[i], &b.items[i])
	}
}

// each makes dst all that iterating over src gives.
func (h *Hints) each(dst, src *kindNode) {
	src = src.root()
	if src.kinds&kindDict != 0 {
		h.flow(dst, h.key(src))
	}
	if src.kinds&kindSeq != 0 {
		h.flow(dst, h.elem(src))
		for _, it := range src.root().items {
			if it != nil {
				h.flow(dst, it)
			}
		}
	}
}

func (h *Hints) constant(n *kindNode, c *ir.Const) {
	switch c.Kind {
	case ir.ConstInt, ir.ConstBig:
		h.is(n, kindInt)
	case ir.ConstFloat:
		h.is(n, kindFloat)
	case ir.ConstTrue, ir.ConstFalse:
		h.is(n, kindBool)
	case ir.ConstTuple:
		h.is(n, kindSeq|kindTuple)
		for i, it := range c.Items {
			h.constant(h.item(n, i), it)
		}
	default:
		h.is(n, kindOther)
	}
}

// op lets kinds flow through an op of f.
func (h *Hints) op(f *ir.Func, op *ir.Op) {
	arg := func(i int) *kindNode { return h.node(op.Args[i]) }
	var res *kindNode
	if op.Res != nil {
		res = h.node(op.Res)
	}
	if op.Code == ir.OpNeg || op.Code == ir.OpPos || op.Code == ir.OpInvert {
		h.is(res, arg(0).kinds&(kindInt|kindFloat))
		return
	}
	if _, ok := op.Code.IsBinary(); ok {
		h.binary(res, plain(op.Code), arg(0), arg(1))
		return
	}
	if ir.OpLt <= op.Code && op.Code <= ir.OpNe {
		h.is(res, kindBool)
		return
	}
	switch op.Code {
	case ir.OpConst:
		h.constant(res, op.Const)
	case ir.OpBox:
		h.is(res, kindBool)
	case ir.OpBoxInt:
		h.is(res, kindInt)
	case ir.OpFuncRef, ir.OpDict, ir.OpDictOf, ir.OpSet, ir.OpFormat, ir.OpJoin, ir.OpMakeFunc, ir.OpImport:
		h.is(res, kindOther)
		switch op.Code {
		case ir.OpDictOf:
			for i := 0; i < len(op.Args); i += 2 {
				h.flow(h.key(res), arg(i))
				h.flow(h.elem(res), arg(i+1))
			}
			h.is(res, kindDict)
		case ir.OpDict:
			h.is(res, kindDict)
		case ir.OpSet:
			h.is(res, kindSeq|kindTuple)
		}
	case ir.OpLoadVar:
		h.flow(res, h.node(op.Var))
	case ir.OpStoreVar:
		h.flow(h.node(op.Var), arg(0))
	case ir.OpLoadGlobal:
		h.flow(res, h.node(op.Global))
	case ir.OpStoreGlobal:
		h.flow(h.node(op.Global), arg(0))
	case ir.OpNewCell:
		if len(op.Args) > 0 {
			h.flow(h.elem(res), arg(0))
		}
	case ir.OpLoadCell:
		h.flow(res, h.elem(arg(0)))
	case ir.OpStoreCell:
		h.flow(h.elem(arg(0)), arg(1))
	case ir.OpGetAttr, ir.OpGetSlot:
		h.flow(res, h.node(attribute{op.Name}))
	case ir.OpSetAttr, ir.OpSetSlot:
		h.flow(h.node(attribute{op.Name}), arg(1))
	case ir.OpStoreName: // a class attribute
		h.flow(h.node(attribute{op.Name}), arg(1))
	case ir.OpGetItem, ir.OpSetItem:
		h.subscript(op, res)
	case ir.OpTuple:
		h.is(res, kindSeq|kindTuple)
		for i := range op.Args {
			h.flow(h.item(res, i), arg(i))
		}
	case ir.OpList:
		h.is(res, kindSeq|kindList)
		for i := range op.Args {
			h.flow(h.elem(res), arg(i))
		}
	case ir.OpListAppend, ir.OpSetAdd:
		h.flow(h.elem(arg(0)), arg(1))
	case ir.OpListExtend:
		h.each(h.elem(arg(0)), arg(1))
	case ir.OpDictSet:
		h.flow(h.key(arg(0)), arg(1))
		h.flow(h.elem(arg(0)), arg(2))
	case ir.OpIter, ir.OpUnpack, ir.OpListToTuple:
		h.flow(res, arg(0))
		h.is(res, kindTuple)
	case ir.OpNext:
		h.each(res, arg(0))
	case ir.OpTupleItem:
		h.flow(res, h.item(arg(0), int(op.N)))
		h.flow(res, h.elem(arg(0)))
	case ir.OpReturn:
		if f.Proto.Suspends == ir.RunsThrough {
			h.flow(h.node(result{f.Proto}), arg(0))
		}
	case ir.OpYield:
		h.is(h.node(result{f.Proto}), kindSeq|kindTuple)
		h.flow(h.elem(h.node(result{f.Proto})), arg(0))
	default:
		h.call(op, res)
	}
}

// isSlice reports whether a key is a slice.
func isSlice(k *ir.Value) bool { return k.Def != nil && k.Def.Code == ir.OpSlice }

func (h *Hints) subscript(op *ir.Op, res *kindNode) {
	o, k := h.node(op.Args[0]), op.Args[1]
	if op.Code == ir.OpSetItem {
		v := h.node(op.Args[2])
		if isSlice(k) {
			h.each(h.elem(o), v)
			return
		}
		h.flow(h.key(o), h.node(k))
		h.flow(h.elem(o), v)
		return
	}
	switch d := k.Def; {
	case isSlice(k):
		h.flow(res, o)
	case d != nil && d.Code == ir.OpConst && d.Const.Kind == ir.ConstInt && 0 <= d.Const.Int && d.Const.Int < maxItems:
		h.flow(res, h.item(o, int(d.Const.Int)))
		h.flow(res, h.elem(o))
	default:
		h.flow(res, h.elem(o))
		for _, it := range o.root().items {
			if it != nil {
				h.flow(res, it)
			}
		}
	}
}

func (h *Hints) binary(res *kindNode, c ir.Code, x, y *kindNode) {
	a, b := x.root().kinds, y.root().kinds
	const number = kindInt | kindFloat | kindBool
	switch {
	case c == ir.OpAdd && a&b&kindSeq != 0:
		h.flow(res, x)
		h.flow(res, y)
	case c == ir.OpMul && a&kindSeq != 0:
		h.flow(res, x)
	case c == ir.OpMul && b&kindSeq != 0:
		h.flow(res, y)
	case c == ir.OpMod && a&kindOther != 0:
		h.is(res, kindOther)
	case bitwise(c) && (a == kindInt && b == 0 || a == 0 && b == kindInt):
		h.is(res, kindInt) // nothing is known of the other
	case a&number == 0 || b&number == 0:
	case c == ir.OpTrueDiv, (a|b)&kindFloat != 0:
		h.is(res, kindFloat)
	default:
		h.is(res, kindInt)
	}
	if (a|b)&kindOther != 0 {
		h.is(res, kindOther)
	}
}

// bitwise reports whether c makes ints of ints only.
func bitwise(c ir.Code) bool {
	switch c {
	case ir.OpAnd, ir.OpOr, ir.OpXor, ir.OpLShift, ir.OpRShift:
		return true
	}
	return false
}
