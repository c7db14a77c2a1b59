"""The build: generate, merge, check, expand, and collect the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..conf import Settings, current_settings
from ..findings import Finding
from ..openapi.nulls import exact_document
from ..openapi.operations import operations_of
from ..openapi.part_index import PartIndex
from ..openapi.versions import dialect_of
from ..spectacular.locations import ComponentLocations
from ..spectacular.operation_facts import owner_name
from .checked_document import CheckedDocument
from .dereference import dereferenced_within
from .document_checks import (
    check_version,
    misnamed_discriminators,
    outdated,
    repeated_ids,
    unresolved,
)
from .enforcement import chosen_rules, independent, known_rules, run_rules, unrepeated
from .generated import generate
from .legacy import Legacy, merged, read_legacy, unresolved_in
from .malformed import well_formed
from .operation_ids import with_summaries, with_tokens, with_written_ids
from .other_findings import SETTABLE
from .published_operations import (
    OWNER_KEY,
    OperationSource,
    PublishedOperation,
    sources_of,
)
from .selection import Selects
from .shared_parameters import with_shared_parameters
from .unused import without_unused_components, without_unused_tags
from .waivers import KEY, Waiver, apply_waivers, waivers_of


class PrivateAttribute(NamedTuple):
    """A private attribute of a component of the document, and why it is private."""

    component: str
    attribute: str
    reason: str
    file: str
    line: int | None


@dataclass(frozen=True)
class Publication:
    """The result of a build.

    `document` is the public document, and `dereferenced` the same with its references expanded.
    `findings` are all findings, sorted. `sources` maps "GET /path/" to the view of the operation;
    an operation of a hand-written file has none. `locations` gives the file and line of a component
    and its fields. `checked` is the document that the rules checked. `waivers` are those that
    covered a finding; `promise_waivers` are all that are about promises of other documents.
    `samples` and `rules` are the numbers of checked samples and of rules that ran.
    """

    document: dict[str, Any]
    dereferenced: dict[str, Any]
    findings: tuple[Finding, ...]
    sources: Mapping[str, OperationSource]
    locations: ComponentLocations
    checked: CheckedDocument
    waivers: tuple[Waiver, ...] = ()
    promise_waivers: tuple[Waiver, ...] = ()
    samples: int = 0
    rules: int = 0

    @property
    def operations(self) -> int:
        """The number of operations in the document."""
        return sum(1 for _ in operations_of(self.document))

    @property
    def schemas(self) -> int:
        """The number of component schemas in the document."""
        return len(self.document.get("components", {}).get("schemas", {}))

    @property
    def private(self) -> Iterator[PrivateAttribute]:
        """The private attributes that say why they are private."""
        for component in self.document.get("components", {}).get("schemas", {}):
            for name, reason in self.locations.reasons(component).items():
                place = self.locations(component, name)
                yield PrivateAttribute(component, name, reason, *place)


def build(
    on_step: Callable[[str, int, int], None] | None = None, selection: Selects | None = None
) -> Publication:
    """Build the public document of the project, or one of `selection`; no file is written.

    `on_step` is called with the name, the number and the count of the operations while they are
    generated, then of the rules while they run. The findings are complete and sorted; an error in
    the code of the project is a finding, not an exception. Raises SettingsError for settings that
    cannot be read, and GenerationError if the document cannot be generated at all, for example
    because the URLconf cannot be imported.
    """
    settings = current_settings()
    check_version()
    rules, legacy = chosen_rules(settings), read_legacy(settings.legacy)
    generated = generate(on_step, selection)
    sources = sources_of(generated.document, generated.facts)
    index = PartIndex()
    document, found = _completed(generated.document, sources, legacy, settings, index)
    operations = tuple(_operations(document, sources, legacy))
    locations = generated.locations.with_files(legacy.place_of_schema)
    checked = CheckedDocument(document, operations, locations, settings, generated.endpoints)
    messages = [*generated.findings_of(sources)]
    of_rules = list(independent(run_rules(checked, rules, on_step), messages))
    given, run = _waivers(checked), {rule.id for rule, _ in rules}
    waived = apply_waivers(of_rules, given, {*known_rules(settings), *SETTABLE}, run)
    document = _with_nulls(without_unused_tags(document), legacy, settings, index)
    expanded, of_expansion = dereferenced_within(document, index=index)
    found += [*messages, *of_expansion, *_document_findings(document, legacy, sources, index)]
    findings = {*unrepeated(_located(found, checked, sources), of_rules, sources), *waived.findings}
    return Publication(
        document,
        expanded,
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        sources,
        locations,
        checked,
        tuple(waived.needed),
        tuple(waiver for waiver in given if waiver.rule in SETTABLE),
        len(checked.samples),
        len(rules),
    )


def _completed(
    generated: dict[str, Any],
    sources: Mapping[str, OperationSource],
    legacy: Legacy,
    settings: Settings,
    index: PartIndex,
) -> tuple[dict[str, Any], list[Finding]]:
    """The document that the rules check, with the hand-written paths, and findings about it."""
    document, malformed = well_formed(generated)
    document = _without_unused(with_written_ids(document, sources), legacy, index)
    document, found = merged(document, legacy)
    return with_shared_parameters(_titled(document, settings)), [*malformed, *found]


def _without_unused(document: dict[str, Any], legacy: Legacy, index: PartIndex) -> dict[str, Any]:
    by_hand = [{"$ref": reference} for reference, _ in legacy.local]
    return without_unused_components(document, by_hand, index)


def _with_nulls(
    document: dict[str, Any], legacy: Legacy, settings: Settings, index: PartIndex
) -> dict[str, Any]:
    """The document with nulls as NULLS says, which is about OpenAPI 3.0 only.

    Without its references, a component may be unused, as a hand-written one may be.
    """
    if settings.nulls == "plain" and dialect_of(document) == "3.0":
        return document
    exact = exact_document(document, lambda part: bool(index.of(part).plain_nulls))
    if exact is document and not legacy.components:
        return document
    return _without_unused(exact, legacy, index)


def _document_findings(
    document: dict[str, Any],
    legacy: Legacy,
    sources: Mapping[str, OperationSource],
    index: PartIndex,
) -> Iterator[Finding]:
    yield from unresolved(document, reported=legacy.names - sources.keys(), index=index)
    yield from unresolved_in(legacy, document)
    yield from repeated_ids(document, by_hand=legacy.names - sources.keys())
    yield from outdated(document)
    yield from misnamed_discriminators(document, index)


def _titled(document: dict[str, Any], settings: Settings) -> dict[str, Any]:
    if not settings.keep_operation_ids:
        document = with_tokens(document)
    return with_summaries(document) if settings.summary_from_docstring else document


def _operations(
    document: dict[str, Any], sources: Mapping[str, OperationSource], legacy: Legacy
) -> Iterator[PublishedOperation]:
    for each in operations_of(document):
        source = sources.get(each.name)
        file, line = (source.file, source.line) if source else legacy.place(each.path, each.method)
        owner = source.owner if source else owner_name(each.spec.pop(OWNER_KEY, ""))
        yield PublishedOperation(
            each.name, each.path, each.method, each.spec, each.parameters, source, file, line, owner
        )


_SCHEMAS = "components.schemas."


def _located(
    findings: Iterable[Finding], checked: CheckedDocument, sources: Mapping[str, OperationSource]
) -> Iterator[Finding]:
    """The findings, with file, line and owner of their operation or component."""
    by_name: dict[str, PublishedOperation | OperationSource] = {
        **{operation.name: operation for operation in checked.operations},
        **sources,
    }
    for finding in findings:
        if finding.file:
            yield finding
        elif finding.path.startswith(_SCHEMAS):
            file, line = checked.locations(finding.path.removeprefix(_SCHEMAS))
            yield replace(finding, file=file, line=line)
        elif about := by_name.get(finding.operation):
            yield replace(finding, file=about.file, line=about.line, owner=about.owner)
        else:
            yield finding


def _waivers(checked: CheckedDocument) -> list[Waiver]:
    """The waivers of all operations; removes those of hand-written files from the document."""
    found = [waiver for operation in checked.operations for waiver in waivers_of(operation)]
    for operation in checked.operations:
        operation.spec.pop(KEY, None)
    return found
