"""Serializers of one class share the fields that the first one makes, which takes long."""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any

from .method_annotations import FRAMEWORKS

# The members of a serializer that make its fields. Where a project overrides one, each instance
# may have other fields.
_MAKE_FIELDS = (
    *("__init__", "__new__", "context", "fields", "get_fields", "get_field_names"),
    *("get_default_field_names", "get_extra_kwargs", "include_extra_kwargs"),
    *("get_uniqueness_extra_kwargs", "_get_model_fields", "_readable_fields", "_writable_fields"),
    *("build_field", "build_standard_field", "build_relational_field", "build_nested_field"),
    *("build_property_field", "build_url_field", "build_unknown_field"),
)
# The methods that run when a serializer makes a field. Where a project overrides one, the field
# may depend on the serializer.
_MAKE_FIELD = ("__deepcopy__", "bind")


class SharedFields:
    """The first serializer of each class of one document, whose fields the others take."""

    def __init__(self) -> None:
        self._first: dict[type, Any] = {}

    def give(self, serializer: Any) -> None:
        """Give a DRF serializer, unless it has made its own, the fields of the first of its class.

        It has the same ones if nothing of the project has a say in making them.
        """
        cls: Any = type(serializer)  # mypy takes no class for hashable
        if is_own(cls, _MAKE_FIELDS):
            return
        first = self._first.setdefault(cls, serializer)
        if first is serializer or "fields" in vars(serializer):
            return
        made = first.fields
        if not any(map(_is_made_by_project, made.values())):
            vars(serializer)["fields"] = made


def _is_made_by_project(field: Any) -> bool:
    cls: Any = type(field)
    return is_own(cls, _MAKE_FIELD)


@lru_cache(maxsize=4096)
def is_own(cls: type, names: tuple[str, ...]) -> bool:
    """Whether a class has one of these members from a project, not from a framework."""
    for name in names:
        member: Any = inspect.getattr_static(cls, name, None)
        member = getattr(member, "func", member)  # of a cached property
        member = getattr(member, "fget", member)
        module = getattr(member, "__module__", None) or FRAMEWORKS[0]
        if not module.startswith(FRAMEWORKS):
            return True
    return False
