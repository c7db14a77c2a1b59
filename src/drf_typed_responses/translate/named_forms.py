"""The kinds of type that have a name, and the facts that the rest of the package asks about each.

A type with a name becomes a component, has a line in the source, and may have fields. To add a
kind, write an entry in `NAMED_FORMS` and a handler in `forms`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import hint_kinds
from .declared_fields import DeclaredField, FieldReader
from .scopes import NO_BINDINGS, Bindings, Hint


@dataclass(frozen=True, slots=True, eq=False)
class NamedForm:
    """One kind of type with a name.

    `matches` recognises it by the origin of a hint. `read_fields` reads its fields; None for a kind
    without fields. `is_object` says that its values are JSON objects, whose properties are its
    fields. `is_composite` says that it refers to other types; an enum does not.
    """

    matches: Callable[[Hint], bool]
    read_fields: Callable[[FieldReader, Hint, Bindings], list[DeclaredField]] | None = None
    is_object: bool = False
    is_composite: bool = True


TYPED_DICT = NamedForm(hint_kinds.is_typeddict, FieldReader.typeddict_fields, is_object=True)
NAMED_TUPLE = NamedForm(hint_kinds.is_namedtuple, FieldReader.namedtuple_fields)
ENUM = NamedForm(hint_kinds.is_enum, is_composite=False)
ALIAS = NamedForm(hint_kinds.is_alias)

NAMED_FORMS = (TYPED_DICT, NAMED_TUPLE, ENUM, ALIAS)


def named_form(origin: Hint) -> NamedForm | None:
    """The kind of a named type, given the origin of a hint; None for any other type."""
    return next((form for form in NAMED_FORMS if form.matches(origin)), None)


def is_object(origin: Hint) -> bool:
    """Whether the origin of a hint is a type with a name whose values are JSON objects."""
    form = named_form(origin)
    return form is not None and form.is_object


def is_composite(origin: Hint) -> bool:
    """Whether the origin of a hint is a type with a name that refers to other types."""
    form = named_form(origin)
    return form is not None and form.is_composite


def fields_of(
    origin: Hint, bound: Bindings = NO_BINDINGS, reader: FieldReader | None = None
) -> list[DeclaredField]:
    """The fields of a type with a name; empty for any other type.

    `bound` has the bindings of its type variables. Raises TranslationError for a field whose type
    is missing or cannot be resolved.
    """
    form = named_form(origin)
    if form is None or form.read_fields is None:
        return []
    return form.read_fields(reader or FieldReader(), origin, bound)
