"""Lists the errors of a value by jsonschema, for schemas with keywords that `schema_errors` lacks.

Some keywords are replaced: jsonschema reads patterns as Python's and computes with floats, but JSON
Schema requires ECMA 262 and decimals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ..openapi.types import AnySchema, Schema
from .conversion import DEFINITION
from .fast_validity import Search
from .schema_errors import TESTS, TYPES, UNREADABLE, SchemaError

Errors = Iterator[ValidationError]
KeywordFunction = Callable[..., Errors]
# jsonschema passes its validator to the function of a keyword, with the value of the keyword,
# the instance, and the schema around the keyword. Its class is made by `extend`, so it has no type.
UpstreamValidator = Any


def validator_class(definitions: Schema, search: Callable[[str], Search | None]) -> Any:
    """The validator class for schemas that refer to these definitions; `search` reads a pattern."""

    def reference(
        validator: UpstreamValidator, text: str, instance: object, schema: object
    ) -> Errors:
        """The keyword `$ref`."""
        yield from validator.descend(instance, definitions[text.removeprefix(DEFINITION)])

    patterns = _PatternKeywords(search)
    keywords = {**_KEYWORDS, **patterns.by_name(), "$ref": reference}
    made = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    made.descend = _descend
    made.is_type = _is_type
    return made


def listed(error: ValidationError) -> SchemaError:
    """An error of jsonschema as ours."""
    arms: defaultdict[object, list[SchemaError]] = defaultdict(list)
    for inner in error.context or ():
        arms[inner.relative_schema_path[0]].append(listed(inner))
    return SchemaError(
        str(error.validator or ""),
        error.validator_value,
        error.instance,
        error.schema,
        tuple(error.absolute_path),
        tuple(error.absolute_schema_path),
        tuple(map(tuple, arms.values())),
        error.message if error.message == UNREADABLE else "",
    )


def _is_type(validator: UpstreamValidator, instance: Any, name: str) -> bool:
    """Whether a value has a type, as jsonschema's own method tells.

    That method asks a map of `rpds`, which panics if the stack ends there: no `except Exception`
    stops that.
    """
    if name in TYPES:
        return TYPES[name](instance)
    return bool(Draft202012Validator.is_type(validator, instance, name))


def _descend(
    validator: UpstreamValidator,
    instance: object,
    schema: AnySchema,
    path: str | int | None = None,
    schema_path: str | int | None = None,
    resolver: object = None,
) -> Errors:
    """The errors of a part, as jsonschema's own method lists them.

    That method makes a validator and a resolver for each part, which takes most of its time. Here
    no schema has an `$id`, so all parts resolve alike.
    """
    if isinstance(schema, bool):
        # jsonschema gives the error of a schema `False` no path.
        for error in Draft202012Validator.descend(validator, instance, schema):
            yield _below(error, path, schema_path)
        return
    for keyword, rule in schema.items():
        check = validator.VALIDATORS.get(keyword)
        for error in (check and check(validator, rule, instance, schema)) or ():
            error._set(validator=keyword, validator_value=rule, instance=instance, schema=schema)
            if keyword not in ("if", "$ref"):
                error.schema_path.appendleft(keyword)
            yield _below(error, path, schema_path)


def _below(
    error: ValidationError, path: str | int | None, schema_path: str | int | None
) -> ValidationError:
    """The error of a part with its paths from the whole."""
    if path is not None:
        error.path.appendleft(path)
    if schema_path is not None:
        error.schema_path.appendleft(schema_path)
    return error


class _PatternKeywords:
    """The keywords that search for patterns; `search_for` compiles one, or returns None."""

    def __init__(self, search_for: Callable[[str], Search | None]) -> None:
        self._search_for = search_for

    def by_name(self) -> dict[str, KeywordFunction]:
        """The functions of the keywords, as `extend` takes them."""
        return {
            "additionalProperties": self._additional_properties,
            "pattern": self._pattern,
            "patternProperties": self._pattern_properties,
        }

    def _additional_properties(
        self, validator: UpstreamValidator, rule: AnySchema, instance: object, schema: Schema
    ) -> Errors:
        if not isinstance(instance, dict):
            return
        properties = schema.get("properties", ())
        searches = [self._search_for(pattern) for pattern in schema.get("patternProperties", ())]
        for name in instance:
            if name in properties or any(search(name) for search in searches if search):
                continue
            if rule is False:
                yield ValidationError("closed", path=[name], instance=instance[name])
            else:
                yield from validator.descend(instance[name], rule, path=name)

    def _pattern(
        self, validator: UpstreamValidator, pattern: str, instance: object, schema: object
    ) -> Errors:
        if isinstance(instance, str):
            search = self._search_for(pattern)
            if search is None or not search(instance):
                yield ValidationError(UNREADABLE if search is None else "unmatched")

    def _pattern_properties(
        self,
        validator: UpstreamValidator,
        rules: Mapping[str, AnySchema],
        instance: object,
        schema: object,
    ) -> Errors:
        if not isinstance(instance, dict):
            return
        for pattern, rule in rules.items():
            search = self._search_for(pattern)
            for name, value in instance.items():
                if search and search(name):
                    yield from validator.descend(value, rule, path=name, schema_path=pattern)


def _required(
    validator: UpstreamValidator, names: list[str], instance: object, schema: object
) -> Errors:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError("missing", path=[name])


def _by_test(is_broken: Callable[[Any, Any], bool]) -> KeywordFunction:
    def keyword(
        validator: UpstreamValidator, rule: object, instance: object, schema: object
    ) -> Errors:
        if is_broken(rule, instance):
            yield ValidationError("broken")

    return keyword


_KEYWORDS: Final[dict[str, KeywordFunction]] = {
    "required": _required,
    # jsonschema compares all pairs of items if they cannot be sorted.
    **{name: _by_test(TESTS[name]) for name in ("format", "multipleOf", "uniqueItems")},
}
