"""Finds the changes between two documents that break clients. Pure functions, without Django.

`compare(base, revised)` returns the changes that clients of `base` meet, each a `Change`: a
`Finding` with the two sides, a value that only one of them accepts, and all operations that share
the cause. docs/promise.md says which changes break clients.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ..findings import Change
from .change_rule import ChangeRule

if TYPE_CHECKING:
    from .comparison.comparing import compare
    from .comparison.table import RULES, Options

__all__ = ["RULES", "Change", "ChangeRule", "Options", "compare"]

# These import the whole comparison, which reading documents and accepted changes does not need.
_LAZY: Final = {"RULES": "table", "Options": "table", "compare": "comparing"}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.comparison.{_LAZY[name]}"), name)
