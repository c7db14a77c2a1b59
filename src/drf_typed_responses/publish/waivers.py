"""Waivers: each exempts an operation from a rule, with a reason that is reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..findings import Finding
from ..remedies import did_you_mean, page

if TYPE_CHECKING:
    # `waive` is imported at production start.
    from .published_operations import PublishedOperation

F = TypeVar("F", bound=Callable[..., Any])

_ATTRIBUTE = "_typed_responses_waivers"
# The waivers of an operation in a hand-written file: {"rule": "reason"}.
KEY = "x-waivers"


class Waiver(NamedTuple):
    """An exemption of an operation from a rule, and the reason.

    `view` is the class that carries the waiver, "" for one on a function or in a file. A waiver of
    a class is needed if one operation of the class needs it.
    """

    operation: str
    rule: str
    reason: str
    file: str = ""
    line: int | None = None
    owner: str = ""
    view: str = ""
    is_by_hand: bool = False


def waive(rule: str, reason: str) -> Callable[[F], F]:
    """Waive a rule for the decorated view method, viewset action, function view or view class.

    `rule` is the id that the finding shows. `reason` is required; `apidocs build --waivers` and the
    JSON report list it. On a class the waiver covers each public operation of the class. The
    decorator returns what it decorates. A waiver without a reason, of an unknown rule, or of a rule
    that would report nothing is a finding (`waiver`) of the next build.
    """

    def note(view: F) -> F:
        # An `@api_view` function carries its view class.
        owner: Any = getattr(view, "cls", view)
        setattr(owner, _ATTRIBUTE, (*vars(owner).get(_ATTRIBUTE, ()), (rule, reason)))
        return view

    return note


def waivers_of(operation: PublishedOperation) -> Iterator[Waiver]:
    """The waivers on an operation's function and view class, or in its hand-written file."""
    source = operation.source
    own = operation.spec.get(KEY, {}).items()
    if source is not None:
        own = getattr(source.function, _ATTRIBUTE, ())
        for cls in source.view.__mro__:
            for rule, reason in vars(cls).get(_ATTRIBUTE, ()):
                yield _waiver(operation, rule, reason, f"{cls.__module__}.{cls.__qualname__}")
    for rule, reason in own:
        yield _waiver(operation, rule, reason, "")


def _waiver(operation: PublishedOperation, rule: object, reason: object, view: str) -> Waiver:
    # Any other value, such as None, is not a reason.
    text = reason if isinstance(reason, str) else ""
    place = (operation.file, operation.line, operation.owner)
    return Waiver(operation.name, str(rule), text, *place, view, operation.source is None)


class Waived(NamedTuple):
    """The findings that no waiver covers, and the waivers that covered one."""

    findings: list[Finding]
    needed: list[Waiver]


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    rules: Collection[str],
    run: Collection[str],
) -> Waived:
    """Remove the findings that are waived, and report the waivers that are wrong or not needed.

    `rules` are the ids of all rules, `run` those of the rules that have run; waivers of other rules
    are not reported as unneeded.
    """
    given = {(waiver.operation, waiver.rule): waiver for waiver in waivers}
    valid = {key: w for key, w in given.items() if w.rule in rules and w.reason.strip()}
    found = list(findings)
    met = {(finding.operation, finding.id) for finding in found}
    needed = [waiver for key, waiver in valid.items() if key in met]
    views = {(waiver.view, waiver.rule) for waiver in needed if waiver.view}
    stay = [f for f in found if (f.operation, f.id) not in valid]
    for key, waiver in given.items():
        is_moot = key in valid and waiver.rule not in run
        if not is_moot and waiver not in needed and (waiver.view, waiver.rule) not in views:
            stay.append(_wrong(waiver, rules))
    return Waived(stay, needed)


def _wrong(waiver: Waiver, rules: Collection[str]) -> Finding:
    """The finding about a waiver that covered no finding."""
    message, hint = f'its waiver of "{waiver.rule}" is no longer needed', "Remove the waiver."
    if waiver.rule not in rules:
        guess = did_you_mean(waiver.rule, rules)
        message = f'its waiver names the unknown rule "{waiver.rule}"{guess}'
        hint = f"Use the id of a rule from {page('rules')}; other findings cannot be waived."
    elif not waiver.reason.strip():
        message = f'its waiver of "{waiver.rule}" gives no reason'
        hint = f'Write "{KEY}": {{"{waiver.rule}": "the reason"}}.'
        hint = hint if waiver.is_by_hand else 'Write @waive("...", "the reason").'
    return Finding(
        "error",
        "waiver",
        message,
        hint=hint,
        operation=waiver.operation,
        path=waiver.rule,
        file=waiver.file,
        line=waiver.line,
        owner=waiver.owner,
    )
