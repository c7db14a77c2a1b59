"""Literals and enums: types that list their values."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..exceptions import UnsupportedTypeError
from . import declarations
from .components import NamedSchema, long_name
from .dialects import Schema, any_of, by_json_type
from .metadata import own_component_name
from .module_source import class_line

if TYPE_CHECKING:
    from .context import Context


def literal(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """Source: PEP 586. Values of several JSON types become one enum each."""
    values = list(literal_values(args, context))
    schema = any_of(by_json_type(v for v in values if v is not None))
    return context.dialect.nullable(schema) if None in values else schema


def literal_values(args: tuple[Any, ...], context: Context) -> Iterator[Any]:
    """What the renderer writes for each value, nested Literals flattened."""
    for value in args:
        if isinstance(value, enum.Enum):
            yield member_value(value)
        elif isinstance(value, bytes):
            yield value.decode()
        else:
            yield value


def enumeration(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """A component that lists the members as they are rendered, labels kept as descriptions."""
    if issubclass(hint, enum.IntFlag):
        return {"type": "integer"}  # a value may combine members
    values = [member_value(member) for member in hint]
    if not values:
        raise UnsupportedTypeError(
            f"the enum {hint.__name__} has no members", hint="Give it members, or use Never."
        )
    fixed = own_component_name(hint)
    component = NamedSchema(
        hint,
        fixed or hint.__name__,
        fixed=bool(fixed),
        longer=lambda: long_name(hint.__module__, hint.__qualname__),
        where=lambda: class_line(hint),
    )
    return context.named(component, lambda _: _listed(hint, values))


def is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def _listed(cls: Any, values: list[Any]) -> Schema:
    schema = any_of(by_json_type(values))
    text = "\n\n".join(part for part in (declarations.docstring(cls), _labels(cls)) if part)
    return {**schema, "description": text} if text else schema


def _labels(cls: Any) -> str:
    """The labels of Django's Choices, in the spelling drf-spectacular gives them."""
    if not hasattr(cls, "labels"):
        return ""
    return "\n".join(f"* `{member_value(m)}` - {m.label}" for m in cls)


def member_value(member: enum.Enum) -> Any:
    """What DRF's encoder writes for an enum member.

    Raises UnsupportedTypeError for a member that is no str, int or float: `json` writes the value
    of those and refuses every other enum.
    """
    if isinstance(member, str):
        return str.__str__(member)
    if isinstance(member, int):
        return int(member)
    if isinstance(member, float):
        return float(member)
    if isinstance(member, bytes):
        return member.decode()
    name = type(member).__name__
    raise UnsupportedTypeError(
        f"DRF cannot render members of the enum {name}: they are neither str nor int nor float",
        hint=f"Derive {name} from StrEnum or IntEnum, or return its value as a Literal.",
    )
