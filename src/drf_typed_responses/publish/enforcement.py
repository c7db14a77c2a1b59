"""Which rules are run, at which level, and which findings only repeat what a rule says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from ..conf import Settings
from ..exceptions import SettingsError, TranslationError
from ..findings import Finding, Level
from ..spectacular.upstream import Text
from .published_operations import OperationSource
from .rule import Draft, Rule
from .rules import own_rules

OnStep = Callable[[str, int, int], None]


def known_rules(settings: Settings) -> dict[str, Rule]:
    """Every rule by its id, also those that are off.

    Raises SettingsError for an extra rule that is none, or whose id is taken.
    """
    rules = {rule.id: rule for rule in own_rules()}
    for path, extra in zip(settings.extra_rules, settings.imported_rules(), strict=True):
        if not isinstance(extra, Rule):
            raise SettingsError(f'TYPED_RESPONSES["EXTRA_RULES"]: {path} is no rule')
        if extra.id in rules:
            raise SettingsError(
                f'TYPED_RESPONSES["EXTRA_RULES"]: {path} has the id "{extra.id}" of another rule'
            )
        rules[extra.id] = extra
    return rules


def chosen_rules(settings: Settings) -> list[tuple[Rule, Level]]:
    """The rules that are on, each with its level, sorted by id.

    Raises SettingsError for what `known_rules` does, and for a level of a rule that is not there.
    """
    rules = known_rules(settings)
    for name in settings.rules:
        if name != "*" and name not in rules:
            raise SettingsError(
                f'TYPED_RESPONSES["RULES"] sets "{name}", which is no rule; '
                f"there are {', '.join(sorted(rules))}"
            )
    chosen: list[tuple[Rule, Level]] = []
    for _, rule in sorted(rules.items()):
        level = _level(rule, settings.rules)
        if level is not None:
            chosen.append((rule, level))
    return chosen


def _level(rule: Rule, levels: Mapping[str, Any]) -> Level | None:
    default = levels.get("*") if rule.level else None
    level: Any = levels.get(rule.id, default or rule.level)
    return None if level == "off" else level


def ruled(
    draft: Draft, rules: Collection[tuple[Rule, Level]], on_step: OnStep | None = None
) -> Iterator[Finding]:
    """What the rules find in a draft. An exception of a project's own rule is a finding too.

    `on_step` is called with the id, the number and the count of the rules as each one begins.
    """
    for number, (rule, level) in enumerate(rules, 1):
        if on_step is not None:
            on_step(rule.id, number, len(rules))
        try:
            yield from rule.findings(draft, level)
        except Exception as failure:  # an extra rule is code of the project
            message = f"the rule failed: {type(failure).__name__}: {failure}"
            yield Finding("error", rule.id, message, hint="Mend the rule, or set it off.")


# What a body without a proper type makes these rules say is only what its own finding says.
OF_BODIES = {"response-schema", "response-agrees", "sample-valid", "sample-leak"}


# The ids of errors of types.
REFUSALS = {TranslationError.id, *(error.id for error in TranslationError.__subclasses__())}


def independent(judged: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the rules, without those that follow from a type that was refused."""
    refused = {finding.operation for finding in found if finding.id in REFUSALS}
    for finding in judged:
        if finding.id not in OF_BODIES or finding.operation not in refused:
            yield finding


def unrepeated(
    found: Iterable[Finding], judged: Iterable[Finding], sources: Mapping[str, OperationSource]
) -> Iterator[Finding]:
    """What was found without what a rule says better, of the same operation or view."""
    said = {(finding.id, finding.operation) for finding in judged}
    views = {(id, sources[name].view.__name__) for id, name in said if name in sources}
    titles = {id for id, _ in said}
    for finding in found:
        text = finding.message
        view = finding.path.partition(" ")[0]
        if finding.id == "drf-spectacular":
            if Text.UNGUESSED_SERIALIZER in text and (
                ("request-body", view) in views or ("response-schema", view) in views
            ):
                continue
            if Text.UNTYPED_PARAMETER in text and ("path-variable", view) in views:
                continue
            if Text.REPEATED_ID in text and "title-unique" in titles:
                continue
        if finding.id == "repeated-id" and ("title-unique", finding.operation) in said:
            continue
        yield finding
