"""Writes the nodes of a plan as classes: TypedDicts or DRF serializers, and a sample body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plan import Field, Node

TYPED_HEADER = '''\
"""Generated for a benchmark."""

{future}from datetime import datetime
from typing import Any, Literal, NotRequired, Optional, TypedDict

from rest_framework import serializers

from drf_typed_responses.serializers import Serializer
'''

PLAIN_HEADER = '''\
"""Generated for a benchmark."""

{future}from rest_framework import serializers
'''

# kind: type, DRF field, sample
KINDS: dict[str, tuple[str, str, Any]] = {
    "any": ("Any", "serializers.JSONField({})", 1),
    "anything": ("list[Any]", "serializers.ListField({})", [1]),
    "bare": ("dict[str, Any]", "serializers.DictField({})", {"a": 1}),
    "bool": ("bool", "serializers.BooleanField({})", True),
    "datetime": ("datetime", "serializers.DateTimeField({})", "2026-08-14T12:00:00Z"),
    "float": ("float", "serializers.FloatField({})", 0.5),
    "int": ("int", "serializers.IntegerField({})", 7),
    "ints": ("list[int]", "serializers.ListField(child=serializers.IntegerField(), {})", [7]),
    "map": ("dict[str, str]", "serializers.DictField(child=serializers.CharField(), {})", {}),
    "str": ("str", "serializers.CharField({})", "a text of some length"),
    "strings": ("list[str]", "serializers.ListField(child=serializers.CharField(), {})", ["a"]),
    "union": ("str | int", "serializers.JSONField({})", "either"),
}


def typed_dicts(node: Node) -> str:
    """The TypedDict of a node.

    Keys that may be absent stand in a base with total=False, as Sentry's documentation asks, or
    in every second class in NotRequired.
    """
    absent = [field for field in node.fields if field.optional]
    if not absent or node.number % 2:
        return _typed_dict(node.name, "TypedDict", node, node.fields, NotRequired=True)
    present = [field for field in node.fields if not field.optional]
    base = f"{node.name}Optional"
    optional = _typed_dict(base, "TypedDict, total=False", None, absent)
    return f"{optional}\n\n{_typed_dict(node.name, base, node, present)}"


def _typed_dict(name: str, bases: str, node: Node | None, fields: list[Field], **wrap: bool) -> str:
    lines = [f"class {name}({bases}):"]
    if node:
        lines += [f'    """{_about(node)}"""', ""]
    for field in fields:
        hint = _hint(field)
        if field.optional and wrap:
            hint = f"NotRequired[{hint}]"
        lines.append(f"    {field.name}: {hint}")
        if field.described:
            lines.append(f'    """{_describe(field)}"""')
    return "\n".join(lines) + "\n"


def _hint(field: Field) -> str:
    if field.child:
        hint = f"list[{field.child.name}]" if field.kind == "many" else field.child.name
    elif field.kind == "enum":
        hint = f"Literal[{', '.join(map(repr, choices(field)))}]"
    else:
        hint = KINDS[field.kind][0]
    return f"Optional[{hint}]" if field.nullable else hint


def typed_serializer(node: Node) -> str:
    """Our serializer of a root: its `serialize` says which TypedDict it returns."""
    return (
        f"class {node.name}Serializer(Serializer):\n"
        f"    def serialize(self, obj, attrs, user, **kwargs) -> {node.name}:\n"
        "        return obj\n"
    )


def plain_serializer(node: Node) -> str:
    """DRF's serializer of a node."""
    lines = [f"class {node.name}Serializer(serializers.Serializer):", f'    """{_about(node)}"""']
    lines += ["", *(f"    {field.name} = {_drf_field(field)}" for field in node.fields)]
    return "\n".join(lines) + "\n"


def _drf_field(field: Field) -> str:
    options = [
        *(["allow_null=True"] if field.nullable else []),
        *(["required=False"] if field.optional else []),
        *([f'help_text="{_describe(field)}"'] if field.described else []),
    ]
    if field.child:
        many = ["many=True"] if field.kind == "many" else []
        return f"{field.child.name}Serializer({', '.join(many + options)})"
    if field.kind == "enum":
        return f"serializers.ChoiceField({', '.join([f'choices={choices(field)!r}', *options])})"
    return KINDS[field.kind][1].format(", ".join(options)).replace(", )", ")")


def choices(field: Field) -> list[str]:
    """One list of values for each field name, so that enums do not collide."""
    return [f"{state}_{field.name.rpartition('_')[2]}" for state in ("open", "muted", "closed")]


def sample(node: Node) -> dict[str, Any]:
    """A valid body with every field."""
    return {field.name: _sample(field) for field in node.fields}


def mistaken(node: Node) -> dict[str, Any]:
    """A body in which each object has a value of a wrong type and lacks a field, if it has two."""
    first, *others = node.fields
    found = {field.name: _sample(field, mistaken) for field in others[1:]}
    return {first.name: {"a": {"wrong": "type"}}, **found}


def _sample(field: Field, of_node: Callable[[Node], Any] = sample) -> Any:
    if field.child:
        inner = of_node(field.child)
        return [inner] if field.kind == "many" else inner
    return choices(field)[0] if field.kind == "enum" else KINDS[field.kind][2]


def _about(node: Node) -> str:
    return f"Number {node.number} of the objects of a generated API."


def _describe(field: Field) -> str:
    return f"What {field.name} says about the object it belongs to."
