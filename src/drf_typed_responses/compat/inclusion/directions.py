"""The comparisons of two documents in both directions, connected with each other."""

from __future__ import annotations

from typing import NamedTuple

from ..documents.read_document import ReadDocument
from ..sets.schema_reader import SchemaReader
from ..sets.wire import WireReader
from .engine import Inclusion
from .inclusion_context import Budget
from .terms import Terms
from .unchanged import Unchanged


class Directions(NamedTuple):
    """`requests`: is the base within the revision? `responses`: the reverse.

    `texts` and `sent_texts` are the same for values that travel as text.
    """

    requests: Inclusion
    responses: Inclusion
    texts: Inclusion
    sent_texts: Inclusion


def directions(
    base: ReadDocument, revised: ReadDocument, unchanged: Unchanged, terms: Terms
) -> Directions:
    """The inclusions of two documents, which share a budget; each has its strict reverse."""
    old, new = SchemaReader(base), SchemaReader(revised)
    budget = Budget(base.components + revised.components)
    requests = Inclusion(old, new, unchanged, budget, terms)
    responses = Inclusion(new, old, unchanged, budget, terms, response=True)
    older = Inclusion(old, new, unchanged, budget, terms, strict=True)
    newer = Inclusion(new, old, unchanged, budget, terms, strict=True)
    texts = Inclusion(old, WireReader(new), unchanged, budget, terms)
    sent_texts = Inclusion(new, WireReader(old), unchanged, budget, terms, response=True)
    requests.reverse = texts.reverse = older.reverse = newer
    responses.reverse = sent_texts.reverse = newer.reverse = older
    return Directions(requests, responses, texts, sent_texts)
