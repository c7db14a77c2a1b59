"""Chooses the documented URLs of views with several, and reports URLs that views share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from operator import itemgetter
from typing import Any, TypeAlias

from drf_spectacular.settings import spectacular_settings
from rest_framework.schemas.generators import get_pk_name
from rest_framework.settings import api_settings

from ..conf import documented_version
from ..findings import Finding
from ..remedies import did_you_mean
from ..spectacular.locations import camelized
from .public import declared_owner, function_of, of_view
from .published_operations import source_place

# `(path, regex, method, callback)`, as drf-spectacular lists them.
Endpoint: TypeAlias = tuple[str, str, str, Any]
IsPublished: TypeAlias = Callable[[str, str, str, Any], bool]


def documented(
    endpoints: list[Endpoint],
    version_of: Callable[[Endpoint], str] = lambda endpoint: "",
    *,
    all_urls: bool = False,
) -> tuple[list[Endpoint], list[Finding]]:
    """The endpoints to document, and findings about views with several URLs.

    A view with several URLs names those to document: `public_urls = {"/teams/{team_slug}/"}`, as
    the document or the URL pattern writes them. If it names none, the first URL is documented, and
    a finding lists them all; with `all_urls`, every URL is documented. The URLs of two versions,
    which `version_of` tells, belong to two documents. `/v1/teams/` names the URL pattern
    `/{version}/teams/` in the document of that version only.
    """
    groups: defaultdict[tuple[Any, ...], list[Endpoint]] = defaultdict(list)
    for endpoint in endpoints:
        _, _, method, callback = endpoint
        action = (getattr(callback, "actions", None) or {}).get(method.lower(), "")
        version = version_of(endpoint) if _declaration(*endpoint) is None else ""
        groups[callback.cls, action, method, version].append(endpoint)
    dropped: set[tuple[str, str]] = set()
    findings: list[Finding] = []
    for group in groups.values():
        if all_urls and _declaration(*group[0]) is None:
            continue
        named, found = _named(sorted(group, key=itemgetter(0)))
        findings += found
        dropped |= {(path, method) for path, _, method, _ in group if path not in named}
    kept = [endpoint for endpoint in endpoints if (endpoint[0], endpoint[2]) not in dropped]
    return kept, findings


def _named(group: list[Endpoint]) -> tuple[set[str], list[Finding]]:
    """The documented paths of a group, and findings about the paths that the view names."""
    every = {path for path, _, _, _ in group}
    declared = _declaration(*group[0])
    if declared is None:
        return {min(every)}, list(_several(group, every)) if len(every) > 1 else []
    if isinstance(declared, str) or not isinstance(declared, Collection):
        message = f"its public_urls are {declared!r}, which is not a set of paths"
        return {min(every)}, [_finding(group[0], message, f"Write {{{str(declared)!r}}}.")]
    named = named_urls(declared, group)
    if named or any(_paths_named(str(text), group, of_any_version=True) for text in declared):
        return named, []
    return {min(every)}, list(_several(group, every)) if len(every) > 1 else []


def _declaration(path: str, regex: str, method: str, callback: Any) -> Any:
    own = getattr(function_of(callback, method), "public_urls", None)
    return of_view(callback, "public_urls") if own is None else own


def named_urls(declared: Iterable[object], group: Collection[Endpoint]) -> set[str]:
    """The paths of some endpoints that `public_urls` names in the document in use."""
    return set().union(*(_paths_named(str(text), group) for text in declared))


def _paths_named(
    text: str, group: Collection[Endpoint], *, of_any_version: bool = False
) -> set[str]:
    """The paths that a text names as the URL patterns write them, else as the document does.

    The document of another version may write them otherwise.
    """
    if any(text == path for path, _, _, _ in group):
        return {text}
    return {
        endpoint[0]
        for endpoint in group
        if _as_documented(endpoint, "" if of_any_version else _version(endpoint)).fullmatch(text)
    }


def _version(endpoint: Endpoint) -> str:
    """The version of an endpoint in the document in use, if its path has it; "" if unknown."""
    default = getattr(of_view(endpoint[3], "versioning_class"), "default_version", None)
    return documented_version() or str(default or "")


_VARIABLE = re.compile(r"\{(\w+)\}")


def _as_documented(endpoint: Endpoint, version: str) -> re.Pattern[str]:
    """A pattern of what the document may write for the path of an endpoint.

    It is that of one version, or with "" that of any.
    """
    prefix = spectacular_settings.SCHEMA_PATH_PREFIX_INSERT
    texts = _VARIABLE.split(trimmed(endpoint[0]))  # every second one is the name of a variable
    texts[1::2] = (_variable_as_documented(name, endpoint[3], version) for name in texts[1::2])
    texts[::2] = map(re.escape, texts[::2])
    return re.compile(re.escape(prefix) + "".join(texts))


def _variable_as_documented(name: str, callback: Any, version: str) -> str:
    """A pattern of what the document may write for the variable `name` of a URL pattern."""
    if name == api_settings.VERSION_PARAM:
        return rf"(?:\{{{name}\}}|{re.escape(version) or '[^/{}]+'})"
    # Source: drf-spectacular's `SCHEMA_COERCE_PATH_PK_SUFFIX` and `CAMELIZE_NAMES`.
    names = {name, re.sub("_pk$", "_id", name)}
    if name == "pk":  # source: DRF's `SCHEMA_COERCE_PATH_PK` and `SchemaGenerator.coerce_path`
        model = getattr(of_view(callback, "queryset"), "model", None)
        names.add(get_pk_name(model) if model else "id")
    return rf"\{{(?:{'|'.join(sorted(names | set(map(camelized, names))))})\}}"


def trimmed(path: str) -> str:
    """A path without the prefix that drf-spectacular removes."""
    prefix = spectacular_settings.SCHEMA_PATH_PREFIX
    if not (prefix and spectacular_settings.SCHEMA_PATH_PREFIX_TRIM):
        return path
    return re.sub(f"^{prefix.removeprefix('^')}", "", path, flags=re.IGNORECASE)


def _several(group: list[Endpoint], every: Collection[str]) -> Iterator[Finding]:
    listed = ", ".join(sorted(every))
    yield _finding(
        group[0],
        f"its view has several URLs: {listed}",
        f'Choose the documented ones: public_urls = {{"{min(every)}"}}.',
    )


def unrouted(endpoints: list[Endpoint]) -> Iterator[Finding]:
    """A finding for each path in `public_urls` that is not a URL of the views that declare it."""
    seen = set()
    for endpoint in endpoints:
        declared = _declaration(*endpoint)
        if declared is None or isinstance(declared, str) or not isinstance(declared, Collection):
            continue
        group = [each for each in endpoints if _shares(each, endpoint, declared)]
        for path in sorted(
            text
            for text in map(str, declared)
            if not _paths_named(text, group, of_any_version=True)
        ):
            if (endpoint[3].cls, path) not in seen:
                seen.add((endpoint[3].cls, path))
                guess = did_you_mean(path, (each[0] for each in group))
                yield _finding(
                    endpoint,
                    f"its public_urls name {path}, which is not one of its URLs{guess}",
                    "Write a URL as the document or the URL pattern does, with {name} for a "
                    "variable.",
                )


def _shares(one: Endpoint, other: Endpoint, declared: object) -> bool:
    """Whether the `public_urls` of an endpoint may name the URL of another one."""
    return one[3].cls is other[3].cls or _declaration(*one) is declared


def hidden(endpoints: Iterable[Endpoint], is_published: IsPublished) -> Iterator[Finding]:
    """A finding for each public operation that gets no requests.

    Django passes requests to the first of two views with the same URL.
    """
    first: dict[str, Endpoint] = {}
    for endpoint in endpoints:
        _, regex, _, callback = endpoint
        asked = first.setdefault(regex, endpoint)
        if _view_of(asked[3]) != _view_of(callback) and is_published(*endpoint):
            yield _url_taken(
                endpoint,
                f"{_name(endpoint)} gets no requests: "
                f"{_printable_name(asked)} is routed at the same URL first",
                "Let one view handle all methods of the URL, or remove one of the two routes.",
            )


def doubled(endpoints: Iterable[tuple[str, Endpoint]]) -> Iterator[Finding]:
    """A finding for each operation whose path in the document is also that of another view.

    `endpoints` come with their paths in the document. The URLs of such views differ only in parts
    that a document does not show, such as the types of their variables.
    """
    first: dict[tuple[str, str], Endpoint] = {}
    for path, endpoint in endpoints:
        _, regex, method, callback = endpoint
        known = first.setdefault((path, method), endpoint)
        if _view_of(known[3]) != _view_of(callback) and known[1] != regex:
            yield _url_taken(
                endpoint,
                f"{_name(known)} and {_name(endpoint)} would both be {method} {path}",
                "Make only one of them public, or give them paths that differ in the document too.",
            )


def _view_of(callback: Any) -> tuple[Any, Any]:
    return callback.cls, getattr(callback, "actions", None)


def _name(endpoint: Endpoint) -> str:
    """The name of an endpoint's view, with its module, because two views may have one name."""
    _, _, method, callback = endpoint
    action = (getattr(callback, "actions", None) or {}).get(method.lower(), "")
    # `@api_view` gives its class the name of the function as `__name__`, not as `__qualname__`.
    return ".".join(filter(None, (callback.cls.__module__, callback.cls.__name__, action)))


def _printable_name(endpoint: Endpoint) -> str:
    """The name of a public view; names of private views must not be printed."""
    return _name(endpoint) if of_view(endpoint[3], "public") else "a private view"


def _finding(endpoint: Endpoint, message: str, hint: str) -> Finding:
    return Finding("error", "public-urls", message, hint=hint, **_about(endpoint))


def _url_taken(endpoint: Endpoint, message: str, hint: str) -> Finding:
    return Finding("error", "url-taken", message, hint=hint, **_about(endpoint))


def _about(endpoint: Endpoint) -> dict[str, Any]:
    path, _, method, callback = endpoint
    function = function_of(callback, method)
    file, line = source_place(callback.cls, function)
    owner = declared_owner(callback, function)
    return {"operation": f"{method} {path}", "file": file, "line": line, "owner": owner}
