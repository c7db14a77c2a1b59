"""Brings OpenAPI 3.0 schemas of one meaning to one spelling, by named rules.

Each rule keeps the set of JSON values that a schema accepts under the strict reading of OpenAPI
3.0.3: `nullable` acts only beside `type`, and a keyword about one JSON type says nothing of the
others. `test_normal.py` proves it rule by rule with a validator.
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
    """`additionalProperties: {}` is what its absence means; so is `true`."""
    free = schema.get("additionalProperties") in ({}, True)
    return _without(schema, "additionalProperties") if free else schema


def required_as_a_set(schema: Schema) -> Schema:
    """The order of `required` says nothing, and an empty one nothing at all."""
    required = sorted(schema.get("required", ()))
    rest = _without(schema, "required")
    return {**rest, "required": required} if required else rest


def no_discriminator(schema: Schema) -> Schema:
    """A discriminator helps a reader to choose, and changes no validation."""
    return _without(schema, "discriminator")


def idle_nullable(schema: Schema) -> Schema:
    """`nullable` does nothing without `type`, nor beside an enum that does not list null."""
    if "type" in schema and schema.get("nullable") and None in schema.get("enum", [None]):
        return schema
    return _without(schema, "nullable")


def null_by_exclusion(schema: Schema) -> Schema:
    """What is no array, boolean, number, object or string is null."""
    excluded = schema.get("not", {}).get("anyOf", ())
    if {arm.get("type") for arm in excluded} != set(TYPES) or any(map(_narrowed, excluded)):
        return schema
    admits_null = schema.get("nullable") or "type" not in schema
    return NULL if admits_null and schema.keys() <= {"not", "type", "nullable"} else schema


def type_beside_arms(schema: Schema) -> Schema:
    """A type beside arms that are all of it adds nothing, but forbids null if it is not nullable.

    Nor can it admit null where `allOf` forbids it.
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
    """An object's keywords without `type` admit every JSON value that is no object."""
    if "properties" not in schema or not schema.keys() <= OBJECT_KEYWORDS:
        return schema
    others: list[Schema] = [{"type": kind} for kind in TYPES if kind not in ("array", "object")]
    anything = {"type": "array", "items": {}}
    return {"anyOf": [{"type": "object", **schema}, anything, *others, NULL]}


def null_as_an_arm(schema: Schema) -> Schema:
    """`nullable` is a union with null, unless what stands beside it has a say too."""
    beside = schema.keys() & {"anyOf", "oneOf", "allOf", "not"}
    if not schema.get("nullable") or schema == NULL or beside:
        return schema
    about = {key: schema[key] for key in ABOUT if key in schema}
    rest = _without(schema, "nullable", *ABOUT)
    if "enum" in rest:
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    return {"anyOf": [rest, NULL], **about}


def disjoint_one_of(schema: Schema) -> Schema:
    """`oneOf` of arms of which no value can match two is `anyOf`."""
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


# In this order: what stays in one schema comes before what makes arms of it.
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
    """NOT the same meaning where arms overlap: a value of two arms is refused by `oneOf` only."""
    if "oneOf" not in schema:
        return schema
    return {**_without(schema, "oneOf"), "anyOf": schema["oneOf"]}


def normal(schema: Schema, rules: Iterable[Rule] = RULES) -> Schema:
    """The schema in its one spelling: the rules applied until they change nothing more."""
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
    """Whether the schema says more than its type."""
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
    """Whether a property that both require lists other values in each."""
    for key in set(one.get("required", ())) & set(other.get("required", ())):
        values = [schema.get("properties", {}).get(key, {}).get("enum") for schema in (one, other)]
        if all(values) and not set(values[0]) & set(values[1]):
            return True
    return False
