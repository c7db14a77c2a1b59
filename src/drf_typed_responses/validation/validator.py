"""Checks values against the schemas of one document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from ..openapi.types import AnySchema, Document, Schema
from .conversion import Direction, SchemaConverter
from .explanations import explained
from .fast_validity import Test, fast_test
from .traversal import Walker
from .undocumented import SchemaCloser, undocumented
from .violations import Violation


@dataclass
class _CompiledSchema:
    """One schema with the validators made of it, each when it is first needed.

    `given` is the caller's schema. Its identity is the key in the cache, so it must stay alive.
    """

    given: object
    root: dict[str, Any]
    make_validator: Callable[[], Any]
    make_fast: Callable[[], Test | None]
    make_closed: Callable[[], Test | None]

    @cached_property
    def validator(self) -> Any:
        """The validator of jsonschema, which lists errors; rarely needed if there is `fast`."""
        return self.make_validator()

    @cached_property
    def fast(self) -> Test | None:
        """A fast test whether a value is valid; None where jsonschema-rs cannot be used."""
        return self.make_fast()

    @cached_property
    def closed(self) -> Test | None:
        """A fast test that passes only values without violations and undocumented attributes."""
        return self.make_closed()

    def is_valid(self, value: object) -> bool:
        """Whether a value is valid, by the faster available validator."""
        known = self.fast(value) if self.fast else None
        return bool(self.validator.is_valid(value)) if known is None else known


class Validator:
    """Checks JSON values against the schemas of one OpenAPI document: 3.0 (strictly), 3.1 or 3.2.

    `direction` "response" (the default) does not require `writeOnly` properties; "request" does not
    require `readOnly` ones. `unnamed` are names by component that count as documented, such as
    those of private attributes, and `admitted` further values of enums by the `id` of their schema.
    With `fast`, jsonschema-rs tests values if it is installed (the
    extra `fast`); the results are the same.

    A schema is compiled once and cached by identity: pass the document's own objects, and do not
    change them. Beside the keywords, the formats date, date-time, uuid, ipv4, ipv6, email and uri
    are asserted, the last two as far as they can be. A value breaks a `oneOf` by fitting several
    alternatives only if it does so whatever the other formats mean.
    Source: OpenAPI 3.0.3 "Schema Object"; JSON Schema 2020-12.
    """

    def __init__(
        self,
        document: Document,
        *,
        direction: Direction = "response",
        unnamed: Mapping[str, Collection[str]] | None = None,
        admitted: Mapping[int, Collection[object]] | None = None,
        fast: bool = True,
    ) -> None:
        self._private = unnamed or {}
        self._converter = SchemaConverter(document, direction, admitted)
        definitions, components = self._converter.definitions, self._converter.components
        self._closer = SchemaCloser(definitions, components, self._private)
        self._fast = fast
        self._lock = threading.Lock()
        self._compiled: dict[int, _CompiledSchema] = {}
        self._arms: dict[int, _CompiledSchema] = {}

    def is_surely_fine(self, schema: Schema, value: object) -> bool:
        """Whether a value is quickly known to have no violation and no undocumented attribute.

        After False a value may still be fine: call `violations` and `undocumented`.
        """
        closed = self._of(schema).closed
        return closed is not None and closed(value) is True

    def is_valid(self, schema: Schema, value: object) -> bool:
        """Whether a value has no violations, which are neither listed nor worded.

        Raises RecursionError for values that are nested too deeply.
        """
        return self._of(schema).is_valid(value)

    def violations(self, schema: Schema, value: object) -> list[Violation]:
        """The violations of a schema in a value, in the order of the schema; empty if it is valid.

        A schema that cannot be used gives a violation of kind "schema". Raises RecursionError for
        values that are nested too deeply.
        """
        compiled = self._of(schema)
        if compiled.fast and compiled.fast(value):
            return []
        errors = compiled.validator.iter_errors(value)
        return explained(errors, compiled.root, self._converter.components)

    def undocumented(self, schema: Schema, value: object) -> list[Violation]:
        """The attributes of open objects in a value that no applicable schema names.

        An object is skipped if its schema describes additional attributes, or names none. The kind
        of each violation is "undocumented".
        """
        containers = self.walker.containers(self.converted(schema), value)
        return list(undocumented(containers, self._private))

    @cached_property
    def walker(self) -> Walker:
        """A walker for values and the converted schemas that `converted` returns."""
        return Walker(self._converter.definitions, self._converter.components, self._fits)

    def converted(self, schema: Schema) -> Schema:
        """A schema of the document as JSON Schema 2020-12."""
        return self._of(schema).root

    def _of(self, schema: object) -> _CompiledSchema:
        known = self._compiled.get(id(schema))
        if known is None:
            with self._lock:
                known = self._compile(schema, self._converter.root(schema))
                self._compiled[id(schema)] = known
        return known

    def _fits(self, arm: AnySchema, value: object) -> bool:
        """Whether a value is valid against a part of a converted schema."""
        known = self._arms.get(id(arm))
        if known is None:
            root = {"allOf": [arm], "$defs": self._converter.definitions}
            with self._lock:
                known = self._arms[id(arm)] = self._compile(arm, root)
        return known.is_valid(value)

    def _compile(self, given: object, root: dict[str, Any]) -> _CompiledSchema:
        return _CompiledSchema(
            given,
            root,
            lambda: self._validator_class(root),
            partial(self._fast_test, root),
            partial(self._closed_test, root),
        )

    def _fast_test(self, root: Schema) -> Test | None:
        return fast_test(self._converter.with_reached_definitions(root)) if self._fast else None

    def _closed_test(self, root: Schema) -> Test | None:
        if not self._fast:
            return None
        with self._lock:
            closed = self._closer.closed(root)
        return self._fast_test(closed)

    @cached_property
    def _validator_class(self) -> Any:
        # jsonschema is slow to import, and is needed only for invalid values.
        from .jsonschema_validator import validator_class

        return validator_class(self._converter.definitions, fast=self._fast)
