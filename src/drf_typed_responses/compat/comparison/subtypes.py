"""Schemas that a discriminator may select although no schema refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...openapi.types import JSON
from ...openapi.values import list_at, object_at
from ...openapi.vocabulary import ALTERNATIVES
from ..documents.read_document import ReadDocument, Undecided
from .comparison import Comparison


def subtypes(comparison: Comparison) -> None:
    """Compare components that inherit by `allOf` from one with a discriminator.

    A value of the parent is a value of one of its subtypes. Source: OpenAPI 3.0.3 "Composition and
    Inheritance". JSON Schema does not read the discriminator so, and the schemas do not show where
    a subtype occurs: a difference is undecided.
    """
    olds, news = dict(_subtypes(comparison.base)), dict(_subtypes(comparison.revised))
    for name, old in olds.items():
        new = news.get(name)
        if new is None or comparison.same(old, new):
            continue
        older, newer = comparison.base.schema(old), comparison.revised.schema(new)
        wider = comparison.inclusions.responses.compare(newer, older).weight
        if wider or comparison.inclusions.requests.compare(older, newer).weight:
            message = f"{name} differs, and a discriminator may select it without a reference"
            comparison.changes.add("undecided", message, "", sides=(old, new))


def _subtypes(document: ReadDocument) -> Iterator[tuple[str, Any]]:
    for name, raw in object_at(object_at(document.root, "components"), "schemas").items():
        if any(_is_open_parent(document, part) for part in list_at(raw, "allOf")):
            yield name, raw


def _is_open_parent(document: ReadDocument, raw: JSON) -> bool:
    """Whether a schema has a discriminator and does not list the schemas that it selects."""
    try:
        parent = document.follow(raw)
    except Undecided:
        return False
    return (
        isinstance(parent, dict)
        and "discriminator" in parent
        and parent.keys().isdisjoint(ALTERNATIVES)
    )
