"""Collects the types and keys of recorded values, and how often each was seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from ..openapi.formats import CHECKS
from .key_kinds import Place, kind_of, words_of
from .made_up import is_data

_SCALARS: Final = {bool: "bool", int: "int", float: "float"}
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_FORMATS: Final = {"date-time": "datetime", "date": "date", "uuid": "UUID"}
_TOLD: Final = (str, datetime, date, time, timedelta, UUID, Decimal, float, int, bool)
# From this number of keys on, objects without a common key have data as keys.
_MANY_KEYS: Final = 3
_CHOICE: Final = re.compile(r"[a-z][a-z_-]{0,29}\Z")
_ENUM: Final = re.compile(
    r"(^|_)(status|state|kind|type|role|level|mode|category|class|priority|severity|visibility|scope"
    r"|method|format|language|locale|unit|size|colou?r|phase|stage|step|plan|tier|access|permission"
    r"|action|event|reason|cause|direction|frequency|interval|period|channel|environment|result"
    r"|outcome|grade|order|ordering|theme|variant|layout|style|privacy|gender|source|target|currency"
    r"|condition|operator|strategy|policy|protocol|platform|region|zone|flag|feature|shape)$"
)
# Fields that identify objects, and so are not enums even if few values were seen.
_IDENTIFYING: Final = (
    "id", "name", "slug", "title", "email", "user", "owner", "author", "by", "key",
)  # fmt: skip


@dataclass(slots=True)
class Observed:
    """The observations at one place.

    `texts` counts each string; `scalars` are names of Python types; `objects` and `lists` are the
    numbers of objects and lists; `each_object` are the objects, `fields` their members, `seen`
    counts the objects with each member, and `items` are the items of the lists. Where the code is
    known that makes the values, `class_name` is the name for the type of the objects, and `is_text`
    says that the texts are made as texts, whatever their format. `kinds` are their Python types,
    empty where the code does not tell; with `is_returned`, code has made them.
    """

    null: bool = False
    scalars: set[str] = field(default_factory=set)
    texts: Counter[str] = field(default_factory=Counter)
    objects: int = 0
    each_object: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, Observed] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    items: Observed | None = None
    class_name: str = ""
    is_text: bool = False
    kinds: frozenset[type] = frozenset()
    is_returned: bool = False

    def add(self, value: Any) -> None:
        """Observe one more value."""
        if value is None:
            self.null = True
        elif isinstance(value, str):
            self.texts[value] += 1
        elif isinstance(value, dict):
            self.objects += 1
            self.each_object.append(value)
            for name, part in value.items():
                self.seen[name] += 1
                self.fields.setdefault(name, Observed()).add(part)
        elif isinstance(value, list):
            self.lists += 1
            for item in value:
                self.items = self.items or Observed()
                self.items.add(item)
        else:
            self.scalars.add(_SCALARS[type(value)])

    def merge(self, other: Observed) -> None:
        """Add the observations of another place."""
        self.null = self.null or other.null
        self.class_name = self.class_name or other.class_name
        self.is_text = self.is_text or other.is_text
        self.kinds |= other.kinds
        self.is_returned = self.is_returned or other.is_returned
        self.scalars |= other.scalars
        self.texts.update(other.texts)
        self.objects += other.objects
        self.each_object += other.each_object
        self.seen.update(other.seen)
        self.lists += other.lists
        for name, part in other.fields.items():
            self.fields.setdefault(name, Observed()).merge(part)
        if other.items is not None:
            self.items = self.items or Observed()
            self.items.merge(other.items)

    def are_returned(self) -> None:
        """Mark the values as made by code, with their parts."""
        self.is_returned = True
        for part in (*self.fields.values(), *([self.items] if self.items else [])):
            part.are_returned()

    @property
    def told(self) -> list[str]:
        """The Python types of scalars that the code tells, whatever a field or renderer makes."""
        kinds = self.kinds - {type(None)}
        is_scalar = not (self.objects or self.lists) and kinds != {str}
        return [kind.__name__ for kind in _TOLD if kind in kinds] * (
            is_scalar and kinds <= {*_TOLD}
        )

    @property
    def number_types(self) -> list[str]:
        """The Python types whose values the renderer may write as numbers with a fraction."""
        return ["Decimal", "float"] if self.is_returned else ["float"]

    def is_required(self, name: str) -> bool:
        """Whether every object had a member of that name."""
        return self.seen[name] == self.objects

    def is_mapping(self, place: Place) -> bool:
        """Whether the keys are data, such as ids, dates or addresses, instead of names."""
        named = [name for name in self.fields if _NAME.match(name)]
        if not named or any(map(is_data, self.fields)):
            return bool(self.fields)
        forms = {(part.form - {"null"}, frozenset(part.fields)) for part in self.fields.values()}
        forms.discard((frozenset(), frozenset()))
        if len(forms) > 1 or any(map(kind_of, self.fields)):
            return False
        return place.is_keyed or self._has_ever_other_keys

    @property
    def _has_ever_other_keys(self) -> bool:
        """Whether no key is in every object, though each has the same sort of value."""
        filled = sum(map(bool, self.each_object))
        return len(self.fields) >= _MANY_KEYS and max(self.seen.values()) < filled

    @property
    def form(self) -> frozenset[str]:
        """The JSON types of the values, where numbers are "int" or "float"."""
        found = {"text": self.texts, "object": self.objects, "list": self.lists, "null": self.null}
        return frozenset({*self.scalars, *(name for name, seen in found.items() if seen)})

    @property
    def text_type(self) -> str:
        """The Python type whose values the renderer writes as these texts."""
        if self.kinds - {type(None)} == {str}:
            return "str"
        for name, python_type in _FORMATS.items():
            if not self.is_text and all(CHECKS[name](text) for text in self.texts):
                return python_type
        return "str"

    def choices(self, place: Place, words: Collection[str] = frozenset()) -> list[str]:
        """The texts if they are few and repeated, and no data; else empty.

        They are no data if they are words of the code, or if the key of the place names an enum, as
        `status` does; but none under a key that tells of a secret, of a person, or of an identity.
        """
        is_repeated = self.texts.total() >= 4 * len(self.texts) and len(self.texts) in range(2, 9)
        is_identifying = place.kind or place.key.lower().endswith(_IDENTIFYING)
        is_enum = _ENUM.search(words_of(place.key)) and all(map(_CHOICE.match, self.texts))
        is_known = is_enum or all(text in words for text in self.texts)
        return sorted(self.texts) if is_repeated and is_known and not is_identifying else []


def observed(values: Iterable[Any]) -> Observed:
    """Observe several values at one place."""
    found = Observed()
    for value in values:
        found.add(value)
    return found
