"""Gaps between sets of objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from .annotations import is_marked
from .attributes import in_request, in_response
from .documents import Undecided
from .gaps import Gap, Step
from .patterns import found, matching
from .scalars import changed
from .shapes import Atom, Object
from .words import cut

if TYPE_CHECKING:
    from .inclusion import Inclusion

MOST_ITEMS = 50


class Objects:
    """What objects add to an `Inclusion`."""

    def __init__(self, inclusion: Inclusion) -> None:
        self.inclusion = inclusion
        # The annotation that takes a property out of the direction that is compared.
        self._hides = "writeOnly" if inclusion.response else "readOnly"

    def gaps(self, atom: Atom, a: Object, other: Atom, b: Object) -> Iterator[Gap]:
        a, b = self._visible(a), self._visible(b)
        revised = atom if self.inclusion.response else other
        for gap in self._attributes(atom, a, b):
            if gap.path and not gap.component and revised.name:
                name = gap.steps[0].key if gap.steps else ""
                gap = gap._replace(component=revised.name, property=str(name))
                if gap.owner == (None, None) and atom.name and other.name:
                    gap = gap._replace(owner=(atom.name, other.name), local=gap.path)
            yield gap
        yield from self._counts(atom, a, b)

    def _visible(self, core: Object) -> Object:
        hidden = {n for n, part in core.properties.items() if is_marked(part, self._hides)}
        if not hidden:
            return core
        shown = {n: schema for n, schema in core.properties.items() if n not in hidden}
        return replace(core, properties=shown, required=core.required - hidden)

    def _attributes(self, atom: Atom, a: Object, b: Object) -> Iterator[Gap]:
        names = dict.fromkeys((*b.properties, *a.properties, *sorted(a.required | b.required)))
        judge = in_response if self.inclusion.response else in_request
        for name in names:
            if self._kept(name, a, b):
                continue
            step = Step(atom, name)
            for gap in _told(judge(self.inclusion, name, a, b)):
                yield gap.under(_spelled(name), step)
        yield from self._others(atom, a, b, names)

    def _kept(self, name: str, a: Object, b: Object) -> bool:
        """Whether the attribute is the same on both sides, and there as surely."""
        mine, theirs = a.properties.get(name), b.properties.get(name)
        if mine is None or theirs is None or a.patterns or b.patterns:
            return False
        return (name in a.required) == (name in b.required) and self.inclusion.same(mine, theirs)

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
                        inner = gap if certain else gap._replace(sure=False)
                        yield inner.under(f"{{{cut(pattern, 40)}}}", Step(atom, key))

    def _counts(self, atom: Atom, a: Object, b: Object) -> Iterator[Gap]:
        inclusion = self.inclusion
        values = partial(inclusion.sampler.of_atom, atom)
        if b.low > max(a.low, len(a.required)):
            sides = inclusion.sides(a.low, b.low)
            message = changed("The least number of attributes", sides)
            yield Gap("properties-changed", message, values, sides=sides)
        most = a.high
        if most is None and not a.patterns and not inclusion.narrow.shape(a.rest):
            most = len(a.properties)
        if b.high is not None and (most is None or most > b.high):
            sides = inclusion.sides(a.high, b.high)
            message = changed("The greatest number of attributes", sides)
            values = partial(self._filled, atom, a, b.high + 1)
            yield Gap("properties-changed", message, values, sides=sides)

    def _filled(self, atom: Atom, a: Object, count: int) -> Iterator[Any]:
        if count <= MOST_ITEMS:
            fuller = replace(atom, core=replace(a, low=max(count, a.low)))
            yield from islice(self.inclusion.sampler.of_atom(fuller), 2)


def _told(found: Iterator[Gap]) -> Iterator[Gap]:
    """The gaps of one attribute: that it cannot be decided says nothing of the others."""
    try:
        yield from found
    except Undecided as undecided:
        yield Gap("undecided", f"It cannot be told here: {undecided}")


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
