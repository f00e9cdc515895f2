package rtnet

import "sync"

// threads keeps the threads that run loops and callbacks of every server of the
// process. There is one per loop to begin with; a thread whose callback has lost its loop runs on alone, and
// becomes a spare when the callback returns. Spares are parked, newest on top
// because its memory is warm, and made on demand: a hundred callbacks may block at
// once. Works (work.go) take their threads from here too. At maxThreads nothing is handed over any more, and loops wait for their
// callbacks.
var threads pool

type pool struct {
	mu    sync.Mutex
	spare []*worker
	n     int // threads, running and parked
}

const maxThreads = 512

// reserve returns a spare, parked or new, or nil at the limit.
func (p *pool) reserve() *worker {
	p.mu.Lock()
	defer p.mu.Unlock()
	if k := len(p.spare); k > 0 {
		w := p.spare[k-1]
		p.spare = p.spare[:k-1]
		return w
	}
	if p.n >= maxThreads {
		return nil
	}
	w := newWorker()
	if w != nil {
		p.n++
	}
	return w
}

// give lets a reserved spare run the loop l, or works if l is nil.
func (p *pool) give(w *worker, l *Loop) {
	if !w.started {
		w.started = true
		go w.main(l, false)
		return
	}
	w.start <- l
}

// unreserve takes back a spare that was not needed after all.
func (p *pool) unreserve(w *worker) {
	p.mu.Lock()
	p.spare = append(p.spare, w)
	p.mu.Unlock()
}

// any reports whether there are threads at all.
func (p *pool) any() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.n > 0
}

// park makes the calling thread a spare and returns the loop it is to run next, nil
// for works.
func (p *pool) park(w *worker) *Loop {
	p.mu.Lock()
	p.spare = append(p.spare, w)
	p.mu.Unlock()
	return <-w.start
}
