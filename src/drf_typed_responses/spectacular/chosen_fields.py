"""Serializers that choose their fields at run time; a component documents only the first choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from .shared_fields import is_own
from .upstream import in_context

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema

_CHOOSE = ("__init__", "fields", "get_field_names", "get_fields", "_readable_fields")


class ChosenFields:
    """The fields with which each component of a DRF serializer was first documented.

    `differences` has the serializers of each operation that have others, with the difference.
    """

    def __init__(self) -> None:
        self.differences: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._first: dict[Hashable, frozenset[str]] = {}

    def note(
        self, serializer: Any, component: Hashable, operation: str, auto_schema: AutoSchema
    ) -> None:
        """Compare the fields of a serializer, class or instance, with those of its component."""
        cls = serializer if isinstance(serializer, type) else type(serializer)
        if not chooses(cls):
            return
        try:
            fields = frozenset(in_context(auto_schema, serializer).fields)
        except Exception:  # the project's choice of fields may need more than a view
            return
        first = self._first.setdefault(component, fields)
        if fields != first:
            self.differences[operation][cls.__name__] = _difference(fields, first)


def chooses(cls: type) -> bool:
    """Whether a class of a project has a say in which fields its instances have."""
    return is_own(cls, _CHOOSE)


def _difference(fields: frozenset[str], first: frozenset[str]) -> str:
    """The difference of two choices, as "without a, b, and with c"."""
    words = {"without": first - fields, "with": fields - first}
    return ", and ".join(f"{w} {', '.join(sorted(names))}" for w, names in words.items() if names)
