"""What is worth saying of two schemas beside their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .documents import Schema
from .gaps import Gap
from .scalars import changed
from .shapes import key
from .words import cut

if TYPE_CHECKING:
    from .inclusion import Inclusion


def notes(inclusion: Inclusion, narrow: Schema, wide: Schema) -> Iterator[Gap]:
    if len(narrow.raws) != 1 or len(wide.raws) != 1:
        return
    base, revised = inclusion.sides(narrow.raws[0], wide.raws[0])
    if not (isinstance(base, dict) and isinstance(revised, dict)):
        return
    if not inclusion.response and _default(base) != _default(revised):
        sides = base.get("default"), revised.get("default")
        said = [cut(_default(raw)) or "not there" for raw in (base, revised)]
        message = f"The default was {said[0]} and is {said[1]}"
        yield Gap("default-changed", message, sure=True, sides=sides)
    tags = [_tag(side) for side in (base, revised)]
    if tags[0] and tags[1] and tags[0] != tags[1]:
        message = changed("The discriminator", (tags[0], tags[1]))
        yield Gap("discriminator-changed", message, sure=True, sides=(tags[0], tags[1]))


def _default(raw: dict[str, Any]) -> str:
    return key(raw["default"]) if "default" in raw else ""


def _tag(raw: dict[str, Any]) -> Any:
    tag = raw.get("discriminator")
    return tag.get("propertyName") if isinstance(tag, dict) else None
