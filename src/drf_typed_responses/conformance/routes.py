"""Which documented path a route of the URLconf is.

Source: drf-spectacular names paths as Django REST framework's `EndpointEnumerator` does, with
`simplify_regex`, and then applies `SCHEMA_PATH_PREFIX_TRIM` and `SCHEMA_PATH_PREFIX_INSERT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_VARIABLE = re.compile(r"\{[^{}]*\}")
_CONVERTED = re.compile(r"<(?:[^<>:]*:)?([^<>]*)>")
_REGEX = re.compile(r"[(\\?*+^$]")


@lru_cache(maxsize=4096)
def path_of(route: str) -> str:
    """`teams/<slug:team>/` -> `/teams/{team}/`."""
    if not _REGEX.search(route):
        text = route if route.startswith("/") else f"/{route}"
    else:
        # Here and not above: it loads Django's admin, for routes that few projects have.
        from django.contrib.admindocs.views import simplify_regex

        text = simplify_regex(route).replace("\\.", ".")
    return _CONVERTED.sub(r"{\1}", text)


def template_of(route: str) -> str:
    """`teams/<slug:team>/` -> `/teams/{}/`; variables lose names, which a document may change."""
    return _VARIABLE.sub("{}", path_of(route))


class Routes:
    """The documented paths by what is left of them without the names of variables."""

    def __init__(self, paths: Iterable[str], *, insert: str = "", trim: bool = False) -> None:
        self._insert = insert
        self._trim = trim
        self._by_template: dict[str, str] = {_VARIABLE.sub("{}", path): path for path in paths}

    @classmethod
    def configured(cls, paths: Iterable[str], settings: Mapping[str, object]) -> Routes:
        """For documents made with these `SPECTACULAR_SETTINGS`."""
        insert = str(settings.get("SCHEMA_PATH_PREFIX_INSERT") or "")
        return cls(paths, insert=insert, trim=bool(settings.get("SCHEMA_PATH_PREFIX_TRIM")))

    def path(self, route: str) -> str | None:
        """The documented path of a route; None for a route that is not documented."""
        template = template_of(route)
        found = self._by_template.get(self._insert + template)
        if found is None and self._trim:
            while (cut := template.find("/", 1)) > 0 and found is None:
                template = template[cut:]
                found = self._by_template.get(self._insert + template)
        return found
