"""Connects our types with drf-spectacular, and is the only package to use its extension classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .autoschema import AutoSchema

__all__ = ["AutoSchema"]


def __getattr__(name: str) -> Any:
    # Not at the top: drf-spectacular's own AutoSchema is still being imported when it loads our
    # extension.
    if name == "AutoSchema":
        from .autoschema import AutoSchema

        return AutoSchema
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
