"""Cuts an alternative into pieces that several others may cover together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ..documents.read_document import SchemaNode, Undecided
from ..sets.atoms import AnyAtom, Arrays, Core, Numbers, Objects, Texts, Values
from ..sets.schema_reader import SchemaReader

MOST_PIECES: Final = 30
LONGEST_ARRAY: Final = 8


def partition(reader: SchemaReader, atom: AnyAtom, others: Iterable[AnyAtom]) -> list[AnyAtom]:
    """Pieces with the alternative as their union; empty if no cut would help."""
    cut = CUTS.get(type(atom.core))
    cores = cut(reader, atom.core, [other.core for other in others]) if cut else ()
    return [replace(atom, core=core) for core in cores]


def _numbers(reader: SchemaReader, core: Numbers, others: list[Core]) -> list[Numbers]:
    bounds = (b for other in others if isinstance(other, Numbers) for b in (other.low, other.high))
    cuts = (_cut_at(core, bound) for bound in bounds if bound is not None)
    return next((pieces for pieces in cuts if pieces), [])


def _cut_at(core: Numbers, bound: float) -> list[Numbers]:
    """The numbers below the bound, the bound, and the numbers above it."""
    low, high = core.low, core.high
    if (low is None or low < bound) and (high is None or bound < high):
        return [
            replace(core, high=bound, high_open=True),
            replace(core, low=bound, high=bound, low_open=False, high_open=False),
            replace(core, low=bound, low_open=True),
        ]
    if bound == low and not core.low_open and bound != high:
        return [replace(core, high=bound, high_open=False), replace(core, low_open=True)]
    if bound == high and not core.high_open and bound != low:
        return [replace(core, low=bound, low_open=False), replace(core, high_open=True)]
    return []


def _texts(reader: SchemaReader, core: Texts, others: list[Core]) -> list[Texts]:
    for other in others:
        if not isinstance(other, Texts):
            continue
        for cut in (other.low, None if other.high is None else other.high + 1):
            if cut is not None and core.low < cut and (core.high is None or cut <= core.high):
                return [replace(core, high=cut - 1), replace(core, low=cut)]
    return []


def _arrays(reader: SchemaReader, core: Arrays, others: list[Core]) -> list[Arrays]:
    """The empty array and the others; or each length; or each kind of one item."""
    if core.low == 0 and core.high != 0:
        return [replace(core, high=0), replace(core, low=1)]
    if core.high is not None and core.high <= LONGEST_ARRAY and core.low < core.high:
        return [replace(core, low=n, high=n) for n in range(core.low, core.high + 1)]
    if core.high is None or core.high != core.low:
        return []
    items = [core.item(index) for index in range(core.high)]
    for index, item in enumerate(items[:LONGEST_ARRAY]):
        pieces = _pieces(reader, item)
        if len(pieces) > 1:
            before, after = items[:index], items[index + 1 :]
            return [replace(core, prefix=(*before, piece, *after)) for piece in pieces]
    return []


def _objects(reader: SchemaReader, core: Objects, others: list[Core]) -> list[Objects]:
    """The objects without and with an attribute; or one piece for each kind of its value."""
    for name in _distinguishing(others):
        if name not in core.properties:
            continue
        if name not in core.required:
            never = reader.document.schema(False)
            without = replace(core, properties={**core.properties, name: never})
            return [without, replace(core, required=core.required | {name})]
        pieces = _pieces(reader, core.properties[name])
        if len(pieces) > 1:
            return [replace(core, properties={**core.properties, name: piece}) for piece in pieces]
    return []


def _distinguishing(others: list[Core]) -> list[str]:
    """The attributes of the others, most often required first."""
    names: dict[str, int] = {}
    for other in others:
        if isinstance(other, Objects):
            for name in (*other.properties, *sorted(other.required)):
                names[name] = names.get(name, 0) + (name in other.required)
    return sorted(names, key=lambda name: -names[name])[:MOST_PIECES]


def _pieces(reader: SchemaReader, schema: SchemaNode) -> list[SchemaNode]:
    """A schema cut by its alternatives: each value of an enumeration, each JSON type."""
    try:
        shape = reader.shape(schema)
    except Undecided:
        return []
    pieces = [
        reader.document.alternative(raw, {kind: (piece,)})
        for kind, atoms in shape.items()
        for atom in atoms
        for raw, piece in _alternatives(kind, atom)
    ]
    return pieces if len(pieces) <= MOST_PIECES else []


def _alternatives(kind: str, atom: AnyAtom) -> Iterator[tuple[Any, AnyAtom]]:
    """Each piece of an atom, with a schema that is shown for it."""
    if not isinstance(atom.core, Values):
        yield {"type": kind}, atom
        return
    for written, value in atom.core.values.items():
        yield {"enum": [value]}, replace(atom, core=Values({written: value}))


Cut: TypeAlias = Callable[[SchemaReader, Any, list[Core]], Iterable[Core]]
CUTS: Final[Mapping[type, Cut]] = {
    Numbers: _numbers,
    Texts: _texts,
    Arrays: _arrays,
    Objects: _objects,
}
