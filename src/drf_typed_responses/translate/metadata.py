"""The marks an author writes beside a type: private, format, pattern, component name.

A project imports them when it starts in production, so this module imports nothing else of the
translator.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

from ..openapi.deprecations import day_of, ended_by

T = TypeVar("T")
V = TypeVar("V")
E = TypeVar("E", bound=enum.Enum)


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


class Withhold:
    """Values of an enum or a Literal that are returned and never documented.

    Write it above an enum class, `@Withhold("internal")`, or beside a Literal,
    `Annotated[Literal["open", "hidden"], Withhold("hidden")]`. `values` are values, or members of
    the enum. `reason` is as in `Reason`. Raises ValueError for a value that the enum does not have,
    for all of its values, and for a Flag.
    """

    __slots__ = ("reason", "values")

    def __init__(self, *values: object, reason: str = "") -> None:
        if not values:
            raise ValueError('name the values to withhold: Withhold("internal")')
        self.values = values
        self.reason = reason

    def __call__(self, cls: type[T]) -> type[T]:
        """Mark an enum class, and return the same class."""
        if not issubclass(cls, enum.Enum) or issubclass(cls, enum.Flag):
            raise ValueError(f"{cls.__name__} is not an enum of single values")
        _, withheld = self.divided(cls, cls.__name__)
        setattr(cls, _WITHHELD, (frozenset(member.name for member in withheld), self.reason))
        WITHHOLDING.append(cls)
        return cls

    def divided(self, every: Iterable[V], of: str) -> tuple[list[V], list[V]]:
        """The public values and the withheld ones. Raises ValueError as the class says."""
        listed = list(every)
        withheld = [each for each in listed if any(_is_same(each, value) for value in self.values)]
        for value in self.values:
            if not any(_is_same(each, value) for each in listed):
                raise ValueError(f"Withhold names {value!r}, which {of} does not have")
        kept = [each for each in listed if not any(each is other for other in withheld)]
        if not kept:
            raise ValueError(f"Withhold leaves no value of {of}; make the attribute Private")
        return kept, withheld


_WITHHELD: Final = "__withheld__"
# Every enum that withholds members: the choices of a field do not name theirs.
WITHHOLDING: Final[list[type[enum.Enum]]] = []


def _is_same(value: object, named: object) -> bool:
    """Whether a Literal's value or an enum's member is named, by itself or by its value."""
    plain = [each.value if isinstance(each, enum.Enum) else each for each in (value, named)]
    return value is named or (type(plain[0]) is type(plain[1]) and plain[0] == plain[1])


def public_members(cls: type[E]) -> list[E]:
    """The members of an enum that are documented."""
    names, _ = cls.__dict__.get(_WITHHELD, ((), ""))
    return [member for member in cls if member.name not in names]


def withheld_members(cls: type[E]) -> list[E]:
    """The members of an enum that are returned and never documented."""
    names, _ = cls.__dict__.get(_WITHHELD, ((), ""))
    return [member for member in cls if member.name in names]


def withholding_reason(cls: type) -> str:
    """Why members of an enum are not documented, or ""."""
    _, reason = cls.__dict__.get(_WITHHELD, ((), ""))
    return str(reason)


class Sunset:
    """The day after which an attribute may be removed; until then it is deprecated.

    Write it beside a type, `Annotated[str, deprecated("Use slug."), Sunset("2027-03-01")]`, or
    above a serializer of Django REST framework, `@Sunset("2027-03-01", fields=["nick"])`.
    `since` is the day of the deprecation, for the header `Deprecation` of production.
    Raises ValueError if a text is not a date, or if the sunset is before the deprecation.
    """

    __slots__ = ("day", "fields", "keywords")

    def __init__(self, day: str, *, since: str = "", fields: Iterable[str] = ()) -> None:
        self.day = day_of(day)
        self.keywords = ended_by(day, since)
        self.fields = (fields,) if isinstance(fields, str) else tuple(fields)

    def __call__(self, cls: type[T]) -> type[T]:
        """Mark fields of a serializer class, and return the same class."""
        if not self.fields:
            raise ValueError('name the fields: Sunset("2027-03-01", fields=["nick"])')
        setattr(cls, _SUNSETS, {**sunsets_of(cls), **dict.fromkeys(self.fields, self)})
        return cls

    def __repr__(self) -> str:
        return f"Sunset({self.day!r})"


_SUNSETS: Final = "__sunsets__"


def sunsets_of(cls: type) -> Mapping[str, Sunset]:
    """The sunsets of the fields of a serializer class, those of its bases included."""
    found: Mapping[str, Sunset] = getattr(cls, _SUNSETS, {})
    return found


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
