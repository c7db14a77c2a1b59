"""Phrases for JSON types and values in messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...openapi.types import JSON
from ...openapi.values import compact
from .atoms import TYPES, Numbers, Shape


def type_names(shape: Shape) -> list[str]:
    """The names of the JSON types of a shape, null last."""
    names = [_type_name(kind, shape) for kind in TYPES if kind != "null" and kind in shape]
    return [*names, "null"] if "null" in shape else names


def _type_name(kind: str, shape: Shape) -> str:
    cores = [atom.core for atom in shape[kind]]
    if kind == "number" and all(isinstance(c, Numbers) and c.whole for c in cores):
        return "integer"
    return kind


def joined_types(names: Sequence[str]) -> str:
    """Names of JSON types in one phrase: `string or null`, `anything` for all, or `nothing`."""
    if len(names) == len(TYPES):
        return "anything"
    if len(names) < 2:
        return "".join(names) or "nothing"
    return f"{', '.join(names[:-1])} or {names[-1]}"


def changed(subject: str, sides: tuple[Any, Any]) -> str:
    """The sentence that a subject changed from one value to another; None is shown as `none`."""
    old, new = map(_plain, sides)
    return f"{subject} was {old} and is {new}"


def _plain(side: Any) -> str:
    if isinstance(side, list):
        return ", ".join(map(str, side))
    return "none" if side is None else f"{side}"


def listed(values: Sequence[JSON], most: int = 6) -> str:
    """The first values as JSON, `"a", "b"`, and the number of the others."""
    shown = ", ".join(cut(compact(value)) for value in values[:most])
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


def cut(written: str, most: int = 80) -> str:
    """A text of at most `most` characters, with an ellipsis if it was longer."""
    return written if len(written) <= most else f"{written[: most - 1]}…"
