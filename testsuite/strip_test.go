package testsuite

import "testing"

// Loops of contexts run strips, too; but what belongs to the main thread is not theirs to
// store to.
func TestStripsOfContexts(t *testing.T) {
	runParallel(t, `
import parallel

flags = bytearray(400)
numbers = [1] * 400
results = []
note = parallel.call_from_main_thread(results.append)

def fill(b, n):
    t = 0
    for j in range(n):
        t += j
        b[j] = t & 127
    return sum(b) + t

def walk(a, rounds):
    s = 0
    for r in range(rounds):
        for i in range(len(a)):
            s += a[i]
            a[i] = a[i - 1]
    return s

def total(a, b, n, d):
    s = 0
    for i in range(n):
        s += a[i] + b[i] + d
    return s

def work(kind):
    try:
        if kind == 'fill':
            fill(flags, 400)
        elif kind == 'walk':
            walk(numbers, 12)
    except Exception as e:
        note((kind, type(e).__name__))
    else:
        note((kind, fill(bytearray(300), 300), walk([1, 2, 3] * 10, 12), total(numbers, flags, 400, 1), total([2] * 300, bytearray(300), 300, 2 ** 55)))

for kind in 'fill', 'walk', 'own':
    parallel.submit_work(work, kind)
parallel.run()
print(sorted(results), sum(flags), sum(numbers))
print(fill(flags, 300), walk(numbers, 12), total(numbers, flags, 400, 2))
`, `[('fill', 'UnprotectedError'), ('own', 63520, 1050, 800, 10808639105689191000), ('walk', 'UnprotectedError')] 0 400
63520 4800 19870
`, "")
}
