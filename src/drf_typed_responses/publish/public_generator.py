"""The project's generator of drf-spectacular, restricted to the public operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from drf_spectacular.settings import spectacular_settings
from rest_framework.versioning import NamespaceVersioning
from rest_framework.views import APIView

from ..conf import current_settings
from ..findings import Finding
from ..spectacular import AutoSchema, async_views
from ..spectacular.deprecations import mark, quietly_made
from ..spectacular.document_types import DocumentTypes
from ..spectacular.operation_facts import name_of, with_name
from ..spectacular.operation_findings import view_failed
from ..spectacular.upstream import build_usual_kinds, excluding_docstrings, name_each_shape
from ..spectacular.upstream_hooks import EnumeratorHooks, GeneratorHooks
from .added_responses import added_refusals
from .declarations import wrong_declarations
from .left_out import left_out, not_listed, of_django, with_other_schema, without_schema
from .public import DECLARABLE_METHODS, declared_owner, declared_public, of_view
from .security import scoping
from .selection import Selection, Selects
from .urls import documented, doubled, hidden, trimmed, unrouted


class PublicEndpoints(EnumeratorHooks):
    """A mixin for an endpoint enumerator that skips private operations before any work is done."""

    selection: Selects

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.findings: list[Finding] = []
        # Those of the whole project, private ones included.
        self.every: list[Any] = []
        self.kept: list[Any] = []
        # How many calls of `list_endpoints` are running. The prefix does not tell which of them is
        # the outermost, because an included URLconf may have none.
        self._depth = 0
        super().__init__(*args, **kwargs)

    def get_api_endpoints(self, *given: Any, **named: Any) -> list[Any]:
        """The endpoints that preprocessing hooks leave; a finding for each public one dropped."""
        endpoints: list[Any] = super().get_api_endpoints(*given, **named)  # type: ignore[no-untyped-call]
        # A hook may change paths. Of two views at one path drf-spectacular keeps one.
        views = {(method, callback) for _, _, method, callback in endpoints}
        paths = {(method, path) for path, _, method, _ in endpoints}
        self.findings += [
            not_listed(path, method, callback)
            for path, _, method, callback in self.kept
            if (method, callback) not in views and (method, path) not in paths
            if declared_public(callback, method)
        ]
        return endpoints

    def list_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        """The endpoints to document; collects findings about the others."""
        self._depth += 1
        endpoints = super().list_endpoints(patterns, prefix)
        self._depth -= 1
        if self._depth:  # only the outermost call has all endpoints
            return endpoints
        self.every = endpoints
        self.findings += wrong_declarations(endpoints)
        is_selected = self.selection.has
        selected = [endpoint for endpoint in endpoints if is_selected(*endpoint)]
        self.findings += hidden(endpoints, is_selected)
        self.findings += unrouted(selected)
        kept = selected
        if not self.selection.every_url:
            kept, found = documented(selected, self._version_of, all_urls=self.selection.is_all)
            self.findings += found
        self.findings += doubled((endpoint[0], endpoint) for endpoint in kept)
        self.kept = kept
        return kept

    def _version_of(self, endpoint: Any) -> str:
        """The version of an endpoint, where its namespace tells; else ""."""
        versioning = of_view(endpoint[3], "versioning_class")
        is_told = isinstance(versioning, type) and issubclass(versioning, NamespaceVersioning)
        return self.namespaced_version(endpoint[0], versioning) if is_told else ""

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        """As in drf-spectacular, with a finding for a public view that has no schema."""
        included: bool = super().should_include_endpoint(path, callback)
        cls: Any = getattr(callback, "cls", None)
        if cls is None and _is_of_django(callback):
            self.findings.append(of_django(getattr(callback, "view_class", callback)))
        elif not included and cls and of_view(callback, "public") and _has_no_schema(callback):
            self.findings.append(without_schema(callback))
        return included

    def get_allowed_methods(self, callback: Any) -> list[str]:
        """The methods of a view; if it cannot be made, none, and a finding if it is public."""
        try:
            with quietly_made(callback.cls):
                return super().get_allowed_methods(callback)  # type: ignore[no-any-return, no-untyped-call]
        except Exception as failure:  # making a view runs code of the project
            if of_view(callback, "public"):
                self.findings.append(_failed(failure, callback))
            return []


def _failed(failure: Exception, callback: Any, operation: str = "") -> Finding:
    found = view_failed(failure, callback.cls, operation)
    return replace(found, owner=declared_owner(callback))


def _has_no_schema(callback: Any) -> bool:
    return callback.cls.schema is None or callback.initkwargs.get("schema", "") is None


def _is_of_django(callback: object) -> bool:
    """Whether a view that is not a REST framework view declares methods public."""
    declared = getattr(getattr(callback, "view_class", callback), "public", None)
    return isinstance(declared, (set, frozenset)) and bool(declared & set(DECLARABLE_METHODS))


class PublicOperations(GeneratorHooks):
    """A mixin for a generator of a public document.

    An error of one operation becomes a finding, so that one build reports the errors of all.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.types = DocumentTypes.of(self.registry)
        self.types.public = True
        # `build` spells nulls exactly when hooks have changed the components and rules have run.
        self.types.translator.nulls = "plain"
        settings = current_settings()
        if settings.refusals == "document":
            self.types.refusals = added_refusals
        self.types.scoped = scoping(self.registry, settings)
        build_usual_kinds(self.registry)
        name_each_shape(self.registry, self.types.further_name)
        # `(path, regex, method, view)` of each operation that ought to be in the document.
        self.listed: list[Any] = []
        # The operations that PUBLIC alone chooses: their views may leave them out.
        self._undeclared: set[str] = set()

    def create_view(self, callback: Any, method: str, request: Any = None) -> Any:
        """The view of an endpoint, with the `owner` that its routed function declares."""
        view: Any = super().create_view(callback, method, request)  # type: ignore[no-untyped-call]
        if "owner" in getattr(callback, "__dict__", ()):
            view.owner = callback.owner
        return view

    def list_views(self) -> list[Any]:
        """The views that can be made and that have our schema class."""
        every, made, routed = self.endpoints, [], []
        for endpoint in every:
            _, *route, callback = endpoint
            for path, *rest in self._views_of(endpoint):
                made.append((path, *rest))
                if not declared_public(callback, route[-1]):
                    self._undeclared.add(f"{route[-1]} {path}")
                # drf-spectacular writes `{id}` in the document for `<pk>` in the URL.
                routed.append((path, *route, callback))
        self.endpoints = every
        self.types.findings += doubled((trimmed(each[0]), each) for each in routed)
        self.listed = [each for each in made if self._is_ours(each)]
        self.types.total = len(self.listed)
        return list(self.listed)

    def _views_of(self, endpoint: Any) -> list[Any]:
        """What drf-spectacular lists for one endpoint; a finding if that fails, or is nothing."""
        path, _, method, callback = endpoint
        self.endpoints = [endpoint]
        try:
            with quietly_made(callback.cls):
                made = super().list_views()
            for *_, view in made:
                _initialize_request(view, method)
                mark(view, callback)
        except Exception as failure:  # making a view runs code of the project
            self.types.findings.append(_failed(failure, callback, f"{method} {path}"))
            return []
        if not made and declared_public(callback, method):
            self.types.findings.append(not_listed(path, method, callback))
        return made

    def _is_ours(self, endpoint: Any) -> bool:
        # Another schema class would publish attributes that are marked Private.
        path, _, method, view = endpoint
        if isinstance(view.schema, AutoSchema):
            return True
        self.types.findings.append(with_other_schema(path, method, view))
        return False

    def parse(self, input_request: Any, public: bool) -> Any:
        """The paths, each operation with its name; an operation that is left out is a finding."""
        with excluding_docstrings(async_views.classes_of_adrf):
            paths = super().parse(input_request, public)  # type: ignore[no-untyped-call]
        self.types.settle_serializers(paths)
        explained = self._documented(paths) | self.types.explained
        # If two views have one place, that is a finding already.
        written = {_place(method, path) for path, item in paths.items() for method in item}
        for path, _, method, view in self.listed:
            if id(view) not in explained and _place(method, path) not in written:
                found = left_out(path, method, view, self.api_version)
                self.types.findings += [found] if found else []
        return paths

    def _documented(self, paths: dict[str, Any]) -> set[int]:
        """The ids of the views of the operations, whose names and facts are now complete."""
        facts, views = self.types.facts, set()
        places = {_place(*name.split(" ", 1)): name for name in facts}
        for path, item in paths.items():
            for method, operation in item.items():
                # A project's own `get_operation` may have made a new object, without the name.
                name = name_of(operation) or places.get(_place(method, path))
                if name in facts:
                    item[method] = with_name(operation, name)
                    facts[name] = facts[name].completed(operation)
                    views.add(id(facts[name].view))
        return views

    @property
    def findings(self) -> list[Finding]:
        """The findings about views, then those about their operations and types."""
        of_operations = [f for f in self.types.findings if not self._may_be_left_out(f)]
        return [*getattr(self.inspector, "findings", ()), *of_operations]

    def _may_be_left_out(self, finding: Finding) -> bool:
        return finding.id == "excluded" and finding.operation in self._undeclared


