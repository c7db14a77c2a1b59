"""Building the public document: which operations are public, their rules, and the files.

`public_methods`, `private_methods` and `waive` mark views and are imported at production start;
`build` and `Publication` load when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .public import private_methods, public_methods
from .waivers import waive

if TYPE_CHECKING:
    from .publication import Publication, build

__all__ = ["Publication", "build", "private_methods", "public_methods", "waive"]


def __getattr__(name: str) -> Any:
    if name in ("Publication", "build"):
        from . import publication

        return getattr(publication, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
