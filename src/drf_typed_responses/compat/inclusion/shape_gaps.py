"""Gaps between two shapes: first missing JSON types, then alternatives of one JSON type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final, TypeAlias

from ..documents.read_document import Undecided
from ..sets.atoms import AnyAtom, Arrays, Numbers, Objects, Shape, Texts, Values
from ..sets.phrases import joined_types, type_names
from .array_gaps import array_gaps
from .candidates import Candidates
from .condition_gaps import condition_gaps
from .enumeration_gaps import enumeration_gaps, unlisted_values
from .exclusion_gaps import exclusion_gaps
from .gaps import Found, Gap, weigh
from .inclusion_context import InclusionContext
from .object_gaps import object_gaps
from .overlap_gaps import overlap_gaps
from .partition import partition
from .scalar_gaps import number_gaps, text_gaps

MOST_SPLITS: Final = 40
# The most alternatives that are tried if one of them may contain the values.
MOST_FITTING: Final = 4
# The most values of an alternative that may show a change of the type.
MOST_SAMPLES: Final = 8

# A handler yields the gaps between a narrow and a wide atom, both of its own core.
Handler: TypeAlias = Callable[[InclusionContext, Any, Any], Iterator[Found]]
# Enumerations are tested by membership, which handles exclusions.
HANDLERS: Mapping[type, tuple[Handler, ...]] = {
    Values: (enumeration_gaps,),
    Numbers: (number_gaps, exclusion_gaps, overlap_gaps, condition_gaps),
    Texts: (text_gaps, exclusion_gaps, overlap_gaps, condition_gaps),
    Arrays: (array_gaps, exclusion_gaps, overlap_gaps, condition_gaps),
    Objects: (object_gaps, exclusion_gaps, overlap_gaps, condition_gaps),
}


def atom_gaps(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Found]:
    """The gaps between two atoms of one JSON type, as enumerations if at least one is."""
    context.budget.spend()
    kind, other = type(narrow.core), type(wide.core)
    for handler in HANDLERS[kind if kind is other else Values]:
        yield from handler(context, narrow, wide)


class ShapeGaps:
    """Compares shapes in one direction."""

    def __init__(self, context: InclusionContext, candidates: Candidates) -> None:
        self.context = context
        self._candidates = candidates
        # By identity. The atoms are kept here, so that no other object can get their ids.
        self._final: dict[
            tuple[int, int], tuple[AnyAtom, tuple[AnyAtom, ...], tuple[Found, ...]]
        ] = {}

    def between(self, narrow: Shape, wide: Shape) -> Iterator[Found]:
        """The gaps between two shapes."""
        is_empty = self.context.emptiness.of_atom
        lacking = [k for k in narrow if k not in wide and not all(map(is_empty, narrow[k]))]
        covers = self.context.wide.covers
        lacking = [kind for kind in lacking if not covers(wide, kind, narrow[kind])]
        if lacking:
            yield self._types(narrow, wide, lacking)
        if lacking and self.context.narrow.is_anything(narrow):
            return
        for kind, atoms in narrow.items():
            if kind in wide:
                for atom, found in zip(atoms, self._alternatives(atoms, wide[kind]), strict=True):
                    if found and not is_empty(atom):
                        yield from found

    def _types(self, narrow: Shape, wide: Shape, lacking: list[str]) -> Gap:
        def values() -> Iterator[Any]:
            for kind in lacking:
                for atom in narrow[kind][:2]:
                    yield from islice(self.context.sampler.of_atom(atom), MOST_SAMPLES)

        sides = self.context.sides(type_names(narrow), type_names(wide))
        if lacking == ["null"]:
            message = self.context.wording("The value may be null", "Null is no longer accepted")
            return Gap("nullable", message, values, sides=sides)
        message = f"The value was {joined_types(sides[0])} and is {joined_types(sides[1])}"
        return Gap("type-changed", message, values, sides=sides)

    def _alternatives(
        self, atoms: tuple[AnyAtom, ...], others: tuple[AnyAtom, ...]
    ) -> Iterator[tuple[Found, ...]]:
        """The gaps of each alternative against all others of its JSON type."""
        if len(atoms) == len(others) == 1 and not isinstance(atoms[0].core, Values):
            yield tuple(atom_gaps(self.context, atoms[0], others[0]))
            return
        counterparts = self._candidates.counterparts(atoms, others)
        for atom in atoms:
            key = id(atom), id(others)
            if key not in self._final:
                found, is_final = self.context.judged(
                    partial(self._alternative, atom, len(atoms), others, counterparts)
                )
                if not is_final:
                    self.context.trusting = True
                    yield found
                    continue
                self._final[key] = atom, others, found
            yield self._final[key][2]

    def _alternative(
        self,
        atom: AnyAtom,
        fellows: int,
        others: tuple[AnyAtom, ...],
        counterparts: Mapping[int, AnyAtom],
    ) -> tuple[Found, ...]:
        """The gaps of one alternative, out of `fellows`, against all others of its JSON type."""
        if isinstance(atom.core, Values):
            return tuple(unlisted_values(self.context, atom, atom.core, others))
        if id(atom) in counterparts:
            return self._paired(atom, counterparts, others)
        return self._unpaired(atom, fellows, counterparts, others)

    def _paired(
        self,
        atom: AnyAtom,
        counterparts: Mapping[int, AnyAtom],
        others: tuple[AnyAtom, ...],
    ) -> tuple[Found, ...]:
        """The gaps of an alternative against its counterpart, or none if a new one admits it.

        The counterparts of its fellows are not compared with it: they say nothing of what became of
        it, and n alternatives that refer to each other would make n times n comparisons. If one of
        them may admit its values, a gap needs a value that shows it.
        """
        counterpart = counterparts[id(atom)]
        found = tuple(atom_gaps(self.context, atom, counterpart))
        paired = {id(each) for each in counterparts.values()}
        free = [other for other in others if id(other) not in paired]
        if free:
            if not self.context.weigh(found):
                return found
            fitting, _ = self._tried(atom, free)
            if fitting is not None:
                return fitting
            if self._parts_covered(atom, [counterpart, *free]):
                return ()
        # For notes it makes no difference.
        is_alone = not found or self._candidates.is_alone(atom, counterpart, others)
        return found if is_alone else tuple(map(_softened, found))

    def _unpaired(
        self,
        atom: AnyAtom,
        fellows: int,
        counterparts: Mapping[int, AnyAtom],
        others: tuple[AnyAtom, ...],
    ) -> tuple[Found, ...]:
        """The gaps of an alternative against the most similar one, or none if any admits it."""
        paired = {id(each) for each in counterparts.values()}
        if all(id(other) in paired for other in others) and self._are_tagged(atom, others):
            # A discriminator selects the form, so it needs no value to show it.
            return (self._variant(atom)._replace(sure=True),)
        candidates = self._candidates.of(atom, others)
        fitting, tried = self._tried(atom, candidates)
        if fitting:
            closest = next((other for other in candidates if id(other) not in paired), None)
            return self._changed(atom, closest) or fitting
        if fitting is not None:
            return fitting
        if len(others) == 1 and fellows == 1:
            return tried[0]
        if len(others) > 1 and self._parts_covered(atom, candidates):
            return ()
        # Gaps that are found later may make another one the most similar.
        self.context.trusting |= len(tried) > 1
        best = min(tried, key=lambda found: (weigh(found), len(found)))
        if len(others) > 1:
            best = tuple(e if isinstance(e, Gap) else e._replace(only=False) for e in best)
        if isinstance(atom.core, Objects):
            return best if _resembles(atom.core, others) else (self._variant(atom),)
        return tuple(
            each._replace(values=partial(self._unadmitted, atom, others, each))
            if isinstance(each, Gap)
            else each
            for each in best
        )

    def _are_tagged(self, atom: AnyAtom, others: tuple[AnyAtom, ...]) -> bool:
        """Whether a discriminator tells the alternatives of both sides apart."""
        return atom.selected and all(other.selected for other in others)

    def _changed(self, atom: AnyAtom, closest: AnyAtom | None) -> tuple[Found, ...]:
        """The gaps against the most similar alternative, if another one admits the values.

        That one may have nothing to do with the alternative, so its notes would be false.
        """
        if closest is None or not isinstance(atom.core, Objects):
            return ()
        found = tuple(atom_gaps(self.context, atom, closest))
        is_similar = _resembles(atom.core, (closest,))
        return tuple(map(_softened, found)) if is_similar and self.context.weigh(found) else ()

    def _tried(
        self, atom: AnyAtom, candidates: Iterable[AnyAtom]
    ) -> tuple[tuple[Found, ...] | None, list[tuple[Found, ...]]]:
        """The notes of the candidate that admits all values, and the gaps of those that do not."""
        tried: list[tuple[Found, ...]] = []
        fitting: list[tuple[Found, ...]] = []
        for other in candidates:
            found = tuple(atom_gaps(self.context, atom, other))
            if not found:
                return (), tried
            (tried if self.context.weigh(found) else fitting).append(found)
            # A later candidate may be the same alternative instead of a wider one, and fit without
            # a note.
            if fitting and len(fitting) + len(tried) > MOST_FITTING:
                break
        return min(fitting, key=len, default=None), tried

    def _parts_covered(self, atom: AnyAtom, others: list[AnyAtom]) -> bool:
        """Whether several other alternatives together cover the pieces of the alternative."""
        context = self.context
        waiting, cuts = [atom], 0
        while waiting:
            piece = waiting.pop()
            if any(not context.weigh(tuple(atom_gaps(context, piece, other))) for other in others):
                continue
            pieces = partition(context.narrow, piece, others)
            cuts += 1
            if not context.budget.affords() or not pieces or cuts > MOST_SPLITS:
                return False
            waiting += [p for p in pieces if not context.emptiness.of_atom(p)]
        return True

    def _variant(self, atom: AnyAtom) -> Gap:
        may = f"may be {atom.name}," if atom.name else "may have"
        message = self.context.wording(
            f"The value {may} one more form", f"{atom.name or 'A form'} is no longer accepted"
        )
        return Gap("variant", message, partial(self._variants, atom))

    def _variants(self, atom: AnyAtom) -> Iterator[Any]:
        """Values of the alternative: the smallest, and one with each of its attributes."""
        yield from self.context.sampler.of_atom(atom)
        core = atom.core
        if not isinstance(core, Objects):
            return
        for name in core.properties:
            try:
                held = self.context.sampler.first(self.context.narrow.held(core, name))
            except Undecided:
                continue
            yield from self.context.sampler.of_atom(atom, {name: held})

    def _unadmitted(self, atom: AnyAtom, others: tuple[AnyAtom, ...], gap: Gap) -> Iterator[Any]:
        for value in (*gap.values(), *self.context.sampler.of_atom(atom)):
            if not self._is_admitted(others, value):
                yield value

    def _is_admitted(self, others: tuple[AnyAtom, ...], value: Any) -> bool:
        try:
            return self.context.wide.members.of_any(others, value)
        except Undecided:
            return True


def _resembles(core: Objects, others: tuple[AnyAtom, ...]) -> bool:
    """Whether the alternative and one of the others share at least half of all their attributes."""
    names = core.properties.keys()
    return any(
        2 * len(names & other.core.properties.keys()) >= len(names | other.core.properties.keys())
        for other in others
        if isinstance(other.core, Objects)
    )


def _softened(found: Found) -> Found:
    """A gap or part that needs a value that shows it, because another alternative may admit it."""
    if isinstance(found, Gap):
        return found._replace(sure=False)
    return found._replace(certain=False, only=False)
