"""The size of a real document, folded behind references and expanded again."""

from __future__ import annotations

import json

import pytest

from drf_typed_responses.openapi.pointers import references
from drf_typed_responses.publish.dereference import dereferenced
from drf_typed_responses.publish.rendering import rendered

from .documents import DATES, folder, needs_documents
from .folding import folded

pytestmark = needs_documents


@pytest.mark.parametrize("date", DATES[-1:])
def test_a_document_of_4_mb_stays_as_small_as_it_was(date: str) -> None:
    found = folder()
    assert found is not None
    original = json.loads((found / f"{date}.json").read_text(encoding="utf-8"))
    whole = folded(original)
    assert len(list(references(whole))) > 500
    flat = dereferenced(whole)
    assert flat["paths"] == original["paths"]
    assert list(references(flat)) == []
    assert len(rendered(flat)) < len(rendered(original))
    assert len(rendered(flat)) < 3 * len(rendered(whole))
