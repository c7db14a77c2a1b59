"""Schemas that are copied instead of made again: those of hints with one meaning everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import GenericAlias, UnionType
from typing import NotRequired, Required

from .components import has_reference
from .hint_kinds import is_plain, is_qualified, is_self_contained
from .schema_builder import Schema, copied
from .scopes import Hint, arguments_of
from .source_order import is_uncertain

# The types of hints that are compared by their parts.
_COMPARED = frozenset({type, GenericAlias, UnionType})
# A TypedDict of an older Python does not understand the other qualifiers.
_UNDERSTOOD = (Required, NotRequired)


class KnownSchemas:
    """The schemas of hints that have the same one wherever they are written.

    Such a hint has no names, no type variables and no components in it; most fields have one.
    """

    def __init__(self, scalars: Mapping[Hint, Schema], *, is_growing: bool) -> None:
        self._is_growing = is_growing
        self._by_hint: dict[Hint, Callable[[], Schema]] = {}
        # `typing` caches its hints, so equal ones are mostly one object. The keys are `id`s, so
        # each value keeps its hint alive.
        self._by_id: dict[int, tuple[Hint, Callable[[], Schema]]] = {}
        for hint, schema in scalars.items():
            self._add(hint, schema)

    def schema(self, hint: Hint) -> Schema | None:
        """A new copy of the schema of a hint, also of a field with its qualifiers; else None."""
        if type(hint) in _COMPARED:
            try:
                copy = self._by_hint.get(hint)
            except TypeError:  # an unhashable argument
                return None
            return copy and copy()
        known = self._by_id.get(id(hint))
        return known and known[1]()

    def keep(self, hint: Hint, schema: Schema) -> None:
        """Keep the schema of a hint, if it is the same wherever the hint is written.

        A schema with a reference is not kept, because each reference is renamed in place.
        """
        if self._is_growing and not has_reference(schema) and _has_one_meaning(hint):
            self._add(hint, copied(schema))

    def _add(self, hint: Hint, schema: Schema) -> None:
        is_flat = not any(isinstance(part, (dict, list)) for part in schema.values())
        copy = schema.copy if is_flat else partial(copied, schema)
        if type(hint) in _COMPARED:
            self._by_hint[hint] = copy
        else:
            self._by_id[id(hint)] = hint, copy


def _has_one_meaning(hint: Hint) -> bool:
    if type(hint) in _COMPARED:
        return _is_without_order(hint)
    if is_plain(hint) or (is_qualified(hint) and hint.__origin__ not in _UNDERSTOOD):
        return False
    return is_self_contained(hint) and not is_uncertain(hint)


def _is_without_order(hint: Hint) -> bool:
    """Whether equal hints have one schema: a union lists its arms in the order of each hint."""
    if type(hint) is GenericAlias:
        return all(map(_is_without_order, hint.__args__))
    args = arguments_of(hint)
    return (
        isinstance(hint, type)
        or hint is Ellipsis
        or (len(args) == 2 and type(None) in args and all(map(_is_without_order, args)))
    )
