"""Orders of the nodes of a graph in which each comes behind what it depends on."""

from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    """The graph has a cycle; args[1] is a list of its nodes, the first again at the
    end."""


class TopologicalSorter:
    """Gives the nodes of a graph in order (Kahn, 1962)."""

    def __init__(self, graph=None):
        self._behind = {}  # what comes behind a node
        self._missing = {}  # how many a node waits for
        self._ready = None  # nodes to be given out
        self._out, self._finished = set(), 0
        for node, before in (graph or {}).items():
            self.add(node, *before)

    def _node(self, node):
        if node not in self._behind:
            self._behind[node], self._missing[node] = [], 0

    def add(self, node, *predecessors):
        """Add a node and what it comes behind."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node)
        self._missing[node] += len(predecessors)
        for p in predecessors:
            self._node(p)
            self._behind[p].append(node)

    def prepare(self):
        """Check the graph; CycleError if it has a cycle."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [n for n, missing in self._missing.items() if not missing]
        cycle = self._cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """The nodes that wait for nothing more and were not given out before."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        given = tuple(self._ready)
        self._ready.clear()
        self._out.update(given)
        return given

    def is_active(self):
        """Whether there is more to come."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return bool(self._ready) or bool(self._out)

    __bool__ = is_active

    def done(self, *nodes):
        """Say that nodes which were given out are finished."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._behind:
                raise ValueError("node %r was not added using add()" % (node,))
            if node not in self._out:
                if self._missing[node] < 0:
                    raise ValueError("node %r was already marked done" % (node,))
                raise ValueError("node %r was not passed out (still not ready)" % (node,))
            self._out.remove(node)
            self._missing[node] = -1
            for n in self._behind[node]:
                self._missing[n] -= 1
                if not self._missing[n]:
                    self._ready.append(n)

    def _cycle(self):
        """A cycle, or None: a search that goes down the nodes, whose path is a stack."""
        finished = set()
        for start in self._behind:
            if start in finished:
                continue
            path, on_path = [start], {start: 0}
            rest = [iter(self._behind[start])]
            while path:
                for node in rest[-1]:
                    if node in on_path:
                        return path[on_path[node]:] + [node]
                    if node not in finished:
                        on_path[node] = len(path)
                        path.append(node)
                        rest.append(iter(self._behind[node]))
                        break
                else:
                    node = path.pop()
                    rest.pop()
                    del on_path[node]
                    finished.add(node)
        return None

    def static_order(self):
        """All nodes in order."""
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(GenericAlias)
