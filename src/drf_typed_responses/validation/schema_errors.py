"""Lists the errors of a value without jsonschema, for the keywords that most schemas are made of.

jsonschema takes as long to import as a thousand values to check, so it is loaded only for a schema
with another keyword. `tests/validation/test_schema_errors.py` has the law that both list the same.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sized
from numbers import Number
from typing import Any, Final, NamedTuple, TypeAlias

from ..openapi.formats import CHECKS
from ..openapi.types import AnySchema, Keys, Schema
from ..openapi.values import canonical, is_multiple
from ..openapi.vocabulary import asserted
from .conversion import DEFINITION
from .fast_validity import Search

# The note of a pattern that is not a regular expression.
UNREADABLE: Final = "unreadable"


class SchemaError(NamedTuple):
    """A place where a value breaks a keyword of a converted schema.

    `rule` is what the keyword holds, and `schema` the object around it; a schema `False` has the
    keyword "". `keys` lead to the place in the value. `steps` lead to the keyword in the root
    schema; a reference is no step. `arms` are the errors by alternative of a union that no
    alternative fits. `note` tells apart errors of one keyword.
    """

    keyword: str
    rule: Any
    value: Any
    schema: Any
    keys: Keys
    steps: Keys
    arms: tuple[tuple[SchemaError, ...], ...] = ()
    note: str = ""


Errors: TypeAlias = Iterator[SchemaError]


class UnusualKeyword(LookupError):
    """A schema has a keyword, or a type, that only jsonschema knows."""


class ErrorLister:
    """Lists errors against schemas that refer to `definitions`; `search` reads a pattern."""

    def __init__(self, definitions: Schema, search: Callable[[str], Search | None]) -> None:
        self._definitions = definitions
        self.search = search

    def errors(self, schema: AnySchema, value: object, keys: Keys = (), steps: Keys = ()) -> Errors:
        """The errors of a value in the order of its schema.

        Raises UnusualKeyword, and RecursionError for values that are nested too deeply.
        """
        if isinstance(schema, bool):
            if not schema:
                yield SchemaError("", None, value, schema, keys, steps)
            return
        for keyword, rule in schema.items():
            if is_broken := TESTS.get(keyword):
                if is_broken(rule, value):
                    yield SchemaError(keyword, rule, value, schema, keys, (*steps, keyword))
            elif check := _CHECKS.get(keyword):
                whole = SchemaError(keyword, rule, value, schema, keys, (*steps, keyword))
                yield from check(self, whole)
            elif keyword == "$ref":
                target = self._definitions[rule.removeprefix(DEFINITION)]
                yield from self.errors(target, value, keys, steps)
            elif keyword in _UNUSUAL:
                raise UnusualKeyword(keyword)

    def is_valid(self, schema: AnySchema, value: object) -> bool:
        """Whether a value has no errors; raises as `errors` does."""
        return next(self.errors(schema, value), None) is None


# Each function below lists the errors of one keyword. It gets the error of the keyword as a whole,
# to list it, or to take from it what the keyword holds, the value and both paths.


def _properties(lister: ErrorLister, whole: SchemaError) -> Errors:
    value = whole.value
    if isinstance(value, dict):
        for name, schema in whole.rule.items():
            if name in value:
                keys, steps = (*whole.keys, name), (*whole.steps, name)
                yield from lister.errors(schema, value[name], keys, steps)


def _additional_properties(lister: ErrorLister, whole: SchemaError) -> Errors:
    if not isinstance(whole.value, dict):
        return
    if "patternProperties" in whole.schema:
        raise UnusualKeyword("patternProperties")
    known = whole.schema.get("properties", ())
    for name, part in whole.value.items():
        keys = (*whole.keys, name)
        if name in known:
            continue
        if whole.rule is False:
            yield whole._replace(value=part, keys=keys)
        else:
            yield from lister.errors(whole.rule, part, keys, whole.steps)


def _required(lister: ErrorLister, whole: SchemaError) -> Errors:
    if isinstance(whole.value, dict):
        for name in whole.rule:
            if name not in whole.value:
                yield whole._replace(keys=(*whole.keys, name))


def _items(lister: ErrorLister, whole: SchemaError) -> Errors:
    if not isinstance(whole.value, list):
        return
    first = len(whole.schema.get("prefixItems", ()))
    if whole.rule is False and len(whole.value) > first:
        yield whole
        return
    for index in range(first, len(whole.value)):
        yield from lister.errors(whole.rule, whole.value[index], (*whole.keys, index), whole.steps)


def _prefix_items(lister: ErrorLister, whole: SchemaError) -> Errors:
    if isinstance(whole.value, list):
        for index, (schema, item) in enumerate(zip(whole.rule, whole.value, strict=False)):
            keys, steps = (*whole.keys, index), (*whole.steps, index)
            yield from lister.errors(schema, item, keys, steps)


def _all_of(lister: ErrorLister, whole: SchemaError) -> Errors:
    for index, schema in enumerate(whole.rule):
        yield from lister.errors(schema, whole.value, whole.keys, (*whole.steps, index))


def _any_of(lister: ErrorLister, whole: SchemaError) -> Errors:
    arms = _refusals(lister, whole)
    if len(arms) == len(whole.rule):
        yield whole._replace(arms=arms)


def _one_of(lister: ErrorLister, whole: SchemaError) -> Errors:
    arms = _refusals(lister, whole)
    if len(arms) == len(whole.rule):
        yield whole._replace(arms=arms)
    elif any(lister.is_valid(schema, whole.value) for schema in whole.rule[len(arms) + 1 :]):
        yield whole


def _refusals(lister: ErrorLister, whole: SchemaError) -> tuple[tuple[SchemaError, ...], ...]:
    """The errors of each alternative before the first that the value fits."""
    arms = []
    for index, schema in enumerate(whole.rule):
        steps = (*whole.steps, index)
        found = tuple(lister.errors(schema, whole.value, whole.keys, steps))
        if not found:
            break
        arms.append(found)
    return tuple(arms)


def _not(lister: ErrorLister, whole: SchemaError) -> Errors:
    if lister.is_valid(whole.rule, whole.value):
        yield whole


def _pattern(lister: ErrorLister, whole: SchemaError) -> Errors:
    if isinstance(whole.value, str):
        search = lister.search(whole.rule)
        if search is None:
            yield whole._replace(note=UNREADABLE)
        elif not search(whole.value):
            yield whole


def _is_mistyped(rule: str | list[str], value: object) -> bool:
    for name in [rule] if isinstance(rule, str) else rule:
        if name not in TYPES:
            raise UnusualKeyword(name)
        if TYPES[name](value):
            return False
    return True


def _is_integer(value: object) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, Number) and not isinstance(value, bool)


# Whether a value is of a type of JSON Schema; 1.0 is an integer.
TYPES: Final[Mapping[str, Callable[[object], bool]]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _is_not_among(values: list[Any], value: object) -> bool:
    if isinstance(value, str):
        return value not in values
    text = canonical(value)
    return all(canonical(each) != text for each in values)


def _is_beyond(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda limit, value: _is_number(value) and compare(value, limit)


def _is_sized(kind: type[Sized], compare: Callable[[int, int], bool]) -> Callable[[Any, Any], bool]:
    def is_broken(limit: int, value: object) -> bool:
        return isinstance(value, kind) and compare(len(value), limit)

    return is_broken


def _has_equal_items(rule: bool, value: object) -> bool:
    return rule and isinstance(value, list) and len(set(map(canonical, value))) < len(value)


# Whether a value breaks a keyword that is about the value alone.
TESTS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "const": lambda rule, value: _is_not_among([rule], value),
    "enum": _is_not_among,
    "exclusiveMaximum": _is_beyond(operator.ge),
    "exclusiveMinimum": _is_beyond(operator.le),
    "format": lambda name, value: isinstance(value, str) and not CHECKS[name](value),
    "maxItems": _is_sized(list, operator.gt),
    "maxLength": _is_sized(str, operator.gt),
    "maxProperties": _is_sized(dict, operator.gt),
    "maximum": _is_beyond(operator.gt),
    "minItems": _is_sized(list, operator.lt),
    "minLength": _is_sized(str, operator.lt),
    "minProperties": _is_sized(dict, operator.lt),
    "minimum": _is_beyond(operator.lt),
    "multipleOf": lambda step, value: _is_number(value) and not is_multiple(value, step),
    "type": _is_mistyped,
    "uniqueItems": _has_equal_items,
}
_CHECKS: Final[Mapping[str, Callable[[ErrorLister, SchemaError], Errors]]] = {
    "additionalProperties": _additional_properties,
    "allOf": _all_of,
    "anyOf": _any_of,
    "items": _items,
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "prefixItems": _prefix_items,
    "properties": _properties,
    "required": _required,
}
_UNUSUAL: Final = asserted("2020-12").keys() - TESTS.keys() - _CHECKS.keys() - {"$ref"}
