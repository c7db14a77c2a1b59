"""The explanation of each finding by its id: a rule, another finding, or a change for clients."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter

from ..conf import Settings
from ..exceptions import SettingsError
from ..remedies import did_you_mean, page
from ..setting_values import PRESETS
from .enforcement import known_rules, level_of, level_of_other
from .other_findings import OTHER_FINDINGS, SETTABLE
from .rules import Rule, own_rules

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is known about an id, as plain data.

    `kind` is "rule", "finding" or "change". `level` is the default level, "off" for a rule that is
    off by default; `level_here` is that of the project's settings. `presets` are those that have a
    rule, none for one that is off by default. `message` and `hint` have `<name>` for what each
    finding fills in; `bad` and `good` are examples in Python.
    """

    id: str
    kind: str
    level: str
    level_here: str
    why: str
    presets: tuple[str, ...] = ()
    message: str = ""
    hint: str = ""
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    page: str = ""

    def text(self) -> str:
        """The explanation as text for a terminal."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        facts = [self.level]
        if self.level_here != self.level:
            facts.append(f"{self.level_here} in this project")
        if self.presets:
            facts.append(f"in {', '.join(self.presets)}")
        yield f"{self.id} ({'; '.join(facts)})"
        if self.why:
            yield from ("", *(line for part in _paragraphs(self.why) for line in part))
        yield from _block("Message", self.message)
        yield from _block("Remedy", self.hint)
        for heading, examples in (("Refused", self.bad), ("Accepted", self.good)):
            for example in examples:
                yield from _block(heading, example)
        if self.page:
            yield from ("", self.page)


def _paragraphs(text: str) -> Iterator[list[str]]:
    for number, paragraph in enumerate(text.split("\n\n")):
        yield [*([""] if number else []), *textwrap.wrap(" ".join(paragraph.split()), 80)]


def _block(heading: str, text: str) -> Iterator[str]:
    if text:
        yield from ("", f"{heading}:", "", *textwrap.indent(text.strip(), "    ").splitlines())


def explained(id: str, settings: Settings) -> Explanation:
    """The explanation of an id. Raises SettingsError for an unknown id."""
    rules = known_rules(settings)
    if id in rules:
        return _of_rule(rules[id], settings)
    if id in OTHER_FINDINGS:
        level, meaning = OTHER_FINDINGS[id]
        return Explanation(
            id=id,
            kind="finding",
            level=level,
            level_here=(level_of_other(id, settings) or "off") if id in SETTABLE else level,
            why=_sentence(meaning),
            page=page("rules", "findings-that-are-not-rules"),
        )
    return _of_change(id, settings, (*rules, *OTHER_FINDINGS))


def _of_rule(rule: Rule, settings: Settings) -> Explanation:
    is_own = rule in own_rules()
    return Explanation(
        id=rule.id,
        kind="rule",
        level=rule.level or "off",
        level_here=level_of(rule, settings) or "off",
        why=rule.why,
        presets=PRESETS[PRESETS.index(rule.preset) :] if rule.level else (),
        message=_said(rule.message),
        hint=_said(rule.hint),
        bad=rule.bad,
        good=rule.good,
        page=page("rules", rule.id) if is_own else "",
    )


def _of_change(id: str, settings: Settings, others: tuple[str, ...]) -> Explanation:
    # The table of changes takes time to load.
    from ..compat.comparison.table import RULES
    from ..compat.policy import address_of
    from ..compat.presets import levels_of

    if id not in RULES:
        guess = did_you_mean(id, (*others, *RULES)) or f"; {page('rules')} lists the ids"
        raise SettingsError(f'there is no rule or finding "{id}"{guess}')
    rule = RULES[id]
    return Explanation(
        id=id,
        kind="change",
        level=rule.level,
        level_here=levels_of(settings.diff_levels).get(id, rule.level),
        why=_sentence(rule.meaning),
        hint=_said(rule.hint),
        page=address_of(id),
    )


def meanings(settings: Settings) -> Callable[[str], str]:
    """A function that explains an id in a few sentences; it returns "" for an unknown id."""

    def meaning(id: str) -> str:
        explanation = _known(id, settings)
        return " ".join(explanation.why.split()) if explanation else ""

    return meaning


def addresses(settings: Settings) -> Callable[[str], str]:
    """A function that returns the address of an id's page; "" for an id without one."""

    def address(id: str) -> str:
        explanation = _known(id, settings)
        return explanation.page if explanation else ""

    return address


def _known(id: str, settings: Settings) -> Explanation | None:
    try:
        return explained(id, settings)
    except SettingsError:
        return None


def _said(template: str) -> str:
    """A template with `<name>` for each word that a finding fills in; "" if it has no other."""
    parts = [(text, name) for text, name, *_ in Formatter().parse(template)]
    said = "".join(f"{text}<{name}>" if name else text for text, name in parts)
    return said if any(text.strip() for text, _ in parts) else ""


def _sentence(meaning: str) -> str:
    """The text of Markdown that begins in the middle of a sentence, as a sentence."""
    text = _LINK.sub(r"\1", meaning)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
