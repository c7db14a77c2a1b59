"""The parameters that a client may and must send, and how values in text are serialized."""

from __future__ import annotations

from collections.abc import Set
from typing import Final, NamedTuple

from ...openapi.operations import DEFAULT_STYLES
from ...openapi.types import AnySchema, Object
from ..change_rule import added, broken, changed, noted
from ..documents.read_document import Undecided
from ..sets.atoms import TYPES
from ..sets.schema_reader import SchemaReader
from .comparison import Comparison
from .contents import contents_of
from .gap_causes import SchemaPlace
from .lifecycle import Part, announcements, removed_part
from .matching import ComparedOperation
from .repeated_values import (
    as_joined_text,
    as_single_value,
    is_list_of_any_text,
    or_one_item,
)

RULES: Final = {
    "parameter-added": added("An optional parameter is new."),
    "parameter-removed": changed(
        "A parameter is no longer documented; the API may ignore it when clients send it."
    ),
    "parameter-required": broken(
        "A parameter must be sent that the base does not require.",
        "Give it a default and keep it optional.",
    ),
    "parameter-optional": noted("A parameter that was required is optional."),
    "parameter-style-changed": broken("The serialization of a parameter changed."),
}
WITHOUT_IT: Final = "a request without it was valid and is rejected"


class _Flag(NamedTuple):
    """A boolean member of a parameter: its value in the base, and the change if it is negated."""

    name: str
    base: bool
    id: str
    message: str


_FLAGS: Final = (
    _Flag("required", False, "parameter-required", f"The parameter must be sent: {WITHOUT_IT}"),
    _Flag("required", True, "parameter-optional", "The parameter need not be sent"),
    _Flag("allowReserved", True, "parameter-style-changed", "Reserved characters must be escaped"),
    _Flag("allowEmptyValue", True, "parameter-style-changed", "It may no longer be empty"),
)
EXPLODED_FORM: Final = "form, exploded"
WITH_COMMAS: Final = ("form, not exploded", "simple, not exploded", "simple, exploded")


def parameters(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the parameters of an operation."""
    olds, news = old.parameters(), new.parameters()
    add = comparison.changes.add
    for key, parameter in olds.items():
        words = in_words(key[0], parameter)
        if key in news:
            _parameter(comparison, SchemaPlace("parameter", new.name, words), parameter, news[key])
        elif key[0] != "path":
            message = "The parameter is no longer documented"
            removed_part(comparison, _part(new.name, words), parameter, message)
    for key, parameter in news.items():
        if key not in olds and key[0] != "path":
            words, sides = in_words(key[0], parameter), (None, parameter)
            if parameter.get("required") is True:
                message = f"The parameter is new and must be sent: {WITHOUT_IT}"
                add("parameter-required", message, new.name, words, sides)
            else:
                add("parameter-added", "The parameter is new", new.name, words, sides)


def in_words(location: str, parameter: Object) -> str:
    """A parameter as the path of a change names it."""
    return f"{location} parameter `{parameter.get('name')}`"


def _parameter(comparison: Comparison, place: SchemaPlace, old: Object, new: Object) -> None:
    if comparison.same(old, new):
        return
    for flag in _FLAGS:
        was, now = (side.get(flag.name) is True for side in (old, new))
        if was == flag.base and now != flag.base:
            sides = {flag.name: was}, {flag.name: now}
            comparison.changes.add(flag.id, flag.message, place.operation, place.words, sides)
    announcements(comparison, _part(place.operation, place.words), old, new)
    compare_serialized(comparison, place, old, new, "parameter-style-changed")


def _part(operation: str, words: str) -> Part:
    return Part("parameter", "The parameter", operation, words)


def compare_serialized(
    comparison: Comparison, place: SchemaPlace, old: Object, new: Object, style_changed: str
) -> None:
    """Compare the serialization and the schemas of two parameters or headers.

    `style_changed` is the id of a change of the serialization.
    """
    kinds = _kinds(comparison.inclusions.requests.context.narrow, old)
    several = not kinds.isdisjoint({"array", "object"})
    styles = _style(old, several), _style(new, several)
    if styles[0] != styles[1]:
        message = f"The serialization was {styles[0]} and is {styles[1]}"
        comparison.changes.add(style_changed, message, place.operation, place.words, styles)
    olds, news = contents_of(old), contents_of(new)
    for media in sorted(olds.keys() & news.keys()):
        older, newer = (content[media].get("schema", {}) for content in (olds, news))
        comparison.schemas(place, older, newer)
    if not olds and not news:
        older, newer = old.get("schema", {}), new.get("schema", {})
        if place.position == "parameter":
            was, now = (_style(side, several=True) for side in (old, new))
            is_joined = now in WITH_COMMAS and is_list_of_any_text(comparison, newer)
            if is_joined or now in _styles_of_one(kinds):
                newer = or_one_item(comparison, older, newer)
            if was == EXPLODED_FORM:
                older = as_single_value(comparison, older, newer)
            elif was in WITH_COMMAS:
                older = as_joined_text(comparison, older, newer)
        older, newer = _in_place(old, older), _in_place(new, newer)
        comparison.schemas(place, older, newer, as_text=True)


def _in_place(parameter: Object, schema: AnySchema) -> AnySchema:
    """The schema where the parameter stands: in a path, no value is empty."""
    return {"allOf": [schema, {"minLength": 1}]} if parameter.get("in") == "path" else schema


def _styles_of_one(kinds: Set[str]) -> tuple[str, ...]:
    """The styles in which values of these types are arrays of one item; a text may have commas."""
    return (EXPLODED_FORM,) if "string" in kinds else (EXPLODED_FORM, *WITH_COMMAS)


def _style(parameter: Object, several: bool) -> str:
    """The serialization in words; single values are serialized differently only in a path."""
    for media in contents_of(parameter):
        return media
    location = str(parameter.get("in", "header"))
    style = parameter.get("style") or DEFAULT_STYLES.get(location, "form")
    if not several:
        return str(style) if location == "path" else "text"
    exploded = parameter.get("explode", style == "form")
    return f"{style}, {'exploded' if exploded else 'not exploded'}"


def _kinds(reader: SchemaReader, parameter: Object) -> Set[str]:
    """The JSON types of the values of a parameter; all if they are unknown."""
    try:
        return reader.shape(reader.document.schema(parameter.get("schema", {}))).keys()
    except Undecided:
        return frozenset(TYPES)
