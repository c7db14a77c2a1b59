"""Schemas as sets of JSON values: by JSON type, a union of atoms, whatever the dialect.

An atom is a core, which says which values, and what narrows it beyond deciding by form: schemas
its values must not meet (`unless`) and keywords nobody reads here (`opaque`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from ...openapi.values import canonical, json_type
from ..documents.read_document import SchemaNode

TYPES: Final = ("null", "boolean", "number", "string", "array", "object")


@dataclass(frozen=True, slots=True)
class Values:
    """These values and no others, each with its JSON text."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Numbers:
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    whole: bool = False
    factors: tuple[float, ...] = ()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Texts:
    low: int = 0
    high: int | None = None
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrays:
    rest: SchemaNode
    prefix: tuple[SchemaNode, ...] = ()
    low: int = 0
    high: int | None = None
    unique: bool = False

    def item(self, index: int) -> SchemaNode:
        return self.prefix[index] if index < len(self.prefix) else self.rest


@dataclass(frozen=True, slots=True)
class Objects:
    """`rest` is what other names hold; `implied` where the schema does not say so itself."""

    rest: SchemaNode
    properties: Mapping[str, SchemaNode] = field(default_factory=dict)
    patterns: Mapping[str, SchemaNode] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    low: int = 0
    high: int | None = None
    implied: bool = True


Core: TypeAlias = Values | Numbers | Texts | Arrays | Objects


@dataclass(frozen=True, slots=True)
class Atom:
    """A core and what narrows it; `name` is the component it was read from.

    `choices` are the arms of a `oneOf`: a value that stands for a change must meet just one.
    """

    core: Core
    unless: tuple[SchemaNode, ...] = ()
    opaque: frozenset[str] = frozenset()
    choices: tuple[tuple[SchemaNode, ...], ...] = ()
    name: str = ""

    @property
    def exact(self) -> bool:
        return not (self.unless or self.opaque)


Shape: TypeAlias = Mapping[str, tuple[Atom, ...]]


def values(*given: Any) -> Values:
    """An enumeration; 1 and 1.0 are one value, 1 and true are two."""
    return Values({canonical(value): value for value in given})


def kind_of(value: Any) -> str:
    """The JSON type of a value, integers being numbers."""
    kind = json_type(value)
    return "number" if kind == "integer" else kind
