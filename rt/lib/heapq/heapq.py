"""Heaps in lists: the first item is the smallest."""

from _heapq import (
    _heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush, heappushpop,
    heapreplace,
)

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in order, those of an earlier one first where they
    are equal."""
    if reverse:
        make, replace, drop = _heapify_max, _heapreplace_max, _heappop_max
    else:
        make, replace, drop = heapify, heapreplace, heappop
    # An entry is the item's key, the number of its iterable, the item, the iterator. No
    # two numbers are equal, so nothing behind them is compared.
    heap = []
    for n, iterable in enumerate(iterables):
        it = iter(iterable)
        for item in it:
            heap.append([item if key is None else key(item), -n if reverse else n, item, it])
            break
    make(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            replace(heap, entry)
            break
        else:
            drop(heap)
    for _, _, item, it in heap:
        yield item
        yield from it


def nsmallest(n, iterable, key=None):
    """What sorted(iterable, key=key)[:n] gives."""
    items = iter(iterable)
    if n == 1:
        first = [min(items, default=_nothing, key=key)]
        return [] if first[0] is _nothing else first
    if hasattr(iterable, "__len__") and n >= len(iterable):
        return sorted(items, key=key)[:n]
    kept = [(item if key is None else key(item), at, item) for at, item in zip(range(n), items)]
    if not kept:
        return []
    _heapify_max(kept)
    worst = kept[0][0]
    at = len(kept)
    for item in items:
        k = item if key is None else key(item)
        if k < worst:
            _heapreplace_max(kept, (k, at, item))
            worst = kept[0][0]
            at += 1
    kept.sort()
    return [item for _, _, item in kept]


def nlargest(n, iterable, key=None):
    """What sorted(iterable, key=key, reverse=True)[:n] gives."""
    items = iter(iterable)
    if n == 1:
        first = [max(items, default=_nothing, key=key)]
        return [] if first[0] is _nothing else first
    if hasattr(iterable, "__len__") and n >= len(iterable):
        return sorted(items, key=key, reverse=True)[:n]
    kept = [(item if key is None else key(item), -at, item) for at, item in zip(range(n), items)]
    if not kept:
        return []
    heapify(kept)
    worst = kept[0][0]
    at = -len(kept)
    for item in items:
        k = item if key is None else key(item)
        if worst < k:
            heapreplace(kept, (k, at, item))
            worst = kept[0][0]
            at -= 1
    kept.sort(reverse=True)
    return [item for _, _, item in kept]


_nothing = object()
