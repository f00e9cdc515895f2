def solve(n):
    cols, up, down = set(), set(), set()
    found = 0

    def place(row):
        nonlocal found
        if row == n:
            found += 1
            return
        for c in range(n):
            if c in cols or row + c in up or row - c in down:
                continue
            cols.add(c)
            up.add(row + c)
            down.add(row - c)
            place(row + 1)
            cols.remove(c)
            up.remove(row + c)
            down.remove(row - c)

    place(0)
    return found


print(solve(10))
