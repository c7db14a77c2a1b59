"""The nullable copies of the exact spelling of null in OpenAPI 3.0; see `nulls.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from .pointers import is_reference

Schema = dict[str, Any]
# Returns the schema that a reference leads to, None if it leads to no schema.
Target = Callable[[str], Any]
# A copy stands beside its original, which says these.
SAID_ONCE: Final = frozenset({"title", "description", "deprecated", "example", "externalDocs"})


def is_nullable_copy(
    arm: object, original: Any, of: Target, deeper: int = 5, is_tagged: bool = False
) -> bool:
    """Whether an arm has the shape of a nullable copy of a referenced schema.

    In an expanded document the forms of a union with a discriminator, which are always references,
    are written in their places: `is_tagged` says that the original is one.
    """
    if not isinstance(arm, Mapping) or not isinstance(original, Mapping) or not deeper:
        return False
    if arm.get("nullable") is not True or not isinstance(arm.get("type"), str):
        return False
    found = resolved(original, of)
    if found.get("type") == arm["type"] and (is_tagged or is_reference(original)):
        return _shape(found) == _shape(arm) and _have_same_parts(found, arm, of)
    is_tagged = "discriminator" in found
    return any(is_nullable_copy(arm, each, of, deeper - 1, is_tagged) for each in arms_of(found))


def _shape(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a copy has of its original, apart from null and from the schemas inside."""
    values = [value for value in _list(schema.get("enum")) if value is not None]
    keys = schema.keys() - SAID_ONCE - {"nullable", "enum", "properties"}
    simple = {key: schema[key] for key in keys if not isinstance(schema[key], (dict, list))}
    properties = schema.get("properties")
    names = set(properties) if isinstance(properties, dict) else set()
    return names, values, schema.get("required"), sorted(keys), simple


def _have_same_parts(original: Mapping[str, Any], copy: Mapping[str, Any], of: Target) -> bool:
    given, copied = original.get("properties"), copy.get("properties")
    pairs = [(original.get(key), copy.get(key)) for key in ("items", "additionalProperties")]
    if isinstance(given, dict) and isinstance(copied, dict):
        pairs += [(given[name], copied[name]) for name in copied]
    return all(_agree(one, other, of) for one, other in pairs)


def _agree(original: Any, copied: Any, of: Target) -> bool:
    """Whether a part of a copy may have the values of the original, apart from null."""
    if original == copied:
        return True
    if _is_nullable(copied) and not _is_nullable(original):
        return False
    original, copied = _unwrapped(original), _unwrapped(copied)
    if original == copied:
        return True
    arms, parts = _arms(original), _arms(copied) or [copied]
    if arms:
        return all(any(_agree(arm, part, of) for arm in arms) for part in parts)
    one, other = resolved(original, of), resolved(copied, of)
    is_alike = _shape(one) == _shape(other)
    # Only a written schema is followed, because references may go round.
    return is_alike and (is_reference(copied) or _have_same_parts(one, other, of))


def _arms(schema: Any) -> list[Any]:
    return arms_of(schema) if isinstance(schema, Mapping) else []


def _is_nullable(schema: Any) -> bool:
    return isinstance(schema, Mapping) and schema.get("nullable") is True


def _unwrapped(schema: Any) -> Any:
    while isinstance(schema, Mapping) and len(_list(schema.get("allOf"))) == 1:
        (schema,) = schema["allOf"]
    return schema


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def arms_of(schema: Mapping[str, Any]) -> list[Any]:
    """The schemas of which a value needs to fit one; those of an `allOf` if it has only one."""
    only = _list(schema.get("allOf"))
    return only if len(only) == 1 else _list(schema.get("anyOf") or schema.get("oneOf"))


def resolved(schema: Any, of: Target) -> Schema:
    """The schema at the end of a chain of references; an empty one if there is none."""
    seen = set()
    while is_reference(schema) and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        schema = of(schema["$ref"])
    return schema if isinstance(schema, dict) and not is_reference(schema) else {}
