"""Sample values of schemas for findings, smallest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import isfinite
from typing import Any, Final, TypeAlias, TypeVar

from ...openapi.formats import MEMBERS
from ...openapi.types import JSON
from ..documents.read_document import SchemaNode, Undecided
from .atoms import AnyAtom, Arrays, Numbers, Objects, Texts, Values
from .pattern_matching import matching
from .schema_reader import SchemaReader

# Values, or MISSING, by name in an object or by index in an array.
Fixed: TypeAlias = Mapping[Any, Any]
Container = TypeVar("Container", dict[str, JSON], list[JSON])

# A schema nested deeper gets no sample, because it would be too long to read.
DEEPEST: Final = 24
LARGEST: Final = 5000
MOST_ITEMS: Final = 50
# The most schemas that are searched for one value.
MOST_TRIES: Final = 500
# The length of the longest sample text.
LONGEST: Final = 10_000
TEXTS: Final = ("", "x", "0", "A", "a b", "-", "é")


class ValueSampler:
    """Finds values of the schemas of one document; searches for the smallest of each once."""

    def __init__(self, reader: SchemaReader) -> None:
        self.reader = reader
        self._first: dict[SchemaNode, JSON | Missing] = {}
        self._open: set[SchemaNode] = set()
        self._tries = 0
        # By identity, each with its container; values share parts if schemas do.
        self._sizes: dict[int, tuple[int, object]] = {}

    def first(self, schema: SchemaNode) -> JSON:
        """The smallest value that is found. Raises Undecided if none is found."""
        found = self._first[schema] if schema in self._first else self._searched(schema)
        # A nested search has less budget, so its failure is not cached.
        if not (found is MISSING and self._open):
            self._first[schema] = found
        if isinstance(found, Missing):
            raise Undecided("a value of such a schema")
        return found

    def _searched(self, schema: SchemaNode) -> JSON | Missing:
        if not self._open:
            self._tries = MOST_TRIES
        self._tries -= 1
        # The smallest value of a schema contains no other value of that schema.
        if schema in self._open or len(self._open) > DEEPEST or self._tries < 0:
            return MISSING
        self._open.add(schema)
        try:
            return next(self.some(schema), MISSING)
        finally:
            self._open.discard(schema)

    def _bounded(self, value: Container, parts: Iterable[object]) -> Container:
        """The container. Raises Undecided if it is too large to be shown."""
        size = 1 + sum(self._sizes[id(part)][0] if id(part) in self._sizes else 1 for part in parts)
        if size > LARGEST:
            raise Undecided("a value of so large a schema")
        self._sizes[id(value)] = size, value
        return value

    def some(self, schema: SchemaNode, most: int = 8) -> Iterator[JSON]:
        """Some values of the schema, at most `most` of each alternative."""
        for atoms in self.reader.shape(schema).values():
            for atom in atoms:
                yield from islice(self.of_atom(atom), most)

    def of_atom(self, atom: AnyAtom, fixed: Fixed | None = None) -> Iterator[JSON]:
        """Values of an atom that contain the `fixed` values at their names or indexes.

        Values of which it is unknown whether the atom admits them come last.
        """
        doubtful = []
        for value in self._candidates(atom, fixed or {}):
            try:
                if self.reader.lenient.of_atom(atom, value):
                    yield value
            except Undecided:
                doubtful.append(value)
        yield from doubtful

    def _candidates(self, atom: AnyAtom, fixed: Fixed) -> Iterator[JSON]:
        core = atom.core
        if isinstance(core, Values):
            yield from core.values.values()
        elif isinstance(core, Numbers):
            yield from numbers(core)
        elif isinstance(core, Texts):
            yield from texts(core)
        elif isinstance(core, Arrays):
            for value in self._contained(atom, core.item(len(fixed))):
                yield from self._arrays(core, {**fixed, len(fixed): value})
            yield from self._arrays(core, fixed)
        else:
            yield from self._objects(core, fixed)

    def _arrays(self, core: Arrays, fixed: Fixed) -> Iterator[JSON]:
        least = max([core.low, *(index + 1 for index in fixed)])
        for length in (least, least + 1):
            try:
                yield self._array(core, fixed, length)
            except Undecided:
                continue

    def _contained(self, atom: AnyAtom, item: SchemaNode) -> Iterator[JSON]:
        """Items that the schema of `contains`, which an array needs, admits too."""
        for text in sorted(atom.opaque):
            if text.startswith('{"contains":'):
                needed = self.reader.document.schema(json.loads(text)["contains"])
                yield from islice(self.some(self.reader.document.all_of(item, needed)), 2)

    def _array(self, core: Arrays, fixed: Fixed, length: int) -> list[JSON]:
        if length > MOST_ITEMS:
            raise Undecided("a value of so long an array")
        if not core.unique:
            parts = [fixed[i] if i in fixed else self.first(core.item(i)) for i in range(length)]
            return self._bounded(parts, parts)
        found: list[JSON] = []
        for i in range(length):
            choices = [fixed[i]] if i in fixed else list(islice(self.some(core.item(i)), length))
            fresh = [choice for choice in choices if choice not in found]
            if not fresh:
                raise Undecided("a value of an array whose items differ")
            found.append(fresh[0])
        return self._bounded(found, found)

    def _objects(self, core: Objects, fixed: Fixed) -> Iterator[JSON]:
        absent = {name for name, value in fixed.items() if value is MISSING}
        given = {name: value for name, value in fixed.items() if value is not MISSING}
        try:
            for name in core.properties:
                if name in core.required and name not in given and name not in absent:
                    given[name] = self.first(self.reader.held(core, name))
            for name in sorted(core.required - given.keys() - absent):
                given[name] = self.first(self.reader.held(core, name))
        except Undecided:
            return
        more = (f"key{i}" for i in range(min(core.low, MOST_ITEMS)))
        for name in (*core.properties, *more):
            if len(given) >= core.low:
                break
            if name not in given and name not in absent:
                try:
                    given[name] = self.first(self.reader.held(core, name))
                except Undecided:
                    continue
        ordered = {name: given[name] for name in (*core.properties, *given) if name in given}
        try:
            yield self._bounded(ordered, ordered.values())
        except Undecided:
            return


class Missing:
    """The class of MISSING, which stands for a key that is absent."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


def numbers(core: Numbers) -> Iterator[float]:
    """The bounds of a set of numbers, and numbers between and beside them."""
    step = core.factors[0] if core.factors else 1
    around = [0, 1, 0.5, -1, step, -step]
    for bound in (core.low, core.high):
        if bound is not None:
            nearest = bound // step * step
            around += [
                bound,
                nearest,
                nearest + step,
                bound + 0.5,
                bound - 0.5,
                bound + 1,
                bound - 1,
            ]
    if core.low is not None and core.high is not None:
        around.append((core.low + core.high) / 2)
    for number in filter(isfinite, around):
        yield int(number) if number == int(number) else number


def texts(core: Texts) -> Iterator[str]:
    """Texts for the formats and patterns, and some others, lengthened to the least length."""
    found = [text for form in core.formats for text in MEMBERS.get(form, ())]
    found += [text for pattern in core.patterns for text in matching(pattern)]
    found += TEXTS
    if core.low > LONGEST:
        return
    for text in found:
        yield text
        if len(text) < core.low:
            yield lengthened(text, core.low)
    for length in (core.low, core.high):
        if length is not None and length <= LONGEST:
            yield "x" * length


def lengthened(text: str, length: int) -> str:
    """The text with its last letter repeated up to a length."""
    return text + (text[-1:] or "x") * (length - len(text))
