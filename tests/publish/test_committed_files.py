"""`apidocs build --check`: the committed files are those that a build writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.publish.committed_files import differences

from .building import NO_RULES, JSONView, TeamView, project
from .running import Run, apidocs


class Renamed(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve one Team", responses=str)
    def get(self, request): ...


def run(folder: Path, view: Any, *options: str, **settings: Any) -> Run:
    own = {**NO_RULES, "OUT": folder, **settings}
    with project(view), override_settings(TYPED_RESPONSES=own):
        return apidocs("build", *options)


def test_current_files(tmp_path: Path) -> None:
    assert run(tmp_path, TeamView).code == 0
    done = run(tmp_path, TeamView, "--check")
    assert done.code == 0
    assert done.err.endswith(". The files are current.\n")


def test_outdated_file(tmp_path: Path) -> None:
    run(tmp_path, TeamView)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run(tmp_path, Renamed, "--check", "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)["findings"]
    assert [(each["id"], Path(each["file"]).name) for each in found] == [
        ("outdated-file", "openapi.json"),
        ("outdated-file", "openapi-derefed.json"),
    ]
    assert "it differs at paths./0/.get.operationId" in found[0]["message"]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_missing_file(tmp_path: Path) -> None:
    done = run(tmp_path, TeamView, "--check")
    assert done.code == 1
    assert "openapi.json cannot be read: No such file or directory" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_every_document_are_checked(tmp_path: Path) -> None:
    own = {"DOCUMENTS": {"v2": {}}, "CONTRACT": tmp_path / "contract.json"}
    run(tmp_path, TeamView, **own)
    (tmp_path / "v2" / "openapi.json").write_text("{}")
    (tmp_path / "contract.json").write_text("no JSON")
    done = run(tmp_path, TeamView, "--check", "--format", "json", **own)
    found = {
        Path(f["file"]).relative_to(tmp_path).as_posix() for f in json.loads(done.out)["findings"]
    }
    assert found == {"v2/openapi.json", "contract.json"}


def test_another_layout_of_the_same_document(tmp_path: Path) -> None:
    run(tmp_path, TeamView)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(json.loads(file.read_bytes())))
    done = run(tmp_path, TeamView, "--check")
    assert "is not what a build writes: it is written differently" in done.err


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 2}}, ["a.b", "a.c"]),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, ["a.1.b"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
        ({"a": 1}, {"a": True}, ["a"]),
        ({}, [], ["its root"]),
    ],
)
def test_the_places_that_differ(old: Any, new: Any, places: list[str]) -> None:
    assert list(differences(old, new)) == places


class Hidden(JSONView):
    def get(self, request): ...


def test_document_emptied(tmp_path: Path) -> None:
    assert run(tmp_path, TeamView).code == 0
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run(tmp_path, Hidden, "--format", "json")
    assert done.code == 1
    assert [each["id"] for each in json.loads(done.out)["findings"]] == ["document-emptied"]
    assert "openapi.json has 1 operation, and this build has none" in done.out
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"paths": null}', '{"paths": {}}'])
def test_a_first_document_may_be_empty(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "openapi.json").write_text(content)
    assert run(tmp_path, Hidden).code == 0


def test_an_empty_document_may_be_wanted(tmp_path: Path) -> None:
    run(tmp_path, TeamView)
    assert run(tmp_path, Hidden, "--fail-on", "never").code == 0
    assert json.loads((tmp_path / "openapi.json").read_text())["paths"] == {}
