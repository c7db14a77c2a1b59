"""The project's generator of drf-spectacular, restricted to the public operations."""

from __future__ import annotations

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
from .public import DECLARABLE_METHODS, check_declaration, function_of, is_public, of_view, place_of
from .urls import documented, doubled, hidden, trimmed, unrouted


class PublicEndpoints(EnumeratorHooks):
    """A mixin for an endpoint enumerator that skips private operations before any work is done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.findings: list[Finding] = []
        super().__init__(*args, **kwargs)

    def list_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        """The endpoints to document; collects findings about the others."""
        endpoints = super().list_endpoints(patterns, prefix)
        if prefix:  # only the outermost call has all endpoints
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
        """As in drf-spectacular, with a finding for a public view that has no schema."""
        included: bool = super().should_include_endpoint(path, callback)
        cls: Any = getattr(callback, "cls", None)
        if cls is None and _is_of_django(callback):
            self.findings.append(_of_django(getattr(callback, "view_class", callback)))
        elif not included and cls and of_view(callback, "public") and _has_no_schema(callback):
            self.findings.append(_excluded(cls))
        return included

    def get_allowed_methods(self, callback: Any) -> list[str]:
        """The methods of a view; if it cannot be made, none, and a finding if it is public."""
        try:
            return super().get_allowed_methods(callback)  # type: ignore[no-any-return, no-untyped-call]
        except Exception as failure:  # making a view runs code of the project
            if of_view(callback, "public"):
                self.findings.append(view_failed(failure, callback.cls))
            return []


def _has_no_schema(callback: Any) -> bool:
    return callback.cls.schema is None or callback.initkwargs.get("schema", "") is None


def _excluded(cls: type) -> Finding:
    message = f"{cls.__name__} is public, but its `schema = None` leaves it out"
    return Finding("error", "excluded", message, hint="Remove one of the two.", **_about(cls))


def _about(cls: type) -> dict[str, Any]:
    """The members of a Finding about a view class."""
    file, line = class_location(cls)
    return {"path": cls.__name__, "file": file, "line": line, "owner": owner_of(cls)}


def _is_of_django(callback: object) -> bool:
    """Whether a view that is not a REST framework view declares methods public."""
    declared = getattr(getattr(callback, "view_class", callback), "public", None)
    return isinstance(declared, (set, frozenset)) and bool(declared & set(DECLARABLE_METHODS))


def _of_django(view: Any) -> Finding:
    file, line = place_of(view)
    return Finding(
        "error",
        "excluded",
        f"{view.__name__} is public, but only views of REST framework have a schema",
        hint="Make it an APIView, or put @api_view([...]) above it.",
        path=view.__name__,
        file=file,
        line=line,
        owner=owner_of(view),
    )


def _is_published(path: str, regex: str, method: str, callback: Any) -> bool:
    # `format_suffix_patterns` routes each operation a second time, as `/teams{format}`.
    return "<drf_format_suffix" not in regex and is_public(callback, method)


def _declarations(endpoints: list[Any]) -> list[Finding]:
    """Findings about the declarations of views and functions; each declaration is checked once."""
    routed: dict[tuple[Any, str], _Declaration] = {}
    for _, _, method, callback in endpoints:
        for declaration in _declared(callback, method):
            key = (declaration.declaring, repr(declaration.public))
            routed.setdefault(key, declaration).methods.add(method)
    return [
        replace(finding, owner=declaration.owner)
        for declaration in routed.values()
        for finding in check_declaration(*declaration[:4])
    ]


class _Declaration(NamedTuple):
    """A `public` attribute, the view or function that has it, and the methods routed there."""

    declaring: Any
    public: Any
    where: str
    methods: set[str]
    owner: str


def _declared(callback: Any, method: str) -> Iterator[_Declaration]:
    """The `public` of the view, and that of the function that handles the method."""
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
    """A mixin for a generator of a public document.

    An error of one operation becomes a finding, so that one build reports the errors of all.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.types = DocumentTypes.of(self.registry)
        self.types.public = True

    def list_views(self) -> list[Any]:
        """The views that can be made and that have our schema class and a version."""
        every, made, routed = self.endpoints, [], []
        for endpoint in every:
            self.endpoints = [endpoint]
            try:
                ((path, *rest),) = super().list_views()
            except Exception as failure:  # making a view runs code of the project
                operation = f"{endpoint[2]} {endpoint[0]}"
                self.types.findings.append(view_failed(failure, endpoint[3].cls, operation))
            else:
                made.append((path, *rest))
                # drf-spectacular writes `{id}` in the document for `<pk>` in the URL.
                routed.append((path, *endpoint[1:]))
        self.endpoints = every
        self.types.findings += doubled((trimmed(each[0]), each) for each in routed)
        ours = [each for each in made if self._is_ours(each) and self._has_version(each)]
        self.types.total = len(ours)
        return ours

    def _is_ours(self, endpoint: Any) -> bool:
        # Another schema class would publish attributes that are marked Private.
        path, _, method, view = endpoint
        if isinstance(view.schema, AutoSchema):
            return True
        message = f"{type(view).__name__} is public, but its schema class is not ours"
        setting = 'REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"]'
        hint = f'Set {setting} to "drf_typed_responses.spectacular.AutoSchema".'
        about = {"operation": f"{method} {path}", **_about(type(view))}
        found = Finding("error", "schema-class", message, hint=hint, **about)
        self.types.findings.append(found)
        return False

    def _has_version(self, endpoint: Any) -> bool:
        # drf-spectacular silently leaves out a versioned view without a version.
        path, _, method, view = endpoint
        versioning = view.versioning_class
        is_versioned = versioning and is_versioning_supported(versioning)
        if not is_versioned or self.api_version or versioning.default_version:
            return True
        message = f"{type(view).__name__} is public and versioned, but the document has no version"
        hint = 'Set REST_FRAMEWORK["DEFAULT_VERSION"] to the version to document.'
        about = {"operation": f"{method} {path}", **_about(type(view))}
        self.types.findings.append(Finding("error", "excluded", message, hint=hint, **about))
        return False

    @property
    def findings(self) -> list[Finding]:
        """The findings about views, then those about their operations and types."""
        return [*getattr(self.inspector, "findings", ()), *self.types.findings]


def public_generator(on_operation: Callable[[str, int, int], None] | None = None) -> Any:
    """The project's generator, made to document only the public operations.

    `on_operation` is called with the name, the number and the count before each operation.
    """
    base = spectacular_settings.DEFAULT_GENERATOR_CLASS
    inspector = type("PublicEnumerator", (PublicEndpoints, base.endpoint_inspector_cls), {})
    cls = type("PublicGenerator", (PublicOperations, base), {"endpoint_inspector_cls": inspector})
    generator = cls()
    generator.types.on_operation = on_operation
    return generator
