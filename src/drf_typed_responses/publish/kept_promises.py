"""The promises of another document that a document keeps: the setting KEEPS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..compat.policy import Policy, policy_of
from ..conf import Settings
from ..findings import Change, Finding, Level
from .enforcement import level_of_other
from .other_findings import BROKEN_PROMISE, SETTABLE
from .publication import Publication
from .rendering import as_written
from .waivers import apply_waivers


def with_promises(
    keeping: Publication, kept: Mapping[str, Publication], settings: Settings
) -> Publication:
    """The publication, with a finding for each promise of `kept` that its clients cannot rely on.

    `kept` are the documents of KEEPS by name; `settings` are those of `keeping`.
    """
    level = level_of_other(BROKEN_PROMISE, settings)
    run = SETTABLE if level else frozenset[str]()
    policy = policy_of(settings)
    found = [
        finding
        for name, publication in kept.items()
        for finding in (_broken(policy, publication, name, keeping, level) if level else ())
    ]
    waived = apply_waivers(found, keeping.promise_waivers, SETTABLE, run)
    findings = sorted({*keeping.findings, *waived.findings}, key=lambda each: each.sort_key)
    waivers = (*keeping.waivers, *waived.needed)
    return replace(keeping, findings=tuple(findings), waivers=waivers)


def _broken(
    policy: Policy, kept: Publication, name: str, keeping: Publication, level: Level
) -> Iterator[Finding]:
    """The broken promises of one document.

    A client of the one document must be able to use the other, so a difference counts if, by the
    settings of the comparison, it would break clients as a change.
    """
    for change in policy.changes(as_written(kept.document), as_written(keeping.document)):
        if change.level == "error":
            yield _finding(change, name, keeping, level)


def _finding(change: Change, name: str, keeping: Publication, level: Level) -> Finding:
    place = keeping.locations(change.component, change.property) if change.component else ("", None)
    source = keeping.sources.get(change.operation)
    if not place[0] and source is not None:
        place = (source.file, source.line)
    return Finding(
        level,
        BROKEN_PROMISE,
        f'{change.message} [{change.id}], compared with the document "{name}"',
        hint=f'Let it keep what "{name}" promises, or remove "{name}" from its KEEPS.',
        operation=change.operation,
        path=change.path,
        file=place[0],
        line=place[1],
        owner=source.owner if source else "",
    )
