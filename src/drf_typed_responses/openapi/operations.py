"""The operations of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from .pointers import resolve_object
from .types import Document, Object
from .vocabulary import METHODS

# The locations of parameters, each with its default style. Source: OpenAPI 3.0.3 "Style Values".
DEFAULT_STYLES: Final[Mapping[str, str]] = {
    "query": "form",
    "cookie": "form",
    "path": "simple",
    "header": "simple",
}
# Header parameters of these names "SHALL be ignored". Source: OpenAPI 3.0.3 "Parameter Object".
IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})


@dataclass(frozen=True)
class Operation:
    """One operation of a document: `spec` is its Operation Object, `method` in capitals."""

    path: str
    method: str
    spec: dict[str, Any]
    item: Object = field(repr=False)
    document: Document = field(repr=False)

    @property
    def name(self) -> str:
        """`GET /path/`."""
        return f"{self.method} {self.path}"

    @cached_property
    def parameters(self) -> tuple[Object, ...]:
        """The operation's resolved parameters; its own replace those of its path.

        Source: OpenAPI 3.0.3 "Path Item Object": parameters "can be overridden at the operation
        level", and are told apart by name and location.
        """
        given = (*self.item.get("parameters", ()), *self.spec.get("parameters", ()))
        found = [resolve_object(self.document, parameter) for parameter in given]
        return tuple({(each.get("name"), each.get("in")): each for each in found}.values())


def operations_of(document: Document) -> Iterator[Operation]:
    """The operations under `paths`, in the order of the document.

    Source: OpenAPI 3.0.3 "Paths Object" and "Path Item Object", which may be a reference.
    """
    for path, given in document.get("paths", {}).items():
        item = resolve_object(document, given)
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield Operation(path, method.upper(), item[method], item, document)
