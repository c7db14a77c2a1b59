"""Says in plain words what a validator has against a value: one function a keyword."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from ..openapi.values import json_type
from .declared import Declared, declared
from .mistakes import Mistake, path_of
from .modern import UNUSABLE

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_A: Final = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Source:
    """The schema that was judged by, and the component names of its definitions by number."""

    root: Mapping[str, Any]
    components: Mapping[str, str]


def worded(errors: Iterable[ValidationError], source: Source) -> list[Mistake]:
    """The mistakes, each once, and of a place with a wrong type only that."""
    found = list(dict.fromkeys(m for error in errors for m in _mistakes(Case(error, source))))
    mistyped = {m.path for m in found if m.kind in ("null", "type")}
    return [m for m in found if m.kind in ("null", "type") or m.path not in mistyped]


class Case:
    """One error of the validator, with what the words are made of."""

    def __init__(self, error: ValidationError, source: Source) -> None:
        self.error = error
        self.source = source
        self.rule: Any = error.validator_value
        self.value: Any = error.instance
        self.steps = list(error.absolute_path)
        self.declared = declared(source.root, source.components, error.absolute_schema_path)

    @property
    def name(self) -> str:
        path = path_of(self.steps)
        if self.declared.by_key:
            return f"the key {shown(self.value)}" + (f" of `{path}`" if path else "")
        return f"`{path}`" if path else "the value"

    def mistake(
        self,
        kind: str,
        predicate: str,
        declaration: Declared | None = None,
        expected: str = "",
    ) -> Mistake:
        where = declaration or self.declared
        return Mistake(
            kind,
            path_of(self.steps),
            f"{self.name} {predicate}",
            where.component,
            where.property,
            where.place,
            expected,
            "" if kind == "missing" else json_type(self.value),
        )


def _mistakes(case: Case) -> Iterator[Mistake]:
    say = _WORDS.get(str(case.error.validator))
    if say is not None:
        yield from say(case)
    elif case.error.schema is False:
        yield case.mistake("value", "may not be there")
    else:
        yield case.mistake("value", f"does not keep `{case.error.validator}`")


def shown(value: Any) -> str:
    """A value as JSON, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 4]}...{text[-1]}"


def _joined(words: Iterable[str], last: str = "or") -> str:
    *first, final = dict.fromkeys(words)
    return f"{', '.join(first)} {last} {final}" if first else final


def _type(case: Case) -> Iterator[Mistake]:
    rule = case.rule if isinstance(case.rule, list) else [case.rule]
    yield _mistyped(case, rule)


def _mistyped(case: Case, types: list[str]) -> Mistake:
    expected = _joined(types)
    if case.value is None:
        return case.mistake("null", f"is null, but {_bearer(case)} not Optional", None, expected)
    wanted = _joined(_A.get(name, name) for name in types)
    found = _A[json_type(case.value)]
    if isinstance(case.value, (dict, list)):
        return case.mistake("type", f"is {found}, not {wanted}", None, expected)
    said = f"is {shown(case.value)}, which is {found}, not {wanted}"
    return case.mistake("type", said, None, expected)


def _bearer(case: Case) -> str:
    """What an author would have to declare Optional."""
    if not case.steps:
        return "it is"
    *above, last = case.steps
    if isinstance(last, str) and not case.declared.place.endswith("{}"):
        return f"`{last}` is"
    inner = "items" if isinstance(last, int) else "values"
    return f"the {inner} of `{path_of(above)}` are" if above else f"its {inner} are"


def _missing(case: Case) -> Iterator[Mistake]:
    name = str(case.steps[-1])
    yield case.mistake("missing", "is missing", case.declared.attribute(name))


def _additional(case: Case) -> Iterator[Mistake]:
    where = case.declared.attribute(str(case.steps[-1]))
    owner = f"`{where.component}`" if case.declared.owner else "the object"
    yield case.mistake("undocumented", f"is not documented, and {owner} is closed", where)


def _enum(case: Case) -> Iterator[Mistake]:
    yield _not_one_of(case, case.rule)


def _not_one_of(case: Case, values: list[Any]) -> Mistake:
    values = list({shown(value): value for value in values}.values())
    shown_values = ", ".join(shown(value) for value in values[:10])
    more = f", ... ({len(values)} in all)" if len(values) > 10 else ""
    one_of = "one of " if len(values) > 1 else ""
    return case.mistake("value", f"is {shown(case.value)}, not {one_of}{shown_values}{more}")


