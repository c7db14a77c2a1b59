"""The marks an author writes beside a type: private, format, pattern, component name.

A project imports them when it starts in production, so this module imports nothing else of the
translator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _PrivateMark:
    def __repr__(self) -> str:
        return "Private"


PRIVATE: Final = _PrivateMark()

Private = Annotated[T, PRIVATE]
"""`nickname: Private[str]`: the attribute is returned and never documented."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an attribute is private: `Annotated[Private[str], Reason("it will be renamed")]`.

    `apidocs build --waivers` lists it; no document has it. Raises ValueError for an empty text.
    """

    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a reason says why the attribute is private")


@dataclass(frozen=True, slots=True)
class Format:
    """The `format` of a scalar: `Annotated[str, Format("uri")]`.

    Source: OpenAPI 3.0.3 "Data Types"; JSON Schema 2020-12 Validation, section 7.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression (ECMA-262) that a string matches: `Annotated[str, Pattern("^a+$")]`.

    Source: JSON Schema 2020-12 Validation, section 6.3.3.
    """

    regex: str


@dataclass(frozen=True, slots=True)
class Component:
    """A fixed component name for a type, written where the type is declared.

    Write it as a decorator of a TypedDict, NamedTuple or Enum class, `@Component("Team")`, or
    beside any other type, `Annotated[..., Component("Team")]`.
    """

    name: str

    def __call__(self, cls: type[T]) -> type[T]:
        """Mark a class, and return the same class."""
        setattr(cls, COMPONENT_ATTRIBUTE, self.name)
        return cls


COMPONENT_ATTRIBUTE: Final = "__component_name__"

Url = Annotated[str, Format("uri")]
"""A string that is a URI."""
Email = Annotated[str, Format("email")]
"""A string that is an email address."""
Slug = Annotated[str, Pattern("^[-a-zA-Z0-9_]+$")]
"""A string of the characters that Django's `<slug:...>` takes."""


def own_component_name(cls: object) -> str | None:
    """The name that `Component` fixed on the class itself; a subclass does not inherit it."""
    name: str | None = getattr(cls, "__dict__", {}).get(COMPONENT_ATTRIBUTE)
    return name
