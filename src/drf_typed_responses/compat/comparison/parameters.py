"""What a client may and must put into the address, the headers and the cookies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..documents.read_document import SchemaNode, Undecided
from ..inclusion.context import Context
from ..inclusion.gaps import Gap
from ..sets.atoms import Texts
from ..sets.schema_reader import SchemaReader
from .causes import Place
from .media import contents
from .operations import Operation
from .pair import Pair

WITHOUT_IT: Final = "a request without it was valid and is rejected"
# What a parameter says of itself: the flag, what it was, and what is said when it is so no more.
CHANGED_FLAGS: Final = (
    ("required", False, "parameter-required", f"The parameter must be sent: {WITHOUT_IT}"),
    ("required", True, "parameter-optional", "The parameter need not be sent"),
    ("deprecated", False, "parameter-deprecated", "The parameter is deprecated"),
    ("allowReserved", True, "parameter-style-changed", "Reserved characters must be escaped"),
    ("allowEmptyValue", True, "parameter-style-changed", "It may no longer be empty"),
)
FLAGS: Final = frozenset(word for word, *_ in CHANGED_FLAGS)
EXPLODED: Final = "form, exploded"
STYLES: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def parameters(pair: Pair, old: Operation, new: Operation) -> None:
    olds, news = old.parameters(), new.parameters()
    for key, parameter in olds.items():
        place = f"{key[0]} parameter `{parameter.get('name')}`"
        if key in news:
            _parameter(pair, Place("parameter", new.name, place), parameter, news[key])
        elif key[0] != "path":
            message = "The parameter is no longer documented"
            pair.causes.add("parameter-removed", message, new.name, place, (parameter, None))
    for key, parameter in news.items():
        if key not in olds and key[0] != "path":
            place = f"{key[0]} parameter `{parameter.get('name')}`"
            sides = (None, parameter)
            if parameter.get("required") is True:
                message = f"The parameter is new and must be sent: {WITHOUT_IT}"
                pair.causes.add("parameter-required", message, new.name, place, sides)
            else:
                pair.causes.add("parameter-added", "The parameter is new", new.name, place, sides)


def _parameter(pair: Pair, place: Place, old: Any, new: Any) -> None:
    if pair.same(old, new):
        return
    is_true = {word: [side.get(word) is True for side in (old, new)] for word in FLAGS}
    for word, before, id, message in CHANGED_FLAGS:
        if is_true[word] == [before, not before]:
            sides = {word: before}, {word: not before}
            pair.causes.add(id, message, place.operation, place.words, sides)
    in_writing(pair, place, old, new, "parameter-style-changed")


def in_writing(pair: Pair, place: Place, old: Any, new: Any, style_changed: str) -> None:
    """How two parameters, or headers, are written, and which values they have."""
    several = _several(pair.requests.context.narrow, old)
    styles = _style(old, several), _style(new, several)
    if styles[0] != styles[1]:
        message = f"It was written as {styles[0]} and is written as {styles[1]}"
        pair.causes.add(style_changed, message, place.operation, place.words, styles)
    olds, news = contents(old), contents(new)
    for media in olds.keys() & news.keys():
        older, newer = (content[media].get("schema", {}) for content in (olds, news))
        pair.schemas(place, older, newer, _written_alike)
    if not olds and not news:
        newer = _schema(new)
        if place.prefix == "parameter" and not several:
            newer = _one_of_many(pair, new) or newer
        pair.schemas(place, _schema(old), newer, _written_alike)


def _schema(parameter: Mapping[str, Any]) -> Any:
    """The schema; no part of a path is empty."""
    schema = parameter.get("schema", {})
    return {"allOf": [schema, {"minLength": 1}]} if parameter.get("in") == "path" else schema


def _one_of_many(pair: Pair, parameter: Mapping[str, Any]) -> Any:
    """The schema of an item, where an array is written `a=1&a=2`: `a=1` is an array there."""
    schema = pair.revised.follow(parameter.get("schema", {}))
    if _style(parameter, several=True) != EXPLODED or not isinstance(schema, dict):
        return None
    one = schema.get("minItems", 0) <= 1 <= schema.get("maxItems", 1)
    if schema.get("type") != "array" or not one:
        return None
    meant = {"default": schema["default"]} if "default" in schema else {}
    return {"allOf": [schema.get("items", {})], **meant}


def _style(parameter: Mapping[str, Any], several: bool) -> str:
    """How a parameter is written; a single value is written alike but in a path."""
    for media in contents(parameter):
        return media
    place = str(parameter.get("in", "header"))
    style = parameter.get("style") or STYLES.get(place, "form")
    if not several:
        return str(style) if place == "path" else "text"
    exploded = parameter.get("explode", style == "form")
    return f"{style}, {'exploded' if exploded else 'not exploded'}"


def _several(reader: SchemaReader, parameter: Mapping[str, Any]) -> bool:
    """Whether a parameter may be a list or an object."""
    try:
        shape = reader.shape(reader.document.schema(parameter.get("schema", {})))
    except Undecided:
        return True
    return not shape.keys().isdisjoint({"array", "object"})


def _written_alike(inclusion: Context, gap: Gap, wide: SchemaNode) -> bool:
    """In an address or a header everything is text: where any text will do, a number does."""
    if gap.kind != "type-changed":
        return False
    atoms = inclusion.wide.shape(wide).get("string", ())
    free = any(atom.core == Texts() and atom.exact for atom in atoms)
    types, _ = inclusion.sides(*gap.sides)
    return free and set(types) <= {"integer", "number", "boolean", "string"}
