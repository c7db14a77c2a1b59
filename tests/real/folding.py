"""Puts the schemas of a dereferenced document behind references again."""

from __future__ import annotations

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
