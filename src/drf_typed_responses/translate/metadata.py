"""What an author writes beside a type: private, format, pattern, component name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _PrivateMark:
    def __repr__(self) -> str:
        return "Private"


PRIVATE: Final = _PrivateMark()

Private = Annotated[T, PRIVATE]
"""`nickname: Private[str]`: the attribute is returned and never documented."""


@dataclass(frozen=True, slots=True)
class Format:
    """The `format` of a scalar: `Annotated[str, Format("uri")]`.

    Source: OpenAPI 3.0.3 "Data Types", JSON Schema 2020-12 validation section 7.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression (ECMA 262) a string matches: `Annotated[str, Pattern("^[a-z]+$")]`."""

    regex: str


@dataclass(frozen=True, slots=True)
class Component:
    """The name of the component a type becomes, fixed where the type is declared.

    As a decorator of a TypedDict, NamedTuple or Enum class, `@Component("Team")`, or beside an
    alias, `Annotated[..., Component("Team")]`.
    """

    name: str

    def __call__(self, cls: type[T]) -> type[T]:
        """Mark the class; it is returned unchanged otherwise."""
        setattr(cls, COMPONENT_ATTRIBUTE, self.name)
        return cls


COMPONENT_ATTRIBUTE: Final = "__component_name__"

Url = Annotated[str, Format("uri")]
Email = Annotated[str, Format("email")]
Slug = Annotated[str, Pattern("^[-a-zA-Z0-9_]+$")]


def own_component_name(cls: Any) -> str | None:
    """The name fixed on this very class by `Component`; a subclass does not inherit it."""
    name: str | None = vars(cls).get(COMPONENT_ATTRIBUTE)
    return name
