"""The route of a request, and the documented path of a route.

Source: drf-spectacular names paths as Django REST framework's `EndpointEnumerator` does, with
`simplify_regex`, and then applies `SCHEMA_PATH_PREFIX_TRIM` and `SCHEMA_PATH_PREFIX_INSERT`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings

from ..openapi.paths import path_variables, without_names

_CONVERTED = re.compile(r"<(?:[^<>:]*:)?([^<>]*)>")
_REGEX = re.compile(r"[(\\?*+^$]")


@lru_cache(maxsize=4096)
def path_of(route: str) -> str:
    """`teams/<slug:team>/` -> `/teams/{team}/`."""
    if not _REGEX.search(route):
        text = route if route.startswith("/") else f"/{route}"
    else:
        # Imported here because it loads Django's admin, and few projects have such routes.
        from django.contrib.admindocs.views import simplify_regex

        text = simplify_regex(route).replace("\\.", ".")
    return _CONVERTED.sub(r"{\1}", text)


def route_of(request: Any) -> str | None:
    """The route of a request, with the version in its path filled in.

    None if no route matches, or if a middleware has set another URLconf, such as for another host.
    """
    if getattr(request, "urlconf", None) not in (None, settings.ROOT_URLCONF):
        return None
    match = getattr(request, "resolver_match", None) or _resolved(request)
    if match is None:
        return None
    return versioned(match.route, getattr(match.func, "cls", None), match.kwargs)


def versioned(route: str, view: Any, variables: Mapping[str, Any]) -> str:
    """`<version>/teams/` -> `/v1/teams/`, as drf-spectacular does for `URLPathVersioning`.

    `variables` are the values of the variables of the route. A route without the version of the
    view's versioning class is unchanged.
    """
    name = getattr(getattr(view, "versioning_class", None), "version_param", None)
    if name is None or name not in variables:
        return route
    return path_of(route).replace(f"{{{name}}}", str(variables[name]))


def _resolved(request: Any) -> Any:
    """The match of a request for which a middleware responded before Django resolved it."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


class RouteGuesser:
    """Guesses the documented path of a route, for documents without known routes.

    Names of variables may differ between a document and the URLconf. `insert`, `trim` and `prefix`
    are the `SCHEMA_PATH_PREFIX` settings of the document. `routes` returns all routes of the
    URLconf; it is called when names differ.
    """

    def __init__(
        self,
        paths: Iterable[str],
        *,
        insert: str = "",
        trim: bool = False,
        prefix: str | None = None,
        routes: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._insert = insert
        self._trim = trim
        self._prefix = None if prefix is None else re.compile(f"^{prefix}", re.IGNORECASE)
        self._routes = routes
        self._by_template: dict[str, list[str]] = {}
        for path in paths:
            self._by_template.setdefault(without_names(path), []).append(path)
        # Bounded, because clients choose the version in a route.
        self._cached = lru_cache(maxsize=4096)(self._found)

    @classmethod
    def configured(cls, paths: Iterable[str], settings: Mapping[str, Any]) -> RouteGuesser:
        """A guesser for documents made with these `SPECTACULAR_SETTINGS`."""
        return cls(
            paths,
            insert=str(settings.get("SCHEMA_PATH_PREFIX_INSERT") or ""),
            trim=bool(settings.get("SCHEMA_PATH_PREFIX_TRIM")),
            prefix=settings.get("SCHEMA_PATH_PREFIX"),
            routes=_routes_of_urlconf,
        )

    def path(self, route: str) -> str | None:
        """The documented path of a route; None for a route that is not documented."""
        return self._cached(route)

    def _found(self, route: str) -> str | None:
        written = (self._nearest(path) for path in self._trimmed(path_of(route)))
        return next(filter(None, written), None)

    def _trimmed(self, path: str) -> Iterator[str]:
        """The path without its prefix; if no prefix is set, each path without a possible prefix.

        drf-spectacular then trims the common beginning of all paths of the document.
        """
        if self._trim and self._prefix is not None:
            path = self._prefix.sub("", path)
        yield path if path.startswith("/") else f"/{path}"
        while self._trim and self._prefix is None and (cut := path.find("/", 1)) > 0:
            path = path[cut:]
            yield path

    def _nearest(self, path: str) -> str | None:
        """The documented path that differs from this one only in the fewest names of variables.

        Paths of other views are left out, such as that of `<slug:slug>/` if this one is of
        `<int:pk>/`.
        """
        path = _coerced(self._insert + path)
        same = self._by_template.get(without_names(path), [])
        for other in same:
            if _coerced(other) == path:
                return other
        free = (other for other in same if _coerced(other) not in self._taken)
        return max(free, key=lambda other: _equal_names(other, path), default=None)

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The paths of all views of the URLconf, with the names that the URLconf uses."""
        paths = (path for route in self._routes() for path in self._trimmed(path_of(route)))
        return frozenset(_coerced(self._insert + path) for path in paths)


def _routes_of_urlconf() -> Iterator[str]:
    from django.urls import URLResolver, get_resolver

    waiting = [("", get_resolver())]
    while waiting:
        before, resolver = waiting.pop()
        for pattern in resolver.url_patterns:
            route = f"{before}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                waiting.append((route, pattern))
            else:
                yield route


def _coerced(path: str) -> str:
    """The path with `{pk}` written as drf-spectacular does (SCHEMA_COERCE_PATH_PK)."""
    return path.replace("{pk}", "{id}")


def _equal_names(one: str, other: str) -> int:
    """The number of variables that have the same name in two paths."""
    pairs = zip(path_variables(one), path_variables(other), strict=False)
    return sum(a == b for a, b in pairs)
