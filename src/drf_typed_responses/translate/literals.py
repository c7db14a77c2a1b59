"""The values that Literals and enum members are rendered as."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, Literal

from ..exceptions import UnsupportedTypeError
from .context import Context
from .metadata import withheld_members
from .scalar_types import RENDERINGS
from .schema_builder import Schema, any_of, by_json_type
from .scopes import Arguments, Hint
from .unknown_forms import require_arguments


def literal(hint: Hint, args: Arguments, context: Context) -> Schema:
    """One `enum` for each JSON type among the values. Source: PEP 586."""
    values = list(literal_values(args))
    schema = any_of(by_json_type(v for v in values if v is not None))
    return context.builder.nullable(schema) if None in values else schema


def literal_values(args: Arguments) -> Iterator[Any]:
    """The value that the renderer writes for each argument of a Literal."""
    require_arguments(Literal, args)
    for value in args:
        if isinstance(value, enum.Enum):
            if value in withheld_members(type(value)):
                raise UnsupportedTypeError(
                    f"a Literal names {value!s}, which its enum withholds",
                    hint="Leave it out, or mark the attribute Private[...].",
                )
            yield member_value(value)
        else:
            yield value.decode() if isinstance(value, bytes) else value


def member_value(member: enum.Enum) -> Any:
    """The value that DRF's encoder writes for an enum member.

    Raises UnsupportedTypeError for a member that is no scalar too: the encoder refuses it.
    """
    for cls, render in RENDERINGS.items():
        if isinstance(member, cls):
            return render(member)
    name = type(member).__name__
    raise UnsupportedTypeError(
        f"DRF cannot render members of the enum {name}: they are neither str nor int nor float",
        hint=f"Derive {name} from StrEnum or IntEnum, or return its value as a Literal.",
    )
