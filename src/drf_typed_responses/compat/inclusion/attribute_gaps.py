"""What becomes of one attribute of an object, in a response and in a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..documents.read_document import SchemaNode
from ..sets.atoms import Objects
from ..sets.value_samples import MISSING
from .annotations import is_marked
from .gaps import NOTHING, Found, Gap, Part

if TYPE_CHECKING:
    from .engine import Inclusion


class Attribute(NamedTuple):
    """An attribute of the narrow object `a` and the wide one `b`; `part` takes what lies in it."""

    inclusion: Inclusion
    name: str
    a: Objects
    b: Objects
    part: Callable[..., Part]

    @property
    def mine(self) -> SchemaNode:
        return self.inclusion.narrow.held(self.a, self.name)

    @property
    def theirs(self) -> SchemaNode:
        return self.inclusion.wide.held(self.b, self.name)

    @property
    def sides(self) -> tuple[SchemaNode | None, SchemaNode | None]:
        """What the base and the revised document say of it by name."""
        mine, theirs = self.a.properties.get(self.name), self.b.properties.get(self.name)
        return self.inclusion.sides(mine, theirs)

    def values(self) -> Iterator[Any]:
        return self.inclusion.sampler.some(self.mine)


def in_response(given: Attribute) -> Iterator[Found]:
    """`a` is the revised object, `b` the base."""
    name, a, b, inclusion = given.name, given.a, given.b, given.inclusion
    if name in b.properties and name not in a.properties:
        yield _removed(given)
        return
    if name in b.required and name not in a.required:
        yield _gap("attribute-optional", "The attribute may be absent", given.sides, _absent)
    possible = not inclusion.vacancy.empty(given.mine)
    if possible and not inclusion.wide.shape(given.theirs):
        sides = None, a.properties.get(name, given.mine)
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
        yield from given.inclusion.sampler.some(given.mine, 3)

    return _gap("attribute-removed", "The attribute is gone", given.sides, values)


def in_request(given: Attribute) -> Iterator[Found]:
    """`a` is the base object, `b` the revised one."""
    name, a, b, inclusion = given.name, given.a, given.b, given.inclusion
    if name in b.required and name not in a.required:
        sides = given.sides if any(given.sides) else (None, given.theirs)
        yield _gap("attribute-required", "The attribute must be sent", sides, _absent)
    elif name in b.properties and name not in a.properties:
        yield _gap("attribute-added", "The attribute is new", given.sides)
    elif name in a.required and name not in b.required and name in b.properties:
        yield _gap("attribute-unrequired", "The attribute need not be sent", given.sides)
    unheard = a.implied and name not in a.properties and not inclusion.strict
    if unheard or inclusion.vacancy.empty(given.mine):
        return
    if not inclusion.wide.shape(given.theirs):
        yield _gap("attribute-refused", "The attribute is refused", given.sides, given.values)
        return
    if name in a.properties and name not in b.properties:
        yield _gap("attribute-ignored", "The attribute is no longer documented", given.sides)
    yield from _inner(given)


def _inner(given: Attribute) -> Iterator[Found]:
    olds, news = given.sides
    found = given.inclusion.outcome(given.mine, given.theirs)
    if found is not NOTHING:
        # What lies in a new attribute is new with it.
        yield given.part(found, noted=olds is not None or news is None)
    if olds and news and is_marked(news, "deprecated") and not is_marked(olds, "deprecated"):
        sides = (olds.raws[0], news.raws[0])
        yield Gap("attribute-deprecated", "The attribute is deprecated", sides=sides)


def _gap(kind: str, message: str, sides: Any, values: Any = tuple) -> Gap:
    raws = tuple(side.raws[0] if isinstance(side, SchemaNode) else None for side in sides)
    return Gap(kind, message, values, sure=True, sides=(raws[0], raws[1]))


def _absent() -> tuple[Any, ...]:
    return (MISSING,)
