"""Real documents split into hand-written files are published as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from publish.building import NO_RULES, TeamView, build

from .documents import folder, needs_documents
from .folding import folded

pytestmark = needs_documents


@pytest.fixture(scope="module")
def original() -> Any:
    found = folder()
    assert found is not None
    return json.loads((found / "2022-05-18.json").read_text(encoding="utf-8"))


def split(document: dict[str, Any], into: Path) -> None:
    """As Sentry kept them: an index, a file for each path, the schemas in files of their own."""
    schemas = document["components"]["schemas"]
    text = json.dumps({"paths": document["paths"], "schemas": schemas})
    for name in schemas:
        text = text.replace(f'"#/components/schemas/{name}"', f'"../schemas/{name}.json"')
    parts = json.loads(text)
    (into / "paths").mkdir()
    (into / "schemas").mkdir()
    index = {}
    for number, (path, item) in enumerate(parts["paths"].items()):
        index[path] = {"$ref": f"paths/{number}.json"}
        (into / "paths" / f"{number}.json").write_text(json.dumps(item, indent=2))
    for name, schema in parts["schemas"].items():
        (into / "schemas" / f"{name}.json").write_text(json.dumps(schema, indent=2))
    components = {k: v for k, v in document["components"].items() if k != "schemas"}
    kept = {key: value for key, value in document.items() if key not in ("servers", "tags")}
    whole = {**kept, "paths": index, "components": components}
    (into / "openapi.json").write_text(json.dumps(whole, indent=2))


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
    assert found.message == "its operationId retrieveATeam is that of GET /0/ too"
    assert Path(found.file).parent == tmp_path / "paths"
    published = untitled(publication.dereferenced)
    assert published.pop("/0/").keys() == {"get"}
    assert published == untitled(original)
