"""Tests values with a validator where the sets of a schema do not tell."""

from __future__ import annotations

from functools import cached_property

from ...openapi.types import JSON, Schema
from ...validation import Direction, Validator
from ..documents.read_document import ReadDocument, SchemaNode, Undecided
from .membership import Membership


class Validity:
    """Tests values against the schemas of one document, by membership and else by a validator.

    Keywords that are no sets, such as `contains`, are known to the validator only.
    """

    def __init__(
        self,
        document: ReadDocument,
        membership: Membership,
        direction: Direction,
    ) -> None:
        self._document = document
        self._membership = membership
        self._direction: Direction = direction
        self._written: dict[SchemaNode, Schema] = {}

    def admits(self, schema: SchemaNode, value: JSON) -> bool:
        """Whether a schema admits a value.

        Raises Undecided if it is unknown, RecursionError for a value that is nested too deeply.
        """
        try:
            return self._membership.admits(schema, value)
        except Undecided:
            if self._has_dynamic_references:
                raise
            return self._validator.is_valid(self._whole(schema), value)

    @cached_property
    def _has_dynamic_references(self) -> bool:
        """Whether the document has what the validator does not follow."""
        return self._document.mentions("$dynamicRef")

    @cached_property
    def _validator(self) -> Validator:
        return Validator(self._document.root, direction=self._direction)

    def _whole(self, schema: SchemaNode) -> Schema:
        # The validator knows schemas by identity.
        if schema not in self._written:
            self._written[schema] = {"allOf": [*schema.raws]}
        return self._written[schema]
