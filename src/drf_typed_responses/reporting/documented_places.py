"""The places of a document's responses, named as `conformance.seen_values` counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..openapi.media_types import is_json
from ..openapi.nulls import is_null, plain, states_null
from ..openapi.operations import operations_of
from ..openapi.pointers import (
    component_of,
    component_reference,
    is_reference,
    resolve_object,
    target_or_none,
)
from ..openapi.types import Document
from ..openapi.vocabulary import ALTERNATIVES

_PARTS = ("allOf", *ALTERNATIVES)


@dataclass(slots=True)
class DocumentedPlace:
    """A place of responses: an attribute, an item, or a whole body.

    `schema` is the node of the document, and `owner` that of the object which has the attribute,
    None for other places. A place that several schemas document `is_shared`.
    """

    place: str
    schema: dict[str, Any]
    component: str = ""
    operation: str = ""
    name: str = ""
    owner: dict[str, Any] | None = None
    is_required: bool = False
    is_shared: bool = False
    is_body: bool = False

    @property
    def property(self) -> str:
        """The name of an attribute that stands directly in its component, else ""."""
        return self.name if self.place == f"{self.component}.{self.name}" else ""


@dataclass
class DocumentedPlaces:
    """The places of all responses of a document with a JSON body.

    The document is one that was read from JSON, so that no two places have one schema object.
    """

    document: Document
    by_name: dict[str, DocumentedPlace] = field(default_factory=dict)
    _required: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        waiting = list(self._bodies())
        known: set[str] = set()
        while waiting:
            for component in self._walked(waiting.pop()):
                if component not in known:
                    known.add(component)
                    schema = resolve_object(self.document, _reference(component))
                    waiting.append(DocumentedPlace(component, schema, component))
        for place in self.by_name.values():
            owner = place.place.removesuffix(f".{place.name}")
            place.is_required = place.name in self._required.get(owner, ())

    def _bodies(self) -> Iterator[DocumentedPlace]:
        for operation in operations_of(self.document):
            for status, given in (operation.spec.get("responses") or {}).items():
                content = resolve_object(self.document, given).get("content") or {}
                for name, media in content.items():
                    if is_json(name) and isinstance(media.get("schema"), dict):
                        label = f"{operation.name} {status}"
                        body = DocumentedPlace(
                            label, media["schema"], operation=operation.name, is_body=True
                        )
                        self._add(body)
                        yield body

    def _walked(self, root: DocumentedPlace) -> Iterator[str]:
        """Add the places in a body or component, and yield the components that it refers to."""
        waiting = [(root.place, root.schema)]
        while waiting:
            label, schema = waiting.pop()
            if is_reference(schema):
                component = component_of(schema["$ref"])
                if component is not None:
                    yield component[1]
                continue
            self._required.setdefault(label, set()).update(schema.get("required", ()))
            for place in self._inside(root, label, schema):
                self._add(place)
                waiting.append((place.place, place.schema))
            waiting += [(label, arm) for arm in self.arms(schema)]

    def _inside(
        self, root: DocumentedPlace, label: str, schema: dict[str, Any]
    ) -> Iterator[DocumentedPlace]:
        facts = root.component, root.operation
        for name, declared in (schema.get("properties") or {}).items():
            if isinstance(declared, dict) and not declared.get("writeOnly"):
                yield DocumentedPlace(f"{label}.{name}", declared, *facts, name, schema)
        for item in schema.get("prefixItems", ()):
            if isinstance(item, dict):
                yield DocumentedPlace(f"{label}[]", item, *facts)
        for keyword, step in (("items", "[]"), ("additionalProperties", ".{}")):
            if isinstance(schema.get(keyword), dict):
                yield DocumentedPlace(f"{label}{step}", schema[keyword], *facts)

    def _add(self, place: DocumentedPlace) -> None:
        known = self.by_name.setdefault(place.place, place)
        known.is_shared = known.is_shared or known is not place

    def arms(self, schema: Any) -> list[dict[str, Any]]:
        """The schemas that a schema combines, without copies that only admit null."""
        meant = plain(schema, partial(target_or_none, self.document))
        found = (arm for keyword in _PARTS for arm in meant.get(keyword, ()))
        return [arm for arm in found if isinstance(arm, dict) and not is_null(arm)]

    # ------------------------------------------------------------ what a schema documents

    def is_nullable(self, schema: dict[str, Any]) -> bool:
        """Whether a schema itself says that null is a value, and not a component of it."""
        meant = plain(schema, partial(target_or_none, self.document))
        return (
            meant.get("nullable") is True
            or states_null(meant)
            or any(is_null(arm) for key in ALTERNATIVES for arm in meant.get(key, ()))
            or any(self.is_nullable(arm) for arm in self.arms(schema) if "nullable" in arm)
        )

    def members(self, schema: dict[str, Any]) -> list[Any]:
        """The values that an enum documents; empty if something else is documented too."""
        found: list[Any] = []
        for each in self._leaves(schema):
            if "const" in each:
                found.append(each["const"])
            elif "enum" in each:
                found += [value for value in each["enum"] if value is not None]
            else:
                return []
        return found

    def types(self, schema: dict[str, Any]) -> set[str]:
        """The JSON types that a schema documents beside null; empty if one is not said."""
        found: set[str] = set()
        for each in self._leaves(schema):
            kinds = each.get("type")
            if kinds is None:
                return set()
            found.update([kinds] if isinstance(kinds, str) else kinds)
        return found - {"null"}

    def _leaves(self, schema: Any) -> Iterator[dict[str, Any]]:
        """The alternatives of a schema, references resolved."""
        waiting, seen = [schema], set()
        while waiting:
            each = waiting.pop()
            node = resolve_object(self.document, each) if is_reference(each) else each
            if id(node) in seen:
                continue
            seen.add(id(node))
            arms = self.arms(node)
            waiting += arms
            if not arms:
                yield node


def _reference(component: str) -> dict[str, str]:
    return {"$ref": component_reference("schemas", component)}
