"""What a client may and must put into the address, the headers and the cookies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .bodies import contents
from .causes import Place
from .documents import Schema, text
from .gaps import Gap
from .operations import Operation
from .pair import Pair
from .shapes import Text

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
                message = "The parameter is new and must be sent"
                pair.causes.add("parameter-required", message, new.name, place, sides)
            else:
                pair.causes.add("parameter-added", "The parameter is new", new.name, place, sides)


def _parameter(pair: Pair, place: Place, old: Any, new: Any) -> None:
    if pair.same(old, new):
        return
    add = pair.causes.add
    if new.get("required") is True and old.get("required") is not True:
        add("parameter-required", "The parameter must be sent", place.operation, place.words)
    if new.get("deprecated") is True and old.get("deprecated") is not True:
        add("parameter-deprecated", "The parameter is deprecated", place.operation, place.words)
    styles = _style(old), _style(new)
    if styles[0] != styles[1] and _composite(old):
        message = f"It was written as {styles[0]} and is written as {styles[1]}"
        add("parameter-style-changed", message, place.operation, place.words, styles)
    olds, news = contents(old), contents(new)
    if olds.keys() == news.keys():
        for media, content in olds.items():
            pair.schemas(
                place, content.get("schema", {}), news[media].get("schema", {}), _written_alike
            )
    elif "schema" in old or "schema" in new:
        if bool(olds) == bool(news):
            return
        add("parameter-style-changed", "It is written another way", place.operation, place.words)
    if "schema" in old or "schema" in new:
        pair.schemas(place, old.get("schema", {}), new.get("schema", {}), _written_alike)


def _style(parameter: Mapping[str, Any]) -> str:
    style = parameter.get("style") or STYLES.get(str(parameter.get("in")), "form")
    explode = parameter.get("explode", style == "form")
    return f"{style}, {'exploded' if explode else 'not exploded'}"


def _composite(parameter: Mapping[str, Any]) -> bool:
    written = text(parameter.get("schema", {}))
    return any(word in written for word in ('"array"', '"object"', '"$ref"'))


def _written_alike(pair: Pair, gap: Gap, newer: Schema) -> bool:
    """In an address everything is text: where any text will do, a number does."""
    if gap.kind != "type-changed" or gap.path:
        return False
    atoms = pair.requests.wide.shape(newer).get("string", ())
    free = any(atom.core == Text() and atom.exact for atom in atoms)
    return free and set(gap.sides[0]) <= {"integer", "number", "boolean", "string"}
