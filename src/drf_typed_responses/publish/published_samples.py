"""The sample bodies of a public document, with their schemas and their violations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from ..openapi.types import Object, Schema
from ..validation import Direction, Validator, Violation
from ..validation.traversal import Container
from ..validation.undocumented import undocumented
from ..validation.violations import path_of
from .published_operations import PublishedOperation
from .rendering import encoded

Resolve: TypeAlias = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class PublishedSample:
    """One sample body.

    `status` is "" for a sample of the request. `written` is the value as the project wrote it.
    """

    operation: PublishedOperation
    status: str
    media_type: str
    name: str
    schema: Schema
    written: Any
    validator: Validator

    @property
    def place(self) -> str:
        """The sample's name in findings: `200 sample "List teams"`."""
        return f'{self.status or "request"} sample "{self.name}"'

    @cached_property
    def value(self) -> Any:
        """The sample as the renderer writes it. Raises TypeError or ValueError if it cannot."""
        return json.loads(encoded(self.written))

    @cached_property
    def is_valid(self) -> bool:
        """Whether the sample has no violations, which is known long before they are worded."""
        return self.validator.is_valid(self.schema, self.value)

    @cached_property
    def violations(self) -> list[Violation]:
        """The violations of its schema, including undocumented attributes of a closed type."""
        return self.validator.violations(self.schema, self.value) if not self.is_valid else []

    @cached_property
    def undocumented(self) -> list[Violation]:
        """The attributes that no applicable schema names."""
        refused = [violation for violation in self.violations if violation.kind == "undocumented"]
        return refused or list(undocumented(self.containers, {}))

    @cached_property
    def containers(self) -> list[Container]:
        """The objects and arrays in the sample; several rules look at them."""
        schema = self.validator.converted(self.schema)
        return list(self.validator.walker.containers(schema, self.value))

    @property
    def is_written(self) -> bool:
        """Whether the renderer can write the sample at all."""
        try:
            return self.value is not NotImplemented
        except (TypeError, ValueError, RecursionError):
            return False

    def objects(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """`(component, object)` for each object in the sample and each of its components."""
        for _, components, value in self.described():
            yield from ((component, value) for component in components)

    def described(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """`(path, components, object)` for each object in the sample.

        The components describe the object. If it matches no arm of a union, they are all arms of
        its JSON type.
        """
        for part in self.containers:
            if isinstance(part.value, dict):
                components = {each.component for each in part.subschemas if each.component}
                yield path_of(part.keys), sorted(components), part.value


def samples_of(
    operation: PublishedOperation, resolved: Resolve, validators: Mapping[Direction, Validator]
) -> Iterator[PublishedSample]:
    """The samples of an operation's request and responses; `resolved` follows a reference."""
    body = resolved(operation.spec.get("requestBody", {}))
    for holder, status in [
        (body, ""),
        *((resolved(r), str(s)) for s, r in operation.spec.get("responses", {}).items()),
    ]:
        validator = validators["response" if status else "request"]
        for media_type, media in holder.get("content", {}).items():
            for name, value in _shown(media, resolved):
                schema = media.get("schema", {})
                place = (operation, status, media_type, name)
                yield PublishedSample(*place, schema, value, validator)


def _shown(media: Object, resolved: Resolve) -> Iterator[tuple[str, Any]]:
    """`(name, value)` of each sample that the document contains.

    Source: OpenAPI 3.0.3 "Media Type Object" and "Example Object"; an `externalValue` is not part
    of the document.
    """
    if "example" in media:
        yield "example", media["example"]
    for name, example in media.get("examples", {}).items():
        found = resolved(example)
        if "value" in found:
            yield name, found["value"]
