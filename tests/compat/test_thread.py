from typing import Any

from drf_typed_responses.compat import compare


def returning(schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    answer = {"200": {"description": "", "content": content}}
    return {"openapi": "3.0.3", "paths": {"/teams/": {"get": {"responses": answer}}}}


def test_a_removed_attribute_is_an_error() -> None:
    old = returning({"type": "object", "properties": {"id": {"type": "string"}}})
    new = returning({"type": "object", "properties": {}})
    (change,) = compare(old, new)
    assert (change.level, change.id) == ("error", "response-attribute-removed")
    assert (change.operation, change.path) == ("GET /teams/", "200 response: id")
