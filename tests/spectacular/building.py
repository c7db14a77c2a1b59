"""Whole documents from a few views, as drf-spectacular builds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import path
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from openapi_spec_validator import validate
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

Schema = dict[str, Any]

# Without a common prefix to guess, and without a hook that rewrites the document. A test of
# another version names it.
DEFAULTS = {
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "",
    "POSTPROCESSING_HOOKS": [],
    "ENFORCE_NON_BLANK_FIELDS": False,
}
ENUM_HOOK = {"POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums"]}


class Built(NamedTuple):
    """A document and everything drf-spectacular said while it was built."""

    document: Schema
    said: list[str]

    @property
    def schemas(self) -> Schema:
        return self.document.get("components", {}).get("schemas", {})

    def operation(self, method: str = "get", url: str = "/x/") -> Schema:
        return self.document["paths"][url][method]

    def responses(self, method: str = "get", url: str = "/x/") -> Schema:
        return self.operation(method, url)["responses"]

    def body(self, method: str = "get", url: str = "/x/", code: str = "200") -> Schema:
        return self.responses(method, url)[code]["content"]["application/json"]["schema"]

    def request(self, method: str = "post", url: str = "/x/") -> Schema:
        return self.operation(method, url)["requestBody"]["content"]["application/json"]["schema"]


def built(*urls: Any, valid: bool = True, **settings: Any) -> Built:
    """The document of URL patterns; every reference in it resolves and, asked so, it is valid."""
    with patched_settings({**DEFAULTS, **settings}):
        with GENERATOR_STATS.silence():
            document = SchemaGenerator(patterns=list(urls)).get_schema(public=True)
        said = [*GENERATOR_STATS._error_cache, *GENERATOR_STATS._warn_cache]
        GENERATOR_STATS.reset()
    assert unresolved(document) == []
    if valid:
        validate(plain(document))
    return Built(document, said)


def view(cls: type) -> Any:
    """A view class at /x/."""
    return path("x/", cls.as_view())


def responding(responses: Any, method: str = "get", **more: Any) -> Built:
    """The document of one view whose decorator declares `responses`."""

    def handler(self: Any, request: Any) -> Any: ...

    cls = type("XView", (APIView,), {method: extend_schema(responses=responses)(handler)})
    cls.renderer_classes = (JSONRenderer,)
    return built(view(cls), **more)


def plain(document: Any) -> Any:
    """The document as a client reads it: dicts, lists, strings."""
    if isinstance(document, dict):
        return {str(key): plain(value) for key, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [plain(item) for item in document]
    return str(document) if isinstance(document, str) else document


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)


def unresolved(document: Schema) -> list[str]:
    """References that lead nowhere."""
    schemas = document.get("components", {}).get("schemas", {})
    prefix = "#/components/schemas/"
    return sorted(
        {r for r in references(document) if r.removeprefix(prefix) not in schemas}
        | {str(r) for r in references(document) if plain(r) != r}
    )


def keywords(node: Any) -> set[str]:
    """Every key that occurs anywhere."""
    if isinstance(node, dict):
        return set(node) | {key for value in node.values() for key in keywords(value)}
    if isinstance(node, list):
        return {key for item in node for key in keywords(item)}
    return set()
