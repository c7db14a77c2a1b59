"""Which nodes of a graph reach each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def knots(graph: Mapping[str, Collection[str]]) -> Iterator[frozenset[str]]:
    """The sets of nodes that reach each other, each after those that it leads to.

    A node that is in no cycle stands alone. Source: Tarjan, "Depth-first search and linear graph
    algorithms" (1972), without recursion: a chain may be longer than Python's stack.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    done: set[str] = set()
    for root in graph:
        steps = [(root, iter(graph[root]))] if root not in number else []
        while steps:
            node, following = steps[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                open_.append(node)
            for other in following:
                if other not in number:
                    steps.append((other, iter(graph[other])))
                    break
                if other not in done:
                    low[node] = min(low[node], low[other])
            else:
                steps.pop()
                if steps:
                    above = steps[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == number[node]:
                    start = open_.index(node)
                    knot = frozenset(open_[start:])
                    del open_[start:]
                    done |= knot
                    yield knot
