"""The rules of a public document: one file for each; every file in this folder is a rule.

A rule is a generator over a `CheckedDocument`. Its file holds its id, level, message, hint, reason
and examples; docs/rules.md and the tests of the examples are made from them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from ...declared_settings import Preset
from ...findings import Finding, Level
from ...spectacular.locations import NOWHERE, Location
from ..checked_document import CheckedDocument
from ..published_operations import PublishedOperation

__all__ = ["Breach", "CheckedDocument", "Rule", "breach", "rule"]


class Breach(NamedTuple):
    """One place that breaks a rule.

    `operation` is None for a breach of the whole document; `path` leads to the place inside the
    operation, or inside the document. `location` is the file and line to change, if that is not the
    function of the operation. `words` fill the message and the hint of the rule.
    """

    operation: PublishedOperation | None
    path: str
    location: Location
    words: Mapping[str, object]


RuleCheck: TypeAlias = Callable[[CheckedDocument], Iterator[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a public document; the decorator `rule` makes one.

    `level` is the default level, None for a rule that is off by default. `preset` is the smallest
    preset that has the rule. `message`, `hint` and
    `by_hand` are templates. `bad` and `good` are examples in Python that break and keep the rule.
    """

    id: str
    message: str
    hint: str
    check: RuleCheck
    level: Level | None = "error"
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    by_hand: str = ""
    preset: Preset = "minimal"

    @property
    def why(self) -> str:
        """The reason for the rule: the docstring of its check."""
        return inspect.getdoc(self.check) or ""

    def findings(self, document: CheckedDocument, level: Level) -> Iterator[Finding]:
        """The breaches in a document as findings of the given level, with operation and source."""
        for found in self.check(document):
            operation = found.operation
            file, line = found.location
            if not file and operation is not None:
                file, line = operation.file, operation.line
            yield Finding(
                level,
                self.id,
                self.message.format_map(found.words),
                hint=self._hint(found),
                operation=operation.name if operation else "",
                path=found.path,
                file=file,
                line=line,
                owner=operation.owner if operation else "",
            )

    def _hint(self, found: Breach) -> str:
        if self.by_hand and found.operation and found.operation.source is None:
            return self.by_hand.format_map(found.words)
        hint = self.hint.format_map(found.words)
        decorate = found.operation.decorating_hint if found.operation else ""
        names_method = "@extend_schema" in hint or "docstring" in hint
        is_of_method = not found.location[0] and names_method
        return f"{hint} {decorate}" if decorate and is_of_method else hint


def rule(
    id: str,
    message: str,
    hint: str,
    *,
    level: Level | None = "error",
    bad: tuple[str, ...] = (),
    good: tuple[str, ...] = (),
    by_hand: str = "",
    preset: Preset = "minimal",
) -> Callable[[RuleCheck], Rule]:
    """Make a rule of a generator that yields a `breach(...)` for each place that breaks it.

    `id` names the rule in findings, settings and waivers. `message` and `hint` are templates of
    `str.format`, filled with the words of each breach. `by_hand` is the hint for an
    operation of a hand-written file, if another one. `level` is "error", "warning", or None for a
    rule that is off unless the settings set its level. `bad` and `good` are for docs/rules.md
    and the tests of our own rules; the docstring of the generator is the reason that the page
    gives. A project lists its rule in `TYPED_RESPONSES["EXTRA_RULES"]`; an exception in it becomes
    a finding of the rule.
    """
    return lambda check: Rule(id, message, hint, check, level, bad, good, by_hand, preset)


def breach(
    operation: PublishedOperation | None,
    path: str = "",
    location: Location = NOWHERE,
    **words: object,
) -> Breach:
    """A breach of a rule; `words` fill the templates of its message and its hint."""
    return Breach(operation, path, location, words)


@cache
def own_rules() -> tuple[Rule, ...]:
    """The rules of this package, sorted by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    found: list[Any] = [value for module in modules for value in vars(module).values()]
    return tuple(sorted((each for each in found if type(each) is Rule), key=lambda each: each.id))
