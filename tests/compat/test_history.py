"""Sampled values, tried on the documents of an API that often breaks clients."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compat.instances import near
from compat.pieces import returning
from compat.places import failing, holds, steps
from compat.schemas import edits
from drf_typed_responses.compat import Change, Options, compare
from laws.validators import COMPARED_FORMATS, READERS
from real.documents import DATES, folder, needs_documents

pytestmark = [needs_documents, pytest.mark.slow]
PAIRS = [*pairwise(DATES), (DATES[0], DATES[-1])]
STRICT = Options(levels={"response-enum-value": "error"})
Json = dict[str, Any]
# The path in the base and in the revised document, the method and the status.
Body = tuple[str, str, str, str]


@cache
def document(date: str) -> Json:
    found = folder()
    assert found is not None
    loaded: Json = json.loads((found / f"{date}.json").read_bytes())
    return loaded


def bodies(base: Json, revised: Json) -> Iterator[Body]:
    """The JSON bodies that both documents describe differently."""
    paths = {shape(path): path for path in revised["paths"]}
    for path, item in base["paths"].items():
        other = paths.get(shape(path), "")
        for method, operation in item.items():
            if method not in revised["paths"].get(other, {}) or method == "parameters":
                continue
            for status in operation["responses"]:
                body = path, other, method, status
                if schema(base, path, body) not in (None, schema(revised, other, body)):
                    yield body


def shape(path: str) -> str:
    return re.sub(r"\{.*?\}", "{}", path)


def schema(whole: Json, path: str, body: Body) -> Any:
    answer = whole["paths"][path][body[2]]["responses"].get(body[3], {})
    return answer.get("content", {}).get("application/json", {}).get("schema")


def alone(whole: Json, path: str, body: Body) -> Json:
    """A document with this response only, so that its findings have paths of their own."""
    method, status = body[2:]
    answer = whole["paths"][path][method]["responses"][status]
    return {"openapi": whole["openapi"], "info": whole["info"],
            "paths": {path: {method: {"responses": {status: answer}}}}}  # fmt: skip


def judge(whole: Json, path: str, body: Body) -> Any:
    return READERS["3.0"](schema(whole, path, body), format_checker=COMPARED_FORMATS)


def judged(pair: tuple[str, str]) -> Iterator[tuple[list[Change], Any, Any]]:
    """The findings of some bodies of a pair (nightly: of all), and both validators."""
    base, revised = map(document, pair)
    found = list(bodies(base, revised))
    random.Random(str(pair)).shuffle(found)
    for body in found[: settings.default.max_examples // 5]:
        old, new = body[:2]
        if schema(revised, new, body) is not None:
            changes = compare(alone(base, old, body), alone(revised, new, body), options=STRICT)
            yield changes, judge(base, old, body), judge(revised, new, body)


@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
def test_every_break_that_sampling_proves_is_reported(pair: tuple[str, str]) -> None:
    """If only the new document accepts a value, an error names a place that holds it."""
    proven = 0
    for changes, knows, accepts in judged(pair):
        errors = [steps(path) for change in changes if change.level == "error"
                  for _, path in change.places]  # fmt: skip
        for value in near(accepts.schema):
            if knows.is_valid(value) or not accepts.is_valid(value):
                continue
            proven += 1
            places = [place for error in knows.iter_errors(value) for place in failing(error)]
            assert any(holds(error, place) for error in errors for place in places), value
    assert proven


@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
def test_every_value_that_is_shown_is_a_break(pair: tuple[str, str]) -> None:
    shown = 0
    for changes, knows, accepts in judged(pair):
        for change in changes:
            if change.value:
                value = json.loads(change.value)
                assert accepts.is_valid(value), change
                assert not knows.is_valid(value), change
                shown += 1
    assert shown


@cache
def real_schemas() -> list[Json]:
    """The bodies of the responses of one document, each once."""
    whole = document(DATES[-1])
    found = {
        json.dumps(body): body
        for item in whole["paths"].values()
        for operation in item.values() if isinstance(operation, dict)
        for answer in operation.get("responses", {}).values()
        for body in [answer.get("content", {}).get("application/json", {}).get("schema")]
        if body
    }  # fmt: skip
    return list(found.values())


@given(data=st.data())
def test_an_edit_of_a_real_schema(data: Any) -> None:
    """Every break that a value proves is reported, and every reported value proves a break."""
    old = data.draw(st.sampled_from(real_schemas()))
    new = data.draw(edits(old, "3.0"))
    changes = compare(returning(old), returning(new), options=STRICT)
    knows, accepts = (READERS["3.0"](s, format_checker=COMPARED_FORMATS) for s in (old, new))
    said = [steps(path) for change in changes
            if change.level == "error" or change.id == "undecided"
            for _, path in change.places]  # fmt: skip
    for value in islice(near(new), 40):
        if accepts.is_valid(value) and not knows.is_valid(value):
            places = [place for error in knows.iter_errors(value) for place in failing(error)]
            assert any(holds(one, place) for one in said for place in places), value
    for change in changes:
        if change.value:
            value = json.loads(change.value)
            assert accepts.is_valid(value), change
            assert not knows.is_valid(value), change
