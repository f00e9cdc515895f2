x = y = w = p = 1
plain = f'', f'text', F"a", rf'\d', fR'''a
b''', f'{{}}', f'{x}', f'a{x}b{y}c', f'{x!r}', f'{x!s:>10}', f'{x!a}', f'{x:{w}.{p}}', f'{x:>{w}}', f'{x:{"{"}>10}'
debug = f'{x=}', f'{x = }', f'{x=!s}', f'{x=:>5}', f'{ x + y = !r:^{w}}'
nested = f'{f"{f'{x}'}"}', f'{x:{y:{w}}}', f"{'a' 'b'}", f'{x if y else w}', f'{(lambda: 1)()}', f'{ {1: 2}[1] }', f'{[i for i in (1, 2)]}', f'{x!r:{y!s}}'
quotes = f'{'a'}', f"{"b" + f"{"c"}"}", f'{x["k"]}'
lines = f'''{
    x  # comment
}
{y:
}''', f'{
    x
}'
joined = 'a' f'{x}' 'b' f'{y}' "c"
escapes = f'\n{x}\t\x41\N{BULLET}{y}\u00e9\'', rf'\{x}\n', f'\\{x}', f'{x:\n}', f'{x:\x41}'
operators = f'{x!=y}', f'{x==y}', f'{x<=y}', f'{x:=10}', f'{(z:=10)}', f'{x,y}', f'{*x,}', f'{yield_}', f'{lambda_}'
def g():
    f'{(yield)} {yield} {await_}'
    return f'{x:{(yield)}}', [f'{i}{x}' for i in y]
