"""The shape of recorded values: what every one of them has, and what some have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from ..openapi.formats import CHECKS
from .cleaning import Cleaner, made_up_for

_SCALARS: Final = {bool: "bool", int: "int", float: "float"}
_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_FORMATS: Final = {"date-time": "datetime", "date": "date", "uuid": "UUID"}
_CHOICE: Final = re.compile(r"[a-z][a-z_-]{0,29}\Z")
# Few values of these are chance: they name one thing each.
_NAMING: Final = ("id", "name", "slug", "title", "email", "user", "owner", "author", "by", "key")


@dataclass(slots=True)
class Shape:
    """All that was seen at one place."""

    null: bool = False
    scalars: set[str] = field(default_factory=set)
    texts: Counter[str] = field(default_factory=Counter)
    objects: int = 0
    fields: dict[str, Shape] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    items: Shape | None = None

    def add(self, value: Any) -> None:
        """Take one more value into account."""
        if value is None:
            self.null = True
        elif isinstance(value, str):
            self.texts[value] += 1
        elif isinstance(value, dict):
            self.objects += 1
            for name, part in value.items():
                self.seen[name] += 1
                self.fields.setdefault(name, Shape()).add(part)
        elif isinstance(value, list):
            self.lists += 1
            for item in value:
                self.items = self.items or Shape()
                self.items.add(item)
        else:
            self.scalars.add(_SCALARS[type(value)])

    def is_required(self, name: str) -> bool:
        return self.seen[name] == self.objects

    @property
    def is_mapping(self) -> bool:
        """Whether keys are data rather than names: ids, dates, addresses."""
        clean = Cleaner()
        named = [name for name in self.fields if _KEY.match(name)]
        return bool(self.fields) and (not named or any(clean.text(k) != k for k in self.fields))

    @property
    def text_type(self) -> str:
        """What the renderer may have written these texts from."""
        for name, written in _FORMATS.items():
            if all(CHECKS[name](text) for text in self.texts):
                return written
        return "str"

    def choices(self, name: str) -> list[str]:
        """The few values that a field of that name has over and over; empty where it has not."""
        enough = self.texts.total() >= 4 * len(self.texts) and len(self.texts) in range(2, 9)
        naming = made_up_for(name) or any(name.lower().endswith(word) for word in _NAMING)
        if enough and not naming and all(_CHOICE.match(text) for text in self.texts):
            return sorted(self.texts)
        return []


def shape_of(values: list[Any]) -> Shape:
    """The shape of several values at one place."""
    shape = Shape()
    for value in values:
        shape.add(value)
    return shape
