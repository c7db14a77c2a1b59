"""What schema does this Python type have? Pure: no Django, no DRF, no drf-spectacular.

Three passes: `hints` reads typing into plain facts, `forms` maps a form to a schema, `schemas`
spells it in a dialect. The compiler loads when it is first asked for, because the marks an author
writes (`metadata`) are imported at production start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .compiler import Translator, schema_components

__all__ = ["Translator", "schema_components"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import compiler

        return getattr(compiler, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
