"""The operations of a document, by keys that match them with operations of the other document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from ...openapi.operations import IGNORED_HEADERS
from ...openapi.paths import (
    numbered_expression,
    path_variables,
    without_expressions,
    without_names,
)
from ...openapi.types import JSON, Object
from ...openapi.values import list_at, object_at
from ...openapi.vocabulary import METHODS
from ..documents.read_document import ReadDocument, Undecided
from .addresses import prefixes

# A method, and a path without the names of its variables.
Key: TypeAlias = tuple[str, str]
# A location, and a name or (in a path) a position.
ParameterKey: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class ComparedOperation:
    """One operation of the base or of the revised document.

    `key` finds its counterpart, `spec` is its Operation Object, `item` its Path Item Object, and
    `variables` are the variables of its path in order.
    """

    name: str
    key: Key
    spec: Object
    item: Object
    document: ReadDocument
    variables: tuple[str, ...] = ()

    def parameters(self) -> dict[ParameterKey, dict[str, Any]]:
        """By location and name: in a path by position, in a header by the name in lower case."""
        found: dict[ParameterKey, dict[str, Any]] = {}
        positions = {name: str(index) for index, name in enumerate(self.variables)}
        for given in (*list_at(self.item, "parameters"), *list_at(self.spec, "parameters")):
            parameter = self.document.follow(given)
            if not isinstance(parameter, dict):
                continue
            location, name = str(parameter.get("in")), str(parameter.get("name"))
            if location == "path" and name in positions:
                found[location, positions[name]] = parameter
            elif location == "header" and name.lower() not in IGNORED_HEADERS:
                found[location, name.lower()] = parameter
            elif location not in ("path", "header"):
                found[location, name] = parameter
        return found

    def numbered(self, expression: str) -> str:
        """A runtime expression of the operation without the names of path variables."""
        return numbered_expression(expression, self.variables)

    @property
    def server_owner(self) -> Object:
        """The object that lists the servers of the operation: its own, its path or its document."""
        own = (raw for raw in (self.spec, self.item) if list_at(raw, "servers"))
        return next(own, self.document.root)

    @property
    def security(self) -> JSON:
        """The security requirements of the operation, or else those of its document."""
        found: JSON = self.spec.get("security", self.document.root.get("security"))
        return found


@dataclass(frozen=True)
class Operations:
    """Operations of a document by their keys.

    `unread` are the places of unreadable operations, each with the reason.
    """

    document: ReadDocument
    found: dict[Key, ComparedOperation] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, place: str, given: JSON, path: str = "") -> None:
        """Add the operations of a path item; `place` is the same in both documents."""
        try:
            item = self.document.follow(given)
        except Undecided as undecided:
            self.unread[place] = f"{name} cannot be read: {undecided}"
            return
        variables = path_variables(path)
        methods = {m: item[m] for m in METHODS if m in item} if isinstance(item, dict) else {}
        for method, spec in {**methods, **object_at(item, "additionalOperations")}.items():
            if isinstance(spec, dict):
                key = method.upper(), place
                named = f"{key[0]} {name}"
                self.found[key] = ComparedOperation(
                    named, key, spec, item, self.document, variables
                )

    def target(self, link: Mapping[str, Any]) -> ComparedOperation | None:
        """The operation that a Link Object names, if it is in the same document."""
        if "operationId" in link:
            return self._by_id.get(str(link["operationId"]))
        try:
            spec = self.document.target(str(link.get("operationRef")))
        except Undecided:
            return None
        return self._by_spec.get(id(spec))

    @cached_property
    def _by_id(self) -> dict[str, ComparedOperation]:
        return {str(found.spec.get("operationId")): found for found in self.found.values()}

    @cached_property
    def _by_spec(self) -> dict[int, ComparedOperation]:
        return {id(found.spec): found for found in self.found.values()}


def operations(document: ReadDocument) -> Operations:
    """Every operation of the document's paths, in document order."""
    found = Operations(document)
    for path, given in object_at(document.root, "paths").items():
        if path.startswith("/"):
            found.read(path, without_names(path), given, path)
    return found


def counterparts(
    olds: Operations, news: Operations, moved: Callable[[str], str]
) -> dict[Key, ComparedOperation]:
    """The operation of the revised document for each key of the base that it still has.

    An operation without one of the same path has that of the same address: `/v1/teams/` and
    `/teams/` on a server `/v1`. `moved` tells what an address became; an operation that moved has
    that of its new address only.
    """
    found: dict[Key, ComparedOperation] = {}
    waiting: dict[Key, list[Key]] = {}
    for key, old in olds.found.items():
        own = [*_addresses(old)]
        now = [(method, moved(address)) for method, address in own]
        if now == own and key in news.found:
            found[key] = news.found[key]
        else:
            waiting[key] = now
    taken = {new.key for new in found.values()}
    free = (new for new in news.found.values() if new.key not in taken)
    at = {address: new for new in free for address in _addresses(new)}
    for key, addresses in waiting.items():
        new = next((at[address] for address in addresses if address in at), None)
        if new is not None:
            found[key] = new
    return {key: found[key] for key in olds.found if key in found}


def _addresses(operation: ComparedOperation) -> Iterator[Key]:
    """The method with each path of an operation, that of a server included."""
    method, place = operation.key
    if place.startswith("/"):
        for prefix in prefixes(operation.server_owner):
            yield method, prefix + place


def webhooks(document: ReadDocument) -> Operations:
    """The operations of the document's webhooks, by the names of the webhooks."""
    found = Operations(document)
    for name, given in object_at(document.root, "webhooks").items():
        found.read(f"webhook {name}", name, given)
    return found


def callbacks(operation: ComparedOperation) -> Operations:
    """The operations of an operation's callbacks, by the names and addresses of the callbacks.

    Raises Undecided if a callback cannot be read.
    """
    document = operation.document
    found = Operations(document)
    for name, given in object_at(operation.spec, "callbacks").items():
        addresses = document.follow(given)
        for address, item in addresses.items() if isinstance(addresses, dict) else ():
            if not address.startswith("x-"):
                place = f"{name} {operation.numbered(address)}"
                of = f"{address}, callback {name} of {operation.name}"
                found.read(of, place, item, without_expressions(address))
    return found
