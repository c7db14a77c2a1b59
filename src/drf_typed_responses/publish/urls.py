"""Which URL of an operation is documented, where its view has several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import Any

from ..findings import Finding
from ..spectacular.facts import owner_of
from .operations import source_place
from .public import function_of, of_view

Endpoint = tuple[str, str, str, Any]


def documented(endpoints: list[Endpoint]) -> tuple[list[Endpoint], list[Finding]]:
    """The endpoints to document: of several URLs of one view method, those it names.

    A view says `public_urls = {"/teams/{team_slug}/"}`. Where it has several URLs and names none of
    them the first one stays, and a finding names them all.
    """
    groups: defaultdict[tuple[Any, Any, str], list[Endpoint]] = defaultdict(list)
    for endpoint in endpoints:
        _, _, method, callback = endpoint
        action = (getattr(callback, "actions", None) or {}).get(method.lower(), "")
        groups[callback.cls, action, method].append(endpoint)
    dropped: set[tuple[str, str]] = set()
    findings: list[Finding] = []
    for group in groups.values():
        named, found = _named(sorted(group, key=itemgetter(0)))
        findings += found
        dropped |= {(path, method) for path, _, method, _ in group if path not in named}
    kept = [endpoint for endpoint in endpoints if (endpoint[0], endpoint[2]) not in dropped]
    return kept, findings


def _named(group: list[Endpoint]) -> tuple[set[str], list[Finding]]:
    """The paths of a group that are documented, and what is wrong with what the view names."""
    every = {path for path, _, _, _ in group}
    declared = _declaration(*group[0])
    if declared is None:
        return {min(every)}, list(_several(group, every)) if len(every) > 1 else []
    if isinstance(declared, str) or not isinstance(declared, Collection):
        message = f"its public_urls are {declared!r}, which is no set of paths"
        return {min(every)}, [_finding(group[0], message, f"Write {{{str(declared)!r}}}.")]
    named = every & set(declared)
    if named or len(every) == 1:
        return named or every, []
    return {min(every)}, list(_several(group, every))


def _declaration(path: str, regex: str, method: str, callback: Any) -> Any:
    own = getattr(function_of(callback, method), "public_urls", None)
    return of_view(callback, "public_urls") if own is None else own


def _several(group: list[Endpoint], every: Collection[str]) -> Iterator[Finding]:
    listed = ", ".join(sorted(every))
    yield _finding(
        group[0],
        f"its view has several URLs: {listed}",
        f'Name the documented one: public_urls = {{"{sorted(every)[0]}"}}.',
    )


def unrouted(endpoints: list[Endpoint]) -> Iterator[Finding]:
    """The `public_urls` of views that no URL of the project has."""
    paths = {path for path, _, _, _ in endpoints}
    seen = set()
    for endpoint in endpoints:
        declared = _declaration(*endpoint)
        if declared is None or isinstance(declared, str) or not isinstance(declared, Collection):
            continue
        for path in sorted(set(map(str, declared)) - paths):
            if (endpoint[3].cls, path) not in seen:
                seen.add((endpoint[3].cls, path))
                hint = "Write it as the document does, with {name} for a variable."
                yield _finding(endpoint, f"its public_urls name {path}, which is no URL", hint)


def _finding(endpoint: Endpoint, message: str, hint: str) -> Finding:
    path, _, method, callback = endpoint
    function = function_of(callback, method)
    file, line = source_place(callback.cls, function)
    owner = owner_of(callback.cls, function)
    return Finding("error", "public-urls", message, hint, f"{method} {path}", "", file, line, owner)
