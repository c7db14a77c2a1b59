"""Findings about public views and operations that a document cannot have, or does not have."""

from __future__ import annotations

from typing import Any

from rest_framework.settings import api_settings

from ..findings import Finding
from ..spectacular.locations import class_location
from ..spectacular.operation_facts import owner_of
from ..spectacular.schema_class import OURS, SETTING, full_name, remedy
from ..spectacular.upstream import is_versioning_supported, operation_matches_version, written_class
from .declarations import place_of
from .public import declared_owner


def without_schema(callback: Any) -> Finding:
    """A public view with `schema = None`."""
    message = f"{callback.cls.__name__} is public, but its `schema = None` leaves it out"
    about = _about(callback.cls, declared_owner(callback))
    return Finding("error", "excluded", message, hint="Remove one of the two.", **about)


def of_django(view: Any) -> Finding:
    """A public view that is not a view of REST framework."""
    file, line = place_of(view)
    return Finding(
        "error",
        "excluded",
        f"{view.__name__} is public, but only views of REST framework have a schema",
        hint="Make it an APIView, or put @api_view([...]) above it.",
        path=view.__name__,
        file=file,
        line=line,
        owner=owner_of(view),
    )


def with_other_schema(path: str, method: str, view: Any) -> Finding:
    """A public view whose schema class is not ours, which would publish Private attributes."""
    cls = written_class(view.schema)
    default: object = api_settings.DEFAULT_SCHEMA_CLASS
    where = SETTING if cls is default else f"`schema` of {_with_schema(type(view)).__name__}"
    return Finding(
        "error",
        "schema-class",
        f"{type(view).__name__} is public, but its schema class {full_name(cls)} does not derive "
        f"from {OURS}",
        hint=remedy(cls, where),
        operation=f"{method} {path}",
        **_about(type(view), owner_of(view)),
    )


def _with_schema(view: type) -> type:
    """The class of a view's bases that sets `schema`."""
    return next((base for base in view.__mro__ if "schema" in vars(base)), view)


def not_listed(path: str, method: str, callback: Any) -> Finding:
    """A public operation whose view is not asked for it."""
    return Finding(
        "error",
        "excluded",
        f"{callback.cls.__name__} is public, but a preprocessing hook or the project's generator "
        "leaves it out",
        hint="Make it private, or look at PREPROCESSING_HOOKS and at what the generator lists.",
        operation=f"{method} {path}",
        **_about(callback.cls, declared_owner(callback)),
    )


def left_out(path: str, method: str, view: Any, version: str | None) -> Finding | None:
    """A public operation that is not in the document; None if it belongs to another version.

    `version` is that of the document.
    """
    why = _why_left_out(view, version)
    if why is None:
        return None
    about = _about(type(view), owner_of(view))
    message = f"{type(view).__name__} is public{why[0]}"
    return Finding("error", "excluded", message, hint=why[1], operation=f"{method} {path}", **about)


def _why_left_out(view: Any, version: str | None) -> tuple[str, str] | None:
    versioning = view.versioning_class
    if not versioning or not is_versioning_supported(versioning):
        return _OTHERWISE
    version = version or versioning.default_version
    if not version:
        hint = 'Set TYPED_RESPONSES["API_VERSION"] to the version to document.'
        return " and versioned, but the document has no version", hint
    # A generator with a `parse` of its own may not have set the request.
    matches = view.request is None or operation_matches_version(view, version)
    return _OTHERWISE if matches else None


_OTHERWISE = (
    ", but its schema class or the project's generator leaves it out",
    "Make it private, or look at `get_operation` of the one and `parse` of the other.",
)


def _about(cls: type, owner: str) -> dict[str, Any]:
    """The members of a Finding about a view class."""
    file, line = class_location(cls)
    return {"path": cls.__name__, "file": file, "line": line, "owner": owner}
