"""The credentials that an operation requires, independent of the names of security schemes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from ...openapi.types import JSON, Object
from ...openapi.values import compact, object_at
from ..documents.read_document import ReadDocument, Undecided
from .matching import ComparedOperation

# The types of schemes whose scopes OpenAPI 3.0 defines: "Security Requirement Object".
SCOPED: Final = ("oauth2", "openIdConnect")
ADDRESSES: Final = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")
MOST_COMBINATIONS: Final = 1000
# Schemes and scopes that are sufficient together. A scheme is a pair with "" as the scope.
Credentials: TypeAlias = frozenset[tuple[str, str]]


class Scheme(NamedTuple):
    """A security scheme without its name; `vague` if its scopes may be alternatives."""

    identity: str
    vague: bool


class SecuritySchemes:
    """The security schemes of the base and of the revised document, by their names."""

    def __init__(self, base: ReadDocument, revised: ReadDocument) -> None:
        # Both documents are read alike: the definition of 3.1 does not settle the meaning of a 3.0
        # document.
        vague = not (base.is_2020_12 and revised.is_2020_12)
        self._known = _schemes(base, vague), _schemes(revised, vague)
        self._vague = vague
        self._documents = base, revised

    def same(self, old: ComparedOperation, new: ComparedOperation) -> bool:
        """Whether two operations require the same because their requirements are spelled alike."""
        return self._known[0] == self._known[1] and old.security == new.security

    def token_sources(self) -> Iterator[tuple[set[str], set[str]]]:
        """The flows, addresses and scopes of each scheme that is in both documents."""
        olds, news = (
            _token_sources(document, known)
            for document, known in zip(self._documents, self._known, strict=True)
        )
        for identity, given in olds.items():
            if identity in news:
                yield given, news[identity]

    def readings(
        self, old: ComparedOperation, new: ComparedOperation
    ) -> Iterator[tuple[list[Credentials], list[Credentials]]]:
        """The sufficient credentials, before and after, in each reading of vague scopes."""
        for any_scope in (False, True):
            yield self._sufficient(old, 0, any_scope), self._sufficient(new, 1, any_scope)

    def _sufficient(
        self, operation: ComparedOperation, side: int, any_scope: bool
    ) -> list[Credentials]:
        """The alternative sets of credentials, each of which is sufficient.

        All scopes of a scheme are needed. OpenAPI 3.0 says so for OAuth 2 and OpenID Connect, and
        allows no scopes for others; with `any_scope`, the scopes of other schemes are alternatives.
        """
        given = operation.security
        if not isinstance(given, list) or not given:
            return [frozenset()]
        known = self._known[side]
        found: list[Credentials] = []
        for requirement in given:
            if isinstance(requirement, dict):
                found += _combined(
                    _of_scheme(known.get(name) or Scheme(name, self._vague), scopes, any_scope)
                    for name, scopes in requirement.items()
                )
        return found


def _schemes(document: ReadDocument, vague: bool) -> dict[str, Scheme]:
    given = _components(document)
    return {name: _scheme(document, name, raw, vague) for name, raw in given.items()}


def _components(document: ReadDocument) -> dict[str, Any]:
    return object_at(object_at(document.root, "components"), "securitySchemes")


def _scheme(document: ReadDocument, name: str, given: JSON, vague: bool) -> Scheme:
    """The scheme of a name; an unreadable one is identified by its name."""
    try:
        raw = document.follow(given)
    except Undecided:
        raw = None
    if not isinstance(raw, dict) or "type" not in raw:
        return Scheme(name, vague)
    return Scheme(compact(_facts(raw)), vague and raw["type"] not in SCOPED)


def _facts(raw: Object) -> dict[str, JSON]:
    """What identifies a scheme, in small letters where letters of either size mean the same.

    Source: RFC 9110 section 5.1 for the names of headers, section 11.1 for schemes.
    """
    kind, place = raw["type"], raw.get("in")
    name = raw.get("name") if kind == "apiKey" else None
    scheme = raw.get("scheme")
    return {
        "type": kind,
        "name": name.lower() if place == "header" and isinstance(name, str) else name,
        "in": place,
        "scheme": scheme.lower() if isinstance(scheme, str) else scheme,
    }


def _token_sources(document: ReadDocument, known: Mapping[str, Scheme]) -> dict[str, set[str]]:
    given = _components(document)
    found: dict[str, set[str]] = {}
    for name, scheme in known.items():
        try:
            raw = document.follow(given[name])
        except Undecided:
            continue
        found.setdefault(scheme.identity, set()).update(_in_words(raw))
    return found


def _in_words(scheme: JSON) -> Iterator[str]:
    """The flows of a scheme, their addresses and their scopes."""
    if isinstance(scheme, dict) and isinstance(scheme.get("openIdConnectUrl"), str):
        yield str(scheme["openIdConnectUrl"])
    for flow, facts in object_at(scheme, "flows").items():
        yield f"the flow {flow}"
        for word in ADDRESSES:
            if isinstance(facts, dict) and isinstance(facts.get(word), str):
                yield f"{facts[word]} as {word} of {flow}"
        for scope in object_at(facts, "scopes"):
            yield f"the scope {scope} in {flow}"


def _combined(given: Iterable[list[Credentials]]) -> list[Credentials]:
    parts = list(given)
    if prod(map(len, parts)) > MOST_COMBINATIONS:
        raise Undecided("too many combinations of scopes")
    return [frozenset().union(*chosen) for chosen in product(*parts)]


def _of_scheme(scheme: Scheme, scopes: JSON, any_scope: bool) -> list[Credentials]:
    itself = (scheme.identity, "")
    needed = [(scheme.identity, str(scope)) for scope in (scopes if type(scopes) is list else ())]
    if any_scope and scheme.vague and needed:
        return [frozenset({itself, scope}) for scope in needed]
    return [frozenset({itself, *needed})]
