"""The comparison of two documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from ...collection import collecting_seldom
from ...findings import Change
from ...openapi.types import Document
from ...openapi.values import is_same
from ..documents.read_document import ReadDocument, Undecided
from .causes import ChangeCollector
from .comparison import Comparison
from .lifecycle import added_operation, lifecycle, note_unpromised, removed_operation
from .matching import ComparedOperation, Operations, callbacks, counterparts, webhooks
from .messages import request, responses
from .parameter_changes import parameters
from .security import security, token_sources
from .servers import document_servers, operation_servers
from .subtypes import subtypes
from .table import RULES, Options
from .webhooks import answers, presented_credentials, sent_body, sent_parameters, uncompared

ComparedPart: TypeAlias = Callable[[Comparison, ComparedOperation, ComparedOperation], None]


def compare(base: Document, revised: Document, *, options: Options | None = None) -> list[Change]:
    """Every change that a client written for `base` meets when the API publishes `revised`.

    `base` and `revised` are OpenAPI 3.0, 3.1 or 3.2 documents as JSON values, and may be of
    different versions. `options` are the levels of changes and the day of the comparison; by
    default the levels of `RULES` and today. The changes are sorted: errors first, then by place.

    Raises DocumentError for a value that is not an OpenAPI 3 document.
    """
    documents = ReadDocument(base, "the base"), ReadDocument(revised, "the revised document")
    options = options or Options()
    if not options.selection.prefixes and _is_identical(base, revised):
        return []
    changes = ChangeCollector(RULES, options.levels)
    with collecting_seldom():
        try:
            _documents(Comparison(*documents, changes, options.terms, options.selection))
            found = list(changes.changes())
        except RecursionError:
            changes.add("undecided", "The documents are nested too deeply to be compared", "")
            found = list(changes.changes())
    return sorted(found, key=lambda change: change.sort_key)


def _is_identical(base: Document, revised: Document) -> bool:
    try:
        return base is revised or is_same(base, revised)
    except RecursionError:
        return False


def _documents(comparison: Comparison) -> None:
    _operations(comparison, CALLED_BY_CLIENTS, *comparison.operations)
    called = webhooks(comparison.base), webhooks(comparison.revised)
    _operations(comparison, CALLED_BY_THE_API, *called)
    token_sources(comparison)
    document_servers(comparison)
    subtypes(comparison)


def _operations(
    comparison: Comparison, parts: Sequence[ComparedPart], olds: Operations, news: Operations
) -> None:
    for message in {**olds.unread, **news.unread}.values():
        comparison.changes.add("undecided", message, "")
    selection = comparison.selection
    pairs = counterparts(olds, news, selection.moved)
    for key, old in olds.found.items():
        if not selection.has(old, *([pairs[key]] if key in pairs else [])):
            continue
        if key in pairs:
            _operation(comparison, parts, old, pairs[key])
        elif key[1] not in news.unread:
            removed_operation(comparison, old)
    kept = {new.key for new in pairs.values()}
    for key, new in news.found.items():
        if key not in kept and key[1] not in olds.unread and selection.has(new):
            added_operation(comparison, new)


def _operation(
    comparison: Comparison,
    parts: Sequence[ComparedPart],
    old: ComparedOperation,
    new: ComparedOperation,
) -> None:
    if _is_unchanged(comparison, old, new):
        return
    note_unpromised(comparison, old, new.name)
    for part in parts:
        try:
            part(comparison, old, new)
        except Undecided as undecided:
            message = f"This could not be decided: {undecided}"
            comparison.changes.add("undecided", message, new.name)
        except RecursionError:
            message = "The operation is nested too deeply to be compared"
            comparison.changes.add("undecided", message, new.name)


def _is_unchanged(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> bool:
    """Whether an operation is the same, with all that it inherits from its path and document."""
    return (
        old.item is not new.item
        and comparison.same(old.spec, new.spec)
        and old.variables == new.variables
        and comparison.same(old.item.get("parameters"), new.item.get("parameters"))
        and comparison.security.same(old, new)
    )


def _callbacks(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the callbacks of an operation; callbacks of callbacks are not compared."""
    _operations(comparison.of_everything(), CALLED_BY_THE_API, callbacks(old), callbacks(new))


CALLED_BY_CLIENTS: Final[Sequence[ComparedPart]] = (
    parameters, request, responses, security, operation_servers, _callbacks, lifecycle,
)  # fmt: skip
CALLED_BY_THE_API: Final[Sequence[ComparedPart]] = (
    sent_parameters, sent_body, answers, presented_credentials, uncompared, lifecycle,
)  # fmt: skip
