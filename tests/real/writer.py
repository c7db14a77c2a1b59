"""Writes the Python module whose types translate to given schemas and components.

Identifier keys make a class, all others the functional syntax; descriptions become docstrings,
attribute docstrings or `Doc`. A reference to a type further down is quoted.
"""

from __future__ import annotations

import builtins
import inspect
import keyword
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from .expressions import CannotWriteError, Names, Schema, hint, tuple_items

HEADER = '''\
"""Written from schemas."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Literal, NamedTuple, Never, NotRequired, Required, TypedDict
from uuid import UUID

import typing_extensions
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from typing_extensions import Doc, TypeAliasType, deprecated

from drf_typed_responses.translate.metadata import Component, Email, Format, Pattern, Slug, Url
'''
REFERENCE = "#/components/schemas/{}"
RESERVED = {"ROOTS", *dir(builtins), *keyword.kwlist, *re.findall(r"\w+", HEADER)}


def write_module(roots: Sequence[Schema], components: Mapping[str, Schema]) -> str:
    """The source of a module; its class `ROOTS` has one field per root schema."""
    identifiers = _identifiers(components)
    names = {REFERENCE.format(name): text for name, text in identifiers.items()}
    parts = [HEADER]
    defined: set[str] = set()
    for name in _in_order(components):
        definition = _Definition(name, identifiers[name], components[name], names, defined)
        parts.append(definition.text())
        defined.add(REFERENCE.format(name))
    lines = [f"    root_{number}: {hint(root, names)}" for number, root in enumerate(roots)]
    return "\n\n".join(
        [*parts, "\n".join(["class ROOTS(TypedDict):", *(lines or ["    pass"]), ""])]
    )


