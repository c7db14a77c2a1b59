"""Judges values by converted schemas: jsonschema, for the mistakes.

Where it reads Python and ECMA 262 or arithmetic is meant, the keyword is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from .formats import FORMATS
from .modern import DEFINITION

Errors = Iterator[ValidationError]


def judge_class(definitions: Mapping[str, Any]) -> Any:
    """The validator class for schemas that refer to these definitions."""

    def reference(validator: Any, text: str, instance: Any, schema: Any) -> Errors:
        yield from validator.descend(instance, definitions[text.removeprefix(DEFINITION)])

    keywords = {**_KEYWORDS, "$ref": reference}
    return extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]


def _required(validator: Any, names: list[str], instance: Any, schema: Any) -> Errors:
    if validator.is_type(instance, "object"):
        for name in names:
            if name not in instance:
                yield ValidationError("missing", path=[name])


def _additional(validator: Any, rule: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:
    if not validator.is_type(instance, "object"):
        return
    properties = schema.get("properties", ())
    patterns = [_compiled(pattern) for pattern in schema.get("patternProperties", ())]
    for name in instance:
        if name in properties or any(p.search(name) for p in patterns if p):
            continue
        if rule is False:
            yield ValidationError("closed", path=[name], instance=instance[name])
        else:
            yield from validator.descend(instance[name], rule, path=name)


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Errors:
    if isinstance(instance, str):
        compiled = _compiled(pattern)
        if compiled is None or not compiled.search(instance):
            yield ValidationError("unreadable" if compiled is None else "unmatched")


def _pattern_properties(validator: Any, rules: Any, instance: Any, schema: Any) -> Errors:
    if not validator.is_type(instance, "object"):
        return
    for pattern, rule in rules.items():
        compiled = _compiled(pattern)
        for name, value in instance.items():
            if compiled and compiled.search(name):
                yield from validator.descend(value, rule, path=name, schema_path=pattern)


def _format(validator: Any, name: str, instance: Any, schema: Any) -> Errors:
    if isinstance(instance, str) and not FORMATS[name](instance):
        yield ValidationError("unformatted")


def _multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Errors:
    # Of the decimals that the document and the response are written in: 0.07 is one of 0.01.
    if validator.is_type(instance, "number") and Fraction(repr(instance)) % Fraction(repr(step)):
        yield ValidationError("between")


_KEYWORDS: dict[str, Callable[..., Errors]] = {
    "additionalProperties": _additional,
    "format": _format,
    "multipleOf": _multiple_of,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "required": _required,
}

_ECMA = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])*\]|\$|\(\?<(?=[A-Za-z_])", re.DOTALL)
_PYTHON = {"$": r"\Z", "(?<": "(?P<"}


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A regular expression of ECMA 262 in Python's; None for one that Python cannot read."""
    text = _ECMA.sub(lambda match: _PYTHON.get(match[0], match[0]), pattern)
    try:
        return re.compile(text, re.ASCII)
    except re.error:
        return None
