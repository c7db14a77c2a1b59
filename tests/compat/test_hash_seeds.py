"""A comparison finds the same in each process, whatever the order of Python's sets of texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.slow  # it starts processes

ROOT = Path(__file__).parents[2]
SEEDS = ("0", "2", "5")
NAMES = tuple("abcdefgh")
Worker = subprocess.Popen[str]


def start(seed: str) -> Worker:
    places = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": places}
    command = [sys.executable, "-m", "compat.hash_worker"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def changes(worker: Worker, base: Any, revised: Any) -> list[str]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(json.dumps([base, revised]) + "\n")
    worker.stdin.flush()
    found: list[str] = json.loads(worker.stdout.readline())
    return found


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    with ExitStack() as stack:
        yield [stack.enter_context(start(seed)) for seed in SEEDS]


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def document(schema: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "Yes.", "content": content}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "API", "version": "1"},
        "paths": {"/a": {"post": {"requestBody": {"content": content}, "responses": responses}}},
        "components": {"schemas": schemas},
    }


PART = st.one_of(
    st.sampled_from(NAMES).map(ref),
    st.sampled_from([{"type": "string"}, {"type": "integer"}, {"type": "string", "enum": ["a"]}]),
)
PARTS = st.lists(PART, min_size=1, max_size=3)


@st.composite
def objects(draw: Any) -> dict[str, Any]:
    parts = draw(st.dictionaries(st.sampled_from(NAMES), schemas(), min_size=1, max_size=4))
    required = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    return (
        {"type": "object", "properties": parts, "required": required}
        if required
        else {"properties": parts}
    )


def schemas() -> st.SearchStrategy[Any]:
    """A part, or a combination of parts."""
    words = st.sampled_from(["allOf", "anyOf", "oneOf"])
    return st.one_of(PART, st.builds(lambda word, parts: {word: parts}, words, PARTS))


@st.composite
def nets(draw: Any) -> dict[str, Any]:
    """Components that refer to each other, most of them objects."""
    return {name: draw(st.one_of(objects(), objects(), schemas())) for name in NAMES}


@given(nets(), nets(), st.sets(st.sampled_from(NAMES), max_size=3))
@settings(max_examples=max(20, settings().max_examples // 2))
def test_each_process_finds_the_same(
    workers: list[Worker], base: dict[str, Any], other: dict[str, Any], changed: set[str]
) -> None:
    revised = {name: (other if name in changed else base)[name] for name in NAMES}
    pair = document(ref("a"), base), document(ref("a"), revised)
    found = [changes(worker, *pair) for worker in workers]
    assert found == [found[0]] * len(SEEDS)


# A recursive net in which the order of `required` decided what is known to be empty.
RECURSIVE: dict[str, Any] = {
    "C5": {
        "properties": {
            "b": {"properties": {"d": ref("C13"), "name": {"properties": {"name": ref("C0")}}}},
            "a": ref("C11"),
        },
        "required": ["b", "a"],
    },
    "C10": {"type": "object"},
    "C11": {
        "type": "object",
        "properties": {"b": {"allOf": [ref("C20"), ref("C10"), {"oneOf": [ref("C5")]}]}},
        "required": ["b"],
    },
    "C13": {"properties": {"e": {"type": "array"}}, "required": ["e"]},
    "C17": {"properties": {"id": ref("C24")}},
    "C18": {"properties": {"b": {"properties": {"id": {"anyOf": [ref("C23")]}}}}},
    "C20": {
        "properties": {
            "b": {
                "type": "object",
                "properties": {
                    "id": {"anyOf": [ref("C11")]},
                    "d": {
                        "type": "object",
                        "properties": {"name": ref("C18"), "e": {"type": "string"}},
                    },
                },
                "required": ["d"],
            }
        }
    },
    "C23": {"properties": {"b": {"anyOf": [ref("C5")]}}},
    "C24": {"allOf": [ref("C25")]},
    "C25": {"properties": {"name": ref("C20")}},
    "C27": {"properties": {"c": ref("C17")}},
    "C28": {"allOf": [ref("C27")]},
}


def test_the_order_of_required_attributes_decides_nothing(workers: list[Worker]) -> None:
    base = {**document({}, {}), "components": {}}
    found = [changes(worker, base, document(ref("C28"), RECURSIVE)) for worker in workers]
    assert found == [found[0]] * len(SEEDS)
