"""The operations of a document, whatever its path variables are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final, TypeAlias

from .documents import Document, Undecided, text

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


# The schemes of which OpenAPI 3.0 says what scopes mean.
SCOPED: Final = ("oauth2", "openIdConnect")
MOST_WAYS: Final = 1000
Way: TypeAlias = frozenset[tuple[str, str]]


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

    @property
    def given_security(self) -> Any:
        """What is written: the operation's own, or else the document's."""
        return self.raw.get("security", self.document.root.get("security"))

    def security(self, *, any_scope: bool = False) -> list[Way]:
        """The ways in: each a set of schemes and scopes, by what a scheme is and not its name.

        All scopes of a scheme are needed. OpenAPI 3.0 says so of OAuth 2 and OpenID Connect, and
        wants no scopes elsewhere; with `any_scope`, those that stand there are alternatives.
        """
        given = self.given_security
        if not isinstance(given, list) or not given:
            return [frozenset()]
        return [w for way in given if isinstance(way, dict) for w in self._ways(way, any_scope)]

    def _ways(self, way: dict[str, Any], any_scope: bool) -> list[Way]:
        parts = [self._parts(name, scopes, any_scope) for name, scopes in way.items()]
        if prod(map(len, parts)) > MOST_WAYS:
            raise Undecided("too many combinations of scopes")
        return [frozenset().union(*chosen) for chosen in product(*parts)]

    def _parts(self, name: str, scopes: Any, any_scope: bool) -> list[Way]:
        scheme = self._scheme(schemes(self.document).get(name, {"name": name}))
        facts = {word: scheme.get(word) for word in ("type", "name", "in", "scheme")}
        identity = text(facts if scheme.get("type") == "apiKey" else {**facts, "name": None})
        if "type" not in scheme:
            identity = name
        needed = [(identity, str(scope)) for scope in (scopes if isinstance(scopes, list) else ())]
        vague = not self.document.modern and scheme.get("type") not in SCOPED
        if any_scope and vague and needed:
            return [frozenset({(identity, ""), scope}) for scope in needed]
        return [frozenset({(identity, ""), *needed})]

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


def schemes(document: Document) -> dict[str, Any]:
    """The security schemes of a document by name."""
    return mapping(mapping(document.root, "components"), "securitySchemes")


def mapping(raw: Any, word: str) -> dict[str, Any]:
    """What stands under a word, if it is an object."""
    found = raw.get(word) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def listed(raw: Mapping[str, Any], word: str) -> list[Any]:
    """What stands under a word, if it is a list."""
    found = raw.get(word)
    return found if isinstance(found, list) else []
