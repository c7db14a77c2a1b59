"""The document that the rules check, with the view of each operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..conf import Settings
from ..openapi.pointers import resolve_object
from ..openapi.types import Document, Object, Schema
from ..spectacular.locations import ComponentLocations
from ..validation import Direction, Validator
from .published_operations import PublishedOperation
from .published_samples import PublishedSample, samples_of
from .urls import Endpoint


@dataclass(frozen=True)
class CheckedDocument:
    """A document as it would be published: the argument of every rule.

    `spec` is the OpenAPI Object. `locations` gives the file and line of a component and its fields.
    `endpoints` are those of the whole project, private ones included.
    """

    spec: Document
    operations: tuple[PublishedOperation, ...]
    locations: ComponentLocations
    settings: Settings
    endpoints: tuple[Endpoint, ...] = ()

    @cached_property
    def validators(self) -> dict[Direction, Validator]:
        """The validators of request bodies and of response bodies."""
        return {
            "request": Validator(self.spec, direction="request"),
            "response": Validator(self.spec),
        }

    @cached_property
    def samples(self) -> list[PublishedSample]:
        """The samples of all operations; each is validated at most once."""
        return [sample for operation in self.operations for sample in self.samples_of(operation)]

    def samples_of(self, operation: PublishedOperation) -> list[PublishedSample]:
        """The samples of one operation, of its request first."""
        if operation.name not in self._samples:
            found = samples_of(operation, self.resolved, self.validators)
            self._samples[operation.name] = list(found)
        return self._samples[operation.name]

    @cached_property
    def _samples(self) -> dict[str, list[PublishedSample]]:
        return {}

    @property
    def schemas(self) -> Mapping[str, Schema]:
        """The component schemas by name."""
        found: Mapping[str, Schema] = self.spec.get("components", {}).get("schemas", {})
        return found

    @cached_property
    def private(self) -> dict[str, frozenset[str]]:
        """The names of private attributes by component, for the components that have some."""
        found = {name: self.locations.private(name) for name in self.schemas}
        return {name: names for name, names in found.items() if names}

    @cached_property
    def tags(self) -> dict[str, Object]:
        """The tags that the settings define, by name."""
        return {tag["name"]: tag for tag in self.spec.get("tags", []) if "name" in tag}

    def resolved(self, node: Any) -> dict[str, Any]:
        """The object at the end of a node's references; empty if they lead to no object."""
        return resolve_object(self.spec, node)
