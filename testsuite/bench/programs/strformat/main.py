def run(n):
    total = 0
    for i in range(n):
        total += len(f'{i}: {i * 2} [{i % 7:03d}]')
        total += len('%d/%s %x' % (i, 'ab', i))
        total += len('{} and {:>8}'.format(i, 'right'))
    return total


print(run(300_000))
