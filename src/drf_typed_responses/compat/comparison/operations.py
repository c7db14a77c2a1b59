"""The operations of a document, whatever its path variables are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from ...openapi.vocabulary import METHODS
from ..documents.read_document import ReadDocument, Undecided

# A variable of a path, and what OpenAPI calls a runtime expression.
VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
EXPRESSION: Final = re.compile(r"\{\$[^{}]*\}")
OF_PATH: Final = re.compile(r"(?<=\$request\.path\.)[^{}]+")
# A method, and a path without the names of its variables.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation: `key` finds its counterpart, `variables` are its path variables in order."""

    name: str
    key: Key
    raw: Mapping[str, Any]
    item: Mapping[str, Any]
    document: ReadDocument
    variables: tuple[str, ...] = ()

    def parameters(self) -> dict[tuple[str, str], dict[str, Any]]:
        """By place and name; path variables by their position, header names in lower case."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        places = {name: str(index) for index, name in enumerate(self.variables)}
        for given in (*listed(self.item, "parameters"), *listed(self.raw, "parameters")):
            parameter = self.document.follow(given)
            if not isinstance(parameter, dict):
                continue
            place, name = str(parameter.get("in")), str(parameter.get("name"))
            if place == "path" and name in places:
                found[place, places[name]] = parameter
            elif place != "path" and not (place == "header" and name.lower() in IGNORED):
                found[place, name.lower() if place == "header" else name] = parameter
        return found

    def neutral(self, expression: str) -> str:
        """A runtime expression of the operation without the names of path variables."""
        places = {name: str(index) for index, name in enumerate(self.variables)}
        numbered = OF_PATH.sub(lambda match: places.get(match[0], match[0]), expression)
        return VARIABLE.sub(lambda m: m[0] if m[1].startswith("$") else "{}", numbered)

    @property
    def security(self) -> Any:
        """What is written of it: the operation's own, or else the document's."""
        return self.raw.get("security", self.document.root.get("security"))


# OpenAPI 3 says that parameters with these names are ignored.
IGNORED: Final = frozenset({"accept", "content-type", "authorization"})


@dataclass(frozen=True)
class Operations:
    """Operations of a document; `unread` are places whose operations cannot be told, and why."""

    document: ReadDocument
    found: dict[Key, Operation] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, place: str, given: Any, path: str = "") -> None:
        """Takes up what a path item holds; `place` is the same in both documents."""
        try:
            item = self.document.follow(given)
        except Undecided as undecided:
            self.unread[place] = f"{name} cannot be told: {undecided}"
            return
        variables = tuple(VARIABLE.findall(path))
        methods = {m: item[m] for m in METHODS if m in item} if isinstance(item, dict) else {}
        for method, raw in {**methods, **mapping(item, "additionalOperations")}.items():
            if isinstance(raw, dict):
                key = method.upper(), place
                named = f"{key[0]} {name}"
                self.found[key] = Operation(named, key, raw, item, self.document, variables)

    def target(self, link: Mapping[str, Any]) -> Operation | None:
        """The operation that a link names, if it stands in the same document."""
        if "operationId" in link:
            return self._by_id.get(str(link["operationId"]))
        try:
            raw = self.document.target(str(link.get("operationRef")))
        except Undecided:
            return None
        return self._by_raw.get(id(raw))

    @cached_property
    def _by_id(self) -> dict[str, Operation]:
        return {str(found.raw.get("operationId")): found for found in self.found.values()}

    @cached_property
    def _by_raw(self) -> dict[int, Operation]:
        return {id(found.raw): found for found in self.found.values()}


def operations(document: ReadDocument) -> Operations:
    """Every operation of the document's paths, in its order."""
    found = Operations(document)
    for path, given in mapping(document.root, "paths").items():
        if path.startswith("/"):
            found.read(path, VARIABLE.sub("{}", path), given, path)
    return found


def webhooks(document: ReadDocument) -> Operations:
    """What the API calls of itself, by the names of the document."""
    found = Operations(document)
    for name, given in mapping(document.root, "webhooks").items():
        found.read(f"webhook {name}", name, given)
    return found


def callbacks(operation: Operation) -> Operations:
    """What the API calls after an operation, by the callback's name and the address it calls.

    Raises `Undecided` where a callback cannot be read.
    """
    document = operation.document
    found = Operations(document)
    for name, given in mapping(operation.raw, "callbacks").items():
        addresses = document.follow(given)
        for address, item in addresses.items() if isinstance(addresses, dict) else ():
            if not address.startswith("x-"):
                place = f"{name} {operation.neutral(address)}"
                of = f"{address}, callback {name} of {operation.name}"
                found.read(of, place, item, EXPRESSION.sub("", address))
    return found


def mapping(raw: Any, word: str) -> dict[str, Any]:
    """What stands under a word, if it is an object."""
    found = raw.get(word) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def listed(raw: Mapping[str, Any], word: str) -> list[Any]:
    """What stands under a word, if it is a list."""
    found = raw.get(word)
    return found if isinstance(found, list) else []
