"""The objects of OpenAPI: which kind of thing stands under each of their members.

Raw OpenAPI in a decorator, hooks and hand-written files can hold anything. Source: OpenAPI 3.0.3
and 3.1.1, the objects of section 4; members that are not listed may hold anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias, TypeGuard

from .json_text import DEEPEST
from .types import Keys
from .vocabulary import KEYWORDS, LOCATIONS, METHODS, TYPES, Holds


class Malformation(NamedTuple):
    """A place whose value is not what OpenAPI requires there, as keys and a predicate."""

    keys: Keys
    message: str

    @property
    def path(self) -> str:
        """The keys as findings write them: `responses.200.content`."""
        return ".".join(map(str, self.keys))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name for people, a test, and the kinds of the places inside it."""

    words: str
    fits: Callable[[object], bool]
    inside: Inside | None = None


# The key, the value and the kind of a place inside another.
PlaceInside: TypeAlias = tuple[str | int, object, Kind]
Inside: TypeAlias = Callable[[Any], list[PlaceInside]]
# The keys of a place, the last one first: each place shares those of the place around it.
Way: TypeAlias = "tuple[Way, str | int] | None"


def malformations(value: object, kind: Kind) -> Iterator[Malformation]:
    """Each place in a value that is not of its kind, in the order of the value."""
    waiting: list[tuple[Any, Kind, Any, int]] = [(value, kind, None, 0)]
    while waiting:
        value, kind, way, depth = waiting.pop()
        if depth > DEEPEST:
            yield Malformation(_keys(way), f"is nested deeper than {DEEPEST} levels")
        elif not kind.fits(value):
            yield Malformation(_keys(way), f"is {_shown(value)}, which is not {kind.words}")
        elif kind.inside:
            below = [
                (v, k, (way, key), depth + 1)
                for key, v, k in kind.inside(value)
                if k.inside or depth == DEEPEST or not k.fits(v)  # most are fitting text
            ]
            waiting += reversed(below)


def _keys(way: Way) -> Keys:
    keys: list[str | int] = []
    while way is not None:
        way, key = way
        keys.append(key)
    return tuple(reversed(keys))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]}...{text[-1]}"


# ---------------------------------------------------------------- kinds of kinds


def _all_of(kind: Kind) -> Kind:
    def inside(value: Any) -> list[PlaceInside]:
        return [(number, each, kind) for number, each in enumerate(value)]

    return Kind("a list", lambda value: isinstance(value, list), inside)


def _by_name(kind: Kind) -> Kind:
    """An object with names as keys; a hook may write a status as a number."""

    def fits(value: object) -> bool:
        return isinstance(value, dict) and all(isinstance(key, (str, int)) for key in value)

    def inside(value: Any) -> list[PlaceInside]:
        return [(name, each, kind) for name, each in value.items()]

    return Kind("an object", fits, inside)


def _inside(kinds: Mapping[str, Kind]) -> Inside:
    def inside(value: Any) -> list[PlaceInside]:
        known = value if isinstance(value, dict) else {}  # a schema may be true or false
        return [(key, each, kinds[key]) for key, each in known.items() if key in kinds]

    return inside


def _object(kinds: Mapping[str, Kind]) -> Kind:
    """An object whose listed keys have a kind each; other keys may hold anything."""
    return Kind("an object", lambda value: isinstance(value, dict), _inside(kinds))


def _is_number(value: object) -> TypeGuard[float]:
    return type(value) is int or (type(value) is float and math.isfinite(value))


ANYTHING = Kind("anything", lambda value: True)
_ANY_OBJECT = _object({})
_TEXT = Kind("text", lambda value: isinstance(value, str))
_FLAG = Kind("true or false", lambda value: isinstance(value, bool))
_NUMBER = Kind("a number", _is_number)
_STEP = Kind("a number above 0", lambda value: _is_number(value) and value > 0)
_BOUND = Kind("a number, true or false", lambda v: isinstance(v, bool) or _is_number(v))
_COUNT = Kind("a whole number", lambda v: type(v) is int and v >= 0)
_LIST = Kind("a list", lambda value: isinstance(value, list))
_TYPE = Kind(
    f"one of {', '.join(TYPES)}",
    lambda value: all(name in TYPES for name in (value if isinstance(value, list) else [value])),
)


