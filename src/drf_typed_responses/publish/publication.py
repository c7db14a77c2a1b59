"""The build: generate, merge, judge, dereference, and collect what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..conf import Settings, current_settings
from ..findings import Finding
from ..openapi.operations import operations_of
from ..spectacular.locations import ComponentLocations
from .dereference import dereferenced_within, unresolved
from .waivers import KEY, Excuse, excused, excuses_of
from .generated import generate
from .legacy import Legacy, merged, read_legacy, unresolved_in
from .published_operations import OperationSource, PublishedOperation, sources_of
from .unused import pruned
from .rule import Draft
from .enforcement import chosen_rules, independent, known_rules, ruled, unrepeated
from .shared_parameters import shared_parameters
from .tags import only_used_tags
from .operation_ids import repeated_ids, restored_ids, summarised, titled
from .document_checks import check_version, outdated
from .malformed import well_formed


@dataclass(frozen=True)
class Publication:
    """A public document, the same with references expanded, and what was found.

    `sources` leads from "GET /path/" to the view; `excuses` are the ones that were needed.
    """

    document: dict[str, Any]
    dereferenced: dict[str, Any]
    findings: tuple[Finding, ...]
    sources: Mapping[str, OperationSource]
    place: ComponentLocations
    excuses: tuple[Excuse, ...] = ()
    samples: int = 0
    rules: int = 0

    @property
    def operations(self) -> int:
        return sum(1 for _ in operations_of(self.document))

    @property
    def schemas(self) -> int:
        return len(self.document.get("components", {}).get("schemas", {}))


def build(on_step: Callable[[str, int, int], None] | None = None) -> Publication:
    """The public document of the project as it stands.

    `on_step` is called with the name, the number and the count of the operations while they are
    generated, then of the rules while they run. Nothing is written. Findings are complete and
    sorted; a mistake of the project is a finding, not an exception. Raises SettingsError for
    settings that cannot be read, and GenerationError where there is nothing to look at, such as for
    a URLconf that cannot be imported.
    """
    settings = current_settings()
    check_version()
    rules, legacy = chosen_rules(settings), read_legacy(settings.legacy)
    generated = generate(on_step)
    sources = sources_of(generated.document, generated.facts)
    document, found = _drafted(generated.document, sources, legacy, settings)
    operations = tuple(_operations(document, sources, legacy))
    draft = Draft(document, operations, generated.places, settings)
    spoken = [*generated.findings_of(sources)]
    judged = list(independent(ruled(draft, rules, on_step), spoken))
    run = {rule.id for rule, _ in rules}
    after = excused(judged, _excuses(draft), known_rules(settings).keys(), run)
    document = only_used_tags(document)
    expanded, exploding = dereferenced_within(document)
    found += [*spoken, *exploding, *_faults(document, legacy, sources)]
    findings = {*unrepeated(_placed(found, draft, sources), judged, sources), *after.findings}
    return Publication(
        document,
        expanded,
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        sources,
        generated.places,
        tuple(after.needed),
        len(draft.samples),
        len(rules),
    )


def _drafted(
    generated: dict[str, Any],
    sources: Mapping[str, OperationSource],
    legacy: Legacy,
    settings: Settings,
) -> tuple[dict[str, Any], list[Finding]]:
    """The document as the rules are to judge it, and what was wrong on the way there."""
    document, malformed = well_formed(generated)
    by_hand = [{"$ref": reference} for reference, _ in legacy.local]
    document, found = merged(pruned(restored_ids(document, sources), by_hand), legacy)
    return shared_parameters(_titled(document, settings)), [*malformed, *found]


def _faults(
    document: dict[str, Any], legacy: Legacy, sources: Mapping[str, OperationSource]
) -> Iterator[Finding]:
    """What is wrong with a whole document, whatever the rules say."""
    yield from unresolved(document, told=legacy.names - sources.keys())
    yield from unresolved_in(legacy, document)
    yield from repeated_ids(document)
    yield from outdated(document)


def _titled(document: dict[str, Any], settings: Settings) -> dict[str, Any]:
    if not settings.keep_operation_ids:
        document = titled(document)
    return summarised(document) if settings.summary_from_docstring else document


def _operations(
    document: dict[str, Any], sources: Mapping[str, OperationSource], legacy: Legacy
) -> Iterator[PublishedOperation]:
    for each in operations_of(document):
        source = sources.get(each.name)
        file, line = (source.file, source.line) if source else legacy.place(each.path, each.method)
        yield PublishedOperation(
            each.name, each.path, each.method, each.spec, each.parameters, source, file, line
        )


SCHEMAS = "components.schemas."


def _placed(
    findings: Iterable[Finding], draft: Draft, sources: Mapping[str, OperationSource]
) -> Iterator[Finding]:
    """Findings with the source and the owner of what they are about."""
    by_name: dict[str, PublishedOperation | OperationSource] = {
        **{operation.name: operation for operation in draft.operations},
        **sources,
    }
    for finding in findings:
        if finding.file:
            yield finding
        elif finding.path.startswith(SCHEMAS):
            file, line = draft.places(finding.path.removeprefix(SCHEMAS))
            yield replace(finding, file=file, line=line)
        elif about := by_name.get(finding.operation):
            yield replace(finding, file=about.file, line=about.line, owner=about.owner)
        else:
            yield finding


def _excuses(draft: Draft) -> list[Excuse]:
    """The excuses of all operations; those of hand-written files leave the document."""
    found = [excuse for operation in draft.operations for excuse in excuses_of(operation)]
    for operation in draft.operations:
        operation.spec.pop(KEY, None)
    return found
