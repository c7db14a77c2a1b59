"""drf-spectacular's generator, restricted to what is declared public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from drf_spectacular.settings import spectacular_settings

from ..findings import Finding
from ..spectacular import AutoSchema
from ..spectacular.document_types import DocumentTypes
from ..spectacular.locations import class_location
from ..spectacular.operation_facts import owner_of
from ..spectacular.operation_findings import view_failed
from ..spectacular.upstream import EnumeratorHooks, GeneratorHooks, is_versioning_supported
from .public import METHODS, check_declaration, function_of, is_public, of_view, place_of
from .urls import documented, doubled, hidden, unrouted


class PublicEndpoints(EnumeratorHooks):
    """A mixin for an endpoint enumerator: private operations are left out before any work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.findings: list[Finding] = []
        super().__init__(*args, **kwargs)

    def list_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        """The endpoints that are public; findings of the others are kept."""
        endpoints = super().list_endpoints(patterns, prefix)
        if prefix:  # the outermost call has them all
            return endpoints
        self.findings += _declarations(endpoints)
        declared = [endpoint for endpoint in endpoints if _is_published(*endpoint)]
        self.findings += hidden(endpoints, _is_published)
        self.findings += unrouted(declared)
        kept, found = documented(declared)
        self.findings += found
        self.findings += doubled((endpoint[0], endpoint) for endpoint in kept)
        return kept

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        """As drf-spectacular decides it; a public view without a schema is told."""
        included: bool = super().should_include_endpoint(path, callback)
        cls: Any = getattr(callback, "cls", None)
        if cls is None and _is_of_django(callback):
            self.findings.append(_of_django(getattr(callback, "view_class", callback)))
        elif not included and cls and of_view(callback, "public") and _has_no_schema(callback):
            self.findings.append(_excluded(cls))
        return included

    def get_allowed_methods(self, callback: Any) -> list[str]:
        """As the view says, for which it is made; a private one may fail at that."""
        try:
            return super().get_allowed_methods(callback)  # type: ignore[no-any-return, no-untyped-call]
        except Exception as failure:  # making the view runs code of the project
            if of_view(callback, "public"):
                self.findings.append(view_failed(failure, callback.cls))
            return []


def _has_no_schema(callback: Any) -> bool:
    return callback.cls.schema is None or callback.initkwargs.get("schema", "") is None


def _excluded(cls: type) -> Finding:
    file, line = class_location(cls)
    return Finding(
        "error",
        "excluded",
        f"{cls.__name__} is public and its `schema = None` leaves it out",
        hint="Remove one of the two.",
        path=cls.__name__,
        file=file,
        line=line,
        owner=owner_of(cls),
    )


def _is_of_django(callback: Any) -> bool:
    """Whether a view that is none of REST framework declares methods public."""
    declared = getattr(getattr(callback, "view_class", callback), "public", None)
    return isinstance(declared, (set, frozenset)) and bool(declared & set(METHODS))


def _of_django(view: Any) -> Finding:
    file, line = place_of(view)
    return Finding(
        "error",
        "excluded",
        f"{view.__name__} is public, and only views of REST framework have a schema",
        hint="Make it an APIView, or put @api_view([...]) above it.",
        path=view.__name__,
        file=file,
        line=line,
        owner=owner_of(view),
    )


def _is_published(path: str, regex: str, method: str, callback: Any) -> bool:
    # `format_suffix_patterns` routes each operation once more, as `/teams{format}`.
    return "<drf_format_suffix" not in regex and is_public(callback, method)


def _declarations(endpoints: list[Any]) -> list[Finding]:
    """What is wrong with what views and their functions say of themselves, each once."""
    routed: dict[tuple[Any, str], _Declaration] = {}
    for _, _, method, callback in endpoints:
        for declaration in _declared(callback, method):
            key = (declaration.by, repr(declaration.public))
            routed.setdefault(key, declaration).methods.add(method)
    return [
        replace(finding, owner=declaration.owner)
        for declaration in routed.values()
        for finding in check_declaration(*declaration[:4])
    ]


class _Declaration(NamedTuple):
    """A `public` as it is written, who wrote it and where, and the methods it speaks of."""

    by: Any
    public: Any
    where: str
    methods: set[str]
    owner: str


