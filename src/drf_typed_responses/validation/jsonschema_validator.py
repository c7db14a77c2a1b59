"""A validator class of jsonschema, which lists all errors of a value.

Some keywords are replaced: jsonschema reads patterns as Python's and computes with floats, but JSON
Schema requires ECMA 262 and decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from numbers import Number
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ..openapi.formats import CHECKS
from ..openapi.patterns import compiled
from ..openapi.types import AnySchema, Schema
from ..openapi.values import canonical, is_multiple, json_type
from .conversion import DEFINITION
from .fast_validity import fast_search

Errors = Iterator[ValidationError]
KeywordFunction = Callable[..., Errors]
Search = Callable[[str], bool]
# jsonschema passes its validator to the function of a keyword, with the value of the keyword,
# the instance, and the schema around the keyword. Its class is made by `extend`, so it has no type.
UpstreamValidator = Any


def validator_class(definitions: Schema, *, fast: bool) -> Any:
    """The validator class for schemas that refer to these definitions.

    With `fast`, jsonschema-rs searches patterns in linear time if it is installed.
    """

    def reference(
        validator: UpstreamValidator, text: str, instance: object, schema: object
    ) -> Errors:
        """The keyword `$ref`."""
        yield from validator.descend(instance, definitions[text.removeprefix(DEFINITION)])

    patterns = _PatternKeywords(_fast_search if fast else _python_search)
    keywords = {**_KEYWORDS, **patterns.by_name(), "$ref": reference}
    made = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    made.descend = _descend
    made.is_type = _is_type
    return made


def _is_type(validator: UpstreamValidator, instance: Any, name: str) -> bool:
    """Whether a value has a type, as jsonschema's own method tells.

    That method asks a map of `rpds`, which panics if the stack ends there: no `except Exception`
    stops that.
    """
    if name == "integer" and isinstance(instance, float):
        return instance.is_integer()
    if name == "number":
        return isinstance(instance, Number) and not isinstance(instance, bool)
    if name in _TYPES:
        return json_type(instance) == name
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
        found = Draft202012Validator.descend(validator, instance, schema, path, schema_path)
        yield from found
        return
    for keyword, rule in schema.items():
        check = validator.VALIDATORS.get(keyword)
        for error in (check and check(validator, rule, instance, schema)) or ():
            error._set(validator=keyword, validator_value=rule, instance=instance, schema=schema)
            if keyword not in ("if", "$ref"):
                error.schema_path.appendleft(keyword)
            if path is not None:
                error.path.appendleft(path)
            if schema_path is not None:
                error.schema_path.appendleft(schema_path)
            yield error


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
                yield ValidationError("unreadable" if search is None else "unmatched")

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


def _format(validator: UpstreamValidator, name: str, instance: object, schema: object) -> Errors:
    if isinstance(instance, str) and not CHECKS[name](instance):
        yield ValidationError("unformatted")


def _multiple_of(
    validator: UpstreamValidator, step: float, instance: Any, schema: object
) -> Errors:
    if validator.is_type(instance, "number") and not is_multiple(instance, step):
        yield ValidationError("between")


def _unique_items(
    validator: UpstreamValidator, rule: bool, instance: object, schema: object
) -> Errors:
    # jsonschema compares all pairs of items if they cannot be sorted.
    if rule and isinstance(instance, list) and len(set(map(canonical, instance))) < len(instance):
        yield ValidationError("repeated")


_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "object", "string"})
_KEYWORDS: Final[dict[str, KeywordFunction]] = {
    "format": _format,
    "multipleOf": _multiple_of,
    "required": _required,
    "uniqueItems": _unique_items,
}


def _fast_search(pattern: str) -> Search | None:
    fast = fast_search(pattern)
    if fast is None:
        return _python_search(pattern)

    def search(text: str) -> bool:
        found = fast(text)
        if found is None:
            slow = _python_search(pattern)
            found = slow is not None and slow(text)
        return found

    return search


def _python_search(pattern: str) -> Search | None:
    expression = compiled(pattern)
    return None if expression is None else lambda text: expression.search(text) is not None
