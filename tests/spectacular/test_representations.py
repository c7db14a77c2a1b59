"""An annotated `to_representation` is the response in a public document."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

import pytest
from django.db import models
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from drf_typed_responses.publish import Publication
from publish.building import JSONView, build

from .building import built, view


class TeamDict(TypedDict):
    id: str


class ErrorDict(TypedDict):
    detail: str


TEAM = {"$ref": "#/components/schemas/TeamDict"}


class Paddock(models.Model):
    name = models.CharField(max_length=9)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class TeamField(serializers.PrimaryKeyRelatedField):
    def to_representation(self, value: Any) -> TeamDict: ...


class WordsField(serializers.CharField):
    def to_representation(self, value: Any) -> list[str]: ...


class SettingsField(serializers.JSONField):
    def to_representation(self, value: Any) -> TeamDict: ...


class LabelField(serializers.ChoiceField):
    def to_representation(self, value: Any) -> str: ...


class AnyField(serializers.IntegerField):
    def to_representation(self, value: Any) -> Any: ...


class LooseField(serializers.CharField):
    def to_representation(self, value: Any) -> dict[str, Any]: ...


class LooseDictField(serializers.DictField):
    def to_representation(self, value: Any) -> dict[str, Any]: ...


class EitherField(serializers.CharField):
    def to_representation(self, value: Any) -> Literal["a", "b"] | None: ...


@extend_schema_field(int)
class DeclaredField(serializers.CharField):
    def to_representation(self, value: Any) -> str: ...


TEAMS: Any = Paddock.objects.none()


# Without limits of requests and a hook that moves enums.
PLAIN: Any = {"ENFORCE_NON_BLANK_FIELDS": False, "POSTPROCESSING_HOOKS": []}


def build_of(serializer: Any, **settings: Any) -> Publication:
    class View(JSONView):
        public = frozenset({"POST"})

        @extend_schema(request=serializer, responses={200: serializer})
        def post(self, request): ...

    return build(View, **{**PLAIN, **settings})


def published(serializer: Any, **settings: Any) -> Any:
    publication = build_of(serializer, **settings)
    assert publication.findings == ()
    return publication.document


def schemas(serializer: Any, **settings: Any) -> Any:
    return published(serializer, **settings)["components"]["schemas"]


def one(field: Any) -> Any:
    return type("Form", (serializers.Serializer,), {"x": field})


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    ("field", "response", "request_"),
    [
        (TeamField(queryset=TEAMS), TEAM, {"type": "integer"}),
        (
            TeamField(queryset=TEAMS, many=True),
            {"type": "array", "items": TEAM},
            {"type": "array", "items": {"type": "integer"}},
        ),
        (
            WordsField(max_length=9),
            {"type": "array", "items": {"type": "string"}},
            {"type": "string", "maxLength": 9},
        ),
        (SettingsField(), TEAM, {}),
        (
            serializers.ListField(child=SettingsField()),
            {"type": "array", "items": TEAM},
            {"type": "array", "items": {}},
        ),
        (
            serializers.DictField(child=WordsField(max_length=9)),
            {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
            {"type": "object", "additionalProperties": {"type": "string", "maxLength": 9}},
        ),
        (
            LooseField(max_length=9),
            {"type": "object", "additionalProperties": {}},
            {"type": "string", "maxLength": 9},
        ),
    ],
)
def test_a_field(field: Any, response: Any, request_: Any, version: str) -> None:
    found = schemas(one(field), OAS_VERSION=version)
    assert found["Form"]["properties"]["x"] == response
    assert found["FormRequest"]["properties"]["x"] == request_


def test_a_field_that_renders_a_label() -> None:
    found = schemas(one(LabelField(choices=["a", "b"])))
    assert found["Form"]["properties"]["x"] == {"type": "string"}
    assert found["FormRequest"]["properties"]["x"]["enum"] == ["a", "b"]


@pytest.mark.parametrize(
    ("field", "schema"),
    [
        (AnyField(max_value=3), {"type": "integer", "maximum": 3}),
        (
            LooseDictField(child=serializers.IntegerField()),
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
        (DeclaredField(), {"type": "integer"}),
    ],
)
def test_an_annotation_that_says_less(field: Any, schema: Any) -> None:
    assert schemas(one(field))["Form"]["properties"]["x"] == schema


def test_keywords_of_the_field_stay() -> None:
    field = EitherField(read_only=True, help_text="One of two.", allow_null=True)
    assert schemas(one(field), ENFORCE_NON_BLANK_FIELDS=True) == {
        "Form": {
            "type": "object",
            "properties": {
                "x": {
                    "type": "string",
                    "enum": ["a", "b", None],
                    "nullable": True,
                    "readOnly": True,
                    "description": "One of two.",
                }
            },
            "required": ["x"],
        }
    }


def test_a_field_whose_annotation_is_refused() -> None:
    class SetField(serializers.Field):
        def to_representation(self, value: Any) -> set[bytearray]: ...

    (found,) = build_of(one(SetField(read_only=True))).findings
    assert (found.id, found.file) == ("unsupported-type", __file__)


# ---------------------------------------------------------------- serializers


def form(hint: Any) -> Any:
    def to_representation(self: Any, instance: Any) -> Any: ...

    to_representation.__annotations__["return"] = hint
    members = {"name": serializers.CharField(), "to_representation": to_representation}
    return type("TeamForm", (serializers.Serializer,), members)


@pytest.mark.parametrize(
    ("hint", "schema"),
    [
        (list[int], {"type": "array", "items": {"type": "integer"}}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Literal["ok"], {"type": "string", "enum": ["ok"]}),
        (str, {"type": "string"}),
        (
            TeamDict | ErrorDict,
            {"anyOf": [TEAM, {"$ref": "#/components/schemas/ErrorDict"}]},
        ),
        (
            list[dict[str, Any]],
            {"type": "array", "items": {"type": "object", "additionalProperties": {}}},
        ),
    ],
)
def test_a_serializer(hint: Any, schema: Any) -> None:
    found = schemas(form(hint))
    assert found["TeamForm"] == schema
    assert found["TeamFormRequest"]["properties"].keys() == {"name"}


@pytest.mark.parametrize("hint", [dict[str, Any], dict, Any])
def test_a_serializer_whose_fields_say_more(hint: Any) -> None:
    assert set(schemas(form(hint))["TeamForm"]["properties"]) == {"name"}


class Ref(serializers.BaseSerializer[Any]):
    def to_representation(self, instance: Any) -> str: ...


class Holder(serializers.Serializer[Any]):
    ref = Ref(read_only=True)
    refs = Ref(many=True, read_only=True)
    name = serializers.CharField()


REF = {"$ref": "#/components/schemas/Ref"}


def responding(serializer: Any) -> Publication:
    class View(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses={200: serializer})
        def get(self, request): ...

    return build(View)


def test_a_serializer_without_fields() -> None:
    publication = responding(Ref(many=True))
    assert publication.findings == ()
    assert publication.document["components"]["schemas"] == {"Ref": {"type": "string"}}


def test_one_inside_another() -> None:
    found = schemas(Holder)
    assert found["Holder"]["properties"] == {
        "ref": {"allOf": [REF], "readOnly": True},
        "refs": {"type": "array", "items": REF, "readOnly": True},
        "name": {"type": "string"},
    }
    assert set(found["HolderRequest"]["properties"]) == {"name"}


def test_a_serializer_without_fields_and_annotation() -> None:
    class Bare(serializers.BaseSerializer[Any]):
        def to_representation(self, instance: Any): ...

    (found,) = responding(Bare).findings
    assert (found.id, found.path) == ("missing-annotation", "Bare.to_representation")
    assert found.hint == "Write one: `def to_representation(self, instance) -> TeamResponse`."
    assert (found.file, bool(found.line)) == (__file__, True)


def test_a_serializer_without_fields_as_a_request() -> None:
    (found,) = build_of(Ref).findings
    assert (found.id, found.path) == ("missing-annotation", "Ref")
    assert found.message == "it has no fields that say what it reads"


def test_an_annotation_that_cannot_be_read() -> None:
    hint = "Missing"
    (found,) = build_of(form(hint)).findings
    assert found.id == "unresolvable-name"


def test_another_document_stays_as_it_is() -> None:
    @extend_schema(request=form(list[int]), responses=one(WordsField()))
    def post(self: Any, request: Any) -> Any: ...

    document = built(view(type("XView", (JSONView,), {"post": post})))
    assert document.schemas == {
        "TeamForm": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
        },
        "Form": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]},
    }


# ---------------------------------------------------------------- lists of many


class Tally(serializers.ListSerializer):
    def to_representation(self, data: Any) -> dict[str, int]: ...

    @property
    def data(self) -> dict[str, int]: ...


class TeamDicts(serializers.ListSerializer):
    def to_representation(self, data: Any) -> list[TeamDict]: ...


class LooseList(serializers.ListSerializer):
    def to_representation(self, data: Any) -> list[dict[str, Any]]: ...


class Keys(serializers.ListSerializer):
    def to_representation(self, data: Any) -> dict[str, int]:
        return {"a": 1}


class Unsaid(serializers.ListSerializer):
    def to_representation(self, data: Any) -> list[TeamDict]: ...

    @property
    def data(self): ...


def listed(by: type) -> Any:
    meta = type("Meta", (), {"list_serializer_class": by})
    return type("Form", (serializers.Serializer,), {"x": serializers.CharField(), "Meta": meta})


TALLY = {"type": "object", "additionalProperties": {"type": "integer"}}
FORMS = {"type": "array", "items": {"$ref": "#/components/schemas/Form"}}
TEAMS_OF = {"type": "array", "items": TEAM}


def body(publication: Publication) -> Any:
    assert publication.findings == ()
    (operation,) = publication.document["paths"]["/0/"].values()
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize(
    ("by", "schema"), [(Tally, TALLY), (TeamDicts, TEAMS_OF), (LooseList, FORMS)]
)
def test_a_list_serializer(by: type, schema: Any) -> None:
    assert body(responding(listed(by)(many=True))) == schema


class Pages(PageNumberPagination):
    page_size = 2


@pytest.mark.parametrize("pages", [None, Pages])
@pytest.mark.parametrize(
    ("by", "schema"), [(Tally, TALLY), (TeamDicts, TEAMS_OF), (LooseList, FORMS)]
)
def test_the_list_serializer_of_a_list_view(by: type, schema: Any, pages: Any) -> None:
    class View(JSONView, ListAPIView):
        public = frozenset({"GET"})
        serializer_class = listed(by)
        pagination_class = pages
        queryset = TEAMS

    publication = build(View)
    found = body(publication)
    if pages:
        if "$ref" in found:
            found = publication.document["components"]["schemas"]["PaginatedFormList"]
        found = found["properties"]["results"]
    assert found == schema


@pytest.mark.parametrize(
    ("by", "schema"), [(Tally, TALLY), (TeamDicts, TEAMS_OF), (LooseList, FORMS), (Keys, TALLY)]
)
def test_a_list_serializer_inside_another(by: type, schema: Any) -> None:
    found = schemas(type("Outer", (serializers.Serializer,), {"forms": listed(by)(many=True)}))
    assert found["Outer"]["properties"]["forms"] == schema


def test_a_list_serializer_that_returns_no_list() -> None:
    assert listed(Keys)([], many=True).data == ["a"]
    (found,) = responding(listed(Keys)(many=True)).findings
    assert (found.id, found.operation) == ("unsupported-type", "GET /0/")
    assert (found.path, found.file) == ("Keys.to_representation", __file__)
    assert "Override the property `data` too" in found.hint


def test_a_list_serializer_whose_data_says_nothing() -> None:
    (found,) = responding(listed(Unsaid)(many=True)).findings
    assert (found.id, found.path) == ("missing-annotation", "Unsaid.data")


def test_the_data_of_a_serializer() -> None:
    class Counted(serializers.Serializer):
        name = serializers.CharField()

        @property
        def data(self) -> dict[str, int]: ...

    assert body(responding(Counted)) == TALLY
    assert set(schemas(type("Outer", (serializers.Serializer,), {"x": Counted()}))) >= {"Counted"}


def test_a_list_serializer_outside_of_public_documents() -> None:
    @extend_schema(responses=listed(Tally)(many=True))
    def get(self: Any, request: Any) -> Any: ...

    assert built(view(type("XView", (JSONView,), {"get": get}))).body() == FORMS
