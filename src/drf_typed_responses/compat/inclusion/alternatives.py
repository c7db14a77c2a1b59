"""Gaps between alternatives of one JSON type: of one with another, and with several together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..documents.read_document import Undecided
from ..sets.atoms import Arrays, Atom, Numbers, Objects, Texts, Values
from ..sets.phrases import listed
from .array_gaps import array_gaps
from .candidates import Candidates
from .exclusion_gaps import exclusion_gaps
from .gaps import Found, Gap, weigh
from .partition import split
from .scalar_gaps import number_gaps, text_gaps

if TYPE_CHECKING:
    from .engine import Inclusion

MOST_SPLITS: Final = 40
# How many alternatives are looked at, where one of them holds the values.
MOST_FITTING: Final = 4


class Alternatives:
    """What unions add to an `Inclusion`."""

    def __init__(self, inclusion: Inclusion) -> None:
        self.inclusion = inclusion
        self._counterparts = Candidates(inclusion.narrow, inclusion.wide)

    def gaps(self, atom: Atom, others: tuple[Atom, ...], fellows: int) -> tuple[Found, ...]:
        """The gaps of one alternative against all of its JSON type on the other side."""
        if isinstance(atom.core, Values):
            return tuple(self._enumerated(atom.core, others))
        possible = self._counterparts.of(atom, others)
        fitting, tried = self._tried(atom, possible)
        if fitting is not None:
            return fitting
        if len(others) == 1 and fellows == 1:
            return tried[0]
        if len(others) > 1 and self._parts_covered(atom, possible):
            return ()
        best = min(tried, key=lambda found: (weigh(found), len(found)))
        if len(others) > 1:
            best = tuple(e if isinstance(e, Gap) else e._replace(only=False) for e in best)
        if isinstance(atom.core, Objects) and not self._alike(atom, others):
            return (self._variant(atom),)
        if isinstance(atom.core, Objects):
            return best
        return tuple(
            each._replace(values=partial(self._strange, atom, others, each))
            if isinstance(each, Gap)
            else each
            for each in best
        )

    def _tried(
        self, atom: Atom, possible: Iterable[Atom]
    ) -> tuple[tuple[Found, ...] | None, list[tuple[Found, ...]]]:
        """What is to say where one of the possible ones holds all values, and else of each."""
        tried: list[tuple[Found, ...]] = []
        fitting: list[tuple[Found, ...]] = []
        for other in possible:
            found = tuple(self.between(atom, other))
            if not found:
                return (), tried
            (tried if weigh(found) else fitting).append(found)
            # Another may fit without a word to say of it: the same alternative, not a wider one.
            if fitting and len(fitting) + len(tried) > MOST_FITTING:
                break
        return min(fitting, key=len, default=None), tried

    def _strange(self, atom: Atom, others: tuple[Atom, ...], gap: Gap) -> Iterator[Any]:
        for value in (*gap.values(), *self.inclusion.sampler.of_atom(atom)):
            if not self._admitted(others, value):
                yield value

    def _variant(self, atom: Atom) -> Gap:
        values = partial(self.inclusion.sampler.of_atom, atom)
        said = self.inclusion.said(
            "The value may be of one more form", "A form is no longer accepted"
        )
        return Gap("variant", said, values)

    def _alike(self, atom: Atom, others: tuple[Atom, ...]) -> bool:
        assert isinstance(atom.core, Objects)
        names = atom.core.properties.keys()
        return any(
            2 * len(names & other.core.properties.keys())
            >= len(names | other.core.properties.keys())
            for other in others
            if isinstance(other.core, Objects)
        )

    def _admitted(self, others: tuple[Atom, ...], value: Any) -> bool:
        try:
            return self.inclusion.wide.members.of_any(others, value)
        except Undecided:
            return True

    def _enumerated(self, core: Values, others: tuple[Atom, ...]) -> Iterator[Gap]:
        strange = [
            value
            for value in core.values.values()
            if not self.inclusion.wide.members.of_any(others, value)
        ]
        if not strange:
            return
        known = [v for o in others if isinstance(o.core, Values) for v in o.core.values.values()]
        # Who knows none of the values can still be told that there are more.
        kind = "enum-value" if len(strange) < len(core.values) else "value"
        sides = self.inclusion.sides(list(core.values.values()), known or None)
        one = len(strange) == 1
        said = self.inclusion.said(
            "is a new value" if one else "are new values",
            "is no longer accepted" if one else "are no longer accepted",
        )
        yield Gap(kind, f"{listed(strange)} {said}", lambda: strange, sides=sides)

    def _parts_covered(self, atom: Atom, others: list[Atom]) -> bool:
        """Whether the alternative, cut into pieces, is covered by several others together."""
        waiting, cuts, postponed = [atom], 0, self.inclusion.postponed
        while waiting:
            piece = waiting.pop()
            if any(not weigh(self.between(piece, other)) for other in others):
                continue
            pieces = split(self.inclusion, piece, others)
            cuts += 1
            if not self.inclusion.affords() or not pieces or cuts > MOST_SPLITS:
                return False
            waiting += [p for p in pieces if not self.inclusion.vacancy.of(p)]
        return self.inclusion.postponed == postponed

    def between(self, narrow: Atom, wide: Atom) -> Iterator[Found]:
        """The gaps between two alternatives of one JSON type."""
        self.inclusion.spend()
        a, b = narrow.core, wide.core
        if isinstance(a, Values):
            yield from self._enumerated(a, (wide,))
            return
        if isinstance(b, Values):
            values = partial(self.inclusion.sampler.of_atom, narrow)
            sides = self.inclusion.sides(None, list(b.values.values()))
            said = self.inclusion.said(
                "The values may be others than listed", "Only listed values are accepted"
            )
            yield Gap("enum-open", said, values, sides=sides)
            return
        if isinstance(a, Numbers) and isinstance(b, Numbers):
            yield from number_gaps(self.inclusion, a, b)
        elif isinstance(a, Texts) and isinstance(b, Texts):
            yield from text_gaps(self.inclusion, narrow, a, b)
        elif isinstance(a, Arrays) and isinstance(b, Arrays):
            yield from array_gaps(self.inclusion, narrow, a, b)
        elif isinstance(a, Objects) and isinstance(b, Objects):
            yield from self.inclusion.objects.gaps(narrow, a, wide, b)
        yield from exclusion_gaps(self.inclusion, narrow, wide)
