"""Is every value of one schema a value of the other? Where not, the gaps.

Recursive schemas are compared on the assumption that what is being compared holds (the greatest
fixpoint: Amadio and Cardelli, "Subtyping recursive types"); when a pair fails, what was concluded
from assuming it is forgotten. The work on one body is bounded: beyond it the answer is "cannot
tell".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, Final, TypeAlias

from .arrays import array_gaps
from .counterparts import Counterparts
from .documents import Schema, Undecided
from .gaps import NOTHING, Found, Gap, Outcome, decided, weigh
from .notes import explained, notes
from .objects import Objects
from .reading import Reader
from .sameness import Sameness
from .samples import Sampler
from .scalars import number_gaps, text_gaps
from .shapes import Array, Atom, Core, Number, Object, Text, Values
from .splitting import split
from .vacancy import Vacancy
from .words import listed, named, types

MOST_STEPS: Final = 20_000
# As deep as Python can follow from wherever it is called; what lies deeper is compared afterwards.
DEEPEST: Final = 40
MOST_SPLITS: Final = 40
Couple: TypeAlias = tuple[Schema, Schema]


class Inclusion:
    """Compares schemas of the `narrow` document with schemas of the `wide` one.

    For responses the revised document must be the narrow one, for requests the base is.
    """

    def __init__(self, narrow: Reader, wide: Reader, sameness: Sameness, *, response: bool) -> None:
        self.narrow, self.wide, self.response = narrow, wide, response
        self.sampler = Sampler(narrow)
        self.vacancy = Vacancy(narrow)
        self.objects = Objects(self)
        self._sameness = sameness
        self._counterparts = Counterparts(narrow, wide)
        self._memo: dict[Couple, Outcome] = {}
        self._open: dict[Couple, bool] = {}
        self._concluded: list[Couple] = []
        self._postponed: dict[Couple, Outcome] = {}
        self._judged: list[Outcome] = []
        self._steps = 0
        # The inclusion of the wide document in the narrow one.
        self.reverse: Inclusion | None = None

    def compare(self, narrow: Schema, wide: Schema) -> Outcome:
        """All that lies between two whole schemas, with a budget of its own."""
        self._steps = MOST_STEPS
        self._open.clear()
        found = self.outcome(narrow, wide)
        self._settle()
        return found

    def _settle(self) -> None:
        """Judges what was postponed, and weighs anew what was judged without it."""
        again = bool(self._postponed)
        while self._postponed:
            pair, postponed = self._postponed.popitem()
            judged = self.outcome(*pair)
            postponed.fill((*judged.gaps, *judged.parts))
        for outcome in self._judged if again else ():
            outcome.fill((*outcome.gaps, *outcome.parts))
        self._judged.clear()

    def outcome(self, narrow: Schema, wide: Schema) -> Outcome:
        """What is found between two schemas; what cannot be decided is found too."""
        pair = (narrow, wide)
        known = self._memo.get(pair)
        if known is not None:
            return known
        if pair in self._open:
            self._open[pair] = True
            return NOTHING
        if self.same(narrow, wide):
            self._memo[pair] = NOTHING
            return NOTHING
        if len(self._open) >= DEEPEST:
            sides = self.sides(narrow, wide)
            return self._postponed.setdefault(pair, Outcome(sides=sides))
        mark = len(self._concluded)
        self._open[pair] = False
        found = self._judge(narrow, wide)
        assumed = self._open.pop(pair)
        if assumed and found.weight:
            for concluded in self._concluded[mark:]:
                self._memo.pop(concluded, None)
            del self._concluded[mark:]
        elif not found.weight and self._open:
            self._concluded.append(pair)
        self._memo[pair] = found
        return found

    def same(self, narrow: Schema, wide: Schema) -> bool:
        """Whether there can be no gap, because both are spelled the same."""
        return self._sameness.schemas(*self.sides(narrow, wide))

    def sides(self, narrow: Any, wide: Any) -> tuple[Any, Any]:
        """The base and the revised side of two things."""
        return (wide, narrow) if self.response else (narrow, wide)

    def said(self, in_response: str, in_request: str) -> str:
        return in_response if self.response else in_request

    def _judge(self, narrow: Schema, wide: Schema) -> Outcome:
        sides = self.sides(narrow, wide)
        found = [
            explained(self, each._replace(leaf=(narrow, wide)), *sides)
            if isinstance(each, Gap)
            else each
            for each in decided(self._between(narrow, wide))
        ]
        if not found:
            return NOTHING
        self._judged.append(outcome := Outcome(found, sides))
        return outcome

    def _between(self, narrow: Schema, wide: Schema) -> Iterator[Found]:
        self._spend()
        yield from self._all(self.narrow.shape(narrow), self.wide.shape(wide))
        yield from notes(self, narrow, wide)

    def _spend(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise Undecided("schemas that take too much work to compare")

    def _all(self, narrow: Any, wide: Any) -> Iterator[Found]:
        strange = [k for k in narrow if k not in wide and not self._vacant(narrow[k])]
        if strange:
            yield self._types(narrow, wide, strange)
        if strange and self.narrow.is_anything(narrow):
            return
        for kind, atoms in narrow.items():
            if kind in wide:
                for atom in atoms:
                    found = self._covered(atom, wide[kind], len(atoms))
                    if found and not self.vacancy.of(atom):
                        yield from found

    def _types(self, narrow: Any, wide: Any, strange: list[str]) -> Gap:
        def values() -> Iterator[Any]:
            for kind in strange:
                for atom in narrow[kind][:2]:
                    yield from islice(self.sampler.of_atom(atom), 2)

        sides = self.sides(types(narrow), types(wide))
        if strange == ["null"]:
            said = self.said("The value may be null", "Null is no longer accepted")
            return Gap("nullable", said, values, sides=sides)
        message = f"The value was {named(sides[0])} and is {named(sides[1])}"
        return Gap("type-changed", message, values, sides=sides)

    def _vacant(self, atoms: tuple[Atom, ...]) -> bool:
        return all(map(self.vacancy.of, atoms))

    def _covered(self, atom: Atom, others: tuple[Atom, ...], fellows: int) -> tuple[Found, ...]:
        """The gaps of one alternative against all of its JSON type on the other side."""
        if isinstance(atom.core, Values):
            return tuple(self._enumerated(atom.core, others))
        tried: list[tuple[Found, ...]] = []
        possible = self._counterparts.of(atom, others)
        for other in possible:
            found = tuple(self.atom_gaps(atom, other))
            if not weigh(found):
                return found
            tried.append(found)
        if len(others) == 1 and fellows == 1:
            return tried[0]
        if len(others) > 1 and self._parts_covered(atom, possible):
            return ()
        best = min(tried, key=lambda found: (weigh(found), len(found)))
        if len(others) > 1:
            best = tuple(e if isinstance(e, Gap) else e._replace(only=False) for e in best)
        if isinstance(atom.core, Object) and not self._alike(atom, others):
            return (self._variant(atom),)
        if isinstance(atom.core, Object):
            return best
        return tuple(
            each._replace(values=partial(self._strange, atom, others, each))
            if isinstance(each, Gap)
            else each
            for each in best
        )

    def _strange(self, atom: Atom, others: tuple[Atom, ...], gap: Gap) -> Iterator[Any]:
        for value in (*gap.values(), *self.sampler.of_atom(atom)):
            if not self._admitted(others, value):
                yield value

    def _variant(self, atom: Atom) -> Gap:
        values = partial(self.sampler.of_atom, atom)
        said = self.said("The value may be of one more form", "A form is no longer accepted")
        return Gap("variant", said, values)

    def _alike(self, atom: Atom, others: tuple[Atom, ...]) -> bool:
        assert isinstance(atom.core, Object)
        names = atom.core.properties.keys()
        return any(
            2 * len(names & other.core.properties.keys())
            >= len(names | other.core.properties.keys())
            for other in others
            if isinstance(other.core, Object)
        )

    def _admitted(self, others: tuple[Atom, ...], value: Any) -> bool:
        try:
            return self.wide.members.of_any(others, value)
        except Undecided:
            return True

    def _enumerated(self, core: Values, others: tuple[Atom, ...]) -> Iterator[Gap]:
        strange = [
            value for value in core.values.values() if not self.wide.members.of_any(others, value)
        ]
        if not strange:
            return
        known = [v for o in others if isinstance(o.core, Values) for v in o.core.values.values()]
        # Who knows none of the values can still be told that there are more.
        kind = "enum-value" if len(strange) < len(core.values) else "value"
        sides = self.sides(list(core.values.values()), known or None)
        one = len(strange) == 1
        said = self.said(
            "is a new value" if one else "are new values",
            "is no longer accepted" if one else "are no longer accepted",
        )
        yield Gap(kind, f"{listed(strange)} {said}", lambda: strange, sides=sides)

    def _parts_covered(self, atom: Atom, others: list[Atom]) -> bool:
        """Whether the alternative, cut into pieces, is covered by several others together."""
        waiting, cuts, postponed = [atom], 0, len(self._postponed)
        while waiting:
            piece = waiting.pop()
            if any(not weigh(self.atom_gaps(piece, other)) for other in others):
                continue
            pieces = split(self, piece, others)
            cuts += 1
            self._steps -= 1
            if not pieces or cuts > MOST_SPLITS or self._steps < 0:
                return False
            waiting += [p for p in pieces if not self._vacant((p,))]
        return len(self._postponed) == postponed

    def atom_gaps(self, narrow: Atom, wide: Atom) -> Iterator[Found]:
        """The gaps between two alternatives of one JSON type."""
        self._spend()
        a, b = narrow.core, wide.core
        if isinstance(a, Values):
            yield from self._enumerated(a, (wide,))
            return
        if isinstance(b, Values):
            values = partial(self.sampler.of_atom, narrow)
            sides = self.sides(None, list(b.values.values()))
            said = self.said(
                "The values may be others than listed", "Only listed values are accepted"
            )
            yield Gap("enum-open", said, values, sides=sides)
            return
        if isinstance(a, Number) and isinstance(b, Number):
            yield from number_gaps(self, a, b)
        elif isinstance(a, Text) and isinstance(b, Text):
            yield from text_gaps(self, narrow, a, b)
        elif isinstance(a, Array) and isinstance(b, Array):
            yield from array_gaps(self, narrow, a, b)
        elif isinstance(a, Object) and isinstance(b, Object):
            yield from self.objects.gaps(narrow, a, wide, b)
        yield from self._excluded(narrow, wide)

    def _excluded(self, narrow: Atom, wide: Atom) -> Iterator[Gap]:
        for schema in wide.unless:
            if any(self._barred(other, schema) for other in narrow.unless):
                continue
            barred = self._still_met(narrow, self.wide.shape(schema).get(_kind(wide.core), ()))
            cores = [atom.core for atom in barred]
            listed_ = [v for c in cores if isinstance(c, Values) for v in c.values.values()]
            if all(isinstance(core, Values) for core in cores):
                values = [v for v in listed_ if self.narrow.lenient.of_atom(narrow, v)]
                if not values:
                    continue
            else:
                samples = [v for a in barred for v in islice(Sampler(self.wide).of_atom(a), 8)]
                values = [*listed_, *samples, *islice(self.sampler.of_atom(narrow), 30)]
            said = self.said("What `not` excluded may come", "What `not` excludes was accepted")
            yield Gap("excluded", said, partial(iter, values))
        known = {keyword for keyword in narrow.opaque if self._sameness.texts(keyword)}
        unknown = sorted(wide.opaque - known)
        if unknown:
            yield Gap("undecided", f"It cannot be told here: {', '.join(unknown)}")

    def _barred(self, narrow: Schema, wide: Schema) -> bool:
        """Whether what the wide side excludes is within what the narrow side does.

        The assumptions of a comparison that is under way do not hold in its complement.
        """
        if self.same(narrow, wide):
            return True
        reverse = self.reverse
        if reverse is None or reverse._open:
            return False
        reverse._steps = self._steps
        found = reverse.outcome(wide, narrow)
        self._steps = reverse._steps
        reverse._settle()
        return not found.weight

    def _still_met(self, narrow: Atom, barred: tuple[Atom, ...]) -> tuple[Atom, ...]:
        """What is excluded on the wide side and not on the narrow one, as far as one can tell."""
        kind = _kind(narrow.core)
        met = [a for s in narrow.unless for a in self.narrow.shape(s).get(kind, ()) if a.exact]
        known = [atom.core for atom in met if isinstance(atom.core, Number | Text)]
        return tuple(atom for atom in barred if atom.core not in known)


def _kind(core: Core) -> str:
    if isinstance(core, Number):
        return "number"
    if isinstance(core, Text):
        return "string"
    return "array" if isinstance(core, Array) else "object"
