"""Schemas and values in a reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...openapi.values import compact
from .atoms import TYPES, Numbers, Shape


def types(shape: Shape) -> list[str]:
    """The names of the JSON types of the values, null last."""
    names = [_word(kind, shape) for kind in TYPES if kind != "null" and kind in shape]
    return [*names, "null"] if "null" in shape else names


def named(names: Sequence[str]) -> str:
    """`string or null`; `anything` and `nothing` at the ends."""
    if len(names) == len(TYPES):
        return "anything"
    return joined(names) if names else "nothing"


def _word(kind: str, shape: Shape) -> str:
    cores = [atom.core for atom in shape[kind]]
    if kind == "number" and all(isinstance(c, Numbers) and c.whole for c in cores):
        return "integer"
    return kind


def joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def listed(values: Sequence[Any], most: int = 6) -> str:
    """`"a", "b"`, cut short where there are many."""
    shown = ", ".join(cut(compact(value)) for value in values[:most])
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


def cut(written: str, most: int = 80) -> str:
    return written if len(written) <= most else f"{written[: most - 1]}…"