def references(schema: object) -> Iterator[str]:
    """Every reference in a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def _identifiers(components: Mapping[str, Schema]) -> dict[str, str]:
    taken = set(RESERVED)
    identifiers = {}
    for name in components:
        plain = re.sub(r"\W", "_", name, flags=re.ASCII)
        plain = text = plain if plain[:1].isalpha() else f"N{plain}"
        while text in taken:
            text += "_"
        taken |= {text, f"_{text}"}  # the second is the base of a class with odd keys
        identifiers[name] = text
    return identifiers


def _in_order(components: Mapping[str, Schema]) -> list[str]:
    """The components in an order in which referred ones stand first, except in cycles."""
    order: dict[str, None] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in begun:
            return
        begun.add(name)
        for reference in references(components[name]):
            visit(reference.rpartition("/")[2])
        order[name] = None

    for name in components:
        visit(name)
    return list(order)


def is_plain_key(key: str) -> bool:
    """Whether class syntax can declare the key and keep it as it is."""
    return (
        key.isidentifier()
        and not keyword.iskeyword(key)
        and not key.startswith("__")  # mangled, or reserved by Python
        and unicodedata.normalize("NFKC", key) == key
    )


class _Definition:
    """One component: its source, given the references that are defined above it."""

    def __init__(
        self, name: str, identifier: str, schema: Schema, names: Names, defined: set[str]
    ) -> None:
        self.name, self.identifier, self.schema = name, identifier, schema
        self.names, self.defined = names, defined

    def text(self) -> str:
        schema = self.schema
        kind = schema.get("type")
        if schema.get("nullable"):
            return self._alias()
        if kind == "object" and ("properties" in schema or _is_bare(schema)):
            return self._typed_dict()
        if kind in ("string", "integer") and "enum" in schema:
            return self._enum("StrEnum" if kind == "string" else "IntEnum")
        if kind == "array" and tuple_items(schema):
            return self._named_tuple()
        return self._alias()

    def _alias(self) -> str:
        text = hint(self.schema, self.names)
        if sys.version_info >= (3, 12) and self.name == self.identifier:
            return f"type {self.name} = {text}"
        return (
            f"{self.identifier} = TypeAliasType({self.name!r}, {self._quoted(text, self.schema)})"
        )

    def _enum(self, base: str) -> str:
        self._only("type", "enum", "description")
        members = [f"VALUE_{i} = {value!r}" for i, value in enumerate(self.schema["enum"])]
        return self._class([base], members)

    def _named_tuple(self) -> str:
        self._only("type", "items", "minItems", "maxItems", "description")
        items = tuple_items(self.schema) or []
        fields = [f"item_{i}: {hint(item, self.names)}" for i, item in enumerate(items)]
        return self._class(["NamedTuple"], fields)

    def _typed_dict(self) -> str:
        self._only(
            "type", "properties", "required", "additionalProperties", "description", "deprecated"
        )
        properties = self.schema.get("properties", {})
        options = self._options()
        base = "typing_extensions.TypedDict" if options else "TypedDict"
        if all(map(is_plain_key, properties)):
            return self._class([base, *self._total(), *options], list(self._fields()))
        if self.name == self.identifier and "description" not in self.schema:
            return self._functional(self.name, base, [*self._total(), *options])
        plain = f"_{self.identifier}"
        functional = self._functional(plain, base, self._total())
        return f"{functional}\n\n\n{self._class([plain, *options], [])}"

    def _class(self, bases: list[str], body: list[str]) -> str:
        lines = [f"class {self.identifier}({', '.join(bases)}):"]
        if self.schema.get("deprecated"):
            lines.insert(0, "@deprecated('')")
        if self.name != self.identifier:
            lines.insert(0, f"@Component({self.name!r})")
        if "description" in self.schema:
            lines.append(f"    {_docstring(self.schema['description'])}")
        return "\n".join([*lines, *(f"    {line}" for line in body or ["pass"])])

    def _functional(self, name: str, base: str, options: list[str]) -> str:
        entries = "".join(
            f"        {key!r}: {self._quoted(self._functional_hint(key, value), value)},\n"
            for key, value in self.schema["properties"].items()
        )
        rest = "".join(f", {option}" for option in options)
        return f"{name} = {base}(\n    {name!r},\n    {{\n{entries}    }}{rest},\n)"

    def _functional_hint(self, key: str, schema: Schema) -> str:
        text = hint(schema, self.names)
        required = self._required()
        mixed = required and len(required) < len(self.schema["properties"])
        return f"Required[{text}]" if mixed and key in required else text

    def _fields(self) -> Iterator[str]:
        required = self._required()
        for key, value in self.schema.get("properties", {}).items():
            description = value.get("description")
            if description is None or not _is_clean(description):
                text, after = hint(value, self.names), []
            else:
                text = hint({k: v for k, v in value.items() if k != "description"}, self.names)
                after = [_docstring(description)]
            optional = required and key not in required
            yield f"{key}: NotRequired[{text}]" if optional else f"{key}: {text}"
            yield from after

    def _required(self) -> list[str]:
        return self.schema.get("required", [])

    def _total(self) -> list[str]:
        """`total=False` where no key is required, or where the functional syntax says which."""
        properties, required = self.schema.get("properties", {}), self._required()
        if not set(required) <= set(properties):
            raise CannotWriteError(f"{self.name} requires keys without a type: {required}")
        mixed = 0 < len(required) < len(properties) and not all(map(is_plain_key, properties))
        return ["total=False"] if mixed or (properties and not required) else []

    def _options(self) -> list[str]:
        extra = self.schema.get("additionalProperties")
        if extra is None:
            return []
        if extra is False:
            return ["closed=True"]
        return [f"extra_items={self._quoted(hint(extra, self.names), extra)}"]

    def _quoted(self, text: str, schema: Schema) -> str:
        """The hint, in quotes if it needs a name that is not defined yet."""
        return text if set(references(schema)) <= self.defined else repr(text)

    def _only(self, *keywords: str) -> None:
        unknown = self.schema.keys() - set(keywords)
        if unknown:
            raise CannotWriteError(f"no declaration says {sorted(unknown)} of {self.name}")


def _is_bare(schema: Schema) -> bool:
    """Whether an object does not restrict its values; `{}` does not count: it is written as Any."""
    return schema.get("additionalProperties") in (None, False)


def _is_clean(text: str) -> bool:
    """Whether a docstring keeps the text as it is."""
    return inspect.cleandoc(text) == text.strip() == text


def _docstring(text: str) -> str:
    if not _is_clean(text):
        raise CannotWriteError(f"a docstring cannot keep the spaces of {text!r}")
    return repr(text)
