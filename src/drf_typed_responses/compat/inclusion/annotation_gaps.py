"""Annotations of a schema, or of the schema that it only refers to, and their gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...openapi.deprecations import SUNSET
from ...openapi.nulls import is_null
from ...openapi.pointers import LONGEST_CHAIN, mapped_reference
from ...openapi.types import Schema
from ...openapi.values import canonical
from ...openapi.vocabulary import COMBINATIONS
from ..documents.read_document import ReadDocument, SchemaNode, Undecided
from ..sets.phrases import cut, listed
from .gaps import NOTHING, Gap
from .inclusion_context import InclusionContext

IDLE_NULLABLE: Final = (
    "OpenAPI 3.0.3 gives `nullable` no effect without `type`, or beside an `enum` without null"
)
REFERRING: Final = (b"$ref", b"$dynamicRef")
# The keywords that lead to schemas with the same annotations.
LEADING: Final = frozenset(("$ref", "$dynamicRef", *COMBINATIONS))
# The keywords of encoded texts. Source: JSON Schema 2020-12 validation section 8.
CONTENT: Final = ("contentEncoding", "contentMediaType")


def stating(schema: SchemaNode, keyword: str) -> Schema:
    """The object that contains a keyword of the schema, or an empty one."""
    if not may_state(schema, keyword):
        return {}
    return next((raw for raw in annotated(schema) if keyword in raw), {})


def may_state(schema: SchemaNode, keyword: str) -> bool:
    """Whether a schema has a keyword, or may refer to one that has it."""
    if not schema.fingerprint:
        return True
    if not schema.document.mentions(keyword):
        return False
    found = schema.fingerprint
    return keyword.encode() in found or any(word in found for word in REFERRING)


def annotated(schema: SchemaNode) -> tuple[Schema, ...]:
    """The objects whose annotations are those of the schema: those that it only wraps, too."""
    if schema.stating is None:
        schema.stating = tuple(
            each for raw in schema.raws for each in _stating(schema.document, raw)
        )
    return schema.stating


def say_the_same(narrow: SchemaNode, wide: SchemaNode) -> bool:
    """Whether the annotations of two schemas have the same texts."""
    if narrow.fingerprint != wide.fingerprint or not narrow.fingerprint:
        return False
    if all(isinstance(raw, dict) and LEADING.isdisjoint(raw) for raw in narrow.raws):
        return True
    ours, theirs = annotated(narrow), annotated(wide)
    return len(ours) == len(theirs) and all(
        narrow.document.schema(one).fingerprint == wide.document.schema(other).fingerprint
        for one, other in zip(ours, theirs, strict=True)
    )


def is_marked(schema: SchemaNode, keyword: str) -> bool:
    """Whether `deprecated`, `readOnly` or another flag is true."""
    return stating(schema, keyword).get(keyword) is True


def said_end(schema: SchemaNode) -> Schema:
    """What a schema says about its end: `deprecated`, and its sunset."""
    if not is_marked(schema, "deprecated"):
        return {}
    sunset = stating(schema, SUNSET)
    return {"deprecated": True, **({SUNSET: sunset[SUNSET]} if sunset else {})}


def said_stability(context: InclusionContext, schema: SchemaNode) -> Schema:
    """The object that says how stable a schema is, or an empty one."""
    key = context.terms.stability.key
    return stating(schema, key)


def _stating(document: ReadDocument, raw: Any) -> Iterator[dict[str, Any]]:
    """The object itself, and those that it refers to and whose annotations are its own."""
    for _ in range(LONGEST_CHAIN):
        if not isinstance(raw, dict):
            break
        if document.is_2020_12 or "$ref" not in raw:
            yield raw
        raw = _renamed(document, raw)
        if isinstance(raw, dict):
            (raw,) = document.schema(raw).raws  # in which null has one spelling


def _renamed(document: ReadDocument, raw: Schema) -> Any:
    """The target of a reference, or the only schema of a combination beside null.

    A reference that leads nowhere is reported when the values of the schema are compared.
    """
    reference = raw.get("$ref", raw.get("$dynamicRef") if document.is_2020_12 else None)
    if isinstance(reference, str):
        try:
            return document.target(reference)
        except Undecided:
            return None
    arms = next((raw[keyword] for keyword in COMBINATIONS if keyword in raw), None)
    others = [arm for arm in arms if not is_null(arm)] if isinstance(arms, list) else []
    return others[0] if len(others) == 1 else None


def annotation_gaps(
    context: InclusionContext, narrow: SchemaNode, wide: SchemaNode
) -> Iterator[Gap]:
    """The gaps between the annotations of two schemas whose values are, or should be, the same."""
    if [type(raw) for schema in (narrow, wide) for raw in schema.raws] != [dict, dict]:
        return
    if say_the_same(narrow, wide):
        return
    base, revised = context.sides(narrow, wide)
    if not context.response:
        yield from _defaults(base, revised)
        yield from _newly_accepted(context, base, revised)
    yield from _discriminators(context, base, revised)
    yield from _content(base, revised)
    yield from _idle_nullable(context, narrow, wide)


def _defaults(base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    old, new = (stating(schema, "default") for schema in (base, revised))
    texts = [canonical(raw["default"]) if raw else "" for raw in (old, new)]
    if texts[0] != texts[1]:
        sides = old.get("default"), new.get("default")
        shown = [cut(text) or "none" for text in texts]
        message = f"The default was {shown[0]} and is {shown[1]}"
        yield Gap("default-changed", message, sure=True, sides=sides)


def _newly_accepted(
    context: InclusionContext, base: SchemaNode, revised: SchemaNode
) -> Iterator[Gap]:
    """The gap of values that an enumeration of a request newly lists."""
    old, new = (stating(schema, "enum").get("enum") for schema in (base, revised))
    if isinstance(old, list) and isinstance(new, list):
        known = set(map(canonical, old if context.wide.knows_null else (*old, None)))
        more = [value for value in new if canonical(value) not in known]
        if more:
            verb = "is accepted too" if len(more) == 1 else "are accepted too"
            yield Gap("enum-value-added", f"{listed(more)} {verb}", sure=True, sides=(old, new))


def _content(base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    """The gap of the encoding of a text, which 2020-12 does not assert and OpenAPI 3.0 lacks."""
    if not (base.document.is_2020_12 or revised.document.is_2020_12):
        return
    for keyword in CONTENT:
        old, new = (stating(schema, keyword).get(keyword) for schema in (base, revised))
        # `contentMediaType` newly added to an unchanged string is not a change; a new
        # `contentEncoding` is.
        if old != new and (old is not None or keyword == "contentEncoding"):
            shown = [cut(canonical(side)) if side is not None else "none" for side in (old, new)]
            message = f"{keyword} was {shown[0]} and is {shown[1]}"
            yield Gap("content-changed", message, sure=True, sides=(old, new))


def _discriminators(
    context: InclusionContext, base: SchemaNode, revised: SchemaNode
) -> Iterator[Gap]:
    old, new = (_discriminator(schema) for schema in (base, revised))
    names = old.get("propertyName"), new.get("propertyName")
    if names[0] and names[0] != names[1]:
        message = f"The discriminator was {names[0]} and is {names[1] or 'none'}"
        yield Gap("discriminator-changed", message, sure=True, sides=(old, new or None))
        return
    before, after = _mapping(old), _mapping(new)
    moved = [
        tag
        for tag, reference in before.items()
        if tag in after
        and (
            _are_both_kept(before, after, tag)
            or not _is_one_form(context, (base, reference), (revised, after[tag]))
        )
    ]
    if moved:
        message = f"The discriminator maps {listed(moved)} to another form"
        yield Gap("discriminator-changed", message, sure=True, sides=(old, new))
    narrow, wide = context.sides(before, after)
    unknown = [tag for tag in narrow if tag not in wide] if wide else []
    # A form that comes or goes with its tag is a change of its own.
    lost = [tag for tag in unknown if mapped_reference(narrow[tag]) in _forms(wide)]
    if lost:
        verb = context.wording("also maps", "no longer maps")
        message = f"The discriminator {verb} {listed(lost)}"
        yield Gap("discriminator-changed", message, sure=True, sides=(old, new))


def _forms(mapping: dict[str, str]) -> set[str]:
    return {mapped_reference(target) for target in mapping.values()}


def _are_both_kept(before: dict[str, str], after: dict[str, str], tag: str) -> bool:
    """Whether a tag selects another form, and both forms are selected before and after."""
    forms = {mapped_reference(before[tag]), mapped_reference(after[tag])}
    return len(forms) == 2 and forms <= _forms(before) & _forms(after)


def _is_one_form(
    context: InclusionContext, old: tuple[SchemaNode, str], new: tuple[SchemaNode, str]
) -> bool:
    """Whether a tag selects the same form: a schema of the same name, or of the same values."""
    if old[1] == new[1]:
        return True
    try:
        base, revised = (
            schema.document.schema({"$ref": mapped_reference(tagged)})
            for schema, tagged in (old, new)
        )
        found = context.outcome(*context.sides(base, revised))
        context.trusting |= found is not NOTHING
        return not found.weight
    except Undecided:
        return True


def _discriminator(schema: SchemaNode) -> Schema:
    given = stating(schema, "discriminator").get("discriminator")
    return given if isinstance(given, dict) else {}


def _mapping(discriminator: Schema) -> dict[str, str]:
    given = discriminator.get("mapping")
    mapping = given if isinstance(given, dict) else {}
    return {tag: target for tag, target in mapping.items() if isinstance(target, str)}


def _idle_nullable(
    context: InclusionContext, narrow: SchemaNode, wide: SchemaNode
) -> Iterator[Gap]:
    if context.narrow.document.is_2020_12 or context.wide.document.is_2020_12:
        return
    if not context.wide.knows_null:
        return
    meant = _is_nullable(narrow) and "null" not in context.narrow.shape(narrow)
    if meant and not _is_nullable(wide) and "null" not in context.wide.shape(wide):
        message = context.wording("Null may be meant", "Null may have been meant")
        yield Gap("nullable-idle", f"{message}: {IDLE_NULLABLE}", sure=True)


def explained(context: InclusionContext, gap: Gap, base: SchemaNode, revised: SchemaNode) -> Gap:
    """The gap; if it is about null, with an explanation of a `nullable` without effect."""
    idle = base if context.response else revised
    if gap.kind != "nullable" or idle.document.is_2020_12 or not _is_nullable(idle):
        return gap
    return gap._replace(
        message=f"{gap.message}, though {idle.document.label} has `nullable`: {IDLE_NULLABLE}"
    )


def _is_nullable(schema: SchemaNode) -> bool:
    return len(schema.raws) == 1 and is_marked(schema, "nullable")
