"""Queues: first in, first out; last in, first out; the smallest first.

There is one thread (see threading): where nobody could put or take an item, waiting
without a limit of time raises RuntimeError.
"""

import heapq
import threading
import time
from collections import deque

__all__ = ["Empty", "Full", "PriorityQueue", "LifoQueue", "Queue", "SimpleQueue"]


class Empty(Exception):
    """There is no item."""


class Full(Exception):
    """There is no room."""


def _pass(block, timeout, failure):
    """What happens where one would have to wait: it is waited in vain."""
    if block:
        if timeout is None:
            raise RuntimeError("the queue would be waited for for ever: there is no other thread")
        if timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        time.sleep(timeout)
    raise failure


class Queue:
    """Items come out in the order in which they were put in."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.mutex = threading.Lock()
        self._init(maxsize)

    # What the kinds of queues do in different ways.

    def _init(self, maxsize): self.queue = deque()

    def _qsize(self): return len(self.queue)

    def _put(self, item): self.queue.append(item)

    def _get(self): return self.queue.popleft()

    def qsize(self): return self._qsize()

    def empty(self): return not self._qsize()

    def full(self): return 0 < self.maxsize <= self._qsize()

    def put(self, item, block=True, timeout=None):
        """Put an item in; Full if there is no room."""
        if self.full():
            _pass(block, timeout, Full)
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block=True, timeout=None):
        """Take an item out; Empty if there is none."""
        if not self._qsize():
            _pass(block, timeout, Empty)
        return self._get()

    def put_nowait(self, item): return self.put(item, block=False)

    def get_nowait(self): return self.get(block=False)

    def task_done(self):
        """Say that an item that was taken out is worked through."""
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self):
        """Wait until all items are worked through."""
        if self.unfinished_tasks:
            raise RuntimeError("join() would wait for ever: there is no other thread")


class PriorityQueue(Queue):
    """The smallest item comes out first."""

    def _init(self, maxsize): self.queue = []

    def _put(self, item): heapq.heappush(self.queue, item)

    def _get(self): return heapq.heappop(self.queue)


class LifoQueue(Queue):
    """The item that was put in last comes out first."""

    def _init(self, maxsize): self.queue = []

    def _get(self): return self.queue.pop()


class SimpleQueue:
    """A queue without limits."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self): self._items = deque()

    def put(self, item, block=True, timeout=None): self._items.append(item)

    def put_nowait(self, item): self._items.append(item)

    def get(self, block=True, timeout=None):
        if not self._items:
            _pass(block, timeout, Empty)
        return self._items.popleft()

    def get_nowait(self): return self.get(block=False)

    def empty(self): return not self._items

    def qsize(self): return len(self._items)
