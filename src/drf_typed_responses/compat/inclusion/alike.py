"""Gaps of schemas of the same text, of which only what they refer to differs.

They need not be read, nor compared keyword by keyword: each part is compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...openapi.pointers import is_reference
from ..documents.read_document import SchemaNode
from ..sets.atoms import TYPES, AnyAtom, Arrays, Atom, Values
from ..sets.schema_reader import SchemaReader
from ..sets.simple_unions import is_plain_array, simple_arms
from .candidates import Candidates
from .gaps import NOTHING, Arm, Found, Gap, Part, Step
from .inclusion_context import InclusionContext, SchemaPair
from .overlap_gaps import overlap_gaps


def alike_gaps(
    context: InclusionContext, candidates: Candidates, narrow: SchemaNode, wide: SchemaNode
) -> Iterator[Found | Arm] | None:
    """The gaps of what two arrays, or two unions, refer to; None if they must be read."""
    if not narrow.fingerprint == wide.fingerprint != b"" or len(narrow.raws) > 1:
        return None
    if is_plain_array(narrow):
        return _items_gaps(context, narrow, wide)
    # Whether an exclusion is judged in reverse depends on what is open, thus on the order of pairs.
    if narrow.document.excludes or wide.document.excludes or not context.wide.knows_null:
        return None
    mine, theirs = simple_arms(narrow), simple_arms(wide)
    if not mine or len(mine) != len(theirs):
        return None
    if all(_are_alike(context, *pair) for pair in zip(mine, theirs, strict=True)):
        return _arms_gaps(context, candidates, narrow, wide)
    return None


def _items_gaps(context: InclusionContext, narrow: SchemaNode, wide: SchemaNode) -> Iterator[Part]:
    """The gaps of the items of two arrays of any number of items."""
    items, others = (_held(side, side.raws[0]) for side in (narrow, wide))
    found = context.outcome(items, others)
    if found is not NOTHING:
        yield Part("[]", Step(Atom(Arrays(items)), 0), found)


def _held(array: SchemaNode, raw: Any) -> SchemaNode:
    return array.document.schema(raw["items"])


def _are_alike(context: InclusionContext, narrow: SchemaNode, wide: SchemaNode) -> bool:
    """Whether two arms are the same type, or components of the same text."""
    raw: Any = narrow.raws[0]
    reference = raw.get("$ref")
    if reference is None:
        return context.same(narrow, wide)
    one, other = (side.document.schema(side.document.target(reference)) for side in (narrow, wide))
    return one.fingerprint == other.fingerprint


def _arms_gaps(
    context: InclusionContext, candidates: Candidates, narrow: SchemaNode, wide: SchemaNode
) -> Iterator[Found | Arm]:
    """The gaps of each arm against its counterpart, in the order of their JSON types."""
    raw: Any = wide.raws[0]
    is_one = "oneOf" in raw
    is_searched = is_one and not isinstance(raw.get("discriminator"), dict)
    mine, theirs = simple_arms(narrow), simple_arms(wide)
    objects = {arm: _atom(context.wide, arm) for arm in theirs if is_reference(arm.raws[0])}
    for arm, other in sorted(zip(mine, theirs, strict=True), key=_place):
        found = context.outcome(arm, other)
        if found is NOTHING and not is_searched:
            continue
        atom = _atom(context.narrow, arm)
        chosen = replace(atom, choices=(mine,)) if is_one else atom
        gaps: list[Gap] = []
        if is_searched:
            gaps += _overlaps(context, chosen, _atom(context.wide, other), theirs)
        if (found is NOTHING and not gaps) or context.emptiness.of_atom(atom):
            continue
        if found is not NOTHING:
            certain = candidates.is_alone(atom, objects[other], tuple(objects.values()))
            yield Arm(found, chosen, certain)
        yield from gaps


def _overlaps(
    context: InclusionContext, narrow: AnyAtom, wide: AnyAtom, choice: tuple[SchemaNode, ...]
) -> Iterator[Gap]:
    """The gaps of values that fit several arms; listed values are told by membership."""
    if not isinstance(narrow.core, Values):
        yield from overlap_gaps(context, narrow, replace(wide, choices=(choice,)))


def _atom(reader: SchemaReader, arm: SchemaNode) -> AnyAtom:
    """The only atom of a simple arm."""
    ((atom,),) = reader.shape(arm).values()
    return atom


def _place(pair: SchemaPair) -> int:
    raw: Any = pair[0].raws[0]
    kind = raw.get("type", "object")
    return TYPES.index("number" if kind == "integer" else kind)
