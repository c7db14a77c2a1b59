"""Withheld values of enums and Literals: returned, allowed, and in no document."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Annotated, Any, Literal, TypedDict

import django_filters
import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import override_settings
from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.coverage_points import documented_points
from drf_typed_responses.parameters import query_parameter
from drf_typed_responses.serializers import Component, Withhold
from publish.building import JSONView, build, project

SECRET = "zqsecret"


@Withhold(SECRET)
class Kind(models.TextChoices):
    """The kind of a team."""

    OPEN = "open", "For everybody"
    CLOSED = "closed", "For some"
    SECRET = "zqsecret", "Zqsecret for us"


@Withhold(9, reason="nobody may know")
class Size(enum.IntEnum):
    SMALL = 1
    ZQSECRET = 9


Status = Annotated[Literal["new", "old", 3, "zqsecret"], Withhold("zqsecret", 3)]


class TeamResponse(TypedDict):
    kind: Kind
    size: Size | None
    status: Status
    statuses: list[Status]
    counts: dict[Kind, int]
    named: Annotated[Literal["a", "zqsecret"], Withhold("zqsecret"), Component("Named")]


class TeamEndpoint(JSONView):
    public = frozenset({"GET"})

    @extend_schema(
        operation_id="Retrieve a Team",
        parameters=[
            query_parameter("kind", "The kind.", enum=Kind),
            OpenApiParameter("kind_too", Kind),
        ],
        responses=TeamResponse,
    )
    def get(self, request): ...


VALID: dict[str, Any] = {
    "kind": "open",
    "size": 1,
    "status": "new",
    "statuses": ["old"],
    "counts": {"open": 1},
    "named": "a",
}
WITHHELD = [
    {"kind": SECRET},
    {"size": 9},
    {"status": SECRET},
    {"status": 3},
    {"statuses": ["new", SECRET]},
    {"counts": {SECRET: 1}},
    {"named": SECRET},
]


@pytest.fixture(scope="module", params=["3.0.3", "3.1.0"])
def publication(request: pytest.FixtureRequest) -> Any:
    found = build(TeamEndpoint, OAS_VERSION=request.param)
    assert found.findings == ()
    return found


def test_no_document_has_a_withheld_value(publication: Any) -> None:
    for document in (publication.document, publication.dereferenced):
        text = json.dumps(document)
        assert "secret" not in text.lower()
        assert "9" not in json.dumps(document["paths"])
    schemas = publication.document["components"]["schemas"]
    assert schemas["Kind"] == {
        "type": "string",
        "enum": ["open", "closed"],
        "description": ("The kind of a team.\n\n* `open` - For everybody\n* `closed` - For some"),
    }
    assert schemas["TeamResponseStatus"] == {"type": "string", "enum": ["new", "old"]}
    assert "Named" in schemas


def test_a_build_lists_the_reason() -> None:
    (found,) = build(TeamEndpoint, OAS_VERSION="3.1.0").private
    assert found[:3] == ("Size", "9", "nobody may know")


def violations(contract: Contract, body: Any) -> list[Any]:
    operation = contract.operations["GET /0/"]
    schema = operation.spec["responses"]["200"]["content"]["application/json"]["schema"]
    validator = contract.responses
    return [*validator.violations(schema, body), *validator.undocumented(schema, body)]


@pytest.mark.parametrize("change", [{}, *WITHHELD], ids=str)
def test_a_response_may_have_it(publication: Any, change: Any, tmp_path: Path) -> None:
    contract = Contract.of(publication)
    assert violations(contract, {**VALID, **change}) == []
    saved = tmp_path / "contract.json"
    saved.write_text(json.dumps(contract.saved()), encoding="utf-8")
    assert violations(Contract.load(saved), {**VALID, **change}) == []


def test_no_test_must_show_it(publication: Any) -> None:
    points = [str(point) for point in documented_points(Contract.of(publication))]
    assert 'TeamResponse.kind = "closed"' in points
    assert "TeamResponse.size null" in points
    assert not [point for point in points if "secret" in point or "9" in point]


@pytest.mark.parametrize("change", [{"kind": "other"}, {"size": 2}, {"status": 4}], ids=str)
def test_any_other_value_breaks_the_contract(publication: Any, change: Any) -> None:
    assert violations(Contract.of(publication), {**VALID, **change}) != []


def test_the_document_itself_does_not_admit_it(publication: Any) -> None:
    assert violations(Contract(publication.document), {**VALID, "kind": SECRET}) != []


def test_a_plain_document_of_drf_spectacular() -> None:
    from drf_spectacular.generators import SchemaGenerator

    class KindSerializer(serializers.Serializer[Any]):
        kind = serializers.SerializerMethodField()
        kinds = serializers.SerializerMethodField()

        def get_kind(self, obj: Any) -> Kind: ...

        def get_kinds(self, obj: Any) -> list[Kind]: ...

    class KindView(JSONView):
        @extend_schema(responses=KindSerializer)
        def get(self, request): ...

    with project(path("x/", KindView.as_view())):
        document = SchemaGenerator().get_schema(request=None, public=True)
    assert "open" in json.dumps(document)
    assert "secret" not in json.dumps(document).lower()


class ChoicesSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices, help_text="The kind.")
    kinds = serializers.MultipleChoiceField(choices=Kind.choices)
    blank = serializers.ChoiceField(choices=Kind.choices, allow_blank=True, allow_null=True)


class ChoicesEndpoint(JSONView):
    public = frozenset({"GET", "POST"})

    @extend_schema(operation_id="Retrieve a Team", responses=ChoicesSerializer)
    def get(self, request): ...

    @extend_schema(
        operation_id="Create a Team",
        request=ChoicesSerializer,
        responses={201: ChoicesSerializer},
    )
    def post(self, request): ...


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_field_with_the_choices_of_the_enum(version: str) -> None:
    found = build(ChoicesEndpoint, OAS_VERSION=version)
    assert found.findings == ()
    assert "secret" not in json.dumps(found.document).lower()
    contract = Contract.of(found)
    for kind in ("open", SECRET):
        for blank in (kind, "", None):
            assert violations(contract, {"kind": kind, "kinds": [kind], "blank": blank}) == []
    for wrong in ("other", "", None):
        body = {"kind": wrong, "kinds": ["open"], "blank": "open"}
        assert violations(contract, body) != []


class KindFilters(FilterSet):
    kind = django_filters.ChoiceFilter(choices=Kind.choices, help_text="The kind.")
    kinds = django_filters.MultipleChoiceFilter(choices=Kind.choices)
    one = django_filters.ChoiceFilter(choices=[(SECRET, "Zqsecret for us")])
    mine = django_filters.ChoiceFilter(choices=[("open", "Open"), ("zqother", "Other")])


class FilteredEndpoint(ListAPIView[Any]):
    public = frozenset({"GET"})
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.all()
    serializer_class = ChoicesSerializer
    filter_backends = (DjangoFilterBackend,)
    filterset_class = KindFilters


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_filter_with_the_choices_of_the_enum(version: str) -> None:
    found = build(FilteredEndpoint, OAS_VERSION=version)
    assert "secret" not in json.dumps(found.document).lower()
    shown = {each["name"]: each for each in found.document["paths"]["/0/"]["get"]["parameters"]}
    labels = "* `open` - For everybody\n* `closed` - For some"
    assert shown["kind"]["description"] == f"The kind.\n\n{labels}"
    assert sorted(shown["kinds"]["schema"]["items"]["enum"]) == ["closed", "open"]
    assert sorted(shown["mine"]["schema"]["enum"]) == ["open", "zqother"]


class DefaultsSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.SECRET)
    kinds = serializers.MultipleChoiceField(choices=Kind.choices, default=["open", SECRET])
    shown = serializers.ChoiceField(choices=Kind.choices, default="open")
    listed = serializers.ListField(
        child=serializers.ChoiceField(choices=Kind.choices), default=["open", SECRET]
    )
    listed_shown = serializers.ListField(
        child=serializers.ChoiceField(choices=Kind.choices), default=["open"]
    )


class DefaultsEndpoint(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=DefaultsSerializer)
    def get(self, request): ...


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_withheld_default_is_not_shown(version: str) -> None:
    document = build(DefaultsEndpoint, OAS_VERSION=version).document
    assert "secret" not in json.dumps(document).lower()
    shown = document["components"]["schemas"]["Defaults"]["properties"]
    assert shown["shown"]["default"] == "open"
    assert shown["listed_shown"]["default"] == ["open"]


class NamesIt(TypedDict):
    kind: Literal[Kind.OPEN, Kind.SECRET]


class NamesNothing(TypedDict):
    kind: Annotated[Literal["a"], Withhold("b")]


class LeavesNothing(TypedDict):
    kind: Annotated[Literal["a"], Withhold("a")]


class OtherType(TypedDict):
    kind: Annotated[str, Withhold("a")]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (NamesIt, "a Literal names zqsecret, which its enum withholds"),
        (NamesNothing, "Withhold names 'b', which the Literal does not have"),
        (LeavesNothing, "Withhold leaves no value of the Literal; make the attribute Private"),
        (OtherType, "Withhold marks an enum class or a Literal, and here it marks another type"),
        (Status, "a Literal that withholds values needs a name here"),
    ],
)
def test_a_wrong_mark(body: Any, message: str) -> None:
    class WrongEndpoint(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve a Team", responses=body)
        def get(self, request): ...

    (found,) = build(WrongEndpoint).findings
    assert (found.id, found.message) == ("unsupported-type", message)


def test_a_wrong_mark_of_an_enum() -> None:
    class Plain(enum.StrEnum):
        A = "a"
        B = "b"

    with pytest.raises(ValueError, match="Withhold names 'c', which Plain does not have"):
        Withhold("c")(Plain)
    with pytest.raises(ValueError, match="Withhold leaves no value of Plain"):
        Withhold("a", Plain.B)(Plain)
    with pytest.raises(ValueError, match="Flag is not an enum of single values"):
        Withhold(1)(enum.Flag)
    with pytest.raises(ValueError, match="name the values to withhold"):
        Withhold()


def test_a_sample_that_shows_it() -> None:
    from drf_spectacular.utils import OpenApiExample

    shown = OpenApiExample(
        "A team", value={**VALID, "kind": SECRET}, response_only=True, status_codes=["200"]
    )

    class Shown(TeamEndpoint):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse, examples=[shown])
        def get(self, request): ...

    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off", "sample-valid": "error"}}):
        (found,) = build(Shown).findings
    assert found.id == "sample-valid"
