"""Gaps of one attribute of an object, in responses and in requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from ..documents.read_document import SchemaNode
from ..sets.atoms import Objects
from ..sets.value_samples import MISSING
from .annotation_gaps import said_end, said_stability, say_the_same
from .gaps import NOTES, NOTHING, Found, Gap, Part
from .inclusion_context import InclusionContext

Sides: TypeAlias = tuple[SchemaNode | None, SchemaNode | None]


class Attribute(NamedTuple):
    """An attribute of the narrow object `a` and the wide one `b`; `part` makes a Part of it.

    `is_hidden` says that the revised document keeps it, but only for the other direction.
    """

    context: InclusionContext
    name: str
    a: Objects
    b: Objects
    part: Callable[..., Part]
    is_hidden: bool = False

    @property
    def narrow(self) -> SchemaNode:
        """The schema of all conditions on a value under the name on the narrow side."""
        return self.context.narrow.held(self.a, self.name)

    @property
    def wide(self) -> SchemaNode:
        """The schema of all conditions on a value under the name on the wide side."""
        return self.context.wide.held(self.b, self.name)

    @property
    def sides(self) -> Sides:
        """The schemas under the name in `properties` of the base and of the revised document."""
        return self.context.sides(
            self.a.properties.get(self.name), self.b.properties.get(self.name)
        )

    def values(self) -> Iterator[Any]:
        """Some values of the attribute on the narrow side."""
        return self.context.sampler.some(self.narrow)


def response_gaps(given: Attribute) -> Iterator[Found]:
    """The gaps of an attribute that is sent: `a` is the revised object, `b` that of the base."""
    name, a, b, context = given.name, given.a, given.b, given.context
    if name in b.properties and name not in a.properties:
        yield _ended(given, _removed(given))
        return
    if name in b.required and name not in a.required:
        gap = _gap("attribute-optional", "The attribute may be absent", given.sides, _absent)
        yield _ended(given, gap)
    possible = not context.emptiness.of_schema(given.narrow)
    if possible and context.wide.is_never(given.wide):
        sides = None, a.properties.get(name, given.narrow)
        yield _gap("closed", "The base allows no such attribute", sides, given.values)
        return
    if name not in b.properties and name in a.properties:
        yield _gap("attribute-added", "The attribute is new", given.sides)
    if possible:
        yield from _inner(given)


def _removed(given: Attribute) -> Gap:
    def values() -> Iterator[Any]:
        if given.name not in given.a.required:
            yield MISSING
        yield from given.context.sampler.some(given.narrow, 3)

    message = "The attribute is write-only now" if given.is_hidden else "The attribute is gone"
    return _gap("attribute-removed", message, given.sides, values)


def request_gaps(given: Attribute) -> Iterator[Found]:
    """The gaps of an attribute that clients send: `a` is the base object, `b` the revised one."""
    name, a, b, context = given.name, given.a, given.b, given.context
    yield from _requirement(given)
    ignored = a.implied and name not in a.properties and not context.strict
    if ignored or context.emptiness.of_schema(given.narrow):
        return
    if context.wide.is_never(given.wide):
        gap = _gap("attribute-refused", "The attribute is refused", given.sides, given.values)
        yield _ended(given, gap)
        return
    if name in a.properties and name not in b.properties:
        kept = "is read-only now" if given.is_hidden else "is no longer documented"
        yield _ended(given, _gap("attribute-ignored", f"The attribute {kept}", given.sides))
    yield from _inner(given)


def _requirement(given: Attribute) -> Iterator[Gap]:
    name, a, b = given.name, given.a, given.b
    if name in b.required and name not in a.required:
        sides = given.sides if any(given.sides) else (None, given.wide)
        yield _gap("attribute-required", "The attribute must be sent", sides, _absent)
    elif name in b.properties and name not in a.properties:
        yield _gap("attribute-added", "The attribute is new", given.sides)
    elif name in a.required - a.supposed and name not in b.required and name in b.properties:
        yield _gap("attribute-unrequired", "The attribute need not be sent", given.sides)


_ANNOUNCED: Final = {
    "deprecated": "attribute-deprecated",
    "sunset-sooner": "attribute-sunset-sooner",
    "sunset-soon": "attribute-sunset-soon",
}


def _inner(given: Attribute) -> Iterator[Found]:
    old, new = given.sides
    found = given.context.outcome(given.narrow, given.wide)
    if found is not NOTHING:
        # A new attribute is reported as a whole.
        yield given.part(found, noted=old is not None or new is None)
    if old and new and not say_the_same(old, new):
        sides = (old.raws[0], new.raws[0])
        for kind, said in given.context.terms.announcements(said_end(old), said_end(new)):
            message = f"The attribute {said}" if kind == "deprecated" else said
            yield Gap(_ANNOUNCED[kind], message, sides=sides)
        stabilities = said_stability(given.context, old), said_stability(given.context, new)
        if lowered := given.context.terms.stability.lowered(*stabilities):
            yield Gap("attribute-stability-lowered", lowered, sides=sides)


def _ended(given: Attribute, gap: Gap) -> Gap:
    """The gap of an attribute that is gone, which breaks nothing after its sunset."""
    old, _ = given.sides
    if old is None or given.context.strict:
        return gap
    removal = given.context.terms.removal(said_end(old))
    kind = "attribute-sunset" if removal.is_due else gap.kind
    if removal.time == "early" and kind in NOTES:
        kind = "attribute-sunset-sooner"
    return gap._replace(kind=kind, message=f"{gap.message}{removal.words}")


def _gap(
    kind: str, message: str, sides: Sides, values: Callable[[], Iterable[Any]] | None = None
) -> Gap:
    base, revised = (None if side is None else side.raws[0] for side in sides)
    return Gap(kind, message, values or tuple, sure=True, sides=(base, revised))


def _absent() -> tuple[Any, ...]:
    return (MISSING,)
