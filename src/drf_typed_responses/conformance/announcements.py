"""Tells clients what ends: the headers of deprecation, and who still uses it.

Sources: RFC 9745 (`Deprecation`), RFC 8594 (`Sunset`), RFC 8288 (`Link`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from django.utils.http import http_date

from ..openapi.json_keys import has_key
from ..openapi.types import Document
from .call_counts import UNNAMED, DeprecatedCall, NameClient, client_of, deprecated_calls
from .contract import Contract
from .endings import Ending, Endings, endings_of
from .exchange import plain_content, version_of
from .routes import route_of

if TYPE_CHECKING:
    from .observing import Observer

MOST_REMEMBERED: Final = 4096
RELATIONS: Final = ("deprecation", "sunset")


class Announced(NamedTuple):
    """The headers of one response; `link` is the address of the documentation, "" for none."""

    deprecation: str
    sunset: str
    link: str = ""


class _DocumentEndings(NamedTuple):
    """What ends in one document: `operations` finds the operation of a request.

    `built` is the day on which the contract was written.
    """

    operations: Contract
    endings: Mapping[str, Endings]
    built: date


class Announcer:
    """Adds headers to the responses that use something deprecated, and counts them by client.

    `files` are the file, version and name of each contract, as `Contract.load` takes them. `client`
    is the function of CLIENT_KEY, and whether what it returns is hashed. An `observer` counts the
    calls too. Raises ContractError for a contract that cannot be read.
    """

    calls = deprecated_calls

    def __init__(
        self,
        files: Sequence[tuple[Path, str, str]],
        client: tuple[NameClient, bool],
        link: str,
        observer: Observer | None = None,
    ) -> None:
        self._documents = [each for each in map(_read, files) if each.endings]
        self._link = link
        self._name_client, self._is_hashed = client
        self._observer = observer
        # Bounded, because clients choose the version in a route.
        self._found = lru_cache(maxsize=MOST_REMEMBERED)(self._endings)
        # The methods and routes with which nothing ends in any version: most of them.
        self._silent: set[tuple[str, str]] = set()

    def announce(self, request: Any, response: Any) -> None:
        """Add the headers of what a request used and its response has; most have nothing."""
        match = request.resolver_match
        if match is not None and (request.method, match.route) in self._silent:
            return
        route = route_of(request)
        if route is None:
            return
        if (
            match is not None
            and route == match.route
            and not self._found(request.method, route, "")
        ):
            self._remember(request.method, route)
        for document, endings in self._found(request.method, route, version_of(response)):
            used = list(_used(endings, request, response))
            if used:
                _set(response.headers, announced(endings, tuple(used), document.built, self._link))
                self._count(request, document.operations.name, endings.operation, used)

    def _remember(self, method: str, route: str) -> None:
        if len(self._silent) < MOST_REMEMBERED:  # because clients choose the method
            self._silent.add((method, route))

    def _endings(
        self, method: str, route: str, version: str
    ) -> list[tuple[_DocumentEndings, Endings]]:
        """What ends in the operation of a route, in the first document that has it."""
        for document in self._documents:
            operations = document.operations
            if operations.version and version and operations.version != version:
                continue
            operation = operations.operation(method, route)
            if operation is None and method == "HEAD":  # its headers are those of GET
                operation = operations.operation("GET", route)
            if operation is not None and operation.name in document.endings:
                return [(document, document.endings[operation.name])]
        return []

    def _count(self, request: Any, document: str, operation: str, used: list[Ending]) -> None:
        client = UNNAMED
        try:
            client = client_of(self._name_client, request, self._is_hashed)
        finally:  # it runs the project's code, which may raise
            calls = [DeprecatedCall(operation, ending.part, client) for ending in used]
            for call in calls:
                self.calls.add(call)
            if self._observer is not None:
                self._observer.hear(document, calls)


def _read(file: tuple[Path, str, str]) -> _DocumentEndings:
    """What ends in a contract. Only the names of its operations are kept of the document."""
    contract = Contract.load(*file)
    found = {name: endings_of(each) for name, each in contract.operations.items()}
    names = Contract(
        _skeleton(contract.document),
        routes=contract.routes,
        version=contract.version,
        name=contract.name,
    )
    built = datetime.fromtimestamp(file[0].stat().st_mtime, UTC).date()
    return _DocumentEndings(names, {name: each for name, each in found.items() if each}, built)


def _skeleton(document: Document) -> Document:
    """A document with the paths and methods of another, and nothing else."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in Contract(document).operations.values():
        paths.setdefault(operation.path, {})[operation.method.lower()] = {}
    return {"paths": paths}


def _used(endings: Endings, request: Any, response: Any) -> Iterator[Ending]:
    """What ends and was used: the operation, parameters of the request, and attributes."""
    yield from endings.whole
    for location, name, ending in endings.sent:
        if _is_sent(request, location, name):
            yield ending
    returned = endings.of_status(response.status_code)
    if returned and not getattr(response, "streaming", False):
        coding = response.headers.get("Content-Encoding", "")
        body = plain_content(response.content, coding) or b""
        for name, ending in returned:
            if has_key(body, name):
                yield ending


def _is_sent(request: Any, location: str, name: str) -> bool:
    if location == "query":
        # A parameter of style `deepObject` is sent as `name[key]`.
        return name in request.GET or any(key.startswith(f"{name}[") for key in request.GET)
    if location == "header":
        return name in request.headers
    if location == "cookie":
        return name in request.COOKIES
    return location == "path"


def announced(endings: Endings, used: tuple[Ending, ...], built: date, link: str) -> Announced:
    """The headers for what a response uses: the first sunset and the first deprecation of all.

    A part without a known date was deprecated on the day on which the contract was built, or
    before. Source: RFC 9745 section 2.1, whose value is a date, and section 4: the sunset is not
    earlier than the deprecation.
    """
    sunset = min(ending.sunset for ending in used)
    since = min(sunset, *(ending.since or built for ending in used))
    documentation = _documentation(link, endings) if link else ""
    return Announced(f"@{_timestamp(since)}", http_date(_timestamp(sunset)), documentation)


def _timestamp(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _documentation(link: str, endings: Endings) -> str:
    """The address of the documentation of an operation."""
    method, _, path = endings.operation.partition(" ")
    facts = {"method": method.lower(), "path": path, "operation_id": endings.operation_id}
    for name, fact in facts.items():
        link = link.replace(f"{{{name}}}", quote(fact, safe="/"))
    return link


def _set(headers: Any, given: Announced) -> None:
    """Add headers that the view has not set; a `Link` stands beside those that it has."""
    headers.setdefault("Deprecation", given.deprecation)
    headers.setdefault("Sunset", given.sunset)
    if given.link:
        before = headers.get("Link", "")
        links = [before] if before else []
        links += _links(before, given.link)
        headers["Link"] = ", ".join(links)


def _links(before: str, address: str) -> Iterable[str]:
    said = relations(before)
    for relation in RELATIONS:
        if relation not in said:
            yield f'<{address}>; rel="{relation}"; type="text/html"'


# An address, which may have any letter, or a parameter. Source: RFC 8288 section 3.
_LINK_PART: Final = re.compile(
    r'<[^>]*>|;\s*([^\s;,="<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?'
)


def relations(link: str) -> set[str]:
    """The types of relation in the `Link` header, in lower case."""
    parts = _LINK_PART.findall(link)
    values = (quoted or token for name, quoted, token in parts if name.lower() == "rel")
    return {relation for value in values for relation in value.lower().split()}
