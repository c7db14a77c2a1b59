"""Gaps between sets of objects and between sets of arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from .documents import Schema, Undecided
from .gaps import Gap, Step
from .membership import held
from .patterns import found, matching
from .reading import Reader
from .samples import MISSING
from .scalars import _changed
from .shapes import Array, Atom, Object
from .words import cut

if TYPE_CHECKING:
    from .inclusion import Inclusion

MOST_ITEMS = 50


def _absent() -> tuple[Any, ...]:
    return (MISSING,)


class Objects:
    """What containers add to an `Inclusion`."""

    def __init__(self, inclusion: Inclusion) -> None:
        self.inclusion = inclusion
        self._deciding: set[Schema] = set()
        # The annotation that takes a property out of the direction that is compared.
        self._hides = "writeOnly" if inclusion.response else "readOnly"

    def notes(self, narrow: Schema, wide: Schema) -> Iterator[Gap]:
        """What is worth saying of two schemas beside their values."""
        if len(narrow.raws) != 1 or len(wide.raws) != 1:
            return
        base, revised = self.inclusion.sides(narrow.raws[0], wide.raws[0])
        if not (isinstance(base, dict) and isinstance(revised, dict)):
            return
        if not self.inclusion.response and base.get("default") != revised.get("default"):
            sides = base.get("default"), revised.get("default")
            yield Gap("default-changed", _changed("The default", sides), sure=True, sides=sides)
        tags = [_tag(side) for side in (base, revised)]
        if tags[0] and tags[1] and tags[0] != tags[1]:
            message = _changed("The discriminator", (tags[0], tags[1]))
            yield Gap("discriminator-changed", message, sure=True, sides=(tags[0], tags[1]))

    def vacant(self, reader: Reader, atom: Atom) -> bool:
        """Whether an alternative provably has no value."""
        core = atom.core
        if isinstance(core, Array):
            return any(self.empty(reader, core.item(i)) for i in range(min(core.low, MOST_ITEMS)))
        if isinstance(core, Object):
            return any(
                self.empty(reader, schema) for name in core.required for schema in held(core, name)
            )
        return False

    def empty(self, reader: Reader, schema: Schema) -> bool:
        if schema in self._deciding:
            return False
        self._deciding.add(schema)
        try:
            shape = reader.shape(schema)
            return all(self.vacant(reader, atom) for atoms in shape.values() for atom in atoms)
        except Undecided:
            return False
        finally:
            self._deciding.discard(schema)

    def array_gaps(self, atom: Atom, a: Array, b: Array) -> Iterator[Gap]:
        inclusion = self.inclusion
        values = partial(inclusion.sampler.of_atom, atom)
        if a.low < b.low:
            sides = inclusion.sides(a.low, b.low)
            yield Gap("count-changed", _changed("The least count", sides), values, sides=sides)
        if b.high is not None and (a.high is None or a.high > b.high):
            sides = inclusion.sides(a.high, b.high)
            more = partial(self._longer, atom, a, b.high + 1)
            yield Gap("count-changed", _changed("The greatest count", sides), more, sides=sides)
        if b.unique and not a.unique and (a.high is None or a.high > 1):
            yield Gap("unique-changed", "Items may be equal", partial(self._twins, a))
        longest = max(len(a.prefix), len(b.prefix))
        for index in range(longest):
            if a.high is None or index < a.high:
                for gap in inclusion.gaps(a.item(index), b.item(index)):
                    yield gap.under(f"[{index}]", Step(atom, index))
        if a.high is None or a.high > longest:
            for gap in inclusion.gaps(a.rest, b.rest):
                yield gap.under("[]", Step(atom, longest))

    def _longer(self, atom: Atom, a: Array, length: int) -> tuple[Any, ...]:
        if length > MOST_ITEMS:
            return ()
        longer = replace(atom, core=replace(a, low=max(length, a.low)))
        return tuple(islice(self.inclusion.sampler.of_atom(longer), 2))

    def _twins(self, a: Array) -> Iterator[Any]:
        sampler = self.inclusion.sampler
        try:
            first = sampler.first(a.item(0))
            rest = [sampler.first(a.item(i)) for i in range(2, a.low)]
            yield [first, first, *rest]
            last = sampler.first(a.rest)
            yield [*(sampler.first(part) for part in a.prefix), last, last]
        except Undecided:
            return

    def gaps(self, atom: Atom, a: Object, other: Atom, b: Object) -> Iterator[Gap]:
        a, b = self._visible(a), self._visible(b)
        revised = atom if self.inclusion.response else other
        for gap in self._attributes(atom, a, b):
            if gap.path and not gap.component and revised.name:
                name = gap.steps[0].key if gap.steps else ""
                gap = replace(gap, component=revised.name, property=str(name))
            yield gap
        yield from self._counts(atom, a, b)

    def _visible(self, core: Object) -> Object:
        hidden = {n for n, schema in core.properties.items() if self._hidden(schema)}
        if not hidden:
            return core
        shown = {n: schema for n, schema in core.properties.items() if n not in hidden}
        return replace(core, properties=shown, required=core.required - hidden)

    def _hidden(self, schema: Schema) -> bool:
        return any(isinstance(raw, dict) and raw.get(self._hides) is True for raw in schema.raws)

    def _attributes(self, atom: Atom, a: Object, b: Object) -> Iterator[Gap]:
        names = dict.fromkeys((*b.properties, *a.properties, *sorted(a.required | b.required)))
        judge = self._response if self.inclusion.response else self._request
        for name in names:
            step = Step(atom, name)
            for gap in judge(name, a, b):
                yield gap.under(_spelled(name), step)
        yield from self._others(atom, a, b, names)

    def _response(self, name: str, a: Object, b: Object) -> Iterator[Gap]:
        """`a` is the revised object, `b` the base."""
        mine, theirs = self._held(self.inclusion.narrow, a, name), None
        if name in b.properties and name not in a.properties:
            yield self._removed(name, a, b)
            return
        if name not in b.properties and name in a.properties:
            yield self._gap("attribute-added", "The attribute is new", (None, a.properties[name]))
        if name in b.required and name not in a.required:
            sides = b.properties.get(name), a.properties.get(name)
            yield self._gap("attribute-optional", "The attribute may be absent", sides, _absent)
        if self.inclusion.narrow.shape(mine):
            theirs = self._held(self.inclusion.wide, b, name)
            yield from self._inner(name, a, b, mine, theirs)

    def _removed(self, name: str, a: Object, b: Object) -> Gap:
        def values() -> Iterator[Any]:
            if name not in a.required:
                yield MISSING
            yield from self.inclusion.sampler.some(self._held(self.inclusion.narrow, a, name), 3)

        sides = b.properties[name], None
        return self._gap("attribute-removed", "The attribute is gone", sides, values)

    def _request(self, name: str, a: Object, b: Object) -> Iterator[Gap]:
        """`a` is the base object, `b` the revised one."""
        inclusion = self.inclusion
        if name in b.required and name not in a.required:
            sides = a.properties.get(name), b.properties.get(name)
            message = "The attribute must be sent"
            yield self._gap("attribute-required", message, sides, _absent)
        elif name in b.properties and name not in a.properties:
            yield self._gap("attribute-added", "The attribute is new", (None, b.properties[name]))
        mine = self._held(inclusion.narrow, a, name)
        if not inclusion.narrow.shape(mine):
            return
        if (
            name in a.properties
            and name not in b.properties
            and not inclusion.wide.shape(self._held(inclusion.wide, b, name))
        ):
            values = partial(inclusion.sampler.some, mine)
            sides = a.properties[name], None
            yield self._gap("attribute-refused", "The attribute is refused", sides, values)
            return
        if name in a.properties and name not in b.properties:
            sides = a.properties[name], None
            yield self._gap("attribute-ignored", "The attribute is no longer documented", sides)
        if name in a.properties or not a.implied:
            theirs = self._held(inclusion.wide, b, name)
            yield from self._inner(name, a, b, mine, theirs)

    def _inner(
        self, name: str, a: Object, b: Object, mine: Schema, theirs: Schema
    ) -> Iterator[Gap]:
        if not self.inclusion.wide.shape(theirs):
            values = partial(self.inclusion.sampler.some, mine)
            yield Gap("closed", "The base allows no such attribute", values)
            return
        yield from self.inclusion.gaps(mine, theirs)
        olds, news = self.inclusion.sides(a.properties.get(name), b.properties.get(name))
        if olds and news and _deprecated(news) and not _deprecated(olds):
            sides = (olds.raws[0], news.raws[0])
            yield Gap("attribute-deprecated", "The attribute is deprecated", sides=sides)

    def _held(self, reader: Reader, core: Object, name: str) -> Schema:
        schemas = held(core, name)
        if len(schemas) == 1:
            return schemas[0]
        return reader.document.schema(*(raw for schema in schemas for raw in schema.raws))

    def _gap(self, kind: str, message: str, sides: Any, values: Any = tuple) -> Gap:
        raws = tuple(side.raws[0] if isinstance(side, Schema) else None for side in sides)
        return Gap(kind, message, values, sure=True, sides=(raws[0], raws[1]))

    def _others(self, atom: Atom, a: Object, b: Object, names: dict[str, None]) -> Iterator[Gap]:
        """What stands under names that no `properties` lists."""
        narrow = self.inclusion.narrow
        if a.high is not None and a.high <= len(a.required):
            return
        if a.patterns or b.patterns:
            yield from self._patterned(atom, a, b, names)
        if not narrow.shape(a.rest):
            return
        step = Step(atom, _unused(names, a, b))
        if not self.inclusion.wide.shape(b.rest):
            message = (
                "Attributes may come that the base rules out"
                if self.inclusion.response
                else "Attributes that are not documented are refused"
            )
            values = partial(self.inclusion.sampler.some, a.rest)
            yield Gap("closed", message, values).under("*", step)
            return
        for gap in self.inclusion.gaps(a.rest, b.rest):
            yield gap.under("*", step)

    def _patterned(self, atom: Atom, a: Object, b: Object, names: dict[str, None]) -> Iterator[Gap]:
        for pattern in dict.fromkeys((*a.patterns, *b.patterns)):
            mine = (
                [a.patterns[pattern]] if pattern in a.patterns else [*a.patterns.values(), a.rest]
            )
            theirs = (
                [b.patterns[pattern]] if pattern in b.patterns else [*b.patterns.values(), b.rest]
            )
            fits = (key for key in matching(pattern) if found(pattern, key) and key not in names)
            key = next(fits, _unused(names, a, b))
            certain = pattern in a.patterns and pattern in b.patterns
            for one in mine:
                for other in theirs:
                    for gap in self.inclusion.gaps(one, other):
                        inner = gap if certain else replace(gap, sure=False)
                        yield inner.under(f"{{{cut(pattern, 40)}}}", Step(atom, key))

    def _counts(self, atom: Atom, a: Object, b: Object) -> Iterator[Gap]:
        inclusion = self.inclusion
        values = partial(inclusion.sampler.of_atom, atom)
        if b.low > max(a.low, len(a.required)):
            sides = inclusion.sides(a.low, b.low)
            message = _changed("The least number of attributes", sides)
            yield Gap("properties-changed", message, values, sides=sides)
        most = a.high
        if most is None and not a.patterns and not inclusion.narrow.shape(a.rest):
            most = len(a.properties)
        if b.high is not None and (most is None or most > b.high):
            sides = inclusion.sides(a.high, b.high)
            message = _changed("The greatest number of attributes", sides)
            values = partial(self._filled, atom, a, b.high + 1)
            yield Gap("properties-changed", message, values, sides=sides)

    def _filled(self, atom: Atom, a: Object, count: int) -> Iterator[Any]:
        if count <= MOST_ITEMS:
            fuller = replace(atom, core=replace(a, low=max(count, a.low)))
            yield from islice(self.inclusion.sampler.of_atom(fuller), 2)


def _tag(raw: dict[str, Any]) -> Any:
    tag = raw.get("discriminator")
    return tag.get("propertyName") if isinstance(tag, dict) else None


def _deprecated(schema: Schema) -> bool:
    return any(isinstance(raw, dict) and raw.get("deprecated") is True for raw in schema.raws)


def _spelled(name: str) -> str:
    return f".{name}" if name and not set(name) & set(".[]: ") else f"[{name!r}]"


def _unused(names: dict[str, None], a: Object, b: Object) -> str:
    """A name that neither side knows."""
    patterns = (*a.patterns, *b.patterns)
    tries = ("other", *(f"other{i}" for i in range(20)), "-", "Z9", "é")
    for name in tries:
        if name not in names and not any(found(p, name) for p in patterns):
            return name
    return "other"
