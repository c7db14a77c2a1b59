"""Reads metadata of annotated-types, msgspec and pydantic, as marks that this package knows.

None of these is a dependency, so their objects are recognised by the names of class and package.
Metadata of other packages is ignored, as PEP 593 asks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import typing_extensions

from ..exceptions import UnsupportedTypeError
from ..openapi.patterns import from_python
from .metadata import Pattern


class Bound(NamedTuple):
    """A bound on a number or a length; `name` is that of annotated-types, such as "ge"."""

    name: str
    limit: Any


class Title(NamedTuple):
    """The keyword `title`."""

    text: str


class Examples(NamedTuple):
    """Values of the type, as JSON."""

    values: list[Any]


class Keywords(NamedTuple):
    """Keywords that an author writes as they are in the schema."""

    keywords: Mapping[str, Any]


class Zone(NamedTuple):
    """Whether a datetime or time has a time zone."""

    has_zone: bool


class Unsaid(NamedTuple):
    """Metadata of a known package that the schema does not express."""

    name: str


BOUNDS: Final = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length")


def marks(metadata: Iterable[Any]) -> Iterator[object]:
    """The metadata with each foreign object replaced by the marks that mean the same.

    Raises UnsupportedTypeError for an object that contradicts what is rendered.
    """
    for item in metadata:
        if getattr(item, "__is_annotated_types_grouped_metadata__", False):
            yield from marks(item)
        elif _package(item) in _PACKAGES:
            yield from _READERS.get(type(item).__name__, _unsaid)(item)
        else:
            yield item


def _class(item: object) -> type:
    """The class of an object; a class may itself stand beside a type, as for its defaults."""
    return item if isinstance(item, type) else type(item)


def _package(item: object) -> str:
    return _class(item).__module__.partition(".")[0]


def _unsaid(item: Any) -> Iterator[object]:
    yield Unsaid(f"{_package(item)}.{_class(item).__name__}")


def _nothing(item: Any) -> Iterator[object]:
    yield from ()


def _bounds(item: Any) -> Iterator[object]:
    for name in BOUNDS:
        limit = getattr(item, name, None)
        if limit is not None:
            yield Bound(name, limit)


def _documentation(item: Any) -> Iterator[object]:
    yield typing_extensions.Doc(item.documentation)


def _predicate(item: Any) -> Iterator[object]:
    # JSON has only finite numbers.
    denied = getattr(item.func, "func", None) if type(item.func).__name__ == "Not" else None
    if item.func is not math.isfinite and denied not in (math.isnan, math.isinf):
        yield from _unsaid(item)


def _time_zone(item: Any) -> Iterator[object]:
    yield Zone(item.tz is not None)
    if item.tz not in (None, ...):
        yield from _unsaid(item)


def _meta(item: Any) -> Iterator[object]:
    """`msgspec.Meta`."""
    yield from _bounds(item)
    if item.tz is not None:
        yield Zone(item.tz)
    yield from _pattern("msgspec's pattern", item.pattern)
    yield from _described("msgspec", item)
    yield from _keywords("msgspec's extra_json_schema", item.extra_json_schema or {})
    for name in dir(item):
        if name[0] != "_" and name not in _META and getattr(item, name) is not None:
            yield Unsaid(f"msgspec's {name}")


def _field(item: Any) -> Iterator[object]:
    """`pydantic.Field(...)`, whose bounds are objects of annotated-types."""
    if item.exclude:
        raise UnsupportedTypeError(
            "Field(exclude=True) leaves out nothing here: Django REST framework does not ask "
            "pydantic what it renders",
            hint="Mark an attribute that is not documented as Private[...].",
        )
    yield from marks(item.metadata)
    yield from _described("pydantic", item)
    if item.deprecated:
        message: Any = getattr(item.deprecated, "message", "")
        is_text = isinstance(item.deprecated, str)
        yield typing_extensions.deprecated(item.deprecated if is_text else message)
    yield from _keywords("pydantic's json_schema_extra", item.json_schema_extra or {})
    yield from (Unsaid(f"pydantic's {name}") for name in _unread(item))


def _unread(item: Any) -> Iterator[str]:
    """The arguments of `pydantic.Field` that nothing here reads; of its aliases the first."""
    plain = type(item)()
    names = [n for n in type(item).__slots__ if n[0] != "_" and n not in _FIELD]
    given = [n for n in names if getattr(item, n) is not getattr(plain, n)]
    aliases = [name for name in given if "alias" in name]
    yield from (name for name in given if name not in aliases[1:])


def _keywords(name: str, written: Any) -> Iterator[object]:
    """Keywords that an author writes; a function that changes the schema is not called."""
    if not isinstance(written, Mapping) or not _is_json(written):
        yield Unsaid(name)
        return
    others = {key: value for key, value in written.items() if key != "examples"}
    if others:
        yield Keywords(others)
    if written.get("examples"):
        yield Examples(written["examples"])


def _described(name: str, item: Any) -> Iterator[object]:
    if item.description:
        yield typing_extensions.Doc(item.description)
    if item.title:
        yield Title(item.title)
    if item.examples:
        yield Examples(item.examples) if _is_json(item.examples) else Unsaid(f"{name}'s examples")


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _general(item: Any) -> Iterator[object]:
    """The arguments of `pydantic.Field` that annotated-types does not have."""
    given = {name: value for name, value in vars(item).items() if value is not None}
    yield from _pattern("pydantic's pattern", given.pop("pattern", None))
    for name in sorted(given.keys() - _OF_INPUT):
        yield Unsaid(f"pydantic's {name}")


def _pattern(name: str, pattern: Any) -> Iterator[object]:
    if pattern is not None:
        regex = from_python(pattern)
        yield Unsaid(name) if regex is None else Pattern(regex)


# The arguments of `msgspec.Meta` and of `pydantic.Field` that are read.
_META: Final = {
    *BOUNDS,
    *("tz", "pattern", "title", "description", "examples", "extra_json_schema"),
}
_FIELD: Final = {
    *("annotation", "metadata", "title", "description", "examples"),
    *("exclude", "deprecated", "json_schema_extra"),
}
_PACKAGES: Final = {"annotated_types", "msgspec", "pydantic"}
# Arguments that only say how pydantic reads its input.
_OF_INPUT: Final = {
    "allow_inf_nan",
    "coerce_numbers_to_str",
    "strict",
    "strip_whitespace",
    "to_lower",
    "to_upper",
    "union_mode",
}
_READERS: Final[Mapping[str, Callable[[Any], Iterator[object]]]] = {
    **dict.fromkeys(("Gt", "Ge", "Lt", "Le", "MultipleOf", "MinLen", "MaxLen"), _bounds),
    **dict.fromkeys(("AllowInfNan", "FailFast", "Strict"), _nothing),
    "DocInfo": _documentation,
    "FieldInfo": _field,
    "Meta": _meta,
    "Predicate": _predicate,
    "_PydanticGeneralMetadata": _general,
    "Timezone": _time_zone,
}
