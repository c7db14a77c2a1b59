"""Explains the errors of jsonschema as violations in plain words: one function for each keyword."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from ..openapi.types import Schema
from ..openapi.values import json_type
from ..openapi.vocabulary import ALTERNATIVES
from .alternatives import SEVERAL
from .conversion import UNUSABLE
from .violations import Declaration, Violation, declaration_at, path_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_WITH_ARTICLE: Final = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_MAX_SHOWN: Final = 60
_MAX_CHOICES: Final = 10


def explained(
    errors: Iterable[ValidationError], root: Schema, components: Mapping[str, str]
) -> list[Violation]:
    """The violations behind jsonschema's errors, each once.

    If a value is of the wrong type, its other violations are left out. `root` is the converted
    schema, `components` are the names of its definitions by number.
    """
    contexts = (ErrorContext(error, root, components) for error in errors)
    found = list(dict.fromkeys(each for context in contexts for each in _violations(context)))
    mistyped = {each.path for each in found if each.kind in ("null", "type")}
    return [each for each in found if each.kind in ("null", "type") or each.path not in mistyped]


class ErrorContext:
    """One error of jsonschema, with the facts for a message."""

    def __init__(self, error: ValidationError, root: Schema, components: Mapping[str, str]) -> None:
        self.error = error
        self.rule: Any = error.validator_value
        self.value: Any = error.instance
        self.keys = list(error.absolute_path)
        self.declaration = declaration_at(root, components, error.absolute_schema_path)
        self._converted = root, components

    def of(self, error: ValidationError) -> ErrorContext:
        """The context of another error of the same value and schema."""
        return ErrorContext(error, *self._converted)

    @property
    def subject(self) -> str:
        """The subject of a message: a path, a key, or the whole value."""
        path = path_of(self.keys)
        if self.declaration.is_of_key:
            return f"the key {shown(self.value)}" + (f" of `{path}`" if path else "")
        return f"`{path}`" if path else "the value"

    def violation(
        self,
        kind: str,
        predicate: str,
        declaration: Declaration | None = None,
        expected: str = "",
    ) -> Violation:
        """A violation whose message is the subject followed by the predicate."""
        where = declaration or self.declaration
        return Violation(
            kind,
            path_of(self.keys),
            f"{self.subject} {predicate}",
            where.component,
            where.property,
            where.place,
            expected,
            "" if kind == "missing" else json_type(self.value),
        )


Violations = Iterator[Violation]


def _violations(case: ErrorContext) -> Violations:
    explain = _EXPLANATIONS.get(str(case.error.validator))
    if explain is not None:
        yield from explain(case)
    elif case.error.schema is False:
        yield case.violation("value", "may not be there")
    else:
        yield case.violation("value", f"does not keep `{case.error.validator}`")


def shown(value: object) -> str:
    """A value as JSON, shortened to 60 characters."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=repr)
    except ValueError:  # an integer of more digits than Python writes
        return "a number too long to show"
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 4]}...{text[-1]}"


def _joined(words: Iterable[str]) -> str:
    *first, last = dict.fromkeys(words)
    return f"{', '.join(first)} or {last}" if first else last


def _type(case: ErrorContext) -> Violations:
    rule = case.rule if isinstance(case.rule, list) else [case.rule]
    yield _mistyped(case, rule)


def _mistyped(case: ErrorContext, types: list[str]) -> Violation:
    expected = _joined(types)
    if case.value is None:
        return case.violation(
            "null", f"is null, but {_subject_of_optional(case)} not Optional", None, expected
        )
    wanted = _joined(_WITH_ARTICLE.get(name, name) for name in types)
    found = _WITH_ARTICLE[json_type(case.value)]
    if isinstance(case.value, (dict, list)):
        return case.violation("type", f"is {found}, not {wanted}", None, expected)
    said = f"is {shown(case.value)}, which is {found}, not {wanted}"
    return case.violation("type", said, None, expected)


def _subject_of_optional(case: ErrorContext) -> str:
    """The declaration that is not Optional, and its verb."""
    if not case.keys:
        return "it is"
    *above, last = case.keys
    if isinstance(last, str) and not case.declaration.place.endswith("{}"):
        return f"`{last}` is"
    inner = "items" if isinstance(last, int) else "values"
    return f"the {inner} of `{path_of(above)}` are" if above else f"its {inner} are"


def _missing(case: ErrorContext) -> Violations:
    name = str(case.keys[-1])
    yield case.violation("missing", "is missing", case.declaration.attribute(name))


def _additional(case: ErrorContext) -> Violations:
    where = case.declaration.attribute(str(case.keys[-1]))
    owner = f"`{where.component}`" if case.declaration.owner else "the object"
    yield case.violation("undocumented", f"is not documented, and {owner} is closed", where)


def _enum(case: ErrorContext) -> Violations:
    yield _not_one_of(case, case.rule)


