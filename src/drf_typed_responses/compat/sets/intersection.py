"""Intersection: the values that two shapes share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ...openapi.types import JSON
from ..documents.read_document import ReadDocument, SchemaNode, Undecided
from .atoms import AnyAtom, Arrays, Atom, Core, Numbers, Objects, Shape, Texts, Values
from .membership import Membership
from .pattern_matching import found

# The most alternatives of one JSON type in an intersection of unions; real documents have fewer.
MOST_ATOMS: Final = 48
# The most arms of one union; unions of webhooks have hundreds.
MOST_ARMS: Final = 2000


class Intersection:
    """Intersections within one document."""

    def __init__(self, document: ReadDocument, members: Membership) -> None:
        self.document = document
        self.members = members

    def shapes(self, one: Shape, other: Shape) -> Shape:
        """The shape of the values that are in both.

        Raises Undecided if an intersection of unions has too many alternatives.
        """
        return {kind: met for kind in one if (met := self._union(one[kind], other.get(kind, ())))}

    def _union(self, ones: tuple[AnyAtom, ...], others: tuple[AnyAtom, ...]) -> tuple[AnyAtom, ...]:
        if min(len(ones), len(others)) > 1 and len(ones) * len(others) > MOST_ATOMS**2:
            raise Undecided("too many combinations of alternatives")
        several = len(ones) > 1 and len(others) > 1
        return distinct(
            (m for one in ones for other in others if (m := self.atoms(one, other)) is not None),
            MOST_ATOMS if several else MOST_ARMS,
        )

    def atoms(self, one: AnyAtom, other: AnyAtom) -> AnyAtom | None:
        """The atom of the values that are in both, or None if they share none."""
        if isinstance(other.core, Values):
            one, other = other, one
        core = self._cores(one, other)
        if core is None:
            return None
        settled = isinstance(core, Values)
        return Atom(
            core,
            () if settled else (*one.unless, *(s for s in other.unless if s not in one.unless)),
            one.opaque | other.opaque,
            one.choices + tuple(c for c in other.choices if c not in one.choices),
            _name(one, other),
            _inherited(one, other),
            selected=one.selected or other.selected,
        )

    def _cores(self, one: AnyAtom, other: AnyAtom) -> Core | None:
        a, b = one.core, other.core
        if isinstance(a, Values):
            kept = {k: v for k, v in a.values.items() if self.members.of_atom(other, v)}
            return Values(kept) if kept else None
        if isinstance(a, Numbers) and isinstance(b, Numbers):
            return _numbers(a, b)
        if isinstance(a, Texts) and isinstance(b, Texts):
            return _texts(a, b)
        if isinstance(a, Arrays) and isinstance(b, Arrays):
            return self._arrays(a, b)
        assert isinstance(a, Objects)
        assert isinstance(b, Objects)
        return self._objects(a, b)

    def _arrays(self, a: Arrays, b: Arrays) -> Arrays | None:
        high = _least(a.high, b.high)
        low = max(a.low, b.low)
        if high is not None and low > high:
            return None
        longest = max(len(a.prefix), len(b.prefix))
        prefix = tuple(self.document.all_of(a.item(i), b.item(i)) for i in range(longest))
        return Arrays(self.document.all_of(a.rest, b.rest), prefix, low, high, a.unique or b.unique)

    def _objects(self, a: Objects, b: Objects) -> Objects | None:
        low, high = max(a.low, b.low), _least(a.high, b.high)
        required = a.required | b.required
        if high is not None and max(low, len(required)) > high:
            return None
        if (a.patterns or b.patterns) and a.patterns.keys() != b.patterns.keys():
            return self._patterned(a, b)
        both = self.document.all_of
        names = dict.fromkeys((*a.properties, *b.properties))
        return Objects(
            both(a.rest, b.rest),
            {name: both(self._own(a, name), self._own(b, name)) for name in names},
            {p: both(a.patterns[p], b.patterns[p]) for p in a.patterns},
            required,
            low,
            high,
            a.implied and b.implied,
            _supposed(a, b),
        )

    def _own(self, core: Objects, name: str) -> SchemaNode:
        """The schema of a name without those of patterns, which the reader applies."""
        if name in core.properties:
            return core.properties[name]
        matched = any(found(pattern, name) for pattern in core.patterns)
        return self.document.schema(True) if matched else core.rest

    def _patterned(self, a: Objects, b: Objects) -> Objects:
        plain, other = (b, a) if a.patterns else (a, b)
        if plain.patterns or plain.rest.raws != (True,):
            raise Undecided("several patternProperties that apply together")
        names = dict.fromkeys((*a.properties, *b.properties))
        properties = {n: self.document.all_of(self._own(a, n), self._own(b, n)) for n in names}
        required, supposed = a.required | b.required, _supposed(a, b)
        both = replace(other, properties=properties, required=required, supposed=supposed)
        return replace(both, low=max(a.low, b.low), high=_least(a.high, b.high))


def _supposed(a: Objects, b: Objects) -> frozenset[str]:
    """The required attributes that neither object requires without a condition."""
    if not (a.supposed or b.supposed):
        return frozenset()
    return (a.required | b.required) - (a.required - a.supposed) - (b.required - b.supposed)


def _name(one: AnyAtom, other: AnyAtom) -> str:
    """The component of both atoms, or of one if the other restricts nothing; else ""."""
    if one.name == other.name or _restricts_nothing(other.core):
        return one.name
    return other.name if _restricts_nothing(one.core) else ""


def _inherited(one: AnyAtom, other: AnyAtom) -> dict[str, str]:
    """The components of the attributes that only one of two objects speaks of."""
    if not isinstance(one.core, Objects) or not isinstance(other.core, Objects):
        return {}
    mine, theirs = (each.properties.keys() | each.required for each in (one.core, other.core))
    names = {name: one.owner(name) for name in sorted(mine - theirs)}
    names |= {name: other.owner(name) for name in sorted(theirs - mine)}
    return {name: owner for name, owner in names.items() if owner}


def _restricts_nothing(core: Core) -> bool:
    return isinstance(core, Objects) and core == Objects(core.rest) and core.rest.raws == (True,)


def _numbers(a: Numbers, b: Numbers) -> Numbers | None:
    low, low_open = _lower(a, b)
    high, high_open = _upper(a, b)
    overlap = low is None or high is None or low < high
    if not overlap and (low != high or low_open or high_open):
        return None
    factors = a.factors + tuple(f for f in b.factors if f not in a.factors)
    formats = a.formats | b.formats
    return Numbers(low, high, low_open, high_open, a.whole or b.whole, factors, formats)


def _lower(a: Numbers, b: Numbers) -> tuple[float | None, bool]:
    if a.low is None or b.low is None:
        return (b.low, b.low_open) if a.low is None else (a.low, a.low_open)
    return max((a.low, a.low_open), (b.low, b.low_open))


def _upper(a: Numbers, b: Numbers) -> tuple[float | None, bool]:
    if a.high is None or b.high is None:
        return (b.high, b.high_open) if a.high is None else (a.high, a.high_open)
    high = min(a.high, b.high)
    return high, any(n.high == high and n.high_open for n in (a, b))


def _texts(a: Texts, b: Texts) -> Texts | None:
    low, high = max(a.low, b.low), _least(a.high, b.high)
    if high is not None and low > high:
        return None
    return Texts(low, high, a.patterns | b.patterns, a.formats | b.formats)


def _least(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def distinct(atoms: Iterable[AnyAtom], most: int = MOST_ARMS) -> tuple[AnyAtom, ...]:
    """The atoms without duplicates; enumerations that differ only in their values are joined.

    Raises Undecided if there are more than `most`.
    """
    atoms = tuple(atoms)
    if len(atoms) < 2:
        return atoms
    kept: list[AnyAtom] = []
    by_key: dict[object, list[AnyAtom]] = {}
    listed: dict[str, JSON] = {}
    place: int | None = None
    for atom in atoms:
        alike = by_key.setdefault(_hash_key(atom), [])
        if isinstance(atom.core, Values) and not (atom.opaque or atom.choices):
            listed.update(atom.core.values)
            if place is None:
                place = len(kept)
                kept.append(atom)
        elif atom not in alike:
            alike.append(atom)
            kept.append(atom)
        if len(kept) > most:
            raise Undecided("too many combinations of alternatives")
    if place is not None:
        kept[place] = replace(kept[place], core=Values(listed))
    return tuple(kept)


def _hash_key(atom: AnyAtom) -> object:
    """A hashable key that is equal for equal atoms, and different for most others."""
    core = atom.core
    return atom.name or (frozenset(core.properties.items()) if isinstance(core, Objects) else None)
