"""Each kind of response that a test client gets is checked, or not checked for a reason."""

from __future__ import annotations

import unittest
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, TypedDict

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import AsyncClient, Client, override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.test import APIClient, APIRequestFactory, APITestCase
from rest_framework.versioning import URLPathVersioning
from rest_framework.views import APIView

from drf_typed_responses.conformance import (
    Contract,
    ContractBroken,
    ContractClient,
    NotChecked,
    assert_contract,
)
from drf_typed_responses.conformance.checks import Check
from drf_typed_responses.conformance.contract_session import ContractSession
from drf_typed_responses.publish import build as build_project
from drf_typed_responses.serializers import Private
from drf_typed_responses.validation import Validator
from publish.building import project


@extend_schema_serializer(exclude_fields=["left"])
class TeamResponse(TypedDict):
    id: str
    left: str
    nickname: Private[str]


class PageResponse(TeamResponse):
    next: str | None


GOOD = {"id": "1", "left": "out", "nickname": "owls", "next": None}


class TeamView(APIView):
    """Returns the response that a test has set."""

    public = frozenset({"GET", "DELETE"})
    renderer_classes = (JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()
    answer: Any = None

    @extend_schema(operation_id="Retrieve a Team", responses={200: PageResponse, 304: None})
    def get(self, request: Any, **kwargs: Any) -> Any:
        return TeamView.answer() if TeamView.answer else Response(GOOD)

    @extend_schema(operation_id="Delete a Team", responses={204: None})
    def delete(self, request: Any, **kwargs: Any) -> Any:
        return TeamView.answer() if TeamView.answer else Response(status=204)


class VersionedView(TeamView):
    class versioning_class(URLPathVersioning):
        default_version = "v1"
        allowed_versions = ("v1", "v2")


URLS = (
    path("teams/<int:pk>/", type("Private", (TeamView,), {"public": frozenset()}).as_view()),
    path("teams/<slug:slug>/", TeamView.as_view()),
    path("alias/<slug:slug>/", type("Alias", (TeamView,), {"public": frozenset()}).as_view()),
    path("<version>/teams/", VersionedView.as_view()),
)


@contextmanager
def served(*urls: Any) -> Iterator[None]:
    """A project of these URLs, in a module as Django's resolver wants it."""
    urlconf = ModuleType("served_urls")
    urlconf.urlpatterns = list(urls)  # type: ignore[attr-defined]
    with project(), override_settings(ROOT_URLCONF=urlconf):
        yield


@pytest.fixture
def contract(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(TeamView, "answer", None)
    with served(*URLS):
        yield Contract.of(build_project())


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the view return the result of a function."""
    return lambda make: monkeypatch.setattr(TeamView, "answer", staticmethod(make))


class Sink(list[Check]):
    def add(self, contract: Contract, check: Check) -> None:
        self.append(check)


def outcomes(contract: Contract, method: str, url: str, **options: Any) -> list[Any]:
    sink = Sink()
    getattr(ContractClient(contract=contract, sink=sink), method)(url, **options)
    return [(check.operation, check.status, check.outcome, check.reason) for check in sink]


RETRIEVE = "GET /teams/{slug}/"


def test_a_private_view_beside_a_public_one_is_left_alone(contract: Contract) -> None:
    """Their paths differ in the names of variables only."""
    assert outcomes(contract, "get", "/teams/owls/") == [(RETRIEVE, 200, "valid", "")]
    assert outcomes(contract, "get", "/teams/5/") == []


def of_another_host(get_response: Any) -> Any:
    """Like packages with a URLconf for each host; this one has the same route."""

    def answer_request(request: Any) -> Any:
        request.urlconf = ModuleType("urls_of_another_host")
        request.urlconf.urlpatterns = [path("teams/<slug:slug>/", lambda r, slug: HttpResponse())]
        return get_response(request)

    return answer_request


def test_a_route_of_another_host_is_left_alone(contract: Contract) -> None:
    with override_settings(MIDDLEWARE=[f"{__name__}.of_another_host"]):
        assert outcomes(contract, "get", "/teams/owls/") == []


CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"


class PersonResponse(TypedDict):
    first_name: str
    nick_name: Private[str]


class PersonView(TeamView):
    @extend_schema(operation_id="Retrieve a Person", responses=PersonResponse)
    def get(self, request: Any, **kwargs: Any) -> Any:
        return TeamView.answer()


def test_camel_case_of_a_renderer_changes_neither_what_is_private_nor_where_it_is_declared(
    answer: Any,
) -> None:
    urlconf = ModuleType("served_urls")
    urlconf.urlpatterns = [path("person/", PersonView.as_view())]  # type: ignore[attr-defined]
    settings = {"POSTPROCESSING_HOOKS": [CAMELIZE]}
    with project(**settings), override_settings(ROOT_URLCONF=urlconf):
        contract = Contract.of(build_project())
        answer(lambda: Response({"firstName": "Ada", "nickName": "Countess"}))
        [(_, _, outcome, _)] = outcomes(contract, "get", "/person/")
    _, line = contract.place("PersonResponse", "firstName")
    assert (outcome, line) == ("valid", contract.place("PersonResponse")[1] + 1)


class TwiceResponse(TypedDict):
    fullName: str
    full_name: Private[str]


class TwiceView(TeamView):
    @extend_schema(operation_id="Retrieve Twice", responses=TwiceResponse)
    def get(self, request: Any, **kwargs: Any) -> Any: ...


def test_a_public_name_that_is_the_camel_case_of_a_private_one_stays_public() -> None:
    urlconf = ModuleType("served_urls")
    urlconf.urlpatterns = [path("twice/", TwiceView.as_view())]  # type: ignore[attr-defined]
    with project(), override_settings(ROOT_URLCONF=urlconf):
        assert Contract.of(build_project()).private == {"TwiceResponse": ["full_name"]}


def test_private_and_excluded_attributes_are_no_additions(contract: Contract) -> None:
    """Inherited ones, too."""
    assert outcomes(contract, "get", "/teams/owls/") == [(RETRIEVE, 200, "valid", "")]


def test_no_content(contract: Contract) -> None:
    found = outcomes(contract, "delete", "/teams/owls/")
    assert found == [("DELETE /teams/{slug}/", 204, "valid", "")]


@pytest.mark.parametrize("method", ["head", "options"])
def test_head_and_options_are_no_operations(contract: Contract, method: str) -> None:
    assert outcomes(contract, method, "/teams/owls/") == []


def test_another_url_of_the_view_is_not_promised(contract: Contract) -> None:
    assert outcomes(contract, "get", "/alias/owls/") == []


def test_a_version_in_the_path(contract: Contract) -> None:
    """drf-spectacular writes the name of the default version into the path."""
    assert "GET /v1/teams/" in contract.operations
    assert outcomes(contract, "get", "/v1/teams/") == [("GET /v1/teams/", 200, "valid", "")]
    assert outcomes(contract, "get", "/v2/teams/") == []


def test_a_redirect_to_the_url_with_a_slash_is_no_answer_of_the_view(contract: Contract) -> None:
    with override_settings(MIDDLEWARE=["django.middleware.common.CommonMiddleware"]):
        found = outcomes(contract, "get", "/teams/owls", follow=True)
    assert found == [(RETRIEVE, 200, "valid", "")]


def test_a_redirect_that_is_not_documented_breaks_a_client_of_json(
    contract: Contract, answer: Any
) -> None:
    answer(lambda: HttpResponse(status=302, headers={"Location": "/alias/owls/"}))
    with pytest.raises(ContractBroken, match="the status 302 is not documented; 200, 304 are"):
        outcomes(contract, "get", "/teams/owls/", follow=False)


def test_not_modified_has_no_body(contract: Contract, answer: Any) -> None:
    answer(lambda: HttpResponse(status=304))
    assert outcomes(contract, "get", "/teams/owls/") == [(RETRIEVE, 304, "valid", "")]
    undocumented = outcomes(contract, "delete", "/teams/owls/")
    assert undocumented == [("DELETE /teams/{slug}/", 304, "valid", "")]


def answering(get_response: Any) -> Any:
    """A middleware that responds itself, as a cache does."""
    return lambda request: JsonResponse({"id": 5})


def test_the_answer_of_a_middleware_is_checked(contract: Contract) -> None:
    with (
        override_settings(MIDDLEWARE=[f"{__name__}.answering"]),
        pytest.raises(ContractBroken, match="`next` is missing"),
    ):
        outcomes(contract, "get", "/teams/owls/")
    with override_settings(MIDDLEWARE=[f"{__name__}.answering"]):
        assert outcomes(contract, "get", "/nowhere/") == []


def failing() -> Any:
    raise ZeroDivisionError


def test_an_error_of_the_view_reaches_the_test(contract: Contract, answer: Any) -> None:
    answer(failing)
    with pytest.raises(ZeroDivisionError):
        outcomes(contract, "get", "/teams/owls/")


def test_an_error_that_is_answered_is_an_undocumented_status(
    contract: Contract, answer: Any
) -> None:
    answer(failing)
    sink = Sink()
    client = ContractClient(contract=contract, sink=sink, raise_request_exception=False)
    assert client.get("/teams/owls/").status_code == 500
    assert [check.outcome for check in sink] == ["additive"]


OTHERS = [
    (lambda: HttpResponse("<p>", "text/html"), "the media type text/html is not documented"),
    (lambda: HttpResponse("", "application/json"), "the body is empty, but a body is documented"),
    (lambda: HttpResponse("{", "application/json"), "the body is not JSON"),
]


@pytest.mark.parametrize(("made", "words"), OTHERS, ids=[words for _, words in OTHERS])
def test_what_is_no_json_breaks_the_contract(
    contract: Contract, answer: Any, made: Any, words: str
) -> None:
    answer(made)
    with pytest.raises(ContractBroken, match=words):
        outcomes(contract, "get", "/teams/owls/")


def test_a_compressed_body_is_checked(contract: Contract, answer: Any) -> None:
    def ask() -> list[Any]:
        with override_settings(MIDDLEWARE=["django.middleware.gzip.GZipMiddleware"]):
            return outcomes(contract, "get", "/teams/owls/", HTTP_ACCEPT_ENCODING="gzip")

    answer(lambda: Response({**GOOD, "next": "x" * 999}))
    assert ask() == [(RETRIEVE, 200, "valid", "")]
    answer(lambda: Response({**GOOD, "id": ["x" * 999]}))
    with pytest.raises(ContractBroken):
        ask()


def test_a_body_in_an_unknown_coding_is_named_as_unchecked(contract: Contract, answer: Any) -> None:
    answer(lambda: Response(GOOD, headers={"Content-Encoding": "br"}))
    found = outcomes(contract, "get", "/teams/owls/")
    assert found == [(RETRIEVE, 200, "unchecked", "the body is compressed")]


async def parts() -> AsyncIterator[bytes]:
    yield b"{}"


def test_an_async_stream_is_named_as_unchecked(contract: Contract, answer: Any) -> None:
    answer(lambda: StreamingHttpResponse(parts(), content_type="application/json"))
    response = async_to_sync(AsyncClient().get)("/teams/owls/")
    with pytest.raises(NotChecked, match="200 is unchecked: the response is streamed"):
        assert_contract(response, contract)


async def async_view(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"id": 5})


def test_an_async_view() -> None:
    """It is checked like any other; the document is one of another project with this operation."""
    document = {
        "openapi": "3.0.3",
        "paths": {
            "/async/": {
                "get": {
                    "responses": {
                        "200": {
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "object",
                                        "properties": {"id": {"type": "string"}},
                                    }
                                }
                            }
                        }
                    }
                }
            }
        },
    }
    with served(path("async/", async_view)):
        response = async_to_sync(AsyncClient().get)("/async/")
        with pytest.raises(ContractBroken, match="`id` is 5, which is an integer, not a string"):
            assert_contract(response, Contract(document))


def test_a_response_of_no_client_is_refused(contract: Contract) -> None:
    response = TeamView.as_view()(APIRequestFactory().get("/teams/owls/"))
    with pytest.raises(NotChecked, match="the response is not from a test client"):
        assert_contract(response, contract)


def test_every_view_takes_a_format(contract: Contract) -> None:
    assert outcomes(contract, "get", "/teams/owls/?format=json") == [(RETRIEVE, 200, "valid", "")]
    [found] = outcomes(contract, "get", "/teams/owls/?colour=red")
    assert found == (RETRIEVE, 200, "additive", "")


# ---------------------------------------------------------------- suites


class UnittestSuite(APITestCase):
    __test__ = False  # run by hand, below
    client_class = ContractClient

    def runTest(self) -> None:
        self.client.contract = UnittestSuite.contract  # type: ignore[attr-defined]
        assert self.client.get("/teams/owls/").status_code == 200
        assert_contract(Client().get("/teams/owls/"), self.client.contract)


def test_a_suite_of_unittest(contract: Contract, db: None) -> None:
    UnittestSuite.contract = contract  # type: ignore[attr-defined]
    result = unittest.TestResult()
    UnittestSuite()(result)
    assert (result.testsRun, result.errors, result.failures) == (1, [], [])


def test_validators_are_compiled_once_for_each_schema(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: Counter[int] = Counter()
    written = Validator._compile

    def counted(self: Any, given: Any, root: Any) -> Any:
        compiled[id(given)] += 1
        return written(self, given, root)

    monkeypatch.setattr(Validator, "_compile", counted)
    for _ in range(20):
        outcomes(contract, "get", "/teams/owls/")
        outcomes(contract, "get", "/v1/teams/")
    assert set(compiled.values()) == {1}
    assert len(compiled) == 2  # the schema of each response


@pytest.fixture
def session(contract: Contract, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A run with every test client patched."""
    made = ContractSession()
    monkeypatch.setattr(f"{ContractSession.__module__}.published_contracts", lambda: (contract,))
    made.begin()
    made.patch()
    yield made
    made.restore()


def test_a_test_with_a_urlconf_of_its_own_is_left_alone(session: ContractSession) -> None:
    with served(*URLS):
        APIClient().get("/teams/owls/")
    assert session.coverage.default.outcomes == {}
    APIClient().get("/teams/owls/")
    assert session.coverage.default.outcomes == {"valid": 1}


def test_the_query_of_an_async_client_is_checked(session: ContractSession) -> None:
    async_to_sync(AsyncClient().get)("/teams/owls/?colour=red")
    assert session.coverage.default.outcomes == {"additive": 1}


def test_a_contract_of_a_build_with_findings_says_so(contract: Contract) -> None:
    contract.findings = 2
    run = ContractSession()
    run.coverage.begin([contract])
    first, *_ = run.coverage.lines()
    assert first == (
        "The contract is of a build with 2 findings, and may lack what they are about; "
        "see `python manage.py apidocs test`"
    )
    gathered = ContractSession()
    gathered.coverage.merge(run.coverage.exported())
    assert next(gathered.coverage.lines()) == first
    assert gathered.coverage.as_json()["findings"] == 2


def test_the_findings_of_a_build_are_counted() -> None:
    """The rules find errors in these views, and the contract is made nevertheless."""
    with served(*URLS), override_settings(TYPED_RESPONSES={}):
        publication = build_project()
    assert Contract.of(publication).findings == len(publication.findings) > 0


def test_a_contract_without_operations_is_reported() -> None:
    run = ContractSession()
    run.coverage.begin([Contract({"openapi": "3.0.3", "paths": {}})])
    assert list(run.coverage.lines()) == ["No operation is public, so there is no contract"]
