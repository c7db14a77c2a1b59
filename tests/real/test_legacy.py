"""Real documents split into hand-written files are published as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from publish.building import NO_RULES, TeamView, build

from .documents import folder, needs_documents
from .folding import folded, split

pytestmark = needs_documents


@pytest.fixture(scope="module")
def original() -> Any:
    found = folder()
    assert found is not None
    return json.loads((found / "2022-05-18.json").read_text(encoding="utf-8"))


def untitled(document: dict[str, Any]) -> dict[str, Any]:
    """The paths without what a build makes of titles."""
    return {
        path: {
            method: {k: v for k, v in operation.items() if k not in ("operationId", "summary")}
            for method, operation in item.items()
        }
        for path, item in document["paths"].items()
    }


def test_each_path_is_published_as_it_was(original: Any, tmp_path: Path) -> None:
    split(folded(original), tmp_path)
    with override_settings(TYPED_RESPONSES={**NO_RULES, "LEGACY": tmp_path}):
        publication = build(TeamView)
    (found,) = publication.findings
    assert found.message == "it has the same operationId retrieveATeam as GET /0/"
    assert Path(found.file).parent == tmp_path / "paths"
    published = untitled(publication.dereferenced)
    assert published.pop("/0/").keys() == {"get"}
    assert published == untitled(original)
