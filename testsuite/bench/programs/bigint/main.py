def digits(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def factorial(n):
    p = 1
    for i in range(2, n + 1):
        p *= i
    return p


print(digits(60_000).bit_length(), len(str(digits(15_000))), factorial(6000) % 1000003, pow(3, 100_000, 10 ** 50))
