TEXT = """the arena holds what a reply needs and the reply gives it back
a counter that never stops is a leak and a leak is never small
""" * 400


def run(rounds):
    for _ in range(rounds):
        counts = {}
        for line in TEXT.split('\n'):
            for word in line.split():
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5]


print(run(250))
