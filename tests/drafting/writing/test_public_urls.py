"""A draft publishes the URLs of the drafted operations, and no other URL of any version."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import override_settings
from django.urls import include, path, re_path
from drf_spectacular.settings import patched_settings

from drf_typed_responses.conf import current_settings
from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.document_names import document_in_use
from drf_typed_responses.drafting.writing.run import ProjectBuild, WrittenDrafts, written_drafts
from drf_typed_responses.publish import build
from drf_typed_responses.publish.selection import Unpublished
from publish.building import project

HEAD = """\
from django.contrib.auth.models import User
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.versioning import (
    AcceptHeaderVersioning, NamespaceVersioning, URLPathVersioning,
)
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet


"""
VIEW = """\
class A(APIView):
    renderer_classes = [JSONRenderer]
    versioning_class = {}

    def get(self, request, **kwargs):
        return Response({{"id": 1}})

    def post(self, request, **kwargs):
        return Response({{"id": 1}})


A = A.as_view()
"""
VIEWSET = """\
class Base(ViewSet):
    queryset = User.objects.none()
    renderer_classes = [JSONRenderer]
    versioning_class = {}

    def list(self, request, **kwargs):
        return Response([{{"id": 1}}])

    def retrieve(self, request, **kwargs):
        return Response({{"id": 1}})


class A(Base):
    pass


B = A.as_view({{"get": "retrieve"}})
A = A.as_view({{"get": "list"}})
"""
FUNCTION = """\
@api_view(["GET"])
@renderer_classes([JSONRenderer])
def A(request, **kwargs):
    return Response({{"id": 1}})


