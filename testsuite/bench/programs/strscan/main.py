def tokens(text):
    found = []
    word = ''
    for ch in text:
        if ch.isalnum():
            word += ch
        elif word:
            found.append(word)
            word = ''
    return found


def reverse(text):
    out = []
    for i in range(len(text) - 1, -1, -1):
        out.append(text[i])
    return ''.join(out)


TEXT = 'let x1 = (a + b2) * sum3; // note\n' * 200
n = 0
for _ in range(300):
    n += len(tokens(TEXT)) + (reverse(TEXT) > TEXT)
print(n)