def _declared(callback: Any, method: str) -> Iterator[_Declaration]:
    """The `public` of the view, and that of the function that answers."""
    cls = callback.cls
    public = of_view(callback, "public")
    if public is not None:
        yield _Declaration(cls, public, f"{cls.__name__}.public", set(), owner_of(cls))
    function = function_of(callback, method)
    own = getattr(function, "public", None)
    if own is not None:
        where = f"{cls.__name__}.{function.__name__}.public"
        yield _Declaration(function, own, where, set(), owner_of(cls, function))


class PublicOperations(GeneratorHooks):
    """A mixin for a generator: every operation of the document is public, and every error of one
    operation a finding, so that all of them are shown at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.types = DocumentTypes.of(self.registry)
        self.types.public = True

    def list_views(self) -> list[Any]:
        """The views, without those that cannot be made or whose schema is not ours."""
        every, made, routed = self.endpoints, [], []
        for endpoint in every:
            self.endpoints = [endpoint]
            try:
                ((path, *rest),) = super().list_views()
            except Exception as failure:  # making the view runs code of the project
                operation = f"{endpoint[2]} {endpoint[0]}"
                self.types.findings.append(view_failed(failure, endpoint[3].cls, operation))
            else:
                made.append((path, *rest))
                # Its path has `{id}` where the URL has `<pk>`.
                routed.append((path, *endpoint[1:]))
        self.endpoints = every
        self.types.findings += doubled((_trimmed(each[0]), each) for each in routed)
        ours = [each for each in made if self._is_ours(each) and self._has_version(each)]
        self.types.total = len(ours)
        return ours

    def _is_ours(self, endpoint: Any) -> bool:
        # Another schema class would publish what is marked Private.
        path, _, method, view = endpoint
        if isinstance(view.schema, AutoSchema):
            return True
        file, line = class_location(type(view))
        self.types.findings.append(
            Finding(
                "error",
                "schema-class",
                f"{type(view).__name__} is public and its schema is not ours",
                hint='Set REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] to '
                '"drf_typed_responses.spectacular.AutoSchema".',
                operation=f"{method} {path}",
                path=type(view).__name__,
                file=file,
                line=line,
                owner=owner_of(type(view)),
            )
        )
        return False

    def _has_version(self, endpoint: Any) -> bool:
        # drf-spectacular says nothing of a versioned view that it leaves out for want of one.
        path, _, method, view = endpoint
        versioning = view.versioning_class
        is_versioned = versioning and is_versioning_supported(versioning)
        if not is_versioned or self.api_version or versioning.default_version:
            return True
        file, line = class_location(type(view))
        self.types.findings.append(
            Finding(
                "error",
                "excluded",
                f"{type(view).__name__} is public and versioned, and the document is of no version",
                hint='Set REST_FRAMEWORK["DEFAULT_VERSION"]: '
                "its version is the one that is documented.",
                operation=f"{method} {path}",
                path=type(view).__name__,
                file=file,
                line=line,
                owner=owner_of(type(view)),
            )
        )
        return False

    @property
    def findings(self) -> list[Finding]:
        return [*getattr(self.inspector, "findings", ()), *self.types.findings]


def _trimmed(path: str) -> str:
    """A path without the prefix that drf-spectacular leaves out."""
    prefix = spectacular_settings.SCHEMA_PATH_PREFIX
    if not (prefix and spectacular_settings.SCHEMA_PATH_PREFIX_TRIM):
        return path
    return re.sub(f"^{prefix.removeprefix('^')}", "", path, flags=re.IGNORECASE)


def public_generator(on_operation: Callable[[str, int, int], None] | None = None) -> Any:
    """A generator of the project's own class, for the public operations only.

    `on_operation` is called with name, number and count as each operation begins.
    """
    base = spectacular_settings.DEFAULT_GENERATOR_CLASS
    inspector = type("PublicEnumerator", (PublicEndpoints, base.endpoint_inspector_cls), {})
    cls = type("PublicGenerator", (PublicOperations, base), {"endpoint_inspector_cls": inspector})
    generator = cls()
    generator.types.on_operation = on_operation
    return generator
