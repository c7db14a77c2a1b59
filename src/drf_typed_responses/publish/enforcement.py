"""Runs the rules that the settings choose, and drops findings that only repeat another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from ..conf import Settings
from ..exceptions import SettingsError, TranslationError
from ..findings import Finding, Level
from ..remedies import did_you_mean, page
from ..setting_values import EXTENDS, PRESETS
from ..spectacular.upstream_texts import Text
from .checked_document import CheckedDocument
from .other_findings import OTHER_FINDINGS, SETTABLE
from .published_operations import OperationSource
from .rules import Rule, own_rules

OnStep: TypeAlias = Callable[[str, int, int], None]


def known_rules(settings: Settings) -> dict[str, Rule]:
    """Every rule by its id, including those that are off.

    Raises SettingsError for an extra rule that is not a `Rule` or whose id is taken.
    """
    rules = {rule.id: rule for rule in own_rules()}
    for path, extra in zip(settings.extra_rules, settings.imported_rules(), strict=True):
        if not isinstance(extra, Rule):
            raise SettingsError(f'TYPED_RESPONSES["EXTRA_RULES"]: {path} is not a rule')
        if extra.id in rules:
            raise SettingsError(
                f'TYPED_RESPONSES["EXTRA_RULES"]: {path} has the id "{extra.id}" of another rule'
            )
        rules[extra.id] = extra
    return rules


def chosen_rules(settings: Settings) -> list[tuple[Rule, Level]]:
    """The rules that are on, each with its level, sorted by id.

    Raises SettingsError as `known_rules` does, and for the level of an unknown rule.
    """
    rules = known_rules(settings)
    for name in settings.rules:
        if name not in ("*", EXTENDS, *rules, *SETTABLE):
            raise SettingsError(f'TYPED_RESPONSES["RULES"] sets {_not_a_rule(name, rules)}')
    chosen: list[tuple[Rule, Level]] = []
    for _, rule in sorted(rules.items()):
        level = level_of(rule, settings)
        if level is not None:
            chosen.append((rule, level))
    return chosen


def _not_a_rule(name: object, rules: Collection[str]) -> str:
    if name in OTHER_FINDINGS:
        baseline = page("rules", "a-baseline")
        return (
            f'"{name}", which is not a rule, so its level cannot be set. A baseline counts the '
            f"findings that a project already has: {baseline}"
        )
    guess = did_you_mean(name, (*rules, *SETTABLE)) or "."
    return f'the unknown rule "{name}"{guess} Known: {", ".join(sorted(rules))}'


def level_of(rule: Rule, settings: Settings) -> Level | None:
    """The level that the settings give a rule; the preset decides about those without one."""
    levels = settings.levels
    in_preset = PRESETS.index(rule.preset) <= PRESETS.index(settings.preset)
    default = (levels.get("*") or rule.level) if rule.level and in_preset else None
    level: Any = levels.get(rule.id, default)
    return None if level == "off" else level


def level_of_other(id: str, settings: Settings) -> Level | None:
    """The level that the settings give a finding of `SETTABLE`; "*" is about rules only."""
    level: Any = settings.rules.get(id, OTHER_FINDINGS[id].level)
    return None if level == "off" else level


def run_rules(
    document: CheckedDocument,
    rules: Collection[tuple[Rule, Level]],
    on_step: OnStep | None = None,
) -> Iterator[Finding]:
    """The findings of the rules. An exception in a project's own rule is also a finding.

    `on_step` is called with the id, the number and the count of the rules before each one runs.
    """
    for number, (rule, level) in enumerate(rules, 1):
        if on_step is not None:
            on_step(rule.id, number, len(rules))
        try:
            yield from rule.findings(document, level)
        except Exception as failure:  # an extra rule is code of the project
            message = f"the rule failed: {type(failure).__name__}: {failure}"
            yield Finding("error", rule.id, message, hint="Correct the rule, or turn it off.")


# A refused type has a finding. Findings of these rules would only be its consequences.
_ABOUT_BODIES: Final = {
    "free-form",
    "response-schema",
    "response-agrees",
    "sample-valid",
    "sample-leak",
    "typed",
}

# Without its decorator an operation has nothing that the other rules ask for.
_ORDER: Final = "decorator-order"

# The rules that say of one body what `typed` says of an operation.
_TYPED: Final = "typed"
_SAYING_UNTYPED: Final = {"free-form", "response-schema", "request-body", "success-response"}

# The ids of the findings about types.
_REFUSALS: Final = {TranslationError.id, *(each.id for each in TranslationError.__subclasses__())}


def independent(of_rules: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the rules, without consequences of a refused type or a lost decorator."""
    every, of_others = list(of_rules), list(found)
    refused = {finding.operation for finding in of_others if finding.id in _REFUSALS}
    undecorated = {finding.operation for finding in every if finding.id == _ORDER}
    undecorated |= {finding.operation for finding in of_others if _has_no_methods(finding)}
    untyped = {finding.operation for finding in every if finding.id in _SAYING_UNTYPED}
    for finding in every:
        is_of_body = finding.id in _ABOUT_BODIES and finding.operation in refused
        is_of_order = finding.id != _ORDER and finding.operation in undecorated
        is_said_better = finding.id == _TYPED and finding.operation in untyped
        if not is_of_body and not is_of_order and not is_said_better:
            yield finding


def _has_no_methods(finding: Finding) -> bool:
    """Whether a finding says that a decorator is for no method, for which it is lost too."""
    return (finding.id, finding.path) == ("malformed", "methods")


def unrepeated(
    found: Iterable[Finding], of_rules: Iterable[Finding], sources: Mapping[str, OperationSource]
) -> Iterator[Finding]:
    """The findings of other sources, without those whose cause another one reports better."""
    every = list(found)
    said = {(finding.id, finding.operation) for finding in of_rules}
    causes = {"repeated-id", *_REFUSALS}
    said |= {(finding.id, finding.operation) for finding in every if finding.id in causes}
    said |= {(_ORDER, finding.operation) for finding in every if _has_no_methods(finding)}
    views = {(id, sources[name].view.__name__) for id, name in said if name in sources}
    ids = {id for id, _ in said}
    for finding in every:
        is_repeated = finding.id == "repeated-id" and ("title-unique", finding.operation) in said
        if not is_repeated and not _is_said_better(finding, views, ids):
            yield finding


# The ids of findings that report the causes of messages of drf-spectacular, by part of the message.
_CAUSES_OF_VIEW: Final = {
    Text.UNRESOLVED_PARAMETER: (_ORDER,),
    Text.UNGUESSED_SERIALIZER: ("request-body", "response-schema", _ORDER, *_REFUSALS),
    Text.UNRESOLVED_AUTHENTICATOR: ("security-said", _ORDER),
    Text.UNRESOLVED: ("request-body", "response-schema", _ORDER),
    Text.UNTYPED_PARAMETER: ("path-variable", _ORDER),
}


def _is_said_better(
    finding: Finding, views: Collection[tuple[str, str]], ids: Collection[str]
) -> bool:
    """Whether another finding reports the cause of a message of drf-spectacular."""
    if finding.id != "drf-spectacular":
        return False
    view = finding.path.partition(" ")[0]
    for text, causes in _CAUSES_OF_VIEW.items():
        if text in finding.message:
            return any((cause, view) in views for cause in causes)
    return Text.REPEATED_ID in finding.message and ("title-unique" in ids or "repeated-id" in ids)
