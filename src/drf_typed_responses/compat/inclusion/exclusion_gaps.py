"""Gaps between the exclusions of two atoms by `not`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from ..documents.read_document import SchemaNode
from ..sets.atoms import KINDS, AnyAtom, Numbers, Objects, Texts, Values
from .gaps import Gap
from .inclusion_context import InclusionContext


def exclusion_gaps(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Gap]:
    """The gaps of values that the wide atom excludes and the narrow one does not."""
    for schema in wide.unless:
        if any(_excludes(context, other, schema) for other in narrow.unless):
            continue
        values = _excluded_values(context, narrow, schema)
        if values is not None:
            message = context.wording(
                "Values that `not` or a condition excluded may occur",
                "Values that `not` or a condition excludes were accepted",
            )
            yield Gap("excluded", message, partial(iter, values))


def _excludes(context: InclusionContext, narrow: SchemaNode, wide: SchemaNode) -> bool:
    """Whether the narrow side excludes all values that the wide side excludes."""
    return context.same(narrow, wide) or context.holds_in_reverse(wide, narrow)


def _excluded_values(
    context: InclusionContext, narrow: AnyAtom, schema: SchemaNode
) -> list[Any] | None:
    """Values that may show an exclusion; None if it excludes no further values."""
    excluded = context.wide.shape(schema).get(KINDS[type(narrow.core)], ())
    remaining = _not_yet_excluded(context, narrow, excluded)
    cores = [atom.core for atom in remaining]
    listed = [v for c in cores if isinstance(c, Values) for v in c.values.values()]
    if all(isinstance(core, Values) for core in cores):
        return [v for v in listed if context.may_have(narrow, v)] or None
    sampler = context.wide_sampler
    samples = [value for atom in remaining for value in islice(sampler.of_atom(atom), 8)]
    own = [*(_with_attributes(narrow, atom) for atom in (narrow, *remaining)), _whole(narrow)]
    return [*listed, *samples, *(v for a in own for v in islice(context.sampler.of_atom(a), 30))]


def _with_attributes(narrow: AnyAtom, excluded: AnyAtom) -> AnyAtom:
    """The values of an object that have what excluded ones require too."""
    core, other = narrow.core, excluded.core
    if not (isinstance(core, Objects) and isinstance(other, Objects)):
        return narrow
    return replace(narrow, core=replace(core, required=core.required | other.required))


def _whole(narrow: AnyAtom) -> AnyAtom:
    """The values of an object that have every attribute."""
    core = narrow.core
    if not isinstance(core, Objects):
        return narrow
    return replace(narrow, core=replace(core, required=core.required | core.properties.keys()))


def _not_yet_excluded(
    context: InclusionContext, narrow: AnyAtom, excluded: tuple[AnyAtom, ...]
) -> tuple[AnyAtom, ...]:
    """The atoms that the narrow side is not known to exclude."""
    kind = KINDS[type(narrow.core)]
    own = [a for s in narrow.unless for a in context.narrow.shape(s).get(kind, ()) if a.exact]
    known = [atom.core for atom in own if isinstance(atom.core, Numbers | Texts)]
    return tuple(atom for atom in excluded if atom.core not in known)
