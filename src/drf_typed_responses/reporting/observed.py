"""What production has seen of a document, as findings: what is documented and never sent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ..conformance.counts_file import Counts
from ..conformance.seen_values import ABSENT, MEMBER, UNLISTED
from ..findings import Finding
from ..openapi.types import Document
from .documented_places import DocumentedPlace, DocumentedPlaces
from .narrower_annotations import narrower_annotation
from .narrowings import Narrowing, proven

FindPlace = Callable[..., tuple[str, int | None]]


class _Conclusion(NamedTuple):
    """A finding about a place; its `narrowing` is proposed if the promise holds with it."""

    finding: Finding
    place: DocumentedPlace
    narrowing: Narrowing | None = None


class Observed:
    """The counts of one document of a project, and the document."""

    def __init__(self, document: Document, counts: Counts, name: str = "") -> None:
        self.places = DocumentedPlaces(document)
        self._seen: dict[str, Counter[str]] = {}
        self._calls: Counter[tuple[str, str]] = Counter()
        self._clients: Counter[tuple[str, str]] = Counter()
        for counted, number in counts.numbers.items():
            if counted.document != name:
                continue
            if counted.kind == "seen":
                self._seen.setdefault(counted.place, Counter())[counted.what] += number
            else:
                self._calls[counted.place, counted.what] += number
                self._clients[counted.place, counted.what] += 1

    @property
    def responses(self) -> int:
        """The number of observed responses."""
        bodies = (place for place in self.places.by_name.values() if place.is_body)
        return sum(_sent(self._seen.get(place.place, Counter())) for place in bodies)

    def findings(self, place: FindPlace, least: int) -> list[Finding]:
        """The findings about places with at least so many values, and about calls.

        `place` takes a component and an attribute, and returns file and line. A finding that
        proposes a narrower annotation is a warning, any other is info.
        """
        found = list(self._conclusions(least))
        narrowings = [each.narrowing for each in found if each.narrowing is not None]
        kept = dict(zip(map(id, narrowings), proven(self.places.document, narrowings), strict=True))
        told = [_finding(each, kept.get(id(each.narrowing)), place) for each in found]
        return sorted([*told, *self._uses()], key=lambda finding: finding.sort_key)

    def narrowings(self, least: int) -> list[Narrowing]:
        """The narrowings that the counts suggest, before the promise is asked."""
        found = self._conclusions(least)
        return [each.narrowing for each in found if each.narrowing is not None]

    def _conclusions(self, least: int) -> Iterator[_Conclusion]:
        for place in self.places.by_name.values():
            seen = self._seen.get(place.place, Counter())
            if _sent(seen) >= least:
                yield from self._about_values(place, seen)
            elif _sent(seen) == 0 and seen[ABSENT] >= least:
                yield _never(place, f"0 of {seen[ABSENT]:,} objects had it")
            elif place.is_body and not seen:
                yield _never(place, "no response had this status")

    def _about_values(self, place: DocumentedPlace, seen: Counter[str]) -> Iterator[_Conclusion]:
        total = _sent(seen)
        if not seen["null"] and self.places.is_nullable(place.schema):
            message = f"it is documented nullable; 0 of {total:,} were null"
            yield _conclusion(
                Finding("info", "observed-null", message), place, Narrowing(place, "null")
            )
        if place.owner is not None and not place.is_required and not seen[ABSENT]:
            message = f"it may be absent; 0 of {total:,} objects lacked it"
            yield _conclusion(
                Finding("info", "observed-absence", message), place, Narrowing(place, "absence")
            )
        yield from self._about_members(place, seen)
        documented = self.places.types(place.schema)
        sent = {"integer"} & seen.keys() if "number" in documented else set()
        unsent = documented - seen.keys() - ({"number"} if sent else set())
        if len(documented) > 1 and unsent and documented - unsent:
            kinds = ", ".join(sorted(unsent))
            message = f"it is documented as {kinds} too; 0 of {total:,} were"
            yield _Conclusion(Finding("info", "observed-type", message), place)

    def _about_members(self, place: DocumentedPlace, seen: Counter[str]) -> Iterator[_Conclusion]:
        members = self.places.members(place.schema)
        unsent = [each for each in members if not seen[MEMBER + json.dumps(each)]]
        listed = [what for what in seen if what.startswith(MEMBER) or what == UNLISTED]
        if unsent and listed:
            total = sum(seen[what] for what in listed)
            values = ", ".join(json.dumps(each, ensure_ascii=False) for each in unsent)
            message = f"it documents {values}; 0 of {total:,} were"
            narrowing = Narrowing(place, "members", tuple(unsent))
            yield _conclusion(Finding("info", "observed-value", message), place, narrowing)

    def _uses(self) -> Iterator[Finding]:
        """Who still calls what is deprecated."""
        for (operation, part), calls in self._calls.items():
            clients = self._clients[operation, part]
            who = f"{clients:,} client{'' if clients == 1 else 's'}"
            message = f"it is deprecated; {who} used it, in {calls:,} calls"
            yield Finding("info", "observed-use", message, operation=operation, path=part)


def _conclusion(finding: Finding, place: DocumentedPlace, narrowing: Narrowing) -> _Conclusion:
    # A shared place has several schemas, of which none is the one to narrow.
    return _Conclusion(finding, place, None if place.is_shared else narrowing)


def _never(place: DocumentedPlace, why: str) -> _Conclusion:
    message = f"it is documented and was never sent: {why}"
    return _Conclusion(Finding("info", "observed-never", message, hint=_NEVER), place)


_NEVER = "Deprecate it with a sunset if no client needs it."
_NO_PROMISE = "A narrower type breaks a request that has it too: give the response its own type."


def _finding(given: _Conclusion, holds: bool | None, find: FindPlace) -> Finding:
    """The finding at its place; `holds` is whether the promise holds with its narrowing."""
    place = given.place
    file, line = find(place.component, place.property) if place.component else ("", None)
    path = place.place.removeprefix(f"{place.operation} ")
    found = replace(given.finding, operation=place.operation, path=path, file=file, line=line)
    if given.narrowing is None:
        return found
    if not holds:
        return replace(found, hint=_NO_PROMISE)
    return replace(found, level="warning", hint=_proposal(given.narrowing, file, line))


def _proposal(narrowing: Narrowing, file: str, line: int | None) -> str:
    written = narrower_annotation(file, line, narrowing) if file else ""
    what = f"Write `{written}`" if written else _SAID[narrowing.without]
    return f"{what}: that breaks no client."


_SAID = {
    "null": "Annotate it without null",
    "absence": "Annotate it as always returned",
    "members": "Annotate it without these values",
}


def _sent(seen: Counter[str]) -> int:
    """The number of values at a place."""
    return sum(
        number
        for what, number in seen.items()
        if what not in (ABSENT, UNLISTED) and not what.startswith(MEMBER)
    )
