"""What becomes of one attribute of an object, in a response and in a request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from .annotations import is_marked
from .documents import Schema
from .gaps import Gap, blocking
from .samples import MISSING
from .shapes import Object

if TYPE_CHECKING:
    from .inclusion import Inclusion


def in_response(inclusion: Inclusion, name: str, a: Object, b: Object) -> Iterator[Gap]:
    """`a` is the revised object, `b` the base."""
    if name in b.properties and name not in a.properties:
        yield _removed(inclusion, name, a, b)
        return
    if name in b.required and name not in a.required:
        sides = b.properties.get(name), a.properties.get(name)
        yield _gap("attribute-optional", "The attribute may be absent", sides, _absent)
    mine, theirs = inclusion.narrow.held(a, name), inclusion.wide.held(b, name)
    possible = not inclusion.vacancy.empty(mine)
    if possible and not inclusion.wide.shape(theirs):
        values = partial(inclusion.sampler.some, mine)
        sides = None, a.properties.get(name, mine)
        yield _gap("closed", "The base allows no such attribute", sides, values)
        return
    if name not in b.properties and name in a.properties:
        yield _gap("attribute-added", "The attribute is new", (None, a.properties[name]))
    if possible:
        yield from _inner(inclusion, name, a, b, mine, theirs)


def _removed(inclusion: Inclusion, name: str, a: Object, b: Object) -> Gap:
    def values() -> Iterator[Any]:
        if name not in a.required:
            yield MISSING
        yield from inclusion.sampler.some(inclusion.narrow.held(a, name), 3)

    sides = b.properties[name], None
    return _gap("attribute-removed", "The attribute is gone", sides, values)


def in_request(inclusion: Inclusion, name: str, a: Object, b: Object) -> Iterator[Gap]:
    """`a` is the base object, `b` the revised one."""
    if name in b.required and name not in a.required:
        sides = a.properties.get(name), b.properties.get(name)
        message = "The attribute must be sent"
        yield _gap("attribute-required", message, sides, _absent)
    elif name in b.properties and name not in a.properties:
        yield _gap("attribute-added", "The attribute is new", (None, b.properties[name]))
    elif name in a.required and name not in b.required and name in b.properties:
        sides = a.properties.get(name), b.properties[name]
        yield _gap("attribute-unrequired", "The attribute need not be sent", sides)
    mine, theirs = inclusion.narrow.held(a, name), inclusion.wide.held(b, name)
    if inclusion.vacancy.empty(mine) or (a.implied and name not in a.properties):
        return
    sides = a.properties.get(name), b.properties.get(name)
    if not inclusion.wide.shape(theirs):
        values = partial(inclusion.sampler.some, mine)
        yield _gap("attribute-refused", "The attribute is refused", sides, values)
        return
    if name in a.properties and name not in b.properties:
        yield _gap("attribute-ignored", "The attribute is no longer documented", sides)
    yield from _inner(inclusion, name, a, b, mine, theirs)


def _inner(
    inclusion: Inclusion, name: str, a: Object, b: Object, mine: Schema, theirs: Schema
) -> Iterator[Gap]:
    olds, news = inclusion.sides(a.properties.get(name), b.properties.get(name))
    found = inclusion.gaps(mine, theirs)
    # What lies in a new attribute is new with it.
    yield from found if olds or not news else blocking(found)
    if olds and news and is_marked(news, "deprecated") and not is_marked(olds, "deprecated"):
        sides = (olds.raws[0], news.raws[0])
        yield Gap("attribute-deprecated", "The attribute is deprecated", sides=sides)


def _gap(kind: str, message: str, sides: Any, values: Any = tuple) -> Gap:
    raws = tuple(side.raws[0] if isinstance(side, Schema) else None for side in sides)
    return Gap(kind, message, values, sure=True, sides=(raws[0], raws[1]))


def _absent() -> tuple[Any, ...]:
    return (MISSING,)
