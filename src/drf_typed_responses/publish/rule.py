"""What a rule is: an id, a message, a remedy, and a generator over the draft of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from ..conf import Settings
from ..findings import Finding, Level
from ..openapi.pointers import resolve_object
from ..spectacular.locations import NOWHERE, ComponentLocations, Location
from ..validation import Direction, Validator
from .published_operations import PublishedOperation
from .published_samples import Sample, samples_of


@dataclass(frozen=True)
class Draft:
    """A document as it would be published, with the source of each operation."""

    document: Mapping[str, Any]
    operations: tuple[PublishedOperation, ...]
    places: ComponentLocations
    settings: Settings

    @cached_property
    def validators(self) -> dict[Direction, Validator]:
        """What judges bodies that are sent, and those that are returned."""
        return {
            "request": Validator(self.document, direction="request"),
            "response": Validator(self.document),
        }

    @cached_property
    def samples(self) -> list[Sample]:
        """The samples of all operations, checked at most once."""
        return [sample for operation in self.operations for sample in self.samples_of(operation)]

    def samples_of(self, operation: PublishedOperation) -> list[Sample]:
        if operation.name not in self._samples:
            found = samples_of(operation, self.resolved, self.validators)
            self._samples[operation.name] = list(found)
        return self._samples[operation.name]

    @cached_property
    def _samples(self) -> dict[str, list[Sample]]:
        return {}

    @property
    def schemas(self) -> Mapping[str, Any]:
        """The component schemas by name."""
        found: Mapping[str, Any] = self.document.get("components", {}).get("schemas", {})
        return found

    @cached_property
    def tags(self) -> dict[str, Mapping[str, Any]]:
        """The tags that the settings define, by name."""
        return {tag["name"]: tag for tag in self.document.get("tags", []) if "name" in tag}

    def resolved(self, node: Any) -> dict[str, Any]:
        """An object of the document, behind references; an empty one where they lead to none."""
        return resolve_object(self.document, node)


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule does not hold: an operation, what is inside it, and the words.

    `place` is where it is to be mended, if that is not the operation's own function; `words` fill
    the message and the hint of the rule.
    """

    operation: PublishedOperation | None
    path: str = ""
    place: Location = NOWHERE
    words: Mapping[str, Any] = field(default_factory=dict)


Check: TypeAlias = Callable[[Draft], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a public document. `level` is what it is unless the settings say otherwise."""

    id: str
    message: str
    hint: str
    check: Check
    level: Level | None = "error"

    def findings(self, draft: Draft, level: Level) -> Iterator[Finding]:
        """What the rule has to say about a draft, each with operation, source and remedy."""
        for problem in self.check(draft):
            operation = problem.operation
            file, line = problem.place
            if not file and operation is not None:
                file, line = operation.file, operation.line
            hint = self.hint.format_map(problem.words)
            if operation and operation.way_in and ("@extend_schema" in hint or "docstring" in hint):
                hint = f"{hint} {operation.way_in}"
            yield Finding(
                level,
                self.id,
                self.message.format_map(problem.words),
                hint=hint,
                operation=operation.name if operation else "",
                path=problem.path,
                file=file,
                line=line,
                owner=operation.owner if operation else "",
            )


def rule(
    id: str, message: str, hint: str, level: Level | None = "error"
) -> Callable[[Check], Rule]:
    """Make a rule of a generator of problems; a level of None leaves it off by default.

    `message` and `hint` are templates (`str.format`), filled with the words of each problem.
    """
    return lambda check: Rule(id, message, hint, check, level)


def problem(
    operation: PublishedOperation | None, path: str = "", place: Location = NOWHERE, **words: Any
) -> Problem:
    """A problem, its words given by name."""
    return Problem(operation, path, place, words)
