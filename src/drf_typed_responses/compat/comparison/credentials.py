"""The credentials that an operation asks for, whatever its schemes are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from ...openapi.values import compact
from ..documents.read_document import ReadDocument, Undecided
from .operations import Operation, mapping

# The schemes of which OpenAPI 3.0 says what scopes mean.
SCOPED: Final = ("oauth2", "openIdConnect")
ADDRESSES: Final = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")
MOST_WAYS: Final = 1000
Way: TypeAlias = frozenset[tuple[str, str]]


class Scheme(NamedTuple):
    """What a scheme is, whatever it is called; `vague` where its scopes may be alternatives."""

    identity: str
    vague: bool


class Security:
    """What the base and the revised document call their schemes."""

    def __init__(self, base: ReadDocument, revised: ReadDocument) -> None:
        # A pair has one reading: what 3.1 says of scopes is no change of what 3.0 left open.
        vague = not (base.is_2020_12 and revised.is_2020_12)
        self._known = _schemes(base, vague), _schemes(revised, vague)
        self._vague = vague
        self._documents = base, revised

    def same(self, old: Operation, new: Operation) -> bool:
        """Whether two operations ask for the same because they are written alike."""
        return self._known[0] == self._known[1] and old.security == new.security

    def grants(self) -> Iterator[tuple[set[str], set[str]]]:
        """Where tokens come from, before and after, by what a scheme is."""
        olds, news = (
            _grants(document, known)
            for document, known in zip(self._documents, self._known, strict=True)
        )
        for identity, given in olds.items():
            if identity in news:
                yield given, news[identity]

    def readings(self, old: Operation, new: Operation) -> Iterator[tuple[list[Way], list[Way]]]:
        """The ways in, before and after, as scopes can be read."""
        for any_scope in (False, True):
            yield self._ways(old, 0, any_scope), self._ways(new, 1, any_scope)

    def _ways(self, operation: Operation, side: int, any_scope: bool) -> list[Way]:
        """The ways in: each a set of schemes and scopes, by what a scheme is and not its name.

        All scopes of a scheme are needed. OpenAPI 3.0 says so of OAuth 2 and OpenID Connect, and
        wants no scopes elsewhere; with `any_scope`, those that stand there are alternatives.
        """
        given = operation.security
        if not isinstance(given, list) or not given:
            return [frozenset()]
        known = self._known[side]
        found: list[Way] = []
        for way in given:
            if isinstance(way, dict):
                found += _combined(
                    _parts(known.get(name) or Scheme(name, self._vague), scopes, any_scope)
                    for name, scopes in way.items()
                )
        return found


def _schemes(document: ReadDocument, vague: bool) -> dict[str, Scheme]:
    given = mapping(mapping(document.root, "components"), "securitySchemes")
    return {name: _scheme(document, name, raw, vague) for name, raw in given.items()}


def _scheme(document: ReadDocument, name: str, given: Any, vague: bool) -> Scheme:
    """One that cannot be read is told apart by its name alone."""
    try:
        raw = document.follow(given)
    except Undecided:
        raw = None
    if not isinstance(raw, dict) or "type" not in raw:
        return Scheme(name, vague)
    facts = {word: raw.get(word) for word in ("type", "name", "in", "scheme")}
    identity = compact(facts if raw["type"] == "apiKey" else {**facts, "name": None})
    return Scheme(identity, vague and raw["type"] not in SCOPED)


def _grants(document: ReadDocument, known: Mapping[str, Scheme]) -> dict[str, set[str]]:
    given = mapping(mapping(document.root, "components"), "securitySchemes")
    found: dict[str, set[str]] = {}
    for name, scheme in known.items():
        try:
            raw = document.follow(given[name])
        except Undecided:
            continue
        found.setdefault(scheme.identity, set()).update(_granted(raw))
    return found


def _granted(raw: Any) -> Iterator[str]:
    """The flows of a scheme, their addresses and their scopes, in words."""
    if isinstance(raw, dict) and isinstance(raw.get("openIdConnectUrl"), str):
        yield raw["openIdConnectUrl"]
    for flow, facts in mapping(raw, "flows").items():
        yield f"the flow {flow}"
        for word in ADDRESSES:
            if isinstance(facts, dict) and isinstance(facts.get(word), str):
                yield f"{facts[word]} as {word} of {flow}"
        for scope in mapping(facts, "scopes"):
            yield f"the scope {scope} in {flow}"


def _combined(given: Iterable[list[Way]]) -> list[Way]:
    parts = list(given)
    if prod(map(len, parts)) > MOST_WAYS:
        raise Undecided("too many combinations of scopes")
    return [frozenset().union(*chosen) for chosen in product(*parts)]


def _parts(scheme: Scheme, scopes: Any, any_scope: bool) -> list[Way]:
    itself = (scheme.identity, "")
    listed = scopes if isinstance(scopes, list) else ()
    needed = [(scheme.identity, str(scope)) for scope in listed]
    if any_scope and scheme.vague and needed:
        return [frozenset({itself, scope}) for scope in needed]
    return [frozenset({itself, *needed})]
