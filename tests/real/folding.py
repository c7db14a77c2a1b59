"""Replaces the schemas of a dereferenced document by references, and splits it into files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drf_typed_responses.openapi.pointers import replaced

from .lifting import Lifter


def folded(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every object schema a component, equal ones the same."""
    lifter = Lifter()

    def lifted(node: dict[str, Any]) -> dict[str, Any]:
        return {**node, "schema": lifter.lift(node["schema"])} if "schema" in node else node

    paths = replaced(document["paths"], lifted)
    return {**document, "paths": paths, "components": {"schemas": lifter.components}}


def split(document: dict[str, Any], into: Path) -> None:
    """As in Sentry's repository: an index, a file for each path, and files of schemas."""
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
