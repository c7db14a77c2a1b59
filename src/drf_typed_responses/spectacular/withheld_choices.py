"""Fields and filters whose choices are those of an enum that withholds members."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from rest_framework.fields import ChoiceField, ListField, MultipleChoiceField

from ..translate.metadata import WITHHOLDING, withheld_members
from ..translate.scopes import Scope
from .document_types import DocumentTypes
from .method_annotations import DeclaredType
from .upstream import Schema


class Chosen(NamedTuple):
    """The schema of such a field, and the values that it withholds."""

    schema: Schema
    withheld: frozenset[object]

    def without_default(self, described: Schema) -> Schema:
        """The schema with the keywords of the field, without a default that is withheld."""
        default = described.get("default")
        shown = default if isinstance(default, list) else [default]
        if self.withheld.isdisjoint(shown):
            return described
        return {key: value for key, value in described.items() if key != "default"}


def withheld_choice(field: object, types: DocumentTypes) -> Chosen | None:
    """The schema of such a field: the component of the enum, or a list of it; None for others.

    Django keeps values and labels as the choices, and not the class, so both are compared.
    """
    if not WITHHOLDING or not isinstance(field, ChoiceField):
        return None
    of = {str(value): str(label) for value, label in field.choices.items()}
    cls: Any = next((each for each in reversed(WITHHOLDING) if _choices(each) == of), None)
    schema = types.schema(DeclaredType(cls, Scope(cls.__module__))) if cls else None
    if schema is None:
        return None
    if isinstance(field, MultipleChoiceField):
        schema = {"type": "array", "items": schema}
    elif field.allow_blank:
        schema = {"anyOf": [schema, {"type": "string", "enum": [""]}]}
    return Chosen(schema, frozenset(withheld_members(cls)))


def without_withheld(schema: Schema, field: object, types: DocumentTypes) -> Schema:
    """The schema of a list of such fields, without a default that has a withheld value."""
    if "default" not in schema or not isinstance(field, ListField):
        return schema
    chosen = withheld_choice(field.child, types)
    return chosen.without_default(schema) if chosen else schema


def public_choices(parameter: Schema) -> Schema:
    """The parameter of a filter without the withheld choices that it copies from an enum.

    It has only values, and by default a list of their labels. Values count as copied from an enum
    if they have all members of it, or if the list has the value with its label.
    """
    schema, described = parameter.get("schema", {}), str(parameter.get("description", ""))
    inner = schema.get("items", schema)
    lines = described.split("\n")
    withheld = {
        str(member.value)
        for cls in WITHHOLDING
        for member in withheld_members(cls)
        if _has_all(inner.get("enum", ()), cls) or _line(member) in lines
    }
    if not withheld:
        return parameter
    left = [each for each in inner.get("enum", ()) if str(each) not in withheld]
    gone = {"enum"} | ({"default"} if str(inner.get("default")) in withheld else set())
    inner = {key: value for key, value in inner.items() if key not in gone}
    inner |= {"enum": left} if left else {}
    shown = [line for line in lines if not any(line.startswith(f"* `{v}` - ") for v in withheld)]
    return {
        **parameter,
        "schema": {**schema, "items": inner} if "items" in schema else inner,
        "description": "\n".join(shown),
    }


def _has_all(values: Iterable[object], cls: type[Enum]) -> bool:
    return {str(member.value) for member in cls} <= {*map(str, values)}


def _line(member: Any) -> str:
    """The line of a choice in a description. Source: plumbing.build_choice_description_list."""
    return f"* `{member.value}` - {getattr(member, 'label', member.name)}"


def _choices(cls: Any) -> dict[str, str] | None:
    choices = getattr(cls, "choices", None)
    return {str(value): str(label) for value, label in choices} if choices else None
