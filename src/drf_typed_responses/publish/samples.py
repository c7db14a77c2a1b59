"""The sample bodies of a document: where each stands, what it shows, what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..validation import Direction, Validator, Violation
from ..validation.violations import path_of
from .operations import PublishedOperation
from .writing import encoded


@dataclass(frozen=True)
class Sample:
    """One sample body; `status` is empty for that of a request."""

    operation: PublishedOperation
    status: str
    media_type: str
    name: str
    schema: Mapping[str, Any]
    written: Any
    validator: Validator

    @property
    def place(self) -> str:
        """`200 sample "List teams"`, as findings name it."""
        return f'{self.status or "request"} sample "{self.name}"'

    @cached_property
    def value(self) -> Any:
        """The sample as the renderer writes it. Raises TypeError or ValueError if it cannot."""
        return json.loads(encoded(self.written))

    @cached_property
    def violations(self) -> list[Violation]:
        """What is not as the schema says, an attribute that a closed type refuses included."""
        return self.validator.violations(self.schema, self.value)

    @cached_property
    def undocumented(self) -> list[Violation]:
        """Attributes that no schema names."""
        refused = [violation for violation in self.violations if violation.kind == "undocumented"]
        return refused or self.validator.undocumented(self.schema, self.value)

    @property
    def is_written(self) -> bool:
        """Whether the renderer can write the sample at all."""
        try:
            return self.value is not NotImplemented
        except (TypeError, ValueError, RecursionError):
            return False

    def objects(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """`(component, object)` for each object in the sample that a component describes."""
        for _, components, value in self.described():
            yield from ((component, value) for component in components)

    def described(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        """`(path, components, object)` for each object in the sample, and what describes it.

        Where a value matches no arm of a union, that is each arm that it could be.
        """
        walker, schema = self.validator.walker, self.validator.converted(self.schema)
        for part in walker.containers(schema, self.value):
            if isinstance(part.value, dict):
                components = {each.component for each in part.subschemas if each.component}
                yield path_of(part.keys), sorted(components), part.value


def samples_of(
    operation: PublishedOperation, resolved: Any, validators: Mapping[Direction, Validator]
) -> Iterator[Sample]:
    """The samples of an operation's request and responses. `resolved` follows a reference."""
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
                yield Sample(*place, schema, value, validator)


def _shown(media: Mapping[str, Any], resolved: Any) -> Iterator[tuple[str, Any]]:
    """`(name, value)` of each. Source: OpenAPI 3.0.3 "Media Type Object", "Example Object"."""
    if "example" in media:
        yield "example", media["example"]
    for name, example in media.get("examples", {}).items():
        found = resolved(example)
        if "value" in found:  # an externalValue is not here to be checked
            yield name, found["value"]
