"""From gaps to changes: each shown by a value that was tried, each cause reported once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from ...findings import Change
from ...openapi.values import compact
from ..documents.read_document import SchemaNode, Undecided
from ..inclusion.context import Context
from ..inclusion.gaps import NOTES, Gap, Outcome, Step
from ..options import Options
from ..rules import RULES
from ..sets.phrases import cut
from ..sets.value_samples import MISSING
from .ways import Way, ways

MOST_TRIES: Final = 40
# A value nobody would read, and Python could not follow.
DEEPEST: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where two schemas were compared: the first part of an id, an operation, a reader's words."""

    prefix: str
    operation: str
    words: str


@dataclass(slots=True, eq=False)
class Cause:
    """What broke, where it was met first, and all operations and paths where it was met."""

    gap: Gap
    way: Way
    place: Place
    schemas: tuple[SchemaNode, SchemaNode]
    inclusion: Context
    places: dict[tuple[str, str], None] = field(default_factory=dict)


class Causes:
    """Collects gaps and plain changes, those of one cause together."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._causes: dict[Any, Cause] = {}
        self._plain: dict[tuple[str, ...], dict[str, None]] = {}

    def add(
        self, id: str, message: str, operation: str, path: str = "", sides: Any = (None, None)
    ) -> None:
        """A change outside of schemas; what several operations share is one."""
        base, revised = (_side(side) for side in sides)
        own = operation if id.startswith("operation-") else ""
        key = (id, message, path, base, revised, own)
        self._plain.setdefault(key, {})[operation] = None

    def found(
        self,
        place: Place,
        inclusion: Context,
        schemas: tuple[SchemaNode, SchemaNode],
        outcome: Outcome,
    ) -> None:
        """What an inclusion found between a narrow and a wide schema."""
        for gap, way in ways(outcome, inclusion.response):
            # A parameter or a header without attributes is known by its name alone.
            named = way.owner is None and place.words.endswith("`")
            owner, local = (way.owner, way.local) if way.owner else (outcome.sides, way.path)
            words = place.words if named else ""
            key = (place.prefix, gap.kind, gap.message, owner, local, words)
            cause = self._causes.get(key)
            if cause is None:
                cause = self._causes[key] = Cause(gap, way, place, schemas, inclusion)
            cause.places[place.operation, _path(place, way)] = None

    def changes(self) -> Iterator[Change]:
        """Every cause as a change, with a value that shows it where there is one."""
        for (id, message, path, base, revised, _), names in self._plain.items():
            operations = tuple(name for name in names if name)
            yield self._change(
                id, message, next(iter(names)), path,
                base=base, revised=revised, operations=operations,
            )  # fmt: skip
        for cause in self._causes.values():
            yield self._told(cause)

    def _told(self, cause: Cause) -> Change:
        gap, way, place = cause.gap, cause.way, cause.place
        path = _path(place, way)
        extra: dict[str, Any] = {
            "base": _side(gap.sides[0]),
            "revised": _side(gap.sides[1]),
            "operations": tuple(dict.fromkeys(operation for operation, _ in cause.places)),
            "places": tuple(cause.places),
            "component": way.component,
            "property": way.property,
        }
        if gap.kind == "undecided":
            return self._change("undecided", gap.message, place.operation, path, **extra)
        id, message = f"{place.prefix}-{gap.kind}", gap.message
        if gap.kind in NOTES:
            return self._change(id, message, place.operation, path, **extra)
        shown = witness(cause)
        sure = shown is not None or (gap.sure and way.certain)
        part = () if sure else _part(cause)
        if not sure and not part:
            message = (
                f"{message}; no value was found that shows a break, so it could not be decided"
            )
            return self._change("undecided", message, place.operation, path, **extra)
        if shown is not None:
            value, leaf = shown
            extra["value"] = compact(value)
            message = f"{message}: {_example(place, way, leaf)}"
        for leaf in part:
            message = f"{message}: {_example(place, way, leaf)}"
        return self._change(id, message, place.operation, path, **extra)

    def _change(self, id: str, message: str, operation: str, path: str, **extra: Any) -> Change:
        rule = RULES[id]
        level = self.options.levels.get(id, rule.level)
        return Change(
            level,
            id,
            message,
            hint=rule.hint,
            operation=operation,
            path=path,
            section=rule.section,
            **extra,
        )


def _candidates(gap: Gap) -> Iterator[Any]:
    try:
        yield from islice(gap.values(), MOST_TRIES)
    except (Undecided, RecursionError):
        return


def witness(cause: Cause) -> tuple[Any, Any] | None:
    """A whole value that only one side admits, and its piece at the gap."""
    inclusion, (narrow, wide) = cause.inclusion, cause.schemas
    if len(cause.way.steps) > DEEPEST:
        return None
    for candidate in _candidates(cause.gap):
        try:
            value = _lifted(cause.way.steps, candidate, inclusion)
            if value is MISSING or not inclusion.narrow.lenient.admits(narrow, value):
                continue
            if not inclusion.wide.members.admits(wide, value):
                return value, candidate
        except (Undecided, StopIteration, RecursionError):
            continue
    return None


def _part(cause: Cause) -> tuple[Any, ...]:
    """A value of the place that only one side admits there, where no whole one could be made."""
    gap, way, inclusion = cause.gap, cause.way, cause.inclusion
    exact = all(step.atom.exact and not step.atom.choices for step in way.steps)
    if gap.leaf is None or not (exact and way.only and way.certain):
        return ()
    narrow, wide = gap.leaf
    for candidate in _candidates(gap):
        try:
            fits = inclusion.narrow.lenient.admits(narrow, candidate)
            if fits and not inclusion.wide.members.admits(wide, candidate):
                return (candidate,)
        except Undecided:
            continue
    return ()


def _lifted(steps: tuple[Step, ...], value: Any, inclusion: Context) -> Any:
    for step in reversed(steps):
        value = next(inclusion.sampler.of_atom(step.atom, {step.key: value}))
    return value


def _example(place: Place, way: Way, leaf: Any) -> str:
    name = way.steps[-1].key if way.steps else None
    if leaf is MISSING:
        shown = f"an object without `{cut(compact(name))}`"
    elif isinstance(name, str):
        shown = f"`{cut(compact({name: leaf}))}`"
    else:
        shown = f"`{cut(compact(leaf))}`"
    if place.prefix == "webhook":
        return f"the API may send {shown}, which the base forbids"
    if place.prefix in ("response", "header"):
        return f"a response may be {shown}, which the base forbids"
    return f"{shown} was valid and is rejected"


def _path(place: Place, way: Way) -> str:
    return place.words + (": " if way.path else "") + reader_path(way.path)


def reader_path(pieces: tuple[str, ...]) -> str:
    """`teams[].avatar.kind`."""
    return "".join(piece if piece[0] in ".[" else f".{piece}" for piece in pieces).removeprefix(".")


def _side(side: Any) -> str:
    return "" if side is None else _written(side)


def _written(raw: Any) -> str:
    try:
        return compact(raw)
    except (RecursionError, TypeError, ValueError):
        return "(too deep to show)"
