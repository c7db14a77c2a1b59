"""Makes changes of gaps; gaps with the same cause are one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ...findings import Change, Level
from ...openapi.values import compact
from ...output.wording import counted
from ..change_rule import ChangeRule, changed
from ..documents.read_document import SchemaNode
from ..inclusion.gaps import NOTES, NOTHING, UNCOMPARED, Outcome
from ..inclusion.inclusion_context import InclusionContext
from .gap_causes import MOST_PLACES, Cause, ComparedSchemas, SchemaPlace, causes_of
from .witnesses import example, part_witness, witness

RULES: Final = {
    "undecided": changed(
        "It could not be decided whether the change breaks clients; the message says why.",
        "Compare the two sides yourself.",
    ),
}
# The JSON values of the base and of the revised document; None for an absent one.
Sides: TypeAlias = Any


class ChangeCollector:
    """Collects gaps and other differences, and makes one change of each cause.

    `rules` are all rules by id; `levels` are a project's levels, which override those of the rules.
    """

    def __init__(self, rules: Mapping[str, ChangeRule], levels: Mapping[str, Level]) -> None:
        self.rules = rules
        self._levels = levels
        self._compared: list[ComparedSchemas] = []
        self._plain: dict[tuple[str, ...], dict[str, None]] = {}
        # The operations whose compatibility the base does not promise.
        self.unpromised: set[str] = set()

    def add(
        self, id: str, message: str, operation: str, path: str = "", sides: Sides = (None, None)
    ) -> None:
        """Add a difference outside of schemas; operations that share it get one change."""
        base, revised = (_side(side) for side in sides)
        own = operation if id.startswith("operation-") else ""
        key = (id, message, path, base, revised, own)
        self._plain.setdefault(key, {})[operation] = None

    def add_gaps(
        self,
        place: SchemaPlace,
        inclusion: InclusionContext,
        schemas: tuple[SchemaNode, SchemaNode],
        outcome: Outcome,
    ) -> None:
        """Add the gaps that an inclusion found between a narrow and a wide schema."""
        if outcome is not NOTHING:
            self._compared.append(ComparedSchemas(place, inclusion, schemas, outcome))

    def changes(self) -> Iterator[Change]:
        """One change for each cause, with a value that shows it if one was found."""
        for (id, message, path, base, revised, _), names in self._plain.items():
            operations = tuple(name for name in names if name)
            change = self._change(
                id, message, next(iter(names)), path,
                base=base, revised=revised, operations=operations,
            )  # fmt: skip
            yield from self._by_promise(change)
        uncompared: list[Cause] = []
        for cause in causes_of(self._compared):
            if cause.gap.kind == UNCOMPARED:
                uncompared.append(cause)
            else:
                yield from self._by_promise(self._of_cause(cause), cause.unpromised)
        if uncompared:
            yield self._of_uncompared(uncompared)

    def _by_promise(self, change: Change, unpromised: Iterable[str] = ()) -> Iterator[Change]:
        """A break; in the operations where the base does not promise the part, a warning."""
        names = change.all_operations()
        free = self.unpromised.union(unpromised)
        kept = tuple(name for name in names if name not in free)
        if change.level != "error" or len(kept) == len(names):
            yield change
            return
        loose = change.narrowed(tuple(name for name in names if name in free))
        yield replace(loose, level="warning")
        if kept:
            yield change.narrowed(kept)

    def _of_uncompared(self, causes: list[Cause]) -> Change:
        """One change for everything that was not compared because the budget had run out."""
        first = causes[0]
        names = dict.fromkeys(name for cause in causes for name in cause.operations)
        places = dict.fromkeys(place for cause in causes for place in cause.places)
        message = (
            f"The documents take too much work to compare: {counted(len(causes), 'place')} in "
            f"{counted(len(names), 'operation')} were not compared"
        )
        return self._change(
            "undecided",
            message,
            first.schemas.place.operation,
            first.shown,
            operations=tuple(names),
            places=tuple(places)[:MOST_PLACES],
        )

    def _of_cause(self, cause: Cause) -> Change:
        id, message, value = _verdict(cause)
        return self._change(
            id,
            message,
            cause.schemas.place.operation,
            cause.shown,
            base=_side(cause.gap.sides[0]),
            revised=_side(cause.gap.sides[1]),
            value=value,
            operations=cause.operations,
            places=cause.places,
            component=cause.path.component,
            property=cause.path.property,
            within=cause.path.within,
            steps=tuple(step.key for step in cause.path.steps) if value else (),
        )

    def _change(self, id: str, message: str, operation: str, path: str, **facts: Any) -> Change:
        rule = self.rules[id]
        return Change(
            self._levels.get(id, rule.level),
            id,
            message,
            hint=rule.hint,
            operation=operation,
            path=path,
            section=rule.section,
            **facts,
        )


def _verdict(cause: Cause) -> tuple[str, str, str]:
    """The id, the message, and a value that shows the break as JSON text, "" for none."""
    gap = cause.gap
    if gap.kind == "undecided":
        return "undecided", gap.message, ""
    compared, path = cause.schemas, cause.path
    id = f"{compared.place.position}-{gap.kind}"
    if gap.kind in NOTES:
        return id, gap.message, ""
    whole = witness(gap, path, compared.schemas, compared.inclusion)
    if whole is not None:
        value, piece = whole
        return id, f"{gap.message}: {_example(cause, piece)}", compact(value)
    if gap.sure and path.certain:
        return id, gap.message, ""
    for piece in part_witness(gap, path, compared.inclusion):
        return id, f"{gap.message}: {_example(cause, piece)}", ""
    message = f"{gap.message}; no value that shows a break was found, so it could not be decided"
    return "undecided", message, ""


def _example(cause: Cause, piece: Any) -> str:
    return example(cause.schemas.place.position, cause.path, piece)


def _side(value: Any) -> str:
    try:
        return "" if value is None else compact(value)
    except (RecursionError, TypeError, ValueError):
        return "(too deep to show)"
