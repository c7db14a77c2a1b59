"""The standing of each operation of a built document, by the rules of `publish`.

The rules run whatever level the settings give them, and waivers do not count: a waiver says why a
fact is as it is, and the report says the fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.apps import apps

from ..findings import Finding
from ..output.wording import shown_path
from ..publish import Publication
from ..publish.checked_document import CheckedDocument
from ..publish.published_operations import PublishedOperation
from ..publish.rules.description import description
from ..publish.rules.sample import sample
from ..publish.rules.sample_status import sample_status
from ..publish.rules.undeclared import undeclared
from ..publish.typed_bodies import TypedBodies, breaking
from .standing import Standing


def measured(publication: Publication, document: str = "") -> Iterator[tuple[str, Standing]]:
    """`(key, standing)` of each operation of a build; the key is one for all documents.

    `document` is the name of the document, "" for a build of the private operations.
    """
    checked = publication.checked
    measures = _Measures.of(checked)
    documents = (document,) if document else ()
    known: set[str] = set()
    for operation in checked.operations:
        source = operation.source
        key = source.facts.operation if source else operation.name
        known |= {key, operation.name}
        yield key, replace(measures.standing(operation), documents=documents)
    for finding in publication.findings:
        # An operation that its view does not declare has its standing among the private ones.
        is_left_out = finding.operation not in known and finding.id != undeclared.id
        if finding.operation and is_left_out:
            known.add(finding.operation)
            yield finding.operation, _left_out(finding)


def _left_out(finding: Finding) -> Standing:
    """The standing of an operation that has only a finding, for example because its code failed."""
    return Standing(
        operation=finding.operation,
        owner=finding.owner,
        place=_place(finding.file, finding.line),
        problem=finding.message,
    )


@dataclass(frozen=True)
class _Measures:
    """The facts of a document, and the names of its operations that break a rule."""

    bodies: TypedBodies
    undescribed: frozenset[str]
    unsampled: frozenset[str]

    @classmethod
    def of(cls, document: CheckedDocument) -> _Measures:
        return cls(
            TypedBodies.of(document),
            breaking(document, description),
            breaking(document, sample, sample_status),
        )

    def standing(self, operation: PublishedOperation) -> Standing:
        view = operation.source.view if operation.source else None
        app = apps.get_containing_app_config(view.__module__) if view else None
        return Standing(
            operation=operation.name,
            response=self.bodies.response(operation),
            request=self.bodies.request(operation),
            free=self.bodies.free(operation),
            is_described=operation.name not in self.undescribed,
            is_sampled=operation.name not in self.unsampled,
            owner=operation.owner,
            tags=tuple(map(str, operation.spec.get("tags", ()))),
            app=app.label if app else "",
            place=_place(operation.file, operation.line),
        )


def _place(file: str, line: int | None) -> str:
    """`shop/views.py:12`, relative to the working directory; "" without a file."""
    shown = shown_path(Path(file)) if file else ""
    return f"{shown}:{line}" if shown and line else shown
