"""How drf-spectacular learns of our types: the only room that touches its extension classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .autoschema import AutoSchema

__all__ = ["AutoSchema"]


def __getattr__(name: str) -> Any:
    # drf-spectacular's own AutoSchema is being imported when it loads our extension.
    if name == "AutoSchema":
        from .autoschema import AutoSchema

        return AutoSchema
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
