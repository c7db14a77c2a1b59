"""The files that other programs follow: what they hold, and when they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.exceptions import OutputError
from drf_typed_responses.preview.document_files import DocumentFiles

from .serving import DOCUMENT, ask, serving

NAMES = {"openapi.json", "openapi-derefed.json"}
TEAM = {"type": "object", "properties": {"slug": {"type": "string"}}}
REFERENCE = {"$ref": "#/components/schemas/Team"}


def document(schema: Any) -> dict[str, Any]:
    body = {"description": "", "content": {"application/json": {"schema": schema}}}
    paths = {"/team/": {"get": {"responses": {"200": body}}}}
    return {**DOCUMENT, "paths": paths, "components": {"schemas": {"Team": TEAM}}}


def test_both_files(tmp_path: Path) -> None:
    DocumentFiles(document(REFERENCE)).write(tmp_path / "new" / "folder")
    whole, flat = ((tmp_path / "new" / "folder" / name).read_text() for name in sorted(NAMES)[::-1])
    assert json.loads(whole) == document(REFERENCE)
    expanded = document(TEAM)
    del expanded["components"]
    assert json.loads(flat) == expanded
    assert {file.name for file in (tmp_path / "new" / "folder").iterdir()} == NAMES


def test_the_folder_in_the_project_is_never_committed(tmp_path: Path) -> None:
    DocumentFiles(DOCUMENT).write(tmp_path / ".apidocs")
    assert (tmp_path / ".apidocs" / ".gitignore").read_text() == "*\n"


def test_a_file_that_stays_the_same_is_left_alone(tmp_path: Path) -> None:
    """A tool that reloads a changed file is not woken by a save that changes nothing."""
    whole, flat = tmp_path / "openapi.json", tmp_path / "openapi-derefed.json"
    DocumentFiles(document(REFERENCE)).write(tmp_path)
    before = whole.stat().st_ino, flat.stat().st_ino
    DocumentFiles(document(REFERENCE)).write(tmp_path)
    assert (whole.stat().st_ino, flat.stat().st_ino) == before
    DocumentFiles(document(TEAM)).write(tmp_path)
    assert whole.stat().st_ino != before[0]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match=r"cannot write to .*taken"):
        DocumentFiles(DOCUMENT).write(tmp_path / "taken")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_served_files_are_those_on_the_disk(tmp_path: Path, name: str) -> None:
    DocumentFiles(document(REFERENCE)).write(tmp_path)
    with serving(document(REFERENCE)) as server:
        answer = ask(server, f"/{name}")
    assert answer.status == 200
    assert answer.body == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_before_the_first_document(name: str) -> None:
    with serving({}) as server:
        assert ask(server, f"/{name}").body == b"{}\n"
