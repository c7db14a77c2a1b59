"""A law: what a client could send as text is still read, if no change is reported.

The texts are sent in a query, and read by Django.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from compat.pieces import Json, document
from drf_typed_responses.compat import compare

TEXTS = ("", "0", "1", "2", "-1", "5", "1.5", "true", "false", "x", "00", "1e3")
SENT: list[tuple[str, ...]] = [(), *((text,) for text in TEXTS), *product(TEXTS[1:6], repeat=2)]

SCALARS = st.one_of(
    st.builds(dict, type=st.sampled_from(["integer", "number", "boolean", "string"])),
    st.builds(dict, type=st.just("integer"), minimum=st.integers(-1, 2)),
    st.builds(dict, type=st.just("string"), minLength=st.integers(0, 2)),
    st.sampled_from([{"type": "string", "pattern": "^[0-9]+$"}]),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True).map(
        lambda texts: {"type": "string", "enum": texts}
    ),
    st.lists(st.integers(-1, 5), min_size=1, max_size=3, unique=True).map(
        lambda numbers: {"type": "integer", "enum": numbers}
    ),
)
# Null has no text, and the judge does not know the keyword.
NULLABLE = st.builds(lambda schema: {**schema, "nullable": True}, SCALARS)
UNIONS = SCALARS | NULLABLE | st.builds(lambda a, b: {"anyOf": [a, b]}, SCALARS, SCALARS)
SCHEMAS = UNIONS | st.builds(
    lambda items, least: {"type": "array", "items": items, "minItems": least},
    UNIONS,
    st.integers(0, 2),
)


def asking(schema: Json) -> Json:
    parameter = {"in": "query", "name": "a", "schema": schema}
    operation = {"parameters": [parameter], "responses": {"200": {"description": ""}}}
    return document({"/teams/": {"get": operation}})


def readings(text: str) -> Iterator[Any]:
    """The values that a service may read in a text."""
    yield text
    if text in ("true", "false"):
        yield text == "true"
    if text in ("0", "1", "2", "-1", "5"):
        yield int(text)
    if text in ("1.5", "1e3"):
        yield float(text)


def reads(schema: Json, texts: tuple[str, ...]) -> bool:
    """Whether the texts of a parameter, as Django reads them, are a value of the schema."""
    texts = tuple(QueryDict(urlencode([("a", text) for text in texts])).getlist("a"))
    is_valid = jsonschema.Draft202012Validator(schema).is_valid
    if "items" in schema:
        return any(is_valid([*each]) for each in product(*map(readings, texts))) and bool(texts)
    return len(texts) == 1 and any(map(is_valid, readings(texts[0])))


@given(old=SCHEMAS, new=SCHEMAS)
def test_a_text_that_was_read_is_read(old: Json, new: Json) -> None:
    changes = compare(asking(old), asking(new))
    lost = [texts for texts in SENT if reads(old, texts) and not reads(new, texts)]
    if not any(change.level in ("error", "warning") for change in changes):
        assert lost == []


@given(old=UNIONS, new=UNIONS)
def test_a_reported_break_loses_a_text(old: Json, new: Json) -> None:
    for change in compare(asking(old), asking(new)):
        if change.level == "error" and change.value:
            jsonschema.validate(value := json.loads(change.value), old)
            text = value if isinstance(value, str) else change.value
            assert not any(map(jsonschema.Draft202012Validator(new).is_valid, readings(text)))


@pytest.mark.parametrize("texts", [("1",), ("x",), ("1", "x")])
def test_the_judge_of_the_law(texts: tuple[str, ...]) -> None:
    numbers = {"type": "array", "items": {"type": "integer"}}
    assert reads(numbers, texts) is ("x" not in texts)
