"""drf-spectacular's generator, restricted to what is declared public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from drf_spectacular.settings import spectacular_settings

from ..findings import Finding
from ..spectacular import AutoSchema
from ..spectacular.bridge import Bridge, failed
from ..spectacular.facts import owner_of
from ..spectacular.places import class_place
from .public import check_declaration, function_of, is_public
from .urls import documented, unrouted


class PublicEndpoints:
    """A mixin for an endpoint enumerator: private operations are left out before any work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.findings: list[Finding] = []
        super().__init__(*args, **kwargs)

    def _get_api_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        endpoints = super()._get_api_endpoints(patterns, prefix)  # type: ignore[misc]
        if prefix:  # the outermost call has them all
            return endpoints  # type: ignore[no-any-return]
        self.findings += _declarations(endpoints)
        declared = [endpoint for endpoint in endpoints if _is_published(*endpoint)]
        self.findings += unrouted(declared)
        kept, found = documented(declared)
        self.findings += found
        return kept

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        """As drf-spectacular decides it; a public view without a schema is told."""
        included: bool = super().should_include_endpoint(path, callback)  # type: ignore[misc]
        cls: Any = getattr(callback, "cls", None)
        if not included and getattr(cls, "public", None) and _has_no_schema(callback):
            self.findings.append(_excluded(cls))
        return included

    def get_allowed_methods(self, callback: Any) -> list[str]:
        """As the view says, for which it is made; a private one may fail at that."""
        try:
            return super().get_allowed_methods(callback)  # type: ignore[misc, no-any-return]
        except Exception as failure:
            if getattr(callback.cls, "public", None):
                self.findings.append(failed(failure, callback.cls))
            return []


def _has_no_schema(callback: Any) -> bool:
    return callback.cls.schema is None or callback.initkwargs.get("schema", "") is None


def _excluded(cls: type) -> Finding:
    return Finding(
        "error",
        "excluded",
        f"{cls.__name__} is public and its `schema = None` leaves it out",
        "Remove one of the two.",
        "",
        cls.__name__,
        *class_place(cls),
        owner=owner_of(cls),
    )


def _is_published(path: str, regex: str, method: str, callback: Any) -> bool:
    # `format_suffix_patterns` routes each operation once more, as `/teams{format}`.
    return "<drf_format_suffix" not in regex and is_public(callback, method)


def _declarations(endpoints: list[Any]) -> list[Finding]:
    routed: defaultdict[tuple[Any, str, str], set[str]] = defaultdict(set)
    for _, _, method, callback in endpoints:
        for declaring in _declaring(callback, method):
            routed[declaring].add(method)
    return [
        replace(finding, owner=owner)
        for (declaring, where, owner), methods in routed.items()
        for finding in check_declaration(declaring, f"{where}.public", methods)
    ]


def _declaring(callback: Any, method: str) -> Iterator[tuple[Any, str, str]]:
    """What says `public` about an operation, its view class or its function; its name and owner."""
    cls = callback.cls
    if getattr(cls, "public", None) is not None:
        yield cls, cls.__name__, owner_of(cls)
    function = function_of(callback, method)
    if getattr(function, "public", None) is not None:
        yield function, f"{cls.__name__}.{function.__name__}", owner_of(cls, function)


class PublicOperations:
    """A mixin for a generator: every operation of the document is public, and every error of one
    operation a finding, so that all of them are shown at once."""

    endpoint_inspector_cls: Any
    endpoints: Any
    registry: Any
    inspector: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bridge = Bridge.of(self.registry)
        self.bridge.public = True

    def _get_paths_and_endpoints(self) -> list[Any]:
        """The views, without those that cannot be made or whose schema is not ours."""
        every, made = self.endpoints, []
        for endpoint in every:
            self.endpoints = [endpoint]
            try:
                made += super()._get_paths_and_endpoints()  # type: ignore[misc]
            except Exception as failure:
                operation = f"{endpoint[2]} {endpoint[0]}"
                self.bridge.findings.append(failed(failure, endpoint[3].cls, operation))
        self.endpoints = every
        ours = [endpoint for endpoint in made if self._is_ours(endpoint)]
        self.bridge.total = len(ours)
        return ours

    def _is_ours(self, endpoint: Any) -> bool:
        # Another schema class would publish what is marked Private.
        path, _, method, view = endpoint
        if isinstance(view.schema, AutoSchema):
            return True
        self.bridge.findings.append(
            Finding(
                "error",
                "schema-class",
                f"{type(view).__name__} is public and its schema is not ours",
                'Set REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] to '
                '"drf_typed_responses.spectacular.AutoSchema".',
                f"{method} {path}",
                type(view).__name__,
                *class_place(type(view)),
                owner=owner_of(type(view)),
            )
        )
        return False

    @property
    def findings(self) -> list[Finding]:
        return [*getattr(self.inspector, "findings", ()), *self.bridge.findings]


def public_generator(on_operation: Callable[[str, int, int], None] | None = None) -> Any:
    """A generator of the project's own class, for the public operations only.

    `on_operation` is called with name, number and count as each operation begins.
    """
    base = spectacular_settings.DEFAULT_GENERATOR_CLASS
    inspector = type("PublicEnumerator", (PublicEndpoints, base.endpoint_inspector_cls), {})
    cls = type("PublicGenerator", (PublicOperations, base), {"endpoint_inspector_cls": inspector})
    generator = cls()
    generator.bridge.on_operation = on_operation
    return generator