def _initialize_request(view: APIView, method: str) -> None:
    """Ask the view for its parsers and authenticators, as drf-spectacular does.

    It does so outside of the operation, where an exception would end the build.
    """
    request = HttpRequest()
    request.method = method
    view.initialize_request(request)


def _place(method: str, path: str) -> tuple[str, str]:
    """The method and path of an operation without the prefixes that drf-spectacular changes."""
    bare = trimmed(path.removeprefix(spectacular_settings.SCHEMA_PATH_PREFIX_INSERT))
    return method.upper(), f"/{bare.lstrip('/')}"


def public_generator(
    on_operation: Callable[[str, int, int], None] | None = None, selection: Selects | None = None
) -> Any:
    """The project's generator, made to document only the operations of `selection`.

    Without one, PUBLIC chooses. `on_operation` is called with the name, the number and the count
    before each operation.
    """
    base = spectacular_settings.DEFAULT_GENERATOR_CLASS
    own = {"selection": selection or Selection.of(current_settings())}
    inspector = type("PublicEnumerator", (PublicEndpoints, base.endpoint_inspector_cls), own)
    cls = type("PublicGenerator", (PublicOperations, base), {"endpoint_inspector_cls": inspector})
    generator = cls(api_version=current_settings().api_version or None)
    generator.types.on_operation = on_operation
    return generator
