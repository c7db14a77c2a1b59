"""Gaps between sets of objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..sets.atoms import Atom, Objects
from ..sets.pattern_matching import found, matching
from ..sets.phrases import cut
from .annotations import is_marked
from .attribute_gaps import Attribute, in_request, in_response
from .gaps import NOTHING, Found, Gap, Outcome, Part, Step, decided
from .scalar_gaps import changed

if TYPE_CHECKING:
    from .engine import Inclusion

MOST_ITEMS: Final = 50
Inside: TypeAlias = Callable[..., Part]


class Objects:
    """What objects add to an `Inclusion`."""

    def __init__(self, inclusion: Inclusion) -> None:
        self.inclusion = inclusion
        # The annotation that takes a property out of the direction that is compared.
        self._hides = "writeOnly" if inclusion.response else "readOnly"

    def gaps(self, atom: Atom, a: Objects, other: Atom, b: Objects) -> Iterator[Found]:
        a, b = self._visible(a), self._visible(b)
        inside = partial(Part, names=(atom.name, other.name))
        yield from self._attributes(atom, a, b, inside)
        yield from self._counts(atom, a, b)

    def _visible(self, core: Objects) -> Objects:
        hidden = {n for n, part in core.properties.items() if is_marked(part, self._hides)}
        if not hidden or self.inclusion.strict:
            return core
        shown = {n: schema for n, schema in core.properties.items() if n not in hidden}
        return replace(core, properties=shown, required=core.required - hidden)

    def _attributes(self, atom: Atom, a: Objects, b: Objects, inside: Inside) -> Iterator[Found]:
        names = dict.fromkeys((*b.properties, *a.properties, *sorted(a.required | b.required)))
        judge = in_response if self.inclusion.response else in_request
        for name in names:
            if self._kept(name, a, b):
                continue
            place = partial(inside, _spelled(name), Step(atom, name))
            found = list(decided(judge(Attribute(self.inclusion, name, a, b, place))))
            own = [each for each in found if isinstance(each, Gap)]
            if own:
                yield place(Outcome(own))
            yield from (each for each in found if isinstance(each, Part))
        yield from decided(self._others(atom, a, b, names, inside))

    def _kept(self, name: str, a: Objects, b: Objects) -> bool:
        """Whether the attribute is the same on both sides, and there as surely."""
        mine, theirs = a.properties.get(name), b.properties.get(name)
        if mine is None or theirs is None or a.patterns or b.patterns:
            return False
        return (name in a.required) == (name in b.required) and self.inclusion.same(mine, theirs)

    def _others(
        self, atom: Atom, a: Objects, b: Objects, names: Collection[str], inside: Inside
    ) -> Iterator[Found]:
        """What stands under names that no `properties` lists."""
        inclusion = self.inclusion
        if a.high is not None and a.high <= len(a.required):
            return
        if a.patterns or b.patterns:
            yield from self._patterned(atom, a, b, names, inside)
        if not inclusion.narrow.shape(a.rest):
            return
        place = partial(inside, "*", Step(atom, _unused(names, a, b)))
        if not inclusion.wide.shape(b.rest):
            said = inclusion.said(
                "Attributes may come that the base rules out",
                "Attributes that are not documented are refused",
            )
            values = partial(inclusion.sampler.some, a.rest)
            sides = inclusion.sides(a.rest.raws[0], b.rest.raws[0])
            yield place(Outcome([Gap("closed", said, values, sides=sides)]))
            return
        found = inclusion.outcome(a.rest, b.rest)
        if found is not NOTHING:
            yield place(found)

    def _patterned(
        self, atom: Atom, a: Objects, b: Objects, names: Collection[str], inside: Inside
    ) -> Iterator[Found]:
        for pattern in dict.fromkeys((*a.patterns, *b.patterns)):
            mine = (
                [a.patterns[pattern]] if pattern in a.patterns else [*a.patterns.values(), a.rest]
            )
            theirs = (
                [b.patterns[pattern]] if pattern in b.patterns else [*b.patterns.values(), b.rest]
            )
            fits = (key for key in matching(pattern) if found(pattern, key) and key not in names)
            step = Step(atom, next(fits, _unused(names, a, b)))
            certain = pattern in a.patterns and pattern in b.patterns
            for one in mine:
                for other in theirs:
                    inner = self.inclusion.outcome(one, other)
                    if inner is not NOTHING:
                        yield inside(f"{{{cut(pattern, 40)}}}", step, inner, certain=certain)

    def _counts(self, atom: Atom, a: Objects, b: Objects) -> Iterator[Gap]:
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

    def _filled(self, atom: Atom, a: Objects, count: int) -> Iterator[Any]:
        if count <= MOST_ITEMS:
            fuller = replace(atom, core=replace(a, low=max(count, a.low)))
            yield from islice(self.inclusion.sampler.of_atom(fuller), 2)


def _spelled(name: str) -> str:
    return f".{name}" if name and not set(name) & set(".[]: ") else f"[{name!r}]"


def _unused(names: Collection[str], a: Objects, b: Objects) -> str:
    """A name that neither side knows."""
    patterns = (*a.patterns, *b.patterns)
    tries = ("other", *(f"other{i}" for i in range(20)), "-", "Z9", "é")
    for name in tries:
        if name not in names and not any(found(p, name) for p in patterns):
            return name
    return "other"
