"""Small documents for the tests, and the changes between them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from drf_typed_responses.compat import Change, Options, compare

Json = dict[str, Any]


def document(paths: Json, version: str = "3.0.3", **components: Any) -> Json:
    return {
        "openapi": version,
        "info": {"title": "Teams", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }


def returning(schema: Any, version: str = "3.0.3", **components: Any) -> Json:
    """A document whose one operation returns the schema."""
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    return document({"/teams/": {"get": {"responses": {"200": answer}}}}, version, **components)


def taking(schema: Any, version: str = "3.0.3", **components: Any) -> Json:
    """A document whose one operation takes the schema as its body."""
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {"204": {"description": ""}}}
    return document({"/teams/": {"post": operation}}, version, **components)


def calling(schema: Any, version: str = "3.1.0", **components: Any) -> Json:
    """A document whose one webhook sends the schema."""
    body = {"content": {"application/json": {"schema": schema}}}
    return _webhook({"requestBody": body}, version, **components)


def answered(schema: Any, version: str = "3.1.0", **components: Any) -> Json:
    """A document whose one webhook accepts the schema as its response."""
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    return _webhook({"responses": {"200": answer}}, version, **components)


def _webhook(operation: Json, version: str, **components: Any) -> Json:
    return {**document({}, version, **components), "webhooks": {"team": {"post": operation}}}


def edited(given: Json, edit: Callable[[Json], Any]) -> Json:
    """A copy of the document after the edit."""
    result = copy.deepcopy(given)
    edit(result)
    return result


def told(base: Json, revised: Json, options: Options | None = None) -> list[tuple[str, str, str]]:
    """Level, id and path of each change."""
    found = compare(base, revised, options=options)
    return [(change.level, change.id, change.path) for change in found]


def above_info(base: Json, revised: Json) -> list[Change]:
    return [change for change in compare(base, revised) if change.level != "info"]
