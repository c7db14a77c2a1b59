"""The rule `owner`: each operation names those who are responsible for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.test import override_settings

from ..building import TeamView, build
from .judging import Endpoint, endpoint, judged


def test_a_view_without_owner() -> None:
    (found,) = judged("owner", TeamView)
    assert (found.operation, found.message) == ("GET /0/", "it names no owner")
    assert Path(found.file).name == "building.py"


def test_an_owner_of_the_view_or_of_a_base() -> None:
    assert judged("owner", endpoint(), endpoint(Endpoint)) == []


def test_no_document_names_the_owner() -> None:
    view = endpoint()
    view.owner = "team-that-nobody-may-know"
    assert "nobody-may-know" not in json.dumps(build(view).document)


def test_an_owner_in_a_hand_written_file(tmp_path: Path) -> None:
    operation = {"x-owner": "team-old", "responses": {"200": {"description": ""}}}
    item: dict[str, Any] = {"paths": {"/old/": {"get": operation}}}
    (tmp_path / "old.json").write_text(json.dumps(item), encoding="utf-8")
    rules = {"*": "off", "owner": "error", "description": "error"}
    with override_settings(TYPED_RESPONSES={"RULES": rules, "LEGACY": tmp_path}):
        publication = build()
    (found,) = publication.findings
    assert (found.id, found.owner) == ("description", "team-old")
    assert "team-old" not in json.dumps(publication.document)
