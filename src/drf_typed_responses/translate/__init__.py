"""Translates Python types into OpenAPI schemas. Imports no Django, DRF or drf-spectacular.

There are three passes: `hints` reads typing into plain facts, `forms` maps a form to a schema,
`schema_builder` builds it for a version of OpenAPI. The compiler is loaded on first use: a project
that starts in production needs only the marks (`metadata`) of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .compiler import NameCollisionWarning, Translator, schema_components

__all__ = ["NameCollisionWarning", "Translator", "schema_components"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import compiler

        return getattr(compiler, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
