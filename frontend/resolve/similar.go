package resolve

import (
	"iter"
	"slices"
	"strings"
)

// Which name may have been meant: the one with the fewest edits, by the bound
// that CPython's traceback module uses. O(candidates * len(name)**2).

// suggest returns the name visible from s that is most like name, or "".
func suggest(name string, s *Scope) string {
	m := match{name: name, dist: len(name)}
	for t := s; t != nil; t = t.Parent {
		if t != s && t.Kind == ClassScope {
			continue
		}
		for _, b := range t.Bindings {
			if len(b.Defs) > 0 {
				m.consider(b.Name)
			}
		}
	}
	if m.best == "" || m.dist > 1 {
		for _, n := range builtinNames {
			m.consider(n)
		}
	}
	return m.best
}

// Similar returns the candidate that is most like name, or "" if none is
// close enough. Of equally close ones it is the alphabetically first.
func Similar(name string, candidates iter.Seq[string]) string {
	m := match{name: name, dist: len(name)}
	for c := range candidates {
		m.consider(c)
	}
	return m.best
}

// match is the best candidate for name so far.
type match struct {
	name, best string
	dist       int
}

func (m *match) consider(other string) {
	if other == m.name || strings.HasPrefix(other, "__") != strings.HasPrefix(m.name, "__") {
		return
	}
	limit := min(m.dist, (len(m.name)+len(other)+3)/6) // CPython's bound
	if d := distance(m.name, other, limit); d <= limit && (d < m.dist || other < m.best) {
		m.best, m.dist = other, d
	}
}

// distance returns the number of edits (insert, delete, replace, swap of
// neighbours) from a to b, or limit+1 if there are more than limit. A change
// of case is no edit.
func distance(a, b string, limit int) int {
	if n := len(a) - len(b); n > limit || -n > limit {
		return limit + 1
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	rows := make([][]int, 3)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	prev2, prev, cur := rows[2], rows[0], rows[1]
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		if slices.Min(cur) > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit+1)
}
