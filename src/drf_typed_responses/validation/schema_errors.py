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
                yield from check(_Place(self, keyword, schema, keys, steps), rule, value)
            elif keyword in _UNUSUAL:
                raise UnusualKeyword(keyword)

    def referred(self, reference: str) -> AnySchema:
        """The definition that a reference leads to."""
        found: AnySchema = self._definitions[reference.removeprefix(DEFINITION)]
        return found

    def is_valid(self, schema: AnySchema, value: object) -> bool:
        """Whether a value has no errors; raises as `errors` does."""
        return next(self.errors(schema, value), None) is None


class _Place(NamedTuple):
    """A keyword in a schema, and the place of the value that the schema is about."""

    lister: ErrorLister
    keyword: str
    schema: Schema
    keys: Keys
    above: Keys

    def errors(self, schema: AnySchema, value: object, keys: Keys = (), step: Keys = ()) -> Errors:
        """The errors of a part of the value against a schema below the keyword."""
        steps = (*self.above, self.keyword, *step)
        return self.lister.errors(schema, value, (*self.keys, *keys), steps)

    def error(self, rule: Any, value: Any, *keys: str | int, note: str = "") -> SchemaError:
        """An error of the keyword itself."""
        steps = (*self.above, self.keyword)
        return SchemaError(
            self.keyword, rule, value, self.schema, (*self.keys, *keys), steps, (), note
        )


def _reference(place: _Place, reference: str, value: object) -> Errors:
    schema = place.lister.referred(reference)
    return place.lister.errors(schema, value, place.keys, place.above)


def _properties(place: _Place, rule: Mapping[str, AnySchema], value: object) -> Errors:
    if isinstance(value, dict):
        for name, schema in rule.items():
            if name in value:
                yield from place.errors(schema, value[name], (name,), (name,))


def _additional_properties(place: _Place, rule: AnySchema, value: object) -> Errors:
    if not isinstance(value, dict):
        return
    if "patternProperties" in place.schema:
        raise UnusualKeyword("patternProperties")
    known = place.schema.get("properties", ())
    for name, part in value.items():
        if name in known:
            continue
        if rule is False:
            yield place.error(rule, part, name)
        else:
            yield from place.errors(rule, part, (name,))


def _required(place: _Place, names: list[str], value: object) -> Errors:
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield place.error(names, value, name)


def _items(place: _Place, rule: AnySchema, value: object) -> Errors:
    if not isinstance(value, list):
        return
    first = len(place.schema.get("prefixItems", ()))
    if rule is False and len(value) > first:
        yield place.error(rule, value)
        return
    for index in range(first, len(value)):
        yield from place.errors(rule, value[index], (index,))


def _prefix_items(place: _Place, rule: list[AnySchema], value: object) -> Errors:
    if isinstance(value, list):
        for index, (schema, item) in enumerate(zip(rule, value, strict=False)):
            yield from place.errors(schema, item, (index,), (index,))


def _all_of(place: _Place, rule: list[AnySchema], value: object) -> Errors:
    for index, schema in enumerate(rule):
        yield from place.errors(schema, value, (), (index,))


def _any_of(place: _Place, rule: list[AnySchema], value: object) -> Errors:
    arms = _refusals(place, rule, value)
    if len(arms) == len(rule):
        yield place.error(rule, value)._replace(arms=arms)


def _one_of(place: _Place, rule: list[AnySchema], value: object) -> Errors:
    arms = _refusals(place, rule, value)
    if len(arms) == len(rule):
        yield place.error(rule, value)._replace(arms=arms)
    elif any(place.lister.is_valid(schema, value) for schema in rule[len(arms) + 1 :]):
        yield place.error(rule, value)


def _refusals(
    place: _Place, rule: list[AnySchema], value: object
) -> tuple[tuple[SchemaError, ...], ...]:
    """The errors of each alternative before the first that the value fits."""
    arms = []
    for index, schema in enumerate(rule):
        found = tuple(place.errors(schema, value, (), (index,)))
        if not found:
            break
        arms.append(found)
    return tuple(arms)


def _not(place: _Place, rule: AnySchema, value: object) -> Errors:
    if place.lister.is_valid(rule, value):
        yield place.error(rule, value)


def _pattern(place: _Place, rule: str, value: object) -> Errors:
    if isinstance(value, str):
        search = place.lister.search(rule)
        if search is None:
            yield place.error(rule, value, note=UNREADABLE)
        elif not search(value):
            yield place.error(rule, value)


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
_CHECKS: Final[Mapping[str, Callable[[_Place, Any, Any], Errors]]] = {
    "$ref": _reference,
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
_UNUSUAL: Final = asserted("2020-12").keys() - TESTS.keys() - _CHECKS.keys()
