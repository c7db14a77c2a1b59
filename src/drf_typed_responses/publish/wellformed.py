"""Does a document hold at each place the kind of thing that OpenAPI puts there?

Raw OpenAPI in a decorator, hooks and hand-written files can hold anything. What is judged, merged
and expanded has been through here. Source: OpenAPI 3.0.3 and 3.1.1, the objects of its section 4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..findings import Finding
from ..openapi.pointers import METHODS

# Above this nobody has written it by hand; Python's own stack ends not far from it.
DEEPEST = 200


class Fault(NamedTuple):
    """What is not as it should be, and the keys that lead to it."""

    keys: tuple[str | int, ...]
    message: str

    @property
    def path(self) -> str:
        """The keys as findings write them: `responses.200.content`."""
        return ".".join(map(str, self.keys))


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand at a place: its name for people, a test, and the places inside it."""

    words: str
    fits: Callable[[Any], bool]
    inside: Callable[[Any], list[tuple[Any, Any, Kind]]] | None = None


def faults(value: Any, kind: Kind) -> Iterator[Fault]:
    """Each place in a value that is not of its kind, the first one first."""
    waiting: list[tuple[Any, Kind, Any, int]] = [(value, kind, None, 0)]
    while waiting:
        value, kind, way, depth = waiting.pop()
        if depth > DEEPEST:
            yield Fault(_keys(way), f"is nested deeper than {DEEPEST} levels")
        elif not kind.fits(value):
            yield Fault(_keys(way), f"is {_shown(value)}, which is not {kind.words}")
        elif kind.inside:
            below = [(v, k, (way, key), depth + 1) for key, v, k in kind.inside(value)]
            waiting += reversed(below)


def _keys(way: Any) -> tuple[str | int, ...]:
    keys: list[str | int] = []
    while way is not None:
        way, key = way
        keys.append(key)
    return tuple(reversed(keys))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]}...{text[-1]}"


# ---------------------------------------------------------------- kinds of kinds


def _all_of(kind: Kind) -> Kind:
    def inside(value: Any) -> list[tuple[Any, Any, Kind]]:
        return [(number, each, kind) for number, each in enumerate(value)]

    return Kind("a list", lambda value: isinstance(value, list), inside)


def _by_name(kind: Kind) -> Kind:
    """An object whose keys are names; a hook may write a status as a number."""

    def fits(value: Any) -> bool:
        return isinstance(value, dict) and all(isinstance(key, (str, int)) for key in value)

    def inside(value: Any) -> list[tuple[Any, Any, Kind]]:
        return [(name, each, kind) for name, each in value.items()]

    return Kind("an object", fits, inside)


def _inside(kinds: Mapping[str, Kind]) -> Callable[[Any], list[tuple[Any, Any, Kind]]]:
    def inside(value: Any) -> list[tuple[Any, Any, Kind]]:
        known = value if isinstance(value, dict) else {}  # a schema may be true or false
        return [(key, each, kinds[key]) for key, each in known.items() if key in kinds]

    return inside


def _object(kinds: Mapping[str, Kind]) -> Kind:
    """An object of which these keys have a kind each; other keys may hold anything."""
    return Kind("an object", lambda value: isinstance(value, dict), _inside(kinds))


def _is_number(value: Any) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))


TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_ANYTHING = Kind("anything", lambda value: True)
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

# ---------------------------------------------------------------- the objects of OpenAPI

