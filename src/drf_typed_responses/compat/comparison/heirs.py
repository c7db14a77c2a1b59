"""Forms that only inherit: a discriminator leads to them, and no schema holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..documents.read_document import ReadDocument, Undecided
from .operations import listed, mapping
from .pair import Pair


def heirs(pair: Pair) -> None:
    """What inherits by `allOf`, which JSON Schema does not read from the discriminator.

    A value of the parent is a value of one of its heirs, as OpenAPI means it. Where it is met
    nobody can tell from the schemas, so that a difference is said to be undecided.
    """
    olds, news = dict(_heirs(pair.base)), dict(_heirs(pair.revised))
    for name, old in olds.items():
        new = news.get(name)
        if new is None or pair.same(old, new):
            continue
        older, newer = pair.base.schema(old), pair.revised.schema(new)
        wider = pair.responses.compare(newer, older).weight
        if wider or pair.requests.compare(older, newer).weight:
            message = f"{name} differs, to which a discriminator may lead where no schema holds it"
            pair.causes.add("undecided", message, "", sides=(old, new))


def _heirs(document: ReadDocument) -> Iterator[tuple[str, Any]]:
    for name, raw in mapping(mapping(document.root, "components"), "schemas").items():
        if isinstance(raw, dict) and any(_leads(document, part) for part in listed(raw, "allOf")):
            yield name, raw


def _leads(document: ReadDocument, raw: Any) -> bool:
    """Whether the parent has a discriminator and does not list its forms."""
    try:
        parent = document.follow(raw)
    except Undecided:
        return False
    return (
        isinstance(parent, dict)
        and "discriminator" in parent
        and not parent.keys() & {"anyOf", "oneOf"}
    )