def _one_of(words: Collection[str]) -> Kind:
    known = tuple(words)  # in which an unhashable value is looked up too
    return Kind(f"one of {', '.join(known)}", lambda value: value in known)


# ---------------------------------------------------------------- the objects of OpenAPI

_schema_keys: dict[str, Kind] = {}
SCHEMA = Kind("a schema", lambda value: isinstance(value, (dict, bool)), _inside(_schema_keys))
_BY_HOLDS: Final = {
    Holds.SCHEMA: SCHEMA,
    Holds.SCHEMAS: _all_of(SCHEMA),
    Holds.SCHEMAS_BY_NAME: _by_name(SCHEMA),
    Holds.VALUE: ANYTHING,
    Holds.VALUES: _LIST,
    Holds.TEXT: _TEXT,
    Holds.FLAG: _FLAG,
    Holds.NUMBER: _NUMBER,
    Holds.POSITIVE: _STEP,
    Holds.BOUND: _BOUND,
    Holds.COUNT: _COUNT,
    Holds.NAMES: _all_of(_TEXT),
    Holds.NAMES_BY_NAME: _by_name(_all_of(_TEXT)),
    Holds.TYPES: _TYPE,
    Holds.OBJECT: _ANY_OBJECT,
}
_schema_keys |= {name: _BY_HOLDS[keyword.holds] for name, keyword in KEYWORDS.items()}
_schema_keys["discriminator"] = _object({"propertyName": _TEXT, "mapping": _by_name(_TEXT)})
_EXAMPLE = _object({"$ref": _TEXT, "summary": _TEXT, "description": _TEXT})
_MEDIA = _object({"schema": SCHEMA, "examples": _by_name(_EXAMPLE)})
_CONTENT = _by_name(_MEDIA)
_OF_PARAMETERS = {
    **dict.fromkeys(("$ref", "name", "description"), _TEXT),
    "in": _one_of(LOCATIONS),
    **dict.fromkeys(("required", "deprecated"), _FLAG),
    "schema": SCHEMA,
    "content": _CONTENT,
    "examples": _by_name(_EXAMPLE),
}
PARAMETER = _object(_OF_PARAMETERS)
_BODY = _object({"$ref": _TEXT, "description": _TEXT, "content": _CONTENT, "required": _FLAG})
_RESPONSE = _object(
    {
        "$ref": _TEXT,
        "description": _TEXT,
        "content": _CONTENT,
        "headers": _by_name(PARAMETER),
        "links": _by_name(_ANY_OBJECT),
    }
)
_DOCS = _object({"url": _TEXT, "description": _TEXT})
OPERATION = _object(
    {
        **dict.fromkeys(("summary", "description", "operationId"), _TEXT),
        "tags": _all_of(_TEXT),
        "parameters": _all_of(PARAMETER),
        "requestBody": _BODY,
        "responses": _by_name(_RESPONSE),
        "deprecated": _FLAG,
        "security": _all_of(_by_name(_all_of(_TEXT))),
        "callbacks": _by_name(_ANY_OBJECT),
        "servers": _all_of(_ANY_OBJECT),
        "externalDocs": _DOCS,
        "x-waivers": _by_name(_TEXT),
    }
)
COMPONENT_OBJECTS: Final = {
    "schemas": SCHEMA,
    "responses": _RESPONSE,
    "parameters": PARAMETER,
    "examples": _EXAMPLE,
    "requestBodies": _BODY,
    "headers": PARAMETER,
}
ITEM: Final = {
    "summary": _TEXT,
    "description": _TEXT,
    "parameters": _all_of(PARAMETER),
    "servers": _all_of(_ANY_OBJECT),
}
ROOT: Final = {
    "info": _ANY_OBJECT,
    "paths": _by_name(_ANY_OBJECT),
    "components": _by_name(_by_name(ANYTHING)),
    "tags": _all_of(_object({"name": _TEXT, "parent": _TEXT, "externalDocs": _DOCS})),
    "externalDocs": _DOCS,
    "webhooks": _by_name(_object({**ITEM, **dict.fromkeys(METHODS, OPERATION)})),
    "x-tagGroups": _all_of(_object({"name": _TEXT, "tags": _all_of(_TEXT)})),
}
