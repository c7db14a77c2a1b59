"""A rule excused for one operation, where it is declared, with a reason that is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ..findings import Finding

if TYPE_CHECKING:
    # `excuse` is imported at production start.
    from .published_operations import PublishedOperation

F = TypeVar("F", bound=Callable[..., Any])

_ATTRIBUTE = "_typed_responses_excuses"
# Where an operation of a hand-written file gives its excuses: {"rule": "reason"}.
KEY = "x-excuses"


@dataclass(frozen=True, slots=True)
class Excuse:
    """A rule that need not hold for an operation, and why."""

    operation: str
    rule: str
    reason: str
    file: str = ""
    line: int | None = None
    owner: str = ""
    # The view class it stands on: there it is needed if one of its operations needs it.
    view: str = ""


def excuse(rule: str, reason: str) -> Callable[[F], F]:
    """Let a rule not hold for what it decorates: a view method, an action, or a view class.

    `rule` is the id that the finding shows; `reason` is shown in the report of every build
    (`apidocs build --excuses`). On a class it stands for each of its public operations.
    """

    def note(view: F) -> F:
        # An `@api_view` function carries its view class.
        owner: Any = getattr(view, "cls", view)
        setattr(owner, _ATTRIBUTE, (*vars(owner).get(_ATTRIBUTE, ()), (rule, reason)))
        return view

    return note


def excuses_of(operation: PublishedOperation) -> Iterator[Excuse]:
    """The excuses on an operation's function, on its view class, or in its hand-written file."""
    source = operation.source
    own = operation.spec.get(KEY, {}).items()
    if source is not None:
        own = getattr(source.function, _ATTRIBUTE, ())
        for cls in source.view.__mro__:
            for rule, reason in vars(cls).get(_ATTRIBUTE, ()):
                yield _excuse(operation, rule, reason, f"{cls.__module__}.{cls.__qualname__}")
    for rule, reason in own:
        yield _excuse(operation, rule, reason, "")


def _excuse(operation: PublishedOperation, rule: Any, reason: Any, view: str) -> Excuse:
    place = (operation.file, operation.line, operation.owner)
    # What is no text is no reason: None is not "None".
    said = reason if isinstance(reason, str) else ""
    return Excuse(operation.name, str(rule), said, *place, view)


@dataclass(frozen=True, slots=True)
class Excused:
    """Findings after the excuses: those that stay, and the excuses that were needed."""

    findings: list[Finding]
    needed: list[Excuse]


def excused(
    findings: Iterable[Finding],
    excuses: Iterable[Excuse],
    rules: Collection[str],
    run: Collection[str],
) -> Excused:
    """Take the excused findings out; an excuse that is wrong or not needed is a finding itself.

    `rules` are the ids that can be excused, `run` those of the rules that have been run: whether
    an excuse from another is needed cannot be told.
    """
    given = {(excuse.operation, excuse.rule): excuse for excuse in excuses}
    valid = {key: e for key, e in given.items() if e.rule in rules and e.reason.strip()}
    found = list(findings)
    met = {(finding.operation, finding.id) for finding in found}
    needed = [excuse for key, excuse in valid.items() if key in met]
    views = {(excuse.view, excuse.rule) for excuse in needed if excuse.view}
    stay = [f for f in found if (f.operation, f.id) not in valid]
    for key, excuse in given.items():
        is_moot = key in valid and excuse.rule not in run
        if not is_moot and excuse not in needed and (excuse.view, excuse.rule) not in views:
            stay.append(_wrong(excuse, rules))
    return Excused(stay, needed)


def _wrong(excuse: Excuse, rules: Collection[str]) -> Finding:
    """What is wrong with an excuse that was not needed."""
    what, hint = f'its excuse for "{excuse.rule}" excuses nothing any more', "Remove the excuse."
    if excuse.rule not in rules:
        what = f'it is excused from "{excuse.rule}", which is no rule'
        hint = "Use the id of a rule, which docs/rules.md lists; no other finding can be excused."
    elif not excuse.reason.strip():
        what = f'its excuse for "{excuse.rule}" gives no reason'
        hint = 'Write @excuse("...", "the reason").'
    return Finding(
        "error",
        "excuse",
        what,
        hint=hint,
        operation=excuse.operation,
        path=excuse.rule,
        file=excuse.file,
        line=excuse.line,
        owner=excuse.owner,
    )
