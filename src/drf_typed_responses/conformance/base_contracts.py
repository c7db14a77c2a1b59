"""Checks the responses of tests against an earlier document too: the base of `--contract-base`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, NamedTuple

from ..compat.comparison.seen_breaks import SeenBreak
from ..compat.documents.loading import read, without_password
from ..compat.policy import policy_of
from ..conf import current_settings
from ..document_names import WHOLE_FILE, document_in_use
from ..findings import SEVERITY, Change, Level
from ..openapi.operations import operations_of
from ..output.wording import counted
from ..publish.rendering import as_written
from ..validation import Violation
from .assertions import place_text
from .checks import Check
from .client import checked_response
from .contract import Contract
from .suite_run import RUN

_HEADER: Final = "header "
# The most tests that a line names.
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A change since the base that responses of tests show, as plain data.

    The attributes are those of `Change`.
    """

    level: Level
    id: str
    operation: str
    path: str
    message: str
    file: str = ""
    line: int | None = None
    document: str = ""
    tests: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """The change as lines of text: its place, its message, and the tests."""
        yield f"{self.level}: {self.id}: {self.operation}: {self.path}"
        yield f"  {self.message}"
        more = len(self.tests) - _NAMED
        others = f" and {counted(more, 'more test')}" if more > 0 else ""
        place = place_text(self.file, self.line)
        declared = f"; declared at {place}" if place else ""
        yield f"  seen in {', '.join(self.tests[:_NAMED])}{others}{declared}"


class _Base(NamedTuple):
    """The contract of a document now, and the contract of its base."""

    now: Contract
    before: Contract


class BaseContracts:
    """The bases of a project's documents, and the breaks of them that tests have seen.

    `source` names the base as `apidocs diff` takes it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._bases: list[_Base] = []
        self._seen: dict[str, dict[SeenBreak, dict[str, None]]] = {}
        # What other processes have seen.
        self._others: list[SeenChange] = []

    def begin(self, contracts: Iterable[Contract]) -> None:
        """Read the base of each contract. Raises DocumentError for one that cannot be read."""
        self._bases = [_Base(each, _before(each, self.source)) for each in contracts]

    def check(self, request: Any, response: Any) -> None:
        """Remember where a response to a request of a test breaks a base."""
        for now, before in self._bases:
            found = checked_response(before, request, response, None)
            for each in _breaks(found) if found is not None else ():
                seen = self._seen.setdefault(now.name, {})
                seen.setdefault(each, {})[RUN.test_name] = None

    def exported(self) -> list[dict[str, Any]]:
        """The changes that tests have seen as plain data, which another process can `merge`."""
        return [asdict(change) for change in self.changes()]

    def merge(self, exported: Iterable[Mapping[str, Any]]) -> None:
        """Add what another process has exported."""
        self._others += (SeenChange(**{**row, "tests": tuple(row["tests"])}) for row in exported)

    def changes(self) -> list[SeenChange]:
        """The changes that tests have seen, each once, under the policy of the project."""
        own = (change for base in self._bases for change in self._changes(base))
        found: dict[SeenChange, dict[str, None]] = {}
        for each in (*own, *self._others):
            found.setdefault(replace(each, tests=()), {}).update(dict.fromkeys(each.tests))
        every = [replace(change, tests=tuple(sorted(tests))) for change, tests in found.items()]
        return sorted(every, key=lambda each: (SEVERITY[each.level], each.operation, each.path))

    def _changes(self, base: _Base) -> Iterator[SeenChange]:
        seen = self._seen.get(base.now.name, {})
        if not seen:
            return
        breaks = [each._replace(tests=tuple(tests)) for each, tests in seen.items()]
        with document_in_use(base.now.name):
            policy = policy_of(current_settings())
            document = as_written(base.now.document)
            found = policy.findings(base.before.document, document, base.now.place, breaks)
        for change in found:
            if isinstance(change, Change) and change.tests:
                yield _seen_change(change, base.now.name)

    def lines(self) -> Iterator[str]:
        """The changes as lines of text."""
        name, changes = without_password(self.source), self.changes()
        if not changes:
            yield f"No response of a test breaks the base {name}"
            return
        yield f"Responses of tests show {counted(len(changes), 'change')} since the base {name}:"
        for change in changes:
            yield from change.lines


def _seen_change(change: Change, document: str) -> SeenChange:
    return SeenChange(
        change.level,
        change.id,
        change.operation,
        change.path,
        change.message,
        change.file,
        change.line,
        document,
        change.tests,
    )


def _before(now: Contract, source: str) -> Contract:
    """The contract of the base, in which what is private now is private too."""
    with document_in_use(now.name):
        document = read(source, current_settings().out / WHOLE_FILE)
    names = {operation.name for operation in operations_of(document)}
    routes = {name: route for name, route in now.routes.items() if name in names}
    return Contract(
        document, now.private, routes=routes, version=now.version, withheld=now.withheld
    )


def _breaks(check: Check) -> Iterator[SeenBreak]:
    for violation in check.breaks:
        yield SeenBreak(
            check.operation,
            _path(check, violation),
            violation.message.replace(f"`{violation.path}`", f"`{violation.place}`", 1),
            violation.component,
            violation.property,
        )


def _path(check: Check, violation: Violation) -> str:
    """The place of a violation as a change names it."""
    words = f"{check.documented or check.status} response"
    if violation.kind == "header":
        return f"{words}, header `{violation.place.removeprefix(_HEADER)}`"
    return f"{words}: {violation.place}" if violation.place else words
