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
from ..publish.rules import Rule
from ..publish.rules.description import description
from ..publish.rules.free_form import free_form, says_nothing
from ..publish.rules.request_body import request_body
from ..publish.rules.response_schema import response_schema
from ..publish.rules.sample import sample
from ..publish.rules.sample_status import sample_status
from ..publish.rules.success_response import success_response
from .standing import Body, Standing


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
        if finding.operation and finding.operation not in known:
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
    """The names of the operations of a document that break a rule."""

    document: CheckedDocument
    without_response: frozenset[str]
    without_request: frozenset[str]
    undescribed: frozenset[str]
    unsampled: frozenset[str]

    @classmethod
    def of(cls, document: CheckedDocument) -> _Measures:
        return cls(
            document,
            _breaking(document, response_schema, success_response),
            _breaking(document, request_body),
            _breaking(document, description),
            _breaking(document, sample, sample_status),
        )

    def standing(self, operation: PublishedOperation) -> Standing:
        free = self._free(operation)
        view = operation.source.view if operation.source else None
        app = apps.get_containing_app_config(view.__module__) if view else None
        return Standing(
            operation=operation.name,
            response=self._response(operation, free),
            request=self._request(operation),
            free=free,
            is_described=operation.name not in self.undescribed,
            is_sampled=operation.name not in self.unsampled,
            owner=operation.owner,
            tags=tuple(map(str, operation.spec.get("tags", ()))),
            app=app.label if app else "",
            place=_place(operation.file, operation.line),
        )

    def _free(self, operation: PublishedOperation) -> tuple[str, ...]:
        # In the whole document, the rule reports each place in one operation only.
        alone = replace(self.document, operations=(operation,))
        return tuple(breach.path for breach in free_form.check(alone))

    def _response(self, operation: PublishedOperation, free: tuple[str, ...]) -> Body:
        document = self.document
        contents = [
            document.resolved(response).get("content", {}) for _, response in operation.successes
        ]
        schemas = [
            document.resolved(media.get("schema", {}))
            for content in contents
            for media in content.values()
        ]
        if operation.name in self.without_response or any(map(says_nothing, schemas)):
            return "untyped"
        if free:
            return "partly"
        return "typed" if schemas else "none"

    def _request(self, operation: PublishedOperation) -> Body:
        if operation.name in self.without_request:
            return "untyped"
        return "typed" if "requestBody" in operation.spec else "none"


def _breaking(document: CheckedDocument, *rules: Rule) -> frozenset[str]:
    """The names of the operations that break one of the rules."""
    breaches = (breach for rule in rules for breach in rule.check(document))
    return frozenset(breach.operation.name for breach in breaches if breach.operation)


def _place(file: str, line: int | None) -> str:
    """`shop/views.py:12`, relative to the working directory; "" without a file."""
    shown = shown_path(Path(file)) if file else ""
    return f"{shown}:{line}" if shown and line else shown
