"""Serializers of DRF: an annotated `to_representation`, methods, overrides and properties."""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple, TypedDict

import pytest
from django.db import models
from django.utils.functional import cached_property
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.serializers import Private

from .building import Built, built, responding, view

REF = {"$ref": "#/components/schemas/TeamResponse"}
TEAM = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
INLINED = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}


class TeamResponse(TypedDict):
    id: str


class MarkedResponse(TypedDict):
    id: str
    secret: Private[str]


class TeamForm(serializers.Serializer):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> TeamResponse:
        raise NotImplementedError


class TeamListForm(serializers.Serializer):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> list[TeamResponse]:
        raise NotImplementedError


class LooseForm(serializers.Serializer):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        raise NotImplementedError


class Holder(serializers.Serializer):
    team = TeamForm()
    teams = TeamForm(many=True)


def posting(serializer: Any, **settings: Any) -> Built:
    class XView(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=serializer, responses={201: serializer})
        def post(self, request): ...

    return built(view(XView), **settings)


FIELDS = {
    "type": "object",
    "properties": {"name": {"type": "string"}},
    "required": ["name"],
}


def test_response_by_annotation_and_request_by_fields() -> None:
    document = posting(TeamForm)
    assert document.body("post", code="201") == REF
    assert document.request() == {"$ref": "#/components/schemas/TeamForm"}
    assert document.schemas == {"TeamResponse": TEAM, "TeamForm": FIELDS}
    assert document.said == []


def test_split_components() -> None:
    document = posting(TeamForm, COMPONENT_SPLIT_REQUEST=True)
    assert document.body("post", code="201") == REF
    assert document.request() == {"$ref": "#/components/schemas/TeamFormRequest"}
    assert set(document.schemas) == {"TeamResponse", "TeamFormRequest"}
    assert document.schemas["TeamFormRequest"]["required"] == ["name"]
    assert document.said == []


@pytest.mark.parametrize("responses", [TeamForm(many=True), {200: TeamForm(many=True)}])
def test_many_of_an_annotated_serializer(responses: Any) -> None:
    document = responding(responses)
    assert document.body() == {"type": "array", "items": REF}
    assert document.schemas == {"TeamResponse": TEAM}


def test_an_annotated_serializer_nested_in_a_plain_one() -> None:
    document = posting(Holder, COMPONENT_SPLIT_REQUEST=True)
    assert document.schemas["Holder"]["properties"] == {
        "team": REF,
        "teams": {"type": "array", "items": REF},
    }
    form = {"$ref": "#/components/schemas/TeamFormRequest"}
    assert document.schemas["HolderRequest"]["properties"] == {
        "team": form,
        "teams": {"type": "array", "items": form},
    }
    assert document.said == []


def test_an_annotation_that_names_a_list() -> None:
    document = responding(TeamListForm)
    assert document.body() == {"$ref": "#/components/schemas/TeamListForm"}
    assert document.schemas["TeamListForm"] == {"type": "array", "items": REF}


def test_a_mapping_of_anything_says_nothing_new() -> None:
    document = posting(LooseForm)
    assert document.body("post", code="201") == {"$ref": "#/components/schemas/LooseForm"}
    assert document.schemas == {"LooseForm": FIELDS}
    assert document.said == []


def test_a_patched_request_reads_the_fields() -> None:
    class XView(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=TeamForm, responses=TeamForm)
        def patch(self, request): ...

    document = built(view(XView))
    assert document.body("patch") == REF
    assert document.request("patch") == {"$ref": "#/components/schemas/PatchedTeamForm"}
    assert document.schemas["PatchedTeamForm"]["properties"] == {"name": {"type": "string"}}


def test_beside_the_plain_autoschema() -> None:
    class XView(APIView):
        renderer_classes = (JSONRenderer,)
        schema = PlainAutoSchema()

        @extend_schema(request=TeamForm, responses={200: TeamForm, 201: TeamForm(many=True)})
        def post(self, request): ...

    document = built(view(XView))
    assert document.body("post") == REF
    assert document.body("post", code="201") == {"type": "array", "items": REF}
    assert document.schemas == {"TeamResponse": TEAM, "TeamForm": FIELDS}
    assert document.said == []


# ---------------------------------------------------------------- fields


class Page(TypedDict):
    # drf-spectacular has no schema for a TypedDict that refers to itself.
    children: list[Page]


PAGE = {"$ref": "#/components/schemas/Page"}


class PaddleModel(models.Model):
    class Meta:
        app_label = "spectacular_tests"
        managed = False

    @property
    def page(self) -> Page: ...

    @cached_property
    def cached(self) -> list[Page]: ...

    @property
    def plain(self) -> int: ...

    def method(self) -> Page | None: ...


def fields_of(serializer: type[serializers.Serializer], **settings: Any) -> Built:
    return responding({200: serializer}, **settings)


def test_a_serializer_method_field() -> None:
    class X(serializers.Serializer):
        page = serializers.SerializerMethodField()

        def get_page(self, obj) -> Page: ...

    document = fields_of(X)
    assert document.schemas["X"]["properties"] == {
        "page": {"allOf": [PAGE], "readOnly": True},
    }
    assert "Page" in document.schemas
    assert document.said == []