def _const(case: Case) -> Iterator[Mistake]:
    yield case.mistake("value", f"is {shown(case.value)}, not {shown(case.rule)}")


def _pattern(case: Case) -> Iterator[Mistake]:
    if case.error.message == "unreadable":
        said = f"cannot be checked: {case.rule} is no regular expression that can be read"
        yield case.mistake("schema", said)
    else:
        yield case.mistake("value", f"is {shown(case.value)}, which does not match {case.rule}")


def _format(case: Case) -> Iterator[Mistake]:
    yield case.mistake("value", f"is {shown(case.value)}, which is no {case.rule}")


def _not(case: Case) -> Iterator[Mistake]:
    unusable = case.error.schema.get(UNUSABLE) if isinstance(case.error.schema, dict) else None
    if unusable:
        yield case.mistake("schema", f"cannot be checked: {unusable}")
    else:
        yield case.mistake("value", "is what the schema rules out")


def _bound(words: str) -> Callable[[Case], Iterator[Mistake]]:
    def say(case: Case) -> Iterator[Mistake]:
        yield case.mistake("value", f"is {shown(case.value)}, {words} {shown(case.rule)}")

    return say


def _size(words: str, noun: str) -> Callable[[Case], Iterator[Mistake]]:
    def say(case: Case) -> Iterator[Mistake]:
        size = len(case.value)
        nouns = noun if size == 1 else f"{noun}s"
        yield case.mistake("value", f"has {size} {nouns}, {words} {case.rule}")

    return say


def _unique(case: Case) -> Iterator[Mistake]:
    yield case.mistake("value", "has items that are equal")


def _union(case: Case) -> Iterator[Mistake]:
    """The mistakes of the arm that is nearest to the value."""
    arms = _arms(case.error)
    if not arms:
        yield case.mistake("value", "matches more than one alternative, where only one may")
        return
    fitting = [arm for arm in arms if not _is_mistyped(arm)]
    if not fitting:
        yield _mistyped(case, [name for arm in arms for name in _types(arm)])
    elif all(_is_choice(arm) for arm in fitting):
        yield _not_one_of(case, [value for arm in fitting for value in _choices(arm[0])])
    else:
        nearest = min(fitting, key=lambda arm: (_has_other_tag(arm), len(arm)))
        for error in nearest:
            yield from _mistakes(Case(error, case.source))


def _arms(error: ValidationError) -> list[list[ValidationError]]:
    by_arm = groupby(error.context or (), key=lambda inner: inner.relative_schema_path[0])
    return [list(errors) for _, errors in by_arm]


def _is_mistyped(arm: list[ValidationError]) -> bool:
    """Whether the value itself, not a part of it, is of another type than the arm wants."""
    return any(True for _ in _types(arm))


def _types(arm: list[ValidationError]) -> Iterator[str]:
    for error in arm:
        rule: Any = error.validator_value
        if error.relative_path:
            continue
        if error.validator == "type":
            yield from rule if isinstance(rule, list) else [rule]
        elif error.validator in ("anyOf", "oneOf"):
            arms = _arms(error)
            if arms and all(_is_mistyped(inner) for inner in arms):
                yield from (name for inner in arms for name in _types(inner))


def _is_choice(arm: list[ValidationError]) -> bool:
    return len(arm) == 1 and arm[0].validator in ("enum", "const") and not arm[0].relative_path


def _choices(error: ValidationError) -> list[Any]:
    rule: Any = error.validator_value
    return [rule] if error.validator == "const" else list(rule)


def _has_other_tag(arm: list[ValidationError]) -> bool:
    """Whether an attribute that tells the arms apart has the value of another arm."""
    return any(
        error.validator in ("enum", "const")
        and isinstance(error.instance, str)
        and len(error.relative_path) == 1
        for error in arm
    )


_WORDS: Final[dict[str, Callable[[Case], Iterator[Mistake]]]] = {
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
    "multipleOf": _bound("which is no multiple of"),
    "not": _not,
    "oneOf": _union,
    "pattern": _pattern,
    "required": _missing,
    "type": _type,
    "uniqueItems": _unique,
}
