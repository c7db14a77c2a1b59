"""A response is checked against the documents that its route and version belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.versioning import (
    AcceptHeaderVersioning,
    NamespaceVersioning,
    URLPathVersioning,
)
from rest_framework.views import APIView

from drf_typed_responses.conformance import ContractBroken, ContractClient, assert_contract
from drf_typed_responses.conformance.client import _published
from drf_typed_responses.conformance.contract_session import ContractSession
from drf_typed_responses.conformance.reports import Report, contract_checked
from drf_typed_responses.publish import public_methods


class V1(TypedDict):
    id: int


class V2(TypedDict):
    id: str


class Versioned(APIView):
    """It answers `?id=...` as it is."""

    public = frozenset({"GET"})
    renderer_classes = (JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(responses={200: V1}, versions=["v1"])
    @extend_schema(responses={200: V2}, versions=["v2"])
    def get(self, request, **kwargs):
        return Response({"id": json.loads(request.query_params["id"])})


class ByHeader(Versioned):
    public = frozenset({"GET"})
    versioning_class = AcceptHeaderVersioning


class ByPath(Versioned):
    public = frozenset({"GET"})
    versioning_class = URLPathVersioning


class ByNamespace(Versioned):
    public = frozenset({"GET"})
    versioning_class = NamespaceVersioning


class Internal(APIView):
    renderer_classes = (JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(responses={200: V1})
    def get(self, request):
        return Response({"id": "text"})

    @public_methods("POST")
    @extend_schema(request=None, responses={200: V1})
    def post(self, request):
        return Response({"id": 1})


def everything(url: str, method: str, view: type) -> bool:
    return True


SETTINGS: dict[str, Any] = {
    "RULES": {"*": "off"},
    "API_VERSION": "v1",
    "DOCUMENTS": {
        "v2": {"API_VERSION": "v2"},
        "internal": {"PUBLIC": f"{__name__}.everything", "API_VERSION": "v1"},
    },
}
urlpatterns = [
    path("teams/", ByHeader.as_view()),
    path("<version>/teams/", ByPath.as_view()),
    path("named/1/", include(([path("teams/", ByNamespace.as_view())], "teams"), namespace="v1")),
    path("named/2/", include(([path("teams/", ByNamespace.as_view())], "teams"), namespace="v2")),
    path("internal/", Internal.as_view()),
]


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Iterator[None]:
    own = {**SETTINGS, "OUT": tmp_path}
    with (
        override_settings(ROOT_URLCONF=__name__, TYPED_RESPONSES=own, ALLOWED_HOSTS=["*"]),
        patched_settings({"SCHEMA_PATH_PREFIX": ""}),
    ):
        _published.cache_clear()
        yield
        _published.cache_clear()


def accepting(version: str) -> dict[str, str]:
    return {"HTTP_ACCEPT": f"application/json; version={version}"}


CASES = [
    ("/teams/", "1", "v1", True),
    ("/teams/", '"1"', "v1", False),
    ("/teams/", "1", "v2", False),
    ("/teams/", '"1"', "v2", True),
    ("/v1/teams/", "1", "", True),
    ("/v1/teams/", '"1"', "", False),
    ("/v2/teams/", "1", "", False),
    ("/v2/teams/", '"1"', "", True),
    ("/named/1/teams/", "1", "", True),
    ("/named/1/teams/", '"1"', "", False),
    ("/named/2/teams/", "1", "", False),
    ("/named/2/teams/", '"1"', "", True),
]


@pytest.mark.parametrize(("url", "id", "version", "is_kept"), CASES)
def test_the_version_of_the_request_decides(url: str, id: str, version: str, is_kept: bool) -> None:
    headers = accepting(version) if version else {}
    if is_kept:
        assert ContractClient().get(url, {"id": id}, **headers).status_code == 200
        assert assert_contract(APIClient().get(url, {"id": id}, **headers)).outcome == "valid"
    else:
        with pytest.raises(ContractBroken):
            ContractClient().get(url, {"id": id}, **headers)


def test_a_response_is_checked_by_the_only_document_that_has_it() -> None:
    with pytest.raises(ContractBroken, match="GET /internal/ 200 breaks its contract"):
        ContractClient().get("/internal/")


@pytest.fixture
def session() -> Iterator[ContractSession]:
    made = ContractSession()
    made.begin()
    made.patch()
    yield made
    made.restore()


def test_the_coverage_of_each_document(session: ContractSession) -> None:
    APIClient().post("/internal/")
    APIClient().get("/v2/teams/", {"id": '"1"'})
    outcomes = {name: dict(each.outcomes) for name, each in session.coverage.by_name.items()}
    # The query of the second request is not documented.
    of_v2 = {"valid": 1, "additive": 1}
    assert outcomes == {"": {"valid": 1}, "v2": of_v2, "internal": {"valid": 1}}


def test_the_report_of_several_documents(session: ContractSession) -> None:
    APIClient().post("/internal/")
    report = session.coverage.as_json()
    assert set(report["documents"]) == {"v2", "internal"}
    internal = report["documents"]["internal"]
    assert internal["covered"]["operation"] == [1, 5]
    assert [name for name, shown in internal["operations"].items() if shown] == ["POST /internal/"]
    assert len(internal["operations"]) == 5
    lines = list(session.coverage.lines())
    assert [line for line in lines if line.startswith("The document")] == [
        "The document default:",
        "The document v2:",
        "The document internal:",
    ]


def test_processes_add_up_by_document(session: ContractSession) -> None:
    APIClient().post("/internal/")
    gathered = ContractSession()
    gathered.coverage.merge(json.loads(json.dumps(session.coverage.exported())))
    assert gathered.coverage.as_json() == session.coverage.as_json()
    assert 0 < gathered.coverage.percent < 100


@pytest.mark.parametrize("version", [{"API_VERSION": "v1"}, {}], ids=["written", "default"])
@pytest.mark.parametrize("contract", [True, False], ids=["contract", "openapi.json"])
def test_production_checks_by_every_contract(
    version: dict[str, str], contract: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.management import call_command

    received: list[Report] = []

    def receive(report: Report, **kwargs: Any) -> None:
        received.append(report)

    if not version:
        monkeypatch.setattr(AcceptHeaderVersioning, "default_version", "v1")
        monkeypatch.setattr(URLPathVersioning, "default_version", "v1")
    files = [{"CONTRACT": tmp_path / f"{name}.json"} if contract else {} for name in ("v1", "v2")]
    own = {
        "RULES": {"*": "off"},
        "OUT": tmp_path,
        "SAMPLE_RATES": 1.0,
        "SAMPLE_TIME_SHARE": 1.0,
        **version,
        **files[0],
        "DOCUMENTS": {"v2": {"API_VERSION": "v2", **files[1]}},
    }
    middleware = ["drf_typed_responses.conformance.ContractMiddleware"]
    contract_checked.connect(receive)
    try:
        rest = {**settings.REST_FRAMEWORK, **({} if version else {"DEFAULT_VERSION": "v1"})}
        with override_settings(TYPED_RESPONSES=own, MIDDLEWARE=middleware, REST_FRAMEWORK=rest):
            call_command("apidocs", "build", "--fail-on", "never")
            client = APIClient()
            client.handler._middleware_chain = None
            for asked in ("v1", "v2"):
                client.get("/teams/", {"id": "1"}, **accepting(asked)).close()
    finally:
        contract_checked.disconnect(receive)
    assert [report.outcome for report in received] == ["valid", "breaking"]
