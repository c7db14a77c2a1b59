"""May this document replace that one without breaking a client? Pure functions, no Django.

`compare(base, revised)` yields a list of `Change`, which is a `Finding` with more facts: the two
sides and a value that tells them apart as JSON text, all operations that share the cause, and the
names under which `Publication.place` finds the source. `RULES` is the one table of ids: level,
section of the changelog, meaning, hint. `Options` holds what a project decides otherwise.
A document that cannot be compared at all raises `DocumentError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..findings import Change
from .options import Options
from .rules import RULES, Rule

if TYPE_CHECKING:
    from .comparison.whole import compare

__all__ = ["RULES", "Change", "Options", "Rule", "compare"]


# Every command reads the table; what compares is loaded by those that do.
def __getattr__(name: str) -> Any:
    if name == "compare":
        from .comparison.whole import compare

        return compare
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
