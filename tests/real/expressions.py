"""Writes the Python hint of a schema, the inverse of the translator's table of forms.

Reads the OpenAPI 3.0 spelling. An object with properties has no inline hint and must be a
component; a keyword without a place in the hint is an error, so that nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Schema = dict[str, Any]
Names = Mapping[str, str]  # {reference: Python identifier}

NULL: Schema = {"type": "string", "nullable": True, "enum": [None]}

EXACT: tuple[tuple[Schema, str], ...] = (
    ({}, "Any"),
    ({"not": {}}, "Never"),
    (NULL, "None"),
    ({"type": "boolean"}, "bool"),
    ({"type": "string", "format": "date-time"}, "datetime"),
    ({"type": "string", "format": "date"}, "date"),
    ({"type": "string", "format": "uuid"}, "UUID"),
    ({"type": "string", "format": "uri"}, "Url"),
    ({"type": "string", "format": "email"}, "Email"),
    ({"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "Slug"),
    (
        {
            "type": "string",
            "format": "time-local",
            "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$",
        },
        "time",
    ),
    ({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(e-0[0-9])?$"}, "timedelta"),
    ({"type": "array", "items": {}, "maxItems": 0}, "tuple[()]"),
)

MARKS = {
    "format": "Format",
    "pattern": "Pattern",
    "minimum": "Ge",
    "maximum": "Le",
    "multipleOf": "MultipleOf",
    "minLength": "MinLen",
    "maxLength": "MaxLen",
    "minItems": "MinLen",
    "maxItems": "MaxLen",
    "minProperties": "MinLen",
    "maxProperties": "MaxLen",
}
EXCLUSIVE = {"minimum": ("exclusiveMinimum", "Gt"), "maximum": ("exclusiveMaximum", "Lt")}
LARGEST_PLAIN_TUPLE = 4


class CannotWriteError(Exception):
    """No hint of the writer's vocabulary translates to the schema."""


def hint(schema: Schema, names: Names) -> str:
    """The hint that translates to the schema, as source."""
    words = dict(schema)
    about = _about(words)
    return annotated(_bare(words, names), about)


def annotated(text: str, marks: Iterable[str]) -> str:
    joined = ", ".join(marks)
    return f"Annotated[{text}, {joined}]" if joined else text


def literal(values: Iterable[Any]) -> str:
    return f"Literal[{', '.join(map(repr, values))}]"


def tuple_items(words: Schema) -> list[Schema] | None:
    """The items of a fixed tuple with this array schema; None for a list."""
    size = words.get("minItems")
    items = words.get("items", {})
    if not size or size != words.get("maxItems") or words.get("uniqueItems"):
        return None
    if items.keys() == {"anyOf"}:
        arms: list[Schema] = items["anyOf"]
        return arms if len(arms) == size else None
    return [items] * size if size <= LARGEST_PLAIN_TUPLE else None


def _about(words: Schema) -> list[str]:
    marks = []
    if "description" in words:
        marks.append(f"Doc({words.pop('description')!r})")
    if words.pop("deprecated", False):
        marks.append("deprecated('')")
    return marks


def _bare(words: Schema, names: Names) -> str:
    for schema, text in EXACT:
        if words == schema:
            return text
    if "$ref" in words:
        return names[words["$ref"]]
    if words.keys() == {"allOf"} and len(words["allOf"]) == 1:
        return hint(words["allOf"][0], names)
    if "anyOf" in words:
        # The translator finds the discriminator itself, and must find this one.
        return " | ".join(hint(arm, names) for arm in words["anyOf"])
    if words.get("nullable"):
        return f"{hint(_without_null(words), names)} | None"
    if "type" not in words:
        raise CannotWriteError(f"no hint says {words}")
    return _typed(words, names)


def _without_null(words: Schema) -> Schema:
    rest = {key: value for key, value in words.items() if key != "nullable"}
    if "enum" in rest:
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    return rest


def _typed(words: Schema, names: Names) -> str:
    kind = words.pop("type")
    if "enum" in words and kind != "number":
        text = literal(words.pop("enum"))
    else:
        text = TYPES[kind](words, names)
    text = annotated(text, _marks(words))
    if words:
        raise CannotWriteError(f"no hint says {words} of {kind}")
    return text


def _marks(words: Schema) -> list[str]:
    """The marks for the keywords, which are removed from the schema."""
    marks = []
    for keyword in [keyword for keyword in MARKS if keyword in words]:
        name, value = MARKS[keyword], words.pop(keyword)
        flag, exclusive = EXCLUSIVE.get(keyword, ("", ""))
        if words.pop(flag, False):
            name = exclusive
        marks.append(f"{name}({value!r})")
    return marks


def _array(words: Schema, names: Names) -> str:
    items = tuple_items(words)
    if items is not None:
        for keyword in ("items", "minItems", "maxItems"):
            del words[keyword]
        return f"tuple[{', '.join(hint(item, names) for item in items)}]"
    kind = "set" if words.pop("uniqueItems", False) else "list"
    return f"{kind}[{hint(words.pop('items'), names)}]"


def _object(words: Schema, names: Names) -> str:
    if "properties" in words:
        return _literal_keys(words, names)
    values = words.pop("additionalProperties", {})
    if values is False:
        raise CannotWriteError("a closed object is a TypedDict, and no inline hint")
    return f"dict[str, {hint(values, names)}]"


def _literal_keys(words: Schema, names: Names) -> str:
    properties = words.pop("properties")
    first, *others = properties.values()
    if words.pop("additionalProperties", None) is not False or any(o != first for o in others):
        raise CannotWriteError("an object with properties is a TypedDict, and no inline hint")
    return f"dict[{literal(properties)}, {hint(first, names)}]"


TYPES: Mapping[str, Callable[[Schema, Names], str]] = {
    "string": lambda words, names: "str",
    "integer": lambda words, names: "int",
    "number": lambda words, names: "float",
    "array": _array,
    "object": _object,
}
