"""Reads values that parameters, headers and forms carry as text.

On the wire, 5 and "5" are the same text; the schema says what it stands for. Sources: OpenAPI 3.0.3
"Parameter Object" and "Style Values".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from .json_text import whole_number
from .operations import DEFAULT_STYLES
from .pointers import is_reference, target_or_none
from .types import JSON, Document, Object, Schema
from .values import json_type
from .vocabulary import COMBINATIONS

# Python's `int` and `float` read more: "7_0", digits of every script, "nan".
_WHOLE: Final = re.compile(r"[-+]?[0-9]+", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)
_BOOLEANS: Final = {"true": True, "false": False}
_SCALARS: Final = frozenset({"boolean", "integer", "number", "string"})
# The styles that join the items of an array into one text. Source: OpenAPI 3.0.3 "Style Values".
_SEPARATORS: Final = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_READ_STYLES: Final = ("form", "simple")


def parameter_values(texts: list[str], parameter: Object, document: Document) -> list[JSON]:
    """The values that the texts of a parameter or a header may stand for by its schema.

    A schema of several types gives several values. Empty if the texts cannot be read: the style is
    neither `form` nor `simple`, or the schema names objects, or items of several types.
    """
    schema = parameter.get("schema")
    if _style(parameter) not in _READ_STYLES:
        return []
    kinds = json_types(schema, document) or _SCALARS
    found: list[JSON] = []
    if "array" in kinds:
        arrays = (each["items"] for each in _parts(schema, document) if "items" in each)
        given: Any = next(arrays, {})
        items = json_types(given, document) & _SCALARS or {"string"}
        if len(items) > 1:
            return []
        found.append([readings(text, items)[0] for text in item_texts(texts, parameter)])
    if kinds & _SCALARS:
        found += readings(texts[-1], kinds)
    return found if "object" not in kinds else []


def item_texts(texts: list[str], parameter: Object) -> list[str]:
    """The texts of the items if a parameter or a header is an array."""
    style = _style(parameter)
    if style == "form" and parameter.get("explode", True):
        return texts
    text = texts[-1] if texts else ""
    items = text.split(_SEPARATORS.get(style, ","))
    # Source: RFC 9110 section 5.6.1: white space may stand around the comma of a header.
    return [item.strip() for item in items] if style == "simple" else items


def _style(parameter: Object) -> str:
    # A Header Object has no location.
    return str(parameter.get("style") or DEFAULT_STYLES[parameter.get("in", "header")])


def readings(text: str, kinds: Collection[str] = _SCALARS) -> list[bool | int | float | str]:
    """The values of these JSON types that a text stands for; the text itself if it is none else."""
    found: list[bool | int | float | str] = []
    if "boolean" in kinds and text.lower() in _BOOLEANS:
        found.append(_BOOLEANS[text.lower()])
    if "integer" in kinds and _WHOLE.fullmatch(text):
        found.append(whole_number(text))
    if "number" in kinds and _NUMBER.fullmatch(text):
        found.append(float(text))
    return [*found, text] if "string" in kinds or not found else found


def json_types(schema: Any, document: Document) -> set[str]:
    """The JSON types that a schema names, also in its references and combinations."""
    found: set[str] = set()
    for part in _parts(schema, document):
        given = part.get("type", ())
        found.update([given] if isinstance(given, str) else given)
        found.update(map(json_type, part.get("enum", ())))
        found.update([json_type(part["const"])] if "const" in part else ())
    return found


def _parts(schema: Any, document: Document) -> Iterator[Schema]:
    """A schema, and those that it refers to or combines for the same value."""
    waiting, seen = [schema], set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict) or id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        if is_reference(part):
            waiting.append(target_or_none(document, part["$ref"]))
        for keyword in COMBINATIONS:
            waiting += part.get(keyword, ())