def test_a_serializer_method_field_keeps_help_text_and_docstring() -> None:
    class X(serializers.Serializer):
        page = serializers.SerializerMethodField(help_text="All pages.")
        other = serializers.SerializerMethodField()

        def get_page(self, obj) -> list[Page]: ...

        def get_other(self, obj) -> list[Page]:
            """Other pages."""

    document = fields_of(X)
    pages = {"type": "array", "items": PAGE, "readOnly": True}
    assert document.schemas["X"]["properties"] == {
        "page": {**pages, "description": "All pages."},
        "other": {**pages, "description": "Other pages."},
    }


@pytest.mark.parametrize(
    ("hint", "schema"),
    [
        (Page, PAGE),
        (list[Page], {"type": "array", "items": PAGE}),
        (dict[str, Page], {"type": "object", "additionalProperties": PAGE}),
    ],
)
def test_extend_schema_field_on_a_method(hint: Any, schema: Any) -> None:
    class X(serializers.Serializer):
        page = serializers.SerializerMethodField()

        @extend_schema_field(hint)
        def get_page(self, obj): ...

    properties = fields_of(X).schemas["X"]["properties"]
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    assert properties == {"page": {**whole, "readOnly": True}}


def test_extend_schema_field_on_a_field() -> None:
    @extend_schema_field(Page)
    class PageField(serializers.Field): ...

    class X(serializers.Serializer):
        page = PageField()
        pages = serializers.ListField(child=PageField())

    document = fields_of(X)
    assert document.schemas["X"]["properties"] == {
        "page": PAGE,
        "pages": {"type": "array", "items": PAGE},
    }
    assert document.said == []


def test_extend_schema_field_with_a_component_name() -> None:
    @extend_schema_field(list[Page], component_name="Pages")
    class PagesField(serializers.Field): ...

    class X(serializers.Serializer):
        one = PagesField(help_text="All of them.")
        two = PagesField()

    document = fields_of(X)
    pages = {"$ref": "#/components/schemas/Pages"}
    assert document.schemas["Pages"] == {"type": "array", "items": PAGE}
    assert document.schemas["X"]["properties"] == {
        "one": {"allOf": [pages], "description": "All of them."},
        "two": pages,
    }
    assert document.said == []


def test_annotated_properties_of_a_model() -> None:
    class X(serializers.ModelSerializer):
        method = serializers.ReadOnlyField()

        class Meta:
            model = PaddleModel
            fields = ("page", "cached", "plain", "method")

    document = fields_of(X)
    copy = {**document.schemas["Page"], "nullable": True}
    either = {"type": "object", "nullable": True, "anyOf": [PAGE, copy]}
    assert document.schemas["X"]["properties"] == {
        "method": {**either, "readOnly": True},
        "page": {"allOf": [PAGE], "readOnly": True},
        "cached": {"type": "array", "items": PAGE, "readOnly": True},
        "plain": {"type": "integer", "readOnly": True},
    }
    assert document.said == []


def test_an_understood_typeddict_stays_inlined() -> None:
    class X(serializers.Serializer):
        team = serializers.SerializerMethodField()

        def get_team(self, obj) -> TeamResponse: ...

    document = fields_of(X)
    assert document.schemas["X"]["properties"] == {"team": {**INLINED, "readOnly": True}}
    assert set(document.schemas) == {"X"}


def test_private_fields_are_kept_back_everywhere() -> None:
    class X(serializers.Serializer):
        team = serializers.SerializerMethodField()

        def get_team(self, obj) -> MarkedResponse: ...

    document = fields_of(X)
    assert document.schemas["MarkedResponse"]["properties"] == {"id": {"type": "string"}}
    assert document.schemas["X"]["properties"] == {
        "team": {"allOf": [{"$ref": "#/components/schemas/MarkedResponse"}], "readOnly": True}
    }


def test_private_fields_inside_a_named_tuple_are_kept_back() -> None:
    class Ranked(NamedTuple):
        team: MarkedResponse
        rank: int

    class X(serializers.Serializer):
        ranked = serializers.SerializerMethodField()

        def get_ranked(self, obj) -> Ranked: ...

    document = fields_of(X)
    assert document.schemas["MarkedResponse"]["properties"] == {"id": {"type": "string"}}
    assert document.schemas["Ranked"]["type"] == "array"


def test_a_hint_we_refuse_is_drf_spectaculars_again() -> None:
    class X(serializers.Serializer):
        team = serializers.SerializerMethodField()

        def get_team(self, obj) -> deque[int]: ...

    document = fields_of(X)
    assert document.schemas["X"]["properties"] == {"team": {"type": "string", "readOnly": True}}
    assert len(document.said) == 1
    assert "unable to resolve type hint" in document.said[0]


def test_references_beside_other_keywords_in_3_1() -> None:
    class X(serializers.Serializer):
        page = serializers.SerializerMethodField()

        def get_page(self, obj) -> Page: ...

    document = fields_of(X, OAS_VERSION="3.1.0")
    assert document.schemas["X"]["properties"]["page"]["readOnly"] is True
