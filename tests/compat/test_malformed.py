"""A document with a mistake at any place gives a finding or one sentence, never a traceback."""

from __future__ import annotations

import contextlib
import copy
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compat.pieces import document, returning, told
from drf_typed_responses.compat import compare
from drf_typed_responses.exceptions import DocumentError
from drf_typed_responses.openapi.vocabulary import KEYWORDS
from drf_typed_responses.output.changelog import changelog
from drf_typed_responses.output.changes_text import text_of_changes

BASE = json.loads((Path(__file__).parents[2] / "example" / "openapi-base.json").read_bytes())
TEAM = ("components", "schemas", "TeamResponse")
SECURITY = ("paths", "/api/0/organizations/", "get", "security")
JUNK = (
    *(None, True, 0, -1, 1.5, 10**400, "", "x", [], {}, [None], [{}], {"": None}),
    *({"$ref": "#/nowhere"}, {"$ref": 1}, {"$ref": "/".join(("#", *TEAM))}),
    *({"type": ["x"]}, {"allOf": 1}, {"required": 1, "properties": []}),
    *(float("inf"), -(10**400), 1e308, 2**70, "\ud800", "#", [[], {}]),
    *({"minimum": float("inf")}, {"multipleOf": 0}, {"multipleOf": 5e-324, "maximum": 1e308}),
    *({"enum": [[], {}, float("inf")]}, {"pattern": "("}, {"pattern": 1}, {"minItems": 10**12}),
    *({"properties": {"a": 1}}, {"patternProperties": []}, {"prefixItems": {}}, {"items": 5}),
    *({"discriminator": {"mapping": {"a": 1}}}, {"oneOf": [None]}, {"type": ["string", None]}),
    *({"in": {}, "name": []}, {"content": {"a/b": {"schema": 1}}}, {"headers": {"a": 1}}),
)
MODERN = {**BASE, "openapi": "3.1.0"}


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in items:
        yield (*place, key)
        yield from places(inside, (*place, key))


def spoilt(place: tuple[Any, ...], junk: Any, base: Any = BASE) -> Any:
    document = copy.deepcopy(base)
    holder = document
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = junk
    return document


@pytest.mark.parametrize("kind", ["integer", "string", "array", "object"])
def test_a_value_of_another_type_under_any_keyword(kind: str) -> None:
    plain = returning({"type": kind}, "3.1.0")
    for word in KEYWORDS:
        for junk in (None, True, 1.5, "x", [], {}, [None], [{}], {"": None}, {"a": []}):
            compare(returning({"type": kind, word: junk}, "3.1.0"), plain)


@given(st.sampled_from(list(places(BASE))), st.sampled_from(JUNK))
@example((*SECURITY, 0, "tokenAuth"), True)
@example(("components", "securitySchemes", "tokenAuth"), 1.5)
@example(("components", "securitySchemes", "tokenAuth"), {"$ref": "#/nowhere"})
@example(("paths", "/api/0/organizations/", "get", "responses"), {"": None})
@example(("paths", "/api/0/organizations/{organization_slug}/", "put", "requestBody"), 1)
@example(("components", "schemas", "TeamResponse"), {"allOf": [{"$ref": "/".join(("#", *TEAM))}]})
@example((*TEAM, "properties", "id"), {"type": "number", "minimum": float("inf")})
@example((*TEAM, "properties", "id"), {"patternProperties": []})
def test_no_traceback(place: tuple[Any, ...], junk: Any) -> None:
    for base in (BASE, MODERN):
        said(base, spoilt(place, junk, base))


@given(st.lists(st.tuples(st.sampled_from(list(places(BASE))), st.sampled_from(JUNK)), min_size=2))
def test_no_traceback_of_several_mistakes(mistakes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = copy.deepcopy(BASE)
    for place, junk in mistakes:
        with contextlib.suppress(LookupError, TypeError):  # an earlier mistake replaced it
            document = spoilt(place, junk, document)
    said(BASE, document)


def said(base: Any, document: Any) -> None:
    for pair in ((base, document), (document, base), (document, copy.deepcopy(document))):
        try:
            changes = compare(*pair)
        except DocumentError:
            continue
        text_of_changes(changes).encode()
        changelog(changes, *pair).encode()


def test_a_path_that_leads_elsewhere_says_nothing_of_the_others() -> None:
    """Its operations are not reported as removed or added, and other paths are compared."""
    gone = {"get": {"responses": {}}}
    kept = {"get": {"responses": {"200": {"description": ""}}}}
    base = document({"/a/": {"$ref": "a.json"}, "/b/": kept})
    revised = document({"/a/": gone, "/b/": gone})
    assert told(base, revised) == [
        ("error", "response-status-removed", "200 response"),
        ("warning", "undecided", ""),
    ]


HEAD = '{"openapi": "3.0.3", "info": {"title": "a", "version": "1"}, "paths": {}'
BOMB = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}' if i else 'x'] * 9)}]\n" for i in range(12))
MEMORY = 512 << 20


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", HEAD + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("deep.yaml", "[" * 100_000),
        ("bomb.yaml", "openapi: 3.0.3\npaths: {}\n" + BOMB),
        ("twice.json", HEAD + ', "paths": {}}'),
        ("nan.json", HEAD + ', "x": NaN}'),
        ("infinite.json", HEAD + ', "x": 1e999}'),
        ("digits.json", HEAD + ', "x": ' + "9" * 100_000 + "}"),
        ("swagger.json", '{"swagger": "2.0"}'),
        ("list.json", "[]"),
        ("page.html", "<html></html>"),
        ("latin.json", HEAD + ', "x": "\xff"}'),
        ("large.json", " " * 100_000_000),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
@pytest.mark.slow
def test_the_command_says_in_one_sentence_what_it_cannot_read(
    tmp_path: Path, name: str, content: str
) -> None:
    """The process has half a gigabyte of memory and a minute of processor time."""
    (tmp_path / "base.json").write_text(HEAD + "}")
    (tmp_path / name).write_bytes(content.encode("latin-1"))
    run = command(tmp_path, "base.json", name)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"compat: {name} ")
    assert run.stderr.count("\n") == 1


@pytest.mark.slow
def test_cycles_of_references_are_undecided(tmp_path: Path) -> None:
    circle = {"allOf": [{"$ref": "#/components/schemas/A"}]}
    base = returning({"$ref": "#/components/schemas/A"}, A={"type": "string"})
    (tmp_path / "base.json").write_text(json.dumps(base))
    (tmp_path / "revised.json").write_text(
        json.dumps(returning({"$ref": "#/components/schemas/A"}, A=circle))
    )
    run = command(tmp_path, "base.json", "revised.json", "--format", "json")
    assert run.returncode == 0
    (found,) = json.loads(run.stdout)["findings"]
    assert (found["level"], found["id"]) == ("warning", "undecided")


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process with limited memory and time."""
    run = [sys.executable, "-m", "drf_typed_responses.compat", *arguments]
    return subprocess.run(
        run, cwd=folder, capture_output=True, text=True, timeout=600, preexec_fn=limited
    )


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
