"""Where each operation of a project stands, as `apidocs report --format json` says it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.urlpatterns import format_suffix_patterns

from publish.building import NO_RULES, JSONView, TeamResponse, TeamView, project
from publish.running import apidocs


class OpenResponse(TypedDict):
    id: str
    extra: object


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("id", "username")


class DocumentedView(JSONView):
    """All about one team."""

    public = frozenset({"GET", "PUT", "DELETE"})
    owner = "team-teams"

    @extend_schema(
        tags=["Teams"],
        responses=TeamResponse,
        examples=[
            OpenApiExample("A team", {"id": "1"}, response_only=True, status_codes=["200"]),
        ],
    )
    def get(self, request):
        """Return a team."""

    @extend_schema(tags=["Teams"], request=UserSerializer, responses=TeamResponse)
    def put(self, request):
        """Rename a team."""

    def delete(self, request) -> Response[None]: ...


def reported(*views: Any, options: tuple[str, ...] = (), **settings: Any) -> dict[str, Any]:
    with project(*views), override_settings(TYPED_RESPONSES={**NO_RULES, **settings}):
        done = apidocs("report", "--format", "json", *options)
    assert done.code == 0, done.err
    report: dict[str, Any] = json.loads(done.out)
    return report


def standings(*views: Any, **settings: Any) -> dict[str, dict[str, Any]]:
    return {each["operation"]: each for each in reported(*views, **settings)["operations"]}


def picked(standing: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(standing[name] for name in names)


def test_the_whole_standing_of_one_operation() -> None:
    standing = standings(DocumentedView)["GET /0/"]
    file, _, line = standing.pop("place").rpartition(":")
    assert (Path(file).name, int(line) > 0) == ("test_standings.py", True)
    assert standing == {
        "operation": "GET /0/",
        "documents": ["default"],
        "published": True,
        "typed": True,
        "response": "typed",
        "request": "none",
        "free": [],
        "described": True,
        "sampled": True,
        "tested": None,
        "owner": "team-teams",
        "tags": ["Teams"],
        "app": "",
        "problem": "",
    }


def test_described_and_sampled_as_the_rules_ask_although_they_are_off() -> None:
    found = standings(DocumentedView)
    assert picked(found["PUT /0/"], "described", "sampled") == (True, False)
    # A response without a body needs no sample.
    assert picked(found["DELETE /0/"], "described", "sampled") == (False, True)


def body(responses: Any, request: Any = None) -> tuple[str, ...]:
    class View(JSONView):
        public = frozenset({"POST"})

        @extend_schema(request=request, responses={200: responses})
        def post(self, request): ...

    return picked(standings(View)["POST /0/"], "response", "request", "typed")


@pytest.mark.parametrize(
    ("responses", "standing"),
    [
        (TeamResponse, "typed"),
        (UserSerializer(many=True), "typed"),
        (OpenResponse, "partly"),
        (list[OpenResponse], "partly"),
        (dict, "untyped"),
        (list[list[OpenResponse]], "partly"),
        (list[dict[str, object]], "untyped"),
        (None, "untyped"),
    ],
)
def test_whether_a_response_says_what_it_holds(responses: Any, standing: str) -> None:
    assert body(responses) == (standing, "none", standing == "typed")


def test_a_response_without_a_body_has_nothing_to_say() -> None:
    found = standings(DocumentedView)["DELETE /0/"]
    assert picked(found, "response", "request", "typed") == ("none", "none", True)


def test_whether_a_request_says_what_it_holds() -> None:
    assert body(TeamResponse, UserSerializer) == ("typed", "typed", True)
    assert body(TeamResponse, dict) == ("typed", "untyped", False)


def test_a_place_that_several_operations_return_is_named_in_each() -> None:
    class OpenView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=OpenResponse)
        def get(self, request): ...

    found = standings(OpenView, type("OtherView", (OpenView,), {}))
    assert [each["free"] for each in found.values()] == [["OpenResponse.extra"]] * 2


def test_private_operations_have_their_facts() -> None:
    found = standings(TeamView)
    assert picked(found["GET /0/"], "published", "documents") == (True, ["default"])
    assert picked(found["POST /0/"], "published", "documents", "response") == (False, [], "typed")


def test_a_format_suffix_is_not_an_operation_of_its_own() -> None:
    patterns = format_suffix_patterns([path("teams/", TeamView.as_view())])
    assert set(standings(*patterns)) == {"GET /teams/", "POST /teams/"}


class FailingSerializer(serializers.Serializer):
    def get_fields(self) -> Any:
        raise LookupError("no fields here")


@pytest.mark.parametrize("public", [frozenset(), frozenset({"GET"})])
def test_an_operation_whose_code_fails_is_listed_with_the_reason(public: frozenset[str]) -> None:
    class View(JSONView):
        owner = "team-broken"

        @extend_schema(responses=FailingSerializer)
        def get(self, request): ...

    View.public = public
    standing = standings(View)["GET /0/"]
    assert picked(standing, "published", "typed", "owner") == (False, False, "team-broken")
    assert standing["problem"].startswith("LookupError while its document was generated")


def test_the_app_is_that_of_the_module_of_the_view() -> None:
    from teams_api.endpoints.teams import TeamDetailsEndpoint

    found = reported(TeamDetailsEndpoint)
    assert {each["app"] for each in found["operations"]} == {"teams_api"}
    assert found["summary"]["apps"]["teams_api"]["operations"] == len(found["operations"])


def everything(url: str, method: str, view: type) -> bool:
    return True


def test_an_operation_of_several_documents_has_one_standing() -> None:
    found = standings(TeamView, DOCUMENTS={"all": {"PUBLIC": f"{__name__}.everything"}})
    assert {name: each["documents"] for name, each in found.items()} == {
        "GET /0/": ["default", "all"],
        "POST /0/": ["all"],
    }


def contract_report(tmp_path: Path, **shown: dict[str, bool]) -> tuple[str, ...]:
    file = tmp_path / "contract.json"
    default, others = shown.pop("default"), {n: {"operations": o} for n, o in shown.items()}
    file.write_text(json.dumps({"operations": default, "documents": others}))
    return ("--contract-report", str(file))


def test_tested_operations_are_those_of_a_contract_report(tmp_path: Path) -> None:
    options = contract_report(tmp_path, default={"GET /0/": True, "PUT /0/": False})
    report = reported(DocumentedView, options=options)
    tested = {each["operation"]: each["tested"] for each in report["operations"]}
    assert tested == {"GET /0/": True, "PUT /0/": False, "DELETE /0/": False}
    assert report["summary"]["all"]["tested"] == 1


@pytest.mark.parametrize("is_shown", [True, False])
def test_an_operation_is_tested_if_it_is_in_each_of_its_documents(
    tmp_path: Path, is_shown: bool
) -> None:
    options = contract_report(tmp_path, default={"GET /0/": True}, all={"GET /0/": is_shown})
    others = {"all": {"PUBLIC": f"{__name__}.everything"}}
    found = reported(TeamView, options=options, DOCUMENTS=others)["operations"]
    assert [each["tested"] for each in found] == [is_shown, False]


def test_sums() -> None:
    summary = reported(DocumentedView, TeamView)["summary"]
    nothing = {"published": 1, "typed": 1, "described": 0, "sampled": 0, "tested": None}
    assert summary["all"] == {
        "operations": 5,
        "published": 4,
        "typed": 5,
        "described": 2,
        "sampled": 2,
        "tested": None,
    }
    assert summary["public"]["operations"] == summary["public"]["published"] == 4
    assert summary["owners"][""] == {"operations": 2, **nothing, "typed": 2}
    assert {name: each["operations"] for name, each in summary["tags"].items()} == {
        "0": 1,
        "1": 2,
        "Teams": 2,
    }
    assert "earlier" not in summary


def test_an_earlier_report(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(reported(DocumentedView)))
    report = reported(TeamView, options=("--since", str(earlier)))
    assert report["summary"]["earlier"] == json.loads(earlier.read_text())["summary"]["all"]


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--since", None, "cannot read {file}: No such file or directory"),
        ("--since", "{", "{file} is not JSON: "),
        ("--since", "[]", "{file} is not a report, but a list"),
        ("--since", "{}", "{file} is not an earlier report: write it with"),
        ("--since", '{"summary": {"all": []}}', "{file} is not an earlier report"),
        ("--contract-report", '{"percent": 1}', "{file} is not a report of contract tests"),
        ("--contract-report", '{"operations": 1}', "{file} is not a report of contract tests"),
    ],
)
def test_a_file_that_is_not_a_report(
    tmp_path: Path, option: str, text: str | None, message: str
) -> None:
    file = tmp_path / "given.json"
    if text is not None:
        file.write_text(text)
    done = apidocs("report", option, str(file))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"apidocs report: {message.format(file=file)}")


class HalfDeclared(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(request=None, responses=TeamResponse)
    def post(self, request): ...


def test_an_operation_that_its_view_does_not_declare_stands_among_the_private_ones() -> None:
    rules = {"*": "off", "undeclared": "error"}
    standing = standings(HalfDeclared, RULES=rules)["POST /0/"]
    assert picked(standing, "published", "problem", "response") == (False, "", "typed")
