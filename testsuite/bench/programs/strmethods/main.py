LINE = '  GET /index.html?name=value&other=thing HTTP/1.1  '


def run(n):
    total = 0
    for i in range(n):
        line = LINE.strip()
        method, target, version = line.split(' ')
        path, _, query = target.partition('?')
        for pair in query.split('&'):
            k, v = pair.split('=')
            total += len(k.upper()) + v.find('e')
        if path.startswith('/index') and version.endswith('1.1') and 'html' in path:
            total += len(path.replace('/', '::')) + method.count('G')
    return total


print(run(250_000))
