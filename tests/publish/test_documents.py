"""Several documents of one project: the setting DOCUMENTS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework.versioning import (
    AcceptHeaderVersioning,
    NamespaceVersioning,
    URLPathVersioning,
)

from drf_typed_responses.conf import current_settings
from drf_typed_responses.document_names import document_in_use
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.publish import waive

from .building import NO_RULES, JSONView, PrivateView, TeamView, project
from .running import Run, apidocs


def everything(url: str, method: str, view: type) -> bool:
    return True


def private_only(url: str, method: str, view: type) -> bool:
    return view is PrivateView


EVERY = f"{__name__}.everything"


@contextmanager
def documents(tmp_path: Path, *views: Any, **own: dict[str, Any]) -> Iterator[None]:
    settings = {**NO_RULES, "OUT": tmp_path, "DOCUMENTS": own}
    with project(*views), override_settings(TYPED_RESPONSES=settings):
        yield


def operations(file: Path) -> set[str]:
    paths = json.loads(file.read_bytes())["paths"]
    return {f"{method.upper()} {url}" for url, item in paths.items() for method in item}


def run(tmp_path: Path, action: str, *options: str, **own: dict[str, Any]) -> Run:
    with documents(tmp_path, TeamView, PrivateView, **own):
        return apidocs(action, *options)


def test_each_document_has_its_selection_and_its_folder(tmp_path: Path) -> None:
    done = run(tmp_path, "build", internal={"PUBLIC": EVERY})
    assert done.code == 0
    assert operations(tmp_path / "openapi.json") == {"GET /0/"}
    assert operations(tmp_path / "internal" / "openapi.json") == {
        "GET /0/",
        "POST /0/",
        "GET /1/",
    }
    assert done.err.startswith("Published default: 1 operation, ")
    assert "; internal: 3 operations, " in done.err


def test_one_document_alone(tmp_path: Path) -> None:
    done = run(tmp_path, "build", "--document", "internal", internal={"PUBLIC": EVERY})
    assert done.code == 0
    assert not (tmp_path / "openapi.json").exists()
    assert done.err.startswith("Published 3 operations, ")


def test_an_unknown_document(tmp_path: Path) -> None:
    done = run(tmp_path, "build", "--document", "internel", internal={"PUBLIC": EVERY})
    assert done.code == 2
    assert 'has no document "internel"; did you mean internal?' in done.err


def test_a_finding_of_one_document_leaves_all_files(tmp_path: Path) -> None:
    rules = {"RULES": {"title": "error"}}
    done = run(tmp_path, "build", internal={"PUBLIC": EVERY, **rules})
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []
    assert "error[title] internal: GET /1/: " in done.err


def test_a_finding_of_several_documents_is_reported_once(tmp_path: Path) -> None:
    settings = {"OUT": tmp_path, "RULES": {"*": "off", "description": "error"}}
    own = {"DOCUMENTS": {"again": {}, "other": {"PUBLIC": EVERY}}}
    with project(TeamView), override_settings(TYPED_RESPONSES={**settings, **own}):
        done = apidocs("test", "--format", "json")
    found = [(f["document"], f["operation"]) for f in json.loads(done.out)["findings"]]
    assert found == [("", "GET /0/"), ("other", "POST /0/")]


def test_the_summary_has_the_facts_of_each_document(tmp_path: Path) -> None:
    done = run(tmp_path, "test", "--format", "json", internal={"PUBLIC": EVERY})
    summary = json.loads(done.out)["summary"]
    assert {n: each["operations"] for n, each in summary["documents"].items()} == {
        "default": 1,
        "internal": 3,
    }


def test_a_document_keeps_the_promises_of_another(tmp_path: Path) -> None:
    wide = {"PUBLIC": EVERY, "KEEPS": ["default"]}
    assert run(tmp_path, "test", internal=wide).code == 0


def test_broken_promise(tmp_path: Path) -> None:
    own = {"PUBLIC": f"{__name__}.private_only", "KEEPS": ["default"]}
    done = run(tmp_path, "test", "--format", "json", "--document", "internal", internal=own)
    (found,) = json.loads(done.out)["findings"]
    assert (found["id"], found["operation"], found["document"]) == (
        "broken-promise",
        "GET /0/",
        "internal",
    )
    assert found["message"].endswith('[operation-removed], compared with the document "default"')


@pytest.mark.parametrize(
    ("level", "levels"), [("warning", ["warning"]), ("off", []), ("error", ["error"])]
)
def test_the_level_of_a_broken_promise(level: str, levels: list[str], tmp_path: Path) -> None:
    rules = {"*": "off", "broken-promise": level}
    own = {"PUBLIC": f"{__name__}.private_only", "KEEPS": ["default"], "RULES": rules}
    done = run(tmp_path, "test", "--format", "json", "--document", "internal", internal=own)
    assert [each["level"] for each in json.loads(done.out)["findings"]] == levels


class V1(TypedDict):
    id: int


class V2(TypedDict):
    id: str


class VersionedView(JSONView):
    public = frozenset({"GET"})
    versioning_class: Any = URLPathVersioning

    @extend_schema(responses={200: V1}, versions=["v1"])
    @extend_schema(responses={200: V2}, versions=["v2"])
    def get(self, request, **kwargs): ...


class Versions(VersionedView):
    versioning_class = AcceptHeaderVersioning


@waive("broken-promise", "Ids became texts in v2.")
class Waived(Versions): ...


@pytest.mark.parametrize(
    ("view", "found", "waivers"),
    [(Versions, ["broken-promise"], []), (Waived, [], ["broken-promise"])],
)
def test_a_broken_promise_is_waived(
    view: Any, found: list[str], waivers: list[str], tmp_path: Path
) -> None:
    documents = {"v2": {"API_VERSION": "v2", "KEEPS": ["default"], "PUBLIC": "declared"}}
    settings = {"OUT": tmp_path, **NO_RULES, "API_VERSION": "v1", "DOCUMENTS": documents}
    with project(view), override_settings(TYPED_RESPONSES=settings):
        done = apidocs("test", "--format", "json")
    told = json.loads(done.out)
    assert [each["id"] for each in told["findings"]] == found
    of_v2 = told["summary"]["documents"]["v2"]["waivers"]
    assert [each["rule"] for each in of_v2] == waivers


class Beta(VersionedView):
    @extend_schema(responses={200: V1}, versions=["v1"], extensions={"x-level": "beta"})
    @extend_schema(responses={200: V2}, versions=["v2"])
    def get(self, request, **kwargs): ...


MOVED = {"DIFF_PREFIXES": {"/v1": "/v2"}}


@pytest.mark.parametrize(
    ("view", "given", "broken"),
    [
        (VersionedView, {}, ["[operation-removed]"]),
        (VersionedView, MOVED, ["[response-type-changed]"]),
        (VersionedView, {**MOVED, "DIFF_LEVELS": {"response-type-changed": "warning"}}, []),
        (Beta, MOVED, ["[response-type-changed]"]),
        (Beta, {**MOVED, "STABILITY": {"key": "x-level"}}, []),
    ],
)
def test_the_settings_of_the_comparison_tell_what_a_promise_is(
    view: Any, given: dict[str, Any], broken: list[str]
) -> None:
    documents = {"v2": {"API_VERSION": "v2", "KEEPS": ["default"]}}
    settings = {**NO_RULES, "API_VERSION": "v1", "DOCUMENTS": documents, **given}
    route = path("<version>/teams/", view.as_view())
    with project(route), override_settings(TYPED_RESPONSES=settings):
        found = json.loads(apidocs("test", "--format", "json").out)["findings"]
    told = [each["message"].partition(", compared")[0] for each in found]
    assert [message.rpartition(" ")[2] for message in told] == broken


@pytest.mark.parametrize(
    ("versioning", "url", "documented"),
    [
        (URLPathVersioning, "<version>/teams/", ["/v1/teams/", "/v2/teams/"]),
        (AcceptHeaderVersioning, "teams/", ["/teams/", "/teams/"]),
    ],
)
def test_a_document_for_each_version(
    versioning: Any, url: str, documented: list[str], tmp_path: Path
) -> None:
    view = type("View", (VersionedView,), {"versioning_class": versioning})
    settings = {
        **NO_RULES,
        "OUT": tmp_path,
        "API_VERSION": "v1",
        "DOCUMENTS": {"v2": {"API_VERSION": "v2"}},
    }
    with project(path(url, view.as_view())), override_settings(TYPED_RESPONSES=settings):
        assert apidocs("build").code == 0
    files = [tmp_path / "openapi.json", tmp_path / "v2" / "openapi.json"]
    built = [json.loads(file.read_bytes()) for file in files]
    assert [next(iter(each["paths"])) for each in built] == documented
    assert [set(each["components"]["schemas"]) for each in built] == [{"V1"}, {"V2"}]


def test_a_document_for_each_namespace(tmp_path: Path) -> None:
    view = type("View", (VersionedView,), {"versioning_class": NamespaceVersioning})
    routes = [
        path(f"{name}/", include(([path("teams/", view.as_view())], "teams"), namespace=version))
        for name, version in (("old", "v1"), ("new", "v2"))
    ]
    settings = {
        **NO_RULES,
        "OUT": tmp_path,
        "API_VERSION": "v1",
        "DOCUMENTS": {"v2": {"API_VERSION": "v2"}},
    }
    with project(*routes), override_settings(TYPED_RESPONSES=settings):
        assert apidocs("build").code == 0
    files = [tmp_path / "openapi.json", tmp_path / "v2" / "openapi.json"]
    built = [json.loads(file.read_bytes()) for file in files]
    assert [[*each["paths"]] for each in built] == [["/old/teams/"], ["/new/teams/"]]
    assert [[*each["components"]["schemas"]] for each in built] == [["V1"], ["V2"]]


def test_two_urls_in_one_namespace_are_a_finding() -> None:
    view = type("View", (VersionedView,), {"versioning_class": NamespaceVersioning})
    urls = [path("teams/", view.as_view()), path("groups/", view.as_view())]
    settings = {**NO_RULES, "API_VERSION": "v1"}
    routes = path("a/", include((urls, "teams"), namespace="v1"))
    with project(routes), override_settings(TYPED_RESPONSES=settings):
        done = apidocs("test")
    assert "its view has several URLs: /a/groups/, /a/teams/\n" in done.err


def test_diff_compares_the_named_document(tmp_path: Path) -> None:
    own = {"internal": {"PUBLIC": EVERY}}
    assert run(tmp_path, "build", **own).code == 0
    base = str(tmp_path / "internal" / "openapi.json")
    assert "POST /0/" in run(tmp_path, "diff", base, **own).err
    assert run(tmp_path, "diff", base, "--document", "internal", **own).code == 0


def test_the_base_of_a_revision_is_that_of_each_document() -> None:
    settings = {"BASE": "git:main", "DOCUMENTS": {"v2": {}}}
    with override_settings(TYPED_RESPONSES=settings), document_in_use("v2"):
        assert current_settings().base == "git:main"


def test_a_base_file_is_that_of_one_document(tmp_path: Path) -> None:
    settings = {"BASE": "old.json", "ACCEPTED": "a.toml", "DOCUMENTS": {"v2": {}}}
    with override_settings(TYPED_RESPONSES=settings), document_in_use("v2"):
        assert (current_settings().base, current_settings().accepted) == ("", None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], 'TYPED_RESPONSES["DOCUMENTS"] must be a dict of settings by the name of a document'),
        ({"default": {}}, "other than \"default\", not 'default'"),
        ({"a/b": {}}, "not 'a/b'"),
        ({"v2": []}, 'TYPED_RESPONSES["DOCUMENTS"]["v2"] must be a dict of settings, not []'),
        (
            {"v2": {"PUBLIC": "some"}},
            'TYPED_RESPONSES["DOCUMENTS"]["v2"]["PUBLIC"] must be "declared"',
        ),
        (
            {"v2": {"TYPE_HOOKS": []}},
            'unknown setting TYPED_RESPONSES["DOCUMENTS"]["v2"]["TYPE_HOOKS"]',
        ),
        ({"v2": {"OUT": "same"}, "v3": {"OUT": "same"}}, 'documents "v2" and "v3" both write'),
        (
            {"v2": {"KEEPS": ["defualt"]}},
            'TYPED_RESPONSES["DOCUMENTS"]["v2"]["KEEPS"] names "defualt", which is not another '
            "document; did you mean default? There is: default",
        ),
        ({"v2": {"KEEPS": ["v2"]}}, 'names "v2", which is not another document'),
    ],
)
def test_wrong_settings_of_documents(given: Any, message: str) -> None:
    settings = override_settings(TYPED_RESPONSES={"DOCUMENTS": given})
    with settings, pytest.raises(SettingsError) as raised:
        current_settings()
    assert message in str(raised.value)
