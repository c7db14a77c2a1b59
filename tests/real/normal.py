"""Brings OpenAPI 3.0 schemas of equal meaning to one normal form, by named rules.

Each rule keeps the set of JSON values that a schema accepts under the strict reading of OpenAPI
3.0.3: `nullable` acts only beside `type`, and a keyword for one JSON type does not restrict the
others. `test_normal.py` checks each rule with a validator.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

Schema = dict[str, Any]
Rule = Callable[[Schema], Schema]

NULL: Schema = {"type": "string", "nullable": True, "enum": [None]}
TYPES = ("array", "boolean", "number", "object", "string")
ABOUT = {"description", "deprecated"}
OBJECT_KEYWORDS = {"properties", "required", "additionalProperties", *ABOUT}
APPLIES = {
    "minLength": "string",
    "maxLength": "string",
    "items": "array",
    "minItems": "array",
    "maxItems": "array",
    "properties": "object",
    "required": "object",
    "additionalProperties": "object",
}


def idle_keywords(schema: Schema) -> Schema:
    """`minLength` of an array and the like have no effect: drf-spectacular writes them."""
    kind = schema.get("type")
    return {k: v for k, v in schema.items() if not kind or APPLIES.get(k, kind) == kind}


def open_object(schema: Schema) -> Schema:
    """`additionalProperties: {}` or `true` means the same as no `additionalProperties`."""
    free = schema.get("additionalProperties") in ({}, True)
    return _without(schema, "additionalProperties") if free else schema


def required_as_a_set(schema: Schema) -> Schema:
    """The order of `required` has no meaning, and an empty `required` has no effect."""
    required = sorted(schema.get("required", ()))
    rest = _without(schema, "required")
    return {**rest, "required": required} if required else rest


def no_discriminator(schema: Schema) -> Schema:
    """A discriminator does not change validation."""
    return _without(schema, "discriminator")


def idle_nullable(schema: Schema) -> Schema:
    """`nullable` has no effect without `type`, or beside an enum without null."""
    if "type" in schema and schema.get("nullable") and None in schema.get("enum", [None]):
        return schema
    return _without(schema, "nullable")


def null_by_exclusion(schema: Schema) -> Schema:
    """A value that is not an array, boolean, number, object or string is null."""
    excluded = schema.get("not", {}).get("anyOf", ())
    if {arm.get("type") for arm in excluded} != set(TYPES) or any(map(_narrowed, excluded)):
        return schema
    admits_null = schema.get("nullable") or "type" not in schema
    return NULL if admits_null and schema.keys() <= {"not", "type", "nullable"} else schema


def type_beside_arms(schema: Schema) -> Schema:
    """A type beside arms of that type only forbids null, if it is not nullable.

    It cannot admit null if `allOf` forbids it.
    """
    (keyword, *others) = [key for key in schema if key not in {"type", "nullable", *ABOUT}] or [""]
    if others or "type" not in schema or keyword not in ("oneOf", "anyOf", "allOf"):
        return schema
    arms = schema[keyword]
    kinds = {arm.get("type") for arm in arms if arm != NULL}
    if kinds != {schema["type"]} or any(map(_nullable, arms)):
        return schema
    kept = arms if schema.get("nullable") else [arm for arm in arms if arm != NULL]
    return {**_without(schema, "type", "nullable"), keyword: arms if keyword == "allOf" else kept}


def type_named(schema: Schema) -> Schema:
    """Keywords for objects without `type` admit every value that is not an object."""
    if "properties" not in schema or not schema.keys() <= OBJECT_KEYWORDS:
        return schema
    others: list[Schema] = [{"type": kind} for kind in TYPES if kind not in ("array", "object")]
    anything = {"type": "array", "items": {}}
    return {"anyOf": [{"type": "object", **schema}, anything, *others, NULL]}


def null_as_an_arm(schema: Schema) -> Schema:
    """`nullable` is a union with null, unless another keyword beside it excludes null."""
    beside = schema.keys() & {"anyOf", "oneOf", "allOf", "not"}
    if not schema.get("nullable") or schema == NULL or beside:
        return schema
    about = {key: schema[key] for key in ABOUT if key in schema}
    rest = _without(schema, "nullable", *ABOUT)
    if "enum" in rest:
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    return {"anyOf": [rest, NULL], **about}


def disjoint_one_of(schema: Schema) -> Schema:
    """`oneOf` is `anyOf` if no value can match two arms."""
    if all(_disjoint(one, other) for one, other in combinations(schema.get("oneOf", ()), 2)):
        return one_of_as_any_of(schema)
    return schema


def single_all_of(schema: Schema) -> Schema:
    """`allOf` of one arm is that arm; it is how 3.0 writes a description beside a reference."""
    arms = schema.get("allOf", ())
    if len(arms) != 1 or not schema.keys() <= {"allOf", *ABOUT}:
        return schema
    return {**arms[0], **_without(schema, "allOf")}


def plain_any_of(schema: Schema) -> Schema:
    """Unions in unions are one union, in any order, each arm once."""
    if "anyOf" not in schema:
        return schema
    arms = [inner for arm in schema["anyOf"] for inner in _arms(arm)]
    distinct = {json.dumps(arm, sort_keys=True): arm for arm in arms}
    about = _without(schema, "anyOf")
    if len(distinct) == 1 and about.keys() <= ABOUT:
        return {**arms[0], **about}
    return {"anyOf": [distinct[text] for text in sorted(distinct)], **about}


# In this order: rules within one schema come before rules that split it into arms.
RULES: tuple[Rule, ...] = (
    idle_keywords,
    open_object,
    required_as_a_set,
    no_discriminator,
    idle_nullable,
    null_by_exclusion,
    type_beside_arms,
    type_named,
    null_as_an_arm,
    disjoint_one_of,
    single_all_of,
    plain_any_of,
)


def one_of_as_any_of(schema: Schema) -> Schema:
    """NOT the same meaning if arms overlap: only `oneOf` rejects a value of two arms."""
    if "oneOf" not in schema:
        return schema
    return {**_without(schema, "oneOf"), "anyOf": schema["oneOf"]}


def normal(schema: Schema, rules: Iterable[Rule] = RULES) -> Schema:
    """The normal form of a schema: the rules applied until they change nothing."""
    rules = tuple(rules)
    result = _once(schema, rules)
    return schema if result == schema else normal(result, rules)


def _once(schema: Schema, rules: tuple[Rule, ...]) -> Schema:
    """Every rule in order, innermost schemas first."""
    result = {key: _inside(key, value, rules) for key, value in schema.items()}
    for rule in rules:
        result = rule(result)
    return result


def _inside(key: str, value: Any, rules: tuple[Rule, ...]) -> Any:
    if key == "properties":
        return {name: _once(inner, rules) for name, inner in value.items()}
    if key in ("anyOf", "oneOf", "allOf"):
        return [_once(inner, rules) for inner in value]
    if key in ("items", "additionalProperties", "not") and isinstance(value, dict):
        return _once(value, rules)
    return value


def _without(schema: Schema, *keywords: str) -> Schema:
    return {key: value for key, value in schema.items() if key not in keywords}


def _arms(schema: Schema) -> list[Schema]:
    return schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]


def _narrowed(schema: Schema) -> bool:
    """Whether the schema has more keywords than its type."""
    return schema not in ({"type": schema["type"]}, {"type": "array", "items": {}})


def _nullable(schema: Schema) -> bool:
    return bool(schema.get("nullable")) and schema != NULL


def _disjoint(one: Schema, other: Schema) -> bool:
    if NULL in (one, other):
        return "type" in one and "type" in other and one != other
    kinds = {one.get("type"), other.get("type")}
    if None in kinds or kinds == {"integer", "number"}:
        return False
    return len(kinds) == 2 or _tagged_apart(one, other)


def _tagged_apart(one: Schema, other: Schema) -> bool:
    """Whether both require a property whose enums have no value in common."""
    for key in set(one.get("required", ())) & set(other.get("required", ())):
        values = [schema.get("properties", {}).get(key, {}).get("enum") for schema in (one, other)]
        if all(values) and not set(values[0]) & set(values[1]):
            return True
    return False
