"""Graphs of references."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def strongly_connected_components(graph: Mapping[T, Collection[T]]) -> Iterator[frozenset[T]]:
    """The strongly connected components of a graph, each after its successors.

    Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion,
    because a chain of references may be longer than Python's stack.
    """
    number: dict[T, int] = {}
    low: dict[T, int] = {}
    open_: list[T] = []
    done: set[T] = set()
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
                    component = _taken(open_, node)
                    done |= component
                    yield component


def _taken(open_: list[T], first: T) -> frozenset[T]:
    """The end of a list from `first` on, taken off the list."""
    taken = [open_.pop()]
    while taken[-1] is not first:
        taken.append(open_.pop())
    return frozenset(taken)
