"""Anchors of schemas, and the references to them.

Source: JSON Schema 2020-12 core sections 8.2.2 and 8.2.3.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .pointers import UnresolvedReference, objects

ANCHORS: Final = ("$anchor", "$dynamicAnchor")


class Anchors:
    """The schemas of a document by their anchors.

    A document whose schemas have no `$id` is one resource, in which an anchor is unique. So a
    `$dynamicRef` leads where a `$ref` leads: only another resource could override its anchor.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._found: dict[str, dict[str, Any]] = {}
        self._repeated: set[str] = set()
        self._has_resources = False
        for schema in objects(document):
            self._has_resources |= isinstance(schema.get("$id"), str)
            names = {schema[word] for word in ANCHORS if isinstance(schema.get(word), str)}
            for name in names:
                if self._found.setdefault(name, schema) is not schema:
                    self._repeated.add(name)

    def target(self, reference: str) -> dict[str, Any]:
        """The schema with the anchor that a reference such as `#node` names.

        Raises UnresolvedReference if there is none, or if several may be meant.
        """
        name = reference.removeprefix("#")
        if self._has_resources:
            raise UnresolvedReference(reference, "names an anchor beside schemas with `$id`")
        if name in self._repeated:
            raise UnresolvedReference(reference, "names an anchor of several schemas")
        if name not in self._found:
            raise UnresolvedReference(reference, "leads nowhere")
        return self._found[name]
