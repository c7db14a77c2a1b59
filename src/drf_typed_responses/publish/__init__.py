"""What is public, and what file do we ship?

`public_methods` and `excuse` mark views and are imported at production start; the build loads when
it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .waivers import excuse
from .public import public_methods

if TYPE_CHECKING:
    from .publication import Publication, build

__all__ = ["Publication", "build", "excuse", "public_methods"]


def __getattr__(name: str) -> Any:
    if name in ("Publication", "build"):
        from . import publication

        return getattr(publication, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
