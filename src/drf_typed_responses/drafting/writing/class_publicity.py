"""What `public` and `public_urls` of a view class publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from ...publish.public import function_name, function_of, is_set
from ...publish.urls import Endpoint, named_urls

# The class of a view, the method of HTTP, and the name of the function that handles it.
Handler: TypeAlias = tuple[type, str, str]


class ClassPublicity(NamedTuple):
    """The methods and URLs that a view class declares."""

    methods: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()

    @classmethod
    def of(cls, view: type) -> ClassPublicity:
        """The methods and URLs that a class declares or inherits."""
        public, urls = getattr(view, "public", None), getattr(view, "public_urls", None)
        return cls(_texts(public), _texts(urls))

    def with_operation(self, method: str, urls: Sequence[str]) -> ClassPublicity:
        """The declarations with one more operation."""
        return ClassPublicity(self.methods | {method}, self.urls.union(urls))

    def published(self, endpoints: Iterable[Endpoint]) -> list[Endpoint]:
        """The routes of the class that are public, each in the document of its version.

        A function that declares itself what is public does not count.
        """
        groups: defaultdict[Handler, list[Endpoint]] = defaultdict(list)
        for each in endpoints:
            if each[2] in self.methods and not hasattr(function_of(each[3], each[2]), "public"):
                groups[handler_of(each)].append(each)
        return [each for group in groups.values() for each in self._named(group)]

    def _named(self, group: list[Endpoint]) -> list[Endpoint]:
        if not self.urls:
            return group
        paths = named_urls(self.urls, group)
        if not paths:
            return group[:1]
        return [each for each in group if each[0] in paths]


def handler_of(endpoint: Endpoint) -> Handler:
    """The function that handles an endpoint."""
    _, _, method, callback = endpoint
    return callback.cls, method, function_name(callback, method)


def _texts(declared: Any) -> frozenset[str]:
    is_given = is_set(declared) or isinstance(declared, Collection)
    return frozenset(map(str, declared)) if is_given else frozenset()