def _not_one_of(case: ErrorContext, values: list[Any]) -> Violation:
    values = list({shown(value): value for value in values}.values())
    shown_values = ", ".join(shown(value) for value in values[:_MAX_CHOICES])
    more = f", ... ({len(values)} in all)" if len(values) > _MAX_CHOICES else ""
    one_of = "one of " if len(values) > 1 else ""
    return case.violation("value", f"is {shown(case.value)}, not {one_of}{shown_values}{more}")


def _const(case: ErrorContext) -> Violations:
    yield case.violation("value", f"is {shown(case.value)}, not {shown(case.rule)}")


def _pattern(case: ErrorContext) -> Violations:
    if case.error.message == "unreadable":
        said = f"cannot be checked: {case.rule} is not a regular expression that can be read"
        yield case.violation("schema", said)
    else:
        yield case.violation("value", f"is {shown(case.value)}, which does not match {case.rule}")


def _format(case: ErrorContext) -> Violations:
    yield case.violation("value", f"is {shown(case.value)}, which is not a valid {case.rule}")


def _not(case: ErrorContext) -> Violations:
    if isinstance(case.rule, dict) and SEVERAL in case.rule:
        yield case.violation("value", "matches more than one alternative, where only one may")
        return
    unusable = case.error.schema.get(UNUSABLE) if isinstance(case.error.schema, dict) else None
    if unusable:
        yield case.violation("schema", f"cannot be checked: {unusable}")
    else:
        yield case.violation("value", "is what the schema rules out")


def _bound(words: str) -> Callable[[ErrorContext], Violations]:
    def explain(case: ErrorContext) -> Violations:
        yield case.violation("value", f"is {shown(case.value)}, {words} {shown(case.rule)}")

    return explain


def _size(words: str, noun: str) -> Callable[[ErrorContext], Violations]:
    def explain(case: ErrorContext) -> Violations:
        size = len(case.value)
        nouns = noun if size == 1 else f"{noun}s"
        yield case.violation("value", f"has {size} {nouns}, {words} {case.rule}")

    return explain


def _unique(case: ErrorContext) -> Violations:
    yield case.violation("value", "has items that are equal")


def _union(case: ErrorContext) -> Violations:
    """The violations of the arm that fits the value best."""
    arms = _arms(case.error)
    if not arms:
        yield case.violation("value", "matches more than one alternative, where only one may")
        return
    fitting = [arm for arm in arms if not _is_mistyped(arm)]
    if not fitting:
        yield _mistyped(case, [name for arm in arms for name in _types(arm)])
    elif all(_is_choice(arm) for arm in fitting):
        yield _not_one_of(case, [value for arm in fitting for value in _choices(arm[0])])
    else:
        nearest = min(fitting, key=lambda arm: (_has_other_tag(arm), len(arm)))
        for error in nearest:
            yield from _violations(case.of(error))


def _arms(error: ValidationError) -> list[list[ValidationError]]:
    by_arm = groupby(error.context or (), key=lambda inner: inner.relative_schema_path[0])
    return [list(errors) for _, errors in by_arm]


def _is_mistyped(arm: list[ValidationError]) -> bool:
    """Whether the arm requires another type of the value itself, not of a part of it."""
    return any(True for _ in _types(arm))


def _types(arm: list[ValidationError]) -> Iterator[str]:
    for error in arm:
        rule: Any = error.validator_value
        if error.relative_path:
            continue
        if error.validator == "type":
            yield from rule if isinstance(rule, list) else [rule]
        elif error.validator in ALTERNATIVES:
            arms = _arms(error)
            if arms and all(_is_mistyped(inner) for inner in arms):
                yield from (name for inner in arms for name in _types(inner))


def _is_choice(arm: list[ValidationError]) -> bool:
    return len(arm) == 1 and arm[0].validator in ("enum", "const") and not arm[0].relative_path


def _choices(error: ValidationError) -> list[Any]:
    rule: Any = error.validator_value
    return [rule] if error.validator == "const" else list(rule)


def _has_other_tag(arm: list[ValidationError]) -> bool:
    """Whether the discriminating attribute of the value names another arm."""
    return any(
        error.validator in ("enum", "const")
        and isinstance(error.instance, str)
        and len(error.relative_path) == 1
        for error in arm
    )


_EXPLANATIONS: Final[dict[str, Callable[[ErrorContext], Violations]]] = {
    "additionalProperties": _additional,
    "anyOf": _union,
    "const": _const,
    "enum": _enum,
    "exclusiveMaximum": _bound("which must be less than"),
    "exclusiveMinimum": _bound("which must be more than"),
    "format": _format,
    "maxItems": _size("more than", "item"),
    "maxLength": _size("more than", "character"),
    "maxProperties": _size("more than", "attribute"),
    "maximum": _bound("more than"),
    "minItems": _size("fewer than", "item"),
    "minLength": _size("fewer than", "character"),
    "minProperties": _size("fewer than", "attribute"),
    "minimum": _bound("less than"),
    "multipleOf": _bound("which is not a multiple of"),
    "not": _not,
    "oneOf": _union,
    "pattern": _pattern,
    "required": _missing,
    "type": _type,
    "uniqueItems": _unique,
}
