"""Small documents, and a project whose document they are."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

TEAM: dict[str, Any] = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "size": {"type": "integer"}},
    "required": ["id", "size"],
}
BASE: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Teams", "version": "v1"},
    "paths": {
        "/0/": {
            "get": {
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": TEAM}},
                    }
                }
            }
        }
    },
}


def with_attribute(name: str, schema: Any) -> dict[str, Any]:
    """BASE, whose team has one more attribute that is always returned."""
    document = copy.deepcopy(BASE)
    response = document["paths"]["/0/"]["get"]["responses"]["200"]
    team = response["content"]["application/json"]["schema"]
    team["properties"][name] = schema
    team["required"].append(name)
    return document


def written(path: Path, document: Any) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)
