"""The comparison of two documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .changes import RULES, Change, Options

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
Json = Mapping[str, Any]


def compare(base: Json, revised: Json, *, options: Options | None = None) -> list[Change]:
    """What a client written against `base` meets when the server publishes `revised`.

    Errors come first. Raises `DocumentError` for what is no OpenAPI 3 document.
    """
    found = _changes(base, revised, options or Options())
    return sorted(found, key=lambda change: change.sort_key)


def _changes(base: Json, revised: Json, options: Options) -> Iterator[Change]:
    old, new = _operations(base), _operations(revised)
    for name in old:
        if name not in new:
            yield _change("operation-removed", "The operation is gone", name, "")
    for name in new:
        if name not in old:
            yield _change("operation-added", "The operation is new", name, "")
    for name in old:
        if name in new:
            yield from _responses(name, old[name], new[name])


def _operations(document: Json) -> dict[str, Json]:
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document.get("paths", {}).items()
        for method in METHODS
        if method in item
    }


def _responses(name: str, old: Json, new: Json) -> Iterator[Change]:
    for status, response in old["responses"].items():
        other = new["responses"].get(status, {})
        for media, content in response.get("content", {}).items():
            target = other.get("content", {}).get(media, {})
            place = f"{status} response"
            if "schema" in content and "schema" in target:
                yield from _schemas(name, f"{place}: ", content["schema"], target["schema"])


def _schemas(name: str, path: str, old: Json, new: Json) -> Iterator[Change]:
    if old.get("type") != new.get("type"):
        message = f"The type was {old.get('type')} and is now {new.get('type')}"
        yield _change("response-type-changed", message, name, path, old, new)
    for key, schema in old.get("properties", {}).items():
        place = f"{path}{key}"
        if key not in new.get("properties", {}):
            yield _change("response-attribute-removed", "The attribute is gone", name, place)
            continue
        if key in old.get("required", ()) and key not in new.get("required", ()):
            message = "The attribute may now be absent"
            yield _change("response-attribute-optional", message, name, place)
        yield from _schemas(name, f"{place}.", schema, new["properties"][key])
    if "items" in old and "items" in new:
        yield from _schemas(name, f"{path}[].", old["items"], new["items"])


def _change(
    id: str, message: str, operation: str, path: str, old: Any = None, new: Any = None
) -> Change:
    rule = RULES[id]
    return Change(
        rule.level,
        id,
        message,
        rule.hint,
        operation,
        path.removesuffix("."),
        base="" if old is None else json.dumps(old),
        revised="" if new is None else json.dumps(new),
        operations=(operation,),
        section=rule.section,
    )
