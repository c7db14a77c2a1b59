"""A gap: a place where one schema admits what another does not, and values that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .shapes import Atom


class Step(NamedTuple):
    """One container between the whole value and the place: its atom and the name or index."""

    atom: Atom
    key: str | int


class Gap(NamedTuple):
    """`kind` is the latter part of an id; `values` finds some that may show it at its place.

    `sure` gaps need no value that shows them: they break a promise, or a set nobody enumerates.
    `owner` is the pair of schemas that hold the attribute, and `local` the path from there: the
    cause, wherever it is met. `path` and `steps` lead from the whole to the place; `sides` are what
    stands there in the base and in the revised document.
    """

    kind: str
    message: str
    values: Callable[[], Iterable[Any]] = tuple
    sure: bool = False
    path: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    sides: tuple[Any, Any] = (None, None)
    owner: tuple[Any, Any] = (None, None)
    local: tuple[str, ...] = ()
    component: str = ""
    property: str = ""

    def under(self, piece: str, step: Step) -> Gap:
        """The same gap, one container further out."""
        return self._replace(path=(piece, *self.path), steps=(step, *self.steps))


def blocking(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps that keep one set from lying within the other; notes do not."""
    return tuple(gap for gap in gaps if gap.kind not in NOTES)


# What is worth saying where every value is still admitted.
NOTES = frozenset(
    {"attribute-added", "attribute-deprecated", "attribute-ignored", "default-changed",
     "discriminator-changed", "nullable-idle", "attribute-unrequired", "enum-value-added"}
)  # fmt: skip
