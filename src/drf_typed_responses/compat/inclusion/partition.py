"""Cuts one alternative into pieces that several others may cover together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..documents.read_document import Undecided
from ..sets.atoms import Arrays, Atom, Numbers, Objects, Texts, Values

if TYPE_CHECKING:
    from .engine import Inclusion

MOST_PIECES = 30
TYPE_NAMES = ("null", "boolean", "number", "string", "array", "object")


def split(inclusion: Inclusion, atom: Atom, others: Iterable[Atom]) -> list[Atom]:
    """Pieces whose union is the alternative; none where no cut would help."""
    core = atom.core
    if isinstance(core, Numbers):
        return [replace(atom, core=piece) for piece in _numbers(core, others)]
    if isinstance(core, Texts):
        return [replace(atom, core=piece) for piece in _texts(core, others)]
    if isinstance(core, Objects):
        return _objects(inclusion, atom, core, others)
    if isinstance(core, Arrays):
        return _arrays(inclusion, atom, core)
    return []


def _numbers(core: Numbers, others: Iterable[Atom]) -> list[Numbers]:
    for other in others:
        bounds = (other.core.low, other.core.high) if isinstance(other.core, Numbers) else ()
        for bound in bounds:
            above = bound is not None and (core.low is None or core.low < bound)
            below = bound is not None and (core.high is None or bound < core.high)
            if bound is not None and above and below:
                left = replace(core, high=bound, high_open=True)
                right = replace(core, low=bound, low_open=True)
                return [
                    left,
                    replace(core, low=bound, high=bound, low_open=False, high_open=False),
                    right,
                ]
            if bound is not None and bound == core.low and not core.low_open and bound != core.high:
                point = replace(core, high=bound, high_open=False)
                return [point, replace(core, low_open=True)]
            if (
                bound is not None
                and bound == core.high
                and not core.high_open
                and (bound != core.low)
            ):
                point = replace(core, low=bound, low_open=False)
                return [point, replace(core, high_open=True)]
    return []


def _texts(core: Texts, others: Iterable[Atom]) -> list[Texts]:
    for other in others:
        if not isinstance(other.core, Texts):
            continue
        for cut in (other.core.low, None if other.core.high is None else other.core.high + 1):
            if cut is not None and core.low < cut and (core.high is None or cut <= core.high):
                return [replace(core, high=cut - 1), replace(core, low=cut)]
    return []


def _arrays(inclusion: Inclusion, atom: Atom, core: Arrays) -> list[Atom]:
    if core.low == 0 and core.high != 0:
        return [replace(atom, core=replace(core, high=0)), replace(atom, core=replace(core, low=1))]
    if core.high is not None and core.high <= 8 and core.low < core.high:
        sizes = range(core.low, core.high + 1)
        return [replace(atom, core=replace(core, low=n, high=n)) for n in sizes]
    if core.high is None or core.high != core.low:
        return []
    for index in range(min(core.high, 8)):
        item = core.item(index)
        pieces = _pieces(inclusion, item)
        if len(pieces) > 1:
            prefix = [core.item(i) for i in range(core.high)]
            found = []
            for piece in pieces:
                prefix[index] = piece
                found.append(replace(atom, core=replace(core, prefix=tuple(prefix))))
            return found
    return []


def _objects(inclusion: Inclusion, atom: Atom, core: Objects, others: Iterable[Atom]) -> list[Atom]:
    for name in _telling(core, others):
        if name not in core.properties:
            continue
        if name not in core.required:
            never = inclusion.narrow.document.schema(False)
            without = replace(core, properties={**core.properties, name: never})
            with_it = replace(core, required=core.required | {name})
            return [replace(atom, core=without), replace(atom, core=with_it)]
        pieces = _pieces(inclusion, core.properties[name])
        if len(pieces) > 1:
            return [
                replace(atom, core=replace(core, properties={**core.properties, name: piece}))
                for piece in pieces
            ]
    return []


def _telling(core: Objects, others: Iterable[Atom]) -> list[str]:
    """Names in which the others differ, what all of them require first."""
    objects = [other.core for other in others if isinstance(other.core, Objects)]
    names: dict[str, int] = {}
    for other in objects:
        for name in (*other.properties, *other.required):
            names[name] = names.get(name, 0) + (name in other.required)
    return sorted(names, key=lambda name: -names[name])[:MOST_PIECES]


def _pieces(inclusion: Inclusion, schema: Any) -> list[Any]:
    """A schema cut by its alternatives: each value of an enumeration, each JSON type."""
    document = inclusion.narrow.document
    try:
        shape = inclusion.narrow.shape(schema)
    except Undecided:
        return []
    pieces: list[Any] = []
    for kind, atoms in shape.items():
        for atom in atoms:
            if isinstance(atom.core, Values):
                for written, value in atom.core.values.items():
                    one = replace(atom, core=Values({written: value}))
                    pieces.append(document.alternative({"enum": [value]}, {kind: (one,)}))
            else:
                pieces.append(document.alternative({"type": kind}, {kind: (atom,)}))
    return pieces if len(pieces) <= MOST_PIECES else []
