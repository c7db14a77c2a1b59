"""The path from a whole value to a gap in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..inclusion.gaps import Outcome, Part, Step


class Edge(NamedTuple):
    """A part of an outcome, with the outcome that has it and the one that it leads to."""

    origin: Outcome
    part: Part
    end: Outcome

    @property
    def owner(self) -> tuple[Any, Any]:
        """Identifies the object around an attribute: by its components, or else by its schemas."""
        names = self.part.names
        return names if names is not None and all(names) else self.origin.sides


class GapPath(NamedTuple):
    """The path from a whole value to a gap.

    `pieces` is the path for people, and `steps` are the containers on it. `component` and
    `property` name the place in the revised document, and `within` is the path in the component.
    `certain` and `only` are those of `Part`, for the whole path.
    """

    pieces: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    component: str = ""
    property: str = ""
    within: str = ""
    certain: bool = True
    only: bool = True

    @classmethod
    def along(cls, edges: Iterable[Edge], response: bool) -> GapPath:
        """The path along edges, in a response or in a request."""
        parts = [edge.part for edge in edges]
        component, start = next(_named_places(parts, response), ("", len(parts)))
        pieces = tuple(part.piece for part in parts)
        return cls(
            pieces,
            tuple(part.step for part in parts),
            component,
            str(parts[start].step.key) if component else "",
            _dotted(pieces[start:]),
            all(part.certain for part in parts),
            all(part.only for part in parts),
        )

    def __str__(self) -> str:
        """`teams[].avatar.kind`."""
        return _dotted(self.pieces)


def _dotted(pieces: tuple[str, ...]) -> str:
    dotted = (piece if piece[0] in ".[" else f".{piece}" for piece in pieces)
    return "".join(dotted).removeprefix(".")


def _named_places(parts: list[Part], response: bool) -> Iterator[tuple[str, int]]:
    """The component and the number of each part of a named object, the innermost first."""
    for number, part in reversed([*enumerate(parts)]):
        revised = part.names[0 if response else 1] if part.names is not None else ""
        if revised:
            yield revised, number
