"""The published contract: the documented operations, and what checks values against them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..exceptions import TypedResponsesError
from ..openapi.operations import Operation, operations_of
from ..openapi.pointers import resolve_object
from ..validation import Validator
from .exchange import Exchange
from .expected import Expected, expected_of
from .routes import Routes

if TYPE_CHECKING:
    from ..publish import Publication

Place = tuple[str, int | None]


class ContractError(TypedResponsesError):
    """The contract cannot be read, so nothing can be checked against it."""


def _nowhere(component: str, property: str = "") -> Place:
    return "", None


class Contract:
    """A public document, ready to check responses against it.

    `private` are the names by component of attributes that are returned and never documented;
    `place` leads from a component and property to file and line, where that is known; `findings`
    is how many the build had, which may have left something out.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        private: Mapping[str, Collection[str]] | None = None,
        place: Callable[..., Place] = _nowhere,
        findings: int = 0,
    ) -> None:
        self.document = document
        self.private = private or {}
        self.place = place
        self.findings = findings

    @classmethod
    def of(cls, publication: Publication) -> Contract:
        """The contract that a build publishes."""
        document, place = publication.document, publication.locations
        names = document.get("components", {}).get("schemas", {})
        found = {name: place.private(name) for name in names}
        private = {name: sorted(keys) for name, keys in found.items() if keys}
        return cls(document, private, place, len(publication.findings))

    @classmethod
    def load(cls, file: Path) -> Contract:
        """The contract in a file: a built `openapi.json`, or what `saved` has written.

        Raises ContractError for a file that is neither.
        """
        try:
            read = json.loads(file.read_bytes())
        except (OSError, ValueError) as error:
            raise ContractError(f"the contract {file} cannot be read: {error}") from error
        if isinstance(read, dict) and "contract" in read:
            return cls(read["contract"], read.get("private", {}))
        if isinstance(read, dict) and "paths" in read:
            return cls(read)
        raise ContractError(f"the contract {file} is no OpenAPI document")

    def saved(self) -> dict[str, Any]:
        """What `load` reads back: the document, and the private names, which stay on the server."""
        return {"contract": self.document, "private": self.private}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The documented operations by name, in the order of the document."""
        return {operation.name: operation for operation in operations_of(self.document)}

    @cached_property
    def _routes(self) -> Routes:
        from django.conf import settings

        spectacular = getattr(settings, "SPECTACULAR_SETTINGS", {})
        return Routes.configured(self.document.get("paths", {}), spectacular)

    def operation(self, method: str, route: str) -> Operation | None:
        """The operation behind a route of the URLconf; None for one that is not public."""
        path = self._routes.path(route)
        return None if path is None else self.operations.get(f"{method} {path}")

    def expected(self, exchange: Exchange) -> Expected | None:
        """What a response should be; None for an operation that is not public."""
        method, route, status = exchange.method, exchange.route, exchange.status
        return self._expected(method, route, status, exchange.media_type)

    @cached_property
    def _expected(self) -> Callable[[str, str, int, str], Expected | None]:
        def found(method: str, route: str, status: int, media_type: str) -> Expected | None:
            operation = self.operation(method, route)
            if operation is None:
                return None
            return expected_of(operation, status, media_type, self.resolved)

        # Bounded, because a view may answer with a media type that a client has asked for.
        return lru_cache(maxsize=4096)(found)

    def resolved(self, node: Any) -> Any:
        """A parameter, response or header behind references; empty where they lead to none."""
        return resolve_object(self.document, node)

    @cached_property
    def responses(self) -> Validator:
        return Validator(self.document, unnamed=self.private)

    @cached_property
    def requests(self) -> Validator:
        return Validator(self.document, direction="request")