_schema_keys: dict[str, Kind] = {}
SCHEMA = Kind("a schema", lambda value: isinstance(value, (dict, bool)), _inside(_schema_keys))
_schema_keys |= {
    "$ref": _TEXT,
    "type": _TYPE,
    "enum": _LIST,
    "required": _all_of(_TEXT),
    "properties": _by_name(SCHEMA),
    "discriminator": _object({"propertyName": _TEXT, "mapping": _by_name(_TEXT)}),
    "multipleOf": _STEP,
    **dict.fromkeys(("description", "title", "format", "pattern"), _TEXT),
    **dict.fromkeys(("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"), _FLAG),
    **dict.fromkeys(("minimum", "maximum"), _NUMBER),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), _BOUND),
    **dict.fromkeys((f"{m}{w}" for m in ("min", "max") for w in ("Items", "Length")), _COUNT),
    **dict.fromkeys(("minProperties", "maxProperties", "minContains", "maxContains"), _COUNT),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _all_of(SCHEMA)),
    **dict.fromkeys(("items", "additionalProperties", "not", "contains", "propertyNames"), SCHEMA),
    **dict.fromkeys(("if", "then", "else", "unevaluatedItems", "unevaluatedProperties"), SCHEMA),
    **dict.fromkeys(("patternProperties", "dependentSchemas", "$defs"), _by_name(SCHEMA)),
    "dependentRequired": _by_name(_all_of(_TEXT)),
}
_EXAMPLE = _object({"$ref": _TEXT, "summary": _TEXT, "description": _TEXT})
_MEDIA = _object({"schema": SCHEMA, "examples": _by_name(_EXAMPLE)})
_CONTENT = _by_name(_MEDIA)
_OF_PARAMETERS = {
    **dict.fromkeys(("$ref", "name", "in", "description"), _TEXT),
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
        "x-excuses": _by_name(_TEXT),
    }
)
_COMPONENTS = {
    "schemas": SCHEMA,
    "responses": _RESPONSE,
    "parameters": PARAMETER,
    "examples": _EXAMPLE,
    "requestBodies": _BODY,
    "headers": PARAMETER,
}
_ITEM = {
    "summary": _TEXT,
    "description": _TEXT,
    "parameters": _all_of(PARAMETER),
    "servers": _all_of(_ANY_OBJECT),
}
_ROOT = {
    "info": _ANY_OBJECT,
    "paths": _by_name(_ANY_OBJECT),
    "components": _by_name(_by_name(_ANYTHING)),
    "tags": _all_of(_object({"name": _TEXT, "parent": _TEXT})),
    "webhooks": _by_name(_object({**_ITEM, **dict.fromkeys(METHODS, OPERATION)})),
    "x-tagGroups": _all_of(_object({"name": _TEXT, "tags": _all_of(_TEXT)})),
}


# ---------------------------------------------------------------- whole documents


class Piece(NamedTuple):
    """A part of a document that can be left out: the way to it, and what it should be."""

    way: tuple[str, ...]
    value: Any
    kind: Kind

    def faults(self) -> Iterator[Fault]:
        """What is wrong in it, the path from the beginning of the document."""
        for keys, message in faults(self.value, self.kind):
            yield Fault((*self.way, *keys), message)


def well_formed(document: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The document without what is malformed in it, and a finding for each of that."""
    whole, of_roots = _kept(document, _roots(document))
    whole = _made(whole)
    whole, of_pieces = _kept(whole, pieces(whole))
    return whole, of_roots + of_pieces


def _made(document: dict[str, Any]) -> dict[str, Any]:
    """Without the components that an operation was making when it failed."""
    components = document.get("components", {})
    unmade: set[tuple[str, ...]] = {
        ("components", kind, name)
        for kind, named in components.items()
        for name, component in named.items()
        if component is None
    }
    whole: dict[str, Any] = _without(document, unmade, ())
    return whole


def _kept(document: dict[str, Any], parts: Iterable[Piece]) -> tuple[dict[str, Any], list[Finding]]:
    found = {part.way: [_finding(part, fault) for fault in part.faults()] for part in parts}
    without = {way for way, findings in found.items() if findings}
    return _without(document, without, ()), [f for findings in found.values() for f in findings]


def _roots(document: Mapping[str, Any]) -> Iterator[Piece]:
    """What stands at the top of a document."""
    for key, value in document.items():
        yield Piece((key,), value, _ROOT.get(key, _ANYTHING))


def pieces(document: Mapping[str, Any]) -> Iterator[Piece]:
    """The operations and components of a document, and what operations of a path share."""
    for path, item in document.get("paths", {}).items():
        for key, value in item.items():
            kind = OPERATION if key in METHODS else _ITEM.get(key, _ANYTHING)
            yield Piece(("paths", path, key), value, kind)
    for sort, named in document.get("components", {}).items():
        for name, value in named.items():
            yield Piece(("components", sort, name), value, _COMPONENTS.get(sort, _ANYTHING))


def _finding(piece: Piece, fault: Fault) -> Finding:
    first, *rest = piece.way
    is_operation = first == "paths" and len(rest) == 2
    operation = f"{rest[1].upper()} {rest[0]}" if is_operation else ""
    path = fault.path.removeprefix(f"{'.'.join(piece.way)}.") if is_operation else fault.path
    hint = "Raw OpenAPI of a decorator, a hook or SPECTACULAR_SETTINGS has put it there."
    return Finding("error", "malformed", f"it {fault.message}", hint, operation, path)


def _without(node: Any, ways: set[tuple[str, ...]], way: tuple[str, ...]) -> Any:
    if not ways or len(way) > 2 or not isinstance(node, dict):
        return node
    return {
        key: _without(value, ways, (*way, key))
        for key, value in node.items()
        if (*way, key) not in ways
    }
