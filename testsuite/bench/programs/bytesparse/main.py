DATA = b'key=value;other=12345;third=abc;' * 300


def parse(data):
    fields = {}
    for part in data.split(b';'):
        if not part:
            continue
        k, _, v = part.partition(b'=')
        fields[k] = fields.get(k, 0) + len(v)
    checksum = 0
    for b in data:
        checksum = (checksum * 31 + b) & 0xFFFFFF
    return fields, checksum


for _ in range(800):
    fields, checksum = parse(DATA)
print(sorted(fields.items()), checksum)
