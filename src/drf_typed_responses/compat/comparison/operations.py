"""The operations of a document, whatever its path variables are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from ..documents.document import Document, Undecided

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
VARIABLE: Final = re.compile(r"\{([^{}]*)\}")
# A method, and a path without the names of its variables.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation: `key` finds its counterpart, `variables` are its path variables in order."""

    name: str
    key: Key
    raw: Mapping[str, Any]
    item: Mapping[str, Any]
    document: Document
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

    @property
    def security(self) -> Any:
        """What is written of it: the operation's own, or else the document's."""
        return self.raw.get("security", self.document.root.get("security"))


# OpenAPI 3 says that parameters with these names are ignored.
IGNORED: Final = frozenset({"accept", "content-type", "authorization"})


class Operations(NamedTuple):
    """The operations of a document; `unread` are the shapes of paths without any, and why."""

    found: dict[Key, Operation]
    unread: dict[str, str]


def operations(document: Document) -> Operations:
    """Every operation of the document, in its order."""
    found: dict[Key, Operation] = {}
    unread: dict[str, str] = {}
    for path, given in mapping(document.root, "paths").items():
        if not path.startswith("/"):
            continue
        shape, variables = VARIABLE.sub("{}", path), tuple(VARIABLE.findall(path))
        try:
            item = document.follow(given)
        except Undecided as undecided:
            unread[shape] = f"{path} cannot be told: {undecided}"
            continue
        methods = {m: item[m] for m in METHODS if m in item} if isinstance(item, dict) else {}
        for method, raw in {**methods, **mapping(item, "additionalOperations")}.items():
            if isinstance(raw, dict):
                key = method.upper(), shape
                found[key] = Operation(f"{key[0]} {path}", key, raw, item, document, variables)
    return Operations(found, unread)


def mapping(raw: Any, word: str) -> dict[str, Any]:
    """What stands under a word, if it is an object."""
    found = raw.get(word) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def listed(raw: Mapping[str, Any], word: str) -> list[Any]:
    """What stands under a word, if it is a list."""
    found = raw.get(word)
    return found if isinstance(found, list) else []
