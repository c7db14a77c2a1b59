"""Schemas as sets of JSON values: by JSON type, a union of atoms, whatever the dialect.

An atom is a core, which says which values, and what narrows it beyond deciding by form: schemas
its values must not meet (`unless`) and keywords nobody reads here (`opaque`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from ..documents.document import Schema, text

TYPES: Final = ("null", "boolean", "number", "string", "array", "object")


@dataclass(frozen=True, slots=True)
class Values:
    """These values and no others, each with its JSON text."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    whole: bool = False
    factors: tuple[float, ...] = ()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    low: int = 0
    high: int | None = None
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Array:
    rest: Schema
    prefix: tuple[Schema, ...] = ()
    low: int = 0
    high: int | None = None
    unique: bool = False

    def item(self, index: int) -> Schema:
        return self.prefix[index] if index < len(self.prefix) else self.rest


@dataclass(frozen=True, slots=True)
class Object:
    """`rest` is what other names hold; `implied` where the schema does not say so itself."""

    rest: Schema
    properties: Mapping[str, Schema] = field(default_factory=dict)
    patterns: Mapping[str, Schema] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    low: int = 0
    high: int | None = None
    implied: bool = True


Core: TypeAlias = Values | Number | Text | Array | Object


@dataclass(frozen=True, slots=True)
class Atom:
    """A core and what narrows it; `name` is the component it was read from.

    `choices` are the arms of a `oneOf`: a value that stands for a change must meet just one.
    """

    core: Core
    unless: tuple[Schema, ...] = ()
    opaque: frozenset[str] = frozenset()
    choices: tuple[tuple[Schema, ...], ...] = ()
    name: str = ""

    @property
    def exact(self) -> bool:
        return not (self.unless or self.opaque)


Shape: TypeAlias = Mapping[str, tuple[Atom, ...]]


def values(*given: Any) -> Values:
    """An enumeration; 1 and 1.0 are one value, 1 and true are two."""
    return Values({key(value): value for value in given})


def key(value: Any) -> str:
    """A text that two values share if and only if they are the same JSON value."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):
        return f"[{','.join(map(key, value))}]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{text(k)}:{key(value[k])}" for k in sorted(value)) + "}"
    return text(value)


def kind_of(value: Any) -> str:
    """The JSON type of a value, integers being numbers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