A.cls.versioning_class = {}
"""
Routes = Callable[[Any], list[Any]]
VERSIONS = {"default": "v1", "v2": "v2"}


def namespaces(views: Any) -> list[Any]:
    urls = [path("a/", views.A)]
    urls += [path("a/<int:pk>/", views.B)] if hasattr(views, "B") else []
    return [path(f"{v}/", include((urls, "a"), namespace=v)) for v in ("v1", "v2")]


def only_later(views: Any) -> list[Any]:
    """The details are routed in the second version alone."""
    urls = {"v1": [path("a/", views.A)], "v2": [path("a/", views.A), path("a/b/", views.B)]}
    return [path(f"{v}/", include((urls[v], "a"), namespace=v)) for v in urls]


def in_the_path(views: Any) -> list[Any]:
    return [path("<version>/a/", views.A)]


def in_a_pattern(views: Any) -> list[Any]:
    return [re_path(r"^(?P<version>(v1|v2))/a/$", views.A)]


def one(views: Any) -> list[Any]:
    return [path("a/", views.A)]


def twice(views: Any) -> list[Any]:
    return [path("a/", views.A), path("b/", views.A)]


class Row(NamedTuple):
    """Operations that are drafted for documents one after another, and what these hold then."""

    source: str
    versioning: str
    routes: Routes
    drafted: dict[str, list[str]]
    documented: dict[str, list[str]]
    notes: tuple[str, ...] = ()
    trimmed: bool = False


ALSO = "is public in other documents too, v2"
ROWS = {
    "a namespace": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/"]},
        {"default": ["GET /v1/a/"], "v2": []},
    ),
    "the later namespace": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"v2": ["GET /v2/a/"]},
        {"default": [], "v2": ["GET /v2/a/"]},
    ),
    "a namespace, then the other": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/"], "v2": ["GET /v2/a/"]},
        {"default": ["GET /v1/a/"], "v2": ["GET /v2/a/"]},
    ),
    "a method in each namespace": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/"], "v2": ["POST /v2/a/"]},
        {"default": ["GET /v1/a/"], "v2": ["POST /v2/a/"]},
    ),
    "both methods of a namespace": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/", "POST /v1/a/"]},
        {"default": ["GET /v1/a/", "POST /v1/a/"], "v2": []},
    ),
    "a function in a namespace": Row(
        FUNCTION,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/"]},
        {"default": ["GET /v1/a/"], "v2": []},
    ),
    "inherited actions of a namespace": Row(
        VIEWSET,
        "NamespaceVersioning",
        namespaces,
        {"default": ["GET /v1/a/", "GET /v1/a/{pk}/"]},
        {"default": ["GET /v1/a/", "GET /v1/a/{id}/"], "v2": []},
    ),
    "inherited actions of both namespaces": Row(
        VIEWSET,
        "NamespaceVersioning",
        namespaces,
        {
            "default": ["GET /v1/a/", "GET /v1/a/{pk}/"],
            "v2": ["GET /v2/a/", "GET /v2/a/{pk}/"],
        },
        {
            "default": ["GET /v1/a/", "GET /v1/a/{id}/"],
            "v2": ["GET /v2/a/", "GET /v2/a/{id}/"],
        },
    ),
    "inherited actions of the later namespace": Row(
        VIEWSET,
        "NamespaceVersioning",
        namespaces,
        {"v2": ["GET /v2/a/", "GET /v2/a/{pk}/"]},
        {"default": [], "v2": ["GET /v2/a/", "GET /v2/a/{id}/"]},
    ),
    "inherited actions of the later namespace, details first": Row(
        VIEWSET,
        "NamespaceVersioning",
        namespaces,
        {"v2": ["GET /v2/a/{pk}/", "GET /v2/a/"]},
        {"default": [], "v2": ["GET /v2/a/", "GET /v2/a/{id}/"]},
    ),
    "the list of the later namespace alone": Row(
        VIEWSET,
        "NamespaceVersioning",
        namespaces,
        {"v2": ["GET /v2/a/"]},
        {"default": [], "v2": []},
        (
            "GET /v2/a/: public = {...} on A would also publish GET /v1/a/{pk}/; "
            "draft them together",
        ),
    ),
    "a namespace without its prefix": Row(
        VIEW,
        "NamespaceVersioning",
        namespaces,
        {"v2": ["GET /v2/a/"]},
        {"default": [], "v2": ["GET /a/"]},
        trimmed=True,
    ),
    "a version in the path without its prefix": Row(
        VIEW,
        "URLPathVersioning",
        in_the_path,
        {"v2": ["GET /v2/a/"]},
        {"default": ["GET /a/"], "v2": ["GET /a/"]},
        ("GET /v2/a/: is public in other documents too, default",),
        trimmed=True,
    ),
    "a list, while another version has details": Row(
        VIEWSET,
        "NamespaceVersioning",
        only_later,
        {"default": ["GET /v1/a/"]},
        {"default": [], "v2": []},
        ("GET /v1/a/: public = {...} on A would also publish GET /v2/a/b/; draft them together",),
    ),
    "a version in the path": Row(
        VIEW,
        "URLPathVersioning",
        in_the_path,
        {"default": ["GET /v1/a/"]},
        {"default": ["GET /v1/a/"], "v2": []},
    ),
    "each version in the path": Row(
        VIEW,
        "URLPathVersioning",
        in_the_path,
        {"v2": ["GET /v2/a/"], "default": ["GET /v1/a/"]},
        {"default": ["GET /v1/a/"], "v2": ["GET /v2/a/"]},
    ),
    "a function with a version in its pattern": Row(
        FUNCTION,
        "URLPathVersioning",
        in_a_pattern,
        {"v2": ["GET /v2/a/"]},
        {"default": [], "v2": ["GET /v2/a/"]},
    ),
    "a version of the request": Row(
        VIEW,
        "AcceptHeaderVersioning",
        one,
        {"default": ["GET /a/"]},
        {"default": ["GET /a/"], "v2": ["GET /a/"]},
        (f"GET /a/: {ALSO}",),
    ),
    "no version": Row(
        VIEW,
        "None",
        one,
        {"default": ["GET /a/"]},
        {"default": ["GET /a/"], "v2": ["GET /a/"]},
        (f"GET /a/: {ALSO}",),
    ),
    "two URLs": Row(
        VIEW,
        "None",
        twice,
        {"default": ["GET /b/"]},
        {"default": ["GET /b/"], "v2": ["GET /b/"]},
        (f"GET /b/: {ALSO}",),
    ),
    "two URLs, then the other": Row(
        FUNCTION,
        "None",
        twice,
        {"default": ["GET /b/"], "v2": ["GET /a/"]},
        {"default": ["GET /b/"], "v2": ["GET /b/"]},
        (f"GET /b/: {ALSO}", "GET /a/: another URL of its view is documented, /b/"),
    ),
}


class Versions:
    """The views of a package, whose documents are those of two versions."""

    def __init__(self, folder: Path, row: Row) -> None:
        self.folder, self.row = folder, row
        (folder / "versions").mkdir()
        (folder / "versions/__init__.py").touch()
        (folder / "versions/views.py").write_text(HEAD + row.source.format(row.versioning))

    @contextmanager
    def document(self, name: str) -> Iterator[None]:
        for module in [each for each in sys.modules if each.partition(".")[0] == "versions"]:
            del sys.modules[module]
        urls = self.row.routes(import_module("versions.views"))
        documents = {"v2": {"API_VERSION": "v2"}}
        given = {"API_VERSION": "v1", "DOCUMENTS": documents, "RULES": {}}
        prefix = {"SCHEMA_PATH_PREFIX": "/v[0-9]+", "SCHEMA_PATH_PREFIX_TRIM": True}
        with (
            project(*urls),
            override_settings(TYPED_RESPONSES=given),
            patched_settings(prefix if self.row.trimmed else {}),
            document_in_use(name),
        ):
            yield

    def draft(self, name: str, operations: list[str]) -> WrittenDrafts:
        recordings = [Recording(each, {200: [_body(each)]}) for each in operations]
        with self.document(name):
            public = build()
            known = {(each.facts.route, each.method) for each in public.sources.values()}
            private = build(selection=Unpublished(frozenset(known), every_url=True))
            others = {other: version for other, version in VERSIONS.items() if other != name}
            declares = current_settings().public == "declared"
            drafts = written_drafts(
                recordings, ProjectBuild(public, private, ("A",), declares, others)
            )
        for file in drafts.files:
            file.path.write_text(file.module.code)
        return drafts

    def documented(self, name: str) -> list[str]:
        with self.document(name):
            return sorted(build().sources)


def _body(operation: str) -> Any:
    return {"id": 1} if "{" in operation else [{"id": 1}]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "versions"]:
        del sys.modules[name]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_draft_publishes_the_drafted_urls_alone(row: Row, folder: Path) -> None:
    versions = Versions(folder, row)
    notes = [
        note for name, names in row.drafted.items() for note in versions.draft(name, names).notes
    ]
    assert tuple(notes) == row.notes
    assert {name: versions.documented(name) for name in VERSIONS} == row.documented
