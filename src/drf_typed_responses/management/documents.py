"""The documents of a project, each built with its own settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from drf_typed_responses.conf import (
    Settings,
    current_settings,
    document_names,
    require_document,
)
from drf_typed_responses.document_names import DEFAULT, document_in_use, shown_name
from drf_typed_responses.findings import Finding
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from .terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.publish import Publication
    from drf_typed_responses.publish.baseline import Judged


@contextmanager
def chosen_document(options: Options) -> Iterator[str]:
    """Use the document that the options name, by default the default one. Raises SettingsError."""
    name = require_document(options["document"] or DEFAULT)
    with document_in_use(name):
        yield name


@dataclass(frozen=True)
class BuiltDocument:
    """One document of the project, with its settings; `findings` are the build's and of KEEPS."""

    name: str
    settings: Settings
    publication: Publication
    findings: tuple[Finding, ...]


def built(terminal: Terminal) -> Publication:
    """Build the document in use, and show the progress on a terminal."""
    from drf_typed_responses.publish.publication import build

    with terminal.progress() as on_step:
        return build(on_step)


def built_documents(options: Options, terminal: Terminal) -> list[BuiltDocument]:
    """Build the document that the options name, or all. Raises SettingsError."""
    given = options["document"]
    names = [require_document(given)] if given else document_names()
    publications: dict[str, Publication] = {}
    return [_built(name, publications, terminal) for name in names]


def _built(name: str, publications: dict[str, Publication], terminal: Terminal) -> BuiltDocument:
    publication = _publication(name, publications, terminal)
    with document_in_use(name):
        settings = current_settings()
    if settings.keeps:
        from drf_typed_responses.publish.kept_promises import with_promises

        kept = {each: _publication(each, publications, terminal) for each in settings.keeps}
        publication = with_promises(publication, kept, settings)
    findings = tuple(_of_document(each, shown_name(name)) for each in publication.findings)
    return BuiltDocument(name, settings, publication, findings)


def _of_document(finding: Finding, name: str) -> Finding:
    return finding if finding.document == name else replace(finding, document=name)


def _publication(
    name: str, publications: dict[str, Publication], terminal: Terminal
) -> Publication:
    """The publication of a document, built once."""
    if name not in publications:
        with document_in_use(name):
            publications[name] = built(terminal)
    return publications[name]


def built_private(
    documents: Iterable[BuiltDocument], terminal: Terminal, *, every_url: bool = False
) -> Publication:
    """A build of the operations that none of the documents has, with the project's settings.

    With `every_url`, it has them also at the URLs that `public_urls` leave out.
    """
    from drf_typed_responses.publish.publication import build
    from drf_typed_responses.publish.selection import Unpublished

    sources = [each.publication.sources.values() for each in documents]
    published = {(source.facts.route, source.method) for each in sources for source in each}
    with terminal.progress() as on_step:
        return build(on_step, Unpublished(frozenset(published), every_url))


def all_findings(documents: Iterable[BuiltDocument]) -> list[Finding]:
    """The findings of all documents; one that several documents have is there once."""
    found: dict[Finding, Finding] = {}
    for document in documents:
        for finding in document.findings:
            found.setdefault(_of_document(finding, ""), finding)
    return sorted(found.values(), key=lambda finding: finding.sort_key)


def is_whole(documents: Sequence[BuiltDocument]) -> bool:
    """Whether these are all documents of the project."""
    return {each.name for each in documents} == set(document_names())


def judged_findings(documents: Sequence[BuiltDocument]) -> Judged:
    """The findings of all documents that the baseline does not know, and of the baseline itself."""
    from drf_typed_responses.publish.baseline import Baseline

    file, findings = documents[0].settings.baseline, all_findings(documents)
    baseline = Baseline.load(file)
    judged = baseline.judged(findings)
    if is_whole(documents):
        judged.new.extend(baseline.stale(findings, file))
    return judged


def counted_findings(new: int, known: int) -> str:
    """The numbers of findings in words: "3 findings", "1137 known, 0 new", "No findings"."""
    if known:
        return f"{known:,} known, {new:,} new"
    return counted(new, "finding") if new else "No findings"


def findings_output(
    documents: Sequence[BuiltDocument], findings: Sequence[Finding], summary: dict[str, Any]
) -> Output:
    """The output of findings of these documents, with the meaning of each id."""
    from drf_typed_responses.publish.explanations import addresses, meanings

    settings = documents[0].settings
    return Output(
        findings=findings,
        summary=summary,
        meaning=meanings(settings),
        address=addresses(settings),
    )


def summary_of(
    documents: Sequence[BuiltDocument], seconds: float, known: int = 0, left_out: int = 0
) -> dict[str, Any]:
    """The facts of the first document for the JSON summary, and of each if there are several.

    `known` is the number of findings that the baseline knows, `left_out` of those that a filter
    does not show.
    """
    facts = _facts(documents[0].publication)
    summary = {**facts, "known": known, "left_out": left_out, "seconds": round(seconds, 3)}
    if len(documents) > 1:
        summary["documents"] = {each.name: _facts(each.publication) for each in documents}
    return summary


def _facts(publication: Publication) -> dict[str, Any]:
    return {
        "operations": publication.operations,
        "schemas": publication.schemas,
        "samples": publication.samples,
        "rules": publication.rules,
        "waivers": [
            {"operation": e.operation, "rule": e.rule, "reason": e.reason, "owner": e.owner}
            for e in publication.waivers
        ],
    }


def described(documents: Sequence[BuiltDocument]) -> str:
    """The documents in words: "3 operations, 2 schemas, ...", each with its name if several."""
    if len(documents) == 1:
        return _counts(documents[0].publication)
    return "; ".join(f"{each.name}: {_counts(each.publication)}" for each in documents)


def advice(documents: Sequence[BuiltDocument]) -> str:
    """What to do if no document has an operation; "" if one has."""
    if any(document.publication.operations for document in documents):
        return ""
    return (
        'No operation is public. Give a view `public = {"GET"}`, or a function '
        '`@public_methods("GET")`; with TYPED_RESPONSES["PUBLIC"] = "all", every operation is.'
    )


def _counts(publication: Publication) -> str:
    parts = [
        counted(publication.operations, "operation"),
        counted(publication.schemas, "schema"),
        f"{counted(publication.samples, 'sample')} checked",
        f"{counted(publication.rules, 'rule')} run",
    ]
    if publication.waivers:
        parts.append(counted(len(publication.waivers), "waiver"))
    return ", ".join(parts)
