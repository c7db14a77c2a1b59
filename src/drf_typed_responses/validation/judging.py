"""Judges values by converted schemas: jsonschema, for the mistakes.

Where it reads Python and ECMA 262 or arithmetic is meant, the keyword is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ..openapi.formats import CHECKS
from ..openapi.patterns import compiled
from ..openapi.values import canonical, is_multiple
from .modern import DEFINITION
from .verdicts import search_of

Errors = Iterator[ValidationError]
Keyword = Callable[..., Errors]
Search = Callable[[str], bool]


def judge_class(definitions: Mapping[str, Any], *, fast: bool) -> Any:
    """The validator class for schemas that refer to these definitions.

    Patterns are `fast` where jsonschema-rs searches them, which no text makes slow.
    """

    def reference(validator: Any, text: str, instance: Any, schema: Any) -> Errors:
        yield from validator.descend(instance, definitions[text.removeprefix(DEFINITION)])

    patterns = _Patterns(_quick if fast else _plain)
    keywords = {**_KEYWORDS, **patterns.keywords(), "$ref": reference}
    return extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]


def _required(validator: Any, names: list[str], instance: Any, schema: Any) -> Errors:
    if validator.is_type(instance, "object"):
        for name in names:
            if name not in instance:
                yield ValidationError("missing", path=[name])


class _Patterns:
    """The keywords that search patterns, each in the way that is `searched`."""

    def __init__(self, searched: Callable[[str], Search | None]) -> None:
        self._searched = searched

    def keywords(self) -> dict[str, Keyword]:
        return {
            "additionalProperties": self._additional,
            "pattern": self._pattern,
            "patternProperties": self._properties,
        }

    def _additional(
        self, validator: Any, rule: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Errors:
        if not validator.is_type(instance, "object"):
            return
        properties = schema.get("properties", ())
        searches = [self._searched(pattern) for pattern in schema.get("patternProperties", ())]
        for name in instance:
            if name in properties or any(search(name) for search in searches if search):
                continue
            if rule is False:
                yield ValidationError("closed", path=[name], instance=instance[name])
            else:
                yield from validator.descend(instance[name], rule, path=name)

    def _pattern(self, validator: Any, pattern: str, instance: Any, schema: Any) -> Errors:
        if isinstance(instance, str):
            search = self._searched(pattern)
            if search is None or not search(instance):
                yield ValidationError("unreadable" if search is None else "unmatched")

    def _properties(self, validator: Any, rules: Any, instance: Any, schema: Any) -> Errors:
        if not validator.is_type(instance, "object"):
            return
        for pattern, rule in rules.items():
            search = self._searched(pattern)
            for name, value in instance.items():
                if search and search(name):
                    yield from validator.descend(value, rule, path=name, schema_path=pattern)


def _format(validator: Any, name: str, instance: Any, schema: Any) -> Errors:
    if isinstance(instance, str) and not CHECKS[name](instance):
        yield ValidationError("unformatted")


def _multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Errors:
    if validator.is_type(instance, "number") and not is_multiple(instance, step):
        yield ValidationError("between")


def _unique(validator: Any, rule: Any, instance: Any, schema: Any) -> Errors:
    # jsonschema compares each with each where they cannot be sorted.
    if rule and isinstance(instance, list) and len(set(map(canonical, instance))) < len(instance):
        yield ValidationError("repeated")


_KEYWORDS: Final[dict[str, Keyword]] = {
    "format": _format,
    "multipleOf": _multiple_of,
    "required": _required,
    "uniqueItems": _unique,
}


def _quick(pattern: str) -> Search | None:
    return search_of(pattern) or _plain(pattern)


def _plain(pattern: str) -> Search | None:
    expression = compiled(pattern)
    return None if expression is None else lambda text: expression.search(text) is not None
