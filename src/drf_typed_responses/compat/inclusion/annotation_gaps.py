"""What is worth saying of two schemas beside their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...openapi.values import canonical
from ..documents.read_document import SchemaNode, Undecided
from ..sets.phrases import cut, listed
from .annotations import is_marked, saying
from .gaps import Gap

if TYPE_CHECKING:
    from .engine import Inclusion

IDLE_NULLABLE = (
    "OpenAPI 3.0.3 gives `nullable` no effect without `type`, or beside an `enum` without null"
)


def notes(inclusion: Inclusion, narrow: SchemaNode, wide: SchemaNode) -> Iterator[Gap]:
    if [type(raw) for schema in (narrow, wide) for raw in schema.raws] != [dict, dict]:
        return
    base, revised = inclusion.sides(narrow, wide)
    if not inclusion.response:
        yield from _defaults(base, revised)
        yield from _accepted(base, revised)
    yield from _discriminators(inclusion, base, revised)
    yield from _held(base, revised)
    if _means_null(inclusion, narrow) and not (
        _means_null(inclusion, wide) or "null" in inclusion.wide.shape(wide)
    ):
        said = inclusion.said("Null may be meant", "Null may have been meant")
        yield Gap("nullable-idle", f"{said}: {IDLE_NULLABLE}", sure=True)


def _defaults(base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    olds, news = (saying(schema, "default") for schema in (base, revised))
    texts = [canonical(said["default"]) if said else "" for said in (olds, news)]
    if texts[0] != texts[1]:
        sides = olds.get("default"), news.get("default")
        shown = [cut(text) or "none" for text in texts]
        message = f"The default was {shown[0]} and is {shown[1]}"
        yield Gap("default-changed", message, sure=True, sides=sides)


def _accepted(base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    """Values that a request may hold besides the known ones."""
    olds, news = (saying(schema, "enum").get("enum") for schema in (base, revised))
    if isinstance(olds, list) and isinstance(news, list):
        known = set(map(canonical, olds))
        more = [value for value in news if canonical(value) not in known]
        if more:
            said = "is accepted too" if len(more) == 1 else "are accepted too"
            yield Gap("enum-value-added", f"{listed(more)} {said}", sure=True, sides=(olds, news))


def _held(base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    """What the text holds, of which JSON Schema 2020-12 makes no demand, and 3.0 has no word."""
    if not (base.document.is_2020_12 or revised.document.is_2020_12):
        return
    for word in ("contentEncoding", "contentMediaType"):
        if not any(word in side.text or "$ref" in side.text for side in (base, revised)):
            continue
        olds, news = (saying(schema, word).get(word) for schema in (base, revised))
        # A word more on a text that is what it was is no change; that it is encoded is one.
        if olds != news and (olds is not None or word == "contentEncoding"):
            shown = [cut(canonical(side)) if side is not None else "none" for side in (olds, news)]
            message = f"{word} was {shown[0]} and is {shown[1]}"
            yield Gap("content-changed", message, sure=True, sides=(olds, news))


def _discriminators(inclusion: Inclusion, base: SchemaNode, revised: SchemaNode) -> Iterator[Gap]:
    olds, news = (_discriminator(schema) for schema in (base, revised))
    names = olds.get("propertyName"), news.get("propertyName")
    if names[0] and names[0] != names[1]:
        message = f"The discriminator was {names[0]} and is {names[1] or 'none'}"
        yield Gap("discriminator-changed", message, sure=True, sides=(olds, news or None))
        return
    moved = [tag for tag, target in _mapping(olds).items()
             if tag in _mapping(news) and not _fits(inclusion, base, revised, target,
                                                    _mapping(news)[tag])]  # fmt: skip
    if moved:
        message = f"The discriminator maps {listed(moved)} to another form"
        yield Gap("discriminator-changed", message, sure=True, sides=(olds, news))


def _fits(inclusion: Inclusion, base: SchemaNode, revised: SchemaNode, old: str, new: str) -> bool:
    """Whether a tag stands for the same form: by its name, or whatever that is, by its values."""
    if old == new:
        return True
    try:
        forms = [schema.document.schema({"$ref": reference if "/" in reference else
                 f"#/components/schemas/{reference}"})
                 for schema, reference in ((base, old), (revised, new))]  # fmt: skip
        return not inclusion.outcome(*inclusion.sides(*forms)).weight
    except Undecided:
        return True


def _discriminator(schema: SchemaNode) -> dict[str, Any]:
    given = saying(schema, "discriminator").get("discriminator")
    return given if isinstance(given, dict) else {}


def _mapping(discriminator: dict[str, Any]) -> dict[str, str]:
    given = discriminator.get("mapping")
    mapping = given if isinstance(given, dict) else {}
    return {tag: target for tag, target in mapping.items() if isinstance(target, str)}


def _means_null(inclusion: Inclusion, schema: SchemaNode) -> bool:
    """Whether null is meant, by readers that do not look closely, and not admitted."""
    document = schema.document
    if inclusion.narrow.document.is_2020_12 or inclusion.wide.document.is_2020_12:
        return False
    reader = inclusion.narrow if document is inclusion.narrow.document else inclusion.wide
    return _nullable(schema) and "null" not in reader.shape(schema)


def explained(inclusion: Inclusion, gap: Gap, base: SchemaNode, revised: SchemaNode) -> Gap:
    """A gap of null, with a word on a `nullable` that was meant and says nothing."""
    idle = base if inclusion.response else revised
    if gap.kind != "nullable" or idle.document.is_2020_12 or not _nullable(idle):
        return gap
    return gap._replace(
        message=f"{gap.message}, though {idle.document.label} has `nullable`: {IDLE_NULLABLE}"
    )


def _nullable(schema: SchemaNode) -> bool:
    return len(schema.raws) == 1 and is_marked(schema, "nullable")
