"""What is worth saying of two schemas beside their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .documents import Schema
from .gaps import Gap
from .scalars import changed

if TYPE_CHECKING:
    from .inclusion import Inclusion


def notes(inclusion: Inclusion, narrow: Schema, wide: Schema) -> Iterator[Gap]:
    if len(narrow.raws) != 1 or len(wide.raws) != 1:
        return
    base, revised = inclusion.sides(narrow.raws[0], wide.raws[0])
    if not (isinstance(base, dict) and isinstance(revised, dict)):
        return
    if not inclusion.response and base.get("default") != revised.get("default"):
        sides = base.get("default"), revised.get("default")
        yield Gap("default-changed", changed("The default", sides), sure=True, sides=sides)
    tags = [_tag(side) for side in (base, revised)]
    if tags[0] and tags[1] and tags[0] != tags[1]:
        message = changed("The discriminator", (tags[0], tags[1]))
        yield Gap("discriminator-changed", message, sure=True, sides=(tags[0], tags[1]))


def _tag(raw: dict[str, Any]) -> Any:
    tag = raw.get("discriminator")
    return tag.get("propertyName") if isinstance(tag, dict) else None
