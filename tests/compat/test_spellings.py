"""Comparing a document with another spelling of itself yields no changes."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compat.pieces import returning, taking
from compat.schemas import edits, schemas
from compat.spellings import SPELLINGS, Respell, as_any_of, modern
from compat.table import BASE
from drf_typed_responses.compat import compare
from real.documents import DATES, folder, needs_documents

# The largest documents are for the nightly run.
REAL = DATES if settings.default.max_examples > 1000 else DATES[:1]


# Values that fit several arms are the only difference of `anyOf` and `oneOf`.
OVERLAPS = {"response-overlap", "request-overlap"}


def named(respell: Respell) -> str:
    return respell.__name__


def both_ways(base: Any, revised: Any) -> list[Any]:
    """The changes in both directions; 3.1 cannot express a `nullable` without effect."""
    found = [*compare(base, revised), *compare(revised, base)]
    return [change for change in found if not change.id.endswith("nullable-idle")]


@pytest.mark.parametrize("respell", SPELLINGS, ids=named)
def test_the_document_of_the_table(respell: Respell) -> None:
    base = copy.deepcopy(BASE)
    for seed in range(10):
        assert both_ways(base, respell(base, random.Random(seed))) == []


@pytest.mark.parametrize("respell", SPELLINGS, ids=named)
@example(
    {},
    {
        "anyOf": [
            {"type": "object", "properties": {"a": {}}},
            {"type": "object", "properties": {}, "additionalProperties": False},
        ]
    },
    0,
)  # One arm holds the other.
@example({}, {"type": "object", "required": ["a", "b"], "maxProperties": 1}, 1)  # Never valid.
@example({}, {"not": {"type": "array", "items": {"nullable": True}}}, 3)  # No array is valid.
@given(schema=schemas("3.0"), other=schemas("3.0"), seed=st.integers(0, 1000))
def test_generated_documents(respell: Respell, schema: Any, other: Any, seed: int) -> None:
    whole = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Other"},
                                              "b": schema}}  # fmt: skip
    for document in (returning(whole, Other=other), taking(whole, Other=other)):
        assert both_ways(document, respell(document, random.Random(seed))) == []


@needs_documents
@pytest.mark.slow
@pytest.mark.parametrize("respell", SPELLINGS, ids=named)
@pytest.mark.parametrize("date", REAL)
def test_real_documents(date: str, respell: Respell) -> None:
    found = folder()
    assert found is not None
    document = json.loads((found / f"{date}.json").read_bytes())
    assert both_ways(document, respell(document, random.Random(date))) == []


@given(schema=schemas("3.0"), other=schemas("3.0"))
def test_any_of_admits_what_one_of_does(schema: Any, other: Any) -> None:
    narrow: Any = {"oneOf": [schema, other]}
    wide: Any = {"anyOf": [schema, other]}
    assert grave(taking(narrow), taking(wide), "error") == []
    assert grave(returning(wide), returning(narrow), "error") == []


@needs_documents
@pytest.mark.slow
@pytest.mark.parametrize("date", REAL)
def test_any_of_for_one_of_in_real_documents(date: str) -> None:
    found = folder()
    assert found is not None
    document = json.loads((found / f"{date}.json").read_bytes())
    changes = both_ways(document, as_any_of(document, random.Random(0)))
    assert {change.id for change in changes} <= OVERLAPS


@given(data=st.data())
def test_an_edit_has_the_same_changes_in_every_spelling(data: Any) -> None:
    """The result is the same for every combination of 3.0 and 3.1."""
    old = data.draw(schemas("3.0"))
    base, revised = returning(old), returning(data.draw(edits(old, "3.0")))
    rng = random.Random(0)
    verdicts = [
        sorted(
            (change.id, change.path)
            for change in compare(one, other)
            if not change.id.endswith("nullable-idle")
        )
        for one in (base, modern(base, rng))
        for other in (revised, modern(revised, rng))
    ]
    assert verdicts == [verdicts[0]] * 4


@given(data=st.data())
def test_two_steps_that_break_nothing_break_nothing_together(data: Any) -> None:
    """Transitivity: if neither step has an error or `undecided`, both have no error."""
    first = data.draw(schemas("3.0"))
    second = data.draw(edits(first, "3.0"))
    third = data.draw(edits(second, "3.0"))
    for document in (returning, taking):
        one, two, three = map(document, (first, second, third))
        if not grave(one, two, "error", "warning") and not grave(two, three, "error", "warning"):
            assert grave(one, three, "error") == []


def grave(base: Any, revised: Any, *levels: str) -> list[Any]:
    return [change for change in compare(base, revised) if change.level in levels]
