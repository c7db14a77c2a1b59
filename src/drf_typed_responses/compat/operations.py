"""The operations of a document, whatever its path variables are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .documents import Document, Undecided, text

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation: `key` finds its counterpart, `variables` are its path variables in order."""

    name: str
    key: tuple[str, str]
    raw: Mapping[str, Any]
    item: Mapping[str, Any]
    document: Document

    @property
    def variables(self) -> list[str]:
        return VARIABLE.findall(self.name)

    def parameters(self) -> dict[tuple[str, str], dict[str, Any]]:
        """By place and name; path variables by their position, header names in lower case."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for given in (*listed(self.item, "parameters"), *listed(self.raw, "parameters")):
            parameter = self.document.follow(given)
            if not isinstance(parameter, dict):
                continue
            place, name = str(parameter.get("in")), str(parameter.get("name"))
            if place == "path" and name in self.variables:
                found[place, str(self.variables.index(name))] = parameter
            elif place != "path" and not (place == "header" and name.lower() in IGNORED):
                found[place, name.lower() if place == "header" else name] = parameter
        return found

    def security(self) -> list[frozenset[tuple[str, str]]]:
        """The ways in: each a set of schemes and scopes, by what a scheme is and not its name."""
        given = self.raw.get("security", self.document.root.get("security"))
        if not isinstance(given, list) or not given:
            return [frozenset()]
        return [self._way(way) for way in given if isinstance(way, dict)]

    def _way(self, way: dict[str, Any]) -> frozenset[tuple[str, str]]:
        schemes = mapping(mapping(self.document.root, "components"), "securitySchemes")
        found = set()
        for name, scopes in way.items():
            scheme = self._scheme(schemes.get(name, {"name": name}))
            facts = {word: scheme.get(word) for word in ("type", "name", "in", "scheme")}
            identity = text(facts if scheme.get("type") == "apiKey" else {**facts, "name": None})
            if "type" not in scheme:
                identity = name
            found.add((identity, ""))
            needed = scopes if isinstance(scopes, list) else ()
            found.update((identity, str(scope)) for scope in needed)
        return frozenset(found)

    def _scheme(self, given: Any) -> dict[str, Any]:
        """What a scheme says; one that cannot be read is told apart by its name alone."""
        try:
            scheme = self.document.follow(given)
        except Undecided:
            return {}
        return scheme if isinstance(scheme, dict) else {}


# OpenAPI 3 says that parameters with these names are ignored.
IGNORED: Final = frozenset({"accept", "content-type", "authorization"})


def operations(document: Document) -> Iterator[Operation]:
    """Every operation of the document, in its order."""
    for path, given in document.root.get("paths", {}).items():
        if not path.startswith("/"):
            continue
        item = document.follow(given)
        if not isinstance(item, dict):
            continue
        methods = {m: item[m] for m in METHODS if isinstance(item.get(m), dict)}
        methods.update(mapping(item, "additionalOperations"))
        shape = VARIABLE.sub("{}", path)
        for method, raw in methods.items():
            name = f"{method.upper()} {path}"
            yield Operation(name, (method.upper(), shape), raw, item, document)


def mapping(raw: Any, word: str) -> dict[str, Any]:
    """What stands under a word, if it is an object."""
    found = raw.get(word) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def listed(raw: Mapping[str, Any], word: str) -> list[Any]:
    """What stands under a word, if it is a list."""
    found = raw.get(word)
    return found if isinstance(found, list) else []
