"""Schemas of either dialect as sets of JSON values: for each JSON type a union of atoms.

An atom is a core (a set of values) and its restrictions: schemas whose values are excluded
(`unless`), and keywords that this package does not decide (`opaque`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeAlias, TypeVar

from ...openapi.types import JSON
from ...openapi.values import canonical, json_type
from ..documents.read_document import SchemaNode


@dataclass(frozen=True, slots=True)
class Values:
    """The listed values, each under its JSON text."""

    values: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The (whole) numbers between two bounds that are multiples of all `factors`."""

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    whole: bool = False
    factors: tuple[float, ...] = ()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts between two lengths that match all patterns and have all formats."""

    low: int = 0
    high: int | None = None
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrays:
    """The arrays between two lengths; `rest` are the items after those of `prefix`."""

    rest: SchemaNode
    prefix: tuple[SchemaNode, ...] = ()
    low: int = 0
    high: int | None = None
    unique: bool = False

    def item(self, index: int) -> SchemaNode:
        """The schema of the item at an index."""
        return self.prefix[index] if index < len(self.prefix) else self.rest


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects with `low` to `high` attributes; `rest` is the schema of unlisted names.

    `implied` is true if the schema admits other attributes only by default. Of the required
    attributes, those of a condition that are `supposed` are required only where it applies.
    """

    rest: SchemaNode
    properties: Mapping[str, SchemaNode] = field(default_factory=dict)
    patterns: Mapping[str, SchemaNode] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    low: int = 0
    high: int | None = None
    implied: bool = True
    supposed: frozenset[str] = frozenset()


Core: TypeAlias = Values | Numbers | Texts | Arrays | Objects
C_co = TypeVar("C_co", bound=Core, covariant=True)


@dataclass(frozen=True, slots=True)
class Atom(Generic[C_co]):
    """A core and its restrictions; `name` is the component it was read from.

    `choices` are the arms of a `oneOf`: a value that shows a change must fit exactly one.
    `inherited` has the component of each attribute that one part of an `allOf` alone speaks of.
    `title` is that of an object; it says nothing of the values. A `selected` atom is an alternative
    that a discriminator selects.
    """

    core: C_co
    unless: tuple[SchemaNode, ...] = ()
    opaque: frozenset[str] = frozenset()
    choices: tuple[tuple[SchemaNode, ...], ...] = ()
    name: str = ""
    inherited: Mapping[str, str] = field(default_factory=dict, compare=False)
    title: str = field(default="", compare=False)
    selected: bool = field(default=False, compare=False)

    def owner(self, attribute: str) -> str:
        """The component that speaks of an attribute; "" for an object without a name."""
        return self.inherited.get(attribute) or self.name

    @property
    def exact(self) -> bool:
        """Whether the atom has no restrictions except `choices`."""
        return not (self.unless or self.opaque)


AnyAtom: TypeAlias = Atom[Core]
# The atoms of a schema by JSON type.
Shape: TypeAlias = Mapping[str, tuple[AnyAtom, ...]]

# In the order of messages; integers are numbers.
TYPES: Final = ("null", "boolean", "number", "string", "array", "object")
# The JSON type of the values of a core.
KINDS: Final[Mapping[type, str]] = {
    Numbers: "number",
    Texts: "string",
    Arrays: "array",
    Objects: "object",
}


def values(*given: JSON) -> Values:
    """An enumeration; 1 and 1.0 are one value, 1 and true are two."""
    return Values({canonical(value): value for value in given})


def kind_of(value: JSON) -> str:
    """The JSON type of a value; integers are numbers."""
    kind = json_type(value)
    return "number" if kind == "integer" else kind
