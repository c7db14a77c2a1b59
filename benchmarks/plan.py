"""An imaginary API with the shape of a real one: endpoints, operations and the objects they carry.

Drawn with a fixed seed from the tables of shape.json: the counts are met, nothing else is like it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

NOUNS = (
    *("Account", "Branch", "Card", "Desk", "Engine", "Folder", "Garden", "Harbor", "Invoice"),
    *("Journal", "Kitchen", "Ledger", "Meadow", "Notice", "Orchard", "Parcel", "Quarter"),
    *("Receipt", "Shelf", "Ticket", "Union", "Voucher", "Wagon"),
)


@dataclass(frozen=True)
class Field:
    """One field: a kind of the tables, or a node below it (`one` or `many`)."""

    name: str
    kind: str
    nullable: bool
    optional: bool
    described: bool = False
    child: Node | None = None


@dataclass
class Node:
    """One object schema; children stand before it in every listing."""

    name: str
    number: int
    size: int
    fields: list[Field] = field(default_factory=list)

    def tree(self) -> Iterator[Node]:
        for each in self.fields:
            if each.child:
                yield from each.child.tree()
        yield self


@dataclass(frozen=True)
class Operation:
    """One method of an endpoint."""

    method: str
    number: int
    queries: int
    errors: int
    example: bool
    mistaken: bool
    answer: Node | None
    listed: bool
    request: Node | None


@dataclass(frozen=True)
class Endpoint:
    """One path; `parameters` are those in the path."""

    number: int
    tag: str
    parameters: int
    operations: list[Operation]


def plan(shape: Mapping[str, Any], copy: int = 0, described: float | None = None) -> list[Endpoint]:
    """The endpoints of one copy; copies differ in names only.

    `described` is the share of response fields with a description, else it is the document's.
    """
    chance = random.Random(20260814)
    methods = _drawn(shape["paths"], chance)
    answers = _Bodies(shape, "response", f"Response{copy}", chance, described)
    requests = _Bodies(shape, "request", f"Request{copy}", chance, None)
    bodies = sum(shape["responses_by_method"].values())
    lists = iter(_some(shape["lists"], bodies, chance))
    examples = iter(_some(shape["examples"], bodies, chance))
    parameters = _drawn(shape["path_parameters"], chance)
    queries, errors = _drawn(shape["query_parameters"], chance), _drawn(shape["errors"], chance)
    tags = [NOUNS[i] for i, size in enumerate(shape["operations_by_tag"]) for _ in range(size)]
    endpoints: list[Endpoint] = []
    serial = 0
    for number, words in enumerate(methods):
        operations = []
        for method in words.split():
            answer, request = answers.take(method), requests.take(method)
            operations.append(
                Operation(
                    method,
                    1000 * copy + serial,
                    int(queries[serial]),
                    int(errors[serial]),
                    answer is not None and next(examples),
                    False,
                    answer,
                    answer is not None and next(lists),
                    request,
                )
            )
            serial += 1
        tag = tags[serial - 1]
        endpoints.append(Endpoint(number, tag, int(parameters[number]), operations))
    return endpoints


class _Bodies:
    """The objects of one direction, handed out operation by operation."""

    def __init__(
        self,
        shape: Mapping[str, Any],
        direction: str,
        suffix: str,
        chance: random.Random,
        described: float | None,
    ) -> None:
        by_method: Mapping[str, int] = shape[f"{direction}s_by_method"]
        operations = Counter(m for words in _drawn(shape["paths"], chance) for m in words.split())
        self._turns = {
            m: iter(_some(by_method.get(m, 0), n, chance)) for m, n in operations.items()
        }
        table = shape[f"{direction}_objects"]
        self._roots = _forest(table, sum(by_method.values()), suffix, chance, described)
        self.taken = 0

    def take(self, method: str) -> Node | None:
        if not next(self._turns[method]):
            return None
        self.taken += 1
        return self._roots[self.taken - 1]


def _forest(
    table: Mapping[str, Any],
    bodies: int,
    suffix: str,
    chance: random.Random,
    described: float | None,
) -> list[Node]:
    """One tree per body. A body of several objects (a union) has all but the first below it."""
    levels = list(table["levels"])
    levels[1] += levels[0] - bodies
    levels[0] = bodies
    sizes = [int(size) for size in _drawn(table["fields"], chance)]
    nodes = [Node(f"{NOUNS[i % len(NOUNS)]}{i}{suffix}", i, size) for i, size in enumerate(sizes)]
    layers = [[nodes.pop() for _ in range(count)] for count in levels]
    links = _Deck(table["links"], chance)
    for above, below in pairwise(layers):
        # Each parent occurs once for each of its fields that still lacks a child.
        free = [node for node in above for _ in range(node.size)]
        for child, parent in zip(below, chance.sample(free, len(below)), strict=True):
            _hang(child, parent, links.draw())
    everything = [node for layer in layers for node in layer]
    kinds = _Deck(table["kinds"], chance)
    leaves = sum(node.size - len(node.fields) for node in everything)
    share = table["described"] if described is None else round(leaves * described)
    texts = iter(_some(share, leaves, chance))
    for node in everything:
        _fill(node, kinds, texts)
    return layers[0]


def _hang(child: Node, parent: Node, link: str) -> None:
    name = f"{child.name[:1].lower()}{child.name[1:]}_ref"
    kind = link.rstrip("?-")
    parent.fields.append(Field(name, kind, "?" in link, "-" in link, child=child))


def _fill(node: Node, kinds: _Deck, texts: Iterator[bool]) -> None:
    """The fields without objects, before those with objects."""
    plain = []
    for position in range(node.size - len(node.fields)):
        code = kinds.draw()
        name = f"{code.rstrip('?-')}_{position}"
        plain.append(Field(name, code.rstrip("?-"), "?" in code, "-" in code, next(texts)))
    node.fields[:0] = plain


class _Deck:
    """Draws from a table of counts, and shuffles it again when it is used up."""

    def __init__(self, table: Mapping[str, int], chance: random.Random) -> None:
        self._table, self._chance = table, chance
        self._cards: list[str] = []

    def draw(self) -> str:
        if not self._cards:
            self._cards = _drawn(self._table, self._chance)
        return self._cards.pop()


def _drawn(table: Mapping[str, int], chance: random.Random) -> list[str]:
    values = [value for value, number in table.items() for _ in range(number)]
    chance.shuffle(values)
    return values


def _some(number: int, total: int, chance: random.Random) -> list[bool]:
    chosen = [position < number for position in range(total)]
    chance.shuffle(chosen)
    return chosen
